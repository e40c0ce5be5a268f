// Two densities slid apart: what the best expert and the best critic say of them, and the slope that each leaves the fakes.

import { onDrag } from "../page/drag.js";
import { element, setAttributes, svg, swatch } from "../page/element.js";
import { clamp, fixed } from "../page/numbers.js";
import { Voice } from "../page/view.js";
import { Axes, whole } from "./axes.js";
import { judged } from "./critic.js";
import style from "./critic_explorer.css";
import { hillControls } from "./hill_controls.js";
import { hillHandle } from "./hill_handle.js";
import { halvesOf, panelled } from "./panels.js";
import { Recorded, offer } from "./recorded.js";

const LINE = [-5, 10]; // what is drawn of it
const ARROW = 2; // the length of an arrow for a slope of 1, on the line
const GONE = 0.02; // a slope below it has died

const write = (value) => fixed(value, Math.abs(value) >= 0.00995 || value === 0 ? 2 : 4);

class CriticExplorer extends Recorded {
  voice = new Voice();
  verdict = element("div", { class: "gl-verdict" });
  shape = this.data.shape;
  seen = this.data.place; // how far the fakes have been, in steps: the curves are drawn as far
  #known = new Map(); // what was computed, by shape, width and place
  #laidOut = false;

  constructor(root, data) {
    super(root, data);
    this.makeAxes();
    this.makeControls();
    const column = (...axes) => element("div", {}, ...axes.map(({ panel }) => panel));
    this.halves = element(
      "div",
      { class: "gl-halves" },
      column(this.densities, this.slopes, this.trust, this.score),
      column(this.jensen, this.wasserstein, this.left),
    );
    this.halves.lastChild.append(this.verdict);
    this.player("Two distances", this.controls.element, this.halves, this.voice.element);
    this.mount(style);
  }

  get axes() {
    return [this.densities, this.slopes, this.trust, this.score, this.jensen, this.wasserstein, this.left];
  }

  makeAxes() {
    const { last, step } = this.data;
    const key = (kind, words, value) =>
      element("span", { class: "gl-key" }, swatch({ class: `gl-curve ${kind}` }), words, ...(value ? [value] : []));
    this.numbers = Object.fromEntries(
      ["expert", "critic", "jensen", "wasserstein"].map((name) => [name, element("strong")]),
    );
    this.nobody = element("span", { class: "gl-muted" }, "grey: nobody is there");
    this.hill = hillHandle({
      name: "The fakes' hill",
      min: 0,
      max: last,
      value: () => this.place.value,
      goTo: (steps) => this.goTo(steps),
      pixels: () => this.densities.px(step) - this.densities.px(0),
    });
    const line = { x: LINE, xMarks: whole(-4, 10, 2) };
    const places = { x: [0, last * step], xMarks: whole(0, last * step, 1) };
    const marks = (...values) => values.map((value) => [value, fixed(value, Number.isInteger(value) ? 0 : 1)]);
    this.densities = panelled(
      new Axes({ ...line, y: [0, 0.85], yMarks: marks(0, 0.4, 0.8), height: 5.5, handle: this.hill }),
      "The two densities",
      key("gl-real", "real"),
      key("gl-fake gl-dashed", "fakes"),
    );
    this.slopes = panelled(
      new Axes({ ...line, xMarks: [], y: [0, 2], yMarks: [], height: 3 }),
      "Mean slope under the fakes",
      key("gl-expert gl-dotted", "D*", this.numbers.expert),
      key("gl-critic", "critic", this.numbers.critic),
    );
    this.trust = panelled(
      new Axes({ ...line, xMarks: [], y: [0, 1], yMarks: marks(0, 0.5, 1), height: 4.2 }),
      "The best expert’s D*",
      this.nobody,
    );
    this.score = panelled(
      new Axes({ ...line, y: [-10.5, 5.5], yMarks: marks(5, 0, -5, -10), height: 5.6, xLabel: "x" }),
      "The best critic’s score",
    );
    this.jensen = panelled(
      new Axes({
        ...places,
        xMarks: [],
        y: [0, 0.75],
        yMarks: [
          [0, "0"],
          [Math.log(2), "0.69"],
        ],
        height: 4.6,
      }),
      "Jensen-Shannon",
      element("span", { class: "gl-key" }, this.numbers.jensen),
    );
    this.wasserstein = panelled(
      new Axes({ ...places, xMarks: [], y: [0, 7.5], yMarks: marks(0, 3.5, 7), height: 4.6 }),
      "Wasserstein",
      element("span", { class: "gl-key" }, this.numbers.wasserstein),
    );
    this.left = panelled(
      new Axes({ ...places, y: [-1.15, 0.15], yMarks: marks(0, -0.5, -1), height: 4.6, xLabel: "place of the fakes" }),
      "Mean slope, by place",
      key("gl-expert gl-dotted", "D*"),
      key("gl-critic", "critic"),
    );
    for (const axes of [this.jensen, this.wasserstein, this.left])
      onDrag(axes.element, (x) => this.goTo(clamp(axes.at(x), ...axes.x) / step));
  }

  makeControls() {
    const { last, place, step, width, widths } = this.data;
    this.controls = hillControls({
      place: { min: 0, max: last, value: place, words: (steps) => fixed(steps * step, 1) },
      width: widths.indexOf(width),
      widths,
      shape: this.shape,
      choose: (shape) => {
        this.shape = shape;
        this.show();
      },
      input: () => this.show(),
      reset: () => this.reset(),
    });
    Object.assign(this, { place: this.controls.place, width: this.controls.width });
  }

  /** Back to how it was at first; what was drawn of the curves is forgotten, too. */
  reset() {
    const { place, width, widths, shape } = this.data;
    [this.shape, this.seen, this.width.value] = [shape, place, widths.indexOf(width)];
    this.controls.check(shape);
    this.goTo(place);
  }

  goTo(steps) {
    this.place.value = Math.round(clamp(steps, 0, this.data.last));
    this.show();
  }

  relayout() {
    const each = halvesOf(this);
    if (!each) return;
    for (const axes of this.axes) axes.resize(each, this.em);
    this.#laidOut = true;
    this.draw();
  }

  disappear() {
    this.voice.stop();
  }

  /** What follows from the fakes at a place, in steps. */
  at(steps) {
    const { shape, data } = this;
    const width = data.widths[this.width.value];
    const key = `${shape} ${width} ${steps}`;
    if (!this.#known.has(key)) this.#known.set(key, judged({ shape, width, place: steps * data.step }));
    return this.#known.get(key);
  }

  show() {
    this.seen = Math.max(this.seen, this.place.value);
    const now = (this.now = this.at(this.place.value));
    for (const [name, number] of Object.entries(this.numbers)) number.textContent = write(now[name]);
    this.verdict.textContent = this.words(now);
    const place = fixed(this.place.value * this.data.step, 1);
    this.summary =
      `Fakes at ${place}, width ${this.data.widths[this.width.value]}: Jensen-Shannon ${write(now.jensen)}, Wasserstein ` +
      `${write(now.wasserstein)}; mean slope under the fakes ${write(now.expert)} for D*, ${write(now.critic)} for the critic.`;
    this.voice.say(this.summary);
    const found = ["jensen", "wasserstein", "expert", "critic"].map((name) => [name, now[name].toFixed(5)]);
    Object.assign(this.root.dataset, { place, shape: this.shape, seen: this.seen, ...Object.fromEntries(found) });
    this.draw();
  }

  /** What is to be seen now, in a sentence or two. */
  words({ jensen, wasserstein, expert, critic }) {
    if (wasserstein < 1e-6) return "The same density twice: both distances are 0, and both judges are flat.";
    const [log2, way] = [fixed(Math.log(2), 2), write(wasserstein)];
    if (jensen > Math.log(2) - 1e-6)
      return (
        `Nothing in common. D* is 0 under all fakes: no slope, and Jensen-Shannon stays at log 2 = ${log2}. The score ` +
        `still falls by 1 over each unit of the way, and the sand has to go ${way} units.`
      );
    if (Math.abs(critic) < 0.99)
      return (
        "Some of the sand has to go to the left and some to the right. So the score has a bend, and the slopes under " +
        `the fakes partly cancel: ${write(critic)} is their mean.`
      );
    if (Math.abs(expert) < GONE)
      return (
        `D* is nearly 0 under the fakes, so its slope there has died: ${write(expert)}. The critic’s is ${write(critic)}, ` +
        "as everywhere between them."
      );
    return `Both slopes lead the fakes to the real data: ${write(expert)} for D*, ${write(critic)} for the critic.`;
  }

  draw() {
    if (!this.#laidOut || !this.now) return;
    const place = this.place.value * this.data.step;
    this.drawLine(place);
    this.drawArrows(place);
    this.drawPlaces(place);
    const say = (axes, words) => axes.element.setAttribute("aria-label", words);
    const { now } = this;
    say(this.densities, `The real density stands at 0, the fakes' at ${fixed(place, 1)}.`);
    say(this.slopes, `Arrows uphill from the fakes: ${write(now.expert)} for D*, ${write(now.critic)} for the critic.`);
    say(
      this.trust,
      `D*, near 1 at the real data and near 0 at the fakes. Its mean slope there is ${write(now.expert)}.`,
    );
    say(
      this.score,
      `The critic's score, a line down from the real data. Its mean slope at the fakes is ${write(now.critic)}.`,
    );
    say(this.jensen, `Jensen-Shannon over the places where the fakes have been. ${this.summary}`);
    say(this.wasserstein, `Wasserstein over the places where the fakes have been. ${this.summary}`);
    say(this.left, `Both mean slopes over the places where the fakes have been. ${this.summary}`);
  }

  drawLine(place) {
    const { densities: axes, now } = this;
    const inside = now.xs.map((_, i) => i).filter((i) => now.xs[i] >= LINE[0] && now.xs[i] <= LINE[1]);
    const of = (name, some = inside) => some.map((i) => now[name][i]);
    const xs = of("xs");
    const floor = axes.py(0);
    const closed = (some, ys) =>
      `${axes.path(of("xs", some), ys)}L${axes.px(now.xs[some.at(-1)])} ${floor}L${axes.px(now.xs[some[0]])} ${floor}Z`;
    const shapes = ["real", "fake"].map((kind) => [kind, inside.filter((i) => now[kind][i])]);
    axes.moving.replaceChildren(
      ...shapes.map(([kind, some]) => svg("path", { class: `gl-fill gl-${kind}`, d: closed(some, of(kind, some)) })),
      ...shapes.map(([kind, some]) =>
        axes.curve(of("xs", some), of(kind, some), `gl-${kind}${kind === "fake" ? " gl-dashed" : ""}`),
      ),
    );
    const fakes = inside.filter((i) => now.fake[i] > 0.002);
    const d = closed(
      fakes,
      of("fake", fakes).map((height) => Math.min(height, axes.y[1])),
    );
    setAttributes(this.hill, { d, "aria-valuenow": this.place.value, "aria-valuetext": fixed(place, 1) });
    this.nobody.hidden = this.shape === "bell";
    this.drawJudge(this.trust, xs, of("trust"), "expert", place);
    this.drawJudge(this.score, xs, of("score"), "critic", place);
  }

  /** What a judge says along the line; where nobody is she may say anything: there it is shaded. */
  drawJudge(axes, xs, ys, kind, place) {
    const shade = ([from, to]) => {
      const [x, end] = [axes.px(from), axes.px(to)];
      return svg("rect", { class: "gl-nobody", x, y: axes.top, width: end - x, height: axes.bottom - axes.top });
    };
    const x = axes.px(place);
    axes.moving.replaceChildren(
      ...gapsOf(xs, ys).map(shade),
      svg("line", { class: "gl-cursor", x1: x, x2: x, y1: axes.top, y2: axes.bottom }),
      axes.curve(xs, ys, `gl-${kind}`),
    );
  }

  /** For each judge an arrow uphill from where the fakes stand, as long as it is steep. */
  drawArrows(place) {
    const { slopes: axes, now } = this;
    const { em } = axes;
    const arrow = (kind, lane) => {
      const [from, to, y] = [axes.px(place), axes.px(place + ARROW * now[kind]), axes.py(lane)];
      const way = Math.sign(to - from);
      const head = Math.min(0.5 * em, 0.6 * Math.abs(to - from));
      const d = `M${from} ${y}L${to} ${y}M${to - way * head} ${y - 0.7 * head}L${to} ${y}L${to - way * head} ${y + 0.7 * head}`;
      const at = { x: from + 0.8 * em, y: y + 0.35 * em };
      const flat = Math.abs(now[kind]) < 0.005 ? ": flat" : "";
      const words = svg("text", { class: "gl-muted gl-over", ...at }, `${kind === "expert" ? "D*" : "critic"}${flat}`);
      const start = svg("circle", { class: `gl-mark gl-${kind}`, cx: from, cy: y, r: 0.3 * em });
      return [...(Math.abs(to - from) < 1 ? [] : [svg("path", { class: `gl-push gl-${kind}`, d })]), start, words];
    };
    axes.moving.replaceChildren(
      svg("line", { class: "gl-guide", x1: axes.px(0), x2: axes.px(0), y1: axes.top, y2: axes.bottom }),
      ...arrow("expert", 1.45),
      ...arrow("critic", 0.45),
    );
  }

  /** What is measured, as far as the fakes have been. */
  drawPlaces(place) {
    const steps = Array.from({ length: this.seen + 1 }, (_, i) => i);
    const [xs, rows] = [steps.map((one) => one * this.data.step), steps.map((one) => this.at(one))];
    for (const [axes, ...curves] of [
      [this.jensen, ["jensen", "gl-expert"]],
      [this.wasserstein, ["wasserstein", "gl-critic"]],
      [this.left, ["expert", "gl-expert gl-dotted"], ["critic", "gl-critic"]],
    ]) {
      const x = axes.px(place);
      const along = (name) => rows.map((row) => row[name]);
      axes.moving.replaceChildren(
        svg("line", { class: "gl-cursor", x1: x, x2: x, y1: axes.top, y2: axes.bottom }),
        ...curves.map(([name, kind]) => axes.curve(xs, along(name), kind)),
        ...curves.map(([name, kind]) => axes.mark(place, this.now[name], kind.split(" ")[0].slice(3))),
      );
    }
  }
}

/** From where to where a curve is missing. */
function gapsOf(xs, ys) {
  const gaps = [];
  ys.forEach((y, i) => {
    if (!Number.isNaN(y)) return;
    if (i && Number.isNaN(ys[i - 1])) gaps.at(-1)[1] = xs[i];
    else gaps.push([xs[i], xs[i]]);
  });
  return gaps;
}

offer((root, data) => new CriticExplorer(root, data));
