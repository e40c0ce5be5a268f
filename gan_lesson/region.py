"""A region of the plane, and where points lie in it. It needs no PyTorch, so a still picture is drawn without."""

import numpy as np

Region = tuple[float, float, float, float]  # left, right, bottom, top


def relative_to(region: Region, points: np.ndarray) -> np.ndarray:
    """Points ``(..., 2)`` as seen from a region: its centre is (0, 0), and its edges are -1 and 1."""
    left, right, bottom, top = region
    return (points - [(left + right) / 2, (bottom + top) / 2]) / [(right - left) / 2, (top - bottom) / 2]
