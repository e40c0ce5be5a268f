"""The ring of 8 and the grid of 25: our recipes for clusters in the plane, and how many clusters they find."""

from collections import deque
from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import nn

from gan_lesson import datasets, losses, models, training
from gan_lesson.evaluation import metrics
from tests.study.part import Figures, Part, Report, Trial
from tests.study.shared import Stopwatch, adam, let_fall, sample


def ring(data: datasets.Points, seed: int) -> Iterator[nn.Module]:
    """The ring of 8 in 2,000 steps of 128 points, without a penalty; otherwise as `points`."""
    return points(data, seed, steps=2000, batch_size=128, rate=0.004, beta1=0.5, penalty=0.0)


def grid(data: datasets.Points, seed: int) -> Iterator[nn.Module]:
    """The grid of 25 in 6,500 steps of 256 points: a wide generator, R1, no memory of the direction, a long average."""
    return points(
        data, seed, steps=6500, batch_size=256, rate=0.003, beta1=0.0, penalty=0.08, sizes=(128,) * 3, decay=0.999
    )


def points(
    data: datasets.Points,
    seed: int,
    *,
    steps: int,
    batch_size: int,
    rate: float,
    beta1: float,
    penalty: float,
    sizes: tuple[int, ...] = (64,) * 4,
    decay: float = 0.995,
) -> Iterator[nn.Module]:
    """Clusters in the plane: small networks, orthogonal weights, falling rates, averaged weights.

    Generator with tanh from 4 latents, discriminator 3 x 64 on data scaled to unit spread; `shared_fakes` with
    the non-saturating loss; Adam with beta2 = 0.9, its rate constant for the first half and then linear to 0.

    Args:
        data: the training set.
        seed: of weights, shuffling and latents.
        steps: training steps.
        batch_size: points in a batch.
        rate: of both players' Adam.
        beta1: of both players' Adam.
        penalty: weight of R1, in every step; 0 for none.
        sizes: of the generator's hidden layers.
        decay: of the average of its weights.

    Yields:
        The averaged generator.
    """
    torch.manual_seed(seed)
    generator = models.MLPGenerator(4, (2,), sizes, activation=nn.Tanh)
    discriminator = models.MLPDiscriminator((2,), (64,) * 3, scale=float(data.data.std()))
    for network in (generator, discriminator):
        network.apply(models.orthogonal_weights)
    g_optimizer, d_optimizer = (adam(network, rate, (beta1, 0.9)) for network in (generator, discriminator))
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data.data, batch_size, torch.Generator().manual_seed(seed + 1)),
        g_optimizer=g_optimizer,
        d_optimizer=d_optimizer,
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, decay),
    )
    r1 = (lambda network, real, fake: penalty * losses.r1_penalty(network, real)) if penalty else None
    for step in training.train(run, take_step=training.shared_fakes, penalty=r1):
        let_fall(run, (rate, rate), step.number / steps)
        yield run.averaged
        if step.number >= steps:
            return


def clusters(kind: str, recipe: Callable[[datasets.Points, int], Iterator[nn.Module]], about: int, seeds: int) -> Part:
    """Modes, quality and spread of a recipe's samples, beside a perfect sampler's."""
    make = {"ring": datasets.ring, "grid": datasets.grid}[kind]

    def ours(seed: int, report: Report) -> dict[str, Figures]:
        data = make(100_000, torch.Generator().manual_seed(seed + 10))
        watch = Stopwatch(about)
        (generator,) = deque(_reported(recipe(data, seed), watch, report), maxlen=1)
        spent = watch.seconds()
        return {"our recipe": {**_coverage(sample(generator, 2500, seed + 77).numpy(), data), "seconds": spent}}

    def perfect(seed: int, report: Report) -> dict[str, Figures]:
        data = make(2500, torch.Generator().manual_seed(seed + 90))
        return {"a perfect sampler": _coverage(data.data.numpy(), data)}

    name = {"ring": "The ring of 8", "grid": "The grid of 25"}[kind]
    return Part(
        kind,
        f"{name} as VEEGAN and PacGAN draw and count it: 2,500 samples, of high quality within three standard "
        "deviations of a mode. Spread is within the modes, 0.97 for a perfect sampler; KL is that of the modes' shares "
        "from equal ones, in nats. Seconds of one thread on the processor.",
        (Trial("perfect", range(seeds), 0.1, perfect), Trial("ours", range(seeds), about, ours)),
        {"modes": 1, "high quality, %": 1, "spread": 2, "KL": 4, "seconds": 1},
    )


def _reported(run: Iterator[nn.Module], watch: Stopwatch, report: Report) -> Iterator[nn.Module]:
    """Passes a run on and reports the share of its budget that is spent, which is a guess here."""
    for generator in run:
        report(min(watch.share(), 0.99))
        yield generator


def _coverage(samples: np.ndarray, data: datasets.Points) -> Figures:
    found = metrics.mode_coverage(samples, data.centres.numpy(), data.standard_deviation)
    quality = 100 * found.high_quality
    return {"modes": found.covered, "high quality, %": quality, "spread": found.spread, "KL": found.kl}
