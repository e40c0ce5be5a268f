"""The losses against their formulas, their gradients against hand-computed ones, both at the extremes too."""

import math

import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson import losses
from gan_lesson.models import MLPDiscriminator

LOGITS = torch.tensor([-100.0, -25.0, -2.0, -0.5, 0.0, 0.5, 2.0, 25.0, 100.0], dtype=torch.float64)


def gradient(loss, logits):
    logits = logits.clone().requires_grad_(True)
    (found,) = torch.autograd.grad(loss(logits), logits)
    return found * len(logits)  # the losses are means


def test_saturating_gradient_is_minus_sigmoid():
    torch.testing.assert_close(gradient(losses.minimax_generator_loss, LOGITS), -torch.sigmoid(LOGITS))


def test_nonsaturating_gradient_is_sigmoid_minus_one():
    found = gradient(losses.nonsaturating_generator_loss, LOGITS)
    torch.testing.assert_close(found, torch.sigmoid(LOGITS) - 1)


def test_the_gradient_lives_where_a_logarithm_with_an_epsilon_loses_it():
    at_25 = gradient(losses.nonsaturating_generator_loss, torch.tensor([-25.0]))
    assert at_25.item() == pytest.approx(-1, abs=1e-6)


def test_discriminator_gradients():
    real = gradient(lambda logits: losses.discriminator_loss(logits, torch.zeros(3)), LOGITS)
    fake = gradient(lambda logits: losses.discriminator_loss(torch.zeros(3), logits), LOGITS)
    torch.testing.assert_close(real, torch.sigmoid(LOGITS) - 1)
    torch.testing.assert_close(fake, torch.sigmoid(LOGITS))


@pytest.mark.parametrize("logit", [-100.0, 100.0])
def test_everything_is_finite_at_the_extremes(logit):
    logits = torch.full((4,), logit)
    for loss in (losses.minimax_generator_loss, losses.nonsaturating_generator_loss):
        assert loss(logits).isfinite()
        assert gradient(loss, logits).isfinite().all()
    assert losses.discriminator_loss(logits, -logits).isfinite()
    assert losses.value_function(logits, -logits).isfinite()


def test_values_where_the_discriminator_says_one_half():
    zero = torch.zeros(5)
    assert losses.value_function(zero, zero).item() == pytest.approx(-math.log(4))
    assert losses.discriminator_loss(zero, zero).item() == pytest.approx(2 * math.log(2))
    assert losses.minimax_generator_loss(zero).item() == pytest.approx(-math.log(2))
    assert losses.nonsaturating_generator_loss(zero).item() == pytest.approx(math.log(2))


def test_the_formulas_in_probabilities():
    torch.manual_seed(0)
    real, fake = torch.randn(64, dtype=torch.float64), torch.randn(48, dtype=torch.float64)
    d_real, d_fake = real.sigmoid(), fake.sigmoid()
    value = d_real.log().mean() + (1 - d_fake).log().mean()
    torch.testing.assert_close(losses.value_function(real, fake), value)
    torch.testing.assert_close(losses.discriminator_loss(real, fake), -value)
    torch.testing.assert_close(losses.minimax_generator_loss(fake), (1 - d_fake).log().mean())
    torch.testing.assert_close(losses.nonsaturating_generator_loss(fake), -d_fake.log().mean())


def test_the_discriminator_s_loss_is_pytorch_s_cross_entropy():
    real, fake = torch.linspace(-3, 3, 7), torch.linspace(-2, 4, 7)
    oracle = binary_cross_entropy_with_logits(real, torch.ones(7)) + binary_cross_entropy_with_logits(
        fake, torch.zeros(7)
    )
    torch.testing.assert_close(losses.discriminator_loss(real, fake), oracle)


def test_r1_of_a_linear_discriminator_is_its_squared_slope():
    class Linear(torch.nn.Module):
        def forward(self, x):
            return 3 * x[:, 0] - 4 * x[:, 1]

    real = torch.randn(10, 2, generator=torch.Generator().manual_seed(0))
    assert losses.r1_penalty(Linear(), real).item() == pytest.approx(25)


def test_r1_reaches_the_parameters_and_leaves_the_data_alone():
    torch.manual_seed(0)
    discriminator, real = MLPDiscriminator(), torch.randn(8, 2)
    losses.r1_penalty(discriminator, real).backward()
    assert discriminator.layers[0].weight.grad.abs().sum() > 0
    assert not real.requires_grad and real.grad is None


OUTPUTS = torch.tensor([-3.0, -1.5, -0.5, 0.0, 0.25, 0.5, 0.75, 1.5, 3.0], dtype=torch.float64)
ZEROS = torch.zeros(3, dtype=torch.float64)


def test_least_squares_gradients():
    real = gradient(lambda outputs: losses.least_squares_discriminator_loss(outputs, ZEROS), OUTPUTS)
    fake = gradient(lambda outputs: losses.least_squares_discriminator_loss(ZEROS, outputs), OUTPUTS)
    torch.testing.assert_close(real, OUTPUTS - 1)
    torch.testing.assert_close(fake, OUTPUTS)
    torch.testing.assert_close(gradient(losses.least_squares_generator_loss, OUTPUTS), OUTPUTS - 1)


def test_hinge_gradients():
    real = gradient(lambda outputs: losses.hinge_discriminator_loss(outputs, ZEROS), OUTPUTS)
    fake = gradient(lambda outputs: losses.hinge_discriminator_loss(ZEROS, outputs), OUTPUTS)
    torch.testing.assert_close(real, -(OUTPUTS < 1).double())
    torch.testing.assert_close(fake, (OUTPUTS > -1).double())
    torch.testing.assert_close(gradient(losses.hinge_generator_loss, OUTPUTS), -torch.ones_like(OUTPUTS))


def test_wasserstein_gradients():
    real = gradient(lambda scores: losses.wasserstein_critic_loss(scores, ZEROS), OUTPUTS)
    fake = gradient(lambda scores: losses.wasserstein_critic_loss(ZEROS, scores), OUTPUTS)
    torch.testing.assert_close(real, -torch.ones_like(OUTPUTS))
    torch.testing.assert_close(fake, torch.ones_like(OUTPUTS))
    torch.testing.assert_close(gradient(losses.wasserstein_generator_loss, OUTPUTS), -torch.ones_like(OUTPUTS))


def test_values_by_hand():
    real, fake = torch.tensor([2.0, 0.5]), torch.tensor([-2.0, 0.0, 1.0])
    assert losses.least_squares_discriminator_loss(real, fake).item() == pytest.approx(1.25 / 4 + 5 / 6)
    assert losses.least_squares_generator_loss(fake).item() == pytest.approx((9 + 1 + 0) / 6)
    assert losses.hinge_discriminator_loss(real, fake).item() == pytest.approx(0.25 + 1)
    assert losses.hinge_generator_loss(fake).item() == pytest.approx(1 / 3)
    assert losses.wasserstein_critic_loss(real, fake).item() == pytest.approx(-1 / 3 - 1.25)
    assert losses.wasserstein_generator_loss(fake).item() == pytest.approx(1 / 3)


def test_minus_the_critic_s_loss_is_the_distance_between_two_places():
    """Real all at x = 5, fake all at x = 2: the critic f(x) = x is 1-Lipschitz and shows the distance, 3."""
    assert losses.wasserstein_critic_loss(torch.full((4,), 5.0), torch.full((4,), 2.0)).item() == -3


def test_gradient_penalty_of_a_linear_critic():
    class Linear(torch.nn.Module):
        def forward(self, x):
            return 3 * x[:, 0] - 4 * x[:, 1]

    real, fake, shares = torch.randn(6, 2), torch.randn(6, 2), torch.rand(6)
    assert losses.gradient_penalty(Linear(), real, fake, shares).item() == pytest.approx((5 - 1) ** 2)


def test_gradient_penalty_looks_between_real_and_fake():
    class Square(torch.nn.Module):
        def forward(self, x):
            return x.square().flatten(1).sum(1) / 2  # its gradient at x is x

    real = torch.tensor([[[4.0, 0.0]], [[0.0, 8.0]]])  # a middle axis: pictures are taken too
    fake = torch.zeros(2, 1, 2)
    found = losses.gradient_penalty(Square(), real, fake, torch.tensor([1.0, 0.25]))
    assert found.item() == pytest.approx(((4 - 1) ** 2 + (2 - 1) ** 2) / 2)


def test_gradient_penalty_reaches_the_critic_and_no_one_else():
    torch.manual_seed(0)
    critic, real = MLPDiscriminator(), torch.randn(8, 2)
    fake = torch.randn(8, 2, requires_grad=True)
    losses.gradient_penalty(critic, real, fake, torch.rand(8)).backward()
    assert critic.layers[0].weight.grad.abs().sum() > 0
    assert fake.grad is None and real.grad is None


def test_r2_is_r1_at_the_fakes():
    torch.manual_seed(0)
    discriminator, real, fake = MLPDiscriminator().double(), torch.randn(6, 2).double(), torch.randn(5, 2).double()
    fake.requires_grad_()
    (slopes,) = torch.autograd.grad(discriminator(fake).sum(), fake)
    found = losses.r2_penalty(discriminator, real, fake)
    torch.testing.assert_close(found, slopes.norm(dim=1).pow(2).mean())
    found.backward()
    assert fake.grad is None and discriminator.layers[0].weight.grad.abs().sum() > 0


def test_relativistic_losses_are_cross_entropies_of_a_difference():
    torch.manual_seed(0)
    real, fake = torch.randn(64, dtype=torch.float64), torch.randn(64, dtype=torch.float64)
    ahead = torch.sigmoid(real - fake)  # that the real one of a pair is the more real
    torch.testing.assert_close(losses.relativistic_discriminator_loss(real, fake), -ahead.log().mean())
    torch.testing.assert_close(losses.relativistic_generator_loss(real, fake), -(1 - ahead).log().mean())


def test_relativistic_gradients():
    zeros = torch.zeros_like(LOGITS)
    real = gradient(lambda logits: losses.relativistic_discriminator_loss(logits, zeros), LOGITS)
    torch.testing.assert_close(real, torch.sigmoid(LOGITS) - 1)
    fake = gradient(lambda logits: losses.relativistic_generator_loss(zeros, logits), LOGITS)
    torch.testing.assert_close(fake, torch.sigmoid(LOGITS) - 1)
    for loss in (losses.relativistic_discriminator_loss, losses.relativistic_generator_loss):
        assert loss(LOGITS, -LOGITS).isfinite() and loss(zeros, zeros).item() == pytest.approx(math.log(2))
