"""What lesson 06 says in numbers, with other seeds than its own where chance has a hand in it."""

import numpy as np
import pytest

from gan_lesson.props.densities import Hill, duel
from tests.lesson_cells import run_cells

NAME = "06_the_rules_of_the_game"


@pytest.mark.parametrize("seed", range(5))
def test_an_expert_with_64_originals_learns_them_by_heart(seed):
    found, _ = run_cells(NAME, "stock = datasets.portraits", 'opinions = {"the 64"', seed=seed)
    known, unseen = ((logits > 0).float().mean() for logits in found["opinions"].values())
    assert known > 2 / 3 and unseen < 1 / 2


def test_a_flood_is_nearly_five_times_as_bad_as_half_of_the_work_left_out():
    _, printed = run_cells(NAME, "def kl_of")
    leaves_out, floods = ([float(word) for word in line.split()[4:7]] for line in printed.splitlines()[1:])
    assert leaves_out == [0.693, 0.432, 0.262] and floods == [1.614, 0.386, 1.228]
    assert 4.5 < floods[2] / leaves_out[2] < 5
    assert 0.8 < floods[1] / leaves_out[1] < 1.2, "about equally bad to Jensen-Shannon"


def test_on_hills_the_other_loss_is_infinite_from_the_first_shift_on():
    shifts = np.array([0.0, 0.1, 1.0, 4.8])
    assert np.isinf(duel(Hill(), Hill(), shifts).nonsaturating).tolist() == [False, True, True, True]


def test_the_ratio_at_0_is_what_the_lesson_says():
    wanted = (
        "real, fake = Normal(0.0, 1.0)",
        "best, trained = p / (p + q)",
        "dense = p + q",
        "here = x.abs().argmin()",
    )
    _, printed = run_cells(NAME, *wanted)
    assert "p 0.399, q 0.029, so p / q is 13.7" in printed and "its logarithm is 2.61, and D* is 0.932" in printed
