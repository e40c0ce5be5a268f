"""The recipes of lesson 12: pairs that obey labels, on portraits and on handwriting."""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from gan_lesson import datasets, losses, models, training
from gan_lesson.datasets.portraiture import CAT, DOG
from gan_lesson.files import weights_of
from gan_lesson.history import History
from gan_lesson.props.suspects import training_portraits
from gan_lesson.recordings import asked

EPOCHS = 24  # of 4,096 portraits


class LabelledRun(NamedTuple):
    """A run before its first step.

    Attributes:
        average: the generator's averaged weights.
        batches: what it learns from.
        steps: to be iterated.
    """

    average: AveragedModel
    batches: training.Batches
    steps: Iterator[training.TrainingStep]


def labelled_run(
    generator: nn.Module,
    discriminator: nn.Module,
    data: dict[str, Tensor],
    *,
    seed: int,
    epochs: int,
    batch_size: int,
    rate: float,
    beta2: float,
    penalty: float,
    penalty_every: int,
) -> LabelledRun:
    """Lesson 12's loop: Adam without momentum, R1 now and then, averaged weights, rates that fall to 0.

    Args:
        generator: a fresh one, which takes labels.
        discriminator: likewise.
        data: "real" and "label".
        seed: of shuffling and latents.
        epochs: passes over the data.
        batch_size: rows in a batch.
        rate: of both Adams; constant for the first half.
        beta2: of both.
        penalty: weight of R1.
        penalty_every: steps from one to the next.
    """
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data, batch_size, torch.Generator().manual_seed(seed + 1), epochs),
        g_optimizer=torch.optim.Adam(generator.parameters(), lr=rate, betas=(0.0, beta2), fused=True),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=rate, betas=(0.0, beta2), fused=True),
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, decay=0.99),
    )
    total = run.batches.remaining

    def r1(network: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
        return penalty * losses.r1_penalty(network, real)

    def steps() -> Iterator[training.TrainingStep]:
        for step in training.train(run, take_step=training.labelled_fakes, penalty=r1, penalty_every=penalty_every):
            now = rate * min(1, 2 * (1 - step.number / total))
            training.set_learning_rate(run.g_optimizer, now)
            training.set_learning_rate(run.d_optimizer, now)
            yield step

    return LabelledRun(run.averaged, run.batches, steps())


def portrait_run(seed: int, epochs: int = EPOCHS) -> LabelledRun:
    """The conditional pair on 4,096 portraits; its generator is `asked.untrained`."""
    pets = training_portraits(seed)
    torch.manual_seed(seed)
    generator = asked.untrained()
    no_opinion = nn.Embedding.from_pretrained(torch.zeros(2, 512), freeze=False)
    discriminator = models.ProjectionDiscriminator(models.ConvDiscriminator(width=8, depth=3), no_opinion)
    data = {"real": pets.data, "label": pets.labels}
    return labelled_run(
        generator, discriminator, data,
        seed=seed, epochs=epochs, batch_size=32, rate=0.003, beta2=0.9, penalty=1.0, penalty_every=8,
    )  # fmt: skip


def digit_run(seed: int, data: Tensor, labels: Tensor, epochs: int = 48, told: bool = True) -> LabelledRun:
    """The conditional pair on 8x8 handwriting, as lesson 12 trains it.

    Args:
        seed: of first weights, shuffling and latents; 0 is the lesson's.
        data: ``(n, 1, 8, 8)``.
        labels: ``(n,)``, 0 to 9.
        epochs: passes over the data.
        told: whether the discriminator is told the label, too.
    """
    torch.manual_seed(seed)
    body = models.MLPGenerator(16 + 8, (1, 8, 8), hidden=(256, 256), activation=models.LeakyReLU)
    generator = models.ConditionalGenerator(body, nn.Embedding(10, 8))
    discriminator = models.MLPDiscriminator((1, 8, 8), hidden=(256, 256))
    no_opinion = nn.Embedding.from_pretrained(torch.zeros(10, 256), freeze=not told)
    return labelled_run(
        generator, models.ProjectionDiscriminator(discriminator, no_opinion), {"real": data, "label": labels},
        seed=seed, epochs=epochs, batch_size=64, rate=0.002, beta2=0.99, penalty=3.0, penalty_every=4,
    )  # fmt: skip


def asked_portraits(seed: int = 0) -> Iterator[History]:
    """The portraits' run, asked for a cat and for a dog of each of 18 latents: rows of cats above rows of dogs."""
    average, batches, steps = portrait_run(seed)
    latents = models.sample_latents(18, asked.LATENT_DIM, torch.Generator().manual_seed(seed + 3))
    latents = latents.view(3, 1, 6, -1).expand(3, 2, 6, -1).flatten(0, 2)  # (36, 16): each row of six twice
    told = models.Asked(average, torch.tensor([CAT, DOG]).repeat_interleave(6).repeat(3))
    history = History(
        latents,
        title="Asked for cats and for dogs",
        real=batches.data["real"][:36],
        every={*range(8), *range(8, EPOCHS + 1, 2)},
        steps=(8, 16, 24, 32, 48, 64, 96),
    )
    history.begin(told)
    for step in steps:
        history.record(step, told)
        yield history


def all_asked() -> Iterator[asked.Asked]:
    """The generators of all seeds."""
    made = asked.Asked()
    for seed in asked.SEEDS:
        average, _, steps = portrait_run(seed)
        for _ in steps:
            yield made
        made.trained.append(asked.Trained(seed, EPOCHS, weights_of(average.module)))
        yield made


def without(label: int, keep: int, digits: datasets.Pictures) -> Tensor:
    """Which of the digits are left when all but the first few of one label are taken away: indices ``(m,)``."""
    of_it = (digits.labels == label).nonzero()[:, 0]
    gone = torch.zeros(len(digits), dtype=torch.bool)
    gone[of_it[keep:]] = True
    return (~gone).nonzero()[:, 0]
