// Letters are half an em wide (page.js), so that all places can be computed by hand.

import assert from "node:assert/strict";
import test from "node:test";

import "./page.js";
import { StripChart } from "../../gan_lesson/widgets/strip_chart.js";
import { bandOf, epochLabels, pathOf, scaleOf, spread } from "../../gan_lesson/widgets/strip_geometry.js";

const line = (colour, values, label = "") => ({ label, colour, dash: 0, values });
const close = (found, wanted) => assert.ok(Math.abs(found - wanted) < 0.01, `${found} is not ${wanted}`);
const pointsOf = (path) =>
  path.attributes.d
    .split(/[ML]/)
    .slice(1)
    .map((pair) => pair.split(" ").map(Number));

/** One strip of two lines on 100 x ... pixels at 10 px an em: the axis goes from x = 21 to x = 92. */
function chart() {
  const made = new StripChart(
    [{ title: "Losses", lines: [line("discriminator", [0, 1, 2]), line("generator", [2, 0, null])] }],
    [0, 5, 10],
    () => {},
  );
  made.resize(100, 10);
  return made;
}

test("the axis leaves room for the numbers of its scale", () => {
  const { left, right } = chart();
  assert.deepEqual([left, right], [21, 92]); // "0.0" has 15 px, and 6 px of air; 0.8 em remain on the right
});

test("high values are at the top, and each line has its own colour", () => {
  const [discriminator, generator] = chart().element.all("path");
  assert.match(discriminator.attributes.class, /\bgl-discriminator\b/);
  assert.match(generator.attributes.class, /\bgl-generator\b/);
  // The strip is 55 px high below its title's 16; 0 to 2 with 4 percent of air is -0.08 to 2.08.
  const y = (value) => 71 - ((value + 0.08) / 2.16) * 55;
  assert.ok(y(2) < y(0));
  const wanted = [
    [
      [21, y(0)],
      [56.5, y(1)],
      [92, y(2)],
    ],
    [
      [21, y(2)],
      [56.5, y(0)],
    ],
  ];
  [discriminator, generator].forEach((path, p) => {
    const points = pointsOf(path);
    assert.equal(points.length, wanted[p].length);
    points.forEach((point, i) => point.forEach((value, axis) => close(value, wanted[p][i][axis])));
  });
});

test("the marks of the scale stand at their values", () => {
  const labels = chart()
    .element.all("text", "gl-muted")
    .filter((text) => text.attributes["text-anchor"] === "end");
  const at = Object.fromEntries(labels.map((label) => [label.children[0], Number(label.attributes.y)]));
  close(at["0.0"] - 3.5, 71 - (0.08 / 2.16) * 55);
  close(at["2.0"] - 3.5, 71 - (2.08 / 2.16) * 55);
});

test("the cursor and its dots go where the snapshot is; a missing value has no dot", () => {
  const made = chart();
  made.moveTo(2);
  assert.deepEqual([made.cursor.attributes.x1, made.cursor.attributes.x2], ["92", "92"]);
  const [discriminator, generator] = made.element.all("circle");
  assert.deepEqual([discriminator.attributes.cx, generator.attributes.visibility], ["92", "hidden"]);
  close(Number(discriminator.attributes.cy), 71 - (2.08 / 2.16) * 55);
});

test("epochs stand below their own snapshots", () => {
  const labels = chart()
    .element.all("text", "gl-muted")
    .filter((text) => /^(epoch )?\d+$/.test(text.children[0]));
  // Each label's right end is half a number's width to the right of its tick; the first finds no room to the left.
  const wanted = [
    ["epoch 0", 0, "start"],
    ["5", 59, "end"],
    ["10", 97, "end"],
  ];
  assert.deepEqual(
    labels.map((label) => [label.children[0], Number(label.attributes.x), label.attributes["text-anchor"]]),
    wanted,
  );
});

test("snapshots that are not evenly spaced keep their epochs", () => {
  const at = { x: (index) => 100 * index, width: 300, measure: (text) => 5 * text.length, em: 10 };
  const labels = epochLabels([0, 1, 10, 100], { ...at, x: (index) => 100 + 100 * index });
  assert.deepEqual(
    labels.map(({ text, x }) => [text, x]),
    [
      ["epoch 0", 102.5],
      ["1", 202.5],
      ["10", 305],
      ["100", 407.5],
    ],
  );
});

test("a path breaks off where a value is missing", () => {
  assert.equal(
    pathOf(
      [1, null, 3, 4],
      (i) => i,
      (value) => -value,
    ),
    "M0.00 -1.00M2.00 -3.00L3.00 -4.00",
  );
});

test("a scale has air, and lives without values", () => {
  const { low, high, marks } = scaleOf({ lines: [line("x", [1, null, 3])] });
  assert.deepEqual([low, high, marks], [0.92, 3.08, [1, 1.5, 2, 2.5, 3]]);
  assert.deepEqual(scaleOf({ lines: [line("x", [null])] }).marks, [0, 0.5, 1]);
  assert.deepEqual(scaleOf({ lines: [line("x", [7, 7])] }).marks, [6.5, 7, 7.5]);
});

test("labels at the ends are pushed apart, within the strip", () => {
  assert.deepEqual(spread([10, 11, 50], 12, 0, 100), [10, 22, 50]);
  assert.deepEqual(spread([90, 95, 99], 12, 0, 100), [76, 88, 100]);
  assert.deepEqual(spread([-5, 0], 12, 3, 100), [3, 15]);
});

test("losses that differ by powers of ten are shown by them, and nothing else is", () => {
  const lines = [line("x", [0.001, null, 10])];
  const { marks, share, text, isLog } = scaleOf({ title: "loss", lines });
  assert.ok(isLog);
  assert.deepEqual(marks.map(text), ["0.01", "1"]);
  const apart = share(1) - share(0.1);
  close(share(10) - share(1), apart);
  assert.ok(share(0.001) > 0 && share(10) < 1);
  assert.ok(!scaleOf({ title: "strays, %", lines }).isLog);
  assert.ok(!scaleOf({ title: "loss", lines: [line("x", [0.5, 2])] }).isLog);
  assert.ok(!scaleOf({ title: "loss", lines: [line("x", [-1, 200])] }).isLog, "a critic's");
});

test("an axis whose epochs are not evenly spaced says so, with a tick for each snapshot", () => {
  const made = (epochs) => {
    const one = new StripChart([{ title: "Losses", lines: [line("x", epochs)] }], epochs, () => {});
    one.resize(400, 10);
    return one.element;
  };
  const [even, uneven] = [made([0, 5, 10]), made([0, 0, 0, 1, 5])];
  assert.equal(even.all("line", "gl-tick").length, 0);
  assert.equal(uneven.all("line", "gl-tick").length, 5);
  assert.match(uneven.attributes["aria-label"], /epochs are not evenly spaced/);
  assert.doesNotMatch(even.attributes["aria-label"], /evenly/);
});

test("a band lies around its two curves, is in the scale, and breaks off where a value is missing", () => {
  const x = (i) => 10 * i;
  const y = (value) => 100 - value;
  const band = [
    [1, 2, null, 4],
    [5, 6, null, 8],
  ];
  assert.equal(bandOf(band, x, y), "M0.00 95.00L10.00 94.00L10.00 98.00L0.00 99.00ZM30.00 92.00L30.00 96.00Z");
  const { low, high } = scaleOf({ lines: [{ ...line("run-0", [3, 4, 5, 6]), band }] });
  assert.ok(low < 1 && high > 8);
});

test("bands are drawn behind all lines, and a flag where it is wanted", () => {
  const lines = [line("run-0", [1, 2, 3]), { ...line("run-1", [3, 2, 1]), band: [[2, 1, 0], [4, 3, 2]] }]; // prettier-ignore
  const made = new StripChart([{ title: "Found", lines }], [0, 1, 2], () => {}, { index: 1, words: "fork" });
  made.resize(100, 10);
  const classes = made.element.all("path").map((path) => path.attributes.class);
  assert.match(classes[0], /gl-band gl-run-1/);
  assert.equal(classes.length, 3);
  const flag = made.element.all("line").find(({ attributes }) => attributes.class === "gl-flag");
  assert.equal(Number(flag.attributes.x1), made.x(1));
});
