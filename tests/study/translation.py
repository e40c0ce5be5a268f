"""What lesson 13 says of its translators: with and without each part, with five seeds of all that they learnt from."""

import numpy as np
import torch

from gan_lesson import models
from gan_lesson.datasets import unpaired
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.props import translation
from gan_lesson.recordings import translators
from tests.study.part import Figures, Measure, Part, Report, Trial

PETS = 512  # unseen ones that are translated
NOISE = 0.05  # of the whole range, 2: a fortieth
KEPT = ("tilt", "fur", "bib", "head_width", "ear_length", "ear_fold", "snout_length", "eye_size", "eye_open", "tongue")

COLUMNS = {
    "there, %": 1,
    "nothing, %": 1,
    "elsewhere, %": 1,
    "own, there": 2,
    "back, %": 1,
    "own, back": 2,
    "species kept": 2,
    "knobs kept": 2,
    "there and back, %": 2,
    "with noise, %": 2,
    "noise after, %": 2,
    "back from own, %": 1,
    "back from truth, %": 1,
    "flicker": 2,
}


def measured(networks: translation.Four, kind: str, seed: int) -> Figures:
    """The figures of a pair of translators, on pets that no run has seen.

    Errors are mean absolute differences in per cent of all grey levels. *There* is at the pixels where the two worlds
    differ, *elsewhere* at the others, and *nothing* is the error of the picture as it was.
    """
    x, truth, y, plain = unseen(kind, seed)
    fake_y, fake_x = models.look(networks.there, x.data), models.look(networks.back, y.data)
    where, where_back = translation.differ(x.data, truth.data), translation.differ(y.data, plain.data)
    everywhere = torch.ones_like(where)
    noisy = [
        translation.way_back(networks, x.data, noise, torch.Generator().manual_seed(seed), late)
        for noise, late in ((0.0, False), (NOISE, False), (NOISE, True))
    ]
    again, before, after = (100 * translation.error(some, x.data, everywhere) for some in noisy)
    read, true = (portrait_judges().knobs.read(some) for some in (fake_y, truth.data))
    film = unpaired.turning(x, 32)
    film_truth = unpaired.other_species(film) if kind == "cats to dogs" else unpaired.striped(film)
    return {
        "there, %": 100 * translation.error(fake_y, truth.data, where),
        "nothing, %": 100 * translation.error(x.data, truth.data, where),
        "elsewhere, %": 100 * translation.error(fake_y, truth.data, ~where),
        "own, there": translation.own(fake_y, truth.data),
        "back, %": 100 * translation.error(fake_x, plain.data, where_back),
        "own, back": translation.own(fake_x, plain.data),
        "species kept": float((read.species == true.species).mean()),
        "knobs kept": float(np.mean([_agree(getattr(read, knob), getattr(true, knob)) for knob in KEPT])),
        "there and back, %": again,
        "with noise, %": before,
        "noise after, %": after,
        "back from own, %": 100 * translation.error(noisy[0], x.data, where),
        "back from truth, %": 100 * translation.error(models.look(networks.back, truth.data), x.data, where),
        "flicker": translation.flicker(models.look(networks.there, film.data), film_truth.data),
    }


def unseen(kind: str, seed: int) -> tuple:
    """Unseen pets of world X with their truth, and of world Y with theirs."""
    x, y = translation.worlds(kind, 1000 + seed, PETS)
    if kind == "cats to dogs":
        return x, unpaired.other_species(x), y, unpaired.other_species(y)
    return x, unpaired.striped(x), y, unpaired.plain(y)


def _agree(read: np.ndarray, true: np.ndarray) -> float:
    """The correlation of two readings; 0 where one of them is constant."""
    return 0.0 if min(read.std(), true.std()) < 1e-6 else float(np.corrcoef(read, true)[0, 1])


def translation_part(seeds: int) -> Part:
    """Each kind of the lesson, with five seeds or with one."""

    def measure(kind: str) -> Measure:
        def of(seed: int, report: Report) -> dict[str, Figures]:
            return {kind: measured(translation.recorded(kind, seed), kind, seed)}

        return of

    counts = {kind: len(translators.SEEDS[:seeds]) if kind in translation.OFTEN else 1 for kind in translation.KINDS}
    return Part(
        "translation",
        "Lesson 13's recorded translators, on 512 unseen pets. Errors are mean absolute differences in per cent of all "
        "grey levels: there and back at the pixels where the two worlds differ, beside doing nothing. Own is the share "
        "that come out nearest to their own truth, kept what a reader of knobs reads from the translation as from the "
        "truth (a share, and a mean correlation). Noise of standard deviation 0.05 is added before the way back or "
        "after it. Back from own is the error of the way back where the worlds differ, back from truth that of the way "
        "back from true striped pets. Flicker is the change from frame to frame against the truth's.",
        tuple(Trial(kind, range(count), 2, measure(kind)) for kind, count in counts.items()),
        COLUMNS,
    )
