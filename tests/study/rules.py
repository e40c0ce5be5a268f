"""What lesson 11 says of its rules on the ring of 8, and of packing."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from authoring import rules
from gan_lesson import datasets, models, training
from gan_lesson.evaluation import metrics
from gan_lesson.history import History
from tests.study.part import Figures, Measure, Part, Report, Trial
from tests.study.shared import Stopwatch, adam, let_fall, sample


def rules_ring(seeds: int, keep: Callable[[str, int, History, training.Run], None] | None = None) -> Part:
    """Every rule of `authoring.rules`.

    Args:
        seeds: runs of each.
        keep: is handed the rule's name, the seed, the history and the run at the end: they are what is recorded.
    """
    data = rules.ring()

    def measure_of(name: str) -> Measure:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            run = rules.start(rules.RULES[name], data, seed)
            total, watch = run.batches.remaining, Stopwatch(1.0)
            for number, seen in enumerate(rules.watched(name, data, run), start=1):
                history = seen
                report(number / total)
            seconds = watch.seconds()
            if keep is not None:
                keep(name, seed, history, run)
            found = metrics.mode_coverage(
                sample(run.averaged, 2500, seed + 77).numpy(), data.centres.numpy(), data.standard_deviation
            )
            figures = {"modes": found.covered, "high quality, %": 100 * found.high_quality, "spread": found.spread}
            return {name: {**figures, "seconds": seconds, "ms a step": 1000 * seconds / total}}

        return measure

    return Part(
        "rules_ring",
        "Lesson 11's rules on lesson 08's ring of 8 (standard deviation 0.05): the same networks, 60 passes over 2,560 "
        "points in batches of 128, one move of his for each of hers, rates that fall in the second half, averaged "
        "weights. 2,500 samples, of high quality within three standard deviations of a mode. Seconds of one thread on "
        "the processor, the 21 looks of the recording included.",
        tuple(Trial(name, range(seeds), 5, measure_of(name)) for name in rules.RULES),
        {"modes": 1, "high quality, %": 1, "spread": 2, "seconds": 1, "ms a step": 1},
    )


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


STEPS, RATE = 2000, 0.003  # theirs: 400,000 and 0.0001


def papers_ring(seeds: int) -> Part:
    """PacGAN's set-up, shortened: the plain GAN, and packs of two."""

    def measure_of(line: str, pack: int) -> Measure:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            data = datasets.ring(100_000, torch.Generator().manual_seed(seed + 10))
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
            watch = Stopwatch(1.0)
            for step in training.train(run, take_step=training.shared_fakes):
                let_fall(run, (RATE, RATE), step.number / STEPS)
                report(step.number / STEPS)
                if step.number == STEPS:
                    break
            seconds = watch.seconds()
            found = metrics.mode_coverage(
                sample(generator, 2500, seed + 77).numpy(), data.centres.numpy(), data.standard_deviation
            )
            return {line: {"modes": found.covered, "high quality, %": 100 * found.high_quality, "seconds": seconds}}

        return measure

    return Part(
        "papers_ring",
        "PacGAN's ring of 8 (standard deviation 0.01, 100,000 points) shortened: batches of 100 (of 100 packs), two "
        "latents, Adam with beta1 = 0.8, as theirs; but networks of 3 x 64, a rate thirty times theirs that falls to 0 "
        "in the second half, and 2,000 of their 400,000 steps. 2,500 samples, counted as they count; seconds of one "
        "thread on the processor.",
        (
            Trial("plain", range(seeds), 5, measure_of("plain GAN", 1)),
            Trial("packed", range(seeds), 5, measure_of("pairs, PacGAN2", 2)),
        ),
        {"modes": 1, "high quality, %": 1, "seconds": 1},
    )
