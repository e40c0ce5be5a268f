"""The knobs of a portrait as sliders: one animal, redrawn by the kernel with every turn."""

from typing import Any

import numpy as np
import traitlets
from PIL import Image

from gan_lesson.datasets import portraiture
from gan_lesson.page.bundle import read_bundle
from gan_lesson.plots.still import enlarged
from gan_lesson.widgets.live import LiveWidget

PETS = 24  # recorded for a page without a kernel
# The label of each knob's slider, and its unit if it has one.
_MAIN = {
    "fur": ("fur (dark to white)", ""),
    "ear_length": ("ear length", "pixels"),
    "snout_length": ("snout length", "pixels"),
    "eye_size": ("eye size", "pixels"),
    "tilt": ("tilt of the head", "degrees"),
    "stripes": ("stripes (none to strong)", ""),
    "tongue": ("tongue (in to out)", ""),
}
_MORE = {
    "ear_fold": ("ears (up to down)", ""),
    "ear_width": ("ear width", "pixels"),
    "ear_tone": ("ear tone (darker to lighter)", ""),
    "eye_open": ("eyes (asleep to awake)", ""),
    "eye_distance": ("eye distance", "pixels"),
    "gaze": ("gaze (left to right)", ""),
    "head_width": ("head width", "pixels"),
    "snout_width": ("snout width", "pixels"),
    "bib": ("bib (little to white)", ""),
    "patch": ("patch (left eye to right eye)", ""),
    "mask": ("mask (none to dark)", ""),
    "whiskers": ("a cat's whiskers", ""),
    "size": ("size", "times"),
    "x": ("shift to the right", "pixels"),
    "y": ("shift upwards", "pixels"),
}


class KnobBoard(LiveWidget):
    """One portrait and the knobs that draw it.

    The kernel draws the pictures, with `portraiture.draw`. The browser sends the last few turns of the sliders once the
    kernel has finished the earlier ones, so that dragging never builds up a queue.

    Args:
        knobs: of one animal; by default a dog with every other knob at its typical setting.
        seed: of the animals behind the button *another pet*.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Raises:
        ValueError: if there are the knobs of more than one animal.
    """

    _esm = read_bundle("knob_board.js")
    _css = read_bundle("knob_board.css")
    _alone = "knob_board_alone"

    # The settings of the sliders. An echo of an earlier turn would pull a slider back while it is dragged.
    _values = traitlets.Dict().tag(sync=True, echo_update=False)
    _drawn = traitlets.Dict().tag(sync=True)  # the values that the picture shows: the kernel's answer
    _answers = traitlets.Int(0).tag(sync=True)  # requests from the browser that the kernel has handled
    _picture = traitlets.Bytes().tag(sync=True)
    _before = traitlets.Bytes().tag(sync=True)  # pictures of the turns before the last, for smooth dragging
    _sliders = traitlets.List().tag(sync=True)
    _start = traitlets.Dict().tag(sync=True)  # the values at first, for Reset
    _shape = traitlets.List([portraiture.SIZE, portraiture.SIZE]).tag(sync=True)

    def __init__(
        self,
        knobs: portraiture.Knobs | None = None,
        seed: int = 0,
        title: str = "The master's knobs",
        caption: str = "",
        zoom: float = 1.0,
    ):
        self._rng, self._seed = np.random.default_rng(seed), seed
        sliders = [
            {"knob": knob, "more": knob in _MORE, "name": name, "unit": unit, "range": list(portraiture.RANGES[knob])}
            for knob, (name, unit) in {**_MAIN, **_MORE}.items()
        ]
        values = _values_of(portraiture.Knobs(species=portraiture.DOG) if knobs is None else knobs)
        super().__init__(title=title, caption=caption, zoom=zoom, _values=values, _start=values, _sliders=sliders)
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"KnobBoard: one portrait and its {len(portraiture.RANGES)} knobs"

    @property
    def knobs(self) -> portraiture.Knobs:
        """The knobs of the animal that is shown. Settable."""
        return portraiture.Knobs(**self._values)

    @knobs.setter
    def knobs(self, knobs: portraiture.Knobs) -> None:
        self._values = _values_of(knobs)

    @property
    def picture(self) -> np.ndarray:
        """The portrait, float32 ``(28, 28)`` in [0, 1]."""
        return portraiture.draw(self.knobs)[0]

    def another(self) -> None:
        """Shows another random animal."""
        self.knobs = portraiture.sample_knobs(1, self._rng)

    @traitlets.observe("_values")
    def _redraw(self, change: traitlets.Bunch) -> None:
        with self.hold_sync():  # they reach the browser together
            self._before, self._picture = b"", _levels(self.knobs)
            self._drawn = self._values

    def _hear(self, widget: Any, content: dict[str, Any], buffers: list[memoryview]) -> None:
        with self.hold_sync():  # pictures and answer are one message
            self._answers += 1  # first, so that a turn that cannot be drawn is answered too
            if content["kind"] == "another":
                self.another()
            elif content["kind"] == "turn":
                *before, last = content["turns"]
                self.set_state({"_values": last})
                self._before = b"".join(_levels(portraiture.Knobs(**values)) for values in before)

    def _more_recorded(self) -> dict[str, Any]:
        """The first pets behind the button: the page draws, but does not choose at random."""
        rng = np.random.default_rng(self._seed)
        return {"_pets": [_values_of(portraiture.sample_knobs(1, rng)) for _ in range(PETS)]}

    def _alt(self) -> str:
        animal = "dog" if self._values["species"] == portraiture.DOG else "cat"
        return f"A portrait of a {animal}, 28 x 28 pixels, drawn from {len(portraiture.RANGES)} knobs."

    def _poster(self) -> Image.Image:
        levels = np.frombuffer(self._picture, np.uint8).reshape(portraiture.SIZE, portraiture.SIZE)
        return enlarged(levels, scale=15)


def _levels(knobs: portraiture.Knobs) -> bytes:
    return (255 * portraiture.draw(knobs)[0]).round().astype(np.uint8).tobytes()


def _values_of(knobs: portraiture.Knobs) -> dict[str, float]:
    if len(knobs) != 1:
        raise ValueError(f"a KnobBoard shows one animal, not {len(knobs)}: give it knobs[0:1], for example")
    return {name: getattr(knobs, name)[0].item() for name in portraiture.RANGES}
