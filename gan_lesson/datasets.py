"""What the networks learn from: fixed arrays of stated size, so that an epoch is one pass over them.

Points are ``(n, 2)``; pictures are ``(n, 1, height, width)`` in [-1, 1], black is -1 and white is +1. Nothing here
needs a network connection, except `mnist` and `fashion_mnist` when they are called for the first time.
"""

from dataclasses import dataclass
from os import PathLike

import numpy as np
import torch
from torch import Tensor

from gan_lesson import downloads, idx
from gan_lesson import portraits as master

Region = tuple[float, float, float, float]


@dataclass(frozen=True)
class Points:
    """A training set in the plane.

    Attributes:
        name: for titles.
        data: ``(n, 2)`` float32.
        region: (left, right, bottom, top) of a square that shows all of it with a margin.
        centres: ``(modes, 2)`` float32, the centres of the clusters where they are known; None elsewhere.
        standard_deviation: of each cluster along each axis, where it is known.
    """

    name: str
    data: Tensor
    region: Region
    centres: Tensor | None = None
    standard_deviation: float | None = None

    def __len__(self) -> int:
        return len(self.data)


@dataclass(frozen=True)
class Pictures:
    """A training set of grey pictures.

    Attributes:
        name: for titles.
        data: ``(n, 1, height, width)`` float32 in [-1, 1].
        labels: ``(n,)`` int64, indices into `label_names`.
        label_names: what the labels mean.
        knobs: for portraits, the knobs that drew them; None for others.
    """

    name: str
    data: Tensor
    labels: Tensor
    label_names: tuple[str, ...]
    knobs: "master.Knobs | None" = None

    def __len__(self) -> int:
        return len(self.data)


def ring(
    n: int, random: torch.Generator, modes: int = 8, radius: float = 1.0, standard_deviation: float = 0.01
) -> Points:
    """Clusters spaced evenly on a circle, each a round Gaussian: the ring of VEEGAN and PacGAN by default.

    Srivastava et al. 2017 (arXiv 1705.07761), Lin et al. 2018 (arXiv 1712.04086).

    Args:
        n: points in all; each picks its cluster at random.
        random: the random generator that is drawn from.
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
        n: points in all; each picks its cluster at random.
        random: the random generator that is drawn from.
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
    return Points(name, data, _region_of(extremes), centres, standard_deviation)


def line(n: int, random: torch.Generator, noise: float = 0.02) -> Points:
    """A slanting line from (-1, -0.5) to (1, 0.5), every place on it as likely.

    Args:
        n: points in all.
        random: the random generator that is drawn from.
        noise: standard deviation of the Gaussian noise along each axis.
    """
    data = (2 * torch.rand(n, 1, generator=random) - 1) * torch.tensor([1.0, 0.5])
    return Points("Line", data + noise * torch.randn(n, 2, generator=random), (-1.4, 1.4, -1.4, 1.4))


def circle(n: int, random: torch.Generator, noise: float = 0.02) -> Points:
    """The circle of radius 1 around the origin, every place on it as likely.

    Args:
        n: points in all.
        random: the random generator that is drawn from.
        noise: standard deviation of the Gaussian noise along each axis.
    """
    angles = 2 * torch.pi * torch.rand(n, generator=random)
    data = torch.stack([angles.cos(), angles.sin()], 1)
    return Points("Ring", data + noise * torch.randn(n, 2, generator=random), (-1.4, 1.4, -1.4, 1.4))


def blobs(n: int, random: torch.Generator, centres: list[tuple[float, float]], standard_deviation: float) -> Points:
    """Round Gaussian clusters where you want them.

    Args:
        n: points in all; each picks its cluster at random.
        random: the random generator that is drawn from.
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
        n: points in all.
        random: the random generator that is drawn from.
        noise: standard deviation of the Gaussian noise along each axis.
    """
    from sklearn.datasets import make_moons  # here, since scikit-learn takes a second to import

    points, _ = make_moons(n, noise=noise, random_state=_seed(random))
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
    """A square around the data with a margin of a fifth of its side, or of 1 where the data have no extent."""
    low, high = data.min(0).values, data.max(0).values
    half = 0.7 * float((high - low).max()) or 1.0
    x, y = ((low + high) / 2).tolist()
    return (x - half, x + half, y - half, y + half)


def portraits(n: int, random: torch.Generator) -> Pictures:
    """The master's portraits of dogs and cats, 28x28, half and half on average.

    Args:
        n: how many to draw; each is a new animal.
        random: the random generator that is drawn from.
    """
    drawn = master.portraits(n, np.random.default_rng(_seed(random)))
    labels = torch.tensor(drawn.knobs.species, dtype=torch.int64)
    return Pictures("Portraits", _centred(drawn.pictures), labels, ("cat", "dog"), drawn.knobs)


def handwriting(size: int = 8) -> Pictures:
    """Handwritten digits by real people: the 1,797 of scikit-learn's ``load_digits``, 8x8, or enlarged to 28x28.

    They are the test part of UCI's *Optical recognition of handwritten digits* (Alpaydin & Kaynak 1998).

    Args:
        size: 8 as they come, or 28: enlarged to 24x24 (bicubic) within a border of 2, so that convolutional networks
            for 28x28 pictures take them.

    Raises:
        ValueError: for another size.
    """
    if size not in (8, 28):
        raise ValueError(f"handwriting comes in size 8 or 28, not {size}")
    from sklearn.datasets import load_digits  # here, since scikit-learn takes a second to import

    digits = load_digits()
    pictures = torch.from_numpy(digits.images / 16).float()[:, None]
    if size == 28:
        pictures = torch.nn.functional.interpolate(pictures, size=(24, 24), mode="bicubic", align_corners=False)
        pictures = torch.nn.functional.pad(pictures.clamp(0, 1), (2, 2, 2, 2))
    labels = torch.from_numpy(digits.target).long()
    return Pictures("Handwriting", _centred(pictures[:, 0].numpy()), labels, tuple("0123456789"))


def mnist(
    n: int | None = None,
    random: torch.Generator | None = None,
    *,
    folder: str | PathLike | None = None,
    test: bool = False,
) -> Pictures:
    """MNIST: digits written by census employees and high-school students, 28x28, from the internet or your own copy.

    LeCun, Cortes & Burges; made from NIST's Special Databases 1 and 3. 60,000 pictures to train on and 10,000 to test
    with. The first call downloads 10 MB, or 2 MB for the test part, and keeps them in the user's cache.

    Args:
        n: how many pictures; all of them without it.
        random: the random generator that picks and shuffles them; without it they come in their own order.
        folder: where the IDX files are, gzipped or not; nothing is downloaded then.
        test: the test part instead of the training part.

    Raises:
        gan_lesson.downloads.DownloadError: if there is no copy in the cache and none can be downloaded.
        FileNotFoundError: if the folder lacks a file.
        ValueError: if a file is truncated, corrupt or another than its name says, or if there are fewer than n
            pictures.
    """
    return _from_outside(downloads.MNIST, tuple("0123456789"), n, random, folder, test)


def fashion_mnist(
    n: int | None = None,
    random: torch.Generator | None = None,
    *,
    folder: str | PathLike | None = None,
    test: bool = False,
) -> Pictures:
    """Fashion-MNIST: clothes, shoes and bags from a shop's catalogue, 28x28, from the internet or your own copy.

    Xiao, Rasul & Vollgraf 2017 (arXiv 1708.07747). As many pictures as `mnist`, in files of the same names. The first
    call downloads 26 MB, or 4 MB for the test part, and keeps them in the user's cache.

    Args:
        n: as for `mnist`.
        random: as for `mnist`.
        folder: as for `mnist`.
        test: as for `mnist`.

    Raises:
        gan_lesson.downloads.DownloadError: as for `mnist`.
        FileNotFoundError: as for `mnist`.
        ValueError: as for `mnist`.
    """
    return _from_outside(downloads.FASHION_MNIST, CLOTHES, n, random, folder, test)


# In the order of the labels, as the authors list them: https://github.com/zalandoresearch/fashion-mnist
CLOTHES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip


def _from_outside(
    source: downloads.Source,
    label_names: tuple[str, ...],
    n: int | None,
    random: torch.Generator | None,
    folder: str | PathLike | None,
    test: bool,
) -> Pictures:
    part = "t10k" if test else "train"
    names = [f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"]
    if folder is None:
        pictures_file, labels_file = downloads.fetch(source, [f"{name}.gz" for name in names])
    else:
        pictures_file, labels_file = idx.find(folder, names)
    pictures, labels = idx.read(pictures_file, (28, 28)), idx.read(labels_file, ())
    if len(pictures) != len(labels):
        raise ValueError(f"{pictures_file} holds {len(pictures):,} pictures and {labels_file} {len(labels):,} labels")
    if labels.max() >= len(label_names):
        raise ValueError(f"{labels_file} holds the label {labels.max()}, and labels are 0 to {len(label_names) - 1}")
    if n is not None and not 1 <= n <= len(labels):
        raise ValueError(f"{source.name} has {len(labels):,} pictures here; n can be 1 to {len(labels):,}, not {n:,}")
    which = torch.arange(len(labels)) if random is None else torch.randperm(len(labels), generator=random)
    # In place, because 60,000 pictures are 188 MB.
    data = torch.from_numpy(pictures)[which[:n]].float()[:, None].div_(127.5).sub_(1)
    return Pictures(source.name, data, torch.from_numpy(labels)[which[:n]].long(), label_names)


def _centred(pictures: np.ndarray) -> Tensor:
    """Grey levels ``(n, height, width)`` in [0, 1] to ``(n, 1, height, width)`` in [-1, 1]."""
    return torch.from_numpy(pictures).float()[:, None] * 2 - 1


def _seed(random: torch.Generator) -> int:
    """A seed for NumPy's or scikit-learn's random generators, drawn from PyTorch's."""
    return int(torch.randint(2**31 - 1, (), generator=random))
