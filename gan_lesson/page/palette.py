"""The one palette, which figures, still pictures, widgets and exercises share: ``palette.json``, by name.

Okabe & Ito's colours, which stay apart in every common form of colour blindness: blue for real, vermillion for fake,
green for the discriminator. The dark palette takes lighter relatives. Shapes differ as well: real points are circles,
fakes triangles, cats diamonds, dogs squares. JavaScript reads the same file.
"""

import json
from pathlib import Path
from types import SimpleNamespace

PALETTES: dict[str, dict[str, str | list[str]]] = json.loads(
    Path(__file__).with_name("palette.json").read_text(encoding="utf-8")
)
LIGHT = SimpleNamespace(**PALETTES["light"])  # figures and still pictures: LIGHT.real is "#0072b2"
# Matplotlib's names of the marks. Still pictures draw the same ones, see `gan_lesson.plots.still`.
MARKERS = {"real": "o", "fake": "^", "cat": "D", "dog": "s"}
