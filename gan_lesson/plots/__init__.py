"""Figures of data, runs and models. `show` puts one into a notebook, with its content in words.

What several lessons draw is here; the figures of a single lesson stand in ``lesson_01``, ``lesson_02`` ... of this
package. All return a Matplotlib figure, made without pyplot, so that nothing is kept alive and no backend is chosen
behind the reader's back. Matplotlib itself is imported with the first figure that is asked for.
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
