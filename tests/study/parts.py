"""The parts of the study: which trials each has, and how a trial's figures are measured."""

import json
import math
import os
import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from gan_lesson import datasets, losses, models, training
from gan_lesson.evaluation import features, metrics
from gan_lesson.history import History
from tests.study import recipes
from tests.study.ledger import Figures
from tests.study.recipes import Stopwatch

Report = Callable[[float], None]  # told the share of a trial that is done
Measure = Callable[[int, Report], dict[str, Figures]]  # of a seed; gives figures for each line of the table


@dataclass(frozen=True)
class Trial:
    """Something that is measured with several seeds.

    Attributes:
        name: what is tried.
        seeds: one run each.
        seconds: about how long a run takes.
        measure: makes one.
    """

    name: str
    seeds: range
    seconds: float
    measure: Measure


@dataclass(frozen=True)
class Part:
    """A section of the results.

    Attributes:
        name: for the command line.
        title: what is measured, in a sentence or two.
        trials: its trials.
        decimals: of each figure, in the order of the table's columns.
        threads: how many PyTorch may use.
    """

    name: str
    title: str
    trials: tuple[Trial, ...]
    decimals: dict[str, int]
    threads: int = 1


def all_parts(seconds: float = 80, seeds: int = 5) -> dict[str, Part]:
    """Every part by name.

    Args:
        seconds: the budget of a run of 28x28 pictures; 20 and 60 of 80 seconds are scaled along.
        seeds: runs of everything but ring and grid, which have twice as many.
    """
    parts = [
        _clusters("ring", recipes.ring, 4, 2 * seeds),
        _clusters("grid", recipes.grid, 35, 2 * seeds),
        _lesson_08(seeds),
        _settings(seeds),
        _processors(),
        _long_run(),
        _pictures("portraits", seconds, seeds),
        _early(seconds, seeds),
        _pictures("handwriting", seconds, seeds),
        _peer(0.75 * seconds, seeds),
    ]
    return {part.name: part for part in parts}


# ---- Pictures


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


def sample(generator: nn.Module, n: int, seed: int = 9) -> Tensor:
    """A generator's ``(n, ...)`` samples in evaluation mode; afterwards it is as it was."""
    network = getattr(generator, "module", generator)  # an average's latent_dim is the averaged network's
    latents = models.sample_latents(n, network.latent_dim, torch.Generator().manual_seed(seed))
    with models.looking_at(generator):
        return torch.cat([generator(chunk) for chunk in latents.split(512)])


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


def _early(seconds: float, seeds: int) -> Part:
    budgets = (0.25 * seconds, 0.75 * seconds)
    return Part(
        "early",
        "28x28 portraits by our recipe in smaller budgets, one thread, seconds on the processor. The rates fall with "
        "the clock, so each budget is a run of its own.",
        tuple(Trial(f"{s:g} s", range(seeds), s + 4, _our_pictures("portraits", s)) for s in budgets),
        PICTURE_FIGURES,
    )


def _pictures(kind: str, seconds: float, seeds: int) -> Part:
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


def _peer(seconds: float, seeds: int) -> Part:
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


# ---- Clusters in the plane


def _clusters(kind: str, recipe: Callable[[datasets.Points, int], Iterator[nn.Module]], about: int, seeds: int) -> Part:
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


# ---- What lesson 08 says of five seeds


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


def _lesson_08(seeds: int) -> Part:
    ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)

    def history(seed: int) -> History:
        latents = models.sample_latents(256, 2, torch.Generator().manual_seed(seed + 3))
        return History(latents, metrics=metrics.coverage_of(ring), region=ring.region, every=5, restart_every=50)

    def figures(run: History) -> Figures:
        modes = [snapshot.metrics["modes covered"] for snapshot in run]
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


@cache
def _digits() -> tuple[datasets.Pictures, features.Classifier]:
    """The handwriting of lesson 08, and a classifier of it to judge by."""
    digits = datasets.handwriting()
    return digits, features.train_classifier(digits.data, digits.labels)


def _settings(seeds: int) -> Part:
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


# ---- The same seed on other processors


# PyTorch's instruction sets on x86, the widest first, and what keeps the libraries within it that convolve and multiply
# for PyTorch.
CAPABILITIES = {
    "avx512": {},
    "avx2": {"ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"},
    "default": {"ONEDNN_MAX_CPU_ISA": "SSE41", "MKL_ENABLE_INSTRUCTIONS": "SSE4_2"},
}


def loss_curves(steps: int, seed: int) -> list[float]:
    """The discriminator's losses of a small run on the ring, step by step."""
    data = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)
    run = fresh_run(data, 100, seed)
    found = []
    for step in training.train(run):
        found.append(float(step.discriminator_loss))
        if len(found) == steps:
            break
    return found


def conv_loss_curves(steps: int, seed: int) -> list[float]:
    """The discriminator's losses of a small convolutional run on portraits, step by step."""
    torch.manual_seed(seed)
    pets = datasets.portraits(512, torch.Generator().manual_seed(0)).data
    generator, discriminator = recipes.nets(32, 16, batch_norm=False)
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(pets, 32, torch.Generator().manual_seed(seed + 1)),
        g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.9)),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(0.0, 0.9)),
        random=torch.Generator().manual_seed(seed + 2),
    )
    found = []
    for step in training.train(run, take_step=training.shared_fakes, penalty=losses.r1_penalty, penalty_every=8):
        found.append(float(step.discriminator_loss))
        if len(found) == steps:
            return found
    return found


def _processors(steps: int = 600, seeds: int = 3) -> Part:
    @cache
    def curve(which: str, steps: int, capability: str, threads: int, seed: int) -> list[float]:
        code = (
            "import json, torch; from tests.study import parts; "
            f"torch.set_num_threads({threads}); print(json.dumps(parts.{which}({steps}, {seed})))"
        )
        settings = {"ATEN_CPU_CAPABILITY": capability, "OMP_NUM_THREADS": str(threads), **CAPABILITIES[capability]}
        done = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | settings, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    def measure(which: str, words: str, steps: int) -> Measure:
        def compare(seed: int, report: Report) -> dict[str, Figures]:
            widest = torch.backends.cpu.get_cpu_capability().lower()
            known = list(CAPABILITIES)
            have = known[known.index(widest) :] if widest in known else ["default"]
            settings = [(capability, threads) for capability in have for threads in (1, 2)]
            reference, found = curve(which, steps, *settings[0], seed), {}
            for done, (capability, threads) in enumerate(settings[1:], start=1):
                other = curve(which, steps, capability, threads, seed)
                line = (
                    f"{words}: {capability}, {threads} thread{'s'[: threads - 1]}, against {settings[0][0]}, 1 thread"
                )
                found[line] = {
                    f"differs by {size:g} from step": first_difference(reference, other, size)
                    for size in (1e-6, 1e-4, 1e-2)
                }
                report(done / len(settings))
            return found

        return compare

    return Part(
        "processors",
        f"The same seeded training under other instruction sets and numbers of threads: the first step at which the "
        f"discriminator's loss differs. {steps} steps of lesson 08's ring, {steps // 3} of a convolutional pair on "
        "portraits.",
        (
            Trial("ring", range(seeds), 30, measure("loss_curves", "ring", steps)),
            Trial("convolutional", range(seeds), 50, measure("conv_loss_curves", "convolutional", steps // 3)),
        ),
        {f"differs by {size:g} from step": 0 for size in (1e-6, 1e-4, 1e-2)},
    )


# ---- A laboratory that runs for long


def peaks(steps: int, looks: int, seed: int) -> list[float]:
    """The most memory, in MiB, that this process has taken by the end of each of `looks` equal stretches of a run.

    The run is a laboratory's, in the default recipe, which shows itself after every 25 steps.

    Raises:
        ImportError: on Windows, which does not tell.
    """
    from gan_lesson.laboratory import Recipe
    from gan_lesson.widgets import LiveLaboratory

    widget, found = LiveLaboratory(Recipe(seed=seed)), []
    for _ in range(looks):
        for _ in range(steps // looks // 25):
            widget.run(25)
        found.append(peak_memory())
    return found


def peak_memory() -> float:
    """The most memory that this process has taken so far, in MiB.

    Raises:
        ImportError: on Windows, which does not tell.
    """
    status = Path("/proc/self/status")
    if status.exists():  # Linux's ru_maxrss begins with what the parent took
        (kibibytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
        return int(kibibytes) / 2**10
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _long_run(steps: int = 100_000, seeds: int = 2) -> Part:
    looks = 5
    columns = [f"MiB after {steps // looks * look:,}" for look in range(1, looks + 1)]

    def measure(seed: int, report: Report) -> dict[str, Figures]:
        code = (
            "import torch; from tests.study import parts; torch.set_num_threads(1); "
            f"print(*parts.peaks({steps}, {looks}, {seed}))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        report(1)
        return {"a laboratory": dict(zip(columns, map(float, done.stdout.split()), strict=True))}

    return Part(
        "long_run",
        f"The most memory that a process with a laboratory has taken so far, by the number of its training steps. The "
        f"{steps // looks:,} first fill the room for restart points; from then on they are thinned.",
        (Trial("laboratory", range(seeds), steps / 600, measure),),
        dict.fromkeys(columns, 0),
    )


def first_difference(reference: list[float], other: list[float], size: float) -> float:
    """The number, from 1 on, of the first step at which two curves are `size` or more apart; infinity for never."""
    apart = (step for step, pair in enumerate(zip(reference, other, strict=True), 1) if abs(pair[0] - pair[1]) >= size)
    return next(apart, math.inf)
