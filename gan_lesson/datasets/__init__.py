"""What the networks learn from: arrays of a fixed size, so that an epoch is one pass over them.

Points are ``(n, 2)``; pictures are ``(n, 1, height, width)`` in [-1, 1], black is -1 and white is +1. Only `mnist`,
`fashion_mnist` and `unpaired.horses_and_zebras` need a network connection, the first time they are called.
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
