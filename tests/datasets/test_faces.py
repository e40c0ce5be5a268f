"""Sizes, ranges, known modes and seeds of the data sets."""

import sys

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits

from gan_lesson import datasets


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


def two_blobs(n, random):
    return datasets.blobs(n, random, [(0.0, 1.0), (2.0, -1.0)], 0.1)


@pytest.mark.parametrize(
    "make", [datasets.ring, datasets.grid, datasets.moons, datasets.line, datasets.circle, two_blobs]
)
def test_toys_are_fixed_arrays_inside_their_region(make):
    data = make(3000, seeded())
    assert data.data.shape == (3000, 2) and data.data.dtype == torch.float32 and len(data) == 3000
    assert torch.equal(data.data, make(3000, seeded()).data)
    assert not torch.equal(data.data, make(3000, seeded(1)).data)
    left, right, bottom, top = data.region
    assert right - left == pytest.approx(top - bottom), "the region is a square"
    x, y = data.data.T
    assert left < x.min() and x.max() < right and bottom < y.min() and y.max() < top


def test_ring_as_veegan_and_pacgan_draw_it():
    data = datasets.ring(40_000, seeded())
    assert data.centres.shape == (8, 2)
    torch.testing.assert_close(data.centres.norm(dim=1), torch.ones(8))
    nearest = torch.cdist(data.data, data.centres).argmin(1)
    offsets = data.data - data.centres[nearest]
    assert offsets.std().item() == pytest.approx(0.01, rel=0.02)
    assert nearest.bincount().min() > 4700


def test_wide_clusters_fit_into_the_region():
    left, right, *_ = datasets.ring(10, seeded(), modes=1, standard_deviation=2.0).region
    assert left < 1 - 6 and right > 1 + 6


def test_grid_of_25():
    data = datasets.grid(1000, seeded())
    assert data.centres.shape == (25, 2)
    assert torch.cdist(data.centres, data.centres).fill_diagonal_(9).min().item() == pytest.approx(2)
    torch.testing.assert_close(data.centres.mean(0), torch.zeros(2))


def test_blobs_are_where_they_should_be():
    data = two_blobs(4000, seeded())
    left = data.data[data.data[:, 0] < 1]
    torch.testing.assert_close(left.mean(0), torch.tensor([0.0, 1.0]), atol=0.02, rtol=0)
    torch.testing.assert_close(left.std(0), torch.tensor([0.1, 0.1]), atol=0.01, rtol=0)
    with pytest.raises(ValueError, match="at least one centre"):
        datasets.blobs(10, seeded(), [], 0.1)


def test_line_and_circle():
    x, y = datasets.line(4000, seeded(), noise=0).data.T
    torch.testing.assert_close(y, x / 2)
    assert x.min() < -0.99 and x.max() > 0.99 and abs(x.mean()) < 0.05
    ring = datasets.circle(4000, seeded()).data
    assert (ring.norm(dim=1) - 1).std().item() == pytest.approx(0.02, rel=0.1)
    assert ring.mean(0).abs().max() < 0.05


class TestPointsOfOnesOwn:
    def test_lists_and_arrays_are_taken(self):
        assert datasets.points([[0, 1], [2, 3]]).data.tolist() == [[0, 1], [2, 3]]
        array = np.ones((5, 2))
        taken = datasets.points(array, name="Mine")
        array[0] = 7
        assert taken.name == "Mine" and taken.data[0].tolist() == [1, 1]
        left, right, *_ = taken.region
        assert right > left, "even points that all coincide have a region"

    @pytest.mark.parametrize("array", [[1, 2, 3], np.zeros((4, 3)), np.zeros((0, 2))])
    def test_other_shapes_are_refused(self, array):
        with pytest.raises(ValueError, match="shape"):
            datasets.points(array)

    def test_nan_is_refused(self):
        with pytest.raises(ValueError, match="finite"):
            datasets.points([[0, float("nan")]])


def test_portraits():
    pets = datasets.portraits(200, seeded())
    assert pets.data.shape == (200, 1, 28, 28) and pets.data.dtype == torch.float32
    assert pets.data.min() == -1 and 0.5 < pets.data.max() <= 1
    assert pets.label_names == ("cat", "dog") and 60 < pets.labels.sum() < 140
    assert torch.equal(pets.labels, torch.tensor(pets.knobs.species, dtype=torch.int64))
    assert torch.equal(pets.data, datasets.portraits(200, seeded()).data)


def test_handwriting_as_it_comes():
    digits = datasets.handwriting()
    assert digits.data.shape == (1797, 1, 8, 8) and (digits.data.min(), digits.data.max()) == (-1, 1)
    np.testing.assert_allclose((digits.data[:, 0].numpy() + 1) * 8, load_digits().images, atol=1e-5)
    assert torch.equal(digits.labels, torch.from_numpy(load_digits().target))


def test_handwriting_does_without_the_rest_of_scikit_learn(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)  # an import raises ModuleNotFoundError
    assert len(datasets.handwriting()) == 1797


def test_handwriting_enlarged():
    digits = datasets.handwriting(28)
    assert digits.data.shape == (1797, 1, 28, 28)
    assert digits.data.min() == -1 and digits.data.max() <= 1
    assert (digits.data[:, :, :2] == -1).all() and (digits.data[..., -2:] == -1).all()
    small = torch.nn.functional.interpolate(digits.data[:, :, 2:26, 2:26], size=(8, 8), mode="area")
    assert np.corrcoef(small.flatten(), datasets.handwriting().data.flatten())[0, 1] > 0.97


def test_another_size_is_refused():
    with pytest.raises(ValueError, match="8 or 28, not 16"):
        datasets.handwriting(16)
