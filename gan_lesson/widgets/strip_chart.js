// A strip chart: curves over the snapshots of a run, one strip above the other, with a cursor through all of them.

import { onDrag } from "../page/drag.js";
import { setAttributes, svg } from "../page/element.js";
import { clamp } from "../page/numbers.js";
import { bandOf, epochLabels, epochsToLabel, pathOf, scaleOf, spread } from "./strip_geometry.js";

const DASHES = ["", "7 4", "2 3", "9 3 2 3", "14 4", "4 2"];

/** How a line looks; `colour` is one of the tones in epoch_player.css, so that a change of theme needs no redrawing. */
export function lineStyle({ colour, dash }) {
  return { class: `gl-curve gl-tone gl-${colour}`, "stroke-dasharray": DASHES[dash % DASHES.length] };
}

export class StripChart {
  index = 0;
  left = 0; // the ends of the axis, in CSS pixels
  right = 0;
  cursor = svg("line", { class: "gl-cursor" });
  #dots = [];

  /**
   * @param strips [{ title, lines: [{ label, colour, dash, values }] }]: `values` has a number or null for each
   *   snapshot, `label` is written at the line's end where there is room ("" for none). A line may have a `band`, two
   *   curves like `values`: the lowest and the highest of several runs.
   * @param epochs the epoch of each snapshot.
   * @param seek called with a snapshot's index when the reader drags the cursor there.
   * @param flag { index, words }: a snapshot to mark with a line and words, or nothing.
   */
  constructor(strips, epochs, seek, flag) {
    this.strips = strips;
    this.epochs = epochs;
    this.flag = flag;
    this.note = epochsToLabel(epochs, 1).even ? "" : "One tick for each snapshot: epochs are not evenly spaced.";
    const words = `Curves by epoch: ${strips.map((strip) => strip.title).join(", ")}. ${this.note}`.trim();
    this.element = svg("svg", { class: "gl-chart", role: "img", "aria-label": words });
    const last = epochs.length - 1;
    onDrag(this.element, (x) => {
      seek(clamp(Math.round(((x - this.left) / (this.right - this.left)) * last), 0, last));
    });
  }

  /** Draws everything anew for a width and a font size in CSS pixels, strips `tall` em high. Sets `left` and `right`. */
  resize(width, em, tall = 5.5) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${em}px ${getComputedStyle(this.element).fontFamily}`;
    const measure = (text) => context.measureText(text).width;
    const scales = this.strips.map((strip) => scaleOf(strip, tall < 5 ? 2 : 4));
    const widths = scales.flatMap(({ marks, text }) => marks.map((mark) => measure(text(mark))));
    this.left = Math.ceil(Math.max(...widths) + 0.6 * em);
    const labels = this.strips.flatMap((strip) => strip.lines.map((line) => measure(line.label)));
    const gutter = Math.max(...labels) + 1.2 * em;
    const roomy = width > 40 * em && gutter < width / 3;
    this.right = Math.floor(width - (roomy && gutter > 1.2 * em ? gutter : 0.8 * em));
    this.#dots = [];

    const [parts, titles] = [[], []];
    let top = 0;
    this.strips.forEach((strip, s) => {
      const { marks, text, share, isLog } = scales[s];
      const height = em * Math.max(tall, roomy ? 1.25 * strip.lines.length : 0);
      const heading = isLog ? `${strip.title}, powers of ten` : strip.title;
      titles.push(svg("text", { x: this.left, y: top + em, class: "gl-muted gl-over" }, heading));
      top += 1.6 * em;
      const bottom = top + height;
      const y = (value) => bottom - share(value) * height;
      for (const mark of marks) {
        parts.push(svg("line", { x1: this.left, x2: this.right, y1: y(mark), y2: y(mark), class: "gl-grid" }));
        const place = { x: this.left - 0.6 * em, y: y(mark) + 0.35 * em, "text-anchor": "end", class: "gl-muted" };
        parts.push(svg("text", place, text(mark)));
      }
      for (const { band, colour } of strip.lines.filter((line) => line.band)) {
        parts.push(svg("path", { d: bandOf(band, (i) => this.x(i), y), class: `gl-band gl-${colour}` }));
      }
      for (const line of strip.lines) {
        parts.push(svg("path", { d: pathOf(line.values, (i) => this.x(i), y), ...lineStyle(line) }));
        const dot = svg("circle", { r: 0.3 * em, class: `gl-dot gl-${line.colour}` });
        this.#dots.push({ dot, values: line.values, y });
      }
      if (roomy) parts.push(...this.endLabels(strip, { y, top, bottom, em }));
      top = bottom + (s < this.strips.length - 1 ? 0.9 * em : 0);
    });

    if (this.flag) {
      // Its words stand in the line of the first strip's title, to the right of that.
      const x = this.x(this.flag.index);
      const from = Math.max(x, this.left + measure(this.strips[0].title) + 1.5 * em);
      parts.push(svg("line", { x1: x, x2: x, y1: 1.3 * em, y2: top, class: "gl-flag" }));
      titles.push(svg("text", { x: from, y: em, class: "gl-muted gl-over" }, this.flag.words));
    }
    setAttributes(this.cursor, { y1: 0, y2: top + 0.4 * em });
    parts.push(this.cursor, ...titles, ...this.#dots.map(({ dot }) => dot));
    const axis = { x: (index) => this.x(index), width: this.right - this.left, measure, em };
    for (const { text, x, anchor } of epochLabels(this.epochs, axis)) {
      parts.push(svg("text", { x, "text-anchor": anchor, y: top + 1.5 * em, class: "gl-muted" }, text));
    }
    if (this.note) {
      const tick = (_, i) => ({ x1: this.x(i), x2: this.x(i), y1: top, y2: top + 0.4 * em, class: "gl-tick" });
      parts.push(...this.epochs.map(tick).map((place) => svg("line", place)));
      parts.push(svg("text", { x: this.left, y: top + 2.8 * em, class: "gl-muted" }, this.note));
    }
    const height = Math.ceil(top + (this.note ? 3.3 : 2) * em);
    setAttributes(this.element, { width, height, viewBox: `0 0 ${width} ${height}` });
    this.element.replaceChildren(...parts);
    this.moveTo(this.index);
  }

  x(index) {
    return this.left + (this.right - this.left) * (this.epochs.length > 1 ? index / (this.epochs.length - 1) : 0);
  }

  moveTo(index) {
    this.index = index;
    const x = this.x(index);
    setAttributes(this.cursor, { x1: x, x2: x });
    for (const { dot, values, y } of this.#dots) {
      const value = values[index];
      dot.setAttribute("visibility", value === null ? "hidden" : "visible");
      if (value !== null) setAttributes(dot, { cx: x, cy: y(value) });
    }
  }

  /** Labels at the lines' ends, pushed apart so that none covers another. */
  endLabels(strip, { y, top, bottom, em }) {
    const ends = strip.lines
      .map(({ label, colour, values }) => ({ label, colour, value: values.findLast((value) => value !== null) }))
      .filter(({ label, value }) => label && value !== undefined)
      .map(({ label, colour, value }) => ({ label, colour, at: y(value) }))
      .sort((a, b) => a.at - b.at);
    const places = spread(
      ends.map(({ at }) => at),
      1.2 * em,
      top,
      bottom,
    );
    const [from, to] = [this.right + 0.1 * em, this.right + 0.85 * em];
    return ends.flatMap(({ label, colour, at }, i) => [
      svg("line", { x1: from, x2: to, y1: at, y2: places[i], class: `gl-leader gl-tone gl-${colour}` }),
      svg("text", { x: this.right + em, y: places[i] + 0.35 * em }, label),
    ]);
  }
}
