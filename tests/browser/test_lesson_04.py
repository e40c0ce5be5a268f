"""Lesson 04 as a student meets it: run twice, both games played to the end by keyboard, each question answered."""

import re

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_04
from tests.browser.actions import answer_every_question, ask, assert_accessible, in_both_themes, verdict_on
from tests.browser.test_games import EXPERT, Forge, Judge, becomes

NAME = "04_the_forger_and_the_expert.ipynb"
EVERYTHING = ".gan-lesson-live, .gan-lesson-exercise, .jp-RenderedHTML figure"


def test_a_reader_judges_all_48_pictures_by_keyboard(lesson):
    judge = Judge(lesson)
    judge.at("judging", 0)
    judge.canvas.scroll_into_view_if_needed()
    judge.canvas.focus()
    truth = ask(lesson, "is_real.tolist()")
    for day in range(4):
        drawn = judge.canvas.evaluate("(canvas) => canvas.toDataURL()")
        for picture in range(12):
            # An eye that is sure and right on the first two days, and has to guess on the last two.
            judge.press(("15" if day < 2 else "34")[int(truth[12 * day + picture])] if picture < 9 or day < 2 else "2")
        judge.at("reviewing", 12 * day + 12)
        expect(judge.root.locator(".gl-reviewing li")).to_have_count(12)
        judge.press("Enter")
        if day < 3:
            judge.at("judging", 12 * day + 12)
            lesson.wait_for_timeout(100)
            assert judge.canvas.evaluate("(canvas) => canvas.toDataURL()") != drawn
    judge.at("ending", 48)
    becomes(lesson, "game.is_over", True)
    rows = judge.root.locator("table tr")
    expect(rows).to_have_count(6)  # Python's figures come a moment after the last picture
    assert rows.nth(2).locator("td").first.inner_text() == rows.nth(3).locator("td").first.inner_text() == "1.00"
    you = ask(lesson, "[game.player.area, game.player.low, game.player.high]")
    shown = rows.nth(1).locator("td").first.inner_text()
    assert shown == "{:.2f} ({:.2f} to {:.2f})".format(*you)


def test_the_judge_who_learned_by_heart_has_played_already(lesson):
    by_heart = Judge(lesson, 1)
    assert lesson.locator(EXPERT).count() == 2
    by_heart.at("ending", 48)
    expect(by_heart.root.locator(".gl-ending canvas")).to_have_attribute("aria-label", re.compile("^Two ROC curves"))


def test_a_reader_forges_by_keyboard_and_loses_to_the_gradient(lesson):
    forge = Forge(lesson, "forgery")
    _, before = forge.begin("the sketch")
    assert before < 0
    for knob, presses in {"head": 32, "ears": 30, "eyes": 35, "fur": 20}.items():
        forge.root.get_by_role("slider", name=knob, exact=True).focus()
        for _ in range(presses):
            lesson.keyboard.press("ArrowRight")
    _, by_hand = forge.agrees()
    assert by_hand > before + 3
    forge.begin("a black canvas")
    forge.root.get_by_role("button", name="ten steps").focus()
    lesson.keyboard.press("Enter")
    expect(forge.root).to_have_attribute("data-steps", "10")
    _, by_gradient = forge.agrees()
    expect(forge.root).to_have_attribute("data-accepted", "true")
    assert by_gradient > 4.6 and by_gradient > by_hand


def test_a_student_goes_downhill_and_is_told(lesson):
    wrong = (
        "def forgers_move(picture, expert, rate):\n    return (picture - rate * slope_of(expert, picture)).clamp(-1, 1)"
    )
    expect(verdict_on(lesson, wrong)).to_contain_text("Your picture went downhill")
    expect(verdict_on(lesson, wrong.replace("- rate", "+ rate"))).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_04.lesson)


def test_is_accessible_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_accessible(lesson, EVERYTHING)
