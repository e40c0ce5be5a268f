"""Figures: what is drawn where, and the words that go with them."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson import plane, plots
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


REGION = (0.0, 4.0, 10.0, 14.0)
MEASURES = np.array([[1.0, 11.0], [3.0, 13.0], [1.0, 13.0]])
LABELS = np.array([0.0, 1.0, 1.0])


def test_a_grid_goes_row_by_row_from_the_bottom():
    grid = plane.grid_of(REGION, side=3)
    assert grid.dtype == np.float32
    assert grid.tolist() == [[0, 10], [2, 10], [4, 10], [0, 12], [2, 12], [4, 12], [0, 14], [2, 14], [4, 14]]


def test_cats_and_dogs_differ_by_colour_and_by_shape():
    axes = plots.plot_animals(MEASURES, LABELS, REGION, infiltrators=[False, False, True]).axes[0]
    cats, dogs, rings = axes.collections
    assert cats.get_offsets().tolist() == [[1, 11]] and dogs.get_offsets().tolist() == [[3, 13], [1, 13]]
    assert rings.get_offsets().tolist() == [[1, 13]] and len(rings.get_facecolors()) == 0
    assert cats.get_facecolors()[0].tolist() != dogs.get_facecolors()[0].tolist()
    assert len(cats.get_paths()[0].vertices) and not np.allclose(
        cats.get_paths()[0].vertices, dogs.get_paths()[0].vertices
    )
    assert axes.get_xlabel() and axes.get_ylabel()


def test_boundaries_lie_where_a_model_says_zero_and_bear_their_names():
    x, y = plane.grid_of(REGION).T
    axes = plots.plot_animals(MEASURES, LABELS, REGION, {"upright": x - 1.5, "level": y - 12.5}).axes[0]
    upright, level = (np.concatenate([path.vertices for path in lines.get_paths()]) for lines in axes.collections[2:4])
    assert np.allclose(upright[:, 0], 1.5) and np.allclose(level[:, 1], 12.5)
    assert {"upright", "level"} <= {text.get_text() for text in axes.texts}
    nowhere = plots.plot_animals(MEASURES, LABELS, REGION, {"nowhere": x + 1}).axes[0]
    assert "nowhere" not in {text.get_text() for text in nowhere.texts}


def test_planes_stand_side_by_side_under_their_titles():
    x, y = plane.grid_of(REGION).T
    figure = plots.plot_planes({"one": x / 4, "two": (y - 10) / 4}, REGION, MEASURES, LABELS, levels=[0.5])
    assert [axes.get_title() for axes in figure.axes] == ["one", "two"]
    assert len(plots.plot_planes({"alone": x / 4}, REGION).axes) == 1
    with pytest.raises(ValueError, match="one for each point"):
        plots.plot_planes({"too few": x[:-1]}, REGION)


def test_a_hillside_is_as_high_as_the_values():
    x, _ = plane.grid_of(REGION).T
    axes = plots.plot_hillside(x / 4, REGION).axes[0]
    assert axes.get_zlabel() == "P(dog | x)"
    assert np.allclose(axes.get_zlim(), (0, 1), atol=0.05)


def test_curves_bear_their_names_at_their_ends():
    axes = plots.plot_curves({"up": ([0, 1], [2, 3]), "down": ([0, 1], [3, 2])}, "time", "height").axes[0]
    assert [line.get_ydata().tolist() for line in axes.lines] == [[2, 3], [3, 2]]
    assert [(text.get_text(), text.xy) for text in axes.texts] == [("up", (1, 3)), ("down", (1, 2))]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("time", "height")
    assert axes.lines[0].get_linestyle() != axes.lines[1].get_linestyle()


def test_panels_share_an_axis_and_know_real_from_fake():
    densities = {"real p": ([0, 1], [2, 3]), "fakes q": ([0, 1], [3, 2])}
    above, below = plots.plot_panels({"density": densities, "D*": {"best, D*": ([0, 1], [0.4, 0.6])}}, "x").axes
    assert [line.get_color() for line in above.lines] == [plots.REAL, plots.FAKE]
    assert above.lines[0].get_linestyle() != above.lines[1].get_linestyle()
    assert [text.get_text() for text in above.get_legend().get_texts()] == ["real p", "fakes q"]
    assert below.lines[0].get_ydata().tolist() == [0.4, 0.6] and below.get_xlabel() == "x"
    assert above.get_shared_x_axes().joined(above, below)


def test_a_descent_has_two_curves_over_the_same_steps():
    above, below = plots.plot_descent([0.5, 0.4, 0.3], [3, 2, 4]).axes
    assert above.lines[0].get_xdata().tolist() == below.lines[0].get_xdata().tolist() == [1, 2, 3]
    assert (above.get_ylabel(), below.get_ylabel(), below.get_xlabel()) == ("cross-entropy", "infiltrators", "step")


def test_groups_stand_side_by_side():
    figure = plots.plot_groups({"real": (MEASURES, LABELS), "painted": (MEASURES + 1, LABELS)}, REGION)
    assert [axes.get_title() for axes in figure.axes] == ["real", "painted"]
    assert figure.axes[1].collections[0].get_offsets().tolist() == [[2, 12]]


def test_four_distributions_are_drawn_at_the_same_heights():
    x, y = plane.grid_of(REGION).T
    likelihood = np.stack([np.exp(-((x - 1) ** 2 + (y - 11) ** 2)), np.exp(-((x - 3) ** 2 + (y - 13) ** 2))])
    prior = np.array([0.9, 0.1])
    joint = prior[:, None] * likelihood
    figure = plots.plot_distributions(prior, likelihood, joint, joint.sum(0), REGION)
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == ["P(Y)", "P(X | Y)", "P(X, Y)", "P(X)"]
    assert [bar.get_height() for bar in figure.axes[0].patches] == [0.9, 0.1]

    def lines_of(axes, number):
        return sum(len(path.vertices) > 0 for path in axes.collections[number].get_paths())

    # A rare species keeps its shape in P(X | Y), and loses height in P(X, Y).
    assert lines_of(figure.axes[1], 0) == lines_of(figure.axes[1], 1) == 6
    assert 0 < lines_of(figure.axes[2], 1) < lines_of(figure.axes[2], 0)


def test_two_answers_are_told_apart_by_name_and_shape():
    climbed, painted = np.array([[1.0, 11.0], [2.0, 12.0], [3.0, 13.0]]), np.array([[2.5, 12.0]])
    axes = plots.plot_two_answers(MEASURES, LABELS, REGION, climbed, painted).axes[0]
    assert axes.lines[0].get_xydata().tolist() == climbed.tolist()
    assert axes.collections[2].get_offsets().tolist() == painted.tolist()
    assert {"the classifier's dogs", "the painter's dogs"} <= {text.get_text() for text in axes.texts}


def test_roc_curves_keep_their_judges_apart():
    rising = np.linspace(0, 1, 5)
    figure = plots.plot_roc({"you": (rising**2, rising), "the expert": (rising, rising)})
    [axes] = figure.axes
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["you", "the expert"]
    diagonal, you, expert = axes.get_lines()
    np.testing.assert_allclose(you.get_xdata(), rising**2)
    assert you.get_linestyle() != expert.get_linestyle() and you.get_color() != expert.get_color()


def test_a_table_writes_its_numbers_and_names():
    figure = plots.plot_table(np.array([[1.0, 0.5], [0.25, 0.75]]), ["a", "b"], ["c", "d"], "rows", "columns")
    [axes] = figure.axes
    assert [text.get_text() for text in axes.texts] == ["1.00", "0.50", "0.25", "0.75"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["c", "d"]
    assert (axes.get_ylabel(), axes.get_xlabel()) == ("rows", "columns")
