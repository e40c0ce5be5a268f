import assert from "node:assert/strict";
import test from "node:test";

import {
  capital,
  clamp,
  fixed,
  formatter,
  grouped,
  orDash,
  percent,
  roundStep,
  sigmoid,
  softplus,
  ticks,
} from "../../gan_lesson/page/numbers.js";

test("ticks are round numbers within the span", () => {
  assert.deepEqual(ticks(0, 1, 4), [0, 0.5, 1]);
  assert.deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(-0.3, 0.9, 4), [0, 0.5]);
  assert.deepEqual(ticks(3, 61, 4), [20, 40, 60]);
});

test("a round step is 1, 2 or 5 times a power of ten", () => {
  assert.deepEqual([0.9, 1, 1.1, 2.1, 5.1].map(roundStep), [1, 1, 2, 5, 10]);
});

test("numbers are written with a real minus sign, and none before a zero", () => {
  assert.equal(fixed(-1.25, 1), "−1.3");
  assert.equal(fixed(-0.04, 1), "0.0");
  assert.equal(fixed(-0.05, 2), "−0.05");
  assert.equal(fixed(7, 0), "7");
});

test("thousands are grouped", () => {
  assert.equal(grouped(12345.6), "12,346");
  assert.equal(grouped(999), "999");
});

test("one curve has one way to be written", () => {
  const [whole, small, large] = [formatter([1, 2000, null]), formatter([0.5, 12]), formatter([0.5, 1234.4])];
  assert.deepEqual([whole(2000), whole(null)], ["2,000", "–"]);
  assert.equal(small(0.5), "0.50");
  assert.deepEqual([large(1234.4), large(0.5)], ["1,230", "0.5"]);
});

test("what is missing is a dash", () => {
  assert.deepEqual([orDash(0.125, 2), orDash(NaN, 2), orDash(undefined, 2)], ["0.13", "–", "–"]);
  assert.deepEqual([percent(0.985), percent(NaN)], ["99 %", "–"]);
});

test("clamp, capital, sigmoid and softplus", () => {
  assert.deepEqual([clamp(-2, 0, 5), clamp(3, 0, 5), clamp(9, 0, 5)], [0, 3, 5]);
  assert.deepEqual([capital("a fake"), capital("")], ["A fake", ""]);
  assert.deepEqual(
    [0, Math.log(3), -Math.log(3)].map(sigmoid).map((share) => share.toFixed(9)),
    ["0.500000000", "0.750000000", "0.250000000"],
  );
  assert.deepEqual([sigmoid(1000), sigmoid(-1000)], [1, 0]);
  assert.equal(softplus(0), Math.LN2);
  assert.equal(softplus(1000), 1000);
  assert.equal(softplus(-1000), 0);
});
