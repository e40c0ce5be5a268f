"""Figures as pictures in a notebook, with words for readers who cannot see them."""

import base64
import html
import io

from matplotlib import rcParams
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from gan_lesson.page.bundle import read_bundle, to_png
from gan_lesson.plots.style import in_style

_DOTS = 144  # to an inch: three for every two pixels of a page


class Shown:
    """A figure as HTML with its caption, as PNG, and in words; see `show`."""

    def __init__(self, figure: Figure, alt: str, caption: str | None) -> None:
        image, self._panes = _drawn(figure, _DOTS)
        self._lettering = round(_lettering(figure) * 96 / 72, 1)
        self._png = to_png(image)
        self._width = round(image.width * 96 / _DOTS)  # not of the figure: its margins are cut off, and names stand out
        self._alt, self._caption = alt, caption

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        caption = "" if self._caption is None else f"<figcaption>{html.escape(self._caption)}</figcaption>"
        panes = "".join(f'<span class="gl-pane" style="inset:{inset}"></span>' for inset in self._panes)
        picture = (
            f'<figure class="gan-lesson-figure" style="margin:0"><style>{read_bundle("figure.css")}</style>'
            f'<div class="gl-drawing"><img alt="{html.escape(self._alt)}" width="{self._width}" '
            f'data-lettering="{self._lettering:g}" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{self._png}">{panes}</div>'
            f"{caption}</figure>"
        )
        return {"text/html": picture, "image/png": self._png, "text/plain": self._alt}

    def __repr__(self) -> str:
        return self._alt


def image_of(figure: Figure, dpi: float = _DOTS) -> Image.Image:
    """A figure as an RGB picture, without the empty margin around it.

    Args:
        figure: the figure.
        dpi: pixels to an inch.
    """
    return _drawn(figure, dpi)[0]


@in_style
def _drawn(figure: Figure, dpi: float) -> tuple[Image.Image, list[str]]:
    """The picture, and where in it grey pictures are, as CSS has it: shares of its height and width to cut off."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=dpi, bbox_inches="tight")
    image = Image.open(drawn).convert("RGB")
    # The margin was cut off at the same place, but for what rounds to a pixel.
    cut = figure.get_tightbbox().padded(rcParams["savefig.pad_inches"])
    panes = []
    for axes in figure.axes:
        if any(shown.get_cmap().name == "gray" for shown in axes.images):
            box = axes.get_window_extent().transformed(figure.dpi_scale_trans.inverted())
            shares = (cut.y1 - box.y1) / cut.height, (cut.x1 - box.x1) / cut.width
            shares = *shares, (box.y0 - cut.y0) / cut.height, (box.x0 - cut.x0) / cut.width
            panes.append(" ".join(f"{100 * share:.2f}%" for share in shares))
    return image, panes


def _lettering(figure: Figure) -> float:
    """The size of the smallest words in a figure, in points; 0 without words.

    A slide keeps them legible by it. What is raised or lowered in a formula is not counted.
    """
    seen = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return min((text.get_fontsize() for text in seen), default=0.0)


def png_of(figure: Figure) -> bytes:
    """A figure as a PNG file, with 128 colours so that notebooks stay small."""
    return base64.b64decode(to_png(image_of(figure)))


def show(figure: Figure, alt: str, caption: str | None = None) -> Shown:
    """Shows a figure at the end of a cell, with its content in words.

    Args:
        figure: what to show.
        alt: for readers who cannot see the picture. The same on every machine, so without trained numbers.
        caption: a sentence below the picture.
    """
    return Shown(figure, alt, caption)
