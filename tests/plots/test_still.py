"""Still pictures: marks, opinions and lines in the plane, and pictures laid out, at pixels that are known."""

import numpy as np
import pytest
from PIL import ImageColor

from gan_lesson.page.palette import LIGHT
from gan_lesson.plots.still import StillPlane, arranged, at_the_edge, enlarged, point_poster, write

REGION = (
    0.0,
    4.0,
    10.0,
    12.0,
)  # 100 pixels to a unit at a height of 200: the point (x, y) lies at (100 x, 1200 - 100 y)


def colour_at(image, x, y):
    return pytest.approx(np.array(image.convert("RGB").getpixel((x, y))), abs=12)


def rgb(colour):
    return ImageColor.getrgb(colour)


def extent(image, ground):
    """The columns and rows (left, right, top, bottom) of what is not ground."""
    rows, columns = (np.abs(np.asarray(image).astype(int) - rgb(ground)).max(2) > 60).nonzero()
    return columns.min(), columns.max(), rows.min(), rows.max()


@pytest.mark.parametrize("kind", ["real", "fake", "cat", "dog"])
def test_a_mark_lies_at_its_point(kind):
    plane = StillPlane(REGION, 200, ground=LIGHT.ground)
    plane.mark(np.array([[3.0, 11.5]]), kind, fill=getattr(LIGHT, kind), radius=10)
    image = plane.image()
    assert image.size == (400, 200)
    assert rgb(getattr(LIGHT, kind)) == colour_at(image, 300, 50)
    assert extent(image, LIGHT.ground) == pytest.approx((290, 309, 40, 59), abs=4)


@pytest.mark.parametrize(
    ("kind", "filled", "empty"),
    [
        # Offsets from the middle, in pixels, at radius 10; one offset inside of every other mark is empty in this one.
        ("real", [(0, -8), (0, 8), (-8, 0), (8, 0), (6, 6)], [(9, 9), (-9, -9)]),
        ("fake", [(0, -8), (-7, 5), (7, 5)], [(7, -7), (-7, -7), (0, 10)]),
        ("cat", [(0, -9), (0, 9), (-9, 0), (9, 0)], [(7, 7), (-7, 7), (7, -7)]),
        ("dog", [(7, 7), (-7, 7), (7, -7), (-7, -7)], [(10, 0), (0, -10)]),
    ],
)
def test_a_mark_has_its_shape(kind, filled, empty):
    plane = StillPlane(REGION, 200, ground=LIGHT.ground)
    plane.mark(np.array([[3.0, 11.5]]), kind, fill=LIGHT.ink, radius=10)
    image = plane.image()
    assert max(image.getpixel((300 + x, 50 + y))[0] for x, y in filled) < 100
    assert min(image.getpixel((300 + x, 50 + y))[0] for x, y in empty) > 200


def test_an_outline_leaves_the_middle_free():
    plane = StillPlane(REGION, 200, ground=LIGHT.ground)
    plane.mark(np.array([[1.0, 10.5]]), "real", edge=LIGHT.real, radius=10)
    image = plane.image()
    assert rgb(LIGHT.ground) == colour_at(image, 100, 150)
    assert all(image.getpixel((100 + x, 150 + y))[0] < 128 for x, y in ((9, 0), (-10, 0), (0, 9), (0, -10)))


def test_points_that_are_far_away_or_nowhere_are_left_out():
    plane = StillPlane(REGION, 200, ground=LIGHT.ground)
    plane.mark(np.array([[1e30, 11], [np.nan, 11], [2, -np.inf], [9, 11]]), "fake", fill=LIGHT.fake)
    assert np.asarray(plane.image()).min() == 255


@pytest.mark.parametrize("lit", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_an_opinion_is_neither_turned_nor_mirrored(lit):
    opinion = np.zeros((2, 2), np.uint8)
    opinion[lit] = 255  # its first row is the bottom, its first column the left
    plane = StillPlane(REGION, 200)
    plane.shade(opinion)
    for row in (0, 1):
        for column in (0, 1):
            colour = LIGHT.opinionReal if (row, column) == lit else LIGHT.opinionFake
            assert rgb(colour) == colour_at(plane.image(), 20 + 360 * column, 190 - 180 * row)


@pytest.mark.parametrize(
    ("opinion", "on", "off"),
    [([[0, 255], [0, 255]], (200, 40), (180, 100)), ([[0, 0], [255, 255]], (40, 100), (200, 110))],
    ids=["upright", "level"],
)
def test_a_line_parts_the_two_sides_of_an_opinion(opinion, on, off):
    plane = StillPlane(REGION, 200)
    plane.shade(np.array(opinion, np.uint8))
    on, off = (np.array(plane.image().getpixel(place)) for place in (on, off))
    assert np.abs(on - rgb(LIGHT.discriminator)).max() < 60 < np.abs(off - rgb(LIGHT.discriminator)).max()


def test_lines_and_polygons_go_through_their_points():
    plane = StillPlane(REGION, 200, ground=LIGHT.ground)
    plane.polygon(np.array([[0, 10], [1, 10], [1, 12], [0, 12]]), LIGHT.dog)
    plane.line(np.array([[2, 10], [4, 12]]), LIGHT.accent, 6)
    image = plane.image()
    assert rgb(LIGHT.dog) == colour_at(image, 90, 10) and rgb(LIGHT.ground) == colour_at(image, 110, 10)
    assert rgb(LIGHT.accent) == colour_at(image, 250, 150) and rgb(LIGHT.ground) == colour_at(image, 250, 50)


def test_fakes_lie_over_real_points_before_the_opinion():
    real, fake = np.array([[0.5, 10.5], [3.0, 11.0]]), np.array([[3.0, 11.0]])
    poster = point_poster(REGION, np.full((4, 4), 255, np.uint8), real, fake)
    assert poster.size == (840, 420)  # 210 pixels to a unit
    assert rgb(LIGHT.opinionReal) == colour_at(poster, 5, 5)
    assert rgb(LIGHT.opinionReal) == colour_at(poster, 105, 315)  # a ring is empty,
    ring = np.asarray(poster)[311:320, 101:110].reshape(-1, 3).astype(int)
    assert (np.abs(ring - rgb(LIGHT.real)).max(1) < 60).sum() > 5  # and blue around it
    assert rgb(LIGHT.fake) == colour_at(poster, 630, 210)
    assert rgb(LIGHT.opinionHalf) == colour_at(point_poster(REGION, None, None, fake), 105, 315)


def test_pictures_are_laid_out_row_by_row_below_their_titles():
    pictures = [enlarged(np.full((2, 3), grey, np.uint8), 10) for grey in (0, 100, 200)]
    plain = arranged(pictures, columns=2, gap=4)
    assert plain.size == (64, 44)
    assert [plain.getpixel(place) for place in ((5, 5), (40, 5), (5, 30), (40, 30), (31, 5))] == [0, 100, 200, 255, 255]
    titled = arranged(pictures, columns=1, gap=4, titles=["", "two", "three"])
    assert titled.size == (30, 3 * 48 - 4)
    assert [titled.getpixel((5, 48 * number + 24)) for number in range(3)] == [0, 100, 200]
    inked = [np.asarray(titled)[48 * number : 48 * number + 24].min() < 100 for number in range(3)]
    assert inked == [False, True, True]


def test_an_enlarged_picture_keeps_its_left_and_its_top():
    picture = np.arange(0, 240, 40, dtype=np.uint8).reshape(2, 3)
    np.testing.assert_array_equal(enlarged(picture, 10), picture.repeat(10, 0).repeat(10, 1))  # squares, not blurred


def test_words_begin_at_their_place():
    image = StillPlane(REGION, 200, ground=LIGHT.ground).image()
    write(image, (50, 60), "HHH", size=20)
    left, right, top, bottom = extent(image, LIGHT.ground)
    assert 50 <= left <= 54 and 80 < right < 110 and 60 <= top < 68 and 72 < bottom < 84


def test_fakes_outside_a_poster_stand_at_its_edge_hollow_and_counted():
    inside = np.array([[1.0, 11.0]])
    nothing = np.asarray(point_poster(REGION, None, None, inside)).astype(int)
    poster = point_poster(REGION, None, None, np.vstack([inside, [[9.0, 11.0], [np.inf, 11.0]]]))
    drawn = np.abs(np.asarray(poster).astype(int) - nothing).max(2) > 60
    rows, columns = drawn.nonzero()
    right = columns > poster.width / 2
    assert rows[right].mean() == pytest.approx(poster.height / 2, abs=4) and columns[right].min() > 0.96 * poster.width
    assert rows[~right].min() > 0.9 * poster.height and columns[~right].max() < 0.2 * poster.width, "the count's place"
    assert poster.getpixel((round(0.99 * poster.width), poster.height // 2))[2] > 180, "it is hollow"


def test_what_is_nowhere_stands_at_the_edge_too():
    edge, outside = at_the_edge(REGION, np.array([[np.nan, 11.0], [-np.inf, 11.0], [1.0, 11.0]]))
    assert outside.tolist() == [True, True, False]
    np.testing.assert_allclose(edge, [[3.96, 11], [0.04, 11]], atol=1e-5)
