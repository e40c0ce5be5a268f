"""Every figure of points and curves, from inputs whose drawing is known: what stands where, in whose looks."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.markers import MarkerStyle
from mpl_toolkits.mplot3d import proj3d

from gan_lesson import plane, plots
from gan_lesson.evaluation.sampling import ByCount
from gan_lesson.page.palette import LIGHT, MARKERS
from gan_lesson.plots import lesson_01, lesson_02, lesson_03, lesson_04, lesson_05, lesson_06, lesson_08, lesson_09
from gan_lesson.plots.style import in_style
from gan_lesson.region import relative_to

REGION = (0.0, 4.0, 10.0, 14.0)
X, Y = plane.grid_of(REGION).T
CATS, DOGS = [[1.0, 11.0]], [[3.0, 13.5], [1.0, 13.0]]
MEASURES, LABELS = np.array([DOGS[0], CATS[0], DOGS[1]]), np.array([1.0, 0.0, 1.0])
LEFT_ABOVE = ((X < 2) & (Y > 12)).astype(float)  # 1 in one quarter of the region, 0 in the others
PEAKS = np.stack([np.exp(-((X - x) ** 2 + (Y - y) ** 2)) for x, y in ((1, 13), (3, 11))])
PRIOR = np.array([0.9, 0.1])
JOINT = PRIOR[:, None] * PEAKS
MAPS = np.arange(8 * 2 * 2).reshape(8, 2, 2)
STAMPED = np.array([[0, 1, 1], [0, 1, 1], [3, 0, 0]])
UP, DOWN = ([0, 1], [2, 3]), ([0, 1], [3, 2])

FIGURES = {
    "points": plots.plot_points(np.array(CATS), np.array(DOGS), REGION, title="Points"),
    "animals": plots.plot_animals(MEASURES, LABELS, REGION, infiltrators=[False, False, True]),
    "planes": plots.plot_planes({"one": LEFT_ABOVE, "two": X / 4}, REGION, MEASURES, LABELS, levels=[0.5]),
    "curves": plots.plot_curves({"up": UP, "down": DOWN}, "time", "height"),
    "roc": plots.plot_roc({"you": ([0, 0.2, 1], [0, 0.7, 1]), "the expert": ([0, 0.1, 1], [0, 0.9, 1])}),
    "hillside": lesson_01.plot_hillside(LEFT_ABOVE, REGION),
    "descent": lesson_01.plot_descent([0.5, 0.4, 0.3], [3, 2, 4]),
    "groups": lesson_02.plot_groups({"B": (MEASURES, LABELS), "A": (MEASURES - 0.5, LABELS)}, REGION),
    "distributions": lesson_02.plot_distributions(PRIOR, PEAKS, JOINT, JOINT.sum(0), REGION),
    "answers": lesson_02.plot_two_answers(
        MEASURES, LABELS, REGION, [[1, 11], [2, 12], [3, 13]], [[1.5, 12], [2.5, 12]]
    ),
    "bell": lesson_03.plot_bell(np.r_[np.zeros(60), np.ones(40)], "grey level"),
    "spreads": lesson_03.plot_spreads({"near": np.arange(40.0), "far": np.full(7, 80.0)}, "distance"),
    "advice": lesson_04.plot_advice(np.full((2, 2), -1.0), [[0.5, 0], [-0.25, 0]]),
    "flow": lesson_05.plot_flow({"in": np.eye(3)[None], "maps": MAPS, "three": [1, 2, 3], "out": [-0.52]}, "abc"),
    "stamps": lesson_05.plot_stamps({"one": STAMPED, "two": 2 * STAMPED}, {"one": [(0, 1, 2)]}),
    "paths": lesson_08.plot_paths({"out": ([1, 1, 2], [0, 1, 4]), "in": ([1, 0.5, 0.1], [0, 0, 0])}, "x", "y"),
    "table": lesson_04.plot_table([[1, 0.5], [0.25, 0.75]], ["a", "b"], ["c", "d"], "rows", "columns"),
    "panels": lesson_06.plot_panels(
        {
            "density": {"fakes q": UP, "real p": DOWN},
            "D": {"trained": UP, "best, D*": DOWN},
            "loss": {"non-saturating": UP, "saturating": DOWN},
            "free": {"first": UP, "second": DOWN},
        },
        "place",
    ),
}
IMAGES = ("table", "advice", "flow", "stamps")  # their first row is at the top
EARS, SNOUTS = "ear length, pixels", "snout length, pixels"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("points", [("Points", "", "")]),
        ("animals", [("", EARS, SNOUTS)]),
        ("planes", [("one", EARS, SNOUTS), ("two", EARS, "")]),
        ("curves", [("", "time", "height")]),
        ("roc", [("", "share of the fakes let in", "share of the real ones let in")]),
        ("hillside", [("", "ear length", "snout length")]),
        ("descent", [("", "", "cross-entropy"), ("", "step", "infiltrators")]),
        ("groups", [("B", EARS, SNOUTS), ("A", EARS, "")]),
        (
            "distributions",
            [("P(Y)", "", "probability"), ("P(X | Y)", EARS, SNOUTS), ("P(X, Y)", EARS, ""), ("P(X)", EARS, "")],
        ),
        ("answers", [("", EARS, SNOUTS)]),
        ("bell", [("", "grey level", "per cent")]),
        ("spreads", [("", "distance", "per cent")]),
        ("table", [("", "columns", "rows")]),
        ("advice", [("a clumsy sketch", "", ""), ("her advice", "", ""), ("", "", "")]),
        ("flow", [("", "", "")] * 4),
        ("stamps", [("one", "", ""), ("two", "", "")]),
        ("paths", [("out", "x", "y"), ("in", "x", "")]),
        ("panels", [("", "", "density"), ("", "", "D"), ("", "", "loss"), ("", "place", "free")]),
    ],
)
def test_titles_and_axes_bear_their_words(name, words):
    axes = FIGURES[name].axes
    assert [(panel.get_title(), panel.get_xlabel(), panel.get_ylabel()) for panel in axes] == words


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in IMAGES])
def test_more_is_further_up_and_further_right(name):
    for axes in FIGURES[name].axes:
        assert not axes.xaxis_inverted() and not axes.yaxis_inverted()


def drawn(figure):
    """A figure's pixels, RGB from 0 to 1; the first row is the top."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3] / 255


def colour_at(figure, axes, place):
    """The pixel that is drawn at a place of a plane."""
    pixels = drawn(figure)
    column, row = axes.transData.transform(place).round().astype(int)
    return pixels[-1 - row, column]


def marks_of(axes, kind):
    """The points that are drawn with a kind's colour, and only with its mark."""
    [marks] = [one for one in axes.collections if len(one.get_facecolors()) and is_colour(one, getattr(LIGHT, kind))]
    marker = MarkerStyle(MARKERS[kind])
    outline = marker.get_path().transformed(marker.get_transform()).vertices
    np.testing.assert_allclose(marks.get_paths()[0].vertices, outline)
    return marks.get_offsets().tolist()


def is_colour(collection, colour):
    return np.allclose(collection.get_facecolors()[0, :3], to_rgb(colour))


@pytest.mark.parametrize(
    ("name", "panel", "marks"),
    [
        ("points", 0, {"real": CATS, "fake": DOGS}),
        ("animals", 0, {"cat": CATS, "dog": DOGS}),
        ("planes", 0, {"cat": CATS, "dog": DOGS}),
        ("planes", 1, {"cat": CATS, "dog": DOGS}),
        ("groups", 0, {"cat": CATS, "dog": DOGS}),
        ("groups", 1, {"cat": [[0.5, 10.5]], "dog": [[2.5, 13], [0.5, 12.5]]}),
        ("answers", 0, {"cat": CATS, "dog": DOGS}),
    ],
)
def test_points_stand_where_they_are_in_their_colour_and_mark(name, panel, marks):
    axes = FIGURES[name].axes[panel]
    assert {kind: marks_of(axes, kind) for kind in marks} == marks
    assert (*axes.get_xlim(), *axes.get_ylim()) == REGION


def test_fakes_outside_the_region_stand_hollow_at_its_edge_and_are_counted():
    fakes = np.array([[1.0, 11.0], [12.0, 12.0], [2.0, 5.0]])
    axes = plots.plot_points(np.array(CATS), fakes, REGION).axes[0]
    np.testing.assert_allclose(axes.collections[2].get_offsets(), [[3.96, 12], [2, 10.04]])
    assert to_hex(axes.collections[2].get_facecolor()[0]) == LIGHT.ground
    assert [text.get_text() for text in axes.texts] == ["2 outside"]
    assert not FIGURES["points"].axes[0].texts, "none is outside there"


def test_the_legend_calls_real_and_fake_by_their_names():
    axes = FIGURES["points"].axes[0]
    names = {text.get_text(): handle for text, handle in zip(*legend_of(axes), strict=True)}
    assert is_colour(names["real"], LIGHT.real) and is_colour(names["fake"], LIGHT.fake)


def legend_of(axes):
    legend = axes.get_legend()
    return legend.get_texts(), legend.legend_handles


def test_rings_are_around_the_infiltrators_alone():
    rings = FIGURES["animals"].axes[0].collections[-1]
    assert rings.get_offsets().tolist() == [[1, 13]] and len(rings.get_facecolors()) == 0


@pytest.mark.parametrize("name", ["animals", "groups"])
def test_the_names_of_cats_and_dogs_have_their_colours(name):
    texts = {text.get_text(): text.get_color() for text in FIGURES[name].axes[0].texts}
    assert texts == {"◆ cats": LIGHT.cat, "■ dogs": LIGHT.dog}


def test_boundaries_lie_where_a_model_says_zero_and_bear_their_own_names():
    figure = plots.plot_animals(MEASURES, LABELS, REGION, {"upright": X - 1.5, "level": Y - 12.5, "slope": X + Y - 13})
    axes = figure.axes[0]
    upright, level, slope = (
        np.concatenate([path.vertices for path in lines.get_paths()]) for lines in axes.collections[2:]
    )
    assert np.allclose(upright[:, 0], 1.5) and np.allclose(level[:, 1], 12.5) and np.allclose(slope.sum(1), 13)
    names = {text.get_text(): text for text in axes.texts}
    assert names["upright"].xy[0] == pytest.approx(1.5)
    assert names["level"].xy[1] == pytest.approx(12.5)
    assert sum(names["slope"].xy) == pytest.approx(13)
    for name, lines in zip(("upright", "level", "slope"), axes.collections[2:], strict=True):
        assert to_hex(lines.get_edgecolor()[0]) == to_hex(names[name].get_color())
    nowhere = plots.plot_animals(MEASURES, LABELS, REGION, {"nowhere": X + 1}).axes[0]
    assert "nowhere" not in {text.get_text() for text in nowhere.texts}


QUARTERS = {(0.5, 13.5): LIGHT.dogGround, (3.5, 13.5): LIGHT.catGround} | {
    (x, 10.5): LIGHT.catGround for x in (0.5, 3.5)
}


@pytest.mark.parametrize(("place", "colour"), QUARTERS.items())
def test_a_field_is_neither_turned_nor_mirrored(place, colour):
    figure = FIGURES["planes"]
    np.testing.assert_allclose(colour_at(figure, figure.axes[0], place), to_rgb(colour), atol=0.05)


def test_every_field_stands_under_its_title_with_its_line_at_one_half():
    axes = plots.plot_planes({"one": X / 4, "two": (Y - 10) / 4}, REGION, levels=[0.25]).axes
    upright, level = (np.concatenate([path.vertices for path in panel.collections[-1].get_paths()]) for panel in axes)
    assert np.allclose(upright[:, 0], 1) and np.allclose(level[:, 1], 11)
    assert [panel.texts[0].get_text() for panel in axes] == ["25%", "25%"]


def test_a_field_needs_a_number_for_each_point():
    with pytest.raises(ValueError, match="one for each point"):
        plots.plot_planes({"too few": X[:-1]}, REGION)


def test_a_hill_stands_where_the_values_are_high():
    figure = FIGURES["hillside"]
    axes = figure.axes[0]
    pixels = drawn(figure)
    rows, columns = (np.abs(pixels - to_rgb(LIGHT.dogGround)).max(2) < 0.08).nonzero()
    x, y, _ = proj3d.proj_transform(1, 13, 1, axes.get_proj())
    column, row = axes.transData.transform((x, y))
    assert columns.mean() == pytest.approx(column, abs=20) and len(pixels) - rows.mean() == pytest.approx(row, abs=20)
    assert axes.get_zlabel() == "P(dog | x)" and np.allclose(axes.get_zlim(), (0, 1), atol=0.05)


def test_four_distributions_at_the_same_heights():
    bars, likelihood, joint, evidence = FIGURES["distributions"].axes
    heights = {bar.get_x() + bar.get_width() / 2: bar.get_height() for bar in bars.patches}
    assert heights == pytest.approx({0: 0.9, 1: 0.1})
    assert {text.get_position()[0]: text.get_text() for text in bars.texts} == {0: "0.90", 1: "0.10"}
    assert [to_hex(bar.get_facecolor()) for bar in bars.patches] == [LIGHT.cat, LIGHT.dog]
    assert [label.get_text() for label in bars.get_xticklabels()] == ["cat", "dog"]

    def lines_of(axes, number):
        return [path.vertices for path in axes.collections[number].get_paths() if len(path.vertices)]

    for axes, tops in ((likelihood, {"cats": (1, 13), "dogs": (3, 11)}), (joint, {"cats": (1, 13), "dogs": (3, 11)})):
        for number, (name, top) in enumerate(tops.items()):
            np.testing.assert_allclose(lines_of(axes, number)[-1].mean(0), top, atol=0.05)  # the innermost ring
            assert axes.texts[number].get_text() == name and axes.texts[number].get_position() == pytest.approx(top)
            assert to_hex(axes.collections[number].get_edgecolor()[0]) == axes.texts[number].get_color()
    assert evidence.texts[0].get_text() == "animals"
    # A rare species keeps its shape in P(X | Y), and loses height in P(X, Y).
    assert len(lines_of(likelihood, 0)) == len(lines_of(likelihood, 1)) == 5
    assert 0 < len(lines_of(joint, 1)) < len(lines_of(joint, 0))


def test_two_answers_are_told_apart_by_name_and_shape():
    axes = FIGURES["answers"].axes[0]
    assert axes.lines[0].get_xydata().tolist() == [[1, 11], [2, 12], [3, 13]]
    assert axes.collections[2].get_offsets().tolist() == [[1.5, 12], [2.5, 12]]
    names = {text.get_text(): (text.xy, text.get_color()) for text in axes.texts}
    assert tuple(names["the classifier's dogs"][0]) == (3, 13)
    assert names["the painter's dogs"] == ((2.5, 12), LIGHT.discriminator)


@pytest.mark.parametrize(
    ("name", "panel", "curves"),
    [
        ("roc", 0, {"you": [0, 0.7, 1], "the expert": [0, 0.9, 1]}),
        ("panels", 0, {"real p": [3, 2], "fakes q": [2, 3]}),
        ("panels", 1, {"best, D*": [3, 2], "trained": [2, 3]}),
        ("panels", 2, {"saturating": [3, 2], "non-saturating": [2, 3]}),
        ("panels", 3, {"first": [2, 3], "second": [3, 2]}),
    ],
)
def test_the_legend_s_name_leads_to_that_name_s_curve(name, panel, curves):
    axes = FIGURES[name].axes[panel]
    by_look = {(line.get_color(), line.get_linestyle()): line for line in axes.lines}
    for text, handle in zip(*legend_of(axes), strict=True):
        line = by_look[handle.get_color(), handle.get_linestyle()]
        assert line.get_ydata().tolist() == curves.pop(text.get_text())
    assert not curves and len(by_look) == len(axes.lines)


def test_curves_that_come_again_and_again_keep_their_looks():
    looks = {line.get_label(): line.get_color() for axes in FIGURES["panels"].axes for line in axes.lines}
    assert (looks["real p"], looks["fakes q"], looks["best, D*"]) == (LIGHT.real, LIGHT.fake, LIGHT.discriminator)
    assert looks["non-saturating"] == LIGHT.generator != looks["saturating"]


def test_curves_bear_their_names_at_their_ends():
    axes = FIGURES["curves"].axes[0]
    assert [line.get_ydata().tolist() for line in axes.lines] == [[2, 3], [3, 2]]
    assert [(text.get_text(), text.xy) for text in axes.texts] == [("up", (1, 3)), ("down", (1, 2))]
    assert [text.get_color() for text in axes.texts] == [line.get_color() for line in axes.lines]
    assert axes.lines[0].get_linestyle() != axes.lines[1].get_linestyle()


def test_names_of_curves_that_end_together_do_not_lie_on_each_other():
    axes = plots.plot_curves({"low": ([0, 1], [0, 1]), "high": ([0, 1], [9, 1.01]), "far": UP}, "x", "y").axes[0]
    shifts = {text.get_text(): text.xyann[1] for text in axes.texts}
    assert shifts["high"] - shifts["low"] > 15 > abs(shifts["far"])


def test_powers_of_ten_are_one_distance_on_a_logarithmic_axis():
    figures = [lesson_06.plot_panels({"loss": {"a": UP}}, "x", log=log) for log in (False, True)]
    assert [figure.axes[0].get_yscale() for figure in figures] == ["linear", "log"]


@pytest.mark.parametrize("name", [name for name in FIGURES if name != "panels"])  # four here, and two in lessons
def test_a_figure_fits_beside_its_text_on_a_projector_of_1280_x_720(name):
    width, height = FIGURES[name].get_size_inches() * 96
    assert width <= 1180 and height <= 560


def test_names_of_lines_on_a_cliff_are_one_and_else_all():
    slope, cliff = (1 / (1 + np.exp(-np.float64(steep) * (X - Y + 10))) for steep in (2, 20))
    gentle, steep = plots.plot_planes({"slope": slope, "cliff": cliff}, REGION).axes
    assert [text.get_text() for text in gentle.texts] == ["1%", "10%", "50%", "90%", "99%"]
    assert [text.get_text() for text in steep.texts] == ["50%"]


def test_advice_is_blue_for_lighter_and_orange_for_darker():
    figure = FIGURES["advice"]
    sketch, advice, scale = figure.axes
    for place, colour in (((0, 0), LIGHT.real), ((1, 0), LIGHT.ground), ((1, 1), LIGHT.ground)):
        np.testing.assert_allclose(colour_at(figure, advice, place), to_rgb(colour), atol=0.02)
    red, _, blue = colour_at(figure, advice, (0, 1))
    assert red > blue and not colour_at(figure, sketch, (0, 0)).any()
    assert [label.get_text() for label in scale.get_yticklabels()] == ["darker", "leave it", "lighter"]


def test_all_maps_of_a_stage_are_drawn_with_gaps_between_them():
    figure = FIGURES["flow"]
    picture, maps, numbers, logit = figure.axes
    assert picture.images[0].get_array().tolist() == np.eye(3).tolist()
    sheet = np.ma.filled(maps.images[0].get_array(), np.nan)
    assert sheet.shape == (11, 5) and np.isnan(sheet[2::3]).all() and np.isnan(sheet[:, 2]).all()
    np.testing.assert_array_equal(sheet[3:5, 3:], MAPS[3])  # two in a row: the fourth is right in the second
    assert numbers.images[0].get_array().tolist() == [[1], [2], [3]]
    assert [text.get_text() for text in logit.texts] == ["-0.5"]
    words = [text.get_text() for text in figure.texts]
    assert words == ["in", "a", "maps", "b", "three", "c", "out"]
    with pytest.raises(ValueError, match="2 stages have 1 steps between them, not 0"):
        lesson_05.plot_flow({"in": MAPS, "out": [1.0]}, [])


def test_every_pixel_under_a_stamp_bears_its_sum_and_stamps_are_outlined():
    one, two = FIGURES["stamps"].axes
    assert {text.get_position(): text.get_text() for text in one.texts} == {
        (1, 0): "1", (2, 0): "1", (1, 1): "1", (2, 1): "1", (0, 2): "3",
    }  # fmt: skip
    assert [(patch.get_xy(), patch.get_width(), patch.get_height()) for patch in one.patches] == [((0.5, -0.5), 2, 2)]
    assert not two.patches and {text.get_text() for text in two.texts} == {"2", "6"}


def test_paths_share_a_scale_and_say_where_they_begin_and_where_they_go():
    out, inward = FIGURES["paths"].axes
    assert out.get_xlim() == out.get_ylim() == inward.get_xlim() == (-1.08 * 4, 1.08 * 4)
    for axes, arrows in ((out, [(2, 4)]), (inward, [])):
        assert axes.lines[-1].get_xydata().tolist() == [[1, 0]]
        assert [text.xy for text in axes.texts if not text.get_text()] == arrows
        assert [text.xy for text in axes.texts if text.get_text()] == [(1, 0)]


def test_panels_share_an_axis_and_a_density_is_filled_down_to_zero():
    above, *_, below = FIGURES["panels"].axes
    assert above.get_shared_x_axes().joined(above, below)
    assert [area.get_paths()[0].vertices[:, 1].min() for area in above.collections] == [0, 0]


def test_roc_curves_keep_fakes_across_and_reals_up():
    _, you, expert = FIGURES["roc"].axes[0].lines
    assert you.get_xydata().tolist() == [[0, 0], [0.2, 0.7], [1, 1]]
    assert expert.get_xydata().tolist() == [[0, 0], [0.1, 0.9], [1, 1]]


def test_a_descent_has_two_curves_over_the_same_steps():
    above, below = FIGURES["descent"].axes
    assert above.lines[0].get_xydata().tolist() == [[1, 0.5], [2, 0.4], [3, 0.3]]
    assert below.lines[0].get_xydata().tolist() == [[1, 3], [2, 2], [3, 4]]
    assert above.get_ylim()[0] == 0 and below.get_xscale() == "log"


def test_a_bell_beside_what_was_counted():
    """Of values that are normal, both say the same; of a heap at one value, the bell knows nothing."""
    random = np.random.default_rng(0)
    for values, agree in (
        (random.normal(0.3, 0.5, 100_000), True),
        (np.r_[np.full(600, -1), random.random(400)], False),
    ):
        axes = lesson_03.plot_bell(values, "grey level").axes[0]
        counted = np.array([bar.get_height() for bar in axes.patches])
        middles, expected = axes.lines[0].get_xydata().T
        assert abs(counted.sum() - 100) < 0.1 and abs(expected.sum() - 100) < 0.1
        assert (abs(counted - expected).max() < 0.5) == agree
        np.testing.assert_allclose((middles * expected).sum() / 100, values.mean(), atol=0.01)
    assert counted[abs(middles + 1).argmin()] == counted.max() == 60


def test_a_bell_counts_each_value_at_its_place():
    bars = FIGURES["bell"].axes[0].patches
    full = {round(bar.get_x() + bar.get_width() / 2, 6): bar.get_height() for bar in bars if bar.get_height()}
    assert full == {0: 60, 1: 40}
    assert FIGURES["bell"].axes[0].containers[0].get_label() == "counted"
    assert FIGURES["bell"].axes[0].lines[0].get_label() == "if they were normal"


def test_spreads_differ_by_colour_line_and_hatch():
    axes = FIGURES["spreads"].axes[0]
    filled, outlines = axes.patches[::2], axes.patches[1::2]
    assert [one.get_label() for one in outlines] == ["near", "far"]
    for patches, look in ((filled, "get_hatch"), (outlines, "get_linestyle"), (outlines, "get_edgecolor")):
        assert getattr(patches[0], look)() != getattr(patches[1], look)()
    near, far = (patch.get_data() for patch in outlines)
    np.testing.assert_allclose(near.values, [5] * 20 + [0] * 20)  # 40 values in 20 of 40 bins: 5 per cent each
    np.testing.assert_allclose(far.values, [0] * 39 + [100])
    assert (near.edges[0], near.edges[-1]) == (0, 80)


def test_a_table_writes_its_numbers_where_they_belong_the_higher_the_darker():
    figure = FIGURES["table"]
    [axes] = figure.axes
    assert {text.get_position(): text.get_text() for text in axes.texts} == {
        (0, 0): "1.00", (1, 0): "0.50", (0, 1): "0.25", (1, 1): "0.75",
    }  # fmt: skip
    assert {text.get_text() for text in axes.texts if text.get_color() == LIGHT.ground} == {"1.00"}  # light on dark
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["c", "d"]
    assert axes.yaxis_inverted()  # the first row is at the top
    shades = [colour_at(figure, axes, (column - 0.4, row)).sum() for column, row in ((0, 0), (1, 1), (1, 0), (0, 1))]
    assert shades == sorted(shades)


@pytest.mark.parametrize("name", FIGURES)
def test_type_is_large_enough_for_a_projector(name):
    for axes in FIGURES[name].axes:
        for axis in (axes.xaxis, axes.yaxis, getattr(axes, "zaxis", axes.xaxis)):
            assert axis.label.get_size() >= 13
        assert axes.title.get_size() >= 14
        assert all(text.get_size() >= 11 for text in axes.texts)


@in_style
def test_ticks_and_legends_are_large_enough_too():
    axes = lesson_03.plot_bell(np.arange(9.0), "grey level").axes[0]
    texts = [*axes.get_xticklabels(), *axes.get_yticklabels(), *axes.get_legend().get_texts()]
    assert texts and min(text.get_size() for text in texts) >= 12


def test_a_grid_goes_row_by_row_from_the_bottom():
    grid = plane.grid_of(REGION, side=3)
    assert grid.dtype == np.float32
    assert grid.tolist() == [[0, 10], [2, 10], [4, 10], [0, 12], [2, 12], [4, 12], [0, 14], [2, 14], [4, 14]]


def test_a_region_s_edges_are_minus_one_and_one():
    places = relative_to((0, 4, 10, 12), np.array([[2, 11], [0, 10], [4, 12], [3, 11.5]]))
    assert places.tolist() == [[0, 0], [-1, -1], [1, 1], [0.5, 0.5]]


class TestLesson09:
    def test_the_matrix(self):
        figure = lesson_09.plot_matrix(
            [["1", "2"], ["3", "4"]], [[False, True], [False, False]], ["a", "b"], ["x", "y"]
        )
        (axes,) = figure.axes
        said = {text.get_text(): text.get_position() for text in axes.texts}
        assert said == {"1": (0.5, 0.5), "▲ 2 fooled": (1.5, 0.5), "3": (0.5, 1.5), "4": (1.5, 1.5)}
        filled = [patch.get_xy() for patch in axes.patches if to_hex(patch.get_facecolor()) == LIGHT.opinionFake]
        assert filled == [(1.03, 0.06)]
        assert [tick.get_text() for tick in axes.get_yticklabels()] == ["a", "b"]
        assert [tick.get_text() for tick in axes.get_xticklabels()] == ["x", "y"]
        with pytest.raises(ValueError, match="each of 2 scores and 2 suspects"):
            lesson_09.plot_matrix([["1", "2"], ["3", "4"]], [[False, True]], ["a", "b"], ["x", "y"])

    def test_scores_by_count(self):
        many = ByCount(np.array([50, 300]), [np.array([4.0, 6.0]), np.array([2.0])])
        floor = ByCount(np.array([50, 100]), [np.array([1.0, 1.0]), np.array([0.5, 0.7])])
        (axes,) = lesson_09.plot_by_count({"forger": many, "real": floor}, "distance").axes
        forger, real = axes.lines
        assert forger.get_xydata().tolist() == [[50, 5], [300, 2]] and to_hex(real.get_color()) == LIGHT.real
        assert forger.get_marker() != real.get_marker() == MARKERS["real"]
        band = axes.collections[0].get_paths()[0].vertices.tolist()
        assert [50.0, 4.0] in band and [50.0, 6.0] in band and axes.get_xscale() == "log"
        assert [tick.get_text() for tick in axes.get_xticklabels()] == ["50", "100"] and axes.get_ylim()[0] == 0
        assert [text.get_text() for text in axes.get_legend().get_texts()] == ["forger", "real"]
