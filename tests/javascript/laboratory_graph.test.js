import assert from "node:assert/strict";
import test from "node:test";

import { makeElement } from "./page.js";
import { Glide } from "../../gan_lesson/widgets/glide.js";
import { levelOf, placesOf, thinned } from "../../gan_lesson/widgets/laboratory_graph.js";
import { counted } from "../../gan_lesson/widgets/laboratory_pictures.js";
import { LaboratoryPlane, colourOf } from "../../gan_lesson/widgets/laboratory_plane.js";

const WIDTHS = [22, 24, 28, 31, 36, 46]; // em: from a phone to the widest
const TITLE = 1.35;

test("parts of the graph lie in it, and none on another", () => {
  for (const width of WIDTHS) {
    const { nodes, height } = placesOf(width);
    const boxes = Object.entries(nodes).map(([name, { left, top, width: w, height: h }]) => {
      return { name, left, top, right: left + w, bottom: top + TITLE + h };
    });
    for (const one of boxes) {
      assert.ok(one.left >= 0 && one.right <= width + 1e-9 && one.bottom <= height, `${one.name} at ${width}`);
      for (const other of boxes) {
        const apart =
          one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
        assert.ok(one === other || apart, `${one.name} on ${other.name} at ${width}`);
      }
    }
  }
});

test("edges begin and end at their parts, and run through no other", () => {
  const ends = {
    draw: ["latents", "generator"],
    make: ["generator", "fakes"],
    show_fake: ["fakes", "discriminator"],
    show_real: ["real", "discriminator"],
    judge_real: ["discriminator", "real_answers"],
    judge_fake: ["discriminator", "fake_answers"],
    score_real: ["real_answers", "discriminator_loss"],
    score_fake: ["fake_answers", "discriminator_loss"],
    pay: ["fake_answers", "generator_loss"],
  };
  const away = ([x, y], { left, top, width, height }) =>
    Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - TITLE - height));
  for (const width of WIDTHS) {
    const { nodes, edges } = placesOf(width);
    assert.deepEqual(Object.keys(edges).sort(), Object.keys(ends).sort());
    for (const [name, points] of Object.entries(edges)) {
      const [from, to] = ends[name];
      assert.ok(away(points[0], nodes[from]) < 0.4 && away(points.at(-1), nodes[to]) < 0.4, `${name} at ${width}`);
      for (const [other, box] of Object.entries(nodes)) {
        const touched = points.some((point) => away(point, box) === 0);
        assert.ok(!touched, `${name} runs through ${other} at ${width}`);
      }
    }
  }
});

test("the gradient comes back the way that data went: from his loss through her to him, from hers to her", () => {
  for (const width of WIDTHS) {
    const { nodes, streams } = placesOf(width);
    const within = ([x, y], { left, top, width: w, height }) =>
      x >= left && x <= left + w && y >= top && y <= top + TITLE + height;
    assert.ok(within(streams.through.at(-1), nodes.generator));
    assert.ok(streams.through.some((point) => within(point, nodes.discriminator)));
    assert.ok(streams.through.some((point) => within(point, nodes.fakes)));
    for (const name of ["of_real", "of_fake"]) {
      assert.ok(within(streams[name].at(-1), nodes.discriminator));
      assert.ok(!streams[name].some((point) => within(point, nodes.fakes) || within(point, nodes.generator)));
    }
  }
});

test("where there is little room pictures are smaller, down to a size that is still seen", () => {
  const [free, low, none] = [Infinity, 31, 5].map((room) => placesOf(36, room));
  assert.ok(free.height > low.height && low.height <= 31.1 && none.height <= low.height);
  assert.equal(none.nodes.fakes.height, 6.4);
});

test("a tank is empty without a gradient, and the fuller the longer the gradient is", () => {
  assert.equal(levelOf(0), 0);
  const levels = [1e-9, 0.01, 0.1, 1, 10, 1e9].map(levelOf);
  assert.deepEqual(levels, levels.toSorted());
  assert.ok(levels[0] > 0 && levels.at(-1) === 1);
});

test("a small grid has every second line of the large one", () => {
  const data = [...Array(5 * 5).keys()].flatMap((i) => [i % 5, Math.floor(i / 5)]);
  const small = thinned({ data, shape: [5, 5, 2] });
  assert.deepEqual(small.shape, [3, 3, 2]);
  assert.deepEqual(small.data.slice(0, 8), [0, 0, 2, 0, 4, 0, 0, 2]);
  const line = { data: [0, 0, 1, 1], shape: [1, 2, 2] };
  assert.equal(thinned(line), line);
});

test("answers are counted from fake to real", () => {
  const counts = counted([0, 0.01, 0.5, 0.999, 1]);
  assert.deepEqual([counts[0], counts[10], counts[19], counts.length], [2, 1, 2, 20]);
});

test("a point has the colour of what she says of it", () => {
  const palette = { real: "#0000ff", fake: "#ff0000", muted: "#808080" };
  assert.deepEqual(
    [0, 0.5, 1].map((answer) => colourOf(palette, answer)),
    ["rgb(255,0,0)", "rgb(128,128,128)", "rgb(0,0,255)"],
  );
});

test("what an update moves glides from where it was to where it is", () => {
  const glide = new Glide();
  const [before, after] = [
    [0, 0],
    [1, -1],
  ].map((data) => ({ fake: { data: Float32Array.from(data) } }));
  assert.equal(glide.at(after, 0), after);
  glide.begin(before, 1000);
  const at = (now) => [...glide.at(after, now).fake.data];
  assert.deepEqual(
    [at(1000), at(1350), at(1700)],
    [
      [0, 0],
      [0.5, -0.5],
      [1, -1],
    ],
  );
  assert.deepEqual([glide.going(1699), glide.going(1700)], [true, false]);
  const other = { fake: { data: Float32Array.from([1, 2, 3]) }, real: { data: [9, 9] } };
  assert.deepEqual(glide.at(other, 1350), other, "of another length, or of what does not move");
});

test("a sub-step in the plane: the batch in rings, then in her colours; an update leaves the plane as it is", () => {
  const palette = { real: "#0000ff", fake: "#ff0000", muted: "#808080", accent: "accent", opinionHalf: "half" };
  const drawn = (step, layers) => {
    const canvas = makeElement("canvas");
    Object.assign(canvas, { width: 200, height: 200 });
    const context = canvas.getContext();
    Object.assign(context, { arc() {}, fill() {} });
    new LaboratoryPlane(canvas, { aspect: 1 }).subStep(step, layers, palette);
    return context.strokes.map(({ colour }) => colour);
  };
  const layers = { flow_real: { data: [0, 0] }, flow_fake: { data: [0.5, 0.5] } };
  const answers = { flow_real_answers: { data: [1] }, flow_fake_answers: { data: [0] } };
  const hers = (name) => ({ player: "discriminator", name });
  assert.deepEqual(drawn(hers("sample"), layers), ["accent", "accent", "#0000ff"]);
  assert.deepEqual(drawn(hers("forward"), { ...layers, ...answers }), ["rgb(0,0,255)"]);
  assert.deepEqual(drawn(hers("update"), { ...layers, ...answers }), []);
  assert.deepEqual(drawn({ player: "generator", name: "sample" }, {}), [], "there is no point yet");
});
