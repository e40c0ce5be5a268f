// The Fréchet distance of two normal distributions on a line, true and as samples estimate it.

/** Its two parts: the squared difference of the means, and that of the spreads (standard deviations). */
export function parts(one, other) {
  return { means: (one.mean - other.mean) ** 2, spreads: (one.spread - other.spread) ** 2 };
}

export const total = ({ means, spreads }) => means + spreads;

/** Mean and spread of numbers; the spread divides by n - 1, as the course's metrics do. */
export function fit(numbers) {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const squares = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, spread: Math.sqrt(squares / (numbers.length - 1)) };
}

/** What a fit becomes when each of its numbers x is replaced by mean + spread x. */
export function moved(fitted, { mean, spread }) {
  return { mean: mean + spread * fitted.mean, spread: spread * fitted.spread };
}

/** Numbers from the standard normal distribution, the same for the same seed (mulberry32, then Box and Muller). */
export function normals(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (count) =>
    Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()));
}

/** For each size, `repeats` real samples and as many others with their fits, all from the standard normal distribution. */
export function draws(sizes, repeats, seed) {
  const draw = normals(seed);
  const sample = (size) => {
    const numbers = draw(size);
    return { numbers, ...fit(numbers) };
  };
  return sizes.map((size) => Array.from({ length: repeats }, () => ({ real: sample(size), other: sample(size) })));
}

/** The estimates of one size's draws if the others are fakes of this mean and spread, ascending. */
export function estimates(pairs, fakes) {
  return pairs.map(({ real, other }) => total(parts(real, moved(other, fakes)))).sort((a, b) => a - b);
}

/**
 * The average of all possible estimates from samples of one size, with real data of mean 0 and spread 1.
 *
 * The means differ by (1 + s²) / n too much; and a sample's spread is on average c s, with c below 1.
 */
export function expected(size, { mean, spread }) {
  let ratio = 1 / Math.sqrt(Math.PI); // of the gamma function at n / 2 and at (n - 1) / 2, here for n = 2
  for (let n = 2; n < size; n++) ratio = (n - 1) / 2 / ratio;
  const c = ratio * Math.sqrt(2 / (size - 1));
  return mean ** 2 + (1 + spread ** 2) / size + 1 + spread ** 2 - 2 * c ** 2 * spread;
}
