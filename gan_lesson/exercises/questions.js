// A question in the page: radio buttons, a button that commits to one of them, and what is said to it. A prediction is
// answered to farther down, by a part of its own, which asks nothing.

import { button, element } from "../page/element.js";
import { View, mountAll, uniqueName } from "../page/view.js";
import { answer, keep, onAnswer } from "./answers.js";

class Question extends View {
  #shown = null; // the choice that is on the page
  #folded = true; // whether all the answers were before printing

  constructor(root, data) {
    super(root);
    this.data = data;
    this.said = root.querySelector(".gl-answer");
    this.all = root.querySelector("details");
    this.radios = [...root.querySelectorAll('input[type="radio"]')];
    root.querySelector("fieldset")?.append(button(data.button, () => this.commit(), { class: "gl-primary" }));
    // The same question may be on the page more than once: each is a group of its own.
    const group = uniqueName(data.id);
    for (const radio of this.radios) {
      radio.name = group;
      radio.addEventListener("change", () => this.changed());
    }
    // JupyterLab takes arrow keys, space and letters for itself unless the focused element itself says no.
    for (const focusable of root.querySelectorAll("input, summary")) {
      focusable.setAttribute("data-lm-suppress-shortcuts", "true");
    }
    root.addEventListener("keydown", (event) => this.keydown(event));
    const { id, chosen } = data;
    if (chosen !== null && answer(id) === undefined) {
      keep(id, { choice: chosen, first: chosen, solved: chosen === data.right });
    }
    this.show(this.choice);
    this.follow();
  }

  /** The number of the choice that was made, wherever; null if there is none. */
  get choice() {
    const choice = answer(this.data.id)?.choice;
    return this.data.count > choice && choice >= 0 ? choice : null;
  }

  /** Another place on the page, another page, or another copy of the question, may answer it. */
  appear(signal) {
    const heard = () => {
      if (this.choice !== this.#shown) this.show(this.choice);
    };
    onAnswer(heard, signal);
    heard();
    window.addEventListener("beforeprint", () => this.unfold(), { signal });
    window.addEventListener("afterprint", () => this.fold(), { signal });
  }

  unfold() {
    if (!this.all) return;
    this.#folded = !this.all.open;
    this.all.open = true;
  }

  fold() {
    if (this.all && this.#folded) this.all.open = false;
  }

  keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation(); // or slides turn, and notebooks take the key for a command
    if (event.key === "Enter" && event.target.matches('input[type="radio"]')) {
      event.preventDefault();
      this.commit();
    }
  }

  changed() {
    this.said.replaceChildren(); // what was said belongs to another choice
    for (const radio of this.radios) delete radio.closest("label").dataset.outcome;
  }

  commit() {
    const choice = this.radios.findIndex((radio) => radio.checked);
    if (choice < 0) {
      this.said.replaceChildren(element("p", {}, "Choose one of them first."));
      return;
    }
    const before = answer(this.data.id);
    const solved = choice === this.data.right || Boolean(before?.solved);
    this.#shown = undefined; // the same choice is said once more
    keep(this.data.id, { choice, first: before?.first ?? choice, solved });
  }

  show(choice) {
    this.#shown = choice;
    this.changed();
    const reveal = this.data.part === "reveal";
    this.radios.forEach((radio, i) => (radio.checked = i === choice));
    if (choice === null) {
      delete this.root.dataset.choice;
      if (reveal) this.said.append(muted("You have not predicted yet. Do it above, and the reply to it comes here."));
      return;
    }
    this.root.dataset.choice = choice;
    const outcome = this.data.right === null ? "noted" : choice === this.data.right ? "correct" : "not yet";
    const label = this.radios[choice]?.closest("label");
    if (label) label.dataset.outcome = outcome;
    const head = element("div", { class: "gl-head" });
    if (this.data.icons[outcome]) head.innerHTML = this.data.icons[outcome];
    const words = { correct: "Right", "not yet": "Not this one", noted: reveal ? "You predicted" : "Noted" }[outcome];
    head.append(element("span", {}, words));
    const box = element("div", { class: `gl-box gl-${outcome.replace(" ", "-")}` }, head);
    const asked = this.data.kind === "prediction" && !reveal;
    const chosen = asked ? label.querySelector("span") : this.root.querySelector(`dt[data-number="${choice}"]`);
    if (outcome === "noted") box.append(copied(chosen, "gl-chosen"));
    box.append(
      asked
        ? muted("Now see what happens.")
        : copied(this.root.querySelector(`dd[data-reply="${choice}"]`), "gl-reply"),
    );
    this.said.append(box);
  }
}

const muted = (words) => element("p", { class: "gl-muted" }, words);

/** A paragraph with the content of another element. */
function copied(source, kind) {
  return element("p", { class: kind }, ...[...source.childNodes].map((node) => node.cloneNode(true)));
}

mountAll("exercise.gl-question", (root, data) => new Question(root, data));
