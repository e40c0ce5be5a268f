// A hill that is a slider: it can be dragged, and moved by arrow keys.

import { onPull } from "../page/drag.js";
import { svg } from "../page/element.js";

/**
 * The hill's path, whose shape its owner sets. `value()` is where it stands, in steps from `min` to `max`; `goTo(steps)`
 * moves it, and `pixels()` is how wide a step is.
 */
export function hillHandle({ name, min, max, value, goTo, pixels }) {
  let taken = 0;
  const hill = svg("path", {
    class: "gl-hill",
    role: "slider",
    tabindex: 0,
    "aria-label": name,
    "aria-valuemin": min,
    "aria-valuemax": max,
    onkeydown: (event) => {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      goTo(value() + way * (event.shiftKey ? 10 : 1));
    },
  });
  onPull(
    hill,
    () => (taken = value()),
    (dx) => goTo(taken + dx / pixels()),
  );
  return hill;
}
