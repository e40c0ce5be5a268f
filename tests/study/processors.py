"""The same seed on other processors: from which step on the losses differ."""

import json
import math
import os
import subprocess
import sys
from functools import cache

import torch

from gan_lesson import datasets, losses, training
from tests.study import recipes
from tests.study.lesson_08 import fresh_run
from tests.study.part import Figures, Measure, Part, Report, Trial

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


def processors(steps: int = 600, seeds: int = 3) -> Part:
    """Each instruction set and number of threads against the widest with one thread."""

    @cache
    def curve(which: str, steps: int, capability: str, threads: int, seed: int) -> list[float]:
        code = (
            "import json, torch; from tests.study import processors; "
            f"torch.set_num_threads({threads}); print(json.dumps(processors.{which}({steps}, {seed})))"
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


def first_difference(reference: list[float], other: list[float], size: float) -> float:
    """The number, from 1 on, of the first step at which two curves are `size` or more apart; infinity for never."""
    apart = (step for step, pair in enumerate(zip(reference, other, strict=True), 1) if abs(pair[0] - pair[1]) >= size)
    return next(apart, math.inf)
