import assert from "node:assert/strict";
import test from "node:test";

import { makeElement } from "./page.js";
import { Clock } from "../../gan_lesson/widgets/clock.js";
import { rampColour, undoDifferences } from "../../gan_lesson/widgets/opinion.js";
import { Sheet, placeInReels } from "../../gan_lesson/widgets/pictures.js";
import { blend, unpack } from "../../gan_lesson/widgets/trail.js";

test("row y of the film's frame t is row y * length + t of its images", () => {
  const film = { begin: 3, length: 10, rows: 4 };
  assert.deepEqual(placeInReels(film, 3, 0), { reel: 0, row: 0 });
  assert.deepEqual(placeInReels(film, 5, 0), { reel: 0, row: 2 });
  assert.deepEqual(placeInReels(film, 5, 3), { reel: 0, row: 32 });
  assert.deepEqual(placeInReels(film, 12, 4), { reel: 1, row: 9 });
});

test("time begins with the first tick, however late it comes", () => {
  const clock = new Clock();
  assert.equal(clock.tick(5000, 10), 0);
  assert.equal(clock.tick(5100, 10), 1);
});

test("what is left over counts for the next frame, at any rate", () => {
  const clock = new Clock();
  clock.tick(0, 10);
  assert.deepEqual(
    [50, 100, 250, 300].map((now) => clock.tick(now, 10)),
    [0, 1, 1, 1],
  );
  assert.equal(clock.tick(800, 20), 10);
});

const sheetOf = (count, columns) => {
  const canvas = makeElement("canvas");
  return [new Sheet(canvas, { count, columns, tileWidth: 8, tileHeight: 8 }), canvas];
};

test("tiles have whole pixels where that wastes little, and fill the room where it would waste much", () => {
  const [sheet, canvas] = sheetOf(4, 2);
  sheet.resize(53, 100, 3); // 50 px for 16 pixels: three each
  assert.deepEqual([sheet.width, sheet.height, sheet.smooth, canvas.width, canvas.height], [24, 24, false, 51, 51]);
  sheet.resize(27, 100, 3); // 24 px for 16: one and a half
  assert.deepEqual([sheet.width, sheet.smooth, canvas.width], [12, true, 27]);
});

test("a sheet takes the columns that show its pictures largest", () => {
  const [sheet] = sheetOf(4, 2);
  sheet.resize(400, 400, 0);
  assert.deepEqual([sheet.layout.columns, sheet.width], [2, 200]);
  sheet.resize(400, 100, 0); // one row of four, twice as large as two of two
  assert.deepEqual([sheet.layout.columns, sheet.width], [4, 96]); // 96 of 100 px: whole pixels
  assert.deepEqual([sheet.place(3), sheet.source(3)].flat(), [288, 0, 96, 96, 8, 8, 8, 8]);
});

test("a click finds its picture, and none beside them", () => {
  const [sheet] = sheetOf(3, 2);
  sheet.resize(16, 16, 0);
  assert.deepEqual([sheet.under(1, 1), sheet.under(9, 1), sheet.under(1, 9), sheet.under(9, 9)], [0, 1, 2, null]);
});

test("points are put together again from the bytes of their changes", () => {
  // Two moments of one point: (1000, -1000), and from there by (1, -1). Low bytes first, then high ones.
  const bytes = Uint8Array.from([0xe8, 0x18, 1, 0xff, 3, 0xfc, 0, 0xff]);
  assert.deepEqual(
    [...unpack(bytes, 2, 1000)].map((x) => Number(x.toFixed(4))),
    [1, -1, 1.001, -1.001],
  );
});

test("an opinion is put together again from differences to the row below and to the left", () => {
  assert.deepEqual([...undoDifferences(Uint8Array.from([10, 5, 2, 255]), 2)], [10, 15, 12, 16]);
});

test("between two snapshots points are on their way", () => {
  assert.deepEqual([...blend(Float32Array.of(0, 10), [4, 20], 0.25)], [1, 12.5]);
});

test("the colours of an opinion diverge from one half", () => {
  const palette = { opinionFake: "#ff8000", opinionHalf: "#ffffff", opinionReal: "#0000ff" };
  assert.deepEqual(
    [-1, 0, 1].map((value) => rampColour(palette, value)),
    [
      [255, 128, 0],
      [255, 255, 255],
      [0, 0, 255],
    ],
  );
  assert.deepEqual(rampColour(palette, 0.5), [128, 128, 255]);
  assert.deepEqual(rampColour(palette, 3), rampColour(palette, 1), "what lies beyond a stretched end");
});
