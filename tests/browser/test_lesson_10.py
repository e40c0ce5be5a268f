"""Lesson 10 as a student meets it: run twice in JupyterLab, a patient treated, the decoder asked, questions."""

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_10
from tests.browser.actions import answer_every_question, assert_accessible, assert_fits, in_both_themes, verdict_on

NAME = "10_when_training_fails.ipynb"
LONG = ("in_training = last_of(recorded(PATIENTS[6].recipe",)
DECODER = ".gan-lesson-loss-decoder"


def test_a_student_prescribes_what_is_not_in_the_cabinet_and_then_cures(lesson):
    right = lesson_10.treat_patient_2.solution().source
    wrong = right.replace("one move each", "one mov each")
    assert wrong != right
    expect(verdict_on(lesson, wrong)).to_contain_text("one move each")
    expect(verdict_on(lesson, right)).to_contain_text("Correct", timeout=60_000)


def test_the_decoder_reads_a_patient_s_curve(lesson):
    decoder = lesson.locator(DECODER)
    decoder.scroll_into_view_if_needed()
    decoder.get_by_label("Run", exact=True).select_option("Patient 2")
    expect(decoder).to_have_attribute("data-run", "Patient 2")
    before = decoder.get_by_role("slider").get_attribute("aria-valuetext")
    decoder.get_by_role("slider").press("ArrowLeft")
    expect(decoder.get_by_role("slider")).not_to_have_attribute("aria-valuetext", before)


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_10.lesson)


def test_is_accessible_and_fits_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_fits(lesson, DECODER)
        assert_accessible(
            lesson,
            f"{DECODER}, .gan-lesson-epoch-player, .gan-lesson-exercise, .gan-progress, .jp-RenderedHTML figure",
        )
