"""Recording changes nothing, and what was recorded comes back."""

import gzip
import io
import math
import pickle

import numpy as np
import pytest
import torch

from gan_lesson import models, training
from gan_lesson.history import History, as_frame
from gan_lesson.plane import as_grey, opinion_of
from tests.test_training import set_up, weights

REGION = (-1.0, 4.0, -1.0, 4.0)


def latents(n=20, dim=3):
    return models.sample_latents(n, dim, torch.Generator().manual_seed(7))


def recorded(epochs=4, **options):
    run = set_up(epochs)
    history = History(latents(), title="Test", region=REGION, **options)
    history.begin(run.generator, run.discriminator)
    for step in training.train(run):
        history.record(step, run.averaged)
    return history, run


def test_recording_changes_no_bit_of_a_run():
    bare = set_up(4)
    list(training.train(bare))
    _, watched = recorded(restart_every=1, metrics={"spread": np.std})
    for name in ("generator", "discriminator", "averaged"):
        assert torch.equal(weights(getattr(bare, name)), weights(getattr(watched, name)))


def test_recording_leaves_batch_norm_and_dropout_as_they_were():
    torch.manual_seed(0)
    generator = models.ConvGenerator(3, 4)
    generator(latents())
    inner = generator.layers[2].eval()  # somebody may have frozen a part: that stays
    before = inner.running_mean.clone()
    random_before = torch.get_rng_state()
    history = History(latents())
    history.begin(generator)
    assert generator.training and not inner.training
    assert torch.equal(inner.running_mean, before)
    assert torch.equal(torch.get_rng_state(), random_before)


def test_snapshots_come_at_the_ends_of_epochs():
    history, run = recorded(4, every=2)
    assert [snapshot.epoch for snapshot in history] == [0, 2, 4]
    assert [snapshot.step for snapshot in history] == [0, 8, 16]
    last = history[-1]
    assert last.samples.shape == (20, 2) and last.samples.dtype == np.float32
    np.testing.assert_allclose(last.samples, run.averaged(latents()).detach().numpy(), rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(last.opinion, opinion_of(run.discriminator, REGION))


def test_snapshots_at_chosen_epochs():
    history, _ = recorded(5, every={4, 1})
    assert [snapshot.epoch for snapshot in history] == [0, 1, 4]


def test_snapshots_at_chosen_steps():
    history, _ = recorded(2, steps={1, 4, 6})
    assert [(snapshot.step, snapshot.epoch) for snapshot in history] == [(0, 0), (1, 0), (4, 1), (6, 1), (8, 2)]
    assert [snapshot.step for snapshot in history.until(1)] == [0, 1, 4]
    with pytest.raises(ValueError, match="not come to epoch 3"):
        history.until(3)


def test_a_new_history_of_a_run_that_goes_on():
    run = set_up(4)
    saved = [step.run.state_dict() for step in training.train(run) if step.epoch == 2][0]
    run = set_up(4, seed=9)
    run.load_state_dict(saved)
    history = History(latents(), restart_every=1)
    for step in training.train(run):
        history.record(step, run.generator)
    assert [(snapshot.step, snapshot.epoch) for snapshot in history] == [(12, 3), (16, 4)]
    assert history.restart_epochs == [3, 4]


def test_an_epoch_that_was_broken_off_is_recorded_once():
    run = set_up(3)
    history = History(latents(), steps=(5, 6, 7))
    history.begin(run.generator)
    for step in training.train(run):
        history.record(step, run.generator)
        if step.number == 6:
            break
    for step in training.train(run):  # makes the second epoch anew
        history.record(step, run.generator)
    assert [snapshot.step for snapshot in history] == [0, 4, 5, 6, 7, 8, 12]
    with pytest.raises(ValueError, match="begun already"):
        history.begin(run.generator)


def test_a_history_of_another_run_is_refused():
    history, _ = recorded(2)
    run = set_up(2)
    with pytest.raises(ValueError, match="at epoch 2 already; make a new one"):
        history.record(next(training.train(run)), run.generator)


def test_losses_are_means_since_the_last_snapshot():
    run = set_up(4)
    history = History(latents(), every=2)
    seen = []
    for step in training.train(run):
        history.record(step, run.generator)
        seen.append((step.discriminator_loss.item(), step.generator_loss.item()))
    assert history[1].discriminator_loss == pytest.approx(np.mean([d for d, _ in seen[8:]]), rel=1e-5)
    assert history[1].generator_loss == pytest.approx(np.mean([g for _, g in seen[8:]]), rel=1e-5)


def test_the_untrained_snapshot_has_no_loss():
    history, _ = recorded(1)
    assert math.isnan(history[0].discriminator_loss) and math.isnan(history[0].generator_loss)


def test_metrics_are_recorded_by_name():
    history, _ = recorded(1, metrics={"width": lambda samples: np.ptp(samples[:, 0])})
    assert history[-1].metrics == {"width": pytest.approx(np.ptp(history[-1].samples[:, 0]))}


def test_going_on_from_a_restart_point_is_the_same_run(tmp_path):
    history, whole = recorded(6, restart_every=3)
    assert history.restart_epochs == [3, 6]
    history.save(tmp_path / "run.gz")
    loaded = History.load(tmp_path / "run.gz")
    run = set_up(6, seed=99)
    run.load_state_dict(loaded.restart_point(3))
    fork = loaded.until(3, title="Fork")
    assert [snapshot.epoch for snapshot in fork] == [0, 1, 2, 3] and fork.title == "Fork"
    for step in training.train(run):
        fork.record(step, run.averaged)
    assert torch.equal(weights(run.generator), weights(whole.generator))
    for ours, theirs in zip(fork, history, strict=True):
        np.testing.assert_array_equal(ours.samples, theirs.samples)


def test_a_restart_point_that_is_not_there_is_named():
    history, _ = recorded(4, restart_every=2)
    with pytest.raises(KeyError, match="no restart point at epoch 3; there are: 2, 4"):
        history.restart_point(3)


def test_a_hand_written_loop_can_be_recorded_but_not_restarted():
    generator, discriminator = models.MLPGenerator(3), models.MLPDiscriminator()
    step = training.TrainingStep(1, 1, torch.tensor(1.3), torch.tensor(0.7))
    history = History(latents(), region=REGION)
    history.record(step, generator, discriminator)
    assert len(history) == 1
    with pytest.raises(ValueError, match="hand over the discriminator"):
        History(latents(), region=REGION).record(step, generator)
    with pytest.raises(ValueError, match="restart point"):
        History(latents(), restart_every=1).record(step, generator)


def test_an_interrupt_loses_no_recorded_epoch():
    run = set_up(5)
    history = History(latents())

    def interrupted():
        for step in training.train(run):
            history.record(step, run.generator)
            if step.number == 10:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [snapshot.epoch for snapshot in history] == [1, 2]


class TestFile:
    def test_it_comes_back_as_it_was(self, tmp_path):
        history, _ = recorded(3, restart_every=2, metrics={"width": lambda samples: np.ptp(samples)})
        history.real = as_frame(torch.randn(9, 2))
        history.save(tmp_path / "run.gz")
        loaded = History.load(tmp_path / "run.gz")
        assert (loaded.last_step, loaded.steps_per_epoch) == (12, 4)
        assert (loaded.title, loaded.region, loaded.every, loaded.restart_epochs) == ("Test", REGION, 1, [2])
        np.testing.assert_array_equal(loaded.real, history.real)
        assert torch.equal(loaded.latents, history.latents)
        for ours, theirs in zip(loaded, history, strict=True):
            np.testing.assert_array_equal(ours.samples, theirs.samples)
            np.testing.assert_array_equal(ours.opinion, theirs.opinion)
            assert (ours.step, ours.epoch, ours.metrics) == (theirs.step, theirs.epoch, theirs.metrics)
            np.testing.assert_equal(ours.discriminator_loss, theirs.discriminator_loss)

    def test_numpy_numbers_come_back_too(self, tmp_path):
        region, every = tuple(np.array(REGION)), np.arange(1, 3)
        history = History(latents(), region=region, every=every, steps=np.arange(2))
        history.save(tmp_path / "run.gz")
        loaded = History.load(tmp_path / "run.gz")
        assert (loaded.region, loaded.every, loaded.steps) == (REGION, [1, 2], [0, 1])

    def test_frames_only(self, tmp_path):
        history, _ = recorded(2, restart_every=1)
        history.save(tmp_path / "whole.gz")
        history.save(tmp_path / "frames.gz", restart_points=False)
        assert History.load(tmp_path / "frames.gz").restart_epochs == []
        assert (tmp_path / "frames.gz").stat().st_size < (tmp_path / "whole.gz").stat().st_size

    def test_the_same_history_gives_the_same_bytes(self, tmp_path):
        history, _ = recorded(2)
        for name in ("a.gz", "b.gz"):
            history.save(tmp_path / name)
        assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()

    def test_a_failed_save_leaves_the_old_file(self, tmp_path, monkeypatch):
        history, _ = recorded(1)
        path = tmp_path / "run.gz"
        history.save(path)
        old = path.read_bytes()

        def full(payload, file):
            file.write(b"half")
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(torch, "save", full)
        with pytest.raises(OSError, match="No space"):
            history.save(path)
        assert path.read_bytes() == old and [file.name for file in tmp_path.iterdir()] == ["run.gz"]

    def test_no_such_file(self, tmp_path):
        with pytest.raises(FileNotFoundError, match="there is no recording at"):
            History.load(tmp_path / "nothing.gz")

    @staticmethod
    def _torch(value):
        buffer = io.BytesIO()
        torch.save(value, buffer)
        return gzip.compress(buffer.getvalue())

    def test_other_files_are_refused_in_one_sentence(self, tmp_path):
        history, _ = recorded(1)
        history.save(tmp_path / "good.gz")
        good = (tmp_path / "good.gz").read_bytes()
        others = {
            "text": b"hello",
            "empty": b"",
            "gzipped text": gzip.compress(b"hello"),
            "gzipped nothing": gzip.compress(b""),
            "another dictionary": self._torch({"weights": torch.zeros(3)}),
            "a tensor": self._torch(torch.zeros(3)),
            "no frames": self._torch({"format": "gan_lesson history 1", "title": "x"}),
            "truncated": good[: len(good) // 2],
            "flipped": good[: len(good) // 2] + b"\0" * 40 + good[len(good) // 2 + 40 :],
        }
        for name, content in others.items():
            (tmp_path / "bad.gz").write_bytes(content)
            with pytest.raises(ValueError, match="is not a recording that History.save wrote, or it is damaged"):
                History.load(tmp_path / "bad.gz")
                pytest.fail(name)

    def test_no_code_in_a_file_is_run(self, tmp_path):
        class Trap:
            def __reduce__(self):
                return (open, (str(tmp_path / "sprung"), "w"))

        for content in (self._torch({"format": Trap()}), gzip.compress(pickle.dumps(Trap()))):
            (tmp_path / "trap.gz").write_bytes(content)
            with pytest.raises(ValueError, match="not a recording"):
                History.load(tmp_path / "trap.gz")
        assert not (tmp_path / "sprung").exists()


def test_pictures_become_grey_levels():
    pictures = torch.tensor([-1.0, 0.0, 1.0, 3.0]).view(1, 1, 2, 2)
    np.testing.assert_array_equal(as_frame(pictures), np.array([[[0, 128], [255, 255]]], np.uint8))


def test_a_pixel_that_is_not_a_number_is_black():
    assert as_frame(torch.full((1, 1, 2, 2), float("nan"))).max() == 0


def test_other_shapes_are_refused():
    with pytest.raises(ValueError, match=r"points \(n, 2\) or pictures"):
        as_frame(torch.zeros(5, 3))


def test_opinion_has_its_first_row_at_the_bottom_and_its_first_column_at_the_left():
    class Slope(torch.nn.Module):
        def forward(self, points):
            return points[:, 0] + 3 * points[:, 1]

    opinion = opinion_of(Slope(), (-1, 1, -1, 1), size=4)
    assert opinion.dtype == np.uint8
    logit = -0.75 + 3 * 0.25  # the centre of the cell in the third row, first column
    assert opinion[2, 0] == round(255 / (1 + math.exp(-logit)))
    assert (np.diff(opinion.astype(int), axis=0) > 0).all() and (np.diff(opinion.astype(int), axis=1) > 0).all()


def test_an_opinion_means_what_it_is_said_to():
    def outputs(points):
        return points[:, 0] + 3 * points[:, 1]  # 0.75 + 3 * 0.75 in the last cell

    network = torch.nn.Sequential()
    network.forward = outputs
    assert opinion_of(network, (-1, 1, -1, 1), size=4, meaning=lambda d: (d + 4) / 8)[3, 3] == round(255 * 7 / 8)


def test_greys_end_at_black_and_white_and_undecided_is_between():
    assert as_grey(torch.tensor([-2.0, math.nan, 0.6, 3.0])).tolist() == [[0, 128], [153, 255]]


def test_counts_below_one_are_refused():
    with pytest.raises(ValueError, match="use 1 or more"):
        History(latents(), every=0)
    with pytest.raises(ValueError, match="use 1 or more"):
        History(latents(), restart_every=0)
