"""What every widget is packed with: files read small, data as JSON and base64, and the HTML around a still picture."""

import base64
import html
import io
import json
import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

from PIL import Image


def playing_html(
    name: str,
    poster: Image.Image,
    alt: str,
    title: str,
    caption: str,
    data: dict[str, Any],
    style: str,
    scripts: Sequence[str],
) -> str:
    """A widget as HTML: a still picture with its words, and the data and script that put the widget in its place."""
    script = f"const STYLE = {to_json(style)};\n" + "\n".join(map(read_source, scripts))
    return (
        f'<div class="gan-lesson-{name}">\n'
        f"{figure_html(poster, alt, title, caption)}\n"
        f'<script type="application/json">{to_json(data)}</script>\n'
        f'<script type="module">\n{script}</script>\n'
        "</div>"
    )


def figure_html(poster: Image.Image, alt: str, title: str, caption: str) -> str:
    """A still picture with its words: the title, and below it the caption, if there is one."""
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


def read_source(name: str, package: str = "gan_lesson.widgets") -> str:
    """A package's file, less comments and indentation: each output in a notebook carries a copy of its own."""
    text = resources.files(package).joinpath(name).read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"^\s*(?://.*)?\n?", "", text, flags=re.MULTILINE)


def to_json(data: Any) -> str:
    """Compact JSON that may stand within a script element."""
    # A "<" could end the script element that the text stands in.
    return json.dumps(data, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")


def to_base64(data: bytes) -> str:
    """Bytes as ASCII text."""
    return base64.b64encode(data).decode("ascii")


def to_png(image: Image.Image) -> str:
    """A picture as a PNG file in base64, with 128 colours so that notebooks stay small."""
    file = io.BytesIO()
    # A palette takes a third of the room; the octree keeps rare colours, such as a few blue rings among much else.
    image.quantize(128, method=Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return to_base64(file.getvalue())
