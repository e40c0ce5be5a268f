"""Plays recorded runs: the same latents through all epochs, with play, pause, step, scrub, speed and loop.

A player is a plain mime bundle. Its HTML carries the frames and its own JavaScript, so it plays without a kernel in
JupyterLab, in a page that nbconvert exported, in slides, and with no network. Where scripts are stripped, its last
frame is shown.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from gan_lesson.evaluation.metrics import nearest
from gan_lesson.history import History, Snapshot, as_frame
from gan_lesson.page.bundle import to_base64, to_deflated
from gan_lesson.page.film import Film, webp
from gan_lesson.plots.still import arranged, enlarged, point_poster, tile
from gan_lesson.region import Region, relative_to
from gan_lesson.widgets.recorded import RecordedWidget

if TYPE_CHECKING:  # a recorded run is shown long before PyTorch would be imported
    from torch import Tensor

PICTURE_BYTES = 64  # that one picture in one snapshot may cost, before base64
POINT_UNIT = 2_000  # the int16 that stands for the region's edge; what is 16 times as far is clipped


class EpochPlayer(RecordedWidget):
    """Shows one recorded run, or several side by side under one scrubber.

    Pictures appear as a sheet. Points appear on the plane, real ones as blue rings and fake ones as vermillion
    triangles, before the discriminator's opinion: orange where it takes a place for fake, blue for real, with a green
    line where it is undecided. Below, a strip chart shows the losses and every recorded metric; for several runs, one
    line a run of each metric that all of them recorded (of the generator's loss, where there is none). Its horizontal
    axis is the snapshots, evenly spaced, and named by their epochs.

    A picture of a single sheet can be clicked on: it is shown large, with its own filmstrip through the epochs, and
    beside the training picture that is nearest to it in the end: is it a copy?

    60 snapshots cost about 380 kB for 64 pictures of 28x28, and 230 kB for 512 points and an opinion.

    Args:
        histories: the runs; all of pictures, or all of points. Several are matched by epoch, and only the epochs that
            all of them have are shown.
        title: written above; by default the title of a single run, or "2 runs", "3 runs" ... side by side.
        caption: a sentence below the title: what there is to see.
        zoom: the size of everything, pictures included; 2 is for the back row. Full screen (F) takes all there is.
        frames_per_second: at speed 1. A reader who asks the system for reduced motion gets 2 at most.
        loop: whether it begins anew at the end, until the reader decides otherwise.
        start: the snapshot that it opens on, counted as in a list: the last by default. Play begins at the first then.
        originals: for a single run of pictures, the training set, as a tensor in [-1, 1] or as `Snapshot.samples` are.
            The nearest one to each picture of the last snapshot, pixel by pixel, can be seen beside it; 64 of them
            cost about 11 kB.
        pictures: how many of each run's pictures to show; by default 64 of a single run, 25 each of two, 16 each of
            three or four, 9 each of five.

    Raises:
        TypeError: if something else than a `History` is handed over.
        ValueError: if there is nothing to show, if runs do not go together, or if an argument is out of range.
    """

    _bundle = "epoch_player"

    def __init__(
        self,
        *histories: History,
        title: str | None = None,
        caption: str = "",
        zoom: float = 1.0,
        frames_per_second: float = 10.0,
        loop: bool = False,
        start: int = -1,
        originals: Tensor | np.ndarray | None = None,
        pictures: int | None = None,
    ):
        if not histories:
            raise ValueError("EpochPlayer needs a History to show: EpochPlayer(history)")
        for history in histories:
            if not isinstance(history, History):
                raise TypeError(f"EpochPlayer shows histories, not {type(history).__name__}: EpochPlayer(*histories)")
            if not len(history):
                raise ValueError(f"{history.title!r} has no snapshots yet: call history.begin and history.record first")
        for name, value in (("zoom", zoom), ("frames_per_second", frames_per_second)):
            if not isinstance(value, (int, float)):
                raise TypeError(f"{name} must be a number, not {type(value).__name__}")
            if not (0 < value < math.inf):
                raise ValueError(f"{name} must be a number above 0, not {value}")
        if pictures is not None and pictures < 1:
            raise ValueError(f"pictures must be 1 or more, not {pictures}")
        if title is None:
            title = histories[0].title if len(histories) == 1 else _count(histories)
        super().__init__(title, caption, zoom)
        self.frames_per_second = frames_per_second
        self.loop = loop
        snapshots = _matched(histories)
        if not -len(snapshots[0]) <= start < len(snapshots[0]):
            raise ValueError(f"start must be one of the {len(snapshots[0])} snapshots, counted from 0, not {start}")
        self.start = start % len(snapshots[0])
        most = pictures or max(1, int((64 / len(histories)) ** 0.5)) ** 2  # squares that are 64 at most together
        self._runs = [run_of(history, taken, most) for history, taken in zip(histories, snapshots, strict=True)]
        if len({isinstance(run, _PointRun) for run in self._runs}) > 1:
            kinds = ", ".join(f"{run.title!r} holds {run.kind}" for run in self._runs)
            raise ValueError(f"runs side by side must hold the same kind of samples, but {kinds}")
        if originals is not None:
            if len(histories) > 1 or isinstance(self._runs[0], _PointRun):
                raise ValueError("originals stand beside the pictures of a single run: leave them out")
            self._runs[0].compare(originals if isinstance(originals, np.ndarray) else as_frame(originals))
        self._epochs = [snapshot.epoch for snapshot in snapshots[0]]
        steps = [[snapshot.step for snapshot in taken] for taken in snapshots]
        self._untrained = [not any(moment) for moment in zip(*steps, strict=True)]
        self._steps = steps[0] if all(other == steps[0] for other in steps) else None

    def __repr__(self) -> str:
        epochs = f"epochs {self._epochs[0]} to {self._epochs[-1]}"
        return f"EpochPlayer: {self.title!r}, {len(self._epochs)} snapshots, {epochs}"

    @property
    def films(self) -> list[Film]:
        """What is encoded, or is read encoded: the frames of each run that has any."""
        return [run.film for run in self._runs if isinstance(run, _PictureRun)]

    @property
    def _alt(self) -> str:
        last = f"epoch {self._epochs[-1]} of {self._epochs[-1]}"
        return " ".join(f"{run.title}, {last}: {run.description}." for run in self._runs)

    @cached_property
    def _data(self) -> dict[str, Any]:
        curves = [curves_of(run.snapshots) for run in self._runs]
        if len(self._runs) == 1:
            losses, metrics = curves[0][:2], curves[0][2:]
            strips = [{"title": "loss", "lines": [{**line, "label": line["name"].split()[0]} for line in losses]}]
            strips += [{"title": line["name"], "lines": [{**line, "label": ""}]} for line in metrics]
        else:
            names = [line["name"] for line in curves[0][2:]]
            names = [name for name in names if all(name in [line["name"] for line in lines] for lines in curves)]
            names = names or ["generator loss"]
            curves = [
                [
                    {**line, "colour": f"run-{r % 6}", "dash": r}
                    for name in names
                    for line in lines
                    if line["name"] == name
                ]
                for r, lines in enumerate(curves)
            ]
            strips = [
                {
                    "title": name,
                    "lines": [{**lines[s], "label": run.title} for run, lines in zip(self._runs, curves, strict=True)],
                }
                for s, name in enumerate(names)
            ]
        return {
            "framesPerSecond": self.frames_per_second,
            "loop": self.loop,
            "start": self.start,
            "epochs": self._epochs,
            "steps": self._steps,
            "untrained": self._untrained,
            "strips": strips,
            "runs": [
                {"title": run.title, "length": len(run.snapshots), "curves": lines, **run.frames()}
                for run, lines in zip(self._runs, curves, strict=True)
            ],
        }

    @cached_property
    def _poster(self) -> Image.Image:
        """The last frame of every run, named where there are several."""
        panels = [run.poster() for run in self._runs]
        if len(panels) == 1:
            return panels[0]
        columns = math.ceil(math.sqrt(len(panels)))
        for panel in panels:
            panel.thumbnail((840 // columns, 840 // columns))  # together they need not be larger than two
        return arranged(panels, columns, titles=[run.title for run in self._runs])


class _PictureRun:
    kind = "pictures"

    def __init__(self, history: History, snapshots: list[Snapshot], most: int):
        self.title = history.title
        self.snapshots = snapshots
        self.count = min(most, len(snapshots[0].samples))
        self.columns = math.ceil(math.sqrt(self.count))
        self.description = f"{self.count} generated pictures"
        self.nearest: dict[str, Any] | None = None

    def compare(self, originals: np.ndarray) -> None:
        """Finds the original nearest to each picture of the last snapshot, and packs those that are the nearest."""
        last = self.snapshots[-1].samples[: self.count]
        if originals.shape[1:] != last.shape[1:] or not len(originals):
            raise ValueError(f"originals of shape {originals.shape} do not go with pictures of shape {last.shape}")
        indices, _ = nearest(originals.reshape(len(originals), -1), last.reshape(len(last), -1))
        chosen, places = np.unique(indices, return_inverse=True)
        columns = math.ceil(math.sqrt(len(chosen)))
        differences = np.abs(originals[indices].astype(float) - last).reshape(len(last), -1).mean(1)
        self.nearest = {
            "sheet": to_base64(webp(tile(originals[chosen], columns))),
            "columns": columns,
            "places": places.tolist(),
            "differences": differences.round(1).tolist(),
        }

    @property
    def film(self) -> Film:
        sheets = np.stack([tile(snapshot.samples[: self.count], self.columns) for snapshot in self.snapshots])
        return Film(sheets, PICTURE_BYTES * self.count * len(sheets))

    def frames(self) -> dict[str, Any]:
        height, width = self.snapshots[0].samples.shape[1:3]
        sheet = {"count": self.count, "columns": self.columns, "tileWidth": width, "tileHeight": height}
        return {"film": self.film.encoded(), "sheet": sheet, "nearest": self.nearest}

    def poster(self) -> Image.Image:
        pictures = self.snapshots[-1].samples[: self.count]
        scale = max(1, round(448 / (self.columns * pictures.shape[2])))
        gap = max(1, scale // 3)  # without one, handwriting runs together
        return arranged([enlarged(picture, scale) for picture in pictures], self.columns, gap)


class _PointRun:
    kind = "points"

    def __init__(self, history: History, snapshots: list[Snapshot]):
        self.title = history.title
        self.snapshots = snapshots
        self.real = history.real
        self.region = history.region or _region_around(history.real if history.real is not None else self.fakes)
        left, right, bottom, top = self.region
        self.aspect = (right - left) / (top - bottom)
        over = "" if self.real is None else f" over {len(self.real)} real ones (circles)"
        self.description = f"{len(snapshots[0].samples)} fake points (triangles){over}"

    @property
    def fakes(self) -> np.ndarray:
        return np.stack([snapshot.samples for snapshot in self.snapshots])

    def frames(self) -> dict[str, Any]:
        plane = {"aspect": self.aspect, "fake": self.packed(self.fakes), "real": None, "opinion": None}
        if self.real is not None:
            plane["real"] = self.packed(self.real[None])
        opinions = [snapshot.opinion for snapshot in self.snapshots]
        if all(opinion is not None for opinion in opinions):
            plane["opinion"] = _packed_opinions(np.stack(opinions))
        return {"plane": plane}

    def packed(self, points: np.ndarray) -> dict[str, Any]:
        """Points ``(t, n, 2)`` as int16, where 0 is the region's centre and +-2,000 its edges.

        What is written are changes from moment to moment, first all low bytes and then all high ones: they deflate to
        two thirds.
        """
        # A point that is not a number is nowhere: it goes where it is counted as outside, and not drawn.
        scaled = POINT_UNIT * relative_to(self.region, points)
        scaled = np.nan_to_num(scaled, nan=32_767, posinf=32_767, neginf=-32_767)
        whole = np.clip(scaled.round(), -32_767, 32_767).astype("<i2")
        changes = np.diff(whole, axis=0, prepend=np.zeros_like(whole[:1]))
        halves = changes.reshape(-1, 1).view(np.uint8).T
        return {"packed": to_deflated(halves.tobytes()), "unit": POINT_UNIT, "count": points.shape[1]}

    def poster(self) -> Image.Image:
        last = self.snapshots[-1]
        return point_poster(self.region, last.opinion, self.real, last.samples)


def run_of(history: History, snapshots: list[Snapshot], most: int) -> _PictureRun | _PointRun:
    """What the page draws of a run: its `frames()`, and a `poster()`.

    Args:
        history: the run, for its title, real points and region.
        snapshots: those to show.
        most: pictures of each, at most; points are all shown.

    Raises:
        ValueError: if the snapshots differ in shape.
    """
    shapes = {snapshot.samples.shape for snapshot in snapshots}
    if len(shapes) > 1:
        raise ValueError(f"the snapshots of {history.title!r} differ in shape: {', '.join(map(str, sorted(shapes)))}")
    return _PointRun(history, snapshots) if len(shapes.pop()) == 2 else _PictureRun(history, snapshots, most)


def _matched(histories: tuple[History, ...]) -> list[list[Snapshot]]:
    """The snapshots of each run that have a partner in every other run."""
    moments = [[(snapshot.epoch, snapshot.step) for snapshot in history] for history in histories]
    if all(others == moments[0] for others in moments):
        return [list(history) for history in histories]
    # The first snapshot that names an epoch is the one taken when that epoch was complete.
    by_epoch = [{snapshot.epoch: snapshot for snapshot in reversed(list(history))} for history in histories]
    shared = sorted(set.intersection(*(set(snapshots) for snapshots in by_epoch)))
    if not shared:
        titles = ", ".join(repr(history.title) for history in histories)
        raise ValueError(f"{titles} share no epoch, so there is nothing to show side by side: record the same epochs")
    return [[snapshots[epoch] for epoch in shared] for snapshots in by_epoch]


def curves_of(snapshots: list[Snapshot]) -> list[dict[str, Any]]:
    """The two losses, then every metric that some snapshot has; None where there is no finite value."""
    names = list(dict.fromkeys(name for snapshot in snapshots for name in snapshot.metrics))
    values = {
        "discriminator loss": [snapshot.discriminator_loss for snapshot in snapshots],
        "generator loss": [snapshot.generator_loss for snapshot in snapshots],
        **{name: [snapshot.metrics.get(name, math.nan) for snapshot in snapshots] for name in names},
    }
    colours = ["discriminator", "generator", *["run-0"] * len(names)]  # each metric has a strip of its own
    return [
        {
            "name": name,
            "colour": colour,
            "dash": int(name == "generator loss"),
            "values": [float(f"{value:.6g}") if math.isfinite(value) else None for value in curve],
        }
        for colour, (name, curve) in zip(colours, values.items(), strict=True)
    ]


def _packed_opinions(opinions: np.ndarray) -> dict[str, Any]:
    """Opinions ``(t, size, size)`` in 64 levels, as differences in rows and columns, and how far from 1/2 they go."""
    levels = opinions >> 2
    for axis in (2, 1):
        levels = np.diff(levels, axis=axis, prepend=np.zeros_like(levels.take([0], axis)))  # modulo 256
    reach = float(np.abs(opinions / 127.5 - 1).max())
    return {"packed": to_deflated(levels.tobytes()), "size": opinions.shape[1], "reach": round(reach, 3)}


def _region_around(points: np.ndarray) -> Region:
    """A square that holds all points, with a tenth of its side to spare."""
    points = points.reshape(-1, 2)
    points = points[np.isfinite(points).all(1)]
    low, high = (points.min(0), points.max(0)) if len(points) else (np.full(2, -1.0), np.full(2, 1.0))
    half = 0.6 * max(float((high - low).max()), 1e-6)
    x, y = ((low + high) / 2).tolist()
    return x - half, x + half, y - half, y + half


def _count(histories: tuple[History, ...]) -> str:
    return f"{len(histories)} runs"
