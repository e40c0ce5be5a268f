"""Figures of lesson 04: how well each expert finds each forger's pictures, and an expert's advice."""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import in_style


@in_style
def plot_table(
    values: np.ndarray, rows: Sequence[str], columns: Sequence[str], row_title: str, column_title: str
) -> Figure:
    """A table of numbers from 0 to 1, shaded: the higher, the darker.

    Args:
        values: ``(rows, columns)``.
        rows: a name for each row, from the top.
        columns: a name for each column.
        row_title: what the rows are.
        column_title: what the columns are.
    """
    values = np.asarray(values)
    figure = Figure(figsize=(1.6 + 1.15 * values.shape[1], 1.2 + 0.75 * values.shape[0]))
    axes = figure.subplots()
    axes.imshow(values, cmap="Blues", vmin=0.2, vmax=1.15, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        ink = LIGHT.ground if value > 0.75 else LIGHT.ink
        axes.text(column, row, f"{value:.2f}", ha="center", va="center", size=14, color=ink)
    axes.set_xticks(range(len(columns)), columns)
    axes.set_yticks(range(len(rows)), rows)
    axes.set(xlabel=column_title, ylabel=row_title)
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0, top=False, bottom=False, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(False)
    return figure


@in_style
def plot_advice(picture: np.ndarray, slope: np.ndarray) -> Figure:
    """A picture, and beside it how an expert would change each of its pixels: blue to make it lighter, orange darker.

    Args:
        picture: ``(height, width)`` in [-1, 1].
        slope: ``(height, width)``, the gradient of the expert's logit with respect to the pixels.
    """
    picture, slope = np.asarray(picture), np.asarray(slope)
    most = abs(slope).max()
    darker_to_lighter = LinearSegmentedColormap.from_list("advice", [LIGHT.fake, LIGHT.ground, LIGHT.real])
    figure = Figure(figsize=(8.6, 3.8))
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.27))
    left.imshow(picture, cmap="gray", vmin=-1, vmax=1, interpolation="nearest")
    drawn = right.imshow(slope, cmap=darker_to_lighter, vmin=-most, vmax=most, interpolation="nearest")
    bar = figure.colorbar(drawn, ax=right, fraction=0.05, pad=0.04)
    bar.set_ticks([-most, 0, most], labels=["darker", "leave it", "lighter"])
    bar.ax.tick_params(length=0)
    bar.outline.set_visible(False)
    for axes, title in ((left, "a clumsy sketch"), (right, "her advice")):
        axes.set_title(title)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set(visible=True, color=LIGHT.line)
    return figure
