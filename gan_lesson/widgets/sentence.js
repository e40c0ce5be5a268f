// Sentences about pets: which words are known, which facts they say, and a sentence for facts.

/** The ids of the known words, at most `length`, and the words that are not known, with the nearest one of each. */
export function readSentence(text, words, length) {
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const places = found.map((word) => words.indexOf(word));
  const ids = places.filter((id) => id > 0).slice(0, length);
  const unknown = [...new Set(found.filter((_, i) => places[i] < 0))].map((word) => [word, nearest(word, words)]);
  return { ids, unknown };
}

/** The known word that is most like another by difflib's ratio, if that is 0.6 or more; otherwise null. */
export function nearest(word, words) {
  let best = null;
  for (const known of words.filter(Boolean)) {
    const alike = (2 * common(known, word)) / (known.length + word.length);
    if (alike >= 0.6 && (!best || alike > best.alike || (alike === best.alike && known > best.known)))
      best = { alike, known };
  }
  return best?.known ?? null;
}

/** Letters in common: those of the longest common piece, and likewise of what is left and right of it. */
function common(one, other) {
  for (let size = Math.min(one.length, other.length); size > 0; size--) {
    for (let at = 0; at + size <= one.length; at++) {
      const there = other.indexOf(one.slice(at, at + size));
      if (there < 0) continue;
      const left = common(one.slice(0, at), other.slice(0, there));
      return size + left + common(one.slice(at + size), other.slice(there + size));
    }
  }
  return 0;
}

/** The facts that a text says. `names` has the words of each; a tone or "long" just before "ears" is about the ears. */
export function factsIn(text, names) {
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const facts = new Set();
  found.forEach((word, i) => {
    const onward = found.slice(i + 1);
    const skipped = onward.findIndex((next) => !["long", "grey", "dark"].includes(next));
    if (["long", "grey", "dark"].includes(word) && onward[skipped] === "ears") facts.add(`${word} ears`);
    else for (const [fact, words] of Object.entries(names)) if (words.includes(word)) facts.add(fact);
  });
  return facts;
}

/** A sentence that says these facts: "a dark striped dog with long grey ears and its tongue out". */
export function sentenceOf(facts) {
  const those = (...some) => some.filter((fact) => facts.has(fact));
  const ears = those("long ears", "grey ears", "dark ears").map((fact) => fact.split(" ")[0]);
  const things = [
    ...(ears.length ? [[...ears, "ears"].join(" ")] : []),
    ...(facts.has("tongue") ? ["its tongue out"] : []),
  ];
  const tones = those("white", "grey", "dark", "plain", "striped", "patched", "masked");
  const animal = facts.has("dog") ? "dog" : "cat";
  return ["a", ...tones, animal, ...(things.length ? ["with", things.join(" and ")] : [])].join(" ");
}
