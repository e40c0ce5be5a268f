"""A machine that draws random pictures, one after the other, and waits for a portrait."""

import math

import numpy as np
import traitlets
from PIL import Image

from gan_lesson.page.bundle import read_bundle
from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.still import arranged, enlarged, write
from gan_lesson.widgets.live import LiveWidget

GALLERY = 12  # pictures that stay visible
_CHUNK = 4096  # pictures drawn at a time


class PictureMachine(LiveWidget):
    """Draws pictures in which all pixels are independent and all grey levels equally likely.

    Picture number i depends only on the seed and on i, so each can be drawn again, and the browser draws the same ones
    as `picture`. The rim of a portrait, its outermost ring of pixels, is black (see `portraiture.draw`): the machine
    counts the black pixels in the rim of every picture, and would count a picture with a black rim as a portrait. The
    screen mentions portraits only for pictures of their size, 28x28.

    Args:
        height: of the pictures, in pixels, 2 to 64.
        width: of the pictures, in pixels, 2 to 64.
        levels: grey levels, a power of two from 2 to 256; level 0 is black.
        seed: 0 to 2**32 - 1.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Attributes:
        count: pictures drawn so far. Settable: the machine then shows the picture with this number.
        most_black: the most black pixels in the rim of a picture so far.
        portraits_seen: pictures with a black rim so far.

    Raises:
        ValueError: if height, width, levels or seed is out of range.
        traitlets.TraitError: if count is below 0.
    """

    _esm = read_bundle("picture_machine.js")
    _css = read_bundle("picture_machine.css")
    _alone = "picture_machine_alone"

    count = traitlets.Int(0).tag(sync=True)
    most_black = traitlets.Int(0).tag(sync=True)
    portraits_seen = traitlets.Int(0).tag(sync=True)
    _height = traitlets.Int().tag(sync=True)
    _width = traitlets.Int().tag(sync=True)
    _levels = traitlets.Int().tag(sync=True)
    _seed = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        height: int = 28,
        width: int = 28,
        levels: int = 256,
        seed: int = 0,
        title: str = "The random-picture machine",
        caption: str = "",
        zoom: float = 1.0,
    ):
        for name, value in (("height", height), ("width", width)):
            if not 2 <= value <= 64:
                raise ValueError(f"{name} must be 2 to 64 pixels, not {value}")
        if levels not in [2**bits for bits in range(1, 9)]:
            raise ValueError(f"levels must be 2, 4, 8 ... 256, not {levels}")
        if not 0 <= seed < 2**32:
            raise ValueError(f"seed must be 0 to 2**32 - 1, not {seed}")
        sizes = {"_height": height, "_width": width, "_levels": levels, "_seed": seed}
        super().__init__(title=title, caption=caption, zoom=zoom, **sizes)

    def __repr__(self) -> str:
        return f"PictureMachine: {self._height} x {self._width} pixels, {self._levels} grey levels"

    @traitlets.validate("count")
    def _count_is_not_negative(self, proposal: traitlets.Bunch) -> int:
        if proposal.value < 0:
            raise traitlets.TraitError(f"count must be 0 or more, not {proposal.value}")
        return proposal.value

    def step(self, n: int = 1) -> None:
        """Draws n more pictures and examines their rims.

        Raises:
            ValueError: if n is below 0.
        """
        if n < 0:
            raise ValueError(f"n must be 0 or more, not {n}")
        full = 2 * (self._height + self._width) - 4
        first, last = self.count + 1, self.count + n
        for start in range(first, last + 1, _CHUNK):
            black = self._black_rims(np.arange(start, min(start + _CHUNK, last + 1)))
            self.most_black = max(self.most_black, int(black.max()))
            self.portraits_seen += int((black == full).sum())
        self.count = last

    def picture(self, number: int) -> np.ndarray:
        """Picture number 1, 2, 3 ...: ``(height, width)`` uint8, scaled to 0 to 255."""
        return self._spread(self._pixels(np.array([number]), np.arange(self._height * self._width))[0]).reshape(
            self._height, self._width
        )

    def _spread(self, levels: np.ndarray) -> np.ndarray:
        return (levels * 255 // (self._levels - 1)).astype(np.uint8)

    def _pixels(self, numbers: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Grey levels, 0 to levels - 1, of some pixels of some pictures: ``(len(numbers), len(places))``.

        Each pixel is a hash of seed, number and place.
        """
        with np.errstate(over="ignore"):  # wraps round, as meant
            key = _mix(np.uint32(self._seed) ^ np.uint32(0x9E3779B9))
            row = _mix(numbers.astype(np.uint32) ^ key)[:, None]
            bits = _mix(row + places.astype(np.uint32) * np.uint32(0x9E3779B1))
        return bits >> np.uint32(32 - int(math.log2(self._levels)))

    def _black_rims(self, numbers: np.ndarray) -> np.ndarray:
        places = np.arange(self._height * self._width).reshape(self._height, self._width)
        rim = np.concatenate([places[0], places[-1], places[1:-1, 0], places[1:-1, -1]])
        return (self._pixels(numbers, rim) == 0).sum(1)

    def _alt(self) -> str:
        return (
            f"A picture of {self._height} x {self._width} pixels whose grey levels are drawn at random: grey noise,"
            " nothing else; and beside it a few more, all alike to the eye."
        )

    def _poster(self) -> Image.Image:
        last = self.count or GALLERY  # before it has begun, as after its first dozen
        side, left, tile = 420, 444, 92  # pixels: the picture, where the words begin, a picture in the gallery
        longer = max(self._height, self._width)
        whole = Image.new("L", (left + 4 * (tile + 8) - 8, side), LIGHT.ground)
        whole.paste(enlarged(self.picture(last), side / longer), (0, 0))
        write(whole, (left, 0), f"pictures drawn: {last:,}", size=24)
        if (self._height, self._width) == (28, 28):
            write(whole, (left, 38), f"portraits seen: {self.portraits_seen:,}", size=24)
        numbers = range(last, max(0, last - GALLERY), -1)
        gallery = [enlarged(self.picture(number), tile / longer) for number in numbers]
        whole.paste(arranged(gallery, columns=4, gap=8), (left, 128))
        return whole


def _mix(bits: np.ndarray) -> np.ndarray:
    """Mixes 32 bits, one to one, with shifts and odd factors in turn, like the end of MurmurHash3."""
    for first, second in ((0x85EBCA6B, 0xC2B2AE35), (0x7FEB352D, 0x846CA68B)):
        bits = bits ^ (bits >> np.uint32(16))
        bits = bits * np.uint32(first)
        bits = bits ^ (bits >> np.uint32(13))
        bits = bits * np.uint32(second)
        bits = bits ^ (bits >> np.uint32(16))
    return bits
