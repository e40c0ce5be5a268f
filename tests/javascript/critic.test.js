import assert from "node:assert/strict";
import test from "node:test";

import { judged } from "../../gan_lesson/widgets/critic.js";

const near = (found, right, by) => assert.ok(Math.abs(found - right) <= by, `${found} for ${right}`);
const at = (xs, ys, x) => ys[xs.findIndex((one) => one > x - 0.01)];

test("equal densities have no distance, and leave no slope", () => {
  for (const shape of ["bell", "hill"]) {
    const { jensen, wasserstein, expert, critic, xs, trust, score } = judged({ shape, place: 0, width: 1 });
    for (const number of [jensen, wasserstein, expert, critic]) near(number, 0, 1e-9);
    near(at(xs, trust, 0.5), 0.5, 1e-9);
    assert.ok(score.every((value) => value === 0));
  }
});

test("the Wasserstein distance of a shift is the shift, and the critic's slope is -1 wherever the fakes lie", () => {
  for (const shape of ["bell", "hill"])
    for (const place of [0.5, 2, 4, 6, 7]) {
      const { wasserstein, critic, xs, score } = judged({ shape, place, width: 1 });
      near(wasserstein, place, 1e-3);
      near(critic, -1, 1e-5);
      near(at(xs, score, place), -place, 0.021);
      near(at(xs, score, 0), 0, 1e-9);
    }
});

test("another width moves the sand outwards: its distance is that of the quantiles", () => {
  for (const width of [0.6, 2]) {
    const { wasserstein, critic, xs, score } = judged({ shape: "bell", place: 0, width });
    near(wasserstein, Math.abs(1 - width) * Math.sqrt(2 / Math.PI), 1e-3);
    near(critic, 0, 1e-6);
    // Wide fakes are led inwards from both sides, narrow ones outwards.
    assert.equal(Math.sign(at(xs, score, 1.5)), width > 1 ? -1 : 1);
    near(at(xs, score, 1.5), at(xs, score, -1.5), 0.05);
  }
});

test("Jensen-Shannon and the expert are those of the formulas, as gan_lesson.props.densities computes them", () => {
  const hill = [
    [1, 0.20030313],
    [2, 0.5],
    [3, 0.66515083],
    [4, Math.log(2)],
    [6, Math.log(2)],
  ];
  for (const [place, right] of hill) near(judged({ shape: "hill", place, width: 1 }).jensen, right, 2e-5);
  for (const [place, right] of [
    [1, 0.11142148],
    [6, 0.68929793],
  ])
    near(judged({ shape: "bell", place, width: 1 }).jensen, right, 2e-5);
  const { xs, trust } = judged({ shape: "bell", place: 2, width: 1 });
  near(at(xs, trust, 1), 0.5, 0.011);
  near(at(xs, trust, 0), 1 / (1 + Math.exp(-2)), 0.005);
});

test("the expert's slope under the fakes dies: at once with hills that end, slowly with bells", () => {
  const expert = (shape, place) => judged({ shape, place, width: 1 }).expert;
  assert.ok(expert("hill", 1) < -0.3);
  assert.deepEqual([expert("hill", 4.2), expert("hill", 6)], [0, 0]);
  const slopes = [2, 3, 4, 5, 6, 7].map((place) => -expert("bell", place));
  slopes.slice(1).forEach((slope, i) => assert.ok(slope > 0 && slope < slopes[i]));
  assert.ok(slopes.at(-1) < 0.002);
});

test("the mean slope of the critic is the slope of her distance", () => {
  for (const [shape, width] of [
    ["bell", 2],
    ["hill", 0.6],
  ]) {
    const far = (place) => judged({ shape, place, width }).wasserstein;
    near((far(1.1) - far(0.9)) / 0.2, -judged({ shape, place: 1, width }).critic, 0.02);
  }
});

test("between two hills nobody is, and sand must pass there all the same", () => {
  const { xs, trust, score } = judged({ shape: "hill", place: 6, width: 1 });
  assert.ok(Number.isNaN(at(xs, trust, 3)) && Number.isFinite(at(xs, score, 3)));
  assert.ok(Number.isNaN(at(xs, score, -2.5)) && Number.isNaN(at(xs, score, 8.5)));
});
