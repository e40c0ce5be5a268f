// Where the fakes' hill stands, how wide it is, and of which shape both hills are.

import { button, element } from "../page/element.js";
import { Slider } from "../page/slider.js";
import { uniqueName } from "../page/view.js";

const SHAPES = { bell: "bells: never 0", hill: "hills: they end" };

/**
 * A row of controls: `element`, and the sliders `place` and `width`. `place` and `width` say where those begin, and
 * `widths` what the second one counts; `choose` is called with "bell" or "hill", and `check` marks one of the two.
 */
export function hillControls({ place, width, widths, shape, choose, input, reset }) {
  const name = uniqueName("shape");
  const made = {
    place: new Slider({ name: "Place of the fakes", step: 1, input, ...place }),
    width: new Slider({
      name: "Width of the fakes",
      min: 0,
      max: widths.length - 1,
      step: 1,
      value: width,
      words: (index) => String(widths[index]),
      input,
    }),
  };
  const radios = Object.entries(SHAPES).map(([value, words]) => {
    const one = element("input", { type: "radio", name, value, onchange: () => choose(value) });
    one.checked = value === shape;
    return [one, element("label", {}, one, words)];
  });
  made.check = (chosen) => {
    for (const [one] of radios) one.checked = one.value === chosen;
  };
  const shapes = element("div", {}, ...radios.map(([, label]) => label));
  made.element = element(
    "div",
    { class: "gl-controls" },
    made.place.element,
    made.width.element,
    element("fieldset", {}, element("legend", {}, "Shape of both"), shapes),
    button("Reset", reset),
  );
  return made;
}
