// The prior as a slider: how many animals are dogs? Two hills stay as they are; P(dog | x) and its boundary follow.

import { blank, decodeBase64, fit, strokeLine } from "../page/canvas.js";
import { element, svg, swatch } from "../page/element.js";
import { clamp, sigmoid, ticks } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { Voice } from "../page/view.js";
import { Axes } from "./axes.js";
import { contour } from "./contour.js";
import { crossing, logDensity } from "./gaussian.js";
import style from "./prior_explorer.css";
import { Recorded, offer } from "./recorded.js";
import { sign } from "./signs.js";

const CELLS = 64; // of the plane, in each direction
const WAY = Array.from({ length: 301 }, (_, i) => i / 100 - 1); // from the cats' mean, at 0, to the dogs', at 1, and beyond

/** A probability for the eye. */
function write(p) {
  if (p < 0.01) return "below 0.01";
  return p > 0.99 ? "above 0.99" : p.toFixed(2);
}

class PriorExplorer extends Recorded {
  voice = new Voice();
  words = element("div", { class: "gl-verdict" });
  canvas = element("canvas", { role: "img" });
  ground = element("canvas", { width: CELLS, height: CELLS });
  #laidOut = false;

  constructor(root, data) {
    super(root, data);
    this.points = new Float32Array(decodeBase64(data.measures).buffer);
    this.labels = decodeBase64(data.labels);
    const [cat, dog] = data.gaussians;
    this.plane = this.cells().map(([x, y]) => logDensity(dog, x, y) - logDensity(cat, x, y));
    const along = (gaussian) =>
      WAY.map((t) => logDensity(gaussian, ...[0, 1].map((k) => cat.mean[k] + t * (dog.mean[k] - cat.mean[k]))));
    [this.cats, this.dogs] = [along(cat), along(dog)];
    this.slider = new Slider({
      name: `How many of the animals are ${data.names[1]}s?`,
      min: 1,
      max: 99,
      step: 1,
      value: Math.round(100 * data.prior),
      words: (share) => `${share} %`,
      input: () => this.show(),
    });
    this.makeCharts();
    const signs = data.names.map((name, kind) => element("span", {}, sign(kind ? "dog" : "cat"), `${name}s`));
    this.halves = element(
      "div",
      { class: "gl-halves" },
      element("div", {}, element("div", { class: "gl-signs" }, ...signs), this.canvas),
      element("div", {}, this.hills.panel, this.posterior.panel),
    );
    this.player("Prior", this.slider.element, this.words, this.halves, this.voice.element);
    this.mount(style);
  }

  /** The middles of the plane's cells, the bottom row first. */
  cells() {
    const [left, right, bottom, top] = this.data.region;
    const at = (low, high, n) => low + ((high - low) * (n + 0.5)) / CELLS;
    return Array.from({ length: CELLS ** 2 }, (_, i) => [
      at(left, right, i % CELLS),
      at(bottom, top, Math.floor(i / CELLS)),
    ]);
  }

  makeCharts() {
    const { names } = this.data;
    const x = [-1, 2];
    const xMarks = names.map((name, kind) => [kind, `mean ${name}`]);
    const peak = Math.exp(Math.max(...this.cats, ...this.dogs));
    const key = (kind, name) => element("span", { class: "gl-key" }, swatch({ class: `gl-curve gl-${kind}` }), name);
    const panel = (axes, name, ...keys) => {
      const head = element("div", { class: "gl-head" }, element("span", { class: "gl-name" }, name), ...keys);
      axes.panel = element("div", {}, head, axes.element);
      return axes;
    };
    this.hills = panel(
      new Axes({ x, xMarks, y: [0, 1.05 * peak], yMarks: [[0, "0"]], height: 10 }),
      "P(X, Y), on the line between the two means",
      key("cats", `${names[0]}s`),
      key("dogs", `${names[1]}s`),
    );
    const yMarks = [
      [0, "0"],
      [0.5, "½"],
      [1, "1"],
    ];
    this.posterior = panel(
      new Axes({ x, xMarks, y: [0, 1], yMarks, height: 10 }),
      `P(${names[1]} | x), the ${names[1]}s' share of the two`,
    );
  }

  relayout() {
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    const { em } = this;
    const wide = width >= 46 * em;
    this.halves.classList.toggle("gl-wide", wide);
    [this.left, this.below] = [2.6 * em, 2.9 * em];
    const room = Math.max(200, 0.6 * window.innerHeight - this.below);
    this.side = Math.floor(Math.min(wide ? 0.46 * width : width - this.left, room, 27 * em));
    this.ratio = fit(this.canvas, this.left + this.side, this.side + this.below);
    const beside = wide ? width - this.side - this.left - 2 * em : width;
    for (const axes of [this.hills, this.posterior]) axes.resize(Math.floor(beside), em);
    this.#laidOut = true;
    this.draw();
  }

  disappear() {
    this.voice.stop();
  }

  recolour() {
    this.draw();
  }

  show() {
    const share = this.slider.value / 100;
    const prior = Math.log(share / (1 - share));
    this.logits = this.plane.map((logit) => logit + prior);
    this.along = this.cats.map((cat, i) => this.dogs[i] - cat + prior);
    this.boundary = crossing(WAY, this.along, 0.5);
    const words = this.sentence();
    this.words.textContent = words;
    this.voice.say(words);
    const [animals, axes] = [this.data.names.map((name) => `${name}s`).join(" and "), this.data.axes.join(" and ")];
    this.canvas.setAttribute("aria-label", `${animals} in the plane of ${axes}, and the boundary. ${words}`);
    this.hills.element.setAttribute("aria-label", `Two hills; the ${this.data.names[1]}s' has ${share} of the volume.`);
    this.posterior.element.setAttribute("aria-label", `A curve that rises from 0 to 1. ${words}`);
    this.draw();
    Object.assign(this.root.dataset, { share: this.slider.value, boundary: this.boundary?.toFixed(3) });
  }

  /** What is to be seen now. */
  sentence() {
    const [cat, dog] = this.data.names;
    const at = (t) => write(sigmoid(this.along[WAY.findIndex((place) => place >= t - 1e-9)]));
    const line =
      this.boundary === null
        ? "There is no boundary on the line between the two means."
        : `The boundary is ${Math.round(100 * this.boundary)} % of the way from the mean ${cat} to the mean ${dog}.`;
    return `${line} Halfway, P(${dog} | x) is ${at(0.5)}; at the mean ${dog} it is ${at(1)}.`;
  }

  draw() {
    if (!this.#laidOut || !this.logits) return;
    this.drawPlane();
    const share = this.slider.value / 100;
    const { hills, posterior } = this;
    const floor = hills.py(0);
    const shapes = [
      ["cats", this.cats.map((log) => (1 - share) * Math.exp(log))],
      ["dogs", this.dogs.map((log) => share * Math.exp(log))],
    ];
    const fill = (ys) => `${hills.path(WAY, ys)}L${hills.px(2)} ${floor}L${hills.px(-1)} ${floor}Z`;
    const cursor = (axes) => {
      if (this.boundary === null) return [];
      const x = axes.px(this.boundary);
      return [svg("line", { class: "gl-cursor", x1: x, x2: x, y1: axes.top, y2: axes.bottom })];
    };
    hills.moving.replaceChildren(
      ...shapes.map(([kind, ys]) => svg("path", { class: `gl-fill gl-${kind}`, d: fill(ys) })),
      ...shapes.map(([kind, ys]) => hills.curve(WAY, ys, `gl-${kind}`)),
      ...cursor(hills),
    );
    posterior.moving.replaceChildren(
      posterior.curve(WAY, this.along.map(sigmoid), "gl-posterior"),
      ...cursor(posterior),
    );
  }

  drawPlane() {
    const { left, side, palette, em } = this;
    this.paintGround();
    const context = blank(this.canvas, this.ratio);
    context.imageSmoothingEnabled = true;
    context.drawImage(this.ground, left, 0, side, side);
    this.drawAxes(context);
    context.save();
    context.beginPath();
    context.rect(left, 0, side, side);
    context.clip();
    const marks = [new Path2D(), new Path2D()];
    const r = Math.max(2.4, side / 130);
    this.labels.forEach((label, i) => {
      const [x, y] = this.pixel(this.points[2 * i], this.points[2 * i + 1]);
      if (label) marks[1].rect(x - 0.8 * r, y - 0.8 * r, 1.6 * r, 1.6 * r);
      else for (const [k, [dx, dy]] of DIAMOND.entries()) marks[0][k ? "lineTo" : "moveTo"](x + dx * r, y + dy * r);
    });
    context.lineWidth = 1.4;
    [palette.cat, palette.dog].forEach((colour, kind) => {
      context.strokeStyle = colour;
      context.stroke(marks[kind]);
    });
    const pieces = contour(this.logits, CELLS, 0);
    const place = (cell) => ((cell + 0.5) / CELLS) * side;
    for (const [colour, width] of [
      [palette.halo, 0.32 * em],
      [palette.accent, 0.2 * em],
    ]) {
      Object.assign(context, { strokeStyle: colour, lineWidth: width, lineCap: "round" });
      for (let i = 0; i < pieces.length; i += 4) {
        const ends = [0, 2].map((k) => [left + place(pieces[i + k]), side - place(pieces[i + k + 1])]);
        strokeLine(context, ends);
      }
    }
    context.restore();
  }

  /** Behind the points: the probability, from the cats' colour to the dogs'. */
  paintGround() {
    const channels = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
    const [cat, half, dog] = ["catGround", "ground", "dogGround"].map((name) => channels(this.palette[name]));
    const image = new ImageData(CELLS, CELLS);
    this.logits.forEach((logit, i) => {
      const value = 2 * sigmoid(logit) - 1;
      const end = value < 0 ? cat : dog;
      const pixel = 4 * ((CELLS - 1 - Math.floor(i / CELLS)) * CELLS + (i % CELLS)); // its first row is its top
      half.forEach((one, c) => (image.data[pixel + c] = one + Math.abs(value) * (end[c] - one)));
      image.data[pixel + 3] = 255;
    });
    this.ground.getContext("2d").putImageData(image, 0, 0);
  }

  drawAxes(context) {
    const { left, side, em } = this;
    const [x0, x1, y0, y1] = this.data.region;
    const { color, fontFamily, fontSize } = getComputedStyle(this.root);
    Object.assign(context, { fillStyle: color, font: `${fontSize} ${fontFamily}`, textAlign: "center" });
    context.textBaseline = "top";
    for (const tick of ticks(x0, x1, 5))
      context.fillText(tick, clamp(this.pixel(tick, y0)[0], left, left + side), side + 0.35 * em);
    context.fillText(this.data.axes[0], left + side / 2, side + 1.65 * em);
    Object.assign(context, { textAlign: "right", textBaseline: "middle" });
    for (const tick of ticks(y0, y1, 5)) context.fillText(tick, left - 0.4 * em, this.pixel(x0, tick)[1]);
    context.save();
    context.translate(0.65 * em, side / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(this.data.axes[1], 0, 0);
    context.restore();
  }

  pixel(x, y) {
    const [x0, x1, y0, y1] = this.data.region;
    return [this.left + ((x - x0) / (x1 - x0)) * this.side, ((y1 - y) / (y1 - y0)) * this.side];
  }
}

const DIAMOND = [
  [0, -1.13],
  [1.13, 0],
  [0, 1.13],
  [-1.13, 0],
  [0, -1.13],
];

offer((root, data) => new PriorExplorer(root, data));
