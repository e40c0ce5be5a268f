"""Data for the laboratory: the sets that a recipe names, points that it holds itself, and points read from text."""

import base64
import binascii
import math
import re
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from gan_lesson import datasets

POINTS = 4000  # real points of a data set that is drawn from a formula
EDGE = 1.5  # a drawing spans -1.5 to 1.5 along each axis, in 255 steps
MOST_HELD = 1000  # points in a recipe, at most: 2.7 characters of text for each in a drawing, else 5.4

DRAWN, HELD = ("u1", 255), ("<u2", 65534)  # types of their steps, and the last one; even, to have a middle

_corners = [(math.sin(angle) * 0.75, math.cos(angle) * 0.75) for angle in (0, 2 * math.pi / 3, 4 * math.pi / 3)]

DATA: dict[str, Callable[[torch.Generator], datasets.Points]] = {
    "line": lambda random: datasets.line(POINTS, random),
    "two gaussians": lambda random: datasets.blobs(POINTS, random, [(-0.6, 0.0), (0.6, 0.0)], 0.15),
    "ring": lambda random: datasets.circle(POINTS, random),
    "three blobs": lambda random: datasets.blobs(POINTS, random, _corners, 0.1),
    "ring of 8": lambda random: datasets.ring(POINTS, random, standard_deviation=0.05),
    "grid of 25": lambda random: datasets.grid(POINTS, random, spacing=0.5, standard_deviation=0.025),
    "moons": lambda random: datasets.moons(POINTS, random),
}

_POINTS = re.compile(r"points (?P<places>\S*) around (?P<x>\S+) (?P<y>\S+) within (?P<half>\S+)")
_DAMAGED = "the points in this recipe are damaged: copy the whole line, or {} anew"


def drawing(points: np.ndarray | Tensor | list) -> str:
    """Points as a recipe's data, rounded as a drawing may be: "drawn " and the encoded points.

    Args:
        points: ``(n, 2)`` between -1.5 and 1.5; they are rounded to a grid of 256 x 256.

    Raises:
        ValueError: if they are not pairs of finite numbers in that range, or are more than 1,000.
    """
    data = _few(points)
    if data.abs().max() > EDGE:
        raise ValueError(f"a drawing reaches from -{EDGE} to {EDGE} along both axes: use held for other points")
    return "drawn " + _encoded((data + EDGE) / (2 * EDGE), *DRAWN)


def held(points: np.ndarray | Tensor | list) -> str:
    """Points as a recipe's data, with their place and size: "points ... around 50.0 50.0 within 3.0".

    Args:
        points: ``(n, 2)`` in any units; they are rounded to a grid of 65,535 x 65,535 over the smallest square that
            holds them.

    Raises:
        ValueError: if they are not pairs of finite numbers, or are more than 1,000.
    """
    data = _few(points)
    low, high = data.min(0).values, data.max(0).values
    x, y = ((low + high) / 2).tolist()
    half = float((high - low).max()) / 2 or 1.0
    places = (data - torch.tensor([x, y], dtype=torch.float64) + half) / (2 * half)
    return f"points {_encoded(places, *HELD)} around {x!r} {y!r} within {half!r}"


def drawn_points(text: str) -> Tensor:
    """The points ``(n, 2)`` of a drawing.

    Args:
        text: from `drawing`.

    Raises:
        ValueError: if it is anything else.
    """
    places = _decoded(text.removeprefix("drawn "), *DRAWN)
    if places is None:
        raise ValueError(_DAMAGED.format("draw it"))
    return (places * (2 * EDGE) - EDGE).float()


def points_held(text: str) -> datasets.Points | None:
    """The training set that a recipe's data holds; None if it is a name.

    Args:
        text: a recipe's data.

    Raises:
        ValueError: if it is from `drawing` or `held`, and damaged.
    """
    if text.startswith("drawn "):
        return datasets.Points("Your drawing", drawn_points(text), (-EDGE, EDGE, -EDGE, EDGE))
    if not text.startswith("points "):
        return None
    found = _POINTS.fullmatch(text)
    places = found and _decoded(found["places"], *HELD)
    try:
        x, y, half = (float(found[name]) for name in ("x", "y", "half"))
        if places is None or half <= 0:
            raise ValueError
        return datasets.points((places * 2 - 1) * half + torch.tensor([x, y], dtype=torch.float64))
    except (TypeError, ValueError):
        raise ValueError(_DAMAGED.format("hand them over")) from None


def _few(points: np.ndarray | Tensor | list) -> Tensor:
    data = datasets.points(points).data.double()
    if len(data) > MOST_HELD:
        raise ValueError(f"a recipe holds at most {MOST_HELD:,} points, not {len(data):,}")
    return data


def _encoded(places: Tensor, kind: str, most: int) -> str:
    """Places ``(n, 2)`` from 0 to 1 as text, in whole steps from 0 to `most`."""
    steps = (places * most).round().numpy().astype(kind)
    return base64.urlsafe_b64encode(steps.tobytes()).decode("ascii")


def _decoded(text: str, kind: str, most: int) -> Tensor | None:
    """The places ``(n, 2)`` of a text, or None if it is damaged."""
    try:
        steps = np.frombuffer(base64.b64decode(text, altchars=b"-_", validate=True), kind)
    except (binascii.Error, ValueError):
        return None
    if len(steps) == 0 or len(steps) % 2 or len(steps) > 2 * MOST_HELD:
        return None
    return torch.from_numpy(steps.reshape(-1, 2) / most)


_BETWEEN = re.compile(r"\s*[,;]\s*|\s+")


def points_from_text(text: str, name: str = "My points") -> datasets.Points:
    r"""Reads points from pasted rows or the text of a CSV file.

    A row is a line with two numbers, with a comma, a semicolon, a tab or blanks between them; the first row may be a
    header. With semicolons, tabs or blanks between them, numbers may have decimal commas. Empty lines are skipped.

    Args:
        text: the rows.
        name: for titles.

    Raises:
        ValueError: if a line is not two finite numbers, which names the line, or if there is none at all.

    Example:
        >>> points_from_text("x;y\n0,5;1\n2;3").data.tolist()
        [[0.5, 1.0], [2.0, 3.0]]
    """
    rows: list[list[float]] = []
    first = True
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = line.strip()
        if not line:
            continue
        row = _row(line)
        if row is None and first and not re.match(r"[-+.\d]", line):
            first = False
            continue  # the header
        first = False
        if row is None:
            shown = line if len(line) <= 40 else line[:37] + "..."
            raise ValueError(f"line {number} should be two numbers, such as 0.5, 1.2: it is {shown!r}")
        rows.append(row)
    if not rows:
        raise ValueError("there are no points here: write two numbers in each line, such as 0.5, 1.2")
    return datasets.points(rows, name)


def _row(line: str) -> list[float] | None:
    """The two finite numbers of a line, or None."""
    if re.search(r"[;\t ]", line) and not re.search(r"(?<!\d),|,(?!\d)", line):
        line = line.replace(",", ".")  # something else than commas stands between the numbers
    try:
        row = [float(piece.strip("\"'")) for piece in _BETWEEN.split(line)]
    except ValueError:
        return None
    return row if len(row) == 2 and all(map(math.isfinite, row)) else None
