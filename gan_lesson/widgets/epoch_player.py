"""Plays recorded runs: the same latents through all epochs, with play, pause, step, scrub, speed and loop.

A player is a plain mime bundle. Its HTML carries the frames and its own JavaScript, so it plays without a kernel in
JupyterLab, in a page that nbconvert exported, in slides, and with no network. Where scripts are stripped, its last
frame is shown.
"""

import io
import math
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from gan_lesson.history import History, Snapshot
from gan_lesson.page.bundle import playing_html, read_source, to_base64, to_png

SCRIPTS = ("drawing.js", "strip_chart.js", "epoch_player.js")  # joined in this order: each uses those before it
STILLS = 4  # first frames that are coded one by one, see _film
STILL_QUALITY = 70  # of WebP: for the first frames and the last, where a player waits for its reader
QUALITIES = (85, 70, 55, 47, 40, 35, 30, 25, 18, 10)  # of the film, tried until it fits
REEL_HEIGHT = 2048  # pixels; any browser holds images of this height
PICTURE_BYTES = 64  # that one picture in one snapshot may cost, before base64
OPINION_BYTES = 60_000  # that the discriminator's opinion may cost: it is smooth, and seldom needs so much
POINT_UNIT = 16_000  # the int16 that stands for the region's edge: twice the region can be told, and is clipped

Region = tuple[float, float, float, float]


class EpochPlayer:
    """Shows one recorded run, or several side by side under one scrubber.

    Pictures appear as a near-square sheet. Points appear on the plane, real ones as blue rings and fake ones as
    vermillion triangles, before the discriminator's opinion. Below, a strip chart shows the losses and every recorded
    metric; for several runs, one line a run of each metric that all of them recorded (of the generator's loss, where
    there is none). Its horizontal axis is the snapshots, evenly spaced, and named by their epochs.

    60 snapshots cost about 380 kB for 64 pictures of 28x28, and 230 kB for 512 points and an opinion.

    Args:
        histories: the runs; all of pictures, or all of points. Several are matched by epoch, and only the epochs that
            all of them have are shown.
        title: written above; by default the title of a single run, or "2 runs", "3 runs" ... side by side.
        caption: a sentence below the title: what there is to see.
        zoom: the size of everything; 2 is for the back row.
        frames_per_second: at speed 1. A reader who asks the system for reduced motion gets 2 at most.
        loop: whether it begins anew at the end, until the reader decides otherwise.
        start: the snapshot shown first, counted as in a list: 0 is the first, -1 the last.
        pictures: how many of each run's pictures to show; by default 64 of a single run, 25 each of two, 16 each of
            three or four, 9 each of five.

    Raises:
        TypeError: if something else than a `History` is handed over.
        ValueError: if there is nothing to show, if runs do not go together, or if an argument is out of range.
    """

    def __init__(
        self,
        *histories: History,
        title: str | None = None,
        caption: str = "",
        zoom: float = 1.0,
        frames_per_second: float = 10.0,
        loop: bool = False,
        start: int = 0,
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
        self.title = title if title is not None else histories[0].title if len(histories) == 1 else _count(histories)
        self.caption = caption
        self.zoom = zoom
        self.frames_per_second = frames_per_second
        self.loop = loop
        snapshots = _matched(histories)
        if not -len(snapshots[0]) <= start < len(snapshots[0]):
            raise ValueError(f"start must be one of the {len(snapshots[0])} snapshots, counted from 0, not {start}")
        self.start = start % len(snapshots[0])
        most = pictures or max(1, int((64 / len(histories)) ** 0.5)) ** 2  # squares that are 64 at most together
        self._runs = [_run(history, taken, most) for history, taken in zip(histories, snapshots, strict=True)]
        if len({isinstance(run, _PointRun) for run in self._runs}) > 1:
            kinds = ", ".join(f"{run.title!r} holds {run.kind}" for run in self._runs)
            raise ValueError(f"runs side by side must hold the same kind of samples, but {kinds}")
        self._epochs = [snapshot.epoch for snapshot in snapshots[0]]
        steps = [[snapshot.step for snapshot in taken] for taken in snapshots]
        self._untrained = [not any(moment) for moment in zip(*steps, strict=True)]
        self._steps = steps[0] if all(other == steps[0] for other in steps) else None

    def __repr__(self) -> str:
        epochs = f"epochs {self._epochs[0]} to {self._epochs[-1]}"
        return f"EpochPlayer: {self.title!r}, {len(self._epochs)} snapshots, {epochs}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self.html, "image/png": to_png(self._poster), "text/plain": repr(self)}

    @cached_property
    def html(self) -> str:
        """The player as a piece of HTML that needs nothing from outside.

        What training computed stands within script elements and data URLs only. The rest, title, caption and
        alternative text, is the same on every machine.
        """
        style = read_source("epoch_player.css")
        return playing_html(
            "epoch-player", self._poster, self._alt, self.title, self.caption, self._data, style, SCRIPTS
        )

    @property
    def _alt(self) -> str:
        last = f"epoch {self._epochs[-1]} of {self._epochs[-1]}"
        return " ".join(f"{run.title}, {last}: {run.description}." for run in self._runs)

    @cached_property
    def _data(self) -> dict[str, Any]:
        curves = [_curves(run.snapshots) for run in self._runs]
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
            "title": self.title,
            "caption": self.caption,
            "zoom": self.zoom,
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
        rows = math.ceil(len(panels) / columns)
        for panel in panels:
            panel.thumbnail((840 // columns, 840 // columns))  # together they need not be larger than two
        width, height = max(panel.width for panel in panels) + 16, max(panel.height for panel in panels) + 40
        whole = Image.new("RGB", (columns * width - 16, rows * height - 16), "white")
        pen = ImageDraw.Draw(whole)
        for i, (panel, run) in enumerate(zip(panels, self._runs, strict=True)):
            left, top = i % columns * width, i // columns * height
            pen.text((left, top), run.title, fill="#1f2328", font=ImageFont.load_default(16))
            whole.paste(panel, (left, top + 24))
        return whole


class _PictureRun:
    kind = "pictures"

    def __init__(self, history: History, snapshots: list[Snapshot], most: int):
        self.title = history.title
        self.snapshots = snapshots
        self.count = min(most, len(snapshots[0].samples))
        self.columns = math.ceil(math.sqrt(self.count))
        self.description = f"{self.count} generated pictures"

    def frames(self) -> dict[str, Any]:
        height, width = self.snapshots[0].samples.shape[1:3]
        film = np.stack([self.sheet(snapshot) for snapshot in self.snapshots])
        sheet = {"count": self.count, "columns": self.columns, "tileWidth": width, "tileHeight": height}
        return {"film": _film(film, PICTURE_BYTES * self.count * len(film)), "sheet": sheet}

    def sheet(self, snapshot: Snapshot) -> np.ndarray:
        """The pictures edge to edge in rows: ``(n, height, width)`` to ``(rows * height, columns * width)``.

        In colour there is an axis of 3 more, at the end of both.
        """
        tiles = snapshot.samples[: self.count]
        height, width, *colour = tiles.shape[1:]
        rows = math.ceil(self.count / self.columns)
        tiles = np.concatenate([tiles, np.zeros((rows * self.columns - self.count, *tiles.shape[1:]), np.uint8)])
        tiles = tiles.reshape(rows, self.columns, height, width, *colour).swapaxes(1, 2)
        return tiles.reshape(rows * height, self.columns * width, *colour)

    def poster(self) -> Image.Image:
        tiles = self.snapshots[-1].samples[: self.count]
        height, width, *colour = tiles.shape[1:]
        scale = max(1, round(448 / (self.columns * width)))
        gap = max(1, scale // 3)  # without one, handwriting runs together
        rows = math.ceil(self.count / self.columns)
        across, down = width * scale + gap, height * scale + gap
        whole = Image.new("RGB" if colour else "L", (self.columns * across - gap, rows * down - gap), "white")
        for i, tile in enumerate(tiles):
            picture = Image.fromarray(tile).resize((width * scale, height * scale), Image.Resampling.NEAREST)
            whole.paste(picture, (i % self.columns * across, i // self.columns * down))
        return whole


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
        opinions = [snapshot.opinion for snapshot in self.snapshots]
        known = all(opinion is not None for opinion in opinions)
        return {
            "film": _film(np.stack(opinions)[:, ::-1], OPINION_BYTES)
            if known
            else None,  # a picture's first row is its top
            "plane": {
                "aspect": self.aspect,
                "unit": POINT_UNIT,
                "real": None if self.real is None else self.encode(self.real),
                "fake": self.encode(self.fakes),
            },
        }

    def encode(self, points: np.ndarray) -> str:
        """Points ``(..., 2)`` as int16, where 0 is the region's centre and +-16,000 its edges."""
        left, right, bottom, top = self.region
        centre, half = np.array([left + right, bottom + top]) / 2, np.array([right - left, top - bottom]) / 2
        # A point that is not a number is nowhere: it goes where it is counted as outside, and not drawn.
        scaled = np.nan_to_num((points - centre) / half * POINT_UNIT, nan=32_767, posinf=32_767, neginf=-32_767)
        return to_base64(np.clip(scaled.round(), -32_767, 32_767).astype("<i2").tobytes())

    def poster(self) -> Image.Image:
        height = 840  # drawn at twice its size: Pillow's own lines have steps
        width = round(height * self.aspect)
        image = Image.new("RGB", (width, height), "#e2e3e8")
        if self.snapshots[-1].opinion is not None:
            share = self.snapshots[-1].opinion[::-1, :, None] / 255
            ends = np.array([[226, 227, 232], [255, 244, 190]])
            colours = (ends[0] + share * (ends[1] - ends[0])).round().astype(np.uint8)
            image = Image.fromarray(colours).resize((width, height), Image.Resampling.BILINEAR)
        pen = ImageDraw.Draw(image)
        for x, y in [] if self.real is None else self.pixels(self.real, width, height):
            pen.ellipse((x - 7, y - 7, x + 7, y + 7), outline="#0072b2", width=3)
        for x, y in self.pixels(self.snapshots[-1].samples, width, height):
            pen.polygon([(x, y - 8), (x + 7, y + 5), (x - 7, y + 5)], fill="#d55e00")
        return image.resize((width // 2, height // 2), Image.Resampling.LANCZOS)

    def pixels(self, points: np.ndarray, width: int, height: int) -> np.ndarray:
        left, right, bottom, top = self.region
        points = points[np.isfinite(points).all(1)]
        return (points - [left, top]) / [right - left, bottom - top] * [width, height]


def _run(history: History, snapshots: list[Snapshot], most: int) -> _PictureRun | _PointRun:
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


def _curves(snapshots: list[Snapshot]) -> list[dict[str, Any]]:
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


def _film(frames: np.ndarray, budget: int) -> dict[str, Any]:
    """Frames as WebP images, in the best of `QUALITIES` that stays within `budget`.

    WebP knows no time, but time can be laid along an axis of an image: row y * t + i of a reel is row y of frame i.
    What stays the same from epoch to epoch then costs nothing, and a run needs half the bytes of single frames
    (measured: 61 sheets of 8x8 portraits, 365 kB against 680 kB of base64 at the same error). The first frames change
    too fast for that, and a noisy neighbour would show through the untrained generator's grey: they stay single. So
    does the last, the one that is looked at longest.

    Args:
        frames: ``(t, height, width)`` uint8, or ``(t, height, width, 3)`` in colour.
        budget: bytes, before base64.

    Returns:
        What ``Film`` in drawing.js reads.
    """
    last = len(frames) - 1
    stills = {t: _webp(frames[t], STILL_QUALITY) for t in sorted({*range(min(STILLS, last)), last})}
    moving = frames[STILLS:last]
    length, height, width, *colour = moving.shape
    rows = max(1, min(height, REEL_HEIGHT // max(1, length)))
    time_in_rows = moving.swapaxes(0, 1)  # (height, t, width)
    reels = [time_in_rows[y : y + rows].reshape(-1, width, *colour) for y in range(0, height, rows)] if length else []
    budget -= sum(map(len, stills.values()))
    for quality in QUALITIES:
        coded: list[bytes] = []
        for image in reels:
            coded.append(_webp(image, quality))
            if sum(map(len, coded)) > budget and quality != QUALITIES[-1]:
                break  # too large already: the rest need not be tried
        else:
            break
    return {
        "width": width,
        "height": height,
        "begin": STILLS,
        "length": length,
        "rows": rows,
        "stills": {t: to_base64(image) for t, image in stills.items()},
        "reels": [to_base64(image) for image in coded],
    }


def _webp(image: np.ndarray, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(image)).save(file, "WEBP", quality=quality, method=5)
    return file.getvalue()


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
