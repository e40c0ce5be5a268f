// A strip chart: curves over the snapshots of a run, one strip above the other, with a cursor through all of them.
//
// An ES module without imports, joined to others by `gan_lesson.widgets` (see drawing.js). It is an SVG, so that CSS
// colours it and a change of theme needs no redrawing.

const SVG = "http://www.w3.org/2000/svg";
const DASHES = ["", "7 4", "2 3", "9 3 2 3", "14 4", "4 2"];

/** How to write the values of one curve: whole numbers as they are, others with two decimals or three digits. */
export function formatter(values) {
  const numbers = values.filter((value) => value !== null);
  const whole = numbers.every(Number.isInteger);
  const large = numbers.some((value) => Math.abs(value) >= 100);
  return (value) => {
    if (value === null) return "–";
    if (whole) return value.toLocaleString("en");
    return large ? Number(value.toPrecision(3)).toLocaleString("en") : value.toFixed(2);
  };
}

/** A short piece of a line in its colour and dashes, for use beside words. */
export function swatch({ colour, dash }) {
  const svg = svgElement("svg", { class: "swatch", viewBox: "0 0 28 10", "aria-hidden": "true" });
  svg.append(svgElement("line", { x1: 1, x2: 27, y1: 5, y2: 5, class: "curve", ...lineStyle(colour, dash) }));
  return svg;
}

function lineStyle(colour, dash) {
  return { style: `stroke: var(--${colour})`, "stroke-dasharray": DASHES[dash % DASHES.length] };
}

function svgElement(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Round numbers from low to high, at most `count` + 1 of them. */
function ticks(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
  const values = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    values.push(Number((k * step).toPrecision(12)));
  }
  return values;
}

export class StripChart {
  /**
   * @param strips [{ title, lines: [{ label, colour, dash, values }] }]: `values` has a number or null for each
   *   snapshot, `colour` names a CSS variable, `label` is written at the line's end where there is room ("" for none).
   * @param epochs the epoch of each snapshot.
   * @param seek called with a snapshot's index when the reader drags the cursor there.
   */
  constructor(strips, epochs, seek) {
    Object.assign(this, { strips, epochs, seek, index: 0 });
    this.element = svgElement("svg", { class: "chart", role: "img" });
    this.element.setAttribute("aria-label", `Curves by epoch: ${strips.map((strip) => strip.title).join(", ")}.`);
    const seekTo = (event) => {
      const x = event.clientX - this.element.getBoundingClientRect().left;
      const last = this.epochs.length - 1;
      const index = Math.round(((x - this.left) / (this.right - this.left)) * last);
      this.seek(Math.max(0, Math.min(last, index)));
    };
    this.element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.element.setPointerCapture(event.pointerId);
      seekTo(event);
    });
    this.element.addEventListener("pointermove", (event) => {
      if (this.element.hasPointerCapture(event.pointerId)) seekTo(event);
    });
  }

  /** Draws everything anew for a width and a font size in CSS pixels. Sets `left` and `right`, the ends of the axis. */
  resize(width, em) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${em}px ${getComputedStyle(this.element).fontFamily}`;
    const measure = (text) => context.measureText(text).width;
    const scales = this.strips.map((strip) => scaleOf(strip));
    const widths = scales.flatMap(({ marks, text }) => marks.map((mark) => measure(text(mark))));
    this.left = Math.ceil(Math.max(...widths) + 0.6 * em);
    const labels = this.strips.flatMap((strip) => strip.lines.map((line) => measure(line.label)));
    const gutter = Math.max(...labels) + 1.2 * em;
    const roomy = width > 40 * em && gutter < width / 3;
    this.right = Math.floor(width - (roomy && gutter > 1.2 * em ? gutter : 0.8 * em));
    this.scales = [];
    this.dots = [];

    const [parts, titles] = [[], []];
    let top = 0;
    this.strips.forEach((strip, s) => {
      const { low, high, marks, text } = scales[s];
      const height = em * Math.max(5.5, roomy ? 1.25 * strip.lines.length : 0);
      titles.push(svgElement("text", { x: this.left, y: top + em, class: "muted over" }, strip.title));
      top += 1.6 * em;
      const bottom = top + height;
      const y = (value) => bottom - ((value - low) / (high - low)) * height;
      for (const mark of marks) {
        parts.push(svgElement("line", { x1: this.left, x2: this.right, y1: y(mark), y2: y(mark), class: "grid" }));
        const place = { x: this.left - 0.6 * em, y: y(mark) + 0.35 * em, "text-anchor": "end", class: "muted" };
        parts.push(svgElement("text", place, text(mark)));
      }
      for (const line of strip.lines) {
        const d = pathOf(line.values, (i) => this.x(i), y);
        const path = svgElement("path", { d, class: "curve", ...lineStyle(line.colour, line.dash) });
        const dot = svgElement("circle", { r: 0.3 * em, class: "dot", style: `fill: var(--${line.colour})` });
        parts.push(path);
        this.dots.push({ dot, values: line.values, y });
      }
      if (roomy) parts.push(...this.endLabels(strip, y, top, bottom, em));
      top = bottom + (s < this.strips.length - 1 ? 0.9 * em : 0);
    });

    this.cursor = svgElement("line", { y1: 0, y2: top + 0.4 * em, class: "cursor" });
    parts.push(this.cursor, ...titles, ...this.dots.map(({ dot }) => dot));
    parts.push(...this.epochLabels(top + 1.5 * em, measure, em));
    const height = Math.ceil(top + 2 * em);
    const size = { width, height, viewBox: `0 0 ${width} ${height}` };
    Object.entries(size).forEach((pair) => this.element.setAttribute(...pair));
    this.element.replaceChildren(...parts);
    this.moveTo(this.index);
  }

  x(index) {
    return this.left + (this.right - this.left) * (this.epochs.length > 1 ? index / (this.epochs.length - 1) : 0);
  }

  moveTo(index) {
    this.index = index;
    if (!this.cursor) return;
    const x = this.x(index);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    for (const { dot, values, y } of this.dots) {
      const value = values[index];
      dot.setAttribute("visibility", value === null ? "hidden" : "visible");
      if (value !== null) Object.entries({ cx: x, cy: y(value) }).forEach((pair) => dot.setAttribute(...pair));
    }
  }

  /** Labels at the lines' ends, pushed apart so that none covers another. */
  endLabels(strip, y, top, bottom, em) {
    const ends = strip.lines
      .map(({ label, colour, values }) => ({ label, colour, value: values.findLast((value) => value !== null) }))
      .filter(({ label, value }) => label && value !== undefined)
      .map(({ label, colour, value }) => ({ label, colour, at: y(value) }))
      .sort((a, b) => a.at - b.at);
    const apart = 1.2 * em;
    ends.forEach((end, i) => { end.to = Math.max(end.at, i ? ends[i - 1].to + apart : top); });
    for (let i = ends.length - 1, floor = bottom; i >= 0; i--, floor -= apart) {
      ends[i].to = Math.min(ends[i].to, floor);
      floor = ends[i].to;
    }
    return ends.flatMap(({ label, colour, at, to }) => [
      svgElement("line", {
        x1: this.right + 0.1 * em, x2: this.right + 0.85 * em, y1: at, y2: to,
        class: "leader", style: `stroke: var(--${colour})`,
      }),
      svgElement("text", { x: this.right + em, y: to + 0.35 * em }, label),
    ]);
  }

  /** Epochs below the chart: round ones where snapshots are evenly spaced, else as many as there is room for. */
  epochLabels(y, measure, em) {
    const all = [...new Set(this.epochs)];
    const [first, last] = [all[0], all.at(-1)];
    const most = Math.max(1, Math.floor((this.right - this.left) / (measure(String(last)) + 2.5 * em)));
    const even = all.length === this.epochs.length
      && all.every((epoch, i) => (last - first) * i === (epoch - first) * (all.length - 1));
    const chosen = even && last > first ? ticks(first, last, most).filter((epoch) => all.includes(epoch)) : all;
    const labels = [];
    let free = -Infinity;
    for (const epoch of chosen) {
      const text = labels.length ? String(epoch) : `epoch ${epoch}`;
      // The first label stands with its number below its tick, the word before it reaching to the left.
      const half = measure(String(epoch)) / 2;
      const x = this.x(this.epochs.indexOf(epoch));
      if (x - half < free) continue;
      const anchored = labels.length || x + half - measure(text) >= 0;
      const place = anchored ? { x: x + half, "text-anchor": "end" } : { x: 0, "text-anchor": "start" };
      free = (anchored ? x + half : measure(text)) + (even ? 1 : 1.5) * em;
      labels.push(svgElement("text", { ...place, y, class: "muted" }, text));
    }
    return labels;
  }
}

/** The span of a strip's values, with some air, and a few round numbers in it. */
function scaleOf({ lines }) {
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  let [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
  if (high - low < 1e-9) [low, high] = [low - 0.5, high + 0.5];
  const marks = ticks(low, high, 4);
  const air = 0.04 * (high - low);
  const decimals = Math.max(0, ...marks.map((mark) => (String(mark).split(".")[1] ?? "").length));
  return { low: low - air, high: high + air, marks, text: (mark) => mark.toFixed(decimals) };
}

/** An SVG path that breaks off where a value is missing. */
function pathOf(values, x, y) {
  let path = "";
  let pen = "M";
  values.forEach((value, i) => {
    if (value !== null) path += `${pen}${x(i).toFixed(2)} ${y(value).toFixed(2)}`;
    pen = value === null ? "M" : "L";
  });
  return path;
}
