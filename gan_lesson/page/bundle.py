"""What widgets are packed with: bundles, data as JSON and base64, and the HTML around a still picture."""

import base64
import html
import io
import json
import zlib
from functools import cache
from importlib import resources
from typing import Any

from PIL import Image


def playing_html(name: str, *, poster: Image.Image, alt: str, title: str, caption: str, data: dict[str, Any]) -> str:
    """A widget as HTML: a still picture with its words, and the data and script that replace it with the widget.

    Each output carries its own script, because each must play alone: another may be deleted, or be from another version
    of the course. It is deflated, to half its size; ``starter.js`` inflates it.

    Args:
        name: of the bundle, such as ``"epoch_player"``.
        poster: the still picture.
        alt: the picture in words.
        title: written below it.
        caption: a sentence below the title, or "".
        data: for the script.
    """
    return (
        f'<div class="gan-lesson gan-lesson-widget gan-lesson-{name.replace("_", "-")}">\n'
        f"{figure_html(poster, alt, title, caption)}\n"
        f"{packed_html(name, data, 'starter')}\n"
        "</div>"
    )


def packed_html(name: str, data: dict[str, Any], starter: str) -> str:
    """A deflated bundle, the data for it, and the bundle that inflates it and lets it mount the element around."""
    return (
        f'<script type="application/json">{to_json(data)}</script>\n'
        f'<script type="text/plain">{_deflated_bundle(name)}</script>\n'
        f"{script_html(starter)}"
    )


def script_html(name: str) -> str:
    """A bundle as an inline module."""
    return f'<script type="module">\n{read_bundle(f"{name}.js")}</script>'


def figure_html(poster: Image.Image, alt: str, title: str, caption: str) -> str:
    """A still picture with its title and, if there is one, its caption."""
    still = io.BytesIO()
    poster.save(still, "WEBP", quality=75)
    below = f"<br>{html.escape(caption)}" if caption else ""
    return (
        '<figure style="margin:0">\n'
        f'<img src="data:image/webp;base64,{to_base64(still.getvalue())}" alt="{html.escape(alt)}"'
        ' style="max-width:100%">\n'
        f"<figcaption><b>{html.escape(title)}</b>{below}</figcaption>\n"
        "</figure>"
    )


@cache
def read_bundle(name: str) -> str:
    """A script or style sheet with all its imports, as written by ``authoring/bundle.js``."""
    return resources.files("gan_lesson.page").joinpath("bundles", name).read_text("utf-8")


@cache
def _deflated_bundle(name: str) -> str:
    return to_deflated(read_bundle(f"{name}.js").encode())


def to_json(data: Any) -> str:
    """Compact JSON that is safe within a script element."""
    # A "<" could end the script element.
    return json.dumps(data, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")


def to_base64(data: bytes) -> str:
    """Bytes as ASCII text."""
    return base64.b64encode(data).decode("ascii")


def to_deflated(data: bytes) -> str:
    """Bytes as ASCII text, deflated: ``inflate`` in canvas.js makes them bytes again."""
    return to_base64(zlib.compress(data, 9))


def to_png(image: Image.Image) -> str:
    """A picture as PNG in base64, with 128 colours so that notebooks stay small."""
    file = io.BytesIO()
    # A palette takes a third of the space; the octree keeps rare colours, such as a few blue rings.
    image.quantize(128, method=Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return to_base64(file.getvalue())
