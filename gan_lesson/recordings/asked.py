"""Trained generators of portraits that paint what they are asked for, a cat or a dog; averaged weights, half precision.

Five runs of lesson 12's pair, each with another seed and other portraits.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from torch import Tensor

from gan_lesson import models
from gan_lesson.files import read_whole, write_whole

PATH = Path(__file__).parent / "asked.gz"
FORMAT = "gan_lesson asked 1"
SEEDS = range(5)
LATENT_DIM = 16


class Trained(NamedTuple):
    """A generator at the end of its run.

    Attributes:
        seed: of the run.
        epoch: passes over its training set.
        weights: the averaged generator's.
    """

    seed: int
    epoch: int
    weights: dict[str, Tensor]


@dataclass
class Asked:
    """All of them."""

    trained: list[Trained] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.trained)

    def __getitem__(self, index: int) -> Trained:
        return self.trained[index]

    def save(self, path: Path = PATH) -> None:
        """Writes one small file; the one that is there is replaced only when the new one is whole."""
        write_whole({"format": FORMAT, "trained": [tuple(one) for one in self.trained]}, path)


@cache
def load(path: Path = PATH) -> Asked:
    """The recorded generators. No code in the file is run (PyTorch's ``weights_only``).

    Raises:
        ValueError: if the file holds something else.
    """
    payload = read_whole(path, FORMAT)
    return Asked([Trained(*one) for one in payload["trained"]])


def untrained() -> models.LateGenerator:
    """A fresh generator of portraits that takes 16 latents and a label."""
    return models.LateGenerator(models.ConvGenerator(latent_dim=LATENT_DIM, width=16), labels=2)


def generator(seed: int = 0) -> models.LateGenerator:
    """The averaged generator of a run, frozen and ready to paint.

    Args:
        seed: of the run, one of `SEEDS`.

    Raises:
        KeyError: if there is no run of that seed.
    """
    if seed not in SEEDS:
        raise KeyError(f"there is no run of seed {seed}; there are: {', '.join(map(str, SEEDS))}")
    return models.filled(untrained, load()[seed].weights)
