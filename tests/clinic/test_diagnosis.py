"""`diagnose` names what each patient has, and raises no alarm at healthy runs."""

import numpy as np
import pytest
import torch

from gan_lesson import recordings
from gan_lesson.clinic.diagnosis import diagnose
from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.clinic.recipe import points_of
from gan_lesson.history import History, Snapshot


@pytest.mark.parametrize("number", PATIENTS)
def test_every_patient_gets_the_right_name(number):
    name = "curves and pictures disagree" if number == 6 else PATIENTS[number].name
    assert diagnose(recordings.load(f"clinic_{number}")).name == name


def healthy(data, seed):
    """Twenty looks at a cloud that turns from noise into new real points, and trembles a little."""
    draws = np.random.default_rng(seed)
    fakes, real = points_of(data, 160, 500 + seed).data.numpy(), points_of(data, 160, 700 + seed).data
    unit = float(real.std())
    history = History(torch.zeros(160, 1), real=real)
    noise = unit * draws.normal(size=fakes.shape)
    for look in range(20):
        share = min(1, look / 12)
        tremble = 0.03 * unit * draws.normal(size=fakes.shape)
        samples = (share * fakes + (1 - share) * noise + tremble).astype(np.float32)
        her, his = 1.33 + 0.05 * draws.normal(), 0.74 + 0.03 * draws.normal()
        copied = {"nearer to training than to unseen, %": 50 + 4 * draws.normal()}
        history.snapshots.append(Snapshot(look, look, samples, None, her, his, copied if look else {}))
    return history


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("data", ["ring", "circle", "clump"])
def test_no_false_alarm(data, seed):
    assert diagnose(healthy(data, seed)).name == "nothing found"


@pytest.mark.parametrize("seed", range(5))
def test_no_false_alarm_at_lesson_08_s_runs(seed):
    found = diagnose(recordings.load(f"ring_seed_{seed}"))
    assert found.name == "nothing found" and "another seed" in found.cannot[0] and "copies" in found.cannot[1]


def test_it_says_so_if_there_is_too_little_to_see():
    history = healthy("ring", 0)
    del history.snapshots[5:]
    assert diagnose(history).name == "too short"


def test_numbers_that_run_away():
    history = healthy("ring", 0)
    history[-1].samples[0] = np.inf
    assert diagnose(history).name == "numbers run away"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("clinic_portraits_1", "vanishing gradient"),
        ("clinic_portraits_6", "curves and pictures disagree"),
        ("few_portraits", "memorising"),
        ("clinic_portraits_1_treated", "nothing found"),
        ("clinic_portraits_6_treated", "nothing found"),
        ("portraits", "nothing found"),
        ("asked_portraits", "nothing found"),
    ],
)
def test_runs_of_pictures(name, found):
    assert diagnose(recordings.load(name)).name == found


def test_pictures_without_scores_leave_more_unknown():
    found = diagnose(recordings.load("portraits"))
    assert len(found.cannot) == 3 and "nobody counted copies, which takes pictures" in found.cannot[1]
    assert "whether the pictures are any good" in found.cannot[2]
    assert "as much as the real ones" in found.signs[0]
    scored = diagnose(recordings.load("clinic_portraits_6_treated"))
    assert len(scored.cannot) == 2 and "read as pets at the end" in scored.signs[0]


def of_pictures(late):
    """Twelve looks at 16 pictures: noise, then what `late` says of them; the real ones are noise of their own."""
    draws = np.random.default_rng(0)
    pictures = draws.integers(0, 256, (14, 16, 8, 8)).astype(np.uint8)
    history = History(torch.zeros(16, 1))
    history.real = pictures[0]
    for look in range(12):
        samples, metrics = late(pictures[1], pictures[look + 2]) if look else (pictures[1], {})
        history.snapshots.append(Snapshot(look, look, samples, None, 1.38, 0.7, metrics))
    return history


def test_pictures_that_are_all_alike():
    found = diagnose(of_pictures(lambda first, new: (np.repeat(new[:1], 16, 0), {})))
    assert found.name == "mode collapse" and "differ 0% as much" in found.signs[0]


def test_pictures_that_were_alike_from_the_start():
    history = of_pictures(lambda first, new: (np.repeat(new[:1], 16, 0), {}))
    history.snapshots[0] = history[1]
    assert diagnose(history).name == "dead generator"


def test_noise_copies_nothing_even_where_it_lies_nearer_to_the_training_set():
    metrics = {"nearer to training than to unseen, %": 100.0, "read as pets, %": 0.0}
    found = diagnose(of_pictures(lambda first, new: (new, metrics)))
    assert found.name == "curves and pictures disagree" and "only 0% of the fakes are read as pets" in found.signs[1]


def test_a_run_without_real_ones():
    history = healthy("ring", 0)
    history.real = None
    with pytest.raises(ValueError, match="record the run with real="):
        diagnose(history)


def test_its_words():
    words = str(diagnose(recordings.load("clinic_1")))
    assert words.startswith("Vanishing gradient.\n  seen: her loss is next to 0\n")
    assert "\n  not to be seen here: whether another seed would do the same" in words
