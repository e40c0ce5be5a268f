"""Numbers that say how good the samples are: arrays in, numbers out."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class ModeCoverage:
    """How well samples cover known clusters.

    Attributes:
        covered: clusters with at least one high-quality sample.
        high_quality: fraction of the samples that lie within three standard deviations of a centre. A perfect sampler
            of round Gaussians in the plane scores 1 - exp(-4.5) = 98.9 %.
        counts: ``(modes,)`` high-quality samples nearest to each centre.
        spread: standard deviation of the high-quality samples about their centres along one axis, over that of the
            data: 0.97 for a perfect sampler (1, less what the cut at three takes), near 0 where a cluster is one dot.
        kl: Kullback-Leibler divergence of `counts` from equal shares, in nats: 0 for perfectly even, log(modes) for one
            cluster only, NaN without any high-quality sample.
    """

    covered: int
    high_quality: float
    counts: np.ndarray
    spread: float
    kl: float


def mode_coverage(samples: np.ndarray, centres: np.ndarray, standard_deviation: float) -> ModeCoverage:
    """Counts modes and high-quality samples as VEEGAN and PacGAN do.

    Srivastava et al. 2017 (arXiv 1705.07761), Lin et al. 2018 (arXiv 1712.04086). They count 2,500 samples; with fewer,
    a thin cluster is more easily missed.

    Args:
        samples: ``(n, 2)``.
        centres: ``(modes, 2)``.
        standard_deviation: of each cluster along each axis.

    Raises:
        ValueError: if samples or centres are not rows of two numbers, or there are none.
    """
    samples, centres = np.asarray(samples, float), np.asarray(centres, float)
    for name, array in (("samples", samples), ("centres", centres)):
        if array.ndim != 2 or array.shape[1] != 2 or len(array) == 0:
            raise ValueError(f"{name} need the shape (n, 2) with n at least 1, not {array.shape}")
    distances = np.linalg.norm(samples[:, None] - centres[None], axis=2)
    nearest, distance = distances.argmin(1), distances.min(1)
    good = distance <= 3 * standard_deviation
    counts = np.bincount(nearest[good], minlength=len(centres))
    if not good.any():
        return ModeCoverage(0, 0.0, counts, float("nan"), float("nan"))
    shares = counts[counts > 0] / counts.sum()
    return ModeCoverage(
        covered=int((counts > 0).sum()),
        high_quality=float(good.mean()),
        counts=counts,
        spread=float(np.sqrt((distance[good] ** 2).mean() / 2) / standard_deviation),
        kl=float((shares * np.log(shares * len(centres))).sum()),
    )
