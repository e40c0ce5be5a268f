"""Figures of lesson 01: probability as a hillside, and a descent."""

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.points import CAT_TO_DOG, as_grid
from gan_lesson.plots.style import in_style
from gan_lesson.region import Region


@in_style
def plot_hillside(values: np.ndarray, region: Region) -> Figure:
    """P(dog | x) over the plane, as a surface in space.

    Args:
        values: at the points of the region's `grid_of`, ``(side * side,)``.
        region: (left, right, bottom, top).
    """
    figure = Figure(figsize=(7.6, 4.6), layout="none")
    axes = figure.add_axes((0, 0, 1, 1), projection="3d", computed_zorder=False)
    x, y, z = as_grid(values, region)
    look = {"cmap": CAT_TO_DOG, "edgecolor": LIGHT.muted, "linewidth": 0.4}
    axes.plot_surface(*np.meshgrid(x, y), z, vmin=0, vmax=1, rcount=28, ccount=28, **look)
    line = {"colors": LIGHT.ink, "linewidths": 3, "zorder": 3}
    axes.contour(x, y, z, levels=[0.5], **line)
    axes.contour(x, y, z, levels=[0.5], offset=0, linestyles="--", **line)  # its shadow on the ground: the boundary
    axes.set(xlabel="ear length", ylabel="snout length", zlabel="P(dog | x)")
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.labelpad = 9
    axes.view_init(elev=24, azim=-78)
    axes.set_box_aspect((1, 1, 0.6), zoom=1.12)
    return figure


@in_style
def plot_descent(losses: np.ndarray, infiltrators: np.ndarray) -> Figure:
    """Cross-entropy and infiltrators over the steps of gradient descent.

    Args:
        losses: ``(steps,)``, the cross-entropy after each step.
        infiltrators: ``(steps,)``, their number.
    """
    figure = Figure(figsize=(8, 4.6))
    above, below = figure.subplots(2, 1, sharex=True)
    steps = np.arange(1, len(losses) + 1)
    above.plot(steps, losses, color=LIGHT.discriminator)
    above.set(ylabel="cross-entropy", ylim=(0, None))
    below.step(steps, infiltrators, where="mid", color=LIGHT.ink)
    below.set(ylabel="infiltrators", xlabel="step", xscale="log")
    below.set_xticks([1, 10, 100], ["1", "10", "100"])
    below.yaxis.get_major_locator().set_params(integer=True)
    return figure
