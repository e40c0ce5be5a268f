import assert from "node:assert/strict";
import test from "node:test";

import { EVEN, RULES, factsAt, gap, lookAt, movementOf, reading } from "../../gan_lesson/widgets/decoder.js";

/** The names of the rules that hold at the end of a run; null stands for the untrained pair. */
function rulesOf(hers, his, curve = "hers") {
  const losses = { hers: [null, ...hers], his: [null, ...his] };
  return reading(factsAt(losses, curve, hers.length)).names;
}

test("a value of her loss is named by how far it is from 0 and from 2 log 2", () => {
  const at = (value) => rulesOf([value], [5])[0];
  assert.deepEqual([0, 0.09, 0.11, 1.28, 1.29, EVEN.hers, 1.48, 1.49, 7].map(at), [
    "sure",
    "sure",
    "ahead",
    "ahead",
    "guessing",
    "guessing",
    "guessing",
    "worse",
    "worse",
  ]);
});

test("a value of his loss is named by the probability that it stands for, whichever loss he has", () => {
  const likely = [0.01, 0.13, 0.15, 0.43, 0.45, 0.5, 0.55, 0.57, 0.99];
  const named = (losses) => losses.map((value) => rulesOf([3], [value], "his")[0]);
  const rest = ["behind", "behind", "even", "even", "even", "believed", "believed"];
  assert.deepEqual(named(likely.map((p) => -Math.log(p))), ["recognised", "recognised", ...rest]);
  assert.deepEqual(named(likely.map((p) => Math.log(1 - p))), ["no slope", "recognised", ...rest]);
});

test("a mean of logarithms becomes a probability again", () => {
  const losses = { hers: [null, EVEN.hers], his: [null, EVEN.his] };
  const facts = factsAt(losses, "hers", 1);
  assert.ok(Math.abs(facts.likely - 0.5) < 1e-12 && Math.abs(facts.other.likely - 0.5) < 1e-12);
  assert.ok(Math.abs(factsAt({ ...losses, his: [null, Math.log(0.8)] }, "his", 1).likely - 0.2) < 1e-12);
  assert.match(reading(facts).says[0], /probability of 0\.50\.$/);
});

test("a movement is read from the last five looks", () => {
  const kind = (...values) => movementOf(values).kind;
  assert.equal(kind(1, 2, 3, 4), "short");
  assert.equal(kind(1.3, 1.301, 1.302, 1.301, 1.304), "still");
  assert.equal(kind(0.7, 0.71, 0.72, 0.73, 0.74), "rising");
  assert.equal(kind(1.38, 1.36, 1.37, 1.33, 1.3), "falling");
  assert.equal(kind(1.3, 1.34, 1.29, 1.35, 1.34), "level");
  assert.equal(kind(1.3, 1.9, 0.7, 1.8, 1.5), "swinging");
  assert.ok(Math.abs(movementOf([1, 1.1, 1.2, 1.3, 1.5]).by - 0.5) < 1e-12);
});

test("only what came before the place counts", () => {
  const losses = { hers: [null, 1.38, 1.36, 1.33, 1.3, 1.25, 3], his: [null, 0.7, 0.71, 0.72, 0.73, 0.75, 9] };
  assert.deepEqual(reading(factsAt(losses, "his", 5)).names, ["even", "she gains"]);
  assert.deepEqual(reading(factsAt(losses, "hers", 5)).names, ["ahead", "she gains"]);
});

test("both curves are looked at where both matter", () => {
  const [flat, zero] = [Array(5).fill(1.39), Array(5).fill(0)];
  assert.deepEqual(rulesOf(flat, Array(5).fill(0.69)), ["guessing", "nothing moves", "perfect values"]);
  assert.deepEqual(rulesOf(zero, Array(5).fill(-1e-7), "his"), ["no slope", "nothing moves"]);
  assert.deepEqual(rulesOf(zero, [9, 11, 12, 14, 15]), ["sure"], "he still moves");
  const both = factsAt({ hers: [null, ...flat], his: [null, ...Array(5).fill(0.69)] }, "hers", 5);
  assert.equal(reading(both).ask.length, 3, "three rules have four questions, and three are enough");
});

test("the same direction is good for one and bad for the other", () => {
  const [up, down] = [
    [1.1, 1.12, 1.15, 1.2, 1.25],
    [1.25, 1.2, 1.15, 1.12, 1.1],
  ];
  assert.equal(rulesOf(up, up)[1], "he gains");
  assert.equal(rulesOf(up, up, "his")[1], "she gains");
  assert.equal(rulesOf(down, down)[1], "she gains");
  assert.equal(rulesOf(down, down, "his")[1], "he gains");
});

test("every place gets a value, what it does not say, and up to three different questions", () => {
  for (let hers = 0; hers < 4; hers += 0.21)
    for (let his = -2; his < 12; his += 0.37)
      for (const curve of ["hers", "his"]) {
        const found = reading(factsAt({ hers: [null, hers], his: [null, his] }, curve, 1));
        assert.equal(found.says.length, found.not.length);
        assert.ok(found.says[0].endsWith(".") && found.not[0].endsWith("."));
        assert.ok(found.ask.length >= 1 && found.ask.length <= 3 && found.ask.every((words) => words.length > 10));
        assert.equal(new Set(found.ask).size, found.ask.length);
      }
  assert.equal(new Set(RULES.map(({ name }) => name)).size, RULES.length);
});

test("how far two runs are apart is measured in their second halves, also between looks", () => {
  const run = (at, hers, his) => ({ at, losses: { hers: [null, ...hers], his: [null, ...his] } });
  const one = run([0, 0.2, 0.4, 0.6, 1], [9, 1, 1, 1], [9, 2, 2, 2]);
  const other = run([0, 0.4, 0.8, 1], [1, 1.5, 1], [2, 2, 1.75]);
  const found = gap(one, other);
  assert.deepEqual(found, { hers: 0.5, his: 0.25 });
  assert.deepEqual(gap(other, one), found);
});

test("the nearest look is found, and never the untrained one", () => {
  const at = [0, 0.2, 0.4, 1];
  assert.deepEqual(
    [0, 0.29, 0.31, 0.69, 0.71, 1].map((share) => lookAt(at, share)),
    [1, 1, 2, 2, 3, 3],
  );
});
