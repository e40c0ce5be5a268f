"""The laboratory: a GAN in the plane that can be stepped, taken apart, looked at, and taken back."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets
from gan_lesson.laboratory import layers
from gan_lesson.laboratory.checks import check_networks
from gan_lesson.laboratory.game import Game, Moment, Moves, SubStep
from gan_lesson.laboratory.instruments import SHOWN, Instruments, Measures
from gan_lesson.laboratory.recipe import Recipe
from gan_lesson.laboratory.report import Report, reported
from gan_lesson.laboratory.tape import Tape


class Diverged(ArithmeticError):
    """A loss is no longer a finite number."""


class Laboratory:
    """Trains two small networks on points in the plane, on the CPU, under full control.

    The same recipe gives the same weights, bit for bit, however one gets there: by `run`, step by step, by sub-steps
    forward and back, by a live run with pauses, or after rewinding. Its methods may be called from several threads,
    which take turns.

    Whatever you hand over replaces what the recipe says of it. The laboratory then also keeps PyTorch's global random
    state for itself while it trains, so that a network with dropout, or a step function that calls ``torch.randn``,
    repeats too. Other hidden state, such as an optimiser of your own in a closure, it cannot rewind.

    Args:
        recipe: what to train, and how.
        data: real points ``(n, 2)``, or ``datasets.Points``.
        generator: your own, from latents ``(batch, latent_size)`` to points ``(batch, 2)``. It is trained in place.
        discriminator: your own, from points ``(batch, 2)`` to outputs ``(batch,)``. It is trained in place.
        generator_step: your own, called with generator, discriminator, latents and optimiser; returns the loss.
        discriminator_step: your own, called with discriminator, real, fake and optimiser; returns the loss.
        generator_loss: your own, of the fake outputs.
        discriminator_loss: your own, of the real and the fake outputs.

    Attributes:
        recipe: as handed over.
        rules: the losses in use, and what is known about them.
        points: the training set.
        generator, discriminator: the networks, in training.
        floor: the Jensen-Shannon estimate of real against real points, as many as are measured.

    Raises:
        ValueError: if the networks do not fit the data; the sentence says how they would have to.
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
        self.recipe = recipe = recipe or Recipe()
        handed_over = {
            "data": data,
            "generator": generator,
            "discriminator": discriminator,
            "generator_step": generator_step,
            "discriminator_step": discriminator_step,
            "generator_loss": generator_loss,
            "discriminator_loss": discriminator_loss,
        }
        self._own = {name: part for name, part in handed_over.items() if part is not None}
        data = recipe.points() if data is None else data
        self.points = data if isinstance(data, datasets.Points) else datasets.points(data)
        self.rules = recipe.rules
        if generator_loss is not None:
            self.rules = replace(self.rules, generator_loss=generator_loss, generator_equilibrium=None)
        if discriminator_loss is not None:
            self.rules = replace(self.rules, discriminator_loss=discriminator_loss, discriminator_equilibrium=None)
        scale = float(self.points.data.std()) if len(self.points) > 1 else 1.0
        made = recipe.networks(scale or 1.0)
        self.generator = made[0] if generator is None else generator
        self.discriminator = made[1] if discriminator is None else discriminator
        check_networks(self.generator, self.discriminator, recipe.latent_size)
        # Global random numbers are only drawn by what was handed over.
        draws = self._own.keys() - {"data"}
        self._game = Game(
            recipe=recipe,
            rules=self.rules,
            data=self.points.data,
            generator=self.generator,
            discriminator=self.discriminator,
            generator_step=generator_step,
            discriminator_step=discriminator_step,
            torch_random=torch.Generator().manual_seed(recipe.seed).get_state() if draws else None,
        )
        self._instruments = Instruments(self._game, self.points)
        self.floor = self._instruments.floor
        self._tape = Tape(self._game)
        self._tape.measures.keep(0, self._instruments.measure())
        self._begun: _BegunStep | None = None
        self._now: Report | None = None
        self._lock = _FairLock()

    def __repr__(self) -> str:
        return f"Laboratory: {self.points.name}, {self.recipe.loss} loss, step {self.number:,}"

    def again(self, recipe: Recipe | None = None) -> "Laboratory":
        """A new laboratory with this or another recipe, and with everything of your own that this one was given.

        Networks of your own go back to the weights that they came with.
        """
        if "generator" in self._own or "discriminator" in self._own:
            self.rewind(0)
        own = dict(self._own)
        if recipe is not None and recipe.data != self.recipe.data:
            own.pop("data", None)
        return Laboratory(recipe or self.recipe, **own)

    # Training

    @property
    def number(self) -> int:
        """Training steps done so far."""
        return self._tape.step

    @property
    def furthest(self) -> int:
        """The last step that one can go forward to with `rewind`: beyond it nothing has been trained yet."""
        return self._tape.furthest

    @property
    def position(self) -> int:
        """Sub-steps done of the step that is being taken; 0 between steps."""
        return 0 if self._begun is None else self._begun.position

    @property
    def sub_steps(self) -> int:
        """Sub-steps in a training step: ten, where each player moves once and by the laboratory's own code."""
        return self._game.count(self._tape.moves())

    @property
    def plan(self) -> list[SubStep]:
        """The sub-steps of one turn of the discriminator, and then of one of the generator."""
        return self._game.plan()

    @property
    def own(self) -> list[str]:
        """The names of what was handed over instead of what the recipe says."""
        return list(self._own)

    @property
    def now(self) -> Report | None:
        """What the last sub-step did; None after whole steps, and before the first."""
        return self._now

    def step(self, count: int = 1) -> None:
        """Takes training steps of both players. A step that was begun by sub-steps is finished, and counts as one.

        Raises:
            Diverged: if a loss is NaN or infinite. The laboratory is then where it was before that step.
            Exception: whatever your own functions raise; the laboratory is then where it was before that step.
        """
        for _ in range(count):
            with self._lock:
                self._whole_step(Moves())

    def run(self, steps: int) -> "Laboratory":
        """Takes training steps, as `step` does, and returns the laboratory. An interrupt ends it between two steps.

        Raises:
            Diverged: as `step`.
            KeyboardInterrupt: with a sentence that says where the run stands.
        """
        try:
            self.step(steps)
        except KeyboardInterrupt:
            where = f"stopped after step {self.number:,}, which is complete; run(...) goes on from there"
            raise KeyboardInterrupt(where) from None
        return self

    def step_discriminator(self) -> None:
        """Takes a step in which only the discriminator moves. A step that was begun by sub-steps is finished before."""
        self._one_player(Moves(generator=False))

    def step_generator(self) -> None:
        """Takes a step in which only the generator moves. A step that was begun by sub-steps is finished before."""
        self._one_player(Moves(discriminator=False))

    def sub_step(self) -> Report:
        """Takes one sub-step, and says what it did."""
        with self._lock:
            if self._begun is None:
                self._begin(Moves(), self._game.state_dict())
            return self._reported_sub_step()

    def sub_step_back(self) -> Report | None:
        """Goes back by one sub-step: every weight, optimiser and random number is as it was after the one before.

        Returns:
            What that one did; None at the very beginning of a step.

        Raises:
            ValueError: before the first sub-step of all.
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
        """Goes to an earlier step, or to a later one that has been reached before.

        The nearest restart point before it is restored, and the few steps from there on are taken again.

        Args:
            step: from 0 to `furthest`. Once training goes on, everything later than this is forgotten.

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
        """Takes a step, or what is left of it: the same as one sub-step after the other, only quicker."""
        if self._begun is None:
            self._begin(moves)
        with self._all_or_nothing():
            with self._game.own_random():
                for sub_step, tensors in self._begun.moments:
                    self._note_loss(sub_step, tensors)
            self._complete()

    def _begin(self, moves: Moves, start: dict[str, Any] | None = None) -> None:
        """Makes ready for a step, to be taken apart if its start is handed over, else to be taken as a whole."""
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
                    f"before it: rewind, or begin again with smaller learning rates"
                )

    def _complete(self) -> None:
        losses = self._begun.losses
        self._break_off()
        self._tape.complete()
        self._tape.losses.keep(self.number, (losses["generator"], losses["discriminator"]))
        if self._tape.measures.wants(self.number):
            self._tape.measures.keep(self.number, self._instruments.measure())

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """If anything fails within, or is interrupted, the run stands before the step, or after it, but not amid it."""
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
        """Some fakes ``(400, 2)``, always of the same latents."""
        with self._lock:
            return self._instruments.fake()

    def opinion(self) -> np.ndarray:
        """The discriminator's heat map: ``(48, 48)`` uint8, 255 for *surely real*; the first row is the bottom."""
        with self._lock:
            return self._instruments.opinion()

    def manifold(self) -> np.ndarray:
        """A grid of latents as the generator bends it into the plane: ``(rows, columns, 2)``."""
        with self._lock:
            return self._instruments.manifold()

    def arrows(self, count: int = 100) -> layers.Arrows:
        """Where `count` fakes would go to lower the generator's loss, the one in use."""
        with self._lock:
            return self._instruments.arrows(count)

    def optimum(self) -> np.ndarray | None:
        """An estimate of the best discriminator's heat map, as `opinion` gives it; None where the loss has none.

        It is made of kernel density estimates of both sides, so it is smoother than the truth.
        """
        with self._lock:
            return self._instruments.optimum()

    def measure(self) -> Measures:
        """How the run stands now."""
        with self._lock:
            return self._instruments.measure()

    def losses(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Steps ``(n,)``, the generator's loss in each and the discriminator's, at most 400 evenly spaced.

        A player that did not move in a step has NaN.
        """
        with self._lock:
            values = np.array(self._tape.losses.values).reshape(-1, 2)
            return np.array(self._tape.losses.steps), values[:, 0], values[:, 1]

    def measures(self) -> tuple[np.ndarray, list[Measures]]:
        """Steps ``(n,)`` and how the run stood then, at most 100 evenly spaced."""
        with self._lock:
            return np.array(self._tape.measures.steps), self._tape.measures.values


@dataclass
class _BegunStep:
    """A step that is being taken.

    Attributes:
        moments: its sub-steps, which are taken as they are asked for.
        count: how many there are.
        start: the state of the game before it.
        position: sub-steps done.
        losses: by player; NaN for one who has not had a loss yet.
    """

    moments: Iterator[Moment]
    count: int
    start: dict[str, Any]
    position: int = 0
    losses: dict[str, float] = field(default_factory=lambda: {"generator": math.nan, "discriminator": math.nan})


class _FairLock:
    """A lock that is had in the order of asking: a loop that lets go of it and asks again waits for the others."""

    def __init__(self) -> None:
        self._turn, self._lock = threading.Lock(), threading.Lock()

    def __enter__(self) -> None:
        with self._turn:
            self._lock.acquire()

    def __exit__(self, *error: object) -> None:
        self._lock.release()
