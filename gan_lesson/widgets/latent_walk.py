"""A walk through latent space with two sliders: pictures of one or more generators at the places of a globe.

Like the epoch player it is a plain mime bundle that carries its frames: it needs no kernel and no network.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image

from gan_lesson.page.film import Film
from gan_lesson.plots.still import arranged, enlarged
from gan_lesson.widgets.recorded import RecordedWidget

PICTURE_BYTES = 160  # for one picture, before base64: it is shown alone, and large
POSTER_SIDE = 280  # pixels of one panel, about


class LatentWalk(RecordedWidget):
    """Shows what each generator paints at one place of a globe in latent space; the sliders are its two angles.

    The longitude goes full circle. The latitude stops short of the poles, where all longitudes meet. 330 places with
    pictures of 28x28 take about 50 kB a generator.

    Args:
        worlds: for each generator the pictures of all places, ``(latitudes, longitudes, height, width)`` uint8: the
            southernmost row first, the columns evenly spaced eastwards from 180° west.
        titles: one for each world.
        latitudes: of the rows, in degrees to the north, rising.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        TypeError: if a world is not an array of uint8.
        ValueError: if there is nothing to show, if worlds, titles and latitudes do not fit together, or if zoom is out
            of range.
    """

    _bundle = "latent_walk"

    def __init__(
        self,
        *worlds: np.ndarray,
        titles: Sequence[str],
        latitudes: Sequence[float],
        title: str = "A walk through latent space",
        caption: str = "",
        zoom: float = 1.0,
    ):
        if not worlds:
            raise ValueError("LatentWalk needs the pictures of one generator at least")
        for world in worlds:
            if not isinstance(world, np.ndarray) or world.dtype != np.uint8:
                raise TypeError("a world is an array of grey levels, dtype uint8, as in Snapshot.samples")
            if world.ndim != 4 or 0 in world.shape:
                raise ValueError(f"a world has the shape (latitudes, longitudes, height, width), not {world.shape}")
            if world.shape != worlds[0].shape:
                raise ValueError(f"all worlds need the same shape, but there are {worlds[0].shape} and {world.shape}")
        if len(titles) != len(worlds):
            raise ValueError(f"every world needs a title: there are {len(worlds)} worlds and {len(titles)} titles")
        if len(latitudes) != len(worlds[0]):
            raise ValueError(f"every row needs a latitude: there are {len(worlds[0])} rows, {len(latitudes)} latitudes")
        if any(south >= north for south, north in zip(latitudes, latitudes[1:], strict=False)):
            raise ValueError("latitudes must rise from row to row")
        super().__init__(title, caption, zoom)
        self._worlds = [world.copy() for world in worlds]
        self._titles = list(titles)
        self._latitudes = [float(latitude) for latitude in latitudes]

    def __repr__(self) -> str:
        rows, columns = self._worlds[0].shape[:2]
        return f"LatentWalk: {self.title!r}, {rows} x {columns} places, {', '.join(self._titles)}"

    @property
    def films(self) -> list[Film]:
        """What is encoded, or is read encoded: the places of each world as frames."""
        rows, columns, *size = self._worlds[0].shape
        return [Film(world.reshape(-1, *size), PICTURE_BYTES * rows * columns) for world in self._worlds]

    @property
    def _start(self) -> tuple[int, int]:
        """Row and column of the first place: 0° east, at the latitude nearest to the equator."""
        row = min(range(len(self._latitudes)), key=lambda r: abs(self._latitudes[r]))
        return row, self._worlds[0].shape[1] // 2

    @property
    def _alt(self) -> str:
        return f"One generated picture at one place of latent space from each of: {', '.join(self._titles)}."

    @cached_property
    def _data(self) -> dict[str, Any]:
        columns, height, width = self._worlds[0].shape[1:]
        row, column = self._start
        return {
            "columns": columns,
            "latitudes": self._latitudes,
            "row": row,
            "column": column,
            "tile": {"count": 1, "columns": 1, "tileWidth": width, "tileHeight": height},
            "worlds": [
                {"title": name, "film": film.encoded()} for name, film in zip(self._titles, self.films, strict=True)
            ],
        }

    @cached_property
    def _poster(self) -> Image.Image:
        """The picture of each world at the first place, with its title."""
        scale = max(1, POSTER_SIDE // max(self._worlds[0].shape[2:]))
        pictures = [enlarged(world[self._start], scale) for world in self._worlds]
        return arranged(pictures, columns=len(pictures), titles=self._titles)
