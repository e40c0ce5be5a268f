import assert from "node:assert/strict";
import test from "node:test";

import { enlarge, kernels } from "../../gan_lesson/widgets/painter.js";
import { factsIn, nearest, readSentence, sentenceOf } from "../../gan_lesson/widgets/sentence.js";

const WORDS = ["", "a", "dark", "dog", "ears", "grey", "long", "striped", "stripes", "tongue"];
const NAMES = { dog: ["dog"], grey: ["grey"], dark: ["dark"], striped: ["striped", "stripes"], tongue: ["tongue"] };

test("known words become their ids, and the others are named once with the nearest", () => {
  const { ids, unknown } = readSentence("A dark doog, LONG ears, qq qq!", WORDS, 24);
  assert.deepEqual(ids, [1, 2, 6, 4]);
  assert.deepEqual(unknown, [
    ["doog", "dog"],
    ["qq", null],
  ]);
  assert.deepEqual(readSentence("dog dog dog", WORDS, 2).ids, [3, 3]);
});

test("likeness is difflib's ratio", () => {
  // difflib.get_close_matches(word, WORDS[1:], n=1)
  for (const [word, right] of Object.entries({
    strips: "stripes",
    darc: "dark",
    tung: "tongue",
    zzz: null,
    ear: "ears",
    dogs: "dog",
  }))
    assert.equal(nearest(word, WORDS), right, word);
});

test("a tone just before ears is about the ears", () => {
  const facts = (text) => [...factsIn(text, NAMES)].sort();
  assert.deepEqual(facts("a grey dog with dark ears"), ["dark ears", "dog", "grey"]);
  assert.deepEqual(facts("a dark dog with long grey ears"), ["dark", "dog", "grey ears", "long ears"]);
  assert.deepEqual(facts("this dog is dark and has stripes"), ["dark", "dog", "striped"]);
});

test("a sentence for facts says them and nothing else", () => {
  const facts = new Set(["dog", "dark", "striped", "grey ears", "long ears", "tongue"]);
  const sentence = sentenceOf(facts);
  assert.equal(sentence, "a dark striped dog with long grey ears and its tongue out");
  assert.deepEqual(factsIn(sentence, NAMES), facts);
  assert.equal(sentenceOf(new Set(["cat"])), "a cat");
});

test("an enlarged place is its kernel, cut off at the edge, and neighbours add", () => {
  const kernel = Float32Array.from({ length: 16 }, (_, i) => i + 1);
  const weights = kernels(kernel, 1);
  const one = enlarge(Float32Array.of(2, 0, 0, 0), 2, 1, weights, [0], 1);
  // kernel rows 1 to 3 and columns 1 to 3 lie within, times 2
  assert.deepEqual([...one], [12, 14, 16, 0, 20, 22, 24, 0, 28, 30, 32, 0, 0, 0, 0, 0]);
  const both = enlarge(Float32Array.of(1, 1, 0, 0), 2, 1, weights, [0.5], 1);
  assert.deepEqual([...both.slice(0, 4)], [6.5, 7 + 5 + 0.5, 8 + 6 + 0.5, 7.5]);
});

test("kernels of several maps keep their places", () => {
  const weights = Float32Array.from({ length: 2 * 3 * 16 }, (_, i) => i); // 2 output maps, 3 input maps
  const sorted = kernels(weights, 2);
  assert.equal(sorted[(1 * 16 + 5) * 2 + 1], 1 * 48 + 1 * 16 + 5);
});
