"""The smallest game of two players, V = x y, with a start that can be dragged and moves that can be played.

Like the epoch player it is a plain mime bundle: it needs no kernel and no network.
"""

from functools import cached_property
from typing import Any

from matplotlib.figure import Figure
from PIL import Image

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots import image_of
from gan_lesson.plots.style import in_style
from gan_lesson.widgets.recorded import RecordedWidget

SIDE = 2.0  # how far both numbers are drawn from 0


class SaddleExplorer(RecordedWidget):
    """She moves x up the slope of V = x y, he moves y down it; both are drawn round by round.

    Radio buttons say whether they move at the same time or in turn. Sliders set the learning rate, a penalty on x², and
    how many moves she has for each of his. With a penalty c her slope is y - c x. The game is the standard example
    of why gradient descent on both sides need not arrive (Mescheder et al. 2018, arXiv 1801.04406, treat its sibling,
    the Dirac-GAN).

    Args:
        start: both numbers, x first, each from -2 to 2.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if the start is outside of the picture, or zoom is out of range.
    """

    _bundle = "saddle_explorer"
    _alt = (
        "A plane with her number x to the right and his number y upwards. A ring marks where they start. V is above 0 "
        "in the upper right and lower left quarters, below 0 in the other two."
    )

    def __init__(
        self,
        start: tuple[float, float] = (1.0, 0.0),
        title: str = "Two players, one number each",
        caption: str = "",
        zoom: float = 1.0,
    ):
        if len(start) != 2 or not all(-SIDE <= part <= SIDE for part in start):
            raise ValueError(f"start is two numbers from -{SIDE:g} to {SIDE:g}, x first, not {start!r}")
        super().__init__(title, caption, zoom)
        self.start = float(start[0]), float(start[1])

    def __repr__(self) -> str:
        return f"SaddleExplorer: {self.title!r}, from x = {self.start[0]:g}, y = {self.start[1]:g}"

    @property
    def _data(self) -> dict[str, Any]:
        return {"start": self.start}

    @cached_property
    @in_style
    def _poster(self) -> Image.Image:
        """The plane before anybody has moved."""
        figure = Figure(figsize=(4.4, 4.4))
        axes = figure.subplots()
        axes.axhline(0, color=LIGHT.line)
        axes.axvline(0, color=LIGHT.line)
        axes.plot(*self.start, "o", markersize=11, markerfacecolor="none", markeredgewidth=2, color=LIGHT.ink)
        for place in ((1.4, 1.4), (-1.4, -1.4)):
            axes.annotate("V > 0", place, ha="center", color=LIGHT.muted)
            axes.annotate("V < 0", (place[0], -place[1]), ha="center", color=LIGHT.muted)
        axes.set(xlim=(-SIDE, SIDE), ylim=(-SIDE, SIDE), xticks=(-2, 0, 2), yticks=(-2, 0, 2))
        axes.set(xlabel="her number x", ylabel="his number y", aspect="equal")
        return image_of(figure, dpi=90)
