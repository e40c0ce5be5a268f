"""Two densities slid apart: both distances, and the slope that the best expert and the best critic leave the fakes.

Like the epoch player it is a plain mime bundle: it needs no kernel and no network. It continues the density duel.
"""

from functools import cached_property
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots import image_of
from gan_lesson.plots.style import in_style
from gan_lesson.props.densities import duel
from gan_lesson.widgets.density_duel import SHAPES, STEP, WIDTHS, fakes
from gan_lesson.widgets.recorded import RecordedWidget

REACH = 7.0  # how far the fakes can be slid to the right; the real data stay at 0


class CriticExplorer(RecordedWidget):
    """Real data are fixed at 0, fakes slide to the right, and two judges say what they can of both.

    The expert is the optimal discriminator D* = p / (p + q). The critic is a best score of slope 1 at most in the
    duality of Kantorovich and Rubinstein (Arjovsky et al. 2017, eq. 2): on a line its slope is the sign of the
    difference of the two distribution functions. Shown are both, the mean slope of each over the fakes, and over the
    places of the fakes both distances and both slopes, but only as far as the fakes have been.

    Args:
        place: the initial place of the fakes, from 0 to 7.
        width: the initial width of the fakes, one of `WIDTHS`; the real density's is 1.
        shape: initially, "bell" or "hill"; see `gan_lesson.props.densities`.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if place, width, shape or zoom is out of range.
    """

    _bundle = "critic_explorer"

    def __init__(
        self,
        place: float = 1.0,
        width: float = 1.0,
        shape: str = "hill",
        title: str = "What do they leave for him?",
        caption: str = "",
        zoom: float = 1.0,
    ):
        super().__init__(title, caption, zoom)
        self.place, self.width, self.shape = fakes(place, width, shape, 0, REACH)

    def __repr__(self) -> str:
        return f"CriticExplorer: {self.title!r}, real at 0, fakes from 0 to {REACH:g}"

    @property
    def _alt(self) -> str:
        return (
            f"Two densities on a line, the real one at 0 and the fakes' at {self.place:g}. Beside them both distances, "
            "Jensen-Shannon and Wasserstein, over the place of the fakes, only as far as these have been."
        )

    @property
    def _data(self) -> dict[str, Any]:
        return {
            "place": round(self.place / STEP),
            "width": self.width,
            "shape": self.shape,
            "widths": WIDTHS,
            "step": STEP,
            "last": round(REACH / STEP),
        }

    @cached_property
    @in_style
    def _poster(self) -> Image.Image:
        """Both densities, and both distances as far as the fakes have been."""
        kind = SHAPES[self.shape]
        x, shifts = np.linspace(-5, 10, 1501), np.arange(round(self.place / STEP) + 1) * STEP
        figure = Figure(figsize=(9.6, 3.8), layout="constrained")
        left, right = figure.subfigures(1, 2)
        densities = left.subplots()
        for density, style, colour in ((kind(), "-", LIGHT.real), (kind(self.place, self.width), "--", LIGHT.fake)):
            densities.plot(x, np.exp(density.log_density(x)), style, color=colour)
        densities.set_title("real, and fakes (dashed)", fontsize=12, loc="left")
        jensen, wasserstein = right.subplots(2, sharex=True)
        jensen.plot(shifts, duel(kind(), kind(0, self.width), shifts).jensen_shannon, color=LIGHT.discriminator)
        wasserstein.plot(shifts, [_wasserstein(kind(), kind(shift, self.width)) for shift in shifts], color=LIGHT.cat)
        for axes, title, top in ((jensen, "Jensen-Shannon", 0.75), (wasserstein, "Wasserstein", 7.5)):
            axes.set_title(title, fontsize=12, loc="left")
            axes.set(xlim=(0, REACH), ylim=(0, top))
        wasserstein.set_xlabel("place of the fakes")
        return image_of(figure, dpi=100)


def _wasserstein(p: Any, q: Any) -> float:
    """The Wasserstein-1 distance of two densities: the area between their distribution functions."""
    x = np.linspace(-20, 28, 4801)
    real, fake = (np.exp(density.log_density(x)) for density in (p, q))
    return float(np.abs((real / real.sum()).cumsum() - (fake / fake.sum()).cumsum()).sum() * (x[1] - x[0]))
