"""Four suspects for lesson 09, each a generator like any other: latents ``(batch, 32)`` to pictures.

The *honest forger* was trained. The others cheat, each in a way that fools some scores: the *memoriser* hands out
training portraits, hardly changed; the *collapser* has a few excellent pictures and no others; the *blurrer* is never
wrong and never sharp.
"""

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets
from gan_lesson.datasets import portraiture
from gan_lesson.evaluation.features import blurred
from gan_lesson.models import sample_latents
from gan_lesson.recordings import forgers

LATENT_DIM = 32


def training_portraits(seed: int = 0, n: int = 4096) -> datasets.Pictures:
    """The portraits that a recorded forger learnt from.

    Args:
        seed: of its run.
        n: how many it had: 4,096, or `forgers.FEW`.
    """
    return datasets.portraits(n, torch.Generator().manual_seed(seed))


def suspects(seed: int = 0) -> dict[str, nn.Module]:
    """All four, by name. Whoever learnt anything learnt it from the `training_portraits` of the same seed.

    Args:
        seed: of the honest forger's run, of the memoriser's portraits and of the collapser's choice; 0 to 4.
    """
    return {
        "honest forger": forgers.honest(seed),
        "memoriser": Memoriser(training_portraits(seed).data),
        "collapser": Collapser(seed=seed),
        "blurrer": Blurrer(),
    }


class Memoriser(nn.Module):
    """Hands out training portraits, a hair softer than they are.

    The first number of a latent says which one: its place among normal numbers, from 0 to 1, times the number of
    portraits. So all are equally likely, and a walk between two latents jumps from one to the next.

    Args:
        pictures: ``(n, 1, height, width)``, what it has learnt by heart.
        blur: in pixels, the standard deviation; 0.35 moves a pixel by about 0.004 of 2 on average.
    """

    latent_dim = LATENT_DIM

    def __init__(self, pictures: Tensor, blur: float = 0.35):
        super().__init__()
        self.pictures = blurred(pictures, blur)

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, 32)`` to pictures ``(batch, 1, height, width)``."""
        return self.pictures[_pick(latents, len(self.pictures))]


class Collapser(nn.Module):
    """Has a few pictures and no others: `everyday` animals, drawn without a fault.

    Args:
        seed: of the animals.
        pictures: how many.
    """

    latent_dim = LATENT_DIM

    def __init__(self, seed: int = 0, pictures: int = 8):
        super().__init__()
        latents = sample_latents(pictures, LATENT_DIM, torch.Generator().manual_seed(seed))
        self.pictures = everyday(latents / 2)  # nearer to the middle still: each is beyond doubt

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, 32)`` to pictures ``(batch, 1, 28, 28)``."""
        return self.pictures[_pick(latents, len(self.pictures))]


class Blurrer(nn.Module):
    """Paints `everyday` animals, each of them right, none of them sharp.

    So paints a network that is paid for the mean squared error: where it is not sure, it gives the average.

    Args:
        blur: in pixels, the standard deviation.
    """

    latent_dim = LATENT_DIM

    def __init__(self, blur: float = 0.8):
        super().__init__()
        self.blur = blur

    def forward(self, latents: Tensor) -> Tensor:
        """Latents ``(batch, 32)`` to pictures ``(batch, 1, 28, 28)``."""
        return blurred(everyday(latents), self.blur)


def everyday(latents: Tensor) -> Tensor:
    """Portraits of animals about which nothing is rare, drawn by the master's own program.

    Each number of a latent sets one knob, within the middle half of its range; the pattern is plain, striped, patched
    or masked as often as with other portraits. Nobody shows a tongue.

    Args:
        latents: ``(batch, 32)``, standard normal.

    Returns:
        ``(batch, 1, 28, 28)`` in [-1, 1].
    """
    place = torch.special.ndtr(latents).numpy()  # of a standard normal number: evenly spread from 0 to 1
    knobs = {
        name: low + (high - low) * (0.25 + 0.5 * place[:, k])
        for k, (name, (low, high)) in enumerate(portraiture.RANGES.items())
    }
    knobs["species"] = place[:, 0] > 0.5
    pattern, side = np.searchsorted([0.4, 0.6, 0.8], place[:, -1]), np.sign(place[:, -2] - 0.5)
    knobs |= {"stripes": 0.8 * (pattern == 1), "patch": 0.8 * side * (pattern == 2), "mask": 0.8 * (pattern == 3)}
    knobs["tongue"] = 0.0
    return torch.from_numpy(portraiture.draw(portraiture.Knobs(**knobs))).float()[:, None] * 2 - 1


def _pick(latents: Tensor, n: int) -> Tensor:
    """Which of n pictures each latent asks for, ``(batch,)``."""
    place = torch.special.ndtr(latents[:, 0])  # of a standard normal number: evenly spread from 0 to 1
    return (place * n).long().clamp(max=n - 1)
