"""The smallest game without a browser: what it shows where there is none, and what it refuses."""

import pytest

from gan_lesson.widgets import SaddleExplorer, saddle_explorer
from tests.widgets.test_epoch_player import bundle, data_of


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(SaddleExplorer())
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "SaddleExplorer: 'Two players, one number each', from x = 1, y = 0"


def test_the_still_picture_marks_the_start_and_no_path(monkeypatch):
    drawn = []
    monkeypatch.setattr(saddle_explorer, "image_of", lambda figure, dpi: drawn.append(figure))
    _ = SaddleExplorer(start=(-0.5, 1.5))._poster
    [axes] = drawn[0].axes
    [start] = [line for line in axes.lines if line.get_marker() == "o"]
    assert (*start.get_xdata(), *start.get_ydata()) == (-0.5, 1.5)
    assert all(line.get_linestyle() != "-" or len(line.get_xdata()) == 2 for line in axes.lines)
    signs = {note.get_text(): note.xy for note in axes.texts}
    assert signs["V > 0"][0] * signs["V > 0"][1] > 0 > signs["V < 0"][0] * signs["V < 0"][1]


def test_arguments_reach_the_page():
    data = data_of(SaddleExplorer(start=(0.5, -2), title="A <b>", zoom=2))
    assert (data["start"], data["title"], data["zoom"]) == ([0.5, -2], "A <b>", 2)


@pytest.mark.parametrize("start", [(3, 0), (0, float("nan")), (1,), (1, 0, 0)])
def test_a_start_outside_of_the_picture_is_refused(start):
    with pytest.raises(ValueError, match="two numbers from -2 to 2"):
        SaddleExplorer(start)
