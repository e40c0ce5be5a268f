"""What lesson 03 says of the normal distribution's own opinion, with other portraits than its own."""

import math

import pytest
import torch

from gan_lesson import datasets
from tests.lesson_cells import run_cells

NAME = "03_why_images_are_hard"


@pytest.mark.parametrize("seed", range(5))
def test_a_high_density_does_not_make_a_picture_typical(seed):
    pets = datasets.portraits(2048, torch.Generator().manual_seed(2 * seed))
    names = {"training": pets.data.flatten(1), "random": torch.Generator().manual_seed(2 * seed + 1)}
    names, _ = run_cells(NAME, "covariance = (training", names=names)
    found, printed = run_cells(NAME, "cats, dogs = ", "with_a_little_noise =", "top = ", names=names)
    rated, black = found["rated"], found["black"]
    portraits, mixtures, own = (rated[name].median() for name in rated)
    assert abs(portraits - mixtures) < 20, "the mixtures are rated as highly as portraits"
    assert rated["its own samples"].max() < rated["new portraits"].quantile(0.05), "and its own samples come last"
    assert 760 < portraits < 810 and 480 < own < 500 and 795 < black < 815
    assert 0.55 < (rated["new portraits"] < black).float().mean() < 0.85
    assert abs(found["below"] - 784 / 2) < 4
    assert "100% of its own samples" in printed and "about 390" in printed
    lengths = torch.linalg.solve_triangular(
        found["normal"].scale_tril, (found["own"] - found["mean"]).T, upper=False
    ).norm(dim=0)  # fmt: skip
    assert (abs(lengths / math.sqrt(784) - 1) < 0.12).all(), "a thin shell, 28 widths from the mean"
