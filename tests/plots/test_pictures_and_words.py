"""Sheets of pictures with their titles, and what a notebook gets of a figure."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson import plots
from gan_lesson.history import History, Snapshot


def history(kind="pictures"):
    """Snapshots at steps 0, 4, 20, 40; epochs end at 20. Picture i of a snapshot has the grey level step + i."""
    run = History(torch.zeros(16, 2), title="Test")
    for step, epoch in ((0, 0), (4, 0), (20, 1), (40, 2)):
        samples = np.arange(step, step + 16, dtype=np.uint8)[:, None, None].repeat(4, 1).repeat(4, 2)
        samples = samples if kind == "pictures" else np.zeros((16, 2), np.float32)
        run.snapshots.append(Snapshot(step, epoch, samples, None, 1.4, 0.7))
    return run


def test_tile_lays_out_row_by_row():
    sheet = plots.tile(np.arange(3).repeat(4).reshape(3, 2, 2), columns=2, blank=9)
    np.testing.assert_array_equal(sheet, [[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 9, 9], [2, 2, 9, 9]])


def test_gaps_stand_between_pictures_and_not_around_them():
    sheet = plots.tile(np.arange(3).repeat(4).reshape(3, 2, 2), columns=2, blank=9, gap=1)
    rows = [[0, 0, 9, 1, 1], [0, 0, 9, 1, 1], [9, 9, 9, 9, 9], [2, 2, 9, 9, 9], [2, 2, 9, 9, 9]]
    np.testing.assert_array_equal(sheet, rows)


def test_a_picture_keeps_its_left_and_its_top():
    assert plots.tile(np.arange(6).reshape(1, 2, 3), columns=1).tolist() == [[0, 1, 2], [3, 4, 5]]
    axes = plots.plot_pictures(np.arange(6, dtype=np.uint8).reshape(1, 2, 3), columns=1).axes[0]
    assert axes.images[0].get_array().tolist() == [[0, 1, 2], [3, 4, 5]]
    assert axes.yaxis_inverted() and not axes.xaxis_inverted()  # row 0 is at the top


def test_floats_and_grey_levels_are_drawn_on_their_own_scales():
    for pictures, ends in ((np.zeros((2, 4, 4)), (-1, 1)), (np.zeros((2, 4, 4), np.uint8), (0, 255))):
        image = plots.plot_pictures(pictures).axes[0].images[0]
        assert image.get_clim() == ends and image.get_cmap().name == "gray"
        assert image.get_array()[0, -1] == ends[0]  # a place without a picture is black


def test_every_sheet_stands_under_its_own_title():
    sheets = np.stack([np.full((2, 4, 4), grey) for grey in (-1.0, 0.5)])
    figure = plots.plot_pictures(sheets, titles=["black", "light"])
    drawn = {axes.get_title(): axes.images[0].get_array()[0, 0] for axes in figure.axes}
    assert drawn == {"black": -1, "light": 0.5}


def test_moments_of_a_run_are_named_and_show_the_first_pictures_of_that_moment():
    figure = plots.plot_run(history(), [0, 1, 2, -1], pictures=4)
    drawn = {axes.get_title(): axes.images[0].get_array()[::4, ::4].ravel().tolist() for axes in figure.axes}
    assert drawn == {
        "untrained": [0, 1, 2, 3],
        "step 4": [4, 5, 6, 7],
        "epoch 1": [20, 21, 22, 23],
        "epoch 2": [40, 41, 42, 43],
    }


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
    assert plots.plot_pictures(np.zeros((3, 4, 4, 4)), 2, inches=6).get_size_inches()[0] == pytest.approx(9.6)


def test_rows_and_columns_bear_their_names_and_pictures_are_apart():
    axes = plots.plot_pictures(np.zeros((6, 4, 5)), 3, rows=["above", "below"], heads=["a", "b", "c"]).axes[0]
    assert {label.get_text(): y for label, y in zip(axes.get_yticklabels(), axes.get_yticks(), strict=True)} == {
        "above": 2, "below": 6,
    }  # fmt: skip
    assert {label.get_text(): x for label, x in zip(axes.get_xticklabels(), axes.get_xticks(), strict=True)} == {
        "a": 2.5, "b": 7.5, "c": 12.5,
    }  # fmt: skip
    two = plots.plot_pictures(np.zeros((2, 2, 4, 4)), 2, heads=["a", "b", "c", "d"])
    assert [[label.get_text() for label in axes.get_xticklabels()] for axes in two.axes] == [["a", "b"], ["c", "d"]]
    upright, level = axes.collections
    assert [line[0][0] for line in upright.get_segments()] == [4.5, 9.5]
    assert [line[0][1] for line in level.get_segments()] == [3.5]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [({"rows": "ab"}, "1 rows need 1 names, not 2"), ({"heads": "a"}, "2 columns need 2 names, not 1")],
)
def test_names_of_rows_and_columns_are_as_many_as_these(names, sentence):
    with pytest.raises(ValueError, match=sentence):
        plots.plot_pictures(np.zeros((2, 4, 4)), 2, **names)


def test_a_picture_is_shown_pixel_for_pixel_however_its_margins_were_cut():
    for inches in (3, 6):
        bundle = plots.show(plots.plot_pictures(np.zeros((2, 4, 4)), 2, inches=inches), "black")._repr_mimebundle_()
        picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
        assert f'width="{round(picture.width / 1.5)}"' in bundle["text/html"]


def test_a_figure_tells_the_size_of_its_smallest_words():
    figure = plots.plot_points(np.zeros((3, 2)), title="Zero")
    figure.axes[0].text(0, 0, "seen", size=9)
    figure.axes[0].text(0, 0, " ", size=3)
    figure.axes[0].text(0, 0, "hidden", size=3, visible=False)
    shown = plots.show(figure, "three points")._repr_mimebundle_()["text/html"]
    assert 'data-lettering="12"' in shown  # 9 pt, in pixels
    silent = plots.show(plots.plot_pictures(np.zeros((2, 4, 4)), 2), "black")._repr_mimebundle_()["text/html"]
    assert 'data-lettering="0"' in silent


def test_shown_figures_speak():
    shown = plots.show(plots.plot_points(np.zeros((3, 2))), alt='Three "points" <here>', caption="All & one")
    bundle = shown._repr_mimebundle_()
    assert bundle["text/plain"] == repr(shown) == 'Three "points" <here>'
    assert 'alt="Three &quot;points&quot; &lt;here&gt;"' in bundle["text/html"]
    assert "<figcaption>All &amp; one</figcaption>" in bundle["text/html"]
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"])))
    assert picture.width > 400 and len(picture.convert("RGB").getcolors()) > 3
