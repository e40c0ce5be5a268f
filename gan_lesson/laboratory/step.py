"""One training step, taken apart: each player samples, goes forward, takes the loss, goes backward, updates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from gan_lesson.losses import gradient_penalty


class SubStep(NamedTuple):
    """One of the sub-steps of a training step.

    Attributes:
        player: "discriminator" or "generator": whose turn it is.
        name: "sample", "forward", "loss", "backward", "update", or "step" for a step function that was handed over.
        code: the lines of PyTorch that have just run.
    """

    player: str
    name: str
    code: str


SAMPLE_D = SubStep(
    "discriminator", "sample", "real = data[torch.randint(len(data), (batch,))]\nfake = generator(latents).detach()"
)
FORWARD_D = SubStep("discriminator", "forward", "real_logits = discriminator(real)\nfake_logits = discriminator(fake)")
LOSS_D = SubStep("discriminator", "loss", "loss = discriminator_loss(real_logits, fake_logits)")
BACKWARD_D = SubStep("discriminator", "backward", "d_optimizer.zero_grad()\nloss.backward()")
UPDATE_D = SubStep("discriminator", "update", "d_optimizer.step()")
OWN_D = SubStep("discriminator", "step", "discriminator_step(discriminator, real, fake, d_optimizer)")
SAMPLE_G = SubStep("generator", "sample", "latents = draw_latents(batch)")
FORWARD_G = SubStep("generator", "forward", "fake = generator(latents)\nfake_logits = discriminator(fake)")
LOSS_G = SubStep("generator", "loss", "loss = generator_loss(fake_logits)")
BACKWARD_G = SubStep("generator", "backward", "g_optimizer.zero_grad()\nloss.backward()")
UPDATE_G = SubStep("generator", "update", "g_optimizer.step()")
OWN_G = SubStep("generator", "step", "generator_step(generator, discriminator, latents, g_optimizer)")

Moment = tuple[SubStep, dict[str, Tensor]]


@dataclass(frozen=True)
class Game:
    """The two players, their data, and how each of them moves.

    Attributes:
        generator, discriminator: the networks.
        g_optimizer, d_optimizer: their optimisers.
        data: ``(n, 2)``, the real points. Each batch is drawn from them with replacement.
        batch: rows in a batch.
        draw_latents: how many, and a random generator, to latents ``(batch, latent_size)``.
        generator_loss: of fake logits.
        discriminator_loss: of real and fake logits.
        penalty_weight: of the gradient penalty, 0 for none.
        generator_steps, discriminator_steps: updates of each player in one training step.
        generator_step: instead of the four last sub-steps of the generator's turn, a function of generator,
            discriminator, latents and optimiser that returns the loss, such as ``training.generator_step``; or None.
        discriminator_step: the same for the discriminator, a function of discriminator, real, fake and optimiser.
    """

    generator: nn.Module
    discriminator: nn.Module
    g_optimizer: Optimizer
    d_optimizer: Optimizer
    data: Tensor
    batch: int
    draw_latents: Callable[[int, torch.Generator], Tensor]
    generator_loss: Callable[[Tensor], Tensor]
    discriminator_loss: Callable[[Tensor, Tensor], Tensor]
    penalty_weight: float = 0.0
    generator_steps: int = 1
    discriminator_steps: int = 1
    generator_step: Callable[..., Any] | None = None
    discriminator_step: Callable[..., Any] | None = None

    def sub_steps(
        self, random: torch.Generator, generator: bool = True, discriminator: bool = True, sparing: bool = False
    ) -> Iterator[Moment]:
        """Takes one training step, and pauses after each of its sub-steps.

        The same computation as ``training.discriminator_step`` and then ``training.generator_step``, bit for bit.

        Args:
            random: the CPU random generator that everything is drawn from.
            generator: whether the generator moves.
            discriminator: whether the discriminator moves; where both do, she is first.
            sparing: whether to leave out the gradient that the generator's turn leaves behind in the discriminator. It
                changes no weight, for her own turn clears it; a step function of your own may not, and then nothing is
                left out.

        Yields:
            What has just been done, and the tensors that it made, by the names that they have in the code.
        """
        for _ in range(self.discriminator_steps * discriminator):
            yield from self._discriminator_turn(random)
        for _ in range(self.generator_steps * generator):
            yield from self._generator_turn(random, sparing and self.discriminator_step is None)

    def count(self, generator: bool = True, discriminator: bool = True) -> int:
        """The number of sub-steps in a training step."""
        return sum(
            moves * steps * (5 if own is None else 2)
            for moves, steps, own in (
                (discriminator, self.discriminator_steps, self.discriminator_step),
                (generator, self.generator_steps, self.generator_step),
            )
        )

    def plan(self) -> list[SubStep]:
        """The sub-steps of one turn of the discriminator, and then of one of the generator."""
        whole_d = [SAMPLE_D, FORWARD_D, LOSS_D, BACKWARD_D, UPDATE_D]
        whole_g = [SAMPLE_G, FORWARD_G, LOSS_G, BACKWARD_G, UPDATE_G]
        return (whole_d if self.discriminator_step is None else [SAMPLE_D, OWN_D]) + (
            whole_g if self.generator_step is None else [SAMPLE_G, OWN_G]
        )

    def _discriminator_turn(self, random: torch.Generator) -> Iterator[Moment]:
        real = self.data[torch.randint(len(self.data), (self.batch,), generator=random)]
        latents = self.draw_latents(self.batch, random)
        with torch.no_grad():
            fake = self.generator(latents)
        shares = torch.rand(self.batch, generator=random) if self.penalty_weight else None
        yield SAMPLE_D, {"real": real, "latents": latents, "fake": fake}
        if self.discriminator_step is not None:
            found = self.discriminator_step(self.discriminator, real, fake, self.d_optimizer)
            yield OWN_D, {"loss": _loss_of("discriminator_step", found)}
            return
        real_logits = self.discriminator(real)
        fake_logits = self.discriminator(fake)
        yield FORWARD_D, {"real_logits": real_logits, "fake_logits": fake_logits}
        loss = total = self.discriminator_loss(real_logits, fake_logits)
        if shares is not None:
            total = loss + self.penalty_weight * gradient_penalty(self.discriminator, real, fake, shares)
        yield LOSS_D, {"loss": loss}
        self.d_optimizer.zero_grad()
        total.backward()
        yield BACKWARD_D, {}
        self.d_optimizer.step()
        yield UPDATE_D, {}

    def _generator_turn(self, random: torch.Generator, sparing: bool) -> Iterator[Moment]:
        latents = self.draw_latents(self.batch, random)
        yield SAMPLE_G, {"latents": latents}
        if self.generator_step is not None:
            found = self.generator_step(self.generator, self.discriminator, latents, self.g_optimizer)
            yield OWN_G, {"loss": _loss_of("generator_step", found)}
            return
        fake = self.generator(latents)
        fake_logits = self.discriminator(fake)
        yield FORWARD_G, {"fake": fake, "fake_logits": fake_logits}
        loss = self.generator_loss(fake_logits)
        yield LOSS_G, {"loss": loss}
        self.g_optimizer.zero_grad()
        reached = [weight for weight in self.generator.parameters() if weight.requires_grad] if sparing else []
        loss.backward(inputs=reached or None)  # None: whatever the loss depends on
        yield BACKWARD_G, {}
        self.g_optimizer.step()
        yield UPDATE_G, {}


def _loss_of(name: str, found: Any) -> Tensor:
    """The loss that a step function returned, which may have returned other things after it."""
    loss = found[0] if isinstance(found, tuple) and found else found
    if not isinstance(loss, Tensor | float | int) or (isinstance(loss, Tensor) and loss.numel() != 1):
        said = "nothing" if loss is None else f"a {type(loss).__name__}"
        raise TypeError(f"your {name} returned {said}: return the loss, one number, so that it can be drawn")
    return torch.as_tensor(loss).detach()
