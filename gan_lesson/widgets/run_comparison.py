"""Two to four recorded runs under one scrubber: what differs is named, and other seeds are a band in the curves.

It is an epoch player with more to say, and like it a plain mime bundle: it needs no kernel and no network.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from gan_lesson.history import History
from gan_lesson.widgets.epoch_player import EpochPlayer

MOST_RUNS = 4
Settings = Mapping[str, object]


class RunComparison(EpochPlayer):
    """Shows two to four runs of the same latents side by side, on the same axes.

    Each run may come with more seeds of the same recipe: its picture shows the first, and in the strip chart a band
    reaches from the lowest to the highest of them all, at each moment. Runs whose first snapshots are the same are a
    run and its forks; the chart marks the last moment that they share.

    Args:
        runs: by title; a `History`, or several of different seeds, the one to be shown first. Those that are shown
            must have the same latents, and points the same region too.
        settings: by the run's title, its settings by name. Those in which all runs agree are not shown.
        title: written above; by default the runs' titles.
        caption: a sentence below the title: what there is to see.
        zoom, frames_per_second, loop, start, pictures: as for `EpochPlayer`.

    Raises:
        TypeError: if a run is not a `History` or a sequence of them.
        ValueError: if there are fewer than two runs or more than four, if they do not go together, or if settings name
            a run that is not there.
    """

    _bundle = "run_comparison"

    def __init__(
        self,
        runs: Mapping[str, History | Sequence[History]],
        *,
        settings: Mapping[str, Settings] | None = None,
        title: str | None = None,
        caption: str = "",
        zoom: float = 1.0,
        frames_per_second: float = 10.0,
        loop: bool = False,
        start: int = -1,
        pictures: int | None = None,
    ):
        if not 2 <= len(runs) <= MOST_RUNS:
            raise ValueError(f"RunComparison shows 2 to {MOST_RUNS} runs, not {len(runs)}")
        seeds = {name: [run] if isinstance(run, History) else list(run) for name, run in runs.items()}
        if empty := [name for name, histories in seeds.items() if not histories]:
            raise ValueError(f"{empty[0]!r} has no run to show")
        shown = [histories[0] for histories in seeds.values()]
        super().__init__(
            *shown,
            title=title or ", ".join(runs),
            caption=caption,
            zoom=zoom,
            frames_per_second=frames_per_second,
            loop=loop,
            start=start,
            pictures=pictures,
        )
        _expect_alike(shown)
        for run, name in zip(self._runs, runs, strict=True):
            run.title = name
        self._seeds = seeds
        self._settings = _differing(settings or {}, list(runs))
        self._fork = _shared_moments(shown)

    def __repr__(self) -> str:
        epochs = f"epochs {self._epochs[0]} to {self._epochs[-1]}"
        return f"RunComparison: {self.title!r}, {len(self._runs)} runs, {epochs}"

    @cached_property
    def _data(self) -> dict[str, Any]:
        data = super()._data
        counts = {len(histories) for histories in self._seeds.values()}
        for run, histories in zip(data["runs"], self._seeds.values(), strict=True):
            run["settings"], run["seeds"] = self._settings[run["title"]], len(histories)
            if len(histories) > 1:
                for curve in run["curves"]:
                    curve["band"] = self._band(histories, curve["name"])
        for strip in data["strips"]:  # whose lines are copies of the runs' curves
            for line, run in zip(strip["lines"], data["runs"], strict=True):
                line["band"] = next(curve.get("band") for curve in run["curves"] if curve["name"] == line["name"])
        note = ""
        if max(counts) > 1:
            of = f"{max(counts)} seeds" if len(counts) == 1 else "its seeds"
            note = f"Lines: the run that is shown. Bands: from the lowest to the highest of {of}."
        fork = None
        if self._fork is not None:
            fork = {"index": self._fork, "words": f"fork at epoch {self._epochs[self._fork]}"}
        return {**data, "note": note, "fork": fork}

    def _band(self, histories: list[History], name: str) -> list[list[float | None]]:
        """The lowest and the highest value of a curve over the seeds, at each epoch that is shown."""
        rows = []
        for history in histories:
            values = {snapshot.epoch: _value(snapshot, name) for snapshot in reversed(list(history))}
            if missing := [epoch for epoch in self._epochs if epoch not in values]:
                raise ValueError(f"{history.title!r} has no snapshot of epoch {missing[0]}, which is shown")
            rows.append([values[epoch] for epoch in self._epochs])
        ends = [np.min(rows, axis=0), np.max(rows, axis=0)]
        return [[float(f"{value:.6g}") if math.isfinite(value) else None for value in end] for end in ends]


def _value(snapshot: Any, name: str) -> float:
    losses = {"discriminator loss": snapshot.discriminator_loss, "generator loss": snapshot.generator_loss}
    return {**losses, **snapshot.metrics}.get(name, math.nan)


def _expect_alike(histories: Sequence[History]) -> None:
    """Raises a ValueError unless all show the same latents, and points in the same region."""
    first, *others = histories
    for other in others:
        ours, theirs = np.asarray(first.latents), np.asarray(other.latents)
        if ours.shape != theirs.shape or not np.array_equal(ours, theirs):
            raise ValueError(f"{other.title!r} shows other latents than {first.title!r}: record both with the same")
        if first.region != other.region:
            raise ValueError(f"{other.title!r} shows another region than {first.title!r}: the axes would differ")


def _differing(settings: Mapping[str, Settings], titles: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """For each run, the settings in which not all runs agree, as pairs of words."""
    if unknown := settings.keys() - set(titles):
        raise ValueError(f"no run is called {sorted(unknown)[0]!r}; there are: {', '.join(titles)}")
    every = [settings.get(title, {}) for title in titles]
    names = dict.fromkeys(name for one in every for name in one)
    differing = [name for name in names if len({str(one.get(name, "")) for one in every}) > 1]
    return {
        title: [(name, str(one[name])) for name in differing if name in one]
        for title, one in zip(titles, every, strict=True)
    }


def _shared_moments(histories: Sequence[History]) -> int | None:
    """The number of the last snapshot that all runs share with those before it; None if that is the first at most."""
    shared = -1
    for moment in zip(*histories, strict=False):
        if any(not np.array_equal(moment[0].samples, other.samples) for other in moment[1:]):
            break
        shared += 1
    return shared if shared > 0 else None
