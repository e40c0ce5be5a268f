"""What lesson 09 says of four suspects and of scores, with five seeds: five honest forgers, each with three cheats."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from gan_lesson import datasets, models
from gan_lesson.evaluation import coverage, metrics
from gan_lesson.evaluation.copying import copying
from gan_lesson.evaluation.features import NEITHER
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.exercises import lesson_09 as exercises
from gan_lesson.props import suspects
from gan_lesson.recordings import forgers
from tests.lesson_cells import run_cells

NAME = "09_is_the_forgery_any_good"
ROWS = 2000
HONEST, MEMORISER, COLLAPSER, BLURRER = "honest forger", "memoriser", "collapser", "blurrer"


@pytest.fixture(scope="module")
def judges():
    return portrait_judges()


@pytest.fixture(scope="module", params=range(5))
def bench(request, judges):
    """The features of all suspects of one seed, of what they studied, and of two unseen samples; the pictures too."""
    seed = request.param
    draws = torch.Generator().manual_seed(1000 + seed)
    unseen, others = (datasets.portraits(4096, draws).data for _ in range(2))
    pictures = {
        name: models.look(forger, models.sample_latents(4096, 32, draws))
        for name, forger in suspects.suspects(seed).items()
    }
    see = judges.knobs.features
    return SimpleNamespace(
        pictures=pictures,
        unseen_pictures=unseen,
        training=see(suspects.training_portraits(seed).data),
        unseen=see(unseen),
        others=see(others),
        fakes={name: see(some) for name, some in pictures.items()},
    )


def test_the_parade_hides_the_suspects_as_its_answers_say():
    found, _ = run_cells(NAME, "parade = {letter")
    assert list(found["parade"].items()) == list(zip("ABCD", (BLURRER, MEMORISER, HONEST, COLLAPSER), strict=True))
    answers = exercises.best_by_eye.answers
    for letter, name in found["parade"].items():
        assert answers[f"{letter}'s"].startswith(f"{letter} is the *{name}*.")
    collapsed = models.look(found["bench"][COLLAPSER], models.sample_latents(4096, 32, torch.Generator()))
    assert len(collapsed.unique(dim=0)) == 8


def test_the_expert_catches_the_blurrer_and_the_honest_forger_and_not_the_two_who_show_portraits():
    _, printed = run_cells(NAME, "parade = {letter", "def round_of", "real_logits = ")
    rows = {line[:14].strip(): line for line in printed.splitlines()}
    right = {name: float(line.split(",")[0].split()[-1]) for name, line in rows.items()}
    loss = {name: float(line.split()[-1]) for name, line in rows.items()}
    assert [right[name] for name in (HONEST, MEMORISER, COLLAPSER, BLURRER)] == [0.7, 0.5, 0.5, 0.9]
    assert max(loss[MEMORISER], loss[COLLAPSER]) < loss[HONEST]


def test_in_pixels_all_cheats_come_nearer_than_real_portraits_and_the_honest_forger_does_not(bench):
    unseen, strangers = bench.unseen_pictures[:500], bench.unseen_pictures[500:].flatten(1)

    def to_nearest(pictures):
        return torch.cdist(pictures[:500].flatten(1), strangers).min(1).values.median().item()

    nearest, real = {name: to_nearest(some) for name, some in bench.pictures.items()}, to_nearest(unseen)
    assert max(nearest[name] for name in (MEMORISER, COLLAPSER, BLURRER)) < real < nearest[HONEST]


def test_the_memoriser_passes_for_the_master_against_the_training_set_only_and_beats_the_honest_forger(bench):
    distance = metrics.frechet_distance
    to_training = {name: distance(bench.training, rows) for name, rows in bench.fakes.items()}
    to_unseen = {name: distance(bench.unseen, rows) for name, rows in bench.fakes.items()}
    assert to_training[MEMORISER] < 1.5 * distance(bench.training, bench.others)
    assert to_unseen[MEMORISER] > 1.2 * distance(bench.unseen, bench.others)
    for distances in (to_training, to_unseen):
        assert sorted(distances, key=distances.get) == [MEMORISER, HONEST, BLURRER, COLLAPSER]
        assert 2 * distances[MEMORISER] < distances[HONEST] < 1.5 and distances[BLURRER] > 10


def test_precision_and_recall_name_the_failures(bench):
    found = {
        name: metrics.precision_and_recall(bench.unseen[:1000], rows[:1000])
        for name, rows in {"real": bench.others, **bench.fakes}.items()
    }
    assert min(found["real"].precision, found["real"].recall) > 0.8
    assert min(found[MEMORISER].precision, found[MEMORISER].recall) > 0.75
    assert found[HONEST].precision > 0.68 and 0.3 < found[HONEST].recall < 0.7
    assert found[COLLAPSER].precision > 0.95 and found[COLLAPSER].recall < 0.03
    assert 0.3 < found[BLURRER].precision < 0.65 and found[BLURRER].recall < 0.05


def test_only_the_collapser_leaves_kinds_out_and_only_the_honest_forger_has_many_unreadable_pictures(bench, judges):
    real = coverage.coverage(bench.unseen_pictures, judges)
    found = {name: coverage.coverage(some, judges) for name, some in bench.pictures.items()}
    covered = {name: coverage.kinds_covered(some, real).sum() for name, some in found.items()}
    assert [covered[name] for name in (HONEST, MEMORISER, BLURRER)] == [10, 10, 10] and covered[COLLAPSER] < 8
    assert found[HONEST].unreadable > 0.02 > 3 * max(found[name].unreadable for name in (MEMORISER, COLLAPSER, BLURRER))
    overlap = {name: np.mean(list(coverage.overlaps(some, real).values())) for name, some in found.items()}
    assert overlap[MEMORISER] > overlap[HONEST] > overlap[BLURRER] + 0.1 and overlap[HONEST] > overlap[COLLAPSER] + 0.1


def test_the_students_kinds_are_the_packaged_ones(bench, judges):
    """The lesson's own count, on pictures sorted by the reader that says what is a portrait."""
    real = coverage.coverage(bench.unseen_pictures, judges)
    real_kinds = coverage.kinds_of(judges.knobs.read(bench.unseen_pictures))
    for pictures in bench.pictures.values():
        readable = pictures[judges.portraits.read(pictures).argmax(1) != NEITHER]
        kinds = coverage.kinds_of(judges.knobs.read(readable))
        ours = exercises.kinds_covered.function(torch.from_numpy(real_kinds), torch.from_numpy(kinds))
        assert ours == coverage.kinds_covered(coverage.coverage(pictures, judges), real).sum()


def test_only_a_copyist_is_nearer_to_the_training_set(bench):
    share = {name: copying(bench.training, bench.unseen, rows[:1000]).share for name, rows in bench.fakes.items()}
    assert share[MEMORISER] > 0.99
    assert 0.46 < share[HONEST] < 0.58
    assert all(0.2 < share[name] < 0.8 for name in (COLLAPSER, BLURRER))
    ours = exercises.nearer_to_training.function(
        *(torch.from_numpy(rows) for rows in (bench.training, bench.unseen, bench.fakes[HONEST][:1000]))
    )
    assert ours.item() == pytest.approx(share[HONEST], abs=2e-3)


def test_with_a_hundred_samples_the_master_is_no_better_than_the_honest_forger_and_later_he_is(bench):
    def distances(rows, n):
        """A rare portrait can double one of them: ask for the median."""
        return [metrics.frechet_distance(bench.unseen[k : k + n], rows[k : k + n]) for k in range(0, 5 * n, n)]

    master, honest = (distances(rows, 100) for rows in (bench.others, bench.fakes[HONEST]))
    assert min(master) > 3 and max(master) > min(honest)
    later = np.median(distances(bench.others, 800))
    assert 1.6 * later < np.median(distances(bench.fakes[HONEST], 800))
    assert 4 < np.median(master) / later < 16, "eight times as many"
    assert 2 * metrics.frechet_distance(bench.unseen, bench.fakes[HONEST]) < min(master), "the unfair comparison"


def test_a_forger_with_few_portraits_copies(judges):
    see = judges.knobs.features
    studied = see(suspects.training_portraits(0, forgers.FEW).data)
    his = see(models.look(forgers.taught_by_few(), models.sample_latents(1000, 32, torch.Generator().manual_seed(1))))
    for seed in range(5):
        others = see(datasets.portraits(forgers.FEW, torch.Generator().manual_seed(500 + seed)).data)
        assert copying(studied, others, his).share > 0.77


@pytest.mark.parametrize("seed", range(5))
def test_a_shift_upsets_pixels_most_and_a_network_that_tells_cats_from_dogs_least(seed, judges):
    found, _ = run_cells(NAME, "parade = {letter")
    pets, draws = found["pets"], torch.Generator().manual_seed(seed)
    unseen = datasets.portraits(1000, draws).data
    found, printed = run_cells(NAME, "reader = portrait_judges", names={"pets": pets, "unseen": unseen})
    assert printed.strip() == "upset most, first: pixels, knob reader, cat or dog"
    assert 0.6 < found["upset"]["pixels"] < 0.75
    assert found["upset"]["cat or dog"] + 0.05 < found["upset"]["knob reader"] < found["upset"]["pixels"] - 0.05


def test_the_reader_reads_all_knobs_but_the_whiskers(judges):
    errors = {knob: error.r_squared for knob, error in judges.knobs.held_out_errors.items()}
    assert errors.pop("whiskers") < 0.55 and min(errors.values()) > 0.65, "the lesson counts those above 0.6"
