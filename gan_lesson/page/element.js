// How elements are made.

const FOCUSABLE = new Set(["button", "input", "select", "summary", "textarea"]);

/** `element("p", { class: "gl-x", onclick: act }, "text", child ...)`: `on...` listens, everything else is an attribute. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same within an SVG. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

export function setAttributes(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
}

/** A button with its words. */
export function button(words, action, attributes = {}) {
  return element("button", { type: "button", onclick: action, ...attributes }, words);
}

/** A shape drawn in a box of 16 by 16. */
export function icon(path, attributes) {
  return svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", ...attributes }, svg("path", { d: path }));
}

/** A piece of a line, for use beside words. */
export function swatch(attributes) {
  const line = svg("line", { x1: 1, x2: 27, y1: 5, y2: 5, ...attributes });
  return svg("svg", { class: "gl-swatch", viewBox: "0 0 28 10", "aria-hidden": "true" }, line);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  // JupyterLab takes arrow keys, space and letters for itself unless the focused element itself says no.
  if (FOCUSABLE.has(made.localName) || "tabindex" in attributes)
    made.setAttribute("data-lm-suppress-shortcuts", "true");
  made.append(...children);
  return made;
}
