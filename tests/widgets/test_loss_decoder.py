"""The decoder of loss curves without a browser: what it carries, what it shows where there is none, what it refuses."""

import math
from dataclasses import replace

import numpy as np
import pytest

from gan_lesson.widgets import LossDecoder, loss_decoder
from tests.widgets.synthetic import grey_run, point_run
from tests.widgets.test_epoch_player import bundle, data_of, points_of


def points(title="Ring", seed=0, **losses):
    """A run of points; `losses` are of all of its looks but the first."""
    run = point_run(title, 7, 200, seed)
    run.snapshots[1:] = [replace(look, **losses) for look in run.snapshots[1:]]
    return run


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(LossDecoder({"One": points(), "Grey": grey_run()}))
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "LossDecoder: 'What does this loss say?', One, Grey"


def test_a_run_comes_with_its_losses_its_measures_and_its_samples():
    run = points()
    (packed,) = data_of(LossDecoder({"One": run}))["runs"]
    assert packed["steps"] == [look.step for look in run]
    assert packed["losses"]["hers"] == [None, *(float(f"{look.discriminator_loss:.6g}") for look in run.snapshots[1:])]
    assert packed["losses"]["his"] == [None, *(float(f"{look.generator_loss:.6g}") for look in run.snapshots[1:])]
    measured = [look.metrics["clusters covered"] for look in run]
    assert packed["measures"] == [{"name": "clusters covered", "values": measured}]
    assert packed["plane"]["opinion"] is None, "the samples are the point, and her opinion is most of the room"
    shown = points_of(packed["plane"], "fake").reshape(7, 128, 2)
    np.testing.assert_allclose(1.5 * shown[-1], run[-1].samples[:128], atol=1e-3)


def test_pictures_are_carried_too():
    (packed,) = data_of(LossDecoder({"Grey": grey_run()}))["runs"]
    assert packed["sheet"]["count"] == 16 and packed["measures"] == []


def test_a_run_that_stands_in_a_pair_too_is_carried_once():
    one, other = points("one"), points("other", 1)
    data = data_of(LossDecoder({"One": one, "A and B": {"the first": one, "the second": other}}))
    assert len(data["runs"]) == 2
    assert data["entries"] == [
        {"name": "One", "runs": [0], "titles": ["One"]},
        {"name": "A and B", "runs": [0, 1], "titles": ["the first", "the second"]},
    ]


@pytest.mark.parametrize(("his", "even"), [(0.9, math.log(2)), (-1e-7, -math.log(2))])
def test_the_still_picture_has_both_losses_and_where_both_are_even(monkeypatch, his, even):
    drawn = []
    monkeypatch.setattr(loss_decoder, "image_of", lambda figure, dpi: drawn.append(figure))
    _ = LossDecoder({"One": points(discriminator_loss=1.2, generator_loss=his), "Other": grey_run()})._poster
    for axes, value, line in zip(drawn[0].axes, (1.2, his), (2 * math.log(2), even), strict=True):
        dashed, curve = axes.lines
        assert dashed.get_ydata()[0] == line
        assert list(curve.get_ydata()[1:]) == [value] * 6


def short():
    run = points()
    run.snapshots = run.snapshots[:2]
    return run


def begun():
    run = points()
    run.snapshots = run.snapshots[1:]
    return run


@pytest.mark.parametrize(
    ("runs", "error", "says"),
    [
        (lambda: {}, ValueError, "needs runs"),
        (lambda: {"One": 3}, TypeError, "not int"),
        (lambda: {"Pair": {"a": points(), "b": 3}}, TypeError, "'b' is a int"),
        (lambda: {"Pair": {"a": points()}}, ValueError, "holds 1 runs"),
        (lambda: {"One": short()}, ValueError, "has 2 looks"),
        (lambda: {"One": begun()}, ValueError, "begin with the untrained pair"),
        (lambda: {"One": points(generator_loss=math.nan)}, ValueError, "finite losses"),
        (lambda: {"Critic": points(discriminator_loss=-0.3)}, ValueError, "cross-entropy can't have"),
    ],
)
def test_what_cannot_be_read_is_refused(runs, error, says):
    with pytest.raises(error, match=says):
        LossDecoder(runs())


def test_a_generator_s_loss_on_both_sides_of_0_is_no_cross_entropy():
    run = points()
    run.snapshots[-1] = replace(run[-1], generator_loss=-0.2)
    with pytest.raises(ValueError, match="cross-entropy can't have"):
        LossDecoder({"One": run})
    with pytest.raises(ValueError, match="zoom"):
        LossDecoder({"One": points()}, zoom=0)
