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


def means(table, line, column):
    return float(table[line][column].split()[0])


def test_the_hand_written_pair_and_loop_are_the_packaged_ones():
    """Same seeds, same digits, one epoch: the same weights."""
    found, _ = run_cells(NAME, *PAIR)
    digits = datasets.handwriting()
    data, its_labels = digits.data[:512], digits.labels[:512]
    history = History(torch.zeros(3, 16))
    averaged = found["learn"](*found["fresh_pair"](), data, its_labels, history, torch.tensor([7, 7, 1]), epochs=2)
    packaged, batches, steps = labels.digit_run(0, data, its_labels, epochs=2)
    assert len(list(steps)) == 2 * len(batches) == 16 and len(history) == 3
    mine, theirs = ([*network.module.parameters()] for network in (averaged, packaged))
    assert sorted(one.shape for one in mine) == sorted(one.shape for one in theirs)
    for ours in mine:
        assert any(ours.shape == one.shape and torch.allclose(ours, one, atol=1e-4) for one in theirs)


def test_an_expert_who_is_not_told_hears_no_label():
    found, _ = run_cells(NAME, *PAIR[:2], names={})
    source = next(cell.source for cell in lessons.notebook_of(FOLDER, NAME).cells if "class Untold" in cell.source)
    exec(source.split("\n\nunheard")[0], found)
    network, pictures = found["Untold"](), torch.randn(2, 1, 8, 8)
    assert torch.equal(network(pictures, torch.tensor([1, 2])), network(pictures, torch.tensor([3, 4])))
    assert models.parameter_count(network) == models.parameter_count(models.MLPDiscriminator((1, 8, 8), (256, 256)))
