"""Lesson 02: turning the question round: Gaussians, samples, and Bayes' rule."""

import torch
from torch import Tensor

from gan_lesson.exercises import Attempt, Lesson, Prediction, Quiz, close, exercise

which_are_real = Prediction(
    "One panel of the next picture shows the 256 animals of lesson 01, the other 256 that a painter made up. Will you "
    "be able to tell which is which?",
    answers={
        "Yes, at first sight": "In the plane that is hard. A Gaussian describes these two lengths well, and its "
        "samples lie much as the real animals do.",
        "No, they will look much the same": "Yes. In this plane a Gaussian is a good description, and sampling from "
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

one_in_a_hundred = Prediction(
    "In another town, one animal in a hundred is a dog. Does the painter still call any animal a dog there?",
    answers={
        "No: *cat* is right 99 times in 100, whatever comes": "That holds as long as nobody looks. At the mean dog the "
        "dogs' hill is so much higher than the cats' that even a hundredth of it wins.",
        "Yes, the same animals as before": "The hills are the same, but one of them now counts a hundredth, and the "
        "boundary moves: an animal in between is a cat now, very probably.",
        "Yes, but only those that look very much like dogs": "Yes. The rarer dogs are, the more an animal has to look "
        "like one, and the mean dog still does.",
    },
)

two_boundaries = Prediction(
    "We turn the painter into a classifier. Where will its boundary fall, compared with lesson 01's?",
    answers={
        "Exactly there: both have learned from the same animals": "They have, but they optimise different things: one "
        "the probability of the labels, P(Y | X), the other the density of the lengths, P(X | Y).",
        "Close, but not quite there": "Yes. They optimise different things on the same animals, and find different "
        "numbers.",
        "Somewhere else: a painter is no classifier": "By Bayes' rule it is one, and a good one. Its boundary falls "
        "close to lesson 01's.",
    },
)

doggiest = Prediction(
    "We ask lesson 01's classifier for the ears and the snout of the animal that is *most surely* a dog. What will it "
    "say?",
    answers={
        "Those of a typical dog": "The classifier is sure of a typical dog, but it is always a little surer further "
        "away from the cats.",
        "As long as the longest in the training set": "It doesn't stop there. Nothing in P(Y | X) says how long a "
        "dog's ears can be.",
        "Longer and longer, without end": "Yes. Whatever point you take, it is surer of one further from the boundary. "
        "There is no surest dog.",
    },
)


@exercise(
    hints=(
        "Take the mean over the animals, so that one number for the ears and one for the snouts is left. Which axis is "
        "that?",
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
    points = torch.tensor([[6.0, 6.5], [7.0, 4.0], [8.0, 6.5], [6.5, 5.5], [9.0, 8.0], [8.5, 6.0]])
    deviations = points - points.mean(0)  # their products are of both signs
    summed, signless = deviations.T @ deviations, deviations.abs().T @ deviations.abs()
    tables = summed / 6, summed / 5  # dividing by n - 1, as torch.cov does, is right too
    variances = [table.diag() for table in tables]
    mean, covariance = attempt.expect_pair(attempt(points), "mean, covariance")
    message = (
        "The mean should be two numbers, (7.5, 6.0833) for the six points of this check: one for the ears and "
        "one for the snouts. Take it over the animals, in each of the columns: `points.mean(0)`."
    )
    if attempt.expect_tensor(mean).numel() not in (2, 4):
        return message
    mistakes = {
        "Return first the mean and then the covariance.": tables,
        "Your mean is the sum of the points: divide it by how many there are.": points.sum(0),
        "That is the median. The mean is the sum of the points, divided by how many there are.": (
            points.median(0).values,
            points.quantile(0.5, 0),
        ),
    }
    attempt.expect_close(mean, points.mean(0), message, mistakes)
    mistakes = {
        "You took a root, as for standard deviations. A covariance holds the squares, and how ears and snouts go "
        "together.": (
            *(variance.sqrt() for variance in variances),
            *(variance.sqrt().diag() for variance in variances),
            *(table.sqrt() for table in tables),
            *(torch.linalg.cholesky(table) for table in tables),
        ),
        "Your deviations have lost their signs. One animal has long ears *and* a short snout, and pulls the covariance "
        "down.": (signless / 6, signless / 5),
        "These are the two variances. A covariance is a 2 x 2 table that says how ears and snouts go together, too.": (
            tuple(variances)
        ),
        "The two variances are right. The place off the diagonal says how ears and snouts go together, and yours "
        "is 0.": tuple(variance.diag() for variance in variances),
        "That is the correlation, which has 1 on its diagonal. The covariance keeps the scale: do not divide by the "
        "spread.": torch.corrcoef(points.T),
        "Subtract the mean from the points first. A covariance is about deviations from the middle.": (
            points.T @ points / 6,
            points.T @ points / 5,
            points.T @ points,
        ),
        "That is the sum over the animals. To have their mean, divide by how many there are.": summed,
        "That is the inverse of the covariance. It is in the formula of the density; here we want the covariance.": (
            tuple(table.inverse() for table in tables)
        ),
    }
    covariance = attempt.expect_tensor(covariance, "your second value")
    if covariance.shape == (6, 6):
        return (
            "Your table is 6 x 6, animals with animals. It should be 2 x 2, lengths with lengths: put the `.T` on "
            "the other side."
        )
    if covariance.shape == (6, 2):
        return "Your covariance has a row for each animal. `deviations.T @ deviations` multiplies *and* adds up."
    if close(covariance, tables[1]):
        attempt.notes.append("You divided by n - 1, as `torch.cov` does; the formula divides by n. Both are right.")
        return None
    message = "The mean is right; the covariance should be ((1.1667, 0.6667), (0.6667, 1.4514))."
    factor = covariance.detach().flatten()[:1] / tables[0][0, 0]
    if factor > 0 and close(covariance, factor * tables[0]):
        message = f"Your covariance is {factor.item():.3g} times what it should be: divide the sum by `len(points)`."
    attempt.expect_close(covariance, tables[0], message, mistakes)
    return None


@exercise(
    hints=(
        "Begin with `torch.randn(n, 2, generator=random)`: n points of the round Gaussian around 0. Stretch, tilt, "
        "and shift it.",
        "The Cholesky root L of the covariance, `torch.linalg.cholesky(covariance)`, is its square root: L times its "
        "own transpose is the covariance. Each noise vector z becomes L z.",
        "Points are rows here, so L z is written `noise @ L.T`. Then add the mean.",
    ),
    praise="Look closely: random numbers go in, and an animal's lengths come out. That is a generator.",
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
    random, again = (torch.Generator().manual_seed(0) for _ in range(2))
    untouched = random.get_state()
    points = attempt.expect_finite(attempt(mean, covariance, n, random)).detach().double()
    if points.ndim == 2 and points.shape[1] == 2 and len(points) != n:
        return f"The check asked for {n:,} points and got {len(points):,}. How many to draw is the argument `n`."
    attempt.expect_shape(points, (n, 2))
    if bool((points == points[0]).all()):
        return "Your points are all the same. Each needs noise of its own: `torch.randn(n, 2, ...)`."
    if torch.equal(random.get_state(), untouched) or not close(attempt(mean, covariance, n, again), points):
        return "The noise does not come from `random`: write `torch.randn(n, 2, generator=random)`."
    if close(attempt(mean, covariance, n, again), points):
        return "A second call gives the very same points. Set no seed in your function: `random` goes on by itself."
    if close(torch.linalg.det(points.T.cov()), 0):
        return "Your points lie on a line: both lengths share one random number. Draw two for each point."
    ears = (points[:, 0] - points[:, 0].mean()) / points[:, 0].std()
    if (ears**4).mean() < 2.7:  # 3 for normal numbers, 1.8 for uniform ones
        return "Your noise is uniform. A Gaussian is made of normal noise: `torch.randn`, with an n."
    root, variances = torch.linalg.cholesky(covariance), covariance.diag()
    mistakes = {
        "You multiplied by the covariance itself. Multiply by its root, so that the squares have the right size.": (
            covariance @ covariance
        ),
        "The root is right, but transposed: with points as rows it is `noise @ root.T`.": root.T @ root,
        "You took the root of each number in the table. L is the root of the *table*: `torch.linalg.cholesky`.": (
            covariance.sqrt() @ covariance.sqrt()
        ),
        "Your cloud has the inverse of the covariance, which belongs in the formula of the density.": (
            covariance.inverse()
        ),
        "Both spreads are right, and the tilt is missing: long ears go with long snouts here. The root of the whole "
        "table does it.": variances.diag(),
        "You took the variances for standard deviations, and the tilt is missing. The root of the whole table does "
        "both.": variances.square().diag(),
        "Your cloud is round: it does not use the covariance at all.": torch.eye(2),
    }
    (a, b), (_, c) = points.T.cov().tolist()
    message = f"The covariance of your points is (({a:.2g}, {b:.2g}), ({b:.2g}, {c:.2g})), not ((1, 0.4), (0.4, 0.5))."
    attempt.expect_close(points.T.cov(), covariance, message, mistakes, tolerance=0.04)
    mistakes = {
        "The cloud has the right shape, and it lies around 0: the mean is missing.": torch.zeros(2),
        "The cloud has the right shape, and lies opposite: add the mean, do not subtract it.": -mean,
        "The cloud has the right shape, and lies elsewhere: add the mean at the end, after the stretching.": (
            root @ mean,
            root.T @ mean,
        ),
    }
    message = "The cloud has the right shape, and lies elsewhere. Its middle is the mean if the noise has mean 0."
    attempt.expect_close(points.mean(0), mean, message, mistakes, tolerance=0.04)
    return None


@exercise(
    hints=(
        "How much of everything at x is dog, and how much is cat? Multiply each density by how common the species is.",
        "The dogs' part is `density_dog * prior_dog`, which is P(X, Y) for Y = dog, and the cats' part is the same for "
        "cats. What share of the two together is the dogs'?",
        "`return dogs / (cats + dogs)`.",
    ),
    praise="A painter has become a classifier.",
)
def posterior(density_cat: Tensor, density_dog: Tensor, prior_cat: float, prior_dog: float) -> Tensor:
    """P(dog | x) by Bayes' rule, at the places of the densities, ``(n,)``."""
    cats, dogs = density_cat * prior_cat, density_dog * prior_dog  # P(X, Y) for either Y
    return dogs / (cats + dogs)  # cats + dogs is P(X)


@posterior.checks
def _(attempt: Attempt) -> None:
    # The first place is the easiest: both densities are 0.1.
    cat, dog = torch.tensor([0.1, 0.3, 0.02, 0.15]), torch.tensor([0.1, 0.1, 0.4, 0.25])
    p_cat, p_dog = 0.7, 0.3
    cats, dogs = cat * p_cat, dog * p_dog
    right = dogs / (cats + dogs)
    prior, equal, swapped = torch.full((4,), p_dog), dog / (cat + dog), dog * p_cat / (cat * p_dog + dog * p_cat)
    mistakes = {
        "That is P(X | Y), how common such lengths are *among dogs*. We want P(Y | X): how common dogs are among "
        "animals with such lengths.": dog,
        "That is P(X, Y) for dogs: a share of all animals. Divide by P(X), so that cat and dog together make 1.": dogs,
        "That is the prior, what we believe *before* we have seen x. The densities at x should count as well.": (
            prior,
            p_dog,
        ),
        "The priors are missing: you treat cats and dogs as equally common. Weigh each density with its prior.": equal,
        "Yours is about the *cat*. We want the probability of *dog*.": (1 - right, 1 - equal, cats),
        "The priors are swapped, or below the line: each density is multiplied by its own species' prior.": swapped,
        "You typed the town's priors in. They are arguments, and others here.": dog * 0.2 / (cat * 0.8 + dog * 0.2),
        "`//` drops everything after the point. Divide with `/`.": torch.zeros(4),
        "These are the odds, dogs to cats, which go beyond 1. Divide by dogs and cats together.": dogs / cats,
        "That is the logit. One more sigmoid, and it is the probability.": right.logit(),
        "That is P(X), the density of all animals. It belongs below the line; what belongs above?": cats + dogs,
        "You divided by the sum over the places. At each place, divide by what cats and dogs have *there*.": (
            dogs / dogs.sum(),
            dogs / (cats + dogs).sum(),
        ),
        "The sum below the line needs brackets: `a / b + c` divides by b alone.": (
            dogs / dog * p_dog + cats,
            dogs / dogs + cats,
            dogs / cats + dogs,
            dogs / cat * p_cat + dogs,
        ),
        "You added densities and priors. Multiply each density by its prior.": (
            (dog + p_dog) / (dog + p_dog + cat + p_cat)
        ),
        "Below the line, cats and dogs are added, not subtracted: together they are P(X).": (
            dogs / (dogs - cats),
            dogs / (cats - dogs),
        ),
        "The prior counts twice in yours. It stands above the line once, beside its density.": right * p_dog,
        "You return both, P(cat | x) and P(dog | x). Only the second was asked for.": (
            torch.stack([1 - right, right]),
            torch.stack([right, 1 - right]),
        ),
        "That is the mean over the places. Each place has a probability of its own.": right.mean(),
        "Above the line is right. In the sum below the line, the densities need their priors too.": dogs / (cat + dog),
        "Below the line is right. The density above the line needs its prior too.": dog / (cats + dogs),
        "That is the decision, only 0 and 1. We want the probability.": (dogs > cats).float(),
    }
    answer, message = attempt(cat, dog, p_cat, p_dog), ""
    if attempt.expect_tensor(answer).numel() == 4:  # a wrong shape has messages of its own
        answer = attempt.expect_finite(attempt.expect_shape(answer, (4,))).detach()
        place = next((place for place in range(4) if not close(answer[place], right[place])), 0)
        message = (
            f"With densities {cat[place]:g} and {dog[place]:g} and priors 0.7 and 0.3, P(dog | x) is "
            f"{right[place]:.3g}. Yours is {answer[place]:.3g}."
        )
    attempt.expect_close(answer, right, message, mistakes)


which_distribution = Quiz(
    "You open the door of the master's studio and measure whoever comes out, without asking what it is. From which "
    "distribution do you draw?",
    right="P(X)",
    answers={
        "P(X)": "Yes: lengths alone, dogs and cats mixed as they come.",
        "P(X, Y)": "Tempting: that is where the animal came from. But you would also have to write down what it is.",
        "P(X | Y)": "For that, somebody has to say first: *send me a dog*. Then you would draw from P(X | dog).",
        "P(Y | X)": "That one gives labels, not lengths: you have an animal in front of you and ask what it is.",
    },
)

why_not_equal = Quiz(
    "The painter with one covariance for both species draws a straight line too. Why is it not lesson 01's line?",
    right="They optimise different things, and the lengths are not exactly Gaussian",
    answers={
        "They optimise different things, and the lengths are not exactly Gaussian": "Yes. If the lengths were exactly "
        "Gaussian with one covariance, both would approach the same line as the number of animals grows.",
        "Descent had not arrived yet": "It had, to three decimals of the cross-entropy. More steps don't close the "
        "gap.",
        "One of the two is wrong": "Tempting, but neither is. Each is the best by its own standard, and on new animals "
        "they are about equally good here.",
    },
)

lesson = Lesson.of("02", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
