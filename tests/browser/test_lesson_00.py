"""Lesson 00 as a student meets it: the machine is ready, a run is scrubbed, a cell stopped, a function written."""

import re

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_00
from tests.browser.actions import answer_every_question, assert_accessible, verdict_on
from tests.browser.test_epoch_player import ROOT, Player

NAME = "00_start_here.ipynb"  # what it says includes that the machine is ready


def test_the_run_is_scrubbed_by_keyboard(lesson):
    assert lesson.locator(ROOT).count() == 1
    player = Player(lesson, 0)
    player.slider.focus()
    lesson.keyboard.press("Home")
    noise = player.drawn()
    lesson.keyboard.press("End")
    expect(player.root).to_have_attribute("data-snapshot", "53")
    assert player.drawn() != noise
    assert_accessible(lesson, ".gan-lesson-epoch-player, .gan-progress")


def test_a_long_cell_is_stopped_by_the_square_button(lesson):
    bar = lesson.locator(".gan-progress")
    expect(bar).to_contain_text("40 of 40 tenths of a second, done")
    long = """panel.content.widgets.findIndex((cell) => cell.model.sharedModel.source.includes("tenths"))"""
    lesson.evaluate(f"""() => {{
      const panel = jupyterapp.shell.currentWidget;
      panel.content.activeCellIndex = {long};
      jupyterapp.commands.execute("notebook:run-cell");
    }}""")
    expect(bar).to_contain_text("s left")
    lesson.get_by_role("button", name="Interrupt the kernel").click()
    expect(bar).to_contain_text("tenths of a second, stopped")
    said = lesson.locator(".jp-OutputArea-output", has_text="what was done is kept")
    expect(said).to_have_text(re.compile(r"^Stopped after \d+ of 40 tenths of a second; what was done is kept.$"))


def test_the_warm_up_is_done_wrong_and_then_right(lesson):
    wrong = "def pixels(height, width):\n    return height + width"
    expect(verdict_on(lesson, wrong)).to_contain_text("You added.")
    expect(verdict_on(lesson, wrong.replace("+", "*"))).to_contain_text("Correct")
    assert_accessible(lesson, ".gan-lesson-exercise")


def test_the_first_prediction_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_00.lesson)
