// The laboratory in words: what stands below the plane, and what a reader hears who does not see it.

import { capital, grouped } from "../page/numbers.js";

const LAYERS = {
  fake: "fakes (triangles)",
  real: "real points (circles)",
  opinion: "the discriminator’s opinion as shading",
  optimum: "an estimate of the best discriminator as shading",
  manifold: "the generator’s grid of latents",
  arrows: "arrows down the generator’s loss",
};

export const sentence = (words) => `${capital(words)}${/[.!?]$/.test(words) ? "" : "."}`;

/** What the plane shows: of a data set called `name`, the layers in `seen`. */
export function planeInWords(step, name, seen) {
  return `Step ${grouped(step)}. ${name}: ${seen.map((layer) => LAYERS[layer]).join(", ") || "nothing is switched on"}.`;
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
        : "Every cell of the grid holds the same share of all fakes.",
    );
  if (has("arrows")) {
    const loss = own.includes("generator_loss") ? "loss that you handed over" : `${values.loss} loss`;
    words.push(`Arrows: down the ${loss}, the longer the steeper.`);
  }
  return words.join(" ");
}

/** The curves' last values; strips as `stripsOf` gives them. */
export function curvesInWords(strips) {
  const words = strips.map(({ title, lines, marks, note, text }) => {
    const values = lines.map((one) => `${one.name} ${text(one.now)}`.trim()).join(", ");
    const dotted = marks.map(({ value }) => text(value)).join(" and ");
    return `${title}: ${values}${dotted && ` (${note}, ${dotted})`}`;
  });
  return `Curves. ${words.join(". ")}.`;
}
