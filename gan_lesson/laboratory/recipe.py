"""A run in one line of text, from which it can be repeated."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor, nn

from gan_lesson import datasets
from gan_lesson.laboratory.data import DATA, points_held
from gan_lesson.laboratory.kept import kept_pairs, sizes_of
from gan_lesson.laboratory.rules import RULES, Rules
from gan_lesson.models import MLPDiscriminator, MLPGenerator, orthogonal_weights

LATENTS: dict[str, Callable[[int, int, torch.Generator], Tensor]] = {
    "normal": lambda batch, size, random: torch.randn(batch, size, generator=random),
    "uniform": lambda batch, size, random: 2 * torch.rand(batch, size, generator=random) - 1,
}
OPTIMISERS: dict[str, Callable[[nn.Module, float], torch.optim.Optimizer]] = {
    "adam": lambda network, rate: torch.optim.Adam(network.parameters(), rate, betas=(0.5, 0.999), fused=True),
    "rmsprop": lambda network, rate: torch.optim.RMSprop(network.parameters(), rate),
    "sgd": lambda network, rate: torch.optim.SGD(network.parameters(), rate),
}


class Change(NamedTuple):
    """A value that changes in the middle of a run.

    Attributes:
        step: the training steps before it; the next step is the first with the new value.
        name: one of `CHANGEABLE`.
        value: the new value.
    """

    step: int
    name: str
    value: str | int | float


@dataclass(frozen=True)
class Recipe:
    """Everything that determines a run.

    ``str(recipe)`` is a line of text, and ``Recipe.parse`` turns it back into the same recipe. `r1`, `falling`,
    `averaging` and `start` are in it only if they are not 0 or empty, and so are changes.

    Attributes:
        data: a name in `DATA`, or points (see `drawing` and `held`).
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
        r1: weight of the R1 penalty in the discriminator's loss (`losses.r1_penalty`); 0 for none. For points of one's
            own, in the units in which the networks see them.
        falling: the step at which both rates reach 0. They stay as they are for the first half of these steps, then
            fall in a straight line, as in lesson 08. 0: they stay.
        averaging: decay of the average of the generator's weights (`training.average_of`); 0 for no average.
        start: the name of kept weights to begin with (see `STARTS`), "" for untrained ones.
        changes: what changes in the middle of the run, in the order of the steps.

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
    r1: float = 0.0
    falling: int = 0
    averaging: float = 0.0
    start: str = ""
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        _one_of("latents", self.latents, LATENTS)
        _one_of("loss", self.loss, RULES)
        _one_of("optimiser", self.optimiser, OPTIMISERS)
        if points_held(self.data) is None:
            _one_of("data", self.data, [*DATA, "drawn ...", "points ..."])
        for name, (low, high) in LIMITS.items():
            value, kind = getattr(self, name), "whole number" if name in WHOLE else "number"
            whole = isinstance(value, int) and not isinstance(value, bool)
            if not (whole or (name not in WHOLE and isinstance(value, float))) or not low <= value <= high:
                raise ValueError(f"{_words(name)} must be a {kind} from {low:,} to {high:,}, not {value!r}")
            # So that 1 and 1.0 give the same text.
            object.__setattr__(self, name, value if name in WHOLE else float(value))
        if self.r1 and self.rules.penalty_weight:
            raise ValueError(f"the {self.loss} loss has a gradient penalty of its own: set the weight of R1 to 0")
        if self.start:
            self._check_start()
        object.__setattr__(self, "changes", self._checked(self.changes))

    def _check_start(self) -> None:
        _one_of("start", self.start, kept_pairs())
        sizes = sizes_of(kept_pairs()[self.start])
        wrong = {name: size for name, size in sizes.items() if getattr(self, name) != size}
        if wrong:
            wanted = " and ".join(f"{_words(name)} to {size}" for name, size in wrong.items())
            raise ValueError(f"the start {self.start!r} has networks of its own: set {wanted}, or leave the start out")

    def _checked(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """Changes in their order, with values of the right type.

        Raises:
            ValueError: if one is impossible, with the step that it belongs to.
        """
        changes = sorted((Change(*change) for change in changes), key=lambda change: change.step)
        checked: list[Change] = []
        now = replace(self, changes=()) if changes else self
        for step in sorted({change.step for change in changes}):
            new = [change for change in changes if change.step == step]
            if not isinstance(step, int) or not 1 <= step <= LATEST:
                raise ValueError(f"a change comes after a whole number of steps from 1 to {LATEST:,}, not {step!r}")
            if len({change.name for change in new}) < len(new):
                raise ValueError(f"from {step:,}: one name changes twice; leave one of them out")
            for change in new:
                if change.name not in CHANGEABLE:
                    raise ValueError(f"from {step:,}: {_words(change.name)} {_CHANGE_NOTHING_ELSE}")
            try:
                now = replace(now, **{change.name: change.value for change in new})
            except ValueError as error:
                raise ValueError(f"from {step:,}: {error}") from None
            checked += [Change(step, change.name, getattr(now, change.name)) for change in new]
        return tuple(checked)

    def __str__(self) -> str:
        parts = [
            f"data: {self.data}; latents: {self.latent_size} {self.latents}; "
            f"generator: {self.generator_layers} x {self.generator_width}, "
            f"rate {self.generator_rate!r}, steps {self.generator_steps}; "
            f"discriminator: {self.discriminator_layers} x {self.discriminator_width}, "
            f"rate {self.discriminator_rate!r}, steps {self.discriminator_steps}; "
            f"loss: {self.loss}; optimiser: {self.optimiser}; batch: {self.batch}; seed: {self.seed}"
        ]
        parts += [f"{name}: {_figure(getattr(self, name))}" for name in _UNLESS_OFF if getattr(self, name)]
        for step in sorted({change.step for change in self.changes}):
            new = [change for change in self.changes if change.step == step]
            parts.append(f"from {step:,}: " + ", ".join(f"{in_text(c.name)} {_figure(c.value)}" for c in new))
        return "; ".join(parts)

    @classmethod
    def parse(cls, text: str) -> "Recipe":
        """Reads a recipe from text. Parts that are left out keep their defaults.

        Args:
            text: as from ``str(recipe)``, with the parts in any order, separated by semicolons or line breaks.

        Raises:
            ValueError: if a part cannot be read; the message says which, and what it should look like.
        """
        parts: dict[str, str] = {}
        changes: list[Change] = []
        for part in re.split(r"[;\n]", text):
            if not part.strip():
                continue
            name, colon, value = (piece.strip() for piece in part.partition(":"))
            name = name.lower()
            if colon and (step := re.fullmatch(r"from\s+(\d[\d,]*)", name)):
                changes += _changes_in(_number(step[1], whole=True), value)
                continue
            if not colon or name not in PARTS:
                raise ValueError(
                    f"{_short(part)!r} is no part of a recipe: begin with one of {', '.join(PARTS)}, or with from "
                    "and a step, and then write a colon"
                )
            if name in parts:
                raise ValueError(f"the recipe has two parts called {name}: leave one of them out")
            parts[name] = value
        if not parts and not changes:
            raise ValueError(f"this recipe is empty: it should look like {str(cls())!r}")
        values: dict[str, str | int | float] = {}
        for name, value in parts.items():
            pattern, example = PARTS[name]
            match = re.fullmatch(pattern, value, re.IGNORECASE)
            if match is None:
                raise ValueError(f"{name} should look like {example!r}, not {_short(value)!r}")
            for key, piece in match.groupdict().items():
                key = f"{name}_{key}" if f"{name}_{key}" in LIMITS else key
                if piece is not None:  # or an optional piece was left out
                    values[key] = _value(key, piece)
        return cls(**values, changes=tuple(changes))

    def but(self, name: str, value: str | int | float) -> "Recipe":
        """This recipe with one value changed. With other data or networks, it begins with untrained ones.

        Raises:
            ValueError: if there is no value of that name, or it is out of range.
        """
        _one_of("the value to change", name, [field.name for field in fields(self)])
        return replace(self, **{"start": "" if name in _OF_THE_NETWORKS else self.start, name: value})

    def changed(self, step: int, name: str, value: str | int | float) -> "Recipe":
        """This recipe up to a step, with one value changed from there on. Later changes are left out.

        Raises:
            ValueError: if the value cannot change in the middle of a run, or is out of range.
        """
        if name not in CHANGEABLE:
            raise ValueError(f"{_words(name)} {_CHANGE_NOTHING_ELSE}")
        others = tuple(c for c in self.changes if c.step < step or (c.step == step and c.name != name))
        if step == 0:
            return replace(self, changes=()).but(name, value)
        before = replace(self, changes=others)
        value = getattr(before.at(step).but(name, value), name)
        if value == getattr(before.at(step), name):
            return before
        return replace(self, changes=(*others, Change(step, name, value)))

    def at(self, step: int) -> "Recipe":
        """The recipe in force once these many steps are done, without any changes."""
        if not self.changes:
            return self
        return _with_first_changes(self, bisect_right(self.changes, step, key=lambda change: change.step))

    def share_of_rates(self, step: int) -> float:
        """What is left of both rates in a step, counted from 1: 1 at first, 0 once they have fallen."""
        return min(1.0, max(0.0, 2 * (1 - step / self.falling))) if self.falling else 1.0

    @property
    def rules(self) -> Rules:
        """The losses of both players."""
        return RULES[self.loss]

    def points(self) -> datasets.Points:
        """The training set, which depends on data and seed only."""
        own = points_held(self.data)
        return DATA[self.data](torch.Generator().manual_seed(self.seed)) if own is None else own

    def networks(self, scale: float) -> tuple[MLPGenerator, MLPDiscriminator]:
        """The pair at the beginning, which depends on the recipe only; PyTorch's global random state is left alone.

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
            generator.apply(orthogonal_weights), discriminator.apply(orthogonal_weights)
        if self.start:
            kept = kept_pairs()[self.start]
            generator.load_state_dict(kept["generator"]), discriminator.load_state_dict(kept["discriminator"])
        return generator, discriminator

    def draw_latents(self, batch: int, random: torch.Generator) -> Tensor:
        """``(batch, latent_size)`` from the recipe's distribution."""
        return LATENTS[self.latents](batch, self.latent_size, random)


@lru_cache(maxsize=64)  # asked for in each step
def _with_first_changes(recipe: Recipe, count: int) -> Recipe:
    return replace(recipe, changes=(), **{change.name: change.value for change in recipe.changes[:count]})


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
    "r1": (0, 100),
    "falling": (0, 1_000_000),
    "averaging": (0, 0.9999),
}
WHOLE = {field.name for field in fields(Recipe) if isinstance(field.default, int)}
LATEST = 10_000_000  # steps before a change, at most

# What may change in the middle of a run.
CHANGEABLE = (
    "generator_rate",
    "discriminator_rate",
    "generator_steps",
    "discriminator_steps",
    "loss",
    "optimiser",
    "batch",
    "r1",
    "falling",
    "averaging",
)
_CHANGE_NOTHING_ELSE = "cannot change in the middle of a run: begin a new one"
_UNLESS_OFF = ("r1", "falling", "averaging", "start")
# With another of these, kept weights make no sense.
_OF_THE_NETWORKS = ("data", "latents", *(name for name in LIMITS if name.endswith(("_size", "_layers", "_width"))))

_decimal = r"\d*\.?\d+(?:e[-+]?\d+)?"
_player = rf"(?P<layers>\d+)\s*x\s*(?P<width>\d+)(?:\s*,\s*rate\s+(?P<rate>{_decimal}))?"
_player += r"(?:\s*,\s*steps\s+(?P<steps>\d+))?"
PARTS = {
    "data": (r"(?P<data>.+)", "ring of 8"),
    "latents": (r"(?P<latent_size>\d+)\s+(?P<latents>\S+)", "2 normal"),
    "generator": (_player, "3 x 64, rate 0.001, steps 1"),
    "discriminator": (_player, "3 x 64, rate 0.001, steps 1"),
    "loss": (r"(?P<loss>.+)", "non-saturating"),
    "optimiser": (r"(?P<optimiser>.+)", "adam"),
    "batch": (r"(?P<batch>\d[\d,]*)", "128"),
    "seed": (r"(?P<seed>\d[\d,]*)", "0"),
    "r1": (rf"(?P<r1>{_decimal})", "0.02"),
    "falling": (r"(?P<falling>\d[\d,]*)", "4,000"),
    "averaging": (rf"(?P<averaging>{_decimal})", "0.995"),
    "start": (r"(?P<start>.+)", "collapse"),
}


def in_text(name: str) -> str:
    """A changeable value's name as a recipe's text has it, such as "generator rate"."""
    return name.replace("_", " ")


def _changes_in(step: int, text: str) -> list[Change]:
    """The changes in a part such as "generator rate 0.01, batch 256"."""
    names = {in_text(name): name for name in CHANGEABLE}
    changes = []
    for piece in re.split(r"\s*,\s*(?=[a-z])", text.strip(), flags=re.IGNORECASE):
        match = re.fullmatch(rf"({'|'.join(names)})\s+(.+)", piece, re.IGNORECASE)
        if match is None:
            raise ValueError(
                f"from {step:,} should look like 'generator rate 0.01, batch 256', with names of {', '.join(names)}; "
                f"{_short(piece)!r} is none"
            )
        name = names[match[1].lower()]
        try:
            changes.append(Change(step, name, _value(name, match[2])))
        except ValueError:
            raise ValueError(f"from {step:,}: {_words(name)} must be a number, not {_short(match[2])!r}") from None
    return changes


def _value(name: str, text: str) -> str | int | float:
    """A value as its field wants it, from a recipe's text.

    Raises:
        ValueError: if it should be a number and is none.
    """
    if name in LIMITS:
        return _number(text, name in WHOLE)
    return text if text.startswith(("drawn ", "points ")) else text.lower()


def _number(text: str, whole: bool) -> int | float:
    return int(text.replace(",", "")) if whole else float(text)


def _figure(value: str | int | float) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _one_of(name: str, value: str, allowed: dict | list) -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")


def _words(name: str) -> str:
    """A field's name in words: the generator's rate, the batch."""
    player, _, rest = name.partition("_")
    if player in ("generator", "discriminator"):
        return f"the {player}'s {rest}"
    other = {"r1": "weight of R1", "falling": "step at which the rates reach 0", "averaging": "decay of the average"}
    return f"the {other.get(name, name.replace('_', ' '))}"


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:37] + "..."
