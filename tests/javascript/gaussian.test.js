import assert from "node:assert/strict";
import { test } from "node:test";

import { crossing, logDensity } from "../../gan_lesson/widgets/gaussian.js";

const close = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-12, `${found} is not ${expected}`);

test("a density at a place, with a tilt", () => {
  // The covariance [[2, 1], [1, 1]] has the determinant 1 and the inverse [[1, -1], [-1, 2]].
  const hill = { mean: [1, 2], inverse: [1, -1, -1, 2], log: -Math.log(2 * Math.PI) };
  close(logDensity(hill, 1, 2), -Math.log(2 * Math.PI));
  close(logDensity(hill, 3, 2), -Math.log(2 * Math.PI) - 2); // 2 * 2 * 1 / 2
  close(logDensity(hill, 2, 3), -Math.log(2 * Math.PI) - 0.5); // 1 - 2 + 2, halved: along the tilt it falls slowly
  close(logDensity(hill, 2, 1), -Math.log(2 * Math.PI) - 2.5); // 1 + 2 + 2, halved
});

test("the crossing upwards that is nearest", () => {
  close(crossing([0, 1, 2], [-1, -0.5, 0.5], 0), 1.5);
  close(crossing([0, 1, 2, 3], [-1, 1, -1, 3], 3), 2.25);
  close(crossing([0, 1, 2, 3], [-1, 1, -1, 3], 0.4), 0.5);
  assert.equal(crossing([0, 1, 2], [2, 1, -1], 0), null); // downwards
  assert.equal(crossing([0, 1], [1, 2], 0), null);
});
