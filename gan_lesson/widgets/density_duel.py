"""Two densities on a line, slid apart, with D*, the value, both generator losses and their gradients.

Like the epoch player it is a plain mime bundle that carries its numbers: it needs no kernel and no network. They come
from `gan_lesson.props.densities`; the script computes only the curves of p, q and p / (p + q).
"""

from functools import cache, cached_property
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.page.bundle import to_base64
from gan_lesson.page.palette import LIGHT
from gan_lesson.plots import image_of
from gan_lesson.plots.style import in_style
from gan_lesson.props.densities import Bell, Density, Hill, duel
from gan_lesson.widgets.recorded import RecordedWidget

SHAPES: dict[str, type[Density]] = {"bell": Bell, "hill": Hill}
WIDTHS = (0.6, 0.8, 1.0, 1.25, 1.6, 2.0)  # of the fakes; the real density keeps 1
REACH, STEP = 6.0, 0.1  # how far the fakes can be slid to either side, and in which steps
COLUMNS = ("value", "saturating", "nonsaturating", "saturating_gradient", "nonsaturating_gradient", "trust")


def fakes(place: float, width: float, shape: str, low: float, high: float) -> tuple[float, float, str]:
    """Where a widget's fakes lie at first: their place in whole steps, their width, and the shape of both densities.

    Args:
        place: of the fakes.
        width: of the fakes, one of `WIDTHS`.
        shape: of both densities, one of `SHAPES`.
        low: the lower end of the way along which the fakes slide.
        high: its upper end.

    Raises:
        ValueError: if place, width or shape is out of range.
    """
    if not (isinstance(place, (int, float)) and low <= place <= high):
        raise ValueError(f"the fakes' place must be between {low:g} and {high:g}, not {place!r}")
    if width not in WIDTHS:
        raise ValueError(f"the fakes' width must be one of {', '.join(map(str, WIDTHS))}, not {width!r}")
    if shape not in SHAPES:
        raise ValueError(f"shape must be one of {', '.join(map(repr, SHAPES))}, not {shape!r}")
    return round(place / STEP) * STEP, float(width), shape


class DensityDuel(RecordedWidget):
    """Real data are fixed at 0, fakes slide along the line, and everything that follows from D* is shown.

    Two sliders set the place and the width of the fakes, whose hill can be dragged too; two buttons say whether both
    densities are bells, which never end, or hills, which do.

    Args:
        place: the initial place of the fakes, from -6 to 6.
        width: the initial width of the fakes, one of `WIDTHS`; the real density's is 1.
        shape: initially, "bell" or "hill".
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if place, width, shape or zoom is out of range.
    """

    _bundle = "density_duel"

    def __init__(
        self,
        place: float = 3.0,
        width: float = 1.0,
        shape: str = "bell",
        title: str = "Slide the fakes",
        caption: str = "",
        zoom: float = 1.0,
    ):
        super().__init__(title, caption, zoom)
        self.place, self.width, self.shape = fakes(place, width, shape, -REACH, REACH)

    def __repr__(self) -> str:
        return f"DensityDuel: {self.title!r}, real at 0, fakes from {-REACH:g} to {REACH:g}"

    @property
    def _alt(self) -> str:
        return (
            "Two densities on a line, the real one at 0 and the fakes' beside it; below, the optimal discriminator, "
            "near 1 where the real density is the higher one and near 0 where the fakes' is. Further curves over the "
            "place of the fakes: the value, a valley with its floor at 0; the generator's two losses; their gradients, "
            "of which the saturating one goes back to 0 far away and the other goes on rising."
        )

    @property
    def _data(self) -> dict[str, Any]:
        return {
            "shape": self.shape,
            "place": round(self.place / STEP),
            "width": WIDTHS.index(self.width),
            "widths": WIDTHS,
            "step": STEP,
            "places": round(REACH / STEP) + 1,
            "columns": COLUMNS,
            "tables": {shape: _table(shape) for shape in SHAPES},
        }

    @cached_property
    @in_style
    def _poster(self) -> Image.Image:
        """What the widget shows first, without its sliders."""
        kind = SHAPES[self.shape]
        p, q = kind(0, 1), kind(self.place, self.width)
        x, shifts = np.linspace(-9, 9, 721), np.linspace(-REACH, REACH, 121)
        real, fakes = (np.exp(density.log_density(x)) for density in (p, q))
        with np.errstate(invalid="ignore"):
            trusted = 1 / (1 + np.exp(q.log_density(x) - p.log_density(x)))
        numbers = duel(p, kind(0, self.width), shifts)
        figure = Figure(figsize=(9.6, 6.0), layout="constrained")
        left, right = figure.subfigures(1, 2)
        densities, trust = left.subplots(2)
        densities.plot(x, real, color=LIGHT.real)
        densities.plot(x, fakes, "--", color=LIGHT.fake)
        trust.plot(x, trusted, color=LIGHT.discriminator)
        value, losses, gradients = right.subplots(3, sharex=True)
        value.plot(shifts, numbers.value, color=LIGHT.discriminator)
        for axes, saturating, nonsaturating in (
            (losses, numbers.saturating, numbers.nonsaturating),
            (gradients, numbers.saturating_gradient, numbers.nonsaturating_gradient),
        ):
            axes.plot(shifts, saturating, "--", color=LIGHT.ink)
            axes.plot(shifts, nonsaturating, color=LIGHT.generator)
        for axes, title, limits in (
            (densities, "real p, and fakes q (dashed)", None),
            (trust, "D*(x) = p / (p + q)", None),
            (value, "value V(D*, G)", (-1.5, 0.1)),
            (losses, "losses: saturating (dashed), non-saturating", (-1, 5)),
            (gradients, "their gradients, D* held still", (-2, 2)),
        ):
            axes.set_title(title, fontsize=12, loc="left")
            axes.set(ylim=limits, xticks=np.arange(-8, 9, 2))
            axes.set_xlim((-9, 9) if limits is None else (-REACH, REACH))
            if limits is not None:
                axes.axvline(self.place, color=LIGHT.accent, linewidth=1)
        return image_of(figure, dpi=100)


@cache
def _table(shape: str) -> str:
    """All numbers for one shape as base64 of float32 ``(widths, places from 0 to REACH, COLUMNS)``.

    On the other side of 0 the losses are the same, and the gradients have the opposite sign.
    """
    kind = SHAPES[shape]
    shifts = np.arange(round(REACH / STEP) + 1) * STEP
    rows = [duel(kind(0, 1), kind(0, width), shifts) for width in WIDTHS]
    table = np.stack([np.stack([getattr(row, column) for column in COLUMNS], 1) for row in rows])
    return to_base64(table.astype("<f4").tobytes())
