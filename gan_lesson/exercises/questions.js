// A question in the page: radio buttons, a button that commits to one of them, and what is said to it.

import { button, element } from "../page/element.js";
import { View, mountAll, uniqueName } from "../page/view.js";
import { answers, keep, onAnswer } from "./answers.js";

class Question extends View {
  #shown = undefined; // the answer that is on the page
  #folded = true; // whether all the answers were before printing

  constructor(root, data) {
    super(root);
    this.data = data;
    this.fieldset = root.querySelector("fieldset");
    this.radios = [...root.querySelectorAll('input[type="radio"]')];
    this.said = root.querySelector(".gl-answer");
    this.all = root.querySelector("details");
    this.fieldset.append(button(data.button, () => this.commit(), { class: "gl-primary" }));
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
    if (chosen !== null && answers()[id] === undefined) keep(id, { choice: chosen, solved: chosen === data.right });
    this.show();
    this.follow();
  }

  /** Another place on the page, or another copy of the question, may answer it. */
  appear(signal) {
    const heard = () => {
      if (answers()[this.data.id] !== this.#shown) this.show();
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
    const solved = choice === this.data.right || Boolean(answers()[this.data.id]?.solved);
    const focused = this.root.contains(document.activeElement);
    keep(this.data.id, { choice, solved });
    if (focused && this.fieldset.hidden) this.all.querySelector("summary").focus({ preventScroll: true });
  }

  show() {
    this.#shown = answers()[this.data.id];
    const choice = this.#shown?.choice;
    const reveal = this.data.part === "reveal";
    const known = choice !== undefined && this.radios[choice] !== undefined;
    if (known) this.radios[choice].checked = true;
    if (reveal) {
      this.fieldset.hidden = known;
      this.root.querySelector(".gl-asked").hidden = !known;
      this.all.hidden = !known;
    }
    this.changed();
    if (!known) return;
    this.root.dataset.choice = choice;
    const outcome = this.data.right === null ? "noted" : choice === this.data.right ? "correct" : "not yet";
    this.radios[choice].closest("label").dataset.outcome = outcome;
    const tone = outcome.replace(" ", "-");
    const head = element("div", { class: "gl-head" });
    if (this.data.icons[outcome]) head.innerHTML = this.data.icons[outcome];
    const words = { correct: "Right", "not yet": "Not this one", noted: reveal ? "You predicted" : "Noted" }[outcome];
    head.append(element("span", {}, words));
    const box = element("div", { class: `gl-box gl-${tone}` }, head);
    const copy = (selector, name, kind) => {
      const made = element(name, { class: kind });
      made.append(...[...this.root.querySelector(selector).childNodes].map((node) => node.cloneNode(true)));
      return made;
    };
    const chosen = () => copy(`label[data-number="${choice}"] span`, "p", "gl-chosen");
    const reply = () => copy(`dd[data-reply="${choice}"]`, "p", "gl-reply");
    if (outcome === "noted") box.append(chosen());
    box.append(
      ...(this.data.kind === "quiz" || reveal ? [reply()] : [element("p", { class: "gl-muted" }, this.data.noted)]),
    );
    this.said.replaceChildren(box);
  }
}

mountAll("exercise.gl-question", (root, data) => new Question(root, data));
