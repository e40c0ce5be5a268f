"""Metrics against cases that can be counted by hand, and against independent implementations."""

import math

import numpy as np
import pytest
import scipy.linalg
import torch
from scipy.spatial.distance import jensenshannon
from sklearn.neighbors import NearestNeighbors

from gan_lesson.datasets import Points, ring
from gan_lesson.evaluation.metrics import (
    Compared,
    Comparison,
    PrecisionRecall,
    compare,
    coverage_of,
    frechet_distance,
    jensen_shannon,
    mode_coverage,
    nearest,
    precision_and_recall,
)

CENTRES = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])


def test_by_hand():
    samples = [[0, 0.5], [0, 2.9], [0, 3.1], [10, 0], [5, 5]]
    found = mode_coverage(np.array(samples), CENTRES, 1.0)
    assert (found.covered, found.high_quality) == (2, 3 / 5)
    np.testing.assert_array_equal(found.counts, [2, 1, 0])
    assert found.spread == pytest.approx(math.sqrt((0.25 + 2.9**2 + 0) / 3 / 2))
    assert found.kl == pytest.approx(2 / 3 * math.log(2) + 1 / 3 * math.log(1))


def test_one_mode_is_log_modes_away_from_even():
    assert mode_coverage(np.zeros((50, 2)), CENTRES, 1.0).kl == pytest.approx(math.log(3))


def test_the_metrics_of_a_data_set_with_clusters():
    known = Points("known", torch.zeros(1, 2), (-20.0, 20.0, -20.0, 20.0), torch.tensor(CENTRES), 1.0)
    samples = np.array([[0, 0.5], [0, 2.9], [0, 3.1], [10, 0], [5, 5]])
    values = {name: metric(samples) for name, metric in coverage_of(known).items()}
    assert values == {"clusters covered": 2, "strays, %": pytest.approx(40)}


def test_three_standard_deviations_are_still_good():
    assert mode_coverage(np.array([[3.0, 0.0], [0.0, 3.1]]), np.zeros((1, 2)), 1.0).high_quality == 0.5


def test_nothing_good():
    found = mode_coverage(np.full((4, 2), 99.0), CENTRES, 1.0)
    assert (found.covered, found.high_quality) == (0, 0.0)
    assert math.isnan(found.spread) and math.isnan(found.kl)


@pytest.mark.parametrize("seed", range(5))
def test_a_perfect_sampler(seed):
    data = ring(20_000, torch.Generator().manual_seed(seed))
    found = mode_coverage(data.data.numpy(), data.centres.numpy(), data.standard_deviation)
    assert found.covered == 8
    assert found.high_quality == pytest.approx(1 - math.exp(-4.5), abs=0.003)
    assert found.spread == pytest.approx(0.974, abs=0.015)
    assert found.kl < 0.001


@pytest.mark.parametrize("samples", [np.zeros(4), np.zeros((0, 2)), np.zeros((3, 3))])
def test_other_shapes_are_refused(samples):
    with pytest.raises(ValueError, match="samples need the shape"):
        mode_coverage(samples, CENTRES, 1.0)


# Metrics of features


def rows(n, width, seed=0, shift=0.0, scale=1.0):
    return shift + scale * np.random.default_rng(seed).normal(size=(n, width))


def frechet_by_sqrtm(real, fake):
    """An independent implementation: the formula as Heusel et al. print it, with SciPy's root of a matrix."""
    s_real, s_fake = np.cov(real, rowvar=False), np.cov(fake, rowvar=False)
    root = scipy.linalg.sqrtm(s_real @ s_fake)
    difference = real.mean(0) - fake.mean(0)
    return difference @ difference + np.trace(s_real + s_fake - 2 * root.real)


@pytest.mark.parametrize("seed", range(5))
def test_frechet_against_scipy(seed):
    mix = rows(12, 12, seed + 100)
    real, fake = rows(200, 12, seed) @ mix, rows(150, 12, seed + 10, shift=0.3)
    assert frechet_distance(real, fake) == pytest.approx(frechet_by_sqrtm(real, fake), rel=1e-9)
    assert frechet_distance(fake, real) == pytest.approx(frechet_distance(real, fake), rel=1e-12)


@pytest.mark.filterwarnings("ignore:Matrix is singular")
@pytest.mark.parametrize("seed", range(5))
def test_frechet_where_covariances_have_no_full_rank(seed):
    real, fake = rows(200, 3, seed) @ rows(3, 12, 50), rows(200, 5, seed + 10) @ rows(5, 12, 51)
    # The oracle loses half of its digits here, hence the wider tolerance.
    assert frechet_distance(real, fake) == pytest.approx(frechet_by_sqrtm(real, fake), rel=1e-4)
    # Turned into the plane of its first three axes, where it has full rank, nothing changes.
    turn = np.linalg.svd(real - real.mean(0))[2][:3]
    again = rows(200, 3, seed + 20) @ rows(3, 3, 52) @ turn + real.mean(0)
    assert frechet_distance(real, again) == pytest.approx(frechet_by_sqrtm(real @ turn.T, again @ turn.T), rel=1e-9)


def test_frechet_of_known_gaussians():
    """Both covariances diagonal: the distance is |mean difference|^2 + sum of (difference of standard deviations)^2."""
    corners = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]]) * np.sqrt(3 / 4)  # covariance: identity
    assert frechet_distance(corners, corners * [3, 5] + [2, -1]) == pytest.approx(
        2**2 + 1**2 + (3 - 1) ** 2 + (5 - 1) ** 2
    )
    # One dot: nothing is left but the real rows' own variance.
    assert frechet_distance(corners, np.zeros((4, 2))) == pytest.approx(2)


@pytest.mark.parametrize("seed", range(5))
def test_frechet_of_identical_rows_is_zero(seed):
    real = rows(300, 20, seed) @ rows(20, 20, 50)
    assert frechet_distance(real, real[::-1]) == pytest.approx(0, abs=1e-9)
    flat = real * (np.arange(20) < 4)
    assert 0 <= frechet_distance(flat, flat) < 1e-9


def test_frechet_of_two_real_samples_is_the_greater_the_fewer_they_are():
    values = [
        np.mean([frechet_distance(rows(n, 10, s), rows(n, 10, s + 50)) for s in range(5)]) for n in (50, 200, 800)
    ]
    assert values[0] > 2 * values[1] > 4 * values[2] > 0


def test_frechet_needs_more_rows_than_features():
    assert frechet_distance(rows(5, 4), rows(5, 4, 1)) > 0
    with pytest.raises(ValueError, match="4 features needs at least 5 rows on each side, not 9 real and 4 fake"):
        frechet_distance(rows(9, 4), rows(4, 4))


@pytest.mark.parametrize("seed", range(5))
def test_features_that_never_change_and_features_of_any_size(seed):
    real, fake = rows(200, 6, seed), rows(150, 6, seed + 10, shift=0.3)
    distance, close = frechet_distance(real, fake), precision_and_recall(real, fake)
    ones = np.ones((200, 2))
    same = frechet_distance(np.hstack([real, 5 * ones]), np.hstack([fake, 5 * ones[:150]]))
    assert same == pytest.approx(distance, rel=1e-9)
    apart = frechet_distance(np.hstack([real, 5 * ones]), np.hstack([fake, 8 * ones[:150]]))
    assert apart == pytest.approx(distance + 2 * 3**2, rel=1e-9)
    for scale in (1e-6, 1e6):
        assert frechet_distance(scale * real, scale * fake) == pytest.approx(scale**2 * distance, rel=1e-9)
        assert precision_and_recall(scale * real, scale * fake) == close
    assert frechet_distance(real + 1e6, fake + 1e6) == pytest.approx(distance, rel=1e-6), "far from 0"
    assert nearest(real + 1e6, fake + 1e6)[0].tolist() == nearest(real, fake)[0].tolist()


def test_exchanged_rows_and_columns_are_told():
    real, fake = rows(200, 6), rows(150, 6, 1)
    with pytest.raises(ValueError, match=r"200 features needs at least 201 rows.*are rows and columns exchanged\?"):
        frechet_distance(real.T, real.T)
    for metric in (frechet_distance, precision_and_recall, nearest):
        with pytest.raises(ValueError, match="real has 200 features and fake 150"):
            metric(real.T, fake.T)


def precision_recall_by_scikit_learn(real, fake, k):
    """An independent implementation with scikit-learn's trees."""

    def share_inside(support, queries):
        radii = NearestNeighbors(n_neighbors=k + 1, algorithm="kd_tree").fit(support).kneighbors(support)[0][:, k]
        distances = np.stack([np.linalg.norm(support - query, axis=1) for query in queries])
        return (distances <= radii).any(1).mean()

    return share_inside(real, fake), share_inside(fake, real)


@pytest.mark.parametrize("k", [1, 3, 7])
@pytest.mark.parametrize("seed", range(5))
def test_precision_and_recall_against_scikit_learn(seed, k):
    real, fake = rows(150, 4, seed), rows(120, 4, seed + 10, shift=1.5, scale=1.2)
    found = precision_and_recall(real, fake, k)
    precision, recall = precision_recall_by_scikit_learn(real, fake, k)
    assert 0 < found.precision < 1 and 0 < found.recall < 1
    assert (found.precision, found.recall) == pytest.approx((precision, recall))
    assert precision_and_recall(fake, real, k) == PrecisionRecall(found.recall, found.precision)


def test_precision_and_recall_by_hand():
    # On a line, one neighbour: the balls about 0 and 1 have radius 1, the one about 4 has radius 3; about the fakes
    # at 6 and 6.5 it is 0.5, at 20 it is 13.5.
    real, fake = np.array([[0.0], [1], [4]]), np.array([[6.0], [6.5], [20]])
    found = precision_and_recall(real, fake, neighbours=1)
    assert (found.precision, found.recall) == (2 / 3, 0)
    # A point on the rim is inside: 7 is on that of 4, and 4 on that of 7.
    assert precision_and_recall(real, np.array([[7.0], [10]]), 1) == PrecisionRecall(0.5, 1 / 3)


@pytest.mark.parametrize("seed", range(5))
def test_a_collapsed_forger_and_a_wild_one(seed):
    real = rows(400, 8, seed)
    collapsed = precision_and_recall(real, rows(400, 8, seed + 10, scale=0.2))
    wild = precision_and_recall(real, rows(400, 8, seed + 10, scale=4))
    assert collapsed.precision > 0.95 and collapsed.recall < 0.05
    assert wild.precision < 0.05 and wild.recall > 0.95


def test_copies_have_balls_without_extent():
    real = np.array([[0.0, 0.1], [1.0, 0.3], [0.7, 2.0], [0.2, 5.0]])
    # One picture, over and over: it covers itself and nothing else.
    assert precision_and_recall(real, np.repeat(real[:1], 9, 0)) == PrecisionRecall(1, 1 / 4)
    assert precision_and_recall(real, np.repeat(real[:1] + 1e-9, 9, 0)) == PrecisionRecall(1, 0)
    assert precision_and_recall(np.repeat(real[:1], 9, 0), real) == PrecisionRecall(1 / 4, 1)


@pytest.mark.parametrize("neighbours", [0, 3, -1])
def test_too_few_or_too_many_neighbours(neighbours):
    with pytest.raises(ValueError, match="neighbours must be at least 1 and less than the 9 real and the 3 fake"):
        precision_and_recall(rows(9, 2), rows(3, 2), neighbours)


@pytest.mark.parametrize("seed", range(5))
def test_nearest_against_scikit_learn(seed):
    real, fake = rows(200, 6, seed), rows(50, 6, seed + 10)
    distances, indices = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(real).kneighbors(fake)
    found = nearest(real, fake)
    np.testing.assert_array_equal(found[0], indices[:, 0])
    np.testing.assert_allclose(found[1], distances[:, 0], rtol=1e-9)


def test_nearest_finds_the_copies():
    training = rows(300, 64)
    fake = np.concatenate([rows(5, 64, 1), training[[7, 299]]])
    indices, distances = nearest(training, fake)
    assert indices[5:].tolist() == [7, 299] and indices.dtype == np.int64
    assert (distances[5:] == 0).all() and (distances[:5] > 1).all()
    assert nearest([[1.0], [1.0], [0.0]], [[1.0]])[0] == 0  # of equals the first


def test_compare_puts_real_against_real_beside():
    training, held_out, fake = rows(500, 5), rows(200, 5, 1), rows(200, 5, 2, scale=0.5)
    found = compare(training, held_out, fake)
    fakes, reals = precision_and_recall(held_out, fake), precision_and_recall(held_out, training[:200])
    assert found.precision == (fakes.precision, reals.precision)
    assert found.recall == (fakes.recall, reals.recall)
    assert found.frechet_distance.fake == frechet_distance(held_out, fake)
    assert found.frechet_distance.real == frechet_distance(held_out, training[:200])
    assert found.nearest_distance.fake == np.median(nearest(training, fake)[1])
    assert found.nearest_distance.real == np.median(nearest(training, held_out)[1])
    one = compare(training, held_out, fake, neighbours=1)
    assert one.recall.fake == precision_and_recall(held_out, fake, 1).recall != found.recall.fake
    assert one.recall.real == precision_and_recall(held_out, training[:200], 1).recall != found.recall.real


def test_only_the_nearest_picture_gives_a_copyist_away():
    training, held_out = rows(300, 5), rows(300, 5, 1)
    found = compare(training, held_out, training)
    for pair in (found.frechet_distance, found.precision, found.recall):
        assert pair.fake == pair.real
    assert found.nearest_distance.fake == 0 < found.nearest_distance.real


def test_a_comparison_prints_as_a_table():
    pairs = (Compared(12.345, 0.5), Compared(0.5, 0.75), Compared(0.25, 1), Compared(3, 2))
    assert str(Comparison(*pairs, rows=1000)) == (
        "1000 rows                       fake      real   a good forger's fakes\n"
        "Fréchet distance               12.35      0.50   come down to real\n"
        "precision                      0.500     0.750   come up to real\n"
        "recall                         0.250     1.000   come up to real\n"
        "nearest training picture        3.00      2.00   are as far as real"
    )


@pytest.mark.parametrize("sizes", [(99, 100, 100), (200, 100, 50), (200, 50, 100)])
def test_comparing_needs_equal_numbers(sizes):
    with pytest.raises(ValueError, match="as many fakes as held-out rows, and no more than training rows"):
        compare(*(rows(n, 3) for n in sizes))


NAN = np.where(np.arange(20).reshape(10, 2) == 7, np.nan, 1.0)


@pytest.mark.parametrize("metric", [frechet_distance, precision_and_recall, nearest])
@pytest.mark.parametrize(
    ("real", "fake", "message"),
    [
        (rows(9, 2), np.zeros(9), r"fake needs the shape \(rows, features\)"),
        (np.zeros((9, 1, 4, 4)), rows(9, 2), r"real needs the shape .* not \(9, 1, 4, 4\)"),
        (rows(9, 2), np.zeros((0, 2)), "fake needs the shape"),
        (rows(9, 2), rows(9, 3), "real has 2 features and fake 3"),
        (rows(9, 2), NAN, "fake holds NaN or infinity"),
        (NAN, rows(9, 2), "real holds NaN or infinity"),
    ],
)
def test_rows_that_are_refused(metric, real, fake, message):
    with pytest.raises(ValueError, match=message):
        metric(real, fake)


class TestJensenShannon:
    REGION = (0.0, 2.0, -1.0, 1.0)

    def test_equal_and_disjoint(self):
        one, other = np.full((5, 2), 0.1), np.full((9, 2), 0.9)
        assert jensen_shannon(one, one[:2], self.REGION) == 0
        assert jensen_shannon(one, other, self.REGION) == pytest.approx(np.log(2))

    def test_by_hand(self):
        """Half of the real in one cell and half in another, the fakes all in the first."""
        real, fake = np.array([[0.1, 0.0], [1.9, 0.0]]), np.array([[0.1, 0.0]])
        expected = (0.5 * np.log(0.5 / 0.75) + 0.5 * np.log(0.5 / 0.25) + np.log(1 / 0.75)) / 2
        assert jensen_shannon(real, fake, self.REGION, cells=2) == pytest.approx(expected)

    def test_against_scipy(self):
        random = np.random.default_rng(0)
        real, fake = random.normal(1, 0.4, (700, 2)) - [0, 1], random.normal(1.2, 0.3, (500, 2)) - [0, 1]
        inside = [[0, 2], [-1, 1]]
        p, q = (np.histogram2d(*points.T, bins=30, range=inside)[0].ravel() for points in (real, fake))
        p, q = np.append(p, 700 - p.sum()), np.append(q, 500 - q.sum())
        assert p[-1] > 0
        assert jensen_shannon(real, fake, self.REGION) == pytest.approx(jensenshannon(p, q) ** 2)

    def test_every_point_is_counted(self):
        """What lies outside, or nowhere, is one more cell: real points that share it are no difference."""
        outside = np.array([[9.0, 0.0], [-np.inf, 0.0], [np.nan, 0.0], [0.0, 1.0]])
        assert jensen_shannon(outside, outside[:1], self.REGION) == 0
        assert jensen_shannon(np.full((1, 2), 0.5), outside, self.REGION) == pytest.approx(np.log(2))

    def test_the_floor_of_few_points(self):
        random = np.random.default_rng(0)
        few, many = (
            np.mean([jensen_shannon(*random.random((2, n, 2)), (0, 1, 0, 1)) for _ in range(5)]) for n in (450, 45_000)
        )
        assert 0.38 < few < 0.48 and many < 0.01

    @pytest.mark.parametrize("points", [np.zeros((0, 2)), np.zeros(3), np.zeros((4, 3))])
    def test_other_shapes_are_refused(self, points):
        with pytest.raises(ValueError, match="fake needs the shape"):
            jensen_shannon(np.zeros((1, 2)), points, self.REGION)


@pytest.mark.parametrize("scale", [1, 3 * 2**-17])  # exact as differences, rounded in a product
@pytest.mark.parametrize("offset", [0, 1000])
@pytest.mark.parametrize("seed", range(5))
def test_rounding_decides_nothing_where_rows_are_copies_or_stand_on_a_rim(seed, offset, scale):
    """On a lattice most distances are equal: the plain definition, pair by pair, says which row is inside."""
    random = np.random.default_rng(seed)
    real, fake = (random.integers(0, 3, (n, 3)) * scale + offset for n in (40, 30))

    def distances(rows, others):
        return np.array(
            [[sum((a - b) ** 2 for a, b in zip(row, other, strict=True)) for other in others] for row in rows]
        )

    across = distances(fake, real)
    real_radii, fake_radii = (np.sort(distances(rows, rows), 1)[:, 3] for rows in (real, fake))
    found = precision_and_recall(real, fake)
    assert found.precision == (across <= real_radii).any(1).mean()
    assert found.recall == (across <= fake_radii[:, None]).any(0).mean()
    indices, found = nearest(real, fake)
    np.testing.assert_array_equal(indices, across.argmin(1))
    np.testing.assert_array_equal(found, np.sqrt(across.min(1)))
