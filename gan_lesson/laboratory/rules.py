"""The five games: the losses of both players, and what is known about the equilibrium."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from gan_lesson import losses


@dataclass(frozen=True)
class Rules:
    """The losses of a game, and what is known about them.

    Attributes:
        generator_loss: of the fake outputs.
        discriminator_loss: of real and fake outputs.
        generator_equilibrium: the generator's loss at the equilibrium; None if it is not determined.
        discriminator_equilibrium: the same for the discriminator's loss.
        undecided: the output that means real and fake are equally likely; None for a critic, which only ranks.
        opinion: maps outputs ``(n,)`` to how real they say the points are, from 0 to 1.
        optimum: maps the densities p of the real points and q of the fakes to the best discriminator's opinion; None if
            it depends on more than these.
        penalty_weight: of the gradient penalty in the discriminator's loss; 0 for no penalty.
    """

    generator_loss: Callable[[Tensor], Tensor]
    discriminator_loss: Callable[[Tensor, Tensor], Tensor]
    generator_equilibrium: float | None
    discriminator_equilibrium: float | None
    undecided: float | None
    opinion: Callable[[Tensor], Tensor]
    optimum: Callable[[Tensor, Tensor], Tensor] | None
    penalty_weight: float = 0.0


def _share(p: Tensor, q: Tensor) -> Tensor:
    """The share p / (p + q): the optimum of cross-entropy (Goodfellow, proposition 1) and of least squares."""
    return p / (p + q)


def _relative(scores: Tensor) -> Tensor:
    """From 0 for the lowest to 1 for the highest: a critic's scores have no zero and no unit."""
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low).clamp(min=1e-12)


_LOG_2 = math.log(2)

_CROSS_ENTROPY = Rules(
    generator_loss=losses.minimax_generator_loss,
    discriminator_loss=losses.discriminator_loss,
    generator_equilibrium=-_LOG_2,
    discriminator_equilibrium=2 * _LOG_2,
    undecided=0.0,
    opinion=torch.sigmoid,
    optimum=_share,
)
RULES = {
    "saturating": _CROSS_ENTROPY,
    "non-saturating": replace(
        _CROSS_ENTROPY, generator_loss=losses.nonsaturating_generator_loss, generator_equilibrium=_LOG_2
    ),
    "least squares": Rules(
        generator_loss=losses.least_squares_generator_loss,
        discriminator_loss=losses.least_squares_discriminator_loss,
        generator_equilibrium=1 / 8,
        discriminator_equilibrium=1 / 4,
        undecided=0.5,
        opinion=lambda outputs: outputs.clamp(0, 1),
        optimum=_share,
    ),
    "hinge": Rules(
        generator_loss=losses.hinge_generator_loss,
        discriminator_loss=losses.hinge_discriminator_loss,
        generator_equilibrium=None,
        discriminator_equilibrium=2.0,
        undecided=0.0,
        opinion=lambda outputs: (outputs.clamp(-1, 1) + 1) / 2,
        optimum=lambda p, q: ((p - q).sign() + 1) / 2,  # Lim & Ye 2017: 1 where p > q, else -1
    ),
    "wasserstein": Rules(
        generator_loss=losses.wasserstein_generator_loss,
        discriminator_loss=losses.wasserstein_critic_loss,
        generator_equilibrium=None,
        discriminator_equilibrium=0.0,
        undecided=None,
        opinion=_relative,
        optimum=None,
        penalty_weight=0.1,  # as in gan_toy.py, Gulrajani et al.'s code for points
    ),
}
