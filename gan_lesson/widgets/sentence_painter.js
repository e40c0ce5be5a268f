// Twelve pets painted from a sentence, by a trained generator that is computed here: no kernel, no network.

import { greyCanvas } from "../page/canvas.js";
import { button, element } from "../page/element.js";
import { Voice, uniqueName } from "../page/view.js";
import { normals } from "./frechet.js";
import { Painter } from "./painter.js";
import { Sheet } from "./pictures.js";
import { Recorded, offer } from "./recorded.js";
import { factsIn, readSentence, sentenceOf } from "./sentence.js";
import style from "./sentence_painter.css";

const PETS = 12;
const COLUMNS = 6;

class SentencePainter extends Recorded {
  voice = new Voice();
  draw = 0; // which latents: 0 are those that came with the page
  #laidOut = false;

  constructor(root, data) {
    super(root, data);
    this.painter = new Painter(data.generator);
    this.latents = Float32Array.from(data.latents);
    this.canvas = element("canvas", { role: "img" });
    this.sheet = new Sheet(this.canvas, { count: PETS, columns: COLUMNS, tileWidth: 28, tileHeight: 28 });
    const id = uniqueName("sentence");
    this.text = element("input", { type: "text", id, autocomplete: "off", spellcheck: "false", value: data.sentence });
    this.text.addEventListener("input", () => this.show());
    this.notes = element("div", { class: "gl-notes" });
    this.player(
      "Sentence painter",
      element("label", { class: "gl-ask", for: id }, "Your sentence"),
      element(
        "div",
        { class: "gl-line" },
        this.text,
        button("New latents", () => this.renew(), { class: "gl-primary" }),
      ),
      this.notes,
      this.wordButtons(),
      this.canvas,
      this.voice.element,
    );
    this.mount(style, [this.painter]);
  }

  wordButtons() {
    this.buttons = new Map();
    const groups = this.data.groups.map(([name, facts]) => {
      const pressed = facts.map((fact) => {
        const made = button(fact, () => this.toggle(fact, facts, name), { "aria-pressed": "false" });
        this.buttons.set(fact, made);
        return made;
      });
      return element("fieldset", { class: "gl-words" }, element("legend", {}, name), ...pressed);
    });
    return element("div", { class: "gl-groups" }, ...groups);
  }

  /** A word comes or goes; of the animals, the tones and the coats there is one at a time. */
  toggle(fact, others, group) {
    const facts = factsIn(this.text.value, this.data.names);
    const had = facts.has(fact);
    if (group !== "besides") for (const other of others) facts.delete(other);
    if (fact.endsWith(" ears") && fact !== "long ears")
      for (const tone of ["grey ears", "dark ears"]) facts.delete(tone);
    if (had) facts.delete(fact);
    else facts.add(fact);
    if (had && group === "animal") facts.add(others.find((other) => other !== fact));
    this.write(sentenceOf(facts));
  }

  write(text) {
    this.text.value = text;
    this.show();
  }

  renew() {
    this.draw += 1;
    this.latents = Float32Array.from(normals(this.draw)(this.latents.length));
    this.show();
  }

  relayout() {
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    this.sheet.resize(Math.min(width, 56 * this.em), Math.max(160, 0.5 * window.innerHeight), 0.2 * this.em);
    this.#laidOut = true;
    this.paint();
  }

  disappear() {
    this.voice.stop();
  }

  /** Paints what the text says, with the latents as they are. */
  show() {
    const { words, length, names } = this.data;
    const { ids, unknown } = readSentence(this.text.value, words, length);
    const begun = performance.now();
    const { levels, width, height } = this.painter.paint(this.latents, ids, COLUMNS);
    this.took = performance.now() - begun;
    this.image = greyCanvas(levels, width, height);
    const facts = factsIn(this.text.value, names);
    for (const [fact, made] of this.buttons) made.setAttribute("aria-pressed", String(facts.has(fact)));
    this.notes.replaceChildren(...this.noted(unknown, facts));
    const shown = ids.length ? `“${ids.map((id) => words[id]).join(" ")}”` : "no sentence at all";
    this.canvas.setAttribute("aria-label", `Twelve pictures that the forger paints from ${shown}.`);
    this.voice.say(`Twelve pictures from ${shown}. ${this.notes.textContent}`);
    Object.assign(this.root.dataset, { read: ids.join(" "), draw: this.draw, took: this.took.toFixed(1) });
    this.paint();
  }

  /** What is to be said about the words: each that is not known, and what is near. */
  noted(unknown, facts) {
    const notes = unknown.map(([word, near]) => {
      if (!near) return element("span", {}, `No word here is like “${word}”: it is left out.`);
      const swap = () => {
        this.write(this.text.value.replace(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, "giu"), near));
        this.text.focus();
      };
      return element("span", {}, `“${word}” is not known; the nearest word is `, button(near, swap));
    });
    if (!facts.has("cat") && !facts.has("dog")) {
      notes.push(element("span", {}, "Neither cat nor dog is asked for: the forger has never met such a sentence."));
    }
    if (notes.length) return notes;
    return [element("span", {}, "All words are known. The latents stay as they are while you change the words.")];
  }

  paint() {
    if (this.#laidOut && this.image) this.sheet.draw(this.image);
  }
}

offer((root, data) => new SentencePainter(root, data));
