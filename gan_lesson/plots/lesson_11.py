"""Figures of lesson 11: two hills slid apart with both distances, what a critic leaves for the forger, weights."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import in_style


@in_style
def plot_distances(x: np.ndarray, hills: Sequence[np.ndarray], distances: Mapping[str, np.ndarray]) -> Figure:
    """Above, the real hill and the fakes' at three of their places; below, each distance over all places.

    Args:
        x: ``(n,)``, the line.
        hills: the real one, then the fakes' at three places, ``(n,)`` each.
        distances: "place" of the fakes ``(m,)``, and by name each distance there, ``(m,)``.
    """
    distances = dict(distances)
    places = distances.pop("place")
    figure = Figure(figsize=(8.2, 4.3))
    above, *below = figure.subplots(1 + len(distances), 1, sharex=True)
    above.fill_between(x, hills[0], color=LIGHT.real, alpha=0.2, linewidth=0)
    above.plot(x, hills[0], color=LIGHT.real)
    for number, hill in enumerate(hills[1:]):
        above.plot(x, hill, "--", color=LIGHT.fake, label="fakes, at three places" if not number else None)
    above.annotate("real", (x[hills[0].argmax()], hills[0].max()), (0, 4), textcoords="offset points", ha="center")
    above.set(yticks=[], ylim=(0, 1.35 * hills[0].max()))
    above.legend(loc="upper right")
    for axes, (name, values) in zip(below, distances.items(), strict=True):
        axes.plot(places, values, color=LIGHT.ink)
        axes.axvspan(2, places.max(), color=LIGHT.muted, alpha=0.12, linewidth=0)
        axes.set(ylabel=name, ylim=(0, 1.18 * values.max()))
        axes.grid(axis="y")
    below[0].annotate("no overlap", (2, 0), (6, 6), textcoords="offset points", color=LIGHT.muted)
    below[-1].set(xlabel="place of the fakes; the real hill is at 0", xlim=(min(x.min(), 0), places.max()))
    return figure


@in_style
def plot_judges(x: np.ndarray, hills: Mapping[str, np.ndarray], judges: Mapping[str, tuple[np.ndarray, str]]) -> Figure:
    """What judges say along a line, a panel each, with the hills behind.

    Args:
        x: ``(n,)``, the line.
        hills: the hills "real" and "fake", ``(n,)`` each.
        judges: by title: what she says, ``(n,)``, and the label of its axis.
    """
    figure = Figure(figsize=(9.2, 3.5))
    for axes, (title, (said, label)) in zip(figure.subplots(1, len(judges)), judges.items(), strict=True):
        low, high = said.min(), said.max()
        for kind, hill in hills.items():
            tall = low + 0.45 * (high - low) * hill / hill.max()
            axes.fill_between(x, low, tall, color=getattr(LIGHT, kind), alpha=0.3, linewidth=0, label=kind)
        axes.plot(x, said, color=LIGHT.discriminator)
        axes.set(title=title, ylabel=label, xlabel="x", ylim=(low - 0.03 * (high - low), high + 0.08 * (high - low)))
    figure.axes[0].legend(loc="upper right")
    return figure


@in_style
def plot_weights(weights: Mapping[str, np.ndarray], reach: float, limit: float) -> Figure:
    """How often each size of weight occurs, a panel for each critic.

    Args:
        weights: by the critic's name, ``(n,)`` each.
        reach: how far the axes go to either side; what lies beyond is counted in the outermost bars.
        limit: marked by two lines.
    """
    figure = Figure(figsize=(9.2, 3.2))
    edges = np.linspace(-reach, reach, 61)  # bars
    for axes, (name, values) in zip(figure.subplots(1, len(weights), sharey=True), weights.items(), strict=True):
        counts, _ = np.histogram(values.clip(-reach, reach), edges)
        axes.bar(edges[:-1], 100 * counts / len(values), np.diff(edges), align="edge", color=LIGHT.discriminator)
        for side in (-limit, limit):
            axes.axvline(side, color=LIGHT.fake, linewidth=1.5, linestyle=":")
        axes.set(title=name, xlabel="weight", xlim=(-reach, reach))
    figure.axes[0].set_ylabel("% of the weights")
    return figure


@in_style
def plot_losses(outputs: np.ndarray, losses: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> Figure:
    """What she pays for her output at a real one and at a fake, a panel for each loss.

    Args:
        outputs: ``(n,)``.
        losses: by name: what a real one and what a fake costs her there, ``(n,)`` each.
    """
    figure = Figure(figsize=(9.6, 3.1))
    panels = figure.subplots(1, len(losses), sharey=True, squeeze=False)[0]
    for axes, (name, (real, fake)) in zip(panels, losses.items(), strict=True):
        axes.plot(outputs, real, color=LIGHT.real, label="real")
        axes.plot(outputs, fake, "--", color=LIGHT.fake, label="fake")
        axes.set(title=name, xlabel="her output", ylim=(-3, 5), xticks=(-3, 0, 3))
        axes.grid(axis="y")
    figure.axes[0].set_ylabel("what it costs her")
    figure.axes[0].legend(loc="upper center")
    return figure
