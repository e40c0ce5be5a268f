"""Figures of data, runs and models. `show` puts one into a notebook, with its content in words.

Figures of several lessons are here; those of a single lesson are in ``lesson_01``, ``lesson_02`` ... of this package.
All functions return a Matplotlib figure. They do without pyplot, which would keep figures alive and choose a backend;
and Matplotlib is imported with the first figure that is asked for.
"""

from gan_lesson.lazy import face

_FILES = {
    "image_of": "showing",
    "plot_animals": "points",
    "plot_curves": "curves",
    "plot_pictures": "pictures",
    "plot_planes": "points",
    "plot_points": "points",
    "plot_roc": "curves",
    "plot_run": "pictures",
    "png_of": "showing",
    "show": "showing",
    "tile": "still",
}
__all__ = list(_FILES)
__getattr__, __dir__ = face(__name__, _FILES)
