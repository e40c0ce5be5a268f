// Two hills on a line: the Fréchet distance as two parts, as a curve, and as samples estimate it.

import { onDrag } from "../page/drag.js";
import { button, element, svg, swatch } from "../page/element.js";
import { clamp, fixed } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { Voice } from "../page/view.js";
import { Axes, whole } from "./axes.js";
import { draws, estimates, expected, moved, parts, total } from "./frechet.js";
import style from "./frechet_explorer.css";
import { halvesOf, panelled } from "./panels.js";
import { Recorded, offer } from "./recorded.js";

const REAL = { mean: 0, spread: 1 };
const REPEATS = 200;
const STEP = 0.1; // of the mean and of the spread
const HIGHEST = [0.5, 1, 2, 5, 10, 20, 50]; // the tops that the chart of estimates may have
const LANES = { real: [-0.05, -0.14], fake: [-0.19, -0.28] }; // of the ticks, from and to, below the hills

const write = (value) => fixed(value, Math.abs(value) >= 0.0995 ? 2 : 3);
const density = (x, { mean, spread }) =>
  Math.exp(-0.5 * ((x - mean) / spread) ** 2) / (spread * Math.sqrt(2 * Math.PI));

class FrechetExplorer extends Recorded {
  voice = new Voice();
  verdict = element("div", { class: "gl-verdict" });
  again = 0; // which of the repeats is drawn as ticks
  #laidOut = false;
  #grabbed = "mean";

  constructor(root, data) {
    super(root, data);
    this.pairs = draws(data.sizes, REPEATS, 1);
    this.makeAxes();
    this.halves = element(
      "div",
      { class: "gl-halves" },
      element("div", {}, this.hills.panel, this.controls()),
      element("div", {}, this.parts.panel, this.guesses.panel, this.verdict),
    );
    this.player("The Fréchet distance", this.halves, this.voice.element);
    this.mount(style);
  }

  get fakes() {
    return { mean: this.mean.value * STEP, spread: this.spread.value * STEP };
  }

  makeAxes() {
    const key = (kind, words, value) =>
      element("span", { class: "gl-key" }, swatch({ class: `gl-curve ${kind}` }), words, ...(value ? [value] : []));
    const { reach } = this.data;
    this.numbers = Object.fromEntries(["means", "spreads", "total"].map((name) => [name, element("strong")]));
    this.hills = panelled(
      new Axes({ x: [-7, 7], xMarks: whole(-6, 6, 2), y: [-0.32, 1.05], yMarks: [], height: 15 }),
      "The two hills, and samples",
      key("gl-real", "real"),
      key("gl-fake gl-dashed", "fakes"),
    );
    this.parts = panelled(
      new Axes({ x: [-reach, reach], xMarks: whole(-3, 3, 1), y: [0, 10], yMarks: whole(0, 10, 5), height: 6.5 }),
      "Distance",
      element("span", { class: "gl-key" }, this.numbers.total, "="),
      key("gl-means", "means", this.numbers.means),
      key("gl-spreads", "spreads", this.numbers.spreads),
    );
    this.parts.xLabel = "mean of the fakes";
    const last = this.data.sizes.length - 1;
    this.guesses = panelled(
      new Axes({
        x: [-0.3, last + 0.3],
        xMarks: this.data.sizes.map((size, i) => [i, String(size)]),
        y: [0, 1],
        yMarks: [],
        xLabel: "samples of each",
        height: 8.5,
      }),
      "What samples say",
      key("gl-truth", "truth"),
      key("gl-fake", "average"),
      key("gl-real gl-dashed", "real against real"),
    );
    this.hills.element.addEventListener("pointerdown", (event) => this.grab(event)); // before a drag begins
    onDrag(this.hills.element, (x) => this.drag(x));
    onDrag(this.parts.element, (x) => {
      this.#grabbed = "mean";
      this.drag(x, this.parts);
    });
    onDrag(this.guesses.element, (x) => this.slide(this.samples, Math.round(clamp(this.guesses.at(x), 0, last))));
  }

  controls() {
    const { data } = this;
    const input = () => this.show();
    const slider = (name, low, high, value) => {
      const [min, max] = [low, high].map((end) => Math.round(end / STEP));
      return new Slider({ name, min, max, step: 1, value, words: (steps) => fixed(steps * STEP, 1), input });
    };
    this.mean = slider("Mean of the fakes", -data.reach, data.reach, Math.round(data.mean / STEP));
    this.spread = slider("Spread of the fakes", ...data.spreads, Math.round(data.spread / STEP));
    this.samples = new Slider({
      name: "Samples of each",
      min: 0,
      max: data.sizes.length - 1,
      step: 1,
      value: data.sizes.indexOf(data.samples),
      words: (index) => String(data.sizes[index]),
      input,
    });
    const draw = button("Draw again", () => {
      this.again = (this.again + 1) % REPEATS;
      this.show();
    });
    return element(
      "div",
      { class: "gl-settings" },
      ...[this.mean, this.spread, this.samples].map((one) => one.element),
      element("div", { class: "gl-buttons" }, draw),
    );
  }

  /** What a drag in the hills moves: the spread if the pointer is nearer to the flanks than to the middle. */
  grab(event) {
    const x = this.hills.at(event.clientX - this.hills.element.getBoundingClientRect().left);
    const { mean, spread } = this.fakes;
    const away = Math.abs(x - mean);
    this.#grabbed = Math.abs(away - spread) < away ? "spread" : "mean";
  }

  drag(pixels, axes = this.hills) {
    const [x, { mean }] = [axes.at(pixels), this.fakes];
    const [slider, to] = this.#grabbed === "mean" ? [this.mean, x] : [this.spread, Math.abs(x - mean)];
    this.slide(slider, Math.round(clamp(to / STEP, Number(slider.input.min), Number(slider.input.max))));
  }

  slide(slider, value) {
    slider.value = value;
    this.show();
  }

  relayout() {
    const each = halvesOf(this);
    if (!each) return;
    this.each = each;
    for (const axes of [this.hills, this.parts]) axes.resize(each, this.em);
    this.#laidOut = true;
    this.draw();
  }

  disappear() {
    this.voice.stop();
  }

  /** Everything that is shown, computed anew. */
  show() {
    const { fakes } = this;
    const index = this.samples.value;
    const size = this.data.sizes[index];
    const truth = parts(REAL, fakes);
    const guesses = this.pairs.map((pairs) => estimates(pairs, fakes));
    const [averages, floors] = [fakes, REAL].map((others) => this.data.sizes.map((each) => expected(each, others)));
    const pair = this.pairs[index][this.again];
    const fitted = { real: pair.real, fake: moved(pair.other, fakes) };
    const samples = { real: pair.real.numbers, fake: pair.other.numbers.map((x) => fakes.mean + fakes.spread * x) };
    const said = total(parts(fitted.real, fitted.fake));
    const [average, floor] = [averages[index], floors[index]];
    this.now = { fakes, index, size, truth, guesses, averages, floors, fitted, samples, said };
    for (const [name, value] of Object.entries({ ...truth, total: total(truth) }))
      this.numbers[name].textContent = write(value);
    this.verdict.textContent =
      `True distance ${write(total(truth))}; this draw of ${size} each says ${write(said)}. On average such draws say ` +
      `${write(average)}: ${write(average - total(truth))} too much. Real against real they say ${write(floor)}, where ` +
      "the truth is 0.";
    this.voice.say(this.verdict.textContent);
    Object.assign(this.root.dataset, {
      ...Object.fromEntries(Object.entries({ ...fakes, said, average, floor }).map(([k, v]) => [k, v.toFixed(4)])),
      truth: total(truth).toFixed(4),
      samples: size,
    });
    this.draw();
  }

  draw() {
    if (!this.#laidOut || !this.now) return;
    this.drawHills();
    this.drawParts();
    this.drawGuesses();
    const { fakes, size, truth } = this.now;
    const [mean, spread] = [fixed(fakes.mean, 1), fixed(fakes.spread, 1)];
    const say = (axes, words) => axes.element.setAttribute("aria-label", words);
    say(
      this.hills,
      `Real hill: mean 0, spread 1. Fakes: mean ${mean}, spread ${spread}. Below, ${size} samples of each as ticks.`,
    );
    say(
      this.parts,
      `Distance over all means of the fakes: a parabola. Here ${write(truth.means)} from the means plus ` +
        `${write(truth.spreads)} from the spreads.`,
    );
    say(this.guesses, `Estimates over the number of samples, falling towards the truth. ${this.verdict.textContent}`);
  }

  drawHills() {
    const { hills: axes, now } = this;
    const xs = Array.from({ length: 421 }, (_, i) => -7 + (14 * i) / 420);
    const floor = axes.py(0);
    const shapes = [
      ["real", REAL],
      ["fake", now.fakes],
    ];
    const hill = ([kind, of]) => {
      const ys = xs.map((x) => density(x, of));
      const outline = axes.path(xs, ys);
      const edges = [axes.px(xs[0]), axes.px(xs.at(-1))];
      const fill = `M${edges[0]} ${floor}L${outline.slice(1).replaceAll("M", "L")}L${edges[1]} ${floor}Z`;
      return [
        svg("path", { class: `gl-fill gl-${kind}`, d: fill }),
        axes.curve(xs, ys, `gl-${kind}${kind === "fake" ? " gl-dashed" : ""}`),
      ];
    };
    axes.moving.replaceChildren(
      line(axes.left, floor, axes.right, floor, "gl-axis"),
      ...shapes.flatMap(hill),
      ...shapes.flatMap((shape) => this.spreadOf(...shape)),
      ...shapes.flatMap(([kind]) => this.ticks(kind)),
    );
  }

  /** A hill's mean and spread: a stem to its top, an arrow to its flank, and handles on the fakes'. */
  spreadOf(kind, of) {
    const axes = this.hills;
    const [top, flank] = [density(of.mean, of), density(of.mean + of.spread, of)].map((y) => axes.py(y));
    const [middle, side] = [axes.px(of.mean), axes.px(of.mean + of.spread)];
    const marks = [
      line(middle, axes.py(0), middle, top, `gl-stem gl-${kind}`),
      line(middle, flank, side, flank, `gl-stem gl-${kind}`),
    ];
    if (kind === "real") return marks;
    const r = 0.55 * axes.em;
    return [
      ...marks,
      svg("circle", { class: "gl-handle", cx: middle, cy: top, r }),
      svg("rect", { class: "gl-handle", x: side - r, y: flank - r, width: 2 * r, height: 2 * r }),
    ];
  }

  /** The samples, with the mean and the spread that are computed from them. */
  ticks(kind) {
    const { hills: axes, now } = this;
    const [from, to] = LANES[kind].map((y) => axes.py(y));
    const { mean, spread } = now.fitted[kind];
    const d = now.samples[kind]
      .filter((x) => Math.abs(x) < 7)
      .map((x) => `M${axes.px(x).toFixed(1)} ${from}V${to}`)
      .join("");
    const y = (from + to) / 2;
    const x = axes.px(mean);
    const ends = [mean - spread, mean + spread].map((end) => axes.px(clamp(end, -7, 7)));
    return [
      svg("path", { class: `gl-sample gl-${kind}`, d, opacity: clamp(12 / Math.sqrt(now.size), 0.35, 1) }),
      line(ends[0], y, ends[1], y, "gl-fit"),
      svg("circle", { class: "gl-fit-mean", cx: x, cy: y, r: 0.32 * axes.em }),
    ];
  }

  drawParts() {
    const { parts: axes, now } = this;
    const [low, high] = axes.x;
    const means = Array.from({ length: 121 }, (_, i) => low + ((high - low) * i) / 120);
    const { spreads } = now.truth;
    const wholes = means.map((mean) => (mean - REAL.mean) ** 2 + spreads);
    const area = (tops, bottom, kind) => {
      const corners = means.map((mean, i) => `${axes.px(mean)} ${axes.py(Math.min(tops[i], axes.y[1]))}`);
      const base = axes.py(bottom);
      const d = `M${corners.join("L")}L${axes.px(high)} ${base}L${axes.px(low)} ${base}Z`;
      return svg("path", { class: `gl-area ${kind}`, d });
    };
    const x = axes.px(now.fakes.mean);
    const bar = ([from, to], kind) => line(x, axes.py(from), x, axes.py(Math.min(to, axes.y[1])), `gl-bar ${kind}`);
    axes.moving.replaceChildren(
      area(wholes, spreads, "gl-means"),
      area(
        means.map(() => spreads),
        0,
        "gl-spreads",
      ),
      axes.curve(means, wholes, "gl-truth"),
      bar([spreads, total(now.truth)], "gl-means"),
      bar([0, spreads], "gl-spreads"),
      axes.mark(now.fakes.mean, total(now.truth), "now"),
    );
  }

  drawGuesses() {
    const { guesses: axes, now } = this;
    const truth = total(now.truth);
    const indices = now.averages.map((_, i) => i);
    const share = (found, part) => found[Math.round(part * (REPEATS - 1))];
    const top = HIGHEST.find((end) => end >= Math.max(1.1 * now.averages[0], 1.05 * now.said)) ?? HIGHEST.at(-1);
    axes.y = [0, top];
    axes.yMarks = [0, top / 2, top].map((mark) => [mark, String(mark)]);
    axes.resize(this.each, this.em);
    const at = (i, y) => `${axes.px(i)} ${axes.py(Math.min(y, top))}`;
    const [lower, upper] = [0.1, 0.9].map((part) => now.guesses.map((found, i) => at(i, share(found, part))));
    axes.moving.replaceChildren(
      svg("path", { class: "gl-fill gl-fake", d: `M${upper.join("L")}L${lower.reverse().join("L")}Z` }),
      line(axes.px(now.index), axes.top, axes.px(now.index), axes.bottom, "gl-cursor"),
      axes.curve(axes.x, [truth, truth], "gl-truth"),
      axes.curve(indices, now.floors, "gl-real gl-dashed"),
      axes.curve(indices, now.averages, "gl-fake"),
      axes.mark(now.index, now.said, "now"),
    );
  }
}

function line(x1, y1, x2, y2, kind) {
  return svg("line", { class: kind, x1, y1, x2, y2 });
}

offer((root, data) => new FrechetExplorer(root, data));
