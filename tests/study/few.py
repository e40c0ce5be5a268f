"""What lesson 09 says of a GAN with few portraits to learn from."""

from functools import cache

import torch

from authoring import recipes
from gan_lesson import datasets
from gan_lesson.evaluation import metrics
from gan_lesson.evaluation.copying import copying
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.models import look, sample_latents
from gan_lesson.recordings import forgers
from tests.study.part import Figures, Part, Report, Trial


def few(seeds: int) -> Part:
    """How much a GAN copies that has 64 portraits to learn from, beside the honest one with 4,096."""

    def figures_of(pictures: torch.Tensor, training: torch.Tensor, seed: int) -> Figures:
        judges = portrait_judges()
        unseen = _unseen(seed, len(training))
        seen = [judges.knobs.features(some) for some in (training, unseen, pictures)]
        found = copying(*seen)
        return {
            "copied": found.share,
            "to training": found.to_training,
            "to unseen": found.to_held_out,
            "Fréchet, unseen": metrics.frechet_distance(judges.knobs.features(_unseen(seed + 50, 4096)), seen[2]),
            "pets, %": 100 * judges.portraits.share_of_pets(pictures),
        }

    def sampled(generator: torch.nn.Module, seed: int) -> torch.Tensor:
        latents = sample_latents(1024, 32, torch.Generator().manual_seed(seed + 9))
        return torch.cat([look(generator, chunk) for chunk in latents.split(512)])

    def taught_by_few(seed: int, report: Report) -> dict[str, Figures]:
        pets, average, discriminator, steps = recipes.few_run(seed)
        figures, last = {}, 2 * recipes.FEW_EPOCHS
        for step in steps:
            report(step.number / last)
            if step.number in (400, 2000, last):
                line = f"64 portraits, after {step.number // 2:,} epochs"
                figures[line] = figures_of(sampled(average, seed), pets.data, seed)
                learnt, others = (look(discriminator, some).mean().item() for some in (pets.data, _unseen(seed, 1024)))
                figures[line]["D, training less unseen"] = learnt - others
        return figures

    def taught_by_many(seed: int, report: Report) -> dict[str, Figures]:
        pets = datasets.portraits(4096, torch.Generator().manual_seed(seed)).data
        few_of_many = figures_of(sampled(forgers.honest(seed), seed), pets[: forgers.FEW], seed)
        return {"4,096 portraits, against 64 of them": few_of_many}

    return Part(
        "few",
        "A GAN with 64 portraits to learn from turns copyist: 1,024 fakes against those 64 and as many unseen ones, in "
        "features of a reader of knobs. Copied is the share that is nearer to a training portrait; the last column is "
        "the mean logit of training portraits less that of unseen ones.",
        (
            Trial("64", range(seeds), 85, taught_by_few),
            Trial("4,096", range(seeds), 2, taught_by_many),
        ),
        {
            "copied": 2,
            "to training": 2,
            "to unseen": 2,
            "Fréchet, unseen": 2,
            "pets, %": 1,
            "D, training less unseen": 2,
        },
    )


@cache
def _unseen(seed: int, n: int) -> torch.Tensor:
    return datasets.portraits(n, torch.Generator().manual_seed(seed + 1000)).data
