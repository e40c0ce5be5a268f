"""What lesson 12 says of sentences: are the pictures as asked, and what does each part of the recipe bring?"""

import time
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
import torch
from torch import Tensor, nn

from authoring import sentence_recipes as recipes
from gan_lesson.datasets import portraiture
from gan_lesson.datasets import sentences as told
from gan_lesson.evaluation.facts import as_asked
from gan_lesson.evaluation.metrics import frechet_distance
from gan_lesson.props.sentences import LATENT_DIM, BagOfWords, fact_reader, paint
from tests.study.part import Figures, Part, Report, Trial
from tests.study.stages import two_stages

STEPS = 500
FIRST, SECOND = 330, 315  # of two stages, in about the same time
HELD_OUT = 1024
KINDS = {  # sentences of one kind, by column
    "never together, dogs": {"dog", *recipes.NEVER},
    "never together, cats": {"cat", *recipes.NEVER},
    "cats with long ears": {"cat", "long ears"},
    # The same words in another order, and two other animals:
    "grey dogs with dark ears": {"dog", "grey", "dark ears"},
    "dark dogs with grey ears": {"dog", "dark", "grey ears"},
}
COLUMNS = {
    "all facts": 3,
    **{fact: 2 for fact in told.FACTS},
    **dict.fromkeys(KINDS, 2),
    "Fréchet": 2,
    "seconds": 0,
}


def sentences(seeds: int, steps: int = STEPS, stages: tuple[int, int] = (FIRST, SECOND), n: int = 6144) -> Part:
    """Pictures as asked, with the whole recipe and with parts of it taken away or replaced.

    Args:
        seeds: of each trial.
        steps: of a run.
        stages: steps of each of two stages.
        n: portraits to learn from.
    """

    def whole(seed: int, report: Report) -> dict[str, Figures]:
        return {"matching-aware": _figures(*_trained(seed, report, steps, n))}

    def unmatched(seed: int, report: Report) -> dict[str, Figures]:
        changed = _trained(seed, report, steps, n, step=recipes.unmatched_step)
        return {"without the wrong pairs": _figures(*changed)}

    def stacked(seed: int, report: Report) -> dict[str, Figures]:
        real, start = recipes.portraits(seed, n), time.process_time()
        return {"two stages": _figures(two_stages(real, seed, *stages), time.process_time() - start)}

    def master(seed: int, report: Report) -> dict[str, Figures]:
        return {"real portraits": _real_figures(seed)}

    return Part(
        "sentences",
        f"Portraits painted from sentences, after {steps} steps of {recipes.BATCH} from {n:,} described portraits, "
        f"none of them {', '.join(recipes.NEVER)} at once. The share of {HELD_OUT:,} new sentences whose picture "
        "shows what they say, fact by fact, as a reader of facts judges; beside it real portraits with their own "
        "sentences. Further columns: the share that shows all that sentences of one kind say. Never together are "
        "white, masked and long ears. Fréchet distances are in the reader's features. Seconds are the processor's, on "
        "a busy machine.",
        (
            Trial("real", range(seeds), 2, master),
            Trial("whole", range(seeds), 20, whole),
            Trial("unmatched", range(seeds), 20, unmatched),
            Trial("stages", range(seeds), 20, stacked),
        ),
        COLUMNS,
    )


def word_order(seeds: int, steps: int = STEPS, n: int = 6144) -> Part:
    """The same recipe with readers that overlook the order of the words; arguments as in `sentences`."""

    def bag(seed: int, report: Report) -> dict[str, Figures]:
        return {"a bag of words": _figures(*_trained(seed, report, steps, n, reader=BagOfWords))}

    return Part(
        "word_order",
        "The same as in the part sentences, with the whole recipe, but each sentence is read as the sum of its words.",
        (Trial("bag", range(seeds), 20, bag),),
        COLUMNS,
    )


def _trained(seed: int, report: Report, steps: int, n: int, **changed: Callable) -> tuple[nn.Module, float]:
    real, start = recipes.portraits(seed, n), time.process_time()
    run, taken = recipes.run_of(real, seed, steps, **changed)
    for step in taken:
        report(step.number / steps)
    return run.averaged, time.process_time() - start


def _figures(generator: nn.Module, seconds: float) -> Figures:
    draws = torch.Generator().manual_seed(5)
    real, reader = _unseen(1000), fact_reader()

    def painted(word_ids: Tensor) -> Tensor:
        return paint(generator, torch.randn(len(word_ids), LATENT_DIM, generator=draws), word_ids)

    pictures = painted(real.word_ids)
    return {
        **_asked(reader.sees(pictures), real.said),
        **{kind: _shows(reader.sees(painted(asking([facts]))), facts) for kind, facts in KINDS.items()},
        "Fréchet": frechet_distance(reader.features(_unseen(2000).data), reader.features(pictures)),
        "seconds": seconds,
    }


def _real_figures(seed: int) -> Figures:
    real, reader = _unseen(1000 + seed), fact_reader()
    knobs = portraiture.sample_knobs(20_000, np.random.default_rng(seed))
    table = told.facts_table(knobs)

    def shown(facts: Iterable[str]) -> float:
        rows = np.flatnonzero(table[:, [told.FACTS.index(fact) for fact in facts]].all(1))[:256]
        pictures = torch.from_numpy(portraiture.draw(knobs[rows]))[:, None] * 2 - 1
        return _shows(reader.sees(pictures), facts)

    return {
        **_asked(reader.sees(real.data), real.said),
        **{kind: shown(facts) for kind, facts in KINDS.items()},
        "Fréchet": frechet_distance(reader.features(_unseen(2000).data), reader.features(real.data)),
    }


def asking(kinds: list[set[str]], n: int = 256, seed: int = 0) -> Tensor:
    """Several sentences for each kind of animal, in varied wordings, ``(n * kinds, length)``."""
    rng = np.random.default_rng(seed)
    return told.word_ids([told.sentence_of(facts, rng) for facts in kinds for _ in range(n)])


def _asked(seen: Tensor, said: Tensor) -> Figures:
    return {"all facts": seen[said].float().mean().item(), **as_asked(seen, said)}


def _shows(seen: Tensor, facts: Iterable[str]) -> float:
    """The share that shows all of these facts."""
    return seen[:, [told.FACTS.index(fact) for fact in facts]].all(1).float().mean().item()


@cache
def _unseen(seed: int) -> told.Described:
    return told.described_portraits(HELD_OUT, torch.Generator().manual_seed(seed))
