"""Figures of data, runs and models. `show` puts one into a notebook, with its content in words.

Figures of several lessons are here; those of a single lesson are in ``lesson_01``, ``lesson_02`` ... of this package.
All functions return a Matplotlib figure. They do without pyplot, which would keep figures alive and choose a backend;
and Matplotlib is imported with the first figure that is asked for.
"""

from importlib import import_module
from typing import Any

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


def __getattr__(name: str) -> Any:
    if name not in _FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FILES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
