"""Layers to draw over the plane: arrays that show what the two networks do.

Nothing here leaves a trace: no random number is drawn, and weights, gradients, running statistics and modes stay the
same.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson.models import looking_at
from gan_lesson.plane import CELLS, as_grey
from gan_lesson.region import Region


class Arrows(NamedTuple):
    """Where each fake would go to lower the generator's loss.

    Attributes:
        places: ``(n, 2)``, the fakes.
        descents: ``(n, 2)``, minus the gradient of the generator's loss with respect to each of them, in units of loss
            over units of the plane, as if the fake were alone in the batch.
    """

    places: np.ndarray
    descents: np.ndarray


class Reading(NamedTuple):
    """What a discriminator says at one place.

    Attributes:
        opinion: D(x), from 0 (surely fake) to 1 (surely real), or a critic's score.
        slope: its gradient ``(2,)`` with respect to the place, per unit of the plane.
    """

    opinion: float
    slope: np.ndarray


def read_off(discriminator: nn.Module, place: Tensor, meaning: Callable[[Tensor], Tensor]) -> Reading:
    """What a discriminator says at one place, and how steeply that changes there.

    Args:
        discriminator: maps points to outputs ``(n,)``.
        place: ``(1, 2)``.
        meaning: maps outputs to what is read off, such as `torch.sigmoid`.
    """
    with looking_at(discriminator):
        place = place.clone().requires_grad_(True)
        with torch.enable_grad():
            said = meaning(discriminator(place))
            (slope,) = torch.autograd.grad(said.sum(), place)
    return Reading(float(said.detach()), slope[0].numpy())


def samples(generator: nn.Module, latents: Tensor) -> np.ndarray:
    """The fakes ``(n, 2)`` of latents ``(n, latent_size)``."""
    with looking_at(generator):
        return generator(latents).numpy()


def manifold(generator: nn.Module, latents: Tensor) -> np.ndarray:
    """Maps a grid in latent space into the plane.

    Args:
        generator: maps latents to points.
        latents: ``(rows, columns, latent_size)``, from `latent_grid`.

    Returns:
        ``(rows, columns, 2)``.
    """
    return samples(generator, latents.flatten(0, 1)).reshape(*latents.shape[:2], 2)


def latent_grid(latent_size: int, distribution: str, lines: int = 21) -> Tensor:
    """A grid in latent space with equally many latents between neighbouring lines.

    If latents have more than two numbers, the grid is a slice: the first two vary, and the rest are 0, the middle. If
    they have only one, it is a single row.

    Args:
        latent_size: numbers in a latent.
        distribution: "normal" or "uniform".
        lines: grid lines along each axis.

    Returns:
        ``(lines, lines, latent_size)``, or ``(1, lines * lines, 1)`` for a latent of one number.
    """
    count = lines * lines if latent_size == 1 else lines
    shares = (torch.arange(count) + 0.5) / count
    ticks = 2 * shares - 1 if distribution == "uniform" else torch.special.ndtri(shares)
    if latent_size == 1:
        return ticks[None, :, None]
    grid = torch.zeros(lines, lines, latent_size)
    grid[..., 0], grid[..., 1] = ticks[None, :], ticks[:, None]
    return grid


def arrows(generator: nn.Module, discriminator: nn.Module, latents: Tensor, loss: Callable[[Tensor], Tensor]) -> Arrows:
    """The direction in which each fake would lower the generator's loss, and how steeply.

    Args:
        generator: maps latents to points.
        discriminator: maps points to outputs ``(n,)``.
        latents: ``(n, latent_size)``.
        loss: the one that the generator is trained with, of the fake outputs.
    """
    with looking_at(generator, discriminator):
        fake = generator(latents).requires_grad_(True)
        with torch.enable_grad():
            # The loss is a mean over the batch: times n, each fake's gradient is as if it were alone.
            (gradient,) = torch.autograd.grad(loss(discriminator(fake)) * len(fake), fake)
    return Arrows(fake.detach().numpy(), -gradient.numpy())


def estimated_optimum(
    real: Tensor,
    fake: Tensor,
    region: Region,
    best: Callable[[Tensor, Tensor], Tensor],
    width: float,
    size: int = CELLS,
) -> np.ndarray:
    """The best discriminator's opinion, from kernel density estimates of real and fake: a Gaussian on each sample.

    Where there are hardly any samples, both estimates are close to 0 and their ratio is random. So a hundredth of the
    uniform density over the region is added to both, which makes the opinion there *undecided*.

    Args:
        real: ``(n, 2)`` real points.
        fake: ``(m, 2)`` fakes.
        region: (left, right, bottom, top).
        best: maps the densities of real and fake to the best opinion, from 0 to 1.
        width: the kernel's standard deviation.
        size: rows and columns of the grid.

    Returns:
        ``(size, size)`` uint8, like `plane.opinion_of`.
    """
    left, right, bottom, top = region
    floor = 0.01 / ((right - left) * (top - bottom))
    p, q = (_density(points, region, width, size) + floor for points in (real, fake))
    return as_grey(best(p, q).flatten())


def _density(points: Tensor, region: Region, width: float, size: int) -> Tensor:
    """A kernel density estimate ``(size, size)``. Each kernel factors into x and y, so a matrix product sums them."""
    left, right, bottom, top = region
    centres = (torch.arange(size) + 0.5) / size
    along = [
        torch.exp(-(((low + (high - low) * centres[:, None] - points[None, :, axis]) / width) ** 2) / 2)
        for axis, (low, high) in enumerate([(left, right), (bottom, top)])
    ]
    return (along[1] @ along[0].T) / (len(points) * 2 * torch.pi * width**2)
