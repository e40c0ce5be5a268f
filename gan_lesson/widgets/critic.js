// What the best expert and the best critic make of two known densities on a line, by sums over a fine grid.

import { LOG_DENSITY } from "./shapes.js";

const STEP = 0.02; // of the grid
const NOBODY = 1e-12; // a share of the sand below which nothing must pass a place

/**
 * Everything that follows from real data of width 1 at 0, and fakes of a width at a place:
 *
 * { xs, real, fake, trust, score, jensen, wasserstein, expert, critic }.
 *
 * `trust` is D* = p / (p + q), NaN where nobody is. `score` is the best critic's: its slope is 1 where more of the fakes
 * than of the real data lie to the left, and -1 where it is the other way round, for that is where sand must pass; NaN
 * beyond all sand, where it may be anything. It is 0 at the real data's middle. `jensen` is in nats. `expert` and
 * `critic` are the mean slopes of D* and of the score over the fakes.
 */
export function judged({ shape, place, width }) {
  const log = LOG_DENSITY[shape];
  const reach = 10 * Math.max(1, width);
  const [low, high] = [Math.min(-10, place - reach), Math.max(10, place + reach)];
  const first = Math.round(low / STEP);
  const count = Math.round(high / STEP) - first + 1;
  const xs = Array.from({ length: count }, (_, i) => (first + i) * STEP);
  const [logP, logQ] = [xs.map((x) => log(x, 1)), xs.map((x) => log(x - place, width))];
  const shares = (logs) => {
    const weights = logs.map(Math.exp);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  const [p, q] = [shares(logP), shares(logQ)];
  const trust = xs.map((_, i) =>
    logP[i] === -Infinity && logQ[i] === -Infinity ? NaN : 1 / (1 + Math.exp(logQ[i] - logP[i])),
  );
  return {
    xs,
    real: logP.map(Math.exp),
    fake: logQ.map(Math.exp),
    trust,
    jensen: jensenShannon(p, q),
    expert: sum(q, (_, i) => slopeOf(trust, i)),
    ...critic(xs, p, q),
  };
}

const sum = (weights, of) => weights.reduce((total, weight, i) => (weight ? total + weight * of(weight, i) : total), 0);

/** log 2 less what one learns, on average, from a draw of p or q about where it came from. */
function jensenShannon(p, q) {
  const half = (one, other) => sum(one, (weight, i) => Math.log((2 * weight) / (weight + other[i]))) / 2;
  return Math.max(0, half(p, q) + half(q, p));
}

/** The slope of a curve at a grid place, from both neighbours, or from one where the other is missing. */
function slopeOf(curve, i) {
  const [before, after] = [i - 1, i + 1].map((k) => (Number.isFinite(curve[k]) ? k : i));
  return before === after ? 0 : (curve[after] - curve[before]) / ((after - before) * STEP);
}

function critic(xs, p, q) {
  let waiting = 0; // fakes that lie to the left, less real data there: so much sand must pass to the right
  let [wasserstein, height] = [0, 0];
  const slopes = [];
  const score = [];
  const passed = p.map((_, i) => (waiting += q[i] - p[i]));
  passed.forEach((sand, i) => {
    wasserstein += Math.abs(sand) * STEP;
    slopes.push(Math.abs(sand) < NOBODY ? 0 : Math.sign(sand)); // from this place to the next
    score.push(height);
    height += slopes[i] * STEP;
  });
  const middle = score[xs.findIndex((x) => x >= -STEP / 2)];
  const [from, to] = [slopes.findIndex(Boolean), slopes.findLastIndex(Boolean) + 1];
  const mean = sum(q, (_, i) => ((slopes[i - 1] ?? 0) + slopes[i]) / 2);
  const shown = score.map((value, i) => (i < from || i > to ? NaN : value - middle));
  return { wasserstein, score: from < 0 ? score.map(() => 0) : shown, critic: mean };
}
