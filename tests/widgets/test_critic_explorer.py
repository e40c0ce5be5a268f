"""The critic's explorer without a browser: what it shows where there is none, and what it refuses."""

import numpy as np
import pytest

from gan_lesson.widgets import CriticExplorer, critic_explorer
from tests.widgets.test_epoch_player import bundle, data_of


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(CriticExplorer())
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "CriticExplorer: 'What do they leave for him?', real at 0, fakes from 0 to 7"


@pytest.mark.parametrize("shape", ["bell", "hill"])
def test_the_still_picture_has_both_distances_as_far_as_the_fakes_have_been(monkeypatch, shape):
    drawn = []
    monkeypatch.setattr(critic_explorer, "image_of", lambda figure, dpi: drawn.append(figure))
    _ = CriticExplorer(place=4.5, shape=shape)._poster
    densities, jensen, wasserstein = (panel.axes for sub in drawn[0].subfigs for panel in sub.axes)
    for line, place in zip(densities.lines, (0, 4.5), strict=True):
        x, y = line.get_data()
        assert x[y.argmax()] == pytest.approx(place, abs=0.02)
    shifts, values = wasserstein.lines[0].get_data()
    np.testing.assert_allclose(values, shifts, atol=1e-6)
    assert shifts[-1] == pytest.approx(4.5)
    values = jensen.lines[0].get_ydata()
    assert values[0] == pytest.approx(0, abs=1e-6) and np.all(np.diff(values) > -1e-9)
    assert (values[-1] == pytest.approx(np.log(2), abs=1e-6)) == (shape == "hill")


def test_arguments_reach_the_page():
    data = data_of(CriticExplorer(place=6, width=0.8, shape="bell", title="A <b>", zoom=2))
    assert [data[name] for name in ("place", "width", "shape", "title", "zoom")] == [60, 0.8, "bell", "A <b>", 2]
    assert data["widths"][data["widths"].index(0.8)] == 0.8 and data["last"] == 70


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"place": -1}, "place must be between 0 and 7"),
        ({"place": 7.5}, "place must be"),
        ({"place": float("nan")}, "place must be"),
        ({"width": 0.7}, "width must be one of 0.6"),
        ({"shape": "box"}, "shape must be one of 'bell', 'hill'"),
        ({"zoom": 0}, "zoom"),
    ],
)
def test_what_does_not_fit_is_refused(arguments, says):
    with pytest.raises(ValueError, match=says):
        CriticExplorer(**arguments)
