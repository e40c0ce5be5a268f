"""How well a judge tells real from fake: the ROC curve, the area under it, and how far to trust that area.

A *judge* is anything that gives each picture a number, higher for "more real": a discriminator's logits, or a person's
ratings from 1 to 5. Only their order counts, so a person and a network can be compared.
"""

from dataclasses import dataclass

import numpy as np

from gan_lesson.evaluation.metrics import as_array


@dataclass(frozen=True, eq=False)
class Roc:
    """A judge's ROC curve: what is let in as the threshold falls.

    Attributes:
        fakes_let_in: share of the fakes that score at least as much as each threshold, ``(k,)``, from 0 up to 1.
        reals_let_in: the same share of the real ones, ``(k,)``.
        area: under the curve: how often a random real picture scores higher than a random fake one; ties count half.
            1 is perfect, 1/2 is guessing.
        low, high: the ends of the interval for the area.
    """

    fakes_let_in: np.ndarray
    reals_let_in: np.ndarray
    area: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"area {self.area:.2f} (95 % interval {self.low:.2f} to {self.high:.2f})"


def roc_of(is_real: np.ndarray, scores: np.ndarray) -> Roc:
    """The curve and its area (scikit-learn's), with a 95 % interval for the area.

    The interval holds every true area that is within 1.96 of its own standard errors of the measured one. The standard
    error is Hanley & McNeil's (1982, Radiology 143:29-36) in the symmetric form of Newcombe (2006, Statistics in
    Medicine 25:559-573, method 5). So the interval does not vanish when a judge makes no mistake.

    Args:
        is_real: ``(n,)``, true for real; at least one of each kind.
        scores: ``(n,)``, higher for "more real".

    Raises:
        ValueError: if the shapes differ, a score is not finite, or one of the kinds is missing.
    """
    from sklearn.metrics import roc_auc_score, roc_curve  # half a second to import

    is_real, scores = as_array("is_real", is_real).astype(bool), as_array("scores", scores)
    if is_real.ndim != 1 or is_real.shape != scores.shape:
        raise ValueError(f"every picture needs one score: there are {is_real.shape} truths and {scores.shape} scores")
    if not np.isfinite(scores).all():
        raise ValueError("some scores are not finite numbers")
    if is_real.all() or not is_real.any():
        raise ValueError("a ROC curve needs real pictures and fake ones, at least one of each")
    fakes_let_in, reals_let_in, _ = roc_curve(is_real, scores, drop_intermediate=False)
    area = float(roc_auc_score(is_real, scores))
    return Roc(fakes_let_in, reals_let_in, area, *interval(area, int(is_real.sum()), int((~is_real).sum())))


def interval(area: float, reals: int, fakes: int) -> tuple[float, float]:
    """The 95 % interval of `roc_of`, from the area and how many pictures of each kind there were."""
    between = (reals + fakes) / 2 - 1

    def too_far(true: float) -> bool:
        variance = true * (1 - true) * (1 + between * ((1 - true) / (2 - true) + true / (1 + true))) / (reals * fakes)
        return abs(area - true) > 1.959964 * variance**0.5

    ends = []
    for far, near in ((0.0, area), (1.0, area)):  # bisection, unless even the end is near enough
        if not too_far(far):
            ends.append(far)
            continue
        for _ in range(60):
            middle = (far + near) / 2
            far, near = (middle, near) if too_far(middle) else (far, middle)
        ends.append(near)
    return ends[0], ends[1]
