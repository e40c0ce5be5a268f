"""What can be laid over the plane: arrays that show what the two networks do and think.

Everything here only looks: it draws from no random generator, and leaves weights, gradients, running statistics and
modes as they were.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

Region = tuple[float, float, float, float]
GRID = 48  # rows and columns of a heat map


class Arrows(NamedTuple):
    """The way that each fake would go.

    Attributes:
        places: ``(n, 2)``, the fakes.
        descents: ``(n, 2)``, minus the gradient of the generator's loss with respect to each of them, in units of loss
            over units of the plane, as if the fake were alone in its batch.
    """

    places: np.ndarray
    descents: np.ndarray


@contextmanager
def looking_at(*networks: nn.Module) -> Iterator[None]:
    """Puts networks into evaluation mode within, and each of their modules back into its own mode afterwards."""
    modes = [(module, module.training) for network in networks for module in network.modules()]
    for network in networks:
        network.eval()
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


def samples(generator: nn.Module, latents: Tensor) -> np.ndarray:
    """The fakes ``(n, 2)`` of latents ``(n, latent_size)``."""
    with torch.no_grad(), looking_at(generator):
        return generator(latents).numpy()


def grid_of(region: Region, size: int = GRID) -> Tensor:
    """The centres ``(size * size, 2)`` of a grid's cells: first the bottom row, from left to right."""
    left, right, bottom, top = region
    centres = (torch.arange(size) + 0.5) / size
    y, x = torch.meshgrid(bottom + (top - bottom) * centres, left + (right - left) * centres, indexing="ij")
    return torch.stack([x, y], -1).flatten(0, 1)


def opinion(discriminator: nn.Module, grid: Tensor, meaning: Callable[[Tensor], Tensor] = torch.sigmoid) -> np.ndarray:
    """How real the discriminator holds each place of a square grid for.

    Args:
        discriminator: maps points ``(n, 2)`` to outputs ``(n,)``.
        grid: ``(size * size, 2)``, from `grid_of`.
        meaning: outputs to numbers from 0, *surely fake*, to 1.

    Returns:
        ``(size, size)`` uint8, 255 for 1; the first row is the bottom.
    """
    with torch.no_grad(), looking_at(discriminator):
        return _as_grey(meaning(discriminator(grid)))


def manifold(generator: nn.Module, latents: Tensor) -> np.ndarray:
    """Where the generator takes the lines of a grid in latent space.

    Args:
        generator: maps latents to points.
        latents: ``(rows, columns, latent_size)``, from `latent_grid`.

    Returns:
        ``(rows, columns, 2)``.
    """
    return samples(generator, latents.flatten(0, 1)).reshape(*latents.shape[:2], 2)


def latent_grid(latent_size: int, distribution: str, lines: int = 21) -> Tensor:
    """Places in latent space whose neighbours have equally many latents between them.

    Of a latent with more than two numbers only the first two vary, and the rest are 0, the middle: the grid is then a
    slice. Of a latent with one number there is one row.

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
    """The direction in which each fake lowers the generator's loss, and how steeply.

    Args:
        generator: maps latents to points.
        discriminator: maps points to outputs ``(n,)``.
        latents: ``(n, latent_size)``.
        loss: the generator's, of the fake outputs: the very one that it learns by.
    """
    with looking_at(generator, discriminator):
        with torch.no_grad():
            fake = generator(latents)
        fake.requires_grad_(True)
        # The loss is a mean over the batch: times n, each fake's gradient is that of a batch of its own.
        (gradient,) = torch.autograd.grad(loss(discriminator(fake)) * len(fake), fake)
    return Arrows(fake.detach().numpy(), -gradient.numpy())


def estimated_optimum(
    real: Tensor, fake: Tensor, region: Region, best: Callable[[Tensor, Tensor], Tensor], width: float, size: int = GRID
) -> np.ndarray:
    """What the best discriminator would say, estimated: both densities are, by a Gaussian kernel on each sample.

    Where there are hardly samples of either kind, both estimates are next to 0 and their ratio would be chance: a
    hundredth of the even density over the region is added to both, and the answer there tends to *undecided*.

    Args:
        real: ``(n, 2)`` real points.
        fake: ``(m, 2)`` fakes.
        region: (left, right, bottom, top).
        best: densities of real and fake to the best opinion, from 0 to 1.
        width: the kernel's standard deviation.
        size: rows and columns of the grid.

    Returns:
        ``(size, size)`` uint8 as `opinion` returns it.
    """
    left, right, bottom, top = region
    floor = 0.01 / ((right - left) * (top - bottom))
    p, q = (_density(points, region, width, size) + floor for points in (real, fake))
    return _as_grey(best(p, q).flatten())


def _density(points: Tensor, region: Region, width: float, size: int) -> Tensor:
    """A kernel density estimate ``(size, size)``. The kernel is a product over the axes, and so the sum is one too."""
    left, right, bottom, top = region
    centres = (torch.arange(size) + 0.5) / size
    along = [
        torch.exp(-(((low + (high - low) * centres[:, None] - points[None, :, axis]) / width) ** 2) / 2)
        for axis, (low, high) in enumerate([(left, right), (bottom, top)])
    ]
    return (along[1] @ along[0].T) / (len(points) * 2 * torch.pi * width**2)


def _as_grey(values: Tensor) -> np.ndarray:
    """Numbers from 0 to 1 as a square of uint8; what is not a number is undecided."""
    size = round(len(values) ** 0.5)
    return (values.nan_to_num(0.5).clamp(0, 1) * 255).round().to(torch.uint8).view(size, size).numpy()
