"""Training sets in the plane: clusters, lines, moons, and points of your own, each ``(n, 2)``."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from gan_lesson.datasets.seed import seed_from
from gan_lesson.region import Region


@dataclass(frozen=True)
class Points:
    """A training set in the plane.

    Attributes:
        name: for titles.
        data: ``(n, 2)`` float32.
        region: (left, right, bottom, top) of a square that shows all of it with a margin.
        centres: ``(modes, 2)`` float32, the centres of the clusters; None if there are none.
        standard_deviation: of each cluster along each axis, if there are clusters.
    """

    name: str
    data: Tensor
    region: Region
    centres: Tensor | None = None
    standard_deviation: float | None = None

    def __len__(self) -> int:
        return len(self.data)


def ring(
    n: int, random: torch.Generator, modes: int = 8, radius: float = 1.0, standard_deviation: float = 0.01
) -> Points:
    """Clusters spaced evenly on a circle, each a round Gaussian: the ring of VEEGAN and PacGAN by default.

    Srivastava et al. 2017 (arXiv 1705.07761), Lin et al. 2018 (arXiv 1712.04086).

    Args:
        n: points in all, each in a random cluster.
        random: the random generator to draw from.
        modes: clusters.
        radius: of the circle.
        standard_deviation: of each cluster along each axis.
    """
    angles = torch.arange(modes) * (2 * torch.pi / modes)
    centres = radius * torch.stack([angles.cos(), angles.sin()], 1)
    return _clusters(f"Ring of {modes}", n, random, centres, standard_deviation)


def grid(
    n: int, random: torch.Generator, side: int = 5, spacing: float = 2.0, standard_deviation: float = 0.05
) -> Points:
    """Clusters on a square grid, each a round Gaussian: the grid of 25 of VEEGAN and PacGAN by default.

    Args:
        n: points in all, each in a random cluster.
        random: the random generator to draw from.
        side: clusters along one side.
        spacing: between neighbouring centres.
        standard_deviation: of each cluster along each axis.
    """
    ticks = spacing * (torch.arange(side) - (side - 1) / 2)
    return _clusters(f"Grid of {side * side}", n, random, torch.cartesian_prod(ticks, ticks), standard_deviation)


def _clusters(name: str, n: int, random: torch.Generator, centres: Tensor, standard_deviation: float) -> Points:
    which = torch.randint(len(centres), (n,), generator=random)
    data = centres[which] + standard_deviation * torch.randn(n, 2, generator=random)
    extremes = torch.cat([centres - 3 * standard_deviation, centres + 3 * standard_deviation])
    return Points(name, data, _region_of(extremes), centres=centres, standard_deviation=standard_deviation)


def line(n: int, random: torch.Generator, noise: float = 0.02) -> Points:
    """A slanting line: points spread uniformly from (-1, -0.5) to (1, 0.5).

    Args:
        n: how many points.
        random: the random generator to draw from.
        noise: standard deviation of the Gaussian noise along each axis.
    """
    data = (2 * torch.rand(n, 1, generator=random) - 1) * torch.tensor([1.0, 0.5])
    return Points("Line", data + noise * torch.randn(n, 2, generator=random), (-1.4, 1.4, -1.4, 1.4))


def circle(n: int, random: torch.Generator, noise: float = 0.02) -> Points:
    """Points spread uniformly on the circle of radius 1 around the origin.

    Args:
        n: how many points.
        random: the random generator to draw from.
        noise: standard deviation of the Gaussian noise along each axis.
    """
    angles = 2 * torch.pi * torch.rand(n, generator=random)
    data = torch.stack([angles.cos(), angles.sin()], 1)
    return Points("Ring", data + noise * torch.randn(n, 2, generator=random), (-1.4, 1.4, -1.4, 1.4))


def blobs(n: int, random: torch.Generator, centres: list[tuple[float, float]], standard_deviation: float) -> Points:
    """Round Gaussian clusters at places of your choice.

    Args:
        n: points in all, each in a random cluster.
        random: the random generator to draw from.
        centres: of the clusters.
        standard_deviation: of each cluster along each axis.

    Raises:
        ValueError: if there is no centre.
    """
    if not centres:
        raise ValueError("blobs need at least one centre: a list of (x, y)")
    return _clusters(f"{len(centres)} blobs", n, random, torch.tensor(centres), standard_deviation)


def moons(n: int, random: torch.Generator, noise: float = 0.05) -> Points:
    """Two interleaving half circles (scikit-learn's ``make_moons``).

    Args:
        n: how many points.
        random: the random generator to draw from.
        noise: standard deviation of the Gaussian noise along each axis.
    """
    from sklearn.datasets import make_moons  # here, since scikit-learn takes a second to import

    points, _ = make_moons(n, noise=noise, random_state=seed_from(random))
    data = torch.from_numpy(points).float()
    return Points("Two moons", data, _region_of(data))


def points(array: np.ndarray | Tensor | list, name: str = "My points") -> Points:
    """Points of your own.

    Args:
        array: n pairs of numbers.
        name: for titles.

    Raises:
        ValueError: if the array is not ``(n, 2)`` with n at least 1, or holds NaN or infinity.
    """
    data = torch.as_tensor(array, dtype=torch.float32).clone()
    if data.ndim != 2 or data.shape[1] != 2 or len(data) < 1:
        raise ValueError(f"points need the shape (n, 2), one row a point, not {tuple(data.shape)}")
    if not data.isfinite().all():
        raise ValueError("some points are not finite numbers; leave out NaN and infinity")
    return Points(name, data, _region_of(data))


def _region_of(data: Tensor) -> Region:
    """A square around the data: 1.4 times their extent, or 2 wide if they have none."""
    low, high = data.min(0).values, data.max(0).values
    half = 0.7 * float((high - low).max()) or 1.0
    x, y = ((low + high) / 2).tolist()
    return (x - half, x + half, y - half, y + half)
