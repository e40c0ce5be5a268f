"""The figure of lesson 08: where two players' numbers go."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.curves import Curves
from gan_lesson.plots.style import LINES, in_style


@in_style
def plot_paths(paths: Mapping[str, Curves], xlabel: str, ylabel: str) -> Figure:
    """Paths in the plane, a panel each, all to one scale: a dot where each begins, an arrow where it ends.

    Args:
        paths: by title: x and y, each ``(n,)``.
        xlabel: of the horizontal axes.
        ylabel: of the vertical axis.
    """
    reach = 1.08 * max(np.abs(np.asarray(path)).max() for path in paths.values())
    figure = Figure(figsize=(0.6 + 3.1 * len(paths), 3.7))
    panels = figure.subplots(1, len(paths), squeeze=False, sharey=True)[0]
    for axes, (title, (x, y)) in zip(panels, paths.items(), strict=True):
        axes.axhline(0, color=LIGHT.line, linewidth=1)
        axes.axvline(0, color=LIGHT.line, linewidth=1)
        colour = LINES[1][0]
        axes.plot(x, y, color=colour)
        axes.plot(x[:1], y[:1], "o", color=LIGHT.ink, markersize=8)
        if x[-1] ** 2 + y[-1] ** 2 > 0.02:  # at rest there is no direction
            ends = {"xy": (x[-1], y[-1]), "xytext": (x[-3], y[-3])}
            arrow = {"arrowstyle": "-|>", "mutation_scale": 22, "color": colour, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", arrowprops=arrow, **ends)
        axes.annotate("start", (x[0], y[0]), (7, 7), textcoords="offset points")
        axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", title=title, xlabel=xlabel)
    panels[0].set_ylabel(ylabel)
    return figure
