"""Scores against the number of rows: which rows each draw takes, and what the curve shows of bias and spread."""

import numpy as np
import pytest

from gan_lesson.evaluation.metrics import frechet_distance
from gan_lesson.evaluation.sampling import by_count


def test_draws_share_no_row():
    taken = []

    def score(real, fake):
        taken.append((real[:, 0].tolist(), fake[:, 0].tolist()))
        return float(len(taken))

    found = by_count(score, np.arange(7.0)[:, None], 10 * np.arange(9.0)[:, None], counts=(2, 3, 7, 8), draws=2)
    assert taken == [
        ([0, 1], [0, 10]), ([2, 3], [20, 30]),
        ([0, 1, 2], [0, 10, 20]), ([3, 4, 5], [30, 40, 50]),
        ([0, 1, 2, 3, 4, 5, 6], [0, 10, 20, 30, 40, 50, 60]),
    ]  # fmt: skip
    assert found.counts.tolist() == [2, 3, 7], "8 rows are not there"
    assert [values.tolist() for values in found.values] == [[1, 2], [3, 4], [5]]
    assert found.mean.tolist() == [1.5, 3.5, 5] and found.low.tolist() == [1, 3, 5] and found.high.tolist() == [2, 4, 5]


@pytest.mark.parametrize("seed", range(5))
def test_the_frechet_distance_of_real_and_real_falls_with_the_rows(seed):
    real, other = np.random.default_rng(seed).normal(size=(2, 4000, 10))
    found = by_count(frechet_distance, real, other, counts=(5, 40, 400, 4000))
    assert found.counts.tolist() == [40, 400, 4000], "5 rows are too few for 10 features"
    assert found.mean[0] > 4 * found.mean[1] > 16 * found.mean[2] > 0
    assert found.high[0] - found.low[0] > 3 * (found.high[1] - found.low[1]) and len(found.values[2]) == 1


def test_nothing_that_can_be_scored():
    with pytest.raises(ValueError, match="none of the counts 3, 50 can be scored with 20 rows a side: a covariance of"):
        by_count(frechet_distance, np.eye(20, 4), np.eye(20, 4), counts=(3, 50))


def test_what_is_wrong_with_many_rows_is_not_hidden():
    """Few rows may be refused; a NaN among many is another matter."""
    rows = np.random.default_rng(0).normal(size=(40, 2))
    broken = rows.copy()
    broken[30] = np.nan
    with pytest.raises(ValueError, match="NaN"):
        by_count(frechet_distance, rows, broken, counts=(10, 40), draws=1)
