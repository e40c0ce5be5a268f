"""Training sets of grey pictures that need no network connection: portraits, and handwritten digits."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from gan_lesson.datasets import portraiture
from gan_lesson.datasets.seed import seed_from


@dataclass(frozen=True)
class Pictures:
    """A training set of grey pictures.

    Attributes:
        name: for titles.
        data: ``(n, 1, height, width)`` float32 in [-1, 1].
        labels: ``(n,)`` int64, indices into `label_names`.
        label_names: the name of each label.
        knobs: of portraits, the knobs that they were drawn from; None for other pictures.
    """

    name: str
    data: Tensor
    labels: Tensor
    label_names: tuple[str, ...]
    knobs: portraiture.Knobs | None = None

    def __len__(self) -> int:
        return len(self.data)


def portraits(n: int, random: torch.Generator) -> Pictures:
    """Portraits of dogs and cats, 28x28, half and half on average.

    Args:
        n: how many to draw; each is a new animal.
        random: the random generator to draw from.
    """
    drawn = portraiture.portraits(n, np.random.default_rng(seed_from(random)))
    labels = torch.tensor(drawn.knobs.species, dtype=torch.int64)
    return Pictures("Portraits", _centred(drawn.pictures), labels, ("cat", "dog"), knobs=drawn.knobs)


def handwriting(size: int = 8) -> Pictures:
    """Handwritten digits by real people: the 1,797 of scikit-learn's ``load_digits``, 8x8, or enlarged to 28x28.

    They are the test part of UCI's *Optical recognition of handwritten digits* (Alpaydin & Kaynak 1998).

    Args:
        size: 8 for the original size; 28 to enlarge them to 24x24 (bicubic) within a border of 2, for convolutional
            networks that take 28x28.

    Raises:
        ValueError: for another size.
    """
    if size not in (8, 28):
        raise ValueError(f"handwriting comes in size 8 or 28, not {size}")
    # Its file alone: the whole of scikit-learn takes a second to import, and 50 MB of every student's memory.
    (package,) = find_spec("sklearn").submodule_search_locations
    file = Path(package, "datasets", "data", "digits.csv.gz")
    digits = torch.from_numpy(np.loadtxt(file, delimiter=",", dtype=np.uint8))  # (1797, 65), the label at the end
    pictures = digits[:, :-1].reshape(-1, 1, 8, 8) / 16
    if size == 28:
        pictures = torch.nn.functional.interpolate(pictures, size=(24, 24), mode="bicubic", align_corners=False)
        pictures = torch.nn.functional.pad(pictures.clamp(0, 1), (2, 2, 2, 2))
    labels = digits[:, -1].long()
    return Pictures("Handwriting", _centred(pictures[:, 0].numpy()), labels, tuple("0123456789"))


def _centred(pictures: np.ndarray) -> Tensor:
    """Grey levels ``(n, height, width)`` in [0, 1] to ``(n, 1, height, width)`` in [-1, 1]."""
    return torch.from_numpy(pictures).float()[:, None] * 2 - 1
