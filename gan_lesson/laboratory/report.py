"""What one sub-step did, from comparing both networks before and after it."""

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
        sub_step: the sub-step.
        tensors: the tensors it made, detached, by their names in its code.
        generator_moved, discriminator_moved: the Euclidean length of the change of the weights.
        generator_gradient, discriminator_gradient: the length of the gradients in ``.grad`` afterwards.
        generator_reached, discriminator_reached: whether this sub-step changed those gradients.
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
    """Takes a sub-step and reports what it did.

    Args:
        game: whose networks to compare.
        take: takes the sub-step, and returns it with its tensors.
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
    """The Euclidean length of all of a network's gradients together."""
    return math.sqrt(sum(float(p.grad.square().sum()) for p in network.parameters() if p.grad is not None))
