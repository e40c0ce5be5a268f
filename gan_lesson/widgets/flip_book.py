"""A book whose pages a slider turns: sheets of pictures, one for each value of a setting or each moment of a film.

Like the epoch player it is a plain mime bundle that carries its pictures: it needs no kernel and no network.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from PIL import Image

from gan_lesson.page.film import Film
from gan_lesson.plots.still import arranged, enlarged, tile
from gan_lesson.widgets.recorded import RecordedWidget

PICTURE_BYTES = 160  # for one picture on one page, before base64
POSTER_WIDTH = 900  # pixels of all panels together, about


class FlipBook(RecordedWidget):
    """Shows one page of each sheet at a time; the slider turns them all together, there and back.

    Args:
        sheets: by title, the pictures of every page, ``(pages, n, height, width)`` uint8.
        columns: pictures in a row of a sheet.
        name: what the slider sets, such as "lambda" or "frame".
        pages: the value on each page, in words.
        start: the page that it opens on.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        TypeError: if a sheet is not an array of uint8.
        ValueError: if there is nothing to show, if sheets and pages do not fit together, or if zoom or start is out of
            range.
    """

    _bundle = "flip_book"

    def __init__(
        self,
        sheets: Mapping[str, np.ndarray],
        columns: int,
        name: str,
        pages: Sequence[str],
        start: int = 0,
        title: str = "A flip book",
        caption: str = "",
        zoom: float = 1.0,
    ):
        if not sheets:
            raise ValueError("FlipBook needs one sheet of pictures at least")
        for sheet in sheets.values():
            if not isinstance(sheet, np.ndarray) or sheet.dtype != np.uint8:
                raise TypeError("a sheet is an array of grey levels, dtype uint8, as as_frame makes it")
            if sheet.ndim != 4 or 0 in sheet.shape:
                raise ValueError(f"a sheet has the shape (pages, pictures, height, width), not {sheet.shape}")
            if len(sheet) != len(pages):
                raise ValueError(f"every page needs its words: there are {len(sheet)} pages, words for {len(pages)}")
        if columns < 1:
            raise ValueError(f"columns must be 1 or more, not {columns}")
        if not 0 <= start < len(pages):
            raise ValueError(f"start must be one of the {len(pages)} pages, counted from 0, not {start}")
        super().__init__(title, caption, zoom)
        # Each page is one picture to the script: it keeps its rows and columns in any window.
        self._sheets = {
            title: np.stack([tile(page, columns, gap=1) for page in sheet]) for title, sheet in sheets.items()
        }
        self._budget = PICTURE_BYTES * max(len(sheet) * sheet.shape[1] for sheet in sheets.values())
        self._name, self._pages, self._start = name, list(pages), start

    def __repr__(self) -> str:
        return f"FlipBook: {self.title!r}, {len(self._pages)} pages, {', '.join(self._sheets)}"

    @property
    def films(self) -> list[Film]:
        """What is encoded, or is read encoded: the pages of each sheet as frames."""
        return [Film(sheet, self._budget) for sheet in self._sheets.values()]

    @property
    def _alt(self) -> str:
        return f"Pictures for {self._name} {self._pages[self._start]} on each sheet: {', '.join(self._sheets)}."

    @cached_property
    def _data(self) -> dict[str, Any]:
        return {
            "name": self._name,
            "pages": self._pages,
            "start": self._start,
            "sheets": [
                {
                    "title": title,
                    "film": film.encoded(),
                    "layout": {"count": 1, "columns": 1, "tileWidth": sheet.shape[2], "tileHeight": sheet.shape[1]},
                }
                for (title, sheet), film in zip(self._sheets.items(), self.films, strict=True)
            ],
        }

    @cached_property
    def _poster(self) -> Image.Image:
        """The first page that is shown, of each sheet, with its title."""
        pictures = []
        for sheet in self._sheets.values():
            scale = max(1, POSTER_WIDTH // len(self._sheets) // sheet.shape[2])
            pictures.append(enlarged(sheet[self._start], scale))
        return arranged(pictures, columns=len(pictures), titles=list(self._sheets))
