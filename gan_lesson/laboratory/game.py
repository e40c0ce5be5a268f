"""One training step, taken apart: each player samples, goes forward, takes the loss, goes backward, updates.

The code shown for a sub-step is the code that runs: its lines are cut out of the source of the methods below.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from gan_lesson.laboratory.reasons import WHY
from gan_lesson.laboratory.recipe import OPTIMISERS, Recipe
from gan_lesson.laboratory.rules import Rules
from gan_lesson.losses import gradient_penalty, r1_penalty
from gan_lesson.training import average_of, copied, set_learning_rate


class SubStep(NamedTuple):
    """One of the sub-steps of a training step.

    Attributes:
        player: "discriminator" or "generator".
        name: "sample", "forward", "loss", "backward", "update", or "step" for a step function of your own.
        code: its lines of PyTorch.
        why: what it is for, in a sentence.
    """

    player: str
    name: str
    code: str
    why: str


class Moves(NamedTuple):
    """Which players move in a training step."""

    generator: bool = True
    discriminator: bool = True


Moment = tuple[SubStep, dict[str, Tensor]]  # a sub-step that was just taken, and the tensors it made
Turn = Iterator[tuple[str, dict[str, Tensor]]]


class Game:
    """The two players with their optimisers, the data, and how each player moves.

    Args:
        recipe: the optimisers, the batch, the latents, and how often each player moves in a training step; `follow`
            changes it.
        rules: gives the losses, and the weight of the gradient penalty, of a recipe.
        data: ``(n, 2)``, the real points. Each batch is drawn from them with replacement.
        generator: maps latents ``(batch, latent_size)`` to points ``(batch, 2)``.
        discriminator: maps points ``(batch, 2)`` to outputs ``(batch,)``.
        generator_step: replaces the generator's turn after its sampling: a function of generator, discriminator,
            latents and optimiser that returns the loss, such as ``training.generator_step``; or None.
        discriminator_step: the same for the discriminator: a function of discriminator, real, fake and optimiser.
        torch_random: the initial state of PyTorch's global random numbers; None if nothing here draws from them.

    Attributes:
        recipe: the one in force.
        rules: the losses in use.
        averaged: the average of the generator, or None.
        made: the tensors that the present turn has made so far, by their names in the code, with their graphs.
    """

    def __init__(
        self,
        *,
        recipe: Recipe,
        rules: Callable[[Recipe], Rules],
        data: Tensor,
        generator: nn.Module,
        discriminator: nn.Module,
        generator_step: Callable[..., Any] | None = None,
        discriminator_step: Callable[..., Any] | None = None,
        torch_random: Tensor | None = None,
    ):
        self.data = data
        self.generator, self.discriminator = generator, discriminator
        self.generator_step, self.discriminator_step = generator_step, discriminator_step
        self.random = torch.Generator().manual_seed(recipe.seed + 1)
        self._torch_random = torch_random
        self.made: dict[str, Tensor] = {}
        self._rules_of = rules
        self._generator = Game._generator_turn if generator_step is None else Game._own_generator_turn
        self._set_up(recipe)
        self._set_rates(0)

    def _set_up(self, recipe: Recipe) -> None:
        """Takes up a recipe with new optimisers, and a new average if it has one."""
        self.recipe, self.rules = recipe, self._rules_of(recipe)
        optimiser = OPTIMISERS[recipe.optimiser]
        self.g_optimizer = optimiser(self.generator, recipe.generator_rate)
        self.d_optimizer = optimiser(self.discriminator, recipe.discriminator_rate)
        self.averaged = average_of(self.generator, recipe.averaging) if recipe.averaging else None
        plain = Game._regularised_turn if recipe.r1 else Game._discriminator_turn
        plain = Game._critic_turn if self.rules.penalty_weight else plain
        self._discriminator = plain if self.discriminator_step is None else Game._own_discriminator_turn

    def follow(self, recipe: Recipe, step: int) -> None:
        """Goes on by a recipe. A new optimiser begins without memory; a new average begins at the present weights.

        Args:
            recipe: the one in force from now on.
            step: training steps so far.
        """
        if recipe != self.recipe:
            before = self.recipe
            optimisers, averaged = (self.g_optimizer, self.d_optimizer), self.averaged
            self._set_up(recipe)
            if recipe.optimiser == before.optimiser:
                self.g_optimizer, self.d_optimizer = optimisers
            if recipe.averaging and before.averaging:
                self.averaged.load_state_dict(averaged.state_dict())
            self._set_rates(step)
        elif recipe.falling:
            self._set_rates(step)

    def _set_rates(self, step: int) -> None:
        share = self.recipe.share_of_rates(step + 1)
        set_learning_rate(self.g_optimizer, self.recipe.generator_rate * share)
        set_learning_rate(self.d_optimizer, self.recipe.discriminator_rate * share)

    def average(self) -> None:
        """Takes the generator's present weights into the average, if there is one: once at the end of each step."""
        if self.averaged is not None:
            self.averaged.update_parameters(self.generator)

    # The turns. The lines between two yields are a sub-step; the yield gives its name and its tensors.

    def _discriminator_turn(self) -> Turn:
        rows = torch.randint(len(self.data), (self.recipe.batch,), generator=self.random)
        real = self.data[rows]
        latents = self.recipe.draw_latents(self.recipe.batch, self.random)
        fake = self.generator(latents).detach()
        yield "sample", {"real": real, "latents": latents, "fake": fake}
        real_logits = self.discriminator(real)
        fake_logits = self.discriminator(fake)
        yield "forward", {"real_logits": real_logits, "fake_logits": fake_logits}
        loss = self.rules.discriminator_loss(real_logits, fake_logits)
        yield "loss", {"loss": loss}
        self.d_optimizer.zero_grad()
        loss.backward()
        yield "backward", {}
        self.d_optimizer.step()
        yield "update", {}

    def _regularised_turn(self) -> Turn:
        rows = torch.randint(len(self.data), (self.recipe.batch,), generator=self.random)
        real = self.data[rows]
        latents = self.recipe.draw_latents(self.recipe.batch, self.random)
        fake = self.generator(latents).detach()
        yield "sample", {"real": real, "latents": latents, "fake": fake}
        real_logits = self.discriminator(real)
        fake_logits = self.discriminator(fake)
        yield "forward", {"real_logits": real_logits, "fake_logits": fake_logits}
        loss = self.rules.discriminator_loss(real_logits, fake_logits)
        penalty = r1_penalty(self.discriminator, real)
        yield "loss", {"loss": loss, "penalty": penalty}
        self.d_optimizer.zero_grad()
        (loss + self.recipe.r1 * penalty).backward()
        yield "backward", {}
        self.d_optimizer.step()
        yield "update", {}

    def _critic_turn(self) -> Turn:
        rows = torch.randint(len(self.data), (self.recipe.batch,), generator=self.random)
        real = self.data[rows]
        latents = self.recipe.draw_latents(self.recipe.batch, self.random)
        fake = self.generator(latents).detach()
        shares = torch.rand(self.recipe.batch, generator=self.random)
        yield "sample", {"real": real, "latents": latents, "fake": fake, "shares": shares}
        real_logits = self.discriminator(real)
        fake_logits = self.discriminator(fake)
        yield "forward", {"real_logits": real_logits, "fake_logits": fake_logits}
        loss = self.rules.discriminator_loss(real_logits, fake_logits)
        penalty = gradient_penalty(self.discriminator, real, fake, shares)
        yield "loss", {"loss": loss, "penalty": penalty}
        self.d_optimizer.zero_grad()
        (loss + self.rules.penalty_weight * penalty).backward()
        yield "backward", {}
        self.d_optimizer.step()
        yield "update", {}

    def _own_discriminator_turn(self) -> Turn:
        rows = torch.randint(len(self.data), (self.recipe.batch,), generator=self.random)
        real = self.data[rows]
        latents = self.recipe.draw_latents(self.recipe.batch, self.random)
        fake = self.generator(latents).detach()
        yield "sample", {"real": real, "latents": latents, "fake": fake}
        loss = self.discriminator_step(self.discriminator, real, fake, self.d_optimizer)
        yield "step", {"loss": _loss_in("discriminator_step", loss)}

    def _generator_turn(self) -> Turn:
        latents = self.recipe.draw_latents(self.recipe.batch, self.random)
        yield "sample", {"latents": latents}
        fake = self.generator(latents)
        fake_logits = self.discriminator(fake)
        yield "forward", {"fake": fake, "fake_logits": fake_logits}
        loss = self.rules.generator_loss(fake_logits)
        yield "loss", {"loss": loss}
        self.g_optimizer.zero_grad()
        loss.backward()
        yield "backward", {}
        self.g_optimizer.step()
        yield "update", {}

    def _own_generator_turn(self) -> Turn:
        latents = self.recipe.draw_latents(self.recipe.batch, self.random)
        yield "sample", {"latents": latents}
        loss = self.generator_step(self.generator, self.discriminator, latents, self.g_optimizer)
        yield "step", {"loss": _loss_in("generator_step", loss)}

    def plan(self) -> list[SubStep]:
        """The sub-steps of one turn of the discriminator, then of one of the generator."""
        return [*_sub_steps_of(self._discriminator), *_sub_steps_of(self._generator)]

    def count(self, moves: Moves) -> int:
        """The number of sub-steps in a training step in which these players move."""
        discriminator = len(_sub_steps_of(self._discriminator)) * self.recipe.discriminator_steps
        generator = len(_sub_steps_of(self._generator)) * self.recipe.generator_steps
        return moves.discriminator * discriminator + moves.generator * generator

    def step(self, moves: Moves, sparing: bool = False) -> Iterator[Moment]:
        """Takes one training step, pausing after each of its sub-steps.

        The same computation as ``training.discriminator_step`` and then ``training.generator_step``, bit for bit.

        Args:
            moves: who moves; the discriminator first if both do.
            sparing: skips the gradient that the generator's turn would leave in the discriminator. That changes no
                weight, because the discriminator's own turn clears it. Ignored if there is a step function of your own,
                which might not clear it.

        Yields:
            Each sub-step after it was taken, and its tensors, by their names in the code.
        """
        for _ in range(self.recipe.discriminator_steps * moves.discriminator):
            yield from self._taken(self._discriminator)
        spare = sparing and self.generator_step is None and self.discriminator_step is None
        for _ in range(self.recipe.generator_steps * moves.generator):
            with self._discriminator_frozen() if spare else nullcontext():
                yield from self._taken(self._generator)

    def _taken(self, turn: Callable[["Game"], Turn]) -> Iterator[Moment]:
        self.made = {}
        for sub_step, (_, tensors) in zip(_sub_steps_of(turn), turn(self), strict=True):
            self.made |= tensors
            yield sub_step, tensors

    @contextmanager
    def _discriminator_frozen(self) -> Iterator[None]:
        learning = {weight for weight in self.generator.parameters() if weight.requires_grad}
        frozen = {weight for weight in self.discriminator.parameters() if weight.requires_grad} - learning
        if not learning:
            frozen = set()  # backward needs something that the loss depends on
        for weight in frozen:
            weight.requires_grad_(False)
        try:
            yield
        finally:
            for weight in frozen:
                weight.requires_grad_(True)

    # The state of a run

    @contextmanager
    def own_random(self) -> Iterator[None]:
        """Swaps in this game's own copy of PyTorch's global random state, if it has one."""
        if self._torch_random is None:
            yield
            return
        outside = torch.get_rng_state()
        torch.set_rng_state(self._torch_random)
        try:
            yield
        finally:
            self._torch_random = torch.get_rng_state()
            torch.set_rng_state(outside)

    def state_dict(self) -> dict[str, Any]:
        """A copy of everything that determines how the run continues."""
        state = {name: getattr(self, name).state_dict() for name in _WITH_STATE}
        if self.averaged is not None:
            state["averaged"] = self.averaged.state_dict()
        # They matter to a step function without zero_grad.
        state["gradients"] = [weight.grad for weight in self._weights()]
        random = {"random": self.random.get_state(), "torch_random": self._torch_random}
        return copied(state) | random | {"recipe": self.recipe}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Returns to a saved state, which is copied."""
        if state["recipe"] != self.recipe:
            self._set_up(state["recipe"])
        for name in (*_WITH_STATE, *(["averaged"] if self.averaged is not None else [])):
            getattr(self, name).load_state_dict(copied(state[name]))
        for weight, gradient in zip(self._weights(), copied(state["gradients"]), strict=True):
            weight.grad = gradient
        self.random.set_state(state["random"])
        self._torch_random = state["torch_random"]

    def _weights(self) -> list[nn.Parameter]:
        return [*self.generator.parameters(), *self.discriminator.parameters()]


_WITH_STATE = ("generator", "discriminator", "g_optimizer", "d_optimizer")


@cache
def _sub_steps_of(turn: Callable[[Game], Turn]) -> list[SubStep]:
    """Cuts the source of a turn at its yields, and shortens ``self.recipe.batch`` to ``batch``."""
    source = textwrap.dedent(inspect.getsource(turn))
    lines, body = source.splitlines(), ast.parse(source).body[0].body
    player = "generator" if "generator_turn" in turn.__name__ else "discriminator"
    sub_steps, begin = [], body[0].lineno - 1
    for statement in body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield):
            code = textwrap.dedent("\n".join(lines[begin : statement.lineno - 1]))
            name = statement.value.value.elts[0].value
            code = re.sub(r"\bself\.(recipe\.|rules\.)?", "", code)
            sub_steps.append(SubStep(player, name, code, WHY[player, name]))
            begin = statement.end_lineno
    return sub_steps


def _loss_in(name: str, returned: Any) -> Tensor:
    """The loss that a step function returned, alone or as the first of several things."""
    loss = returned[0] if isinstance(returned, tuple) and returned else returned
    if not isinstance(loss, Tensor | float | int) or (isinstance(loss, Tensor) and loss.numel() != 1):
        what = "nothing" if loss is None else f"a {type(loss).__name__}"
        raise TypeError(f"your {name} returned {what}: return the loss, one number, so that it can be drawn")
    return torch.as_tensor(loss).detach()
