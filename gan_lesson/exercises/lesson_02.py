"""Lesson 02: turning the question round: Gaussians, samples, and Bayes' rule."""

from typing import Any

import torch
from torch import Tensor

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise

which_are_real = Prediction(
    "One panel of the next picture shows the 256 animals of lesson 01, the other 256 that a painter made up. Will you "
    "be able to tell which is which?",
    answers={
        "Yes, at first sight": "In the plane that is hard. A Gaussian is a fair description of these measures, and "
        "its samples lie much as the real animals do.",
        "No, they will look much the same": "Yes. In this plane a Gaussian is a fair description, and sampling from "
        "it is easy. Lesson 03 tries the same with pictures.",
    },
)

rare_dogs = Prediction(
    "In a town, four animals in five are cats. Compared with the studio, where half are dogs, where does the boundary "
    "between *dog* and *cat* lie?",
    answers={
        "In the same place: a dog looks like a dog in any town": "Dogs look the same, that is true, and P(X | Y) does "
        "not change. But an animal in between is now more likely a cat, because there are so many. The boundary moves.",
        "Nearer to the dogs": "Yes. An animal that looks half and half is probably a cat where cats are common. To be "
        "called a dog, it has to look more like one.",
        "Nearer to the cats": "It is the other way round: where cats are common, an animal in between is more likely "
        "a cat, so the cats' side grows.",
    },
)

two_boundaries = Prediction(
    "We turn the painter into a classifier. Where will its boundary fall, compared with lesson 01's?",
    answers={
        "Exactly there: both have learned from the same animals": "They have, but they asked for different things: "
        "one for the P(Y | X) that gives the labels most probability, the other for the P(X | Y) that does so for the "
        "measures.",
        "Close, and not quite there": "Yes. Two methods that look for different things on the same animals find "
        "different numbers.",
        "Somewhere else: a painter is no classifier": "By Bayes' rule it is one, and a good one. Its boundary falls "
        "close to lesson 01's.",
    },
)

doggiest = Prediction(
    "We ask lesson 01's classifier for the measures of the animal that is *most surely* a dog. What will it say?",
    answers={
        "Those of a typical dog": "A typical dog is already on the plateau, but the plateau never quite ends: further "
        "from the cats is always a little surer.",
        "Ears and snout as long as any dog's in the training set": "It does not stop there. Nothing in P(Y | X) says "
        "how long a dog's ears can be.",
        "Ears and snout without end": "Yes. Whatever place you take, one further from the boundary is surer. There is "
        "no surest dog.",
    },
)


@exercise(
    hints=(
        "The mean is taken over the animals, so one number for the ears and one for the snouts is left. Over which "
        "axis?",
        "Subtract the mean from every point. The covariance is the mean of the products of these deviations: ears "
        "with ears, ears with snouts, snouts with snouts.",
        "With `deviations` of shape (n, 2), `deviations.T @ deviations / len(points)` is the 2 x 2 table.",
    ),
    praise="These five numbers are all that a Gaussian in the plane knows.",
)
def fit_gaussian(points: Tensor) -> tuple[Tensor, Tensor]:
    """The mean ``(2,)`` and the covariance ``(2, 2)`` of points ``(n, 2)``."""
    mean = points.mean(0)
    deviations = points - mean
    return mean, deviations.T @ deviations / len(points)


@fit_gaussian.checks
def _(attempt: Attempt) -> str | None:
    points = torch.tensor([[6.0, 5.0], [7.0, 4.0], [8.0, 6.5], [6.5, 5.5], [9.0, 8.0], [7.5, 6.0]])
    deviations = points - points.mean(0)
    summed = deviations.T @ deviations
    mean, covariance = two_of(attempt, attempt(points))
    covariance = attempt.expect_tensor(covariance, "your second value")
    if close(mean, summed / 6) or close(mean, summed / 5):
        return "Return first the mean and then the covariance."
    if not close(mean, points.mean(0)):
        return (
            "The mean should be two numbers, (7.3333, 5.8333) for the six points of this check: one for the ears and "
            "one for the snouts. Take it over the animals, in each of the columns: `points.mean(0)`."
        )
    spread = [deviations.square().sum(0) / divisor for divisor in (5, 6)]
    if any(close(covariance, s.sqrt()) or close(covariance, torch.diag(s.sqrt())) for s in spread):
        return "These are standard deviations. A covariance holds squares of them, and how ears and snouts go together."
    if any(close(covariance, s) for s in spread):
        return (
            "These are the two variances. A covariance is a 2 x 2 table that says how ears and snouts go together, too."
        )
    if any(close(covariance, torch.diag(s)) for s in spread):
        return (
            "The two variances are right. The place off the diagonal says how ears and snouts go together, and yours "
            "is 0."
        )
    if close(covariance, torch.corrcoef(points.T)):
        return (
            "That is the correlation, which has 1 on its diagonal. The covariance keeps the scale: do not divide by "
            "the spread."
        )
    if close(covariance, points.T @ points / 6) or close(covariance, points.T @ points / 5):
        return "Subtract the mean from the points first. A covariance is about deviations from the middle."
    if close(covariance, summed):
        return "That is the sum over the animals. To have their mean, divide by how many there are."
    if any(close(covariance, torch.linalg.inv(summed / divisor)) for divisor in (5, 6)):
        return (
            "That is the inverse of the covariance. It is in the formula of the density; here the covariance is wanted."
        )
    if tuple(torch.as_tensor(covariance).shape) == (6, 6):
        return (
            "Your table is 6 x 6, animals with animals. It should be 2 x 2, measures with measures: put the `.T` on "
            "the other side."
        )
    table = attempt.expect_shape(covariance, (2, 2), "your second value")
    if close(table, summed / 5):  # divided by n - 1, as torch.cov does: as good
        return None
    attempt.expect_close(
        table, summed / 6, "The mean is right; the covariance should be ((0.9722, 1.0139), (1.0139, 1.5556))."
    )
    return None


def two_of(attempt: Attempt, found: Any) -> tuple[Any, Any]:
    """What an answer to `fit_gaussian` returned, taken apart."""
    if isinstance(found, Tensor) or not isinstance(found, (tuple, list)) or len(found) != 2:
        attempt.expect_tensor(0 if isinstance(found, (tuple, list)) else found)
        raise NotYet("Return two things: `return mean, covariance`.")
    return found[0], found[1]


@exercise(
    hints=(
        "Begin with `torch.randn(n, 2, generator=random)`: n points of the round Gaussian around 0. Stretch, tilt, "
        "and shift it.",
        "The Cholesky root L of the covariance, `torch.linalg.cholesky(covariance)`, is its square root: L times its "
        "own transpose is the covariance. Each noise vector z becomes L z.",
        "Points are rows here, so L z is written `noise @ L.T`. Then add the mean.",
    ),
    praise="Look closely: random numbers go in, and an animal's measures come out. That is a generator.",
)
def sample_gaussian(mean: Tensor, covariance: Tensor, n: int, random: torch.Generator) -> Tensor:
    """Draws n points ``(n, 2)`` of a Gaussian."""
    noise = torch.randn(n, 2, generator=random)
    root = torch.linalg.cholesky(covariance)  # root @ root.T is the covariance
    return mean + noise @ root.T


@sample_gaussian.checks
def _(attempt: Attempt) -> str | None:
    mean, covariance = torch.tensor([2.0, -1.0]), torch.tensor([[1.0, 0.4], [0.4, 0.5]])
    n = 10_000
    random = torch.Generator().manual_seed(0)
    points = attempt.expect_finite(attempt(mean, covariance, n, random)).detach().double()
    if points.ndim == 2 and points.shape[1] == 2 and len(points) != n:
        return f"The check asked for {n:,} points and got {len(points):,}. How many to draw is the argument `n`."
    attempt.expect_shape(points, (n, 2))
    if bool((points == points[0]).all()):
        return "Your points are all the same. Each needs noise of its own: `torch.randn(n, 2, ...)`."
    if torch.equal(random.get_state(), torch.Generator().manual_seed(0).get_state()):  # nothing was drawn from it
        return "The noise does not come from `random`: write `torch.randn(n, 2, generator=random)`."
    again = torch.Generator().manual_seed(0)
    if not close(attempt(mean, covariance, n, again), points):
        return "The noise does not come from `random`: write `torch.randn(n, 2, generator=random)`."
    if close(attempt(mean, covariance, n, again), points):
        return (
            "A second call gives the very same points. Do not set a seed in your function: `random` goes on by itself."
        )
    found_mean, found = points.mean(0), torch.cov(points.T)

    def is_spread(expected: Tensor) -> bool:
        return close(found, expected, 0.04)

    root = torch.linalg.cholesky(covariance)
    if close(found_mean, [0.0, 0.0], 0.04) and is_spread(covariance):
        return "The cloud has the right shape, and it lies around 0: the mean is missing."
    if is_spread(covariance / 12):
        return "Your noise is uniform, from 0 to 1. A Gaussian is made of normal noise: `torch.randn`, with an n."
    if is_spread(covariance @ covariance):
        return "You multiplied by the covariance itself. Multiply by its root, so that the squares have the right size."
    if is_spread(root.T @ root):
        return "The root is right, and it is turned round: with points as rows it is `noise @ root.T`."
    spreads = covariance.diag().sqrt()
    if is_spread(spreads[:, None] * spreads):
        return (
            "Both coordinates get one random number between them, so all points lie on a line. Draw two for each point."
        )
    if is_spread(torch.diag(covariance.diag())):
        return (
            "Both spreads are right, and the tilt is missing: long ears go with long snouts here. The root of the "
            "whole table does it."
        )
    if is_spread(torch.diag(covariance.diag() ** 2)):
        return (
            "You took the variances for standard deviations, and the tilt is missing. The root of the whole table "
            "does both."
        )
    if is_spread(torch.eye(2)):
        return "Your cloud is round: it does not use the covariance at all."
    if is_spread(covariance) and not close(found_mean, mean, 0.04):
        return "The cloud has the right shape, and lies elsewhere: add the mean at the end, after the stretching."
    message = "Of 10,000 points, the mean or the covariance is not what was asked for."
    attempt.expect_close(found_mean, mean, message, 0.04)
    attempt.expect_close(found, covariance, message, 0.04)
    return None


@exercise(
    hints=(
        "How much of everything at x is dog, and how much is cat? Weigh each density with how common the species is.",
        "The dogs' part is `density_dog * prior_dog`, which is P(X, Y) for Y = dog. The cats' part likewise. Which "
        "share of the two together is the dogs'?",
        "`return dogs / (cats + dogs)`.",
    ),
    praise="A painter has become a classifier.",
)
def posterior(density_cat: Tensor, density_dog: Tensor, prior_cat: float, prior_dog: float) -> Tensor:
    """P(dog | x) by Bayes' rule, at each of the places ``(n,)`` where the densities were taken."""
    cats, dogs = density_cat * prior_cat, density_dog * prior_dog  # P(X, Y) for either Y
    return dogs / (cats + dogs)  # cats + dogs is P(X)


@posterior.checks
def _(attempt: Attempt) -> str | None:
    cat, dog = torch.tensor([0.3, 0.1, 0.02, 0.15]), torch.tensor([0.1, 0.1, 0.4, 0.25])
    p_cat, p_dog = 0.7, 0.3
    cats, dogs = cat * p_cat, dog * p_dog
    found = attempt.expect_finite(attempt.expect_shape(attempt(cat, dog, p_cat, p_dog), (4,)))
    if close(found, dog):
        return (
            "That is P(X | Y), how common such measures are *among dogs*. Asked is P(Y | X): how common dogs are "
            "among animals with such measures."
        )
    if close(found, dogs):
        return "That is P(X, Y) for dogs: a share of all animals. Divide by P(X), so that cat and dog together make 1."
    if close(found, torch.full_like(dog, p_dog)):
        return "That is the prior, what one believes *before* having seen x. What lies at x should count as well."
    if close(found, dog / (cat + dog)):
        return "The priors are missing: you treat cats and dogs as equally common. Weigh each density with its prior."
    if close(found, cats / (cats + dogs)):
        return "That is the probability of *cat*. Asked is the one of *dog*."
    if close(found, dog * p_cat / (cat * p_dog + dog * p_cat)):
        return "The priors are swapped: each density goes with the prior of its own species."
    if close(found, dogs / cats):
        return "These are the odds, dogs to cats, which go beyond 1. Divide by dogs and cats together."
    if close(found, torch.log(dogs / cats)):
        return "That is the logit. One more sigmoid, and it is the probability."
    if close(found, cats + dogs):
        return "That is P(X), the density of all animals. It belongs below the line; what belongs above?"
    if close(found, dogs / dogs.sum()):
        return "You divided by the sum over the places. At each place, divide by what cats and dogs have *there*."
    if close(found, dogs / (cat + dog)):
        return "Above the line is right. In the sum below the line, the densities need their priors too."
    if close(found, dog / (cats + dogs)):
        return "Below the line is right. The density above the line needs its prior too."
    if close(found, (dogs > cats).float()):
        return "That is the decision, only 0 and 1. Asked is the probability."
    for place in (1, 0, 2, 3):  # the easiest first
        expected = float(dogs[place] / (cats[place] + dogs[place]))
        if not close(found[place], expected):
            return (
                f"With densities {cat[place]:g} and {dog[place]:g} and priors 0.7 and 0.3, P(dog | x) is "
                f"{expected:.3g}. Yours is {float(found[place].detach()):.3g}."
            )
    return None


which_distribution = Quiz(
    "You open the door of the master's studio and measure whoever comes out, without asking what it is. From which "
    "distribution do you draw?",
    right="P(X)",
    answers={
        "P(X)": "Yes: measures alone, dogs and cats mixed as they come.",
        "P(X, Y)": "Tempting: that is where the animal came from. But you would also have to write down what it is.",
        "P(X | Y)": "For that, somebody has to say first: *send me a dog*. Then you would draw from P(X | dog).",
        "P(Y | X)": "That one gives labels, not measures: you have an animal in front of you and ask what it is.",
    },
)

why_not_equal = Quiz(
    "The painter with one covariance for both species draws a straight line too. Why is it not lesson 01's line?",
    right="They look for different things, and the measures are not exactly Gaussian",
    answers={
        "They look for different things, and the measures are not exactly Gaussian": "Yes. Were the measures exactly "
        "Gaussian with one covariance, both lines would approach the same one as the animals become more and more.",
        "Descent had not arrived yet": "It had, to three decimals of the cross-entropy. More steps do not close the "
        "gap.",
        "One of the two is wrong": "Tempting, but neither is. Each is the best by its own measure, and on new animals "
        "they are about equally good here.",
    },
)

lesson = Lesson(
    "02",
    exercises=[fit_gaussian, sample_gaussian, posterior],
    predictions=[which_are_real, rare_dogs, two_boundaries, doggiest],
    quizzes=[which_distribution, why_not_equal],
)
progress = lesson.progress
