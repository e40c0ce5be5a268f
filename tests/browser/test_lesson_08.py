"""Lesson 08 as a student meets it: run twice in JupyterLab, every player scrubbed, then exported and opened offline."""

import re

from playwright.sync_api import expect

from gan_lesson.exercises import lesson_08
from tests.browser.actions import answer_every_question, assert_accessible, in_both_themes, verdict_on
from tests.browser.test_epoch_player import ROOT, Player

NAME = "08_the_full_training_loop.ipynb"
LONG = (
    'title="My portraits"',
    'title="Handwriting"',
)
LABORATORY = ".gan-lesson-laboratory"
PORTRAITS, FIRST, FIVE, FAST, CALMED, MINE, HANDWRITING, TURN = range(8)
SNAPSHOTS = {PORTRAITS: 54, FIRST: 26, FIVE: 26, FAST: 21, CALMED: 21, MINE: 26, HANDWRITING: 25, TURN: 11}


def test_the_laboratory_trains_with_the_two_steps_of_the_cells_above(lesson):
    laboratory = lesson.locator(LABORATORY).first
    laboratory.scroll_into_view_if_needed()
    expect(laboratory).to_contain_text("Yours, and so not in the recipe: generator step, discriminator step.")
    expect(laboratory.locator(".gl-big strong")).to_have_text("40")
    expect(laboratory.locator(".gl-plan li")).to_have_count(4)  # sample and the whole step, for each player
    laboratory.get_by_role("button", name="One step", exact=True).click()
    expect(laboratory.locator(".gl-big strong")).to_have_text("41")


def test_every_player_goes_from_end_to_end_by_keyboard(lesson):
    assert lesson.locator(ROOT).count() == len(SNAPSHOTS)
    for position, count in SNAPSHOTS.items():
        player = Player(lesson, position)
        player.slider.focus()
        lesson.keyboard.press("Home")
        shows(player, 0)
        untrained = player.drawn()
        lesson.keyboard.press("End")
        shows(player, count - 1)
        trained = player.drawn()
        assert trained != untrained
        lesson.keyboard.press("ArrowLeft")
        shows(player, count - 2)
        assert player.drawn() != trained


def shows(player, snapshot):
    player.page.wait_for_function(
        "([root, snapshot]) => root.dataset.snapshot === snapshot", arg=[player.root.element_handle(), str(snapshot)]
    )


def test_noise_turns_into_portraits(lesson):
    """From grey noise, the same everywhere, to faces on black: bright in the middle, black at the rim."""
    player = Player(lesson, PORTRAITS)
    measure = """(canvas) => {
      const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const tile = width / 8, at = (x, y) => data[4 * (Math.floor(y) * width + Math.floor(x))];
      const mean = (fx, fy) => {
        let sum = 0;
        for (let i = 0; i < 8; i++) for (let j = 0; j < 8; j++) sum += at((i + fx) * tile, (j + fy) * tile);
        return sum / 64;
      };
      return { middle: mean(0.5, 0.55), rim: mean(0.5, 0.06) };
    }"""
    player.slider.focus()
    lesson.keyboard.press("Home")
    shows(player, 0)
    noise = player.canvas.evaluate(measure)
    lesson.keyboard.press("End")
    shows(player, 53)
    faces = player.canvas.evaluate(measure)
    assert abs(noise["middle"] - noise["rim"]) < 25
    assert faces["middle"] - faces["rim"] > 80 and faces["rim"] < 10


def test_a_student_errs_and_is_told_and_mends_it(lesson):
    right = lesson_08.one_epoch.solution().source
    wrong = right.replace("fake = generator(draw_latents(len(real)))", "fake = draw_latents(len(real))")
    assert wrong != right
    expect(verdict_on(lesson, wrong)).to_contain_text("latents as fakes")
    expect(verdict_on(lesson, right)).to_contain_text("Correct")


def test_every_question_is_answered_by_keyboard(lesson):
    answer_every_question(lesson, lesson_08.lesson)


def test_is_accessible_in_both_themes(lesson):
    for _ in in_both_themes(lesson):
        assert_accessible(
            lesson,
            f"{LABORATORY}, .gan-lesson-epoch-player, .gan-lesson-exercise, .gan-progress, .jp-RenderedHTML figure",
        )


def test_progress_tells_the_end(lesson):
    said = lesson.locator(".gan-progress").all_text_contents()
    assert len(said) == 6 and all(re.search(r"([\d,]+) of \1 steps, done", text) for text in said)


def test_the_stored_lesson_plays_as_a_file_with_the_network_off(offline):
    for position in (PORTRAITS, FIVE):
        player = Player(offline, position)
        player.slider.focus()
        offline.keyboard.press("Home")
        shows(player, 0)
        before = player.drawn()
        offline.keyboard.press("End")
        shows(player, SNAPSHOTS[position] - 1)
        assert player.drawn() != before
