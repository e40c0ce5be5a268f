// The epoch player: plays, steps and scrubs through recorded runs.

import { button, element, icon, swatch } from "../page/element.js";
import { capital, clamp, formatter, grouped } from "../page/numbers.js";
import { showValue } from "../page/slider.js";
import { AnimationSaver } from "./animation.js";
import { Clock } from "./clock.js";
import { CloseUp } from "./close_up.js";
import style from "./epoch_player.css";
import { Recorded, offer } from "./recorded.js";
import { RunPicture } from "./run_picture.js";
import { fileName, savePng } from "./saving.js";
import { sign } from "./signs.js";
import { Stage } from "./stage.js";
import { StripChart, lineStyle } from "./strip_chart.js";

const SPEEDS = [0.25, 0.5, 1, 2, 4];
const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
const STRETCH_BELOW = 0.6; // a run whose D(x) stays so near 1/2, in halves, may have its colours stretched
const ICONS = {
  first: "M4 3h2.5v10H4zM13 3v10L6.5 8z",
  back: "M11 3v10L4.5 8z",
  forward: "M5 3v10l6.5-5z",
  last: "M3 3v10l6.5-5zM9.5 3H12v10H9.500z",
  play: "M4 2.5v11L13.5 8z",
  pause: "M3.5 3h3.200v10H3.500zM9.300 3h3.200v10H9.300z",
};
const drawn = (name) => icon(ICONS[name], { class: "gl-icon" });

export class EpochPlayer extends Recorded {
  index = 0;
  single = this.data.runs.length === 1;
  last = this.data.epochs.length - 1;
  pictures = this.data.runs.map((run) => new RunPicture(run));
  stage = new Stage(this.root);
  animation = new AnimationSaver(() => this.describeAnimation());
  closeUp = null; // of a single sheet
  width = 0; // in CSS pixels; 0 until it is laid out
  stillness = matchMedia("(prefers-reduced-motion: reduce)");
  #frame = null; // of the animation, while it plays

  constructor(root, data) {
    super(root, data);
    for (const curve of data.runs.flatMap((run) => run.curves)) curve.format = formatter(curve.values);
    this.build();
    this.index = data.start;
    this.mount(style, this.pictures);
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
      element(
        "div",
        { class: "gl-buttons" },
        this.stage.button,
        button("Save PNG", () => this.save()),
        this.animation.button,
      ),
    );
    const drag = (index) => {
      this.slider.focus({ preventScroll: true });
      this.seek(index);
    };
    this.chart = new StripChart(data.strips, data.epochs, drag, data.fork);
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
      const facts = box("facts", when, curves(data.runs[0], 0), ...this.legend());
      this.head = box("head", this.pictures[0].canvas, facts);
      if (this.pictures[0].sheet) {
        const seek = (index) => this.seek(index);
        this.closeUp = new CloseUp(this.pictures[0], data.epochs, { seek, changed: () => this.relayout() });
        this.pictures[0].canvas.after(this.closeUp.element);
        const look = () => this.closeUp.choose(this.closeUp.open ? null : 0);
        controls.lastChild.prepend(button("Look closer", look));
      }
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
    const reach = Math.max(...this.pictures.map((picture) => picture.opinions?.reach ?? -1));
    if (reach < 0) return [signs];
    const undecided = swatch({ class: "gl-undecided" });
    signs.append(element("span", {}, undecided, "D = ½"));
    const [fake, real] = [element("span"), element("span")];
    const scale = element("div", { class: "gl-scale" }, fake, element("span", { class: "gl-ramp" }, "½"), real);
    const write = (shown) => {
      const [low, high] = [0.5 - shown / 2, 0.5 + shown / 2].map((value) => value.toFixed(2));
      fake.textContent = shown < 1 ? `D(x): ${low}, likely fake` : "D(x): sure it is fake";
      real.textContent = shown < 1 ? `${high}, likely real` : "sure it is real";
      for (const { plane } of this.pictures) plane.reach = shown;
      this.draw();
    };
    write(1);
    if (reach > STRETCH_BELOW) return [signs, scale];
    const box = element("input", { type: "checkbox", onchange: () => write(box.checked ? Math.max(reach, 0.02) : 1) });
    return [signs, scale, element("label", {}, box, "Stretch the colours")];
  }

  /** Fits pictures and chart to the room there is. All lengths are in `em`, so that zoom scales everything. */
  relayout() {
    const { full } = this.stage;
    const { zoom } = this.data;
    const projected = Math.min(window.innerHeight / 54, window.innerWidth / 80);
    this.setEm(full ? Math.max(14, projected) : 14 * zoom);
    const width = this.element.clientWidth;
    if (!width) return; // out of the page, or hidden: the ResizeObserver calls again
    this.width = width;
    const theatre = full && this.single && width > 1.2 * window.innerHeight;
    this.element.classList.toggle("gl-theatre", theatre);
    this.chart.element.style.display = full && !this.single ? "none" : ""; // pictures need its room
    if (theatre) this.layoutTheatre(width);
    else {
      this.layoutChart(width);
      // Picture and controls together should fit the window: in class nobody scrolls.
      const rest = this.element.offsetHeight - this.head.offsetHeight;
      const height = full
        ? Math.max(8 * this.em, window.innerHeight - rest - 3 * this.em)
        : Math.max(200, Math.min(0.85, 0.55 * zoom) * window.innerHeight);
      if (this.single) this.layoutOne(width, height);
      else this.layoutSeveral(width, height);
    }
    this.draw();
  }

  layoutChart(width) {
    const { em, chart, slider } = this;
    chart.resize(width, em, this.stage.full ? 3.5 : 5.5);
    // The slider's thumb stands above the chart's cursor: its own half width sticks out on either side.
    slider.style.marginLeft = `${chart.left - 0.7 * em}px`;
    slider.style.width = `${chart.right - chart.left + 1.4 * em}px`;
  }

  /** On a wide screen the picture has the whole height, and everything else stands beside it. */
  layoutTheatre(width) {
    const { em, closeUp } = this;
    const [picture] = this.pictures;
    const close = closeUp ? 0.9 * closeUp.width * em : 0;
    picture.resize(width - close - 38 * em, window.innerHeight - 5 * em, em / 14);
    closeUp?.resize(close, window.innerHeight - 5 * em, em);
    this.layoutChart(width - close - parseFloat(picture.canvas.style.width) - 4 * em);
  }

  /** The facts go beside the picture unless it would have to shrink for them; so does what is looked at closely. */
  layoutOne(width, height) {
    const { em, closeUp } = this;
    const [picture] = this.pictures;
    const [facts, close] = [17.5 * em, closeUp ? closeUp.width * em : 0];
    const best = Math.min(height, width);
    const beside = () => picture.resize(width - facts - close, height, em / 14);
    const below = () => picture.resize(width, height, em / 14);
    const scale = (resize) => (resize(), picture.sheet.layout.scale);
    // Who zooms in wants larger pictures, and words beside them that are as large leave them little room.
    const shrinks = picture.sheet && this.data.zoom > 1 && !close && scale(beside) < 0.95 * scale(below);
    const wide = width - facts - close >= (close ? 0.4 : 0.75) * best && !shrinks;
    this.head.classList.toggle("gl-wide", wide);
    (wide ? beside : below)();
    closeUp?.resize(wide ? close - 1.75 * em : width, height, em);
  }

  layoutSeveral(width, height) {
    const { em } = this;
    const { full } = this.stage;
    const [gap, n] = [1.2 * em, this.pictures.length];
    const words = this.head.firstChild.offsetHeight - this.pictures[0].canvas.offsetHeight; // of a panel
    const roomOf = (columns) => {
      const rows = Math.ceil(n / columns);
      const each = (width - (columns - 1) * gap) / columns;
      return { columns, each, most: full ? (height - (rows - 1) * gap) / rows - words : height };
    };
    let room;
    if (full) {
      const rooms = this.pictures.map((_, i) => roomOf(i + 1));
      const side = ({ each, most }) => Math.min(each, most);
      room = rooms.reduce((best, one) => (side(one) > side(best) ? one : best));
    } else {
      const columns = Math.max(1, Math.min(n, Math.floor((width + gap) / (10.5 * em + gap))));
      room = roomOf(Math.ceil(n / Math.ceil(n / columns))); // rows of equal length: 3 + 2 rather than 4 + 1
    }
    const { columns, each, most } = room;
    for (const picture of this.pictures) picture.resize(Math.floor(each), Math.max(6 * em, most), em / 14);
    const widest = Math.max(9 * em, ...this.pictures.map((picture) => parseFloat(picture.canvas.style.width)));
    this.head.style.gridTemplateColumns = `repeat(${columns}, ${Math.min(each, widest)}px)`;
  }

  /** Shows a snapshot: pictures, numbers, slider and chart change in one go. */
  show(index = this.index) {
    this.index = index;
    const { data } = this;
    this.slider.value = index;
    showValue(this.slider, this.words());
    this.number.textContent = data.epochs[index];
    this.stepText.textContent = this.stepWords();
    this.stepText.classList.toggle("gl-early", this.isEarly(index));
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

  /** Draws the snapshot that is shown, or a share of the way to the next. */
  draw(share = 0) {
    if (!this.width) return; // not laid out yet
    for (const picture of this.pictures) picture.draw(this.index, this.palette, share);
    this.closeUp?.draw(this.index);
  }

  /** Saves what is seen as a picture. */
  save() {
    const { data } = this;
    const panels = this.pictures.map(({ canvas }, r) => ({ canvas, words: this.single ? "" : data.runs[r].title }));
    const lines = [data.title, this.words()];
    const name = fileName(`${data.title}, epoch ${data.epochs[this.index]}`);
    return savePng({ box: this.root, em: this.em, lines, panels, chart: this.chart.element, name });
  }

  /** What the run is saved from as an animation. */
  describeAnimation() {
    const { data, pictures, palette } = this;
    return {
      pictures,
      names: data.runs.map((run) => run.title),
      title: data.title,
      name: fileName(data.title),
      when: (index) => this.when(index),
      length: data.epochs.length,
      delay: 1000 / (data.framesPerSecond * Number(this.speed.value)),
      palette,
      box: this.root,
    };
  }

  /** Whether a snapshot shares its epoch with another: then its step says which it is. */
  isEarly(index) {
    const { epochs, steps } = this.data;
    return Boolean(steps?.[index]) && (epochs[index] === epochs[index - 1] || epochs[index] === epochs[index + 1]);
  }

  stepWords(index = this.index) {
    if (this.data.untrained[index]) return "untrained";
    const step = this.data.steps?.[index]; // none where runs side by side took different numbers of steps
    return step === undefined ? "" : `step ${grouped(step)}`;
  }

  curveWords(run) {
    const known = run.curves.filter((curve) => curve.values[this.index] !== null);
    const words = known.map((curve) => `${curve.name} ${curve.format(curve.values[this.index])}`).join(", ");
    return words && `${capital(words)}.`;
  }

  /** Which moment a snapshot is. */
  when(index) {
    const { epochs } = this.data;
    return [`Epoch ${epochs[index]} of ${epochs[this.last]}`, this.stepWords(index)].filter(Boolean).join(", ");
  }

  words() {
    const runs = this.data.runs.map((run) => (this.single ? "" : `${run.title}: `) + this.curveWords(run));
    return [`${this.when(this.index)}.`, ...runs].join(" ").trim();
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

  get glides() {
    return this.pictures[0].plane && !this.stillness.matches;
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
      // Points have the same latents in all snapshots, and so glide from one place to the next.
      if (this.glides && this.index < this.last) this.draw(clock.share);
      this.#frame = requestAnimationFrame(tick);
    };
    this.#frame = requestAnimationFrame(tick);
    this.showPlaying(true);
  }

  pause() {
    if (this.#frame === null) return;
    cancelAnimationFrame(this.#frame);
    if (this.glides) this.draw(); // from between two snapshots
    this.#frame = null;
    this.showPlaying(false);
  }

  /** Nobody can see it: the film does not run on. */
  disappear() {
    this.pause();
    this.animation.stop();
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
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [chooses, slides] = [target.matches("select"), target.matches("input[type=range]")];
    if (key === " " && !target.matches("button, select, input[type=checkbox]")) this.toggle();
    else if (key.toLowerCase() === "f" && !chooses) this.stage.toggle();
    else if (key in STEPS && !chooses && !slides) this.step(STEPS[key]);
    else return;
    event.preventDefault();
  }
}

offer((root, data) => new EpochPlayer(root, data));
