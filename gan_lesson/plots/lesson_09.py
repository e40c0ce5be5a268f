"""Figures of lesson 09: suspects against scores, and scores against the number of samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import in_style

_MARKS = ("o", "^", "s", "D", "v")


@in_style
def plot_matrix(
    values: Sequence[Sequence[str]], fooled: np.ndarray, rows: Sequence[str], columns: Sequence[str]
) -> Figure:
    """Scores against suspects: each cell says the score, and whether it is fooled.

    A fooled cell is filled and carries a triangle and the word, so that it needs no colour.

    Args:
        values: the scores as text, ``(rows, columns)``.
        fooled: ``(rows, columns)`` of bool.
        rows: the names of the scores.
        columns: the names of the suspects.

    Raises:
        ValueError: if the shapes do not fit.
    """
    fooled = np.asarray(fooled, bool)
    if fooled.shape != (len(rows), len(columns)) or [len(line) for line in values] != [len(columns)] * len(rows):
        raise ValueError(f"give a value and a verdict for each of {len(rows)} scores and {len(columns)} suspects")
    figure = Figure(figsize=(3.6 + 1.7 * len(columns), 0.7 + 0.37 * len(rows)))
    axes = figure.subplots()
    for row in range(len(rows)):
        for column in range(len(columns)):
            is_fooled = fooled[row, column]
            colour = LIGHT.opinionFake if is_fooled else LIGHT.ground
            axes.add_patch(Rectangle((column + 0.03, row + 0.06), 0.94, 0.88, color=colour, linewidth=0))
            words = f"▲ {values[row][column]} fooled" if is_fooled else values[row][column]
            weight = "bold" if is_fooled else "normal"
            axes.text(column + 0.5, row + 0.5, words, ha="center", va="center", weight=weight, fontsize=13)
    for row in range(len(rows) + 1):
        axes.axhline(row, color=LIGHT.line, linewidth=1)
    axes.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns, weight="bold")
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=13)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


@in_style
def plot_by_count(curves: Mapping[str, Any], ylabel: str) -> Figure:
    """A score against the number of samples on either side, with the range of its draws.

    Args:
        curves: by name, up to five `evaluation.sampling.ByCount`; real against real, the floor, best as the last.
        ylabel: of the score.
    """
    figure = Figure(figsize=(7.6, 4.4))
    axes = figure.subplots()
    colours = (*(LIGHT.runs[index] for index in (5, 2, 3, 1)), LIGHT.real)
    looks = list(zip(colours, _MARKS[::-1], strict=True))
    looks = [*looks[: len(curves) - 1], (LIGHT.real, "o")]  # the last is real
    for (name, curve), (colour, mark) in zip(curves.items(), looks, strict=True):
        axes.fill_between(curve.counts, curve.low, curve.high, color=colour, alpha=0.18, linewidth=0)
        axes.plot(curve.counts, curve.mean, f"{mark}-", color=colour, label=name, markersize=6)
    axes.set(xscale="log", xlabel="samples on either side", ylabel=ylabel)
    counts = sorted({int(count) for curve in curves.values() for count in curve.counts})
    shown = [count for count in counts if count in (50, 100, 200, 500, 1000, 2000, 4096, 16384)]
    axes.set_xticks(shown, [f"{count:,}" for count in shown])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.grid(axis="y")
    axes.legend()
    return figure


@in_style
def plot_balls(real: np.ndarray, fake: np.ndarray, neighbours: int) -> Figure:
    """What precision and recall count, in the plane: whose points lie in the balls around the other ones.

    On the left the balls of the real points, with the fakes that lie inside filled; on the right the other way round.

    Args:
        real: ``(n, 2)``.
        fake: ``(m, 2)``.
        neighbours: how far each ball reaches, to the k-th neighbour in its own set.
    """
    figure = Figure(figsize=(9.6, 4.6))
    looks = {"real": (real, LIGHT.real, "o"), "fake": (fake, LIGHT.fake, "^")}
    for axes, (balls, judged), name in zip(
        figure.subplots(1, 2, sharex=True, sharey=True),
        (("real", "fake"), ("fake", "real")),
        ("precision", "recall"),
        strict=True,
    ):
        (centres, of_balls, mark), (points, of_points, other) = looks[balls], looks[judged]
        radii = np.sort(np.linalg.norm(centres[:, None] - centres[None], axis=2), 1)[:, neighbours]
        for centre, radius in zip(centres, radii, strict=True):
            axes.add_patch(Circle(centre, radius, color=of_balls, alpha=0.12, linewidth=0))
        axes.plot(*centres.T, mark, color=of_balls, markersize=3)
        inside = (np.linalg.norm(points[:, None] - centres[None], axis=2) <= radii).any(1)
        style = {"markersize": 9, "color": of_points, "linestyle": "none"}
        axes.plot(*points[inside].T, other, label=f"{judged}, inside", **style)
        axes.plot(*points[~inside].T, other, label=f"{judged}, outside", markerfacecolor="none", **style)
        axes.set_title(f"{name}: {inside.sum()} of {len(points)} {judged} points")
        axes.legend(loc="upper left")
        axes.set(xticks=[], yticks=[], aspect="equal")
    return figure


@in_style
def plot_shares(shares: Mapping[str, np.ndarray], real: np.ndarray, xlabel: str) -> Figure:
    """How often each part of a knob's range occurs, in a panel for each suspect, with real portraits behind.

    Args:
        shares: by name, ``(bins,)`` each.
        real: ``(bins,)``.
        xlabel: what the bins are, from low to high.
    """
    figure = Figure(figsize=(9.6, 2.8))
    places = np.arange(len(real))
    for axes, (name, bars) in zip(figure.subplots(1, len(shares), sharey=True), shares.items(), strict=True):
        axes.bar(places, bars, width=0.8, color=LIGHT.fake, label=name)
        axes.step(np.append(places - 0.5, places[-1] + 0.5), np.append(real, real[-1]), where="post", color=LIGHT.real)
        axes.set_title(name)
        axes.set(xticks=[], xlabel=xlabel)
    return figure
