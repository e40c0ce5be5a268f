"""The Fréchet explorer without a browser: what it shows where there is none, and what it refuses."""

import numpy as np
import pytest

from gan_lesson.widgets import FrechetExplorer, frechet_explorer
from tests.widgets.test_epoch_player import bundle, data_of


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(FrechetExplorer())
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "FrechetExplorer: 'How far apart are two hills?', real at 0, fakes from -3 to 3"


def test_the_still_picture_has_both_hills_and_the_distance_above_its_second_part(monkeypatch):
    drawn = []
    monkeypatch.setattr(frechet_explorer, "image_of", lambda figure, dpi: drawn.append(figure))
    _ = FrechetExplorer(mean=-2, spread=0.5)._poster
    hills, distance = drawn[0].axes
    for line, mean, spread in zip(hills.lines, (0, -2), (1, 0.5), strict=True):
        x, y = line.get_data()
        assert x[y.argmax()] == pytest.approx(mean, abs=0.02)
        assert np.sqrt((y * (x - mean) ** 2).sum() / y.sum()) == pytest.approx(spread, abs=0.01)
    curve, mark = distance.lines
    assert curve.get_ydata().min() == pytest.approx(0.25)
    assert (*mark.get_xdata(), *mark.get_ydata()) == (-2, 4.25)


def test_arguments_reach_the_page():
    data = data_of(FrechetExplorer(mean=1, spread=0.7, samples=50, title="A <b>", zoom=2))
    assert [data[name] for name in ("mean", "spread", "samples", "title", "zoom")] == [1, 0.7, 50, "A <b>", 2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"mean": 3.5}, "mean must be between -3 and 3"),
        ({"mean": float("nan")}, "mean must be"),
        ({"spread": 0}, "spread must be between 0.4 and 2.5"),
        ({"spread": "wide"}, "spread must be"),
        ({"samples": 7}, "one of 5, 10"),
        ({"zoom": 0}, "zoom"),
    ],
)
def test_what_does_not_fit_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        FrechetExplorer(**arguments)
