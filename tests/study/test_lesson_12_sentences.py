"""The parts of the study that lesson 12's section on sentences quotes, tiny; and its prose beside them."""

import math
import re

import pytest

from gan_lesson.evaluation.facts import FactReader
from tests.study import sentences
from tests.study.parts import all_parts
from tests.study.sentences_long import sentences_long
from tests.study.study import FOLDER
from tests.study.test_results import table_of

HEADING = "## Say it in a sentence"


@pytest.fixture
def untrained_reader(monkeypatch):
    reader = FactReader().eval()
    monkeypatch.setattr(sentences, "fact_reader", lambda: reader)
    monkeypatch.setattr(sentences, "HELD_OUT", 300)
    sentences._unseen.cache_clear()
    yield
    sentences._unseen.cache_clear()


def test_each_part_gives_a_line_of_all_its_columns(untrained_reader):
    parts = [
        sentences.sentences(1, steps=2, stages=(2, 2), n=64),
        sentences.word_order(1, steps=2, n=64),
        sentences_long(1, steps=2, n=64),
    ]
    lines = ["real portraits", "matching-aware", "without the wrong pairs", "two stages"]
    lines += ["a bag of words", "matching-aware, longer"]
    found = {}
    for part in parts:
        assert all_parts()[part.name].decimals == part.decimals
        for trial in part.trials:
            found |= trial.measure(0, lambda share: None)
    assert list(found) == lines
    for line, figures in found.items():
        assert list(figures) == [name for name in sentences.COLUMNS if name in figures]
        assert set(sentences.COLUMNS) - set(figures) == ({"seconds"} if line == "real portraits" else set())
        assert all(map(math.isfinite, figures.values()))


def prose():
    """The section on sentences, wherever it stands: in the lesson, or before it is inserted there."""
    texts = [path.read_text("utf-8") for path in sorted((FOLDER / "notebooks" / "source").glob("12_*"))]
    text = next(text.split(HEADING)[1] for text in texts if f"# {HEADING}" in text)
    return " ".join(line.removeprefix("#").strip() for line in text.splitlines())


def extremes(part, line, column):
    """Mean, lowest and highest of a figure."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", table_of(part)[line][column])]
    return numbers[0], numbers[-2 if len(numbers) > 1 else 0], numbers[-1]


def test_the_lesson_quotes_the_table():
    lines = {
        "real portraits": "real portraits",
        "the whole recipe, with the convolution": "matching-aware",
        "without the wrong pairs": "without the wrong pairs",
        "two stages, as long in all": "two stages",
    }
    text = prose()
    assert f"{sentences.STEPS} steps" in text and "the mean of five" in text
    for name, line in lines.items():
        assert table_of("sentences")[line]["seeds"] == "5"
        means = [round(100 * extremes("sentences", line, column)[0] + 1e-9) for column in ("all facts", "dark")]
        assert f"| {name} | {means[0]} % | {means[1]} % |" in text


def test_every_run_with_a_bag_of_words_is_ahead():
    text, bag = prose(), "a bag of words"
    means = [round(100 * extremes("word_order", bag, column)[0] + 1e-9) for column in ("all facts", "dark")]
    assert f"| the whole recipe, with a bag of words | {means[0]} % | {means[1]} % |" in text
    assert "All five of its runs were ahead of all five with the convolution" in text
    assert table_of("word_order")[bag]["seeds"] == "5"
    assert extremes("word_order", bag, "all facts")[1] > extremes("sentences", "matching-aware", "all facts")[2]
    assert min(extremes("word_order", bag, coat)[1] for coat in ("striped", "patched")) > 0.5
    assert min(extremes("word_order", bag, animal)[1] for animal in ("cat", "dog")) > 0.985
    lowest, highest = (round(100 * end) for end in extremes("word_order", bag, "never together, dogs")[1:])
    assert (
        f"Five short runs with a bag of words, which learned the mask sooner, did it in {lowest} to {highest} %" in text
    )


def test_five_longer_runs_put_words_together_and_show_what_real_portraits_show():
    text, line = prose(), "matching-aware, longer"
    assert table_of("sentences_long")[line]["seeds"] == "5"
    lowest, highest = (round(100 * end) for end in extremes("sentences_long", line, "never together, dogs")[1:])
    real = round(100 * extremes("sentences", "real portraits", "never together, dogs")[0])
    assert f"five of five did it in {lowest} to {highest} % of their pictures" in text
    assert f"of the master's own such dogs, the judge says so of {real} %" in text.lower().replace("(o", "o")
    mean, low, high = extremes("sentences_long", line, "all facts")
    assert f"five runs of 1,500 steps showed {round(100 * low)} to {round(100 * high)} % of what was asked" in text
    assert mean == pytest.approx(extremes("sentences", "real portraits", "all facts")[0], abs=0.01)


def test_neither_reader_has_learnt_dark_dogs_with_grey_ears():
    for part, line in (("sentences", "matching-aware"), ("word_order", "a bag of words")):
        assert extremes(part, line, "dark dogs with grey ears")[2] == 0
    assert extremes("word_order", "a bag of words", "grey dogs with dark ears")[1] > 0.99


def test_every_run_with_wrong_pairs_is_better_at_dark_than_every_one_without():
    assert "every one of the five runs did worse at *dark* than every run with them" in prose()
    assert (
        extremes("sentences", "matching-aware", "dark")[1] > extremes("sentences", "without the wrong pairs", "dark")[2]
    )


def test_every_run_of_two_stages_is_behind_every_one_that_paints_at_once():
    assert "All five runs were behind all five that painted at once" in prose()
    assert extremes("sentences", "two stages", "all facts")[2] < extremes("sentences", "matching-aware", "all facts")[1]
    seconds = [extremes("sentences", line, "seconds")[0] for line in ("matching-aware", "two stages")]
    assert abs(seconds[0] - seconds[1]) <= 2 and max(seconds) <= 16, "about a quarter of a minute, each"


def test_four_of_five_short_runs_cannot_put_words_together_yet():
    assert "Four of five runs of 500 steps, a quarter of this one, couldn't do it yet" in prose()
    for column in ("never together, dogs", "masked"):
        mean, lowest, highest = extremes("sentences", "matching-aware", column)
        assert highest > 0.8 and lowest < 0.15 and 5 * mean - highest - lowest < 0.75, "the four behind the best"
    assert extremes("sentences", "real portraits", "never together, dogs")[1] > 0.75


def test_cats_and_dogs_are_right_and_stripes_and_patches_have_not_been_learnt():
    for line in ("matching-aware", "without the wrong pairs", "two stages"):
        assert min(extremes("sentences", line, animal)[1] for animal in ("cat", "dog")) > 0.985
        assert max(extremes("sentences", line, coat)[2] for coat in ("striped", "patched")) < 0.4
