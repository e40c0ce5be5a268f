// Where the parts of a strip chart go: all that is arithmetic in it.

import { ticks } from "../page/numbers.js";

const POWERS = 100; // losses whose largest is so many times the smallest are shown by their powers of ten

/**
 * The span of a strip's values, with some air, and a few round numbers in it; `share` places a value in it. There are `most` + 1
 * numbers at most. */
export function scaleOf({ title = "", lines }, most = 4) {
  const curves = lines.flatMap(({ values, band }) => [values, ...(band ?? [])]);
  const values = curves.flat().filter((value) => value !== null);
  let [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
  if (title.includes("loss") && low > 0 && high >= POWERS * low) return logarithmic(Math.max(low, high / 1e6), high);
  if (high - low < 1e-9) [low, high] = [low - 0.5, high + 0.5];
  const marks = ticks(low, high, most);
  const air = 0.04 * (high - low);
  const decimals = Math.max(0, ...marks.map((mark) => (String(mark).split(".")[1] ?? "").length));
  const scale = { low: low - air, high: high + air, marks, text: (mark) => mark.toFixed(decimals) };
  return { ...scale, share: (value) => (value - scale.low) / (scale.high - scale.low) };
}

function logarithmic(low, high) {
  const [from, to] = [Math.log10(low) - 0.1, Math.log10(high) + 0.1];
  const every = Math.ceil((to - from) / 4);
  const powers = ticks(Math.ceil(from), Math.floor(to), Math.floor(to) - Math.ceil(from) || 1);
  const marks = powers.filter((power) => power % every === 0).map((power) => 10 ** power);
  const share = (value) => (Math.log10(Math.max(value, low)) - from) / (to - from);
  return { low, high, marks, text: (mark) => String(Number(mark.toPrecision(1))), share, isLog: true };
}

/** An SVG path that breaks off where a value is missing. */
export function pathOf(values, x, y) {
  let path = "";
  let pen = "M";
  values.forEach((value, i) => {
    if (value !== null) path += `${pen}${x(i).toFixed(2)} ${y(value).toFixed(2)}`;
    pen = value === null ? "M" : "L";
  });
  return path;
}

/** An SVG path around the room between two curves; broken off, as theirs, where a value is missing. */
export function bandOf([lows, highs], x, y) {
  let path = "";
  for (let i = 0; i < lows.length; i++) {
    if (lows[i] === null) continue;
    const from = i;
    while (i + 1 < lows.length && lows[i + 1] !== null) i++;
    const places = Array.from({ length: i - from + 1 }, (_, k) => from + k);
    const there = places.map((k) => `${x(k).toFixed(2)} ${y(highs[k]).toFixed(2)}`);
    const back = places.reverse().map((k) => `${x(k).toFixed(2)} ${y(lows[k]).toFixed(2)}`);
    path += `M${[...there, ...back].join("L")}Z`;
  }
  return path;
}

/** Heights for labels that want to stand at `wanted`, which rises: `apart` from one another, from `top` to `bottom`. */
export function spread(wanted, apart, top, bottom) {
  const places = [];
  for (const at of wanted) places.push(Math.max(at, places.length ? places.at(-1) + apart : top));
  for (let i = places.length - 1, floor = bottom; i >= 0; i--) {
    places[i] = Math.min(places[i], floor);
    floor = places[i] - apart;
  }
  return places;
}

/** Which epochs are worth a label: round ones where snapshots are evenly spaced, else all; `most` intervals at most. */
export function epochsToLabel(epochs, most) {
  const all = [...new Set(epochs)];
  const [first, last] = [all[0], all.at(-1)];
  const even =
    all.length === epochs.length && all.every((epoch, i) => (last - first) * i === (epoch - first) * (all.length - 1));
  const chosen = even && last > first ? ticks(first, last, most).filter((epoch) => all.includes(epoch)) : all;
  return { chosen, even };
}

/**
 * Epochs below a chart, as many as there is room for: [{ text, x, anchor }], where `x` is the label's left or right end.
 * The first has the word before it, which reaches to the left of its tick.
 */
export function epochLabels(epochs, { x, width, measure, em }) {
  const most = Math.max(1, Math.floor(width / (measure(String(epochs.at(-1))) + 2.5 * em)));
  const { chosen, even } = epochsToLabel(epochs, most);
  const labels = [];
  let free = -Infinity;
  for (const epoch of chosen) {
    const text = labels.length ? String(epoch) : `epoch ${epoch}`;
    const half = measure(String(epoch)) / 2;
    const tick = x(epochs.indexOf(epoch));
    if (tick - half < free) continue;
    const room = labels.length || tick + half - measure(text) >= 0;
    labels.push(room ? { text, x: tick + half, anchor: "end" } : { text, x: 0, anchor: "start" });
    free = (room ? tick + half : measure(text)) + (even ? 1 : 1.5) * em;
  }
  return labels;
}
