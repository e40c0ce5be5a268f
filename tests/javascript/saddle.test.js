import assert from "node:assert/strict";
import test from "node:test";

import { distance, fate, path } from "../../gan_lesson/widgets/saddle.js";

const settings = { rate: 0.2, penalty: 0, herMoves: 1, inTurn: false };
const close = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-12, `${found} for ${expected}`);

test("at the same time both go by the old place", () => {
  const [, [x, y]] = path([1, 0.5], settings, 1);
  close(x, 1.1); // 1 + 0.2 * 0.5
  close(y, 0.3); // 0.5 - 0.2 * 1
});

test("in turn he goes by her new number, after all of her moves", () => {
  const [, [x, y]] = path([1, 0.5], { ...settings, inTurn: true, herMoves: 2, penalty: 0.5 }, 1);
  close(x, 1 + 0.2 * (1 * 0.5 - 0.5)); // she stands still at x = 1, where the penalty is as large as the slope
  close(y, 0.5 - 0.2 * 1);
});

test("without a penalty the same game spirals out by a known factor, and in turn it goes round", () => {
  const out = path([1, 0], settings, 60).map(distance);
  out.slice(1).forEach((far, i) => close(far / out[i], Math.hypot(1, 0.2)));
  const round = path([1, 0], { ...settings, inTurn: true }, 400).map(distance);
  assert.ok(Math.min(...round) > 0.9 && Math.max(...round) < 1.12);
});

test("in turn any penalty leads in; at the same time it must be larger than the rate", () => {
  for (const rate of [0.05, 0.2, 0.5]) {
    const of = (more) => fate({ ...settings, rate, ...more });
    assert.deepEqual([of({ inTurn: true }), of({ inTurn: true, penalty: 0.05 })], ["round", "in"]);
    const around = [rate - 0.01, rate, rate + 0.01].map((penalty) => of({ penalty }));
    assert.deepEqual(around, ["out", "round", "in"]);
  }
});

test("more moves for her do not lead in without a penalty", () => {
  for (const herMoves of [2, 3, 4, 5]) {
    assert.equal(fate({ ...settings, herMoves }), "out");
    assert.equal(fate({ ...settings, herMoves, inTurn: true }), "round");
  }
});

test("what is said of the long run is what a long run does", () => {
  for (const rate of [0.05, 0.2, 0.5])
    for (const penalty of [0, 0.1, 0.3, 1])
      for (const herMoves of [1, 2, 5])
        for (const inTurn of [false, true]) {
          const one = { rate, penalty, herMoves, inTurn };
          const far = distance(path([1, 0], one, 5000).at(-1));
          const { [fate(one)]: held } = { in: far < 0.1, out: !(far <= 10), round: far > 0.1 && far < 10 };
          assert.ok(held, `${JSON.stringify(one)} ends ${far} from the middle`);
        }
});
