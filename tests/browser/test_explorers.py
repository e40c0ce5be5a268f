"""The explorers as a student meets them: live in JupyterLab by mouse and keyboard, and as twins without a kernel."""

import base64
import io
import re
import time

import nbformat
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from gan_lesson.datasets import portraiture
from gan_lesson.widgets import BoundaryExplorer, PictureMachine
from gan_lesson.widgets.live import VIEW
from tests.browser.actions import (
    ask,
    assert_accessible,
    assert_fits,
    cells_of,
    in_both_themes,
    run_cell,
    tell,
    until,
    within,
)
from tests.browser.conftest import export, write_notebook

LIVE, TWIN = ".gan-lesson-live", ".gan-lesson-twin"
EXPLORER, MACHINE, BOARD = ".gan-lesson-boundary-explorer", ".gan-lesson-picture-machine", ".gan-lesson-knob-board"
CELLS = [
    """import numpy as np
from gan_lesson.datasets import portraiture
from gan_lesson.widgets import BoundaryExplorer, KnobBoard, PictureMachine
pictures, knobs = portraiture.portraits(200, np.random.default_rng(1))
explorer = BoundaryExplorer(portraiture.measure(knobs), knobs.species, pictures)
explorer""",
    "second = BoundaryExplorer(portraiture.measure(knobs), knobs.species, pictures, angle=40)\nsecond",
    "machine = PictureMachine(seed=3)\nmachine",
    "board = KnobBoard()\nboard",
]
# Counts what this page sends to the kernel's widgets.
COUNT = """() => {
  window.sent = 0;
  window.ear = (_, { direction, msg }) => {
    if (direction === "send" && msg.header.msg_type === "comm_msg") window.sent++;
  };
  jupyterapp.shell.currentWidget.sessionContext.session.kernel.anyMessage.connect(window.ear);
}"""
STOP_COUNTING = """() => {
  jupyterapp.shell.currentWidget.sessionContext.session.kernel.anyMessage.disconnect(window.ear);
  return window.sent;
}"""


def differ(first, second):
    """Whether more than a few pixels of two pictures differ, more than the smoothing of an edge may."""
    return (np.abs(first - second).max(-1) > 60).sum() > 20


def frames(page):
    """Waits until everything that was asked for is painted."""
    page.evaluate(within("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"))


class Explorer:
    """A boundary explorer on a page."""

    def __init__(self, page, position=0):
        self.page = page
        self.root = page.locator(EXPLORER).nth(position)
        self.canvas = self.root.locator("canvas").first
        self.strip = self.root.locator("canvas").last
        self.canvas.wait_for()
        self.canvas.scroll_into_view_if_needed()

    def drawn(self):
        """What is on the canvas, all of it."""
        frames(self.page)
        url = self.canvas.evaluate("(canvas) => canvas.toDataURL()")
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGB")).astype(int)

    def scores(self, row="own"):
        """Infiltrators and cross-entropy, as they are written."""
        wrong, entropy = self.root.locator(f"tr.gl-{row} td").all_inner_texts()
        return int(wrong.split()[0]), float(entropy)

    def place(self, x, y):
        """The page's coordinates of a place in the plane, given from its middle in halves of its side."""
        box = self.canvas.bounding_box()
        left = 2.6 * 14  # of the plane within the canvas, at zoom 1
        side = box["width"] - left
        return box["x"] + left + (x + 1) / 2 * side, box["y"] + (1 - y) / 2 * side

    def drag(self, start, *stops, release=True):
        self.page.mouse.move(*self.place(*start))
        self.page.mouse.down()
        for stop in stops:
            self.page.mouse.move(*self.place(*stop), steps=5)
        if release:
            self.page.mouse.up()

    def settled(self, text):
        """Waits until the plane's words contain `text`."""
        expect(self.canvas).to_have_attribute("aria-label", re.compile(re.escape(text)))


@pytest.fixture(scope="module")
def page(lab):
    write_notebook(lab.folder / "explorers.ipynb", CELLS)
    with lab.open("explorers.ipynb") as page:
        page.locator(BOARD).wait_for()
        yield page


@pytest.fixture
def explorer(page):
    tell(page, "explorer.angle, explorer.offset, explorer.steepness, explorer.shaded = 0, 0, 2, False")
    tell(page, "explorer._learned = None")
    explorer = Explorer(page)
    explorer.settled("Your line at 0 degrees, 0.0 towards the dogs.")
    return explorer


def agrees(page, explorer):
    """The browser's scores are Python's, once the kernel has heard: how many infiltrators."""

    def agree():
        wrong, entropy = ask(page, "[len(explorer.infiltrators), explorer.cross_entropy]")
        return explorer.scores() == (wrong, pytest.approx(entropy, abs=6e-4 if entropy < 10 else 0.06))

    until(page, agree)
    return explorer.scores()[0]


def test_each_twin_has_gone_for_its_live_view(page):
    assert page.locator(TWIN).count() == page.locator(LIVE).count() == 4
    assert [twin.is_visible() for twin in page.locator(TWIN).all()] == [False] * 4
    assert [view.is_visible() for view in page.locator(LIVE).all()] == [True] * 4


def test_infiltrators_fall_as_a_handle_is_dragged(page, explorer):
    before = agrees(page, explorer)
    picture = explorer.drawn()
    # The upper handle, straight up, is dragged to the left: the line leans, and dogs with short ears are let in.
    explorer.drag((0, 0.5), (-0.3, 0.4), (-0.45, 0.4))
    explorer.settled("at 4")
    assert agrees(page, explorer) < before - 5
    assert ask(page, "explorer.angle") == pytest.approx(np.degrees(np.arctan2(0.4, -0.45)) - 90, abs=2)
    assert differ(explorer.drawn(), picture)


def test_a_handle_stays_where_it_was_let_go(page, explorer):
    explorer.drag((0, -0.1), (0.4, -0.1))
    explorer.drag((0.4, 0.5), (0.4 - 0.2, 0.5))
    explorer.settled("at 2")
    until(page, lambda: abs(ask(page, "explorer.angle") - np.degrees(np.arctan(0.2 / 0.5))) < 2)
    explorer.drag((0.4 - 0.19, 0.46), (0.4, 0.5))  # an arm's length from the pivot, where the pointer was
    explorer.settled("at 0 degrees")


def test_the_line_is_dragged_across_itself(page, explorer):
    explorer.drag((0, -0.1), (0.2, -0.3), (0.4, 0.3))
    half = ask(page, "explorer._half")
    explorer.settled("towards the dogs")
    until(page, lambda: ask(page, "explorer.offset") == pytest.approx(0.4 * half, abs=0.02 * half))
    assert ask(page, "explorer.angle") == 0
    agrees(page, explorer)


def test_a_drag_goes_on_outside_the_canvas_and_ends_there(page, explorer):
    explorer.drag((0, 0), (0.5, 0), (1.2, 0), release=False)  # over the scores
    page.mouse.up()
    explorer.settled("Infiltrators: ")
    half = ask(page, "explorer._half")
    until(page, lambda: ask(page, "explorer.offset") == pytest.approx(0.96 * half))  # some of it stays on the plane
    offset = ask(page, "explorer.offset")
    page.mouse.move(*explorer.place(-0.5, 0.2), steps=4)
    frames(page)
    explorer.settled("Infiltrators: ")
    assert ask(page, "explorer.offset") == offset
    explorer.drag((0.96, 0), (0, 0))  # and it can be fetched back
    until(page, lambda: abs(ask(page, "explorer.offset")) < 0.02 * half)


def test_nothing_is_sent_during_a_drag(page, explorer):
    page.evaluate(COUNT)
    painted = int(explorer.canvas.get_attribute("data-paints"))
    sent = 0
    for start, *stops in [((0, 0.5), (-0.3, 0.4), (0.2, 0.5), (-0.4, 0.4)), ((0, 0), (0.2, 0), (-0.3, 0.1))]:
        tell(page, "explorer.angle = explorer.offset = 0")
        explorer.settled("Your line at 0 degrees, 0.0 towards the dogs.")
        explorer.drag(start, *stops, release=False)  # by a handle; by the line
        page.wait_for_timeout(300)
        assert page.evaluate("() => window.sent") == sent
        page.mouse.up()
        page.wait_for_function(f"() => window.sent > {sent}")
        page.wait_for_timeout(300)
        assert page.evaluate("() => window.sent") <= sent + 2
        sent = page.evaluate("() => window.sent")
    page.evaluate(STOP_COUNTING)
    assert int(explorer.canvas.get_attribute("data-paints")) > painted + 5


def test_keys_turn_and_shift_and_jupyterlab_does_not_take_them(page, explorer):
    cell = page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex")
    explorer.canvas.focus()
    for key, words in [
        ("ArrowLeft", "at 1 degrees"),
        ("Shift+ArrowLeft", "at 11 degrees"),
        ("ArrowRight", "at 10 degrees"),
        ("Shift+ArrowRight", "at 0 degrees"),
        ("Shift+ArrowUp", "0.2 towards the dogs"),
        ("Shift+ArrowDown", "0.0 "),
        ("Shift+ArrowDown", "0.2 away from the dogs"),
    ]:
        page.keyboard.press(key)
        explorer.settled(words)
    half = ask(page, "explorer._half")
    until(page, lambda: ask(page, "[explorer.angle, explorer.offset]") == pytest.approx([0, -0.1 * half]))
    agrees(page, explorer)
    cells = cells_of(page)
    for key in ("a", "b", "d", "d", "Enter"):
        page.keyboard.press(key)
    assert cells_of(page) == cells
    assert page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex") == cell


def test_a_student_can_be_good_by_keyboard_alone(page, explorer):
    explorer.canvas.focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowLeft")
    explorer.settled("at 40 degrees")
    assert agrees(page, explorer) < 20
    slider = explorer.root.get_by_role("slider", name="Steepness")
    entropy = explorer.scores()[1]
    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    frames(page)
    assert explorer.scores()[1] < entropy  # a line that separates well may be surer of itself
    agrees(page, explorer)
    assert ask(page, "explorer.steepness") > 2


@pytest.mark.parametrize(("angle", "offset", "steepness"), [(37, 0.3, 1), (143, -1, 8), (222, 0.7, 0.4), (301, 9, 3)])
def test_python_moves_the_line(page, explorer, angle, offset, steepness):
    tell(page, f"explorer.angle, explorer.offset, explorer.steepness = {angle}, {offset}, {steepness}")
    explorer.settled(f"at {angle} degrees")
    explorer.settled(f"{abs(offset):.1f} {'towards' if offset > 0 else 'away from'} the dogs")
    wrong = agrees(page, explorer)
    kinds = ask(page, "[['cat', 'dog'][int(explorer._kinds[i])] for i in explorer.infiltrators[:12]]")
    expect(explorer.strip).to_have_attribute("aria-label", f"The first infiltrators as pictures: {', '.join(kinds)}.")
    expect(explorer.root).to_contain_text(f"and {wrong - 12} more")


def test_the_strip_shows_the_infiltrators_themselves(page, explorer):
    first = ask(page, "int(explorer.infiltrators[0])")
    levels = np.array(ask(page, f"explorer._levels[{first}].tolist()"))
    side = explorer.strip.evaluate(
        """(strip) => {
      const columns = 4; // at this window's width
      const gap = Math.round(0.35 * 14);
      return (strip.clientWidth + gap) / columns - gap;
    }"""
    )
    read = explorer.strip.evaluate(
        """(strip, [side, places]) => places.map(([x, y]) => strip.getContext("2d").getImageData(
          (x + 0.5) * side / 28 * devicePixelRatio, (y + 0.5) * side / 28 * devicePixelRatio, 1, 1).data[0])""",
        [side, [[x, y] for y in range(2, 24, 3) for x in range(2, 26, 3)]],
    )
    assert read == [levels[y, x] for y in range(2, 24, 3) for x in range(2, 26, 3)]


def test_a_second_line_has_scores_of_its_own(page, explorer):
    assert not explorer.root.locator("tr.gl-other").is_visible()
    picture = explorer.drawn()
    tell(page, "w = explorer.weights; second.angle = 35; second.steepness = 5")
    tell(page, "*weights, bias = second.weights; explorer.compare(weights, bias, 'the other line')")
    expect(explorer.root.get_by_role("row", name="the other line")).to_be_visible()
    wrong, entropy = ask(page, "[len(second.infiltrators), second.cross_entropy]")
    assert explorer.scores("other") == (wrong, pytest.approx(entropy, abs=6e-4))
    assert differ(explorer.drawn(), picture)
    explorer.settled(f"the other line: {wrong} infiltrators, cross-entropy")


def test_who_is_pointed_at_shows_the_portrait(page, explorer):
    x, y = ask(page, "((explorer._points[0] - explorer._middle) / explorer._half).tolist()")
    before = explorer.drawn()
    page.mouse.move(*explorer.place(x, y), steps=3)
    shown = explorer.drawn()
    assert differ(shown, before)
    page.mouse.move(*explorer.place(0, -1.5), steps=3)
    assert not differ(explorer.drawn(), before)
    explorer.canvas.focus()
    focused = explorer.drawn()
    page.keyboard.press("PageDown")
    first = ask(page, "int(explorer.infiltrators[0])")
    ears, snout = ask(page, f"explorer._points[{first}].tolist()")
    said = f", an infiltrator: ear length {ears:.1f}, snout length {snout:.1f}. 1 of 200."
    expect(explorer.root.get_by_role("status")).to_contain_text(said)
    assert differ(explorer.drawn(), focused)
    page.keyboard.press("Escape")
    assert not differ(explorer.drawn(), focused)


def test_the_surface_can_be_shown_and_hidden(page, explorer):
    box = explorer.root.get_by_role("checkbox", name="show the probability as a surface")
    plain = explorer.drawn()
    box.check()
    assert differ(explorer.drawn(), plain)
    until(page, lambda: ask(page, "explorer.shaded"))
    tell(page, "explorer.shaded = False")
    expect(box).not_to_be_checked()


def test_nothing_about_probabilities_is_shown_before_its_time(page, explorer):
    tell(page, "explorer.probabilities, explorer.shaded = False, True; explorer.compare([4, 4.5], -51)")
    try:
        for element in ("th:has-text('cross-entropy')", "td.gl-entropy", ".gl-slider", "label"):
            expect(explorer.root.locator(element).first).to_be_hidden()
        expect(explorer.root.get_by_role("slider")).to_have_count(0)
        expect(explorer.canvas).to_have_attribute(
            "aria-label", re.compile(r"dogs among the cats\. gradient descent: \d+ inf")
        )
        plain = explorer.drawn()
    finally:
        tell(page, "explorer.probabilities = True")
    expect(explorer.root.get_by_role("slider", name="Steepness")).to_be_visible()
    explorer.settled("cross-entropy 0.")
    assert differ(explorer.drawn(), plain)  # the surface


def test_reset_puts_the_line_back(page, explorer):
    tell(page, "explorer.steepness = 7")
    explorer.drag((0, -0.1), (0.4, 0.1))
    explorer.root.get_by_role("checkbox", name="show the probability").check()
    explorer.root.get_by_role("button", name="Reset").click()
    explorer.settled("Your line at 0 degrees, 0.0 towards the dogs.")
    expect(explorer.root.get_by_role("checkbox")).not_to_be_checked()
    for _ in range(40):
        if (found := ask(page, "[explorer.angle, explorer.offset, explorer.steepness, explorer.shaded]"))[2] == 2:
            break
        page.wait_for_timeout(50)
    assert found == [0, 0, 2, False]


def test_two_on_one_page_keep_apart(page, explorer):
    other = Explorer(page, 1)
    scores = explorer.scores()
    tell(page, "second.angle = 40; second.offset = 0")
    other.settled("at 40 degrees")
    other.canvas.focus()
    page.keyboard.press("Shift+ArrowLeft")
    other.settled("at 50 degrees")
    assert explorer.scores() == scores
    assert ask(page, "explorer.angle") == 0


def test_the_cell_run_again_has_one_view_that_works(page, explorer):
    run_cell(page, 1)
    expect(page.locator(EXPLORER)).to_have_count(2)
    other = Explorer(page, 1)
    other.settled("at 40 degrees")
    other.canvas.focus()
    page.keyboard.press("ArrowLeft")
    other.settled("at 41 degrees")
    until(page, lambda: ask(page, "second.angle") == pytest.approx(41))
    assert [twin.is_visible() for twin in page.locator(TWIN).all()] == [False] * 4


class Machine:
    """The picture machine on a page."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(MACHINE)
        self.canvas = self.root.locator("canvas").first
        self.canvas.scroll_into_view_if_needed()

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).click()

    def count(self):
        return int(self.root.locator(".gl-count .gl-big").first.text_content().replace(",", ""))


def test_the_machine_draws_one_runs_and_runs_fast(page):
    machine = Machine(page)
    expect(machine.canvas).to_have_attribute("aria-label", "No picture yet.")
    tell(page, "machine.count = machine.most_black = 0")
    expect(machine.root.locator(".gl-big").first).to_have_text("0")
    machine.press("One")
    machine.press("One")
    until(page, lambda: machine.count() == 2)  # written with the next frame
    expect(machine.canvas).to_have_attribute("data-number", "2")
    begin = time.monotonic()
    machine.press("Run")
    until(page, lambda: machine.count() >= 12)
    machine.press("Pause")
    ran = machine.count()
    assert ran <= 2 + 10 * (time.monotonic() - begin) + 1
    machine.press("Fast")
    until(page, lambda: machine.count() > ran + 2000)
    machine.press("Pause")
    expect(machine.root.locator(".gl-big").first).to_have_text(re.compile(r"^\d{1,3}(,\d{3})+$"))
    until(page, lambda: ask(page, "machine.count") == machine.count())
    # The kernel finds the same among the same pictures.
    tell(page, "twin = PictureMachine(seed=3); twin.step(machine.count)")
    assert ask(page, "[machine.most_black, machine.portraits_seen]") == ask(page, "[twin.most_black, 0]")
    expect(machine.root).to_contain_text(f"all 108 pixels. The most so far: {ask(page, 'machine.most_black')}.")
    expect(machine.root.get_by_role("status")).to_have_text(re.compile(r"^[\d,]+ pictures drawn, 0 portraits seen\.$"))


def test_the_machine_s_pictures_are_python_s(page):
    tell(page, "machine.count = 123456")
    machine = Machine(page)
    expect(machine.canvas).to_have_attribute("data-number", "123456")
    expect(machine.root.locator(".gl-big").first).to_have_text("123,456")
    levels = PictureMachine(seed=3).picture(123_456)
    places = [[x, y] for y in range(0, 28, 3) for x in range(0, 28, 3)]
    read = machine.canvas.evaluate(
        """(canvas, places) => places.map(([x, y]) => canvas.getContext("2d").getImageData(
          (x + 0.5) * canvas.width / 28, (y + 0.5) * canvas.height / 28, 1, 1).data[0])""",
        places,
    )
    assert read == [levels[y, x] for x, y in places]


def test_the_machine_says_how_long_all_pictures_would_take(page):
    machine = Machine(page)
    [line] = [text for text in machine.root.locator(".gl-count").all_inner_texts() if "a second" in text]
    assert re.search(r"all 256\s*784\s*pictures, at [\d,]+ a second", line)
    [power] = re.findall(r"10\s*(\d{4}) years", line)
    assert 1870 <= int(power) <= 1879  # 10^1888.06 pictures; a year has 10^7.5 seconds; 10 to 10^10 pictures a second


class Board:
    """The knob board on a page."""

    def __init__(self, page):
        self.page = page
        self.root = page.locator(BOARD)
        self.canvas = self.root.locator("canvas")
        self.canvas.scroll_into_view_if_needed()

    def slider(self, name):
        return self.root.get_by_role("slider", name=name)

    def shows_python_s_picture(self):
        """Whether every pixel is the kernel's, for the knobs that the kernel has."""
        frames(self.page)
        levels = np.array(ask(self.page, "(255 * board.picture).round().astype(int).tolist()"))
        places = [[x, y] for y in range(28) for x in range(28)]
        read = self.canvas.evaluate(
            """(canvas, places) => places.map(([x, y]) => canvas.getContext("2d").getImageData(
              (x + 0.5) * canvas.width / 28, (y + 0.5) * canvas.height / 28, 1, 1).data[0])""",
            places,
        )
        return read == [levels[y, x] for x, y in places]


def test_a_knob_is_turned_by_keyboard_and_the_portrait_with_it(page):
    tell(page, "board.knobs = portraiture.Knobs(species=1)")
    board = Board(page)
    picture = board.canvas.screenshot()
    board.slider("tilt of the head").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(board.slider("tilt of the head")).to_have_attribute("aria-valuetext", "5°")
    until(page, lambda: ask(page, "float(board.knobs.tilt[0])") == pytest.approx(0.08))
    page.keyboard.press("Home")
    expect(board.slider("tilt of the head")).to_have_attribute("aria-valuetext", "−11°")
    until(page, lambda: ask(page, "float(board.knobs.tilt[0])") == pytest.approx(-0.2))
    until(page, board.shows_python_s_picture)
    assert board.canvas.screenshot() != picture
    board.root.get_by_role("radio", name="cat").check()
    expect(board.canvas).to_have_attribute("aria-label", "Portrait of a cat.")
    assert ask(page, "int(board.knobs.species[0])") == 0
    assert board.shows_python_s_picture()


def test_a_fast_drag_leaves_no_queue_and_ends_where_it_ended(page):
    board = Board(page)
    slider = board.slider("ear length")
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    for side in (4, box["width"] - 4, 4, box["width"] - 4):
        page.mouse.move(box["x"] + side, y, steps=15)
    page.mouse.up()
    length = float(slider.input_value())
    assert length > 8.3
    until(page, lambda: ask(page, "float(board.knobs.ear_length[0])") == pytest.approx(length, abs=1e-5))
    until(page, board.shows_python_s_picture)


def test_a_slow_kernel_gets_one_request_at_a_time_and_the_last_turn_counts(page):
    board = Board(page)
    slider = board.slider("fur (dark to white)")
    slider.focus()
    page.keyboard.press("Home")
    until(page, lambda: ask(page, "board._drawn['fur']") == 0.45)
    tell(page, "import threading; gate, quick = threading.Event(), portraiture.draw")
    tell(page, "portraiture.draw = lambda knobs: (gate.wait(10), quick(knobs))[1]")
    page.evaluate(COUNT)
    for _ in range(15):
        page.keyboard.press("ArrowRight")
    expect(board.root).to_contain_text("The kernel has not answered yet")
    assert page.evaluate("() => window.sent") == 1
    tell(page, "gate.set()")
    page.wait_for_function("() => window.sent === 2")  # the first is answered: now for where the slider is
    expect(board.root.locator(".gl-late")).to_be_hidden()
    until(page, lambda: ask(page, "float(board.knobs.fur[0])") == pytest.approx(0.45 + 0.15 * 0.5))
    until(page, board.shows_python_s_picture)
    assert page.evaluate(STOP_COUNTING) == 2
    tell(page, "portraiture.draw = quick")


def test_reset_turns_the_knobs_back(page):
    tell(page, "board.another()")
    board = Board(page)
    before = ask(page, "board._values")
    board.root.get_by_role("button", name="reset").click()
    for _ in range(60):
        if (now := ask(page, "board._values")) != before:
            break
        page.wait_for_timeout(50)
    assert now == ask(page, "board._start") != before
    assert board.shows_python_s_picture()
    assert float(board.slider("ear length").input_value()) == pytest.approx(now["ear_length"], abs=0.05)


def test_the_portrait_stays_in_sight_whichever_knob_is_turned(page):
    board = Board(page)
    size = page.viewport_size
    page.set_viewport_size({"width": 1280, "height": 720})
    try:
        board.root.locator("summary").click()
        last = board.root.get_by_role("slider").last
        last.focus()
        last.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        picture, knob = board.canvas.bounding_box(), last.bounding_box()
        top, bottom = min(picture["y"], knob["y"]), max(picture["y"] + picture["height"], knob["y"] + knob["height"])
        assert bottom - top < 560, "both within what a notebook shows of a window 720 high"
        assert knob["y"] + knob["height"] <= picture["y"] + picture["height"] + 60
    finally:
        board.root.locator("summary").click()
        page.set_viewport_size(size)


def test_another_pet_comes_and_python_sets_the_knobs(page):
    board = Board(page)
    before = ask(page, "board._values")
    board.root.get_by_role("button", name="another pet").click()
    until(page, lambda: ask(page, "board._values") != before)
    after = ask(page, "board._values")
    assert sum(before[knob] != after[knob] for knob in before) > 10
    fur = board.slider("fur (dark to white)")
    until(page, lambda: float(fur.input_value()) == pytest.approx(after["fur"], abs=0.006))
    until(page, board.shows_python_s_picture)
    tell(page, "board.knobs = portraiture.Knobs(species=0, fur=0.9, tongue=1)")
    expect(board.slider("tongue (in to out)")).to_have_value("1")
    expect(board.root.get_by_role("radio", name="cat")).to_be_checked()
    until(page, board.shows_python_s_picture)


def test_all_are_accessible_in_both_themes(page):
    page.locator(f"{BOARD} details").evaluate("(details) => (details.open = true)")
    tell(page, "explorer.compare([4, 4.5], -51)")
    try:
        for scheme in in_both_themes(page):
            expect(page.locator(EXPLORER).first).to_have_css("color-scheme", scheme, timeout=20_000)
            assert_accessible(page, LIVE)
    finally:
        page.locator(f"{BOARD} details").evaluate("(details) => (details.open = false)")


@pytest.mark.parametrize("width", [700, 1900])
def test_fits_any_width(page, width):
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 900})
    try:
        for selector in (EXPLORER, MACHINE, BOARD):
            assert_fits(page, selector)
    finally:
        page.set_viewport_size(before)


def test_zoom_makes_everything_larger(page):
    before = page.locator(f"{MACHINE} .gl-big").first.bounding_box()["height"]
    tell(page, "machine.zoom = 2")
    expect(page.locator(MACHINE)).to_have_css("font-size", "28px")
    assert page.locator(f"{MACHINE} .gl-big").first.bounding_box()["height"] == pytest.approx(2 * before, rel=0.05)
    tell(page, "machine.zoom = 1")


def test_with_reduced_motion_the_machine_shows_one_picture_a_second(page):
    machine = Machine(page)
    before = machine.count()
    page.emulate_media(reduced_motion="reduce")
    try:
        page.evaluate("""() => {
          window.shown = new Set();
          const canvas = document.querySelector(".gan-lesson-picture-machine canvas");
          const { number } = canvas.dataset; // the one that is there already may be painted again
          window.watcher = new MutationObserver(() => {
            if (canvas.dataset.number !== number) window.shown.add(canvas.dataset.number);
          });
          window.watcher.observe(canvas, { attributes: true });
        }""")
        begin = time.monotonic()
        machine.press("Run")
        until(page, lambda: machine.count() >= before + 15)
        machine.press("Pause")
        shown = page.evaluate("() => { window.watcher.disconnect(); return window.shown.size; }")
        assert shown <= time.monotonic() - begin + 2  # and one where it was paused
    finally:
        page.emulate_media(reduced_motion="no-preference")


def test_an_exported_page_shows_the_twins_with_no_script(new_page, tmp_path):
    pictures, knobs = portraiture.portraits(50, np.random.default_rng(1))
    explorer = BoundaryExplorer(portraiture.measure(knobs), knobs.species, pictures)
    cell = nbformat.v4.new_code_cell("explorer")
    cell.outputs = [nbformat.v4.new_output("display_data", data=explorer._repr_mimebundle_())]
    assert VIEW not in cell.outputs[0].data
    page = new_page(java_script_enabled=False, offline=True)
    page.goto(export(nbformat.v4.new_notebook(cells=[cell]), tmp_path))
    picture = page.get_by_alt_text(re.compile("^50 cats .diamonds. and dogs .squares. in the plane"))
    expect(picture).to_be_visible()
    expect(page.get_by_text("Where would you draw the line?")).to_be_visible()
    expect(page.get_by_text("Run the cell to play with it.")).to_be_visible()


def test_without_its_kernel_all_go_on_and_a_reopened_notebook_shows_the_twins(page):
    """The last test of this page: it ends its kernel."""
    explorer, machine, board = Explorer(page), Machine(page), Board(page)
    tell(page, "explorer.angle = explorer.offset = 0")
    explorer.settled("Your line at 0 degrees, 0.0 towards the dogs.")
    page.evaluate(within("() => jupyterapp.shell.currentWidget.context.save()"))
    page.evaluate(within("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()"))
    page.wait_for_timeout(500)
    explorer.canvas.scroll_into_view_if_needed()
    before, count = explorer.scores()[0], machine.count()
    explorer.drag((0, 0.5), (-0.3, 0.4), (-0.45, 0.4))
    explorer.settled("at 4")
    assert explorer.scores()[0] < before
    machine.press("Fast")
    until(page, lambda: machine.count() > count + 1000)
    machine.press("Pause")
    board.slider("fur (dark to white)").focus()
    page.keyboard.press("ArrowLeft")
    expect(board.root).to_contain_text("If it has stopped, run this cell again.")
    page.reload()
    page.locator(TWIN).first.wait_for()
    lost = page.get_by_text("model not found")
    lost.first.wait_for(state="attached")  # the widget manager has looked for the models that are not there
    assert page.locator(f"{LIVE}:not({TWIN} *)").count() == 0
    for position in range(4):
        expect(page.locator(TWIN).nth(position)).to_be_visible()
    assert not any(output.is_visible() for output in lost.all())
    expect(page.locator(f"{TWIN} {LIVE}")).to_have_count(4)  # the notebook is trusted: its twins play
    explorer = Explorer(page)
    before = explorer.scores()[0]
    explorer.drag((0, 0.5), (-0.3, 0.4), (-0.45, 0.4))
    explorer.settled("at 4")
    assert explorer.scores()[0] < before
