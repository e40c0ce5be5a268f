"""What the loop is made of fits together in other ways too: labels, critics, other latents, colour, other sizes."""

import numpy as np
import pytest
import torch
from torch import nn

from gan_lesson import losses, models, training
from gan_lesson.evaluation import features, metrics, roc
from gan_lesson.history import History, as_frame
from gan_lesson.widgets import EpochPlayer
from tests.test_training import STEPS, adam, data, set_up, weights


class OnCondition(nn.Module):
    """A generator or discriminator that is given a condition ``(batch, ...)`` beside its input, as 2 numbers a row."""

    def __init__(self, network, latent_dim=None):
        super().__init__()
        self.network, self.latent_dim, self.given = network, latent_dim, []

    def forward(self, inputs, condition):
        self.given.append(condition)
        return self.network(torch.cat([inputs, condition.flatten(1)[:, :2].float()], 1))


def with_condition(run, batch, *, discriminator_loss, generator_loss, penalty):
    """A conditional step: both networks see the condition, and the two steps know nothing of it."""
    real, condition = batch["real"], batch["condition"]

    def paint(latents):
        return run.generator(latents, condition)

    def judge(samples):
        return run.discriminator(samples, condition)

    fake = paint(run.latents(len(real)))
    d_loss = training.discriminator_step(judge, real, fake, run.d_optimizer, loss=discriminator_loss, penalty=penalty)
    latents = run.latents(len(real))
    return d_loss, training.generator_step(paint, judge, latents, run.g_optimizer, loss=generator_loss)


def labelled_run(condition, epochs=2):
    torch.manual_seed(0)
    generator = OnCondition(models.MLPGenerator(5, (2,), hidden=(8,)), latent_dim=3)
    discriminator = OnCondition(models.MLPDiscriminator((4,), hidden=(8,)))
    rows = {"real": data(), "condition": condition}
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(rows, 16, torch.Generator().manual_seed(1), epochs),
        g_optimizer=adam(generator),
        d_optimizer=adam(discriminator),
        random=torch.Generator().manual_seed(2),
    )


CONDITIONS = {
    "one-hot labels": torch.eye(2, dtype=torch.int64)[torch.arange(64) % 2],
    "sentences": torch.arange(64 * 5).view(64, 5),
    "a second data set": torch.arange(64 * 4.0).view(64, 1, 2, 2) / 100,
}


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_a_batch_brings_more_than_real_data(condition):
    whole, resumed = labelled_run(condition), labelled_run(condition)
    for step in training.train(whole, take_step=with_condition, penalty=losses.r1_penalty):
        if step.epoch == 1:
            saved = step.run.state_dict()
    resumed.load_state_dict(saved)
    assert [step.number for step in training.train(resumed, take_step=with_condition, penalty=losses.r1_penalty)] == [
        5, 6, 7, 8,
    ]  # fmt: skip
    for network in ("generator", "discriminator"):
        assert torch.equal(weights(getattr(whole, network)), weights(getattr(resumed, network)))
    assert whole.generator.given[0].dtype == condition.dtype, "what it is given is as it was"
    untrained = labelled_run(condition)
    assert not torch.equal(weights(whole.generator), weights(untrained.generator))
    assert not torch.equal(weights(whole.discriminator), weights(untrained.discriminator))


def test_rows_of_a_batch_stay_together():
    rows = {"number": torch.arange(12.0), "square": torch.arange(12.0) ** 2, "negative": -torch.arange(12)}
    seen = []
    for batch in training.Batches(rows, 4, torch.Generator().manual_seed(0), epochs=1):
        assert list(batch) == list(rows)
        assert torch.equal(batch["square"], batch["number"] ** 2) and torch.equal(-batch["negative"], batch["number"])
        seen += batch["number"].tolist()
    assert sorted(seen) == list(range(12)) and seen != sorted(seen)


@pytest.mark.parametrize("take_step", STEPS)
def test_a_penalty_sees_the_real_data_and_the_fakes(take_step):
    run, seen = set_up(1), []
    real = next(iter(training.Batches(data(), 16, torch.Generator().manual_seed(1))))
    fake = run.generator(torch.randn(16, 3, generator=torch.Generator().manual_seed(2))).detach()
    shares = torch.Generator().manual_seed(3)

    def penalty(critic, real, fake):
        seen.append((critic, real.clone(), fake.clone()))
        return 10 * losses.gradient_penalty(critic, real, fake, torch.rand(len(real), generator=shares))

    wasserstein = dict(
        discriminator_loss=losses.wasserstein_critic_loss, generator_loss=losses.wasserstein_generator_loss
    )
    next(training.train(run, take_step=take_step, penalty=penalty, **wasserstein))
    ((critic, seen_real, seen_fake),) = seen
    assert critic is run.discriminator
    torch.testing.assert_close((seen_real, seen_fake), (real, fake))
    without = set_up(1)
    next(training.train(without, take_step=take_step, **wasserstein))
    assert not torch.equal(weights(run.discriminator), weights(without.discriminator))


def test_a_critic_may_move_more_often():
    def three_to_one(run, batch, *, discriminator_loss, generator_loss, penalty):
        for real in batch.chunk(3):
            fake = run.generator(run.latents(len(real)))
            d_loss = training.discriminator_step(
                run.discriminator, real, fake, run.d_optimizer, loss=discriminator_loss, penalty=penalty
            )
        latents = run.latents(len(real))
        g_loss = training.generator_step(
            run.generator, run.discriminator, latents, run.g_optimizer, loss=generator_loss
        )
        return d_loss, g_loss

    run = set_up(2)
    run.batches = training.Batches(data(), 21, torch.Generator().manual_seed(1), epochs=2)
    assert [step.epoch for step in training.train(run, take_step=three_to_one)] == [1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 2]
    moves = [next(iter(o.state.values()))["step"].item() for o in (run.d_optimizer, run.g_optimizer)]
    assert moves == [18, 6]


@pytest.mark.parametrize("take_step", STEPS)
def test_latents_come_from_any_distribution(take_step):
    drawn = []

    def coins(*shape, generator):
        drawn.append(torch.randint(2, shape, generator=generator))
        return drawn[-1]

    run = set_up(1)
    run.draw = coins
    next(training.train(run, take_step=take_step))
    assert {tuple(latents.shape) for latents in drawn} == {(16, 3)}
    expected = torch.randint(2, (16, 3), generator=torch.Generator().manual_seed(2))
    assert torch.equal(drawn[0], expected), "they are drawn from the run's random generator"
    run.draw = torch.rand
    latents = run.latents(1000)
    assert latents.dtype == torch.float32 and 0 <= latents.min() < 0.01 and 0.99 < latents.max() < 1


@pytest.mark.parametrize("shape", [(3, 32, 32), (1, 16, 24), (3, 28, 28)], ids=str)
def test_pictures_of_other_sizes_and_in_colour(shape):
    torch.manual_seed(0)
    generator = models.ConvGenerator(latent_dim=3, width=4, picture_shape=shape)
    discriminator = models.ConvDiscriminator(width=4, depth=3, picture_shape=shape)
    pictures = torch.rand(12, *shape) * 2 - 1
    run = training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(pictures, 6, torch.Generator().manual_seed(1), epochs=2),
        g_optimizer=adam(generator),
        d_optimizer=adam(discriminator),
        random=torch.Generator().manual_seed(2),
    )
    history = History(run.latents(5), title="Pictures", real=pictures)
    history.begin(generator)
    for step in training.train(run, take_step=training.shared_fakes):
        history.record(step, generator)
    channels, height, width = shape
    kept = (height, width) if channels == 1 else (height, width, 3)
    assert history[-1].samples.shape == (5, *kept) and history.real.shape == (12, *kept)
    again = features.as_pictures(history.real)
    assert again.shape == pictures.shape and (again - pictures).abs().max() < 1.01 / 255
    assert features.FeatureNetwork(shape, 2).features(again).shape == (12, 64)
    player = EpochPlayer(history)
    poster = np.asarray(player._poster)
    scale = round(448 / (3 * width))
    expected = np.repeat(np.repeat(history[-1].samples[0], scale, 0), scale, 1)
    np.testing.assert_array_equal(poster[: height * scale, : width * scale], expected)
    sheet = player._runs[0].sheet(history[-1])
    np.testing.assert_array_equal(sheet[height : 2 * height, :width], history[-1].samples[3])
    assert player.html.count("data:image") >= 1


class TestOneSentence:
    """What used to end in an error from within PyTorch or NumPy."""

    CASES = {
        "float64 data": (
            lambda: next(training.train(run_on(data().double()))),
            r"the data are torch.float64 and the discriminator's weights torch.float32: make them alike",
        ),
        "whole numbers": (
            lambda: next(training.train(run_on((100 * data()).byte()), take_step=training.shared_fakes)),
            "the data are torch.uint8 .* pictures lie in",
        ),
        "a mapping without a step": (
            lambda: next(training.train(run_on({"real": data(), "label": data()}), take_step=training.one_stage)),
            r"a batch brings real, label: train\(..., take_step=...\) says",
        ),
        "rows that do not match": (
            lambda: training.Batches({"real": data(64), "label": data(63)}, 16, torch.Generator()),
            "same number of rows, not {'real': 64, 'label': 63}",
        ),
        "32x32 for 28x28": (
            lambda: models.ConvDiscriminator()(torch.zeros(2, 1, 32, 32)),
            r"takes pictures of shape \(batch, 1, 28, 28\), not \(2, 1, 32, 32\)",
        ),
        "colour for grey": (
            lambda: models.ConvDiscriminator()(torch.zeros(2, 3, 28, 28)),
            r"\(batch, 1, 28, 28\), not \(2, 3, 28, 28\)",
        ),
        "data for a perceptron": (
            lambda: models.MLPDiscriminator((1, 8, 8))(torch.zeros(2, 1, 9, 9)),
            r"takes data of shape \(batch, 1, 8, 8\), not \(2, 1, 9, 9\)",
        ),
        "latents for a perceptron": (
            lambda: models.MLPGenerator(3)(torch.zeros(2, 4)),
            r"takes latents of shape \(batch, 3\), not \(2, 4\)",
        ),
        "latents for a convolution": (
            lambda: models.ConvGenerator(3, 4)(torch.zeros(2, 4)),
            r"takes latents of shape \(batch, 3\), not \(2, 4\)",
        ),
        "a side of 30": (lambda: models.ConvGenerator(3, 4, (1, 28, 30)), r"multiples of 4, not \[28, 30\]"),
        "two channels": (lambda: as_frame(torch.zeros(1, 2, 4, 4)), r"3 instead of 1 in colour, not \(1, 2, 4, 4\)"),
        "grey levels": (lambda: as_frame(torch.zeros(1, 1, 4, 4).byte()), "pictures in .* torch.uint8"),
        "frames": (lambda: features.as_pictures(np.zeros((1, 4, 4, 2), np.uint8)), r"width, 3\) and uint8"),
        "a rate": (
            lambda: training.set_learning_rate(adam(nn.Linear(1, 1)), float("nan")),
            "a learning rate must be 0 or more, not nan",
        ),
        "clusters of a graph": (
            lambda: metrics.mode_coverage(data().requires_grad_(), np.zeros((1, 2)), 1.0),
            r"samples must be an array of numbers; of a tensor hand over .detach\(\).cpu\(\).numpy\(\)",
        ),
        "a distance of a graph": (
            lambda: metrics.frechet_distance(data(), data().requires_grad_()),
            "fake must be an array of numbers",
        ),
        "a grid of a graph": (
            lambda: metrics.jensen_shannon(data().requires_grad_(), data(), (0, 1, 0, 1)),
            "real must be an array of numbers",
        ),
        "scores of a graph": (
            lambda: roc.roc_of(np.arange(64) % 2, data()[:, 0].requires_grad_()),
            "scores must be an array of numbers",
        ),
    }  # fmt: skip

    @pytest.mark.parametrize(("provoke", "sentence"), CASES.values(), ids=CASES)
    def test_it_is_named(self, provoke, sentence):
        with pytest.raises(ValueError, match=sentence):
            provoke()


def run_on(rows):
    run = set_up(1)
    run.batches = training.Batches(rows, 16, torch.Generator().manual_seed(1), epochs=1)
    return run
