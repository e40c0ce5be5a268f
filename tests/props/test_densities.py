"""Two known densities: every number against scipy's quadrature of the formula in the papers, and against each other."""

import math

import numpy as np
import pytest
from scipy import integrate, stats

from gan_lesson.props.densities import Bell, Hill, duel, held_still, kullback_leibler

LOG_2, LOG_4 = math.log(2), math.log(4)
BELLS = [(Bell(0, 1), Bell(0, width), shift) for width, shift in [(1, 0), (1, 2.5), (0.6, -3), (2, 1), (1, 6)]]
HILLS = [(Hill(0, 1), Hill(0, width), shift) for width, shift in [(1, 0), (1, 1.5), (0.6, 0.5), (2, -3), (1, 4.5)]]


def density(shape):
    """The density as scipy or a textbook writes it."""
    if isinstance(shape, Bell):
        return stats.norm(shape.place, shape.width).pdf
    half = 2 * shape.width
    return lambda x: (1 + math.cos(math.pi * (x - shape.place) / half)) / (2 * half) * (abs(x - shape.place) < half)


def integral(f, *shapes):
    """Of a function over all that the densities reach, cut where one of them ends."""
    cuts = sorted({end for shape in shapes for end in shape.ends})
    return sum(
        integrate.quad(f, low, high, limit=400, epsabs=1e-10)[0] for low, high in zip(cuts, cuts[1:], strict=False)
    )


def times_log(a, b):
    return a * math.log(b) if a > 0 else 0.0


def moved(q, shift):
    return type(q)(q.place + shift, q.width)


@pytest.mark.parametrize(("p", "q", "shift"), BELLS + HILLS)
def test_a_density_integrates_to_one_and_its_score_is_its_logarithm_s_slope(p, q, shift):
    q = moved(q, shift)
    assert integral(density(q), q) == pytest.approx(1, abs=1e-8)
    x = np.linspace(q.place - 1.1 * q.width, q.place + 1.3 * q.width, 7)
    np.testing.assert_allclose(np.exp(q.log_density(x)), [density(q)(each) for each in x], rtol=1e-10)
    slope = (q.log_density(x + 1e-6) - q.log_density(x - 1e-6)) / 2e-6
    np.testing.assert_allclose(q.score(x), slope, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize(("p", "q", "shift"), BELLS + HILLS)
def test_value_and_losses_are_their_integrals(p, q, shift):
    found = duel(p, q, shift)
    q = moved(q, shift)
    f, g = density(p), density(q)
    both = lambda x: f(x) + g(x)  # noqa: E731
    real = integral(lambda x: times_log(f(x), f(x) / both(x) if f(x) else 1), p, q)
    fake = integral(lambda x: times_log(g(x), g(x) / both(x) if g(x) else 1), p, q)
    assert found.value[0] == pytest.approx(real + fake, abs=1e-5)
    assert found.saturating[0] == pytest.approx(fake, abs=1e-5)
    trust = integral(lambda x: g(x) * f(x) / both(x) if both(x) else 0, p, q)
    assert found.trust[0] == pytest.approx(trust, abs=1e-5)
    divergence = (kl_to_the_middle(f, g, p, q) + kl_to_the_middle(g, f, p, q)) / 2
    assert found.jensen_shannon[0] == pytest.approx(divergence, abs=1e-5)


def kl_to_the_middle(f, g, *shapes):
    return integral(lambda x: times_log(f(x), 2 * f(x) / (f(x) + g(x)) if f(x) else 1), *shapes)


@pytest.mark.parametrize(("p", "q", "shift"), BELLS + HILLS[:1] + HILLS[2:3])
def test_the_non_saturating_loss_is_its_integral(p, q, shift):
    found = duel(p, q, shift).nonsaturating[0]
    q = moved(q, shift)
    f, g = density(p), density(q)
    expected = integral(lambda x: times_log(g(x), (f(x) + g(x)) / f(x)) if g(x) > 1e-300 else 0, q)
    assert found == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("p", "q", "shift"), BELLS + HILLS)
def test_the_saturating_gradient_is_the_slope_of_twice_jensen_shannon(p, q, shift):
    around = duel(p, q, [shift - 1e-3, shift, shift + 1e-3])
    slope = (around.value[2] - around.value[0]) / 2e-3
    assert around.saturating_gradient[1] == pytest.approx(slope, abs=1e-4)


@pytest.mark.parametrize(("p", "q", "shift"), BELLS + HILLS[2:3])
def test_the_non_saturating_gradient_is_that_of_kl_minus_twice_jensen_shannon(p, q, shift):
    """Arjovsky & Bottou 2017, theorem 2.5; and both are twice KL of the middle to p."""

    def objective(at):
        return kullback_leibler(moved(q, at), p) - 2 * duel(p, q, at).jensen_shannon[0]

    slope = (objective(shift + 1e-3) - objective(shift - 1e-3)) / 2e-3
    assert duel(p, q, shift).nonsaturating_gradient[0] == pytest.approx(slope, abs=2e-4)


@pytest.mark.parametrize(("p", "q", "shift"), BELLS)
def test_kl_minus_twice_jensen_shannon_is_twice_kl_of_the_middle(p, q, shift):
    f, g = density(p), density(moved(q, shift))
    middle = lambda x: (f(x) + g(x)) / 2  # noqa: E731
    expected = 2 * integral(
        lambda x: times_log(middle(x), middle(x) / f(x)) if f(x) > 1e-300 else 0, p, moved(q, shift)
    )
    found = kullback_leibler(moved(q, shift), p) - 2 * duel(p, q, shift).jensen_shannon[0]
    assert found == pytest.approx(expected, abs=1e-5)


def test_by_hand():
    equal = duel(Bell(), Bell())
    assert equal.value[0] == pytest.approx(-LOG_4) and equal.trust[0] == pytest.approx(0.5)
    assert equal.saturating[0] == pytest.approx(-LOG_2) and equal.nonsaturating[0] == pytest.approx(LOG_2)
    assert equal.saturating_gradient[0] == pytest.approx(0, abs=1e-9)
    assert equal.nonsaturating_gradient[0] == pytest.approx(0, abs=1e-9)
    assert kullback_leibler(Bell(3, 1), Bell(0, 1)) == pytest.approx(4.5, abs=1e-6)
    far = duel(Bell(), Bell(), [-8.0, 8.0])
    np.testing.assert_allclose(far.nonsaturating_gradient, [-8, 8], atol=0.01)  # KL's own slope
    assert abs(far.saturating_gradient).max() < 0.01


def test_apart_is_apart():
    """Supports with nothing in common: V is 0, the saturating gradient is 0, the other loss is infinite."""
    apart = duel(Hill(), Hill(), [-4.5, 4.0, 6.0])
    np.testing.assert_allclose(apart.value, 0, atol=1e-6)
    np.testing.assert_allclose(apart.saturating_gradient, 0, atol=1e-9)
    assert np.isinf(apart.nonsaturating).all() and np.isnan(apart.nonsaturating_gradient).all()
    assert kullback_leibler(Hill(5, 1), Hill(0, 1)) == math.inf


def test_a_narrow_hill_within_a_wide_one_has_a_finite_loss():
    inside, outside = duel(Hill(), Hill(0, 0.6), 0.7), duel(Hill(), Hill(0, 0.6), 1.2)
    assert np.isfinite(inside.nonsaturating[0]) and np.isinf(outside.nonsaturating[0])


def test_a_discriminator_held_still_is_met_at_its_own_place_and_with_its_own_slope():
    p, q = Bell(), Bell(2, 1)
    losses = held_still(p, q, np.array([-1e-3, 0, 1e-3]))
    here = duel(p, q)
    assert losses[1] == pytest.approx(here.nonsaturating[0])
    assert (losses[2] - losses[0]) / 2e-3 == pytest.approx(here.nonsaturating_gradient[0], abs=1e-5)
