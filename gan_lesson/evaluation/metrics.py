"""How good samples are: arrays in, numbers out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:  # a player looks for the nearest original long before PyTorch would be imported
    from gan_lesson.datasets import Points

_CHUNK = 512  # rows whose distances are held at a time


@dataclass(frozen=True)
class ModeCoverage:
    """How well samples cover known clusters.

    Attributes:
        covered: clusters with at least one high-quality sample.
        high_quality: fraction of the samples that lie within three standard deviations of a centre. A perfect sampler
            of round Gaussians in the plane scores 1 - exp(-4.5) = 98.9 %.
        counts: ``(modes,)`` high-quality samples nearest to each centre.
        spread: standard deviation of the high-quality samples about their centres along one axis, over that of the
            data: 0.97 for a perfect sampler (less than 1 because of the cut at three), near 0 if every cluster is a
            dot.
        kl: Kullback-Leibler divergence of `counts` from equal shares, in nats: 0 for perfectly even, log(modes) for a
            single cluster, NaN without any high-quality sample.
    """

    covered: int
    high_quality: float
    counts: np.ndarray
    spread: float
    kl: float


def mode_coverage(samples: np.ndarray, centres: np.ndarray, standard_deviation: float) -> ModeCoverage:
    """Counts modes and high-quality samples as VEEGAN and PacGAN do.

    Srivastava et al. 2017 (arXiv 1705.07761), Lin et al. 2018 (arXiv 1712.04086). They count 2,500 samples; with
    fewer, a rare mode is more easily missed.

    Args:
        samples: ``(n, 2)``.
        centres: ``(modes, 2)``.
        standard_deviation: of each cluster along each axis.

    Raises:
        ValueError: if samples or centres are empty, or not rows of two numbers.
    """
    samples, centres = as_array("samples", samples), as_array("centres", centres)
    for name, array in (("samples", samples), ("centres", centres)):
        if array.ndim != 2 or array.shape[1] != 2 or len(array) == 0:
            raise ValueError(f"{name} need the shape (n, 2) with n at least 1, not {array.shape}")
    across, up = (samples[:, None, axis] - centres[None, :, axis] for axis in (0, 1))
    distances = np.sqrt(across**2 + up**2)  # twice as fast as a norm over an axis of two
    nearest, distance = distances.argmin(1), distances.min(1)
    good = distance <= 3 * standard_deviation
    counts = np.bincount(nearest[good], minlength=len(centres))
    if not good.any():
        return ModeCoverage(covered=0, high_quality=0.0, counts=counts, spread=float("nan"), kl=float("nan"))
    shares = counts[counts > 0] / counts.sum()
    return ModeCoverage(
        covered=int((counts > 0).sum()),
        high_quality=float(good.mean()),
        counts=counts,
        spread=float(np.sqrt((distance[good] ** 2).mean() / 2) / standard_deviation),
        kl=float((shares * np.log(shares * len(centres))).sum()),
    )


def coverage_of(data: Points) -> dict[str, Callable[[np.ndarray], float]]:
    """Metrics for a `History` of points with known clusters: how many are covered, and how many samples stray.

    Args:
        data: a data set with centres.

    Raises:
        ValueError: if the data's clusters are not known.
    """
    if data.centres is None:
        raise ValueError(f"{data.name} has no known clusters to count: leave out metrics")
    centres = data.centres.numpy()

    def clusters_covered(samples: np.ndarray) -> float:
        return mode_coverage(samples, centres, data.standard_deviation).covered

    def strays(samples: np.ndarray) -> float:
        return 100 * (1 - mode_coverage(samples, centres, data.standard_deviation).high_quality)

    return {"clusters covered": clusters_covered, "strays, %": strays}


def jensen_shannon(
    real: np.ndarray, fake: np.ndarray, region: tuple[float, float, float, float], cells: int = 30
) -> float:
    """Jensen-Shannon divergence of two samples of points, estimated on a grid.

        JS(p, q) = 1/2 KL(p, m) + 1/2 KL(q, m),    m = (p + q) / 2,    p and q the shares of the points in each cell

    Two samples of the same distribution do not score 0, and the fewer the points, the higher the score: two samples of
    450 points, spread evenly over 30 x 30 cells, score about 0.43. So report it beside the score of real against real
    with as many points.

    Args:
        real: ``(n, 2)``.
        fake: ``(m, 2)``.
        region: (left, right, bottom, top) that the grid divides; points outside it, and NaN, count in one extra cell.
        cells: along each side.

    Returns:
        In nats, from 0 for equal shares to log 2 = 0.693 if no cell has points of both.

    Raises:
        ValueError: if either sample is empty, or not rows of two numbers.
    """
    left, right, bottom, top = region
    shares = []
    for name, points in (("real", real), ("fake", fake)):
        points = as_array(name, points)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
            raise ValueError(f"{name} needs the shape (n, 2) with n at least 1, not {points.shape}")
        places = (points - [left, bottom]) / [right - left, top - bottom]
        inside = ((places >= 0) & (places < 1)).all(1)  # False for NaN
        column, row = (places[inside] * cells).astype(int).T
        where = np.full(len(points), cells * cells)
        where[inside] = row * cells + column
        shares.append(np.bincount(where, minlength=cells * cells + 1) / len(points))
    p, q = shares
    middle = (p + q) / 2
    return float(sum((s[s > 0] * np.log(s[s > 0] / middle[s > 0])).sum() for s in shares) / 2)


@dataclass(frozen=True)
class PrecisionRecall:
    """Improved precision and recall.

    Attributes:
        precision: share of the fake rows that lie where real ones do: how good the fakes are.
        recall: share of the real rows that lie where fake ones do: how much of the real variety the fakes cover.
    """

    precision: float
    recall: float


def frechet_distance(real: np.ndarray, fake: np.ndarray) -> float:
    """The squared Fréchet distance between normal distributions fitted to both sets of rows.

        |mean_r - mean_f|^2 + trace(S_r + S_f - 2 (S_r S_f)^(1/2)),    S the covariances, with n - 1

    Dowson & Landau 1982 (also the squared Wasserstein-2 distance); on a network's features it judges pictures
    (Heusel et al. 2017, arXiv 1706.08500, eq. 6). It is *the* FID only with the Inception network's features: compare
    numbers from other features only with each other. Two samples of the same distribution do not score 0, and the fewer
    the rows, the higher the score: report it beside that of real against real with as many rows.

    Args:
        real: ``(n, d)``, n above d.
        fake: ``(m, d)``, m above d.

    Returns:
        0 for equal means and covariances, with no upper limit; in squared units of the rows.

    Raises:
        ValueError: if the shapes do not fit, a number is not finite, or there are too few rows for a covariance.
    """
    real, fake = _rows(real, fake)
    width = real.shape[1]
    if min(len(real), len(fake)) <= width:
        raise ValueError(
            f"a covariance of {width} features needs at least {width + 1} rows on each side, not {len(real)} real and "
            f"{len(fake)} fake ones (a row is a picture: are rows and columns exchanged?)"
        )
    # With S = R^T R, the eigenvalues of S_r S_f are the squared singular values of R_r R_f^T. Taking R from the rows
    # themselves (QR) needs neither S nor its root, and so loses no digits where S is not of full rank.
    r_real, r_fake = (np.linalg.qr(rows - rows.mean(0), mode="r") / np.sqrt(len(rows) - 1) for rows in (real, fake))
    root = np.linalg.svd(r_real @ r_fake.T, compute_uv=False).sum()
    distance = ((real.mean(0) - fake.mean(0)) ** 2).sum() + (r_real**2).sum() + (r_fake**2).sum() - 2 * root
    return max(0.0, float(distance))  # rounding may leave it a hair below 0


def precision_and_recall(real: np.ndarray, fake: np.ndarray, neighbours: int = 3) -> PrecisionRecall:
    """Improved precision and recall: which fakes lie among the real ones, and which real ones among the fakes.

    The region of a set is the union of balls, one around each of its rows, that reach as far as the row's k-th nearest
    neighbour in the set, not counting itself; a row on the rim is inside (Kynkäänniemi et al. 2019, arXiv 1904.06991,
    eqs. 1 and 2). A row that occurs more than k times has a ball of radius 0, which holds only its copies. Both numbers
    depend on the number of rows, so compare only those from equally many.

    Args:
        real: ``(n, d)``, n above `neighbours`.
        fake: ``(m, d)``, m above `neighbours`.
        neighbours: k; the paper takes 3.

    Raises:
        ValueError: if the shapes do not fit, a number is not finite, or a set has too few rows for `neighbours`.
    """
    real, fake = _rows(real, fake)
    if not 1 <= neighbours < min(len(real), len(fake)):
        raise ValueError(
            f"neighbours must be at least 1 and less than the {len(real)} real and the {len(fake)} fake rows, "
            f"not {neighbours}"
        )
    real_radii, fake_radii = _squared_radii(real, neighbours), _squared_radii(fake, neighbours)
    precise, recalled = np.zeros(len(fake), bool), np.zeros(len(real), bool)
    for chunk, squared, doubt in _squared_distances(fake, real):
        in_real, in_fake = squared <= real_radii, squared <= fake_radii[chunk, None]
        for inside, radii in ((in_real, real_radii[None]), (in_fake, fake_radii[chunk, None])):
            row, column = np.nonzero(np.abs(squared - radii) <= doubt)  # on the rim, as far as rounding lets one see
            limits = np.broadcast_to(radii, squared.shape)[row, column]
            inside[row, column] = _exactly(fake[chunk][row], real[column]) <= limits
        precise[chunk] = in_real.any(1)
        recalled |= in_fake.any(0)
    return PrecisionRecall(float(precise.mean()), float(recalled.mean()))


def nearest(real: np.ndarray, fake: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Finds the real row nearest to each fake one: what it was copied from, if it was copied.

    Args:
        real: ``(n, d)``, usually the training set.
        fake: ``(m, d)``.

    Returns:
        Indices into `real`, int64 ``(m,)`` (the first of equally near ones), and Euclidean distances ``(m,)``.

    Raises:
        ValueError: if the shapes do not fit or a number is not finite.
    """
    real, fake = _rows(real, fake)
    indices, distances = np.empty(len(fake), np.int64), np.empty(len(fake))
    for chunk, squared, doubt in _squared_distances(fake, real):
        # Rows within rounding of the least are few: the differences decide among them.
        row, column = np.nonzero(squared <= squared.min(1, keepdims=True) + doubt)
        exact = _exactly(fake[chunk][row], real[column])
        order = np.lexsort((column, exact, row))  # for each fake row first the nearest, of equally near ones the first
        best = order[np.unique(row[order], return_index=True)[1]]
        indices[chunk], distances[chunk] = column[best], np.sqrt(exact[best])
    return indices, distances


class Compared(NamedTuple):
    """A metric of the fakes, and the same metric of real rows in their place."""

    fake: float
    real: float


@dataclass(frozen=True)
class Comparison:
    """How good fakes are, beside what real rows in their place would score. `str` makes a table of it.

    Attributes:
        frechet_distance: to the held-out rows, from the fakes and from as many training rows. Low is good.
        precision: of the fakes and of as many training rows, against the held-out ones. High is good.
        recall: of the held-out rows by the fakes, and by as many training rows. High is good.
        nearest_distance: median distance to the nearest training row, from the fakes and from the held-out rows. If
            it is much less than for real rows, the fakes are copies; if much more, they are unlike anything real.
        rows: the number of fakes.
    """

    frechet_distance: Compared
    precision: Compared
    recall: Compared
    nearest_distance: Compared
    rows: int

    def __str__(self) -> str:
        def line(name: str, values: Compared, decimals: int, goal: str) -> str:
            return f"{name:<26}{values.fake:>10.{decimals}f}{values.real:>10.{decimals}f}   {goal}"

        return "\n".join(
            [
                f"{f'{self.rows} rows':<26}{'fake':>10}{'real':>10}   a good forger's fakes",
                line("Fréchet distance", self.frechet_distance, 2, "come down to real"),
                line("precision", self.precision, 3, "come up to real"),
                line("recall", self.recall, 3, "come up to real"),
                line("nearest training picture", self.nearest_distance, 2, "are as far as real"),
            ]
        )


def compare(training: np.ndarray, held_out: np.ndarray, fake: np.ndarray, neighbours: int = 3) -> Comparison:
    """Every metric of the fakes, beside its value for real against real.

    Fakes are measured against *held-out* real rows. A generator that copies the training set scores as well as the
    training set itself; only the distance to the nearest training row gives it away.

    Args:
        training: ``(n, d)`` features of the training set, in random order, n at least m.
        held_out: ``(m, d)`` features of real data that the generator never saw.
        fake: ``(m, d)`` features of its fakes: as many as held out, since the metrics depend on the number.
        neighbours: as for `precision_and_recall`.

    Raises:
        ValueError: if the numbers of rows do not fit, or as the metrics themselves do.
    """
    if not len(fake) == len(held_out) <= len(training):
        raise ValueError(
            f"compare as many fakes as held-out rows, and no more than training rows, not {len(fake)} fake, "
            f"{len(held_out)} held out and {len(training)} for training"
        )
    stand_in = training[: len(fake)]
    fakes = precision_and_recall(held_out, fake, neighbours)
    reals = precision_and_recall(held_out, stand_in, neighbours)
    return Comparison(
        frechet_distance=Compared(frechet_distance(held_out, fake), frechet_distance(held_out, stand_in)),
        precision=Compared(fakes.precision, reals.precision),
        recall=Compared(fakes.recall, reals.recall),
        nearest_distance=Compared(*(float(np.median(nearest(training, rows)[1])) for rows in (fake, held_out))),
        rows=len(fake),
    )


def as_array(name: str, values: np.ndarray) -> np.ndarray:
    """Values as float64.

    Raises:
        ValueError: if they are not an array of numbers; the message calls them `name`.
    """
    try:
        return np.asarray(values, float)
    except (TypeError, ValueError, RuntimeError):  # RuntimeError: a tensor that requires a gradient
        raise ValueError(f"{name} must be an array of numbers; of a tensor hand over .detach().cpu().numpy()") from None


def _rows(real: np.ndarray, fake: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both as float64 ``(rows, d)``, checked."""
    real, fake = as_array("real", real), as_array("fake", fake)
    for name, array in (("real", real), ("fake", fake)):
        if array.ndim != 2 or 0 in array.shape:
            raise ValueError(f"{name} needs the shape (rows, features), a row for each picture, not {array.shape}")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds NaN or infinity: leave out the rows that are not finite")
    if real.shape[1] != fake.shape[1]:
        raise ValueError(f"real has {real.shape[1]} features and fake {fake.shape[1]}: take both from one network")
    return real, fake


def _squared_distances(rows: np.ndarray, others: np.ndarray) -> Iterator[tuple[slice, np.ndarray, float]]:
    """Yields a slice of the rows, their squared distances to all `others`, and how far off these may be.

    |x|^2 + |y|^2 - 2 x y is a matrix product, many times as fast as differences, but copies do not come out at distance
    0 exactly: whoever compares asks `_exactly` wherever the doubt could decide.
    """
    lengths, other_lengths = (np.einsum("nd,nd->n", some, some) for some in (rows, others))
    doubt = 1e-14 * rows.shape[1] * max(lengths.max(), other_lengths.max())
    for start in range(0, len(rows), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        yield chunk, lengths[chunk, None] + other_lengths - 2 * (rows[chunk] @ others.T), doubt


def _exactly(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Squared distances of pairs, both ``(n, d)``, from their differences: of copies exactly 0."""
    differences = rows - others
    return np.einsum("nd,nd->n", differences, differences)


def _squared_radii(rows: np.ndarray, neighbours: int) -> np.ndarray:
    """Squared distance from each row to its k-th nearest neighbour among the others, ``(rows,)``."""
    radii = np.empty(len(rows))
    for chunk, squared, doubt in _squared_distances(rows, rows):
        # Each row is at distance 0 from itself, so its k-th neighbour among the others stands at index k.
        limits = np.partition(squared, neighbours, axis=1)[:, neighbours] + 2 * doubt
        for index, near in zip(range(chunk.start, len(rows)), squared <= limits[:, None], strict=False):
            radii[index] = np.partition(_exactly(rows[index], rows[near]), neighbours)[neighbours]
    return radii
