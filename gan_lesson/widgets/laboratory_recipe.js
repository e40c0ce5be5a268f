// The recipe as a form: what acts from the next step on, what begins a new run, and all of it as text.

import { button, element, setAttributes } from "../page/element.js";
import { capital } from "../page/numbers.js";
import { uniqueName } from "../page/view.js";
import { entry, select } from "./fields.js";
import { OwnData } from "./laboratory_data.js";
import { sentence } from "./laboratory_words.js";

const WIDTHS = [4, 8, 16, 32, 64, 128, 256];
const BATCHES = [8, 16, 32, 64, 128, 256, 512, 1024];
// What the data menu has beside names: the points that are in use, if they have none, and two ways to other ones.
const HELD = "held";
const DRAW = "draw";
const ROWS = "rows";

export class RecipeForm {
  fields = {};
  #culprit = null; // and the input that it is about

  /** @param view has `change(name, value)`, `ask(content)` and `draw()`. */
  constructor(view) {
    this.view = view;
    this.own = new OwnData({ take: (text) => view.ask({ kind: "rows", text }), cancel: () => this.restoreData() });
    this.complaint = element("div", { class: "gl-error", id: uniqueName("error"), role: "alert" });
    this.note = element("div", { class: "gl-hint", hidden: "" });
    this.text = element("textarea", { rows: 3, spellcheck: "false", "aria-label": "Recipe as text" });
    this.copied = element("span", { class: "gl-muted", role: "status" });
    this.element = element("div", { class: "gl-recipe" }, this.atOnce(), this.anew(), this.note, this.asText());
  }

  field(name, label, choices) {
    const change = (value) => this.change(name, value);
    this.fields[name] = choices ? select(label, choices, change) : entry(label, change);
    return this.fields[name].label;
  }

  atOnce() {
    return section(
      "From the next step on",
      group(
        "Game",
        this.field("loss", "loss", []),
        this.field("optimiser", "optimiser", []),
        this.field("batch", "batch", options(BATCHES)),
        this.field("r1", "weight of R1"),
        this.field("falling", "rates fall to 0 by step"),
        this.field("averaging", "averaging (decay)"),
      ),
      ...["generator", "discriminator"].map((player) =>
        group(
          capital(player),
          this.field(`${player}_rate`, "learning rate"),
          this.field(`${player}_steps`, "updates per step", upTo(10)),
        ),
      ),
    );
  }

  anew() {
    return section(
      "Each of these begins a new run",
      group(
        "Data and latents",
        this.field("data", "data", []),
        this.own.element,
        this.field("seed", "seed"),
        this.field("latent_size", "numbers in a latent", upTo(16)),
        this.field("latents", "distribution", []),
      ),
      ...["generator", "discriminator"].map((player) =>
        group(
          capital(player),
          this.field(`${player}_layers`, "hidden layers", upTo(6)),
          this.field(`${player}_width`, "width", options(WIDTHS)),
        ),
      ),
    );
  }

  asText() {
    return element(
      "div",
      { class: "gl-text" },
      this.text,
      element(
        "div",
        { class: "gl-controls" },
        button("Copy", () => this.copy()),
        button("Use this text", () => this.view.ask({ kind: "text", text: this.text.value })),
        this.copied,
      ),
    );
  }

  change(name, value) {
    if (name === "data") this.own.show(value === ROWS);
    if (name === "data" && value === ROWS) return;
    if (name === "data" && value === DRAW) return this.view.draw();
    this.view.change(name, value);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text.value);
    } catch {
      this.text.select(); // where the page may not write to the clipboard by itself
      document.execCommand("copy");
    }
    this.copied.textContent = "Copied.";
    setTimeout(() => (this.copied.textContent = ""), 2000);
  }

  // What Python says

  setUp(setup) {
    this.setup = setup;
    const choices = {
      ...setup.choices,
      data: [...setup.choices.data, [DRAW, "draw your own"], [ROWS, "paste rows, open a file"]],
    };
    if (setup.values.data === HELD) choices.data.unshift([HELD, setup.name]);
    for (const [name, list] of Object.entries(choices))
      this.fields[name].choose(list.map((choice) => (Array.isArray(choice) ? choice : [choice, choice])));
    const kept = setup.same ? document.activeElement : null; // what is being typed stays
    for (const [name, field] of Object.entries(this.fields)) {
      if (field.input !== kept || kept.tagName === "SELECT") field.value = setup.values[name];
      const [player, part] = name.split("_");
      field.input.disabled = setup.own.includes(player) && ["layers", "width"].includes(part);
    }
    if (!setup.same) this.own.show(false);
    this.note.hidden = !setup.own.length;
    this.note.textContent = `Yours, and so not in the recipe: ${setup.own.map((name) => name.replace("_", " ")).join(", ")}.`;
    if (this.text !== kept) this.text.value = setup.recipe;
  }

  /** After a refusal the form says again what is in force; a text that was refused stays, to be mended. */
  restore() {
    for (const [name, field] of Object.entries(this.fields)) {
      if (name === "data" && !this.own.element.hidden) continue; // rows are being mended
      if (document.activeElement !== field.input || field.input.tagName === "SELECT")
        field.value = this.setup.values[name];
    }
  }

  restoreData() {
    this.own.show(false);
    this.fields.data.value = this.setup.values.data;
    this.fields.data.input.focus();
  }

  /**
   * Says below a field what is wrong with what it was given, or takes that back if there is no message.
   *
   * @returns whether there is such a field.
   */
  complain(name, message) {
    const input = { text: this.text, rows: this.own.input }[name] ?? this.fields[name]?.input;
    if (!message || this.#culprit !== input) this.forgive();
    if (!message || !input) return false;
    this.#culprit = input;
    const words = sentence(message);
    if (this.complaint.textContent !== words) this.complaint.textContent = words;
    setAttributes(input, { "aria-invalid": "true", "aria-describedby": this.complaint.id });
    (input.closest("label") ?? input).after(this.complaint);
    return true;
  }

  forgive() {
    this.#culprit?.removeAttribute("aria-invalid");
    this.#culprit?.removeAttribute("aria-describedby");
    this.#culprit = null;
    this.complaint.remove();
    this.complaint.textContent = "";
  }
}

const options = (values) => values.map((value) => [String(value), String(value)]);
const upTo = (last) => options([...Array(last).keys()].map((i) => i + 1));

function group(title, ...fields) {
  return element("fieldset", {}, element("legend", {}, title), element("div", { class: "gl-fields" }, ...fields));
}

/** The first group on the left, those of both players on the right. */
function section(title, game, ...players) {
  return element(
    "section",
    {},
    element("div", { class: "gl-when" }, title),
    element("div", { class: "gl-groups" }, game, element("div", { class: "gl-players" }, ...players)),
  );
}
