"""What one sub-step did, found by looking at both networks before and after it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gan_lesson.laboratory.game import Game, Moment, SubStep


@dataclass(frozen=True)
class Report:
    """What one sub-step did.

    Attributes:
        sub_step: which.
        tensors: what it made, detached, by the names that they have in its code.
        generator_moved, discriminator_moved: how far the weights went: the Euclidean length of their change.
        generator_gradient, discriminator_gradient: the length of the gradients that now wait in ``.grad``.
        generator_reached, discriminator_reached: whether this sub-step changed them.
    """

    sub_step: SubStep
    tensors: dict[str, Tensor]
    generator_moved: float
    discriminator_moved: float
    generator_gradient: float
    discriminator_gradient: float
    generator_reached: bool
    discriminator_reached: bool


def reported(game: Game, take: Callable[[], Moment]) -> Report:
    """Takes a sub-step, and says what it did.

    Args:
        game: whose networks are looked at.
        take: takes the sub-step, and returns it with the tensors that it made.
    """
    networks = (game.generator, game.discriminator)
    weights_before = [_weights(network) for network in networks]
    gradients_before = [_gradient(network) for network in networks]
    sub_step, tensors = take()
    moved = [
        float((_weights(network) - before).norm()) for network, before in zip(networks, weights_before, strict=True)
    ]
    gradients = [_gradient(network) for network in networks]
    return Report(
        sub_step=sub_step,
        tensors={name: tensor.detach().clone() for name, tensor in tensors.items()},
        generator_moved=moved[0],
        discriminator_moved=moved[1],
        generator_gradient=gradients[0],
        discriminator_gradient=gradients[1],
        generator_reached=gradients[0] != gradients_before[0],
        discriminator_reached=gradients[1] != gradients_before[1],
    )


def _weights(network: nn.Module) -> Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in network.parameters()] or [torch.zeros(0)])


def _gradient(network: nn.Module) -> float:
    """The length of all gradients of a network together."""
    return math.sqrt(sum(float(p.grad.square().sum()) for p in network.parameters() if p.grad is not None))
