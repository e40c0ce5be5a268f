"""Figures of lesson 12: what a flipped label keeps."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT, MARKERS
from gan_lesson.plots.style import in_style


@in_style
def plot_kept(fakes: Mapping[str, float], truth: Mapping[str, float]) -> Figure:
    """How far each knob of a cat is found again in the dog of the same latents, most first.

    Args:
        fakes: by knob, the correlation between his cats and his dogs.
        truth: the same of the master's animals, each drawn as both; the same knobs.

    Raises:
        ValueError: if the knobs are not the same.
    """
    if fakes.keys() != truth.keys():
        raise ValueError(f"these knobs have one figure only: {', '.join(sorted(fakes.keys() ^ truth.keys()))}")
    knobs = sorted(fakes, key=fakes.get)
    figure = Figure(figsize=(7.6, 1.4 + 0.32 * len(knobs)))
    axes = figure.subplots()
    places = np.arange(len(knobs))
    his, masters = ([values[knob] for knob in knobs] for values in (fakes, truth))
    axes.hlines(places, his, masters, color=LIGHT.line, linewidth=3, zorder=1)
    axes.scatter(his, places, s=80, color=LIGHT.fake, marker=MARKERS["fake"], label="his flip", zorder=2)
    axes.scatter(masters, places, s=60, color=LIGHT.real, marker=MARKERS["real"], label="the master's flip", zorder=2)
    axes.axvline(0, color=LIGHT.muted, linewidth=1)
    axes.set(xlim=(-0.3, 1.05), xlabel="correlation between the cat and its dog")
    axes.set_xticks([0, 0.5, 1], ["0, forgotten", "0.5", "1, kept"])
    axes.set_yticks(places, [knob.replace("_", " ") for knob in knobs])
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.1), ncols=2)
    return figure
