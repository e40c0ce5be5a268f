// Recorded loss curves to point at, read in words by the rules in decoder.js; the samples come when they are asked for.

import { onDrag } from "../page/drag.js";
import { button, element, svg, swatch } from "../page/element.js";
import { clamp, fixed, formatter, grouped } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { Voice, uniqueName } from "../page/view.js";
import { Axes } from "./axes.js";
import { EVEN, factsAt, gap, lookAt, reading } from "./decoder.js";
import style from "./loss_decoder.css";
import { Recorded, offer } from "./recorded.js";
import { RunPicture } from "./run_picture.js";
import { sign } from "./signs.js";

const WHOSE = { hers: "her loss", his: "his loss" };
const TOPS = [1.2, 2, 3, 6, 12, 25, 50, 100]; // of the charts
const LETTERS = ["A", "B"];

class LossDecoder extends Recorded {
  voice = new Voice();
  curve = "hers";
  which = 0; // of the entry's runs, the one that is pointed at
  index = 1; // of the look that is pointed at
  revealed = false;
  #width = 0;

  constructor(root, data) {
    super(root, data);
    for (const run of data.runs) {
      run.at = run.steps.map((step) => step / run.steps.at(-1));
      run.picture = new RunPicture(run);
      for (const measure of run.measures) measure.format = formatter(measure.values);
    }
    this.charts = { hers: this.chart("hers"), his: this.chart("his") };
    this.makeControls();
    this.said = Object.fromEntries(["says", "not", "ask"].map((name) => [name, element("ul")]));
    const part = (words, list) => element("div", {}, element("div", { class: "gl-name" }, words), list);
    this.words = element(
      "div",
      { class: "gl-reading" },
      part("It says", this.said.says),
      part("It doesn’t say", this.said.not),
      part("Ask next", this.said.ask),
    );
    this.value = element("div", { class: "gl-value" });
    this.apart = element("div", { class: "gl-muted" });
    this.samples = element("div", { class: "gl-samples" });
    this.halves = element(
      "div",
      { class: "gl-halves" },
      element("div", {}, this.charts.hers.panel, this.charts.his.panel, this.place.element),
      element("div", {}, this.value, this.words, this.apart, element("div", { class: "gl-buttons" }, this.button)),
      this.samples,
    );
    this.player("The decoder of loss curves", this.controls, this.halves, this.voice.element);
    this.mount(
      style,
      data.runs.map((run) => run.picture),
    );
  }

  get entry() {
    return this.data.entries[this.select.value];
  }

  get runs() {
    return this.entry.runs.map((number) => this.data.runs[number]);
  }

  get run() {
    return this.runs[this.which];
  }

  chart(curve) {
    const axes = new Axes({
      x: [0, 1],
      xMarks: [],
      y: [0, 2],
      yMarks: [],
      height: 8.5,
      xLabel: curve === "his" ? "step" : "",
    });
    axes.keys = element("span", { class: "gl-keys" });
    const name = element("span", { class: "gl-name" }, `${curve === "hers" ? "Her" : "His"} loss`);
    axes.panel = element(
      "div",
      { class: "gl-panel" },
      element("div", { class: "gl-head" }, name, axes.keys),
      axes.element,
    );
    onDrag(axes.element, (x) => this.point(curve, lookAt(this.run.at, clamp(axes.at(x), 0, 1))));
    return axes;
  }

  makeControls() {
    const options = this.data.entries.map(({ name }, i) => element("option", { value: i }, name));
    this.select = element("select", { "aria-label": "Run", onchange: () => this.choose() }, ...options);
    const group = (name, words, choices, choose) => {
      const own = uniqueName(name);
      const radios = choices.map(([value, label], i) => {
        const input = element("input", { type: "radio", name: own, value, onchange: () => choose(value) });
        input.checked = i === 0;
        return element("label", {}, input, label);
      });
      return element("fieldset", {}, element("legend", { class: "gl-unseen" }, words), ...radios);
    };
    this.curves = group("curve", "Curve", Object.entries(WHOSE), (curve) => this.point(curve, this.index));
    this.letters = group("which", "Run of the pair", [...LETTERS.entries()], (which) => {
      const share = this.run.at[this.index];
      this.which = which;
      this.fitPlaces();
      this.point(this.curve, lookAt(this.run.at, share));
    });
    const run = element("label", {}, "Run", this.select);
    this.controls = element("div", { class: "gl-controls" }, run, this.letters, this.curves);
    const input = (index) => this.point(this.curve, index);
    this.place = new Slider({
      name: "Place on the curve",
      min: 1,
      max: 1,
      step: 1,
      value: 1,
      words: () => this.when(),
      input,
    });
    this.button = button("Show the samples", () => this.reveal(!this.revealed), { "aria-expanded": "false" });
  }

  when() {
    return this.run ? `step ${grouped(this.run.steps[this.index])} of ${grouped(this.run.steps.at(-1))}` : "";
  }

  /** Another run, or a pair: its samples are hidden again, and its last look is pointed at. */
  choose() {
    this.which = 0;
    this.letters.hidden = this.runs.length < 2;
    this.letters.querySelector("input").checked = true;
    this.fitPlaces();
    this.index = this.run.at.length - 1;
    this.scale();
    this.reveal(false);
  }

  fitPlaces() {
    this.place.input.max = this.run.at.length - 1;
  }

  point(curve, index) {
    [this.curve, this.index] = [curve, index];
    for (const input of this.curves.querySelectorAll("input")) input.checked = input.value === curve;
    this.show();
  }

  reveal(revealed) {
    this.revealed = revealed;
    this.button.textContent = `${revealed ? "Hide" : "Show"} the samples`;
    this.button.setAttribute("aria-expanded", revealed);
    this.samples.hidden = !revealed;
    this.panels = revealed ? this.runs.map((run, i) => this.panelOf(run, this.entry.titles[i], i)) : [];
    this.samples.replaceChildren(...this.panels.map(({ panel }) => panel));
    this.relayout();
    this.show();
  }

  /** The samples of a run with its name, and what was measured of them. */
  panelOf(run, title, i) {
    const numbers = run.measures.map((measure) => {
      const value = element("strong");
      return { measure, value, row: element("div", { class: "gl-line" }, element("span", {}, measure.name), value) };
    });
    const name = this.runs.length > 1 ? `${LETTERS[i]}: ${title}` : title;
    const signs = (run.plane ? ["real", "fake"] : []).map((what) => element("span", {}, sign(what), what));
    const panel = element(
      "div",
      {},
      element("div", { class: "gl-name" }, name),
      run.picture.canvas,
      element("div", { class: "gl-signs" }, ...signs),
      ...numbers.map(({ row }) => row),
    );
    return { panel, numbers, title };
  }

  /** The look of each run: of the one that is pointed at, and the nearest one of the other. */
  looks() {
    return this.runs.map((run, i) => (i === this.which ? this.index : lookAt(run.at, this.run.at[this.index])));
  }

  /** Fits the axes to the runs. All charts begin at 0, so that one can be compared with another. */
  scale() {
    const saturating = factsAt(this.run.losses, "his", this.index).saturating;
    this.even = { ...EVEN, ...(saturating && { his: -EVEN.his }) };
    for (const [curve, axes] of Object.entries(this.charts)) {
      const values = this.runs.flatMap((run) => run.losses[curve].slice(1));
      const most = Math.max(...values.map(Math.abs), Math.abs(this.even[curve]));
      const top = TOPS.find((end) => end >= most) ?? most;
      const low = curve === "his" && saturating;
      axes.y = low ? [-top, 0.06 * top] : [0, top];
      const end = low ? -top : top;
      const ends = [0, end].map((mark) => [mark, fixed(mark, Number.isInteger(mark) ? 0 : 1)]);
      axes.yMarks =
        top > 6 ? [...ends, [end / 2, fixed(end / 2, 0)]] : [...ends, [this.even[curve], fixed(this.even[curve], 2)]];
      const key = (drawn, words) => element("span", { class: "gl-key" }, swatch({ class: drawn }), words);
      const letters = this.runs.length > 1 ? LETTERS.map((letter, i) => key(kind(curve, i), letter)) : [];
      const even = `${low ? "−" : ""}${curve === "hers" ? "2 " : ""}log 2 = ${fixed(this.even[curve], 2)}`;
      axes.keys.replaceChildren(key("gl-even", even), ...letters);
    }
    const last = this.run.steps.at(-1);
    const { his } = this.charts;
    if (this.runs.length > 1)
      [his.xMarks, his.xLabel] = [[[0, "start"], [0.5, "half"], [1, "end"]], "share of each run"]; // prettier-ignore
    else [his.xMarks, his.xLabel] = [[0, 0.5, 1].map((share) => [share, grouped(share * last)]), "step"];
  }

  relayout() {
    const width = this.element.clientWidth;
    if (!width || !this.entry) return; // out of the page, or hidden: the ResizeObserver calls again
    const { em } = this;
    const columns = width >= 66 * em && this.revealed ? 3 : width >= 46 * em ? 2 : 1;
    for (const many of [2, 3]) this.halves.classList.toggle(`gl-columns-${many}`, columns === many);
    const each = Math.floor((width - (columns - 1) * 2 * em) / columns);
    for (const axes of Object.values(this.charts)) axes.resize(each - em, em); // the last step's number is wider than what it stands below
    const { left, right } = this.charts.his;
    // The slider's thumb stands below the cursor: its own half width sticks out on either side.
    const [marginLeft, wide] = [left - 0.7 * em, right - left + 1.4 * em].map((length) => `${length}px`);
    Object.assign(this.place.input.style, { marginLeft, width: wide });
    const count = this.runs.length;
    const room = Math.floor(Math.min((each - 1.2 * em * (count - 1)) / count, 18 * em));
    if (this.revealed) for (const run of this.runs) run.picture.resize(room, room, em / 14);
    this.#width = each;
    this.draw();
  }

  disappear() {
    this.voice.stop();
  }

  recolour() {
    this.draw();
  }

  show() {
    if (!this.charts.hers.yMarks.length) return this.choose(); // for the first time
    const facts = factsAt(this.run.losses, this.curve, this.index);
    const found = reading(facts);
    this.place.value = this.index;
    const whose = this.runs.length > 1 ? `${LETTERS[this.which]}, ${WHOSE[this.curve]}` : WHOSE[this.curve];
    const where = `${whose[0].toUpperCase()}${whose.slice(1)}: `;
    this.value.replaceChildren(
      where,
      element("strong", {}, fixed(facts.value, 2)),
      element("span", { class: "gl-muted" }, this.when()),
    );
    for (const [name, list] of Object.entries(this.said))
      list.replaceChildren(...found[name].map((words) => element("li", {}, words)));
    this.apart.textContent = this.apartWords();
    const looks = this.looks();
    this.panels.forEach(({ numbers, title }, i) => {
      for (const { measure, value } of numbers) value.textContent = measure.format(measure.values[looks[i]]);
      const { picture } = this.runs[i];
      picture.canvas.setAttribute("aria-label", `${title}: ${picture.describe(looks[i])}.`);
    });
    const words = `${where}${fixed(facts.value, 2)}, ${this.when()}. ${found.says.join(" ")}`;
    this.voice.say(words);
    Object.assign(this.root.dataset, {
      run: this.entry.name,
      curve: this.curve,
      look: this.index,
      rules: found.names.join(", "),
      revealed: this.revealed,
    });
    for (const [curve, axes] of Object.entries(this.charts)) {
      const runs = this.runs.map(
        (run, i) => `${fixed(run.losses[curve][looks[i]], 2)}${this.runs.length > 1 ? ` for ${LETTERS[i]}` : ""}`,
      );
      axes.element.setAttribute(
        "aria-label",
        `${axes.panel.querySelector(".gl-name").textContent} over the run: ${runs.join(", ")} here.`,
      );
    }
    this.draw();
  }

  apartWords() {
    if (this.runs.length < 2) return "";
    const { hers, his } = gap(...this.runs);
    return `In the second half, the losses of A and B are never more than ${up(hers)} (hers) and ${up(his)} (his) apart.`;
  }

  draw() {
    if (!this.#width || !this.even) return;
    const looks = this.looks();
    for (const [curve, axes] of Object.entries(this.charts)) {
      const even = this.even[curve];
      const x = axes.px(this.run.at[this.index]);
      const chosen = curve === this.curve;
      axes.moving.replaceChildren(
        svg("line", { class: "gl-even", x1: axes.left, x2: axes.right, y1: axes.py(even), y2: axes.py(even) }),
        svg("line", { class: "gl-cursor", x1: x, x2: x, y1: axes.top, y2: axes.bottom }),
        ...this.runs.map((run, i) =>
          axes.curve(
            run.at,
            run.losses[curve].map((value) => value ?? NaN),
            kind(curve, i),
          ),
        ),
        ...this.runs.map((run, i) => {
          const mark = axes.mark(run.at[looks[i]], run.losses[curve][looks[i]], curve);
          if (chosen && i === this.which) {
            mark.classList.add("gl-chosen");
            mark.setAttribute("r", 0.5 * axes.em);
          }
          return mark;
        }),
      );
    }
    this.panels.forEach((_, i) => this.runs[i].picture.draw(looks[i], this.palette));
  }
}

const kind = (curve, i) => `gl-curve gl-${curve}${i ? " gl-dashed" : ""}`;

/** Rounded up: no difference is larger than what is written. */
const up = (value) => fixed(Math.ceil(100 * value) / 100, 2);

offer((root, data) => new LossDecoder(root, data));
