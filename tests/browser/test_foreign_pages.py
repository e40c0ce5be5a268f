"""What we show stands in pages of others, which style bare elements and short class names: it looks and works the same.

Each output is put into a plain page, a slide of reveal.js and a page with Bootstrap, and compared pixel by pixel. A
live widget is there twice: its twin, and its view, for which a few lines take the kernel's place.
"""

import base64
import io
import json
import os

import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import expect

from gan_lesson import widgets
from gan_lesson.exercises import Lesson, Prediction, Quiz, Verdict
from gan_lesson.exercises.exercise import CORRECT, NOT_ATTEMPTED, NOT_YET, Hint, Solution, folded
from tests.browser.actions import Question
from tests.browser.conftest import REPOSITORY, open_offline
from tests.browser.test_epoch_player import Player
from tests.laboratory.test_laboratory import SMALL
from tests.widgets.synthetic import grey_run, point_run
from tests.widgets.test_flip_book import book
from tests.widgets.test_games import game
from tests.widgets.test_latent_walk import walk
from tests.widgets.test_prior_explorer import prior

FOREIGN = {"reveal.js": ["dist/reveal.css", "dist/theme/white.css"], "bootstrap": ["dist/css/bootstrap.css"]}
# The slide stays where it is put: reveal.js lays slides over one another, and shrinks them. Type and colour of text are
# the page's own, and a twin, which is a plain figure, follows them as it should: so they are the same in all pages.
# Frames of one height begin at whole pixels, and so round corners come out the same wherever a page was scrolled to.
NEUTRAL = """
  body { margin: 0; background: white; }
  .reveal, .reveal .slides, .reveal .slides section.present { all: unset; display: block; text-align: center; }
  .frame { width: 800px; height: 1300px; font: 16px/1.5 sans-serif; color: #222; }
"""
ASKED = Prediction("Ears or `fur`?", answers={"Ears": "Yes, *ears*.", "Fur": "No, not fur."})
QUIZ = Quiz("What is 2 + 2?", right="4", answers={"4": "Two and two.", "5": "Too much."})
SEEN = 16  # of 255 levels: the edge of a curve differs by less with the tile of the page that it is drawn in
RECORDED = ("player", "plane", "walk", "duel", "prior", "saddle", "frechet", "critic", "decoder", "comparison", "book")
RECORDED += ("painter",)
ALONE = ("boundary", "expert", "knobs", "machine")  # live ones whose twins play
# What anywidget does with a module: its view gets an element, and a model with the state of Python's widget. Who says
# hello gets the messages with which Python answered. Bytes come as base64, and become a DataView.
STAND_IN = """
const bytes = (text) => new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
const revived = (_, value) => (typeof value?.bytes === "string" ? bytes(value.bytes) : value);
for (const place of document.querySelectorAll("[data-live]")) {
  const { esm, state, answers } = JSON.parse(place.nextElementSibling.textContent, revived);
  const listeners = {};
  const model = {
    get: (name) => state[name],
    on: (event, listener) => (listeners[event] ??= []).push(listener),
    send: () => answers.forEach((answer) => listeners["msg:custom"].forEach((listener) => listener(...answer))),
  };
  const module = await import(`data:text/javascript;base64,${esm}`);
  module.default.render({ model, el: place });
}
document.body.dataset.live = "all";
"""


def npm_package(name):
    """Where a package is that `npm ci` has installed; skips, or fails in CI, where it has not."""
    folder = REPOSITORY / "node_modules" / name
    if not folder.is_dir():
        reason = f"NO {name}: our outputs were not tried in pages of others. Install Node 20 or later, and run: npm ci"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return folder


def base64_of(data):
    return base64.b64encode(data).decode()


def live_html(widget):
    """The view of a live widget: a place for it, with the style sheet and all that the script needs."""
    sent = []
    widget.send = lambda content, buffers=(): sent.append([content, [{"bytes": base64_of(each)} for each in buffers]])
    if isinstance(widget, widgets.LiveLaboratory):
        widget._on_message(widget, {"kind": "hello", "view": "here"}, [])
    state = {name: value for name, value in widget.get_state().items() if name not in ("_esm", "_css", "layout")}
    data = {"esm": base64_of(widget._esm.encode()), "state": state, "answers": sent}
    text = json.dumps(data, default=lambda value: {"bytes": base64_of(value)}).replace("<", "\\u003c")
    return f'<div data-live></div><script type="application/json">{text}</script><style>{widget._css}</style>'


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """HTML by name: of every widget, of every live widget's twin, and of all that exercises show."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GAN_LESSON_HOME", str(tmp_path_factory.mktemp("records")))
        progress = Lesson("77", predictions=[ASKED], quizzes=[QUIZ]).progress()
    pets = np.random.default_rng(0).integers(0, 256, (6, 28, 28), dtype=np.uint8)
    things = {
        "player": widgets.EpochPlayer(grey_run(), title="Grey", caption="Getting lighter."),
        "plane": widgets.EpochPlayer(*(point_run(f"Seed {seed}", 7, 64, seed) for seed in range(2))),
        "walk": walk(),
        "duel": widgets.DensityDuel(caption="Slide it."),
        "prior": prior(),
        "saddle": widgets.SaddleExplorer(caption="Drag it."),
        "frechet": widgets.FrechetExplorer(caption="Drag it."),
        "critic": widgets.CriticExplorer(caption="Slide it."),
        "decoder": widgets.LossDecoder({"One": point_run("One", 7, 64, 0)}, caption="Point at it."),
        "comparison": widgets.RunComparison({"One": point_run("One", 7, 64, 0), "Other": point_run("Other", 7, 64, 1)}),
        "book": book(title="Lighter and lighter"),
        "painter": widgets.SentencePainter(caption="Type it."),
        "boundary": widgets.BoundaryExplorer(torch.randn(6, 2).numpy(), np.arange(6) % 2, pets, title="A boundary"),
        "expert": game(title="The expert"),
        "forger": widgets.ForgerGame(lambda pictures: pictures.mean((1, 2, 3)), title="The forger"),
        "knobs": widgets.KnobBoard(caption="Turn them."),
        "laboratory": widgets.LiveLaboratory(SMALL, title="The laboratory"),
        "machine": widgets.PictureMachine(),
        "asked": ASKED,
        "revealed": ASKED.reveal(),
        "quiz": QUIZ,
        "correct": Verdict("double", CORRECT, "Well, `that` is it.", printed="so\nand so"),
        "not yet": Verdict(
            "double", NOT_YET, "These are not the doubled numbers.", notes=["A note."], below=folded(("a", "b", "c"))
        ),
        "not attempted": Verdict("double", NOT_ATTEMPTED, "Nothing was returned."),
        "hint": Hint("double", ("A *nudge*.", "More.", "Nearly there.")),
        "solution": Solution("double", "def double(numbers):\n    return 2 * numbers  # or 'twice'\n"),
        "progress": progress,
    }
    assert {type(thing).__name__ for thing in things.values()} >= set(widgets.__all__)
    bundles = {
        name: thing.bundle() if hasattr(thing, "bundle") else thing._repr_mimebundle_()
        for name, thing in things.items()
    }
    lives = {f"live {name}": live_html(thing) for name, thing in things.items() if hasattr(thing, "_esm")}
    return {name: bundle["text/html"] for name, bundle in bundles.items()} | lives


def write_page(folder, outputs, around=None):
    """A page with all outputs, each in a frame with its name.

    Args:
        folder: where it is written.
        outputs: HTML by name.
        around: the npm package whose style sheets the page has, if any.
    """
    sheets = [(npm_package(around) / path).as_uri() for path in FOREIGN[around]] if around else []
    frames = "\n".join(f'<div class="frame" id="{name}">\n{html}\n</div>' for name, html in outputs.items())
    if around == "reveal.js":
        frames = f'<div class="reveal"><div class="slides"><section class="present">{frames}</section></div></div>'
    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    path = folder / "page.html"
    head = f'<meta charset="utf-8"><title>Page</title>{links}<style>{NEUTRAL}</style>'
    body = f'{frames}<script type="module">{STAND_IN}</script>'
    path.write_text(f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>', encoding="utf-8")
    return path.as_uri()


def pictures_of(page, outputs):
    """What each output looks like, as (height, width, 3) arrays, once all players have come up."""
    for name in RECORDED:
        page.locator(f"#{name} [role=group]").first.wait_for()
    for name in ALONE:
        page.locator(f"#{name} .gan-lesson-live").wait_for()
    page.locator("[data-live=all]").wait_for()
    page.wait_for_function("document.fonts.status === 'loaded'")
    shots = {name: page.locator(f"[id='{name}'] > div").first.screenshot(animations="disabled") for name in outputs}
    return {name: np.array(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int) for name, shot in shots.items()}


@pytest.fixture(scope="module")
def plain(browser, outputs, tmp_path_factory):
    with open_offline(browser) as page:
        page.goto(write_page(tmp_path_factory.mktemp("plain"), outputs))
        return pictures_of(page, outputs)


@pytest.fixture(scope="module", params=FOREIGN)
def foreign(browser, outputs, request, tmp_path_factory):
    with open_offline(browser) as page:
        page.goto(write_page(tmp_path_factory.mktemp("foreign"), outputs, request.param))
        yield page


def test_every_pixel_is_ours(plain, foreign, outputs):
    differences = {}
    for name, picture in pictures_of(foreign, outputs).items():
        if picture.shape != plain[name].shape:
            differences[name] = f"{plain[name].shape} became {picture.shape}"
        elif changed := int((np.abs(picture - plain[name]).max(-1) > SEEN).sum()):
            differences[name] = f"{changed} pixels"
    assert not differences


def test_a_player_plays_by_button_and_by_keys(foreign):
    player = Player(foreign, 0)
    player.slider.fill("0")
    for button in player.root.get_by_role("button").all():
        expect(button).to_be_visible()
    player.play.click()
    foreign.wait_for_function("(root) => root.dataset.snapshot > 2", arg=player.root.element_handle())
    player.play.click()
    player.pauses()
    player.slider.fill("3")
    player.slider.press("ArrowRight")
    player.shows(4)


@pytest.mark.parametrize("name", ["walk", "duel", "prior"])
def test_sliders_move_by_keys(foreign, name):
    slider = foreign.locator(f"#{name}").get_by_role("slider").first
    before = slider.input_value()
    slider.press("ArrowRight")
    assert slider.input_value() != before


def test_questions_are_answered_by_keys(foreign):
    Question(foreign, "#asked > div").choose(1)
    expect(Question(foreign, "#revealed > div").answer).to_contain_text("No, not fur.")
    quiz = Question(foreign, "#quiz > div")
    expect(quiz.root.get_by_role("button")).to_be_visible()
    quiz.choose(0)
    expect(quiz.answer).to_contain_text("Two and two.")
    expect(foreign.locator("#progress").get_by_role("row", name="Quizzes")).to_contain_text("1 of 1")
