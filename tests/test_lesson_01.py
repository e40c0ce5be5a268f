"""What lesson 01 says in numbers of its descent and of the mask that the classifier takes for a dog."""

from types import SimpleNamespace

import pytest
import torch

from gan_lesson import datasets
from gan_lesson.datasets import portraiture
from tests.lesson_cells import run_cells

NAME = "01_telling_dogs_from_cats"
DESCENT = "weights, bias = torch.zeros(2)"


def animals(seed):
    pets = datasets.portraits(256, torch.Generator().manual_seed(seed))
    return {"labels": pets.labels.float(), "x": torch.from_numpy(portraiture.measure(pets.knobs)).float()}


def test_the_count_falls_by_one_and_rises_again():
    names, _ = run_cells(NAME, DESCENT, names=animals(5))
    counts, losses = [int(count) for count in names["counts"]], [float(loss) for loss in names["losses"]]
    assert (counts[0], min(counts), counts[-1]) == (14, 13, 15)
    assert losses == sorted(losses, reverse=True)
    assert [round(losses[place], 2) for place in (0, -1)] == [0.47, 0.12]


@pytest.mark.parametrize("seed", [5, *range(5)])
def test_after_the_first_step_descent_mostly_makes_the_surface_steeper(seed):
    last, _ = run_cells(NAME, DESCENT, names=animals(seed))
    first, _ = run_cells(NAME, DESCENT, names=animals(seed) | {"range": lambda steps: [0]})
    w, v = first["weights"], last["weights"]
    degrees = torch.rad2deg(torch.arccos(w @ v / (w.norm() * v.norm()))).item()
    assert 7.5 < v.norm() / w.norm() < 10.5 and degrees < 20
    if seed == 5:
        assert 8.5 < v.norm() / w.norm() < 9.5 and 7.5 < degrees < 8.9


@pytest.mark.parametrize("seed", range(5))
def test_from_grey_the_mask_is_about_three_times_the_weights(seed):
    def portraits(n, random):
        return datasets.portraits(n, torch.Generator().manual_seed(2 * seed + random.initial_seed()))

    others = SimpleNamespace(portraits=portraits, handwriting=datasets.handwriting)
    found, printed = run_cells(NAME, "studio = ", "grey, static = ", names={"datasets": others})
    mask, w = found["after"][0], found["w_pixels"]
    torch.testing.assert_close(mask, (mask @ w) / (w @ w) * w)
    assert 2.9 < mask.norm() / w.norm() < 3.3
    count, before, after = printed.splitlines()
    assert count.startswith("0 infiltrators") and after.split()[-3:] == 3 * ["99.9%"]
    assert all(float(chance.rstrip("%")) < 99 for chance in before.split()[-3:])
