"""ROC curves, the area below them, and the interval for it."""

import numpy as np
import pytest
from scipy.stats import norm

from gan_lesson.evaluation.roc import interval, roc_of


def test_the_area_is_the_share_of_pairs_in_order():
    real, fake = np.array([5, 4, 4, 2]), np.array([1, 4, 2, 4])
    pairs = np.sign(real[:, None] - fake)
    roc = roc_of([1, 1, 1, 1, 0, 0, 0, 0], np.concatenate([real, fake]))
    assert roc.area == pytest.approx((pairs == 1).mean() + (pairs == 0).mean() / 2) == 11.5 / 16
    assert roc.low < roc.area < roc.high


def test_the_curve_goes_from_letting_in_nothing_to_letting_in_all():
    roc = roc_of([1, 0, 1, 0], [4, 4, 2, 1])
    np.testing.assert_allclose(roc.fakes_let_in, [0, 0.5, 0.5, 1])
    np.testing.assert_allclose(roc.reals_let_in, [0, 0.5, 1, 1])
    assert np.trapezoid(roc.reals_let_in, roc.fakes_let_in) == pytest.approx(roc.area)


def test_scale_does_not_matter_and_order_does():
    truth = np.random.default_rng(0).integers(0, 2, 40)
    scores = np.random.default_rng(1).normal(size=40) + truth
    roc, stretched, turned = roc_of(truth, scores), roc_of(truth, np.exp(3 * scores)), roc_of(truth, -scores)
    assert (roc.area, roc.low, roc.high) == (stretched.area, stretched.low, stretched.high)
    assert turned.area == pytest.approx(1 - roc.area)
    assert (turned.low, turned.high) == pytest.approx((1 - roc.high, 1 - roc.low))


def test_a_perfect_judge_gets_an_interval_too():
    """By hand: 1 - t = 1.96 sqrt(V(t)) has its root at 0.9158 for 24 pictures of each kind."""
    assert interval(1.0, 24, 24) == pytest.approx((0.9158, 1.0), abs=1e-4)
    assert interval(0.0, 24, 24) == pytest.approx((0.0, 1 - 0.9158), abs=1e-4)
    narrow, wide = interval(0.8, 200, 200), interval(0.8, 10, 10)
    assert wide[0] < narrow[0] < 0.8 < narrow[1] < wide[1]


@pytest.mark.parametrize("area", [0.5, 0.8, 0.95])
def test_the_interval_holds_the_true_area_about_95_times_in_100(area):
    random = np.random.default_rng(0)
    shift = norm.ppf(area) * 2**0.5  # two normals so far apart have this area
    held = 0
    for _ in range(300):
        real, fake = random.normal(size=24) + shift, random.normal(size=24)
        low, high = interval((real[:, None] > fake).mean(), 24, 24)
        held += low <= area <= high
    assert 0.91 <= held / 300 <= 0.995


@pytest.mark.parametrize(
    ("truth", "scores", "words"),
    [
        ([1, 0], [1, 2, 3], "one score"),
        ([1, 1], [1, 2], "at least one of each"),
        ([0, 0], [1, 2], "at least one of each"),
        ([1, 0], [1, np.nan], "not finite"),
    ],
)
def test_what_cannot_be_judged(truth, scores, words):
    with pytest.raises(ValueError, match=words):
        roc_of(truth, scores)


def test_it_says_itself_in_words():
    assert str(roc_of([1, 0], [2, 1])).startswith("area 1.00 (95 % interval 0.")
