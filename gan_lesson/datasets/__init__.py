"""What the networks learn from: fixed arrays of stated size, so that an epoch is one pass over them.

Points are ``(n, 2)``; pictures are ``(n, 1, height, width)`` in [-1, 1], black is -1 and white is +1. Nothing here
needs a network connection, except `mnist` and `fashion_mnist` when they are called for the first time.
"""

from gan_lesson.datasets.downloads import DownloadError
from gan_lesson.datasets.outside import fashion_mnist, mnist
from gan_lesson.datasets.pictures import Pictures, handwriting, portraits
from gan_lesson.datasets.planar import Points, blobs, circle, grid, line, moons, points, ring

__all__ = [
    "DownloadError",
    "Pictures",
    "Points",
    "blobs",
    "circle",
    "fashion_mnist",
    "grid",
    "handwriting",
    "line",
    "mnist",
    "moons",
    "points",
    "portraits",
    "ring",
]
