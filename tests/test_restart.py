"""What a restart point and a recording keep beyond the weights."""

import numpy as np
import pytest
import torch
from torch import nn

from gan_lesson import models, training
from gan_lesson.history import History
from tests.test_training import STEPS, adam, data

REGION = (-1.0, 4.0, -1.0, 4.0)


def noisy_run(epochs=4, seed=0):
    """A run that has all there is to keep: batch norm, dropout in both networks, Adam's moments and an average."""
    torch.manual_seed(seed)
    generator, discriminator = models.MLPGenerator(3, (2,), hidden=(8,)), models.MLPDiscriminator((2,), hidden=(8,))
    generator.layers = nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.3), nn.Linear(8, 2))
    discriminator.layers = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.Dropout(0.3), nn.Linear(8, 1))
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data(), 16, torch.Generator().manual_seed(1), epochs),
        g_optimizer=adam(generator),
        d_optimizer=adam(discriminator),
        random=torch.Generator().manual_seed(2),
        averaged=training.average_of(generator, 0.9),
    )


def flat(state, path=""):
    """Nested dicts and lists as one dict of numbers and arrays by their path."""
    if isinstance(state, torch.Tensor):
        return {path: state.numpy().copy()}
    if isinstance(state, dict | list | tuple):
        items = state.items() if isinstance(state, dict) else enumerate(state)
        return {key: leaf for name, item in items for key, leaf in flat(item, f"{path}/{name}").items()}
    return {path: state}


def assert_same(state, other):
    np.testing.assert_equal(flat(state), flat(other))


def latents(n=20):
    return models.sample_latents(n, 3, torch.Generator().manual_seed(7))


def test_a_look_leaves_no_trace():
    run = noisy_run()
    next(training.train(run))
    run.batches._within_epoch = False  # so that its state can be read
    before = run.state_dict()
    modes = [module.training for network in (run.generator, run.discriminator) for module in network.modules()]
    for shown in (run.generator, run.averaged):
        history = History(latents(), region=REGION)
        history.begin(shown, run.discriminator)
        history.record(training.TrainingStep(1, 1, torch.tensor(1.0), torch.tensor(1.0)), shown, run.discriminator)
    assert_same(run.state_dict(), before)
    assert modes == [m.training for network in (run.generator, run.discriminator) for m in network.modules()]


def test_every_run_from_one_restart_point_is_the_same_run():
    whole = noisy_run()
    for step in training.train(whole):
        if step.epoch == 2:
            saved = step.run.state_dict()
    before = flat(saved)
    forks = [noisy_run(seed=seed) for seed in (8, 9)]
    for fork in forks:
        fork.load_state_dict(saved)  # both are loaded before the first moves on
    for fork in forks:
        torch.set_rng_state(saved["torch_random"])  # one global state for all: the first fork has used it
        assert len(list(training.train(fork))) == 8
        assert_same(fork.state_dict(), whole.state_dict())
    np.testing.assert_equal(flat(saved), before)


def test_loading_brings_back_the_random_state_that_dropout_draws_from():
    run = noisy_run()
    saved = run.state_dict()
    list(training.train(run))
    first = run.state_dict()
    torch.manual_seed(5)
    run.load_state_dict(saved)
    list(training.train(run))
    assert_same(run.state_dict(), first)


@pytest.mark.parametrize("take_step", STEPS)
def test_the_average_is_taken_after_the_generator_has_moved(take_step):
    run = noisy_run()
    run.discriminator.layers[1] = nn.Identity()
    untrained = run.generator.state_dict()["layers.0.weight"].clone()
    next(training.train(run, take_step=take_step))
    assert not torch.equal(run.generator.layers[0].weight, untrained)
    assert_same(run.averaged.module.state_dict(), run.generator.state_dict())  # the first step is copied


def test_the_losses_of_an_epoch_that_was_broken_off_are_forgotten():
    network = models.MLPGenerator(3)
    history = History(latents())
    numbers, losses = (1, 2, 3, 4, 5, 6, 5, 6, 7, 8), (1, 1, 1, 1, 90, 90, 3, 3, 4, 4)
    for number, loss in zip(numbers, losses, strict=True):
        history.record(training.TrainingStep(number, number / 4, torch.tensor(loss), torch.tensor(2 * loss)), network)
    assert [snapshot.discriminator_loss for snapshot in history] == [1, 3.5]
    assert [snapshot.generator_loss for snapshot in history] == [2, 7]


def reopened(history, folder):
    history.save(folder / "run.gz")
    return History.load(folder / "run.gz")


@pytest.mark.parametrize("again", [reopened, lambda history, folder: history.until(2)], ids=["saved", "until"])
def test_a_history_keeps_its_settings(again, tmp_path):
    """NumPy's numbers too, as they come out of ``np.geomspace`` or a file."""
    run = noisy_run()
    for optimizer in (run.g_optimizer, run.d_optimizer):
        optimizer.param_groups[0]["lr"] = np.float64(0.004)
        optimizer.param_groups[0]["betas"] = tuple(np.array([0.5, 0.9]))
    history = History(
        latents(),
        title=np.str_("Run"),
        real=data(),
        region=np.array(REGION),
        metrics={np.str_("width"): lambda samples: np.ptp(samples)},
        every=np.int64(2),
        steps=np.array([1, 3]),
        restart_every=np.int64(2),
    )
    for step in training.train(run):
        numbers = training.TrainingStep(
            np.int64(step.number), np.float64(step.epoch), step.discriminator_loss, step.generator_loss, run
        )
        history.record(numbers, run.averaged)
    kept = again(history, tmp_path)
    assert (kept.title, kept.region, kept.every, kept.steps, kept.restart_every) == ("Run", REGION, 2, [1, 3], 2)
    assert torch.equal(kept.latents, latents())
    np.testing.assert_array_equal(kept.real, data().numpy())
    assert [(snapshot.step, snapshot.epoch) for snapshot in kept][:3] == [(1, 0), (3, 0), (8, 2)]
    assert kept[0].metrics == history[0].metrics
    assert_same(kept.restart_point(2), history.restart_point(2))
    assert type(kept.restart_point(2)["g_optimizer"]["param_groups"][0]["lr"]) is float


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no folder .*nowhere; make it"):
        History(latents()).save(tmp_path / "nowhere" / "run.gz")
