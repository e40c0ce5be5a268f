import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { makeElement } from "./page.js";
import { contour } from "../../gan_lesson/widgets/contour.js";
import { Curves, range, stripsOf } from "../../gan_lesson/widgets/laboratory_curves.js";
import { LaboratoryPlane } from "../../gan_lesson/widgets/laboratory_plane.js";
import {
  curvesInWords,
  legendOf,
  placeInWords,
  planeInWords,
  roadInWords,
  subStepInWords,
  undoInWords,
} from "../../gan_lesson/widgets/laboratory_words.js";
import { rampColour } from "../../gan_lesson/widgets/opinion.js";
import { RunState } from "../../gan_lesson/widgets/run_button.js";

const palette = {
  accent: "accent",
  real: "real",
  fake: "fake",
  halo: "halo",
  ink: "ink",
  discriminator: "discriminator",
};

test("a contour lies where the surface crosses the level", () => {
  // Two rows of three cells, rising to the right: 0, 100, 200. The level 50 is halfway between the first two.
  assert.deepEqual(contour([0, 100, 200, 0, 100, 200], 3, 50).slice(0, 4), [0.5, 0, 0.5, 1]);
});

test("a contour follows a slope to either side", () => {
  const square = (...levels) => contour(levels, 2, 50); // first row below
  assert.deepEqual(square(0, 0, 100, 100), [1, 0.5, 0, 0.5]);
  assert.deepEqual(square(100, 0, 0, 0), [0.5, 0, 0, 0.5]);
  assert.deepEqual(square(0, 0, 0, 0), []);
  assert.deepEqual(square(0, 100, 0, 100), [0.5, 0, 0.5, 1]);
  // Of a saddle's two readings, the one that keeps the high corners apart: at the upper right and at the lower left.
  assert.deepEqual(square(100, 0, 0, 100), [1, 0.5, 0.5, 1, 0, 0.5, 0.5, 0]);
  assert.deepEqual(square(0, 100, 100, 0), [0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5]);
});

test("curves: high values at the top, at their steps, each in its colour", () => {
  const canvas = makeElement("canvas");
  const curves = new Curves(canvas);
  curves.resize(200, 100, 10);
  const strip = {
    title: "Losses",
    note: "",
    steps: [0, 50, 100],
    low: 0,
    high: 1,
    text: () => "",
    marks: [],
    lines: [
      { name: "discriminator", values: [0, 1, 0.5], now: 0.5, colour: "green", dash: [] },
      { name: "generator", values: [1, NaN, 0], now: 0, colour: "red", dash: [] },
    ],
  };
  curves.paint([strip], 50, 100, palette, { text: "text", muted: "muted", ground: "ground" });
  const [discriminator, generator] = canvas.getContext().strokes;
  // Without numbers at the scale the axis goes from 6 to 199. Of 100 px it takes 15; the strip lies from 15 to 80, and
  // shows 0 to 1.06.
  const place = (step, value) => [6 + 1.93 * step, 80 - (value / 1.06) * 65];
  assert.deepEqual([discriminator.colour, generator.colour], ["green", "red"]);
  assert.deepEqual(discriminator.pieces, [{ move: place(0, 0) }, { line: place(50, 1) }, { line: place(100, 0.5) }]);
  assert.deepEqual(generator.pieces, [{ move: place(0, 1) }, { move: place(100, 0) }]);
  const words = canvas.getContext().texts.map(({ text, colour }) => `${text.trim()} ${colour}`);
  assert.ok(words.includes("discriminator green") && words.includes("generator red"), words.join(", "));
});

test("a few wild values do not flatten a curve, and what is known stays in sight", () => {
  const values = [...Array(199).fill(1), 1000];
  const { low, high } = range({ low: null, high: null, lines: [{ values }], marks: [{ value: 2 }] });
  assert.ok(Math.abs(low - 0.94) < 1e-9 && Math.abs(high - 2.06) < 1e-9, `${low} to ${high}`);
  assert.equal(range({ low: 0, high: 1, lines: [{ values: [] }], marks: [] }).low, 0);
});

test("points and arrows stand upright in the plane", () => {
  const canvas = makeElement("canvas");
  Object.assign(canvas, { width: 200, height: 100 });
  const plane = new LaboratoryPlane(canvas, { aspect: 2 });
  assert.deepEqual([plane.x(-1), plane.x(1), plane.y(1), plane.y(-1)], [0, 200, 0, 100]);
  plane.points([0.5, 0.5], null, palette);
  const [ring] = canvas.getContext().strokes;
  assert.deepEqual([ring.colour, ring.pieces.at(-1).arc.slice(0, 2)], ["real", [150, 25]]);
  plane.arrows([0, 0, 0, 5], palette); // up: 5 times 0.06 of half the plane
  const arrow = canvas.getContext().strokes.at(-1);
  assert.deepEqual(arrow.pieces.slice(0, 2), [{ move: [100, 50] }, { line: [100, 35] }]);
});

test("the run button says at once what was wanted", () => {
  const run = new RunState();
  run.press(0);
  assert.deepEqual([run.state, run.running], ["starting", true]);
  run.hear({ running: false }, 100); // it was under way
  assert.equal(run.state, "starting");
  run.hear({ running: true }, 200);
  assert.equal(run.state, "running");
  run.press(300);
  assert.deepEqual([run.state, run.running], ["pausing", false]);
  run.hear({ running: true }, 400);
  assert.equal(run.running, false);
  run.hear({ running: false }, 500);
  assert.equal(run.state, "paused");
});

test("the run button believes a message, and after two seconds anything", () => {
  const refused = new RunState();
  refused.press(0);
  refused.hear({ running: false, message: "no" }, 100);
  assert.equal(refused.state, "paused");
  const late = new RunState();
  late.press(0);
  late.hear({ running: false }, 1999);
  assert.equal(late.state, "starting");
  late.hear({ running: false }, 2000);
  assert.equal(late.state, "paused");
});

test("another wish pauses a run, and leaves a pause alone", () => {
  const run = new RunState();
  run.interrupt(0);
  assert.equal(run.state, "paused");
  run.hear({ running: true }, 1);
  run.interrupt(2);
  assert.equal(run.state, "pausing");
  run.press(3);
  assert.equal(run.state, "starting");
  run.stop();
  assert.equal(run.state, "paused");
});

test("each curve has its own player's values, colour and mark", () => {
  const curves = { losses: [[0], [1.5], [0.5]], measures: [[0], [0.75], [3], [0.4], [0.125]] };
  const setup = { marks: { discriminator: 1.4, generator: 0.7, floor: 0.01 }, modes: 8, critic: false };
  const colours = { ...palette, generator: "generator", text: "text" };
  const [game, right, covered, strays, divergence] = stripsOf(curves, setup, null, colours);
  const line = ({ name, values, colour }) => [name, values[0], colour];
  assert.deepEqual(game.lines.map(line), [
    ["discriminator", 1.5, "discriminator"],
    ["generator", 0.5, "generator"],
  ]);
  assert.deepEqual(game.marks, [
    { value: 1.4, colour: "discriminator" },
    { value: 0.7, colour: "generator" },
  ]);
  assert.deepEqual(
    [right, covered, strays, divergence].map((strip) => strip.lines[0].values[0]),
    [0.75, 3, 0.4, 0.125],
  );
  assert.deepEqual([right.text(right.lines[0].now), covered.high, divergence.marks[0].value], ["75 %", 8, 0.01]);
  assert.equal(stripsOf(curves, { ...setup, critic: true, modes: null }, null, colours).length, 3);
});

test("the plane in words: the step, the data and what is switched on", () => {
  assert.match(planeInWords(1200, "Ring of 8", ["fake"]), /^Step 1,200\. Ring of 8: fakes \(triangles\)\. Arrow keys/);
  assert.match(planeInWords(0, "Line", []), /^Step 0\. Line: nothing is switched on\. Arrow keys/);
});

test("the legend explains what is seen, and nothing else", () => {
  const setup = { critic: false, values: { latent_size: 2, loss: "hinge" }, own: [] };
  for (const [seen, more, words] of [
    [["real", "fake"], {}, /^$/],
    [["opinion"], {}, /^Blue: taken for real.*D = 1\/2\.$/],
    [["opinion"], { critic: true }, /^Blue: the critic’s highest.*halfway\.$/],
    [["optimum"], {}, /^Shading: the best discriminator, estimated/],
    [["opinion", "optimum"], {}, /^Shading: .*of the present one\.$/],
    [["manifold"], {}, /^Every cell/],
    [["manifold"], { values: { latent_size: 3 } }, /^Grid: the first two/],
    [["manifold"], { values: { latent_size: 1 } }, /^Grid: a latent has one number/],
    [["opinion", "arrows"], {}, /^Blue: .* Arrows: down the hinge loss/],
    [["arrows"], { own: ["data", "generator_loss"] }, /^Arrows: down the loss that you handed over/],
  ])
    assert.match(legendOf(seen, { ...setup, ...more }), words);
});

test("the curves in words: each line's last value, and what is marked beside it", () => {
  const curves = { losses: [[0], [1.5], [0.5]], measures: [[0], [0.75], [3], [0.4], [0.125]] };
  const setup = { marks: { discriminator: null, generator: null, floor: 0.01 }, modes: 8, critic: false };
  const now = { accuracy: 0.5, modes: 4, strays: 0.25, jensen_shannon: 0.25 };
  assert.equal(
    curvesInWords(stripsOf(curves, setup, now, {})),
    "Curves. Losses: discriminator 1.50, generator 0.50. Discriminator is right: 50 % (dotted: guessing, 50 %). " +
      "Clusters covered, of 8: 4. Strays, of all fakes: 25 %. " +
      "Jensen-Shannon, on a grid: 0.25 (dotted: real against real, 0.01).",
  );
  const changes = [
    { step: 3290, words: "generator's rate 0.01" },
    { step: 4000, words: "batch 256" },
  ];
  assert.match(curvesInWords([], changes), /Changed at step 3,290, generator's rate 0\.01; 4,000, batch 256\.$/);
});

test("what is written beside a curve is its value at the step that is shown", () => {
  const curves = {
    losses: [
      [1, 2, 3, 4],
      [1, NaN, 3, 4],
      [5, 6, 7, 8],
    ],
    measures: [[0, 2, 4], ...Array(4).fill([1, 2, 3])],
  };
  const setup = { marks: { discriminator: null, generator: null, floor: 0 }, modes: 8, critic: false };
  const at = (step) => stripsOf(curves, setup, null, {}, step).flatMap(({ lines }) => lines.map(({ now }) => now));
  assert.deepEqual(at(4), [4, 8, 3, 3, 3, 3]);
  assert.deepEqual(at(2), [1, 6, 2, 2, 2, 2]); // in step 2 she did not move: her loss is that of step 1
  assert.deepEqual(at(0), [undefined, undefined, 1, 1, 1, 1]);
});

test("a change is marked in every strip, and named in the first", () => {
  const canvas = makeElement("canvas");
  const curves = new Curves(canvas);
  curves.resize(400, 200, 10);
  const bars = [];
  canvas.getContext().fillRect = (x, y, width) => bars.push([x, width]);
  const line = { name: "", values: [0, 1], now: 1, colour: "green", dash: [] };
  const strip = { title: "A", note: "", steps: [0, 100], low: 0, high: 1, text: () => "", marks: [], lines: [line] };
  const changes = [{ step: 50, words: "batch 256" }];
  curves.paint([strip, strip], 100, 100, palette, { text: "text", muted: "muted", ground: "ground" }, changes);
  const middle = 6 + 3.93 * 50; // as above: the axis goes from 6 to 399
  assert.equal(bars.filter(([x, width]) => Math.abs(x + width / 2 - middle) < 0.01 && width < 1).length, 2);
  assert.deepEqual(
    canvas
      .getContext()
      .texts.filter(({ text }) => text.includes("batch"))
      .map(({ text }) => text),
    ["50: batch 256"],
  );
});

const turn = (player) => ["sample", "forward", "loss", "backward", "update"].map((name) => ({ player, name }));
const plan = [...turn("discriminator"), ...turn("generator")];

test("a sub-step says whose turn it is, and which", () => {
  const said = (position, subSteps, player, name, values) =>
    subStepInWords(position, subSteps, { player, name }, { plan, values });
  const once = { discriminator_steps: 1, generator_steps: 1 };
  assert.equal(said(8, 10, "generator", "loss", once), "Sub-step 8 of 10: the generator’s turn, loss.");
  const often = { discriminator_steps: 3, generator_steps: 2 };
  assert.equal(
    said(7, 25, "discriminator", "forward", often),
    "Sub-step 7 of 25: the discriminator’s turn 2 of 3, forward.",
  );
  assert.match(said(20, 25, "generator", "update", often), /turn 1 of 2, update/);
  assert.match(said(21, 25, "generator", "sample", often), /turn 2 of 2, sample/);
  assert.match(said(5, 10, "generator", "update", often), /turn 1 of 2, update/); // of a step in which he moves alone
});

test("roads and runs that were left, in words", () => {
  assert.equal(roadInWords(null), "");
  assert.equal(
    roadInWords({ fork: 1200, furthest: 3290, dropped: true }),
    "From step 1,200 there is another road, as far as step 3,290. An older one was dropped.",
  );
  assert.equal(undoInWords(null), "");
  assert.equal(
    undoInWords({ step: 1200, because: "seed 3" }),
    "A new run has begun: seed 3. The one before had come to step 1,200.",
  );
});

test("what is read off at a place", () => {
  const reading = { x: 0.4, y: -1.25, opinion: 0.625, slope: [0, -0.5], digits: 2 };
  const setup = { critic: false, latentSize: 3 };
  assert.deepEqual(placeInWords(reading, null, setup), ["At (0.40, −1.25)", "D(x) = 0.63", "slope 0.50, uphill down"]);
  const flat = { ...reading, slope: [0, 0] };
  assert.deepEqual(placeInWords(flat, [1, -2, 0.5], { ...setup, critic: true }), [
    "Fake at (0.40, −1.25)",
    "critic’s score = 0.625",
    "no slope",
    "latent (1.00, −2.00, …)",
  ]);
  assert.match(placeInWords({ ...reading, opinion: null }, null, setup)[1], /D\(x\) = –/);
});

test("at D = 1/2 the plane has no colour, in either theme", () => {
  const palettes = JSON.parse(readFileSync(new URL("../../gan_lesson/page/palette.json", import.meta.url)));
  for (const colours of Object.values(palettes)) {
    const half = [1, 3, 5].map((i) => parseInt(colours.opinionHalf.slice(i, i + 2), 16));
    for (const level of [127, 128]) assert.deepEqual(rampColour(colours, (level - 127.5) / 127.5), half);
    assert.notDeepEqual(rampColour(colours, 0.1), half);
  }
});
