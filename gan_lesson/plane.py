"""The plane, in one place: a region of it, the grids that are laid over it, and what a discriminator says there."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson.models import looking_at
from gan_lesson.region import Region

CELLS = 48  # rows and columns of a heat map


def grid_of(region: Region, side: int = 101) -> np.ndarray:
    """The points of a square grid over a region, its edges included: float32 ``(side * side, 2)``.

    They come row by row from the bottom. What a model says of them, ``(side * side,)``, is what
    `gan_lesson.plots.plot_planes` and its relatives draw.

    Args:
        region: (left, right, bottom, top).
        side: points in a row, and rows.
    """
    x, y = np.meshgrid(np.linspace(*region[:2], side), np.linspace(*region[2:], side))
    return np.stack([x.ravel(), y.ravel()], 1).astype(np.float32)


def cell_centres(region: Region, size: int = CELLS) -> Tensor:
    """The centres ``(size * size, 2)`` of a grid's cells: first the bottom row, from left to right.

    Args:
        region: (left, right, bottom, top).
        size: rows and columns.
    """
    left, right, bottom, top = region
    centres = (torch.arange(size) + 0.5) / size
    y, x = torch.meshgrid(bottom + (top - bottom) * centres, left + (right - left) * centres, indexing="ij")
    return torch.stack([x, y], -1).flatten(0, 1)


def opinion_of(
    discriminator: nn.Module,
    region: Region,
    size: int = CELLS,
    meaning: Callable[[Tensor], Tensor] = torch.sigmoid,
) -> np.ndarray:
    """How real the discriminator takes each cell of a grid to be, D(x) by default. It only looks: see `looking_at`.

    Args:
        discriminator: maps points ``(batch, 2)`` to outputs ``(batch,)``.
        region: (left, right, bottom, top).
        size: rows and columns.
        meaning: outputs to numbers from 0, surely fake, to 1, surely real.

    Returns:
        ``(size, size)`` uint8, 255 for 1; the first row is the bottom, the first column the left.
    """
    with looking_at(discriminator):
        like = next(discriminator.parameters(), torch.zeros(()))  # its device and its precision
        return as_grey(meaning(discriminator(cell_centres(region, size).to(like))))


def as_grey(values: Tensor) -> np.ndarray:
    """Numbers from 0 to 1, ``(size * size,)``, as a square of uint8; what is not a number is undecided."""
    size = round(len(values) ** 0.5)
    return (values.detach().cpu().nan_to_num(0.5).clamp(0, 1) * 255).round().to(torch.uint8).view(size, size).numpy()
