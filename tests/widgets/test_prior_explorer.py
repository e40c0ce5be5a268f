"""The slider of the prior without a browser: its bundle, its picture, what it refuses, what the lesson says of it."""

import base64
import io

import numpy as np
import pytest
import torch
from PIL import Image

from gan_lesson import datasets
from gan_lesson.datasets import portraiture
from gan_lesson.exercises import lesson_02
from gan_lesson.widgets import PriorExplorer, prior_explorer
from tests.widgets.test_epoch_player import bundle, data_of, markup

REGION = (-2.0, 4.0, -3.0, 3.0)
ROUND = [[1.0, 0.0], [0.0, 1.0]]


def prior(cat=((0.0, 0.0), ROUND), dog=((2.0, 0.0), ROUND), **more):
    """Two round hills of width 1 at (0, 0) and (2, 0): the logit is 2 (x - 1) + log(prior / (1 - prior))."""
    measures = np.array([[0.0, 0.0], [2.0, 0.0], [0.5, 1.0]])
    return PriorExplorer(measures, np.array([0, 1, 0]), [cat, dog], REGION, **more)


def test_the_bundle_is_html_a_picture_and_a_fixed_text():
    shown = bundle(prior())
    assert set(shown) == {"text/html", "image/png", "text/plain"}
    assert shown["text/plain"] == "PriorExplorer: 'How many dogs does the town have?', 3 animals, 1 to 99 % dogs"
    assert Image.open(io.BytesIO(base64.b64decode(shown["image/png"]))).format == "PNG"
    assert bundle(prior()) == shown
    assert "shaded by P(dog | x), and the boundary at one half" in markup(prior())
    assert markup(prior()) == markup(prior(dog=((1.9, 0.1), ROUND))), "what was fitted is not in what nbval compares"


def test_the_page_gets_the_hills_as_they_are():
    data = data_of(prior(dog=([2, 0], [[2, 1], [1, 1]]), prior=0.2))
    assert (data["prior"], data["names"], data["region"]) == (0.2, ["cat", "dog"], [-2, 4, -3, 3])
    assert data["gaussians"][1]["inverse"] == pytest.approx([1, -1, -1, 2])
    assert [hill["log"] for hill in data["gaussians"]] == pytest.approx([-np.log(2 * np.pi)] * 2)
    assert np.frombuffer(base64.b64decode(data["measures"]), "<f4").tolist() == [0, 0, 2, 0, 0.5, 1]
    assert list(base64.b64decode(data["labels"])) == [0, 1, 0]


def test_the_still_picture_has_the_boundary_where_bayes_puts_it(monkeypatch):
    drawn = []
    monkeypatch.setattr(prior_explorer, "image_of", lambda figure, dpi: drawn.append(figure))
    _ = prior(prior=0.2)._poster
    plane, hills, posterior = drawn[0].axes
    boundary = 1 + np.log(4) / 2  # where 2 (x - 1) = log 4
    [line] = [found for found in plane.collections if getattr(found, "levels", [0])[0] == 0.5]
    assert np.concatenate([path.vertices for path in line.get_paths()])[:, 0] == pytest.approx(boundary, abs=0.01)
    cat, dog = (curve.get_data()[1].max() for curve in hills.lines)
    assert (cat, dog) == pytest.approx((0.8 / (2 * np.pi), 0.2 / (2 * np.pi)))
    [curve] = posterior.lines
    assert np.interp(boundary / 2, *curve.get_data()) == pytest.approx(0.5, abs=1e-3)  # the line is 2 long


def test_tensors_and_lists_do_as_well_as_arrays():
    mean, covariance = torch.tensor([2.0, 0.0]), torch.eye(2)
    given = PriorExplorer(torch.zeros(3, 2), [0, 1, 0], [(mean, covariance), (mean + 1, covariance)], REGION)
    assert data_of(given)["gaussians"][1]["mean"] == [3, 1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"prior": 0}, "from 0.01 to 0.99, not 0"),
        ({"prior": float("nan")}, "from 0.01 to 0.99"),
        ({"dog": ([0, 0, 0], ROUND)}, "a mean"),
        ({"dog": ([0, 0], [[1, 2], [2, 1]])}, "positive eigenvalues"),
        ({"dog": ([0, 0], [[1, 0.5], [0, 1]])}, "symmetric"),
        ({"zoom": 0}, "above 0"),
    ],
)
def test_what_it_refuses(arguments, says):
    with pytest.raises(ValueError, match=says):
        prior(**arguments)


def test_measures_need_labels_and_hills_come_in_two():
    with pytest.raises(ValueError, match="need labels"):
        PriorExplorer(np.zeros((3, 2)), np.zeros(2), [((0, 0), ROUND)] * 2, REGION)
    with pytest.raises(ValueError, match="two Gaussians"):
        PriorExplorer(np.zeros((3, 2)), np.zeros(3), [((0, 0), ROUND)], REGION)


@pytest.mark.parametrize("seed", [5, *range(5)])
def test_at_one_dog_in_a_hundred_the_mean_dog_is_a_dog_and_halfway_is_a_cat(seed):
    """What lesson 02 says, there and with other animals; the dogs' hill is over a hundred times as high there."""
    pets = datasets.portraits(256, torch.Generator().manual_seed(seed))
    x = torch.from_numpy(portraiture.measure(pets.knobs))
    hills = [lesson_02.fit_gaussian.function(x[pets.labels == label]) for label in (0, 1)]
    (cat, _), (dog, _) = hills
    halfway, there = PriorExplorer(x, pets.labels, hills, REGION, prior=0.01)._logits(
        torch.stack([(cat + dog) / 2, dog]).numpy()
    )
    assert there > 0 and halfway < -1
    assert there - np.log(0.01 / 0.99) > np.log(100)
