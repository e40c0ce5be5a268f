"""The laboratory: a GAN in the plane that can be stepped, taken apart, inspected, and rewound."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets
from gan_lesson.laboratory import layers
from gan_lesson.laboratory.checks import check_networks
from gan_lesson.laboratory.data import DATA, MOST_HELD, held
from gan_lesson.laboratory.frame import Frame
from gan_lesson.laboratory.game import Game, Moment, Moves, SubStep
from gan_lesson.laboratory.instruments import SHOWN, Instruments, Measures
from gan_lesson.laboratory.listing import opening
from gan_lesson.laboratory.recipe import Change, Recipe
from gan_lesson.laboratory.report import Batch, Report, reported
from gan_lesson.laboratory.roads import Road
from gan_lesson.laboratory.rules import Rules
from gan_lesson.laboratory.tape import Tape


class Diverged(ArithmeticError):
    """A loss is no longer a finite number."""


class Laboratory:
    """Trains two small networks on points in the plane, on the CPU, under full control.

    The same recipe gives the same weights, bit for bit, by any route: `run`, single steps, sub-steps forward and back,
    a live run with pauses, or rewinding. So does a recipe with changes, whether they were in it from the start or made
    on the way, by `change`. Methods may be called from several threads, which take turns.

    Data of your own are standardised for the recipe's networks: they see points of mean 0 and, on average over both
    axes, variance 1. All that is looked at is in the data's own units. A network of your own sees the data as they are,
    and then so does the other. Up to 1,000 points without known centres become part of the recipe, which rounds them to
    a 65,534th of their extent.

    Parts of your own replace what the recipe says. The laboratory then also has its own copy of PyTorch's global random
    state while it trains, so that a network with dropout, or a step function that calls ``torch.randn``, is
    reproducible too. It cannot rewind other hidden state, such as an optimiser of your own in a closure.

    Args:
        recipe: what to train, and how; by default the ring of 8 with the plain GAN of lesson 08.
        data: real points ``(n, 2)``, or ``datasets.Points``.
        generator: your own, from latents ``(batch, latent_size)`` to points ``(batch, 2)``. It is trained in place.
        discriminator: your own, from points ``(batch, 2)`` to outputs ``(batch,)``. It is trained in place.
        generator_step: your own, called with generator, discriminator, latents and optimiser; returns the loss.
        discriminator_step: your own, called with discriminator, real, fake and optimiser; returns the loss.
        generator_loss: your own, of the fake outputs.
        discriminator_loss: your own, of the real and the fake outputs.

    Attributes:
        points: the training set, in its own units.
        frame: in which the networks see it.
        generator, discriminator: the networks, in training.
        floor: the Jensen-Shannon estimate of real points against as many other real points.

    Raises:
        ValueError: if the networks do not fit the data; the message says what is wrong.
    """

    def __init__(
        self,
        recipe: Recipe | None = None,
        *,
        data: np.ndarray | Tensor | datasets.Points | None = None,
        generator: nn.Module | None = None,
        discriminator: nn.Module | None = None,
        generator_step: Callable[..., Any] | None = None,
        discriminator_step: Callable[..., Any] | None = None,
        generator_loss: Callable[[Tensor], Tensor] | None = None,
        discriminator_loss: Callable[[Tensor, Tensor], Tensor] | None = None,
    ):
        recipe, self.points, own_data = _with_data(recipe or Recipe(), data)
        handed_over = {
            "data": own_data,
            "generator": generator,
            "discriminator": discriminator,
            "generator_step": generator_step,
            "discriminator_step": discriminator_step,
            "generator_loss": generator_loss,
            "discriminator_loss": discriminator_loss,
        }
        self._own = {name: part for name, part in handed_over.items() if part is not None}
        plain = (own_data is None and recipe.data in DATA) or generator is not None or discriminator is not None
        self.frame = Frame() if plain else Frame.of(self.points.data)
        seen = self.frame.standardised(self.points.data)
        untrained = recipe.networks((float(seen.std()) if len(seen) > 1 else 1.0) or 1.0)
        self.generator = untrained[0] if generator is None else generator
        self.discriminator = untrained[1] if discriminator is None else discriminator
        check_networks(self.generator, self.discriminator, recipe.latent_size)
        # Only parts of your own can draw from the global random state.
        draws = self._own.keys() - {"data"}
        self._game = Game(
            recipe=recipe.at(0),
            rules=partial(_rules, generator_loss=generator_loss, discriminator_loss=discriminator_loss),
            data=seen,
            generator=self.generator,
            discriminator=self.discriminator,
            generator_step=generator_step,
            discriminator_step=discriminator_step,
            torch_random=torch.Generator().manual_seed(recipe.seed).get_state() if draws else None,
        )
        self._instruments = Instruments(self._game, self.points, self.frame)
        self.floor = self._instruments.floor
        self._tape = Tape(self._game, recipe)
        self._tape.road.measures.keep(0, self._instruments.measure())
        self._begun: _BegunStep | None = None
        self._now: Report | None = None
        self._lock = _FairLock()

    def __repr__(self) -> str:
        return f"Laboratory: {self.points.name}, {self.in_force.loss} loss, step {self.number:,}"

    def again(
        self, recipe: Recipe | None = None, *, data: np.ndarray | Tensor | datasets.Points | None = None
    ) -> "Laboratory":
        """A new laboratory with this or another recipe and all parts of your own.

        Networks of your own go back to their initial weights.

        Args:
            recipe: by default the present one. If it names other data, data of your own are left out.
            data: to put in the place of the present ones.
        """
        if "generator" in self._own or "discriminator" in self._own:
            self.rewind(0)
        own = dict(self._own)
        if data is not None:
            own["data"] = data
        elif recipe is not None and recipe.data != self.recipe.data:
            own.pop("data", None)
        return Laboratory(recipe or self.recipe, **own)

    # The recipe, and changes on the way

    @property
    def recipe(self) -> Recipe:
        """The recipe of the present road, all of its changes included: it gives the same run again, bit for bit."""
        return self._tape.road.recipe

    @property
    def in_force(self) -> Recipe:
        """The recipe of the next step, or of the present one if it is begun."""
        return self._game.recipe

    @property
    def marks(self) -> tuple[Change, ...]:
        """What changes on the present road, and where."""
        return self.recipe.changes

    @property
    def rules(self) -> Rules:
        """The losses in use, and their known optima."""
        return self._game.rules

    def change(self, name: str, value: str | int | float) -> None:
        """Changes a value from the next step on; a step that is begun is finished first.

        After a rewind the run goes on differently from here: what was recorded later becomes the `other` road.

        Args:
            name: one of `CHANGEABLE`.
            value: the new value.

        Raises:
            ValueError: if the value cannot change in the middle of a run, or is out of range; nothing has happened
                then.
        """
        with self._lock:
            self.recipe.changed(self.number, name, value)
            if self._begun is not None:
                self._whole_step(Moves())
            self._tape.change(name, value)

    @property
    def other(self) -> Road | None:
        """The road that was not taken when the run was rewound and went on differently, or None."""
        other = self._tape.other
        return None if other is None else Road(self._tape.fork, other.furthest)

    @property
    def dropped(self) -> Road | None:
        """The road that was given up when the run last went on differently, as two are kept; None if none was."""
        return self._tape.dropped

    def switch(self) -> None:
        """Takes the other road, to its furthest step; the present one becomes the other.

        Raises:
            ValueError: if there is no other road.
        """
        with self._lock:
            if self.other is not None:
                self._break_off()
            self._tape.switch()

    # Training

    @property
    def number(self) -> int:
        """Training steps so far."""
        return self._tape.step

    @property
    def furthest(self) -> int:
        """The furthest step that was trained, to which `rewind` can go forward."""
        return self._tape.road.furthest

    @property
    def position(self) -> int:
        """Sub-steps done of the present step; 0 between steps."""
        return 0 if self._begun is None else self._begun.position

    @property
    def sub_steps(self) -> int:
        """Sub-steps in a training step: ten if each player moves once, by the laboratory's own code."""
        return self._game.count(self._tape.moves())

    @property
    def plan(self) -> list[SubStep]:
        """The sub-steps of one turn of the discriminator, then of one of the generator."""
        return self._game.plan()

    @property
    def opening(self) -> str:
        """The lines before the first step, which make the names that the plan's lines read."""
        return opening(self.in_force, self.plan, self.own)

    @property
    def own(self) -> list[str]:
        """The names of the parts of your own."""
        return list(self._own)

    @property
    def now(self) -> Report | None:
        """What the last sub-step did; None before the first, and after whole steps."""
        return self._now

    def step(self, count: int = 1) -> None:
        """Takes training steps of both players. A step begun by sub-steps is finished, and counts as one.

        Raises:
            Diverged: if a loss is NaN or infinite; the laboratory is then as it was before that step.
            Exception: whatever your own functions raise; the laboratory is then as it was before that step.
        """
        for _ in range(count):
            with self._lock:
                self._whole_step(Moves())

    def run(self, steps: int) -> "Laboratory":
        """Takes training steps, as `step` does, and returns the laboratory. An interrupt ends it between two steps.

        Raises:
            Diverged: as `step`.
            KeyboardInterrupt: with a message that says how far the run has come.
        """
        try:
            self.step(steps)
        except KeyboardInterrupt:
            where = f"stopped after step {self.number:,}, which is complete; run(...) goes on from there"
            raise KeyboardInterrupt(where) from None
        return self

    def step_discriminator(self) -> None:
        """Takes a step in which only the discriminator moves. A step begun by sub-steps is finished first."""
        self._one_player(Moves(generator=False))

    def step_generator(self) -> None:
        """Takes a step in which only the generator moves. A step begun by sub-steps is finished first."""
        self._one_player(Moves(discriminator=False))

    def sub_step(self) -> Report:
        """Takes one sub-step and reports what it did."""
        with self._lock:
            if self._begun is None:
                self._begin(Moves(), self._game.state_dict())
            return self._reported_sub_step()

    def sub_step_back(self) -> Report | None:
        """Goes back by one sub-step: restores every weight, optimiser and random state to the one before.

        Returns:
            What the sub-step before did; None at the beginning of a step.

        Raises:
            ValueError: at the beginning of the run.
        """
        with self._lock:
            if self._begun is None and self.number == 0:
                raise ValueError("this is the beginning: there is no sub-step before it")
            if self._begun is None:
                self._go_to(self.number - 1)
                position, start = self.sub_steps, self._game.state_dict()
            else:
                position, start = self._begun.position, self._begun.start
                self._break_off()
                self._game.load_state_dict(start)
            if position == 1:
                return None
            self._begin(self._tape.moves(), start)
            for _ in range(position - 2):
                self._sub_step()
            return self._reported_sub_step()

    def rewind(self, step: int) -> None:
        """Goes to an earlier step, or to a later one that was reached before.

        The nearest restart point before it is restored, and the few steps from there are taken again.

        Args:
            step: from 0 to `furthest`. Training on from there repeats what was recorded, until something else is done:
                a change, or a step of one player where there was one of both.

        Raises:
            ValueError: if the run has not come so far.
        """
        with self._lock:
            if not 0 <= step <= self.furthest:
                raise ValueError(f"this run can be taken to any step from 0 to {self.furthest:,}, not to {step}")
            self._go_to(step)

    def _one_player(self, moves: Moves) -> None:
        with self._lock:
            if self._begun is not None:
                self._whole_step(Moves())
            self._whole_step(moves)

    def _whole_step(self, moves: Moves) -> None:
        """Takes a step, or the rest of one: the same as all its sub-steps, but faster."""
        if self._begun is None:
            self._begin(moves)
        with self._all_or_nothing():
            with self._game.own_random():
                for sub_step, tensors in self._begun.moments:
                    self._note_loss(sub_step, tensors)
            self._complete()

    def _begin(self, moves: Moves, start: dict[str, Any] | None = None) -> None:
        """Prepares a step: to be taken apart if its start is given, as a whole otherwise."""
        self._tape.begin(moves)
        moments = self._game.step(moves, sparing=start is None)
        self._begun = _BegunStep(moments, self._game.count(moves), start or {})

    def _sub_step(self) -> Moment:
        """Takes one sub-step; the last one of a step completes it."""
        begun = self._begun
        with self._all_or_nothing():
            with self._game.own_random():
                sub_step, tensors = next(begun.moments)
                self._note_loss(sub_step, tensors)
            begun.position += 1
            if begun.position == begun.count:
                self._complete()
        return sub_step, tensors

    def _reported_sub_step(self) -> Report:
        self._now = reported(self._game, self._sub_step)
        return self._now

    def _note_loss(self, sub_step: SubStep, tensors: dict[str, Tensor]) -> None:
        if "loss" in tensors:
            loss = self._begun.losses[sub_step.player] = tensors["loss"].item()
            if not math.isfinite(loss):
                value = "not a number (NaN)" if math.isnan(loss) else "infinite"
                raise Diverged(
                    f"in step {self.number + 1:,} the {sub_step.player}'s loss is {value}, so the run stops "
                    f"before it: rewind and lower a learning rate, or begin again with smaller ones"
                )

    def _complete(self) -> None:
        losses = self._begun.losses
        self._break_off()
        self._tape.complete((losses["generator"], losses["discriminator"]), self._instruments.measure)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """If anything within fails or is interrupted, the run is left before the step or after it, never in between."""
        try:
            yield
        except BaseException:
            self._break_off()
            self._tape.give_up()
            raise

    def _break_off(self) -> None:
        if self._begun is not None:
            self._begun.moments.close()
        self._begun = self._now = None

    def _go_to(self, step: int) -> None:
        self._break_off()
        self._tape.go_to(step)

    # Looking

    @property
    def real(self) -> np.ndarray:
        """Some real points ``(n, 2)``."""
        return self.points.data[:SHOWN].numpy()

    @property
    def fake(self) -> np.ndarray:
        """Some fakes ``(400, 2)``, always from the same latents."""
        with self._lock:
            return self._instruments.fake()

    @property
    def latents(self) -> np.ndarray:
        """The latents ``(400, latent_size)`` of the fakes to show."""
        return self._instruments.latents

    def read_off(self, place: tuple[float, float]) -> layers.Reading:
        """What the discriminator says at one place, and how steeply that changes there."""
        with self._lock:
            return self._instruments.read_off(place)

    def batch(self, count: int = 128) -> Batch:
        """The batch of the present turn, in the data's own units; between steps, `count` of the points to show."""
        with self._lock:
            batch = self._instruments.batch(count) if self._now is None else self._now.batch
            return batch.own(self.frame)

    def opinion(self) -> np.ndarray:
        """The discriminator's heat map: ``(48, 48)`` uint8, 255 for *surely real*; the first row is the bottom."""
        with self._lock:
            return self._instruments.opinion()

    @property
    def averaged_generator(self) -> nn.Module | None:
        """The generator with averaged weights; None if the recipe averages none."""
        return None if self._game.averaged is None else self._game.averaged.module

    @property
    def averaged(self) -> np.ndarray | None:
        """What the average of the generator makes of these latents, ``(400, 2)``; None if the recipe averages none."""
        with self._lock:
            return self._instruments.averaged()

    def manifold(self) -> np.ndarray:
        """A grid of latents, mapped into the plane by the generator: ``(rows, columns, 2)``."""
        with self._lock:
            return self._instruments.manifold()

    def arrows(self, count: int = 100) -> layers.Arrows:
        """Where `count` fakes would go to lower the generator's loss."""
        with self._lock:
            return self._instruments.arrows(count)

    def optimum(self) -> np.ndarray | None:
        """An estimate of the best discriminator's heat map, like `opinion`; None if it is not known for the loss.

        It is made from kernel density estimates of real and fake, and so is smoother than the truth.
        """
        with self._lock:
            return self._instruments.optimum()

    def measure(self, averaged: bool = False) -> Measures:
        """The state of the run, in numbers.

        Args:
            averaged: measures what the average of the generator makes, if the recipe has one.
        """
        with self._lock:
            return self._instruments.measure(averaged)

    def losses(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Steps ``(n,)``, and the generator's and the discriminator's loss in each: at most 400, evenly spaced.

        The loss of a player that did not move is NaN.
        """
        with self._lock:
            values = np.array(self._tape.road.losses.values).reshape(-1, 2)
            return np.array(self._tape.road.losses.steps), values[:, 0], values[:, 1]

    def measures(self) -> tuple[np.ndarray, list[Measures]]:
        """Steps ``(n,)`` and the measures at each: at most 100, evenly spaced."""
        with self._lock:
            return np.array(self._tape.road.measures.steps), self._tape.road.measures.values


def _with_data(
    recipe: Recipe, data: np.ndarray | Tensor | datasets.Points | None
) -> tuple[Recipe, datasets.Points, datasets.Points | None]:
    """A recipe that holds the data if it can, the training set, and the data again if the recipe cannot hold them."""
    if data is None:
        return recipe, recipe.points(), None
    points = data if isinstance(data, datasets.Points) else datasets.points(data)
    if points.centres is not None or len(points) > MOST_HELD:
        return recipe, points, points
    recipe = replace(recipe, data=held(points.data))
    return recipe, replace(points, data=recipe.points().data), None


def _rules(
    recipe: Recipe,
    generator_loss: Callable[[Tensor], Tensor] | None,
    discriminator_loss: Callable[[Tensor, Tensor], Tensor] | None,
) -> Rules:
    """The losses of a recipe, or your own in their place, of whose optima nothing is known."""
    rules = recipe.rules
    if generator_loss is not None:
        rules = replace(rules, generator_loss=generator_loss, generator_equilibrium=None)
    if discriminator_loss is not None:
        rules = replace(rules, discriminator_loss=discriminator_loss, discriminator_equilibrium=None)
    return rules


@dataclass
class _BegunStep:
    """A step in progress.

    Attributes:
        moments: its sub-steps, each taken as it is asked for.
        count: how many there are.
        start: the state of the game before it.
        position: sub-steps done.
        losses: by player; NaN for one that has no loss yet.
    """

    moments: Iterator[Moment]
    count: int
    start: dict[str, Any]
    position: int = 0
    losses: dict[str, float] = field(default_factory=lambda: {"generator": math.nan, "discriminator": math.nan})


class _FairLock:
    """A lock that serves threads in the order of asking: a loop that keeps re-acquiring it lets others in between."""

    def __init__(self) -> None:
        self._turn, self._lock = threading.Lock(), threading.Lock()

    def __enter__(self) -> None:
        with self._turn:
            self._lock.acquire()

    def __exit__(self, *error: object) -> None:
        self._lock.release()
