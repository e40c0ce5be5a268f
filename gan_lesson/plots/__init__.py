"""Pictures of runs and data. Every function returns a Matplotlib figure; ``show`` puts it into a notebook with words.

Figures are made without pyplot, so that nothing is kept alive and no backend is chosen behind the reader's back.
"""

import base64
import html
import io
import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.history import History, Snapshot
from gan_lesson.plane import Region

# Okabe & Ito's palette, to be told apart with any colour vision; the shapes differ as well.
REAL, FAKE, THIRD = "#0072B2", "#D55E00", "#009E73"

# Cats and dogs have colours and shapes of their own: blue circles and vermillion triangles mean real and fake.
CAT, DOG = "#a8487f", "#97690a"
_ANIMALS = ((0, CAT, "D"), (1, DOG, "s"))  # label, colour, marker
_CAT_TO_DOG = LinearSegmentedColormap.from_list("cat to dog", ["#e6b3d0", "#ffffff", "#ecd28f"])
_LINES = (("#1f2328", "-"), ("#00825f", "--"), ("#2b7bb0", "-."))  # up to three lines in one picture
# Where their names stand, so that those of close ones stay apart: how far up, and in points to the right and up.
_LABELS = ((0.66, -18, -16), (0.09, 14, 6), (0.93, 18, 0))
_LOOKS = {  # of curves by their names, as the duel of densities draws them too
    "real p": (REAL, "-"),
    "fakes q": (FAKE, "--"),
    "best, D*": ("#00825f", "-"),
    "trained": ("#1f2328", "--"),
    "saturating": ("#1f2328", "--"),
    "non-saturating": (FAKE, "-"),
}


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
    region: Region | None = None,
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


def plot_animals(
    measures: np.ndarray,
    labels: np.ndarray,
    region: Region,
    boundaries: Mapping[str, np.ndarray] | None = None,
    infiltrators: np.ndarray | None = None,
) -> Figure:
    """Cats and dogs in the plane of ears and snouts, and boundaries among them, by name.

    Args:
        measures: ``(n, 2)``, ear length and snout length in pixels.
        labels: ``(n,)``, 0 for a cat and 1 for a dog.
        region: (left, right, bottom, top) to show.
        boundaries: up to three, by name: what a model says at the points of `grid_of` the region, ``(side * side,)``;
            the line is drawn where that is 0.
        infiltrators: ``(n,)``, True for animals to put a ring around.
    """
    figure = Figure(figsize=(6.4, 5.6), layout="tight")
    axes = figure.subplots()
    _draw_animals(axes, measures, labels, region)
    if infiltrators is not None:
        ringed = np.asarray(measures)[np.asarray(infiltrators, bool)]
        axes.scatter(*ringed.T, s=130, facecolors="none", edgecolors="#1f2328", linewidths=1.4)
    for (name, values), line, label in zip((boundaries or {}).items(), _LINES, _LABELS, strict=False):
        _draw_boundary(axes, values, region, name, line, label)
    return figure


def plot_planes(
    fields: Mapping[str, np.ndarray],
    region: Region,
    measures: np.ndarray | None = None,
    labels: np.ndarray | None = None,
    levels: Sequence[float] = (0.01, 0.1, 0.5, 0.9, 0.99),
) -> Figure:
    """Probabilities over the plane, seen from above, side by side: shaded from cat to dog, with lines of equal height.

    Args:
        fields: by title: P(dog | x) at the points of `grid_of` the region, ``(side * side,)``.
        region: (left, right, bottom, top).
        measures: ``(n, 2)`` animals to draw into each.
        labels: ``(n,)`` of those animals, 0 for a cat and 1 for a dog.
        levels: where to draw lines.
    """
    figure = Figure(figsize=(0.6 + 3.8 * len(fields), 4.4), layout="tight")
    for number, (axes, (title, values)) in enumerate(
        zip(figure.subplots(1, len(fields), squeeze=False)[0], fields.items(), strict=True)
    ):
        x, y, z = _as_grid(values, region)
        axes.contourf(x, y, z, levels=np.linspace(0, 1, 21), cmap=_CAT_TO_DOG)
        if measures is not None:
            _draw_animals(axes, measures, labels, region, size=9)
        else:
            _name_axes(axes, region)
        lines = axes.contour(
            x, y, z, levels=levels, colors="#1f2328", linewidths=[2.2 if level == 0.5 else 1 for level in levels]
        )
        axes.clabel(lines, fmt=lambda level: f"{level:.0%}", fontsize=10, inline=True)
        axes.set_title(title, fontsize=13)
        if number:
            axes.set_ylabel("")
    return figure


def plot_hillside(values: np.ndarray, region: Region, label: str = "P(dog | x)") -> Figure:
    """One number for each place in the plane, as a surface in space.

    Args:
        values: at the points of `grid_of` the region, ``(side * side,)``.
        region: (left, right, bottom, top).
        label: of the vertical axis.
    """
    figure = Figure(figsize=(6.8, 5.2))
    axes = figure.add_subplot(projection="3d")
    x, y, z = _as_grid(values, region)
    axes.plot_surface(
        x, y, z, cmap=_CAT_TO_DOG, vmin=0, vmax=1, rcount=40, ccount=40, edgecolor="#5a5f66", linewidth=0.3, alpha=0.9
    )
    axes.set(xlabel="ear length", ylabel="snout length", zlabel=label)
    axes.view_init(elev=24, azim=-78)
    axes.set_box_aspect((1, 1, 0.6), zoom=0.9)
    return figure


def plot_curves(curves: Mapping[str, tuple[np.ndarray, np.ndarray]], xlabel: str, ylabel: str) -> Figure:
    """Up to three curves, each with its name at its end.

    Args:
        curves: by name: x and y, each ``(n,)``.
        xlabel: of the horizontal axis.
        ylabel: of the vertical axis.
    """
    figure = Figure(figsize=(6.8, 3.6), layout="tight")
    axes = figure.subplots()
    for (name, (x, y)), (colour, style) in zip(curves.items(), _LINES, strict=False):
        axes.plot(x, y, style, color=colour, linewidth=2.2)
        axes.annotate(
            name,
            (x[-1], y[-1]),
            (6, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            size=12,
            annotation_clip=False,
        )
    axes.set_xlabel(xlabel, fontsize=13)
    axes.set_ylabel(ylabel, fontsize=13)
    axes.tick_params(labelsize=12)
    axes.grid(color="#dddddd", linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def plot_panels(panels: Mapping[str, Mapping[str, tuple[np.ndarray, np.ndarray]]], xlabel: str) -> Figure:
    """Curves that share one horizontal axis, in one panel or in several below each other.

    Curves that the lessons show again and again are drawn alike everywhere: see `_LOOKS`.

    Args:
        panels: by the label of their vertical axis; in each up to three curves by name: x and y, each ``(n,)``.
        xlabel: of the horizontal axis.
    """
    figure = Figure(figsize=(6.8, 1.0 + 2.4 * len(panels)), layout="tight")
    for axes, (label, curves) in zip(
        figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0], panels.items(), strict=True
    ):
        for (name, (x, y)), look in zip(curves.items(), _LINES, strict=False):
            colour, style = _LOOKS.get(name, look)
            axes.plot(x, y, style, color=colour, linewidth=2.2, label=name)
            if name in ("real p", "fakes q"):
                axes.fill_between(x, y, color=colour, alpha=0.14, linewidth=0)
        axes.set_ylabel(label, fontsize=13)
        axes.tick_params(labelsize=12)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(fontsize=12, frameon=False)
    axes.set_xlabel(xlabel, fontsize=13)
    return figure


def plot_descent(losses: np.ndarray, infiltrators: np.ndarray) -> Figure:
    """What gradient descent lowers, and what it does not: two curves over the same steps.

    Args:
        losses: ``(steps,)``, the cross-entropy after each step.
        infiltrators: ``(steps,)``, how many there were.
    """
    figure = Figure(figsize=(8, 4.6), layout="tight")
    above, below = figure.subplots(2, 1, sharex=True)
    steps = np.arange(1, len(losses) + 1)
    above.plot(steps, losses, color="#00825f", linewidth=2.2)
    above.set_ylabel("cross-entropy", fontsize=13)
    above.set_ylim(0)
    below.step(steps, infiltrators, where="mid", color="#1f2328", linewidth=2.2)
    below.set_ylabel("infiltrators", fontsize=13)
    below.set_xlabel("step", fontsize=13)
    below.set_xscale("log")
    below.set_xticks([1, 10, 100], ["1", "10", "100"])
    below.yaxis.get_major_locator().set_params(integer=True)
    for axes in (above, below):
        axes.tick_params(labelsize=12)
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def plot_groups(groups: Mapping[str, tuple[np.ndarray, np.ndarray]], region: Region) -> Figure:
    """Several groups of cats and dogs in the plane, side by side.

    Args:
        groups: by title: measures ``(n, 2)`` and labels ``(n,)``, as for `plot_animals`.
        region: (left, right, bottom, top), the same for all.
    """
    figure = Figure(figsize=(0.4 + 4.8 * len(groups), 5.0), layout="tight")
    panels = figure.subplots(1, len(groups), squeeze=False)[0]
    for number, (axes, (title, (measures, labels))) in enumerate(zip(panels, groups.items(), strict=True)):
        _draw_animals(axes, measures, labels, region)
        axes.set_title(title, fontsize=14)
        if number:
            axes.set_ylabel("")
    return figure


def plot_distributions(
    prior: np.ndarray, likelihood: np.ndarray, joint: np.ndarray, evidence: np.ndarray, region: Region
) -> Figure:
    """P(Y), P(X | Y), P(X, Y) and P(X), each in a panel of its own. All lines are drawn at the same heights.

    Args:
        prior: ``(2,)``, the shares of cats and of dogs.
        likelihood: ``(2, side * side)``, the density of each species at the points of `grid_of` the region.
        joint: ``(2, side * side)``, the same times the species' share.
        evidence: ``(side * side,)``, the density of all animals.
        region: (left, right, bottom, top).
    """
    figure = Figure(figsize=(9.6, 9.0), layout="tight")
    panels = figure.subplots(2, 2).ravel()
    panels[0].bar([0, 1], prior, 0.55, color=[CAT, DOG], hatch=["//", ".."], edgecolor="white")
    for x, share in enumerate(prior):
        panels[0].text(x, share + 0.02, f"{share:.2f}", ha="center", fontsize=14)
    panels[0].set(ylim=(0, 1), xlim=(-0.6, 1.6))
    panels[0].set_xticks([0, 1], ["cat", "dog"], fontsize=13)
    panels[0].set_ylabel("probability", fontsize=13)
    panels[0].spines[["top", "right"]].set_visible(False)
    levels = np.asarray(likelihood).max() * np.array([0.02, 0.06, 0.12, 0.25, 0.5, 0.8])
    grey = "#5a5f66"
    for axes, densities, looks in (
        (panels[1], likelihood, ((CAT, "-", "cats"), (DOG, "--", "dogs"))),
        (panels[2], joint, ((CAT, "-", "cats"), (DOG, "--", "dogs"))),
        (panels[3], [evidence], ((grey, "-", "animals"),)),
    ):
        for values, (colour, style, name) in zip(densities, looks, strict=True):
            x, y, z = _as_grid(values, region)
            axes.contour(x, y, z, levels=levels, colors=colour, linestyles=style, linewidths=1.6)
            row, column = np.unravel_index(z.argmax(), z.shape)
            axes.text(x[column], y[row], name, color=colour, ha="center", va="center", fontsize=13, weight="bold")
        _name_axes(axes, region)
    for axes, title in zip(panels, ("P(Y)", "P(X | Y)", "P(X, Y)", "P(X)"), strict=True):
        axes.set_title(title, fontsize=15)
        axes.tick_params(labelsize=12)
    return figure


def plot_two_answers(
    measures: np.ndarray, labels: np.ndarray, region: Region, climbed: np.ndarray, painted: np.ndarray
) -> Figure:
    """Two ways to answer *draw a dog*: a path up a classifier's hill, and samples of a painter.

    Args:
        measures: ``(n, 2)`` animals, drawn small.
        labels: ``(n,)`` of those, 0 for a cat and 1 for a dog.
        region: (left, right, bottom, top).
        climbed: ``(steps, 2)``, the path.
        painted: ``(m, 2)``, the samples.
    """
    figure = Figure(figsize=(6.8, 6.2), layout="tight")
    axes = figure.subplots()
    _draw_animals(axes, measures, labels, region, size=10)
    climbed, painted = np.asarray(climbed), np.asarray(painted)
    axes.plot(*climbed.T, "-", color="#1f2328", linewidth=1.6)
    axes.plot(*climbed.T, "o", color="#1f2328", markersize=4)
    axes.annotate("the classifier's dogs", climbed[-1], (-12, 2), textcoords="offset points", ha="right", size=13)
    axes.scatter(*painted.T, s=90, marker="*", color="#00825f", edgecolors="white", linewidths=0.6, zorder=3)
    axes.annotate(
        "the painter's dogs",
        (painted[:, 0].max(), np.median(painted[:, 1])),
        (14, -26),
        textcoords="offset points",
        color="#00825f",
        size=13,
    )
    return figure


def _draw_animals(axes: Axes, measures: np.ndarray, labels: np.ndarray, region: Region, size: float = 26) -> None:
    measures, labels = np.asarray(measures), np.asarray(labels)
    for label, colour, marker in _ANIMALS:
        axes.scatter(*measures[labels == label].T, s=size, marker=marker, color=colour, alpha=0.75, linewidths=0)
    if size > 20:
        axes.text(0.03, 0.03, "◆ cats", color=CAT, transform=axes.transAxes, fontsize=14, weight="bold")
        axes.text(
            0.97, 0.95, "■ dogs", color=DOG, transform=axes.transAxes, fontsize=14, weight="bold", ha="right", va="top"
        )
    _name_axes(axes, region)


def _draw_boundary(
    axes: Axes,
    values: np.ndarray,
    region: Region,
    name: str,
    line: tuple[str, str],
    label: tuple[float, float, float],
) -> None:
    (colour, style), (height, right, up) = line, label
    x, y, z = _as_grid(values, region)
    drawn = axes.contour(x, y, z, levels=[0], colors=colour, linewidths=2.2, linestyles=style)
    vertices = np.concatenate([path.vertices for path in drawn.get_paths()])
    if len(vertices):
        place = vertices[np.argsort(vertices[:, 1])][round(height * (len(vertices) - 1))]
        axes.annotate(
            name,
            place,
            (right, up),
            textcoords="offset points",
            color=colour,
            size=11.5,
            weight="bold",
            ha="left" if right > 0 else "right",
            va="center",
            arrowprops={"arrowstyle": "-", "color": colour},
        )


def _name_axes(axes: Axes, region: Region) -> None:
    axes.set(xlim=region[:2], ylim=region[2:])
    axes.set_aspect("equal")
    axes.set_xlabel("ear length, pixels", fontsize=13)
    axes.set_ylabel("snout length, pixels", fontsize=13)
    axes.tick_params(labelsize=12)


def _as_grid(values: np.ndarray, region: Region) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The columns' x, the rows' y and the values ``(side, side)`` at the points of `grid_of` a region."""
    values = np.asarray(values, float)
    side = round(len(values) ** 0.5)
    if values.ndim != 1 or side * side != len(values):
        raise ValueError(f"values need the shape (side * side,), one for each point of grid_of, not {values.shape}")
    return np.linspace(*region[:2], side), np.linspace(*region[2:], side), values.reshape(side, side)


def plot_roc(curves: dict[str, tuple[np.ndarray, np.ndarray]]) -> Figure:
    """ROC curves: of the fakes and of the real ones, the share that a judge lets in, from strict to lenient.

    Args:
        curves: for each judge's name the shares of the fakes and of the real ones, ``(k,)`` each, rising from 0 to 1;
            four judges at most.
    """
    figure = Figure(figsize=(4.6, 4.6))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.6", linewidth=1)
    looks = zip(("#4b46b5", THIRD, FAKE, REAL), ("o-", "--", "s:", "-."), strict=True)
    for (name, (fakes, reals)), (colour, style) in zip(curves.items(), looks, strict=False):
        axes.plot(fakes, reals, style, color=colour, linewidth=2, markersize=6, label=name)
    axes.set_xlabel("share of the fakes let in", fontsize=12)
    axes.set_ylabel("share of the real ones let in", fontsize=12)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
    axes.tick_params(labelsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower right", fontsize=12, frameon=False)
    return figure


def plot_table(
    values: np.ndarray, rows: Sequence[str], columns: Sequence[str], row_title: str, column_title: str
) -> Figure:
    """Numbers from 0 to 1 in a table whose places are shaded, the higher the darker.

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
        axes.text(
            column, row, f"{value:.2f}", ha="center", va="center", size=14, color="white" if value > 0.75 else "black"
        )
    axes.set_xticks(range(len(columns)), columns, fontsize=12)
    axes.set_yticks(range(len(rows)), rows, fontsize=12)
    axes.set_xlabel(column_title, fontsize=13)
    axes.set_ylabel(row_title, fontsize=13)
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0, top=False, bottom=False, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(False)
    return figure
