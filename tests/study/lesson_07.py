"""What lesson 07 says of an expert who never wipes her gradients, measured with five seeds by the lesson's own cells.

A change of the lesson's cells does not make the figures void: measure again with `--anew`.
"""

import numpy as np
import torch

from gan_lesson import models, training
from gan_lesson.evaluation.roc import roc_of
from tests.lesson_cells import run_cells
from tests.study.part import Figures, Part, Report, Trial

NAME = "07_one_training_step"


def areas_without_zero_grad(seed: int, epochs: int, report: Report = lambda share: None) -> list[float]:
    """The area below the expert's ROC curve, 256 real points against 256 fakes, after every tenth step."""
    found, _ = run_cells(NAME, "def fresh_pair", "def d_step")
    generator, discriminator, g_optimizer, d_optimizer = found["fresh_pair"](seed)
    ring, draws = found["ring"].data, torch.Generator().manual_seed(seed + 2)
    batches = training.Batches(ring, 128, torch.Generator().manual_seed(seed + 1), epochs)
    is_real, areas = np.repeat([True, False], 256), []
    for number, real in enumerate(batches, start=1):
        fake = generator(models.sample_latents(128, 2, draws))
        found["d_step"](discriminator, real, fake, d_optimizer, zero_grad=False)
        training.generator_step(generator, discriminator, models.sample_latents(128, 2, draws), g_optimizer)
        if number % 10 == 0:
            fakes = models.look(generator, models.sample_latents(256, 2, torch.Generator().manual_seed(3)))
            areas.append(roc_of(is_real, models.look(discriminator, torch.cat([ring[:256], fakes])).numpy()).area)
            report(number / (20 * epochs))
    return areas


def lesson_07(seeds: int) -> Part:
    """How an expert who never wipes her gradients tells real from fake."""

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        areas = areas_without_zero_grad(seed, 60, report)
        return {"without zero_grad": {"lowest": min(areas), "highest": max(areas), "at the end": areas[-1]}}

    return Part(
        "lesson_07",
        "What lesson 07 says of an expert who never wipes her gradients: the area below her ROC curve, looked at every "
        "tenth step of 1,200.",
        (Trial("swings", range(seeds), 25, measure),),
        {"lowest": 2, "highest": 2, "at the end": 2},
    )
