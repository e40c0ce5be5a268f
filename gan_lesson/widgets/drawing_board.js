// Drawing one's own data: dots that fall around a pencil, by mouse, finger or keys.

import { button, element } from "../page/element.js";
import { clamp } from "../page/numbers.js";

const MOST = 1000; // dots
const BRUSH = 0.05; // of the plane's half: how far from the pencil a dot may fall
const HINT =
  "Drag with the mouse, or move with the arrow keys (Shift: further), Space draws, Backspace takes back, " +
  "Enter trains, Escape cancels.";

export class DrawingBoard {
  dots = null; // [x, y] each, from -1 to 1; null while nothing is drawn
  pencil = [0, 0];

  /**
   * @param canvas the plane, which can have the focus.
   * @param view has `done(dots)` (null: nothing comes of it), `say(words)` and `repaint()`.
   */
  constructor(canvas, view) {
    this.canvas = canvas;
    this.view = view;
    this.tools = element(
      "div",
      { class: "gl-controls", hidden: "" },
      button("Train on this", () => this.finish(), { class: "gl-primary" }),
      button("Clear", () => this.clear()),
      button("Cancel", () => this.end(null)),
    );
    this.hint = element("div", { class: "gl-hint", hidden: "" });
    this.element = element("div", {}, this.tools, this.hint);
    canvas.addEventListener("pointerdown", (event) => {
      if (!this.dots || event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      this.dab(...this.placeOf(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.dots && canvas.hasPointerCapture(event.pointerId)) this.dab(...this.placeOf(event));
    });
    canvas.addEventListener("keydown", (event) => this.press(event));
  }

  begin() {
    this.dots = [];
    this.pencil = [0, 0];
    this.tools.hidden = this.hint.hidden = false;
    this.canvas.classList.add("gl-drawing");
    this.canvas.focus();
    this.changed();
  }

  finish() {
    if (this.dots.length) this.end(this.dots);
    else this.view.say("There is nothing drawn yet.");
  }

  end(dots) {
    this.dots = null;
    this.canvas.classList.remove("gl-drawing");
    this.tools.hidden = this.hint.hidden = true;
    this.view.done(dots);
  }

  clear() {
    this.dots = [];
    this.changed();
  }

  takeBack() {
    this.dots.splice(-3);
    this.changed();
  }

  placeOf(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2];
  }

  /** A few dots around a place. */
  dab(x, y) {
    for (let i = 0; i < 3 && this.dots.length < MOST; i++) {
      const [far, angle] = [BRUSH * Math.sqrt(Math.random()), 2 * Math.PI * Math.random()];
      this.dots.push([x + far * Math.cos(angle), y + far * Math.sin(angle)].map((value) => clamp(value, -1, 1)));
    }
    this.pencil = [x, y];
    this.changed();
  }

  press(event) {
    if (!this.dots) return;
    const far = event.shiftKey ? 0.2 : 0.05;
    const moves = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] };
    if (event.key in moves) {
      this.pencil = this.pencil.map((value, i) => clamp(value + moves[event.key][i], -0.95, 0.95));
      this.changed();
    } else if (event.key === " ") this.dab(...this.pencil);
    else if (event.key === "Backspace") this.takeBack();
    else if (event.key === "Enter") this.finish();
    else if (event.key === "Escape") this.end(null);
    else return;
    event.preventDefault();
  }

  changed() {
    const [x, y] = this.pencil.map((value) => Math.round(100 * value));
    const count = `${this.dots.length} of at most 1,000 points.`;
    const words = `${count} Pencil at ${x} across, ${y} up.`;
    this.hint.textContent = `${HINT} ${count}`;
    const keys = "Drawing board. Arrow keys move the pencil, Space draws, Enter trains, Escape cancels.";
    this.canvas.setAttribute("aria-label", `${keys} ${words}`);
    this.view.say(words);
    this.view.repaint();
  }

  /** A cross where the pencil is. */
  paintPencil(plane, palette) {
    const context = this.canvas.getContext("2d");
    const { unit } = plane;
    const [x, y] = [plane.x(this.pencil[0]), plane.y(this.pencil[1])];
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.4 * unit;
    context.beginPath();
    for (const [dx, dy] of [
      [10, 0],
      [0, 10],
    ]) {
      context.moveTo(x - dx * unit, y - dy * unit);
      context.lineTo(x + dx * unit, y + dy * unit);
    }
    context.stroke();
  }
}
