"""Are the judges that ship the ones that training makes, and can a file that is something else be told?"""

import numpy as np
import pytest
import torch

from gan_lesson import datasets
from gan_lesson.datasets.portraiture import RANGES
from gan_lesson.evaluation import judges
from gan_lesson.evaluation.features import KnobReader, PortraitReader
from gan_lesson.files import write_whole


@pytest.fixture(scope="module")
def pets():
    return datasets.portraits(500, torch.Generator().manual_seed(1))


def test_they_know_portraits_that_training_never_saw(pets):
    shipped = judges.portrait_judges()
    assert (shipped.portraits.read(pets.data).argmax(1) == pets.labels).float().mean() > 0.97
    errors = shipped.knobs.read(pets.data).as_array() - pets.knobs.as_array()
    for knob, off in zip(RANGES, np.abs(errors).mean(0), strict=True):
        assert off < 1.4 * shipped.knobs.held_out_errors[knob].mean_absolute_error + 0.01, knob
    assert shipped.portraits.held_out_accuracy["portraits"] > 0.97


def test_they_come_back_as_they_were_saved(pets, tmp_path):
    shipped = judges.portrait_judges()
    shipped.save(tmp_path / "judges.gz")
    again = judges.portrait_judges(tmp_path / "judges.gz")
    np.testing.assert_array_equal(again.knobs.features(pets.data), shipped.knobs.features(pets.data))
    torch.testing.assert_close(again.portraits.read(pets.data), shipped.portraits.read(pets.data), rtol=0, atol=0)
    assert str(again.knobs.held_out_errors) == str(shipped.knobs.held_out_errors)  # NaN is not equal to NaN
    assert not again.knobs.training and not again.portraits.training


def test_half_precision_changes_next_to_nothing(pets):
    torch.manual_seed(0)
    whole = judges.Judges(KnobReader((1, 28, 28), 23).eval(), PortraitReader((1, 28, 28), 3).eval())
    halved = PortraitReader((1, 28, 28), 3).eval()
    halved.load_state_dict(judges.weights_of(whole.portraits))
    off = halved.read(pets.data) - whole.portraits.read(pets.data)
    assert 0 < off.abs().max() < 0.002


def test_another_file_is_refused_with_the_way_out(tmp_path):
    write_whole({"format": "something else"}, tmp_path / "other.gz")
    with pytest.raises(ValueError, match="python -m authoring record judges"):
        judges.portrait_judges(tmp_path / "other.gz")
