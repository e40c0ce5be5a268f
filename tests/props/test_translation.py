"""The translators of lesson 13: their losses by hand, a step that trains whom it should, and what is measured."""

import pytest
import torch
from torch import nn

from gan_lesson import models
from gan_lesson.datasets import unpaired
from gan_lesson.props import translation
from tests.lesson_cells import run_cells

X, Y = torch.rand(2, 6, 1, 28, 28, generator=torch.Generator().manual_seed(0)) * 2 - 1


class Plus(nn.Module):
    def __init__(self, number):
        super().__init__()
        self.number = nn.Parameter(torch.tensor(number))

    def forward(self, pictures):
        return pictures + self.number


def test_four_networks_are_the_same_for_a_seed_and_leave_the_global_state_alone():
    before = torch.random.get_rng_state()
    one, same, other = translation.four(1), translation.four(1), translation.four(2)
    assert torch.equal(torch.random.get_rng_state(), before)
    assert torch.equal(one.there(X), same.there(X)) and not torch.equal(one.there(X), other.there(X))
    assert not torch.equal(one.there(X), one.back(X)), "they begin with weights of their own"
    assert one.discriminator_x(X).shape == (6,)


def test_a_translator_begins_by_changing_next_to_nothing_and_without_the_short_cut_by_losing_everything():
    with_it, without = translation.four(0), translation.four(0, translation.plain_translator)
    assert (with_it.there(X) - X).abs().mean() < 0.15
    assert (without.there(X) - X).abs().mean() > 0.3 and without.there(X).abs().max() < 1
    assert torch.equal(translation.ShortCut(nn.Identity())(X), 2 * X)


def test_losses_by_hand():
    there, back = Plus(0.2), Plus(-0.5)
    # There and back takes 0.3 away, whichever comes first; without its sign it is 0.3 each way.
    assert translation.cycle_loss(there, back, X, Y, back(Y), there(X)).item() == pytest.approx(0.6, abs=1e-5)
    assert translation.identity_loss(there, back, X, Y).item() == pytest.approx(0.7, abs=1e-5)


def test_a_part_with_weight_nought_is_left_out():
    networks = translation.four(0)
    fakes = networks.back(Y), networks.there(X)
    whole, cycle, identity, experts = (
        translation.translators_loss(networks, X, Y, *fakes, weights).item()
        for weights in (
            translation.Weights(1, 10, 2),
            translation.Weights(0, 10, 0),
            translation.Weights(0, 0, 2),
            translation.Weights(1, 0, 0),
        )
    )
    assert whole == pytest.approx(cycle + identity + experts, rel=1e-4) and min(cycle, identity, experts) > 0


def test_experts_learn_from_their_own_world_only_and_translators_learn_nothing_from_their_loss():
    networks = translation.four(0)
    fake_x, fake_y = networks.back(Y), networks.there(X)
    losses = [translation.discriminators_loss(networks, X, Y, fake_x, fake_y, penalty) for penalty in (False, True)]
    assert losses[1] > losses[0]
    losses[1].backward()
    assert all(p.grad is None for one in (networks.there, networks.back) for p in one.parameters())
    assert all(p.grad is not None for p in networks.discriminator_x.parameters())


def weights_of(*networks):
    return torch.cat([p.detach().flatten() for network in networks for p in network.parameters()]).clone()


def test_a_few_steps_move_all_four_and_are_the_same_again():
    ends = []
    for _ in range(2):
        networks = translation.four(0)
        everyone = (networks.there, networks.back, networks.discriminator_x, networks.discriminator_y)
        before = [weights_of(one) for one in everyone]
        x, y = (world.data for world in translation.worlds("whole", 0, 48))
        assert list(translation.train(networks, x, y, seed=0, steps=3)) == [1, 2, 3]
        after = [weights_of(one) for one in everyone]
        assert not any(torch.equal(was, now) for was, now in zip(before, after, strict=True))
        ends.append(torch.cat(after))
    assert torch.equal(*ends)


def test_without_experts_these_do_not_move_the_translators():
    """With the short cut, the loss is then smallest for doing nothing."""
    networks = translation.four(0)
    before = models.look(networks.there, X)
    x, y = (world.data for world in translation.worlds("whole", 0, 64))
    for _ in translation.train(networks, x, y, 0, translation.Weights(adversarial=0), steps=12):
        pass
    some = unpaired.plain_pets(20, torch.Generator().manual_seed(1)).data
    assert (models.look(networks.there, some) - some).abs().mean() < 0.06
    assert before.shape == X.shape


def test_the_lessons_loop_is_the_packaged_one():
    """Its 100 steps are cut to 6, before the packaged rates begin to fall."""
    random = torch.Generator().manual_seed(0)
    names = {"progress": lambda items, total: range(6)}
    names |= {"x_world": unpaired.plain_pets(64, random), "y_world": unpaired.striped_pets(64, random)}
    names["networks"] = networks = translation.four(0)
    names |= {"there": networks.there, "back": networks.back}
    run_cells("13_from_horses_to_zebras", "t_optimizer = ", "for step in progress", names=names)
    packaged = translation.four(0)
    # The lesson's batches have seeds 1 and 2, the package's those of seed and seed + 1.
    for _ in zip(
        range(6), translation.train(packaged, names["x_world"].data, names["y_world"].data, 1, steps=12), strict=False
    ):
        pass
    for ours, theirs in ((networks.there, packaged.there), (networks.discriminator_y, packaged.discriminator_y)):
        torch.testing.assert_close(weights_of(ours), weights_of(theirs), atol=2e-3, rtol=0)


class TestMeasures:
    def test_the_error_counts_only_where_it_is_asked_for(self):
        truth = torch.zeros(2, 1, 2, 2)
        pictures = torch.tensor([[0.4, 0.0], [0.0, 3.0]]).expand(2, 1, 2, 2)
        where = translation.differ(pictures, truth)
        assert where[0, 0].tolist() == [[True, False], [False, True]]
        # 0.4 and, clipped, 1: of a range of 2 that is (0.2 + 0.5) / 2.
        assert translation.error(pictures, truth, where) == pytest.approx(0.35)
        assert translation.error(pictures, truth, ~where) == 0

    def test_own_asks_for_the_nearest_truth(self):
        truths = torch.tensor([-1.0, 0.0, 1.0]).view(3, 1, 1, 1)
        assert translation.own(truths + 0.1, truths) == 1
        assert translation.own(truths.flip(0), truths) == pytest.approx(1 / 3)

    def test_noise_on_the_way_back_and_after_it(self):
        networks = translation.Four(Plus(0.5), Plus(-0.5), nn.Identity(), nn.Identity())

        def returned(noise, late):
            return translation.way_back(networks, X, noise, torch.Generator().manual_seed(1), late)

        torch.testing.assert_close(returned(0.0, False), X)
        torch.testing.assert_close(returned(0.1, False), returned(0.1, True))  # these two only shift
        assert (returned(0.1, True) - X).std().item() == pytest.approx(0.1, rel=0.05)
        networks.back = nn.Identity()
        doubled = translation.Four(nn.Identity(), translation.ShortCut(nn.Identity()), nn.Identity(), nn.Identity())
        early = translation.way_back(doubled, X, 0.1, torch.Generator().manual_seed(1))
        assert (early - 2 * X).std().item() == pytest.approx(0.2, rel=0.05), "what is read aloud gets louder"

    def test_a_still_film_does_not_flicker(self):
        film = torch.linspace(0, 1, 5).view(5, 1, 1, 1)
        assert translation.flicker(film, film) == pytest.approx(1)
        assert translation.flicker(torch.zeros_like(film), film) == 0
        assert translation.flicker(film * torch.tensor([1, -1, 1, -1, 1]).view(5, 1, 1, 1), film) > 3


def test_worlds_hold_other_animals_and_follow_the_kind():
    x, y = translation.worlds("whole", 3, 30)
    assert (x.knobs.stripes == 0).all() and (y.knobs.stripes == 1).all()
    cats, dogs = translation.worlds("cats to dogs", 3, 30)
    assert not cats.labels.any() and dogs.labels.all() and not cats.knobs.stripes.any() and not dogs.knobs.stripes.any()
