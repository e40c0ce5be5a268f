"""Lesson 09's exercises: each plausible wrong answer gets the message that fits it, and no right one is refused.

The wrong answers were written before the checks.
"""

import numpy as np
import pytest
import scipy.linalg
import torch

from gan_lesson.evaluation import metrics
from gan_lesson.exercises import lesson_09 as exercises
from tests.exercises.conftest import assert_right, assert_told

cdist, cov, eigvals, trace = torch.cdist, torch.cov, torch.linalg.eigvals, torch.trace


# distance_on_a_line


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda r, f: (r.mean() - f.mean()) ** 2 + (r.var() - f.var()) ** 2, "variances"),
        (lambda r, f: ((r.mean() - f.mean()) ** 2 + (r.std() - f.std()) ** 2) ** 0.5, "root of the whole"),
        (lambda r, f: abs(r.mean() - f.mean()) + abs(r.std() - f.std()), "squares are missing"),
        (lambda r, f: (r.mean() - f.mean()) ** 2 + abs(r.std() - f.std()), "spreads isn't squared"),
        (lambda r, f: abs(r.mean() - f.mean()) + (r.std() - f.std()) ** 2, "means isn't squared"),
        (lambda r, f: (r.mean() - f.mean()) ** 2 - (r.std() - f.std()) ** 2, "minus"),
        (lambda r, f: (r.mean() - f.mean() + r.std() - f.std()) ** 2, "added first"),
        (lambda r, f: (r.mean() - f.mean()) ** 2, "spreads are missing"),
        (lambda r, f: (r.std() - f.std()) ** 2, "means are missing"),
        (lambda r, f: (r.mean() - f.mean()) ** 2 + (r.std() + f.std()) ** 2, "added the two spreads"),
        (lambda r, f: ((r - f) ** 2).mean(), "raised"),
        (lambda r, f: (r.mean() - f.mean(), r.std() - f.std()), "One number"),
        (lambda r, f: print(r.mean()), "returned None"),
        (lambda r, f: float("nan"), "NaN"),
    ],
)
def test_distance_on_a_line_names_what_is_wrong(answer, says):
    assert_told(exercises.distance_on_a_line, answer, says)


def on_a_line_by_statistics(real, fake):
    from statistics import mean, stdev

    real, fake = real.tolist(), fake.tolist()
    return (mean(real) - mean(fake)) ** 2 + (stdev(real) - stdev(fake)) ** 2


@pytest.mark.parametrize(
    "answer",
    [
        on_a_line_by_statistics,
        lambda r, f: (r.mean() - f.mean()).square() + r.var() + f.var() - 2 * (r.var() * f.var()).sqrt(),
        lambda r, f: np.subtract(r.numpy().mean(), f.numpy().mean()) ** 2 + (np.std(r.numpy(), ddof=1) - f.std()) ** 2,
        lambda r, f: ((r.mean() - f.mean()) ** 2 + (r.std() - f.std()) ** 2)[None],
    ],
)
def test_distance_on_a_line_takes_what_is_right(answer):
    assert_right(exercises.distance_on_a_line, answer)


def test_spreads_that_divide_by_n_pass_with_a_note():
    verdict = exercises.distance_on_a_line.check(
        lambda r, f: (r.numpy().mean() - f.numpy().mean()) ** 2 + (r.numpy().std() - f.numpy().std()) ** 2
    )
    assert verdict.outcome == "correct" and "divide by n, the course's by n - 1" in " ".join(verdict.notes)


@pytest.mark.parametrize("kinds", [range(9), range(1, 11)])
def test_a_loop_that_leaves_a_kind_out_is_told_how_they_are_numbered(kinds):
    def answer(real, fake):
        return sum((fake == k).float().mean() >= (real == k).float().mean() / 4 for k in kinds)

    assert_told(exercises.kinds_covered, answer, "from 0 to 9")


def test_at_least_a_quarter_includes_a_quarter():
    def answer(real, fake):
        return sum((fake == k).float().mean() > (real == k).float().mean() / 4 for k in range(10))

    assert_told(exercises.kinds_covered, answer, "exactly a quarter")


# frechet_distance


def distance(root, cov_of=lambda rows: cov(rows.T), axis=0):
    """An answer with another root, and perhaps other covariances or means."""

    def answer(real, fake):
        a, b = cov_of(real), cov_of(fake)
        shift = real.mean(axis) - fake.mean(axis)
        return (shift**2).sum() + trace(a) + trace(b) - 2 * root(a, b)

    return answer


def matrix_root(matrix):
    return torch.from_numpy(scipy.linalg.sqrtm(matrix.numpy()))


def right_root(a, b):
    return eigvals(a @ b).sqrt().real.sum()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (distance(right_root, torch.cov), "wrong axis"),
        (distance(right_root, torch.cov, axis=1), "wrong axis"),
        (distance(right_root, axis=1), "means go along the wrong axis"),
        (distance(lambda a, b: trace(matrix_root(a) @ matrix_root(b))), "root of each covariance"),
        (distance(lambda a, b: trace((a @ b).sqrt())), "root of each *entry*"),
        (distance(lambda a, b: (a.diagonal() * b.diagonal()).sqrt().sum()), "each feature by itself"),
        (distance(lambda a, b: eigvals(a @ b).sqrt().sum()), "complex"),
        (lambda r, f: complex(distance(right_root)(r, f)), "complex"),
        (lambda r, f: distance(right_root)(r, f).numpy().astype(complex), "complex"),
        (distance(lambda a, b: right_root(a, b) / 2), "factor 2"),
        (distance(lambda a, b: -right_root(a, b)), "you added them"),
        (distance(lambda a, b: trace(a @ b)), "root is missing"),
        (distance(lambda a, b: trace(a @ b).sqrt()), "root of the sum"),
        (distance(lambda a, b: torch.linalg.eigvalsh(a @ b).clamp(min=0).sqrt().sum()), "symmetric"),
        (distance(lambda a, b: eigvals(a @ b).real.sqrt().sum()), "a hair below"),
        (lambda r, f: distance(right_root)(r - r.mean(0), f - f.mean(0)), "means are missing"),
        (lambda r, f: ((r.mean(0) - f.mean(0)) ** 2).sum(), "means only"),
        (lambda r, f: distance(right_root)(r, f).sqrt(), "root of the whole"),
        (distance(right_root, lambda rows: cov(rows.T, correction=0)), "divide by n"),
        (distance(right_root, lambda rows: rows.T @ rows / (len(rows) - 1)), "subtract the mean"),
        (distance(right_root, lambda rows: torch.corrcoef(rows.T)), "correlations"),
        (lambda r, f: (r.mean() - f.mean()) ** 2 + (r.std() - f.std()) ** 2, "Not yet"),
        (lambda r, f: distance(right_root)(r, f)[None].expand(3), "One number was expected"),
        (lambda r, f: distance(right_root)(r, r + 1), "Not yet"),
    ],
)
def test_frechet_distance_names_what_is_wrong(answer, says):
    assert_told(exercises.frechet_distance, answer, says)


def by_symmetric_roots(real, fake):
    half = matrix_root(cov(real.T)).real
    return distance(lambda a, b: trace(matrix_root(half @ b @ half).real))(real, fake)


@pytest.mark.parametrize(
    "answer",
    [
        lambda r, f: (
            metrics.frechet_distance(r.numpy(), f.numpy()) if len(r) > r.shape[1] else distance(right_root)(r, f)
        ),
        distance(lambda a, b: eigvals(a @ b).real.clamp(min=0).sqrt().sum()),
        distance(lambda a, b: np.sqrt(np.linalg.eigvals(a.numpy() @ b.numpy()).astype(complex)).real.sum()),
        lambda r, f: distance(right_root)(f, r),
        by_symmetric_roots,
    ],
)
def test_frechet_distance_takes_what_is_right(answer):
    assert_right(exercises.frechet_distance, answer)


@pytest.mark.parametrize("seed", range(3))
def test_the_solution_agrees_with_the_packaged_distance(seed):
    random = torch.Generator().manual_seed(seed)
    mixing = torch.randn(16, 16, generator=random, dtype=torch.float64)
    real = torch.randn(400, 16, generator=random, dtype=torch.float64)
    fake = torch.randn(300, 16, generator=random, dtype=torch.float64) @ mixing + 1
    ours = exercises.frechet_distance.function(real, fake).item()
    assert ours == pytest.approx(metrics.frechet_distance(real.numpy(), fake.numpy()), rel=1e-6)


# precision_and_recall


def shares(inside):
    return lambda real, fake, k: (inside(fake, real, k).float().mean(), inside(real, fake, k).float().mean())


def radii(others, k):
    return cdist(others, others).sort(1).values[:, k]


def right_inside(points, others, k):
    return (cdist(points, others) <= radii(others, k)).any(1)


def nearest_ball_only(points, others, k):
    far, which = cdist(points, others).min(1)
    return far <= radii(others, k)[which]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda r, f, k: shares(right_inside)(f, r, k), "swapped"),
        (shares(lambda p, o, k: (cdist(p, o) <= radii(o, k - 1)).any(1)), "its own nearest neighbour"),
        (shares(lambda p, o, k: (cdist(p, o) <= radii(o, k + 1)).any(1)), "one neighbour too far"),
        (shares(lambda p, o, k: (cdist(p, o) <= radii(p, k)[:, None]).any(1)), "points that are judged"),
        (shares(lambda p, o, k: (cdist(p, o) <= radii(o, k)).all(1)), "*all* the balls"),
        (shares(lambda p, o, k: (cdist(p, o) <= radii(o, k)).any(0)), "which balls hold a point"),
        (shares(nearest_ball_only), "nearest point only"),
        (shares(lambda p, o, k: (cdist(p, o) <= radii(o, k).mean()).any(1)), "same radius"),
        (shares(lambda p, o, k: (cdist(p, o) ** 2 <= radii(o, k)).any(1)), "squared distances"),
        (lambda r, f, k: (right_inside(f, r, k).sum(), right_inside(r, f, k).sum()), "counts"),
        (lambda r, f, k: [100 * share for share in shares(right_inside)(r, f, k)], "per cent"),
        (lambda r, f, k: [right_inside(f, r, k).float().mean()] * 2, "Both numbers are the precision"),
        (lambda r, f, k: [right_inside(r, f, k).float().mean()] * 2, "Both numbers are the recall"),
        (shares(lambda p, o, k: ~right_inside(p, o, k)), "outside"),
        (lambda r, f, k: shares(right_inside)(r, f, 2), "use `k`"),
        (lambda r, f, k: right_inside(f, r, k).float().mean(), "Return two things"),
        (lambda r, f, k: (right_inside(f, r, k), right_inside(r, f, k)), "One number was expected, but your precision"),
        (lambda r, f, k: print(k), "returned None"),
        (shares(lambda p, o, k: (cdist(p, o) <= radii(o, 9)).any(1)), "Not yet"),
    ],
)
def test_precision_and_recall_names_what_is_wrong(answer, says):
    assert_told(exercises.precision_and_recall, answer, says)


def packaged(real, fake, k):
    found = metrics.precision_and_recall(real.numpy(), fake.numpy(), k)
    return found.precision, found.recall


@pytest.mark.parametrize(
    "answer",
    [
        packaged,
        shares(lambda p, o, k: (cdist(p, o) <= cdist(o, o).kthvalue(k + 1).values).any(1)),
        shares(lambda p, o, k: (cdist(p, o) < cdist(o, o).topk(k + 1, largest=False).values[:, -1]).any(1)),
        lambda r, f, k: list(shares(right_inside)(r, f, k)),
    ],
)
def test_precision_and_recall_takes_what_is_right(answer):
    assert_right(exercises.precision_and_recall, answer)


# nearer_to_training


def nearest(points, others):
    return cdist(points, others).min(1).values


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda t, h, f: (nearest(f, h) < nearest(f, t)).float().mean(), "*held-out* portraits"),
        (lambda t, h, f: nearest(f, t) < nearest(f, h), "yes or no"),
        (lambda t, h, f: (nearest(f, t) < nearest(f, h)).sum(), "counted them"),
        (lambda t, h, f: 100 * (nearest(f, t) < nearest(f, h)).float().mean(), "per cent"),
        (lambda t, h, f: (cdist(f, t).mean(1) < cdist(f, h).mean(1)).float().mean(), "*mean* distance"),
        (
            lambda t, h, f: ((f - t.mean(0)).norm(dim=1) < (f - h.mean(0)).norm(dim=1)).float().mean(),
            "average portraits",
        ),
        (lambda t, h, f: (cdist(f, t).max(1).values < cdist(f, h).max(1).values).float().mean(), "farthest"),
        (lambda t, h, f: (cdist(f, t).min(1).indices < cdist(f, h).min(1).indices).float().mean(), "*which* portrait"),
        (lambda t, h, f: (cdist(f, t).min(0).values < cdist(f, h).min(0).values).float().mean(), "wrong axis"),
        (lambda t, h, f: nearest(f, t).mean() < nearest(f, h).mean(), "all the fakes together"),
        (lambda t, h, f: (nearest(f, h) - nearest(f, t)).mean(), "all the fakes together"),
        (lambda t, h, f: (nearest(f, t) < nearest(t, h)).float().mean(), "raised"),
        (lambda t, h, f: 0.2222222, "should be 1"),
        (lambda t, h, f: print(f), "returned None"),
    ],
)
def test_nearer_to_training_names_what_is_wrong(answer, says):
    assert_told(exercises.nearer_to_training, answer, says)


def by_loop(training, held_out, fake):
    nearer = [min(map(float, (training - one).norm(dim=1))) < (held_out - one).norm(dim=1).min() for one in fake]
    return sum(nearer) / len(nearer)


@pytest.mark.parametrize(
    "answer",
    [
        by_loop,
        lambda t, h, f: (cdist(f, torch.cat([t, h])).argmin(1) < len(t)).double().mean(),
        lambda t, h, f: (metrics.nearest(t.numpy(), f.numpy())[1] < metrics.nearest(h.numpy(), f.numpy())[1]).mean(),
    ],
)
def test_nearer_to_training_takes_what_is_right(answer):
    assert_right(exercises.nearer_to_training, answer)


# kinds_covered


def count(kinds):
    return torch.bincount(kinds, minlength=10)


def share(kinds):
    return count(kinds) / len(kinds)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda r, f: len(f.unique()), "One fake of a kind was enough"),
        (lambda r, f: (count(f) >= count(r) / 4).sum(), "compared *counts*"),
        (lambda r, f: (share(f) >= share(r)).sum(), "as many as among the real ones"),
        (lambda r, f: (share(f) >= 0.25).sum(), "quarter of *all*"),
        (lambda r, f: (share(f) / 4 >= share(r)).sum(), "wrong side"),
        (lambda r, f: (share(r) >= share(f) / 4).sum(), "changed places"),
        (lambda r, f: (share(f) < share(r) / 4).sum(), "*missing*"),
        (lambda r, f: share(f) >= share(r) / 4, "yes or no"),
        (lambda r, f: (share(f) >= share(r) / 4).float().mean(), "share of the kinds"),
        (lambda r, f: count(f)[share(f) >= share(r) / 4].sum(), "counted the pictures"),
        (lambda r, f: (torch.bincount(f) / len(f) >= torch.bincount(r) / len(r) / 4).sum(), "raised"),
        (lambda r, f: 6, "one kind is covered"),
        (lambda r, f: print(f), "returned None"),
    ],
)
def test_kinds_covered_names_what_is_wrong(answer, says):
    assert_told(exercises.kinds_covered, answer, says)


@pytest.mark.parametrize(
    "answer",
    [
        lambda r, f: sum((f == kind).float().mean() >= (r == kind).float().mean() / 4 for kind in range(10)),
        lambda r, f: (4 * count(f) * len(r) >= count(r) * len(f)).sum(),
        lambda r, f: int((np.bincount(f, minlength=10) / len(f) >= np.bincount(r, minlength=10) / len(r) / 4).sum()),
    ],
)
def test_kinds_covered_takes_what_is_right(answer):
    assert_right(exercises.kinds_covered, answer)
