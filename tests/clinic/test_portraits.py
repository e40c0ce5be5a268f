"""The clinic's two patients on portraits: what is trained, what is scored, and what is recorded."""

from dataclasses import replace

import pytest
import torch

from gan_lesson import models
from gan_lesson.clinic import portraits
from gan_lesson.clinic.portraits import HEALTHY, KINDS, PETS, PORTRAIT_PATIENTS
from gan_lesson.clinic.recipe import shown

SHORT = replace(HEALTHY, moves=4, points=64)


def test_real_portraits_are_healthy(monkeypatch):
    monkeypatch.setattr(models, "look", lambda generator, latents: portraits.portraits_of(256, 7))
    scores = portraits.scored(SHORT, portraits.start(SHORT, 0), 0)
    assert scores[PETS] > 98 and scores[KINDS] == 10 and portraits.is_healthy(scores)


def test_an_untrained_generator_is_not():
    scores = portraits.scored(SHORT, portraits.start(SHORT, 0), 0)
    assert scores == {PETS: 0, KINDS: 0} and not portraits.is_healthy(scores)


@pytest.mark.parametrize(("pets", "kinds", "healthy"), [(10, 4, True), (9, 4, False), (10, 3, False)])
def test_health(pets, kinds, healthy):
    assert portraits.is_healthy({PETS: pets, KINDS: kinds}) is healthy


def test_a_seed_gives_the_same_run_and_another_seed_another():
    one, again, other = (portraits.trained(SHORT, seed) for seed in (0, 0, 1))
    weights = [next(run.generator.parameters()) for run in (one, again, other)]
    assert torch.equal(weights[0], weights[1]) and not torch.equal(weights[0], weights[2])


def test_each_patient_s_cure_changes_one_setting():
    for patient in PORTRAIT_PATIENTS.values():
        assert len(patient.cure) == 1 and patient.treated != patient.recipe


def test_the_cure_of_patient_6_changes_the_look_alone():
    patient = PORTRAIT_PATIENTS[6]
    assert patient.cure == {"settled": True}, "or the study, which trains both at once, is wrong"
    recipe = replace(patient.recipe, moves=12, points=64)
    run = portraits.trained(recipe, 0)
    assert {layer.momentum for layer in run.generator.layers if isinstance(layer, torch.nn.BatchNorm2d)} == {0.0001}
    latents = models.sample_latents(8, portraits.LATENT_DIM, torch.Generator().manual_seed(0))
    seen = [models.look(shown(one, run), latents) for one in (recipe, replace(recipe, **patient.cure))]
    assert (seen[0] - seen[1]).abs().mean() > 0.02


def test_a_recording_has_pictures_and_the_scores_of_others():
    *_, history = portraits.recorded(replace(SHORT, moves=32), 0, "Short")
    assert history.title == "Short" and history[0].step == 0 and history[-1].step == 32
    assert history[-1].samples.shape == (16, 28, 28) and len(history.real) == 16
    assert list(history[-1].metrics) == [PETS, KINDS]
