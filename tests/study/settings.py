"""What each setting of lesson 08's last third is worth: the run of its handwriting with one of them changed."""

from functools import cache

import torch
from torch import Tensor, nn

from gan_lesson import datasets, losses, models, training
from gan_lesson.evaluation import features, metrics
from tests.study.part import Figures, Measure, Part, Report, Trial
from tests.study.shared import sample


@cache
def _digits() -> tuple[datasets.Pictures, features.Classifier]:
    """The handwriting of lesson 08, and a classifier of it to judge by."""
    digits = datasets.handwriting()
    return digits, features.train_classifier(digits.data, digits.labels)


def settings(seeds: int) -> Part:
    """Each setting of lesson 08's handwriting, taken away or changed alone."""

    def measured(
        line: str, beta1: float = 0.0, weight: float = 3.0, take_step: training.TakeStep = training.shared_fakes
    ) -> Measure:
        def penalty(network: nn.Module, real: Tensor, fake: Tensor) -> Tensor:
            return weight * losses.r1_penalty(network, real)

        def measure(seed: int, report: Report) -> dict[str, Figures]:
            digits, classifier = _digits()
            torch.manual_seed(seed)
            generator = models.MLPGenerator(16, (1, 8, 8), hidden=(256, 256), activation=models.LeakyReLU)
            discriminator = models.MLPDiscriminator((1, 8, 8), hidden=(256, 256))
            run = training.Run(
                generator=generator,
                discriminator=discriminator,
                batches=training.Batches(digits.data, 64, torch.Generator().manual_seed(seed + 1), epochs=48),
                g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.002, betas=(beta1, 0.99)),
                d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(beta1, 0.99)),
                random=torch.Generator().manual_seed(seed + 2),
                averaged=training.average_of(generator, decay=0.99),
            )
            wanted = penalty if weight else None
            for step in training.train(run, take_step=take_step, penalty=wanted, penalty_every=4):
                rate = 0.002 * min(1, 2 * (1 - step.number / 1344))
                training.set_learning_rate(run.g_optimizer, rate)
                training.set_learning_rate(run.d_optimizer, rate)
                report(step.number / 1344)
            fakes = sample(run.averaged, len(digits))
            distance = metrics.frechet_distance(classifier.features(digits.data), classifier.features(fakes))
            return {line: {"Fréchet distance": distance}}

        return measure

    return Part(
        "settings",
        "Lesson 08's run of 8x8 handwriting, and the same with one setting changed: 1,797 fakes against the training "
        "set, features of a classifier.",
        (
            Trial("whole", range(seeds), 12, measured("as in the lesson")),
            Trial("no R1", range(seeds), 11, measured("without R1", weight=0.0)),
            Trial("momentum", range(seeds), 12, measured("with momentum (beta1 = 0.9)", beta1=0.9)),
            Trial(
                "fresh", range(seeds), 14, measured("fresh fakes for each player", take_step=training.separate_fakes)
            ),
        ),
        {"Fréchet distance": 2},
    )
