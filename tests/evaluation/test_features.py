"""Do the networks see what they are said to see? On pictures that they never met, and over a recorded run."""

import numpy as np
import pytest
import torch

from gan_lesson import datasets, recordings
from gan_lesson.datasets.portraiture import RANGES, Knobs, draw
from gan_lesson.evaluation import features
from gan_lesson.evaluation.metrics import compare


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def reader():
    return features.train_portrait_reader()


@pytest.fixture(scope="module")
def knob_reader():
    return features.train_knob_reader()


@pytest.fixture(scope="module")
def pets():
    return datasets.portraits(2000, torch.Generator().manual_seed(12345))


@pytest.fixture(scope="module")
def run():
    return recordings.load("portraits")


# The classifier


@pytest.mark.parametrize("size", [8, 28])
def test_a_classifier_of_handwriting(size):
    digits = datasets.handwriting(size)
    classifier = features.train_classifier(digits.data, digits.labels)
    assert 0.97 < classifier.held_out_accuracy < 1
    logits = classifier.logits(digits.data[:50])
    assert logits.shape == (50, 10) and not logits.requires_grad
    seen = classifier.features(digits.data)
    assert seen.shape == (1797, features.FEATURES) and seen.dtype == np.float32
    # Scaled on the training pictures, four fifths of these.
    np.testing.assert_allclose(seen.mean(0), 0, atol=0.1)
    np.testing.assert_allclose(seen.std(0), 1, atol=0.1)


def test_held_out_accuracy_is_measured_on_pictures_that_training_never_saw():
    # Labels that say nothing can be learnt by heart, but not foretold.
    digits = datasets.handwriting(8)
    labels = torch.randint(10, (1797,), generator=torch.Generator().manual_seed(0))
    classifier = features.train_classifier(digits.data, labels)
    assert classifier.held_out_accuracy < 0.17
    assert (classifier.logits(digits.data).argmax(1) == labels).float().mean() > 0.25


def test_one_seed_one_network_and_the_global_random_state_is_left_alone():
    digits = datasets.handwriting(8)

    def trained(seed, global_seed):
        torch.manual_seed(global_seed)
        before = torch.get_rng_state()
        classifier = features.train_classifier(digits.data[:400], digits.labels[:400], seed)
        assert torch.equal(torch.get_rng_state(), before)
        return classifier

    first, second, other = trained(0, 7), trained(0, 8), trained(1, 7)
    for a, b in zip(first.state_dict().values(), second.state_dict().values(), strict=True):
        assert torch.equal(a, b)
    assert not torch.equal(first.logits(digits.data), other.logits(digits.data))


def test_features_of_a_picture_do_not_depend_on_the_others():
    digits = datasets.handwriting(8).data
    classifier = features.train_classifier(digits[:80], torch.arange(80) % 2).train()
    np.testing.assert_allclose(
        classifier.features(digits)[1500:1503], classifier.features(digits[1500:1503]), atol=1e-5
    )


@pytest.mark.parametrize(
    ("pictures", "labels", "message"),
    [
        (torch.zeros(100, 28, 28), torch.zeros(100).long(), "shape"),
        (torch.zeros(100, 1, 8, 8).double(), torch.zeros(100).long(), "float32, not .* float64"),
        (torch.zeros(100, 1, 8, 8), torch.zeros(99).long(), "give one each"),
        (torch.zeros(79, 1, 8, 8), torch.zeros(79).long(), "too few"),
        (torch.zeros(100, 1, 8, 8), torch.zeros(100), "int64"),
        (torch.zeros(100, 1, 8, 8), -torch.ones(100).long(), "not negative"),
        (torch.zeros(100, 1, 10, 10), torch.zeros(100).long(), "multiple of 4"),
    ],
)
def test_what_a_classifier_cannot_learn_from(pictures, labels, message):
    with pytest.raises(ValueError, match=message):
        features.train_classifier(pictures, labels)


@pytest.mark.parametrize(
    "pictures",
    [torch.zeros(28, 28), torch.zeros(0, 1, 28, 28), torch.zeros(3, 1, 8, 8), torch.zeros(1, 1, 28, 28).byte()],
)
def test_other_pictures_are_refused(pictures):
    with pytest.raises(ValueError, match=r"need the shape \(n, 1, 28, 28\) and float32"):
        features.FeatureNetwork((1, 28, 28), 2).features(pictures)


# The reader of portraits


def test_the_reader_knows_new_portraits(reader, pets):
    read = reader.read(pets.data)
    assert read.shape == (2000, 3)
    torch.testing.assert_close(read.sum(1), torch.ones(2000))
    assert reader.share_of_pets(pets.data) > 0.97
    assert (read.argmax(1) == pets.labels).float().mean() > 0.97
    assert reader.held_out_accuracy["portraits"] > 0.97


@pytest.mark.parametrize("kind", features.NOT_PETS)
def test_the_reader_refuses(reader, pets, kind):
    nonsense = features.NOT_PETS[kind](pets.data, torch.Generator().manual_seed(1))
    assert nonsense.shape == pets.data.shape and nonsense.abs().max() <= 1
    assert reader.share_of_pets(nonsense) < 0.05
    assert reader.held_out_accuracy[kind] > 0.95


def test_the_reader_refuses_what_it_never_met(reader, pets):
    assert reader.share_of_pets(datasets.handwriting(28).data) < 0.05
    assert reader.share_of_pets(pets.data.flip(2)) < 0.05  # upside down
    assert reader.share_of_pets(-pets.data) < 0.05
    assert reader.share_of_pets(pets.data.mean(0, keepdim=True)) == 0


def test_the_reader_allows_a_little_roughness_but_not_much(reader, pets):
    random = torch.Generator().manual_seed(2)
    noise = torch.randn(pets.data.shape, generator=random)
    assert reader.share_of_pets(pets.data + 0.1 * noise) > 0.97
    assert reader.share_of_pets(pets.data + 0.9 * noise) < 0.1
    assert reader.share_of_pets(pets.data.flip(3)) > 0.97  # a mirror makes another pet


def test_over_the_recorded_run_pets_appear(reader, run):
    shares = {snapshot.step: reader.share_of_pets(features.as_pictures(snapshot.samples)) for snapshot in run}
    assert shares[0] == 0
    assert max(share for step, share in shares.items() if step < 50) < 0.2
    assert shares[run[-1].step] > 0.8
    late = [share for step, share in shares.items() if step > run[-1].step / 2]
    assert min(late) > 0.8
    assert reader.share_of_pets(features.as_pictures(run.real)) > 0.97


# The reader of knobs


def test_the_knobs_that_can_be_seen_are_read(knob_reader):
    errors = knob_reader.held_out_errors
    assert list(errors) == list(RANGES)
    assert errors["species"].mean_absolute_error < 0.01
    for name in ("x", "y", "size", "tilt", "fur", "ear_fold", "snout_length", "gaze"):
        assert errors[name].r_squared > 0.9, name
    assert all(error.r_squared > 0.6 for name, error in errors.items() if name != "whiskers")


def test_what_a_dog_does_not_show_is_owned_up_to(knob_reader):
    whiskers = knob_reader.held_out_errors["whiskers"]
    assert whiskers.r_squared_of_cats > 0.9
    assert abs(whiskers.r_squared_of_dogs) < 0.1
    assert np.isnan(knob_reader.held_out_errors["species"].r_squared_of_dogs)


def test_errors_are_in_the_knobs_own_units(knob_reader, pets):
    read = knob_reader.read(pets.data)
    for name in ("ear_length", "tilt"):
        error = np.abs(getattr(read, name) - getattr(pets.knobs, name)).mean()
        assert error == pytest.approx(knob_reader.held_out_errors[name].mean_absolute_error, rel=0.15)


def test_what_was_read_can_be_drawn_again(knob_reader, pets):
    again = draw(knob_reader.read(pets.data)) * 2 - 1
    error = np.square(again - pets.data[:, 0].numpy()).mean()
    assert error < 0.05 * pets.data.var(0).mean()


def test_even_nonsense_gives_knobs_within_their_ranges(knob_reader):
    noise = 9 * torch.randn(100, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    assert isinstance(knob_reader.read(noise), Knobs)


def test_the_report_names_every_knob(knob_reader):
    lines = knob_reader.report().splitlines()
    assert [line.split()[0] for line in lines] == ["knob", *RANGES]
    assert {len(line) for line in lines} == {46}


# Metrics on their features


def test_each_forger_is_found_out_by_a_metric(knob_reader, pets):
    """An honest forger (the master himself), one who blurs, one who paints ten pets only, one who copies."""
    random = torch.Generator().manual_seed(3)
    training = pets.data
    held_out, honest = (datasets.portraits(600, random).data for _ in range(2))

    def judged(fakes):
        return compare(*(knob_reader.features(pictures) for pictures in (training, held_out, fakes)))

    found = judged(honest)
    assert found.frechet_distance.fake == pytest.approx(found.frechet_distance.real, rel=0.4)
    assert found.precision.fake == pytest.approx(found.precision.real, abs=0.06)
    assert found.recall.fake == pytest.approx(found.recall.real, abs=0.06)
    assert found.nearest_distance.fake == pytest.approx(found.nearest_distance.real, rel=0.05)

    blurred = judged(features.blurred(honest, 1.5))
    assert blurred.frechet_distance.fake > 10 * blurred.frechet_distance.real
    assert blurred.precision.fake < 0.2

    ten = judged(honest[:10].repeat(60, 1, 1, 1))
    assert ten.frechet_distance.fake > 10 * ten.frechet_distance.real
    assert ten.precision.fake > 0.5 and ten.recall.fake < 0.05

    copies = judged(training[:600])
    assert copies.frechet_distance.fake == copies.frechet_distance.real
    assert copies.precision == (copies.precision.real, copies.precision.real)
    assert copies.nearest_distance.fake == 0 < copies.nearest_distance.real


def test_pictures_of_a_snapshot(run):
    pictures = features.as_pictures(np.array([[[0, 255]]], np.uint8))
    assert pictures.tolist() == [[[[-1.0, 1.0]]]]
    assert features.as_pictures(run[0].samples).shape == (64, 1, 28, 28)
    with pytest.raises(ValueError, match="uint8"):
        features.as_pictures(np.zeros((3, 2), np.float32))
