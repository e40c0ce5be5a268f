"""Figures of lesson 10: what each remedy did for each patient, and a flow chart for a run that fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.style import in_style


@in_style
def plot_cabinet(cured: Mapping[str, Sequence[int | None]], patients: Sequence[str], seeds: int) -> Figure:
    """Remedies against patients: how many of the runs were healthy in the end.

    Cells in which nearly all were cured are filled and bold, so that no colour is needed.

    Args:
        cured: for each remedy a count for each patient; None where it changes nothing.
        patients: their names.
        seeds: runs of each.

    Raises:
        ValueError: if a remedy has not as many counts as there are patients.
    """
    if any(len(counts) != len(patients) for counts in cured.values()):
        raise ValueError(f"give each remedy {len(patients)} counts, one a patient")
    figure = Figure(figsize=(3.0 + 1.3 * len(patients), 1.0 + 0.29 * len(cured)))
    axes = figure.subplots()
    for row, counts in enumerate(cured.values()):
        for column, count in enumerate(counts):
            healed = count is not None and count >= seeds - 1
            if healed:
                axes.add_patch(Rectangle((column + 0.03, row + 0.06), 0.94, 0.88, color=LIGHT.opinionReal, linewidth=0))
            words = "" if count is None else f"{count} of {seeds}"
            weight = "bold" if healed else "normal"
            axes.text(column + 0.5, row + 0.5, words, ha="center", va="center", weight=weight, fontsize=13)
    for row in range(len(cured) + 1):
        axes.axhline(row, color=LIGHT.line, linewidth=1)
    axes.set(xlim=(0, len(patients)), ylim=(len(cured), 0))
    names = [f"{number}\n{fill(name, 12)}" for number, name in enumerate(patients, start=1)]
    axes.set_xticks([column + 0.5 for column in range(len(patients))], names, weight="bold")
    axes.set_yticks([row + 0.5 for row in range(len(cured))], list(cured))
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=13)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return figure


# Each question, and what to do at a yes; a no leads to the next one.
QUESTIONS = (
    ("Are there numbers that aren't finite?", "Lower both rates. Look at your data."),
    ("Are all fakes exactly the same from the first look?", "Patient 4: dead generator.\nOther first weights."),
    ("Do the same latents look fine in training mode?", "Patient 6: two sets of statistics.\nMeasure them anew."),
    (
        "Is her loss next to 0, and do the fakes stand still?",
        "Patient 1: vanishing gradient.\nAnother loss, smoothed targets.",
    ),
    ("Are the fakes more alike than the real ones?", "Patient 2: mode collapse.\nAs many moves for her as for him."),
    ("Do they get better and worse, without end?", "Patient 3: swinging.\nNo momentum, averaged weights."),
    ("Are they nearer to training than to unseen data?", "Patient 5: memorising.\nMore data."),
)
LAST = "Train longer, with five seeds.\nPut scores beside real against real."


@in_style
def plot_flow_chart() -> Figure:
    """First this, then that: questions for a run that fails, on one page."""
    figure = Figure(figsize=(10.5, 0.73 * (len(QUESTIONS) + 1)))
    axes = figure.subplots()
    axes.set(xlim=(0, 10.5), ylim=(-len(QUESTIONS) - 0.4, 0.4))
    axes.axis("off")
    for number, (question, advice) in enumerate(QUESTIONS):
        y = -number
        _box(axes, 0.1, y, 5.5, f"{number + 1}. {question}", LIGHT.opinionReal)
        _box(axes, 6.5, y, 3.9, advice, LIGHT.opinionFake)
        arrow = {"arrowstyle": "-|>", "color": LIGHT.ink, "linewidth": 1.5}
        axes.annotate("", (6.45, y), (5.65, y), arrowprops=arrow)
        axes.text(6.02, y + 0.1, "yes", ha="center", fontsize=13)
        axes.annotate("", (2.85, y - 0.68), (2.85, y - 0.32), arrowprops=arrow)
        axes.text(3.0, y - 0.5, "no", va="center", fontsize=13)
    _box(axes, 0.1, -len(QUESTIONS), 5.5, LAST, LIGHT.ground)
    return figure


def _box(axes: Axes, left: float, y: float, width: float, words: str, colour: str) -> None:
    style = {"boxstyle": "round,pad=0.02,rounding_size=0.08", "facecolor": colour, "edgecolor": LIGHT.line}
    axes.add_patch(FancyBboxPatch((left, y - 0.32), width, 0.64, **style))
    axes.text(left + width / 2, y, words, ha="center", va="center", fontsize=13)
