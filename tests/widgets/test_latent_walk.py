"""The latent walk without a browser: what its bundle holds, how large it is, what it refuses."""

import base64
import io
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson import recordings
from gan_lesson.widgets import LatentWalk
from tests.widgets.test_epoch_player import bundle, data_of, frames_of, markup

LATITUDES = (-30, 0, 30)


def world(lightest=220, size=8):
    """3 x 6 places, each of one grey: ten levels from longitude to longitude, fifty from latitude to latitude."""
    row, column = np.mgrid[:3, :6]
    greys = (lightest - 50 * row - 10 * column).astype(np.uint8)
    return np.broadcast_to(greys[:, :, None, None], (3, 6, size, size)).copy()


def walk(*worlds, **more):
    worlds = worlds or (world(), world(255))
    titles = [f"World {number}" for number in range(len(worlds))]
    return LatentWalk(*worlds, **{"titles": titles, "latitudes": LATITUDES, **more})


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(walk())
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "LatentWalk: 'A walk through latent space', 3 x 6 places, World 0, World 1"
    assert Image.open(io.BytesIO(base64.b64decode(shown["image/png"]))).format == "PNG"
    assert bundle(walk()) == shown


def test_what_nbval_compares_does_not_depend_on_the_pictures():
    one, other = walk(), walk(world(200), world(210))
    assert one.html != other.html
    assert markup(one) == markup(other)
    assert "One generated picture at one place of latent space from each of: World 0, World 1." in markup(one)
    assert len(markup(one)) < 500


def test_every_place_has_its_picture():
    data = data_of(walk())
    assert (data["columns"], data["latitudes"], data["row"], data["column"]) == (6, [-30, 0, 30], 1, 3)
    assert data["tile"] == {"count": 1, "columns": 1, "tileWidth": 8, "tileHeight": 8}
    for shipped, sent in zip(data["worlds"], (world(), world(255)), strict=True):
        frames = frames_of(shipped["film"]).reshape(3, 6, 8, 8)
        assert np.abs(frames.astype(int) - sent).max() <= 6  # the place next door differs by 10


def test_the_recorded_globe_stays_small_and_survives_its_coding():
    trained = recordings.load("latent_globe")[-1].samples.reshape(11, 30, 28, 28)
    shown = walk(trained, latitudes=recordings.LATITUDES)
    assert len(shown.html) < 90_000
    frames = frames_of(data_of(shown)["worlds"][0]["film"]).reshape(trained.shape)
    errors = np.sqrt(np.square(frames.astype(float) - trained).mean((2, 3)))
    assert errors.max() < 12


def test_the_poster_shows_the_first_place_of_each_world():
    poster = Image.open(io.BytesIO(base64.b64decode(bundle(walk())["image/png"]))).convert("L")
    assert poster.size == (2 * 280 + 16, 280 + 24)
    assert [poster.getpixel((x, 160)) for x in (140, 436)] == pytest.approx([220 - 80, 255 - 80], abs=2)


def test_arguments_reach_the_page():
    shown = walk(title="A <b> & c", caption="See </script>", zoom=2)
    data = data_of(shown)
    assert (data["title"], data["caption"], data["zoom"]) == ("A <b> & c", "See </script>", 2)
    assert "<b>A &lt;b&gt; &amp; c</b><br>See &lt;/script&gt;" in shown.html


def test_the_html_is_whole_and_fetches_nothing():
    names, links = [], []

    class Elements(HTMLParser):
        def handle_starttag(self, name, attributes):
            names.append(name)
            links.extend(value for key, value in attributes if key in ("src", "href"))

    html = walk(titles=["</script><img src=x>", "b"], title="</script><img src=x>").html
    Elements().feed(html)
    assert names == ["div", "figure", "img", "figcaption", "b", "script", "script", "script"]
    assert all(link.startswith("data:image/webp;base64,") for link in links)
    assert not re.search(r"https?://|\bimport\b\s*[({\"']|require\(|fetch\(|@import", html)


def test_a_walk_keeps_what_it_was_given():
    given = world()
    shown = walk(given)
    before = bundle(walk(given))
    given[:] = 0
    assert bundle(shown) == before


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: LatentWalk(titles=[], latitudes=[]), ValueError, "needs the pictures of one generator"),
        (lambda: walk(torch.zeros(3, 6, 8, 8)), TypeError, "dtype uint8"),
        (lambda: walk(world() / 255), TypeError, "dtype uint8"),
        (lambda: walk(world()[0]), ValueError, r"not \(6, 8, 8\)"),
        (lambda: walk(world()[:0]), ValueError, r"not \(0, 6, 8, 8\)"),
        (lambda: walk(world(), world(size=9)), ValueError, r"\(3, 6, 8, 8\) and \(3, 6, 9, 9\)"),
        (lambda: walk(titles=["One"]), ValueError, "there are 2 worlds and 1 titles"),
        (lambda: walk(latitudes=(0, 1)), ValueError, "there are 3 rows, 2 latitudes"),
        (lambda: walk(latitudes=(0, 1, 1)), ValueError, "latitudes must rise"),
        (lambda: walk(zoom=0), ValueError, "zoom must be a number above 0, not 0"),
        (lambda: walk(zoom="2"), ValueError, "zoom must be a number above 0, not '2'"),
    ],
)
def test_bad_input_is_told_in_one_sentence(make, error, message):
    with pytest.raises(error, match=message) as caught:
        make()
    assert "\n" not in str(caught.value)
