// The laboratory in words: what stands below the plane, and what a reader hears who does not see it.

import { capital, fixed, grouped } from "../page/numbers.js";

const LAYERS = {
  fake: "fakes (triangles)",
  averaged: "averaged fakes (diamonds)",
  real: "real points (circles)",
  opinion: "the discriminator’s opinion as shading",
  optimum: "an estimate of the best discriminator as shading",
  manifold: "the generator’s grid of latents",
  arrows: "arrows down the generator’s loss",
};

export const sentence = (words) => `${capital(words)}${/[.!?]$/.test(words) ? "" : "."}`;

/** What the plane shows: of a data set called `name`, the layers in `seen`. */
export function planeInWords(step, name, seen) {
  return `Step ${grouped(step)}. ${name}: ${seen.map((layer) => LAYERS[layer]).join(", ") || "nothing is switched on"}. Arrow keys read off places, N goes to the next fake.`;
}

/** What the colours, the grid and the arrows mean; `setup` as `LiveLaboratory` sends it. */
export function legendOf(seen, { critic, values, own }) {
  const words = [];
  const has = (layer) => seen.includes(layer);
  if (has("optimum") && has("opinion"))
    words.push("Shading: the estimated best discriminator. Green line: D = 1/2 of the present one.");
  else if (has("optimum")) words.push("Shading: the best discriminator, estimated from samples of both sides.");
  else if (has("opinion"))
    words.push(
      critic
        ? "Blue: the critic’s highest values in view, orange: the lowest. Green line: halfway."
        : "Blue: taken for real. Orange: taken for fake. Green line: D = 1/2.",
    );
  if (has("manifold"))
    words.push(
      values.latent_size > 2
        ? "Grid: the first two numbers of a latent vary, the rest are 0."
        : values.latent_size > 1
          ? "Every cell of the grid holds the same share of all fakes."
          : "Grid: a latent has one number, so it is a single line, on which all fakes lie.",
    );
  if (has("arrows")) {
    const loss = own.includes("generator_loss") ? "loss that you handed over" : `${values.loss} loss`;
    words.push(`Arrows: down the ${loss}, the longer the steeper.`);
  }
  return words.join(" ");
}

/** The curves' values at the step that is shown; strips as `stripsOf` gives them, changes as `Curves.paint` takes them. */
export function curvesInWords(strips, changes = []) {
  const words = strips.map(({ title, lines, marks, note, text }) => {
    const values = lines.map((one) => `${one.name} ${text(one.now)}`.trim()).join(", ");
    const dotted = marks.map(({ value }) => text(value)).join(" and ");
    return `${title}: ${values}${dotted && ` (${note}, ${dotted})`}`;
  });
  const changed = changes.map(({ step, words: what }) => `${grouped(step)}, ${what}`).join("; ");
  return `Curves. ${words.join(". ")}.${changed && ` Changed at step ${changed}.`}`;
}

/** "Sub-step 7 of 20: the discriminator’s turn 2 of 2, forward." `report` and `setup` as Python sends them. */
export function subStepInWords(position, subSteps, { player, name }, { plan, values }) {
  const turns = values[`${player}_steps`];
  const each = plan.filter((one) => one.player === player).length;
  // She moves first, so her turns count from the beginning of a step, and his from its end.
  const turn =
    player === "discriminator" ? Math.ceil(position / each) : turns - Math.floor((subSteps - position) / each);
  return `Sub-step ${position} of ${subSteps}: the ${player}’s turn${turns > 1 ? ` ${turn} of ${turns}` : ""}, ${name}.`;
}

/** Which road was not taken, if there is one: { fork, furthest, dropped }. */
export function roadInWords(other) {
  if (!other) return "";
  const kept = `From step ${grouped(other.fork)} there is another road, as far as step ${grouped(other.furthest)}.`;
  return other.dropped ? `${kept} An older one was dropped.` : kept;
}

/** Which run was left for a new one, if there is one: { name, step, because }. */
export const undoInWords = (before) =>
  before
    ? `A new run has begun${before.because && `: ${before.because}`}. The one before had come to step ${grouped(before.step)}.`
    : "";

/**
 * What is read off at a place, line by line: { x, y, opinion, slope: [dx, dy], digits } from Python, the latent if there
 * is a fake, and `setup`.
 */
export function placeInWords({ x, y, opinion, slope, digits }, latent, { critic, latentSize }) {
  const steep = Math.hypot(...slope);
  const said = opinion === null ? "–" : fixed(opinion, critic ? 3 : 2);
  const lines = [
    `${latent ? "Fake at" : "At"} (${fixed(x, digits)}, ${fixed(y, digits)})`,
    `${critic ? "critic’s score" : "D(x)"} = ${said}`,
    steep < 5e-4 ? "no slope" : `slope ${steep.toPrecision(2)}, uphill ${compass(slope)}`,
  ];
  if (latent) {
    const numbers = latent.slice(0, 2).map((value) => fixed(value, 2));
    lines.push(`latent (${numbers.join(", ")}${latentSize > 2 ? ", …" : ""})`);
  }
  return lines;
}

const WINDS = ["to the right", "up right", "up", "up left", "to the left", "down left", "down", "down right"];
const compass = ([dx, dy]) => WINDS[(Math.round((4 * Math.atan2(dy, dx)) / Math.PI) + 8) % 8];
