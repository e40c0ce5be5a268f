"""Figures: what is drawn where, and the words that go with them."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson import plots
from gan_lesson.history import History, Snapshot


def history(kind="pictures"):
    run = History(torch.zeros(16, 2), title="Test")
    for epoch in range(3):
        samples = np.full((16, 4, 4), 80 * epoch, np.uint8) if kind == "pictures" else np.zeros((16, 2), np.float32)
        run.snapshots.append(Snapshot(10 * epoch, epoch, samples, None, 1.4 - 0.1 * epoch, 0.7 + 0.1 * epoch))
    return run


def test_tile_lays_out_row_by_row():
    sheet = plots.tile(np.arange(3).repeat(4).reshape(3, 2, 2), columns=2, blank=9)
    np.testing.assert_array_equal(sheet, [[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 9, 9], [2, 2, 9, 9]])


def test_floats_and_grey_levels_are_drawn_on_their_own_scales():
    for pictures, middle in ((np.zeros((2, 4, 4)), (-1, 1)), (np.zeros((2, 4, 4), np.uint8), (0, 255))):
        image = plots.plot_pictures(pictures).axes[0].images[0]
        assert image.get_clim() == middle


def test_points_differ_by_colour_and_by_shape():
    axes = plots.plot_points(np.zeros((3, 2)), np.ones((4, 2)), (-1, 1, -2, 2)).axes[0]
    real, fake = axes.collections
    assert len(real.get_offsets()) == 3 and len(fake.get_offsets()) == 4
    assert not np.allclose(real.get_facecolor()[0, :3], fake.get_facecolor()[0, :3])
    assert len(real.get_paths()[0]) != len(fake.get_paths()[0])
    assert axes.get_xlim() == (-1, 1) and axes.get_ylim() == (-2, 2)


def test_losses_are_lines_over_epochs():
    discriminator, generator = plots.plot_losses(history()).axes[0].lines
    np.testing.assert_allclose(discriminator.get_xydata(), [(0, 1.4), (1, 1.3), (2, 1.2)])
    np.testing.assert_allclose(generator.get_ydata(), [0.7, 0.8, 0.9])
    assert discriminator.get_linestyle() != generator.get_linestyle()


def test_moments_of_a_run_are_named():
    axes = plots.plot_run(history(), [0, 2]).axes
    assert [one.get_title() for one in axes] == ["untrained", "epoch 2"]
    assert axes[1].images[0].get_array().max() == 160


def test_shown_figures_speak():
    shown = plots.show(plots.plot_points(np.zeros((3, 2))), alt='Three "points" <here>', caption="All & one")
    bundle = shown._repr_mimebundle_()
    assert bundle["text/plain"] == repr(shown) == 'Three "points" <here>'
    assert 'alt="Three &quot;points&quot; &lt;here&gt;"' in bundle["text/html"]
    assert "<figcaption>All &amp; one</figcaption>" in bundle["text/html"]
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.width > 400 and len(picture.convert("RGB").getcolors()) > 3


@pytest.mark.parametrize("shape", [(4, 4), (2, 3, 4, 4, 1)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ValueError, match=r"\(n, height, width\)"):
        plots.plot_pictures(np.zeros(shape))


def test_plot_run_wants_pictures():
    with pytest.raises(ValueError, match="'Test' shows points"):
        plots.plot_run(history("points"), [0])


def test_a_sheet_is_as_wide_as_asked():
    narrow, wide = (plots.plot_pictures(np.zeros((4, 4, 4)), 2, inches=inches) for inches in (3, 6))
    assert narrow.get_size_inches()[0] == 3 and wide.get_size_inches()[0] == 6


def test_a_bell_beside_what_was_counted():
    """Of values that are normal, both say the same; of a heap at one value, the bell knows nothing."""
    random = np.random.default_rng(0)
    for values, agree in (
        (random.normal(0.3, 0.5, 100_000), True),
        (np.r_[np.full(600, -1), random.random(400)], False),
    ):
        axes = plots.plot_bell(values, "grey level").axes[0]
        counted = np.array([bar.get_height() for bar in axes.patches])
        middles, expected = axes.lines[0].get_xydata().T
        assert abs(counted.sum() - 100) < 0.1 and abs(expected.sum() - 100) < 0.1
        assert (abs(counted - expected).max() < 0.5) == agree
        np.testing.assert_allclose((middles * expected).sum() / 100, values.mean(), atol=0.01)
    assert counted[abs(middles + 1).argmin()] == counted.max() == 60
    assert axes.get_xlabel() == "grey level"


def test_spreads_differ_by_colour_line_and_hatch():
    axes = plots.plot_spreads({"near": np.arange(40.0), "far": np.full(7, 80.0)}, "distance").axes[0]
    filled, outlines = axes.patches[::2], axes.patches[1::2]
    assert [one.get_label() for one in outlines] == ["near", "far"]
    for patches, look in ((filled, "get_hatch"), (outlines, "get_linestyle"), (outlines, "get_edgecolor")):
        assert getattr(patches[0], look)() != getattr(patches[1], look)()
    for patch, heaps in zip(outlines, (20, 1), strict=True):
        heights, edges, _ = patch.get_data()
        assert abs(heights.sum() - 100) < 1e-9 and edges[0] == 0 and edges[-1] == 80
        assert (heights > 0).sum() == heaps
