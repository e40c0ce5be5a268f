import assert from "node:assert/strict";
import test from "node:test";

import { compress, paletteOf } from "../../gan_lesson/widgets/gif.js";

const pixels = (...colours) => colours.flatMap((colour) => [...colour, 255]);

test("codes by hand: clear, 1, two ones, 1, end, of nine bits each, the lowest first", () => {
  const codes = [256, 1, 258, 1, 257];
  const whole = codes.reduce((sum, code, k) => sum | (BigInt(code) << BigInt(9 * k)), 0n);
  const bytes = Array.from({ length: 6 }, (_, k) => Number((whole >> BigInt(8 * k)) & 255n));
  assert.deepEqual(compress([1, 1, 1, 1]), bytes);
});

test("few colours stay as they are", () => {
  const colours = [[213, 94, 0], [0, 114, 178], [255, 255, 255]]; // prettier-ignore
  const palette = paletteOf([pixels(colours[0], colours[1]), pixels(colours[2], colours[0])]);
  assert.deepEqual(palette.sort(), colours.sort());
});

test("of many there are 255, each near to some that are there", () => {
  const many = Array.from({ length: 4096 }, (_, k) => [(k * 37) % 256, (k * 101) % 256, (k * 193) % 256]);
  const palette = paletteOf([pixels(...many)]);
  assert.equal(palette.length, 255);
  const off = many.map((one) =>
    Math.min(...palette.map((p) => Math.max(...p.map((level, c) => Math.abs(level - one[c]))))),
  );
  assert.ok(Math.max(...off) < 32, String(Math.max(...off)));
});
