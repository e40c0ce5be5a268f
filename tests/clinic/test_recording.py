"""Recordings of the clinic."""

from dataclasses import replace

import numpy as np

from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.clinic.recipe import Recipe
from gan_lesson.clinic.recording import COPIED, last_of, recorded


def test_a_recording_begins_untrained_and_ends_with_the_last_round():
    history = last_of(recorded(Recipe(moves=48, points=256, pack=2), 0, "Short"))
    assert history.title == "Short" and history[0].step == 0 and history[-1].step == 48
    assert history[-1].opinion.shape == (48, 48) and set(history[-1].metrics) == {"clusters covered", "strays, %"}


def test_a_circle_has_copies_counted():
    history = last_of(recorded(Recipe(data="circle", points=16, batch=16, moves=8), 0, "Circle"))
    assert 0 <= history[-1].metrics[COPIED] <= 100


def test_in_training_mode_the_curves_are_the_same_and_the_pictures_are_not():
    recipe = replace(PATIENTS[6].recipe, moves=16)
    shown, seen = (last_of(recorded(recipe, 0, "Run", training_mode=mode)) for mode in (False, True))
    assert [look.generator_loss for look in shown[1:]] == [look.generator_loss for look in seen[1:]]
    assert np.std(seen[-1].samples) > 3 * np.std(shown[-1].samples)
