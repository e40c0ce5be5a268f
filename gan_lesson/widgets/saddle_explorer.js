// The smallest game of two players, V = x y: a start that can be dragged, and where their moves lead from there.

import { button, element, setAttributes, svg, swatch } from "../page/element.js";
import { clamp, fixed } from "../page/numbers.js";
import { Slider } from "../page/slider.js";
import { Voice, uniqueName } from "../page/view.js";
import { Clock } from "./clock.js";
import { Recorded, offer } from "./recorded.js";
import { distance, fate, path } from "./saddle.js";
import style from "./saddle_explorer.css";

const SIDE = 2; // how far both numbers are drawn from 0
const ROUNDS = 60;
const PACE = 12; // rounds a second while it plays
const CONTOURS = [0.25, 1, 2.25];
const FATES = {
  in: "They come to rest in the middle.",
  out: "Each round takes them farther from the middle in the end.",
  round: "They go round the middle and never arrive.",
};

const line = ([x1, y1], [x2, y2], kind) => svg("line", { class: kind, x1, y1, x2, y2 });
const trace = (places) => `M${places.map((place) => place.map((part) => part.toFixed(2)).join(" ")).join("L")}`;

class SaddleExplorer extends Recorded {
  start = this.data.start;
  inTurn = false;
  places = [];
  voice = new Voice();
  #clock = null; // while it plays
  #side = 0; // of the plane, in CSS pixels

  constructor(root, data) {
    super(root, data);
    this.plane = svg("svg", { tabindex: 0, role: "application", "aria-roledescription": "plane with a start to move" });
    this.chart = svg("svg", { role: "img" });
    this.verdict = element("div", { class: "gl-verdict" });
    this.drag();
    const key = (kind, words) => element("span", {}, swatch({ class: `gl-move ${kind}` }), words);
    const signs = element("div", { class: "gl-signs" }, key("gl-hers", "her next move"), key("gl-his", "his"));
    const side = element("div", { class: "gl-side" }, this.controls(), this.verdict, this.chart);
    const sides = element("div", { class: "gl-sides" }, element("div", {}, this.plane, signs), side);
    this.player("The smallest game", sides, this.voice.element);
    this.mount(style);
  }

  controls() {
    const slider = (name, min, max, step, value, words) =>
      new Slider({ name, min, max, step, value, words, input: () => this.show() });
    this.rate = slider("Learning rate", 0.05, 0.5, 0.05, 0.2, (value) => fixed(value, 2));
    this.penalty = slider("Penalty on x²", 0, 1, 0.05, 0, (value) => (value ? fixed(value, 2) : "none"));
    this.herMoves = slider("Her moves for each of his", 1, 5, 1, 1);
    this.round = slider("Round", 0, ROUNDS, 1, 0, (round) => `${round} of ${ROUNDS}`);
    const name = uniqueName("turns");
    const radio = (words, inTurn) => {
      const attributes = { type: "radio", name, ...(inTurn === this.inTurn && { checked: "" }) };
      const onchange = () => {
        this.inTurn = inTurn;
        this.show();
      };
      return element("label", {}, element("input", { ...attributes, onchange }), words);
    };
    this.button = button("Play", () => (this.#clock ? this.pause() : this.play()), { class: "gl-primary" });
    return element(
      "div",
      { class: "gl-settings" },
      element(
        "fieldset",
        {},
        element("legend", { class: "gl-muted" }, "They move"),
        radio("at the same time", false),
        radio("in turn", true),
      ),
      ...[this.rate, this.penalty, this.herMoves, this.round].map((one) => one.element),
      element(
        "div",
        { class: "gl-buttons" },
        this.button,
        button("Reset", () => this.reset()),
      ),
    );
  }

  get settings() {
    const { inTurn } = this;
    return { rate: this.rate.value, penalty: this.penalty.value, herMoves: this.herMoves.value, inTurn };
  }

  reset() {
    this.pause();
    [this.rate.value, this.penalty.value, this.herMoves.value, this.round.value] = [0.2, 0, 1, 0];
    this.moveTo(this.data.start);
  }

  moveTo(place) {
    this.start = place.map((part) => Number(clamp(part, -SIDE, SIDE).toFixed(2)));
    this.show();
  }

  drag() {
    const at = ({ clientX, clientY }) => {
      const { left, top, width, height } = this.plane.getBoundingClientRect();
      this.moveTo([(2 * (clientX - left)) / width - 1, 1 - (2 * (clientY - top)) / height].map((part) => part * SIDE));
    };
    this.plane.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.plane.setPointerCapture(event.pointerId);
      at(event);
    });
    this.plane.addEventListener("pointermove", (event) => this.plane.hasPointerCapture(event.pointerId) && at(event));
    this.plane.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] }[event.key];
      if (!by) return;
      event.preventDefault();
      this.moveTo(this.start.map((part, i) => part + by[i]));
    });
  }

  play() {
    if (this.round.value === ROUNDS) this.round.value = 0;
    this.#clock = new Clock();
    this.button.textContent = "Pause";
    const tick = (now) => {
      if (!this.#clock) return;
      this.round.value += this.#clock.tick(now, PACE);
      this.show();
      if (this.round.value < ROUNDS) requestAnimationFrame(tick);
      else this.pause();
    };
    requestAnimationFrame(tick);
  }

  pause() {
    this.#clock = null;
    this.button.textContent = "Play";
  }

  disappear() {
    this.pause();
    this.voice.stop();
  }

  relayout() {
    const { em } = this;
    const width = this.element.clientWidth;
    if (!width) return;
    const wide = width >= 44 * em;
    this.element.classList.toggle("gl-wide", wide);
    this.#side = Math.floor(Math.min(wide ? 0.52 * width : width, 28 * em, 0.8 * window.innerHeight));
    this.draw();
  }

  show() {
    this.places = path(this.start, this.settings, ROUNDS);
    const round = this.round.value;
    const [x, y] = this.places[round];
    const far = fixed(distance([x, y]), 2);
    this.verdict.textContent = `x = ${fixed(x, 2)}, y = ${fixed(y, 2)}: ${far} from the middle. `;
    if (round === ROUNDS) this.verdict.append(FATES[fate(this.settings)]);
    this.plane.setAttribute(
      "aria-label",
      `Her number x runs to the right, his number y upwards. They start at ${this.start.map((part) => fixed(part, 1)).join(", ")}. ` +
        "Arrow keys move the start.",
    );
    this.chart.setAttribute("aria-label", `Distance from the middle: ${far} after ${round} of ${ROUNDS} rounds.`);
    this.voice.say(this.verdict.textContent);
    Object.assign(this.root.dataset, { round, x: x.toFixed(4), y: y.toFixed(4), fate: fate(this.settings) });
    this.draw();
  }

  draw() {
    if (!this.#side || !this.places.length) return;
    this.drawPlane();
    this.drawDistance();
  }

  drawPlane() {
    const side = this.#side;
    const at = ([x, y]) => [((x / SIDE + 1) / 2) * side, ((1 - y / SIDE) / 2) * side];
    const text = (place, words, anchor = "middle", kind = "gl-muted") => {
      const [x, y] = at(place);
      return svg("text", { class: kind, x, y, "text-anchor": anchor }, words);
    };
    const round = this.round.value;
    const [now, then] = [this.places[round], this.places[round + 1]];
    // Where his move begins: at her new number in turn, at both old numbers at the same time.
    const moves = then ? [arrow(at(now), at([then[0], now[1]]), "gl-hers")] : [];
    if (then)
      moves.push(
        arrow(at(this.inTurn ? [then[0], now[1]] : now), at([this.inTurn ? then[0] : now[0], then[1]]), "gl-his"),
      );
    const [startX, startY] = at(this.start);
    const [nowX, nowY] = at(now);
    setAttributes(this.plane, { width: side, height: side, viewBox: `0 0 ${side} ${side}` });
    this.plane.replaceChildren(
      ...contours().map(({ places, positive }) =>
        svg("path", { class: `gl-contour ${positive ? "gl-gain" : "gl-loss"}`, d: trace(places.map(at)) }),
      ),
      line(at([-SIDE, 0]), at([SIDE, 0]), "gl-axis"),
      line(at([0, -SIDE]), at([0, SIDE]), "gl-axis"),
      text([1.5, 1.5], "V > 0"),
      text([-1.5, -1.5], "V > 0"),
      text([1.5, -1.5], "V < 0"),
      text([-1.5, 1.5], "V < 0"),
      text([1.96, 0.06], "her x", "end"),
      text([0.06, 1.84], "his y", "start"),
      svg("path", { class: "gl-path", d: trace(this.places.slice(0, round + 1).map(at)) }),
      ...this.places.slice(1, round + 1).map((place) => disc(at(place), 0.17 * this.em, "gl-dot")),
      svg("circle", { class: "gl-start", cx: startX, cy: startY, r: 0.62 * this.em }),
      ...moves,
      svg("circle", { class: "gl-now", cx: nowX, cy: nowY, r: 0.42 * this.em }),
    );
  }

  drawDistance() {
    const { em } = this;
    const width = Math.max(220, this.chart.parentElement.clientWidth);
    const [left, right, top, bottom] = [2.4 * em, width - 0.6 * em, 1.8 * em, 8.2 * em];
    const high = 2 * SIDE;
    const at = (round, far) => [
      left + (round / ROUNDS) * (right - left),
      bottom - (Math.min(far, high) / high) * (bottom - top),
    ];
    const far = this.places.slice(0, this.round.value + 1).map((place, i) => at(i, distance(place)));
    const label = (x, y, words, anchor) => svg("text", { class: "gl-muted", x, y, "text-anchor": anchor }, words);
    setAttributes(this.chart, { width, height: 10 * em, viewBox: `0 0 ${width} ${10 * em}` });
    this.chart.replaceChildren(
      svg("text", { x: 0, y: 1.1 * em, class: "gl-name-of-chart" }, "Distance from the middle"),
      ...[0, 2, 4].flatMap((mark) => [
        line(at(0, mark), at(ROUNDS, mark), "gl-grid"),
        label(left - 0.5 * em, at(0, mark)[1] + 0.35 * em, String(mark), "end"),
      ]),
      ...[0, 20, 40, 60].map((mark) => label(at(mark, 0)[0], bottom + 1.3 * em, String(mark), "middle")),
      svg("path", { class: "gl-path", d: trace(far) }),
      disc(far.at(-1), 0.3 * em, "gl-now"),
    );
  }
}

function disc([cx, cy], r, kind) {
  return svg("circle", { class: kind, cx, cy, r });
}

/** An arrow, without a head where it would be longer than the arrow. */
function arrow(from, to, kind) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const head = Math.min(7, 0.6 * length);
  const [ux, uy] = length ? [dx / length, dy / length] : [0, 0];
  const side = (way) => `${to[0] - head * (ux - 0.6 * way * uy)} ${to[1] - head * (uy + 0.6 * way * ux)}`;
  return svg("path", {
    class: `gl-move ${kind}`,
    d: `M${from.join(" ")}L${to.join(" ")}M${side(1)}L${to.join(" ")}L${side(-1)}`,
  });
}

/** Where V is as large as each of CONTOURS, above 0 and below: a branch in each quarter. */
function contours() {
  const branch = (value, sx, sy) => {
    const low = value / SIDE;
    const places = Array.from({ length: 25 }, (_, i) => {
      const x = low * (SIDE / low) ** (i / 24);
      return [sx * x, (sy * value) / x];
    });
    return { places, positive: sx === sy };
  };
  const quarters = [
    [1, 1],
    [-1, -1],
    [1, -1],
    [-1, 1],
  ];
  return CONTOURS.flatMap((value) => quarters.map(([sx, sy]) => branch(value, sx, sy)));
}

offer((root, data) => new SaddleExplorer(root, data));
