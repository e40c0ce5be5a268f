// Small pictures of the graph's nodes that lie in no plane: answers, and a loss.

import { blank } from "../page/canvas.js";
import { clamp } from "../page/numbers.js";
import { colourOf } from "./laboratory_plane.js";

const BARS = 20;

/** How many answers from 0 to 1 fall into each of `BARS` equal parts. */
export function counted(answers) {
  const counts = Array(BARS).fill(0);
  for (const answer of answers) counts[clamp(Math.floor(answer * BARS), 0, BARS - 1)] += 1;
  return counts;
}

/** Answers as bars from 0, fake, to 1, real, each in the colour of its opinion; a line marks 1/2. */
export function answersIn({ canvas, ratio }, answers, palette) {
  const context = blank(canvas, ratio);
  const [width, height] = [canvas.width / ratio, canvas.height / ratio];
  const size = 0.305 * height; // of 3.6 em: 14 px at zoom 1
  const floor = height - 1.35 * size;
  context.font = `${size}px system-ui, sans-serif`;
  context.textBaseline = "bottom";
  context.fillStyle = palette.muted;
  for (const [words, at, align] of [
    ["0 fake", 4, "left"],
    ["real 1", width - 4, "right"],
  ]) {
    context.textAlign = align;
    context.fillText(words, at, height);
  }
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  context.strokeRect(0, floor, width, 0.01);
  context.strokeRect(width / 2, 0, 0.01, floor + 0.3 * size);
  if (!answers) return;
  const counts = counted(answers);
  const most = Math.max(...counts, 1);
  counts.forEach((count, i) => {
    context.fillStyle = colourOf(palette, (i + 0.5) / BARS);
    const tall = (count / most) * (floor - 4);
    context.fillRect((i * width) / BARS + 1, floor - tall, width / BARS - 2, tall);
  });
}

/** The last values of a loss as a line, the newest with a dot. */
export function curveIn({ canvas, ratio }, values, colour) {
  const context = blank(canvas, ratio);
  const [width, height] = [canvas.width / ratio, canvas.height / ratio];
  const known = [...values].filter(Number.isFinite);
  if (!known.length) return;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const begin = 2.75 * height; // beside the number
  const x = (i) => begin + (i / Math.max(1, values.length - 1)) * (width - begin - 8);
  const y = (value) => height - 6 - ((value - low) / (high - low || 1)) * (height - 12);
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  values.forEach((value, i) => Number.isFinite(value) && context.lineTo(x(i), y(value)));
  context.stroke();
  context.beginPath();
  context.arc(x(values.length - 1), y(known.at(-1)), 4, 0, 2 * Math.PI);
  context.fill();
}
