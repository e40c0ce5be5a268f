"""The two games of lesson 04 as a student meets them: played to the end by keyboard and by mouse in JupyterLab."""

import re

import nbformat
import numpy as np
import pytest
from playwright.sync_api import expect

from gan_lesson.widgets import ExpertGame
from tests.browser.actions import ask, assert_accessible, assert_fits, cells_of, in_both_themes, run_cell, tell, within
from tests.browser.conftest import export, write_notebook
from tests.browser.test_explorers import COUNT, LIVE, STOP_COUNTING, TWIN

EXPERT, FORGER = ".gan-lesson-expert-game", ".gan-lesson-forger-game"
CELLS = [
    """import numpy as np, torch
from gan_lesson.widgets import ExpertGame, ForgerGame
pictures = np.random.default_rng(0).integers(0, 256, (8, 28, 28), dtype=np.uint8)
real, logits = np.array([1, 0, 1, 0, 0, 1, 1, 0], bool), np.array([2.0, -1, 0.5, 1, -2, 3, -0.5, 0])
game = ExpertGame(pictures, real, logits, ["Morning", "Evening"], caption="Eight pictures.")
game""",
    "other = ExpertGame(pictures, real, logits, zoom=1.5)\nother",
    """weight = torch.linspace(-1, 1, 28).view(28, 1)  # an expert who likes light below and darkness above
def expert(pictures):
    return (weight * pictures).sum((1, 2, 3)) / 10
forge = ForgerGame(expert, lambda picture: (picture + 0.15 * weight).clamp(-1, 1), torch.rand(40, 1, 28, 28))
forge""",
]


def becomes(page, expression, expected):
    """Waits until an expression in the kernel has a value: what the page sends takes a moment."""
    for _ in range(100):
        found = ask(page, expression)
        if found == expected:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{expression} is {found} and not {expected}")


class Judge:
    """A game of the expert on a page."""

    def __init__(self, page, position=0):
        self.page = page
        self.root = page.locator(EXPERT).nth(position)
        self.canvas = self.root.locator(".gl-frame canvas")

    def at(self, stage, rated):
        expect(self.root).to_have_attribute("data-stage", stage)
        expect(self.root).to_have_attribute("data-rated", str(rated))

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


class Forge:
    """A game of the forger on a page."""

    def __init__(self, page, variable="forge"):
        self.page = page
        self.variable = variable  # the kernel's name of the game
        self.root = page.locator(FORGER)
        self.canvas = self.root.locator(".gl-bench > canvas")
        self.canvas.scroll_into_view_if_needed()

    def greys(self):
        """The grey in the middle of each pixel on the canvas, (28, 28)."""
        found = self.canvas.evaluate("""(canvas) => Array.from({ length: 784 }, (_, place) =>
          canvas.getContext("2d").getImageData(((place % 28) + 0.5) * canvas.width / 28,
            (Math.floor(place / 28) + 0.5) * canvas.height / 28, 1, 1).data[0])""")
        return np.array(found).reshape(28, 28)

    def agrees(self):
        """Waits until page and Python have the same picture and verdict; gives both."""
        for _ in range(60):
            game = self.variable
            python = ask(self.page, f"[(127.5 * ({game}.picture[0, 0] + 1)).round().int().tolist(), {game}.logit]")
            shown = self.root.locator(".gl-big").inner_text()
            d = 1 / (1 + np.exp(-python[1]))
            found = re.fullmatch(r"D\(x\) = ([\d.]+)( or (?:less|more))?", shown)
            if abs(float(found[1]) - d) < 6e-3 and np.abs(self.greys() - python[0]).max() <= 1:
                return np.array(python[0]), python[1]
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the page says {shown} and Python {d}; pixels differ")

    def begin(self, with_what):
        self.root.get_by_role("button", name=with_what).click()
        self.page.wait_for_timeout(100)
        return self.agrees()

    def place(self, row, column):
        box = self.canvas.bounding_box()
        return box["x"] + (column + 0.5) / 28 * box["width"], box["y"] + (row + 0.5) / 28 * box["height"]


@pytest.fixture(scope="module")
def page(lab):
    write_notebook(lab.folder / "games.ipynb", CELLS)
    with lab.open("games.ipynb") as page:
        page.locator(FORGER).wait_for()
        yield page


@pytest.fixture
def judge(page):
    tell(page, "game.ratings, other.ratings = [], []")
    judge = Judge(page)
    judge.at("judging", 0)
    judge.canvas.scroll_into_view_if_needed()
    return judge


def test_each_twin_has_gone_for_its_live_view(page):
    assert page.locator(TWIN).count() == page.locator(LIVE).count() == 3
    assert not any(twin.is_visible() for twin in page.locator(TWIN).all())


def test_the_expert_s_game_is_played_to_its_end_by_keyboard(page, judge):
    cells = cells_of(page)
    judge.canvas.focus()
    seen = {judge.canvas.evaluate("(canvas) => canvas.toDataURL()")}
    for number, key in enumerate("514", start=1):
        judge.press(key)
        judge.at("judging", number)
        page.wait_for_timeout(60)
        seen.add(judge.canvas.evaluate("(canvas) => canvas.toDataURL()"))
    assert len(seen) == 4
    judge.press("2")
    judge.at("reviewing", 4)
    expect(judge.root.locator(".gl-reviewing .gl-big")).to_have_text("Round 1: 4 right, 0 wrong")
    assert judge.root.locator(".gl-reviewing li .gl-signed").all_inner_texts() == ["real", "fake", "real", "fake"]
    judge.press("3")  # no rating while the truth is on show
    judge.at("reviewing", 4)
    judge.press("Enter", "3", "3", "5", "5")  # the button has the focus, and then the picture
    judge.at("reviewing", 8)
    expect(judge.root.locator(".gl-reviewing .gl-big")).to_have_text("Round 2: 1 right, 1 wrong, 2 left open")
    judge.press("Enter")
    judge.at("ending", 8)
    becomes(page, "game.ratings", [5, 1, 4, 2, 3, 3, 5, 5])
    you, she = ask(page, "[[roc.area, roc.low, roc.high] for roc in (game.player, game.discriminator)]")
    first = [text.replace("\n", " ") for text in judge.root.locator("table tr").nth(1).locator("td").all_inner_texts()]
    assert first == [f"{area:.2f} ({low:.2f} to {high:.2f})" for area, low, high in (you, she)]
    rounds = [row.locator("td").all_inner_texts() for row in judge.root.locator("table tr").all()[2:]]
    assert rounds == [[f"{a:.2f}", f"{b:.2f}"] for _, a, b in ask(page, "game.areas_by_round()")]
    chart = judge.root.locator(".gl-ending canvas")
    expect(chart).to_have_attribute("aria-label", re.compile("Two ROC curves. Your area is 0.7"))
    painted = "(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((x) => x)"
    assert chart.evaluate(painted)
    assert cells_of(page) == cells  # JupyterLab took none of the keys
    judge.press("Enter")  # play again
    judge.at("judging", 0)
    becomes(page, "[game.ratings, game.player]", [[], None])


def test_buttons_do_what_keys_do_and_backspace_takes_back(page, judge):
    judge.root.get_by_role("button", name="4: rather real").click()
    judge.at("judging", 1)
    judge.press("1")  # the focus is on the button
    judge.at("judging", 2)
    judge.press("Backspace")
    judge.at("judging", 1)
    judge.root.get_by_role("button", name="Take the last one back").click()
    judge.at("judging", 0)
    judge.press("Backspace")
    judge.at("judging", 0)
    judge.canvas.click()
    judge.press("Control+1", "6", "0", "a")
    judge.at("judging", 0)
    judge.press("5", "5", "5", "5", "Enter", "Backspace")  # a round that is over stays over
    judge.at("judging", 4)
    becomes(page, "game.ratings", [5, 5, 5, 5])


def test_python_plays_and_the_page_follows(page, judge):
    tell(page, "game.ratings = [5, 1]")
    judge.at("judging", 2)
    expect(judge.root.locator(".gl-big").first).to_have_text("3 of 8")
    tell(page, "game.ratings = [5, 1, 5, 1, 1, 5, 5, 1]")
    judge.at("reviewing", 8)
    judge.root.get_by_role("button", name="Show the curves").click()
    judge.at("ending", 8)
    expect(judge.root.locator("table tr").nth(1)).to_contain_text("1.00 (0.")


def test_two_games_do_not_mix_and_a_rating_is_a_small_message(page, judge):
    other = Judge(page, 1)
    other.canvas.focus()
    page.evaluate(COUNT)
    other.press("2", "4")
    other.at("judging", 2)
    page.wait_for_timeout(300)
    becomes(page, "[game.ratings, other.ratings]", [[], [2, 4]])
    assert page.evaluate(STOP_COUNTING) <= 2
    judge.at("judging", 0)


def test_a_screen_reader_hears_where_one_is(page, judge):
    expect(judge.canvas).to_have_attribute("aria-label", "Picture 1 of 8, to be judged by eye.")
    judge.canvas.focus()
    judge.press("5")
    expect(judge.root.get_by_role("status")).to_have_text("Picture 2 of 8")
    judge.press("5", "5", "5")
    expect(judge.root.get_by_role("status")).to_have_text("Round 1 is over: 2 right, 2 wrong.")


def test_knobs_by_keyboard_change_picture_and_verdict(page):
    forge = Forge(page)
    before, _ = forge.begin("the sketch")
    slider = forge.root.get_by_role("slider", name="head")
    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    head = float(slider.input_value())
    assert head == pytest.approx(6 + 12 * 0.07, abs=0.08)
    becomes(page, f"abs(forge.knobs['head'] - {head}) < 1e-9", True)  # page and kernel also agree on the way there
    after, _ = forge.agrees()
    assert (before != after).sum() > 20


def test_paint_by_mouse_even_where_the_drag_leaves_the_canvas(page):
    forge = Forge(page)
    forge.begin("a black canvas")
    forge.root.get_by_role("combobox").select_option("fine")
    page.mouse.move(*forge.place(20, 3))
    page.mouse.down()
    page.mouse.move(*forge.place(20, 10), steps=8)
    page.mouse.move(*forge.place(20, 40), steps=8)  # out at the right
    page.mouse.move(*forge.place(24, 40), steps=4)
    page.mouse.move(*forge.place(24, 20), steps=8)  # and in again
    page.mouse.up()
    page.mouse.move(*forge.place(5, 5))
    picture, _ = forge.agrees()
    assert (picture[20, 3:] == 255).all() and (picture[24, 20:] == 255).all() and picture[5, 5] == 0
    assert (picture == 255).sum() == 25 + 8
    forge.root.get_by_role("button", name="Undo").click()
    assert forge.agrees()[0].max() == 0


def test_the_forger_s_game_is_won_by_keyboard_first_by_hand_then_by_gradient(page):
    forge = Forge(page)
    _, before = forge.begin("a black canvas")
    forge.root.get_by_role("combobox").select_option("broad")
    forge.canvas.focus()
    for key in ["ArrowDown"] * 10 + ["Space"] + ["ArrowRight"] * 13 + ["ArrowDown"] * 4 + ["ArrowLeft"] * 26:
        page.keyboard.press(key)
    expect(forge.root).to_have_attribute("data-accepted", "true")
    page.keyboard.press("Space")
    forge.root.get_by_role("slider", name="head").focus()  # the brush's ring goes: it lies over the pixels
    picture, by_hand = forge.agrees()
    assert by_hand > 0 > before - 1e-6 and (picture == 255).sum() > 60
    expect(forge.root.locator(".gl-score")).to_contain_text("Best by hand: ")
    forge.begin("noise")
    ten = forge.root.get_by_role("button", name="ten steps")
    ten.focus()
    page.keyboard.press("Enter")
    expect(forge.root).to_have_attribute("data-steps", "10")
    expect(forge.root.locator(".gl-score")).to_contain_text("after 10 steps")
    _, by_gradient = forge.agrees()
    assert by_gradient > by_hand
    assert ask(page, "[len(forge.trail), forge.best_by_hand]") == [11, pytest.approx(by_hand)]
    forge.root.get_by_role("button", name="one step").click()
    expect(forge.root).to_have_attribute("data-steps", "11")


def test_ten_steps_are_taken_back_and_then_the_strokes_before_them(page):
    forge = Forge(page)
    forge.begin("a black canvas")
    page.mouse.click(*forge.place(9, 9))
    page.mouse.move(*forge.place(27, 27))
    painted, before = forge.agrees()
    assert painted.max() == 255
    forge.root.get_by_role("button", name="ten steps").click()
    expect(forge.root).to_have_attribute("data-steps", "10")
    undo = forge.root.get_by_role("button", name="Undo")
    undo.click()
    expect(forge.root).to_have_attribute("data-steps", "0")
    found, logit = forge.agrees()
    assert (found == painted).all() and logit == pytest.approx(before)
    for _ in range(60):  # back to where the game began
        if undo.is_disabled():
            break
        undo.dispatch_event("click")  # by now it may be disabled, and a click would wait until it isn't
        page.wait_for_timeout(50)
    expect(undo).to_be_disabled()
    assert ask(page, "[forge._can_undo, len(forge._earlier)]") == [False, 0]


def test_originals_stand_beside_the_canvas_and_are_as_high(page):
    forge = Forge(page)
    originals = forge.root.get_by_role("img", name="5 originals, to look at.")
    expect(originals).to_be_visible()
    canvas, beside = forge.canvas.bounding_box(), originals.bounding_box()
    assert beside["x"] > canvas["x"] + canvas["width"]
    assert canvas["height"] - 12 < beside["height"] <= canvas["height"] + 2
    last = originals.locator("canvas").last.bounding_box()
    assert canvas["height"] - 40 < last["y"] + last["height"] - beside["y"] <= canvas["height"], "they fill the height"
    greys = (
        originals.locator("canvas")
        .nth(3)
        .evaluate(
            "(canvas) => [...canvas.getContext('2d').getImageData(0, 0, 28, 28).data].filter((_, n) => n % 4 === 0)"
        )
    )
    assert greys == list(ask(page, "list(forge._shown)")[3 * 784 : 4 * 784])


def test_another_judge_is_not_you_and_does_not_play_again(page):
    tell(page, "from gan_lesson.widgets import ExpertGame as Game")
    made = "his = Game(pictures, real, logits, ['A', 'B'], judge='this judge')"
    run_cell(page, 1, f"{made}\nhis.ratings = [5, 1, 4, 2, 3, 3, 5, 5]\nhis")
    judge = Judge(page, 1)
    judge.at("ending", 8)
    expect(judge.root.locator(".gl-big:visible")).to_have_text("The curve of this judge and hers")
    expect(judge.root.get_by_role("columnheader").nth(1)).to_have_text("this judge")
    expect(judge.root.locator(".gl-ending")).to_contain_text("The area of this judge is")
    assert not re.search(r"\byou", judge.root.locator(".gl-ending").inner_text(), re.IGNORECASE)
    expect(judge.root.get_by_role("button", name="Play again")).to_have_count(0)
    run_cell(page, 1, CELLS[1])


def test_python_forges_and_the_page_follows(page):
    forge = Forge(page)
    tell(page, "forge.begin(); forge.paint(3, 4, 1.0); forge.knobs = forge.knobs | {'fur': 1.0}")
    picture, _ = forge.agrees()
    assert picture[3, 4] == 255
    slider = forge.root.get_by_role("slider", name="fur")
    expect(slider).to_have_attribute("aria-valuetext", "100 %")


def test_a_stroke_sends_no_more_than_can_be_answered(page):
    forge = Forge(page)
    forge.begin("a black canvas")
    answers = ask(page, "forge._answers")
    page.evaluate(COUNT)
    page.mouse.move(*forge.place(3, 3))
    page.mouse.down()
    for row in range(4, 24):
        page.mouse.move(*forge.place(row, 3 + row % 7), steps=6)
    page.mouse.up()
    forge.agrees()
    sent = page.evaluate(STOP_COUNTING)
    assert sent <= ask(page, "forge._answers") - answers + 1


def test_every_stage_is_accessible_in_both_themes(page, judge):
    for _ in in_both_themes(page):
        tell(page, "game.ratings = []")
        judge.at("judging", 0)
        assert_accessible(page, f"{EXPERT}, {FORGER}")
        tell(page, "game.ratings = [1, 2, 3, 4]")
        judge.at("reviewing", 4)
        assert_accessible(page, EXPERT)
        tell(page, "game.ratings = [1, 2, 3, 4, 5, 4, 3, 2]")
        judge.root.get_by_role("button", name="Show the curves").click()
        judge.at("ending", 8)
        assert_accessible(page, EXPERT)


@pytest.mark.parametrize("width", [560, 1500])
def test_fits_any_width(page, judge, width):
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 900})
    try:
        for selector in (EXPERT, FORGER):
            assert_fits(page, selector)
    finally:
        page.set_viewport_size(before)


def test_a_cell_that_is_run_again_begins_anew(page, judge):
    judge.canvas.focus()
    judge.press("5", "4")
    run_cell(page, 0)
    judge.at("judging", 0)
    judge.canvas.focus()
    judge.press("5")
    judge.at("judging", 1)
    becomes(page, "game.ratings", [5])
    assert page.locator(EXPERT).count() == 2


def test_an_exported_page_shows_the_pictures_with_no_script(new_page, tmp_path):
    pictures = np.random.default_rng(0).integers(0, 256, (8, 28, 28), dtype=np.uint8)
    game = ExpertGame(pictures, np.arange(8) % 2 == 0, np.arange(8.0), ["Morning", "Evening"])
    output = nbformat.v4.new_output("display_data", game._repr_mimebundle_())
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("game", outputs=[output])])
    page = new_page(offline=True, java_script_enabled=False)
    page.goto(export(notebook, tmp_path))
    picture = page.get_by_alt_text(
        "8 small grey pictures in 2 rows, one for each round: Morning, Evening. 4 of them are real."
    )
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.naturalWidth") == (4 * 28 + 3) * 2  # three gaps


def test_without_a_kernel_the_games_say_so(page, judge):
    """The last test of this page: it ends its kernel."""
    tell(page, "forge.begin()")
    forge = Forge(page)
    before, _ = forge.agrees()
    page.evaluate(within("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()"))
    judge.canvas.focus()
    judge.press("5", "5", "5", "5", "Enter", "5", "5", "5", "5", "Enter")
    judge.at("ending", 8)
    expect(judge.root.locator(".gl-ending")).to_contain_text("run the cell again")
    forge.canvas.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    expect(forge.root.locator(".gl-late")).to_be_visible(timeout=15_000)
    painted = np.abs(forge.greys() - before) > 1
    assert painted.any() and (forge.greys() > before)[painted].all()  # painting goes on
