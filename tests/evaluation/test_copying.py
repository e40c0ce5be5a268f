"""Copies are told from what is merely near, by hand and over five seeds."""

import numpy as np
import pytest

from gan_lesson.evaluation.copying import Copying, copying


def test_by_hand():
    """Fakes at 1, 4 and 6 between a training row at 0 and an unseen one at 8: nearer, in the middle, farther."""
    found = copying(np.array([[0.0]]), np.array([[8.0]]), np.array([[1.0], [4.0], [6.0]]))
    assert found == Copying(share=0.5, to_training=4.0, to_held_out=4.0)
    assert copying(np.array([[0.0]]), np.array([[8.0]]), np.array([[1.0], [3.0], [6.0]])) == Copying(2 / 3, 3.0, 5.0)


@pytest.mark.parametrize("seed", range(5))
def test_a_fair_sample_is_as_often_nearer_to_either(seed):
    random = np.random.default_rng(seed)
    training, held_out, fake = random.normal(size=(3, 600, 8))
    fair = copying(training, held_out, fake)
    assert 0.42 < fair.share < 0.58 and fair.to_training == pytest.approx(fair.to_held_out, rel=0.1)
    copies = copying(training, held_out, training[:200] + 0.01 * random.normal(size=(200, 8)))
    assert copies.share == 1 and copies.to_training < 0.1 < fair.to_training / 5


def test_sets_of_unequal_size_are_no_comparison():
    with pytest.raises(ValueError, match="as many held-out rows as training rows, not 3 and 4"):
        copying(np.zeros((4, 2)), np.zeros((3, 2)), np.zeros((5, 2)))
