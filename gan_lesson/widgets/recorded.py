"""What the widgets that need no kernel share: self-contained HTML around their own data."""

import math
from functools import cached_property
from typing import Any

from PIL import Image

from gan_lesson.page.bundle import playing_html, to_png


class RecordedWidget:
    """The base of widgets that are plain HTML, and work without a kernel and without a network.

    A subclass has the name of its bundle, and a property each for the still picture, that picture in words, and the
    data that its script needs beside the attributes below.

    Attributes:
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if zoom is not a number above 0.
    """

    _bundle: str
    _poster: Image.Image
    _alt: str
    _data: dict[str, Any]

    def __init__(self, title: str, caption: str, zoom: float):
        if not (isinstance(zoom, (int, float)) and 0 < zoom < math.inf):
            raise ValueError(f"zoom must be a number above 0, not {zoom!r}")
        self.title, self.caption, self.zoom = title, caption, zoom

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self.html, "image/png": to_png(self._poster), "text/plain": repr(self)}

    @cached_property
    def html(self) -> str:
        """The widget as self-contained HTML.

        What training computed is only in script elements and data URLs; the rest is the same on every machine.
        """
        data = {"title": self.title, "caption": self.caption, "zoom": self.zoom, **self._data}
        return playing_html(
            self._bundle, poster=self._poster, alt=self._alt, title=self.title, caption=self.caption, data=data
        )
