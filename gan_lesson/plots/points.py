"""Points in the plane: real and fake, cats and dogs, and a model's values everywhere between them."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT, MARKERS
from gan_lesson.plots.still import at_the_edge
from gan_lesson.plots.style import LINES, in_style
from gan_lesson.region import Region

CAT_TO_DOG = LinearSegmentedColormap.from_list("cat to dog", [LIGHT.catGround, LIGHT.ground, LIGHT.dogGround])
# Where to write the names of up to three boundaries, even if these are close: how far up the line, from 0 to 1, and how
# many points from there to the right and up.
_NAME_PLACES = ((0.66, -18, -16), (0.09, 14, 6), (0.93, 18, 0))


@in_style
def plot_points(
    real: np.ndarray | None,
    fake: np.ndarray | None = None,
    region: Region | None = None,
    title: str | None = None,
) -> Figure:
    """Real and fake points in the plane: blue circles and vermillion triangles.

    Args:
        real: ``(n, 2)``, or None.
        fake: ``(m, 2)``, or None.
        region: (left, right, bottom, top) to show; by default what the points need. Fakes outside it are hollow, at its
            edge, and counted.
        title: above the picture.
    """
    figure = Figure(figsize=(5, 5))
    axes = figure.subplots()
    for kind, points in (("real", real), ("fake", fake)):
        if points is not None:
            _scatter(axes, points, kind, size=16, label=kind)
    if fake is not None and region is not None:
        edge, outside = at_the_edge(region, np.asarray(fake))
        if outside.any():
            hollow = {"facecolors": LIGHT.ground, "edgecolors": LIGHT.fake, "marker": MARKERS["fake"]}
            axes.scatter(*edge.T, s=30, linewidths=1.4, **hollow)
            axes.text(0.02, 0.02, f"{outside.sum()} outside", transform=axes.transAxes, weight="bold")
    _frame(axes, region)
    axes.set_title(title or "")
    axes.legend(loc="upper right", frameon=True)
    return figure


@in_style
def plot_animals(
    measures: np.ndarray,
    labels: np.ndarray,
    region: Region,
    boundaries: Mapping[str, np.ndarray] | None = None,
    infiltrators: np.ndarray | None = None,
) -> Figure:
    """Cats and dogs in the plane of ears and snouts, and named boundaries between them.

    Args:
        measures: ``(n, 2)``, ear length and snout length in pixels.
        labels: ``(n,)``, 0 for a cat and 1 for a dog.
        region: (left, right, bottom, top) to show.
        boundaries: up to three, by name: a model's values at the points of the region's `grid_of`, ``(side * side,)``;
            the line is drawn where they are 0.
        infiltrators: ``(n,)``, True for animals to circle.
    """
    figure = Figure(figsize=(6.4, 5.2))
    axes = figure.subplots()
    draw_animals(axes, measures, labels, region)
    if infiltrators is not None:
        ringed = np.asarray(measures)[np.asarray(infiltrators, bool)]
        axes.scatter(*ringed.T, s=130, facecolors="none", edgecolors=LIGHT.ink, linewidths=1.4)
    for (name, values), line, place in zip((boundaries or {}).items(), LINES, _NAME_PLACES, strict=False):
        _draw_boundary(axes, name, as_grid(values, region), line, place)
    return figure


@in_style
def plot_planes(
    fields: Mapping[str, np.ndarray],
    region: Region,
    measures: np.ndarray | None = None,
    labels: np.ndarray | None = None,
    levels: Sequence[float] = (0.01, 0.1, 0.5, 0.9, 0.99),
) -> Figure:
    """Probabilities over the plane, seen from above, side by side: shaded from cat to dog, with lines of equal height.

    Args:
        fields: by title: P(dog | x) at the points of the region's `grid_of`, ``(side * side,)``.
        region: (left, right, bottom, top).
        measures: ``(n, 2)``, ear length and snout length of animals to draw into each.
        labels: ``(n,)`` of those animals, 0 for a cat and 1 for a dog.
        levels: of the lines.
    """
    figure = Figure(figsize=(0.6 + 3.8 * len(fields), 4.4))
    panels = figure.subplots(1, len(fields), squeeze=False)[0]
    for axes, (title, values) in zip(panels, fields.items(), strict=True):
        field = as_grid(values, region)
        axes.contourf(*field, levels=np.linspace(0, 1, 21), cmap=CAT_TO_DOG)
        if measures is not None:
            draw_animals(axes, measures, labels, region, size=16)
        widths = [2.2 if level == 0.5 else 1 for level in levels]
        lines = axes.contour(*field, levels=levels, colors=LIGHT.ink, linewidths=widths)
        # Names stand near the upper ends of their lines, off the animals; on a cliff there is room for one only.
        crowded = np.mean((levels[0] < np.asarray(values)) & (np.asarray(values) < levels[-1])) < 0.15
        named = [level for level in levels if level == 0.5] if crowded and 0.5 in levels else levels
        pieces = [
            max(found, key=len) for level, found in zip(levels, lines.allsegs, strict=True) if level in named and found
        ]
        places = [_along(piece, (0.1 + 0.09 * (k % 2)) * (region[1] - region[0])) for k, piece in enumerate(pieces)]
        axes.clabel(lines, named, fmt=lambda level: f"{level:.0%}", fontsize=13, manual=places)
        measure_axes(axes, region)
        axes.set_title(title)
    for axes in panels[1:]:
        axes.set_ylabel("")
    return figure


def _along(line: np.ndarray, distance: float) -> np.ndarray:
    """The point of a line ``(n, 2)`` at a distance from its upper end, and at most half-way."""
    line = line if line[0, 1] >= line[-1, 1] else line[::-1]
    lengths = np.concatenate([[0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    return line[np.searchsorted(lengths, min(distance, lengths[-1] / 2))]


def draw_animals(axes: Axes, measures: np.ndarray, labels: np.ndarray, region: Region, size: float = 26) -> None:
    """Draws cats as diamonds and dogs as squares; labels both in the corners if the marks are large.

    Args:
        axes: to draw into.
        measures: ``(n, 2)``, ear length and snout length in pixels.
        labels: ``(n,)``, 0 for a cat and 1 for a dog.
        region: (left, right, bottom, top) to show.
        size: area of a mark, in points squared.
    """
    measures, labels = np.asarray(measures), np.asarray(labels)
    for label, kind in enumerate(("cat", "dog")):
        _scatter(axes, measures[labels == label], kind, size)
    if size > 20:
        name = {"transform": axes.transAxes, "fontsize": 14, "weight": "bold"}
        axes.text(0.03, 0.03, "◆ cats", color=LIGHT.cat, **name)
        axes.text(0.97, 0.95, "■ dogs", color=LIGHT.dog, ha="right", va="top", **name)
    measure_axes(axes, region)


def measure_axes(axes: Axes, region: Region) -> None:
    """Labels the axes of the plane of ears and snouts, and shows a region of it, with equal scales."""
    _frame(axes, region)
    axes.set(xlabel="ear length, pixels", ylabel="snout length, pixels")


def as_grid(values: np.ndarray, region: Region) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The x of the columns, the y of the rows and the values ``(side, side)`` at the points of a region's `grid_of`.

    Raises:
        ValueError: if the values are not of the shape ``(side * side,)``.
    """
    values = np.asarray(values, float)
    side = round(len(values) ** 0.5)
    if values.ndim != 1 or side * side != len(values):
        raise ValueError(f"values need the shape (side * side,), one for each point of grid_of, not {values.shape}")
    return np.linspace(*region[:2], side), np.linspace(*region[2:], side), values.reshape(side, side)


def _scatter(axes: Axes, points: np.ndarray, kind: str, size: float, label: str | None = None) -> None:
    look = {"color": getattr(LIGHT, kind), "marker": MARKERS[kind], "edgecolors": LIGHT.ground, "linewidths": 0.5}
    axes.scatter(*np.asarray(points).T, s=size, label=label, **look)


def _frame(axes: Axes, region: Region | None) -> None:
    if region is not None:
        axes.set(xlim=region[:2], ylim=region[2:])
    axes.set_aspect("equal")
    axes.spines[:].set_visible(True)


def _draw_boundary(
    axes: Axes,
    name: str,
    field: tuple[np.ndarray, np.ndarray, np.ndarray],
    line: tuple[str, str],
    place: tuple[float, float, float],
) -> None:
    (colour, style), (height, right, up) = line, place
    drawn = axes.contour(*field, levels=[0], colors=colour, linewidths=2.2, linestyles=style)
    vertices = np.concatenate([path.vertices for path in drawn.get_paths()])
    if len(vertices):
        axes.annotate(
            name,
            vertices[np.argsort(vertices[:, 1])][round(height * (len(vertices) - 1))],
            (right, up),
            textcoords="offset points",
            color=colour,
            weight="bold",
            ha="left" if right > 0 else "right",
            va="center",
            arrowprops={"arrowstyle": "-", "color": colour},
        )
