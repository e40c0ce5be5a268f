"""What is dragged with a mouse is dragged with a finger too, though a page scrolls up and down under a finger."""

import pytest

from gan_lesson.widgets import CriticExplorer, DensityDuel, FrechetExplorer, LossDecoder, SaddleExplorer
from tests.browser.conftest import open_alone
from tests.widgets.synthetic import point_run

# The widget, what the finger lies on, how far into it (shares of its width and height), where to (pixels), and what of
# the widget follows.
DRAGS = {
    "the fakes' hill in the duel": (DensityDuel(), ".gl-hill", (0.5, 0.9), (-90, 0), "place"),
    "the fakes' mean": (FrechetExplorer(), "circle.gl-handle", (0.5, 0.5), (-60, 0), "mean"),
    "the fakes' spread": (FrechetExplorer(), "rect.gl-handle", (0.5, 0.5), (-40, 0), "spread"),
    "the fakes' hill before the critic": (CriticExplorer(place=3), ".gl-hill", (0.5, 0.9), (-60, 0), "place"),
    "a place on a curve": (LossDecoder({"A run": point_run()}), "svg.gl-chart", (0.6, 0.5), (-120, 0), "look"),
    "the start of the smallest game": (SaddleExplorer(), ".gl-sides [tabindex]", (0.8, 0.5), (-30, -60), "x"),
}


@pytest.mark.parametrize("name", DRAGS)
def test_a_finger_drags(browser, tmp_path, name):
    widget, handle, (across, down), (right, below), follows = DRAGS[name]
    with open_alone(browser, tmp_path, widget, has_touch=True) as page:
        root = page.locator(".gan-lesson-widget")
        box = root.locator(handle).first.bounding_box()
        x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
        before = float(root.get_attribute(f"data-{follows}"))
        touch(page, [(x + step * right / 4, y + step * below / 4) for step in range(5)])
        after = float(root.get_attribute(f"data-{follows}"))
        assert after != before
        assert (after < before) == (right < 0), "it follows the finger"


def touch(page, places):
    """One finger goes down at the first place, moves through the others, and comes up."""
    session = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(places):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
