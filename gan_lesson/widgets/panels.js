// Charts under their names, in two columns where there is room.

import { element } from "../page/element.js";

/** Gives axes a `panel`: a name, with what belongs beside it, above the chart. Returns the axes. */
export function panelled(axes, name, ...beside) {
  const head = element("div", { class: "gl-head" }, element("span", { class: "gl-name" }, name), ...beside);
  axes.panel = element("div", { class: "gl-panel" }, head, axes.element);
  return axes;
}

/** Lays a widget's two halves beside or below each other, in pixels the width of each; or 0 while nobody sees it. */
export function halvesOf({ element: whole, halves, em }) {
  const width = whole.clientWidth;
  if (!width) return 0; // out of the page, or hidden: the ResizeObserver calls again
  const wide = width >= 46 * em;
  halves.classList.toggle("gl-wide", wide);
  return Math.floor(wide ? (width - 2.4 * em) / 2 : width);
}
