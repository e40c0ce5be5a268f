"""A report card as one figure."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.still import tile
from gan_lesson.plots.style import in_style
from gan_lesson.report.card import ReportCard


def beside_nearest(card: ReportCard) -> np.ndarray:
    """The sheet in two rows of eight, each with the nearest training pictures below it, as one picture."""
    rows = [card.sheet[:8], card.nearest[:8], card.sheet[8:], card.nearest[8:]]
    return tile(np.concatenate(rows), 8)


@in_style
def plot_card(card: ReportCard) -> Figure:
    """The whole card: pictures, scores, what is covered, what stands out and what nobody knows."""
    figure = Figure(figsize=(12.6, 15.0), layout="none")
    figure.text(0.03, 0.988, card.name, fontsize=24, weight="bold", va="top")
    made = f"Taught by {card.training_rows:,} pictures: {card.data}. {card.how_made}"
    figure.text(0.03, 0.963, _wrapped(made, 118), color=LIGHT.muted, va="top", fontsize=12)

    _picture(figure.add_axes((0.03, 0.687, 0.54, 0.227)), beside_nearest(card))
    _head(figure, 0.03, 0.922, "Its pictures, and below each the nearest training picture")
    _picture(figure.add_axes((0.03, 0.597, 0.54, 0.052)), tile(card.walk, len(card.walk)))
    _head(figure, 0.03, 0.657, "On the way from one latent to another")

    _head(figure, 0.62, 0.922, "How often it paints each kind, per cent")
    _kinds(figure.add_axes((0.80, 0.752 if card.knobs else 0.6, 0.17, 0.146 if card.knobs else 0.298)), card)
    if card.knobs:
        _head(figure, 0.62, 0.712, "Overlap of knobs: the furthest from real")
        _knobs(figure.add_axes((0.80, 0.597, 0.17, 0.105)), card)

    _head(figure, 0.03, 0.555, f"Scores over {card.draws} draws of {card.rows:,} pictures: mean (lowest to highest)")
    _table(figure.add_axes((0.03, 0.298, 0.94, 0.25)), card)
    _head(figure, 0.03, 0.272, "What stands out")
    figure.text(0.03, 0.258, _listed(card.findings, 62), va="top", linespacing=1.35)
    _head(figure, 0.53, 0.272, "What this card cannot know", LIGHT.warm)
    figure.text(0.53, 0.258, _listed(card.cannot_know, 60), va="top", linespacing=1.35, color=LIGHT.warm)
    return figure


def _head(figure: Figure, x: float, y: float, words: str, colour: str = LIGHT.ink) -> None:
    figure.text(x, y, words, fontsize=14, weight="bold", color=colour)


def _wrapped(words: str, width: int) -> str:
    return "\n".join(textwrap.wrap(words, width)[:2])


def _listed(sentences: list[str], width: int) -> str:
    return "\n".join(
        textwrap.fill(sentence, width, initial_indent="• ", subsequent_indent="   ") for sentence in sentences
    )


def _picture(axes: Axes, picture: np.ndarray) -> None:
    axes.imshow(picture, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
    axes.set_anchor("NW")
    axes.set_axis_off()


def _bars(axes: Axes, names: list[str], fakes: list[float], reals: list[float]) -> None:
    places = np.arange(len(names))
    axes.barh(places + 0.2, reals, 0.36, color=LIGHT.real, label="real")
    axes.barh(places - 0.2, fakes, 0.36, color=LIGHT.fake, hatch="//", edgecolor=LIGHT.ground, label="fakes")
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    axes.legend(loc="lower right", bbox_to_anchor=(1.04, 0.96), ncols=2, handlelength=1.2, columnspacing=1.0)
    axes.tick_params(axis="y", length=0)


def _kinds(axes: Axes, card: ReportCard) -> None:
    _bars(axes, list(card.kinds), *([100 * pair[side] for pair in card.kinds.values()] for side in (0, 1)))


def _knobs(axes: Axes, card: ReportCard) -> None:
    worst = sorted(card.knobs, key=lambda knob: card.knobs[knob][0] - card.knobs[knob][1])[:6]
    names = [knob.replace("_", " ") for knob in worst]
    _bars(axes, names, *([card.knobs[knob][side] for knob in worst] for side in (0, 1)))
    axes.get_legend().remove()
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])


def _table(axes: Axes, card: ReportCard) -> None:
    axes.set_axis_off()
    rows = len(card.scores) + 1
    axes.set(xlim=(0, 1), ylim=(rows, 0))
    heads = ("this generator", "real, in its place", "a good one's score")
    for x, words, colour in zip((0.42, 0.62, 0.82), heads, (LIGHT.fake, LIGHT.real, LIGHT.muted), strict=True):
        axes.text(x, 0.5, words, color=colour, weight="bold", va="center")
    for row, score in enumerate(card.scores.values(), start=1):
        axes.axhline(row, color=LIGHT.line, linewidth=1)
        axes.text(0, row + 0.5, score.name, va="center")
        axes.text(0.42, row + 0.5, score.words(score.fake), va="center")
        axes.text(0.62, row + 0.5, score.words(score.real), va="center")
        axes.text(0.82, row + 0.5, score.aim, va="center", color=LIGHT.muted)
