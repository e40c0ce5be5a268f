"""The laboratory: a GAN in the plane that can be stepped, taken apart, looked at, and taken back."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets
from gan_lesson.evaluation import metrics
from gan_lesson.laboratory import layers
from gan_lesson.laboratory.keeping import Thinned
from gan_lesson.laboratory.recipe import OPTIMISERS, Recipe
from gan_lesson.laboratory.step import Game, Moment, SubStep
from gan_lesson.models import looking_at
from gan_lesson.plane import opinion_of
from gan_lesson.training import copied

SHOWN = 400  # real points and fakes that are shown
MEASURED = 2000  # real points and fakes that are counted
MEASURE_EVERY = 20  # steps, until there are 100 measurements: most happens early
RESTART_EVERY = 40  # steps, until there are 500 restart points; to take them again is 60 ms of the default recipe
RESTART_BYTES = 160_000_000  # that restart points may take together: the 500 of the default recipe take 140


class Diverged(ArithmeticError):
    """A loss is no longer a finite number."""


@dataclass(frozen=True)
class Measures:
    """How the run stands at one step.

    Attributes:
        accuracy: share of real and fake points that the discriminator is right about; NaN for a critic.
        modes: clusters with at least one fake within three standard deviations; NaN where the clusters are not known.
        jensen_shannon: between real points and fakes, estimated on a grid of 30 x 30, in nats.
    """

    accuracy: float
    modes: float
    jensen_shannon: float


@dataclass(frozen=True)
class Report:
    """What one sub-step did.

    Attributes:
        sub_step: which.
        tensors: what it made, detached, by the names that they have in its code.
        generator_moved, discriminator_moved: how far the weights went: the Euclidean length of their change.
        generator_gradient, discriminator_gradient: the length of the gradients that now wait in ``.grad``.
        generator_reached, discriminator_reached: whether this sub-step changed them.
    """

    sub_step: SubStep
    tensors: dict[str, Tensor]
    generator_moved: float
    discriminator_moved: float
    generator_gradient: float
    discriminator_gradient: float
    generator_reached: bool
    discriminator_reached: bool


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
        self._own = {
            "data": data,
            "generator": generator,
            "discriminator": discriminator,
            "generator_step": generator_step,
            "discriminator_step": discriminator_step,
            "generator_loss": generator_loss,
            "discriminator_loss": discriminator_loss,
        }
        self.points = self._points_of(data)
        self.rules = recipe.rules
        if generator_loss is not None:
            self.rules = replace(self.rules, generator_loss=generator_loss, generator_equilibrium=None)
        if discriminator_loss is not None:
            self.rules = replace(self.rules, discriminator_loss=discriminator_loss, discriminator_equilibrium=None)
        scale = float(self.points.data.std()) if len(self.points) > 1 else 1.0
        made = recipe.networks(scale or 1.0)
        self.generator = generator if generator is not None else made[0]
        self.discriminator = discriminator if discriminator is not None else made[1]
        self._networks = (self.generator, self.discriminator)
        self._fits()
        optimiser = OPTIMISERS[recipe.optimiser]
        self._game = Game(
            self.generator,
            self.discriminator,
            optimiser(self.generator, recipe.generator_rate),
            optimiser(self.discriminator, recipe.discriminator_rate),
            self.points.data,
            recipe.batch,
            recipe.draw_latents,
            self.rules.generator_loss,
            self.rules.discriminator_loss,
            self.rules.penalty_weight,
            recipe.generator_steps,
            recipe.discriminator_steps,
            generator_step,
            discriminator_step,
        )
        self._random = torch.Generator().manual_seed(recipe.seed + 1)
        # Global random numbers are only drawn by what was handed over.
        keeps = [generator, discriminator, generator_step, discriminator_step, generator_loss, discriminator_loss]
        self._torch_random = None if keeps == [None] * 6 else torch.Generator().manual_seed(recipe.seed).get_state()

        look = torch.Generator().manual_seed(recipe.seed + 2)
        self._count = min(MEASURED, max(1, len(self.points) // 2))
        self._latents = recipe.draw_latents(max(SHOWN, self._count), look)
        self._latent_grid = layers.latent_grid(recipe.latent_size, recipe.latents)
        self._measured_real, other = self.points.data[: self._count], self.points.data[-self._count :]
        self.floor = metrics.jensen_shannon(self._measured_real.numpy(), other.numpy(), self.points.region)

        self._lock = _FairLock()
        self._step = 0
        self._furthest = 0
        self._alone: dict[int, tuple[bool, bool]] = {}  # steps that only one player took: generator, discriminator
        self._current: Iterator[Moment] | None = None  # the step that is being taken apart
        self._start: dict[str, Any] = {}  # the state that it began in
        self._position = 0
        self._now: Report | None = None
        state = self._state()
        bytes_each = 4 * sum(tensor.nbytes for tensor in _tensors(state))  # gradients and moments are to come
        self._restarts: Thinned[dict[str, Any]] = Thinned(max(10, min(500, RESTART_BYTES // bytes_each)), RESTART_EVERY)
        self._restarts.keep(0, state)
        self._losses: Thinned[tuple[float, float]] = Thinned(400)
        self._measures: Thinned[Measures] = Thinned(100, MEASURE_EVERY)
        self._measures.keep(0, self._measure())

    def __repr__(self) -> str:
        return f"Laboratory: {self.points.name}, {self.recipe.loss} loss, step {self.number:,}"

    def again(self, recipe: Recipe | None = None) -> "Laboratory":
        """A new laboratory with this or another recipe, and with everything of your own that this one was given.

        Networks of your own go back to the weights that they came with.
        """
        if self._own["generator"] is not None or self._own["discriminator"] is not None:
            self.rewind(0)
        own = dict(self._own)
        if recipe is not None and recipe.data != self.recipe.data:
            own["data"] = None
        return Laboratory(recipe or self.recipe, **own)

    # Training

    @property
    def number(self) -> int:
        """Training steps done so far."""
        return self._step

    @property
    def furthest(self) -> int:
        """The last step that one can go forward to with `rewind`: beyond it nothing has been trained yet."""
        return self._furthest

    @property
    def position(self) -> int:
        """Sub-steps done of the step that is being taken; 0 between steps."""
        return self._position

    @property
    def sub_steps(self) -> int:
        """Sub-steps in a training step: ten, where each player moves once and by the laboratory's own code."""
        return self._game.count(*self._alone.get(self._step, (True, True)))

    @property
    def plan(self) -> list[SubStep]:
        """The sub-steps of one turn of the discriminator, and then of one of the generator."""
        return self._game.plan()

    @property
    def own(self) -> list[str]:
        """The names of what was handed over instead of what the recipe says."""
        return [name for name, part in self._own.items() if part is not None]

    @property
    def now(self) -> Report | None:
        """What the last sub-step did; None between steps, and before the first."""
        return self._now

    def step(self, count: int = 1) -> None:
        """Takes training steps of both players. A step that was begun by sub-steps is finished, and counts as one.

        Raises:
            Diverged: if a loss is NaN or infinite. The laboratory is then where it was before that step.
            Exception: whatever your own functions raise; the laboratory is then where it was before that step.
        """
        for _ in range(count):
            with self._lock:
                self._whole_step(True, True)

    def run(self, steps: int) -> "Laboratory":
        """Takes training steps, as `step` does, and returns the laboratory. An interrupt ends it between two steps.

        Raises:
            Diverged: as `step`.
            KeyboardInterrupt: with a sentence that says where the run stands.
        """
        try:
            self.step(steps)
        except KeyboardInterrupt:
            said = f"stopped after step {self._step:,}, which is complete; run(...) goes on from there"
            raise KeyboardInterrupt(said) from None
        return self

    def step_discriminator(self) -> None:
        """Takes a step in which only the discriminator moves. A step that was begun by sub-steps is finished before."""
        self._one_player(False, True)

    def step_generator(self) -> None:
        """Takes a step in which only the generator moves. A step that was begun by sub-steps is finished before."""
        self._one_player(True, False)

    def sub_step(self) -> Report:
        """Takes one sub-step, and says what it did."""
        with self._lock:
            if self._current is None:
                self._begin(True, True)
                self._start = self._state()
            return self._reported()

    def sub_step_back(self) -> Report | None:
        """Goes back by one sub-step: every weight, optimiser and random number is as it was after the one before.

        Returns:
            What that one did; None at the very beginning of a step.

        Raises:
            ValueError: before the first sub-step of all.
        """
        with self._lock:
            position = self._position
            if position == 0:
                if self._step == 0:
                    raise ValueError("this is the beginning: there is no sub-step before it")
                self._go_to(self._step - 1)
                position = self._game.count(*self._alone.get(self._step, (True, True)))
                start = self._state()
            else:
                start = self._start
                self._restore(start)
            self._begin(*self._alone.get(self._step, (True, True)))
            self._start = start
            for _ in range(position - 2):
                self._advance()
            if position == 1:
                self._current, self._position, self._now = None, 0, None
                return None
            return self._reported()

    def rewind(self, step: int) -> None:
        """Goes to an earlier step, or to a later one that has been reached before.

        The nearest restart point before it is restored, and the few steps from there on are taken again.

        Args:
            step: from 0 to `furthest`. Once training goes on, everything later than this is forgotten.

        Raises:
            ValueError: if the run has not come so far.
        """
        with self._lock:
            if not 0 <= step <= self._furthest:
                raise ValueError(f"this run can be taken to any step from 0 to {self._furthest:,}, not to {step}")
            self._go_to(step)

    def _one_player(self, generator: bool, discriminator: bool) -> None:
        with self._lock:
            if self._current is not None:
                self._whole_step(True, True)
            self._whole_step(generator, discriminator)

    def _whole_step(self, generator: bool, discriminator: bool) -> None:
        """Takes a step, or what is left of it: the same as one sub-step after the other, only quicker."""
        if self._current is None:
            self._begin(generator, discriminator, sparing=True)
        with self._mended():
            with self._own_random():
                for moment in self._current:
                    self._note(*moment)
            self._complete()

    def _begin(self, generator: bool, discriminator: bool, sparing: bool = False) -> None:
        """Makes ready for a step, and forgets everything that was recorded beyond it."""
        if self._furthest > self._step:
            self._furthest = self._step
            for kept in (self._restarts, self._losses, self._measures):
                kept.forget_after(self._step)
            self._alone = {step: who for step, who in self._alone.items() if step < self._step}
        if not (generator and discriminator):
            self._alone[self._step] = (generator, discriminator)
        self._current = self._game.sub_steps(self._random, generator, discriminator, sparing)
        self._to_do = self._game.count(generator, discriminator)
        self._seen = {"generator": math.nan, "discriminator": math.nan}

    def _advance(self) -> Moment:
        """Takes one sub-step; the last one of a step completes it."""
        with self._mended():
            with self._own_random():
                moment = next(self._current)
                self._note(*moment)
            self._position += 1
            if self._position == self._to_do:
                self._complete()
        return moment

    def _note(self, sub_step: SubStep, tensors: dict[str, Tensor]) -> None:
        if "loss" in tensors:
            loss = self._seen[sub_step.player] = tensors["loss"].item()
            if not math.isfinite(loss):
                raise Diverged(
                    f"in step {self._step + 1:,} the {sub_step.player}'s loss is {_spelt(loss)}, so the run stops "
                    f"before it: rewind, or begin again with smaller learning rates"
                )

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """If anything fails within, or is interrupted, the run stands before the step, or after it, but not amid it."""
        try:
            yield
        except BaseException:
            self._alone.pop(self._step, None)
            self._go_to(self._step)
            raise

    def _complete(self) -> None:
        self._current, self._position, self._now = None, 0, None
        self._step += 1
        self._furthest = self._step
        self._losses.keep(self._step, (self._seen["generator"], self._seen["discriminator"]))
        if self._measures.wants(self._step):
            self._measures.keep(self._step, self._measure())
        if self._restarts.wants(self._step):
            self._restarts.keep(self._step, self._state())

    def _reported(self) -> Report:
        generator, discriminator = _weights(self.generator), _weights(self.discriminator)
        gradients = [_gradient(network) for network in self._networks]
        sub_step, tensors = self._advance()
        report = Report(
            sub_step,
            {name: tensor.detach().clone() for name, tensor in tensors.items()},
            float((_weights(self.generator) - generator).norm()),
            float((_weights(self.discriminator) - discriminator).norm()),
            *(now := [_gradient(network) for network in self._networks]),
            *(after != before for before, after in zip(gradients, now, strict=True)),
        )
        self._now = report
        return report

    def _own_random(self) -> "_GlobalRandom | nullcontext":
        return nullcontext() if self._torch_random is None else _GlobalRandom(self)

    def _state(self) -> dict[str, Any]:
        game = self._game
        state = {
            "generator": game.generator.state_dict(),
            "discriminator": game.discriminator.state_dict(),
            "g_optimizer": game.g_optimizer.state_dict(),
            "d_optimizer": game.d_optimizer.state_dict(),
            "random": self._random.get_state(),
            # They matter to a step function that does without zero_grad.
            "gradients": [[weight.grad for weight in network.parameters()] for network in self._networks],
        }
        state = copied(state)
        if self._torch_random is not None:
            state["torch_random"] = self._torch_random
        return state

    def _restore(self, state: dict[str, Any]) -> None:
        self._current, self._position, self._now = None, 0, None
        for name in ("generator", "discriminator", "g_optimizer", "d_optimizer"):
            getattr(self._game, name).load_state_dict(copied(state[name]))
        for network, gradients in zip(self._networks, copied(state["gradients"]), strict=True):
            for weight, gradient in zip(network.parameters(), gradients, strict=True):
                weight.grad = gradient
        self._random.set_state(state["random"])
        self._torch_random = state.get("torch_random")

    def _go_to(self, step: int) -> None:
        """Restores the last restart point before a step and takes the steps in between, without recording them."""
        at, state = self._restarts.until(step)
        self._restore(state)
        for number in range(at, step):
            with self._own_random():
                for _ in self._game.sub_steps(self._random, *self._alone.get(number, (True, True)), sparing=True):
                    pass
        self._step = step

    # Looking

    @property
    def real(self) -> np.ndarray:
        """Some real points ``(n, 2)``."""
        return self.points.data[:SHOWN].numpy()

    @property
    def fake(self) -> np.ndarray:
        """Some fakes ``(400, 2)``, always of the same latents."""
        with self._lock:
            return layers.samples(self.generator, self._latents[:SHOWN])

    def opinion(self) -> np.ndarray:
        """The discriminator's heat map: ``(48, 48)`` uint8, 255 for *surely real*; the first row is the bottom."""
        with self._lock:
            return opinion_of(self.discriminator, self.points.region, meaning=self.rules.opinion)

    def manifold(self) -> np.ndarray:
        """A grid of latents as the generator bends it into the plane: ``(rows, columns, 2)``."""
        with self._lock:
            return layers.manifold(self.generator, self._latent_grid)

    def arrows(self, count: int = 100) -> layers.Arrows:
        """Where `count` fakes would go to lower the generator's loss, the one in use."""
        with self._lock:
            return layers.arrows(self.generator, self.discriminator, self._latents[:count], self.rules.generator_loss)

    def optimum(self) -> np.ndarray | None:
        """An estimate of the best discriminator's heat map, as `opinion` gives it; None where the loss has none.

        It is made of kernel density estimates of both sides, so it is smoother than the truth.
        """
        if self.rules.optimum is None:
            return None
        with self._lock:
            fake = torch.from_numpy(layers.samples(self.generator, self._latents[:1000]))
            left, right, *_ = self.points.region
            width = 0.025 * (right - left)
            fake = fake[fake.isfinite().all(1)]
            return layers.estimated_optimum(self._measured_real, fake, self.points.region, self.rules.optimum, width)

    def measure(self) -> Measures:
        """How the run stands now."""
        with self._lock:
            return self._measure()

    def losses(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Steps ``(n,)``, the generator's loss in each and the discriminator's, at most 400 evenly spaced.

        A player that did not move in a step has NaN.
        """
        with self._lock:
            values = np.array(self._losses.values).reshape(-1, 2)
            return np.array(self._losses.steps), values[:, 0], values[:, 1]

    def measures(self) -> tuple[np.ndarray, list[Measures]]:
        """Steps ``(n,)`` and how the run stood then, at most 100 evenly spaced."""
        with self._lock:
            return np.array(self._measures.steps), self._measures.values

    def _measure(self) -> Measures:
        fake = layers.samples(self.generator, self._latents[: self._count])
        accuracy = modes = math.nan
        if self.rules.undecided is not None:
            with looking_at(self.discriminator):
                real_outputs = self.discriminator(self._measured_real[:SHOWN])
                fake_outputs = self.discriminator(torch.from_numpy(fake[:SHOWN]))
            right = (real_outputs > self.rules.undecided).float().mean()
            accuracy = float((right + (fake_outputs < self.rules.undecided).float().mean()) / 2)
        if self.points.centres is not None:
            coverage = metrics.mode_coverage(fake, self.points.centres.numpy(), self.points.standard_deviation)
            modes = float(coverage.covered)
        found = metrics.jensen_shannon(self._measured_real.numpy(), fake, self.points.region)
        return Measures(accuracy, modes, found)

    # Checks

    def _points_of(self, data: np.ndarray | Tensor | datasets.Points | None) -> datasets.Points:
        if data is None:
            return self.recipe.points()
        return data if isinstance(data, datasets.Points) else datasets.points(data)

    def _fits(self) -> None:
        """Sees that the networks take and return what they should, in words for whoever wrote them."""
        batch = 3
        latents = torch.zeros(batch, self.recipe.latent_size)
        with looking_at(self.generator, self.discriminator):
            made = self._answer("generator", self.generator, latents)
            if made.shape != (batch, 2):
                raise ValueError(
                    f"your generator makes {tuple(made.shape)} of {batch} latents: it should be ({batch}, 2)"
                )
            said = self._answer("discriminator", self.discriminator, made)
            if said.shape != (batch,):
                hint = ": end it with .squeeze(1)" if said.shape == (batch, 1) else ""
                raise ValueError(
                    f"your discriminator makes {tuple(said.shape)} of {batch} points: it should be ({batch},){hint}"
                )

    @staticmethod
    def _answer(name: str, network: nn.Module, inputs: Tensor) -> Tensor:
        try:
            return network(inputs)
        except RuntimeError as error:
            shape = tuple(inputs.shape)
            raise ValueError(f"your {name} does not take an input of the shape {shape}: {error}") from error


class _GlobalRandom:
    """Within, PyTorch's global random state is the laboratory's own; outside, it is as it was."""

    def __init__(self, laboratory: Laboratory):
        self._laboratory = laboratory

    def __enter__(self) -> None:
        self._outside = torch.get_rng_state()
        torch.set_rng_state(self._laboratory._torch_random)

    def __exit__(self, *error: object) -> None:
        self._laboratory._torch_random = torch.get_rng_state()
        torch.set_rng_state(self._outside)


class _FairLock:
    """A lock that is had in the order of asking: a loop that lets go of it and asks again waits for the others."""

    def __init__(self) -> None:
        self._turn, self._lock = threading.Lock(), threading.Lock()

    def __enter__(self) -> None:
        with self._turn:
            self._lock.acquire()

    def __exit__(self, *error: object) -> None:
        self._lock.release()


def _tensors(state: Any) -> list[Tensor]:
    if isinstance(state, Tensor):
        return [state]
    parts = state.values() if isinstance(state, dict) else state if isinstance(state, list | tuple) else ()
    return [tensor for part in parts for tensor in _tensors(part)]


def _weights(network: nn.Module) -> Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in network.parameters()] or [torch.zeros(0)])


def _gradient(network: nn.Module) -> float:
    """The length of all gradients of a network together."""
    return math.sqrt(sum(float(p.grad.square().sum()) for p in network.parameters() if p.grad is not None))


def _spelt(loss: float) -> str:
    return "not a number (NaN)" if math.isnan(loss) else "infinite"
