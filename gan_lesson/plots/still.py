"""Still pictures of widgets, drawn with Pillow: the plane with its marks, and small grey pictures with words."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont

from gan_lesson.page.palette import LIGHT
from gan_lesson.region import Region, relative_to

_FINE = 2  # the plane is drawn at twice its size, because Pillow's lines are not smooth
_TURN = np.linspace(0, 2 * np.pi, 32, endpoint=False)
# The corners of marks of radius 1, of about equal area; y points down.
_MARKS = {
    "real": np.stack([np.cos(_TURN), np.sin(_TURN)], 1),
    "fake": np.array([(0, -1.14), (1, 0.71), (-1, 0.71)]),
    "cat": 1.13 * np.array([(0, -1), (1, 0), (0, 1), (-1, 0)]),
    "dog": 0.8 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]),
}


class StillPlane:
    """A region of the plane to paint on. Sizes are in pixels of the finished picture.

    Args:
        region: (left, right, bottom, top).
        height: of the picture; its width follows from the region.
        ground: the background colour.
    """

    def __init__(self, region: Region, height: int, ground: str = LIGHT.opinionHalf):
        left, right, bottom, top = region
        size = round(_FINE * height * (right - left) / (top - bottom)), _FINE * height
        self._region, self._image = region, Image.new("RGB", size, ground)
        self._pen = ImageDraw.Draw(self._image)

    def shade(self, opinion: np.ndarray) -> None:
        """Shades the whole plane from orange (fake) over white to blue (real), and draws the line between the two.

        Args:
            opinion: ``(rows, columns)`` uint8, 255 for real; the first row is the bottom.
        """
        smooth = Image.fromarray(opinion[::-1].astype(np.float32)).resize(self._image.size, Image.Resampling.BILINEAR)
        levels = np.asarray(smooth)
        ramp = np.array([ImageColor.getrgb(end) for end in (LIGHT.opinionFake, LIGHT.opinionHalf, LIGHT.opinionReal)])
        colours = [np.interp(levels, (0, 127.5, 255), channel) for channel in ramp.T]
        self._image.paste(Image.fromarray(np.stack(colours, -1).round().astype(np.uint8)))
        above = levels > 127.5
        line = np.zeros_like(above)
        line[1:] |= above[1:] != above[:-1]
        line[:, 1:] |= above[:, 1:] != above[:, :-1]
        thick = Image.fromarray(line.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(2 * _FINE - 1))
        self._image.paste(LIGHT.discriminator, mask=thick)

    def mark(
        self, points: np.ndarray, kind: str, *, fill: str | None = None, edge: str | None = None, radius: float = 3.5
    ) -> None:
        """Marks points, except those that are far away or not finite.

        Args:
            points: ``(n, 2)``.
            kind: "real", "fake", "cat" or "dog": a circle, a triangle, a diamond or a square.
            fill: the colour inside.
            edge: the colour of the outline.
            radius: of a circle; the other marks have about its area.
        """
        near = np.abs(relative_to(self._region, points)).max(-1) < 2
        for centre in self._pixels(points[near]):
            corners = (centre + _FINE * radius * _MARKS[kind]).ravel().tolist()
            self._pen.polygon(corners, fill, edge, width=3)

    def polygon(self, corners: np.ndarray, fill: str) -> None:
        """Paints a polygon with corners ``(n, 2)``."""
        self._pen.polygon(self._pixels(corners).ravel().tolist(), fill)

    def line(self, ends: np.ndarray, colour: str, width: float) -> None:
        """Draws a straight line between two points ``(2, 2)``."""
        self._pen.line(self._pixels(ends).ravel().tolist(), colour, round(_FINE * width))

    def image(self) -> Image.Image:
        """The picture painted so far."""
        return self._image.resize((self._image.width // _FINE, self._image.height // _FINE), Image.Resampling.LANCZOS)

    def _pixels(self, points: np.ndarray) -> np.ndarray:
        return (relative_to(self._region, points) * [1, -1] + 1) / 2 * self._image.size


def point_poster(region: Region, opinion: np.ndarray | None, real: np.ndarray | None, fake: np.ndarray) -> Image.Image:
    """Fake points over real ones, over a discriminator's opinion; None leaves out opinion or real points.

    Fakes outside the region are hollow, at its edge, and counted.

    Args:
        region: (left, right, bottom, top).
        opinion: ``(rows, columns)`` uint8, 255 for real; the first row is the bottom.
        real: ``(n, 2)``.
        fake: ``(m, 2)``.
    """
    plane = StillPlane(region, height=420)
    if opinion is not None:
        plane.shade(opinion)
    if real is not None:
        plane.mark(real, "real", edge=LIGHT.real)
    edge, outside = at_the_edge(region, fake)
    plane.mark(edge, "fake", fill=LIGHT.halo, edge=LIGHT.fake)
    plane.mark(fake[~outside], "fake", fill=LIGHT.fake)
    image = plane.image()
    if outside.any():
        write(image, (10, image.height - 28), f"{outside.sum()} outside")
    return image


def at_the_edge(region: Region, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The points that lie outside a region, each moved towards its centre until it is at the edge.

    Args:
        region: (left, right, bottom, top).
        points: ``(n, 2)``; what is not a number counts as far to the right or up.

    Returns:
        The moved points ``(m, 2)``, and which of all they are, ``(n,)``.
    """
    places = np.nan_to_num(relative_to(region, points), nan=1e6, posinf=1e6, neginf=-1e6)
    far = np.abs(places).max(-1)
    outside = far > 1
    left, right, bottom, top = region
    middle, half = np.array([left + right, bottom + top]) / 2, np.array([right - left, top - bottom]) / 2
    return middle + half * 0.98 * places[outside] / far[outside, None], outside


def enlarged(picture: np.ndarray, scale: float) -> Image.Image:
    """A picture ``(height, width)`` or ``(height, width, 3)`` uint8, enlarged, with its pixels as squares."""
    height, width = picture.shape[:2]
    return Image.fromarray(picture).resize((round(scale * width), round(scale * height)), Image.Resampling.NEAREST)


def write(image: Image.Image, place: tuple[int, int], words: str, size: int = 16) -> None:
    """Writes words into a picture, with their upper left corner at a place in pixels."""
    ImageDraw.Draw(image).text(place, words, fill=LIGHT.ink, font=ImageFont.load_default(size))


def arranged(
    pictures: Sequence[Image.Image], columns: int, gap: int = 16, titles: Sequence[str] | None = None
) -> Image.Image:
    """Pictures side by side, row by row.

    Args:
        pictures: one or more.
        columns: pictures in a row.
        gap: pixels between two of them.
        titles: one for each picture, written above it.
    """
    head = 24 if titles else 0
    across = max(picture.width for picture in pictures) + gap
    down = max(picture.height for picture in pictures) + head + gap
    rows = math.ceil(len(pictures) / columns)
    whole = Image.new(pictures[0].mode, (columns * across - gap, rows * down - gap), LIGHT.ground)
    for number, picture in enumerate(pictures):
        left, top = number % columns * across, number // columns * down
        whole.paste(picture, (left, top + head))
        if titles:
            write(whole, (left, top), titles[number])
    return whole


def tile(pictures: np.ndarray, columns: int, blank: float = 0, gap: int = 0) -> np.ndarray:
    """Pictures laid out as one sheet, row by row.

    Args:
        pictures: ``(n, height, width)``; in colour ``(n, height, width, 3)``.
        columns: pictures in a row.
        blank: what fills the places after the last picture, and the gaps.
        gap: pixels between two pictures; without any, handwriting runs together.

    Returns:
        ``(rows * height, columns * width)`` and the gaps, in colour with an axis of 3 more, of the same type.
    """
    n, height, width, *colour = pictures.shape
    rows = math.ceil(n / columns)
    down, across = height + gap, width + gap
    sheet = np.full((rows * columns, down, across, *colour), blank, pictures.dtype)
    sheet[:n, :height, :width] = pictures
    sheet = sheet.reshape(rows, columns, down, across, *colour).swapaxes(1, 2)
    return sheet.reshape(rows * down, columns * across, *colour)[: rows * down - gap, : columns * across - gap]
