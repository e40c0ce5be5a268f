"""A run that is saved as an animated GIF from the page: Pillow reads it, and it shows what the player shows."""

import base64
import io

import numpy as np
import pytest
from PIL import Image, ImageSequence
from playwright.sync_api import expect

from gan_lesson.widgets import EpochPlayer
from tests.browser.test_epoch_player import Player
from tests.browser.test_starting import write_page
from tests.widgets.synthetic import grey_run, picture_run, point_run


@pytest.fixture
def open_player(new_page, tmp_path):
    """`open_player(*histories, **arguments)`: its player, on a page of its own."""

    def opened(*histories, **arguments):
        page = new_page(accept_downloads=True)
        page.goto(write_page(tmp_path, EpochPlayer(*histories, **arguments).html))
        return Player(page, 0)

    return opened


def save(player):
    return player.root.get_by_role("button", name="Save animation")


def animation_of(player, folder):
    """Saves the animation; returns the file's name, its frames as (t, height, width, 3), and how long each stays."""
    with player.page.expect_download(timeout=60_000) as caught:
        save(player).click()
    caught.value.save_as(folder / "saved.gif")
    with Image.open(folder / "saved.gif") as film:
        assert film.format == "GIF" and film.info["loop"] == 0
        frames = [(np.asarray(frame.convert("RGB")), frame.info["duration"]) for frame in ImageSequence.Iterator(film)]
    return caught.value.suggested_filename, np.stack([frame for frame, _ in frames]), [delay for _, delay in frames]


def seen_at(player, snapshot, size):
    """The player's first picture at a snapshot, as (size, size, 3)."""
    player.slider.fill(str(snapshot))
    url = player.canvas.evaluate("(canvas) => canvas.toDataURL()")
    picture = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))
    return np.asarray(picture.convert("RGB").resize((size, size), Image.Resampling.BOX)).astype(float)


@pytest.mark.parametrize(
    "history",
    [picture_run(snapshots=9, count=16), point_run(snapshots=9, count=32)],
    ids=["pictures", "points"],
)
def test_it_shows_what_the_player_shows(open_player, tmp_path, history):
    player = open_player(history, title="A run: 1 of 2")
    name, frames, delays = animation_of(player, tmp_path)
    assert name == "A_run_1_of_2.gif"
    top, margin = 64, 16
    side = frames.shape[2] - 2 * margin
    assert frames.shape[:2] == (9, top + side + margin) and 440 <= side <= 512
    assert delays == [100] * 8 + [1500]
    blocks = frames[:, top : top + side, margin : margin + side].astype(float)
    for t in (0, 4, 8):
        seen = seen_at(player, t, side)
        distances = [np.abs(block - seen).mean() for block in blocks]
        assert np.argmin(distances) == t and distances[t] < 12, distances
    heads = frames[:, :top]
    assert len({head.tobytes() for head in heads}) == 9, "each says which moment it is"
    assert (heads[:, : top // 2] == heads[0, : top // 2]).all(), "the title stays"


def test_greys_are_kept(open_player, tmp_path):
    _, frames, _ = animation_of(open_player(grey_run(count=4)), tmp_path)
    for epoch, frame in enumerate(frames):
        assert frame[100, 100] == pytest.approx(np.full(3, 40 + 10 * epoch), abs=4)
        assert (frame[-8, 100] == 255).all()


def test_runs_stand_side_by_side_with_their_names_in_the_readers_speed(open_player, tmp_path):
    player = open_player(*(point_run(title, snapshots=3, count=32) for title in ("One", "Two", "Three", "Four")))
    player.speed.select_option("0.5")
    name, frames, delays = animation_of(player, tmp_path)
    assert (name, delays) == ("4_runs.gif", [200, 200, 1500])
    assert frames.shape[2] <= 720
    last = frames[-1].astype(int)
    orange = np.abs(last - (213, 94, 0)).max(-1) < 30  # fakes: in each of two rows and two columns
    middle, half = last.shape[0] // 2 + 32, last.shape[1] // 2
    for part in (orange[:middle, :half], orange[:middle, half:], orange[middle:, :half], orange[middle:, half:]):
        assert part.sum() > 200


def test_who_wants_no_motion_can_save_too(open_player, tmp_path):
    player = open_player(grey_run(count=4))
    player.page.emulate_media(reduced_motion="reduce")
    _, frames, delays = animation_of(player, tmp_path)
    assert len(frames) == 11 and delays[0] == 100


def test_a_long_one_says_how_far_it_is_and_can_be_cancelled(open_player, tmp_path):
    player = open_player(picture_run())
    downloads = []
    player.page.on("download", lambda download: downloads.append(download))
    save(player).click()
    cancel = player.root.get_by_role("button", name="Cancel (")
    cancel.click()
    expect(save(player)).to_be_visible()
    _, frames, _ = animation_of(player, tmp_path)
    assert len(frames) == 61 and len(downloads) == 1
