"""How data of the reader's own are standardised for the recipe's networks, and shown in their own units."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from gan_lesson.region import Region


@dataclass(frozen=True)
class Frame:
    """A place and a size in the plane. Networks see points relative to them: (own - centre) / scale.

    There is one scale for both axes, so that shapes are kept.

    Attributes:
        centre: (x, y), in the data's own units.
        scale: a length in these units.
    """

    centre: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0

    @classmethod
    def of(cls, data: Tensor) -> "Frame":
        """The frame in which points ``(n, 2)`` have the mean 0, and a variance of 1 on average over both axes."""
        exact = data.double()
        centre = exact.mean(0)
        scale = float((exact - centre).square().mean().sqrt())
        return cls(tuple(centre.tolist()), scale or 1.0)

    def standardised(self, points: Tensor) -> Tensor:
        """Points ``(..., 2)`` in own units as the networks see them, float32."""
        if self == Frame():
            return points
        return ((points.double() - torch.tensor(self.centre, dtype=torch.float64)) / self.scale).float()

    def own(self, points: np.ndarray) -> np.ndarray:
        """Points ``(..., 2)`` as the networks make them, in own units, float32."""
        if self == Frame():
            return points
        return (points * np.float64(self.scale) + np.array(self.centre)).astype(np.float32)

    def standardised_region(self, region: Region) -> Region:
        """A region in own units as the networks see it."""
        (x, y), (left, right, bottom, top) = self.centre, region
        return (left - x) / self.scale, (right - x) / self.scale, (bottom - y) / self.scale, (top - y) / self.scale
