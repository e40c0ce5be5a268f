"""Lesson 03, why images are hard: how many pictures there are, ghosts, mixtures, distances, knobs."""

import math

import torch
from torch import Tensor

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.exercises.wording import counted

# --- exercises


@exercise(
    hints=(
        "A picture of one pixel: as many as there are levels. With a second pixel, each of these comes in as many "
        "versions again. So do you add, multiply, or take a power?",
        "There are `levels ** (height * width)` pictures. That number is too large for a float; its logarithm is not. "
        "What is the logarithm of a power?",
        "The logarithm of a power is the exponent times the logarithm of the base: "
        "`height * width * math.log10(...)`. Which number belongs in the brackets?",
    ),
    praise="This is about how many digits the number of pictures has.",
)
def log10_of_pictures(height: int, width: int, levels: int) -> float:
    """The base-10 logarithm of the number of possible pictures."""
    return height * width * math.log10(levels)


@log10_of_pictures.checks
def _(attempt: Attempt) -> str | None:
    mistakes = {
        "You multiplied the levels by the pixels. Each further pixel multiplies the number of pictures by the number "
        "of levels once more: that makes a power.": math.log10(100 * 5 * 3),
        "Mind the brackets: `levels ** height * width` takes the power of the height alone.": math.log10(100**5 * 3),
        "In a logarithm the exponent becomes a factor: `height * width` times the logarithm of the levels.": (
            2**15,
            2 * math.log10(15),
        ),
        "Base and exponent are the wrong way round: each *pixel* has its choice of levels, so the exponent is the "
        "number of pixels.": 100 * math.log10(15),
        "You took the natural logarithm, `math.log`. In base 10 it is `math.log10`.": 15 * math.log(100),
        "You took the logarithm in base 2, which counts bits. In base 10 it is `math.log10`.": 15 * math.log2(100),
        "`math.log(10, levels)` is the logarithm of 10. The number comes first, and then the base.": 7.5,
        "That is the number of pictures itself. We want its logarithm in base 10.": 1e30,
        "You counted the digits of the number. A 1 with thirty zeros has 31, and its logarithm is 30.": 31,
        "You counted too few grey levels: with 100 levels, from 0 to 99, a pixel has 100 choices.": 15 * math.log10(99),
        "That is the logarithm for a single pixel. A picture has `height * width` of them.": 2,
        "That is the number of pixels. Each comes in as many versions as there are levels.": 15,
        "That is one column of pixels. A picture has `height * width` of them.": 10,
        "That is one row of pixels. A picture has `height * width` of them.": 6,
        "You took one side twice. A picture has `height * width` pixels, and need not be square.": (50, 18),
        "You added height and width. A picture has `height * width` pixels.": 16,
        "That is the number of levels: a picture of one pixel has as many versions, one of 15 pixels has more.": 100,
        "That is the logarithm of the *chance* of hitting one particular picture. We want the number of pictures.": -30,
        "There is a number from the lesson in your function, 784 pixels or 256 levels. Use `height`, `width` and "
        "`levels`, whatever they are.": (784 * math.log10(256), 784 * 2, 15 * math.log10(256)),
    }
    digits = attempt.expect_number(attempt(5, 3, 100))
    message = f"For 5x3 pixels of 100 levels there are 10^30 pictures, so 30 was expected. Yours gives {digits:.4g}."
    attempt.expect_close(digits, 30, message, mistakes, tolerance=1e-3)
    too_large = (
        "The number of pictures is too large for a float, which ends at about 10^308. Do not compute it: compute its "
        "logarithm, which is small."
    )
    try:
        digits = attempt.expect_number(attempt(28, 28, 256))
    except NotYet as reason:
        if "OverflowError" in str(reason):
            raise NotYet(too_large) from None
        raise
    if math.isinf(digits):
        return too_large
    message = f"Right for small pictures, not for 28x28: {digits:.6g}."
    attempt.expect_close(digits, 784 * math.log10(256), message, tolerance=1e-3)
    digits = attempt.expect_number(attempt(1, 2, 3))
    rounded = "A logarithm need not be a whole number: do not round it. " if digits == round(digits) else ""
    message = f"{rounded}One row of two pixels with 3 levels makes 9 pictures, and log10 of 9 is 0.954."
    attempt.expect_close(digits, math.log10(9), message, tolerance=1e-3)
    return None


@exercise(
    hints=(
        "Two lines will do. First learn from `pictures`, two numbers for each pixel: which two describe a "
        "normal distribution? Then draw.",
        "Mean and standard deviation over the pictures are `pictures.mean(0)` and `pictures.std(0)`, `(pixels,)` each. "
        "`torch.randn(n, pixels, generator=random)` draws numbers with mean 0 and standard deviation 1.",
        "Stretch the noise and shift it: `mean + spread * torch.randn(n, pictures.shape[1], generator=random)`.",
    ),
    praise="Every pixel has its own mean and its own spread, and knows nothing about the others.",
    seconds=10,  # a loop over pictures and pixels is right too
)
def pixelwise_samples(pictures: Tensor, n: int, random: torch.Generator) -> Tensor:
    """New pictures ``(n, pixels)`` with independent normal pixels, fitted to `pictures` ``(many, pixels)``."""
    mean, spread = pictures.mean(0), pictures.std(0)  # (pixels,) each
    return mean + spread * torch.randn(n, pictures.shape[1], generator=random)


@pixelwise_samples.checks
def _(attempt: Attempt) -> str | None:
    # Each of six pixels takes two values only, its mean plus or minus its spread. The first three always go together.
    mean = torch.tensor([-0.4, 0.1, 0.7, 0.2, 0.8, 0.4])
    spread = torch.tensor([0.02, 0.2, 0.05, 0.1, 0.15, 0.3])
    signs = torch.ones(64, 6)
    signs[::2, :3] = -1
    signs[:32, 3] = -1
    signs[16:48, 4] = -1
    signs[8:40, 5] = -1
    training, n = mean + spread * signs, 2000

    one_for_each = (
        "It seems that you took one mean for each *picture*. Take one for each pixel, over all the pictures: along "
        "axis 0, `pictures.mean(0)`."
    )

    def paint(seed: int) -> Tensor:
        try:
            pictures = attempt(training.clone(), n, torch.Generator().manual_seed(seed))
        except NotYet as reason:
            if "must match the size" in str(reason) and "(64)" in str(reason):
                raise NotYet(one_for_each) from None
            if "(784)" in str(reason):
                raise NotYet("The pictures of this check have 6 pixels, not 784: take `pictures.shape[1]`.") from None
            raise
        shape = tuple(attempt.expect_tensor(pictures).shape)
        if shape == (n, 64):
            raise NotYet(one_for_each)
        if shape == (6, n):
            raise NotYet("Your table is transposed: one picture is a row, so the shape is `(n, pixels)`.")
        if len(shape) == 2 and shape[1] == 6 and shape[0] != n:
            raise NotYet(
                f"You drew {counted(shape[0], 'picture')}, and {n:,} were asked for, by the argument `n`. In a loop, "
                "`return` after the last."
            )
        return attempt.expect_finite(attempt.expect_shape(pictures, (n, 6))).detach().double()

    pictures = paint(0)
    if close(pictures, pictures[:1].expand_as(pictures), 1e-6):
        return "All the pictures are the same picture. Draw other random numbers for each of them: `(n, pixels)`."
    differences = (pictures[:, None] - training.double()).abs()  # (n, 64, 6)
    if differences.amin(1).max() < 1e-6:
        if differences.amax(2).amin(1).max() < 1e-6:
            return (
                "These pictures come straight out of the training set. That is memorising: draw *new* ones, from a "
                "normal distribution for each pixel."
            )
        return (
            "Each pixel takes only values that the training set has there. We want a normal distribution with the "
            "pixel's mean and standard deviation, which can give any value."
        )
    middle, width = pictures.mean(0), pictures.std(0)
    noise = (pictures - middle) / width.clamp_min(1e-12)
    together = noise.T.corrcoef()
    if together[0].abs().min() > 0.9:
        return (
            "You drew one random number for each picture, and all of its pixels share it. Each pixel needs one of its "
            "own: `torch.randn(n, pixels, ...)`."
        )
    if not close(paint(0), pictures, 1e-6) or close(paint(1), pictures, 1e-6):
        return (
            "The random numbers do not come from `random`: the same generator should give the same pictures, another "
            "one others. Write `torch.randn(..., generator=random)`."
        )
    at_limit = ((pictures == pictures.amax(0)) | (pictures == pictures.amin(0))).double().mean(0)  # for each pixel
    if at_limit.max() > 0.01:  # without clamping, 2 of 2,000
        return (
            "Many values are exactly the largest or the smallest that their pixel has: did you `clamp`? We want a "
            "normal distribution, which goes beyond black and white as well. Leave the values as they are drawn."
        )
    flat = (noise**4).mean() < 2.4  # 3 for normal numbers, 1.8 for uniform ones
    ones, zeros = torch.ones(6), torch.zeros(6)
    if flat:
        if close(middle, mean, 0.03) and close(width / spread, ones, 0.1):
            return "Mean and spread are right, but the values do not have the shape of a bell: draw with `torch.randn`."
        return (
            "The noise is not normal: did you take `torch.rand`, which draws evenly? A normal distribution with mean 0 "
            "and standard deviation 1 is `torch.randn`."
        )
    if close(middle, zeros, 0.06) and close(width, ones, 0.1):
        return "Your pictures have learnt nothing from `pictures`: every pixel has mean 0 and standard deviation 1."
    one_mean = mean.mean().expand(6)
    mistakes = {
        "Mean and standard deviation are swapped: the mean is added, the standard deviation stretches the noise.": (
            spread
        ),
        "The pixels lie around 0: add the mean of each pixel to the noise.": zeros,
        "You subtracted the mean of each pixel. Add it.": -mean,
        "You took one mean for all the pixels. Each has its own: `pictures.mean(0)` is `(pixels,)`.": one_mean,
    }
    k = int((middle - mean).abs().argmax())
    message = f"The mean of pixel {k} is {mean[k]:.2g} in the training set, and {middle[k]:.2g} in your pictures."
    attempt.expect_close(middle, mean, message, mistakes, tolerance=0.03)
    mistakes = {
        "The spread of each pixel is 1: multiply the noise by the pixel's standard deviation.": ones / spread,
        "You multiplied by the variance. The standard deviation, its square root, stretches the noise.": spread,
        "You took the square root of the standard deviation. `pictures.std(0)` is the root already.": spread.rsqrt(),
        "Your spread is measured from 0. The standard deviation is measured from the mean of the pixel.": (
            training.square().mean(0).sqrt() / spread
        ),
        "You took one spread for all the pixels. Each has its own: `pictures.std(0)` is `(pixels,)`.": (
            training.std() / spread
        ),
    }
    message = "The means are right, the standard deviations are not those of the training set's pixels."
    factor = (width / spread).mean()
    if close(width / spread / factor, ones, 0.1):
        message += f" They are {factor:.2g} times as large."
    attempt.expect_close(width / spread, ones, message, mistakes, tolerance=0.1)
    if together[0, 1] > 0.5:
        return (
            "Your pixels know of each other, as in the training set. That comes in the next section: here each pixel "
            "gets a random number of its own."
        )
    return None


@exercise(
    hints=(
        "Three steps: how far is each picture from the mean? Add these two deviations and shrink the sum. Where "
        "does it start from?",
        "The deviations are `first - mean` and `second - mean`. Divide their *sum* by the root of 2, and only then add "
        "the mean.",
        "`mean + (... + ...) / 2**0.5`, with the two deviations in place of the dots.",
    ),
    praise="If pictures were normally distributed, this would be one more of them, as good as any.",
)
def mixture(first: Tensor, second: Tensor, mean: Tensor) -> Tensor:
    """The mean plus the sum of both deviations from it, divided by the root of 2."""
    return mean + ((first - mean) + (second - mean)) / 2**0.5


@mixture.checks
def _(attempt: Attempt) -> None:
    first, second, mean = torch.tensor([[3.0, 1, -2, 5], [1.0, 0, 4, -3], [2.0, 1, -1, 0.5]])
    root = 2**0.5
    one, other = first - mean, second - mean
    both, halved = one + other, (first + second) / 2
    mistakes = {
        "That is the average of the two. Take their deviations from the `mean` that is given, and divide their sum by "
        "the root of 2.": halved,
        "That is an average of all three. Only the deviations are added; then the mean.": (first + second + mean) / 3,
        "Mix the *deviations*: each picture less the mean, and the mean added at the end.": (
            (first + second) / root,
            first + second,
        ),
        "Only the deviations are left: add the mean at the end.": (both / root, both / 2, both),
        "The sum of the deviations is too long: divide it by the root of 2, `2**0.5`.": mean + both,
        "You divided by 4. `/ 2**1/2` does that: it divides by 2, twice. Write `2**0.5`.": mean + both / 4,
        "Your deviations point the wrong way. They are picture minus mean, and they are added.": (
            mean - both / root,
            mean - both,
        ),
        "You added the mean twice.": 2 * mean + both / root,
        "`//` drops everything after the point. Divide with `/`.": mean + both // root,
        "You took one of the pictures twice.": (mean + root * one, mean + root * other),
        "You multiplied by the root of 2. Divide by it.": mean + both * root,
        "Only the second deviation is divided: put brackets around the sum.": mean + one + other / root,
        "Only the first deviation is divided, not the sum: mind the brackets.": mean + one / root + other,
        "The mean is divided as well: put brackets around the two deviations only.": (mean + both) / root,
        "You subtracted one picture from the other. Add their deviations.": (
            mean + (first - second) / root,
            mean + (second - first) / root,
        ),
        "Subtract the mean from both pictures: it stands in there twice.": mean + (first + second - mean) / root,
        "Subtract the mean from both pictures before you add them.": mean + (first + second) / root,
        "You took the mean off at the end. Add it: that is where the deviations begin.": both / root - mean,
        "The root of 2 has more digits than you typed. Write `2**0.5`.": (mean + both / 1.4, mean + both / 1.41),
        "Leave the numbers as they are: the formula has no `clamp`.": (mean + both / root).clamp(-1, 1),
        "You took one mean for all the pixels. `mean` has a number for each of them.": (
            mean.mean() + (first + second - 2 * mean.mean()) / root
        ),
    }
    answer = attempt(first, second, mean)
    if attempt.expect_tensor(answer).isnan().any():
        raise NotYet("There is NaN, from a root of a number below 0. Only the 2 has a root: `2**0.5`.")
    message = "Where the pictures have 1 and 0, and the mean 1, the formula gives 0.293."
    factor = (attempt.expect_tensor(answer).detach().flatten()[-1:] - mean[-1]) / (both[-1] / root)
    if close(answer, mean + factor * both / root):
        message = f"Your sum of deviations is {factor.item():.3g} times what it should be: divide it by `2**0.5` alone."
    attempt.expect_close(answer, mean + both / root, message, mistakes)


@exercise(
    hints=(
        "Subtract `picture` from all the `pictures` at once: that gives a table of differences. What makes one number "
        "of each row?",
        "The distance is the root of the sum of squared differences: `(pictures - picture).norm(dim=1)` has one for "
        "each picture. Now, *which* is the smallest?",
        "`.argmin()` gives the position of the smallest number, `.min()` the number itself.",
    ),
    praise="Nearest in 784 numbers. Whether it is the most alike is another question.",
)
def nearest_neighbour(pictures: Tensor, picture: Tensor) -> Tensor:
    """The row of `pictures` ``(many, pixels)`` that is nearest to `picture` ``(pixels,)``."""
    return (pictures - picture).norm(dim=1).argmin()


@nearest_neighbour.checks
def _(attempt: Attempt) -> str | None:
    pictures, picture = _NEIGHBOURS, _PICTURE
    difference = pictures - picture
    distances = difference.norm(dim=1)
    nearest, overall = distances.argmin(), difference.norm()
    row = attempt.expect_tensor(attempt(pictures.clone(), picture.clone()))
    mistakes = {
        "You put all the pictures in order. We only want the first of them: the row of the nearest.": (
            distances.argsort()
        ),
        "You gave the distances of all the pictures. Which of them is the smallest? `.argmin()` says its row.": (
            distances,
            distances.square(),
        ),
        "That says of each row whether it is the nearest. Which row is it? `.argmin()` says so.": (
            distances == distances.min()
        ),
        "You gave the picture itself. We want its row, one whole number.": pictures[nearest],
        "That is the distance itself. *Which* picture has it? `.argmin()` gives the row, `.min()` the value.": (
            distances.min(),
            distances.square().min(),
        ),
        "That is one distance for all the pictures together. Each row needs one: `.norm(dim=1)`.": overall,
        "Rows are counted from 0, so the first row has the number 0. Yours is one too many.": nearest + 1,
        "You looked for the smallest of all the differences. Square them, and add up those of each picture.": (
            difference.argmin(),
            difference.abs().argmin(),
        ),
        "`.min` along an axis gives two things, values and rows, as `.topk` does. `.argmin` gives the row alone.": (
            torch.stack([distances.min(), nearest]),
            torch.stack([distances.square().min(), nearest]),
        ),
        "You compared lengths. Two pictures of equal length can be far apart: take the length of the *difference*.": (
            (pictures.norm(dim=1) - picture.norm()).abs().argmin()
        ),
        "Yours stays with row 0. Has each row a distance of its own, as with `sum(1)`? And a loop that keeps the "
        "smallest distance so far begins with `math.inf`: no distance is below 0.": 0,
        "That is the last row. In a loop, keep the smallest distance so far too, or every row seems nearer.": (
            len(pictures) - 1
        ),
        "That is the farthest picture. We want the smallest distance: `argmin`.": distances.argmax(),
        "That is the second nearest. Leave none out: `picture` is not among `pictures`.": distances.argsort()[1],
        "You added up the differences without their signs. The distance adds up their *squares*, which gives large "
        "differences more weight.": difference.abs().sum(1).argmin(),
        "You looked at the largest difference only. Add up the squares of all.": difference.abs().amax(1).argmin(),
        "You added up the differences, and positive and negative ones cancel. Square them first.": (
            difference.sum(1).argmin(),
            difference.sum(1).abs().argmin(),
        ),
        "You took the largest product. It finds a picture of the same pattern, near or not: take the differences.": (
            (pictures @ picture).argmax()
        ),
        "You went along the wrong axis: `dim=1` gives one distance for each picture, `dim=0` one for each pixel.": (
            difference.norm(dim=0).argmin()
        ),
        "You counted the pixels that are exactly the same. Nearly the same should count as well: take the "
        "differences.": (pictures == picture).sum(1).argmax(),
    }
    message = f"The nearest picture is in another row, and not in row {float(row.flatten()[0]):g}."
    attempt.expect_close(row, nearest, message, mistakes)
    for turn, message in (  # the pictures in another order, to rule out chance
        (4, "Your function gives the same row whatever it is asked, or nearly so: use both arguments."),
        (-1, "Here the first picture is the nearest, and yours finds another. Does your loop leave out row 0?"),
        (12, "Here the last picture is the nearest, and yours finds another. Does your loop end too early?"),
    ):
        attempt.expect_close(attempt(pictures.roll(turn, 0), picture.clone()), nearest + turn, message)
    message = "Asked about a picture that is in the table, yours does not find it. Does it use its argument `picture`?"
    attempt.expect_close(attempt(pictures.clone(), pictures[3].clone()), 3, message)
    return None


# The pictures to choose from, as differences from the picture: each plausible mistake finds another row.
_PICTURE = torch.tensor([1.0, 2, -1, 3, -2, 1])
_NEIGHBOURS = _PICTURE + torch.tensor(
    [
        [6, 7, 5, -4, 6, 8],
        [3, 0.1, 3, 0.1, -0.1, 0.1],  # the nearest
        [7, -3, -6, 2, 1, 5.5],
        [20, -15, -20, 15, 20, 15],  # the farthest
        [-3.5, 3, 0.2, 0.2, 0.2, 0.2],  # the second nearest
        [-5, -7, 5, -8, 6, -3],  # the smallest product
        [-9, -8, -9, -9, -7, -9],  # the smallest sum of differences
        [8, -8, 7, -7.05, 0.1, 0.05],  # the sum that is nearest to 0
        [6, 9, -6, 12, -8, 5],  # the largest product
        [0, 0, 0, 9, 9, 0],  # the most pixels that are the same
        [4.9, 0.1, -0.1, 0.1, 0.1, 0.1],  # the smallest sum of differences without their signs
        [2.5, -2.5, 2.5, 2.5, -2.5, 2.5],  # the smallest of the largest differences
        [1, -3, 2, -4, -1, 1],  # the length of the picture itself
        [-6, 7, 5, 6, -4, 8],  # the last: nothing else
    ]
)


# --- predictions, in the order of the lesson

pets_among_ten_thousand = Prediction(
    "Let the machine paint 10,000 random pictures. How many of them will show a dog or a cat?",
    {
        "None": "None, and there would be none in a whole night of pictures either. The next section works out how "
        "sure we can be of that.",
        "One or two": "None at all. It feels as if chance had to hit a pet some day. The next section works out when.",
        "About a hundred": "None at all. Everything the machine paints looks like the snow on an old television set.",
    },
)

pixel_by_pixel = Prediction(
    "Every pixel gets the mean and the spread that it has in 2,048 portraits. What will its samples look like?",
    {
        "Like the noise of the machine": "Not quite: the rim is black now, as it should be, and there is something "
        "where a head belongs. Inside that, it is noise.",
        "Like a blurred head under snow": "Yes. The means are a blurred head, and each pixel strays from its mean "
        "independently.",
        "Like portraits, a little rough": "No: each pixel has the right mean and the right spread, but an eye needs a "
        "dozen pixels that are dark *together*, and here they know nothing of each other.",
    },
)

with_covariance = Prediction(
    "Now every pair of pixels also varies together as it does in the portraits. What will the samples look like?",
    {
        "Like portraits": "At a glance, some. Look closer: outlines are doubled, and patterns run into each other.",
        "Like several pets in one picture": "Yes: smooth now, with eyes, noses and ears, but those of several animals "
        "at once. Each sample *is* a sum of all the portraits.",
        "Like the snow before": "No: neighbouring pixels vary together in the portraits, so they do so here, and the "
        "snow is gone.",
    },
)

one_pixel = Prediction(
    "Take the pixel in row 6 and column 8, near the top of the head, and look at its 2,048 values. How do they spread?",
    {
        "Like a bell": "No, and it could not: a bell reaches below black. There is a tall spike, and the rest is low.",
        "Like two bells, cats and dogs": "Not quite. There are two groups, but one of them is no bell: in those "
        "portraits the pixel is background, and exactly black.",
        "One spike, and the rest wide": "Yes: where the pixel is background it is exactly black, elsewhere it has any "
        "grey that fur can have.",
    },
)

two_at_once = Prediction(
    "Mix six cats with six dogs by this rule, each pair into one picture. What will you see?",
    {
        "Six pets": "No: look at the ears and the noses, there are two of each kind. If portraits were normally "
        "distributed, you would be right.",
        "Six ghosts": "Yes: both animals show. If portraits were normally distributed, these would be portraits.",
        "Noise": "No: both pictures are smooth, and so is their sum. Both animals show.",
    },
)

densest = Prediction(
    "To which of these does the normal distribution give the highest density?",
    {
        "A portrait that it hasn't met": "No. Portraits have a higher density than its own samples, but for most of "
        "them an all-black square beats them.",
        "One of its own samples": "No, they come last. It sounds absurd, and the next paragraphs explain it.",
        "An all-black square": "Yes, it beats every single sample and most portraits. The next paragraphs explain why.",
    },
)

random_distances = Prediction(
    "Draw 200 random pictures and measure the distance between every pair of them. What do you expect?",
    {
        "Some close, some far apart": "No, all between 20 and 25. In the plane two random points can be close. Here "
        "784 differences would have to be small at once.",
        "All about the same, and farther apart than portraits are": "Yes, all between 20 and 25.",
        "All close, nearer to each other than portraits are": "No: two grey levels at random differ by 0.67 on "
        "average, and there are 784 of them.",
    },
)

moved_by_one_pixel = Prediction(
    "Move a portrait by one pixel to the right. What is nearer to the original?",
    {
        "The moved portrait": "To the eye it is, because hardly anything has happened. In 784 numbers, other animals "
        "are nearer: every edge is now in another pixel.",
        "Some other animal": "Yes, and not only one: for most portraits it is more than a hundred of the others.",
    },
)

# --- quizzes

more_portraits = Quiz(
    "We fitted the normal distribution to 2,048 portraits. With 2,000,000 portraits, what would its samples be?",
    right="Ghosts still",
    answers={
        "Portraits": "Tempting, because more data often help. Here they only make the means and covariances more "
        "exact. What is wrong is the shape of the distribution, and that stays normal.",
        "Ghosts still": "Yes. Means and covariances would be known better, and a normal distribution has nothing else.",
        "Noise": "No: the covariances would still say which pixels vary together. Only pixels without covariances are "
        "noise.",
    },
)

samples_or_density = Quiz(
    "What can the master's program do?",
    right="Draw a new dog",
    answers={
        "Draw a new dog": "Yes: knobs at random, then `draw`. That is a sample of P(X|dog), as often as you like.",
        "Say how probable this very picture is": "No: it would have to find every setting of the knobs that draws it, "
        "and there is no formula for that. Being able to sample doesn't mean knowing the density.",
        "Both": "In lesson 02 you could do both, because you had a formula for the density. Here there is only a way "
        "from the knobs to the picture, and no way back.",
    },
)

lesson = Lesson.of("03", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
