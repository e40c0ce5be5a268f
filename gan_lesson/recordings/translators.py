"""Trained translators that lesson 13 looks at: weights in half precision, and films of two runs.

Each pair was trained on other pets, with other first weights, and with or without a part of the whole. Only the
translators are kept; the discriminators are not.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from torch import Tensor

from gan_lesson.files import read_whole, write_whole

PATH = Path(__file__).parent / "translators.gz"
FORMAT = "gan_lesson translators 1"
SEEDS = range(5)

Weights = dict[str, Tensor]


class Trained(NamedTuple):
    """A pair of translators at the end of its run.

    Attributes:
        kind: what was trained, such as "whole".
        seed: of the run.
        there, back: the weights of the two translators.
    """

    kind: str
    seed: int
    there: Weights
    back: Weights

    @property
    def epoch(self) -> int:
        """Whole passes over the 2,048 pets of each world, in 300 steps of 16."""
        return 2


@dataclass
class Translators:
    """All of them.

    Attributes:
        trained: the pairs.
        films: by kind, what eight pets looked like on the way, ``(moments, 8, 28, 28)`` uint8.
        moments: the steps at which the films were taken.
    """

    trained: list[Trained] = field(default_factory=list)
    films: dict[str, Tensor] = field(default_factory=dict)
    moments: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.trained)

    def __getitem__(self, index: int) -> Trained:
        return self.trained[index]

    def save(self, path: Path = PATH) -> None:
        """Writes one small file; the one that is there is replaced only when the new one is whole."""
        trained = [tuple(one) for one in self.trained]
        write_whole({"format": FORMAT, "trained": trained, "films": self.films, "moments": self.moments}, path)

    def of(self, kind: str, seed: int = 0) -> Trained:
        """The pair of a kind and a seed.

        Raises:
            KeyError: if there is none.
        """
        for one in self.trained:
            if (one.kind, one.seed) == (kind, seed):
                return one
        known = ", ".join(sorted({one.kind for one in self.trained}))
        raise KeyError(f"there are no translators {kind!r} with seed {seed}; there are: {known}")


@cache
def load(path: Path = PATH) -> Translators:
    """The recorded translators. No code in the file is run (PyTorch's ``weights_only``).

    Raises:
        ValueError: if the file holds something else.
    """
    payload = read_whole(path, FORMAT)
    return Translators([Trained(*one) for one in payload["trained"]], payload["films"], payload["moments"])
