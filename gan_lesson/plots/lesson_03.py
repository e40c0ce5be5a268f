"""Figures of lesson 03: distributions of values, beside a normal one and beside each other."""

import math

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import in_style


@in_style
def plot_bell(values: np.ndarray, label: str) -> Figure:
    """A histogram of values, and the normal distribution with the same mean and standard deviation.

    Args:
        values: ``(n,)``, not all the same.
        label: of the horizontal axis.
    """
    values = np.asarray(values, float)
    mean, spread = values.mean(), values.std()
    # An odd number of bins to a unit, so that -1, 0 and 1 lie in the middle of a bin, not between two.
    edges = np.arange(math.floor(21 * (mean - 4 * spread)) + 0.5, 21 * (mean + 4 * spread) + 1) / 21
    counted = 100 * np.histogram(values, edges)[0] / len(values)
    expected = 100 * np.diff([math.erf((edge - mean) / spread / 2**0.5) / 2 for edge in edges])
    figure = Figure(figsize=(8, 3.4))
    axes = figure.subplots()
    middles = (edges[:-1] + edges[1:]) / 2
    axes.bar(middles, counted, 0.9 / 21, color=LIGHT.real, label="counted")
    axes.plot(middles, expected, "--", color=LIGHT.fake, label="if they were normal")
    axes.set(xlabel=label, ylabel="per cent")
    axes.legend()
    return figure


@in_style
def plot_spreads(groups: dict[str, np.ndarray], label: str) -> Figure:
    """Histograms of a few groups of values, one over the other.

    Args:
        groups: up to three, by name: ``(n,)`` values each.
        label: of the horizontal axis.
    """
    everything = np.concatenate([np.asarray(values, float) for values in groups.values()])
    edges = np.linspace(everything.min(), everything.max(), 41)
    figure = Figure(figsize=(8, 3.4))
    axes = figure.subplots()
    looks = ((LIGHT.real, "-", "//"), (LIGHT.fake, "--", "\\\\"), (LIGHT.third, ":", ".."))
    for (name, values), (colour, line, hatch) in zip(groups.items(), looks, strict=False):
        heights = 100 * np.histogram(values, edges)[0] / len(values)
        axes.stairs(heights, edges, fill=True, facecolor=colour, alpha=0.15, hatch=hatch, edgecolor=colour)
        axes.stairs(heights, edges, color=colour, linestyle=line, linewidth=2, label=name)
    axes.set(xlabel=label, ylabel="per cent")
    axes.legend()
    return figure
