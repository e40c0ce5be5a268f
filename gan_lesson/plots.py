"""Pictures of runs and data. Every function returns a Matplotlib figure; ``show`` puts it into a notebook with words.

Figures are made without pyplot, so that nothing is kept alive and no backend is chosen behind the reader's back.
"""

import base64
import html
import io
import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.history import History, Snapshot

# Okabe & Ito's palette, to be told apart with any colour vision; the shapes differ as well.
REAL, FAKE, THIRD = "#0072B2", "#D55E00", "#009E73"


class Shown:
    """What ``show`` returns: the figure as HTML with its caption, as PNG, and in words."""

    def __init__(self, figure: Figure, alt: str, caption: str | None) -> None:
        self._png = base64.b64encode(png_of(figure)).decode()
        self._width = round(figure.get_size_inches()[0] * 96)
        self._alt, self._caption = alt, caption

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        caption = "" if self._caption is None else f"<figcaption>{html.escape(self._caption)}</figcaption>"
        picture = (
            f'<figure style="margin:0"><img alt="{html.escape(self._alt)}" width="{self._width}" '
            f'style="max-width:100%;height:auto" src="data:image/png;base64,{self._png}">{caption}</figure>'
        )
        return {"text/html": picture, "image/png": self._png, "text/plain": self._alt}

    def __repr__(self) -> str:
        return self._alt


def png_of(figure: Figure) -> bytes:
    """A figure as a PNG file, with 128 colours so that notebooks stay small."""
    FigureCanvasAgg(figure)
    drawn, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=144, bbox_inches="tight", facecolor="white")
    Image.open(drawn).convert("RGB").quantize(128, method=Image.Quantize.FASTOCTREE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def show(figure: Figure, alt: str, caption: str | None = None) -> Shown:
    """A figure for the end of a cell, with its content in words.

    Args:
        figure: what to show.
        alt: what a reader who cannot see the picture should know. The same on every machine: no trained numbers.
        caption: a sentence below the picture.
    """
    return Shown(figure, alt, caption)


def plot_pictures(
    pictures: np.ndarray, columns: int = 8, titles: Sequence[str] | None = None, inches: float = 5.0
) -> Figure:
    """A sheet of grey pictures.

    Args:
        pictures: ``(n, height, width)``, uint8 grey levels or floats in [-1, 1]; or several such sheets to put side by
            side, ``(sheets, n, height, width)``.
        columns: pictures in a row of a sheet.
        titles: one for each sheet.
        inches: the width of a sheet; several together get 9.6 at most.

    Raises:
        ValueError: for an array of another shape.
    """
    sheets = np.asarray(pictures)
    if sheets.ndim == 3:
        sheets = sheets[None]
    if sheets.ndim != 4:
        raise ValueError(f"pictures need the shape (n, height, width), not {np.shape(pictures)}")
    low, high = (0, 255) if sheets.dtype == np.uint8 else (-1, 1)
    rows = math.ceil(sheets.shape[1] / columns)
    size = min(inches, 9.6 / len(sheets))
    figure = Figure(figsize=(size * len(sheets), size * rows / columns + 0.3 * (titles is not None)), layout="tight")
    for number, (sheet, axes) in enumerate(zip(sheets, figure.subplots(1, len(sheets), squeeze=False)[0], strict=True)):
        axes.imshow(tile(sheet, columns, low), cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        axes.set_axis_off()
        if titles is not None:
            axes.set_title(titles[number], fontsize=13)
    return figure


def tile(pictures: np.ndarray, columns: int, blank: float = 0) -> np.ndarray:
    """Pictures laid out as one sheet, row by row.

    Args:
        pictures: ``(n, height, width)``.
        columns: pictures in a row.
        blank: what fills the places after the last picture.

    Returns:
        ``(rows * height, columns * width)``, of the same type.
    """
    n, height, width = pictures.shape
    rows = math.ceil(n / columns)
    sheet = np.full((rows * columns, height, width), blank, pictures.dtype)
    sheet[:n] = pictures
    return sheet.reshape(rows, columns, height, width).swapaxes(1, 2).reshape(rows * height, columns * width)


def plot_points(
    real: np.ndarray | None,
    fake: np.ndarray | None = None,
    region: tuple[float, float, float, float] | None = None,
    title: str | None = None,
) -> Figure:
    """Real and fake points in the plane: blue circles and vermilion triangles.

    Args:
        real: ``(n, 2)``, or None.
        fake: ``(m, 2)``, or None.
        region: (left, right, bottom, top) to show; by default what the points need.
        title: above the picture.
    """
    figure = Figure(figsize=(5, 5))
    axes = figure.subplots()
    _scatter(axes, real, fake)
    axes.set_aspect("equal")
    if region is not None:
        axes.set(xlim=region[:2], ylim=region[2:])
    if title is not None:
        axes.set_title(title, fontsize=14)
    axes.legend(loc="upper right", fontsize=12)
    axes.tick_params(labelsize=12)
    return figure


def _scatter(axes: Axes, real: np.ndarray | None, fake: np.ndarray | None) -> None:
    if real is not None:
        axes.scatter(*np.asarray(real).T, s=14, marker="o", color=REAL, alpha=0.6, linewidths=0, label="real")
    if fake is not None:
        axes.scatter(*np.asarray(fake).T, s=18, marker="^", color=FAKE, alpha=0.7, linewidths=0, label="fake")


def plot_run(history: History, moments: Sequence[int], pictures: int = 16) -> Figure:
    """Several moments of a run of pictures, side by side: the same latents in each.

    Args:
        history: of pictures.
        moments: indices of snapshots.
        pictures: how many of each snapshot's pictures, in a square.

    Raises:
        ValueError: if the history shows points.
    """
    if history[0].samples.ndim != 3:
        raise ValueError(f"plot_run shows pictures, and {history.title!r} shows points")
    chosen = [history[moment] for moment in moments]
    return plot_pictures(
        np.stack([snapshot.samples[:pictures] for snapshot in chosen]),
        columns=math.isqrt(pictures),
        titles=[_moment(snapshot) for snapshot in chosen],
    )


def _moment(snapshot: Snapshot) -> str:
    if snapshot.step == 0:
        return "untrained"
    return f"epoch {snapshot.epoch}" if snapshot.epoch else f"step {snapshot.step}"


def plot_losses(history: History) -> Figure:
    """Both players' mean losses from snapshot to snapshot.

    Args:
        history: at least one epoch of it.
    """
    figure = Figure(figsize=(8, 3.4))
    axes = figure.subplots()
    epochs = [snapshot.epoch for snapshot in history]
    for name, values, colour, style in (
        ("discriminator", [snapshot.discriminator_loss for snapshot in history], REAL, "-"),
        ("generator", [snapshot.generator_loss for snapshot in history], FAKE, "--"),
    ):
        axes.plot(epochs, values, style, color=colour, linewidth=2)
        axes.annotate(
            name, (epochs[-1], values[-1]), (6, 0), textcoords="offset points", color=colour, va="center", size=13
        )
    axes.set_xlabel("epoch", fontsize=13)
    axes.set_ylabel("loss", fontsize=13)
    axes.tick_params(labelsize=12)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def plot_bell(values: np.ndarray, label: str) -> Figure:
    """How often which value occurs, and how often it would if a normal distribution had drawn them.

    Args:
        values: ``(n,)``, not all the same.
        label: of the axis along which the values lie.
    """
    values = np.asarray(values, float)
    mean, spread = values.mean(), values.std()
    # An odd number of bins to a unit: -1, 0 and 1 lie in the middle of a bin, not on the edge between two.
    edges = np.arange(math.floor(21 * (mean - 4 * spread)) + 0.5, 21 * (mean + 4 * spread) + 1) / 21
    counted = 100 * np.histogram(values, edges)[0] / len(values)
    expected = 100 * np.diff([math.erf((edge - mean) / spread / 2**0.5) / 2 for edge in edges])
    figure = Figure(figsize=(8, 3.4))
    axes = figure.subplots()
    middles = (edges[:-1] + edges[1:]) / 2
    axes.bar(middles, counted, 0.9 / 21, color=REAL, label="counted")
    axes.plot(middles, expected, "--", color=FAKE, linewidth=2.5, label="if they were normal")
    axes.set_ylabel("per cent", fontsize=13)
    _finish(axes, label)
    return figure


def plot_spreads(groups: dict[str, np.ndarray], label: str) -> Figure:
    """Where the values of a few groups lie, one histogram over the other.

    Args:
        groups: up to three, by name: ``(n,)`` values each.
        label: of the axis along which the values lie.
    """
    everything = np.concatenate([np.asarray(values, float) for values in groups.values()])
    edges = np.linspace(everything.min(), everything.max(), 41)
    figure = Figure(figsize=(8, 3.4))
    axes = figure.subplots()
    looks = ((REAL, "-", "//"), (FAKE, "--", "\\\\"), (THIRD, ":", ".."))
    for (name, values), (colour, line, hatch) in zip(groups.items(), looks, strict=False):
        heights = 100 * np.histogram(values, edges)[0] / len(values)
        axes.stairs(heights, edges, fill=True, facecolor=colour, alpha=0.15, hatch=hatch, edgecolor=colour)
        axes.stairs(heights, edges, color=colour, linestyle=line, linewidth=2, label=name)
    axes.set_ylabel("per cent", fontsize=13)
    _finish(axes, label)
    return figure


def _finish(axes: Axes, label: str) -> None:
    axes.set_xlabel(label, fontsize=13)
    axes.tick_params(labelsize=12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=12, frameon=False)
