import assert from "node:assert/strict";
import test from "node:test";

import { makeElement } from "./page.js";
import { Clock } from "../../gan_lesson/widgets/clock.js";
import { Sheet, placeInReels } from "../../gan_lesson/widgets/pictures.js";

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

test("tiles have whole pixels where there is room, and fill it where there is not", () => {
  const canvas = makeElement("canvas");
  const sheet = new Sheet(canvas, { count: 4, columns: 2, tileWidth: 8, tileHeight: 8 });
  sheet.resize(53, 100, 3); // 50 px for 16 pixels: three each
  assert.deepEqual([sheet.width, sheet.height, sheet.smooth, canvas.width, canvas.height], [24, 24, false, 51, 51]);
  sheet.resize(27, 100, 3); // 24 px for 16: one and a half
  assert.deepEqual([sheet.width, sheet.smooth, canvas.width], [12, true, 27]);
});
