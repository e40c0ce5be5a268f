"""The duel of two densities without a browser: its numbers, its bundle, what it refuses."""

import base64
import io
import math

import numpy as np
import pytest
from PIL import Image

from gan_lesson.props.densities import Bell, Hill, duel
from gan_lesson.widgets import DensityDuel, density_duel
from gan_lesson.widgets.density_duel import COLUMNS, WIDTHS
from tests.widgets.test_epoch_player import bundle, data_of, markup


def table(shown, shape):
    """What the page looks numbers up in: (widths, places, columns)."""
    data = data_of(shown)
    values = np.frombuffer(base64.b64decode(data["tables"][shape]), "<f4")
    return values.reshape(len(data["widths"]), data["places"], len(data["columns"]))


@pytest.mark.parametrize(("shape", "kind"), [("bell", Bell), ("hill", Hill)])
def test_the_tables_hold_what_the_package_computes(shape, kind):
    found = table(DensityDuel(), shape)
    assert found.shape == (6, 61, 6)
    for width, place in [(2, 0), (2, 30), (0, 7), (5, 60)]:
        expected = duel(kind(0, 1), kind(0, WIDTHS[width]), place / 10)
        for name, value in zip(COLUMNS, found[width, place], strict=True):
            assert value == pytest.approx(getattr(expected, name)[0], rel=1e-5, abs=1e-6, nan_ok=True), name


def test_to_the_left_all_is_mirrored():
    """So the page needs only one half of the places."""
    left, right = (duel(Bell(0, 1), Bell(0, 1.6), shift) for shift in (-2.3, 2.3))
    for name in COLUMNS:
        sign = -1 if name.endswith("gradient") else 1
        assert getattr(left, name)[0] == pytest.approx(sign * getattr(right, name)[0]), name


def test_the_saturating_gradient_dies_and_the_other_does_not():
    saturating, other = (table(DensityDuel(), "bell")[2, :, COLUMNS.index(name)] for name in COLUMNS[3:5])
    assert saturating.argmax() < 25 and saturating[60] < 0.05 * saturating.max()
    assert np.all(np.diff(other) > 0) and other[60] > 5.9


def test_the_smallest_value_is_that_of_equal_densities():
    for shape in ("bell", "hill"):
        values = table(DensityDuel(), shape)[:, :, 0]
        assert np.unravel_index(values.argmin(), values.shape) == (2, 0)  # width 1, place 0
        assert values.min() == pytest.approx(-math.log(4), abs=1e-6)
        assert np.sort(values, axis=None)[1] > values.min() + 1e-4


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(DensityDuel())
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "DensityDuel: 'Slide the fakes', real at 0, fakes from -6 to 6"
    assert Image.open(io.BytesIO(base64.b64decode(shown["image/png"]))).size == pytest.approx((960, 600), abs=12)
    assert "Two densities on a line" in markup(DensityDuel())
    assert len(shown["text/html"]) < 160_000


def test_the_still_picture_draws_the_fakes_at_their_place(monkeypatch):
    drawn = []
    monkeypatch.setattr(density_duel, "image_of", lambda figure, dpi: drawn.append(figure))
    _ = DensityDuel(place=2, width=1)._poster
    panels = {axes.get_title(loc="left"): axes.lines for axes in drawn[0].axes}

    def at(line, x):
        return np.interp(x, *line.get_data())

    real, fakes = panels["real p, and fakes q (dashed)"]
    top = 1 / math.sqrt(2 * math.pi)
    assert (at(real, 0), at(fakes, 2)) == pytest.approx((top, top)) and fakes.get_linestyle() == "--"
    [trusted] = panels["D*(x) = p / (p + q)"]
    assert [at(trusted, x) for x in (0, 1)] == pytest.approx([1 / (1 + math.exp(-2)), 0.5])  # exp(-x^2/2), p over p + q
    value, place = panels["value V(D*, G)"]
    assert (at(value, 0), at(value, 6)) == pytest.approx((-math.log(4), 0), abs=0.01)
    assert list(place.get_xdata()) == [2, 2]
    saturating, nonsaturating, _ = panels["losses: saturating (dashed), non-saturating"]
    assert (at(saturating, 0), at(nonsaturating, 0)) == pytest.approx((-math.log(2), math.log(2)))
    saturating, nonsaturating, _ = panels["their gradients, D* held still"]
    assert saturating.get_linestyle() == "--" and abs(at(saturating, 6)) < 0.1
    assert at(nonsaturating, 6) > 5.9 and at(nonsaturating, -6) < -5.9


def test_arguments_reach_the_page():
    data = data_of(DensityDuel(-1.2, 0.8, "hill", title="A <b>", caption="See </script>", zoom=2))
    assert (data["place"], data["width"], data["shape"], data["zoom"]) == (-12, 1, "hill", 2)
    assert (data["title"], data["caption"]) == ("A <b>", "See </script>")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"place": 7}, "between -6 and 6"),
        ({"place": math.nan}, "between -6 and 6"),
        ({"width": 3}, "one of 0.6"),
        ({"shape": "box"}, "'bell', 'hill'"),
        ({"zoom": 0}, "above 0"),
    ],
)
def test_what_it_refuses(arguments, says):
    with pytest.raises(ValueError, match=says):
        DensityDuel(**arguments)
