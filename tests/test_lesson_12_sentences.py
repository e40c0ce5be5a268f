"""What lesson 12 says of its sentences, its words and the recorded forger, apart from what the study measures."""

import pytest
import torch

from gan_lesson.datasets import sentences
from gan_lesson.evaluation.facts import as_asked
from gan_lesson.exercises import lesson_12_sentences as exercises
from gan_lesson.props import sentences as words
from gan_lesson.recordings import sentences as recorded

FACTS = sentences.FACTS


@pytest.fixture(scope="module")
def told():
    return sentences.described_portraits(3000, torch.Generator().manual_seed(21))


@pytest.mark.parametrize("seed", range(5))
def test_a_bag_reads_the_same_from_both_sentences_and_a_convolution_does_not(seed):
    torch.manual_seed(seed)
    pair = sentences.word_ids(["a grey dog with dark ears", "a dark dog with grey ears"])
    for reader, same in ((words.BagOfWords(), True), (words.OrderedWords(), False)):
        one, other = reader(pair)
        assert torch.allclose(one, other, atol=1e-4) == same
        assert same or (one - other).abs().max() > 0.05


def test_there_are_thirteen_facts_and_each_of_the_three_is_common_but_a_tongue_and_a_cat_s_long_ears(told):
    true = torch.from_numpy(sentences.facts_table(told.knobs)).float()
    share = dict(zip(FACTS, true.mean(0).tolist(), strict=True))
    assert len(FACTS) == 13
    assert min(share[fact] for fact in ("white", "masked", "long ears")) > 0.15
    assert 0.2 < share["tongue"] < 0.25, "fewer than one pet in four"
    cats = true[:, FACTS.index("cat")] == 1
    assert true[cats, FACTS.index("long ears")].mean() < 0.15, "few cats have them"
    dark, grey = (true[:, FACTS.index(fact)] == 1 for fact in ("dark", "grey ears"))
    assert (dark & grey).float().mean() < 0.05, "rare: the sentences in which the order matters"


def test_the_recorded_forger_paints_what_the_lesson_says_of_this_run(told):
    forger, judge = words.painter(), words.fact_reader()
    latents = torch.randn(len(told), 32, generator=torch.Generator().manual_seed(2))
    painted = words.paint(forger, latents, told.word_ids)
    fakes, reals = (as_asked(judge.sees(pictures), told.said) for pictures in (painted, told.data))
    assert min(fakes[fact] for fact in ("cat", "dog", "masked")) > 0.95
    assert fakes["tongue"] > reals["tongue"] + 0.05
    assert fakes["long ears"] > 0.8
    assert judge.sees(painted)[told.said].float().mean() > 0.93, "the convolution gets there too"


def test_first_a_dog_then_a_dark_one_then_a_tongue():
    """As the judge sees the six pictures of each moment."""
    judge = words.fact_reader()
    seen = {
        moment.step: judge.sees(moment.pictures[:, None].float() / 127.5 - 1).float().mean(0)
        for moment in recorded.load()
    }
    dog, dark, tongue = (FACTS.index(fact) for fact in ("dog", "dark", "tongue"))
    first = {fact: min(step for step, shares in seen.items() if shares[fact] > 0.7) for fact in (dog, dark, tongue)}
    assert first[dog] < first[dark] < first[tongue]


def test_without_an_animal_he_is_lost():
    """The judge knows only pets, but what he paints is far from any of them: its borders aren't black."""
    latents = torch.randn(64, 32, generator=torch.Generator().manual_seed(2))

    def border(sentence):
        painted = words.paint(words.painter(), latents, sentences.word_ids([sentence]))
        return (painted[:, 0, 0].mean() + 1).item()

    assert border("white") > 4 * border("a white dog")


def test_the_answers_are_what_the_check_and_the_pictures_say():
    assert exercises.her_loss.check(exercises.her_loss.function).outcome == "correct"
    assert list(exercises.same_words.answers)[0] == "the same picture twice"
    assert list(exercises.never_together.answers)[0] == "white masked dogs with long ears"
