// Be the expert: rate pictures from 1 to 5, round by round; then see your ROC curve beside the discriminator's.

import { blank, fit, greyCanvas, strokeLine } from "../page/canvas.js";
import { button, element, setAttributes } from "../page/element.js";
import { capital, fixed } from "../page/numbers.js";
import { LiveView, numbers, shownBy } from "./live.js";
import { Sheet } from "./pictures.js";
import { sign } from "./signs.js";

class ExpertGame extends LiveView {
  summary = ""; // of the whole game

  constructor(context) {
    super(context, "expert-game", "Game: be the expert");
    const { model } = this;
    const [count, height, width] = model.get("_shape");
    const rounds = model.get("_rounds");
    Object.assign(this, { count, height, width, rounds, each: count / rounds.length, real: model.get("_real") });
    this.levels = model.get("_levels");
    this.judge = model.get("_judge");
    this.yours = this.judge === "you";
    this.greys = numbers(model.get("_pictures"), Uint8Array);
    this.dismissed = this.ratings.length; // a review is shown until it is dismissed

    this.canvas = element("canvas", { role: "img", tabindex: "0" });
    this.sheet = new Sheet(this.canvas, { count: 1, columns: 1, tileWidth: width, tileHeight: height });
    this.heading = element("div", { class: "gl-big" });
    this.where = element("div", { class: "gl-muted" });
    this.bar = element("div", { class: "gl-bar", "aria-hidden": "true" });
    this.scale = element(
      "div",
      { class: "gl-scale-of-five", role: "group", "aria-label": "Your rating" },
      ...this.levels.map((level, i) => {
        const made = button("", () => this.rate(i + 1), {
          class: `gl-level gl-level-${i + 1}`,
          "aria-label": `${i + 1}: ${level}`,
        });
        made.append(
          element("kbd", { "aria-hidden": "true" }, String(i + 1)),
          element("span", { "aria-hidden": "true" }, level),
        );
        return made;
      }),
    );
    this.back = button("Take the last one back", () => this.takeBack(), { class: "gl-back" });
    this.judging = element(
      "div",
      { class: "gl-judging" },
      element("div", { class: "gl-frame" }, this.canvas),
      element(
        "div",
        { class: "gl-side" },
        this.heading,
        this.where,
        this.bar,
        element("p", { class: "gl-question" }, "Did the master paint this one?"),
        this.scale,
        element(
          "p",
          { class: "gl-hint" },
          "Keys ",
          element("kbd", {}, "1"),
          " to ",
          element("kbd", {}, "5"),
          ", after a click on the picture; ",
          element("kbd", {}, "Backspace"),
          " takes a rating back.",
        ),
        this.back,
      ),
    );
    this.reviewing = element("div", { class: "gl-reviewing" });
    this.ending = element("div", { class: "gl-ending" });
    this.root.append(this.judging, this.reviewing, this.ending);
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.on("ratings", () => {
      this.dismissed = Math.min(this.dismissed, this.ratings.length);
      this.show();
    });
    this.on("_outcome", () => this.show());
    this.show();
  }

  get ratings() {
    return this.model.get("ratings");
  }

  get stage() {
    const rated = this.ratings.length;
    if (rated > this.dismissed && rated % this.each === 0 && rated > 0) return "reviewing";
    return rated === this.count ? "ending" : "judging";
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || this.stage !== "judging") return;
    if (/^[1-5]$/.test(event.key)) this.rate(Number(event.key));
    else if (event.key === "Backspace") this.takeBack();
    else return;
    event.preventDefault();
  }

  rate(level) {
    if (this.stage !== "judging") return;
    const inside = this.root.contains(document.activeElement);
    this.keep({ ratings: [...this.ratings, level] });
    if (this.ratings.length % this.each) this.say(`Picture ${this.ratings.length + 1} of ${this.count}`);
    this.show(inside);
  }

  takeBack() {
    if (this.ratings.length % this.each === 0) return; // the truth about the round before has been told
    this.keep({ ratings: this.ratings.slice(0, -1) });
    this.say(`Taken back. Picture ${this.ratings.length + 1} of ${this.count}`);
    this.show(true);
  }

  dismiss() {
    this.dismissed = this.ratings.length;
    this.show(true);
    this.say(this.stage === "judging" ? `Picture ${this.ratings.length + 1} of ${this.count}` : this.summary);
  }

  playAgain() {
    this.dismissed = 0;
    this.keep({ ratings: [] });
    this.show(true);
  }

  /** Shows the present stage; `focus` says whether the reader's focus is to go along. */
  show(focus = false) {
    const { stage } = this;
    // News from Python may redraw what has the focus, such as the button to go on: it must not be lost.
    if (stage !== "judging" && this[stage].contains(document.activeElement)) focus = true;
    for (const name of ["judging", "reviewing", "ending"]) this[name].hidden = name !== stage;
    this[`show${capital(stage)}`]();
    Object.assign(this.root.dataset, { stage, rated: this.ratings.length });
    if (focus && stage === "judging" && !this.scale.contains(document.activeElement)) this.canvas.focus();
    if (focus && stage !== "judging") this[stage].querySelector("button")?.focus();
    this.relayout();
  }

  showJudging() {
    const rated = this.ratings.length;
    const [round, within] = [Math.floor(rated / this.each), rated % this.each];
    this.heading.textContent = `${rated + 1} of ${this.count}`;
    this.where.textContent =
      this.rounds.length > 1 ? `Round ${round + 1} of ${this.rounds.length}: ${this.rounds[round]}` : "";
    this.canvas.setAttribute("aria-label", `Picture ${rated + 1} of ${this.count}, to be judged by eye.`);
    this.bar.style.setProperty("--gl-share", within / this.each);
    this.back.disabled = within === 0;
  }

  showReviewing() {
    const end = this.ratings.length;
    const start = end - this.each;
    const round = end / this.each;
    const verdicts = [0, 0, 0]; // right, wrong, cannot tell
    const tiles = [];
    for (let i = start; i < end; i++) {
      const rating = this.ratings[i];
      const verdict = rating === 3 ? 2 : rating > 3 === this.real[i] ? 0 : 1;
      verdicts[verdict]++;
      const canvas = this.picture(i);
      setAttributes(canvas, { role: "img", "aria-label": `Picture ${i + 1}` });
      const truth = this.real[i] ? "real" : "fake";
      tiles.push(
        element(
          "li",
          { class: ["gl-right", "gl-wrong", "gl-open"][verdict] },
          canvas,
          element("span", { class: "gl-signed" }, sign(truth), truth),
          element("span", { class: "gl-you" }, `${["✓", "✗", "–"][verdict]} ${this.judge}: ${rating}`),
        ),
      );
    }
    const [right, wrong, open] = verdicts;
    const words = `${right} right, ${wrong} wrong` + (open ? `, ${open} left open` : "");
    const last = end === this.count;
    this.reviewing.replaceChildren(
      element("div", { class: "gl-big" }, this.rounds.length > 1 ? `Round ${round}: ${words}` : words),
      element("div", { class: "gl-muted" }, this.rounds[round - 1]),
      element("ul", { class: "gl-tiles" }, ...tiles),
      button(last ? "Show the curves" : "Next round", () => this.dismiss(), { class: "gl-primary" }),
    );
    this.say(`Round ${round} is over: ${words}.`);
  }

  showEnding() {
    const outcome = this.model.get("_outcome");
    if (!outcome.you) {
      this.ending.replaceChildren(
        element("div", { class: "gl-big" }, "All rated"),
        element("p", { class: "gl-hint" }, "The curves come from Python. If they do not appear, run the cell again."),
        button("Play again", () => this.playAgain()),
      );
      return;
    }
    const { you, discriminator, rounds } = outcome;
    const { judge, yours } = this;
    const range = ({ area, low, high }) => `${fixed(area, 2)} (${fixed(low, 2)} to ${fixed(high, 2)})`;
    const apart = you.low > discriminator.high || discriminator.low > you.high;
    const winner =
      you.area > discriminator.area
        ? `${judge} told them apart better than she did`
        : `she told them apart better than ${judge} did`;
    this.summary =
      `${yours ? "Your area" : `The area of ${judge}`} is ${range(you)}, hers ${range(discriminator)}. ` +
      (apart
        ? `The intervals do not overlap: on these pictures ${winner}.`
        : `The intervals overlap: ${this.count} pictures are too few to say who is better.`);
    this.chart = element("canvas", { role: "img", "aria-label": `Two ROC curves. ${this.summary}` });
    const row = (name, a, b) =>
      element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, a), element("td", {}, b));
    const head = element(
      "tr",
      {},
      element("th", { scope: "col" }, "area below the curve"),
      element("th", { scope: "col" }, judge),
      element("th", { scope: "col" }, "the expert"),
    );
    const table = element(
      "table",
      {},
      head,
      row(`all ${this.count} (95 % interval)`, range(you), range(discriminator)),
    );
    if (rounds.length > 1) rounds.forEach(([a, b], i) => table.append(row(this.rounds[i], fixed(a, 2), fixed(b, 2))));
    this.ending.replaceChildren(
      element("div", { class: "gl-big" }, yours ? "Your curve and hers" : `The curve of ${judge} and hers`),
      element(
        "div",
        { class: "gl-judging" },
        this.chart,
        element(
          "div",
          { class: "gl-side" },
          table,
          element("p", {}, this.summary),
          ...(yours ? [button("Play again", () => this.playAgain())] : []),
        ),
      ),
    );
    this.say(this.summary);
  }

  /** A picture in its own pixels; CSS enlarges it. */
  picture(index) {
    const { width, height } = this;
    return greyCanvas(this.greys.subarray(index * width * height, (index + 1) * width * height), width, height);
  }

  layout() {
    const room = Math.min(this.root.clientWidth, 56 * this.em);
    const side = Math.max(112, Math.min(22 * this.em, room - 2.4 * this.em, 0.62 * window.innerHeight));
    this.sheet.resize(side, side, 0);
    this.side = Math.min(20 * this.em, room);
  }

  paint() {
    if (this.stage === "judging") this.sheet.draw(this.picture(this.ratings.length));
    if (this.stage === "ending" && this.model.get("_outcome").you) this.paintCurves(this.model.get("_outcome"));
  }

  paintCurves({ you, discriminator }) {
    const { palette, em, side } = this;
    const ratio = fit(this.chart, side, side);
    const context = blank(this.chart, ratio);
    const [left, bottom, top, right] = [3.2 * em, 3.2 * em, 0.8 * em, 0.8 * em];
    const x = (share) => left + share * (side - left - right);
    const y = (share) => side - bottom - share * (side - top - bottom);
    context.font = `${em}px ${getComputedStyle(this.root).fontFamily}`;
    context.strokeStyle = context.fillStyle = palette.ink;
    const line = (points, style) => {
      Object.assign(context, { lineWidth: 1, globalAlpha: 1, lineJoin: "round" }, style);
      context.setLineDash(style.dash ?? []);
      strokeLine(
        context,
        points.map(([a, b]) => [x(a), y(b)]),
      );
    };
    const words = (text, at, height, style) => {
      Object.assign(context, { globalAlpha: 1, textAlign: "left", textBaseline: "alphabetic" }, style);
      context.fillText(text, at, height);
    };
    line(
      [
        [0, 1],
        [0, 0],
        [1, 0],
      ],
      { strokeStyle: palette.ink, globalAlpha: 0.5 },
    );
    line(
      [
        [0, 0],
        [1, 1],
      ],
      { strokeStyle: palette.ink, globalAlpha: 0.35 },
    );
    for (const tick of [0, 0.5, 1]) {
      words(String(tick), x(tick), y(0) + 1.2 * em, { fillStyle: palette.ink, textAlign: "center" });
      words(String(tick), x(0) - 0.5 * em, y(tick), { textAlign: "right", textBaseline: "middle" });
    }
    words("share of the fakes let in", (x(0) + x(1)) / 2, side - 0.5 * em, { textAlign: "center" });
    context.save();
    context.translate(0.9 * em, (y(0) + y(1)) / 2);
    context.rotate(-Math.PI / 2);
    words("share of the real ones let in", 0, 0, { textAlign: "center" });
    context.restore();
    const points = ({ fakes, reals }) => fakes.map((fake, i) => [fake, reals[i]]);
    line(points(discriminator), {
      strokeStyle: palette.discriminator,
      lineWidth: 0.16 * em,
      dash: [0.5 * em, 0.32 * em],
    });
    line(points(you), { strokeStyle: palette.accent, lineWidth: 0.2 * em });
    context.fillStyle = palette.accent;
    for (const [a, b] of points(you)) {
      context.beginPath();
      context.arc(x(a), y(b), 0.28 * em, 0, 2 * Math.PI);
      context.fill();
    }
    // The key stands where no sensible curve goes: below the diagonal.
    const key = (row, name, style) => {
      line(
        [
          [0.52, 0.24 - 0.1 * row],
          [0.64, 0.24 - 0.1 * row],
        ],
        style,
      );
      words(name, x(0.67), y(0.24 - 0.1 * row), { fillStyle: palette.ink, textBaseline: "middle" });
    };
    key(0, this.judge, { strokeStyle: palette.accent, lineWidth: 0.2 * em });
    key(1, "the expert", { strokeStyle: palette.discriminator, lineWidth: 0.16 * em, dash: [0.5 * em, 0.32 * em] });
  }
}

export default shownBy(ExpertGame);
