"""A network that looks at a portrait and says which facts of a sentence it shows: the judge of lesson 12."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson.datasets.sentences import FACTS, Described, facts_table
from gan_lesson.models import look


class FactReader(nn.Module):
    """Pictures ``(batch, 1, 28, 28)`` to a logit for each of `FACTS`: above 0, the picture shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 16, 4, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(16, 32, 4, stride=2, padding=1), nn.ReLU(),
            nn.Flatten(), nn.Linear(32 * 49, 64), nn.ReLU(),
        )  # fmt: skip
        self.last = nn.Linear(64, len(FACTS))

    def forward(self, pictures: Tensor) -> Tensor:
        """``(batch, len(FACTS))`` logits."""
        return self.last(self.layers(pictures))

    def features(self, pictures: Tensor) -> np.ndarray:
        """What it sees before it says anything, ``(batch, 64)``."""
        return look(self.layers, pictures).numpy()

    def sees(self, pictures: Tensor) -> Tensor:
        """Which facts the pictures show, bool ``(batch, len(FACTS))``."""
        return look(self, pictures) > 0


def train_fact_reader(real: Described, steps: int = 1500, seed: int = 0) -> FactReader:
    """A reader trained on real portraits, with what is true of their knobs, said or not.

    Args:
        real: the portraits.
        steps: of 128 portraits each.
        seed: of the weights and the batches.
    """
    truth = torch.from_numpy(facts_table(real.knobs)).float()
    draws = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        reader = FactReader()
    optimizer = torch.optim.Adam(reader.parameters(), lr=2e-3)
    for step in range(steps):
        optimizer.param_groups[0]["lr"] = 2e-3 * (1 - step / steps)
        rows = torch.randint(len(real), (128,), generator=draws)
        loss = binary_cross_entropy_with_logits(reader(real.data[rows]), truth[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return reader.eval().requires_grad_(False)


def as_asked(seen: Tensor, said: Tensor) -> dict[str, float]:
    """For each fact, the share of the pictures whose sentence says it that show it.

    Args:
        seen: bool ``(n, len(FACTS))``, from `FactReader.sees`.
        said: bool ``(n, len(FACTS))``, what the sentences say.

    Returns:
        The facts that are said at least once.
    """
    shares = {}
    for number, fact in enumerate(FACTS):
        if (asked := said[:, number]).any():
            shares[fact] = seen[asked, number].float().mean().item()
    return shares
