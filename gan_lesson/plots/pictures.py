"""Sheets of grey pictures."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.history import History, Snapshot
from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.still import tile
from gan_lesson.plots.style import in_style


@in_style
def plot_pictures(
    pictures: np.ndarray,
    columns: int = 8,
    titles: Sequence[str] | None = None,
    inches: float = 5.0,
    rows: Sequence[str] | None = None,
    heads: Sequence[str] | None = None,
) -> Figure:
    """A sheet of grey pictures, with a thin gap between them.

    Args:
        pictures: ``(n, height, width)``, uint8 grey levels or floats in [-1, 1]; or several sheets, to show side by
            side, ``(sheets, n, height, width)``.
        columns: pictures in a row of a sheet.
        titles: one for each sheet.
        inches: the width of a sheet; several share 9.6 at most.
        rows: names of the rows, to the left of the first sheet.
        heads: names of the columns, below the sheet; several sheets may have them one after the other.

    Raises:
        ValueError: for an array of any other shape, or if the names are not as many as the rows or the columns.
    """
    sheets = np.asarray(pictures)
    if sheets.ndim == 3:
        sheets = sheets[None]
    if sheets.ndim != 4:
        raise ValueError(f"pictures need the shape (n, height, width), not {np.shape(pictures)}")
    low, high = (0, 255) if sheets.dtype == np.uint8 else (-1, 1)
    _, count, height, width = sheets.shape
    down = math.ceil(count / columns)
    for names, length, what in ((rows, down, "rows"), (heads, columns * len(sheets), "columns")):
        if names is not None and len(names) != length:
            raise ValueError(f"{length} {what} need {length} names, not {len(names)}")
    size = min(inches, 9.6 / len(sheets))
    # A sheet has its size to the pixel, so that all sheets of a lesson look alike; names stand outside.
    figure = Figure(figsize=(size * len(sheets), size * down * height / (columns * width)), layout="none")
    share = 1 / len(sheets)
    for number, sheet in enumerate(sheets):
        axes = figure.add_axes((number * share, 0, share * (0.97 if len(sheets) > 1 else 1), 1))
        axes.imshow(tile(sheet, columns, low), cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        below = heads[number * columns : (number + 1) * columns] if heads else []
        gaps = {"color": LIGHT.ground, "linewidth": 1.5}
        axes.vlines(width * np.arange(1, columns) - 0.5, -0.5, down * height - 0.5, **gaps)
        axes.hlines(height * np.arange(1, down) - 0.5, -0.5, columns * width - 0.5, **gaps)
        axes.set_xticks([*width * (np.arange(columns) + 0.5)] if heads else [], below)
        axes.set_yticks([*height * (np.arange(down) + 0.5)] if rows and not number else [], rows or [])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        if titles is not None:
            axes.set_title(titles[number])
    return figure


def plot_run(history: History, moments: Sequence[int], pictures: int = 16) -> Figure:
    """Several moments of a run of pictures, side by side, from the same latents.

    Args:
        history: of pictures.
        moments: indices of snapshots.
        pictures: how many of each snapshot, in a square.

    Raises:
        ValueError: if the history shows points.
    """
    if history[0].samples.ndim != 3:
        raise ValueError(f"plot_run shows pictures, and {history.title!r} shows points")
    snapshots = [history[moment] for moment in moments]
    return plot_pictures(
        np.stack([snapshot.samples[:pictures] for snapshot in snapshots]),
        columns=math.isqrt(pictures),
        titles=[_moment(snapshot) for snapshot in snapshots],
    )


def _moment(snapshot: Snapshot) -> str:
    if snapshot.step == 0:
        return "untrained"
    return f"epoch {snapshot.epoch}" if snapshot.epoch else f"step {snapshot.step}"
