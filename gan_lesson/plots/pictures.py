"""Sheets of grey pictures."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.history import History, Snapshot
from gan_lesson.plots.still import tile
from gan_lesson.plots.style import in_style


@in_style
def plot_pictures(
    pictures: np.ndarray, columns: int = 8, titles: Sequence[str] | None = None, inches: float = 5.0
) -> Figure:
    """A sheet of grey pictures.

    Args:
        pictures: ``(n, height, width)``, uint8 grey levels or floats in [-1, 1]; or several sheets, to show side by
            side, ``(sheets, n, height, width)``.
        columns: pictures in a row of a sheet.
        titles: one for each sheet.
        inches: the width of a sheet; several share 9.6 at most.

    Raises:
        ValueError: for an array of any other shape.
    """
    sheets = np.asarray(pictures)
    if sheets.ndim == 3:
        sheets = sheets[None]
    if sheets.ndim != 4:
        raise ValueError(f"pictures need the shape (n, height, width), not {np.shape(pictures)}")
    low, high = (0, 255) if sheets.dtype == np.uint8 else (-1, 1)
    rows = math.ceil(sheets.shape[1] / columns)
    size = min(inches, 9.6 / len(sheets))
    figure = Figure(figsize=(size * len(sheets), size * rows / columns + 0.3 * (titles is not None)))
    for number, (sheet, axes) in enumerate(zip(sheets, figure.subplots(1, len(sheets), squeeze=False)[0], strict=True)):
        axes.imshow(tile(sheet, columns, low), cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        axes.set_axis_off()
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
