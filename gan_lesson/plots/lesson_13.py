"""Figures of lesson 13: what each recipe reaches with several seeds, beside a yardstick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import in_style


@in_style
def plot_seeds(
    panels: Mapping[str, Mapping[str, Sequence[float]]], yardsticks: Mapping[str, tuple[str, float]] | None = None
) -> Figure:
    """A row for each recipe with a dot for each of its seeds, in one or more panels side by side.

    Args:
        panels: by what is measured, and then by recipe, a number for each seed. All panels have the same recipes.
        yardsticks: by panel, what to compare with, and its number: a dashed line.

    Raises:
        ValueError: if the panels differ in their recipes.
    """
    names = [list(recipes) for recipes in panels.values()]
    if not names or any(others != names[0] for others in names):
        raise ValueError("every panel needs the same recipes, in the same order")
    yardsticks = yardsticks or {}
    figure = Figure(figsize=(9.6, 1.5 + 0.5 * len(names[0])))
    all_axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for axes, (what, recipes) in zip(all_axes, panels.items(), strict=True):
        for row, values in enumerate(recipes.values()):
            axes.plot(np.asarray(values, float), [row] * len(values), "o", color=LIGHT.accent, alpha=0.65, markersize=9)
        if what in yardsticks:
            name, value = yardsticks[what]
            axes.axvline(value, color=LIGHT.ink, linestyle="--", linewidth=1.5)
            axes.annotate(
                name, (value, -0.75), (-5, 0), textcoords="offset points", ha="right", va="center", fontsize=13
            )
        axes.set(xlabel=what, ylim=(len(names[0]) - 0.5, -1.1))
        axes.set_yticks(range(len(names[0])), names[0])
        axes.grid(axis="both")
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xlim(left=0)
    return figure
