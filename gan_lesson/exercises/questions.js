// A question in the page: radio buttons, a button that commits to one of them, and what is said to it.
//
// A module does not know its own script element, and JupyterLab, nbconvert and others put it into the page each in
// their way; so every copy of this script looks for the questions that no copy has mounted yet.

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class Question {
  constructor(root) {
    this.root = root;
    this.data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    this.fieldset = root.querySelector("fieldset");
    this.radios = [...root.querySelectorAll('input[type="radio"]')];
    this.said = root.querySelector(".answer");
    this.all = root.querySelector("details");
    // The same question may be on the page more than once: each is a group of its own.
    window.ganLessonQuestions = (window.ganLessonQuestions ?? 0) + 1;
    this.button = element("button", { type: "button" }, this.data.button);
    this.fieldset.append(this.button);
    this.button.addEventListener("click", () => this.commit());
    for (const radio of this.radios) {
      radio.name += `-${window.ganLessonQuestions}`;
      radio.addEventListener("change", () => this.changed());
    }
    // JupyterLab takes arrow keys, space and letters for itself unless the focused element itself says no.
    for (const focusable of root.querySelectorAll("input, button, summary")) {
      focusable.setAttribute("data-lm-suppress-shortcuts", "true");
    }
    root.addEventListener("keydown", (event) => this.keydown(event));
    const { id, chosen } = this.data;
    if (chosen !== null && answers()[id] === undefined) keep(id, { choice: chosen, solved: chosen === this.data.right });
    whenever(EVENT, this, "heard"); // another place on the page, or another copy of the question, was answered
    whenever("beforeprint", this, "unfold");
    whenever("afterprint", this, "fold");
    this.show();
  }

  heard(event) {
    if (event.detail.id === this.data.id) this.show();
  }

  unfold() {
    if (!this.all) return;
    this.folded = !this.all.open;
    this.all.open = true;
  }

  fold() {
    if (this.all && this.folded) this.all.open = false;
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
    const answer = answers()[this.data.id];
    const choice = answer?.choice;
    const reveal = this.data.part === "reveal";
    const known = choice !== undefined && this.radios[choice] !== undefined;
    if (known) this.radios[choice].checked = true;
    if (reveal) {
      this.fieldset.hidden = known;
      this.root.querySelector(".asked").hidden = !known;
      this.all.hidden = !known;
    }
    this.changed();
    if (!known) return;
    this.root.dataset.choice = choice;
    const outcome = this.data.right === null ? "noted" : choice === this.data.right ? "correct" : "not yet";
    this.radios[choice].closest("label").dataset.outcome = outcome;
    const tone = outcome.replace(" ", "-");
    const head = element("div", { class: "head" });
    if (this.data.icons[outcome]) head.innerHTML = this.data.icons[outcome];
    const words = { correct: "Right", "not yet": "Not this one", noted: reveal ? "You predicted" : "Noted" }[outcome];
    head.append(element("span", {}, words));
    const box = element("div", { class: `box ${tone}` }, head);
    const copy = (selector, name, kind) => {
      const made = element(name, { class: kind });
      made.append(...[...this.root.querySelector(selector).childNodes].map((node) => node.cloneNode(true)));
      return made;
    };
    const chosen = () => copy(`label[data-number="${choice}"] span`, "p", "chosen");
    const reply = () => copy(`dd[data-reply="${choice}"]`, "p", "reply");
    if (outcome === "noted") box.append(chosen());
    box.append(...(this.data.kind === "quiz" || reveal ? [reply()] : [element("p", { class: "muted" }, this.data.noted)]));
    this.said.replaceChildren(box);
  }
}

for (const root of document.querySelectorAll(".gan-lesson-exercise.question:not([data-mounted])")) {
  root.dataset.mounted = "";
  root.ganLessonQuestion = new Question(root); // it lives as long as its place on the page
}
