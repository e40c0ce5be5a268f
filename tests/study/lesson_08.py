"""What lesson 08 says of five seeds, measured with them."""

import torch

from gan_lesson import datasets, models, training
from gan_lesson.evaluation import metrics
from gan_lesson.history import History
from tests.study.part import Figures, Measure, Part, Report, Trial


def fresh_run(data: datasets.Points, epochs: int, seed: int, rate: float = 0.001, beta2: float = 0.999) -> training.Run:
    """The pair of lesson 08's `fresh_run`, with any seed."""
    torch.manual_seed(seed)
    generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data.data, 128, torch.Generator().manual_seed(seed + 1), epochs),
        g_optimizer=torch.optim.Adam(generator.parameters(), lr=rate, betas=(0.5, beta2)),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=rate, betas=(0.5, beta2)),
        random=torch.Generator().manual_seed(seed + 2),
        averaged=training.average_of(generator, decay=0.99),
    )


def lesson_08(seeds: int) -> Part:
    """The tricks and the unequal rates of the lesson."""
    ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)

    def history(seed: int) -> History:
        latents = models.sample_latents(256, 2, torch.Generator().manual_seed(seed + 3))
        return History(latents, metrics=metrics.coverage_of(ring), region=ring.region, every=5, restart_every=50)

    def figures(run: History) -> Figures:
        modes = [snapshot.metrics["clusters covered"] for snapshot in run]
        late = [snapshot.metrics["strays, %"] for snapshot in run.snapshots[-5:]]
        return {"modes at the end": modes[-1], "most modes at a time": max(modes), "strays late, %": sum(late) / 5}

    def tricks(seed: int, report: Report) -> dict[str, Figures]:
        run = fresh_run(ring, 100, seed, rate=0.004, beta2=0.9)
        fast, averaged = history(seed), history(seed)
        for step in training.train(run):
            fast.record(step, run.generator)
            averaged.record(step, run.averaged)
            report(step.epoch / 150)
        run.load_state_dict(fast.restart_point(50))
        calmed = fast.until(50)
        for step in training.train(run):
            rate = 0.004 * 2 * (1 - step.number / 2000)
            training.set_learning_rate(run.g_optimizer, rate)
            training.set_learning_rate(run.d_optimizer, rate)
            calmed.record(step, run.generator)
            report((step.epoch + 50) / 150)
        return {
            "fast": figures(fast),
            "fast, averaged weights": figures(averaged),
            "fast, falling rates from epoch 50": figures(calmed),
        }

    def unequal(line: str, g_rate: float, d_rate: float) -> Measure:
        def measure(seed: int, report: Report) -> dict[str, Figures]:
            run = fresh_run(ring, 100, seed)
            training.set_learning_rate(run.g_optimizer, g_rate)
            training.set_learning_rate(run.d_optimizer, d_rate)
            seen = history(seed)
            for step in training.train(run):
                seen.record(step, run.generator)
                report(step.epoch / 100)
            return {line: figures(seen)}

        return measure

    return Part(
        "lesson_08",
        "What lesson 08 says of five seeds: 256 samples on its ring, every fifth of 100 epochs; strays late is the "
        "mean of the last five looks.",
        (
            Trial("tricks", range(seeds), 14, tricks),
            Trial("first", range(seeds), 8, unequal("the first GAN", 0.001, 0.001)),
            Trial("slow expert", range(seeds), 8, unequal("a slow expert (0.0001)", 0.001, 0.0001)),
            Trial("bold forger", range(seeds), 8, unequal("a bold forger (0.01)", 0.01, 0.001)),
        ),
        {"modes at the end": 1, "most modes at a time": 1, "strays late, %": 1},
    )
