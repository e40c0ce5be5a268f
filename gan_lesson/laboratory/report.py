"""What one sub-step did, from comparing both networks before and after it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from gan_lesson.laboratory.frame import Frame
from gan_lesson.laboratory.game import Game, Moment, SubStep
from gan_lesson.laboratory.rules import Rules
from gan_lesson.models import looking_at


@dataclass(frozen=True)
class Batch:
    """What lies on the table in a turn, as far as it has been made; None for what has not, or never is.

    Points and gradients are as the networks see them; `own` gives them in the data's own units.

    Attributes:
        latents: ``(n, latent_size)``.
        real: ``(n, 2)``; None in the generator's turn.
        fake: ``(n, 2)``; after the generator's update, those that it makes now of the same latents.
        real_outputs, fake_outputs: ``(n,)``, what the discriminator returned for each point.
        real_opinions, fake_opinions: ``(n,)``, the same from 0 (surely fake) to 1 (surely real).
        descents: ``(n, 2)``, minus the gradient that flowed back to each fake, as if it were alone in the batch; known
            from the generator's backward on.
        loss: of the player whose turn it is.
        fakes_moved: how far the generator's update took a fake, on average; None but for that update.
    """

    latents: Tensor | None = None
    real: Tensor | None = None
    fake: Tensor | None = None
    real_outputs: Tensor | None = None
    fake_outputs: Tensor | None = None
    real_opinions: Tensor | None = None
    fake_opinions: Tensor | None = None
    descents: Tensor | None = None
    loss: float | None = None
    fakes_moved: float | None = None

    def judged(self, rules: Rules) -> "Batch":
        """The same with the opinions that the outputs mean."""
        outputs = {"real": self.real_outputs, "fake": self.fake_outputs}
        known = {name: output.detach() for name, output in outputs.items() if output is not None}
        if not known:
            return self
        # Of both kinds together: a critic's outputs have a meaning only beside each other.
        opinions = rules.opinion(torch.cat(list(known.values()))).split([len(output) for output in known.values()])
        return replace(self, **{f"{name}_opinions": opinion for name, opinion in zip(known, opinions, strict=True)})

    def own(self, frame: Frame) -> "Batch":
        """The same in the data's own units, if the networks see them in this frame."""
        if frame == Frame():
            return self
        real, fake = (
            None if points is None else torch.from_numpy(frame.own(points.numpy())) for points in (self.real, self.fake)
        )
        descents = None if self.descents is None else self.descents / frame.scale
        moved = None if self.fakes_moved is None else self.fakes_moved * frame.scale
        return replace(self, real=real, fake=fake, descents=descents, fakes_moved=moved)


@dataclass(frozen=True)
class Report:
    """What one sub-step did.

    Attributes:
        sub_step: the sub-step.
        tensors: the tensors it made, detached, by their names in its code.
        batch: what the present turn has made so far.
        generator_moved, discriminator_moved: the Euclidean length of the change of the weights.
        generator_gradient, discriminator_gradient: the length of the gradients in ``.grad`` afterwards.
        generator_before, discriminator_before: the same before it.
    """

    sub_step: SubStep
    tensors: dict[str, Tensor]
    batch: Batch
    generator_moved: float
    discriminator_moved: float
    generator_gradient: float
    discriminator_gradient: float
    generator_before: float
    discriminator_before: float

    @property
    def generator_reached(self) -> bool:
        """Whether this sub-step changed the generator's ``.grad``."""
        return self.generator_gradient != self.generator_before

    @property
    def discriminator_reached(self) -> bool:
        """Whether this sub-step changed the discriminator's ``.grad``."""
        return self.discriminator_gradient != self.discriminator_before

    @property
    def facts(self) -> list[str]:
        """What it did, in phrases."""
        facts = []
        for name, tensor in self.tensors.items():
            size = " × ".join(f"{length:,}" for length in tensor.shape)
            facts.append(f"{name} = {float(tensor):.4f}" if tensor.ndim == 0 else f"{name}: {size} numbers")
        name, mover = self.sub_step.name, self.sub_step.player
        for player in ("generator", "discriminator"):
            moved, before, after = (getattr(self, f"{player}_{what}") for what in ("moved", "before", "gradient"))
            if name in ("update", "step"):
                fact = f"the {player}'s weights moved by {moved:.4f}" if moved else f"the {player} stayed as it was"
                facts.append(fact)
            if name in ("backward", "step"):
                fact = f"in the {player}, a gradient of length {after:.4f}"
                if player != mover:
                    fact += ", which its own zero_grad() will clear"
                elif before:
                    fact += f", in place of the old one of {before:.4f}"
                facts.append(fact if after != before else f"no new gradient for the {player}")
        return facts


def reported(game: Game, take: Callable[[], Moment]) -> Report:
    """Takes a sub-step and reports what it did.

    Args:
        game: whose networks to compare.
        take: takes the sub-step, and returns it with its tensors.
    """
    networks = (game.generator, game.discriminator)
    weights_before = [_weights(network) for network in networks]
    before = [_gradient(network) for network in networks]
    fake = game.made.get("fake")
    if fake is not None and fake.requires_grad:
        fake.retain_grad()  # backward keeps gradients of weights only, unless it is asked to
    sub_step, tensors = take()
    moved = [
        float((_weights(network) - before).norm()) for network, before in zip(networks, weights_before, strict=True)
    ]
    after = [_gradient(network) for network in networks]
    return Report(
        sub_step=sub_step,
        tensors={name: tensor.detach().clone() for name, tensor in tensors.items()},
        batch=_batch(game, moved=moved[0] > 0),
        generator_moved=moved[0],
        discriminator_moved=moved[1],
        generator_gradient=after[0],
        discriminator_gradient=after[1],
        generator_before=before[0],
        discriminator_before=before[1],
    )


def _batch(game: Game, moved: bool) -> Batch:
    made, fake = game.made, game.made.get("fake")
    gradient = fake.grad if fake is not None and fake.retains_grad else None
    fakes_moved = None
    if moved and fake is not None:
        with looking_at(game.generator):
            now = game.generator(made["latents"])
            fakes_moved, fake = (now - fake).norm(dim=1).mean().item(), now
    batch = Batch(
        latents=made.get("latents"),
        real=made.get("real"),
        fake=None if fake is None else fake.detach(),
        real_outputs=made["real_logits"].detach() if "real_logits" in made else None,
        fake_outputs=made["fake_logits"].detach() if "fake_logits" in made else None,
        # The loss is a mean over the batch: times n, each fake's gradient is as if it were alone.
        descents=None if gradient is None else -gradient * len(gradient),
        loss=made["loss"].item() if "loss" in made else None,
        fakes_moved=fakes_moved,
    )
    return batch.judged(game.rules)


def _weights(network: nn.Module) -> Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in network.parameters()] or [torch.zeros(0)])


def _gradient(network: nn.Module) -> float:
    """The Euclidean length of all of a network's gradients together."""
    return math.sqrt(sum(float(p.grad.square().sum()) for p in network.parameters() if p.grad is not None))
