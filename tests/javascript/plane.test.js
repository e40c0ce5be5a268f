import assert from "node:assert/strict";
import test from "node:test";

import { atTheEdge } from "../../gan_lesson/widgets/plane.js";

test("fakes that left the picture are moved towards its centre, to its edge, and those inside are left out", () => {
  const moved = atTheEdge([0.5, -1, 2, 1, -0.3, -16, 1, 1]);
  const expected = [0.98, 0.49, (-0.3 * 0.98) / 16, -0.98];
  assert.equal(moved.length, expected.length);
  expected.forEach((value, i) => assert.ok(Math.abs(moved[i] - value) < 1e-12));
});
