// Be the forger: turn knobs and paint until the frozen expert takes the picture for real; or follow her gradient.

import { blank, fit, greyCanvas } from "../page/canvas.js";
import { button, element } from "../page/element.js";
import { clamp, sigmoid } from "../page/numbers.js";
import PALETTES from "../page/palette.json" with { type: "json" };
import { Slider } from "../page/slider.js";
import { LiveView, numbers, shownBy } from "./live.js";

const PIXELS = 28;
const SHOWN = 5; // originals beside the canvas
const SCALE_END = 8; // the scale of logits goes from -8 to 8; beyond, the marker rests at the end
const TICKS = [
  [0.001, ".001"],
  [0.01, ".01"],
  [0.1, ".1"],
  [0.5, ".5"],
  [0.9, ".9"],
  [0.99, ".99"],
  [0.999, ".999"],
];
const PATIENCE = 5000; // milliseconds without a verdict after which the kernel counts as busy or gone

/** 0.034 as "0.03"; near the ends with as many digits as it takes to see that it is neither 0 nor 1. */
function probability(logit) {
  const [d, rest] = [sigmoid(logit), sigmoid(-logit)];
  if (d < 1e-9) return "0.000000001 or less";
  if (rest < 1e-9) return "0.999999999 or more";
  return d.toFixed(Math.max(2, Math.ceil(-Math.log10(Math.min(d, rest)))));
}

class ForgerGame extends LiveView {
  brush = { row: 14, column: 14, down: false, shown: false };
  strokes = []; // what the paint was before each stroke
  seed = 0;
  pressed = null; // the pointer that paints
  at = null; // where it was last
  #unsent = new Set(); // traits that Python has not been told of
  #waiting = null;

  constructor(context) {
    super(context, "forger-game", "Game: be the forger");
    const { model } = this;
    this.paints = numbers(model.get("_paint"), Uint8Array);
    this.ground = numbers(model.get("_ground"), Uint8Array);

    this.canvas = element("canvas", { role: "img", tabindex: "0" });
    this.gauge = element("canvas", { role: "img" });
    this.verdict = element("div", { class: "gl-big" });
    this.words = element("div", { class: "gl-words" });
    this.score = element("div", { class: "gl-muted gl-score" });
    this.late = element(
      "div",
      { class: "gl-late", hidden: "" },
      "No answer from Python. If a cell is running, wait for it; if the kernel is gone, run the cell above again.",
    );

    this.knobs = Object.entries(model.get("_ranges")).map(([name, [min, max]]) => [
      name,
      new Slider({
        name,
        min,
        max,
        step: (max - min) / 100,
        value: model.get("knobs")[name],
        words: (value) => `${Math.round((100 * (value - min)) / (max - min))} %`,
        input: () => this.change("knobs"),
      }),
    ]);
    this.grey = new Slider({
      name: "Brush, grey",
      min: 0,
      max: 100,
      step: 5,
      value: 100,
      words: (value) => (value === 0 ? "black" : value === 100 ? "white" : `${value} % white`),
      input: () => this.repaint(),
    });
    this.size = element(
      "select",
      { "aria-label": "Brush, size" },
      ...[
        ["1", "fine"],
        ["2", "medium"],
        ["4", "broad"],
      ].map(([value, name]) => element("option", { value }, name)),
    );
    this.size.value = "2";
    this.undo = button("Undo", () => this.takeBack());
    const shown = numbers(model.get("_shown"), Uint8Array);
    this.originals = Array.from({ length: shown.length / PIXELS ** 2 }, (_, n) =>
      greyCanvas(shown.subarray(n * PIXELS ** 2, (n + 1) * PIXELS ** 2), PIXELS, PIXELS),
    );
    this.masters = element(
      "div",
      { class: "gl-originals", role: "img", "aria-label": `${this.originals.length} originals, to look at.` },
      ...this.originals,
      element("span", { class: "gl-muted", "aria-hidden": "true" }, "originals"),
    );
    this.masters.hidden = !this.originals.length;
    const start = (label, what) => button(label, () => this.start(what));
    this.moves = element(
      "div",
      { class: "gl-row-of", role: "group", "aria-label": "Follow her gradient" },
      element("span", { class: "gl-muted", "aria-hidden": "true" }, "Follow her gradient"),
      button("one step", () => this.move(1), { class: "gl-primary gl-one" }),
      button("ten steps", () => this.move(10), { class: "gl-primary gl-ten" }),
    );
    this.moves.hidden = !model.get("_can_move");

    this.root.append(
      element(
        "div",
        { class: "gl-workshop" },
        element(
          "div",
          { class: "gl-easel" },
          element("div", { class: "gl-bench" }, this.canvas, this.masters),
          element("div", { class: "gl-controls gl-tools" }, element("label", {}, "Brush ", this.size), this.undo),
          this.grey.element,
          element(
            "p",
            { class: "gl-hint" },
            "Paint with the mouse. By keyboard: arrow keys move the brush, ",
            element("kbd", {}, "Space"),
            " puts it down or lifts it.",
          ),
        ),
        element(
          "div",
          { class: "gl-side" },
          this.verdict,
          this.words,
          this.gauge,
          this.score,
          this.late,
          element("div", { class: "gl-knobs" }, ...this.knobs.map(([, slider]) => slider.element)),
          element(
            "div",
            { class: "gl-row-of", role: "group", "aria-label": "Begin again with" },
            element("span", { class: "gl-muted", "aria-hidden": "true" }, "Begin again with"),
            start("the sketch", "sketch"),
            start("a black canvas", "blank"),
            start("noise", "noise"),
          ),
          this.moves,
        ),
      ),
    );

    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      this.canvas.addEventListener(end, () => this.lift());
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("focus", () => this.showBrush(this.canvas.matches(":focus-visible")));
    this.canvas.addEventListener("blur", () => this.showBrush(false));
    this.on("_answers", () => this.answered());
    this.on("_paint", () => {
      if (this.#unsent.has("_paint")) return; // ours is newer
      this.paints = numbers(model.get("_paint"), Uint8Array);
      this.repaint();
    });
    this.on("knobs", () => this.writeKnobs());
    for (const trait of ["trail", "_best", "logit", "_can_undo"]) this.on(trait, () => this.write());
    this.write();
  }

  writeKnobs() {
    if (this.#unsent.has("knobs")) return; // a slider is on the move
    for (const [name, slider] of this.knobs) slider.value = this.model.get("knobs")[name];
  }

  /** Notes what has changed, and tells Python unless it still has an answer to give. */
  change(what) {
    this.#unsent.add(what);
    this.repaint();
    if (!this.#waiting) this.tell();
  }

  tell() {
    const traits = {};
    if (this.#unsent.has("knobs"))
      traits.knobs = Object.fromEntries(this.knobs.map(([name, slider]) => [name, slider.value]));
    if (this.#unsent.has("_paint")) traits._paint = new DataView(this.paints.slice().buffer);
    this.#unsent.clear();
    this.wait();
    this.keep(traits);
  }

  wait() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#waiting = null;
      this.late.hidden = false;
      this.root.dataset.late = "";
    }, PATIENCE);
  }

  answered() {
    clearTimeout(this.#waiting);
    this.#waiting = null;
    this.late.hidden = true;
    delete this.root.dataset.late;
    this.ground = numbers(this.model.get("_ground"), Uint8Array);
    if (this.#unsent.size) this.tell();
    this.root.dataset.answers = this.model.get("_answers");
    this.write();
  }

  start(what) {
    this.strokes = [];
    this.wait();
    this.send(what === "noise" ? { do: what, seed: this.seed++ } : { do: what });
  }

  move(times) {
    this.strokes = [];
    this.wait();
    this.send({ do: "move", times });
  }

  /** The verdict in words and numbers. */
  write() {
    const { model } = this;
    const [logit, trail, best] = [model.get("logit"), model.get("trail"), model.get("_best")];
    const accepted = logit > 0;
    this.verdict.textContent = `D(x) = ${probability(logit)}`;
    this.words.textContent = accepted ? "She takes it for real." : "She rejects it.";
    this.words.dataset.kind = accepted ? "real" : "fake";
    const parts = [];
    if (best !== null) parts.push(`Best by hand: ${probability(best)}`);
    if (trail.length)
      parts.push(
        `By gradient: ${probability(trail.at(-1))} after ${trail.length - 1} ${trail.length === 2 ? "step" : "steps"}`,
      );
    this.score.textContent = parts.join(". ");
    this.gauge.setAttribute(
      "aria-label",
      `The expert's verdict: D of x is ${probability(logit)}. ${this.words.textContent}`,
    );
    this.canvas.setAttribute("aria-label", `Your picture, ${PIXELS} by ${PIXELS} pixels. ${this.words.textContent}`);
    Object.assign(this.root.dataset, { accepted, steps: Math.max(0, trail.length - 1) });
    this.say(`D of x is ${probability(logit)}. ${this.words.textContent}`);
    this.writeUndo();
    this.repaint();
  }

  // The brush.

  place({ clientX, clientY }) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return [(PIXELS * (clientY - top)) / height, (PIXELS * (clientX - left)) / width];
  }

  press(event) {
    if (event.button !== 0 || this.pressed !== null) return;
    this.canvas.setPointerCapture(event.pointerId); // a drag that leaves the canvas stays ours
    this.pressed = event.pointerId;
    this.beginStroke();
    this.at = this.place(event);
    this.dab(...this.at);
  }

  drag(event) {
    if (this.pressed !== event.pointerId) return;
    const [[row, column], [toRow, toColumn]] = [this.at, this.place(event)];
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(toRow - row, toColumn - column)));
    for (let i = 1; i <= steps; i++)
      this.dab(row + ((toRow - row) * i) / steps, column + ((toColumn - column) * i) / steps);
    this.at = [toRow, toColumn];
  }

  lift() {
    this.pressed = null;
  }

  beginStroke() {
    this.strokes.push(this.paints.slice());
    if (this.strokes.length > 50) this.strokes.shift();
    this.writeUndo();
  }

  /** Paints what the brush covers around a place. */
  dab(row, column) {
    const radius = Number(this.size.value) / 2;
    const tone = 1 + Math.round(2.54 * this.grey.value);
    let changed = false;
    for (let r = 0; r < PIXELS; r++)
      for (let c = 0; c < PIXELS; c++) {
        const inside =
          radius <= 0.5
            ? r === Math.floor(row) && c === Math.floor(column)
            : Math.hypot(r + 0.5 - row, c + 0.5 - column) <= radius;
        if (inside && this.paints[PIXELS * r + c] !== tone) [this.paints[PIXELS * r + c], changed] = [tone, true];
      }
    if (changed) this.change("_paint");
  }

  writeUndo() {
    this.undo.disabled = !this.strokes.length && !this.model.get("_can_undo");
  }

  /** Strokes since the last step or beginning are known here; whatever came before them, to Python. */
  takeBack() {
    if (this.strokes.length) {
      this.paints = this.strokes.pop();
      this.writeUndo();
      return this.change("_paint");
    }
    this.wait();
    this.send({ do: "undo" });
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const { brush } = this;
    const clip = (value) => clamp(value, 0, PIXELS - 1);
    if (step) [brush.row, brush.column] = [clip(brush.row + step[0]), clip(brush.column + step[1])];
    else if (event.key === " ") {
      if (event.repeat) return event.preventDefault();
      brush.down = !brush.down;
      if (brush.down) this.beginStroke();
      this.say(brush.down ? "Brush down" : "Brush lifted");
    } else return;
    event.preventDefault();
    this.showBrush(true);
    if (brush.down) this.dab(brush.row + 0.5, brush.column + 0.5);
    else if (step) this.say(`Row ${brush.row + 1}, column ${brush.column + 1}`);
  }

  showBrush(shown) {
    this.brush.shown = shown;
    if (!shown) this.brush.down = false;
    this.repaint();
  }

  layout() {
    const room = Math.min(this.root.clientWidth, 58 * this.em);
    this.pixel = Math.max(4, Math.floor(Math.min(22 * this.em, room, 0.6 * window.innerHeight) / PIXELS));
    fit(this.canvas, PIXELS * this.pixel, PIXELS * this.pixel);
    const gap = 0.4 * this.em;
    const each = (PIXELS * this.pixel - 1.6 * this.em) / SHOWN - gap; // they are as high as the canvas, with their name
    for (const original of this.originals) Object.assign(original.style, { width: `${each}px`, height: `${each}px` });
    const side = this.gauge.parentElement.clientWidth;
    this.gaugeWidth = Math.min(side, 30 * this.em);
    fit(this.gauge, this.gaugeWidth, 5.1 * this.em);
  }

  stop() {
    clearTimeout(this.#waiting);
  }

  paint() {
    this.paintCanvas();
    this.paintGauge();
  }

  paintCanvas() {
    const context = this.canvas.getContext("2d");
    const each = this.canvas.width / PIXELS;
    for (let i = 0; i < PIXELS * PIXELS; i++) {
      const painted = this.paints[i];
      const grey = painted ? Math.round(((painted - 1) * 255) / 254) : this.ground[i];
      context.fillStyle = `rgb(${grey},${grey},${grey})`;
      const [x, y] = [Math.round((i % PIXELS) * each), Math.round(Math.floor(i / PIXELS) * each)];
      context.fillRect(x, y, Math.ceil(each), Math.ceil(each));
    }
    if (!this.brush.shown) return;
    const radius = Math.max(0.5, Number(this.size.value) / 2);
    const [x, y, r] = [(this.brush.column + 0.5) * each, (this.brush.row + 0.5) * each, radius * each];
    for (const [width, colour] of [
      [0.34, "black"],
      [0.16, this.brush.down ? PALETTES.dark.fake : "white"],
    ]) {
      Object.assign(context, { lineWidth: width * each, strokeStyle: colour });
      context.beginPath();
      context.arc(x, y, r + 0.2 * each, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  /** The scale of logits with the probabilities below it, the originals' stretch, the way of the gradient, the verdict. */
  paintGauge() {
    const { em, palette, gaugeWidth: width } = this;
    const context = blank(this.gauge, this.gauge.width / width);
    const margin = 1.6 * em;
    const x = (logit) =>
      margin + ((clamp(logit, -SCALE_END, SCALE_END) + SCALE_END) / (2 * SCALE_END)) * (width - 2 * margin);
    const bar = 2.6 * em;
    Object.assign(context, {
      fillStyle: palette.ink,
      font: `${em}px ${getComputedStyle(this.root).fontFamily}`,
      textBaseline: "middle",
    });
    const write = (text, at, y, align = "center") => {
      context.textAlign = align;
      context.fillText(text, at, y);
    };
    const narrow = width < 22 * em;
    context.globalAlpha = 0.25;
    context.fillRect(x(-SCALE_END), bar - 0.1 * em, x(SCALE_END) - x(-SCALE_END), 0.2 * em);
    context.globalAlpha = 1;
    const [low, high] = this.model.get("_originals");
    if (low !== undefined) {
      context.fillStyle = palette.real;
      context.fillRect(x(low), bar - 0.3 * em, Math.max(0.3 * em, x(high) - x(low)), 0.6 * em);
      const middle = (x(low) + Math.max(x(low) + 0.3 * em, x(high))) / 2;
      context.fillStyle = palette.ink;
      write("nine in ten originals", Math.min(middle, width - 5.2 * em), 4.6 * em);
    }
    for (const [d, name] of TICKS) {
      const at = x(Math.log(d / (1 - d)));
      context.fillRect(at - 0.5, bar - 0.45 * em, 1, 0.9 * em);
      if (!narrow || [0.01, 0.5, 0.99].includes(d)) write(name, at, bar + 1.05 * em);
    }
    write("fake", margin - 0.6 * em, 0.5 * em, "left");
    write("real", width - margin + 0.6 * em, 0.5 * em, "right");
    context.fillStyle = palette.fake;
    for (const logit of this.model.get("trail").slice(0, -1)) {
      context.beginPath();
      context.arc(x(logit), bar, 0.22 * em, 0, 2 * Math.PI);
      context.fill();
    }
    const at = x(this.model.get("logit"));
    const [half, top] = [0.62 * em, bar - 1.3 * em];
    context.beginPath(); // a fake's sign, its tip on the scale
    context.moveTo(at, bar - 0.1 * em);
    context.lineTo(at - half, top);
    context.lineTo(at + half, top);
    context.closePath();
    Object.assign(context, { lineWidth: 0.2 * em, strokeStyle: palette.halo, lineJoin: "round" });
    context.stroke();
    context.fill();
  }
}

export default shownBy(ForgerGame);
