"""Trained generators of portraits that lesson 09 puts on the bench: averaged weights in half precision.

Five honest ones, each of a run of the recorded portraits with another seed, and one that had only 64 portraits to
learn from; beside them the discriminator of the first honest run, as it was at the end.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from torch import Tensor

from gan_lesson import models
from gan_lesson.files import read_whole, write_whole

PATH = Path(__file__).parent / "forgers.gz"
FORMAT = "gan_lesson forgers 1"
SEEDS = range(5)
FEW = 64  # portraits that the second kind learnt from

Weights = dict[str, Tensor]


class Trained(NamedTuple):
    """A generator at the end of its run.

    Attributes:
        kind: "honest", or "few" for one that was taught by `FEW` portraits.
        seed: of the run.
        epoch: passes over its training set.
        weights: the averaged generator's.
    """

    kind: str
    seed: int
    epoch: int
    weights: Weights


@dataclass
class Forgers:
    """All of them, and the expert of the first."""

    trained: list[Trained] = field(default_factory=list)
    expert: Weights | None = None

    def __len__(self) -> int:
        return len(self.trained)

    def __getitem__(self, index: int) -> Trained:
        return self.trained[index]

    def save(self, path: Path = PATH) -> None:
        """Writes one small file; the one that is there is replaced only when the new one is whole."""
        trained = [tuple(one) for one in self.trained]
        write_whole({"format": FORMAT, "trained": trained, "expert": self.expert}, path)


@cache
def load(path: Path = PATH) -> Forgers:
    """The recorded forgers. No code in the file is run (PyTorch's ``weights_only``).

    Raises:
        ValueError: if the file holds something else.
    """
    payload = read_whole(path, FORMAT)
    return Forgers([Trained(*one) for one in payload["trained"]], payload["expert"])


def honest(seed: int = 0) -> models.ConvGenerator:
    """The averaged generator of a run on 4,096 portraits, ready to paint.

    Args:
        seed: of the run, one of `SEEDS`.

    Raises:
        KeyError: if there is no run of that seed.
    """
    return _generator("honest", seed)


def taught_by_few() -> models.ConvGenerator:
    """The averaged generator of a run on `FEW` portraits, those of seed 0: of the recording "few_portraits"."""
    return _generator("few", 0)


def expert() -> models.ConvDiscriminator:
    """The discriminator at the end of the first honest run, frozen: its weights ask for no gradient."""
    return models.filled(lambda: models.ConvDiscriminator(width=8, depth=3), load().expert)


def _generator(kind: str, seed: int) -> models.ConvGenerator:
    weights = {one.seed: one.weights for one in load().trained if one.kind == kind}
    if seed not in weights:
        raise KeyError(f"there is no forger of seed {seed}; there are: {', '.join(map(str, weights))}")
    return models.filled(lambda: models.ConvGenerator(latent_dim=32, width=16), weights[seed])
