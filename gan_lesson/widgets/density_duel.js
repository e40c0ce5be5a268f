// The duel of two densities: one slides, and D*, the value, both losses and their gradients follow.
//
// The tables hold every number that is shown; this script only looks them up, and draws p, q and p / (p + q).

import { decodeBase64 } from "../page/canvas.js";
import { onDrag } from "../page/drag.js";
import { element, setAttributes, svg, swatch } from "../page/element.js";
import { clamp, fixed } from "../page/numbers.js";
import { Voice } from "../page/view.js";
import { Axes, whole } from "./axes.js";
import style from "./density_duel.css";
import { hillControls } from "./hill_controls.js";
import { hillHandle } from "./hill_handle.js";
import { halvesOf, panelled } from "./panels.js";
import { Recorded, offer } from "./recorded.js";
import { LOG_DENSITY } from "./shapes.js";

const SIDE = 9; // how far the line is drawn to either side of the real data

/** A number for the eye: three digits, and words where there is none. */
function write(value) {
  if (Number.isNaN(value)) return "none";
  if (value === Infinity) return "infinite";
  const size = Math.abs(value);
  return fixed(value, size >= 9.995 ? 1 : size >= 0.0995 || size < 0.00005 ? 2 : size >= 0.00995 ? 3 : 4);
}

/** A short piece of a line beside its name and its number. */
function key(kind, words, dashed = false) {
  const value = element("strong");
  const line = swatch({ class: `gl-curve gl-${kind}${dashed ? " gl-dashed" : ""}` });
  return { value, element: element("span", { class: "gl-key" }, line, ...(words ? [words] : []), value) };
}

class DensityDuel extends Recorded {
  shape = this.data.shape;
  now = null; // what the table says of the place that is shown
  voice = new Voice();
  verdict = element("div", { class: "gl-verdict" });
  #laidOut = false;

  constructor(root, data) {
    super(root, data);
    this.tables = Object.fromEntries(
      Object.entries(data.tables).map(([shape, text]) => [shape, new Float32Array(decodeBase64(text).buffer)]),
    );
    this.makeAxes();
    this.makeControls();
    this.halves = element(
      "div",
      { class: "gl-halves" },
      element("div", {}, this.densities.panel, this.pushes.panel, this.trusted.panel),
      element("div", {}, this.value.panel, this.losses.panel, this.gradients.panel),
    );
    this.player("Two densities", this.controls.element, this.verdict, this.halves, this.voice.element);
    this.mount(style);
  }

  makeAxes() {
    this.makeHill();
    const line = { x: [-SIDE, SIDE], xMarks: whole(-8, 8, 2) };
    const reach = (this.data.places - 1) * this.data.step;
    const places = { x: [-reach, reach], xMarks: whole(-6, 6, 2) };
    const keys = (this.keys = {
      real: key("real", "real p"),
      fake: key("fake", "fakes q", true),
      best: key("best", "mean over the fakes"),
      value: key("best", ""),
      jensen: element("strong", {}),
      saturating: key("saturating", "saturating", true),
      nonsaturating: key("nonsaturating", "non-saturating"),
      pushS: key("saturating", "saturating", true),
      pushN: key("nonsaturating", "non-saturating"),
    });
    this.densities = panelled(
      new Axes({
        ...line,
        y: [0, 0.85],
        yMarks: [
          [0, "0"],
          [0.4, "0.4"],
          [0.8, "0.8"],
        ],
        height: 8,
        handle: this.hill,
      }),
      "The two densities",
      keys.real.element,
      keys.fake.element,
    );
    for (const { value } of [keys.real, keys.fake]) value.remove(); // they have a name, and no number
    this.pushes = panelled(
      new Axes({ ...line, xMarks: [], y: [0, 2], yMarks: [], height: 2.8 }),
      "One step of learning rate 1",
    );
    this.trusted = panelled(
      new Axes({
        ...line,
        y: [0, 1],
        yMarks: [
          [0, "0"],
          [0.5, "½"],
          [1, "1"],
        ],
        height: 7.4,
        xLabel: "x",
      }),
      "The best expert, D* = p / (p + q)",
      keys.best.element,
    );
    this.value = panelled(
      new Axes({
        ...places,
        y: [-1.55, 0.15],
        yMarks: [
          [0, "0"],
          [-0.693, "−0.69"],
          [-1.386, "−1.39"],
        ],
        height: 4.7,
      }),
      "V = −log 4 + 2 JS",
      keys.value.element,
      element("span", { class: "gl-key" }, "JS ", keys.jensen),
    );
    this.losses = panelled(
      new Axes({
        ...places,
        y: [-1, 4],
        yMarks: [
          [0, "0"],
          [2, "2"],
          [4, "4"],
        ],
        height: 5.4,
      }),
      "The losses",
      keys.saturating.element,
      keys.nonsaturating.element,
    );
    this.gradients = panelled(
      new Axes({
        ...places,
        y: [-3.2, 3.2],
        yMarks: [
          [-2, "−2"],
          [0, "0"],
          [2, "2"],
        ],
        height: 5.6,
        xLabel: "place of the fakes",
      }),
      "Gradients, D* still",
      keys.pushS.element,
      keys.pushN.element,
    );
    for (const axes of [this.value, this.losses, this.gradients]) {
      onDrag(axes.element, (x) => this.seek(axes, x));
    }
  }

  /** The fakes' hill itself can be dragged, and moved by keys. */
  makeHill() {
    const last = this.data.places - 1;
    this.hill = hillHandle({
      name: "The fakes' hill",
      min: -last,
      max: last,
      value: () => this.place.value,
      goTo: (steps) => this.goTo(steps),
      pixels: () => this.densities.px(this.data.step) - this.densities.px(0),
    });
  }

  goTo(steps) {
    const last = this.data.places - 1;
    this.place.value = Math.round(clamp(steps, -last, last));
    this.show();
  }

  /** Back to how it was at first. */
  reset() {
    const { place, width, shape } = this.data;
    this.width.value = width;
    this.shape = shape;
    this.controls.check(shape);
    this.goTo(place);
  }

  /** A place can be taken by mouse or finger too, from each of the three charts over places. */
  seek(axes, x) {
    this.goTo(clamp(axes.at(x), ...axes.x) / this.data.step);
  }

  makeControls() {
    const { place, places, shape, step, width, widths } = this.data;
    this.controls = hillControls({
      place: { min: 1 - places, max: places - 1, value: place, words: (steps) => fixed(steps * step, 1) },
      width,
      widths,
      shape,
      choose: (chosen) => {
        this.shape = chosen;
        this.show();
      },
      input: () => this.show(),
      reset: () => this.reset(),
    });
    Object.assign(this, { place: this.controls.place, width: this.controls.width });
  }

  relayout() {
    const each = halvesOf(this);
    if (!each) return;
    for (const axes of [this.densities, this.pushes, this.trusted, this.value, this.losses, this.gradients]) {
      axes.resize(each, this.em);
    }
    this.#laidOut = true;
    this.draw();
  }

  disappear() {
    this.voice.stop();
  }

  /** What the table says of one place, in steps. To the left the gradients have the other sign. */
  row(steps) {
    const { columns, places } = this.data;
    const from = (this.width.value * places + Math.abs(steps)) * columns.length;
    const found = Object.fromEntries(columns.map((name, i) => [name, this.tables[this.shape][from + i]]));
    if (steps < 0) for (const name of columns) if (name.endsWith("gradient")) found[name] *= -1;
    return found;
  }

  show() {
    const { keys } = this;
    const now = (this.now = this.row(this.place.value));
    const jensen = (now.value + Math.log(4)) / 2;
    keys.best.value.textContent = write(now.trust);
    keys.value.value.textContent = write(now.value);
    keys.jensen.textContent = write(jensen);
    keys.saturating.value.textContent = write(now.saturating);
    keys.nonsaturating.value.textContent = write(now.nonsaturating);
    keys.pushS.value.textContent = write(now.saturating_gradient);
    keys.pushN.value.textContent = write(now.nonsaturating_gradient);
    this.verdict.textContent = this.words(now, jensen);
    this.voice.say(this.summary(now));
    this.draw();
    this.root.dataset.place = this.place.value;
    this.root.dataset.shape = this.shape;
  }

  /** What is to be seen now, in a sentence or two. */
  words(now, jensen) {
    if (jensen < 1e-6)
      return "The same density twice: D* is ½ everywhere, V has its smallest value, −log 4, and both gradients are 0.";
    if (this.shape === "hill" && jensen > Math.log(2) - 1e-6) {
      return (
        "Nothing in common: D* is 1 on one hill and 0 on the other, and flat on both. V is 0 and stays 0, so the " +
        "saturating gradient is 0; −log D* is infinite wherever a fake lies."
      );
    }
    if (!Number.isFinite(now.nonsaturating)) {
      return (
        "Some fakes lie where p is 0. There D* is 0 and −log D* infinite: with the ideal expert, the non-saturating " +
        "loss has no gradient to give."
      );
    }
    if (this.place.value === 0)
      return "The same middle, another width: the gradients along the line are 0, and V is still above −log 4.";
    const ratio = Math.abs(now.nonsaturating_gradient / now.saturating_gradient);
    if (ratio > 20) return "D* has nearly ruled the fakes out: the saturating gradient has died, the other has not.";
    const harder =
      ratio > 1.25 ? "the non-saturating one harder" : ratio < 0.8 ? "the saturating one harder" : "about equally hard";
    return `Both gradients push the fakes towards the real data, ${harder}.`;
  }

  summary(now) {
    const place = fixed(this.place.value * this.data.step, 1);
    return (
      `Fakes at ${place}, width ${this.data.widths[this.width.value]}: value ${write(now.value)}; ` +
      `saturating loss ${write(now.saturating)}, gradient ${write(now.saturating_gradient)}; ` +
      `non-saturating loss ${write(now.nonsaturating)}, gradient ${write(now.nonsaturating_gradient)}.`
    );
  }

  draw() {
    if (!this.#laidOut || !this.now) return;
    const [place, width] = [this.place.value * this.data.step, this.data.widths[this.width.value]];
    this.drawDensities(place, width);
    this.drawPushes(place);
    this.drawPlaces(place);
    const words = this.summary(this.now);
    this.densities.element.setAttribute(
      "aria-label",
      `The real density stands at 0, the fakes' at ${fixed(place, 1)}.`,
    );
    this.trusted.element.setAttribute(
      "aria-label",
      `D*, near 1 where the real density is the higher one. Its mean over the fakes is ${write(this.now.trust)}.`,
    );
    this.pushes.element.setAttribute(
      "aria-label",
      `From ${fixed(place, 1)}, one step takes the fakes to ${landing(place, this.now.saturating_gradient)} down the ` +
        `saturating gradient and to ${landing(place, this.now.nonsaturating_gradient)} down the other.`,
    );
    for (const [axes, name] of [
      [this.value, "The value"],
      [this.losses, "Both losses"],
      [this.gradients, "Both gradients"],
    ]) {
      axes.element.setAttribute("aria-label", `${name} over all places of the fakes. ${words}`);
    }
  }

  drawDensities(place, width) {
    const xs = Array.from({ length: 721 }, (_, i) => -SIDE + (2 * SIDE * i) / 720);
    const log = LOG_DENSITY[this.shape];
    const [p, q] = [xs.map((x) => log(x, 1)), xs.map((x) => log(x - place, width))];
    const { densities: axes, trusted } = this;
    const shapes = [
      ["real", p.map(Math.exp), ""],
      ["fake", q.map(Math.exp), " gl-dashed"],
    ];
    const floor = axes.py(0);
    const labels = this.namesAtPeaks(place, p, q, xs);
    axes.moving.replaceChildren(
      ...shapes.map(([kind, ys]) =>
        svg("path", {
          class: `gl-fill gl-${kind}`,
          d: `M${axes.px(-SIDE)} ${floor}L${axes.path(xs, ys).slice(1).replaceAll("M", "L")}L${axes.px(SIDE)} ${floor}Z`,
        }),
      ),
      ...shapes.map(([kind, ys, dash]) => axes.curve(xs, ys, `gl-${kind}${dash}`)),
      ...labels,
    );
    const inside = xs.map((x, i) => i).filter((i) => Math.abs(xs[i] - place) <= 2.5 * width);
    const [ends, tops] = [inside.map((i) => xs[i]), inside.map((i) => Math.min(Math.exp(q[i]), axes.y[1]))];
    const foot = `L${axes.px(ends.at(-1))} ${floor}L${axes.px(ends[0])} ${floor}Z`;
    this.hill.setAttribute("d", axes.path(ends, tops) + foot);
    setAttributes(this.hill, { "aria-valuenow": this.place.value, "aria-valuetext": fixed(place, 1) });
    // Where neither density is, D* may be anything: there it is not drawn, and shaded.
    const nobody = (i) => p[i] === -Infinity && q[i] === -Infinity;
    const best = xs.map((_, i) => (nobody(i) ? NaN : 1 / (1 + Math.exp(q[i] - p[i]))));
    const gaps = [];
    for (let i = 0, start = null; i <= xs.length; i++) {
      if (i < xs.length && nobody(i)) start ??= i;
      else if (start !== null) {
        gaps.push(
          svg("rect", {
            class: "gl-nobody",
            x: trusted.px(xs[start]),
            y: trusted.top,
            width: trusted.px(xs[i - 1]) - trusted.px(xs[start]),
            height: trusted.bottom - trusted.top,
          }),
        );
        start = null;
      }
    }
    const note = gaps.length
      ? [
          svg(
            "text",
            { class: "gl-muted", x: trusted.left + 0.4 * trusted.em, y: trusted.top + 1.2 * trusted.em },
            "nobody here",
          ),
        ]
      : [];
    trusted.moving.replaceChildren(
      ...gaps,
      ...note,
      trusted.curve(xs, best, "gl-best"),
      svg("line", {
        class: "gl-cursor",
        x1: trusted.px(place),
        x2: trusted.px(place),
        y1: trusted.top,
        y2: trusted.bottom,
      }),
    );
  }

  /** "real" and "fake" beside the peaks, on the sides that look away from each other. */
  namesAtPeaks(place, p, q) {
    const { densities: axes } = this;
    const way = place < 0 ? -1 : 1;
    return [
      ["real", 0, Math.exp(Math.max(...p)), -way],
      ["fake", place, Math.exp(Math.max(...q)), way],
    ].map(([kind, at, peak, side]) =>
      svg(
        "text",
        {
          x: axes.px(at) + 1.3 * side * axes.em,
          y: axes.py(Math.min(peak, 0.8)) + 0.5 * axes.em,
          "text-anchor": side < 0 ? "end" : "start",
          class: `gl-over gl-peak gl-${kind}`,
        },
        kind,
      ),
    );
  }

  drawPushes(place) {
    const { pushes: axes } = this;
    const { em } = axes;
    const lanes = [
      ["saturating", 1.45, this.now.saturating_gradient],
      ["nonsaturating", 0.45, this.now.nonsaturating_gradient],
    ];
    axes.moving.replaceChildren(
      svg("line", { class: "gl-guide", x1: axes.px(0), x2: axes.px(0), y1: axes.top, y2: axes.bottom }),
      ...lanes.map(([kind, lane]) =>
        svg(
          "text",
          {
            class: "gl-muted gl-over",
            y: axes.py(lane) + 0.35 * em,
            ...(place < 0 ? { x: axes.right, "text-anchor": "end" } : { x: axes.left }),
          },
          kind === "saturating" ? "saturating" : "non-saturating",
        ),
      ),
      ...lanes.flatMap(([kind, lane, gradient]) => {
        const [from, y] = [axes.px(place), axes.py(lane)];
        const start = svg("circle", { class: `gl-mark gl-${kind}`, cx: from, cy: y, r: 0.3 * em });
        if (Number.isNaN(gradient)) {
          const anchor = place > 0 ? "end" : "start";
          const x = from + (place > 0 ? -0.8 : 0.8) * em;
          return [
            start,
            svg("text", { class: "gl-muted gl-over", x, y: y + 0.35 * em, "text-anchor": anchor }, "no gradient"),
          ];
        }
        const to = axes.px(place - gradient);
        const way = Math.sign(to - from);
        if (Math.abs(to - from) < 0.4 * em) return [start];
        const head = Math.min(0.45 * em, 0.6 * Math.abs(to - from));
        return [
          svg("path", {
            class: `gl-push gl-${kind}`,
            d: `M${from} ${y}L${to} ${y}M${to - way * head} ${y - 0.7 * head}L${to} ${y}L${to - way * head} ${y + 0.7 * head}`,
          }),
          start,
        ];
      }),
    );
  }

  drawPlaces(place) {
    const last = this.data.places - 1;
    const steps = Array.from({ length: 2 * last + 1 }, (_, i) => i - last);
    const xs = steps.map((step) => step * this.data.step);
    const rows = steps.map((step) => this.row(step));
    for (const [axes, ...curves] of [
      [this.value, ["value", "best"]],
      [this.losses, ["saturating", "saturating"], ["nonsaturating", "nonsaturating"]],
      [this.gradients, ["saturating_gradient", "saturating"], ["nonsaturating_gradient", "nonsaturating"]],
    ]) {
      const x = axes.px(place);
      axes.moving.replaceChildren(
        svg("line", { class: "gl-cursor", x1: x, x2: x, y1: axes.top, y2: axes.bottom }),
        ...curves.map(([name, kind]) =>
          axes.curve(
            xs,
            rows.map((row) => row[name]),
            `gl-${kind}${kind === "saturating" ? " gl-dashed" : ""}`,
          ),
        ),
        ...curves.map(([name, kind]) => axes.mark(place, this.now[name], kind)),
      );
    }
  }
}

/** Where a step of learning rate 1 ends. */
function landing(place, gradient) {
  return Number.isNaN(gradient) ? "nowhere" : fixed(place - gradient, 1);
}

offer((root, data) => new DensityDuel(root, data));
