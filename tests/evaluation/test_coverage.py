"""Kinds and knobs are counted as by hand; what is no portrait is counted apart."""

import numpy as np
import pytest
import torch

from gan_lesson.datasets.portraiture import RANGES, Knobs
from gan_lesson.evaluation import coverage
from gan_lesson.evaluation.coverage import Coverage
from gan_lesson.evaluation.judges import Judges


def kind(name):
    return coverage.KINDS.index(name)


def test_kinds_by_hand():
    knobs = Knobs(
        species=[0, 0, 1, 1, 1, 0, 0, 1],
        stripes=[0, 0.9, 0, 0, 0, 0, 0.1, 0],
        patch=[0, 0, -0.7, 0.7, 0, 0, 0.2, -0.9],
        mask=[0, 0, 0, 0, 1, 0.6, 0, 0],
    )
    names = [coverage.KINDS[number] for number in coverage.kinds_of(knobs)]
    assert names[:3] == ["cat, plain", "cat, striped", "dog, patch on our left"]
    shares = 8 * coverage.shares_of_kinds(knobs)
    expected = np.zeros(10)
    for name, count in {
        "cat, plain": 2,  # a trace of a pattern is a reader's error
        "cat, striped": 1,
        "dog, patch on our left": 2,
        "dog, patch on our right": 1,
        "dog, masked": 1,
        "cat, masked": 1,
    }.items():
        expected[kind(name)] = count
    np.testing.assert_array_equal(shares, expected)


class ReadsAsTold:
    """Judges that know a picture's answer by its mean: below 0 it is no portrait, else a dog with that much fur."""

    def read(self, pictures):
        grey = pictures.mean((1, 2, 3))
        if self.portraits:
            return torch.stack([grey * 0, grey > 0, grey <= 0], 1).float()
        return Knobs(species=1, fur=grey.numpy())

    def __init__(self, portraits):
        self.portraits = portraits


JUDGES = Judges(ReadsAsTold(portraits=False), ReadsAsTold(portraits=True))


def painted(*greys):
    return torch.tensor(greys).view(-1, 1, 1, 1).expand(-1, 1, 28, 28)


def test_what_is_no_portrait_is_counted_apart():
    seen = coverage.coverage(painted(0.62, -0.5, 0.94, 0.94), JUDGES)
    assert seen.unreadable == 0.25
    assert seen.kinds[kind("dog, plain")] == 1
    np.testing.assert_allclose(seen.knobs["fur"], [0, 0, 0, 1 / 3, *[0] * 5, 2 / 3])  # 0.45 to 0.95 in ten parts
    for shares in seen.knobs.values():
        assert shares.shape == (10,) and shares.sum() == pytest.approx(1)


def test_nothing_readable_covers_nothing():
    seen, real = coverage.coverage(painted(-0.1, -0.9), JUDGES), coverage.coverage(painted(0.5), JUDGES)
    assert seen.unreadable == 1 and set(coverage.overlaps(seen, real).values()) == {0.0}
    assert coverage.kinds_covered(seen, real).tolist() == [name != "dog, plain" for name in coverage.KINDS]


def test_overlap_and_covered_kinds_by_hand():
    def seen(kinds, fur):
        knobs = {name: np.eye(10)[0] for name in RANGES} | {"fur": np.array([*fur, *[0] * 8])}
        return Coverage(0.0, np.array([*kinds, *[0] * 8]), knobs)

    real = seen((0.2, 0.8), (0.5, 0.5))
    fake = seen((0.04, 0.96), (0.9, 0.1))
    assert coverage.overlaps(fake, real)["fur"] == pytest.approx(0.5 + 0.1)
    assert coverage.overlaps(fake, real)["tilt"] == 1
    assert coverage.kinds_covered(fake, real)[:2].tolist() == [False, True], "0.04 is less than a quarter of 0.2"
    assert coverage.kinds_covered(seen((0.05, 0.95), (1, 0)), real)[:2].all()
