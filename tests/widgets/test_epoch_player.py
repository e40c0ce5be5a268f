"""The epoch player without a browser: what its bundle holds, how large it is, what it refuses."""

import base64
import io
import json
import math
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson.history import History, Snapshot
from gan_lesson.page.bundle import read_bundle
from gan_lesson.widgets import EpochPlayer
from tests.widgets.synthetic import corner_run, grey_run, picture_run, point_run

SCRIPT = re.compile(r"(?s)<script\b.*?</script>")
PICTURE = re.compile(r"data:image/[a-z]+;base64,[A-Za-z0-9+/=]+")


def bundle(player):
    return player._repr_mimebundle_(include=None, exclude=None)


def data_of(player):
    """The data that the page's script reads."""
    return json.loads(re.search(r'(?s)<script type="application/json">(.*?)</script>', player.html)[1])


def markup(player):
    """What nbval compares: all but scripts and pictures."""
    return PICTURE.sub("", SCRIPT.sub("", player.html))


def frames_of(film):
    """The frames as a browser's Film decodes them: ``(t, height, width)``."""

    def decode(text):
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(text))).convert("L"))

    frames = {int(t): decode(text) for t, text in film["stills"].items()}
    reels = [decode(text).reshape(-1, film["length"], film["width"]) for text in film["reels"]]
    if reels:
        frames |= dict(enumerate(np.concatenate(reels).swapaxes(0, 1), start=film["begin"]))
    return np.stack([frames[t] for t in range(len(frames))])


def points_of(plane, name):
    """All points of all snapshots ``(t * n, 2)``, as a browser's Trail unpacks them."""
    trail = plane[name]
    low, high = np.frombuffer(zlib.decompress(base64.b64decode(trail["packed"])), np.uint8).reshape(2, -1)
    changes = (low + 256 * high.astype(np.uint16)).astype("<u2").view("<i2").reshape(-1, trail["count"], 2)
    return changes.cumsum(0, dtype="<i2").reshape(-1, 2) / trail["unit"]


def opinions_of(plane):
    """The opinions ``(t, size, size)`` as a browser's Opinions unpacks them."""
    packed = np.frombuffer(zlib.decompress(base64.b64decode(plane["opinion"]["packed"])), np.uint8)
    differences = packed.reshape(-1, plane["opinion"]["size"], plane["opinion"]["size"])
    return 4 * differences.cumsum(1, dtype=np.uint8).cumsum(2, dtype=np.uint8) + 2


@pytest.mark.parametrize(
    ("histories", "text"),
    [
        ([picture_run()], "EpochPlayer: 'Discs', 61 snapshots, epochs 0 to 60"),
        ([point_run("A", 5), point_run("B", 5)], "EpochPlayer: '2 runs', 5 snapshots, epochs 0 to 4"),
    ],
    ids=["pictures", "points"],
)
def test_the_bundle_is_html_a_picture_and_a_fixed_text(histories, text):
    player = EpochPlayer(*histories)
    shown = bundle(player)
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == repr(player) == text
    assert Image.open(io.BytesIO(base64.b64decode(shown["image/png"]))).format == "PNG"
    assert shown["text/html"].startswith('<div class="gan-lesson gan-lesson-widget gan-lesson-epoch-player">')


def test_the_same_run_gives_the_same_bytes():
    assert bundle(EpochPlayer(picture_run())) == bundle(EpochPlayer(picture_run()))


def test_what_nbval_compares_does_not_depend_on_training():
    """Another seed changes frames and losses, and nothing outside of scripts and pictures."""
    one, other = EpochPlayer(point_run(seed=0)), EpochPlayer(point_run(seed=1))
    assert one.html != other.html
    assert markup(one) == markup(other)
    assert "512 fake points (triangles) over 512 real ones (circles)" in markup(one)
    assert len(markup(one)) < 500


@pytest.mark.parametrize(
    ("histories", "limit"),
    [
        ([picture_run()], 400_000),
        ([point_run()], 300_000),
        ([picture_run(str(seed), seed=seed) for seed in range(5)], 1_000_000),
    ],
    ids=["64 pictures", "512 points", "five runs"],
)
def test_sixty_epochs_stay_small(histories, limit):
    assert len(EpochPlayer(*histories).html.encode()) < limit


def test_pictures_survive_their_coding():
    history = picture_run()
    data = data_of(EpochPlayer(history))
    run = data["runs"][0]
    assert run["sheet"] == {"count": 64, "columns": 8, "tileWidth": 28, "tileHeight": 28}
    frames = frames_of(run["film"])
    assert frames.shape == (61, 224, 224)
    for t in (0, 3, 4, 30, 60):
        sheet = history[t].samples.reshape(8, 8, 28, 28).swapaxes(1, 2).reshape(224, 224)
        error = np.sqrt(np.mean((frames[t].astype(float) - sheet) ** 2))
        assert error < 12, (t, error)
    last = history[60].samples.reshape(8, 8, 28, 28).swapaxes(1, 2).reshape(224, 224)
    assert np.sqrt(np.mean((frames[60].astype(float) - last) ** 2)) < 5


class TestOriginals:
    """The training picture that is nearest to each of the last pictures."""

    run = grey_run(count=4)  # in the end all its pixels are 140
    originals = np.stack([np.full((8, 8), level, np.uint8) for level in (10, 130, 190, 149)])

    def test_the_nearest_are_packed_once_each(self):
        run = grey_run(count=4)
        run[-1].samples[3] = 185
        packed = data_of(EpochPlayer(run, originals=self.originals))["runs"][0]["nearest"]
        assert (packed["places"], packed["differences"], packed["columns"]) == ([1, 1, 1, 0], [9, 9, 9, 5], 2)
        sheet = np.asarray(Image.open(io.BytesIO(base64.b64decode(packed["sheet"]))).convert("L")).astype(int)
        assert sheet.shape == (8, 16)
        assert np.abs(sheet[:, :7] - 190).max() <= 3 and np.abs(sheet[:, 9:] - 149).max() <= 3

    def test_a_tensor_as_networks_see_it_is_the_same(self):
        tensor = torch.from_numpy(self.originals)[:, None] / 127.5 - 1
        one, other = (EpochPlayer(self.run, originals=originals).html for originals in (self.originals, tensor))
        assert one == other

    def test_without_them_nothing_is_carried(self):
        assert data_of(EpochPlayer(self.run))["runs"][0]["nearest"] is None

    @pytest.mark.parametrize(
        ("histories", "shape", "message"),
        [
            ([grey_run(), grey_run()], (4, 8, 8), "a single run: leave them out"),
            ([point_run(snapshots=2)], (4, 8, 8), "a single run: leave them out"),
            ([grey_run()], (4, 9, 9), r"originals of shape \(4, 9, 9\) do not go with pictures of shape \(16, 8, 8\)"),
            ([grey_run()], (0, 8, 8), r"originals of shape \(0, 8, 8\)"),
        ],
        ids=["two runs", "points", "another size", "none"],
    )
    def test_what_does_not_go_together(self, histories, shape, message):
        with pytest.raises(ValueError, match=message):
            EpochPlayer(*histories, originals=np.zeros(shape, np.uint8))


def test_no_frame_shows_through_the_untrained_one():
    history = grey_run(count=64, size=28)
    noise = np.random.default_rng(0).integers(0, 256, (10, 64, 28, 28)).astype(np.uint8)
    for t in range(1, 11):
        history.snapshots[t] = Snapshot(t, t, noise[t - 1])
    first = frames_of(data_of(EpochPlayer(history))["runs"][0]["film"])[0]
    assert np.abs(first.astype(int) - 40).max() <= 2


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (10, 4, 3), (64, 8, 8), (100, 8, 8)])
def test_pictures_are_laid_out_in_a_near_square(count, columns, rows):
    run = data_of(EpochPlayer(grey_run(count=count)))["runs"][0]
    assert run["sheet"]["columns"] == columns
    assert run["sheet"]["count"] == min(count, 64)
    assert frames_of(run["film"]).shape[1:] == (rows * 8, columns * 8)


def test_fewer_pictures_when_asked_and_when_side_by_side():
    count = lambda *histories, **more: data_of(EpochPlayer(*histories, **more))["runs"][0]["sheet"]["count"]  # noqa: E731
    run = grey_run(count=64)
    assert [count(*[run] * n) for n in range(1, 7)] == [64, 25, 16, 16, 9, 9]
    assert count(run, pictures=10) == count(run, run, pictures=10) == 10


def test_points_and_opinions_survive_their_coding():
    history = point_run(snapshots=7)
    run = data_of(EpochPlayer(history))["runs"][0]
    fakes = points_of(run["plane"], "fake").reshape(7, 512, 2)
    assert np.abs(fakes * 1.5 - np.stack([snapshot.samples for snapshot in history])).max() < 4e-4
    assert np.abs(points_of(run["plane"], "real") * 1.5 - history.real).max() < 4e-4
    given = np.stack([snapshot.opinion for snapshot in history]).astype(int)
    opinions = opinions_of(run["plane"])
    assert np.abs(opinions - given).max() <= 2
    assert ((opinions > 127.5) == (given > 127.5)).all()  # the line D = 1/2 stays where it is
    assert run["plane"]["opinion"]["reach"] == pytest.approx(np.abs(given / 127.5 - 1).max(), abs=1e-3)


def test_points_far_away_and_points_that_are_no_numbers_lie_outside():
    history = point_run(snapshots=2, count=4)
    history[1].samples[:] = [[1.5, -1.5], [99, 0], [math.nan, 0], [-math.inf, math.inf]]
    edge, far, nowhere, infinite = points_of(data_of(EpochPlayer(history))["runs"][0]["plane"], "fake")[4:]
    assert edge.tolist() == [1, -1]
    assert far[0] > 2
    assert nowhere[0] > 2
    assert infinite[0] < -2 and infinite[1] > 2


def test_points_without_a_region_get_one_that_holds_the_real_ones():
    history = point_run(snapshots=2)
    history.region = None
    assert np.abs(points_of(data_of(EpochPlayer(history))["runs"][0]["plane"], "real")).max() == pytest.approx(
        1 / 1.2, abs=0.01
    )


def test_curves_leave_out_what_was_not_measured():
    history = point_run(snapshots=3)
    history[1].metrics["clusters covered"] = math.inf
    history[2].metrics["precision"] = 0.5
    curves = {curve["name"]: curve["values"] for curve in data_of(EpochPlayer(history))["runs"][0]["curves"]}
    assert curves["discriminator loss"][0] is None
    assert curves["clusters covered"] == [0, None, 8]
    assert curves["precision"] == [None, None, 0.5]
    strips = [strip["title"] for strip in data_of(EpochPlayer(history))["strips"]]
    assert strips == ["loss", "clusters covered", "precision"]


def test_side_by_side_one_line_a_run():
    measured = data_of(EpochPlayer(point_run("A"), point_run("B")))["strips"]
    assert [strip["title"] for strip in measured] == ["clusters covered"]
    assert [line["label"] for line in measured[0]["lines"]] == ["A", "B"]
    assert len({(line["colour"], line["dash"]) for line in measured[0]["lines"]}) == 2
    unmeasured = data_of(EpochPlayer(point_run("A"), point_run("B", metrics=False)))["strips"]
    assert [strip["title"] for strip in unmeasured] == ["generator loss"]


def test_runs_of_different_length_are_matched_by_epoch():
    data = data_of(EpochPlayer(grey_run("A", range(0, 11)), grey_run("B", range(2, 20, 4))))
    assert data["epochs"] == [2, 6, 10]
    assert data["steps"] == [40, 120, 200]
    assert [frames_of(run["film"])[1].mean() for run in data["runs"]] == pytest.approx([100, 100], abs=1)


def test_snapshots_within_an_epoch_are_all_shown():
    history = grey_run(epochs=[0, 0, 0, 1])
    history.snapshots[1] = replace(history[1], step=5)
    history.snapshots[2] = replace(history[2], step=10)
    data = data_of(EpochPlayer(history))
    assert data["epochs"] == [0, 0, 0, 1]
    assert data["steps"] == [0, 5, 10, 20]
    assert data["untrained"] == [True, False, False, False]
    other = grey_run("Other steps", epochs=[0, 1])
    other.snapshots[1] = replace(other[1], step=99)
    data = data_of(EpochPlayer(history, other))
    assert (data["epochs"], data["steps"], data["untrained"]) == ([0, 1], None, [True, False])


def test_it_opens_on_its_last_picture():
    assert data_of(EpochPlayer(grey_run()))["start"] == 10


def test_arguments_reach_the_page():
    player = EpochPlayer(
        grey_run(), title="A <b> & c", caption="See </script>", zoom=2, frames_per_second=5, loop=True, start=4
    )
    data = data_of(player)
    assert (data["title"], data["caption"], data["zoom"]) == ("A <b> & c", "See </script>", 2)
    assert (data["framesPerSecond"], data["loop"], data["start"]) == (5, True, 4)
    assert "<b>A &lt;b&gt; &amp; c</b><br>See &lt;/script&gt;" in player.html


def test_the_html_is_whole_and_fetches_nothing():
    class Elements(HTMLParser):
        open, names, links = [], [], []

        def handle_starttag(self, name, attributes):
            self.names.append(name)
            self.links += [value for key, value in attributes if key in ("src", "href")]
            if name not in ("img", "br"):
                self.open.append(name)

        def handle_endtag(self, name):
            assert self.open.pop() == name

    player = EpochPlayer(point_run(), title="</script><img src=x>", caption="c")
    elements = Elements()
    elements.feed(player.html)
    assert not elements.open
    assert elements.names == ["div", "figure", "img", "figcaption", "b", "br", "script", "script", "script"]
    assert all(link.startswith("data:image/webp;base64,") for link in elements.links)
    carried = re.search(r'(?s)<script type="text/plain">(.*?)</script>', player.html)[1]
    script = zlib.decompress(base64.b64decode(carried)).decode()
    assert script == read_bundle("epoch_player.js")
    addresses = set(re.findall(r"https?://[^\"'\s]+", player.html + script))
    assert addresses == {"http://www.w3.org/2000/svg"}  # a name of SVG elements, which no browser fetches
    assert not re.search(r"\bimport\b\s*[({\"']|require\(|fetch\(|@import", player.html + script)


def test_the_last_frame_stands_in_where_scripts_are_stripped():
    poster = Image.open(io.BytesIO(base64.b64decode(bundle(EpochPlayer(grey_run()))["image/png"])))
    levels = np.asarray(poster.convert("L"))
    assert levels[20, 20] == levels[-20, -20] == 140 and (levels == 255).any(1).all()  # a picture, and white between
    assert 'alt="Grey, epoch 10 of 10: 16 generated pictures."' in EpochPlayer(grey_run()).html
    plane = Image.open(io.BytesIO(base64.b64decode(bundle(EpochPlayer(point_run()))["image/png"])))
    colours = np.asarray(plane.convert("RGB")).reshape(-1, 3).astype(int)
    for drawn in ((213, 94, 0), (0, 114, 178)):  # fake, real
        assert (np.abs(colours - drawn).max(1) < 16).any()


def test_up_is_up():
    poster = Image.open(io.BytesIO(base64.b64decode(bundle(EpochPlayer(corner_run()))["image/png"]))).convert("RGB")
    width, height = poster.size
    assert poster.getpixel((width * 5 // 6, height // 6)) == pytest.approx((213, 94, 0), abs=8)  # the fake at (1, 1)
    red, _, blue = poster.getpixel((width // 2, 2))
    assert blue > red + 40, "blue above: D trusts the upper half"
    red, _, blue = poster.getpixel((width // 2, height - 3))
    assert red > blue + 40, "orange below"
    assert poster.getpixel((width // 4, height // 2)) == pytest.approx((0, 130, 95), abs=24), "the line between"


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: EpochPlayer(), ValueError, "needs a History"),
        (lambda: EpochPlayer([grey_run()]), TypeError, r"not list: EpochPlayer\(\*histories\)"),
        (lambda: EpochPlayer(History(torch.zeros(1, 2), title="New")), ValueError, "'New' has no snapshots"),
        (lambda: EpochPlayer(grey_run(), zoom=0), ValueError, "zoom must be a number above 0, not 0"),
        (lambda: EpochPlayer(grey_run(), zoom=math.nan), ValueError, "zoom must be"),
        (lambda: EpochPlayer(grey_run(), zoom="2"), TypeError, "zoom must be a number, not str"),
        (lambda: EpochPlayer(grey_run(), frames_per_second=-1), ValueError, "frames_per_second must be"),
        (lambda: EpochPlayer(grey_run(), pictures=0), ValueError, "pictures must be 1 or more"),
        (lambda: EpochPlayer(grey_run(), start=11), ValueError, "start must be one of the 11 snapshots"),
        (lambda: EpochPlayer(grey_run(), point_run()), ValueError, "'Grey' holds pictures, 'Ring of 8' holds points"),
        (lambda: EpochPlayer(grey_run("A", [1, 3]), grey_run("B", [2, 4])), ValueError, "'A', 'B' share no epoch"),
    ],
)
def test_bad_input_is_told_in_one_sentence(make, error, message):
    with pytest.raises(error, match=message) as caught:
        make()
    assert "\n" not in str(caught.value)


def test_snapshots_of_different_shape_are_refused():
    history = grey_run()
    history.snapshots.append(Snapshot(999, 99, np.zeros((3, 8, 8), np.uint8)))
    with pytest.raises(ValueError, match="'Grey' differ in shape"):
        EpochPlayer(history)


def test_a_player_keeps_what_it_was_given():
    history = grey_run()
    player = EpochPlayer(history)
    history.snapshots.append(Snapshot(999, 99, history[0].samples))
    assert repr(player).endswith("11 snapshots, epochs 0 to 10")
    assert data_of(player)["epochs"][-1] == 10


def test_a_single_snapshot_can_be_shown():
    data = data_of(EpochPlayer(grey_run(epochs=[0])))
    assert frames_of(data["runs"][0]["film"]).shape == (1, 32, 32)
