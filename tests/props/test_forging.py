"""The forger's workshop: sketches, beginners' work, and the move up the expert's slope."""

import numpy as np
import pytest
import torch

from gan_lesson import models
from gan_lesson.props import forging

START = {name: begin for name, (_, _, begin) in forging.KNOBS.items()}


def test_a_sketch_is_a_picture_on_black():
    picture = forging.sketch(START)
    assert picture.shape == (28, 28) and picture.dtype == np.float32
    assert picture[0].max() == picture[-1].max() == -1 and picture.min() >= -1 and picture.max() <= 1
    assert picture[15, 8:20].max() > -0.5


@pytest.mark.parametrize("name", forging.KNOBS)
def test_every_knob_changes_the_picture(name):
    low, high, _ = forging.KNOBS[name]
    others = START | {"head": 8.0, "ears": 4.0}
    assert not np.array_equal(forging.sketch(others | {name: low}), forging.sketch(others | {name: high}))


def test_knobs_have_names_and_ranges():
    with pytest.raises(ValueError, match="each of: head, ears"):
        forging.sketch({"head": 5.0})
    with pytest.raises(ValueError, match="'head' goes from 4 to 11, not to 12"):
        forging.sketch(START | {"head": 12.0})


def test_beginners_bring_sketches_scribbles_and_noise():
    pictures = forging.beginners(64, torch.Generator().manual_seed(0))
    assert pictures.shape == (64, 1, 28, 28) and pictures.dtype == torch.float32
    assert pictures.abs().max() <= 1
    again = forging.beginners(64, torch.Generator().manual_seed(0))
    assert torch.equal(pictures, again)
    assert not torch.equal(pictures, forging.beginners(64, torch.Generator().manual_seed(1)))
    rough = (pictures[:, :, 1:] - pictures[:, :, :-1]).abs().mean((1, 2, 3))
    assert (rough > 0.3).sum() >= 8 and (rough < 0.1).sum() >= 24  # noise; sketches


def test_the_slope_is_how_the_logit_changes():
    torch.manual_seed(0)
    expert = models.ConvDiscriminator(width=8, depth=3).double()
    picture = (2 * torch.rand(1, 1, 28, 28, dtype=torch.float64) - 1).requires_grad_(False)
    slope = forging.slope_of(expert, picture)
    for row, column in [(3, 4), (14, 14), (20, 9)]:
        nudged = picture.clone()
        nudged[0, 0, row, column] += 1e-5
        with torch.no_grad():
            assert (expert(nudged) - expert(picture)) / 1e-5 == pytest.approx(slope[0, 0, row, column].item(), rel=1e-3)
    assert not picture.requires_grad and all(parameter.grad is None for parameter in expert.parameters())


def test_a_move_goes_uphill_and_stays_between_black_and_white():
    torch.manual_seed(0)
    expert = models.ConvDiscriminator(width=8, depth=3)
    pictures = forging.beginners(8, torch.Generator().manual_seed(0))
    before = pictures.clone()
    with torch.no_grad():  # as in a widget: the slope is found all the same
        moved = forging.forgers_move(pictures, expert, 0.1)
        assert (expert(moved) > expert(pictures)).all()
    assert torch.equal(pictures, before) and not moved.requires_grad
    assert forging.forgers_move(pictures, expert, 1e6).abs().max() == 1


def test_each_picture_moves_as_if_it_were_alone():
    torch.manual_seed(0)
    expert = models.ConvDiscriminator(width=8, depth=3)
    pictures = forging.beginners(4, torch.Generator().manual_seed(0))
    together = forging.forgers_move(pictures, expert, 0.5)
    alone = torch.cat([forging.forgers_move(picture[None], expert, 0.5) for picture in pictures])
    torch.testing.assert_close(together, alone)
