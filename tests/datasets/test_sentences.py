"""Sentences about portraits: they say what is true and nothing else, in varied wording, and are read right."""

import numpy as np
import pytest
import torch

from gan_lesson.datasets import portraiture, sentences
from gan_lesson.datasets.sentences import FACTS, LENGTH, WORDS

TONES = {"white": "white", "pale": "white", "grey": "grey", "dark": "dark", "dusky": "dark"}
SIMPLE = {
    "cat": "cat", "kitty": "cat", "dog": "dog", "doggy": "dog", "plain": "plain", "striped": "striped",
    "stripes": "striped", "patched": "patched", "patch": "patched", "masked": "masked", "mask": "masked",
    "tongue": "tongue",
}  # fmt: skip


def understood(sentence):
    """The facts that a sentence says, by another route: what stands right before "ears" is about the ears."""
    words = sentence.replace(",", " ,").split()
    facts, waiting = set(), []
    for word in words:
        if word in TONES or word == "long":
            waiting.append(word)
            continue
        if word == "ears":
            facts |= {f"{one if one == 'long' else TONES[one]} ears" for one in waiting}
        else:
            facts |= {TONES[one] for one in waiting}
            facts |= {SIMPLE[word]} if word in SIMPLE else set()
        waiting = []
    return facts | {TONES[one] for one in waiting}


@pytest.fixture(scope="module")
def told():
    return sentences.described_portraits(1500, torch.Generator().manual_seed(0))


def test_a_sentence_says_exactly_the_facts_that_it_is_said_to_say_and_all_are_true(told):
    for sentence, said, true in zip(told.sentences, told.said, sentences.facts_of(told.knobs), strict=True):
        facts = {FACTS[k] for k in torch.nonzero(said).flatten().tolist()}
        assert understood(sentence) == facts <= true, sentence


def test_one_in_ten_facts_is_left_out_and_every_other_plain_coat_but_never_the_species(told):
    true = torch.from_numpy(sentences.facts_table(told.knobs))
    share = {fact: (told.said[:, k].sum() / true[:, k].sum()).item() for k, fact in enumerate(FACTS)}
    assert share["cat"] == share["dog"] == 1
    assert 0.4 < share["plain"] < 0.6
    assert all(
        0.8 < share[fact] < 0.97 for fact in ("white", "grey", "dark", "masked", "striped", "long ears", "tongue")
    )


def test_the_wording_varies():
    facts, rng = {"dog", "dark", "striped", "long ears", "tongue"}, np.random.default_rng(0)
    assert len({sentences.sentence_of(facts, rng) for _ in range(300)}) > 100
    with pytest.raises(ValueError, match="a cat or a dog"):
        sentences.sentence_of({"dark"}, rng)


@pytest.mark.parametrize(
    ("knobs", "facts"),
    [
        ({"species": 0, "fur": 0.9, "mask": 0.8}, {"cat", "white", "masked"}),
        ({"species": 1, "fur": 0.7, "ear_tone": -0.2, "stripes": 0.7}, {"dog", "grey", "striped", "dark ears"}),
        ({"species": 1, "fur": 0.5, "ear_tone": 0.15, "patch": -0.7}, {"dog", "dark", "patched", "grey ears"}),
        ({"species": 0, "fur": 0.5, "ear_tone": 0.11}, {"cat", "dark", "plain"}),
        ({"species": 1, "ear_length": 6.9, "tongue": 0.4}, {"dog", "grey", "plain", "long ears", "tongue"}),
        ({"species": 1, "ear_length": 6.7, "tongue": 0.2}, {"dog", "grey", "plain"}),
    ],
)
def test_facts_follow_from_knobs(knobs, facts):
    knobs = {"ear_tone": 0.0, **knobs}
    assert sentences.facts_of(portraiture.Knobs(**knobs)) == [facts]


def test_words_become_their_places_and_zeros_follow(told):
    assert told.word_ids.shape == (1500, LENGTH) and told.word_ids.dtype == torch.int64
    for sentence, row in zip(told.sentences[:50], told.word_ids.tolist(), strict=False):
        words = sentence.replace(",", "").split()
        assert [WORDS[place] for place in row[: len(words)]] == words and not any(row[len(words) :])
    assert (told.word_ids[:, -1] == 0).all(), "room for one more"


def test_every_word_is_used(told):
    used = set(told.word_ids.unique().tolist())
    assert {WORDS[k] for k in range(1, len(WORDS)) if k not in used} <= {"the"}
    assert len(set(WORDS)) == len(WORDS) == 35


def test_the_same_state_gives_the_same_and_another_another(told):
    again = sentences.described_portraits(1500, torch.Generator().manual_seed(0))
    assert again.sentences == told.sentences and torch.equal(again.data, told.data)
    other = sentences.described_portraits(1500, torch.Generator().manual_seed(1))
    assert other.sentences != told.sentences


def test_who_is_left_out_is_not_there_and_each_of_the_three_facts_is():
    without = ("white", "masked", "long ears")
    told = sentences.described_portraits(1000, torch.Generator().manual_seed(3), without=without)
    assert len(told) == len(told.data) == len(told.sentences) == 1000
    true = sentences.facts_table(told.knobs)[:, [FACTS.index(fact) for fact in without]]
    assert not true.all(1).any() and (true.sum(1) == 2).sum() > 100
    drawn = portraiture.draw(told.knobs[:5])
    assert np.allclose(told.data[:5, 0].numpy(), drawn * 2 - 1)
    with pytest.raises(ValueError, match="purple: no such fact"):
        sentences.described_portraits(2, torch.Generator(), without=("purple",))


def test_unknown_words_are_named_with_the_nearest_and_left_out():
    reading = sentences.read_sentence("A DARK doog, with lng ears & a zzz!")
    assert reading.unknown == {"doog": "dog", "lng": "long", "zzz": None}
    assert [WORDS[k] for k in reading.word_ids[0].tolist() if k] == ["a", "dark", "with", "ears", "a"]
    with pytest.raises(ValueError, match="'doog' is not a word of this world; did you mean 'dog'"):
        sentences.word_ids(["a dog", "a doog"])
    with pytest.raises(ValueError, match="'zzz' is not a word of this world$"):
        sentences.word_ids(["a zzz"])
    with pytest.raises(ValueError, match="24 words at most, and this one 25"):
        sentences.read_sentence("dog " * 25)
