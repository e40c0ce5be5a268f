"""The five games: what each player is paid for, and what is known about the end of the game."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from gan_lesson import losses


@dataclass(frozen=True)
class Rules:
    """One way of paying the players.

    Attributes:
        generator_loss: of the fake outputs.
        discriminator_loss: of real and fake outputs.
        generator_equilibrium: the generator's loss where real and fake are the same; None where it is not determined.
        discriminator_equilibrium: the same of the discriminator's loss.
        undecided: the output at which the discriminator holds real and fake for equally likely; None for a critic, who
            only says more or less.
        opinion: outputs ``(n,)`` to how real they mean, from 0 to 1.
        optimum: densities p of the real and q of the fakes to the opinion that the best discriminator has there; None
            where that is no matter of the two densities at one place.
        penalty_weight: of the gradient penalty that is added to the discriminator's loss; 0 for none.
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

RULES = {
    "saturating": Rules(
        losses.minimax_generator_loss, losses.discriminator_loss, -_LOG_2, 2 * _LOG_2, 0.0, torch.sigmoid, _share
    ),
    "non-saturating": Rules(
        losses.nonsaturating_generator_loss, losses.discriminator_loss, _LOG_2, 2 * _LOG_2, 0.0, torch.sigmoid, _share
    ),
    "least squares": Rules(
        losses.least_squares_generator_loss,
        losses.least_squares_discriminator_loss,
        1 / 8,
        1 / 4,
        0.5,
        lambda outputs: outputs.clamp(0, 1),
        _share,
    ),
    "hinge": Rules(
        losses.hinge_generator_loss,
        losses.hinge_discriminator_loss,
        None,
        2.0,
        0.0,
        lambda outputs: (outputs.clamp(-1, 1) + 1) / 2,
        lambda p, q: ((p - q).sign() + 1) / 2,  # Lim & Ye 2017: 1 where the real are denser, -1 where the fakes are
    ),
    "wasserstein": Rules(
        losses.wasserstein_generator_loss,
        losses.wasserstein_critic_loss,
        None,
        0.0,
        None,
        _relative,
        None,
        penalty_weight=0.1,  # as in gan_toy.py, Gulrajani et al.'s code for points
    ),
}
