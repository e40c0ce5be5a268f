"""Does a generator copy its training set? Features in, shares and distances out."""

from dataclasses import dataclass

import numpy as np

from gan_lesson.evaluation.metrics import nearest


@dataclass(frozen=True)
class Copying:
    """How near fakes come to what was learnt, and to as much that was not.

    Attributes:
        share: of the fakes, those whose nearest real row is a training one; equal distances count half. 1/2 without
            any copying, 1 if each fake is a copy.
        to_training: median distance from a fake to the nearest training row.
        to_held_out: the same to the nearest held-out row. The gap between the two is what copying gains.
    """

    share: float
    to_training: float
    to_held_out: float


def copying(training: np.ndarray, held_out: np.ndarray, fake: np.ndarray) -> Copying:
    """Asks of each fake whether it is nearer to the training set or to real data that the generator never saw.

    A generator that has learnt the distribution is as often nearer to the one as to the other, since both are samples
    of it: the three-sample test of Meehan, Chaudhuri & Dasgupta 2020 (arXiv 2004.05675), here without its cells.

    Args:
        training: ``(n, d)`` features of the training set.
        held_out: ``(n, d)`` features of as many real rows that the generator never saw.
        fake: ``(m, d)`` features of its fakes.

    Raises:
        ValueError: if there are more training rows than held-out ones or the other way round (the more there are, the
            nearer is the nearest), or as `metrics.nearest` does.
    """
    if len(training) != len(held_out):
        raise ValueError(
            f"compare with as many held-out rows as training rows, not {len(held_out)} and {len(training)}: among more "
            "rows the nearest one is nearer"
        )
    (_, learnt), (_, unseen) = nearest(training, fake), nearest(held_out, fake)
    share = (learnt < unseen).mean() + (learnt == unseen).mean() / 2
    return Copying(float(share), float(np.median(learnt)), float(np.median(unseen)))
