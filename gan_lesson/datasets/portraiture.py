"""Portraits of dogs and cats, 28x28 grey, drawn from a handful of named knobs.

Every animal is a list of knobs (species, tilt, fur, ears, snout ...); `sample_knobs` draws the knobs at random and
`draw` turns them into pictures. Together they are an *implicit model* of P(X|Y), like a GAN's generator: it can be
sampled endlessly, but there is no density on R^784 to evaluate, because the pictures fill only a thin, curved sheet of
that space.

Shapes are signed distances (negative inside, in pixels) painted back to front; the distance across an edge becomes
that pixel's coverage, which gives smooth outlines. See I. Quilez, "2D distance functions".

Example:
    >>> pictures, knobs = portraits(64, np.random.default_rng(0))
    >>> pictures.shape, int(knobs.species.min()), int(knobs.species.max())
    ((64, 28, 28), 0, 1)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields, replace
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

CAT, DOG, SIZE = 0, 1, 28

# Knobs whose distribution depends on the species: the two parameters of a beta distribution over the knob's
# range, for cats and for dogs. They overlap, so a few dogs have a cat's ears or snout: lesson 01's infiltrators.
_BETA = {
    "ear_length": ((4.0, 8.0), (8.0, 4.0)),
    "ear_tone": ((3.0, 3.0), (1.2, 2.0)),
    "snout_length": ((4.0, 8.0), (8.0, 4.0)),
    "eye_open": ((4.0, 1.2), (4.0, 1.2)),
}
_TONGUE_OUT = (0.15, 0.5)  # the shares of cats and of dogs that show their tongue
_DARK = 0.03  # noses, pupils, outlines
_CHUNK = 64  # portraits drawn at a time, so that the arrays fit into the processor's cache


def _knob(low: float, high: float, typical: float = MISSING) -> np.ndarray:
    return field(default=typical, metadata={"range": (low, high)})


@dataclass(frozen=True, eq=False)
class Knobs:
    """The hidden knobs of `n` animals: one array (n,) for each knob.

    A number, or an array (1,), holds for all the animals: ``Knobs(species=DOG, tilt=np.linspace(-0.2, 0.2, 8))`` is
    one dog in eight poses, and ``dataclasses.replace(knobs, fur=0.9)`` turns all the animals white. Lengths are in
    pixels of an animal of size 1. Only `whiskers` says nothing about a dog; all the others work on both species.

    Attributes:
        species: `CAT` (0) or `DOG` (1), as integers: the label Y.
        x: shift to the right, -0.4 to 0.4 pixels.
        y: shift upwards, -0.4 to 0.4 pixels.
        size: magnification, 1 to 1.1.
        tilt: rotation of the head, counter-clockwise, -0.2 to 0.2 radians.
        fur: grey level of the coat, 0.45 (dark) to 0.95 (white).
        bib: how far the muzzle is lighter than the coat, 0 (little) to 1 (white).
        stripes: strength of a tabby's stripes, 0 (none) to 1.
        patch: dark patch around one eye, -1 (on our left) through 0 (none) to 1 (on our right).
        mask: dark mask around both eyes, 0 (none) to 1.
        head_width: half the width of the head, 7.2 to 8.5 pixels (a dog's is drawn narrower).
        ear_length: length of the ears, 4.5 to 8.5 pixels.
        ear_width: half the width of the ears, 2.2 to 3 pixels.
        ear_fold: 0 (a cat's stand up, a dog's fold over) to 1 (a cat's point sideways, a dog's hang down).
        ear_tone: grey level of the ears less that of the coat, -0.3 to 0.2.
        snout_length: length of the muzzle, 3 to 7.5 pixels.
        snout_width: half the width of the muzzle, 3 to 4.6 pixels.
        eye_size: half the height of an open eye, 1.5 to 2.3 pixels.
        eye_distance: from the middle of the face to an eye, 3.2 to 4.4 pixels.
        eye_open: 0 (asleep) to 1 (wide awake).
        gaze: -1 (looks to our left) to 1 (to our right).
        whiskers: strength of a cat's whiskers, 0 (none) to 1; dogs have none.
        tongue: 0 (mouth closed) to 1 (tongue out).

    Raises:
        ValueError: if a knob is neither a number nor an array (n,), if lengths differ, or if a value is out of range.
    """

    species: np.ndarray = _knob(CAT, DOG)
    x: np.ndarray = _knob(-0.4, 0.4, typical=0.0)
    y: np.ndarray = _knob(-0.4, 0.4, typical=0.0)
    size: np.ndarray = _knob(1.0, 1.1, typical=1.05)
    tilt: np.ndarray = _knob(-0.2, 0.2, typical=0.0)
    fur: np.ndarray = _knob(0.45, 0.95, typical=0.7)
    bib: np.ndarray = _knob(0.0, 1.0, typical=0.7)
    stripes: np.ndarray = _knob(0.0, 1.0, typical=0.0)
    patch: np.ndarray = _knob(-1.0, 1.0, typical=0.0)
    mask: np.ndarray = _knob(0.0, 1.0, typical=0.0)
    head_width: np.ndarray = _knob(7.2, 8.5, typical=8.0)
    ear_length: np.ndarray = _knob(4.5, 8.5, typical=6.5)
    ear_width: np.ndarray = _knob(2.2, 3.0, typical=2.6)
    ear_fold: np.ndarray = _knob(0.0, 1.0, typical=0.4)
    ear_tone: np.ndarray = _knob(-0.3, 0.2, typical=-0.1)
    snout_length: np.ndarray = _knob(3.0, 7.5, typical=5.0)
    snout_width: np.ndarray = _knob(3.0, 4.6, typical=3.8)
    eye_size: np.ndarray = _knob(1.5, 2.3, typical=1.9)
    eye_distance: np.ndarray = _knob(3.2, 4.4, typical=3.8)
    eye_open: np.ndarray = _knob(0.0, 1.0, typical=0.9)
    gaze: np.ndarray = _knob(-1.0, 1.0, typical=0.0)
    whiskers: np.ndarray = _knob(0.0, 1.0, typical=0.5)
    tongue: np.ndarray = _knob(0.0, 1.0, typical=0.0)

    def __post_init__(self) -> None:
        columns = {name: np.asarray(getattr(self, name)) for name in RANGES}
        n = max(column.size for column in columns.values())
        for name, column in columns.items():
            low, high = RANGES[name]
            if column.ndim > 1 or column.size not in (1, n):
                raise ValueError(f"knob {name!r} has shape {column.shape}: give a number or an array of shape ({n},).")
            if name == "species" and not np.isin(column, (CAT, DOG)).all():
                raise ValueError(f"unknown species: write {CAT} for a cat and {DOG} for a dog.")
            column = column.astype(np.int64 if name == "species" else np.float32)
            if not ((column >= low) & (column <= high)).all():
                raise ValueError(f"knob {name!r} is out of range: keep it between {low:g} and {high:g}.")
            object.__setattr__(self, name, np.broadcast_to(column, (n,)).copy())

    def __len__(self) -> int:
        return len(self.species)

    def __getitem__(self, index: int | slice | np.ndarray) -> Knobs:
        """The knobs of some of the animals: ``knobs[3]``, ``knobs[:8]``, ``knobs[knobs.species == DOG]``."""
        return Knobs(*(getattr(self, name)[index] for name in RANGES))

    def as_array(self) -> np.ndarray:
        """Returns float32 (n, number of knobs), in the order of `RANGES`; ``Knobs(*array.T)`` turns it back."""
        return np.stack([getattr(self, name) for name in RANGES], axis=1).astype(np.float32)


# The lowest and the highest setting of each knob, in the order of `Knobs`.
RANGES: dict[str, tuple[float, float]] = {knob.name: knob.metadata["range"] for knob in fields(Knobs)}


class Portraits(NamedTuple):
    """Pictures, float32 (n, 28, 28) in [0, 1] on black, and the `Knobs` that they were drawn from."""

    pictures: np.ndarray
    knobs: Knobs


def portraits(n: int, rng: np.random.Generator, species: int | np.ndarray | None = None) -> Portraits:
    """Draws `n` new portraits: samples of P(X|Y), or of P(X, Y) when `species` is None.

    Args:
        n: how many, at least 1.
        rng: the only source of randomness; the same state gives the same portraits.
        species: `CAT`, `DOG`, an array (n,) of both, or None to toss a fair coin for each portrait.

    Raises:
        ValueError: if `n` is below 1 or a species is unknown.
    """
    knobs = sample_knobs(n, rng, species)
    return Portraits(draw(knobs), knobs)


def sample_knobs(n: int, rng: np.random.Generator, species: int | np.ndarray | None = None) -> Knobs:
    """Draws the knobs of `n` animals at random; arguments and errors as in `portraits`."""
    if n < 1:
        raise ValueError(f"n is {n}: ask for at least 1 portrait.")
    if species is None:
        species = rng.integers(CAT, DOG + 1, n)
    species = Knobs(species).species
    if len(species) not in (1, n):
        raise ValueError(f"there are {len(species)} species for {n} portraits: give one, or one for each portrait.")
    species = np.broadcast_to(species, (n,))
    knobs = {}
    for name, (low, high) in RANGES.items():
        a, b = np.transpose(_BETA.get(name, ((1, 1), (1, 1))))[:, species]
        knobs[name] = low + (high - low) * rng.beta(a, b)
    knobs["species"] = species
    # An animal has one pattern at most, of a strength of at least 0.6.
    pattern = rng.choice(["plain", "stripes", "patch", "mask"], n, p=[0.4, 0.2, 0.2, 0.2])
    for name in ("stripes", "patch", "mask"):
        knobs[name] = np.sign(knobs[name]) * (0.6 + 0.4 * np.abs(knobs[name])) * (pattern == name)
    knobs["tongue"] = knobs["tongue"] * (rng.random(n) < np.take(_TONGUE_OUT, species))
    return Knobs(**knobs)


def flip_species(knobs: Knobs) -> Knobs:
    """The same animals as the other species: every cat becomes a dog, every dog a cat; no other knob changes."""
    return replace(knobs, species=DOG - knobs.species)


def measure(knobs: Knobs) -> np.ndarray:
    """Measures every animal with a ruler, as in lesson 01.

    Returns:
        float32 (n, 2), in pixels of the picture: the length of an ear, unfolded, and the length of the snout. A ruler
        on the picture cannot tell a long ear from a big animal, so `size` blurs both.
    """
    return np.stack([knobs.ear_length * knobs.size, knobs.snout_length * knobs.size], axis=1).astype(np.float32)


class Pattern(NamedTuple):
    """What the knob `stripes` takes away of the light, as two functions to shares from 0 to 1.

    Attributes:
        head: of the knob and a place x, y on the head, in pixels of an animal of size 1.
        ear: likewise, of a place on an ear.
    """

    head: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
    ear: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray | float]


def _tabby_head(strength: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    radius = np.sqrt(x**2 + (y + 2) ** 2 + 0.1)
    wave = (y + 2) / radius  # cosine of the angle about the nose; two doublings and a tripling give twelve rays
    wave = 2 * (2 * wave**2 - 1) ** 2 - 1
    wave = wave * (4 * wave**2 - 3)
    return 0.65 * strength * np.clip(1.5 * wave, 0, 1) * np.clip((radius - 5.5) / 2, 0, 1)


def _zebra_head(strength: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    radius = np.sqrt(x**2 + (y + 2) ** 2 + 0.1)
    wave = (y + 2) / radius
    for _ in range(3):  # three doublings give eight rays, broader ones, which begin nearer to the nose
        wave = 2 * wave**2 - 1
    return 0.85 * strength * np.clip(0.5 + 1.5 * wave, 0, 1) * np.clip((radius - 4) / 1.5, 0, 1)


def _no_ear(strength: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    return 0.0


def _zebra_ear(strength: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 0.85 * strength * np.clip(0.5 + 1.5 * np.sin(2 * np.pi * y / 4.5), 0, 1)


TABBY = Pattern(_tabby_head, _no_ear)
ZEBRA = Pattern(_zebra_head, _zebra_ear)


def draw(knobs: Knobs, pattern: Pattern = TABBY) -> np.ndarray:
    """Draws the animals: a deterministic function of the knobs.

    Args:
        knobs: of the animals.
        pattern: where the knob `stripes` takes effect: `TABBY`, the portraits' thin stripes on the head, or `ZEBRA`,
            bold ones on the ears too. Without stripes both draw the same.

    Returns:
        float32 (n, 28, 28) in [0, 1], row 0 at the top; the background is 0, and so is the outermost ring of pixels.
    """
    table = knobs.as_array()
    pictures = np.empty((len(knobs), SIZE, SIZE), np.float32)
    for start in range(0, len(knobs), _CHUNK):
        pictures[start : start + _CHUNK] = _draw_chunk(table[start : start + _CHUNK], pattern)
    return pictures


def _draw_chunk(table: np.ndarray, pattern: Pattern = TABBY) -> np.ndarray:
    """Paints float32 (n, 28, 28) from knobs (n, number of knobs), back to front."""
    k = SimpleNamespace(**dict(zip(RANGES, table.T[:, :, None, None], strict=True)))  # each (n, 1, 1)

    def pick(cat: float | np.ndarray, dog: float | np.ndarray) -> np.ndarray:
        return cat + k.species * (dog - cat)

    def inside(distance: np.ndarray) -> np.ndarray:
        return np.clip(0.5 - distance * (k.size / 1.2), 0, 1)  # 1.2 pixels from outside to inside: soft, not blurred

    def paint(coverage: np.ndarray, tone: float | np.ndarray) -> None:
        picture[:] += coverage * (tone - picture)

    # The ears fold away from upright by `ear_angle`; one that points sideways also points at us, so it looks shorter.
    ear_angle = 0.2 + 0.6 * k.ear_fold + k.species * (1.6 + 0.7 * k.ear_fold)
    sine, cosine = np.sin(ear_angle), np.cos(ear_angle)
    hang = 0.5 - 0.5 * cosine  # 0 upright, 1 hanging
    ear_length = k.ear_length * (1 - pick(0.45, 0.7) * sine**2)

    # The animal's own frame: origin in the middle of the face, y upwards; `side` is x without left and right.
    grid = np.arange(SIZE, dtype=np.float32) - (SIZE - 1) / 2
    right, up = grid - k.x, -grid[:, None] - k.y
    turn_x, turn_y = np.cos(k.tilt) / k.size, np.sin(k.tilt) / k.size
    x = right * turn_x + up * turn_y
    y = up * turn_x - right * turn_y - pick(-0.3 - 0.185 * ear_length * cosine, 0.7)
    side = np.abs(x)
    eye_x, eye_y = side - k.eye_distance * pick(1, 0.88), y - 1.6
    head_width = k.head_width * pick(1, 0.87)
    picture = np.zeros_like(x)

    # Ears: pointed and broad at the root when upright, narrow at the root and round at the tip when they hang.
    root_x, root_y = side - head_width * pick(0.6, 0.95 - 0.25 * sine), y - 3.5 - 0.7 * hang
    ear = _drop(
        root_x * cosine - root_y * sine,
        root_x * sine + root_y * cosine,
        ear_length,
        k.ear_width * (1.25 - 0.75 * hang),
        0.2 + hang**2 * (0.75 * k.ear_width - 0.2),
        bend=-3 * hang,
    )
    ear_tone = np.clip(k.fur + k.ear_tone, 0.25, 1) * (1 - pattern.ear(k.stripes, x, y))
    is_cat, is_dog = 1 - k.species, k.species
    paint(inside(ear) * is_cat, ear_tone)  # a cat's ears stand behind its head; a dog's come last
    paint(inside(ear + 1.7) * is_cat * 0.5, ear_tone * 0.4)

    # Head: its coat carries the pattern, and darkens towards the rim as a ball does.
    head = _ellipse(x, y, head_width, pick(7.0, 7.6))
    on_head = inside(head)
    coat = k.fur * (1 - 0.6 * k.mask * inside(_ellipse(eye_x - 1.2, y - 3, 3.4, 5)))
    coat *= 1 - 0.6 * np.abs(k.patch) * inside(_ellipse(x * np.sign(k.patch) - 4, y - 1.6, 3.6, 4.2))
    coat *= 1 - pattern.head(k.stripes, x, y)
    paint(on_head, coat * (1 - 0.2 * np.clip(1 + head / 7, 0, 1) ** 2))

    # Muzzle and tongue; a longer snout reaches higher and lower.
    top = pick(-3.2, -2.8) + 0.35 * k.snout_length
    bottom = top - k.snout_length
    muzzle = _ellipse(x, y - (top + bottom) / 2, k.snout_width * pick(1, 1.15), k.snout_length / 2)
    paint(inside(muzzle - 0.8) * 0.3, _DARK)
    tongue_width = pick(0.8, 1.4)
    tongue = _drop(x, bottom + 0.5 - y, 0.1 + k.tongue * pick(1.1, 2.2), tongue_width, tongue_width)
    paint(inside(tongue) * np.clip(4 * k.tongue, 0, 1), 0.55)
    paint(inside(muzzle), k.fur + (0.35 + 0.65 * k.bib) * (1 - k.fur))
    whisker = np.maximum(np.abs(np.abs(y + 3.2) - 0.14 * side - 0.1) - 0.3, np.abs(side - 6.8) - 2.8)
    paint(inside(whisker) * k.whiskers * is_cat * 0.45, 1)

    # Nose, and a mouth of two arcs that hang from it.
    nose_y = top - pick(0.3, 1.0) - 0.15 * (k.snout_length - 3)
    mouth_y = nose_y - pick(1.4, 2.4)
    paint(inside(_ellipse(x, y - nose_y, pick(1.2, 1.9), pick(0.9, 1.35))), _DARK)
    arc_radius, ink = pick(1.1, 1.6), pick(0.8, 0.6)
    arc = np.abs(np.sqrt((side - arc_radius) ** 2 + (y - mouth_y) ** 2) - arc_radius) - 0.4
    paint(inside(np.maximum(arc, y - mouth_y - 0.2)) * ink, _DARK)
    paint(inside(np.maximum(side - 0.4, np.abs(y - (nose_y + mouth_y) / 2) - (nose_y - mouth_y) / 2)) * ink, _DARK)

    # Eyes: a cat's pupils are narrow, a dog's nearly fill the eye; closing, an eye becomes a dark line.
    eye_height = k.eye_size * (0.4 + 0.6 * k.eye_open)
    eye = _ellipse(eye_x, eye_y, k.eye_size * pick(1.1, 0.95), eye_height)
    paint(inside(eye - 0.4) * 0.7, _DARK)
    paint(inside(eye), 0.97)
    pupil_width = k.eye_size * (1.1 - k.eye_open * pick(0.5, 0.3))
    paint(inside(_ellipse(eye_x - 0.6 * k.gaze * np.sign(x), eye_y, pupil_width, 0.95 * eye_height)), _DARK)

    # A dog's ears hang before its head; their shadow sets them off from a coat of the same tone.
    paint(inside(ear - 0.9) * on_head * is_dog, 0.3 * k.fur)
    paint(inside(ear) * is_dog, ear_tone)
    return picture


def _ellipse(x: np.ndarray, y: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Distance to an ellipse with half axes a (along x) and b: exact on the outline, near it to first order."""
    u, v = x / a, y / b
    k = np.sqrt(u**2 + v**2)
    u /= a
    v /= b
    return k * (k - 1) / np.sqrt(u**2 + v**2 + 1e-6)


def _drop(
    x: np.ndarray, y: np.ndarray, length: np.ndarray, root: np.ndarray, tip: np.ndarray, bend: float | np.ndarray = 0.0
) -> np.ndarray:
    """Distance to a drop about the line from (0, 0) up to (0, length), with radius `root` below and `tip` above."""
    t = np.clip(y / length, 0, 1)
    return np.hypot(x - bend * t * (1 - t), y - t * length) - (root + (tip - root) * t)
