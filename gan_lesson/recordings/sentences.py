"""The generator of lesson 12 that paints what a sentence says, and the reader of facts that judges it.

Averaged weights in half precision, and the pictures of one sentence from the first step to the last.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from torch import Tensor

from gan_lesson.files import read_whole, write_whole

PATH = Path(__file__).parent / "sentences.gz"
FORMAT = "gan_lesson sentences 1"
SENTENCE = "a dark dog with long ears and its tongue out"  # that the moments show
MOMENTS = (50, 100, 200, 500, 1000, 2000)  # steps
STEPS_AN_EPOCH = 384  # 12,288 portraits, 32 at a time

Weights = dict[str, Tensor]


class Moment(NamedTuple):
    """What the generator made of `SENTENCE` at some time.

    Attributes:
        step: the number of steps.
        epoch: passes over the data.
        pictures: ``(6, 28, 28)`` uint8, always of the same six latents.
    """

    step: int
    epoch: float
    pictures: Tensor


@dataclass
class Painting:
    """A run that learnt to paint from sentences.

    Attributes:
        steps: that it took.
        weights: the averaged generator's at the end.
        reader: weights of the reader of facts.
        moments: by the number of steps, six pictures of `SENTENCE`, ``(6, 28, 28)`` uint8.
    """

    steps: int = 0
    weights: Weights = field(default_factory=dict)
    reader: Weights = field(default_factory=dict)
    moments: dict[int, Tensor] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.moments)

    def __getitem__(self, index: int) -> Moment:
        step = list(self.moments)[index]
        return Moment(step, round(step / STEPS_AN_EPOCH, 2), self.moments[step])

    def save(self, path: Path = PATH) -> None:
        """Writes one small file; the one that is there is replaced only when the new one is whole."""
        write_whole({"format": FORMAT, **vars(self)}, path)


@cache
def load(path: Path = PATH) -> Painting:
    """The recorded run. No code in the file is run (PyTorch's ``weights_only``).

    Raises:
        ValueError: if the file holds something else.
    """
    payload = read_whole(path, FORMAT)
    return Painting(**payload)
