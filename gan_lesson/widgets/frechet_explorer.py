"""Two hills on a line, slid and stretched by hand, with the Fréchet distance between them, true and as samples say it.

Like the epoch player it is a plain mime bundle: it needs no kernel and no network.
"""

from functools import cached_property
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots import image_of
from gan_lesson.plots.style import in_style
from gan_lesson.widgets.recorded import RecordedWidget

REACH = 3.0  # how far the fakes' mean can be slid to either side; the real one is 0
SPREADS = (0.4, 2.5)  # of the fakes, the least and the most; the real one is 1
SIZES = (5, 10, 20, 50, 100, 200, 500, 1000)


class FrechetExplorer(RecordedWidget):
    """Real data have mean 0 and spread 1; the fakes' mean and spread are slid, or dragged by two handles.

    Shown are samples of both as ticks, the distance (m1 - m2)² + (s1 - s2)² in its two parts and over all means of the
    fakes (Dowson & Landau 1982), and what samples of different sizes say of it: one draw, the average of all draws, the
    middle 80 % of 200 draws, and the average of real against real. A spread is a standard deviation; that of samples
    divides by n - 1.

    Args:
        mean: of the fakes at first, from -3 to 3.
        spread: of the fakes at first, from 0.4 to 2.5.
        samples: of each at first, one of `SIZES`.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if mean, spread, samples or zoom is out of range.
    """

    _bundle = "frechet_explorer"

    def __init__(
        self,
        mean: float = 1.5,
        spread: float = 2.0,
        samples: int = 20,
        title: str = "How far apart are two hills?",
        caption: str = "",
        zoom: float = 1.0,
    ):
        for name, value, (low, high) in (("mean", mean, (-REACH, REACH)), ("spread", spread, SPREADS)):
            if not (isinstance(value, (int, float)) and low <= value <= high):
                raise ValueError(f"the fakes' {name} must be between {low:g} and {high:g}, not {value!r}")
        if samples not in SIZES:
            raise ValueError(f"samples must be one of {', '.join(map(str, SIZES))}, not {samples!r}")
        super().__init__(title, caption, zoom)
        self.mean, self.spread, self.samples = float(mean), float(spread), int(samples)

    def __repr__(self) -> str:
        return f"FrechetExplorer: {self.title!r}, real at 0, fakes from {-REACH:g} to {REACH:g}"

    @property
    def _alt(self) -> str:
        return (
            f"Two hills on a line: the real one at 0 with spread 1, the fakes' at {self.mean:g} with spread "
            f"{self.spread:g}. Beside them the distance over the mean of the fakes, a parabola that stands on the "
            "squared difference of the spreads."
        )

    @property
    def _data(self) -> dict[str, Any]:
        return {
            "mean": self.mean,
            "spread": self.spread,
            "samples": self.samples,
            "reach": REACH,
            "spreads": SPREADS,
            "sizes": SIZES,
        }

    @cached_property
    @in_style
    def _poster(self) -> Image.Image:
        """Both hills, and the distance over the mean of the fakes, without samples."""
        figure = Figure(figsize=(9.6, 3.4), layout="constrained")
        hills, distance = figure.subplots(1, 2)
        x, means = np.linspace(-7, 7, 421), np.linspace(-REACH, REACH, 121)
        for mean, spread, style, colour in ((0, 1, "-", LIGHT.real), (self.mean, self.spread, "--", LIGHT.fake)):
            hills.plot(
                x, np.exp(-(((x - mean) / spread) ** 2) / 2) / (spread * np.sqrt(2 * np.pi)), style, color=colour
            )
        spreads = (self.spread - 1) ** 2
        distance.fill_between(means, spreads, means**2 + spreads, color=LIGHT.third, alpha=0.3)
        distance.fill_between(means, 0, spreads, color=LIGHT.cat, alpha=0.4)
        distance.plot(means, means**2 + spreads, color=LIGHT.ink)
        distance.plot([self.mean], [self.mean**2 + spreads], "o", color=LIGHT.ink)
        hills.set(title="real, and fakes (dashed)", xlim=(-7, 7), ylim=(0, 1.05))
        distance.set(title="distance", xlabel="mean of the fakes", xlim=(-REACH, REACH), ylim=(0, 10))
        return image_of(figure, dpi=100)
