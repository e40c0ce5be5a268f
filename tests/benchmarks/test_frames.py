"""Painted frames while something is dragged in JupyterLab: python3 run.py test -n 0 tests/benchmarks --benchmark-only

A pointer moves for two seconds, as fast as the browser takes its moves. Each frame that the widget painted is counted;
the knob board paints one for each picture that came back from the kernel, and for each move of a slider. Frames a
second depend on what else the machine does; the processor's time that the page's process spent on a frame hardly does.
Nothing here fails on a slow day.
"""

import math
import time

import pytest

from tests.browser.conftest import write_notebook

SECONDS, ROUNDS = 2, 5
RESET = """() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute(
  { code: "explorer.angle = explorer.offset = 0" }).done.then(() => null)"""
CELL = """import numpy as np
from gan_lesson.datasets import portraiture
from gan_lesson.widgets import BoundaryExplorer, KnobBoard
pictures, knobs = portraiture.portraits({animals}, np.random.default_rng(1))
explorer = {widget}
explorer"""


def drag(page, canvas, start, path):
    """What a canvas paints while the pointer follows `path`, a function of the time in seconds.

    Returns:
        Frames a second, and the milliseconds of processor time that the page's process spent for each.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def spent():
        metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
        return int(canvas.get_attribute("data-paints")), metrics["ProcessTime"]

    page.mouse.move(*start)
    page.mouse.down()
    (frames, processor), begin = spent(), time.monotonic()
    while (now := time.monotonic() - begin) < SECONDS:
        page.mouse.move(*path(now))
    (more, later), end = spent(), time.monotonic()
    page.mouse.up()
    session.detach()
    return (more - frames) / (end - begin), 1000 * (later - processor) / max(1, more - frames)


@pytest.mark.parametrize("animals", [200, 1000])
@pytest.mark.parametrize("shaded", [False, True])
def test_a_handle_of_the_boundary(lab, open_notebook, report, animals, shaded):
    widget = f"BoundaryExplorer(portraiture.measure(knobs), knobs.species, pictures, shaded={shaded})"
    name = f"frames_{animals}_{shaded}.ipynb"
    write_notebook(lab.folder / name, [CELL.format(animals=animals, widget=widget)])
    page = open_notebook(name)
    canvas = page.locator(".gan-lesson-boundary-explorer canvas").first
    canvas.wait_for()
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    left, side = box["x"] + 36.4, box["width"] - 36.4  # the vertical axis takes 2.6 em
    middle = left + side / 2, box["y"] + side / 2
    arm = 0.3 * side

    def path(now):
        turn = math.pi / 2 + math.sin(3 * now)
        return middle[0] + arm * math.cos(turn), middle[1] - arm * math.sin(turn)

    rounds = []
    for _ in range(ROUNDS):
        # The upper handle stands where the line begins: upright, in the middle.
        rounds.append(drag(page, canvas, (middle[0], middle[1] - 0.25 * side), path))
        page.evaluate(RESET)
        page.wait_for_timeout(300)
    frames, milliseconds = zip(*rounds, strict=True)
    title = f"boundary explorer, {animals} animals{', shaded' * shaded}"
    report(title, frames, "frames a second")
    report(title, milliseconds, "ms of processor time a frame")


def test_a_slider_of_the_knob_board(lab, open_notebook, report):
    write_notebook(lab.folder / "frames_knobs.ipynb", [CELL.format(animals=1, widget="KnobBoard()")])
    page = open_notebook("frames_knobs.ipynb")
    slider = page.get_by_role("slider", name="ear length")
    slider.wait_for()
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y, middle = box["y"] + box["height"] / 2, box["x"] + box["width"] / 2
    path = lambda now: (middle + 0.45 * box["width"] * math.sin(3 * now), y)  # noqa: E731
    canvas = page.locator(".gan-lesson-knob-board canvas")
    rounds = [drag(page, canvas, (middle, y), path) for _ in range(ROUNDS)]
    frames, milliseconds = zip(*rounds, strict=True)
    report("knob board", frames, "frames a second")
    report("knob board", milliseconds, "ms of processor time a frame")
