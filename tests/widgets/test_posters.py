"""Still pictures of widgets: inputs whose drawing is known, and pixels at places that follow from them."""

from itertools import product

import numpy as np
import pytest
import torch
from PIL import ImageColor

from gan_lesson.datasets import portraiture
from gan_lesson.page.palette import LIGHT
from gan_lesson.widgets import (
    BoundaryExplorer,
    ExpertGame,
    ForgerGame,
    KnobBoard,
    LatentWalk,
    LiveLaboratory,
    PictureMachine,
    expert_game,
)
from tests.laboratory.test_by_hand import at, laboratory


def explorer():
    """A line at height 3 with the dogs above; 129.6 pixels to a unit, (0, 0) at (21, 539). One cat stands above."""
    pictures = np.array([[[0, 0], [0, 0]]] * 3 + [[[30, 80], [160, 240]]], np.uint8)
    measures = [[0, 0], [4, 0], [0, 4], [4, 4]]
    return BoundaryExplorer(measures, [0, 0, 1, 0], pictures, angle=90, offset=1)._poster()


def expert():
    """Rows of four pictures, 56 pixels wide, each below the 24 of its title."""
    greys = np.arange(0, 160, 20, dtype=np.uint8)[:, None, None].repeat(28, 1).repeat(28, 2)
    return ExpertGame(greys, [1, 0] * 4, np.zeros(8), ["First", "Second"])._poster()


def forger():
    """The knob begins at 0: that is grey, above black. Ten moves make all of it lighter by a half."""

    def draw(knobs):
        return np.where(np.arange(28)[:, None] < 14, knobs["top"], np.full((28, 28), -1.0))

    knobs = {"top": (-1.0, 1.0, 0.0)}
    return ForgerGame(lambda pictures: pictures.mean((1, 2, 3)), lambda p: p + 0.05, draw=draw, knobs=knobs)._poster()


def machine():
    """Picture number 3 of 4 x 2 pixels, each of 105; beside it numbers 3, 2 and 1, with pixels of 23."""
    drawn = PictureMachine(height=4, width=2)
    drawn.step(3)
    return drawn._poster()


def random_greys():
    """What `machine` should show, by place."""
    drawn = PictureMachine(height=4, width=2)
    places = {}
    for row, column in product(range(4), range(2)):
        places[52 + 105 * column, 52 + 105 * row] = drawn.picture(3)[row, column]
        for k, number in enumerate((3, 2, 1)):
            places[455 + 54 * k + 23 * column, 139 + 23 * row] = drawn.picture(number)[row, column]
    return {place: (grey,) * 3 for place, grey in places.items()}


def board():
    """Pixels of 15."""
    return KnobBoard(portraiture.Knobs(species=portraiture.DOG, tilt=0.2))._poster()


def dog():
    levels = (255 * portraiture.draw(portraiture.Knobs(species=portraiture.DOG, tilt=0.2))[0]).round()
    return {(7 + 15 * x, 7 + 15 * y): (levels[y, x],) * 3 for x in range(28) for y in range(28)}


def live_laboratory():
    """210 pixels to a unit, (-1, 1) at (0, 0): held for real is a corner up on the right."""
    corner = laboratory(
        real=[[-0.5, 0.75]], generator=at(-0.5, -0.25), outputs=lambda p: 18.0 * ((p[:, 0] > 0) & (p[:, 1] > 0.5)) - 9
    )
    return LiveLaboratory(corner)._poster()


def walk():
    """Two worlds at latitude 5, the nearest to the equator, in the middle of the row; each picture dark at the left."""
    world = np.zeros((3, 6, 8, 8), np.uint8)
    world[2, 3, :, 4:] = 200
    return LatentWalk(world, world // 2, titles=["One", "Two"], latitudes=(-60, -30, 5))._poster


def grey(level):
    return (level,) * 3


@pytest.mark.parametrize(
    ("poster", "colours", "rings"),
    [
        (
            explorer,
            {
                (280, 60): LIGHT.dogSide,
                (280, 400): LIGHT.catSide,
                (280, 150): LIGHT.accent,
                (539, 21): LIGHT.cat,  # the infiltrator is full, and who stands on the right side is a ring
                (607, 63): grey(30), (653, 63): grey(80), (607, 109): grey(160), (653, 109): grey(240),
            },
            {(21, 21): (LIGHT.dog, LIGHT.dogSide), (21, 539): (LIGHT.cat, LIGHT.catSide)},
        ),
        (expert, {(28 + 56 * (i % 4), 52 + 86 * (i // 4)): grey(20 * i) for i in range(8)}, {}),
        (forger, {(126, 84): grey(128), (126, 214): grey(0), (394, 84): grey(191), (394, 214): grey(64)}, {}),
        (machine, random_greys(), {}),
        (board, dog(), {}),
        (
            live_laboratory,
            {
                (105, 262): LIGHT.fake,
                (30, 30): LIGHT.opinionFake,
                (390, 30): LIGHT.opinionReal,
                (255, 30): LIGHT.opinionReal,
                (390, 180): LIGHT.opinionFake,
                (390, 390): LIGHT.opinionFake,
            },
            {(105, 52): (LIGHT.real, LIGHT.opinionFake)},
        ),
        (walk, {(70, 160): grey(0), (210, 160): grey(200), (366, 160): grey(0), (506, 160): grey(100)}, {}),
    ],
    ids=lambda case: getattr(case, "__name__", ""),
)  # fmt: skip
def test_a_poster_has_known_colours_at_known_places(poster, colours, rings):
    image = poster().convert("RGB")
    for place, colour in colours.items():
        expected = ImageColor.getrgb(colour) if isinstance(colour, str) else colour
        assert image.getpixel(place) == pytest.approx(expected, abs=4), place
    for (x, y), (edge, inside) in rings.items():
        assert image.getpixel((x, y)) == pytest.approx(ImageColor.getrgb(inside), abs=40), (x, y)
        around = np.asarray(image)[y - 7 : y + 8, x - 7 : x + 8].astype(int)
        assert (np.abs(around - ImageColor.getrgb(edge)).max(2) < 60).sum() > 3, (x, y)


def test_the_curves_of_a_game_that_is_over_are_each_judge_s_own(monkeypatch):
    drawn = {}
    plot_roc = expert_game.plot_roc
    monkeypatch.setattr(expert_game, "plot_roc", lambda curves: drawn.update(curves) or plot_roc(curves))
    game = ExpertGame(np.zeros((4, 2, 2), np.uint8), [1, 0, 1, 0], torch.tensor([1.0, 2.0, 3.0, 0.0]))
    game.ratings = [5, 1, 4, 2]
    assert game._poster().width > 300
    # By hand: the player is never wrong. The expert lets in a real one, a fake, a real one and a fake.
    assert [list(shares) for shares in drawn["the expert"]] == [[0, 0, 0.5, 0.5, 1], [0, 0.5, 0.5, 1, 1]]
    assert np.trapezoid(*drawn["the player"][::-1]) == 1
