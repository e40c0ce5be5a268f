"""Slides as a class sees them: opened from disk with the network off, on two sizes of projector."""

import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from authoring.slides import __main__ as command
from authoring.slides.deck import Deck, deck_of
from tests.browser.actions import ROOT, Question
from tests.browser.conftest import open_offline
from tests.widgets.test_games import game

PLAYER = "00_start_here"  # has an epoch player, a prediction, a quiz and an exercise
MEASURED = ["04_the_forger_and_the_expert", "09_is_the_forgery_any_good"]  # many figures, games, explorers, a report
SIZES = {"small": {"width": 1280, "height": 720}, "large": {"width": 1920, "height": 1080}}
FITTED = "(number) => Reveal.getIndices().h === number && Reveal.getCurrentSlide().dataset.fitted"
# What is cut of the slide that is seen, the sizes of its words, in pixels, outside widgets and within them, and the
# share of the slide that its smallest figure takes.
LOOK = """() => {
  const slide = Reveal.getCurrentSlide(), stage = slide.getBoundingClientRect();
  const body = slide.querySelector(".deck-body");
  const cut = [], words = [], within = [];
  for (const side of ["Height", "Width"]) {
    const over = body[`scroll${side}`] - body[`client${side}`];
    if (over > 1) cut.push(`${over} px of its ${side}`);
  }
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, around = text.parentElement, range = document.createRange();
    if (!text.data.trim() || around.closest("aside, style, script, .gl-unseen, .deck-panel, math")) continue;
    if (around.closest("details:not([open])") && !around.closest("summary")) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    if (box.right > stage.right + 1 || box.bottom > stage.bottom + 1 || box.left < stage.left || box.top < stage.top)
      cut.push(text.data.trim());
    const sizes = around.closest(".gan-lesson-widget, .gan-lesson-twin") ? within : words;
    sizes.push(parseFloat(getComputedStyle(around).fontSize));
  }
  const area = (img) => img.clientHeight * img.clientWidth;
  const figures = [...slide.querySelectorAll(".deck-stage figure img")].map(area);
  const least = (sizes) => Math.min(Infinity, ...sizes);
  return { cut, words: least(words), within: least(within), figures: least(figures) / stage.width / stage.height };
}"""


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """The decks of the lessons that are looked at here, by name."""
    folder, pages = tmp_path_factory.mktemp("slides"), {}
    for name in (PLAYER, *MEASURED):
        deck = deck_of(command.FOLDER, name)
        pages[name] = folder / f"{name}.html", [slide.kind for slide in deck.slides]
        pages[name][0].write_text(command.page_of(deck), encoding="utf-8")
    return pages


def go(page, number):
    """Takes a deck to a slide, and waits until it is fitted."""
    page.evaluate("(number) => Reveal.slide(number)", number)
    page.wait_for_function(FITTED, arg=number)


@pytest.fixture
def opened(browser, decks):
    """The deck with a player, and the kinds of its slides."""
    path, kinds = decks[PLAYER]
    with open_offline(browser, viewport=SIZES["small"]) as page:
        page.goto(path.as_uri())
        page.wait_for_function(FITTED, arg=0)
        yield page, kinds


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MEASURED)
def test_nothing_is_cut_and_all_can_be_read(browser, decks, name, size):
    path, kinds = decks[name]
    scale, troubles = SIZES[size]["height"] / 720, []
    with open_offline(browser, viewport=SIZES[size]) as page:
        page.goto(path.as_uri())
        assert page.evaluate("Reveal.getTotalSlides()") == len(kinds)
        for number, kind in enumerate(kinds):
            go(page, number)
            seen = page.evaluate(LOOK)
            small = seen["words"] < 17.99 * scale or seen["within"] < 13.99 * scale or seen["figures"] < 0.1
            if seen["cut"] or small:
                troubles.append((number + 1, kind, seen))
    assert not troubles


def test_a_player_moves_by_keyboard_and_a_clicker_turns_the_slide(opened):
    page, kinds = opened
    number = kinds.index("widget")
    go(page, number)
    slider = page.locator("section.present .gan-lesson-epoch-player").get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    first = slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") != first
    assert page.evaluate("Reveal.getIndices().h") == number
    page.keyboard.press("PageDown")
    page.wait_for_function(FITTED, arg=number + 1)
    page.keyboard.press("PageUp")
    page.wait_for_function(FITTED, arg=number)
    assert slider.get_attribute("aria-valuetext") != first  # and it stays where it was


def test_a_prediction_is_made_and_answered_on_a_slide_after_it(opened):
    page, kinds = opened
    number = kinds.index("question")
    go(page, number)
    question = Question(page, f"section.present {ROOT}.gl-question")
    question.choose(1)
    expect(question.answer).to_contain_text("Noted")
    reply = page.locator(f"section.present {ROOT}.gl-question[data-part=reveal]")
    for _ in range(2):
        page.keyboard.press("PageDown")  # the focus is on a choice, which keeps other keys
        number += 1
        page.wait_for_function(FITTED, arg=number)
        if reply.count():
            break
    expect(reply).to_contain_text("You predicted")


def test_what_is_said_to_an_answer_is_not_cut_either(browser, decks):
    path, kinds = decks[MEASURED[0]]
    with open_offline(browser, viewport=SIZES["small"]) as page:
        page.goto(path.as_uri())
        for number in [number for number, kind in enumerate(kinds) if kind in ("question", "answer")]:
            go(page, number)
            if page.locator("section.present").get_by_role("radio").count():
                Question(page, f"section.present {ROOT}.gl-question").choose(1)
            page.wait_for_timeout(100)  # it is looked at once more, a frame later
            page.wait_for_function(FITTED, arg=number)
            assert page.evaluate(LOOK)["cut"] == [], number


@pytest.mark.parametrize("size", SIZES)
def test_a_game_that_needs_no_kernel_is_played(browser, tmp_path, size):
    output = nbformat.v4.new_output("display_data", game()._repr_mimebundle_())
    cells = [nbformat.v4.new_markdown_cell("# A game\n\nPlay it."), nbformat.v4.new_code_cell("game", outputs=[output])]
    deck = Deck(nbformat.v4.new_notebook(cells=cells), {}, {})
    (tmp_path / "game.html").write_text(command.page_of(deck), encoding="utf-8")
    with open_offline(browser, viewport=SIZES[size]) as page:
        page.goto((tmp_path / "game.html").as_uri())
        go(page, 1)
        seen = page.evaluate(LOOK)
        assert seen["cut"] == [] and seen["within"] > 13.99 * SIZES[size]["height"] / 720
        page.locator("section.present").get_by_role("button", name="surely fake").click()
        expect(page.locator("section.present")).to_contain_text("2 of 8")


def test_a_fold_opens_before_the_slide_and_escape_closes_it(opened):
    page, kinds = opened
    go(page, kinds.index("exercise"))
    panel = page.locator("section.present .deck-panel")
    expect(panel).to_be_hidden()
    page.locator("section.present summary", has_text="A solution").click()
    expect(panel).to_contain_text("return")
    assert page.evaluate(LOOK)["cut"] == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("section.present summary")).to_be_focused()


def test_a_key_turns_dark_and_light(opened):
    page, _ = opened
    colour = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.keyboard.press("d")
    assert (light, page.evaluate(colour)) == ("rgb(255, 255, 255)", "rgb(17, 17, 17)")
    page.keyboard.press("d")
    assert page.evaluate(colour) == light


def test_another_projector_has_them_fitted_anew(opened):
    page, kinds = opened
    number = kinds.index("widget")
    go(page, number)
    small = page.locator("section.present .gan-lesson-widget canvas").first.bounding_box()["width"]
    page.set_viewport_size(SIZES["large"])
    page.wait_for_function("Reveal.getCurrentSlide().dataset.fitted === '1.5'")
    assert page.locator("section.present .gan-lesson-widget canvas").first.bounding_box()["width"] > 1.3 * small
    assert page.evaluate(LOOK)["cut"] == []


def test_the_speaker_has_notes(opened):
    page, _ = opened
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    notes = popup.value.locator(".speaker-controls-notes")
    expect(notes).to_contain_text("minutes")
    words = notes.inner_text()
    page.keyboard.press("PageDown")
    expect(notes).not_to_have_text(re.compile(re.escape(words[:80])))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, decks, scheme):
    path, kinds = decks[PLAYER]
    with open_offline(browser, viewport=SIZES["small"], color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(path.as_uri())
        for kind in ("title", "widget", "question", "exercise"):
            go(page, kinds.index(kind))
            results = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})  # it may fetch nothing
            violations = results.response["violations"]
            assert not violations, [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in violations]
