"""From a figure to a picture in a notebook, with words for readers who cannot see it."""

import base64
import html
import io

from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.page.bundle import to_png
from gan_lesson.plots.style import in_style


class Shown:
    """What `show` returns: the figure as HTML with its caption, as PNG, and in words."""

    def __init__(self, figure: Figure, alt: str, caption: str | None) -> None:
        self._png = to_png(image_of(figure))
        self._width = round(figure.get_size_inches()[0] * 96)
        self._alt, self._caption = alt, caption

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        caption = "" if self._caption is None else f"<figcaption>{html.escape(self._caption)}</figcaption>"
        picture = (
            f'<figure style="margin:0"><img alt="{html.escape(self._alt)}" width="{self._width}" '
            f'style="max-width:100%;height:auto" src="data:image/png;base64,{self._png}">{caption}</figure>'
        )
        return {"text/html": picture, "image/png": self._png, "text/plain": self._alt}

    def __repr__(self) -> str:
        return self._alt


@in_style
def image_of(figure: Figure, dpi: float = 144) -> Image.Image:
    """A figure as an RGB picture, without the empty margin around it.

    Args:
        figure: what to draw.
        dpi: pixels to an inch of the figure.
    """
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=dpi, bbox_inches="tight")
    return Image.open(drawn).convert("RGB")


def png_of(figure: Figure) -> bytes:
    """A figure as a PNG file, with 128 colours so that notebooks stay small."""
    return base64.b64decode(to_png(image_of(figure)))


def show(figure: Figure, alt: str, caption: str | None = None) -> Shown:
    """A figure for the end of a cell, with its content in words.

    Args:
        figure: what to show.
        alt: what a reader who cannot see the picture should know. The same on every machine: no trained numbers.
        caption: a sentence below the picture.
    """
    return Shown(figure, alt, caption)
