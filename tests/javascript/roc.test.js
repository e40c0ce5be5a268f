import assert from "node:assert/strict";
import test from "node:test";

import { interval, rocOf } from "../../gan_lesson/widgets/roc.js";

const REAL = [true, false, true, false, false, true, true, false];
const near = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-9, `${found} is not ${expected}`);

test("the curve goes up with each real one and right with each fake, and aslant where both score the same", () => {
  const { fakes, reals, area } = rocOf([true, false, true, false], [4, 3, 3, 1]);
  assert.deepEqual(fakes, [0, 0, 0.5, 1]);
  assert.deepEqual(reals, [0, 0.5, 1, 1]);
  near(area, (1 + 1 + 0.5 + 1) / 4); // of four pairs, three in order and one equal
});

test("a judge of one mind has the diagonal", () => {
  const { fakes, reals, area } = rocOf(REAL, [3, 3, 3, 3, 3, 3, 3, 3]);
  assert.deepEqual([fakes, reals, area], [[0, 1], [0, 1], 0.5]);
});

test("areas and intervals are Python's, to nine digits", () => {
  const ratings = rocOf(REAL, [5, 1, 4, 2, 3, 3, 5, 5]);
  [ratings.area, ratings.low, ratings.high].forEach((found, i) =>
    near(found, [0.78125, 0.37284237192519387, 0.9513256532146399][i]),
  );
  assert.deepEqual(ratings.fakes, [0, 0.25, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(ratings.reals, [0, 0.5, 0.75, 1, 1, 1]);
  const logits = rocOf(REAL, [2, -1, 0.5, 1, -2, 3, -0.5, 0]);
  [logits.area, logits.low, logits.high].forEach((found, i) =>
    near(found, [0.8125, 0.3983058808928058, 0.9623379560330251][i]),
  );
  near(interval(1, 20, 20)[0], 0.8986681342009697);
  near(interval(0, 5, 9)[1], 0.29254161489020986);
  assert.equal(interval(1, 20, 20)[1], 1);
});
