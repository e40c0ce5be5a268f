"""Lesson 09: the Fréchet distance, precision and recall, the nearest training picture, the kinds covered."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise

# --- exercises, in the order of the lesson


@exercise(
    hints=(
        "Four numbers are needed: the mean and the spread of each sample.",
        "`.mean()` and `.std()` give them. Take the two differences, square each, and add.",
        "`(real.mean() - fake.mean()) ** 2 + ...`, and the dots are the same thing with `.std()`.",
    ),
    praise="Two numbers describe each hill, and the distance compares those and nothing else.",
)
def distance_on_a_line(real: Tensor, fake: Tensor) -> Tensor:
    """The Fréchet distance of two samples of numbers, (n,) and (m,)."""
    return (real.mean() - fake.mean()) ** 2 + (real.std() - fake.std()) ** 2


@distance_on_a_line.checks
def _(attempt: Attempt) -> None:
    real, fake = torch.tensor([1.0, 2.5, 4.0, 0.5, 3.5]), torch.tensor([4.0, 6.5, 9.0, 5.5, 2.0, 7.0, 8.0, 4.5])
    of_means, of_spreads = real.mean() - fake.mean(), real.std() - fake.std()
    right = of_means**2 + of_spreads**2
    by_n = of_means**2 + (real.std(correction=0) - fake.std(correction=0)) ** 2  # passes, with a note
    mistakes = {
        "You compared the variances. The spread is their root, the standard deviation: `.std()`.": (
            of_means**2 + (real.var() - fake.var()) ** 2,
            of_means**2 + (real.var() - fake.var()).abs(),
        ),
        "You took the root of the whole. This is the *squared* distance, as everybody reports it: leave that out.": (
            right.sqrt()
        ),
        "The squares are missing: each of the two differences is squared.": (
            of_means.abs() + of_spreads.abs(),
            of_means + of_spreads,
        ),
        "The difference of the means isn't squared.": (of_means + of_spreads**2, of_means.abs() + of_spreads**2),
        "The difference of the spreads isn't squared.": (of_means**2 + of_spreads, of_means**2 + of_spreads.abs()),
        "There is a minus between the two parts; they are added.": (
            of_means**2 - of_spreads**2,
            of_spreads**2 - of_means**2,
        ),
        "Square each difference first, and then add. You added first.": (of_means + of_spreads) ** 2,
        "The spreads are missing: with equal means, a wide hill and a narrow one would count as the same.": (
            of_means**2
        ),
        "The means are missing: two hills of the same width would count as the same wherever they are.": (
            of_spreads**2
        ),
        "You added the two spreads. Their *difference* is squared.": of_means**2 + (real.std() + fake.std()) ** 2,
        "You took the median where the mean belongs.": (real.median() - fake.median()) ** 2 + of_spreads**2,
        "This is the mean of the two parts. They are added.": right / 2,
    }
    message = "Not yet: the squared difference of the means, plus the squared difference of the spreads."
    answer = attempt(real, fake)
    if close(answer, by_n):
        attempt.note("Your spreads divide by n, the course's by n - 1, as `.std()` does by itself. Both are in use.")
    else:
        attempt.expect_close(answer, right, message, mistakes)
    message = "Two samples with the same mean and the same spread should have the distance 0."
    attempt.expect_close(attempt(real, real.flip(0)), 0.0, message)


@exercise(
    hints=(
        "Three steps: the squared difference of the means, both covariances, and the sum of the roots. `torch.cov` "
        "wants the features as *rows*, so hand it `real.T`.",
        "`torch.linalg.eigvals(a @ b)` gives the eigenvalues of the product, as complex numbers. `.sqrt()` takes the "
        "root of each; `.real` leaves out the imaginary part, which is only rounding; `.sum()` adds them up.",
        "`((real.mean(0) - fake.mean(0)) ** 2).sum() + torch.trace(s_real) + torch.trace(s_fake) - 2 * ...`, and the "
        "dots are the sum of the roots.",
    ),
    praise="This is equation 6 of Heusel and others (2017). With Inception's features it would be the FID.",
)
def frechet_distance(real: Tensor, fake: Tensor) -> Tensor:
    """The Fréchet distance of features (n, d) and (m, d)."""
    s_real, s_fake = torch.cov(real.T), torch.cov(fake.T)  # (d, d) each
    of_means = ((real.mean(0) - fake.mean(0)) ** 2).sum()
    roots = torch.linalg.eigvals(s_real @ s_fake).sqrt().real  # of the product's eigenvalues
    return of_means + torch.trace(s_real) + torch.trace(s_fake) - 2 * roots.sum()


@frechet_distance.checks
def _(attempt: Attempt) -> None:
    real, fake = _FEATURES
    value = attempt(real, fake)
    if _is_complex(value):
        raise NotYet(
            "A complex number came out: `eigvals` gives complex numbers, and so do their roots. The imaginary parts "
            "are rounding here; leave them out with `.real`."
        )
    right, mistakes = _distance(real, fake), _mistaken_distances(real, fake)
    message = "Not yet: |m1 - m2|² + trace(S1) + trace(S2) - 2 · (sum of the roots of the eigenvalues of S1 S2)."
    attempt.expect_close(value, right, message, mistakes)
    fewer = fake[:5]
    message = "Right for as many fakes as real ones. With 5 fakes and 6 real ones it isn't."
    attempt.expect_close(attempt(real, fewer), _distance(real, fewer), message)
    few = torch.randn(8, 24, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    value = attempt(few, 2 * few + 1)
    if bool(torch.isnan(attempt.expect_tensor(value)).any()):
        raise NotYet(
            "Right, but with more features than pictures it gives NaN. Some eigenvalues should be 0, and rounding "
            "leaves them a hair below. Take the root while they are complex, then `.real`; or `.clamp(min=0)` first."
        )
    message = "Right with many pictures. With fewer pictures than features it isn't."
    attempt.expect_close(value, _distance(few, 2 * few + 1), message)


# Six rows each of three features that go together, in different ways: so the two covariances don't commute.
_FEATURES = (
    torch.tensor(
        [[0.0, 1, 2], [1, 3, -1], [4, 2, 0], [2, -2, 1], [3, 5, 2], [-1, 0, 3]],
        dtype=torch.float64,
    ),
    torch.tensor(
        [[2.0, 0, 1], [5, 1, 4], [0, 3, 3], [3, -1, 5], [1, 4, -2], [6, 2, 6]],
        dtype=torch.float64,
    ),
)


def _is_complex(value: Any) -> bool:
    return isinstance(value, complex) or "complex" in str(getattr(value, "dtype", ""))


def _root(matrix: Tensor) -> Tensor:
    """The root of a symmetric matrix without negative eigenvalues."""
    values, vectors = torch.linalg.eigh(matrix)
    return vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.T


def _distance(real: Tensor, fake: Tensor, cov_real: Tensor | None = None, cov_fake: Tensor | None = None) -> Tensor:
    """The Fréchet distance, of these covariances if there are any."""
    s_real = torch.cov(real.T) if cov_real is None else cov_real
    s_fake = torch.cov(fake.T) if cov_fake is None else cov_fake
    root = _root(_root(s_real) @ s_fake @ _root(s_real))
    return ((real.mean(0) - fake.mean(0)) ** 2).sum() + torch.trace(s_real + s_fake - 2 * root)


def _mistaken_distances(real: Tensor, fake: Tensor) -> dict[str, Any]:
    s_real, s_fake = torch.cov(real.T), torch.cov(fake.T)
    shift = real.mean(0) - fake.mean(0)
    means, traces = (shift**2).sum(), torch.trace(s_real) + torch.trace(s_fake)
    right, product = _distance(real, fake), s_real @ s_fake
    roots = (means + traces - right) / 2
    wrong_axis = _distance(real, fake, torch.cov(real), torch.cov(fake))
    n, deviations = len(real), (real.std(0) - fake.std(0)) ** 2
    of_one_feature = torch.linalg.eigvalsh(product).clamp(min=0).sqrt().sum()
    return {
        "Your covariances go along the wrong axis: they say how *pictures* go together, six by six. `torch.cov` takes "
        "each row for a variable, so hand it `real.T`.": (
            wrong_axis,
            wrong_axis - means + ((real.mean(1) - fake.mean(1)) ** 2).sum(),
        ),
        "Your means go along the wrong axis: `mean(0)` gives one mean for each feature.": (
            right - means + ((real.mean(1) - fake.mean(1)) ** 2).sum()
        ),
        "You took one mean of all the numbers. Each feature has its own: `mean(0)`.": (
            right - means + (real.mean() - fake.mean()) ** 2
        ),
        "You took the root of each covariance, and then their product. First the product, then the root: that isn't "
        "the same unless the two commute.": means + traces - 2 * torch.trace(_root(s_real) @ _root(s_fake)),
        "You took the root of each *entry*. The root of a matrix is another matrix; what you need of it is the sum of "
        "the roots of the eigenvalues.": (means + traces - 2 * product.diagonal().sqrt().sum()),
        "You compared each feature by itself. The covariances also say how features go together, and that counts.": (
            means + deviations.sum()
        ),
        "You used the standard deviations where the variances belong, on the covariances' diagonals.": (
            means + s_real.diagonal().sqrt().sum() + s_fake.diagonal().sqrt().sum() - 2 * roots
        ),
        "The factor 2 in front of the roots is missing.": means + traces - roots,
        "The roots are subtracted, and you added them.": means + traces + 2 * roots,
        "The root is missing: you subtracted the eigenvalues of the product themselves.": (
            means + traces - 2 * torch.trace(product)
        ),
        "You took the root of the sum of the eigenvalues. First the root of each, then the sum.": (
            means + traces - 2 * torch.trace(product).sqrt()
        ),
        "The product isn't symmetric, and `eigvalsh` looks at one half of it only. Use `eigvals`.": (
            means + traces - 2 * of_one_feature
        ),
        "The means are missing.": right - means,
        "You have the means only; the covariances are missing.": means,
        "The difference of the means isn't squared.": (right - means + means.sqrt(), right - means + shift.sum()),
        "This is the mean of the squared differences. Add them up, one for each feature.": (
            right - means + (shift**2).mean()
        ),
        "The two traces are missing.": means - 2 * roots,
        "Your covariances divide by n; `torch.cov` divides by n - 1, and so do the course's metrics.": (
            means + (right - means) * (n - 1) / n
        ),
        "Your covariances forget to subtract the mean: that is the mean of the products.": tuple(
            _distance(real, fake, real.T @ real / by, fake.T @ fake / by) for by in (n, n - 1)
        ),
        "You took correlations, which know nothing of spreads: `torch.cov` and not `torch.corrcoef`.": (
            _distance(real, fake, torch.corrcoef(real.T), torch.corrcoef(fake.T))
        ),
        "You took the root of the whole. This is the *squared* distance, as everybody reports it: leave that out.": (
            right.sqrt()
        ),
    }


@exercise(
    hints=(
        "A ball around each point of a set, reaching to its k-th nearest neighbour in that set: how would you get all "
        "the radii at once? `torch.cdist(points, points)` has all the distances.",
        "`.sort(1).values[:, k]` is the k-th neighbour's distance, because column 0 is the point itself. Then compare "
        "`torch.cdist(fake, real)` with the radii of the real ones: `.any(1)` asks whether at least one ball holds it.",
        "Precision: the share of the *fakes* that lie in a ball around a real one. Recall: the share of the *real* "
        "ones that lie in a ball around a fake; `torch.cdist(real, fake)` has a row for each real one.",
    ),
    praise="Two numbers, because forgers can fail in two ways.",
)
def precision_and_recall(real: Tensor, fake: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """Precision and recall of features (n, d) and (m, d), with balls that reach to the k-th neighbour."""
    # Sorted, column 0 is each row itself.
    real_radii, fake_radii = (torch.cdist(rows, rows).sort(1).values[:, k] for rows in (real, fake))
    precision = (torch.cdist(fake, real) <= real_radii).any(1).float().mean()
    recall = (torch.cdist(real, fake) <= fake_radii).any(1).float().mean()
    return precision, recall


@precision_and_recall.checks
def _(attempt: Attempt) -> None:
    real, fake, k = *_CROWDS, 2
    both = attempt.expect_pair(attempt(real, fake, k), "precision, recall")
    found = torch.tensor([attempt.expect_number(one, name) for one, name in zip(both, _NAMES, strict=True)])
    precision, recall = right = _shares(real, fake, k)

    def both_ways(share: Callable[[Tensor, Tensor, int], Tensor]) -> tuple[Tensor, Tensor]:
        return share(fake, real, k), share(real, fake, k)

    mistakes = {
        "You have swapped precision and recall. Precision asks about the *fakes*, recall about the *real* ones.": (
            recall,
            precision,
        ),
        "You counted each point as its own nearest neighbour, so your balls are too small. Sorted, column 0 is the "
        "point itself, and the k-th neighbour is in column k.": _shares(real, fake, k - 1),
        "Your balls reach one neighbour too far. Sorted, column 0 is the point itself, and the k-th neighbour is in "
        "column k.": _shares(real, fake, k + 1),
        "Your balls have the radii of the points that are judged. A ball belongs to a point of the *other* set.": (
            _judged(real, fake, k)
        ),
        "You asked for points that lie in *all* the balls. One is enough: `.any`.": _shares(
            real, fake, k, lambda within: within.all(1)
        ),
        "You asked which balls hold a point. The question is which points lie in a ball: go along the balls, `.any(1)` "
        "where points are rows, `.any(0)` where balls are.": both_ways(_balls),
        "You looked at the ball of the nearest point only. A larger one farther off counts too.": both_ways(
            _nearest_only
        ),
        "You gave every ball the same radius. It's small in a crowd, large where there are few.": both_ways(
            _one_radius
        ),
        "These are counts. Take the share of all: `.float().mean()`.": both_ways(lambda *sets: _inside(*sets).sum()),
        "These are per cent; a share goes from 0 to 1.": (100 * precision, 100 * recall),
        "Both numbers are the precision. Recall is the share of real ones in the fakes' balls.": 2 * [precision],
        "Both numbers are the recall. Precision is the share of fakes in the real ones' balls.": 2 * [recall],
        "These are the shares that lie *outside*.": (1 - precision, 1 - recall),
        "You compared squared distances with radii that aren't squared.": both_ways(_squared),
    }
    message = (
        "Not yet. Precision: the share of the fakes that lie in a ball around a real one. Recall: the share of the "
        "real ones that lie in a ball around a fake."
    )
    mistakes = {diagnosis: [float(share) for share in shares] for diagnosis, shares in mistakes.items()}
    attempt.expect_close(found, right, message, mistakes)
    both = attempt.expect_pair(attempt(real, fake, 1), "precision, recall")
    message = "Right for k = 2 and wrong for k = 1: use `k`, whatever it is."
    attempt.expect_close([*both], _shares(real, fake, 1), message)


_NAMES = ("your precision", "your recall")
# Each plausible mistake finds another pair of shares, and no point lies on a ball's rim.
_CROWDS = (
    torch.tensor(
        [[-2.6, 1.4], [-3.3, -1.7], [-3.0, 1.8], [-2.6, -0.2], [-2.3, 0.5], [-2.8, -0.1], [-0.3, -0.4]]
        + [[-0.6, 0.1], [-1.9, 2.7], [-0.4, 1.0], [-1.7, 1.1], [0.5, 0.9], [2.9, 0.6]]
    ),
    torch.tensor(
        [[1.7, 1.6], [2.7, 1.1], [-0.1, -1.2], [3.1, -0.4], [-0.6, 0.2], [0.3, 2.8], [1.2, 1.8], [4.5, -0.9]]
        + [[1.7, 0.3], [1.1, 1.0], [1.8, 3.5]]
    ),
)


def _radii(others: Tensor, k: int) -> Tensor:
    return torch.cdist(others, others).sort(1).values[:, k]


def _inside(points: Tensor, others: Tensor, k: int) -> Tensor:
    return (torch.cdist(points, others) <= _radii(others, k)).any(1)


def _shares(real: Tensor, fake: Tensor, k: int, of: Any = lambda within: within.any(1)) -> Tensor:
    """Precision and recall ``(2,)``; `of` says which rows count."""
    pairs = ((fake, real), (real, fake))
    return torch.stack(
        [of(torch.cdist(points, others) <= _radii(others, k)).float().mean() for points, others in pairs]
    )


def _judged(real: Tensor, fake: Tensor, k: int) -> Tensor:
    pairs = ((fake, real), (real, fake))
    return torch.stack([(torch.cdist(a, b) <= _radii(a, k)[:, None]).any(1).float().mean() for a, b in pairs])


def _balls(points: Tensor, others: Tensor, k: int) -> Tensor:
    return (torch.cdist(points, others) <= _radii(others, k)).any(0).float().mean()


def _nearest_only(points: Tensor, others: Tensor, k: int) -> Tensor:
    distances, which = torch.cdist(points, others).min(1)
    return (distances <= _radii(others, k)[which]).float().mean()


def _one_radius(points: Tensor, others: Tensor, k: int) -> Tensor:
    return (torch.cdist(points, others) <= _radii(others, k).mean()).any(1).float().mean()


def _squared(points: Tensor, others: Tensor, k: int) -> Tensor:
    return (torch.cdist(points, others) ** 2 <= _radii(others, k)).any(1).float().mean()


@exercise(
    hints=(
        "How often does each kind occur? `torch.bincount(kinds, minlength=10)` counts the ten numbers.",
        "Divide each count by how many pictures there are, so that different numbers of pictures can be compared.",
        "`(fake_shares >= real_shares / 4).sum()`",
    ),
    praise="Ten kinds can be counted here because this world was made of them. Photographs come without a list.",
)
def kinds_covered(real_kinds: Tensor, fake_kinds: Tensor) -> Tensor:
    """How many of ten kinds, numbered 0 to 9, the fakes show at least a quarter as often as the real pictures do."""
    real_shares = torch.bincount(real_kinds, minlength=10) / len(real_kinds)
    fake_shares = torch.bincount(fake_kinds, minlength=10) / len(fake_kinds)
    return (fake_shares >= real_shares / 4).sum()


@kinds_covered.checks
def _(attempt: Attempt) -> None:
    real_counts = torch.tensor([2, 12, 2, 8, 11, 10, 6, 7, 20, 2])  # 80
    fake_counts = torch.tensor([0, 1, 3, 1, 2, 1, 1, 3, 28, 0])  # 40; kinds 1 and 5 are too rare, kind 3 just not
    real, fake = (torch.arange(10).repeat_interleave(counts) for counts in (real_counts, fake_counts))
    real_shares, fake_shares = real_counts / 80, fake_counts / 40
    covered = fake_shares >= real_shares / 4
    mistakes = {
        "One fake of a kind was enough for you. A reader errs now and then, so a kind has to come at least a quarter "
        "as often as among the real ones.": (fake_counts > 0).sum(),
        "You compared *counts*, and there are fewer fakes than real pictures. Compare shares: divide by how many.": (
            (fake_counts >= real_counts / 4).sum()
        ),
        "You asked for as many as among the real ones. A quarter of that is enough: `real_shares / 4`.": (
            (fake_shares >= real_shares).sum()
        ),
        "A kind that comes exactly a quarter as often counts: `>=`.": (fake_shares > real_shares / 4).sum(),
        "You asked for at least a quarter of *all* the fakes. A quarter of the *real share* is enough.": (
            (fake_shares >= 0.25).sum()
        ),
        "The factor is on the wrong side: the fakes' share has to reach a quarter of the real one.": (
            (fake_shares / 4 >= real_shares).sum()
        ),
        "Real and fake have changed places.": (real_shares >= fake_shares / 4).sum(),
        "Kinds run from 0 to 9: `range(10)`.": covered.sum() + 1,  # kind 10, with 0 fakes of 0, would be covered
        "These are the kinds that are *missing*. Count the others.": (~covered).sum(),
        "That's yes or no for each kind. How many are they? `.sum()`": covered,
        "That's the share of the kinds. Count them: `.sum()`.": covered.float().mean(),
        "You counted the pictures of the kinds that are covered. Count the kinds.": fake_counts[covered].sum(),
    }
    message = "Not yet: how many of the ten kinds have a share of the fakes of at least a quarter of the real share?"
    attempt.expect_close(attempt(real, fake), covered.sum(), message, mistakes)
    message = "When the fakes show only kind 3, one kind is covered, and the others have the share 0. `minlength=10`?"
    attempt.expect_close(attempt(real, torch.full((7,), 3)), 1, message)
    for kind in (0, 9):
        message = (
            f"When the fakes show only kind {kind}, one kind is covered. Kinds are numbered from 0 to 9: `range(10)`."
        )
        attempt.expect_close(attempt(real, torch.full((7,), kind)), 1, message)


@exercise(
    hints=(
        "For each fake you need two numbers: how far its nearest training row is, and its nearest held-out one.",
        "`torch.cdist(fake, training)` has a row for each fake and a column for each training picture. The smallest of "
        "each row: `.min(1).values`.",
        "`(to_training < to_held_out).float().mean()` turns yes and no into a share.",
    ),
    praise="An honest forger is near 1/2: he knows the training portraits no better than any others.",
)
def nearer_to_training(training: Tensor, held_out: Tensor, fake: Tensor) -> Tensor:
    """The share of the fakes (m, d) that lie nearer to the training set (n, d) than to held-out portraits (n, d)."""
    to_training = torch.cdist(fake, training).min(1).values  # (m,)
    to_held_out = torch.cdist(fake, held_out).min(1).values  # (m,)
    return (to_training < to_held_out).float().mean()


@nearer_to_training.checks
def _(attempt: Attempt) -> None:
    training, held_out, fake = _STUDIO
    learnt, unseen = torch.cdist(fake, training), torch.cdist(fake, held_out)
    near, far = learnt.min(1).values, unseen.min(1).values
    nearer = near < far
    share = nearer.float().mean()
    mistakes = {
        "That's the share nearer to the *held-out* portraits. A copyist is nearer to what he has learnt from.": (
            1 - share
        ),
        "That says yes or no for each fake. Take the share: `.float().mean()`.": nearer,
        "You counted them. Divide by how many fakes there are: `.float().mean()`.": nearer.sum(),
        "That's per cent; a share goes from 0 to 1.": 100 * share,
        "You compared the *mean* distance to all portraits. A copy has one that is very near, and thousands that "
        "aren't: take the smallest, `.min(1).values`.": (learnt.mean(1) < unseen.mean(1)).float().mean(),
        "You compared the distances to the two average portraits. Nobody copies an average: take the nearest one.": (
            ((fake - training.mean(0)).norm(dim=1) < (fake - held_out.mean(0)).norm(dim=1)).float().mean()
        ),
        "You took the farthest portrait of each set. We want the nearest: `.min(1).values`.": (
            (learnt.amax(1) < unseen.amax(1)).float().mean()
        ),
        "You compared *which* portrait is the nearest, the row's number. Compare how far it is: `.values`.": (
            (learnt.argmin(1) < unseen.argmin(1)).float().mean()
        ),
        "You went along the wrong axis: `.min(1)` gives one distance for each fake, `.min(0)` one for each portrait.": (
            (learnt.amin(0) < unseen.amin(0)).float().mean()
        ),
        "Your answer is for all the fakes together. Ask each fake first, `.min(1).values`, and then take the share.": (
            (near.mean() < far.mean()).float(),
            near.mean() - far.mean(),
            far.mean() - near.mean(),
            near.mean() / far.mean(),
        ),
    }
    message = (
        "Not yet: for each fake, is its nearest training portrait nearer, `.min(1).values`, than its held-out one?"
    )
    attempt.expect_close(attempt(training, held_out, fake), share, message, mistakes)
    message = "If every fake is a copy of a training portrait, the share should be 1."
    attempt.expect_close(attempt(training, held_out, training[:3].clone()), 1.0, message)


# Six training rows, six held-out ones, nine fakes: each plausible mistake finds another share.
_STUDIO = (
    torch.tensor([[0.1, 3.8], [-0.5, 0.7], [2.6, 0.7], [0.8, 0.6], [1.5, 2.2], [-1.5, -0.6]]),
    torch.tensor([[-1.7, -0.8], [0.0, -0.3], [2.7, 2.5], [2.6, -0.5], [-1.4, 0.0], [-1.6, 2.6]]),
    torch.tensor(
        [[-2.8, -0.3], [1.7, -2.0], [0.5, 4.1], [-1.4, 1.8], [-0.1, -2.4], [1.6, -0.6]]
        + [[-1.4, 2.1], [-2.3, -0.3], [0.2, 4.3]]
    ),
)


# --- questions, in the order of the lesson

best_by_eye = Prediction(
    "Whose pictures would you buy?",
    answers={
        "A's": "A is the *blurrer*. Nothing about his pictures is wrong, and nothing is sharp.",
        "B's": "B is the *memoriser*. Every picture is a portrait that he has seen, a hair softer.",
        "C's": "C is the *honest forger*. Look closely, and some of his pictures are a little rough. But nobody has "
        "painted them before.",
        "D's": "D is the *collapser*. Each picture is excellent, and he has eight of them. Twelve are on the sheet.",
    },
)

whom_she_catches = Prediction(
    "The honest forger's own expert judges all four. Whose pictures does she catch least often?",
    answers={
        "the honest forger's: he learnt to fool her": "He learnt from her, and she learnt from him: she knows his hand "
        "well. The memoriser and the collapser show her what she takes for real.",
        "the memoriser's and the collapser's": "Yes. Judged one by one, their pictures *are* portraits. She is "
        "right about them as often as a coin would be.",
        "the blurrer's": "His pictures are the ones that she catches most often. Nothing in the training set is that "
        "soft.",
    },
)

nearest_in_pixels = Prediction(
    "Pixel by pixel, who comes nearer to portraits that nobody here has ever seen: new portraits by the master, or "
    "the three cheats?",
    answers={
        "the new portraits": "You would hope so: it's the same hand. But the cheats' pictures are soft or ordinary, "
        "and those are near to everything. What is special about a portrait costs distance.",
        "the cheats": "Yes, all three. Soft pictures and ordinary ones are near to everything. Only the honest "
        "forger is farther away: each rough pixel costs distance.",
        "all come about as near": "The differences aren't large, but all three cheats come nearer than the master "
        "does, and the honest forger is farther away.",
    },
)

best_frechet = Prediction(
    "The distance from each suspect's pictures to the *training set*: whose is the smallest?",
    answers={
        "the honest forger's": "He is second. The memoriser's pictures *are* the training set, so their means and "
        "covariances are nearly the same.",
        "the memoriser's": "Yes: his pictures *are* the training set. He does as well as new portraits by the master.",
        "the collapser's": "His are excellent pictures, but eight of them don't vary as four thousand do. The "
        "covariances are far apart, and his distance is the largest of all.",
    },
)

who_is_better = Prediction(
    "First has the smaller distance. Who is the better forger?",
    answers={
        "First": "First is the honest forger, and Second is the master himself: new portraits, only a hundred of them. "
        "Fewer pictures give a larger distance, whoever painted them.",
        "Second": "Second is the master himself, so you were right. Did anything in the numbers tell you so?",
        "nobody can say without knowing more": "Right. Second is the master himself, measured with a hundred pictures; "
        "First is the honest forger, measured with 4,096.",
    },
)

two_shares = Quiz(
    "A forger has precision 0.95 and recall 0.10. What do you expect to see?",
    right="good pictures, hardly any variety",
    answers={
        "good pictures, hardly any variety": "Yes: 95 % of his pictures lie among real ones, and 90 % of the real ones "
        "have nothing of his nearby. With 0.10 and 0.95 it would be the other way round: everything is there, among a "
        "lot of rubbish.",
        "all kinds of pictures, most of them bad": "That is precision 0.10 and recall 0.95. Precision is about *his* "
        "pictures, and most of them are good.",
        "a copyist": "A copyist's recall is high: he shows everything that he has seen. Here most of what is real is "
        "missing.",
    },
)

excellent_distance = Quiz(
    "A colleague's generator has a better Fréchet distance than yours, to the training set. What do you ask first?",
    right="how many samples, which features, and whether it copies",
    answers={
        "how many samples, which features, and whether it copies": "Yes. Any of the three can make a worse generator "
        "look better.",
        "for the recipe: it is better": "It may be. But with more samples, other features or a copyist's memory the "
        "number would come out better too.",
        "how low her generator's loss is": "A loss says how he does against one expert. It can't be compared between "
        "two runs.",
    },
)

lesson = Lesson.of("09", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
