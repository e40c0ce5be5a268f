"""Curves with their names."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import LINES, in_style

_POINTS_HIGH, _LINE_OF_TYPE = 190, 17  # about: of the axes of `plot_curves`, and of a name beside them
Curves = Mapping[str, tuple[np.ndarray, np.ndarray]]  # by name: x and y, each (n,)


@in_style
def plot_curves(curves: Curves, xlabel: str, ylabel: str) -> Figure:
    """Up to three curves, each named at its end.

    Args:
        curves: by name: x and y, each ``(n,)``.
        xlabel: of the horizontal axis.
        ylabel: of the vertical axis.
    """
    figure = Figure(figsize=(6.8, 3.6))
    axes = figure.subplots()
    for (_, (x, y)), (colour, style) in zip(curves.items(), LINES, strict=False):
        axes.plot(x, y, style, color=colour)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.grid()
    low, high = axes.get_ylim()
    shifts = _apart([float(y[-1] - low) / (high - low) * _POINTS_HIGH for _, y in curves.values()])
    for (name, (x, y)), (colour, _), shift in zip(curves.items(), LINES, shifts, strict=False):
        place = {"xytext": (6, shift), "textcoords": "offset points", "va": "center", "annotation_clip": False}
        axes.annotate(name, (x[-1], y[-1]), color=colour, **place)
    return figure


def _apart(heights: Sequence[float]) -> list[float]:
    """How many points to move names up or down, so that those at nearly the same height are a line of type apart."""
    places, free = list(heights), -math.inf
    for number in np.argsort(heights):
        free = places[number] = max(heights[number], free)
        free += _LINE_OF_TYPE
    shifts = [place - height for place, height in zip(places, heights, strict=True)]
    return [shift - max(shifts) / 2 for shift in shifts]


@in_style
def plot_roc(curves: Curves) -> Figure:
    """ROC curves: the shares of fake and of real pictures that a judge lets in, from strict to lenient.

    Args:
        curves: by the judge's name, the shares of fake and of real pictures, ``(k,)`` each, rising from 0 to 1; four
            judges at most.
    """
    figure = Figure(figsize=(4.6, 4.6))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=LIGHT.muted, linewidth=1)
    looks = ((LIGHT.accent, "o-"), (LIGHT.third, "--"), (LIGHT.fake, "s:"), (LIGHT.real, "-."))
    for (name, (fakes, reals)), (colour, style) in zip(curves.items(), looks, strict=False):
        [line] = axes.plot(fakes, reals, style, color=colour, label=name)
        if len(fakes) >= 50:
            line.set_marker("")  # so many would make a thick line
    axes.set(xlabel="share of the fakes let in", ylabel="share of the real ones let in")
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    axes.legend(loc="lower right")
    return figure
