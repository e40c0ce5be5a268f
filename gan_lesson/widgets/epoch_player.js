// The epoch player: plays, steps and scrubs through recorded runs.

import { decodeBase64 } from "../page/canvas.js";
import { button, element, icon, swatch } from "../page/element.js";
import { capital, clamp, formatter, grouped } from "../page/numbers.js";
import { showValue } from "../page/slider.js";
import { mountAll } from "../page/view.js";
import { Clock } from "./clock.js";
import style from "./epoch_player.css";
import { Film, Sheet } from "./pictures.js";
import { Plane } from "./plane.js";
import { Recorded } from "./recorded.js";
import { sign } from "./signs.js";
import { StripChart, lineStyle } from "./strip_chart.js";

const SPEEDS = [0.5, 1, 2, 4];
const ICONS = {
  first: "M4 3h2.5v10H4zM13 3v10L6.5 8z",
  back: "M11 3v10L4.5 8z",
  forward: "M5 3v10l6.5-5z",
  last: "M3 3v10l6.5-5zM9.5 3H12v10H9.500z",
  play: "M4 2.5v11L13.5 8z",
  pause: "M3.5 3h3.200v10H3.500zM9.300 3h3.200v10H9.300z",
};
const drawn = (name) => icon(ICONS[name], { class: "gl-icon" });

/** One run's picture: a canvas and how to draw a snapshot on it. */
class Picture {
  real = null; // points of the plane
  fake = null; // those of all snapshots, one after the other
  canvas = element("canvas", { role: "img" });

  constructor(run) {
    this.run = run;
    this.film = run.film && new Film(run.film);
    this.sheet = run.sheet && new Sheet(this.canvas, run.sheet);
    this.plane = run.plane && new Plane(this.canvas, run.plane);
    if (this.plane) {
      const points = (text) => {
        const whole = new Int16Array(decodeBase64(text).buffer);
        return Float32Array.from(whole, (number) => number / run.plane.unit);
      };
      this.real = run.plane.real && points(run.plane.real);
      this.fake = points(run.plane.fake);
    }
  }

  resize(width, height, zoom) {
    if (this.sheet) this.sheet.resize(width, height, zoom);
    else this.plane.resize(width, height, zoom);
  }

  draw(index, palette) {
    if (this.sheet) return this.sheet.draw(this.film.frame(index));
    this.plane.draw(this.real, this.fakesAt(index), this.film && this.film.frame(index), palette);
  }

  fakesAt(index) {
    const size = this.fake.length / this.run.length;
    return this.fake.subarray(index * size, (index + 1) * size);
  }

  /** What a reader who does not see the picture is told of it. */
  describe(index) {
    if (this.sheet) return `${this.sheet.count} generated pictures`;
    const fake = this.fakesAt(index);
    let outside = 0;
    for (let i = 0; i < fake.length; i += 2) outside += Math.abs(fake[i]) > 1 || Math.abs(fake[i + 1]) > 1;
    const over = this.real ? ` over ${this.real.length / 2} real ones (circles)` : "";
    const lost = outside ? `, ${outside} of the fakes outside the picture` : "";
    return `${fake.length / 2} fake points (triangles)${over}${lost}`;
  }
}

class EpochPlayer extends Recorded {
  index = 0;
  single = this.data.runs.length === 1;
  last = this.data.epochs.length - 1;
  pictures = this.data.runs.map((run) => new Picture(run));
  width = 0; // in CSS pixels; 0 until it is laid out
  stillness = matchMedia("(prefers-reduced-motion: reduce)");
  #frame = null; // of the animation, while it plays

  constructor(root, data) {
    super(root, data);
    for (const curve of data.runs.flatMap((run) => run.curves)) curve.format = formatter(curve.values);
    this.build();
    this.index = data.start;
    const films = this.pictures.map((picture) => picture.film).filter(Boolean);
    this.mount(style, films);
  }

  build() {
    const { data } = this;
    const way = (name, label, by) =>
      element(
        "button",
        { type: "button", "aria-label": label, title: label, onclick: () => this.step(by) },
        drawn(name),
      );
    this.playText = element("span", {}, "Play");
    this.play = button(drawn("play"), () => this.toggle(), { class: "gl-primary gl-play" });
    this.play.append(this.playText);
    this.slider = element("input", {
      type: "range",
      min: 0,
      max: this.last,
      step: 1,
      value: 0,
      "aria-label": "Epoch",
      oninput: () => this.seek(Number(this.slider.value)),
    });
    this.speed = element("select", {}, ...SPEEDS.map((speed) => element("option", { value: speed }, `${speed}×`)));
    this.speed.value = "1";
    this.loop = element("input", { type: "checkbox" });
    this.loop.checked = data.loop;
    const controls = element(
      "div",
      { class: "gl-controls" },
      element(
        "div",
        { class: "gl-buttons" },
        way("first", "First snapshot", -Infinity),
        way("back", "One snapshot back", -1),
        this.play,
        way("forward", "One snapshot forward", 1),
        way("last", "Last snapshot", Infinity),
      ),
      element("label", {}, "Speed", this.speed),
      element("label", {}, this.loop, "Loop"),
    );
    this.chart = new StripChart(data.strips, data.epochs, (index) => {
      this.slider.focus({ preventScroll: true });
      this.seek(index);
    });
    this.said = element("div", { class: "gl-unseen", "aria-live": "polite" });
    this.number = element("strong");
    this.stepText = element("span", { class: "gl-muted" });
    const of = element("span", { class: "gl-muted" }, ` of ${data.epochs[this.last]}`);
    const when = element(
      "div",
      { class: "gl-when" },
      element("span", { class: "gl-epoch" }, "Epoch ", this.number, of),
      this.stepText,
    );
    this.values = data.runs.map((run) => run.curves.map(() => element("span", { class: "gl-value" })));
    const curves = (run, r) =>
      element(
        "div",
        { class: "gl-values" },
        ...run.curves.map((curve, c) =>
          element(
            "div",
            { class: "gl-row" },
            swatch(lineStyle(curve)),
            element("span", {}, curve.name),
            this.values[r][c],
          ),
        ),
      );
    const box = (kind, ...parts) => element("div", { class: `gl-${kind}` }, ...parts);
    if (this.single) {
      this.head = box("head", this.pictures[0].canvas, box("facts", when, curves(data.runs[0], 0), ...this.legend()));
      this.player("Epoch player", this.head, controls, this.slider, this.chart.element, this.said);
    } else {
      this.head = box(
        "panels",
        ...data.runs.map((run, r) => box("panel", box("name", run.title), this.pictures[r].canvas, curves(run, r))),
      );
      const legend = box("facts", ...this.legend());
      this.player("Epoch player", when, this.head, legend, controls, this.slider, this.chart.element, this.said);
    }
    this.element.addEventListener("keydown", (event) => this.keydown(event));
  }

  /** The words for the plane's signs. */
  legend() {
    if (!this.pictures.some((picture) => picture.plane)) return [];
    const signed = (name) => element("span", {}, sign(name), name);
    const signs = element("div", { class: "gl-signs" });
    if (this.pictures.some((picture) => picture.real)) signs.append(signed("real"));
    signs.append(signed("fake"));
    if (!this.pictures.some((picture) => picture.plane && picture.film)) return [signs];
    const scale = element(
      "div",
      { class: "gl-scale" },
      element("span", {}, "D(x): sure it is fake"),
      element("span", { class: "gl-ramp" }),
      element("span", {}, "sure it is real"),
    );
    return [signs, scale];
  }

  /** Fits pictures and chart to the width there is. All lengths are in `em`, so that zoom scales everything. */
  relayout() {
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    this.width = width;
    const { em } = this;
    const { zoom } = this.data;
    // Picture and controls together should fit the window: in class nobody scrolls.
    const height = Math.max(200, 0.55 * window.innerHeight);
    if (this.single) {
      // The facts go beside the picture unless it would have to shrink for them.
      const best = Math.min(33 * em, height, width);
      const wide = width - 16.5 * em >= 0.75 * best;
      this.head.classList.toggle("gl-wide", wide);
      this.pictures[0].resize(Math.min(33 * em, wide ? width - 16.5 * em : width), height, zoom);
    } else {
      const [gap, n] = [1.2 * em, this.pictures.length];
      let columns = Math.max(1, Math.min(n, Math.floor((width + gap) / (10.5 * em + gap))));
      columns = Math.ceil(n / Math.ceil(n / columns)); // rows of equal length: 3 + 2 rather than 4 + 1
      const each = Math.min(24 * em, (width - (columns - 1) * gap) / columns);
      for (const picture of this.pictures) picture.resize(Math.floor(each), height, zoom);
      const widest = Math.max(9 * em, ...this.pictures.map((picture) => parseFloat(picture.canvas.style.width)));
      this.head.style.gridTemplateColumns = `repeat(${columns}, ${Math.min(each, widest)}px)`;
    }
    this.chart.resize(width, em);
    // The slider's thumb stands above the chart's cursor: its own half width sticks out on either side.
    this.slider.style.marginLeft = `${this.chart.left - 0.7 * em}px`;
    this.slider.style.width = `${this.chart.right - this.chart.left + 1.4 * em}px`;
    this.draw();
  }

  /** Shows a snapshot: pictures, numbers, slider and chart change in one go. */
  show(index = this.index) {
    this.index = index;
    const { data } = this;
    this.slider.value = index;
    showValue(this.slider, this.words());
    this.number.textContent = data.epochs[index];
    this.stepText.textContent = this.stepWords();
    data.runs.forEach((run, r) => {
      run.curves.forEach((curve, c) => {
        this.values[r][c].textContent = curve.format(curve.values[index]);
      });
      const epoch = `epoch ${data.epochs[index]} of ${data.epochs[this.last]}`;
      const words = `${run.title}, ${epoch}: ${this.pictures[r].describe(index)}.`;
      this.pictures[r].canvas.setAttribute("aria-label", [words, this.curveWords(run)].filter(Boolean).join(" "));
    });
    this.chart.moveTo(index);
    this.draw();
    this.root.dataset.snapshot = index;
  }

  draw() {
    if (!this.width) return; // not laid out yet
    for (const picture of this.pictures) picture.draw(this.index, this.palette);
  }

  stepWords() {
    if (this.data.untrained[this.index]) return "untrained";
    const step = this.data.steps?.[this.index]; // none where runs side by side took different numbers of steps
    return step === undefined ? "" : `step ${grouped(step)}`;
  }

  curveWords(run) {
    const known = run.curves.filter((curve) => curve.values[this.index] !== null);
    const words = known.map((curve) => `${curve.name} ${curve.format(curve.values[this.index])}`).join(", ");
    return words && `${capital(words)}.`;
  }

  words() {
    const { data } = this;
    const epoch = `Epoch ${data.epochs[this.index]} of ${data.epochs[this.last]}`;
    const when = [epoch, this.stepWords()].filter(Boolean).join(", ");
    const runs = data.runs.map((run) => (this.single ? "" : `${run.title}: `) + this.curveWords(run));
    return [`${when}.`, ...runs].join(" ").trim();
  }

  say() {
    this.said.textContent = this.words();
  }

  seek(index) {
    this.pause();
    this.show(index);
  }

  step(by) {
    this.seek(clamp(this.index + by, 0, this.last));
    this.say();
  }

  toggle() {
    if (this.#frame === null) this.start();
    else {
      this.pause();
      this.say();
    }
  }

  start() {
    if (this.index === this.last) this.show(0);
    this.said.textContent = ""; // nothing is read out while pictures run
    const clock = new Clock();
    const tick = (now) => {
      const rate = Number(this.speed.value) * this.data.framesPerSecond;
      const steps = clock.tick(now, this.stillness.matches ? Math.min(2, rate) : rate);
      const next = this.index + steps;
      if (next >= this.last && steps > 0 && !this.loop.checked) {
        this.seek(this.last);
        return this.say();
      }
      if (steps > 0) this.show(next % (this.last + 1));
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
    this.showPlaying(true);
  }

  pause() {
    if (this.#frame === null) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.showPlaying(false);
  }

  /** Nobody can see it: the film does not run on. */
  disappear() {
    this.pause();
  }

  recolour() {
    this.draw();
  }

  showPlaying(playing) {
    this.root.dataset.playing = playing;
    this.playText.textContent = playing ? "Pause" : "Play";
    this.play.firstChild.replaceWith(drawn(playing ? "pause" : "play"));
  }

  keydown(event) {
    if (event.key === " " && !event.target.matches("button, select, input[type=checkbox]")) {
      event.preventDefault();
      this.toggle();
    }
  }
}

mountAll("epoch-player", (root, data) => new EpochPlayer(root, data));
