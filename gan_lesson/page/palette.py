"""The palette of figures, still pictures, widgets and exercises: ``palette.json``, which JavaScript reads too.

Okabe & Ito's colours, which differ in every common form of colour blindness: blue for real, vermillion for fake, green
for the discriminator. The dark palette has lighter relatives. Shapes differ as well: real points are circles, fakes
triangles, cats diamonds, dogs squares.
"""

import json
from pathlib import Path
from types import SimpleNamespace

PALETTES: dict[str, dict[str, str | list[str]]] = json.loads(
    Path(__file__).with_name("palette.json").read_text(encoding="utf-8")
)
LIGHT = SimpleNamespace(**PALETTES["light"])  # figures and still pictures: LIGHT.real is "#0072b2"
# Matplotlib's names of the marks; `gan_lesson.plots.still` draws the same ones.
MARKERS = {"real": "o", "fake": "^", "cat": "D", "dog": "s"}
