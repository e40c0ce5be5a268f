// What moves the laboratory, directly under its plane: Run, steps, sub-steps, the rewinder, and the roads of a run.

import { button, element } from "../page/element.js";
import { grouped } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { labelled, select } from "./fields.js";
import { roadInWords, undoInWords } from "./laboratory_words.js";

const PACES = [
  ["full", "full speed"],
  ["slow", "5 steps per second"],
  ["sub-steps", "sub-steps, 1 s each"],
  ["sub-steps, slower", "sub-steps, 3 s each"],
  ["sub-steps, to read", "sub-steps, 8 s each"],
];

export class Controls {
  #goal = null; // the step that the reader wants to rewind to
  #asked = null; // the one that Python was asked for, until it answers

  /** @param view has `toggle()`, `ask(content)` for what pauses a run, and `send(content)` for what doesn't. */
  constructor(view) {
    this.view = view;
    const ask = (kind) => () => view.ask({ kind });
    this.number = element("strong", {}, "0");
    this.state = element("span", { class: "gl-state" }, "…");
    this.head = element("span", { class: "gl-big" }, "step ", this.number);
    this.run = button("Run", () => view.toggle(), {
      class: "gl-primary gl-run",
      "aria-keyshortcuts": "P",
      title: "P: run and pause",
    });
    this.pace = select("Pace", PACES, (pace) => view.send({ kind: "pace", pace }));
    this.pace.input.setAttribute("aria-label", "Pace");
    this.pace.label.classList.add("gl-pace");
    this.trouble = element("div", { class: "gl-late", hidden: "" });
    this.printed = element("pre", { class: "gl-printed", role: "note", "aria-label": "Printed", hidden: "" });
    this.road = offer("gl-road", () => view.ask({ kind: "switch" }));
    this.undo = offer("gl-undo", () => view.ask({ kind: "undo" }));
    this.element = element(
      "div",
      {},
      element(
        "div",
        { class: "gl-controls" },
        this.run,
        button("One step", ask("step")),
        labelled(
          "sub-step",
          button("◂ back", ask("back"), { "aria-label": "Sub-step back" }),
          button("forward ▸", ask("forward"), { "aria-label": "Sub-step forward" }),
        ),
      ),
      this.trouble,
      this.rewinder(),
      this.road.element,
      this.undo.element,
      this.printed,
      element(
        "div",
        { class: "gl-controls" },
        this.pace.label,
        labelled("one step of", button("Discriminator", ask("discriminator")), button("Generator", ask("generator"))),
      ),
    );
  }

  rewinder() {
    this.again = button("To step 0", () => this.view.ask({ kind: "rewind", step: 0 }));
    this.slider = new Slider({
      name: "Rewind",
      min: 0,
      max: 1,
      step: 1,
      value: 0,
      words: (step) => `step ${grouped(step)}`,
      input: () => this.seek(),
    });
    return element("div", { class: "gl-rewinder" }, this.slider.element, this.again);
  }

  get fullSpeed() {
    return this.pace.input.value === "full";
  }

  /** Rewinds to where the slider is: one wish at a time, and then the latest. */
  seek() {
    this.#goal = this.slider.value;
    if (this.#asked !== null) return;
    this.#asked = this.#goal;
    this.view.ask({ kind: "rewind", step: this.#goal });
  }

  /** A frame came: Python has answered. */
  answered() {
    if (this.#asked === null) return;
    const reached = this.#asked === this.#goal;
    this.#asked = null;
    if (!reached) this.seek();
  }

  showState(running, within) {
    this.run.textContent = running ? "Pause" : "Run";
    this.state.textContent = running ? "running" : within ? "within a step" : "paused";
  }

  showTrouble(words) {
    this.trouble.hidden = !words;
    this.trouble.textContent = words;
  }

  show({ step, furthest, printed, other, before }) {
    this.number.textContent = grouped(step);
    this.printed.hidden = !printed.length;
    this.printed.textContent = printed.join("\n");
    this.slider.input.max = Math.max(1, furthest);
    this.slider.input.disabled = furthest === 0;
    if (this.#asked === null) this.slider.value = step;
    this.again.disabled = furthest === 0;
    this.road.show(roadInWords(other), "Take the other road");
    this.undo.show(undoInWords(before), "Back to the run before");
  }
}

/** A sentence with a button, which is there only while it says something. */
function offer(name, action) {
  const words = element("span", {});
  const act = button("", action);
  const row = element("div", { class: `gl-offer ${name}`, hidden: "" }, words, act);
  return {
    element: row,
    show(said, label) {
      row.hidden = !said;
      if (words.textContent !== said) words.textContent = said;
      if (act.textContent !== label) act.textContent = label;
    },
  };
}
