"""The auction of lesson 04: four moments of one run, each with the generator's fakes and the discriminator's weights.

It is the run of the recorded portraits with networks of twice the width, so that its last forgeries are hard to tell
from the master's work.
"""

from dataclasses import dataclass, field
from pathlib import Path

from torch import Tensor

from gan_lesson import models
from gan_lesson.files import read_whole, write_whole

PATH = Path(__file__).parent / "auction.gz"
FORMAT = "gan_lesson auction 1"
EPOCHS = (1, 3, 15, 90)
WIDTH = 16  # of the discriminators


@dataclass(frozen=True, eq=False)
class Day:
    """One day of the auction.

    Attributes:
        epoch: passes over the training set that both players had made by then.
        forgeries: ``(64, 28, 28)`` uint8 grey levels, of latents of this day's own, by the generator as the
            discriminator met it in training: with its own weights, not averaged ones, and batch norm's statistics of
            the batch.
        weights: the discriminator's on that day, as float16.
    """

    epoch: int
    forgeries: Tensor
    weights: dict[str, Tensor]

    @property
    def pictures(self) -> Tensor:
        """The forgeries as networks take them: ``(64, 1, 28, 28)`` in [-1, 1]."""
        return self.forgeries.float()[:, None] / 127.5 - 1

    def discriminator(self) -> models.ConvDiscriminator:
        """The discriminator of that day, frozen: its weights ask for no gradient."""
        return models.filled(lambda: models.ConvDiscriminator(width=WIDTH, depth=3), self.weights)


@dataclass
class Auction:
    """The days, one after the other."""

    days: list[Day] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, index: int) -> Day:
        return self.days[index]

    def save(self, path: Path = PATH) -> None:
        """Writes one small file; the one that is there is replaced only when the new one is whole."""
        days = [(day.epoch, day.forgeries, day.weights) for day in self.days]
        write_whole({"format": FORMAT, "days": days}, path)


def load(path: Path = PATH) -> Auction:
    """The recorded auction. No code in the file is run (PyTorch's ``weights_only``).

    Raises:
        ValueError: if the file holds something else.
    """
    payload = read_whole(path, FORMAT)
    return Auction([Day(*day) for day in payload["days"]])
