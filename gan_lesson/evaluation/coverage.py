"""Which portraits does a generator paint, and which does it leave out? Counted in the knobs that a network reads.

Only this world has knobs to count: of real photographs nobody knows them all.
"""

from dataclasses import dataclass

import numpy as np
from torch import Tensor

from gan_lesson.datasets.portraiture import RANGES, Knobs
from gan_lesson.evaluation.features import NEITHER
from gan_lesson.evaluation.judges import Judges

PATTERNS = ("plain", "striped", "patch on our left", "patch on our right", "masked")
KINDS = tuple(f"{species}, {pattern}" for species in ("cat", "dog") for pattern in PATTERNS)
BINS = 10  # of a knob's range


@dataclass(frozen=True, eq=False)
class Coverage:
    """What a set of pictures shows.

    Attributes:
        unreadable: share of the pictures that are no portrait. Nothing else counts them.
        kinds: ``(10,)``, the share of each of `KINDS` among the readable ones.
        knobs: for each knob, the shares of its readings in `BINS` equal parts of its range, ``(10,)``, adding up to 1.
    """

    unreadable: float
    kinds: np.ndarray
    knobs: dict[str, np.ndarray]


def coverage(pictures: Tensor, judges: Judges) -> Coverage:
    """Counts what pictures show.

    Args:
        pictures: ``(n, 1, 28, 28)`` in [-1, 1].
        judges: who read them.
    """
    readable = judges.portraits.read(pictures).argmax(1) != NEITHER
    unreadable = 1 - readable.float().mean().item()
    if not readable.any():
        empty = {name: np.zeros(BINS) for name in RANGES}
        return Coverage(unreadable, np.zeros(len(KINDS)), empty)
    knobs = judges.knobs.read(pictures[readable])
    return Coverage(unreadable, shares_of_kinds(knobs), {name: _shares(knobs, name) for name in RANGES})


def kinds_of(knobs: Knobs) -> np.ndarray:
    """Which of `KINDS` each animal is, int64 ``(n,)``.

    A pattern counts from 0.3 on: the portraits have none, or one of at least 0.6.
    """
    strengths = np.stack([np.full(len(knobs), 0.3), knobs.stripes, -knobs.patch, knobs.patch, knobs.mask])
    return knobs.species * len(PATTERNS) + strengths.argmax(0)


def shares_of_kinds(knobs: Knobs) -> np.ndarray:
    """How often each of `KINDS` occurs among animals, ``(10,)``, adding up to 1."""
    return np.bincount(kinds_of(knobs), minlength=len(KINDS)) / len(knobs)


def kinds_covered(fake: Coverage, real: Coverage) -> np.ndarray:
    """Which of `KINDS` the fakes show at least a quarter as often as real portraits do: ``(10,)`` of bool.

    A single one would not do: a reader errs now and then.
    """
    return fake.kinds >= real.kinds / 4


def overlaps(fake: Coverage, real: Coverage) -> dict[str, float]:
    """For each knob, how far the fakes' readings have the real ones' distribution: 1 for the same, 0 for no overlap.

    It is the sum of the smaller of both shares, 1 - total variation distance. Two samples of the same distribution
    score a little below 1.
    """
    return {name: float(np.minimum(fake.knobs[name], real.knobs[name]).sum()) for name in RANGES}


def _shares(knobs: Knobs, name: str) -> np.ndarray:
    return np.histogram(getattr(knobs, name), BINS, RANGES[name])[0] / len(knobs)
