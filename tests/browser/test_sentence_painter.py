"""The sentence painter on a page of its own, with no network: typed, pressed, and by keyboard."""

import numpy as np
import pytest
from playwright.sync_api import expect

from gan_lesson.datasets import sentences
from gan_lesson.props.sentences import paint
from gan_lesson.widgets import SentencePainter
from tests.browser.actions import assert_accessible, assert_fits, pixels
from tests.browser.conftest import open_alone

ROOT = ".gan-lesson-sentence-painter"
START = "a dark dog with long ears and its tongue out"
# The middle of each of the pictures' pixels on the canvas, which has gaps between pictures: (12, 28, 28).
LEVELS = """([canvas, columns]) => {
  const context = canvas.getContext("2d");
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const rows = 12 / columns;
  const gap = Math.round(0.2 * 14 * (window.devicePixelRatio || 1));
  const side = (canvas.width - (columns - 1) * gap) / columns;
  const at = (i, y, x) => {
    const left = (i % columns) * (side + gap) + ((x + 0.5) * side) / 28;
    const top = Math.floor(i / columns) * (side + gap) + ((y + 0.5) * side) / 28;
    return data[4 * (Math.floor(top) * canvas.width + Math.floor(left))];
  };
  return Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: 28 }, (_, y) => Array.from({ length: 28 }, (_, x) => at(i, y, x))));
}"""


@pytest.fixture(scope="module")
def widget():
    return SentencePainter()


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory, widget):
    with open_alone(browser, tmp_path_factory.mktemp("sentence"), widget) as page:
        yield page


@pytest.fixture
def painter(page):
    page.get_by_label("Your sentence").fill(START)
    return page.locator(ROOT)


def text(page):
    return page.get_by_role("textbox")


def test_its_pictures_are_pytorch_s(page, painter, widget):
    """A byte a weight costs a few grey levels; the sentences and the latents are the same."""
    before = None
    for sentence in (START, "a white striped cat", "this kitty is masked and grey"):
        text(page).fill(sentence)
        shown = np.array(page.evaluate(LEVELS, [painter.locator("canvas").element_handle(), 6]), float)
        right = (paint(widget.generator, widget.latents, sentences.word_ids([sentence]))[:, 0].numpy() + 1) * 127.5
        assert np.abs(shown - right).mean() < 2 and np.abs(shown - right).max() < 60
        assert before is None or np.abs(shown - before).mean() > 10, "another sentence is another picture"
        before = shown


def test_words_that_are_typed_paint_at_once(page, painter):
    before = pixels(page, painter.locator("canvas"))
    text(page).press_sequentially(" and", delay=0)
    text(page).fill("a white cat")
    assert pixels(page, painter.locator("canvas")) != before
    expect(painter.get_by_role("img")).to_have_attribute(
        "aria-label", "Twelve pictures that the forger paints from “a white cat”."
    )
    assert painter.get_attribute("data-read") == " ".join(
        str(i) for i in sentences.word_ids(["a white cat"])[0].tolist() if i
    )
    took = []
    for sentence in ("a white cat", "a grey cat", "a grey dog", "a dark dog", "a dark cat"):
        text(page).fill(sentence)
        took.append(float(painter.get_attribute("data-took")))
    assert min(took) < 100, "milliseconds"


def test_a_word_that_is_not_known_is_named_with_the_nearest(page, painter):
    text(page).fill("a dark doog with zzz")
    notes = painter.locator(".gl-notes")
    expect(notes).to_contain_text("“doog” is not known; the nearest word is")
    expect(notes).to_contain_text("No word here is like “zzz”")
    notes.get_by_role("button", name="dog").click()
    assert text(page).input_value() == "a dark dog with zzz"
    for lost in ("", "dark"):
        text(page).fill(lost)
        expect(notes).to_have_text("Neither cat nor dog is asked for: the forger has never met such a sentence.")
    text(page).fill("dark kitty")
    expect(notes).to_contain_text("All words are known")


def test_buttons_are_pressed_for_what_is_said_and_change_the_sentence(page, painter):
    def pressed():
        return painter.locator("button[aria-pressed=true]").all_text_contents()

    assert pressed() == ["dog", "dark", "long ears", "tongue"]
    for name, sentence in (
        ("white", "a white dog with long ears and its tongue out"),
        ("masked", "a white masked dog with long ears and its tongue out"),
        ("tongue", "a white masked dog with long ears"),
        ("dark ears", "a white masked dog with long dark ears"),
        ("grey ears", "a white masked dog with long grey ears"),
        ("dog", "a white masked cat with long grey ears"),
        ("masked", "a white cat with long grey ears"),
    ):
        painter.get_by_role("button", name=name, exact=True).click()
        assert text(page).input_value() == sentence
    assert pressed() == ["cat", "white", "long ears", "grey ears"]


def test_latents_stay_while_words_change_and_a_button_draws_new_ones(page, painter):
    canvas = painter.locator("canvas")
    first = pixels(page, canvas)
    text(page).fill("a white cat")
    text(page).fill(START)
    assert pixels(page, canvas) == first
    button = painter.get_by_role("button", name="New latents")
    button.focus()
    page.keyboard.press("Enter")
    assert pixels(page, canvas) != first and painter.get_attribute("data-draw") == "1"
    assert text(page).input_value() == START


def test_letters_stay_in_the_text_and_the_focus_says_so(page, painter):
    text(page).focus()
    page.keyboard.press("End")
    page.keyboard.type(" a b j")
    assert text(page).input_value() == START + " a b j"
    for control in (text(page), painter.get_by_role("button", name="cat", exact=True)):
        expect(control).to_have_attribute("data-lm-suppress-shortcuts", "true")
    page.keyboard.press("Tab")
    expect(painter.get_by_role("button", name="New latents")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_into_a_screen_and_axe_finds_no_fault(page, painter, scheme):
    page.emulate_media(color_scheme=scheme)
    for width in (1280, 853, 420):  # 1280 at 150 %, and a phone
        page.set_viewport_size({"width": width, "height": 720})
        assert_fits(page, ROOT)
    page.set_viewport_size({"width": 1280, "height": 720})
    text(page).fill("a dark doog with long ears")
    assert painter.bounding_box()["height"] < 640
    assert_accessible(page, ROOT)
    page.emulate_media(color_scheme=None)
