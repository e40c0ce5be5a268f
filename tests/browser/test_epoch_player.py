"""The epoch player as a reader meets it: in JupyterLab, after reopening, and in an exported page with no network."""

import re
import shutil
from dataclasses import replace

import nbformat
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from gan_lesson.widgets import EpochPlayer
from tests.browser.actions import (
    WINDOW,
    assert_accessible,
    assert_fits,
    cells_of,
    in_both_themes,
    pixels,
    run_cell,
    until,
    within,
)
from tests.browser.conftest import export, open_offline, write_notebook
from tests.widgets.synthetic import corner_run, grey_run, point_run

# In this order on the page; the last cell shows one player twice.
SHEET, PLANE, SIDE_BY_SIDE, CORNER, TWIN, OTHER_TWIN = range(6)
CELLS = [
    "from gan_lesson.widgets import EpochPlayer\nfrom tests.widgets.synthetic import corner_run, grey_run, point_run",
    "EpochPlayer(grey_run())",
    "EpochPlayer(point_run(snapshots=13, count=64))",
    "EpochPlayer(*[point_run(f'Seed {seed}', snapshots=13, count=64, seed=seed) for seed in range(5)])",
    "EpochPlayer(corner_run())",
    "twins = EpochPlayer(grey_run('Twins'), start=-1)\ndisplay(twins, twins)",
]
ROOT = ".gan-lesson-epoch-player"


class Player:
    """One player on a page, by its position."""

    def __init__(self, page, position):
        self.page = page
        self.root = page.locator(ROOT).nth(position)
        self.slider = self.root.locator("input[type=range]")
        self.canvas = self.root.locator("canvas").first
        self.play = self.root.locator("button.gl-play")
        self.loop = self.root.get_by_label("Loop")
        self.speed = self.root.get_by_label("Speed")
        self.chart = self.root.locator("svg.gl-chart")
        self.root.locator("[role=group][aria-label^='Epoch player']").wait_for()

    def shows(self, snapshot):
        """All that tells the snapshot agrees, in the end."""
        expect(self.root).to_have_attribute("data-snapshot", str(snapshot))
        expect(self.slider).to_have_value(str(snapshot))
        expect(self.root.locator(".gl-epoch strong")).to_have_text(str(snapshot))
        expect(self.canvas).to_have_attribute("aria-label", re.compile(rf"epoch {snapshot} of"))

    def pauses(self):
        expect(self.root).to_have_attribute("data-playing", "false")
        expect(self.play).to_have_text("Play")

    def begin(self):
        """As it was when the page was opened."""
        self.go(0)
        self.speed.select_option("1")
        self.loop.uncheck()
        return self

    def go(self, snapshot):
        self.slider.fill(str(snapshot))
        self.shows(snapshot)

    def grey(self):
        """The grey level on the screen in the middle of the first tile: 40 + 10 * epoch in a `grey_run`."""
        return self.canvas.evaluate("(canvas) => canvas.getContext('2d').getImageData(20, 20, 1, 1).data[0]")

    def drawn(self):
        """What is on the canvas, all of it."""
        return self.canvas.evaluate("(canvas) => canvas.toDataURL()")

    def x_of(self, snapshot):
        """Where a snapshot is on the chart, in pixels of the page; and the chart's middle height."""
        last = int(self.slider.get_attribute("max"))
        self.chart.scroll_into_view_if_needed()
        box = self.chart.bounding_box()
        left, right = self.chart.locator(".gl-grid").first.evaluate(
            "(line) => [line.x1, line.x2].map((x) => x.baseVal.value)"
        )
        return box["x"] + left + (right - left) * snapshot / last, box["y"] + box["height"] / 2


@pytest.fixture(scope="module")
def notebook(lab):
    """The page of a notebook with five players, which the tests share: each brings what it uses to a known state."""
    write_notebook(lab.folder / "players.ipynb", CELLS)
    with lab.open("players.ipynb") as page:
        yield page


@pytest.fixture(scope="module")
def saved(notebook, lab):
    """The notebook's file, outputs and all."""
    notebook.evaluate(within("() => jupyterapp.shell.currentWidget.context.save()"))
    return lab.folder / "players.ipynb"


@pytest.fixture(scope="module")
def reopened(saved, lab):
    """The notebook opened anew, not run."""
    shutil.copy(saved, lab.folder / "reopened.ipynb")  # trust goes by content, not by name
    with lab.open("reopened.ipynb", run=False) as page:
        yield page


@pytest.fixture(scope="module")
def exported(saved, tmp_path_factory):
    """The address of the notebook's HTML export."""
    return export(nbformat.read(saved, 4), tmp_path_factory.mktemp("exported"))


@pytest.fixture(scope="module")
def offline(browser, exported):
    """The exported notebook, opened as a file with the network off. Its clock stands still until a test moves it."""
    with open_offline(browser) as page:
        page.clock.install(time=0)
        page.goto(exported)
        page.locator(f"{ROOT}[data-snapshot]").nth(OTHER_TWIN).wait_for()
        page.clock.pause_at(600)  # seconds: later than any machine has come by now
        yield page


def test_scrubs_from_end_to_end_by_keyboard(notebook):
    player = Player(notebook, SHEET)
    player.go(0)
    before, first = pixels(notebook, player.canvas), player.grey()
    player.slider.focus()
    cell = notebook.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex")
    for key, snapshot in [
        ("End", 10),
        ("ArrowLeft", 9),
        ("Home", 0),
        ("ArrowRight", 1),
        ("PageUp", 1),  # a clicker's keys are left to the slides
        ("PageDown", 1),
    ]:
        notebook.keyboard.press(key)
        player.shows(snapshot)
        assert player.grey() == pytest.approx(40 + 10 * snapshot, abs=3), key
    assert first == pytest.approx(40, abs=3)
    assert pixels(notebook, player.canvas) != before
    assert notebook.evaluate("() => jupyterapp.shell.currentWidget.content.activeCellIndex") == cell
    assert notebook.evaluate("() => document.activeElement.type") == "range"


def test_letters_and_arrows_reach_no_command_of_jupyterlab(notebook):
    cells = cells_of(notebook)
    player = Player(notebook, SHEET)
    for focused in (player.slider, player.play, player.speed, player.loop):
        focused.focus()
        for key in ("a", "b", "d", "d", "ArrowDown"):
            notebook.keyboard.press(key)
    player.speed.select_option("1")
    assert cells_of(notebook) == cells


def test_buttons_step_and_the_live_region_says_so(notebook):
    player = Player(notebook, SHEET)
    player.go(5)
    said = player.root.locator("[aria-live=polite]")
    for name, snapshot in [
        ("One snapshot forward", 6),
        ("One snapshot back", 5),
        ("Last snapshot", 10),
        ("One snapshot forward", 10),
        ("First snapshot", 0),
        ("One snapshot back", 0),
    ]:
        player.root.get_by_label(name).click()
        player.shows(snapshot)
        expect(said).to_contain_text(f"Epoch {snapshot} of 10")


def test_dragging_in_the_chart_moves_the_cursor(notebook):
    player = Player(notebook, PLANE)
    player.go(0)
    before = pixels(notebook, player.canvas)
    notebook.mouse.move(*player.x_of(3))
    notebook.mouse.down()
    player.shows(3)
    there = pixels(notebook, player.canvas)
    notebook.mouse.move(*player.x_of(9), steps=6)
    player.shows(9)
    notebook.mouse.move(player.x_of(12)[0] + 200, 5)  # held fast outside the chart too
    player.shows(12)
    notebook.mouse.up()
    notebook.mouse.move(*player.x_of(2))
    player.shows(12)
    assert len({before, there, pixels(notebook, player.canvas)}) == 3
    cursor = float(player.chart.locator(".gl-cursor").get_attribute("x1"))
    assert cursor == pytest.approx(player.x_of(12)[0] - player.chart.bounding_box()["x"], abs=1)
    assert notebook.evaluate("() => document.activeElement.type") == "range"  # so that arrow keys go on from here


def test_the_sliders_thumb_stands_above_the_charts_cursor(notebook):
    player = Player(notebook, PLANE)
    for snapshot in (0, 12):
        player.go(snapshot)
        slider, thumb = player.slider.bounding_box(), 1.4 * 14
        middle = slider["x"] + thumb / 2 + (slider["width"] - thumb) * snapshot / 12
        assert middle == pytest.approx(player.x_of(snapshot)[0], abs=1.5)


def test_words_say_what_the_picture_shows(notebook):
    player = Player(notebook, PLANE)
    player.go(12)
    expect(player.canvas).to_have_attribute(
        "aria-label",
        "Ring of 8, epoch 12 of 12: 64 fake points (triangles) over 64 real ones (circles). "
        "Discriminator loss 1.37, generator loss 0.79, clusters covered 8.",
    )
    expect(player.slider).to_have_attribute(
        "aria-valuetext",
        "Epoch 12 of 12, step 360. Discriminator loss 1.37, generator loss 0.79, clusters covered 8.",
    )
    expect(player.root.locator(".gl-facts")).to_contain_text("D(x): sure it is fake")
    player.go(0)
    expect(player.slider).to_have_attribute("aria-valuetext", "Epoch 0 of 12, untrained. Clusters covered 0.")


def test_one_scrubber_moves_all_runs_side_by_side(notebook):
    player = Player(notebook, SIDE_BY_SIDE)
    canvases = [player.root.locator("canvas").nth(i) for i in range(5)]
    player.go(0)
    before = [pixels(notebook, canvas) for canvas in canvases]
    player.go(12)
    after = [pixels(notebook, canvas) for canvas in canvases]
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert len(set(after)) == 5
    assert player.chart.locator("path.gl-curve").count() == 5


def test_up_is_up(notebook):
    player = Player(notebook, CORNER)
    for snapshot in (0, 5):  # one of the stills, one of the film
        player.go(snapshot)
        point, above, below = player.canvas.evaluate("""(canvas) => [[5 / 6, 1 / 6], [0.5, 0.02], [0.5, 0.98]].map(
          ([x, y]) => [...canvas.getContext("2d").getImageData(x * canvas.width, y * canvas.height, 1, 1).data]
        )""")
        assert point[:3] == [213, 94, 0]
        assert above[:3] == pytest.approx([186, 235, 255], abs=4)
        assert below[:3] == pytest.approx([255, 223, 160], abs=4)
        line = player.canvas.evaluate("""(canvas) => [
          ...canvas.getContext("2d").getImageData(0.25 * canvas.width, 0.5 * canvas.height, 1, 1).data
        ]""")
        assert line[:3] == pytest.approx([0, 130, 95], abs=40), "D = 1/2"


def test_two_outputs_with_the_same_player_are_apart(notebook):
    one, other = Player(notebook, TWIN), Player(notebook, OTHER_TWIN)
    one.go(3)
    other.go(8)
    one.shows(3)
    assert (one.grey(), other.grey()) == (pytest.approx(70, abs=3), pytest.approx(120, abs=3))


def test_a_cell_can_be_run_again(notebook):
    players = notebook.locator(ROOT).count()
    Player(notebook, PLANE).go(5)
    run_cell(notebook, 2)
    player = Player(notebook, PLANE)
    player.shows(12)
    assert notebook.locator(ROOT).count() == players
    expect(player.root).to_be_in_viewport(ratio=0.9)
    player.play.click()  # from the last picture it begins at the first
    expect(player.root).to_have_attribute("data-snapshot", re.compile("^[0-6]$"))
    player.go(7)


def test_is_accessible_and_redraws_in_both_themes(notebook):
    sheet, plane = Player(notebook, SHEET), Player(notebook, PLANE)
    plane.go(6)
    light = plane.drawn()
    for scheme in in_both_themes(notebook):
        expect(plane.root).to_have_css("color-scheme", scheme)
        assert (plane.drawn() == light) == (scheme == "light")
        plane.shows(6)
        assert_accessible(notebook, ROOT)
        sheet.go(2)
        assert sheet.grey() == pytest.approx(60, abs=3)  # pictures are the data: no theme may change them
    expect(plane.root).to_have_css("color-scheme", "light")
    assert plane.drawn() == light


def test_keys_work_wherever_the_focus_is(notebook):
    player = Player(notebook, SHEET)
    player.go(5)
    for focus in (
        lambda: player.root.get_by_text("Grey", exact=True).click(),
        lambda: player.root.locator(".gl-facts").click(position={"x": 5, "y": 5}),
        player.play.focus,
        player.loop.focus,
    ):
        focus()
        for key, snapshot in [("Home", 0), ("ArrowRight", 1), ("End", 10), ("ArrowLeft", 9)]:
            notebook.keyboard.press(key)
            player.shows(snapshot)
    assert notebook.locator(".jp-Notebook.jp-mod-editMode").count() == 0


def test_a_picture_is_looked_at_closely(notebook):
    player = Player(notebook, SHEET)
    player.go(10)
    large = player.root.get_by_role("spinbutton")
    expect(large).to_be_hidden()
    player.root.get_by_role("button", name="Look closer").click()
    for key, number in [("ArrowRight", 2), ("ArrowDown", 6), ("ArrowLeft", 5), ("ArrowUp", 1), ("ArrowUp", 1)]:
        expect(large).to_be_focused()
        notebook.keyboard.press(key)
        expect(large).to_have_attribute("aria-valuetext", f"Picture {number} of 16")
    player.shows(10)
    thumbs = player.root.locator(".gl-thumb")
    assert thumbs.count() == 11
    thumbs.nth(3).click()
    player.shows(3)
    grey = large.evaluate("(canvas) => canvas.getContext('2d').getImageData(9, 9, 1, 1).data[0]")
    assert grey == pytest.approx(70, abs=3)
    box = player.canvas.bounding_box()
    player.canvas.click(position={"x": box["width"] - 9, "y": box["height"] - 9})
    expect(large).to_have_attribute("aria-valuetext", "Picture 16 of 16")
    assert_accessible(notebook, ROOT)
    notebook.keyboard.press("Escape")
    expect(large).to_be_hidden()


def test_beside_it_stands_the_nearest_original(new_page, tmp_path):
    run = grey_run(count=4)
    run[-1].samples[1] = 200
    originals = np.stack([np.full((8, 8), level, np.uint8) for level in (200, 20, 149)])
    page = new_page()
    html = EpochPlayer(run, originals=originals).html
    (tmp_path / "near.html").write_text(f"<!doctype html><html lang='en'><title>Near</title><main>{html}</main></html>")
    page.goto((tmp_path / "near.html").as_uri())
    player = Player(page, 0)
    player.root.get_by_role("button", name="Look closer").click()
    large, near = player.root.get_by_role("spinbutton"), player.root.locator(".gl-near")
    grey = "(canvas) => canvas.getContext('2d').getImageData(9, 9, 1, 1).data[0]"
    said = "Beside it, the training picture nearest to it at epoch 10: "
    for number, level, words in [
        (1, 149, "its pixels differ by 9.0 of 255 grey levels on average."),
        (2, 200, "it is the same."),
    ]:
        expect(large).to_have_attribute("aria-valuetext", f"Picture {number} of 4")
        expect(large).to_have_accessible_description(said + words)
        for snapshot in (10, 3):  # the nearest in the end, whatever is shown
            player.slider.fill(str(snapshot))
            assert near.evaluate(grey) == pytest.approx(level, abs=3)
        assert large.evaluate(grey) == pytest.approx(70, abs=3)
        one, other = large.bounding_box(), near.bounding_box()
        assert (one["width"], one["y"]) == (other["width"], other["y"]) and one["x"] + one["width"] < other["x"]
        large.press("ArrowRight")
    assert_accessible(page, ROOT)
    assert_fits(page, ROOT)


def test_full_screen_fills_a_projector_and_keeps_the_controls(notebook):
    for position in (SHEET, PLANE, SIDE_BY_SIDE):
        player = Player(notebook, position)
        before = player.canvas.bounding_box()
        player.slider.focus()
        notebook.keyboard.press("f")
        expect(player.root.get_by_role("button", name="Leave full screen")).to_be_visible()
        expect(player.root).to_have_css("background-color", "rgb(255, 255, 255)")
        curves = [] if position == SIDE_BY_SIDE else [player.chart]  # several runs need their room
        for part in (player.root.locator("canvas:visible").last, player.play, player.slider, *curves):
            expect(part).to_be_in_viewport(ratio=0.99)
        if position != SIDE_BY_SIDE:
            assert player.canvas.bounding_box()["height"] > 1.1 * before["height"], position
        notebook.keyboard.press("f")
        expect(player.root.get_by_role("button", name="Full screen", exact=True)).to_be_visible()
        until(notebook, lambda p=player, b=before: p.canvas.bounding_box()["width"] == pytest.approx(b["width"], abs=1))


def test_what_is_seen_is_saved_as_a_picture(offline, tmp_path):
    player = Player(offline, PLANE).begin()
    player.go(6)
    with offline.expect_download() as caught:
        player.root.get_by_role("button", name="Save PNG").click()
    assert caught.value.suggested_filename == "Ring_of_8_epoch_6.png"
    caught.value.save_as(tmp_path / "saved.png")
    saved = Image.open(tmp_path / "saved.png").convert("RGB")
    colours = {colour for _, colour in saved.getcolors(1 << 20)}
    assert {(0, 114, 178), (213, 94, 0), (0, 130, 95)} <= colours  # real, fake, the line and the curve
    box = player.canvas.bounding_box()
    assert saved.width > box["width"] and saved.height > box["height"] + 100


def test_points_glide_from_snapshot_to_snapshot(offline):
    player = Player(offline, PLANE).begin()
    player.speed.select_option("0.25")
    player.play.click()
    offline.clock.run_for(500)
    player.shows(1)
    seen = set()
    for _ in range(3):
        offline.clock.run_for(100)
        player.shows(1)
        seen.add(player.drawn())
    assert len(seen) == 3, "on their way"
    player.play.click()
    still = player.drawn()
    player.go(2)
    player.go(1)
    assert player.drawn() == still, "a pause shows a snapshot"
    offline.emulate_media(reduced_motion="reduce")
    try:
        player.play.click()
        offline.clock.run_for(100)
        player.shows(1)
        assert player.drawn() == still
        player.play.click()
    finally:
        offline.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("width", [900, 1280, 1900])
def test_zoom_makes_pictures_larger(new_page, tmp_path, width):
    page = new_page(viewport={"width": width, "height": 720})
    areas = {}
    for zoom in (1, 2):
        for run in (grey_run(count=64, size=28), point_run(snapshots=2)):
            player = EpochPlayer(run, zoom=zoom)
            (tmp_path / "zoom.html").write_text(f"<!doctype html><main>{player.html}</main>")
            page.goto((tmp_path / "zoom.html").as_uri())
            box = Player(page, 0).canvas.bounding_box()
            areas[run.title, zoom] = box["width"] * box["height"]
    assert areas["Grey", 2] > 1.3 * areas["Grey", 1]  # a sheet takes a wide window's width at any zoom
    assert areas["Ring of 8", 2] > 1.5 * areas["Ring of 8", 1]


def test_an_undecided_discriminator_can_be_seen_in_stretched_colours(new_page, tmp_path):
    history = corner_run()
    for snapshot in history:
        np.putmask(snapshot.opinion, snapshot.opinion == 255, 140)
        np.putmask(snapshot.opinion, snapshot.opinion == 0, 115)
    page = new_page()
    (tmp_path / "pale.html").write_text(f"<!doctype html><main>{EpochPlayer(history).html}</main>")
    page.goto((tmp_path / "pale.html").as_uri())
    player = Player(page, 0)
    below = """(canvas) => [
      ...canvas.getContext("2d").getImageData(0.5 * canvas.width, 0.98 * canvas.height, 1, 1).data
    ].slice(0, 3)"""
    pale = player.canvas.evaluate(below)
    player.root.get_by_label("Stretch the colours").check()
    assert min(pale) > 240 and player.canvas.evaluate(below) == pytest.approx([255, 223, 160], abs=12)
    expect(player.root.locator(".gl-scale")).to_contain_text("D(x): 0.45, likely fake")
    expect(player.root.locator(".gl-scale")).to_contain_text("0.55, likely real")
    assert_accessible(page, ROOT)


def test_the_first_moments_are_told_apart_by_their_steps(new_page, tmp_path):
    history = grey_run(epochs=[0, 0, 0, 1, 5])
    history.snapshots[1:3] = [replace(history[1], step=5), replace(history[2], step=10)]
    page = new_page()
    (tmp_path / "early.html").write_text(f"<!doctype html><main>{EpochPlayer(history).html}</main>")
    page.goto((tmp_path / "early.html").as_uri())
    player = Player(page, 0)
    number = float(player.root.locator(".gl-epoch strong").evaluate("(part) => getComputedStyle(part).fontSize")[:-2])
    for snapshot, words, large in [(1, "step 5", True), (2, "step 10", True), (3, "step 20", False)]:
        player.slider.fill(str(snapshot))
        step = player.root.get_by_text(words, exact=True)
        assert (float(step.evaluate("(part) => getComputedStyle(part).fontSize")[:-2]) == number) == large
    expect(player.chart).to_contain_text("epochs are not evenly spaced")


def test_a_clicker_turns_the_slides(new_page, tmp_path):
    """reveal.js listens at the document, and turns none while an input has the focus."""
    page = new_page()
    (tmp_path / "slides.html").write_text(f"<!doctype html><main class='reveal'>{EpochPlayer(grey_run()).html}</main>")
    page.goto((tmp_path / "slides.html").as_uri())
    player = Player(page, 0)
    page.evaluate("""() => {
      window.heard = [];
      document.addEventListener("keydown", ({ key }) => window.heard.push([key, document.activeElement.localName]));
    }""")
    for focused in (player.slider, player.speed, player.play):
        focused.focus()
        page.keyboard.press("PageDown")
        player.shows(10)
        focused.focus()
        page.keyboard.press("ArrowLeft" if focused is player.slider else "x")
        player.go(10)
    assert page.evaluate("() => window.heard") == [["PageDown", "body"]] * 3


def test_plays_after_reopening_a_trusted_notebook(reopened):
    player = Player(reopened, SHEET)
    player.go(10)
    assert player.grey() == pytest.approx(140, abs=3)


def test_an_untrusted_notebook_shows_the_last_frame(reopened, lab):
    notebook = nbformat.read(lab.folder / "reopened.ipynb", 4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("Somebody changed this file."))
    nbformat.write(notebook, lab.folder / "reopened.ipynb")
    reopened.evaluate(within("() => jupyterapp.shell.currentWidget.context.revert()"))
    picture = reopened.get_by_alt_text("Grey, epoch 10 of 10: 16 generated pictures.")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.naturalWidth") > 0
    assert reopened.locator(f"{ROOT} canvas").count() == 0


def test_plays_in_an_exported_page_without_network(offline):
    player = Player(offline, SHEET).begin()
    player.shows(0)
    player.play.click()
    expect(player.play).to_have_text("Pause")
    offline.clock.run_for(550)  # ten snapshots a second
    player.shows(5)
    assert player.grey() == pytest.approx(90, abs=3)
    player.play.click()
    offline.clock.run_for(1000)
    player.shows(5)
    player.pauses()
    Player(offline, OTHER_TWIN).shows(10)


def test_stops_at_the_end_and_begins_anew_or_loops(offline):
    player = Player(offline, SHEET).begin()
    player.go(8)
    player.play.click()
    offline.clock.run_for(1000)
    player.shows(10)
    player.pauses()
    player.play.click()
    offline.clock.run_for(250)
    player.shows(2)
    player.loop.check()
    offline.clock.run_for(1100)  # eleven snapshots: once round
    player.shows(2)


def test_speed(offline):
    player = Player(offline, SHEET).begin()
    for speed, snapshot in [("0.25", 1), ("0.5", 2), ("1", 4), ("2", 8)]:
        player.go(0)
        player.speed.select_option(speed)
        player.play.click()
        offline.clock.run_for(450)
        player.shows(snapshot)
        player.play.click()


def test_space_plays_unless_a_button_has_the_focus(offline):
    player = Player(offline, SHEET).begin()
    player.slider.focus()
    offline.keyboard.press(" ")
    expect(player.root).to_have_attribute("data-playing", "true")
    offline.keyboard.press(" ")
    player.pauses()
    player.root.get_by_label("Last snapshot").focus()
    offline.keyboard.press(" ")
    player.shows(10)
    player.pauses()
    player.play.focus()
    offline.keyboard.press(" ")
    expect(player.root).to_have_attribute("data-playing", "true")  # and not twice, back to pause
    player.loop.focus()
    offline.keyboard.press(" ")
    expect(player.loop).to_be_checked()
    expect(player.root).to_have_attribute("data-playing", "true")


def test_reduced_motion_plays_two_snapshots_a_second(offline):
    player = Player(offline, SHEET).begin()
    offline.emulate_media(reduced_motion="reduce")
    try:
        player.play.click()
        offline.clock.run_for(2200)
        player.shows(4)
    finally:
        offline.emulate_media(reduced_motion="no-preference")


def test_follows_the_system_where_there_is_no_jupyterlab(new_page, saved, tmp_path):
    output = nbformat.read(saved, 4).cells[2].outputs[0].data["text/html"]
    bare = tmp_path / "bare.html"
    bare.write_text(
        f"<!doctype html><meta charset='utf-8'><html lang='en'><title>Bare</title><main>{output}</main></html>"
    )
    page = new_page(color_scheme="dark")
    page.goto(bare.as_uri())
    player = Player(page, 0)
    player.go(6)
    dark = pixels(page, player.canvas)
    assert_accessible(page, ROOT)
    page.emulate_media(color_scheme="light")
    expect(player.root).to_have_css("color-scheme", "light")
    assert pixels(page, player.canvas) != dark


@pytest.mark.parametrize("width", [360, 1900])
def test_fits_any_width(offline, width):
    offline.set_viewport_size({"width": width, "height": 900})
    try:
        assert_fits(offline, ROOT)
        targets = offline.locator(f"{ROOT} :is(button, select, label, input[type=range]):visible")
        boxes = [targets.nth(i).bounding_box() for i in range(targets.count())]
    finally:
        offline.set_viewport_size(WINDOW)
    assert min(min(box["width"], box["height"]) for box in boxes) >= 32
