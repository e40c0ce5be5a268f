"""Figures of lesson 05: what flows through a network, layer by layer, and the stamps of a transposed convolution."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.still import tile
from gan_lesson.plots.style import in_style


@in_style
def plot_flow(stages: Mapping[str, np.ndarray], layers: Sequence[str]) -> Figure:
    """What a network makes of one datum: all maps of each stage, and between the stages what the layers are called.

    Each stage has a grey scale of its own, from its lowest to its highest number. A stage with many numbers and no maps
    is drawn as one column of squares; a single number is written down.

    Args:
        stages: by name, such as "8 maps of 14x14": maps ``(maps, height, width)``, or numbers ``(n,)``, of one datum.
        layers: what leads from each stage to the next, one fewer than the stages.

    Raises:
        ValueError: if layers and stages do not go together.
    """
    if len(layers) != len(stages) - 1:
        raise ValueError(f"{len(stages)} stages have {len(stages) - 1} steps between them, not {len(layers)}")
    sheets = [_sheet(np.asarray(stage, float)) for stage in stages.values()]
    side, gap, below, above = 1.95, 1.05, 0.5, 0.1  # inches: of a picture, between two, and for names
    widths = [max(0.75, side * sheet.shape[1] / sheet.shape[0] * (sheet.size > 1)) for sheet in sheets]
    total, height = sum(widths) + gap * len(layers), side + below + above
    figure = Figure(figsize=(total, height), layout="none")
    left, middle = 0.0, (below + side / 2) / height
    for number, (name, sheet, width) in enumerate(zip(stages, sheets, widths, strict=True)):
        axes = figure.add_axes((left / total, below / height, width / total, side / height))
        _draw_stage(axes, sheet)
        figure.text((left + width / 2) / total, (below - 0.1) / height, name, ha="center", va="top", fontsize=14)
        left += width
        if number < len(layers):
            ends = [((left + share * gap) / total, middle) for share in (0.1, 0.9)]
            look = {"arrowstyle": "-|>", "mutation_scale": 16, "color": LIGHT.ink, "linewidth": 1.6}
            figure.add_artist(FancyArrowPatch(*ends, transform=figure.transFigure, **look))
            words = {"ha": "center", "va": "bottom", "fontsize": 13, "color": LIGHT.muted}
            figure.text((left + gap / 2) / total, middle + 0.12 / height, layers[number], **words)
            left += gap
    return figure


def _sheet(stage: np.ndarray) -> np.ndarray:
    """All maps of a stage in one array, with a gap of NaN between them; single numbers in a column."""
    if stage.ndim == 1:
        return stage[:, None]
    columns = 2 ** math.floor(math.log2(len(stage)) / 2)  # 1 of 1, 2 of 8, 4 of 16 and of 32
    room = 1
    framed = np.pad(stage, ((0, 0), (0, room), (0, room)), constant_values=np.nan)
    return tile(framed, columns, np.nan)[:-room, :-room]


def _draw_stage(axes: Axes, sheet: np.ndarray) -> None:
    axes.set_axis_off()
    if sheet.size == 1:
        axes.text(0.5, 0.5, f"{sheet.item():+.1f}", ha="center", va="center", size=20, transform=axes.transAxes)
        return
    # The highest number of a column is a light grey: white would look like a gap.
    top = np.nanmax(sheet) + (0.15 * np.ptp(sheet) if sheet.shape[1] == 1 else 0)
    axes.imshow(sheet, cmap="gray", vmax=top, interpolation="nearest")
    if sheet.shape[1] == 1:  # squares of their own, not one strip
        axes.hlines(np.arange(1, len(sheet)) - 0.5, -0.5, 0.5, color=LIGHT.ground, linewidth=1)


@in_style
def plot_stamps(sums: Mapping[str, np.ndarray], stamps: Mapping[str, Sequence[tuple[int, int, int]]]) -> Figure:
    """What the stamps of a transposed convolution add up to, pixel by pixel, each with its number.

    Args:
        sums: by title: whole numbers ``(height, width)``.
        stamps: by the same titles, the stamps to outline: the row and the column of a stamp's first pixel, and its
            width.
    """
    sums = {title: np.asarray(values) for title, values in sums.items()}
    top = max(values.max() for values in sums.values())
    figure = Figure(figsize=(3.3 * len(sums), 3.5))
    for axes, (title, values) in zip(figure.subplots(1, len(sums), squeeze=False)[0], sums.items(), strict=True):
        axes.imshow(values, cmap="gray", vmin=-0.35 * top, vmax=top, interpolation="nearest")
        for (row, column), value in np.ndenumerate(values):
            ink = LIGHT.ground if value < 0.3 * top else LIGHT.ink
            if value:
                axes.text(column, row, f"{value:.0f}", ha="center", va="center", size=13, color=ink)
        for number, (row, column, width) in enumerate(stamps.get(title, ())):
            colour, style = ((LIGHT.fake, "-"), (LIGHT.real, "--"), (LIGHT.third, ":"))[number % 3]
            edge = {"edgecolor": colour, "linestyle": style, "linewidth": 3.5, "fill": False}
            axes.add_patch(Rectangle((column - 0.5, row - 0.5), width, width, **edge))
        axes.set_xticks(np.arange(values.shape[1] + 1) - 0.5, [])
        axes.set_yticks(np.arange(values.shape[0] + 1) - 0.5, [])
        axes.grid(color=LIGHT.muted, linewidth=0.5)
        axes.tick_params(length=0)
        axes.set_title(title)
    return figure
