"""Figures of data, runs and models. `show` puts one into a notebook, with its content in words.

Figures of several lessons are here; those of a single lesson are in ``lesson_01``, ``lesson_02`` ... of this package.
All functions return a Matplotlib figure. They do without pyplot, which would keep figures alive and choose a backend.
"""

from gan_lesson.plots.curves import plot_curves, plot_roc
from gan_lesson.plots.pictures import plot_pictures, plot_run, tile
from gan_lesson.plots.points import plot_animals, plot_planes, plot_points
from gan_lesson.plots.show import image_of, png_of, show

__all__ = [
    "image_of",
    "plot_animals",
    "plot_curves",
    "plot_pictures",
    "plot_planes",
    "plot_points",
    "plot_roc",
    "plot_run",
    "png_of",
    "show",
    "tile",
]
