import assert from "node:assert/strict";
import test from "node:test";

import { draws, estimates, expected, fit, moved, normals, parts, total } from "../../gan_lesson/widgets/frechet.js";

const near = (found, right, by) => assert.ok(Math.abs(found - right) <= by, `${found} for ${right}`);
const STANDARD = { mean: 0, spread: 1 };

test("the distance is the squared difference of the means plus that of the spreads", () => {
  const found = parts({ mean: 1, spread: 2 }, { mean: 4, spread: 0.5 });
  assert.deepEqual(found, { means: 9, spreads: 2.25 });
  assert.equal(total(found), 11.25);
});

test("a spread is a standard deviation with n - 1", () => {
  assert.deepEqual(fit([1, 2, 3, 4, 5]), { mean: 3, spread: Math.sqrt(2.5) });
});

test("a fit that is moved is the fit of numbers that were moved", () => {
  const numbers = normals(3)(40);
  const [found, again] = [moved(fit(numbers), { mean: -2, spread: 0.6 }), fit(numbers.map((x) => -2 + 0.6 * x))];
  near(found.mean, again.mean, 1e-12);
  near(found.spread, again.spread, 1e-12);
});

test("normal numbers have mean 0, spread 1 and a bell's tails, and a seed gives them again", () => {
  const numbers = normals(1)(50000);
  const { mean, spread } = fit(numbers);
  near(mean, 0, 0.02);
  near(spread, 1, 0.02);
  near(numbers.filter((x) => Math.abs(x) > 2).length / 50000, 0.0455, 0.004);
  assert.deepEqual(normals(1)(5), numbers.slice(0, 5));
  assert.notDeepEqual(normals(2)(5), numbers.slice(0, 5));
});

test("what samples say on average is what many draws say, and more than the truth", () => {
  const sizes = [2, 5, 20, 100];
  const pairs = draws(sizes, 4000, 7);
  for (const fakes of [STANDARD, { mean: 1.5, spread: 0.5 }, { mean: 0, spread: 2 }]) {
    sizes.forEach((size, i) => {
      const found = estimates(pairs[i], fakes);
      const { mean, spread } = fit(found);
      near(mean, expected(size, fakes), (4 * spread) / Math.sqrt(found.length));
      assert.ok(expected(size, fakes) > total(parts(STANDARD, fakes)));
      assert.ok(found.every((x, j) => j === 0 || found[j - 1] <= x));
    });
  }
});

test("real against real comes down to 0 as 3 / n", () => {
  for (const size of [100, 1000]) near(size * expected(size, STANDARD), 3, 5 / size);
});
