"""What lesson 12 says of labels: what comes out when it is asked for, what a flip keeps, and a classifier of fakes."""

from functools import cache

import numpy as np
import torch
from torch import Tensor, nn

from authoring import labels
from gan_lesson import datasets, models
from gan_lesson.datasets import portraiture
from gan_lesson.datasets.portraiture import CAT, DOG
from gan_lesson.evaluation import features, metrics
from gan_lesson.evaluation.copying import copying
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.exercises import lesson_01
from gan_lesson.exercises.lesson_12 import asked_with_strength
from gan_lesson.recordings import asked
from tests.study.part import Figures, Part, Report, Trial

SEVEN, FEW = 7, 20
# Knobs that a dog shows as well as a cat.
SHARED = [knob for knob in portraiture.RANGES if knob not in ("species", "whiskers")]


def asked_digits(seeds: int, epochs: int = 48) -> Part:
    """Handwriting on demand: told and not told, and with only twenty sevens to learn from."""
    digits = datasets.handwriting()

    def figures_of(generator: nn.Module, seed: int) -> Figures:
        reader, sevens = _reader_of_digits(), digits.data[digits.labels == SEVEN]
        wanted = torch.arange(10).repeat_interleave(100)
        latents = models.sample_latents(len(wanted), 16, torch.Generator().manual_seed(seed + 9))
        fakes = models.look(models.Asked(generator, wanted), latents)
        right = reader.logits(fakes).argmax(1) == wanted
        his = fakes[wanted == SEVEN]
        known, others = (reader.features(some) for some in (sevens[:FEW], sevens[FEW : 2 * FEW]))
        return {
            "as asked, %": 100 * right.float().mean().item(),
            "sevens as asked, %": 100 * right[wanted == SEVEN].float().mean().item(),
            "spread of sevens": _spread(reader.features(his)) / _spread(reader.features(sevens)),
            "nearer to the twenty": copying(known, others, reader.features(his)).share,
        }

    def trained(seed: int, report: Report, rows: Tensor, told: bool = True) -> nn.Module:
        passes = epochs if told else epochs // 2
        average, batches, steps = labels.digit_run(seed, digits.data[rows], digits.labels[rows], passes, told)
        for step in steps:
            report(step.number / (passes * len(batches)))
        return average

    def all_of_them(seed: int, report: Report) -> dict[str, Figures]:
        return {"both are told": figures_of(trained(seed, report, torch.arange(len(digits))), seed)}

    def deaf(seed: int, report: Report) -> dict[str, Figures]:
        return {"only he is told": figures_of(trained(seed, report, torch.arange(len(digits)), told=False), seed)}

    def rare(seed: int, report: Report) -> dict[str, Figures]:
        rows = labels.without(SEVEN, FEW, digits)
        return {"twenty sevens to learn from": figures_of(trained(seed, report, rows), seed)}

    return Part(
        "asked_digits",
        "Lesson 12's handwriting on demand, after 48 epochs, or 24 where only he is told: 100 fakes of each digit. "
        "Read by a network that was trained on the real ones; spread is the mean distance between two sevens, 1 for "
        "real ones; the last column is the share of sevens that lie nearer to the first twenty real sevens than to the "
        "next twenty.",
        (
            Trial("told", range(seeds), 10, all_of_them),
            Trial("not told", range(seeds), 5, deaf),
            Trial("twenty sevens", range(seeds), 9, rare),
        ),
        {"as asked, %": 1, "sevens as asked, %": 1, "spread of sevens": 2, "nearer to the twenty": 2},
    )


def asked_portraits(seeds: int) -> Part:
    """Portraits on demand, and what truncation and stronger orders do."""

    def figures_of(pictures: Tensor, wanted: Tensor, seed: int) -> Figures:
        judges = portrait_judges()
        read = judges.portraits.read(pictures).argmax(1)
        real, his = (judges.knobs.features(some) for some in (_unseen(seed), pictures))
        shares = metrics.precision_and_recall(real[:1000], his[:1000])
        return {
            "as asked, %": 100 * (read == wanted).float().mean().item(),
            "unreadable, %": 100 * (read == features.NEITHER).float().mean().item(),
            "Fréchet, unseen": metrics.frechet_distance(real, his),
            "precision": shares.precision,
            "recall": shares.recall,
        }

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        generator, wanted = asked.generator(seed), torch.tensor([CAT, DOG]).repeat(1024)
        latents = models.sample_latents(2048, asked.LATENT_DIM, torch.Generator().manual_seed(seed + 9))
        found = {"other real portraits": figures_of(*_others(seed), seed)}
        for line, strength, size in (
            ("asked", 1.0, 1.0),
            ("latents halved", 1.0, 0.5),
            ("not asked (strength 0)", 0.0, 1.0),
            ("asked twice as strongly", 2.0, 1.0),
            ("asked three times as strongly", 3.0, 1.0),
        ):
            table = generator.embed.weight
            rows = torch.stack([asked_with_strength.function(table, label, strength) for label in (CAT, DOG)])
            with models.looking_at(generator):
                pictures = generator.given(size * latents, rows[wanted])
            found[line] = figures_of(pictures, wanted, seed)
            report(len(found) / 6)
        return found

    return Part(
        "asked_portraits",
        "Lesson 12's portraits on demand, 2,048 of each recorded run, half cats and half dogs. As asked: read as the "
        "species that was asked for; unreadable: as no portrait at all.",
        (Trial("recorded", range(seeds), 12, measure),),
        {"as asked, %": 1, "unreadable, %": 1, "Fréchet, unseen": 2, "precision": 2, "recall": 2},
    )


def flips(seeds: int) -> Part:
    """What a cat and a dog of the same latent have in common, knob by knob."""

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        cats = portraiture.sample_knobs(2048, np.random.default_rng(seed), CAT)
        drawn = (
            torch.from_numpy(portraiture.draw(one))[:, None] * 2 - 1 for one in (cats, portraiture.flip_species(cats))
        )
        found = {"his flip": _kept(*_cats_and_dogs(asked.generator(seed), seed)), "the master's flip": _kept(*drawn)}
        report(1)
        return {knob: {who: kept[knob] for who, kept in found.items()} for knob in SHARED}

    return Part(
        "flips",
        "A label flipped, with the latents held still: for each knob, the correlation between what a network reads "
        "from 2,048 cats and from the dogs of the same latents (1: kept, 0: forgotten). His flip is that of the "
        "recorded pair of lesson 12, whose label enters late; the master's that of the same animals, drawn as cats and "
        "as dogs, which is the most that the network can read.",
        (Trial("flips", range(seeds), 4, measure),),
        {"his flip": 2, "the master's flip": 2},
    )


def boundary(seeds: int) -> Part:
    """Classifiers that have only ever seen fakes, on real pets."""

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        reader, real, (held_out, its_labels) = portrait_judges().knobs, _unseen_pets(seed), _others(seed)
        ruler = torch.from_numpy(portraiture.measure(_other_pets(seed).knobs))
        wanted = torch.tensor([CAT, DOG]).repeat(1024)
        latents = models.sample_latents(2048, asked.LATENT_DIM, torch.Generator().manual_seed(seed + 9))
        fakes = models.look(models.Asked(asked.generator(seed), wanted), latents)
        lengths = {
            "portraits": (torch.from_numpy(portraiture.measure(real.knobs)), real.labels),
            "fakes": (torch.from_numpy(portraiture.measure(reader.read(fakes))), wanted),
        }
        lines = {name: _line(*pair) for name, pair in lengths.items()}
        first = lines["portraits"][0]
        found = {}
        for name, (weights, bias) in lines.items():
            right = ((ruler @ weights + bias > 0).long() == its_labels).float().mean().item()
            cosine = torch.nn.functional.cosine_similarity(weights, first, 0).clamp(-1, 1)
            found[f"lesson 01's line, from {name}"] = {
                "right, %": 100 * right,
                "angle, degrees": torch.rad2deg(torch.arccos(cosine)).item(),
            }
        for name, (pictures, taught) in {"portraits": (real.data, real.labels), "fakes": (fakes, wanted)}.items():
            classifier = features.train_classifier(pictures, taught, seed)
            right = (classifier.logits(held_out).argmax(1) == its_labels).float().mean().item()
            found[f"a network on all pixels, from {name}"] = {"right, %": 100 * right}
            report(len(found) / 4)
        return found

    return Part(
        "boundary",
        "Lesson 12's classifiers, taught by 2,048 portraits or by as many fakes of the recorded pair, labelled with "
        "what was asked for; tried on 2,048 other portraits. The line is in the plane of ears and snout, measured with "
        "the ruler on portraits and by a network on fakes; the angle is that to the portraits' line.",
        (Trial("boundary", range(seeds), 20, measure),),
        {"right, %": 1, "angle, degrees": 1},
    )


def _line(lengths: Tensor, taught: Tensor) -> tuple[Tensor, Tensor]:
    """Lesson 01's logistic regression, as lesson 02 has it: weights (2,) and bias."""
    middle, weights, bias = lengths.mean(0), torch.zeros(2), torch.tensor(0.0)
    for _ in range(400):
        weights, bias = lesson_01.gradient_step.function(lengths - middle, taught, weights, bias, rate=1.0)
    return weights, bias - weights @ middle


def _kept(cats: Tensor, dogs: Tensor) -> dict[str, float]:
    """For each knob, the correlation between the readings of pictures (n, 1, 28, 28) in pairs."""
    reader = portrait_judges().knobs
    cat, dog = reader.read(cats), reader.read(dogs)
    return {knob: np.corrcoef(getattr(cat, knob), getattr(dog, knob))[0, 1] for knob in SHARED}


def _cats_and_dogs(generator: nn.Module, seed: int) -> tuple[Tensor, Tensor]:
    """Of the same 2,048 latents."""
    latents = models.sample_latents(2048, asked.LATENT_DIM, torch.Generator().manual_seed(seed + 9))
    cats, dogs = (models.Asked(generator, torch.full((2048,), label)) for label in (CAT, DOG))
    return models.look(cats, latents), models.look(dogs, latents)


def _spread(rows: np.ndarray) -> float:
    """The mean distance between two of the rows (n, d)."""
    return torch.pdist(torch.from_numpy(rows)).mean().item()


@cache
def _reader_of_digits() -> features.Classifier:
    digits = datasets.handwriting()
    return features.train_classifier(digits.data, digits.labels)


@cache
def _unseen_pets(seed: int) -> datasets.Pictures:
    return datasets.portraits(2048, torch.Generator().manual_seed(seed + 1000))


@cache
def _other_pets(seed: int) -> datasets.Pictures:
    return datasets.portraits(2048, torch.Generator().manual_seed(seed + 2000))


def _unseen(seed: int) -> Tensor:
    return _unseen_pets(seed).data


def _others(seed: int) -> tuple[Tensor, Tensor]:
    pets = _other_pets(seed)
    return pets.data, pets.labels
