"""Two worlds without pairs: plain pets and boldly striped ones, and horses and zebras of one's own.

Both worlds of pets are drawn from knobs, so the *true* translation of a pet is known: the same knobs, drawn in the
other world. Training never sees it.
"""

import io
import zipfile
from dataclasses import replace
from os import PathLike
from pathlib import Path

import numpy as np
import torch
from PIL import Image, UnidentifiedImageError
from torch import Tensor

from gan_lesson.datasets import downloads, portraiture
from gan_lesson.datasets.pictures import Pictures
from gan_lesson.datasets.seed import seed_from

SPECIES = ("cat", "dog")
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".bmp")  # of the pictures in a folder
MOST_PIXELS = 40_000_000  # of one picture: more is taken for a mistake


def plain_pets(n: int, random: torch.Generator) -> Pictures:
    """Cats and dogs without any pattern, 28x28.

    Args:
        n: how many to draw; each is a new animal.
        random: the random generator to draw from.
    """
    return _drawn("Plain pets", replace(_patternless(n, random), stripes=0.0))


def striped_pets(n: int, random: torch.Generator) -> Pictures:
    """Cats and dogs with bold stripes on head and ears, 28x28; arguments as for `plain_pets`."""
    return _drawn("Striped pets", replace(_patternless(n, random), stripes=1.0))


def striped(pets: Pictures) -> Pictures:
    """The same animals with stripes: the true translation, which only this world knows."""
    return _drawn("Truly striped", replace(pets.knobs, stripes=1.0))


def plain(pets: Pictures) -> Pictures:
    """The same animals without stripes."""
    return _drawn("Truly plain", replace(pets.knobs, stripes=0.0))


def cats(n: int, random: torch.Generator) -> Pictures:
    """Cats without any pattern; arguments as for `plain_pets`."""
    return _drawn("Cats", replace(_patternless(n, random, portraiture.CAT), stripes=0.0))


def dogs(n: int, random: torch.Generator) -> Pictures:
    """Dogs without any pattern; arguments as for `plain_pets`."""
    return _drawn("Dogs", replace(_patternless(n, random, portraiture.DOG), stripes=0.0))


def other_species(pets: Pictures) -> Pictures:
    """The same animals as the other species; see `portraiture.flip_species`."""
    return _drawn("Truly the other species", portraiture.flip_species(pets.knobs))


def turning(pets: Pictures, frames: int = 16) -> Pictures:
    """A film of one pet that turns its head from one side to the other.

    Args:
        pets: whose first pet is filmed.
        frames: pictures of the film.
    """
    low, high = portraiture.RANGES["tilt"]
    knobs = pets.knobs[:1]
    return _drawn("A film", replace(knobs, tilt=np.linspace(low, high, frames, dtype=np.float32)))


def _patternless(n: int, random: torch.Generator, species: int | None = None) -> portraiture.Knobs:
    knobs = portraiture.sample_knobs(n, np.random.default_rng(seed_from(random)), species)
    return replace(knobs, patch=0.0, mask=0.0)


def _drawn(name: str, knobs: portraiture.Knobs) -> Pictures:
    pictures = torch.from_numpy(portraiture.draw(knobs, portraiture.ZEBRA)).float()[:, None] * 2 - 1
    return Pictures(name, pictures, torch.tensor(knobs.species, dtype=torch.int64), SPECIES, knobs=knobs)


def own_pictures(folder: str | PathLike, n: int | None = None) -> Pictures:
    """Pictures of your own, in grey, cut to a square and made 28x28.

    Args:
        folder: with pictures in it, in any of `ENDINGS`. Folders below it are not looked into.
        n: how many to take, in the order of their names; by default all.

    Raises:
        FileNotFoundError: if there is no such folder, or no picture in it.
        ValueError: if a file is no picture, or too large a one, or if there are fewer than n.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}: give one with pictures in it")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    if not paths:
        raise FileNotFoundError(
            f"there are no pictures in {folder}: they need a name that ends in {', '.join(ENDINGS)}"
        )
    return _pictures(folder.name, [(str(path), path.read_bytes) for path in _first(paths, n, str(folder))])


def horses_and_zebras(
    n: int | None = None, *, folder: str | PathLike | None = None, test: bool = False
) -> tuple[Pictures, Pictures]:
    """CycleGAN's own horses and zebras, single photographs from ImageNet; here in grey, 28x28.

    Zhu, Park, Isola & Efros 2017 (arXiv 1703.10593). The first call downloads 117 MB and keeps them in the user's
    cache.

    Args:
        n: how many of each at most; by default all.
        folder: where your own copy is, unpacked: with the folders ``trainA`` (horses) and ``trainB`` (zebras) in it,
            ``testA`` and ``testB`` for the test part. Any other two worlds of pictures will do. By default the
            published file is downloaded.
        test: whether to take the test part.

    Raises:
        gan_lesson.datasets.downloads.DownloadError: if it is not in the cache and cannot be downloaded.
        FileNotFoundError: if a folder is missing or empty.
        ValueError: if a file is damaged, or if there are fewer than n.
    """
    part = "test" if test else "train"
    if folder is not None:
        horses, zebras = (own_pictures(Path(folder) / f"{part}{world}", n) for world in "AB")
        return horses, zebras
    (path,) = downloads.fetch(downloads.HORSE2ZEBRA, ["horse2zebra.zip"])
    try:
        with zipfile.ZipFile(path) as archive:
            worlds = []
            for name, world in (("Horses", "A"), ("Zebras", "B")):
                inside = f"horse2zebra/{part}{world}/"
                names = sorted(
                    each for each in archive.namelist() if each.startswith(inside) and not each.endswith("/")
                )
                readers = [(each, lambda each=each: archive.read(each)) for each in _first(names, n, inside)]
                worlds.append(_pictures(name, readers))
    except zipfile.BadZipFile as error:
        raise ValueError(f"{path} is no archive, or it is damaged: delete it, and it is downloaded again") from error
    return worlds[0], worlds[1]


def _first(names: list, n: int | None, where: str) -> list:
    if n is not None and not 1 <= n <= len(names):
        raise ValueError(f"there are {len(names):,} pictures in {where}; n can be 1 to {len(names):,}, not {n:,}")
    return names[:n]


def _pictures(name: str, readers: list) -> Pictures:
    data = torch.stack([_read(where, content()) for where, content in readers])
    return Pictures(name, data, torch.zeros(len(data), dtype=torch.int64), (name,))


def _read(where: str, content: bytes) -> Tensor:
    """One picture ``(1, 28, 28)``: the square in its middle, in grey."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError(f"{where} has {picture.width} x {picture.height} pixels: make it smaller first")
            grey = picture.convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError(f"{where} is no picture, or it is damaged: take it out of the folder") from error
    side = min(grey.size)
    left, top = (grey.width - side) // 2, (grey.height - side) // 2
    square = grey.crop((left, top, left + side, top + side))
    small = square.resize(
        (portraiture.SIZE, portraiture.SIZE), Image.Resampling.BOX if side >= 56 else Image.Resampling.BICUBIC
    )
    return torch.from_numpy(np.asarray(small, np.float32))[None] / 127.5 - 1
