"""Draw a line between cats and dogs by hand, see who is on the wrong side, and compare with a learned line."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets
from PIL import Image

from gan_lesson.page.bundle import read_bundle
from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.still import StillPlane, arranged, enlarged, write
from gan_lesson.widgets.live import LiveWidget

STRIP = 12  # infiltrators to show as pictures


class BoundaryExplorer(LiveWidget):
    """A plane of measured animals and a straight line to drag and turn: dogs belong on one side, cats on the other.

    An animal on the wrong side is an *infiltrator*: it is highlighted, and the first dozen are shown as pictures.

    A line alone gives no probabilities; for these it has a steepness: the log-odds of "dog" grow by `steepness` with
    every unit from the line towards the dogs' side. With the direction n = (cos angle, sin angle) and the centre c of
    the plane this is logistic regression:

        logit = steepness * (n . (measures - c) - offset),    P(dog | measures) = 1 / (1 + exp(-logit))

    The mean cross-entropy is -log of the probability of the true species, in nats, averaged over all animals.

    Args:
        measures: ``(n, 2)``: two lengths of each animal, in the same unit.
        labels: ``(n,)``: 0 for the first of `names`, 1 for the second.
        pictures: ``(n, height, width)``, uint8 grey levels, or floats: in [0, 1], or in [-1, 1] if any is negative.
        names: of the two species, with a plural in s.
        axes: names of the two measures.
        unit: of both measures.
        angle: the initial angle; see below.
        offset: the initial offset; see below.
        steepness: the initial steepness; see below.
        shaded: whether to show the probability as a surface at first.
        probabilities: False hides everything about probabilities: cross-entropy, steepness and the surface.
        title: written above.
        caption: a sentence below the title.
        zoom: the size of everything; 2 is for the back row.

    Attributes:
        angle: of the line's normal, which points to the second species' side, in degrees counter-clockwise from the
            horizontal axis, 0 to 360. Settable.
        offset: the line's distance from the centre of the plane along the normal, in units. Settable.
        steepness: growth of the log-odds with each unit, above 0. Settable.
        shaded: whether the probability is shown as a surface. Settable.
        probabilities: whether anything about probabilities is shown. Settable.

    Raises:
        ValueError: if measures, labels and pictures do not go together.
        traitlets.TraitError: if angle, offset or steepness is not a number, or steepness not above 0.
    """

    _esm = read_bundle("boundary_explorer.js")
    _css = read_bundle("boundary_explorer.css")
    _alone = "boundary_explorer_alone"

    angle = traitlets.Float(0.0).tag(sync=True)
    offset = traitlets.Float(0.0).tag(sync=True)
    steepness = traitlets.Float(2.0).tag(sync=True)
    shaded = traitlets.Bool(False).tag(sync=True)
    probabilities = traitlets.Bool(True).tag(sync=True)
    _start = traitlets.Dict().tag(sync=True)  # the line at first, for Reset
    _learned = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    _measures = traitlets.Bytes().tag(sync=True)
    _labels = traitlets.Bytes().tag(sync=True)
    _pictures = traitlets.Bytes().tag(sync=True)
    _shape = traitlets.List().tag(sync=True)
    _region = traitlets.List().tag(sync=True)
    _names = traitlets.List().tag(sync=True)
    _axes = traitlets.List().tag(sync=True)
    _unit = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        measures: np.ndarray,
        labels: np.ndarray,
        pictures: np.ndarray,
        names: Sequence[str] = ("cat", "dog"),
        axes: Sequence[str] = ("ear length", "snout length"),
        unit: str = "pixels",
        angle: float = 0.0,
        offset: float = 0.0,
        steepness: float = 2.0,
        shaded: bool = False,
        probabilities: bool = True,
        title: str = "Where would you draw the line?",
        caption: str = "",
        zoom: float = 1.0,
    ):
        measures, labels = np.asarray(measures, np.float32), np.asarray(labels)
        if measures.ndim != 2 or measures.shape[1] != 2 or not len(measures):
            raise ValueError(f"measures need the shape (n, 2), not {measures.shape}")
        if not np.isfinite(measures).all():
            raise ValueError("every measure must be a finite number")
        if labels.shape != (len(measures),) or not np.isin(labels, (0, 1)).all():
            raise ValueError(f"labels need the shape ({len(measures)},) and the values 0 and 1")
        levels = grey_levels(pictures)
        if len(levels) != len(measures):
            raise ValueError(f"there are {len(measures)} animals and {len(levels)} pictures: give one picture for each")
        low, high = measures.min(0).astype(float), measures.max(0).astype(float)
        middle, half = (low + high) / 2, max(0.54 * float((high - low).max()), 1e-6)
        self._points, self._kinds = measures.astype(np.float64), labels.astype(np.uint8)
        self._levels, self._middle, self._half = levels, middle, half
        line = {"angle": float(angle), "offset": float(offset), "steepness": float(steepness), "shaded": bool(shaded)}
        super().__init__(
            **line,
            _start=line,
            probabilities=probabilities,
            title=title,
            caption=caption,
            zoom=zoom,
            _measures=measures.tobytes(),
            _labels=self._kinds.tobytes(),
            _pictures=levels.tobytes(),
            _shape=list(levels.shape[1:]),
            _region=[*middle.tolist(), half],
            _names=list(names),
            _axes=list(axes),
            _unit=unit,
        )

    def __repr__(self) -> str:
        first, second = self._names
        return f"BoundaryExplorer: {len(self._points)} {first}s and {second}s, a line to drag and turn"

    @traitlets.validate("angle")
    def _angle_is_once_round(self, proposal: traitlets.Bunch) -> float:
        if not math.isfinite(proposal.value):
            raise traitlets.TraitError(f"angle must be a number of degrees, not {proposal.value}")
        return proposal.value % 360

    @traitlets.validate("offset")
    def _offset_is_finite(self, proposal: traitlets.Bunch) -> float:
        if not math.isfinite(proposal.value):
            raise traitlets.TraitError(f"offset must be a number, not {proposal.value}")
        return proposal.value

    @traitlets.validate("steepness")
    def _steepness_is_positive(self, proposal: traitlets.Bunch) -> float:
        if not 0 < proposal.value < math.inf:
            raise traitlets.TraitError(f"steepness must be a number above 0, not {proposal.value}")
        return proposal.value

    @property
    def weights(self) -> tuple[float, float, float]:
        """The line as logistic regression: ``(w_0, w_1, bias)`` in logit = w_0 m_0 + w_1 m_1 + bias."""
        direction = self._direction
        first, second = (self.steepness * direction).tolist()
        return first, second, -self.steepness * (float(direction @ self._middle) + self.offset)

    @property
    def logits(self) -> np.ndarray:
        """The log-odds of the second species for every animal, ``(n,)``."""
        return self.steepness * ((self._points - self._middle) @ self._direction - self.offset)

    @property
    def infiltrators(self) -> np.ndarray:
        """The indices of the animals on the wrong side; the line itself belongs to the first species."""
        return np.flatnonzero((self.logits > 0) != self._kinds.astype(bool))

    @property
    def cross_entropy(self) -> float:
        """The mean cross-entropy of the line's probabilities, in nats."""
        sides = np.where(self._kinds == 1, 1, -1)
        return float(np.logaddexp(0, -sides * self.logits).mean())  # -log sigmoid(logit) of the true side

    @property
    def _direction(self) -> np.ndarray:
        turn = math.radians(self.angle)
        return np.array([math.cos(turn), math.sin(turn)])

    def compare(self, weights: Any, bias: Any, name: str = "gradient descent") -> None:
        """Shows a second line, with its own scores.

        Args:
            weights: ``(2,)``, array, list or tensor: the log-odds of the second species are weights . measures + bias.
            bias: a number, or an array or tensor with one.
            name: of the line.

        Raises:
            ValueError: if there are not two weights and one bias, if one is not finite, or if both weights are 0.
        """
        first_two, one = _numbers(weights), _numbers(bias)
        if len(first_two) != 2 or len(one) != 1:
            raise ValueError(f"a line has two weights and one bias, not {len(first_two)} and {len(one)}")
        if not all(map(math.isfinite, first_two + one)):
            raise ValueError("the weights and the bias must be finite numbers")
        if not any(first_two):
            raise ValueError("weights of 0 and 0 draw no line: one of them must differ from 0")
        self._learned = {"weights": first_two, "bias": one[0], "name": name}

    def beside(self, weights: Any, bias: Any, name: str = "gradient descent") -> "BoundaryExplorer":
        """Another explorer of the same animals, with a second line as in `compare`; this one does not show it.

        Both have the same line of yours: moved in one of them, it moves in the other.
        """
        names = {"names": self._names, "axes": self._axes, "unit": self._unit}
        words = {"title": self.title, "caption": self.caption, "zoom": self.zoom}
        other = BoundaryExplorer(self._points, self._kinds, self._levels, **names, **words, **self._start)
        other.compare(weights, bias, name)
        for trait in (*self._start, "probabilities"):
            traitlets.link((self, trait), (other, trait))
        return other

    def _alt(self) -> str:
        (first, second), (across, up) = self._names, self._axes
        return (
            f"{len(self._points)} {first}s (diamonds) and {second}s (squares) in the plane of {across} and {up}, with"
            f" a straight line between them. Those on the wrong side of it, the infiltrators, stand out and are shown"
            f" as pictures beside the plane."
            + (f" A dashed line is that of {self._learned['name']}." if self._learned else "")
        )

    def _poster(self) -> Image.Image:
        side, left, tile = 560, 584, 92  # pixels: the plane, where the words begin, a small picture
        (x, y), half = self._middle, self._half
        plane = StillPlane((x - half, x + half, y - half, y + half), side, ground=LIGHT.catSide)
        reach = 4 * half  # beyond the plane's corners
        ends = self._middle + self.offset * self._direction + reach * _both_ways(self._direction)
        plane.polygon(np.concatenate([ends, ends[::-1] + reach * self._direction]), LIGHT.dogSide)
        wrong = self.infiltrators
        for i in np.setdiff1d(np.arange(len(self._points)), wrong):
            kind = ("cat", "dog")[self._kinds[i]]
            plane.mark(self._points[i : i + 1], kind, edge=getattr(LIGHT, kind), radius=5)
        for i in wrong:
            kind = ("cat", "dog")[self._kinds[i]]
            plane.mark(self._points[i : i + 1], kind, fill=LIGHT.ground, edge=LIGHT.ink, radius=7.5)
            plane.mark(self._points[i : i + 1], kind, fill=getattr(LIGHT, kind), radius=5.5)
        plane.line(ends, LIGHT.accent, 3.5)
        if self._learned:
            weights = np.array(self._learned["weights"])
            foot = self._middle - (self._middle @ weights + self._learned["bias"]) * weights / (weights @ weights)
            dash = reach / 80 * _both_ways(weights / np.linalg.norm(weights))
            for place in np.linspace(-80, 80, 81):
                plane.line(foot + place * dash[1] + dash / 2, LIGHT.ink, 3)
        whole = Image.new("RGB", (left + 3 * (tile + 8) - 8, side), LIGHT.ground)
        whole.paste(plane.image(), (0, 0))
        write(whole, (left, 0), f"infiltrators: {len(wrong)} of {len(self._points)}", size=22)
        if len(wrong):
            pictures = [enlarged(picture, tile / max(picture.shape)) for picture in self._levels[wrong[:STRIP]]]
            whole.paste(arranged(pictures, columns=3, gap=8).convert("RGB"), (left, 40))
        return whole


def grey_levels(pictures: np.ndarray) -> np.ndarray:
    """Pictures ``(n, height, width)`` as uint8: unchanged, or from floats in [0, 1], or in [-1, 1] if any is negative.

    Raises:
        ValueError: for an array of any other shape, or for floats out of range.
    """
    pictures = np.asarray(pictures)
    if pictures.ndim != 3 or 0 in pictures.shape:
        raise ValueError(f"pictures need the shape (n, height, width), not {pictures.shape}")
    if pictures.dtype == np.uint8:
        return np.ascontiguousarray(pictures)
    low, high = float(pictures.min()), float(pictures.max())
    if not (low >= -1 and high <= 1):  # NaN is neither
        raise ValueError("pictures need grey levels: uint8, or floats in [0, 1] or in [-1, 1]")
    shares = (pictures + 1) / 2 if low < 0 else pictures
    return np.ascontiguousarray((255 * shares).round().astype(np.uint8))


def _numbers(values: Any) -> list[float]:
    """The numbers in an array, list or tensor, one after the other."""
    detach = getattr(values, "detach", None)  # a tensor with a gradient cannot become an array directly
    return np.asarray(detach() if detach else values, np.float64).ravel().tolist()


def _both_ways(direction: np.ndarray) -> np.ndarray:
    """The two directions ``(2, 2)`` perpendicular to one ``(2,)``: first to its right, then to its left."""
    return np.array([[direction[1], -direction[0]], [-direction[1], direction[0]]])
