"""The workshop of lesson 04: forgeries made without an original, and one move along a gradient.

`sketch` turns six knobs into a clumsy pet, `beginners` makes forgeries for an expert to learn from, and `forgers_move`
is one step up the expert's gradient. Pictures are in [-1, 1], black is -1.
"""

from collections.abc import Callable

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor

SIZE = 28
# Each knob of `sketch`: lowest, highest and initial setting.
KNOBS: dict[str, tuple[float, float, float]] = {
    "head": (4.0, 11.0, 6.0),
    "ears": (0.0, 9.0, 1.0),
    "ear angle": (0.0, 180.0, 20.0),
    "eyes": (1.5, 7.0, 2.0),
    "muzzle": (0.5, 6.0, 1.5),
    "fur": (0.0, 1.0, 0.35),
}
_FINE = 8  # drawn this much larger and then averaged, for soft edges


def sketch(knobs: dict[str, float]) -> np.ndarray:
    """Draws a pet from circles and triangles.

    Args:
        knobs: a setting for each of `KNOBS`: half the width of the head, the length of the ears, their angle in degrees
            (0 upright, 180 hanging), the distance from the middle of the face to an eye, half the width of the muzzle,
            and the grey of the fur from 0 to 1. Lengths are in pixels.

    Returns:
        float32 ``(28, 28)`` in [-1, 1].

    Raises:
        ValueError: if a knob is missing, unknown or out of range.
    """
    if set(knobs) != set(KNOBS):
        raise ValueError(f"sketch needs a setting for each of: {', '.join(KNOBS)}")
    for name, (low, high, _) in KNOBS.items():
        if not low <= knobs[name] <= high:
            raise ValueError(f"the knob {name!r} goes from {low:g} to {high:g}, not to {knobs[name]}")
    head, ears, angle, eyes, muzzle, fur = (float(knobs[name]) for name in KNOBS)
    canvas = Image.new("L", (_FINE * SIZE, _FINE * SIZE))
    pen = ImageDraw.Draw(canvas)

    def places(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(_FINE * (14 + x), _FINE * (15 + y)) for x, y in points]  # y downwards, from the middle of the face

    def ellipse(x: float, y: float, wide: float, high: float, grey: float) -> None:
        pen.ellipse(places((x - wide, y - high), (x + wide, y + high)), fill=round(255 * grey))

    for side in (-1, 1):
        right, down = side * np.sin(np.radians(angle)), -np.cos(np.radians(angle))
        x, y, half = side * 0.62 * head, -0.62 * head, 0.33 * head
        root = (x - half * down, y + half * right), (x + half * down, y - half * right)
        tip = x + (ears + 2) * right, y + (ears + 2) * down
        if ears > 0:
            pen.polygon(places(*root, tip), fill=round(255 * 0.85 * fur))
    ellipse(0, 0, head, 0.9 * head, fur)
    ellipse(0, 0.45 * head, muzzle, 0.8 * muzzle, min(1.0, fur + 0.2))
    ellipse(0, 0.3 * head, 0.35 * muzzle, 0.28 * muzzle, 0.03)
    for side in (-1, 1):
        ellipse(side * eyes, -1.5, 1.3, 1.6, 0.05)
    return np.asarray(canvas.resize((SIZE, SIZE), Image.Resampling.BOX), np.float32) / 127.5 - 1


def scribble(random: np.random.Generator) -> np.ndarray:
    """Random strokes of a round brush on a plain ground, float32 ``(28, 28)`` in [-1, 1]."""
    ground = 0 if random.random() < 0.7 else int(random.integers(256))
    canvas = Image.new("L", (_FINE * SIZE, _FINE * SIZE), ground)
    pen = ImageDraw.Draw(canvas)
    for _ in range(random.integers(1, 16)):
        grey, width = int(random.integers(256)), int(_FINE * random.uniform(1, 5))
        ends = _FINE * SIZE * random.uniform(0.1, 0.9, (2, 2))
        pen.line([tuple(end) for end in ends], fill=grey, width=width)
        for x, y in ends:
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=grey)
    return np.asarray(canvas.resize((SIZE, SIZE), Image.Resampling.BOX), np.float32) / 127.5 - 1


def beginners(n: int, random: torch.Generator) -> Tensor:
    """The forgeries of untrained beginners: half of them sketches, a quarter scribbles, a quarter noise.

    Args:
        n: how many, at least 4.
        random: the random generator to draw from.

    Returns:
        ``(n, 1, 28, 28)`` in [-1, 1], shuffled.
    """
    draws = np.random.default_rng(int(torch.randint(2**31 - 1, (), generator=random)))
    low, high, _ = np.array(list(KNOBS.values())).T
    sketches = [sketch(dict(zip(KNOBS, draws.uniform(low, high), strict=True))) for _ in range(n // 2)]
    scribbles = [scribble(draws) for _ in range(n // 4)]
    rest = n - len(sketches) - len(scribbles)
    grey, strength = draws.uniform(-1, 1, (rest, 1, 1)), draws.uniform(0, 1, (rest, 1, 1))
    noise = np.clip(grey + strength * draws.normal(size=(rest, SIZE, SIZE)), -1, 1)
    pictures = np.concatenate([np.array(sketches), np.array(scribbles), noise])[draws.permutation(n)]
    return torch.from_numpy(pictures).float()[:, None]


def slope_of(expert: Callable[[Tensor], Tensor], pictures: Tensor) -> Tensor:
    """The gradient of the expert's logit with respect to each pixel.

    Args:
        expert: maps pictures to logits ``(n,)``; its weights stay the same.
        pictures: ``(n, 1, 28, 28)``.

    Returns:
        ``(n, 1, 28, 28)``.
    """
    pictures = pictures.detach().clone().requires_grad_()
    with torch.enable_grad():
        (slope,) = torch.autograd.grad(expert(pictures).sum(), pictures)
    return slope


def forgers_move(pictures: Tensor, expert: Callable[[Tensor], Tensor], rate: float) -> Tensor:
    """One step uphill: every pixel moves by `rate` times the slope of the expert's logit.

    Args:
        pictures: ``(n, 1, 28, 28)`` in [-1, 1].
        expert: maps pictures to logits ``(n,)``.
        rate: how far to go.

    Returns:
        ``(n, 1, 28, 28)``, clamped to [-1, 1].
    """
    return (pictures + rate * slope_of(expert, pictures)).clamp(-1, 1)
