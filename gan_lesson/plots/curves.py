"""Curves with their names."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import LINES, in_style

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
    for (name, (x, y)), (colour, style) in zip(curves.items(), LINES, strict=False):
        axes.plot(x, y, style, color=colour)
        place = {"xytext": (6, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
        axes.annotate(name, (x[-1], y[-1]), color=colour, **place)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.grid()
    return figure


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
        axes.plot(fakes, reals, style, color=colour, label=name)
    axes.set(xlabel="share of the fakes let in", ylabel="share of the real ones let in")
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    axes.legend(loc="lower right")
    return figure
