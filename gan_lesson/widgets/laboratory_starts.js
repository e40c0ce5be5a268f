// Where to start from: pairs that are trained already, runs that have gone wrong, and recipes that settle.

import { button, element } from "../page/element.js";
import { capital } from "../page/numbers.js";

const GROUPS = {
  missions: "Missions",
  trained: "Trained already",
  failures: "Gone wrong",
  settled: "From the beginning, with a recipe that settles",
};

export class Starts {
  #starts = [];

  /** @param open takes the start that the reader wants: { group, name }. */
  constructor(open) {
    this.menu = element("select", { "aria-label": "Starting point", onchange: () => this.describe() });
    this.words = element("p", { class: "gl-start-words" });
    this.question = element("p", { class: "gl-start-question" });
    this.element = element(
      "div",
      { class: "gl-starts" },
      element(
        "div",
        { class: "gl-controls" },
        this.menu,
        button("Open", () => open(this.chosen), { class: "gl-primary" }),
      ),
      element("div", { role: "status" }, this.words, this.question),
    );
  }

  setUp({ starts }) {
    if (this.known) return; // they stay the same, and so does what was chosen
    this.#starts = starts;
    const option = (start) => element("option", { value: starts.indexOf(start) }, capital(start.name));
    this.menu.replaceChildren(
      ...Object.entries(GROUPS)
        .map(([group, label]) => [label, starts.filter((start) => start.group === group)])
        .filter(([, members]) => members.length)
        .map(([label, members]) => element("optgroup", { label }, ...members.map(option))),
    );
    this.describe();
  }

  get known() {
    return this.#starts.length > 0;
  }

  get chosen() {
    return this.#starts[Number(this.menu.value)];
  }

  describe() {
    const { sentence = "", question = "" } = this.chosen ?? {};
    this.words.textContent = sentence;
    this.question.textContent = question;
  }
}
