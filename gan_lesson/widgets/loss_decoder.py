"""Recorded loss curves to point at: what a value says, what it doesn't say, what to ask next, and then the samples.

Like the epoch player it is a plain mime bundle: it needs no kernel and no network. The rules are in `decoder.js`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.history import History
from gan_lesson.page.palette import LIGHT
from gan_lesson.plots import image_of
from gan_lesson.plots.style import in_style
from gan_lesson.widgets.epoch_player import curves_of, run_of
from gan_lesson.widgets.recorded import RecordedWidget

FEWEST = 3  # looks of a run, the untrained one included
MOST = 128  # points or pictures of a run that are shown
LOSSES = {"hers": "discriminator loss", "his": "generator loss"}


class LossDecoder(RecordedWidget):
    """Recorded runs whose losses are read at the place that is pointed at, by the numbers around it.

    Her loss is that of `losses.discriminator_loss`, in which both halves are added, so that D = 1/2 gives 2 log 2. His
    is the non-saturating one, or, where it is never above 0, the saturating one. A run's samples stay hidden until the
    reader asks for them; so do the names of a pair, which is called A and B until then.

    Args:
        runs: by name; a `History`, or a pair of them by title, whose curves are drawn together.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        TypeError: if something else than a `History` is handed over.
        ValueError: if there is no run, if a pair isn't two, if a run is too short, if its losses can't be those of
            cross-entropy, or if zoom is out of range.
    """

    _bundle = "loss_decoder"

    def __init__(
        self,
        runs: Mapping[str, History | Mapping[str, History]],
        title: str = "What does this loss say?",
        caption: str = "",
        zoom: float = 1.0,
    ):
        if not runs:
            raise ValueError("LossDecoder needs runs to read: LossDecoder({'A run': history})")
        super().__init__(title, caption, zoom)
        self._histories: list[History] = []
        self._entries = [self._entry(name, run) for name, run in runs.items()]

    def __repr__(self) -> str:
        return f"LossDecoder: {self.title!r}, {', '.join(entry['name'] for entry in self._entries)}"

    def _entry(self, name: str, run: History | Mapping[str, History]) -> dict[str, Any]:
        """A name, and the numbers and titles of the runs that it stands for."""
        shown = {name: run} if isinstance(run, History) else run
        if not isinstance(shown, Mapping):
            raise TypeError(f"LossDecoder reads histories, not {type(run).__name__}: LossDecoder({{'A run': history}})")
        if not isinstance(run, History) and len(shown) != 2:
            raise ValueError(f"{name!r} holds {len(shown)} runs: a pair has two")
        for title, history in shown.items():
            _expect_readable(title, history)
            if not any(history is known for known in self._histories):
                self._histories.append(history)
        numbers = [next(i for i, known in enumerate(self._histories) if known is one) for one in shown.values()]
        return {"name": name, "runs": numbers, "titles": list(shown)}

    @property
    def _alt(self) -> str:
        first = self._entries[0]["name"]
        return (
            f"Two charts of {first!r}: her loss, with a dashed line at 2 log 2, and his, with one at log 2 up or down. "
            "A place on a curve is read in words."
        )

    @cached_property
    def _data(self) -> dict[str, Any]:
        return {"entries": self._entries, "runs": [_packed(history) for history in self._histories]}

    @cached_property
    @in_style
    def _poster(self) -> Image.Image:
        """Both losses of the first run, without words."""
        first = self._histories[self._entries[0]["runs"][0]]
        steps = [look.step for look in first]
        hers, his = ([getattr(look, f"{who}_loss") for look in first] for who in ("discriminator", "generator"))
        even = math.log(2) if max(his[1:]) > 0 else -math.log(2)
        figure = Figure(figsize=(7.2, 4.6), layout="constrained")
        panels = figure.subplots(2, sharex=True)
        rows = (("her loss", hers, LIGHT.discriminator, 2 * math.log(2)), ("his loss", his, LIGHT.generator, even))
        for axes, (name, values, colour, line) in zip(panels, rows, strict=True):
            axes.axhline(line, color=LIGHT.muted, linestyle="--", linewidth=1)
            axes.plot(steps, values, color=colour)
            axes.set_title(name, loc="left")
        panels[1].set_xlabel("step")
        return image_of(figure, dpi=100)


def _expect_readable(title: str, history: History) -> None:
    """Raises unless a run is long enough, and its losses may be those that the rules read."""
    if not isinstance(history, History):
        raise TypeError(f"LossDecoder reads histories, and {title!r} is a {type(history).__name__}")
    if len(history) < FEWEST:
        raise ValueError(f"{title!r} has {len(history)} looks; at least {FEWEST} are needed")
    trained = history.snapshots[1:]
    losses = [loss for look in trained for loss in (look.discriminator_loss, look.generator_loss)]
    if history[0].step or not all(map(math.isfinite, losses)):
        raise ValueError(f"{title!r} must begin with the untrained pair, and have finite losses from then on")
    signs = {look.generator_loss > 0 for look in trained if look.generator_loss}
    if min(look.discriminator_loss for look in trained) < 0 or len(signs) > 1:
        raise ValueError(f"{title!r} has losses that cross-entropy can't have: the rules don't hold for them")


def _packed(history: History) -> dict[str, Any]:
    """What the page needs of a run: steps, losses, measures and samples, without her opinion of the plane."""
    looks = [replace(look, samples=look.samples[:MOST], opinion=None) for look in history]
    curves = {curve.pop("name"): curve["values"] for curve in curves_of(looks)}
    losses = {who: curves.pop(name) for who, name in LOSSES.items()}
    measures = [{"name": name, "values": values} for name, values in curves.items()]
    return {"steps": [look.step for look in looks], "losses": losses, "measures": measures} | run_of(
        history, looks, MOST
    ).frames()
