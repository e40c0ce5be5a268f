"""The figure of lesson 04: a table of how well each expert finds each forger's pictures."""

from collections.abc import Sequence

import numpy as np
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
