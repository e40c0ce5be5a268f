"""Portraits and handwriting of 28x28: our recipe, DCGAN's own, and another project's script, judged alike."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from gan_lesson import datasets
from gan_lesson.evaluation import features, metrics
from tests.study import recipes
from tests.study.part import Figures, Measure, Part, Report, Trial
from tests.study.shared import Stopwatch, sample

FAKES = 16384  # that a generator is judged by


@dataclass(frozen=True)
class Judge:
    """Pictures to learn from, pictures held out, and the networks that look at fakes.

    Attributes:
        training: ``(n, 1, 28, 28)``.
        held_out: ``(m, 1, 28, 28)``, which neither forger nor judge met.
        network: whose features the metrics take.
        classifier: for portraits, a second opinion: cat or dog; None for handwriting.
        reader: says what is a pet; None for handwriting.
    """

    training: Tensor
    held_out: Tensor
    network: features.FeatureNetwork
    classifier: features.Classifier | None = None
    reader: features.PortraitReader | None = None

    def figures(self, fakes: Tensor) -> Figures:
        """Every figure of fakes ``(n, 1, 28, 28)``.

        The Fréchet distance takes all of them, since few score too high and by chance. Precision and recall, which
        want as many fakes as real pictures, are counted with the first 1,024 of each at most.
        """
        held_out, found = (self.network.features(pictures) for pictures in (self.held_out, fakes))
        few = min(1024, len(held_out), len(found))
        close = metrics.precision_and_recall(held_out[:few], found[:few])
        figures = {
            "Fréchet distance": metrics.frechet_distance(held_out, found),
            "precision": close.precision,
            "recall": close.recall,
        }
        if self.classifier:
            held_out, found = (self.classifier.features(pictures) for pictures in (self.held_out, fakes))
            figures["Fréchet, cat or dog"] = metrics.frechet_distance(held_out, found)
        if self.reader:
            figures["pets, %"] = 100 * self.reader.share_of_pets(fakes)
        return figures

    def figures_of(self, generator: nn.Module) -> Figures:
        """The figures of a generator, the same latents for all."""
        return self.figures(sample(generator, FAKES))


@cache
def judge(kind: str) -> Judge:
    """The judge of "portraits" or of "handwriting".

    Portraits: 16,384 to learn from and as many held out, judged by the features of a reader of knobs, and of a
    classifier that learnt cats from dogs, both on portraits of their own. Handwriting: all there are, 1,197 and 600,
    judged by the features of a classifier that learnt the digits from the 1,197.
    """
    random = torch.Generator().manual_seed(100)
    if kind == "portraits":
        pets, others = datasets.portraits(2 * 16384, random).data, datasets.portraits(6144, random)
        classifier = features.train_classifier(others.data, others.labels)
        networks = features.train_knob_reader(), classifier, features.train_portrait_reader()
        return Judge(pets[:16384], pets[16384:], *networks)
    digits = datasets.handwriting(28)
    order = torch.randperm(len(digits), generator=random)
    learnt, held_out = order[:-600], order[-600:]
    network = features.train_classifier(digits.data[learnt], digits.labels[learnt])
    return Judge(digits.data[learnt], digits.data[held_out], network)


PICTURE_FIGURES = {
    "Fréchet distance": 2,
    "precision": 2,
    "recall": 2,
    "Fréchet, cat or dog": 3,
    "pets, %": 1,
    "steps": 0,
}


SETTINGS = {"portraits": recipes.PORTRAITS, "handwriting": recipes.HANDWRITING}


def _recipe(kind: str, seed: int, watch: Stopwatch) -> Iterator[nn.Module]:
    return recipes.pictures(judge(kind).training, seed, watch, SETTINGS[kind])


def _our_pictures(kind: str, budget: float) -> Measure:
    def measure(seed: int, report: Report) -> dict[str, Figures]:
        judging, watch = judge(kind), Stopwatch(budget)
        generator, steps = _train(_recipe(kind, seed, watch), watch, report)
        return {f"our recipe, {budget:g} s": {**judging.figures_of(generator), "steps": steps}}

    return measure


def early(seconds: float, seeds: int) -> Part:
    """Our recipe for portraits in a quarter and in three quarters of the seconds."""
    budgets = (0.25 * seconds, 0.75 * seconds)
    return Part(
        "early",
        "28x28 portraits by our recipe in smaller budgets, one thread, seconds on the processor. The rates fall with "
        "the clock, so each budget is a run of its own.",
        tuple(Trial(f"{s:g} s", range(seeds), s + 4, _our_pictures("portraits", s)) for s in budgets),
        PICTURE_FIGURES,
    )


def pictures(kind: str, seconds: float, seeds: int) -> Part:
    """Our recipe against DCGAN's own, and other real pictures."""

    def dcgan(seed: int, report: Report) -> dict[str, Figures]:
        judging, watch = judge(kind), Stopwatch(seconds)
        run, found, steps = recipes.dcgan(judging.training, seed, SETTINGS[kind]), {}, 0
        for share in (0.25, 0.75, 1):
            while watch.share() < share:
                generator = next(run)
                steps += 1
                report(watch.share())
            watch.stop()
            line = f"DCGAN's own recipe, {share * seconds:g} s"
            found[line] = {**judging.figures_of(generator), "steps": steps}
            watch.go_on()
        return found

    def real(seed: int, report: Report) -> dict[str, Figures]:
        if kind == "handwriting":  # there are no more
            return {"the 1,197 training pictures in the fakes' place": judge(kind).figures(judge(kind).training)}
        others = datasets.portraits(FAKES, torch.Generator().manual_seed(1000 + seed)).data
        return {"other real portraits in the fakes' place": judge(kind).figures(others)}

    by = "a reader of knobs (and, beside, of a classifier)" if kind == "portraits" else "a classifier"
    held_out = "as many portraits" if kind == "portraits" else "the 600 pictures held out"
    return Part(
        kind,
        f"28x28 {kind}, one thread, seconds on the processor. Both recipes train the same networks, ours without "
        f"batch norm in the discriminator. Features of {by}; {FAKES:,} fakes against {held_out}. DCGAN's rates stay as "
        "they are, so its runs are looked at in passing as well; ours fall with the clock.",
        (
            Trial("real", range(seeds if kind == "portraits" else 1), 2, real),
            Trial("ours", range(seeds), seconds + 4, _our_pictures(kind, seconds)),
            Trial("DCGAN", range(seeds), seconds + 12, dcgan),
        ),
        PICTURE_FIGURES,
    )


def _train(run: Iterator[nn.Module], watch: Stopwatch, report: Report) -> tuple[nn.Module, int]:
    """Trains until the budget is spent; returns the network to sample from and the number of steps."""
    for steps, generator in enumerate(run, start=1):
        report(watch.share())
        if watch.share() >= 1:
            return generator, steps
    raise RuntimeError("the run ended before its budget was spent")


# ---- Another project's script, whole


def peer(seconds: float, seeds: int) -> Part:
    """Our recipe against PyTorch-GAN's dcgan.py, whole."""

    def ours(seed: int, report: Report) -> dict[str, Figures]:
        judging, watch = judge("handwriting"), Stopwatch(seconds, time.perf_counter)
        generator, steps = _train(_recipe("handwriting", seed, watch), watch, report)
        return {"our recipe": {**judging.figures_of(generator), "steps": steps}}

    def theirs(seed: int, report: Report) -> dict[str, Figures]:
        judging = judge("handwriting")
        large, watch = at_size(judging.training, 32), Stopwatch(seconds, time.perf_counter)
        generator, steps = _train(recipes.peer(large, seed), watch, report)
        fakes = at_size(sample(generator, FAKES), 28)
        return {"dcgan.py": {**judging.figures(fakes), "steps": steps}}

    def real(seed: int, report: Report) -> dict[str, Figures]:
        judging = judge("handwriting")
        return {
            "the 1,197 training pictures": judging.figures(judging.training),
            "the same, enlarged to 32x32 and back": judging.figures(at_size(at_size(judging.training, 32), 28)),
        }

    return Part(
        "peer",
        f"Handwriting after {seconds:g} s by the clock on two threads: our recipe at 28x28 against the networks, the "
        f"size (32x32) and the recipe of PyTorch-GAN's dcgan.py, whose pictures are made 28x28 to be judged; {FAKES:,} "
        "fakes against the 600 pictures held out.",
        (
            Trial("real", range(1), 1, real),
            Trial("ours", range(seeds), seconds + 2, ours),
            Trial("dcgan.py", range(seeds), seconds + 4, theirs),
        ),
        PICTURE_FIGURES,
        threads=2,
    )


def at_size(pictures: Tensor, size: int) -> Tensor:
    """Pictures ``(n, 1, height, width)`` as ``(n, 1, size, size)``, bilinear."""
    return interpolate(pictures, size=(size, size), mode="bilinear", align_corners=False, antialias=True)
