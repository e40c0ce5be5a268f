// The laboratory's curves: strips one above the other on one canvas, with what is known marked beside what is measured.

import { fit, strokeLine } from "../page/canvas.js";
import { clamp, grouped, orDash, percent } from "../page/numbers.js";

export class Curves {
  em = 14;

  constructor(canvas) {
    this.canvas = canvas;
  }

  /** Takes `width` x `height` CSS pixels; letters are `em` high. */
  resize(width, height, em) {
    this.em = em * fit(this.canvas, width, height);
  }

  /**
   * @param strips [{ title, note, steps, low, high, text, lines: [{ name, colour, dash, values, now }], marks: [{ value,
   *   colour }] }]: `note` says what the dotted marks are; `low` and `high` are the ends of the scale, or null where the
   *   values say; `now` is the value to write.
   * @param at, last the step shown and the last one of the run.
   * @param changes [{ step, words }]: where something was changed, marked in all strips and named in the first.
   */
  paint(strips, at, last, palette, colours, changes = []) {
    const context = this.canvas.getContext("2d");
    const { width, height } = this.canvas;
    const { em } = this;
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    const font = getComputedStyle(this.canvas).fontFamily;
    const write = (text, x, y, colour, align = "left", weight = "") => {
      context.font = `${weight} ${em}px ${font}`;
      context.textAlign = align;
      context.fillStyle = colour;
      context.fillText(text, x, y);
    };
    // The scales' numbers stand in a gutter on the left, where no curve runs.
    context.font = `${0.86 * em}px ${font}`;
    const scales = strips.map((strip) => {
      const { low, high, ends } = range(strip);
      return {
        low,
        high,
        numbers: [...strip.marks.map((mark) => mark.value), ...ends].map((value) => [value, strip.text(value)]),
      };
    });
    const gutter = Math.max(
      ...scales.flatMap(({ numbers }) => numbers.map(([, text]) => context.measureText(text).width)),
    );
    const [left, right] = [Math.ceil(gutter + 0.5 * em), width];
    const axis = 1.5 * em;
    const each = (height - axis) / strips.length;
    const x = (step) => left + ((right - left - 2) * step) / Math.max(1, last) + 1;
    strips.forEach((strip, s) => {
      const [top, bottom] = [s * each + 1.5 * em, (s + 1) * each - 0.5 * em];
      const { low, high, numbers } = scales[s];
      const y = (value) => bottom - ((clamp(value, low, high) - low) / (high - low)) * (bottom - top);
      context.fillStyle = colours.ground;
      context.fillRect(left, top, right - left, bottom - top);
      // The marks lie under the curves.
      for (const mark of strip.marks) {
        context.strokeStyle = mark.colour;
        context.lineWidth = 0.09 * em;
        context.setLineDash([0.15 * em, 0.35 * em]);
        strokeLine(context, [
          [left, y(mark.value)],
          [right, y(mark.value)],
        ]);
      }
      for (const line of strip.lines) {
        context.strokeStyle = line.colour;
        context.lineWidth = 0.13 * em;
        context.setLineDash(line.dash.map((length) => length * em));
        const place = (value, i) => (Number.isFinite(value) ? [x(strip.steps[i]), y(value)] : null);
        strokeLine(context, Array.from(line.values, place));
      }
      context.setLineDash([]);
      // The title and, from the right, what each line says now.
      let free = right;
      for (const line of [...strip.lines].reverse()) {
        const said = `${line.name ? `${line.name} ` : ""}${strip.text(line.now)}`;
        write(said, free, s * each + em, line.colour, "right", "600");
        free -= context.measureText(said).width + 1.2 * em;
      }
      write(strip.title, 0, s * each + em, colours.text);
      const title = context.measureText(strip.title).width + 0.8 * em;
      if (strip.note && title + context.measureText(strip.note).width < free)
        write(strip.note, title, s * each + em, colours.muted);
      const taken = [];
      for (const [value, text] of numbers) {
        const baseline = clamp(y(value) + 0.3 * em, top + 0.75 * em, bottom);
        if (taken.some((other) => Math.abs(other - baseline) < em)) continue;
        taken.push(baseline);
        context.font = `${0.86 * em}px ${font}`;
        context.textAlign = "right";
        context.fillStyle = colours.muted;
        context.fillText(text, left - 0.5 * em, baseline);
      }
      context.fillStyle = colours.muted;
      for (const { step } of changes) context.fillRect(x(step) - 0.04 * em, top, 0.08 * em, bottom - top);
      if (s === 0) this.name(changes, { context, x, left, right, top, colours, font });
      if (at < last) {
        context.fillStyle = palette.accent;
        context.fillRect(x(at) - 0.06 * em, top, 0.12 * em, bottom - top);
      }
    });
    write("step 0", left, height - 0.35 * em, colours.muted);
    if (last) write(grouped(last), right, height - 0.35 * em, colours.muted, "right");
  }

  /** Names the changes, the latest first, each beside its line and on a row of its own if two would meet. */
  name(changes, { context, x, left, right, top, colours, font }) {
    const size = 0.86 * this.em;
    context.font = `${size}px ${font}`;
    const rows = [];
    for (const { step, words } of [...changes].reverse()) {
      const text = `${grouped(step)}: ${words}`;
      const wide = context.measureText(text).width;
      const beside = x(step) + 0.3 * size;
      const from = beside + wide <= right ? beside : Math.max(left, x(step) - 0.3 * size - wide);
      const row = rows.findIndex((taken) => from + wide + size < taken);
      const at = row < 0 ? rows.length : row;
      if (at > 2) continue; // all of them are in the recipe
      rows[at] = from;
      const y = top + (1.1 * at + 1) * size;
      context.textAlign = "left";
      context.fillStyle = colours.ground;
      context.fillRect(from - 0.1 * size, y - 0.9 * size, wide + 0.2 * size, 1.15 * size);
      context.fillStyle = colours.text;
      context.fillText(text, from, y);
    }
  }
}

/** The ends of a strip's scale: as given, or such that a few wild values do not flatten the rest. */
export function range({ low, high, lines, marks }) {
  const values = lines.flatMap((line) => [...line.values].filter(Number.isFinite)).sort((a, b) => a - b);
  const marked = marks.map((mark) => mark.value);
  const at = (share) => values[Math.min(values.length - 1, Math.floor(share * values.length))];
  const [least, most] = values.length ? [at(0.01), at(0.99)] : [0, 1];
  low ??= Math.min(least, ...marked);
  high ??= Math.max(most, ...marked);
  const air = 0.06 * (high - low || 1);
  return { low: low === 0 ? 0 : low - air, high: high + air, ends: [high, low] };
}

/**
 * The strips of a run, as `Curves.paint` wants them.
 *
 * @param curves { losses: [steps, discriminator, generator], measures: [steps, accuracy, covered, strays, divergence] }.
 * @param setup what is known of the game: { marks, modes, critic }.
 * @param now what was measured last, or null.
 * @param palette with the colour of `text`.
 * @param step the one that is shown: what is written beside a curve is its value there.
 */
export function stripsOf({ losses, measures }, { marks, modes, critic }, now, palette, step = Infinity) {
  const [steps, discriminator, generator] = losses;
  const [at, accuracy, covered, strays, divergence] = measures;
  const until = (where, values) =>
    Array.from(values).findLast((value, i) => where[i] <= step && Number.isFinite(value));
  const lineOver = (where) => (name, values, value, colour, dash) => {
    return { name, values, now: value ?? until(where, values), colour, dash: dash ?? [] };
  };
  const [lossLine, line] = [lineOver(steps), lineOver(at)];
  const mark = (value, colour) => (value === null ? [] : [{ value, colour }]);
  const known = [marks.discriminator, marks.generator].filter((value) => value !== null).length;
  const strips = [
    {
      title: "Losses",
      steps,
      low: null,
      high: null,
      text: (value) => orDash(value, 2),
      note: known === 2 ? "dotted: at equilibrium" : known ? "dotted: discriminator’s at equilibrium" : "",
      lines: [
        lossLine("discriminator", discriminator, null, palette.discriminator),
        lossLine("generator", generator, null, palette.generator, [0.5, 0.3]),
      ],
      marks: [...mark(marks.discriminator, palette.discriminator), ...mark(marks.generator, palette.generator)],
    },
  ];
  if (!critic)
    strips.push({
      title: "Discriminator is right",
      note: "dotted: guessing",
      steps: at,
      low: 0,
      high: 1,
      text: percent,
      lines: [line("", accuracy, now?.accuracy, palette.discriminator)],
      marks: mark(0.5, palette.text),
    });
  if (modes)
    strips.push({
      title: `Clusters covered, of ${modes}`,
      steps: at,
      low: 0,
      high: modes,
      text: (value) => orDash(value, 0),
      lines: [line("", covered, now?.modes, palette.generator)],
      marks: [],
    });
  strips.push({
    title: "Strays, of all fakes",
    steps: at,
    low: 0,
    high: 1,
    text: percent,
    note: "",
    lines: [line("", strays, now?.strays, palette.fake)],
    marks: [],
  });
  strips.push({
    title: "Jensen-Shannon, on a grid",
    note: "dotted: real against real",
    steps: at,
    low: 0,
    high: Math.log(2),
    text: (value) => orDash(value, 2),
    lines: [line("", divergence, now?.jensen_shannon, palette.text)],
    marks: mark(marks.floor, palette.real),
  });
  return strips;
}
