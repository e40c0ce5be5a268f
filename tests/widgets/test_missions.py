"""Missions: a laboratory offers them first, and opens the recipe and the layers of the one that is wanted."""

import pytest

from gan_lesson.exercises import lesson_07, lesson_08
from gan_lesson.laboratory import Laboratory, Mission, Recipe
from gan_lesson.widgets import LiveLaboratory
from gan_lesson.widgets.laboratory import LAYERS
from tests.laboratory.test_laboratory import SMALL
from tests.widgets.test_laboratory import Browser

ALL = [*lesson_07.missions, *lesson_08.missions]


@pytest.mark.parametrize("mission", ALL, ids=lambda mission: mission.name)
def test_every_mission_can_be_opened(mission):
    assert Laboratory(mission.recipe).number == 0
    assert set(mission.layers) <= set(LAYERS) and len(set(mission.layers)) == len(mission.layers)
    assert len(mission.task.split()) <= 60


def test_their_names_differ():
    assert len({mission.name for mission in ALL}) == len(ALL)


def test_a_click_opens_the_recipe_and_the_layers(monkeypatch):
    mission = Mission("Alone", "Run.", Recipe.parse("generator: 1 x 8, rate 0; batch: 16"), ("real", "arrows"))
    widget = LiveLaboratory(SMALL, missions=[mission])
    browser = Browser(widget, monkeypatch)
    browser.says("hello", view="1")
    assert browser.setup["starts"][0] == {"group": "missions", "name": "Alone", "sentence": "Run.", "question": ""}
    browser.says("open", group="missions", name="Alone")
    assert widget.recipe == mission.recipe and widget.layers == ["real", "arrows"] and not widget.message
    assert browser.setup["recipe"] == str(mission.recipe)


def test_without_missions_there_is_no_group_of_them(monkeypatch):
    widget = LiveLaboratory(SMALL)
    browser = Browser(widget, monkeypatch)
    browser.says("hello", view="1")
    assert "missions" not in {start["group"] for start in browser.setup["starts"]}
