"""What lesson 10 says of its recordings and its cells."""

import numpy as np
import pytest

from gan_lesson import models, recordings
from gan_lesson.clinic.cabinet import prescribed, remedy
from gan_lesson.clinic.diagnosis import diagnose
from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.clinic.recipe import play
from tests.lesson_cells import run_cells

NAME = "10_when_training_fails"


def late(number, field):
    return np.array([getattr(look, field) for look in recordings.load(f"clinic_{number}").snapshots[-7:]])


def test_the_recordings_are_small():
    sizes = [recordings.path_of(f"clinic_{number}").stat().st_size for number in range(1, 7)]
    assert sum(sizes) < 500_000


def test_patient_1_s_loss_is_at_0_and_his_points_stand_still():
    assert late(1, "discriminator_loss").max() < 1e-3 and abs(late(1, "generator_loss")).max() < 1e-3
    looks = recordings.load("clinic_1").snapshots[-7:]
    assert np.abs(looks[0].samples - looks[-1].samples).max() < 0.01


def test_patient_2_s_losses_are_those_of_a_perfect_game_and_his_points_lie_in_one_place():
    assert late(2, "discriminator_loss").mean() == pytest.approx(2 * np.log(2), abs=0.03)
    assert late(2, "generator_loss").mean() == pytest.approx(np.log(2), abs=0.03)
    run = recordings.load("clinic_2")
    assert all(look.metrics["clusters covered"] <= 1 for look in run.snapshots[-7:])
    breadth = [np.linalg.norm(look.samples - look.samples.mean(0), axis=1).mean() for look in run]
    assert breadth[0] > 0.2 > np.median(breadth[-7:]), "his first points differ"
    centres = [look.samples.mean(0) for look in run.snapshots[-7:]]
    assert np.mean([np.linalg.norm(b - a) for a, b in zip(centres, centres[1:], strict=False)]) > 0.5, "it jumps"


def test_patient_3_comes_to_the_cluster_and_leaves_it():
    strays = np.array([look.metrics["strays, %"] for look in recordings.load("clinic_3").snapshots[5:]])
    assert (strays < 15).sum() >= 3 and (strays > 40).sum() >= 3
    assert np.abs(np.diff(strays > 40)).sum() >= 4, "again and again"


def test_patient_4_was_one_point_from_the_start():
    run = recordings.load("clinic_4")
    assert all(np.ptp(look.samples, axis=0).max() < 1e-5 for look in run)
    _, printed = run_cells(NAME, "hidden = generator")
    assert "ever say something: 0 of 48" in printed and "Dead generator." in printed


def test_patient_5_is_nearer_to_the_sixteen():
    run = recordings.load("clinic_5")
    assert len(run.real) == 16
    assert all(look.metrics["nearer to training than to unseen, %"] > 62 for look in run.snapshots[-7:])


def test_patient_6_s_losses_look_healthy():
    assert late(6, "discriminator_loss").min() > 1.25 and late(6, "discriminator_loss").max() < 1.42
    assert late(6, "generator_loss").min() > 0.65 and late(6, "generator_loss").max() < 0.85
    assert "disagree" in diagnose(recordings.load("clinic_6")).name


def test_the_portraits_recordings_are_small():
    for number in (1, 6):
        for treated in ("", "_treated"):
            assert recordings.path_of(f"clinic_portraits_{number}{treated}").stat().st_size < 200_000


def test_a_quarter_or_so_of_the_treated_portraits_are_pets():
    for number, untreated in ((1, 0), (6, 1)):
        ends = [recordings.load(f"clinic_portraits_{number}{treated}")[-1].metrics for treated in ("", "_treated")]
        assert [round(scores["read as pets, %"]) for scores in ends] == [untreated, 23]


def test_run_a_s_loss_is_at_0_and_his_pictures_stand_still():
    looks = recordings.load("clinic_portraits_1").snapshots[-7:]
    assert max(look.discriminator_loss for look in looks) < 0.01
    assert np.abs(looks[0].samples.astype(float) - looks[-1].samples).max() <= 2, "grey levels of 255"
    assert all(look.metrics["read as pets, %"] < 1 for look in looks)


def test_run_b_s_losses_are_healthy_and_his_training_is_that_of_his_cure():
    shown, settled = (recordings.load(f"clinic_portraits_6{treated}") for treated in ("", "_treated"))
    looks = shown.snapshots[-7:]
    assert np.mean([look.discriminator_loss for look in looks]) == pytest.approx(2 * np.log(2), abs=0.03)
    assert all(look.metrics["read as pets, %"] < 10 for look in looks)
    assert [look.generator_loss for look in shown[1:]] == [look.generator_loss for look in settled[1:]]


def test_a_loss_that_rises_while_pictures_improve():
    _, printed = run_cells(NAME, 'run = recordings.load("few_portraits")')
    assert printed == "epoch   250: his loss 0.71, 62 % read as pets\nepoch  3000: his loss 0.83, 86 % read as pets\n"


def test_a_pair_has_the_same_losses_and_other_samples():
    found, _ = run_cells(NAME, 'run = recordings.load("few_portraits")', "LossDecoder(curves")
    with_r1, collapsed = found["curves"]["A pair: A and B"].values()
    shares = np.linspace(0.5, 1, 201)
    for field in ("discriminator_loss", "generator_loss"):
        drawn = [
            np.interp(
                shares, [look.step / run[-1].step for look in run][1:], [getattr(look, field) for look in run][1:]
            )
            for run in (with_r1, collapsed)
        ]
        assert np.abs(drawn[0] - drawn[1]).max() < 0.04, "the lesson says so"
    for run, least, most in ((with_r1, 8, 8), (collapsed, 0, 2)):
        late = [look.metrics["clusters covered"] for look in run if look.step >= run[-1].step / 2]
        assert least <= min(late) and max(late) <= most


@pytest.mark.parametrize("seed", range(5))
def test_smoothed_targets_and_spectral_norm_leave_her_less_sure_after_the_head_start(seed):
    untreated = PATIENTS[1].recipe

    def median_logit(recipe):
        _, run = next(play(recipe, seed))
        return models.look(run.discriminator, models.look(run.generator, run.latents(512))).median().item()

    assert median_logit(untreated) == pytest.approx(-19, abs=2.5)
    assert median_logit(prescribed(untreated, remedy("smoothed targets"))) == pytest.approx(-8, abs=2)
    assert median_logit(prescribed(untreated, remedy("spectral norm"))) == pytest.approx(-3, abs=0.5)
