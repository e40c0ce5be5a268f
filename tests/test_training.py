"""The loop: what each step moves, what it leaves alone, and that a saved run goes on bit for bit."""

import copy
import dataclasses
import itertools

import pytest
import torch

from gan_lesson import losses, models, training


def pair(seed=0, dtype=torch.float32):
    torch.manual_seed(seed)
    generator = models.MLPGenerator(3, (2,), hidden=(16,)).to(dtype)
    discriminator = models.MLPDiscriminator((2,), hidden=(16,)).to(dtype)
    return generator, discriminator


def adam(network):
    return torch.optim.Adam(network.parameters(), lr=0.01, betas=(0.5, 0.9))


def data(n=64):
    return torch.randn(n, 2, generator=torch.Generator().manual_seed(5)) + 2


def set_up(epochs, seed=0, averaged=True):
    generator, discriminator = pair(seed)
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data(), 16, torch.Generator().manual_seed(1), epochs),
        g_optimizer=adam(generator),
        d_optimizer=adam(discriminator),
        random=torch.Generator().manual_seed(2),
        averaged=training.average_of(generator, 0.9) if averaged else None,
    )


STEPS = [training.separate_fakes, training.shared_fakes, training.one_stage]
every_step = pytest.mark.parametrize("take_step", STEPS, ids=[step.__name__ for step in STEPS])


def doubled(run):
    """Turns a run to float64; returns copies of its networks."""
    run.batches.data = run.batches.data.double()
    return copy.deepcopy(run.generator.double()), copy.deepcopy(run.discriminator.double())


def weights(network):
    return torch.cat([parameter.detach().flatten() for parameter in network.parameters()])


def gradients(network):
    """What the last step left behind: Adam's moves alone hardly tell a gradient from fifty times as much."""
    return torch.cat([parameter.grad.flatten() for parameter in network.parameters()])


class TestBatches:
    def test_an_epoch_is_one_pass(self):
        batches = training.Batches(torch.arange(12.0)[:, None], 4, torch.Generator().manual_seed(0), epochs=2)
        seen = [batch.flatten().tolist() for batch in batches]
        assert len(batches) == 3 and len(seen) == 6
        assert sorted(sum(seen[:3], [])) == sorted(sum(seen[3:], [])) == list(range(12))
        assert seen[:3] != seen[3:], "the second epoch is shuffled anew"

    def test_the_rest_of_an_epoch_is_dropped(self):
        batches = training.Batches(data(10), 4, torch.Generator().manual_seed(0), epochs=1)
        assert [len(batch) for batch in batches] == [4, 4]

    def test_without_a_number_of_epochs_it_goes_on(self):
        batches = training.Batches(data(4), 2, torch.Generator().manual_seed(0))
        for count, _ in enumerate(batches, 1):
            if count == 7:
                break
        assert batches.epoch == 3

    def test_what_remains(self):
        batches = training.Batches(data(10), 4, torch.Generator().manual_seed(0), epochs=3)
        assert batches.remaining == 6
        for _ in batches:
            break
        assert batches.remaining == 6, "an epoch that was broken off is made again"
        list(batches)
        assert batches.remaining == 0
        with pytest.raises(ValueError, match="for ever"):
            _ = training.Batches(data(10), 4, torch.Generator()).remaining

    @pytest.mark.parametrize("size", [0, 65])
    def test_a_batch_that_does_not_fit_is_refused(self, size):
        with pytest.raises(ValueError, match="between 1 and the 64 rows"):
            training.Batches(data(64), size, torch.Generator())


class TestSteps:
    def test_the_discriminator_s_step_moves_only_the_discriminator(self):
        generator, discriminator = pair()
        before = weights(generator), weights(discriminator)
        fake = generator(torch.randn(8, 3))
        training.discriminator_step(discriminator, data(8), fake, adam(discriminator))
        assert torch.equal(weights(generator), before[0])
        assert not torch.equal(weights(discriminator), before[1])
        assert all(parameter.grad is None for parameter in generator.parameters()), "fakes are detached"

    def test_the_generator_s_step_moves_only_the_generator(self):
        generator, discriminator = pair()
        before = weights(generator), weights(discriminator)
        training.generator_step(generator, discriminator, torch.randn(8, 3), adam(generator))
        assert not torch.equal(weights(generator), before[0])
        assert torch.equal(weights(discriminator), before[1])

    def test_gradients_left_over_from_the_other_player_do_no_harm(self):
        generator, discriminator = pair()
        clean = copy.deepcopy(discriminator)
        for parameter in discriminator.parameters():
            parameter.grad = torch.full_like(parameter, 1e3)
        fake = torch.randn(8, 2)
        training.discriminator_step(discriminator, data(8), fake, adam(discriminator))
        training.discriminator_step(clean, data(8), fake, adam(clean))
        assert torch.equal(weights(discriminator), weights(clean))

    def test_each_step_lowers_its_own_loss(self):
        generator, discriminator = pair()
        real, latents = data(64), torch.randn(64, 3)
        fake = generator(latents).detach()
        first = training.discriminator_step(discriminator, real, fake, adam(discriminator))
        assert losses.discriminator_loss(discriminator(real), discriminator(fake)) < first
        first = training.generator_step(generator, discriminator, latents, adam(generator))
        assert losses.nonsaturating_generator_loss(discriminator(generator(latents))) < first

    def test_the_penalty_moves_the_weights_but_is_not_in_the_loss(self):
        results = []
        for penalty in (None, losses.r1_penalty):
            _, discriminator = pair()
            value = training.discriminator_step(
                discriminator, data(8), torch.zeros(8, 2), adam(discriminator), penalty=penalty
            )
            results.append((value, weights(discriminator)))
        assert results[0][0] == results[1][0]
        assert not torch.equal(results[0][1], results[1][1])


class TestTrain:
    def test_the_same_seed_gives_the_same_weights(self):
        runs = [set_up(3), set_up(3)]
        for run in runs:
            steps = list(training.train(run))
            assert len(steps) == 12
        assert torch.equal(weights(runs[0].generator), weights(runs[1].generator))

    def test_steps_and_epochs_are_counted(self):
        steps = list(training.train(set_up(2)))
        assert [step.number for step in steps] == list(range(1, 9))
        assert [step.epoch for step in steps] == [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]

    def test_it_is_the_loop_of_algorithm_1(self):
        """Goodfellow et al. 2014, algorithm 1, written out with PyTorch's own cross-entropy, in float64."""
        cross_entropy = torch.nn.functional.binary_cross_entropy_with_logits
        run = set_up(2, averaged=False)
        generator, discriminator = doubled(run)

        list(training.train(run))

        draws = torch.Generator().manual_seed(2)
        g_optimizer, d_optimizer = adam(generator), adam(discriminator)
        for real in training.Batches(data().double(), 16, torch.Generator().manual_seed(1), 2):
            fake = generator(torch.randn(16, 3, generator=draws).double()).detach()
            loss = cross_entropy(discriminator(real), torch.ones(16).double())
            loss = loss + cross_entropy(discriminator(fake), torch.zeros(16).double())
            d_optimizer.zero_grad(), loss.backward(), d_optimizer.step()
            logits = discriminator(generator(torch.randn(16, 3, generator=draws).double()))
            loss = cross_entropy(logits, torch.ones(16).double())
            g_optimizer.zero_grad(), loss.backward(), g_optimizer.step()
        for of in (weights, gradients):
            torch.testing.assert_close(of(run.generator), of(generator), atol=1e-6, rtol=0)
            torch.testing.assert_close(of(run.discriminator), of(discriminator), atol=1e-6, rtol=0)

    @every_step
    def test_a_saved_run_goes_on_bit_for_bit(self, take_step):
        whole = set_up(6)
        for step in training.train(whole, take_step=take_step):
            if step.number == 12:  # the end of epoch 3
                saved = step.run.state_dict()
        resumed = set_up(6, seed=99)
        resumed.load_state_dict(saved)
        numbers = [step.number for step in training.train(resumed, take_step=take_step)]
        assert numbers == list(range(13, 25))
        for name in ("generator", "discriminator", "averaged"):
            assert torch.equal(weights(getattr(whole, name)), weights(getattr(resumed, name))), name

    def test_a_run_is_not_saved_within_an_epoch(self):
        for step in training.train(set_up(2)):
            if step.epoch == 1.5:
                with pytest.raises(RuntimeError, match="at the end of an epoch"):
                    step.run.state_dict()

    def test_an_epoch_that_was_broken_off_is_made_anew(self):
        run = set_up(2)
        assert [step.number for step in itertools.islice(training.train(run), 6)] == [1, 2, 3, 4, 5, 6]
        assert [step.number for step in training.train(run)] == [5, 6, 7, 8]

    def test_a_saved_state_does_not_follow_the_run(self):
        run = set_up(2)
        saved = run.state_dict()
        before = saved["generator"]["layers.0.weight"].clone()
        list(training.train(run))
        assert torch.equal(saved["generator"]["layers.0.weight"], before)

    def test_a_state_of_another_kind_of_run_is_refused(self):
        with pytest.raises(ValueError, match="differ in: averaged"):
            set_up(1).load_state_dict(set_up(1, averaged=False).state_dict())

    @every_step
    def test_the_penalty_comes_every_so_many_steps(self, take_step):
        calls = []

        def penalty(discriminator, real, fake):
            assert not fake.requires_grad
            calls.append((len(real), len(fake)))
            return losses.r1_penalty(discriminator, real)

        list(training.train(set_up(2), take_step=take_step, penalty=penalty, penalty_every=3))
        assert calls == [(16, 16), (16, 16)]

    @every_step
    def test_the_discriminator_descends_on_its_loss_plus_the_penalty(self, take_step):
        """Plain gradient descent at rate 1 moves the weights by the gradient itself."""

        def penalty(discriminator, real, fake):
            return 3 * discriminator(real).square().mean() + 5 * discriminator(fake).square().mean()

        run = set_up(1, averaged=False)
        generator, discriminator = doubled(run)
        run.d_optimizer = torch.optim.SGD(run.discriminator.parameters(), lr=1.0)
        next(training.train(run, take_step=take_step, penalty=penalty))

        real = next(iter(training.Batches(data().double(), 16, torch.Generator().manual_seed(1))))
        fake = generator(torch.randn(16, 3, generator=torch.Generator().manual_seed(2)).double()).detach()
        value = losses.discriminator_loss(discriminator(real), discriminator(fake))
        (value + penalty(discriminator, real, fake)).backward()
        torch.testing.assert_close(weights(discriminator) - weights(run.discriminator), gradients(discriminator))

    @every_step
    def test_training_leaves_the_global_random_state_alone(self, take_step):
        run = set_up(1)
        before = torch.get_rng_state()
        list(training.train(run, take_step=take_step, penalty=losses.r1_penalty))
        assert torch.equal(torch.get_rng_state(), before)

    def test_the_average_follows_the_weights(self):
        run = set_up(1)
        start = weights(run.averaged)
        list(training.train(run))
        average, end = weights(run.averaged), weights(run.generator)
        assert 0 < (average - end).norm() < (start - end).norm()
        assert not run.averaged.training

    def test_the_average_by_hand(self):
        network = torch.nn.Linear(1, 1, bias=False)
        network.weight.data.fill_(8.0)
        average = training.average_of(network, decay=0.5)
        network.weight.data.fill_(1.0)
        seen = []
        for _ in range(20):
            average.update_parameters(network)
            seen.append(average.module.weight.item())
            network.weight.data += 1
        by_hand, value = [1.0], 1.0  # the first update copies
        for n in range(1, 20):
            d = min(0.5, (1 + n) / (10 + n))
            value = d * value + (1 - d) * (n + 1)
            by_hand.append(value)
        assert seen == pytest.approx(by_hand, rel=1e-5)
        with pytest.raises(ValueError, match="below 1"):
            training.average_of(network, decay=1)

    def test_fakes_with_labels_by_hand(self):
        """One step, written out: both players see the same labels, the penalty too."""
        torch.manual_seed(0)
        generator = models.ConditionalGenerator(models.MLPGenerator(3 + 2), torch.nn.Embedding(2, 2))
        discriminator = models.ProjectionDiscriminator(models.MLPDiscriminator(hidden=(16,)), torch.nn.Embedding(2, 16))
        mine = copy.deepcopy(generator), copy.deepcopy(discriminator)
        labels = (data()[:, 0] > 2).long()

        def labelled():
            return training.Batches({"real": data(), "label": labels}, 16, torch.Generator().manual_seed(1), epochs=1)

        run = training.Run(
            generator=generator,
            discriminator=discriminator,
            batches=labelled(),
            g_optimizer=adam(generator),
            d_optimizer=adam(discriminator),
            random=torch.Generator().manual_seed(2),
        )

        def r1(network, real, fake):
            return losses.r1_penalty(network, real)

        step = next(training.train(run, take_step=training.labelled_fakes, penalty=r1))

        generator, discriminator = mine
        batch = next(iter(labelled()))
        real, label = batch["real"], batch["label"]
        fake = generator(torch.randn(16, 3, generator=torch.Generator().manual_seed(2)), label)
        optimizer = adam(discriminator)
        d_loss = losses.discriminator_loss(discriminator(real, label), discriminator(fake.detach(), label))
        told = real.clone().requires_grad_()
        (slope,) = torch.autograd.grad(discriminator(told, label).sum(), told, create_graph=True)
        (d_loss + slope.square().sum(1).mean()).backward()
        optimizer.step()
        g_loss = losses.nonsaturating_generator_loss(discriminator(fake, label))
        optimizer = adam(generator)
        g_loss.backward()
        optimizer.step()
        assert (step.discriminator_loss.item(), step.generator_loss.item()) == pytest.approx(
            (d_loss.item(), g_loss.item())
        )
        for theirs, ours in ((run.generator, generator), (run.discriminator, discriminator)):
            assert torch.allclose(weights(theirs), weights(ours), atol=1e-5)

    def test_a_batch_without_labels_is_told_what_to_bring(self):
        run = set_up(1)
        with pytest.raises(ValueError, match="'real' and 'label'"):
            next(training.train(run, take_step=training.labelled_fakes))

    def test_sharing_fakes_learns_and_leaves_no_parameter_frozen(self):
        run = set_up(30)
        list(training.train(run, take_step=training.shared_fakes))
        assert all(parameter.requires_grad for parameter in run.discriminator.parameters())
        fake = run.generator(torch.randn(500, 3, generator=torch.Generator().manual_seed(3)))
        assert (fake.mean(0) - 2).abs().max() < 0.7  # the data are centred at (2, 2), the untrained fakes at about 0

    def test_sharing_fakes_leaves_what_was_frozen_and_what_was_not(self):
        run = set_up(1)
        frozen = run.discriminator.layers[0].weight.requires_grad_(False)
        next(training.train(run, take_step=training.shared_fakes))
        assert not frozen.requires_grad
        assert [p.requires_grad for p in run.discriminator.parameters()] == [False, True, True, True]

    def test_sharing_fakes_by_hand(self):
        """One step, written out; the generator's leaves the discriminator the gradients of her own."""
        run = set_up(1, averaged=False)
        generator, discriminator = copy.deepcopy(run.generator), copy.deepcopy(run.discriminator)
        step = next(training.train(run, take_step=training.shared_fakes))

        real = next(iter(training.Batches(data(), 16, torch.Generator().manual_seed(1))))
        fake = generator(torch.randn(16, 3, generator=torch.Generator().manual_seed(2)))
        value = losses.discriminator_loss(discriminator(real), discriminator(fake.detach()))
        value.backward()
        d_gradients = gradients(discriminator)
        adam(discriminator).step()
        g_value = losses.nonsaturating_generator_loss(discriminator(fake))
        g_value.backward()
        adam(generator).step()
        torch.testing.assert_close([step.discriminator_loss, step.generator_loss], [value, g_value])
        torch.testing.assert_close(weights(run.generator), weights(generator), atol=1e-6, rtol=0)
        torch.testing.assert_close(weights(run.discriminator), weights(discriminator), atol=1e-6, rtol=0)
        torch.testing.assert_close(gradients(run.discriminator), d_gradients)
        torch.testing.assert_close(gradients(run.generator), gradients(generator))

    @pytest.mark.parametrize("take_step", STEPS[1:])
    def test_batch_norm_is_refused_where_real_and_fake_pass_together(self, take_step):
        run = set_up(1)
        run = dataclasses.replace(run, discriminator=models.ConvDiscriminator(4, batch_norm=True))
        with pytest.raises(ValueError, match="batch norm"):
            next(training.train(run, take_step=take_step))

    @pytest.mark.parametrize("take_step", STEPS[1:])
    def test_batch_norm_is_looked_for_once(self, take_step, monkeypatch):
        run, looks = set_up(2), []
        modules = run.discriminator.modules
        monkeypatch.setattr(run.discriminator, "modules", lambda: looks.append(1) or modules())
        assert len(list(training.train(run, take_step=take_step))) == 8
        assert len(looks) == 1

    @pytest.mark.parametrize(
        ("d_loss", "g_loss"),
        [
            (losses.discriminator_loss, losses.nonsaturating_generator_loss),
            (losses.discriminator_loss, losses.minimax_generator_loss),
            (losses.least_squares_discriminator_loss, losses.least_squares_generator_loss),
            (losses.wasserstein_critic_loss, losses.wasserstein_generator_loss),
        ],
    )
    def test_one_stage_by_hand(self, d_loss, g_loss):
        """Both players' gradients, each taken by itself at the weights that both had before the step."""
        run = set_up(1, averaged=False)
        generator, discriminator = doubled(run)
        step = next(
            training.train(
                run, take_step=training.one_stage, discriminator_loss=d_loss, generator_loss=g_loss,
                penalty=losses.r1_penalty,
            )
        )  # fmt: skip

        real = next(iter(training.Batches(data().double(), 16, torch.Generator().manual_seed(1))))
        fake = generator(torch.randn(16, 3, generator=torch.Generator().manual_seed(2)).double())
        d_value = d_loss(discriminator(real), discriminator(fake))
        d_total = d_value + losses.r1_penalty(discriminator, real)
        g_value = g_loss(discriminator(fake))
        for network, value in ((discriminator, d_total), (generator, g_value)):
            value.backward(inputs=list(network.parameters()), retain_graph=True)
        adam(discriminator).step()
        adam(generator).step()
        torch.testing.assert_close([step.discriminator_loss, step.generator_loss], [d_value, g_value])
        for of in (weights, gradients):
            torch.testing.assert_close(of(run.generator), of(generator), atol=1e-9, rtol=0)
            torch.testing.assert_close(of(run.discriminator), of(discriminator), atol=1e-9, rtol=0)

    @pytest.mark.parametrize("seed", range(5))
    def test_one_stage_learns(self, seed):
        run = set_up(60, seed)
        list(training.train(run, take_step=training.one_stage, penalty=losses.r1_penalty))
        fake = run.averaged(torch.randn(500, 3, generator=torch.Generator().manual_seed(3)))
        assert (fake.mean(0) - 2).abs().max() < 0.7  # the data are centred at (2, 2), the untrained fakes at about 0

    @pytest.mark.parametrize("bias", [-95, -200])
    def test_one_stage_survives_a_discriminator_that_is_all_too_sure(self, bias):
        """The ratio of the slopes is infinite here, at -200 times a slope of 0."""
        run = set_up(1)
        run.discriminator.layers[-1].bias.data.fill_(bias)
        before = weights(run.generator)
        next(training.train(run, take_step=training.one_stage))
        assert weights(run.discriminator).isfinite().all()
        assert torch.equal(weights(run.generator), before), "there is nothing to rescale"

    def test_one_stage_refuses_a_loss_that_is_flat(self):
        with pytest.raises(ValueError, match="flat where it is sure of a fake"):
            next(
                training.train(
                    set_up(1), take_step=training.one_stage,
                    discriminator_loss=losses.hinge_discriminator_loss, generator_loss=losses.hinge_generator_loss,
                )
            )  # fmt: skip


def test_learning_rates_are_set_in_every_group():
    optimizer = torch.optim.SGD([{"params": [torch.zeros(1)]}, {"params": [torch.zeros(1)], "lr": 3.0}], lr=1.0)
    training.set_learning_rate(optimizer, 0.25)
    assert [group["lr"] for group in optimizer.param_groups] == [0.25, 0.25]
    for rate in (-0.01, float("inf")):
        with pytest.raises(ValueError, match=f"0 or more, not {rate}"):
            training.set_learning_rate(optimizer, rate)


def test_paired_fakes_by_hand():
    """Both moves from their formulas, in float64: his loss compares with the real ones as she sees them afterwards."""
    run = set_up(1, averaged=False)
    generator, discriminator = doubled(run)
    real = next(iter(training.Batches(data(), 16, torch.Generator().manual_seed(1), 1))).double()
    latents = torch.randn(16, 3, generator=torch.Generator().manual_seed(2)).double()
    step = next(
        training.train(
            run,
            take_step=training.paired_fakes,
            discriminator_loss=losses.relativistic_discriminator_loss,
            generator_loss=losses.relativistic_generator_loss,
        )
    )
    fake, optimizer = generator(latents), adam(discriminator)
    hers = -torch.sigmoid(discriminator(real) - discriminator(fake.detach())).log().mean()
    hers.backward()
    optimizer.step()
    torch.testing.assert_close(weights(run.discriminator), weights(discriminator))
    his = -torch.sigmoid(discriminator(fake) - discriminator(real)).log().mean()
    his.backward()
    torch.testing.assert_close(gradients(run.generator), gradients(generator))
    torch.testing.assert_close(step.discriminator_loss, hers.detach())
    torch.testing.assert_close(step.generator_loss, his.detach())


def test_clipping_moves_what_is_outside_and_nothing_else():
    _, critic = pair()
    before = weights(critic)
    training.clip_weights(critic, 0.2)
    assert before.abs().max() > 0.25
    torch.testing.assert_close(weights(critic), before.minimum(torch.tensor(0.2)).maximum(torch.tensor(-0.2)))
