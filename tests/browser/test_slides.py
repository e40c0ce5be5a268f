"""Slides as a class sees them: opened from disk with the network off, on two sizes of projector."""

import re
from functools import cache

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from authoring import lessons
from authoring.slides import __main__ as command
from authoring.slides.deck import Deck, deck_of
from tests.browser.actions import ROOT, Question, within
from tests.browser.conftest import open_offline
from tests.widgets.test_games import game

PLAYER = "00_start_here"  # has an epoch player, a prediction, a quiz and an exercise
GAMES = "04_the_forger_and_the_expert"  # has explorers and many figures, too
NAMES = lessons.sources(command.FOLDER)
SIZES = {"small": {"width": 1280, "height": 720}, "large": {"width": 1920, "height": 1080}}
FITTED = "(number) => Reveal.getIndices().h === number && Reveal.getCurrentSlide().dataset.fitted"
TYPE, LETTERING = 18, 16  # pixels at 1280x720: of what is written, and of words within a figure
# Six rows of pets, and a cabinet of seventeen remedies, take all the height there is.
LOWER = {"10_when_training_fails": 13.5, "13_from_horses_to_zebras": 14}
# What is written on a canvas is noted there, in the canvas's own pixels.
LISTEN = r"""() => {
  const { prototype } = CanvasRenderingContext2D, write = prototype.fillText;
  prototype.fillText = function (...args) {
    const { canvas } = this, { a, b } = this.getTransform();
    if (canvas.listened !== canvas.width) Object.assign(canvas, { listened: canvas.width, letters: Infinity });
    canvas.letters = Math.min(canvas.letters, parseFloat(/([\d.]+)px/.exec(this.font)[1]) * Math.hypot(a, b));
    return write.apply(this, args);
  };
}"""
# What is cut of the slide that is seen; the smallest of its words, on canvases too, and within figures, in pixels; and
# the share of the slide that its smallest figure takes. What is raised or lowered in a formula is smaller.
LOOK = """() => {
  const slide = Reveal.getCurrentSlide(), stage = slide.getBoundingClientRect();
  const body = slide.querySelector(".deck-body");
  const cut = [], words = [];
  for (const side of ["Height", "Width"]) {
    const over = body[`scroll${side}`] - body[`client${side}`];
    if (over > 1) cut.push(`${over} px of its ${side}`);
  }
  const raised = ":is(msub, msup, msubsup, munder, mover, munderover) > :not(:first-child), mfrac";
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, around = text.parentElement, range = document.createRange();
    if (!text.data.trim() || around.closest(`aside, style, script, .gl-unseen, .deck-panel, ${raised}`)) continue;
    if (around.closest("details:not([open])") && !around.closest("summary")) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    if (box.right > stage.right + 1 || box.bottom > stage.bottom + 1 || box.left < stage.left || box.top < stage.top)
      cut.push(text.data.trim());
    words.push([parseFloat(getComputedStyle(around).fontSize), text.data.trim()]);
  }
  for (const canvas of slide.querySelectorAll("canvas")) {
    const { letters, clientWidth, width } = canvas;
    if (letters && clientWidth) words.push([(letters * clientWidth) / width, "canvas"]);
  }
  const area = (img) => img.clientHeight * img.clientWidth;
  const figures = [...slide.querySelectorAll(".deck-stage figure img")];
  // The still picture of a live widget bears no words.
  const shown = (img) => img.clientWidth / img.getAttribute("width");
  const letters = (img) => (img.dataset.lettering ? img.dataset.lettering * shown(img) : 0);
  words.sort(([one], [other]) => one - other);
  return {
    cut, words: words[0]?.[0], smallest: words[0]?.[1],
    letters: Math.min(...figures.map(letters).filter((size) => size !== 0)),
    figures: Math.min(...figures.map(area)) / stage.width / stage.height,
  };
}"""

# The same of every slide, one after the other, each once it is fitted to a scale.
LOOK_AT_ALL = within(
    f"""async (scale) => {{
      const look = {LOOK}, seen = [];
      for (let number = 0; number < Reveal.getTotalSlides(); number++) {{
        Reveal.slide(number);
        while (Reveal.getCurrentSlide().dataset.fitted !== `${{scale}}`) await new Promise(requestAnimationFrame);
        seen.push(look());
      }}
      return seen;
    }}"""
)


@pytest.fixture(scope="module")
def deck_at(tmp_path_factory):
    """Makes a lesson's deck: its path, and the kinds of its slides."""
    folder = tmp_path_factory.mktemp("slides")

    @cache
    def make(name):
        deck = deck_of(command.FOLDER, name)
        path = folder / f"{name}.html"
        path.write_text(command.page_of(deck), encoding="utf-8")
        return path, [slide.kind for slide in deck.slides]

    return make


def go(page, number):
    """Takes a deck to a slide, and waits until it is fitted."""
    page.evaluate("(number) => Reveal.slide(number)", number)
    page.wait_for_function(FITTED, arg=number)


@pytest.fixture
def opened(browser, deck_at):
    """The deck with a player, and the kinds of its slides."""
    path, kinds = deck_at(PLAYER)
    with open_offline(browser, viewport=SIZES["small"]) as page:
        page.goto(path.as_uri())
        page.wait_for_function(FITTED, arg=0)
        yield page, kinds


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_cut_and_all_can_be_read(browser, deck_at, name):
    path, kinds = deck_at(name)
    troubles = []
    with open_offline(browser, viewport=SIZES["small"]) as page:
        page.add_init_script(f"({LISTEN})()")
        page.goto(path.as_uri())
        assert page.evaluate("Reveal.getTotalSlides()") == len(kinds)
        for size in SIZES.values():
            page.set_viewport_size(size)
            scale = size["height"] / 720
            for number, seen in enumerate(page.evaluate(LOOK_AT_ALL, scale), start=1):
                small = seen["words"] < (TYPE - 0.01) * scale or seen["figures"] < 0.1
                if seen["cut"] or small or not seen["letters"] >= (LOWER.get(name, LETTERING) - 0.01) * scale:
                    troubles.append((number, kinds[number - 1], scale, seen))
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


def test_what_is_said_to_an_answer_is_not_cut_either(browser, deck_at):
    path, kinds = deck_at(GAMES)
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
        assert seen["cut"] == [] and seen["words"] > (TYPE - 0.01) * SIZES[size]["height"] / 720
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
def test_axe_finds_nothing(browser, deck_at, scheme):
    path, kinds = deck_at(PLAYER)
    with open_offline(browser, viewport=SIZES["small"], color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(path.as_uri())
        for kind in ("title", "widget", "question", "exercise"):
            go(page, kinds.index(kind))
            results = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})  # it may fetch nothing
            violations = results.response["violations"]
            assert not violations, [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in violations]
