"""What lesson 05 says in numbers, with other seeds than its own where chance has a hand in it."""

import pytest
import torch

from gan_lesson import datasets, models, recordings
from tests.lesson_cells import run_cells

NAME = "05_the_two_networks"


@pytest.mark.parametrize("seed", range(5))
def test_in_training_a_fake_depends_on_its_company_and_in_evaluation_it_does_not(seed):
    torch.manual_seed(seed)
    names = {"conv_generator": models.ConvGenerator(latent_dim=32, width=16)}
    _, printed = run_cells(NAME, "3 * latents[1:]", names=names)
    training, evaluation = (float(line.split()[-3]) for line in printed.splitlines())
    assert training > 0.05 and evaluation == 0


@pytest.mark.parametrize("seed", range(5))
def test_hidden_numbers_that_begin_alike_get_the_same_gradient(seed):
    names = {"conv_generator": models.ConvGenerator().layers}
    _, printed = run_cells(NAME, 'for start in ("all alike", "random")', seed=seed, names=names)
    assert printed.splitlines()[:2] == [
        "all alike: 1 different gradient(s) for 3 hidden numbers",
        "random: 3 different gradient(s) for 3 hidden numbers",
    ]


def test_windows_that_are_no_multiple_of_the_stride_make_a_checkerboard():
    found, printed = run_cells(NAME, "sums = {")
    assert printed.splitlines() == ["stamps 3 wide, 2 apart, add up to 1 2 4", "stamps 4 wide, 2 apart, add up to 4"]
    assert found["sums"]["three stamps"].max() == 5, "2 and 3 overlap within the picture"


def test_the_walk_is_gentle_nearly_everywhere_and_steep_at_a_border():
    trained = torch.from_numpy(recordings.load("latent_globe")[-1].samples) / 127.5 - 1
    globe = trained.reshape(len(recordings.LATITUDES), len(recordings.LONGITUDES), -1)
    steps = (globe - globe.roll(-1, dims=1)).norm(dim=2)
    pets = datasets.portraits(2048, torch.Generator().manual_seed(0)).data.flatten(1)
    strangers = torch.cdist(pets[:200], pets[200:400]).mean()
    assert (steps < strangers / 2).float().mean() > 0.95, "nearly everywhere"
    assert 0.7 < steps.max() / strangers < 0.8, "three quarters of what separates two strangers"
