"""The flip book without a browser: what its bundle holds, how large it is, what it refuses."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson.widgets import FlipBook
from tests.widgets.test_epoch_player import bundle, data_of, frames_of, markup

PAGES = ("0", "1", "10")


def sheet(lightest=220, size=8):
    """Three pages of six pictures, each picture of one grey."""
    page, picture = np.mgrid[:3, :6]
    greys = (lightest - 50 * page - 10 * picture).astype(np.uint8)
    return np.broadcast_to(greys[:, :, None, None], (3, 6, size, size)).copy()


def book(sheets=None, **more):
    how = {"columns": 3, "name": "lambda", "pages": PAGES, **more}
    return FlipBook(sheets or {"with": sheet(), "without": sheet(255)}, **how)


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(book())
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "FlipBook: 'A flip book', 3 pages, with, without"
    assert bundle(book()) == shown


def test_what_nbval_compares_does_not_depend_on_the_pictures():
    one, other = book(), book({"with": sheet(200), "without": sheet(210)})
    assert one.html != other.html and markup(one) == markup(other)
    assert "Pictures for lambda 1 on each sheet: with, without." in markup(book(start=1))


def test_every_page_has_its_pictures_and_keeps_its_rows_and_columns():
    data = data_of(book(start=2))
    assert (data["name"], data["pages"], data["start"]) == ("lambda", list(PAGES), 2)
    for shipped, sent in zip(data["sheets"], (sheet(), sheet(255)), strict=True):
        # Three of 8 pixels across and two down, with a gap of one.
        assert shipped["layout"] == {"count": 1, "columns": 1, "tileWidth": 26, "tileHeight": 17}
        frames = frames_of(shipped["film"]).astype(int)
        assert frames.shape == (3, 17, 26)
        for number in range(6):
            row, column = divmod(number, 3)
            middle = frames[:, 9 * row + 4, 9 * column + 4]
            assert np.abs(middle - sent[:, number, 0, 0]).max() <= 6, "the next picture differs by 10"


def test_the_poster_shows_the_page_that_it_opens_on():
    posters = [
        Image.open(io.BytesIO(base64.b64decode(bundle(book(start=page))["image/png"]))).convert("L") for page in (0, 2)
    ]
    assert [poster.getpixel((40, 60)) for poster in posters] == pytest.approx([220, 120], abs=8)


def test_a_book_keeps_what_it_was_given():
    given = sheet()
    shown = book({"with": given})
    before = bundle(book({"with": given}))
    given[:] = 0
    assert bundle(shown) == before


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: FlipBook({}, 3, "lambda", PAGES), ValueError, "one sheet of pictures"),
        (lambda: book({"a": torch.zeros(3, 6, 8, 8)}), TypeError, "dtype uint8"),
        (lambda: book({"a": sheet() / 255}), TypeError, "dtype uint8"),
        (lambda: book({"a": sheet()[0]}), ValueError, r"not \(6, 8, 8\)"),
        (lambda: book({"a": sheet()[:0]}, pages=()), ValueError, r"not \(0, 6, 8, 8\)"),
        (lambda: book(pages=("0", "1")), ValueError, "there are 3 pages, words for 2"),
        (lambda: book(columns=0), ValueError, "columns must be 1 or more"),
        (lambda: book(start=3), ValueError, "one of the 3 pages, counted from 0, not 3"),
        (lambda: book(zoom=0), ValueError, "zoom must be a number above 0, not 0"),
    ],
)
def test_bad_input_is_told_in_one_sentence(make, error, message):
    with pytest.raises(error, match=message) as caught:
        make()
    assert "\n" not in str(caught.value)
