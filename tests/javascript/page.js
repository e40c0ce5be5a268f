// A page for tests without a browser: elements that remember their attributes, and a canvas that remembers what was drawn.

class Element {
  children = [];
  attributes = {};
  style = { setProperty() {} };
  classList = { add() {}, toggle() {} };

  constructor(name) {
    this.localName = name;
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  addEventListener() {}

  append(...children) {
    this.children.push(...children);
  }

  replaceChildren(...children) {
    this.children = children;
  }

  getContext() {
    return (this.context ??= new Context(this));
  }

  /** All elements below this one of a name and a class. */
  all(name, kind = "") {
    const below = this.children.flatMap((child) => (child instanceof Element ? [child, ...child.all("")] : []));
    const fits = (one) => (one.attributes.class ?? "").split(" ").includes(kind);
    return below.filter((one) => (!name || one.localName === name) && (!kind || fits(one)));
  }
}

/** Letters are half as wide as they are high. What is stroked and written is kept in `strokes` and `texts`. */
class Context {
  strokes = [];
  texts = [];
  font = "10px x";
  #path = [];

  constructor(canvas) {
    this.canvas = canvas;
  }

  measureText(text) {
    return {
      width:
        0.5 *
        parseFloat(
          this.font
            .trim()
            .split(" ")
            .find((word) => word.endsWith("px")),
        ) *
        text.length,
    };
  }

  beginPath() {
    this.#path = [];
  }

  moveTo(x, y) {
    this.#path.push({ move: [x, y] });
  }

  lineTo(x, y) {
    this.#path.push({ line: [x, y] });
  }

  stroke(path = { pieces: this.#path }) {
    this.strokes.push({ colour: this.strokeStyle, pieces: path.pieces });
  }

  fillText(text, x, y) {
    this.texts.push({ text, x, y, colour: this.fillStyle });
  }

  save() {}
  restore() {}
  fillRect() {}
  clearRect() {}
  setLineDash() {}
  drawImage() {}
}

export class Path2D {
  pieces = [];

  moveTo(x, y) {
    this.pieces.push({ move: [x, y] });
  }

  lineTo(x, y) {
    this.pieces.push({ line: [x, y] });
  }

  arc(x, y, radius) {
    this.pieces.push({ arc: [x, y, radius] });
  }

  closePath() {}
}

Object.assign(globalThis, {
  Path2D,
  window: { devicePixelRatio: 1 },
  document: { createElement: (name) => new Element(name), createElementNS: (_, name) => new Element(name) },
  getComputedStyle: () => ({ fontFamily: "x" }),
});

export const makeElement = (name) => new Element(name);
