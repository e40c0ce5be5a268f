"""Portraits with a sentence each, made from the knobs that the portrait was drawn from.

A sentence says some of what can be seen, and nothing else. What can be said are *facts*; each is true of some knobs:

| fact | true where | said as |
|---|---|---|
| cat, dog | of the species | cat, kitty; dog, doggy |
| white, grey, dark | the fur is above 0.8, between, below 0.6 | white, pale; grey; dark, dusky |
| striped, patched, masked, plain | of the pattern | striped, with stripes; patched, with a patch; ...; plain |
| long ears | an ear is longer than 6.8 | long ears, long grey ears |
| grey ears, dark ears | the ears have another of the three tones than the fur, 0.12 away | grey ears, dark ears |
| tongue | it is out by more than 0.3 | with its tongue out, showing its tongue |

The species is always said; of the other facts one in ten is left out, and a plain coat every other time. Ears of the
fur's own tone, and white ones, which are rare, get no word. Nor do position, tilt, snout, eyes, whiskers and so on:
they are left to the latents.

Example:
    >>> knobs = portraiture.Knobs(species=portraiture.DOG, fur=0.5, ear_length=8, tongue=0.9)
    >>> sorted(facts_of(knobs)[0])
    ['dark', 'dog', 'long ears', 'plain', 'tongue']
    >>> read_sentence("a dark doog with long ears").unknown
    {'doog': 'dog'}
"""

import difflib
import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from gan_lesson.datasets import portraiture
from gan_lesson.datasets.pictures import portraits
from gan_lesson.datasets.seed import seed_from

FACTS = (
    *("cat", "dog", "white", "grey", "dark", "plain", "striped", "patched", "masked"),
    *("long ears", "grey ears", "dark ears", "tongue"),
)  # fmt: skip
TONES = ("white", "grey", "dark")
# What names a fact, by form: an adjective before the animal, a thing that it has.
_NOUNS = {"cat": ("cat", "cat", "kitty"), "dog": ("dog", "dog", "doggy")}
_TONE_WORDS = {"white": ("white", "white", "pale"), "grey": ("grey",), "dark": ("dark", "dark", "dusky")}
_PATTERNS = {
    "plain": ("plain", None),
    "striped": ("striped", "stripes"),
    "patched": ("patched", "a patch over one eye"),
    "masked": ("masked", "a mask"),
}
_TONGUES = {"with": ("its tongue out", "a tongue that hangs out"), "is": ("showing its tongue",)}
_LEFT_OUT = 0.1  # how often a fact is not said

# The vocabulary; a word's id is its place, and 0 stands for no word.
WORDS = (
    "", "a", "and", "cat", "dark", "dog", "doggy", "dusky", "ears", "eye", "grey", "hangs", "has", "is", "its", "kitty",
    "long", "mask", "masked", "one", "out", "over", "pale", "patch", "patched", "plain", "showing", "striped",
    "stripes", "that", "the", "this", "tongue", "white", "with",
)  # fmt: skip
LENGTH = 24  # words that a sentence has at most
_IDS = {word: number for number, word in enumerate(WORDS) if word}


@dataclass(frozen=True)
class Described:
    """Portraits with a sentence each.

    Attributes:
        data: ``(n, 1, 28, 28)`` float32 in [-1, 1].
        sentences: n of them.
        word_ids: ``(n, LENGTH)`` int64, places in `WORDS`; 0 after the end of a sentence.
        said: ``(n, len(FACTS))`` bool, the facts that each sentence says.
        knobs: that the portraits were drawn from.
    """

    data: Tensor
    sentences: list[str]
    word_ids: Tensor
    said: Tensor
    knobs: portraiture.Knobs

    def __len__(self) -> int:
        return len(self.data)


class Reading(NamedTuple):
    """What was understood of a text.

    Attributes:
        word_ids: ``(1, LENGTH)`` int64; words that are not known are left out.
        unknown: each word that is not known, and the nearest one that is, or None if none is near.
    """

    word_ids: Tensor
    unknown: dict[str, str | None]


def described_portraits(n: int, random: torch.Generator, without: tuple[str, ...] = ()) -> Described:
    """Portraits of dogs and cats, each with a sentence.

    Args:
        n: how many to draw; each is a new animal.
        random: the random generator to draw from.
        without: facts; animals of which all of them are true are left out, and others drawn in their place.

    Raises:
        ValueError: if one of `without` is no fact.
    """
    if odd := [fact for fact in without if fact not in FACTS]:
        raise ValueError(f"{', '.join(odd)}: no such fact; there are: {', '.join(FACTS)}")
    if without:
        rng = np.random.default_rng(seed_from(random))
        knobs = portraiture.sample_knobs(n + n // 4 + 64, rng)
        left = ~facts_table(knobs)[:, [FACTS.index(fact) for fact in without]].all(1)
        knobs = knobs[np.flatnonzero(left)[:n]]
        data = torch.from_numpy(portraiture.draw(knobs)).float()[:, None] * 2 - 1
    else:
        drawn = portraits(n, random)
        data, knobs = drawn.data, drawn.knobs
    sentences, said = describe(knobs, random)
    return Described(data, sentences, word_ids(sentences), said, knobs)


def facts_table(knobs: portraiture.Knobs) -> np.ndarray:
    """Which facts are true of each animal, bool ``(n, len(FACTS))``."""
    k = knobs
    fur, ears = _tone(k.fur), _tone(np.clip(k.fur + k.ear_tone, 0.25, 1))
    differ = (fur != ears) & (np.abs(k.ear_tone) > 0.12)
    return np.stack(
        [
            k.species == portraiture.CAT, k.species == portraiture.DOG, *(fur == tone for tone in range(3)),
            (k.stripes == 0) & (k.patch == 0) & (k.mask == 0), k.stripes > 0, k.patch != 0, k.mask > 0,
            k.ear_length > 6.8, differ & (ears == 1), differ & (ears == 2), k.tongue > 0.3,
        ],
        axis=1,
    )  # fmt: skip


def facts_of(knobs: portraiture.Knobs) -> list[set[str]]:
    """The facts that are true of each animal."""
    return [{FACTS[k] for k in np.flatnonzero(row)} for row in facts_table(knobs)]


def describe(knobs: portraiture.Knobs, random: torch.Generator) -> tuple[list[str], Tensor]:
    """A sentence for each animal, in one of several wordings.

    Args:
        knobs: of n animals.
        random: chooses what is said, and how.

    Returns:
        n sentences, and the facts that each says, bool ``(n, len(FACTS))``.
    """
    rng = np.random.default_rng(seed_from(random))
    chosen = [_chosen(facts, rng) for facts in facts_of(knobs)]
    said = torch.tensor([[fact in facts for fact in FACTS] for facts in chosen])
    return [sentence_of(facts, rng) for facts in chosen], said


def sentence_of(facts: set[str], rng: np.random.Generator) -> str:
    """One sentence that says these facts and no others.

    Args:
        facts: some of `FACTS`, among them either cat or dog; at most one tone of the fur, and so on.
        rng: chooses the words and their order.

    Raises:
        ValueError: if there is not exactly one species.
    """
    if len(facts & {"cat", "dog"}) != 1:
        raise ValueError("a sentence is about a cat or a dog")

    def pick(words: tuple) -> str:
        return words[rng.integers(len(words))]

    noun = pick(_NOUNS["cat" if "cat" in facts else "dog"])
    adjectives = [pick(_TONE_WORDS[tone]) for tone in TONES if tone in facts]
    things, doing = [], []
    for fact, (adjective, thing) in _PATTERNS.items():
        if fact in facts:
            things.append(thing) if thing and rng.random() < 0.5 else adjectives.append(adjective)
    ears = [word for word in ("long", *TONES) if f"{word} ears" in facts]
    if ears:
        things.append(" ".join([*ears, "ears"]))
    if "tongue" in facts:
        things.append(pick(_TONGUES["with"])) if rng.random() < 0.7 else doing.append(_TONGUES["is"][0])
    rng.shuffle(things)
    if rng.random() < 0.3:
        rng.shuffle(adjectives)
    form = rng.integers(4)
    if form == 2 and (adjectives or things):  # this dog is dark and striped and has long ears
        parts = [f"is {' and '.join(adjectives)}"] if adjectives else []
        parts += [f"has {' and '.join(things)}"] if things else []
        return " ".join([f"this {noun}", " and ".join(parts), *([] if not doing else ["and is", *doing])])
    if form == 3:  # dark dog, long ears, its tongue out
        return ", ".join([" ".join([*adjectives, noun]), *things, *doing])
    having = [f"with {' and '.join(things)}"] if things else []
    if form == 1 and adjectives:  # a dog with long ears, dark and striped
        return ", ".join([" ".join([f"a {noun}", *having]), " and ".join(adjectives), *doing])
    return " ".join(["a", *adjectives, noun, *having, *(["and", *doing] if having and doing else doing)])


def read_sentence(text: str) -> Reading:
    """The words of a text by their ids. Capitals and commas are overlooked.

    Raises:
        ValueError: if there are more than `LENGTH` known words.
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    known = [_IDS[word] for word in words if word in _IDS]
    if len(known) > LENGTH:
        raise ValueError(f"a sentence has {LENGTH} words at most, and this one {len(known)}")
    unknown = {word: nearest_word(word) for word in words if word not in _IDS}
    return Reading(torch.tensor([known + [0] * (LENGTH - len(known))]), unknown)


def nearest_word(word: str) -> str | None:
    """The known word that is most like another, or None if none is much like it.

    Likeness is `difflib`'s ratio (Ratcliff and Obershelp): twice the letters in common, in order, of the letters of
    both; it must be 0.6 or more.
    """
    return next(iter(difflib.get_close_matches(word, WORDS[1:], n=1)), None)


def word_ids(sentences: list[str]) -> Tensor:
    """The words of several sentences, ``(n, LENGTH)`` int64.

    Raises:
        ValueError: if one has a word that is not known, or too many words.
    """
    readings = [read_sentence(sentence) for sentence in sentences]
    for reading in readings:
        for word, near in reading.unknown.items():
            raise ValueError(f"{word!r} is not a word of this world" + (f"; did you mean {near!r}?" if near else ""))
    return torch.cat([reading.word_ids for reading in readings])


def _tone(level: np.ndarray) -> np.ndarray:
    """Grey levels to places in `TONES`."""
    return np.where(level > 0.8, 0, np.where(level < 0.6, 2, 1))


def _chosen(facts: set[str], rng: np.random.Generator) -> set[str]:
    """The facts that are said: the species always, a plain coat every other time, and of the others nine in ten."""
    share = {fact: 0.5 if fact == "plain" else 1 - _LEFT_OUT for fact in sorted(facts)}
    return {fact for fact, often in share.items() if fact in ("cat", "dog") or rng.random() < often}
