// Inside a step: the sub-steps of both players in lines of PyTorch, and what the last of them did, where it stands.

import { element } from "../page/element.js";
import { sentence, subStepInWords } from "./laboratory_words.js";

const INVITATION = "Press “forward ▸” to take the next step apart.";

export class InsideStep {
  list = element("ol", { class: "gl-plan" });
  facts = element("div", { class: "gl-facts" }, INVITATION);
  before = element("code");
  opening = element("details", { class: "gl-opening" }, element("summary", {}, "Before the first step"), this.before);
  element = element("div", { class: "gl-inside" }, this.facts, this.list, this.opening);
  #words = INVITATION;
  #whole = null; // sub-steps of the step that was taken apart last

  setUp(setup) {
    this.setup = setup;
    this.element.prepend(this.facts);
    const row = ({ player, name, code }) =>
      element("li", {}, element("span", { class: "gl-what" }, `${player}: ${name}`), element("code", {}, code));
    this.list.replaceChildren(...setup.plan.map(row));
    this.before.textContent = setup.opening;
  }

  /** Lights the sub-step that a frame tells of, and puts what it did below its line. */
  show({ position, subSteps, report }) {
    if (position) this.#whole = subSteps;
    const rows = [...this.list.children];
    const { plan } = this.setup;
    const lit = report ? plan.findIndex((each) => each.player === report.player && each.name === report.name) : -1;
    rows.forEach((row, i) => {
      row.classList.toggle("gl-lit", i === lit);
      if (i === lit) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    });
    this.tell(report ? this.told(position, this.#whole ?? subSteps, report) : [["gl-muted", INVITATION]]);
    const place = rows[lit] ?? this.element;
    if (this.facts.parentElement !== place) place[lit < 0 ? "prepend" : "append"](this.facts);
    if (lit >= 0) this.bringIntoView(rows[lit]);
  }

  /** What is said of a sub-step, line by line: which it is, why it is taken, and what it did. */
  told(position, subSteps, report) {
    return [
      ["gl-which", subStepInWords(position || subSteps, subSteps, report, this.setup)],
      ...(report.why ? [["gl-why", report.why]] : []),
      ...report.facts.map((fact) => ["gl-fact", fact]),
    ];
  }

  tell(lines) {
    const words = lines.map(([, line]) => line).join("\n");
    if (words === this.#words) return;
    this.#words = words;
    this.facts.replaceChildren(...lines.map(([kind, line]) => element("div", { class: kind }, line)));
  }

  /** The same for the ear. */
  get words() {
    return this.#words.split("\n").map(sentence).join(" ");
  }

  /** Scrolls the panel and not the page. */
  bringIntoView(row) {
    const panel = this.element.parentElement;
    const [room, box] = [panel.getBoundingClientRect(), row.getBoundingClientRect()];
    if (box.top < room.top) panel.scrollTop -= room.top - box.top;
    else if (box.bottom > room.bottom) panel.scrollTop += Math.min(box.bottom - room.bottom, box.top - room.top);
  }
}
