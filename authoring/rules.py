"""The rules that lesson 11 puts side by side: the same ring, the same networks, the same passes over the data.

A rule is what the two players are paid for, what the expert is forbidden, and rates that suited it: one to three
settings of each rule were tried with seed 0, and a good one was kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from torch import Tensor, nn

from gan_lesson import datasets, losses, models, training
from gan_lesson.evaluation.metrics import coverage_of
from gan_lesson.history import History
from gan_lesson.recordings.rules import Played, RecordedRules

EPOCHS, EVERY = 60, 3  # passes over the ring's 2,560 points, and from one look to the next
SEEDS = range(5)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What differs from one run to another.

    Attributes:
        loss: what the players are paid for, in a word or two.
        discriminator_loss, generator_loss: the same as functions.
        limits: what the expert is forbidden, in a word or two.
        penalty: added to the discriminator's loss, or None.
        clip: to which a critic's weights are clipped after her step, or None.
        spectral: whether the discriminator's layers are spectrally normalised.
        take_step: from `gan_lesson.training`.
        generator_rate, discriminator_rate: of Adam, at first.
        beta1: of both players' Adam.
        scale: by which the discriminator divides the data.
    """

    loss: str = "cross-entropy"
    discriminator_loss: training.DiscriminatorLoss = losses.discriminator_loss
    generator_loss: Callable[..., Tensor] = losses.nonsaturating_generator_loss
    limits: str = "none"
    penalty: training.Penalty | None = None
    clip: float | None = None
    spectral: bool = False
    take_step: training.TakeStep = training.shared_fakes
    generator_rate: float = 0.004
    discriminator_rate: float = 0.004
    beta1: float = 0.5
    scale: float = 1.0

    @property
    def settings(self) -> dict[str, str]:
        """What a comparison names."""
        rates = f"{self.generator_rate:g} / {self.discriminator_rate:g}"
        return {"loss": self.loss, "her limits": self.limits, "rates, his / hers": rates}


def between(critic: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
    """The gradient penalty at shares drawn from PyTorch's global generator, with the weight of gan_toy.py, 0.1."""
    return 0.1 * losses.gradient_penalty(critic, real, fake, torch.rand(len(real)))


def r1(discriminator: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
    """R1 with the weight 0.05."""
    return 0.05 * losses.r1_penalty(discriminator, real)


def r1_and_r2(discriminator: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
    """R1 and R2, each with the weight 0.05."""
    return 0.05 * (losses.r1_penalty(discriminator, real) + losses.r2_penalty(discriminator, real, fake))


_wasserstein = partial(
    Rule,
    loss="Wasserstein",
    discriminator_loss=losses.wasserstein_critic_loss,
    generator_loss=losses.wasserstein_generator_loss,
    generator_rate=0.002,
    beta1=0.0,
)
RULES = {
    "plain": Rule(),
    "least squares": Rule(
        loss="least squares",
        discriminator_loss=losses.least_squares_discriminator_loss,
        generator_loss=losses.least_squares_generator_loss,
        generator_rate=0.002,
        discriminator_rate=0.002,
    ),
    "hinge, spectral norm": Rule(
        loss="hinge",
        discriminator_loss=losses.hinge_discriminator_loss,
        generator_loss=losses.hinge_generator_loss,
        limits="spectral norm, data × 10",
        spectral=True,
        generator_rate=0.002,
        scale=0.1,
    ),
    "clipped critic": _wasserstein(limits="weights within ±0.1", clip=0.1),
    "gradient penalty": _wasserstein(limits="slope 1 between", penalty=between),
    "R1": Rule(limits="R1", penalty=r1),
    "relativistic, R1 + R2": Rule(
        loss="relativistic",
        discriminator_loss=losses.relativistic_discriminator_loss,
        generator_loss=losses.relativistic_generator_loss,
        limits="R1 and R2",
        penalty=r1_and_r2,
        take_step=training.paired_fakes,
    ),
}


def ring() -> datasets.Points:
    """The ring of lesson 08: 2,560 points in eight clusters."""
    return datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)


def start(rule: Rule, data: datasets.Points, seed: int, epochs: int = EPOCHS) -> training.Run:
    """The pair of lesson 08 under a rule, with an average of the generator's weights over 100 steps.

    Args:
        rule: what differs.
        data: the training set.
        seed: of weights, shuffling, latents, and PyTorch's global generator.
        epochs: passes over the data.
    """
    torch.manual_seed(seed)
    generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator(scale=rule.scale)
    if rule.spectral:
        models.spectrally_normalised(discriminator)
    g_optimizer, d_optimizer = (
        torch.optim.Adam(network.parameters(), lr=rate, betas=(rule.beta1, 0.9))
        for network, rate in ((generator, rule.generator_rate), (discriminator, rule.discriminator_rate))
    )
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data.data, 128, torch.Generator().manual_seed(seed + 1), epochs),
        g_optimizer=g_optimizer,
        d_optimizer=d_optimizer,
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, 0.99),
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
    ):
        if rule.clip is not None:
            training.clip_weights(run.discriminator, rule.clip)
        share = min(1.0, 2 * (1 - step.number / total))
        training.set_learning_rate(run.g_optimizer, share * rule.generator_rate)
        training.set_learning_rate(run.d_optimizer, share * rule.discriminator_rate)
        yield step


def watched(name: str, data: datasets.Points, run: training.Run) -> Iterator[History]:
    """Trains under a rule and records the averaged generator; yields the history after every step.

    Args:
        name: of the rule.
        data: the training set.
        run: from `start`.
    """
    latents = models.sample_latents(256, 2, torch.Generator().manual_seed(3))  # the same for all rules and seeds
    history = History(latents, title=name, real=data.data[:256], metrics=coverage_of(data), every=EVERY)
    history.begin(run.averaged)
    for step in steps(RULES[name], run):
        history.record(step, run.averaged)
        yield history


def all_rules() -> Iterator[RecordedRules]:
    """The recording: every rule with five seeds, the pictures and the expert's weights of the first."""
    data, made = ring(), RecordedRules(ring().region)
    for name, rule in RULES.items():
        histories, weights = [], np.zeros(0)
        for seed in SEEDS:
            run = start(rule, data, seed)
            for seen in watched(name, data, run):
                history = seen
                yield made
            histories.append(history)
            if seed == 0:
                weights = np.concatenate([p.detach().numpy().ravel() for p in run.discriminator.parameters()])
        made.add(name, Played(histories, rule.settings, weights))
        yield made
