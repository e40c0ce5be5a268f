"""Figures of lesson 02: groups of animals, the four distributions of Bayes' rule, and two ways to draw a dog."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.points import as_grid, draw_animals, measure_axes
from gan_lesson.plots.style import in_style
from gan_lesson.region import Region


@in_style
def plot_groups(groups: Mapping[str, tuple[np.ndarray, np.ndarray]], region: Region) -> Figure:
    """Several groups of cats and dogs in the plane, side by side.

    Args:
        groups: by title: measures ``(n, 2)`` and labels ``(n,)``, as for `plot_animals`.
        region: (left, right, bottom, top), the same for all.
    """
    figure = Figure(figsize=(0.4 + 4.2 * len(groups), 4.5))
    panels = figure.subplots(1, len(groups), squeeze=False)[0]
    for axes, (title, (measures, labels)) in zip(panels, groups.items(), strict=True):
        draw_animals(axes, measures, labels, region)
        axes.set_title(title)
    for axes in panels[1:]:
        axes.set_ylabel("")
    return figure


@in_style
def plot_distributions(
    prior: np.ndarray, likelihood: np.ndarray, joint: np.ndarray, evidence: np.ndarray, region: Region
) -> Figure:
    """P(Y), P(X | Y), P(X, Y) and P(X) side by side, with contours at the same heights.

    Args:
        prior: ``(2,)``, the shares of cats and of dogs.
        likelihood: ``(2, side * side)``, the density of each species at the points of the region's `grid_of`.
        joint: ``(2, side * side)``, the same times the species' share.
        evidence: ``(side * side,)``, the density of all animals.
        region: (left, right, bottom, top).
    """
    figure = Figure(figsize=(11.2, 3.5))
    bars, *planes = panels = figure.subplots(1, 4, width_ratios=(0.55, 1, 1, 1))
    bars.bar([0, 1], prior, 0.55, color=[LIGHT.cat, LIGHT.dog], hatch=["//", ".."], edgecolor=LIGHT.ground)
    for x, share in enumerate(prior):
        bars.text(x, share + 0.02, f"{share:.2f}", ha="center")
    bars.set(ylim=(0, 1), xlim=(-0.6, 1.6), ylabel="probability")
    bars.set_xticks([0, 1], ["cat", "dog"])
    levels = np.asarray(likelihood).max() * np.array([0.02, 0.08, 0.2, 0.4, 0.7])
    halo = [Stroke(linewidth=4, foreground=LIGHT.ground), Normal()]
    species = ((LIGHT.cat, "-", "cats"), (LIGHT.dog, "--", "dogs"))
    for axes, densities, looks in zip(
        planes, (likelihood, joint, [evidence]), (species, species, ((LIGHT.muted, "-", "animals"),)), strict=True
    ):
        for values, (colour, style, name) in zip(densities, looks, strict=True):
            x, y, z = as_grid(values, region)
            axes.contour(x, y, z, levels=levels, colors=colour, linestyles=style, linewidths=1.5)
            row, column = np.unravel_index(z.argmax(), z.shape)
            axes.text(x[column], y[row], name, color=colour, ha="center", va="center", weight="bold", path_effects=halo)
        measure_axes(axes, region)
    for axes, title in zip(panels, ("P(Y)", "P(X | Y)", "P(X, Y)", "P(X)"), strict=True):
        axes.set_title(title)
    for axes in planes[1:]:
        axes.set_ylabel("")
    return figure


@in_style
def plot_two_answers(
    measures: np.ndarray, labels: np.ndarray, region: Region, climbed: np.ndarray, painted: np.ndarray
) -> Figure:
    """Two answers to *draw a dog*: a path up a classifier's hill, and samples of a generative model.

    Args:
        measures: ``(n, 2)``, ear length and snout length of animals in the background.
        labels: ``(n,)`` of those, 0 for a cat and 1 for a dog.
        region: (left, right, bottom, top).
        climbed: ``(steps, 2)``, the path.
        painted: ``(m, 2)``, the samples.
    """
    figure = Figure(figsize=(6.8, 5.2))
    axes = figure.subplots()
    draw_animals(axes, measures, labels, region, size=18)
    climbed, painted = np.asarray(climbed), np.asarray(painted)
    axes.plot(*climbed.T, "o-", color=LIGHT.ink, linewidth=1.6, markersize=4)
    axes.annotate("the classifier's dogs", climbed[-1], (-12, 2), textcoords="offset points", ha="right")
    green = LIGHT.discriminator
    axes.scatter(*painted.T, s=150, marker="*", color=green, edgecolors=LIGHT.ground, linewidths=0.6, zorder=3)
    beside = painted[:, 0].max(), np.median(painted[:, 1])
    axes.annotate("the painter's dogs", beside, (14, -26), textcoords="offset points", color=green)
    return figure
