"""Lesson 09 as a student meets it: run twice in JupyterLab, a game, an explorer, an exercise, questions, a card."""

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_09
from tests.browser.actions import answer_every_question, assert_accessible, assert_fits, in_both_themes, verdict_on

NAME = "09_is_the_forgery_any_good.ipynb"
LONG = (
    "on_bench = Bench(",
    "features.train_classifier(",
    "curves = {name: by_count(metrics.frechet_distance",
    'runs |= {f"seed',
    "report_card(mine, studied",
)
EXPLORER = ".gan-lesson-frechet-explorer"
GAME = ".gan-lesson-expert-game"
CARD = ".gan-lesson-card"


def test_the_game_has_a_round_for_each_suspect(lesson):
    game = lesson.locator(GAME)
    game.scroll_into_view_if_needed()
    expect(game).to_contain_text("Suspect A")


def test_two_hills_on_top_of_each_other_have_no_distance(lesson):
    explorer = lesson.locator(EXPLORER)
    explorer.get_by_role("slider", name="Mean of the fakes").fill("0")
    explorer.get_by_role("slider", name="Spread of the fakes").fill("10")
    expect(explorer).to_have_attribute("data-truth", "0.0000")
    assert float(explorer.get_attribute("data-said")) > 0


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    right = lesson_09.frechet_distance.solution().source
    wrong = right.replace("torch.cov(real.T), torch.cov(fake.T)", "torch.cov(real), torch.cov(fake)")
    assert wrong != right
    expect(verdict_on(lesson, wrong)).to_contain_text("wrong axis")
    expect(verdict_on(lesson, right)).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_09.lesson)


def test_is_accessible_and_fits_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_fits(lesson, EXPLORER)
        assert_accessible(
            lesson, f"{EXPLORER}, {GAME}, {CARD}, .gan-lesson-exercise, .gan-progress, .jp-RenderedHTML figure"
        )


def test_the_stored_lesson_shows_explorer_and_card_with_the_network_off(offline):
    offline.locator(f"{EXPLORER} [role=group]").wait_for()
    expect(offline.locator(CARD)).to_contain_text("What this card cannot know")
