"""The plane: regions, grids over them, and what a discriminator says there."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson.models import looking_at
from gan_lesson.region import Region

CELLS = 48  # rows and columns of a heat map


def grid_of(region: Region, side: int = 101) -> np.ndarray:
    """The points of a square grid over a region, edges included: float32 ``(side * side, 2)``, bottom row first.

    `gan_lesson.plots.plot_planes` and its relatives draw a model's values at these points, ``(side * side,)``.

    Args:
        region: (left, right, bottom, top).
        side: points in a row, and rows.
    """
    x, y = np.meshgrid(np.linspace(*region[:2], side), np.linspace(*region[2:], side))
    return np.stack([x.ravel(), y.ravel()], 1).astype(np.float32)


def cell_centres(region: Region, size: int = CELLS) -> Tensor:
    """The centres ``(size * size, 2)`` of a grid's cells, from left to right, bottom row first.

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
    """How real the discriminator finds each cell of a grid: D(x) by default. Leaves no trace (see `looking_at`).

    Args:
        discriminator: maps points ``(batch, 2)`` to outputs ``(batch,)``.
        region: (left, right, bottom, top).
        size: rows and columns.
        meaning: maps outputs to numbers from 0 (surely fake) to 1 (surely real).

    Returns:
        ``(size, size)`` uint8, 255 for *surely real*; the first row is the bottom, the first column the left.
    """
    with looking_at(discriminator):
        like = next(discriminator.parameters(), torch.zeros(()))  # for its device and precision
        return as_grey(meaning(discriminator(cell_centres(region, size).to(like))))


def as_grey(values: Tensor) -> np.ndarray:
    """Numbers from 0 to 1, ``(size * size,)``, as a square of uint8; NaN counts as 1/2, undecided."""
    size = round(len(values) ** 0.5)
    return (values.detach().cpu().nan_to_num(0.5).clamp(0, 1) * 255).round().to(torch.uint8).view(size, size).numpy()
