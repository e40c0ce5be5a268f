// The master's knobs: sliders, and the portrait that the kernel draws from them.
//
// One request is under way at a time. It takes longer than a frame, so it carries the last turns since the one before it,
// and their pictures are shown one a frame: nothing queues, and a drag is as smooth as the screen.

import { fit, greyImage } from "../page/canvas.js";
import { button, element } from "../page/element.js";
import { fixed } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { uniqueName } from "../page/view.js";
import { LiveView, numbers, shownBy } from "./live.js";

const TOGETHER = 4; // turns in a request, at most
const PATIENCE = 1500; // milliseconds before the board says that it waits

/** A knob's value with its unit: −5°, 6.5 pixels, 1.05 ×; two digits where there is none. */
function spoken(value, unit) {
  if (unit === "degrees") return `${fixed((value * 180) / Math.PI, 0)}°`;
  if (unit === "times") return `${fixed(value, 2)} ×`;
  return unit ? `${fixed(value, 1)} ${unit}` : fixed(value, 2);
}

class KnobBoard extends LiveView {
  turns = []; // that the kernel has not been told of
  reel = []; // pictures that have not been shown
  #asked = false; // whether the kernel has a request to deal with
  #impatient = null;

  constructor(context) {
    super(context, "knob-board", `Knob board: ${context.model.get("title")}`);
    this.build();
    this.on("_values", () => this.hear());
    this.on("_drawn", () => this.develop());
    this.on("_answers", () => this.receive());
    this.develop();
    this.hear();
  }

  build() {
    const [height, width] = this.model.get("_shape");
    this.tile = element("canvas", { width, height });
    this.canvas = element("canvas", { role: "img" });
    const group = uniqueName("species");
    this.species = ["cat", "dog"].map((name, value) => {
      const input = element("input", {
        type: "radio",
        name: group,
        value,
        onchange: () => this.turn("species", value),
      });
      return { input, label: element("label", {}, input, name) };
    });
    this.sliders = new Map(
      this.model.get("_sliders").map(({ knob, more, name, unit, range: [min, max] }) => {
        const slider = new Slider({
          name,
          min,
          max,
          step: (max - min) / 100,
          value: min,
          words: (value) => spoken(value, unit),
          input: (value) => this.turn(knob, value),
          change: () => this.say(this.summary()),
        });
        return [knob, Object.assign(slider, { more })];
      }),
    );
    const elements = (more) =>
      [...this.sliders.values()].filter((slider) => slider.more === more).map((slider) => slider.element);
    this.late = element(
      "div",
      { class: "gl-late", hidden: "" },
      "The kernel has not answered yet: it is busy, or it has stopped. If it has stopped, run this cell again.",
    );
    this.another = button("another pet", () => this.ask({ kind: "another" }), { class: "gl-primary" });
    this.again = button("reset", () => this.reset());
    const more = element(
      "details",
      {},
      element("summary", {}, "more knobs"),
      element("div", { class: "gl-knobs" }, ...elements(true)),
    );
    this.picture = element(
      "div",
      { class: "gl-picture" },
      this.canvas,
      element("div", { class: "gl-controls gl-buttons" }, this.another, this.again),
      this.late,
    );
    this.facts = element(
      "div",
      { class: "gl-facts" },
      element(
        "fieldset",
        { class: "gl-species" },
        element("legend", { class: "gl-unseen" }, "species"),
        ...this.species.map(({ label }) => label),
      ),
      element("div", { class: "gl-knobs" }, ...elements(false)),
      more,
    );
    this.body = element("div", { class: "gl-body" }, this.picture, this.facts);
    this.root.append(this.body);
  }

  /** Python, another view or this one has turned the knobs. */
  hear() {
    const values = this.model.get("_values");
    for (const { input } of this.species) input.checked = Number(input.value) === values.species;
    for (const [knob, slider] of this.sliders) {
      if (slider.value !== values[knob]) slider.value = values[knob];
    }
  }

  turn(knob, value) {
    this.turnTo({ ...this.model.get("_values"), [knob]: value });
  }

  /** Back to the animal that was shown at first. */
  reset() {
    this.turnTo(this.model.get("_start"));
    this.hear();
    this.say(this.summary());
  }

  turnTo(values) {
    this.model.set("_values", values);
    this.turns = [...this.turns, this.model.get("_values")].slice(-TOGETHER);
    this.tell();
  }

  /** Sends the turns, unless the kernel has to deal with others first. */
  tell() {
    if (this.#asked || !this.turns.length) return;
    this.ask({ kind: "turn", turns: this.turns });
    this.turns = [];
  }

  ask(content) {
    this.#asked = this.send(content);
    this.patience();
  }

  /** Says so when the kernel lets one wait. */
  patience() {
    this.#impatient ??= setTimeout(() => {
      this.late.hidden = false;
      this.say(this.late.textContent);
    }, PATIENCE);
  }

  /** The kernel has dealt with a request, of this view or of another one. */
  receive() {
    this.#asked = false;
    clearTimeout(this.#impatient);
    this.#impatient = null;
    this.late.hidden = true;
    this.tell();
  }

  /** Pictures have come. */
  develop() {
    const size = this.tile.width * this.tile.height;
    for (const name of ["_before", "_picture"]) {
      const levels = numbers(this.model.get(name), Uint8Array);
      for (let at = 0; at < levels.length; at += size) this.reel.push(levels.subarray(at, at + size));
    }
    this.reel = this.reel.slice(-TOGETHER);
    this.repaint();
  }

  summary() {
    return `A ${this.model.get("_values").species ? "dog" : "cat"}, drawn from ${this.sliders.size + 1} knobs.`;
  }

  layout() {
    const width = this.body.clientWidth;
    const em = this.em;
    const wide = width > 44 * em;
    this.body.classList.toggle("gl-wide", wide);
    const side = Math.min(
      wide ? 0.45 * width : width,
      30 * em,
      Math.max(14 * em, (wide ? 0.66 : 0.45) * window.innerHeight),
    );
    this.ratio = fit(this.canvas, side, side);
    // However many knobs there are, the portrait stays in sight: they scroll beside it, or below it.
    this.facts.style.maxHeight = `${wide ? side + 4 * em : Math.max(16 * em, 0.4 * window.innerHeight)}px`;
  }

  paint() {
    const levels = this.reel.shift();
    if (levels) {
      this.tile.getContext("2d").putImageData(greyImage(levels, this.tile.width, this.tile.height), 0, 0);
      this.canvas.dataset.paints = Number(this.canvas.dataset.paints ?? 0) + 1;
    }
    const context = this.canvas.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(this.tile, 0, 0, this.canvas.width, this.canvas.height);
    this.canvas.setAttribute("aria-label", `Portrait of a ${this.model.get("_drawn").species ? "dog" : "cat"}.`);
    if (this.reel.length) this.repaint();
  }

  stop() {
    clearTimeout(this.#impatient);
  }
}

export default shownBy(KnobBoard);
