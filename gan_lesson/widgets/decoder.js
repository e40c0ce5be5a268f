// What a value of a loss says, what it doesn't say, and what to ask next: rules that read the numbers at one place of a
// recorded run. They hold for cross-entropy, her two halves added, and for his non-saturating or saturating loss.

import { fixed } from "../page/numbers.js";

/** Of a player whom the other's every answer leaves at D = 1/2: hers is the sum of two halves, his has one. */
export const EVEN = { hers: 2 * Math.log(2), his: Math.log(2) };

const LOOKS = 5; // that a movement is read from, the pointed one included
const STILL = 0.005; // a loss that has stayed within it has not moved
const MOVED = 0.03; // a loss that rises or falls has come at least so far
const STRAIGHT = 0.6; // and without detours: so large a share of all its ways led there
const SWUNG = 0.3; // a loss that goes up and down covers at least so much

/** "rising", "falling", "swinging", "still", "level", or "short" where there are too few values to tell. */
export function movementOf(values) {
  if (values.length < LOOKS) return { kind: "short", by: 0 };
  const ways = values.slice(1).map((value, i) => value - values[i]);
  const by = values.at(-1) - values[0];
  const range = Math.max(...values) - Math.min(...values);
  const walked = ways.reduce((sum, way) => sum + Math.abs(way), 0);
  if (range <= STILL) return { kind: "still", by: range };
  if (Math.abs(by) >= MOVED && Math.abs(by) >= STRAIGHT * walked)
    return { kind: by > 0 ? "rising" : "falling", by: Math.abs(by) };
  return range >= SWUNG ? { kind: "swinging", by: range } : { kind: "level", by: range };
}

/**
 * What the rules ask about a place: { curve, value, likely, movement, saturating, other }, and `other` has the same of the
 * other player's curve.
 *
 * `likely` turns a mean of logarithms back into a probability, a geometric mean: for her curve that of the right answer,
 * for his that of "real" for a fake. A loss of his that is never above 0 is log(1 - D), the saturating one.
 */
export function factsAt(losses, curve, index) {
  const saturating = losses.his.every((value) => value === null || value <= 0);
  const of = (name) => {
    const known = losses[name].slice(0, index + 1).filter((value) => value !== null);
    const value = known.at(-1);
    const likely = { hers: Math.exp(-value / 2), his: saturating ? 1 - Math.exp(value) : Math.exp(-value) }[name];
    return { curve: name, value, likely, movement: movementOf(known.slice(-LOOKS)), saturating };
  };
  return { ...of(curve), other: of(curve === "hers" ? "his" : "hers") };
}

const ASK = {
  moves: "Do the fakes still move from look to look?",
  slope: "Has his loss a slope where she is sure? log(1 − D) has almost none.",
  first: "Did the fakes differ at the very first look?",
  covered: "How much of the real data is covered? Count clusters or kinds, or take recall.",
  copies: "Are the fakes nearer to the training set than to unseen data?",
  training: "Do the same latents look as good in training mode?",
  good: "Are the fakes good all the same? Look at them, and take precision.",
  alone: "Is it so at every look? Move along the curve.",
  updates: "How many updates does each of them get, and at which rates?",
  reader: "What does a judge say who never played: precision, or a reader trained on real data?",
  scores: "Have the scores become worse, or has the other player become better? Compare two places.",
  circles: "Do the scores come and go with it?",
};

const give = (likely) => fixed(likely, 2);
const over = ({ by }) => `over the last ${LOOKS} looks, by ${fixed(by, 2)}`;

/**
 * The rules, in order: `when` they hold, what the place `says`, what it does `not` say, and what to `ask`.
 *
 * Of each `group` the first that holds is taken; the groups stand in the order in which a reader wants them.
 */
export const RULES = [
  {
    name: "sure",
    group: "value",
    when: ({ curve, value }) => curve === "hers" && value < 0.1,
    says: ({ likely }) => `She is sure, and right: she gives the right answer a probability of ${give(likely)}.`,
    not: "Why. He may have no slope to follow, or have been unable to answer from the start.",
    ask: ["moves", "slope", "first"],
  },
  {
    name: "ahead",
    group: "value",
    when: ({ curve, value }) => curve === "hers" && value < EVEN.hers - 0.1,
    says: ({ likely }) =>
      `She tells real from fake better than by guessing: she gives the right answer a probability of ${give(likely)}.`,
    not: "That the fakes look bad. She may go by something that you wouldn't notice.",
    ask: ["good", "copies"],
  },
  {
    name: "guessing",
    group: "value",
    when: ({ curve, value }) => curve === "hers" && value <= EVEN.hers + 0.1,
    says: ({ likely }) =>
      `She does about as well as by saying ½ every time: she gives the right answer a probability of ${give(likely)}.`,
    not: "That the fakes are good. She judges them one by one, and only by what she has learnt so far.",
    ask: ["covered", "copies", "training"],
  },
  {
    name: "worse",
    group: "value",
    when: ({ curve }) => curve === "hers",
    says: ({ likely }) =>
      `Just now she does worse than by saying ½ every time: she gives the right answer a probability of ${give(likely)}.`,
    not: "That something is broken. He may have moved since she learnt where he was.",
    ask: ["alone", "updates"],
  },
  {
    name: "no slope",
    group: "value",
    when: ({ saturating, likely }) => saturating && likely < 0.1,
    says: ({ likely }) =>
      `For his fakes D is ${give(likely)}, and there log(1 − D) is flat: he has almost no slope to follow.`,
    not: "That he has won. A number near 0 is the worst that this loss can be for him.",
    ask: ["moves", "slope"],
  },
  {
    name: "recognised",
    group: "value",
    when: ({ likely }) => likely < 0.14,
    says: ({ likely }) => `She recognises his fakes: for them, D is ${give(likely)}.`,
    not: "That they look bad, nor that he can't learn: this loss keeps its slope where she is sure.",
    ask: ["moves", "good", "first"],
  },
  {
    name: "behind",
    group: "value",
    when: ({ likely }) => likely < 0.44,
    says: ({ likely }) => `She leans towards “fake”: for his fakes, D is ${give(likely)}.`,
    not: "That the pictures are bad. He is measured against her, and she may be a good expert.",
    ask: ["good", "scores"],
  },
  {
    name: "even",
    group: "value",
    when: ({ likely }) => likely <= 0.56,
    says: ({ likely }) => `On average, D is about ½ for his fakes: ${give(likely)}.`,
    not: "That he covers everything. A single convincing fake, painted again and again, can do that too.",
    ask: ["covered", "copies"],
  },
  {
    name: "believed",
    group: "value",
    when: () => true,
    says: ({ likely }) => `She leans towards “real”: for his fakes, D is ${give(likely)}.`,
    not: "That they look good. She may be a poor expert, or be out of date.",
    ask: ["reader", "updates"],
  },
  {
    name: "nothing moves",
    group: "movement",
    when: ({ movement, other }) => movement.kind === "still" && other.movement.kind === "still",
    says: () => `Neither loss has moved over the last ${LOOKS} looks.`,
    not: "That they are done learning. Losses stand still at the goal, and also where nobody can move.",
    ask: ["moves"],
  },
  {
    name: "she gains",
    group: "movement",
    when: ({ curve, movement }) => movement.kind === (curve === "hers" ? "falling" : "rising"),
    says: ({ curve, movement }) =>
      `It has ${curve === "hers" ? "fallen" : "risen"} ${over(movement)}: she is gaining on him.`,
    not: "That the pictures get worse. Both may be getting better, she a little faster.",
    ask: ["scores"],
  },
  {
    name: "he gains",
    group: "movement",
    when: ({ curve, movement }) => movement.kind === (curve === "hers" ? "rising" : "falling"),
    says: ({ curve, movement }) =>
      `It has ${curve === "hers" ? "risen" : "fallen"} ${over(movement)}: he is gaining on her.`,
    not: "That the pictures get better. He may have gone to a place that she doesn't know yet.",
    ask: ["scores"],
  },
  {
    name: "swinging",
    group: "movement",
    when: ({ movement }) => movement.kind === "swinging",
    says: ({ movement }) => `It goes up and down, ${over(movement)}: as when two chase each other.`,
    not: "That a longer run will help.",
    ask: ["circles"],
  },
  {
    name: "perfect values",
    group: "pair",
    when: (facts) => {
      const { hers, his } = { [facts.curve]: facts, [facts.other.curve]: facts.other };
      return Math.abs(hers.value - EVEN.hers) <= 0.05 && Math.abs(his.likely - 0.5) <= 0.03;
    },
    says: () => "Both losses are near 2 log 2 and log 2, the values of a perfect game.",
    not: "That the game is a perfect one.",
    ask: ["covered"],
  },
];

/**
 * How far two runs' losses are apart in the second halves of both, at most: { hers, his }.
 *
 * A run is { at, losses }, where `at` says for each look which share of the run was over; between two looks a curve is
 * straight.
 */
export function gap(one, other) {
  const places = [...one.at, ...other.at].filter((share) => share >= 0.5);
  const apart = (name) =>
    Math.max(...places.map((share) => Math.abs(between(one, name, share) - between(other, name, share))));
  return { hers: apart("hers"), his: apart("his") };
}

function between({ at, losses }, name, share) {
  const next = at.findIndex((place) => place >= share);
  const part = (share - at[next - 1]) / (at[next] - at[next - 1]);
  return losses[name][next - 1] + part * (losses[name][next] - losses[name][next - 1]);
}

/** The look that is nearest to a share of the run; the untrained one is none, for it has no losses. */
export function lookAt(at, share) {
  return at.reduce((best, place, i) => (i && Math.abs(place - share) < Math.abs(at[best] - share) ? i : best), 1);
}

/** What a place says, by the rules that hold there: { names, says, not, ask }, each a list. */
export function reading(facts) {
  const taken = RULES.filter((rule, i) => {
    return rule.when(facts) && !RULES.slice(0, i).some((before) => before.group === rule.group && before.when(facts));
  });
  return {
    names: taken.map(({ name }) => name),
    says: taken.map(({ says }) => says(facts)),
    not: taken.map((rule) => rule.not),
    ask: [...new Set(taken.flatMap(({ ask }) => ask))].slice(0, 3).map((key) => ASK[key]),
  };
}
