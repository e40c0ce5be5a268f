"""Data sets from the internet or from your own copy: MNIST and Fashion-MNIST."""

from os import PathLike

import torch

from gan_lesson.datasets import downloads, idx
from gan_lesson.datasets.pictures import Pictures


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
        n: how many pictures; by default all of them.
        random: the random generator that picks and shuffles them; by default they come in the order of the file.
        folder: where your own IDX files are, gzipped or not, or torchvision's folder, which has them in ``MNIST/raw``;
            by default they are downloaded.
        test: whether to take the test part instead of the training part.

    Raises:
        gan_lesson.datasets.downloads.DownloadError: if they are not in the cache and cannot be downloaded.
        FileNotFoundError: if the folder lacks a file.
        ValueError: if a file is truncated, corrupt or not what its name says, or if there are fewer than n pictures.
    """
    return _from_outside(downloads.MNIST, tuple("0123456789"), n=n, random=random, folder=folder, test=test)


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
        gan_lesson.datasets.downloads.DownloadError: as for `mnist`.
        FileNotFoundError: as for `mnist`.
        ValueError: as for `mnist`.
    """
    return _from_outside(downloads.FASHION_MNIST, CLOTHES, n=n, random=random, folder=folder, test=test)


# In the order of the labels: https://github.com/zalandoresearch/fashion-mnist
CLOTHES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip


def _from_outside(
    source: downloads.Source,
    label_names: tuple[str, ...],
    *,
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
        pictures_file, labels_file = idx.find(folder, names, below=("raw", f"{source.torchvision}/raw"))
    pictures, labels = idx.read(pictures_file, (28, 28)), idx.read(labels_file, ())
    if len(pictures) != len(labels):
        raise ValueError(f"{pictures_file} holds {len(pictures):,} pictures and {labels_file} {len(labels):,} labels")
    if labels.max() >= len(label_names):
        raise ValueError(f"{labels_file} holds the label {labels.max()}, and labels are 0 to {len(label_names) - 1}")
    if n is not None and not 1 <= n <= len(labels):
        raise ValueError(f"{source.name} has {len(labels):,} pictures here; n can be 1 to {len(labels):,}, not {n:,}")
    which = torch.arange(len(labels)) if random is None else torch.randperm(len(labels), generator=random)
    # In place: 60,000 pictures take 188 MB.
    data = torch.from_numpy(pictures)[which[:n]].float()[:, None].div_(127.5).sub_(1)
    return Pictures(source.name, data, torch.from_numpy(labels)[which[:n]].long(), label_names)
