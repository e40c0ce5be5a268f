"""Lesson 07 as a student meets it: a step taken apart by keyboard, both steps written wrong and right."""

import re

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_07
from tests.browser.actions import answer_every_question, assert_accessible, in_both_themes, verdict_on

NAME = "07_one_training_step.ipynb"
LONG = ('title="Without zero_grad"',)
LABORATORY = ".gan-lesson-laboratory"


def test_a_step_is_gone_through_forward_and_back_by_keyboard(lesson):
    laboratory = lesson.locator(LABORATORY).first
    laboratory.scroll_into_view_if_needed()
    steps = laboratory.locator(".gl-plan li")
    expect(steps).to_have_count(10)
    done = laboratory.locator(".gl-big strong")
    expect(done).to_have_text("0")
    laboratory.get_by_role("button", name="Sub-step forward").focus()
    for number in range(9):
        lesson.keyboard.press("Enter")
        expect(steps.nth(number)).to_have_attribute("aria-current", "step")
        expect(laboratory.locator(".gl-plan li[aria-current]")).to_have_count(1)
    expect(done).to_have_text("0")
    lesson.keyboard.press("Enter")
    expect(done).to_have_text("1")
    laboratory.get_by_role("button", name="Sub-step back").focus()
    lesson.keyboard.press("Enter")
    expect(done).to_have_text("0")
    expect(steps.nth(8)).to_have_attribute("aria-current", "step")


def test_the_laboratory_goes_on_with_the_step_functions_that_were_handed_over(lesson):
    laboratory = lesson.locator(LABORATORY).nth(1)
    laboratory.scroll_into_view_if_needed()
    expect(laboratory.locator(".gl-big strong")).to_have_text("200")
    expect(laboratory.locator(".gl-plan li")).to_have_count(4)  # sample and the whole step, for each player
    laboratory.get_by_role("button", name="One step", exact=True).click()
    expect(laboratory.locator(".gl-big strong")).to_have_text("201")


def test_a_mission_is_opened_by_keyboard_and_the_loss_that_died_is_changed_while_it_stands(lesson):
    laboratory = lesson.locator(LABORATORY).nth(2)
    laboratory.scroll_into_view_if_needed()
    expect(laboratory.get_by_role("tab", name="Starts")).to_have_attribute("aria-selected", "true")
    menu = laboratory.get_by_role("combobox", name="Starting point")
    menu.focus()
    lesson.keyboard.type("The loss")
    expect(laboratory.locator(".gl-start-words")).to_contain_text("only she moves")
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    laboratory.get_by_role("tab", name="Recipe").click()
    recipe = laboratory.get_by_role("textbox", name="Recipe as text")
    expect(recipe).to_have_value(re.compile("generator: 3 x 64, rate 0.0.* loss: saturating"))
    expect(laboratory.get_by_role("checkbox", name="Generator’s gradient")).to_be_checked()
    laboratory.get_by_role("button", name="One step", exact=True).click()
    expect(laboratory.locator(".gl-big strong")).to_have_text("1")
    laboratory.get_by_role("combobox", name="loss").select_option("non-saturating")
    expect(recipe).to_have_value(re.compile("from 1: loss non-saturating"))
    expect(laboratory.locator(".gl-big strong")).to_have_text("1")


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    right = lesson_07.discriminator_step.solution().source
    wrong = right.replace("    d_optimizer.zero_grad()\n", "")
    assert wrong != right
    expect(verdict_on(lesson, wrong)).to_contain_text("The gradient of an earlier step was still there")
    expect(verdict_on(lesson, right)).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_07.lesson)


def test_is_accessible_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_accessible(lesson, f"{LABORATORY}, .gan-lesson-epoch-player, .gan-lesson-exercise")
