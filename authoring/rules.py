"""Rules side by side, for lesson 11: the same data, the same networks, the same passes over the data.

A rule is what the two players are paid for, what the expert is forbidden, and rates that suited it. An arena is what
rules are compared on; those of the lesson are in `authoring.arenas`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets, losses, models, training
from gan_lesson.history import History
from gan_lesson.recordings.rules import Played, RecordedRules

Data = datasets.Points | datasets.Pictures
Metrics = dict[str, Callable[[np.ndarray], float]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What differs from one run to another.

    Attributes:
        loss: what the players are paid for, in a word or two.
        discriminator_loss, generator_loss: the same as functions.
        limits: what the expert is forbidden, in a word or two.
        penalty: added to the discriminator's loss, or None.
        penalty_every: steps from one penalty to the next.
        clip: to which a critic's weights are clipped after her step, or None.
        spectral: whether the discriminator's layers are spectrally normalised.
        take_step: from `gan_lesson.training`.
        rates: of the generator's and of the discriminator's Adam, at first.
        beta1: of both players' Adam.
        scale: by which the discriminator divides points; pictures stay as they are.
    """

    loss: str = "cross-entropy"
    discriminator_loss: training.DiscriminatorLoss = losses.discriminator_loss
    generator_loss: Callable[..., Tensor] = losses.nonsaturating_generator_loss
    limits: str = "none"
    penalty: training.Penalty | None = None
    penalty_every: int = 1
    clip: float | None = None
    spectral: bool = False
    take_step: training.TakeStep = training.shared_fakes
    rates: tuple[float, float]
    beta1: float
    scale: float = 1.0

    @property
    def settings(self) -> dict[str, str]:
        """What a comparison names."""
        rates = " / ".join(f"{rate:g}" for rate in self.rates)
        return {"loss": self.loss, "her limits": self.limits, "rates, his / hers": rates}


@dataclass(frozen=True, kw_only=True)
class Arena:
    """What rules are compared on.

    Attributes:
        rules: by name.
        data: makes the training set.
        players: make an untrained generator and an untrained discriminator for a rule.
        batch_size: data in a batch.
        epochs: passes over the data.
        every: epochs from one look to the next.
        decay: of the average of the generator's weights.
        latents: of the looks, ``(n, latent_dim)``, the same for all rules and seeds.
        metrics: of a run and its training set; made anew for each run, and measured at each look.
        seeds: of the recorded runs.
        her_weights: whether the recording keeps the discriminator's weights, of the first seed.
    """

    rules: Mapping[str, Rule]
    data: Callable[[], Data]
    players: Callable[[Rule], tuple[nn.Module, nn.Module]]
    batch_size: int
    epochs: int
    every: int
    decay: float
    latents: Tensor
    metrics: Callable[[training.Run, Data], Metrics]
    seeds: range = range(5)
    her_weights: bool = False


def between(weight: float) -> training.Penalty:
    """The gradient penalty with a weight, at shares drawn from PyTorch's global generator."""
    return lambda critic, real, fake: weight * losses.gradient_penalty(critic, real, fake, torch.rand(len(real)))


def r1(weight: float) -> training.Penalty:
    """R1 with a weight."""
    return lambda discriminator, real, fake: weight * losses.r1_penalty(discriminator, real)


def r1_and_r2(weight: float) -> training.Penalty:
    """R1 and R2, each with the same weight."""
    return lambda discriminator, real, fake: (
        weight * (losses.r1_penalty(discriminator, real) + losses.r2_penalty(discriminator, real, fake))
    )


LEAST_SQUARES = {
    "loss": "least squares",
    "discriminator_loss": losses.least_squares_discriminator_loss,
    "generator_loss": losses.least_squares_generator_loss,
}
HINGE = {
    "loss": "hinge",
    "discriminator_loss": losses.hinge_discriminator_loss,
    "generator_loss": losses.hinge_generator_loss,
}
WASSERSTEIN = {
    "loss": "Wasserstein",
    "discriminator_loss": losses.wasserstein_critic_loss,
    "generator_loss": losses.wasserstein_generator_loss,
}
RELATIVISTIC = {
    "loss": "relativistic",
    "discriminator_loss": losses.relativistic_discriminator_loss,
    "generator_loss": losses.relativistic_generator_loss,
    "take_step": training.paired_fakes,
}


def start(arena: Arena, rule: Rule, data: Data, seed: int) -> training.Run:
    """Both players at the start, under a rule, with an average of the generator's weights.

    Args:
        arena: what is the same for all rules.
        rule: what differs.
        data: the arena's training set.
        seed: of weights, shuffling, latents, and PyTorch's global generator.
    """
    torch.manual_seed(seed)
    generator, discriminator = arena.players(rule)
    if rule.spectral:
        models.spectrally_normalised(discriminator)
    g_optimizer, d_optimizer = (
        torch.optim.Adam(network.parameters(), lr=rate, betas=(rule.beta1, 0.9))
        for network, rate in zip((generator, discriminator), rule.rates, strict=True)
    )
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data.data, arena.batch_size, torch.Generator().manual_seed(seed + 1), arena.epochs),
        g_optimizer=g_optimizer,
        d_optimizer=d_optimizer,
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, arena.decay),
    )


def steps(rule: Rule, run: training.Run) -> Iterator[training.TrainingStep]:
    """Trains under a rule; the rates are constant for half of the run, and then fall to 0 in a straight line."""
    total = run.batches.remaining
    for step in training.train(
        run,
        take_step=rule.take_step,
        discriminator_loss=rule.discriminator_loss,
        generator_loss=rule.generator_loss,
        penalty=rule.penalty,
        penalty_every=rule.penalty_every,
    ):
        if rule.clip is not None:
            training.clip_weights(run.discriminator, rule.clip)
        share = min(1.0, 2 * (1 - step.number / total))
        for optimizer, rate in zip((run.g_optimizer, run.d_optimizer), rule.rates, strict=True):
            training.set_learning_rate(optimizer, share * rate)
        yield step


def watched(arena: Arena, name: str, data: Data, run: training.Run) -> Iterator[History]:
    """Trains under a rule and records the averaged generator; yields the history after every step.

    Args:
        arena: the rule's.
        name: of the rule.
        data: the training set.
        run: from `start`.
    """
    history = History(
        arena.latents,
        title=name,
        real=data.data[: len(arena.latents)],
        metrics=arena.metrics(run, data),
        every=arena.every,
    )
    history.begin(run.averaged)
    for step in steps(arena.rules[name], run):
        history.record(step, run.averaged)
        yield history


def recorded(arena: Arena) -> Iterator[RecordedRules]:
    """The recording: every rule with all seeds, of the first the pictures as well."""
    data = arena.data()
    made = RecordedRules(getattr(data, "region", None))
    for name, rule in arena.rules.items():
        for seed in arena.seeds:
            run = start(arena, rule, data, seed)
            for seen in watched(arena, name, data, run):
                history = seen
                yield made
            keep(made, arena, name, history, run)
        yield made


def keep(made: RecordedRules, arena: Arena, name: str, history: History, run: training.Run) -> None:
    """Adds a finished run to a recording; those of a rule come one after the other, seed by seed."""
    if name in made.played:
        made.played[name].histories.append(history)
        return
    weights = [parameter.detach().numpy().ravel() for parameter in run.discriminator.parameters()]
    kept = np.concatenate(weights) if arena.her_weights else np.zeros(0)
    made.played[name] = Played([history], arena.rules[name].settings, kept)
