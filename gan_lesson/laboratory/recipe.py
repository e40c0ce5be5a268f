"""A run in one line of text, from which it can be repeated."""

import base64
import binascii
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets
from gan_lesson.laboratory.rules import RULES, Rules
from gan_lesson.models import MLPDiscriminator, MLPGenerator, orthogonal_weights

POINTS = 4000  # real points of a data set that is drawn from a formula
DRAWING_EDGE = 1.5  # a drawing spans -1.5 to 1.5 along each axis, in 255 steps
DRAWING_POINTS = 1000  # most points of a drawing: 2.7 characters of text each

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
LATENTS: dict[str, Callable[[int, int, torch.Generator], Tensor]] = {
    "normal": lambda batch, size, random: torch.randn(batch, size, generator=random),
    "uniform": lambda batch, size, random: 2 * torch.rand(batch, size, generator=random) - 1,
}
OPTIMISERS: dict[str, Callable[[nn.Module, float], torch.optim.Optimizer]] = {
    "adam": lambda network, rate: torch.optim.Adam(network.parameters(), rate, betas=(0.5, 0.999), fused=True),
    "rmsprop": lambda network, rate: torch.optim.RMSprop(network.parameters(), rate),
    "sgd": lambda network, rate: torch.optim.SGD(network.parameters(), rate),
}


@dataclass(frozen=True)
class Recipe:
    """Everything that determines a run.

    ``str(recipe)`` is a line of text, and ``Recipe.parse`` turns it back into the same recipe.

    Attributes:
        data: a name in `DATA`, or a drawing (see `drawing`).
        latent_size: numbers in a latent.
        latents: their distribution: "normal" (standard deviation 1) or "uniform" (from -1 to 1).
        generator_layers, generator_width: hidden layers of the generator, and numbers in each.
        generator_rate: its learning rate.
        generator_steps: its updates in a training step.
        discriminator_layers, discriminator_width, discriminator_rate, discriminator_steps: those of the discriminator.
        loss: a name in `RULES`.
        optimiser: a name in `OPTIMISERS`; the same for both players.
        batch: real points, and latents, in each update.
        seed: of the data, the initial weights and everything drawn in training.

    Raises:
        ValueError: if a value is out of range; the message says what is allowed.
    """

    data: str = "ring of 8"
    latent_size: int = 2
    latents: str = "normal"
    generator_layers: int = 3
    generator_width: int = 64
    generator_rate: float = 0.001
    generator_steps: int = 1
    discriminator_layers: int = 3
    discriminator_width: int = 64
    discriminator_rate: float = 0.001
    discriminator_steps: int = 1
    loss: str = "non-saturating"
    optimiser: str = "adam"
    batch: int = 128
    seed: int = 0

    def __post_init__(self) -> None:
        _one_of("latents", self.latents, LATENTS)
        _one_of("loss", self.loss, RULES)
        _one_of("optimiser", self.optimiser, OPTIMISERS)
        if self.data.startswith("drawn "):
            drawn_points(self.data)
        else:
            _one_of("data", self.data, [*DATA, "drawn ..."])
        for name, (low, high) in LIMITS.items():
            value, kind = getattr(self, name), "whole number" if name in WHOLE else "number"
            whole = isinstance(value, int) and not isinstance(value, bool)
            if not (whole or (name not in WHOLE and isinstance(value, float))) or not low <= value <= high:
                raise ValueError(f"{_words(name)} must be a {kind} from {low:,} to {high:,}, not {value!r}")
            object.__setattr__(
                self, name, value if name in WHOLE else float(value)
            )  # so that 1 and 1.0 give the same text

    def __str__(self) -> str:
        return (
            f"data: {self.data}; latents: {self.latent_size} {self.latents}; "
            f"generator: {self.generator_layers} x {self.generator_width}, "
            f"rate {self.generator_rate!r}, steps {self.generator_steps}; "
            f"discriminator: {self.discriminator_layers} x {self.discriminator_width}, "
            f"rate {self.discriminator_rate!r}, steps {self.discriminator_steps}; "
            f"loss: {self.loss}; optimiser: {self.optimiser}; batch: {self.batch}; seed: {self.seed}"
        )

    @classmethod
    def parse(cls, text: str) -> "Recipe":
        """Reads a recipe from text. Parts that are left out keep their defaults.

        Args:
            text: as from ``str(recipe)``, with the parts in any order, separated by semicolons or line breaks.

        Raises:
            ValueError: if a part cannot be read; the message says which, and what it should look like.
        """
        parts: dict[str, str] = {}
        for part in re.split(r"[;\n]", text):
            if not part.strip():
                continue
            name, colon, value = (piece.strip() for piece in part.partition(":"))
            if not colon or name.lower() not in PARTS:
                raise ValueError(
                    f"{_short(part)!r} is no part of a recipe: write one of {', '.join(PARTS)} and a colon"
                )
            if name.lower() in parts:
                raise ValueError(f"the recipe has two parts called {name.lower()}: leave one of them out")
            parts[name.lower()] = value
        if not parts:
            raise ValueError(f"this recipe is empty: it should look like {str(cls())!r}")
        values: dict[str, str | int | float] = {}
        for name, value in parts.items():
            pattern, example = PARTS[name]
            match = re.fullmatch(pattern, value, re.IGNORECASE)
            if match is None:
                raise ValueError(f"{name} should look like {example!r}, not {_short(value)!r}")
            for key, piece in match.groupdict().items():
                key = f"{name}_{key}" if f"{name}_{key}" in LIMITS else key
                if piece is None:
                    continue  # an optional piece that was left out
                if key in LIMITS:
                    values[key] = int(piece) if key in WHOLE else float(piece)
                else:
                    values[key] = piece if piece.startswith("drawn ") else piece.lower()
        return cls(**values)

    def but(self, name: str, value: str | int | float) -> "Recipe":
        """This recipe with one value changed.

        Raises:
            ValueError: if there is no value of that name, or it is out of range.
        """
        _one_of("the value to change", name, [field.name for field in fields(self)])
        return replace(self, **{name: value})

    @property
    def rules(self) -> Rules:
        """The losses of both players."""
        return RULES[self.loss]

    def points(self) -> datasets.Points:
        """The training set, which depends on data and seed only."""
        if self.data.startswith("drawn "):
            edge = DRAWING_EDGE
            return datasets.Points("Your drawing", drawn_points(self.data), (-edge, edge, -edge, edge))
        return DATA[self.data](torch.Generator().manual_seed(self.seed))

    def networks(self, scale: float) -> tuple[MLPGenerator, MLPDiscriminator]:
        """An untrained pair, which depends on the recipe only; PyTorch's global random state is left alone.

        The generator has tanh, and both have orthogonal weights: the plain game then covers the ring of 8 in a few
        hundred steps (for three seeds of three; with ReLU and PyTorch's own weights it often takes over a thousand).

        Args:
            scale: of the data; the discriminator divides by it first.
        """
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self.seed)
            hidden = (self.generator_width,) * self.generator_layers
            generator = MLPGenerator(self.latent_size, (2,), hidden, nn.Tanh)
            hidden = (self.discriminator_width,) * self.discriminator_layers
            discriminator = MLPDiscriminator((2,), hidden, scale=scale)
            return generator.apply(orthogonal_weights), discriminator.apply(orthogonal_weights)

    def draw_latents(self, batch: int, random: torch.Generator) -> Tensor:
        """``(batch, latent_size)`` from the recipe's distribution."""
        return LATENTS[self.latents](batch, self.latent_size, random)


# The range of each number; those in WHOLE are integers.
LIMITS = {
    "latent_size": (1, 16),
    "generator_layers": (1, 6),
    "generator_width": (1, 256),
    "generator_rate": (0, 10),
    "generator_steps": (1, 10),
    "discriminator_layers": (1, 6),
    "discriminator_width": (1, 256),
    "discriminator_rate": (0, 10),
    "discriminator_steps": (1, 10),
    "batch": (1, 1024),
    "seed": (0, 2**31 - 1),
}
WHOLE = {name for name in LIMITS if not name.endswith("_rate")}

_player = r"(?P<layers>\d+)\s*x\s*(?P<width>\d+)(?:\s*,\s*rate\s+(?P<rate>\d*\.?\d+(?:e[-+]?\d+)?))?"
_player += r"(?:\s*,\s*steps\s+(?P<steps>\d+))?"
PARTS = {
    "data": (r"(?P<data>.+)", "ring of 8"),
    "latents": (r"(?P<latent_size>\d+)\s+(?P<latents>\S+)", "2 normal"),
    "generator": (_player, "3 x 64, rate 0.001, steps 1"),
    "discriminator": (_player, "3 x 64, rate 0.001, steps 1"),
    "loss": (r"(?P<loss>.+)", "non-saturating"),
    "optimiser": (r"(?P<optimiser>.+)", "adam"),
    "batch": (r"(?P<batch>\d+)", "128"),
    "seed": (r"(?P<seed>\d+)", "0"),
}


def drawing(points: np.ndarray | Tensor | list) -> str:
    """Points as a recipe's data: "drawn " and the encoded points.

    Args:
        points: ``(n, 2)`` between -1.5 and 1.5; they are rounded to a grid of 256 x 256.

    Raises:
        ValueError: if they are not pairs of finite numbers in that range, or are more than 1,000.
    """
    data = datasets.points(points).data
    if len(data) > DRAWING_POINTS:
        raise ValueError(f"a drawing holds at most {DRAWING_POINTS} points, not {len(data)}")
    if data.abs().max() > DRAWING_EDGE:
        raise ValueError(f"a drawing reaches from -{DRAWING_EDGE} to {DRAWING_EDGE} along both axes: scale the points")
    places = ((data + DRAWING_EDGE) / (2 * DRAWING_EDGE) * 255).round().to(torch.uint8).numpy()
    return "drawn " + base64.urlsafe_b64encode(places.tobytes()).decode("ascii")


def drawn_points(text: str) -> Tensor:
    """The points ``(n, 2)`` of a drawing.

    Args:
        text: from `drawing`.

    Raises:
        ValueError: if it is anything else.
    """
    try:
        places = np.frombuffer(base64.b64decode(text.removeprefix("drawn "), altchars=b"-_", validate=True), np.uint8)
    except (binascii.Error, ValueError):
        places = np.zeros(0, np.uint8)
    if len(places) == 0 or len(places) % 2 or len(places) > 2 * DRAWING_POINTS:
        raise ValueError("the drawing in this recipe is damaged: copy the whole line, or draw it anew")
    return torch.from_numpy(places.reshape(-1, 2) / 255 * (2 * DRAWING_EDGE) - DRAWING_EDGE).float()


def _one_of(name: str, value: str, allowed: "dict | list") -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")


def _words(name: str) -> str:
    """A field's name in words: the generator's rate, the batch."""
    player, _, rest = name.partition("_")
    return f"the {player}'s {rest}" if player in ("generator", "discriminator") else f"the {name.replace('_', ' ')}"


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:37] + "..."
