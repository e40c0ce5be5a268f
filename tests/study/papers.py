"""PacGAN's ring and grid, shortened: the plain game's collapse, and packs against it."""

import torch
from torch import Tensor, nn

from gan_lesson import datasets, models, training
from gan_lesson.evaluation import metrics
from tests.study.part import Figures, Measure, Part, Report, Trial
from tests.study.shared import Stopwatch, adam, let_fall, sample

STEPS, RATE = {"ring": 2000, "grid": 10_000}, 0.003  # theirs: 400,000 of both, and 0.0001
LINES = {1: "plain GAN", 2: "pairs, PacGAN2"}  # by the size of a pack


class Packed(nn.Module):
    """A discriminator of several data at once, all real or all fake (Lin et al. 2018, arXiv 1712.04086).

    Args:
        pack: data in a pack.
    """

    def __init__(self, pack: int):
        super().__init__()
        self.pack, self.judge = pack, models.MLPDiscriminator((2 * pack,))

    def forward(self, data: Tensor) -> Tensor:
        """Data ``(batch, 2)`` to logits ``(batch / pack,)``: neighbours in the batch are a pack."""
        return self.judge(data.reshape(-1, 2 * self.pack))


def papers(kind: str, seeds: int) -> Part:
    """PacGAN's set-up, shortened: the plain GAN, and packs of two.

    Their own networks are larger: his has four layers of 400 with batch norm, hers three of 200 maxout units with five
    pieces each (the configuration in the authors' code, fjxmlzn/PacGAN).

    Args:
        kind: "ring" or "grid".
        seeds: runs of each.
    """
    make, clusters = {
        "ring": (datasets.ring, "ring of 8 (standard deviation 0.01, 100,000 points)"),
        "grid": (datasets.grid, "grid of 25 (standard deviation 0.05, 100,000 points)"),
    }[kind]

    def measure_of(pack: int) -> Measure:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            data = make(100_000, torch.Generator().manual_seed(seed + 10))
            torch.manual_seed(seed)
            generator, discriminator = models.MLPGenerator(latent_dim=2), Packed(pack)
            run = training.Run(
                generator=generator,
                discriminator=discriminator,
                batches=training.Batches(data.data, 100 * pack, torch.Generator().manual_seed(seed + 1)),
                g_optimizer=adam(generator, RATE, (0.8, 0.999)),
                d_optimizer=adam(discriminator, RATE, (0.8, 0.999)),
                random=torch.Generator().manual_seed(seed + 2),
            )
            watch, steps = Stopwatch(1.0), STEPS[kind]
            for step in training.train(run, take_step=training.shared_fakes):
                let_fall(run, (RATE, RATE), step.number / steps)
                report(step.number / steps)
                if step.number == steps:
                    break
            seconds = watch.seconds()
            found = metrics.mode_coverage(
                sample(generator, 2500, seed + 77).numpy(), data.centres.numpy(), data.standard_deviation
            )
            quality = 100 * found.high_quality
            return {LINES[pack]: {"modes": found.covered, "high quality, %": quality, "seconds": seconds}}

        return measure

    return Part(
        f"papers_{kind}",
        f"PacGAN's {clusters} shortened: batches of 100 (of 100 packs), two "
        "latents, Adam with beta1 = 0.8, as theirs; but networks of 3 x 64, a rate thirty times theirs that falls to 0 "
        f"in the second half, and {STEPS[kind]:,} of their 400,000 steps. 2,500 samples, counted as they count; "
        "seconds of one thread on the processor.",
        (
            Trial("plain", range(seeds), STEPS[kind] / 400, measure_of(1)),
            Trial("packed", range(seeds), STEPS[kind] / 400, measure_of(2)),
        ),
        {"modes": 1, "high quality, %": 1, "seconds": 1},
    )
