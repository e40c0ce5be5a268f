"""What lesson 12 says: its hand-written pair is the packaged one, and its figures are those of the study."""

import re

import pytest
import torch

from authoring import labels, lessons
from gan_lesson import datasets, models
from gan_lesson.history import History
from tests.lesson_cells import FOLDER, run_cells
from tests.study.test_results import table_of

NAME = "12_draw_me_a_dog"
PAIR = ("class ConditionalGenerator", "class ProjectionDiscriminator", "def learn", "def fresh_pair")


def prose():
    cells = lessons.notebook_of(FOLDER, NAME).cells
    return " ".join(" ".join(cell.source.split()) for cell in cells if cell.cell_type == "markdown")


def ends(table, line, column):
    """The lowest and the highest of five seeds, as the table says them."""
    cell = table[line][column]
    found = re.search(r"\((.*) to (.*)\)", cell)
    return tuple(map(float, found.groups() if found else (cell, cell)))


@pytest.fixture
def doubles():
    """Double precision, in which two ways to write a sum agree on every processor after some steps of Adam, too."""
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def test_the_hand_written_pair_and_loop_are_the_packaged_ones(doubles):
    """Same seeds, same digits, two epochs: the same weights."""
    found, _ = run_cells(NAME, *PAIR)
    digits = datasets.handwriting()
    data, its_labels = digits.data[:512].double(), digits.labels[:512]
    history = History(torch.zeros(3, 16))
    averaged = found["learn"](*found["fresh_pair"](), data, its_labels, history, torch.tensor([7, 7, 1]), epochs=2)
    packaged, batches, steps = labels.digit_run(0, data, its_labels, epochs=2)
    assert len(list(steps)) == 2 * len(batches) == 16 and len(history) == 3
    mine, theirs = ([*network.module.parameters()] for network in (averaged, packaged))
    assert sorted(one.shape for one in mine) == sorted(one.shape for one in theirs)
    for ours in mine:
        assert any(ours.shape == one.shape and torch.allclose(ours, one, atol=1e-4) for one in theirs)


def test_an_expert_who_is_not_told_hears_no_label():
    found, _ = run_cells(NAME, "class Untold")
    network, pictures = found["Untold"](), torch.randn(2, 1, 8, 8)
    assert torch.equal(network(pictures, torch.tensor([1, 2])), network(pictures, torch.tensor([3, 4])))
    assert models.parameter_count(network) == models.parameter_count(models.MLPDiscriminator((1, 8, 8), (256, 256)))


# Sentences of the lesson, with a gap for each range over five seeds: the part, the line and the column it comes from.
SAID = [
    (
        "With five seeds, {} % of the fakes were read as asked.",
        [("asked_digits", "both are told", "as asked, %")],
    ),
    (
        "{} % of the fakes were read as asked; guessing gives 10.",
        [("asked_digits", "only he is told", "as asked, %")],
    ),
    (
        "With five seeds, {} % of these sevens were read as sevens, and they vary {} times as much as real ones.",
        [
            ("asked_digits", "twenty sevens to learn from", "sevens as asked, %"),
            ("asked_digits", "twenty sevens to learn from", "spread of sevens"),
        ],
    ),
    (
        "the share that lies nearer to the twenty than to twenty others: {}. With all 179 to learn from, it was {}.",
        [
            ("asked_digits", "twenty sevens to learn from", "nearer to the twenty"),
            ("asked_digits", "both are told", "nearer to the twenty"),
        ],
    ),
    (
        "With five seeds, the correlation was {} for the fur and {} for the tilt.",
        [("flips", "fur", "his flip"), ("flips", "tilt", "his flip")],
    ),
    ("How the ears fold was lost every time ({}).", [("flips", "ear_fold", "his flip")]),
    (
        "the line from portraits was right about {} % of real pets, the line from fakes about {} %.",
        [
            ("boundary", "lesson 01's line, from portraits", "right, %"),
            ("boundary", "lesson 01's line, from fakes", "right, %"),
        ],
    ),
    *(
        (
            "On all 784 pixels, where cats and dogs are easy to tell apart, a small network was right about {} % of "
            "them, whether portraits or fakes had taught it.",
            [("boundary", f"a network on all pixels, from {whom}", "right, %")],
        )
        for whom in ("portraits", "fakes")
    ),
    (
        "With five seeds, {} % couldn't be read as a portrait at strength 1, and {} % at strength 2.",
        [
            ("asked_portraits", "asked", "unreadable, %"),
            ("asked_portraits", "asked twice as strongly", "unreadable, %"),
        ],
    ),
    (
        "With five seeds, precision was {} before and {} after, and recall {} before and {} after.",
        [
            ("asked_portraits", "asked", "precision"),
            ("asked_portraits", "latents halved", "precision"),
            ("asked_portraits", "asked", "recall"),
            ("asked_portraits", "latents halved", "recall"),
        ],
    ),
]


def in_words(part, line, column):
    """The range over five seeds as the lesson writes it: "8 to 30" of per cent, "94.2 to 95.0" where it is narrow."""
    low, high = ends(table_of(part), line, column)
    digits = 2 if "%" not in column else 0 if low == high or high - low > 1 else 1
    return f"{low:.{digits}f}" if low == high else f"{low:.{digits}f} to {high:.{digits}f}"


@pytest.mark.parametrize(("sentence", "gaps"), SAID, ids=[sentence[:40] for sentence, _ in SAID])
def test_figures_of_five_seeds_are_those_of_the_study(sentence, gaps):
    assert all(table_of(part)[line]["seeds"] == "5" for part, line, _ in gaps)
    assert sentence.format(*(in_words(*gap) for gap in gaps)) in prose()
