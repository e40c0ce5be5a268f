"""Mode coverage against cases that can be counted by hand, and against a perfect sampler."""

import math

import numpy as np
import pytest
import torch

from gan_lesson.datasets import ring
from gan_lesson.metrics import mode_coverage

CENTRES = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])


def test_by_hand():
    samples = [[0, 0.5], [0, 2.9], [0, 3.1], [10, 0], [5, 5]]
    found = mode_coverage(np.array(samples), CENTRES, 1.0)
    assert (found.covered, found.high_quality) == (2, 3 / 5)
    np.testing.assert_array_equal(found.counts, [2, 1, 0])
    assert found.spread == pytest.approx(math.sqrt((0.25 + 2.9**2 + 0) / 3 / 2))
    assert found.kl == pytest.approx(2 / 3 * math.log(2) + 1 / 3 * math.log(1))


def test_one_mode_is_log_modes_away_from_even():
    assert mode_coverage(np.zeros((50, 2)), CENTRES, 1.0).kl == pytest.approx(math.log(3))


def test_nothing_good():
    found = mode_coverage(np.full((4, 2), 99.0), CENTRES, 1.0)
    assert (found.covered, found.high_quality) == (0, 0.0)
    assert math.isnan(found.spread) and math.isnan(found.kl)


@pytest.mark.parametrize("seed", range(5))
def test_a_perfect_sampler(seed):
    data = ring(20_000, torch.Generator().manual_seed(seed))
    found = mode_coverage(data.data.numpy(), data.centres.numpy(), data.standard_deviation)
    assert found.covered == 8
    assert found.high_quality == pytest.approx(1 - math.exp(-4.5), abs=0.003)
    assert found.spread == pytest.approx(0.974, abs=0.015)
    assert found.kl < 0.001


@pytest.mark.parametrize("samples", [np.zeros(4), np.zeros((0, 2)), np.zeros((3, 3))])
def test_other_shapes_are_refused(samples):
    with pytest.raises(ValueError, match="samples need the shape"):
        mode_coverage(samples, CENTRES, 1.0)
