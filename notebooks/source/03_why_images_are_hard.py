# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 03 · Why images are hard
#
# **784 numbers: why not just sample?** In [lesson 02](02_turning_the_question_round.ipynb) you learned how ears and
# snouts are distributed, two numbers per animal, and drew new animals. If we knew as much about whole pictures, we
# could draw new pictures. Is it as simple as that? Let's try.
#
# You will be able to
#
# - say how many pictures there are, and why waiting for a dog among random ones is hopeless;
# - draw samples from a normal distribution in 784 dimensions, and say what is wrong with them;
# - prove, in two ways, that portraits are not normally distributed;
# - say why a high density does not make a picture typical;
# - say why two pictures that look alike can be far apart;
# - say how one can draw samples without knowing a density.
#
# About 60 minutes, of which the computer needs less than one.

# %%
import math

import numpy as np
import torch

from gan_lesson import datasets
from gan_lesson.datasets import portraiture
from gan_lesson.datasets.portraiture import DOG, Knobs
from gan_lesson.exercises import lesson_03 as exercises
from gan_lesson.plots import plot_pictures
from gan_lesson.plots.lesson_03 import plot_bell, plot_spreads
from gan_lesson.widgets import KnobBoard, PictureMachine

# %% [markdown]
# ## The random-picture machine
#
# A portrait is a square of 28x28 pixels, so it is 784 numbers. Here is the plainest way to draw a new picture: let
# every pixel take one of 256 grey levels, all equally likely. Given enough time, such a machine paints every picture
# there is, including one of your own pet.
#
# Press **Run**, or **Fast**, and let it paint. It counts the portraits for you, and its standards are low: the
# outermost ring of pixels, the *rim*, must be black, as it is in all of the master's portraits.

# %%
exercises.pets_among_ten_thousand

# %%
machine = PictureMachine(height=28, width=28, levels=256)
machine.step(12)  # a dozen to start with
machine

# %%
tireless = PictureMachine(height=28, width=28, levels=256, seed=1)  # another machine, so yours stays as you left it
tireless.step(10_000)
print("portraits seen:", tireless.portraits_seen, "of", f"{tireless.count:,}")

# %%
exercises.pets_among_ten_thousand.reveal()

# %% [markdown]
# ## How many pictures are there?
#
# The first pixel can have any of 256 levels. Whatever it has, the second can have any of 256 again, which makes 256 ·
# 256 pictures of two pixels. With all 784 there are
#
# $$256 \cdot 256 \cdots 256 = 256^{784}.$$
#
# The largest floating-point number is about 10^308, which is far too small. But the *logarithm* is manageable: log10 of
# 1,000 is 3, because 1,000 is 10³. What is log10 of the number of pictures? **Write the function**, for any size and
# any number of levels.


# %% tags=["exercise"]
def log10_of_pictures(height, width, levels):
    """The base-10 logarithm of the number of pictures with so many pixels and grey levels."""
    ...


# %%
exercises.log10_of_pictures.check(log10_of_pictures)
# exercises.log10_of_pictures.hint()
# exercises.log10_of_pictures.solution()

# %% [markdown]
# Now compare. Suppose a machine has painted a billion pictures a second ever since the Big Bang, 13.8 billion years
# ago. And suppose that, like its counter, we ask for no face and no ears, only for a black rim.

# %%
pictures = exercises.log10_of_pictures.function(28, 28, 256)  # our solution, whatever you wrote
painted = math.log10(1e9 * 13.8e9 * 365.25 * 24 * 3600)
rim = 28 * 28 - 26 * 26
print(f"possible pictures:               10^{pictures:.0f}")
print(f"pictures painted until today:    10^{painted:.0f}")
print(f"pixels on the rim:               {rim}")
print(f"a black rim: one picture in      10^{rim * math.log10(256):.0f}")
print(f"if 26 dark greys pass for black: 10^{rim * math.log10(256 / 26):.0f}")

# %% [markdown]
# Even if the 26 darkest of the 256 greys pass for black, the machine has almost certainly not shown a single black
# rim. That isn't because there are few portraits: the master could paint an enormous number. But there is vastly more
# of everything else.
#
# So a sampler has to know *something* about portraits. How little will do?

# %% [markdown]
# ## Each pixel as in the portraits
#
# Let it learn from 2,048 portraits. For every pixel we take the mean over all of them, and its standard deviation, the
# *spread*. Then we draw that pixel from the **normal distribution** (lesson 02's Gaussian) with this mean and this
# spread: mean + spread · noise. For a single number the Gaussian's hill is a curve, called a *bell*. The 784 pixels
# are drawn independently of each other.

# %%
pets = datasets.portraits(2048, torch.Generator().manual_seed(0))
training = pets.data.flatten(1)  # (2048, 784), black is -1 and white is 1
print("pictures, pixels:", *training.shape)

# %%
exercises.pixel_by_pixel

# %% [markdown]
# **Write the sampler.** It gets `pictures`, one picture per row, and returns `n` new ones.


# %% tags=["exercise"]
def pixelwise_samples(pictures, n, random):
    """New pictures, (n, pixels): each pixel is normal, with the mean and spread that it has in `pictures`.

    Draw all random numbers from `random`, a torch.Generator.
    """
    ...


# %%
exercises.pixelwise_samples.check(pixelwise_samples)
# exercises.pixelwise_samples.hint()
# exercises.pixelwise_samples.solution()

# %%
random = torch.Generator().manual_seed(1)
snow = exercises.pixelwise_samples.function(training, 16, random)
exercises.show(
    plot_pictures(torch.stack([training[:16], snow]).view(2, 16, 28, 28), 4, ["portraits", "pixel by pixel"]),
    "pixel_by_pixel",
)

# %%
exercises.pixel_by_pixel.reveal()

# %% [markdown]
# **Every pixel has the right mean and the right spread, and the picture is wrong.** An eye is a group of pixels that
# are dark *together*.

# %% [markdown]
# ## All the covariances
#
# In [lesson 02](02_turning_the_question_round.ipynb) a covariance said how ears and snouts vary together. Here every
# pair of pixels has one. How many numbers is that? And how do we draw such a picture? A weighted sum does it:
#
# 1. take each portrait's *deviation*, the portrait minus the mean;
# 2. multiply each deviation by a random weight: normal, with mean 0 and variance 1/2048 (so its spread is √(1/2048));
# 3. add them all up, and add the mean.
#
# A sum of independent normal numbers is normal. And its covariance? Multiply the sum by itself. The product of two
# different weights is 0 on average, because they are independent; the product of a weight with itself is 1/2048 on
# average. So what remains is each deviation times itself, with the factor 1/2048. That is the mean of "deviation
# times deviation" over the portraits, which is *their* covariance.

# %%
exercises.with_covariance


# %%
def normal_samples(pictures, n, random):
    """New pictures (n, pixels) from the normal distribution with the mean and covariance of `pictures`."""
    deviations = pictures - pictures.mean(0)  # (many, pixels)
    weights = torch.randn(n, len(pictures), generator=random) / len(pictures) ** 0.5  # (n, many)
    return pictures.mean(0) + weights @ deviations


mean = training.mean(0)  # (784,)
covariance = (training - mean).T @ (training - mean) / 2048  # (784, 784): "deviation times deviation", on average
print(f"largest difference from PyTorch's: {(covariance - torch.cov(training.T, correction=0)).abs().max():.4f}")
print(f"variances and covariances: {784 + 784 * 783 // 2:,}")

# %%
ghosts = normal_samples(training, 16, random)
exercises.show(
    plot_pictures(torch.stack([training[:16], ghosts]).view(2, 16, 28, 28), 4, ["portraits", "with covariances"]),
    "with_covariances",
)

# %%
exercises.with_covariance.reveal()

# %% [markdown]
# We call them **ghosts**. We learned 307,720 variances and covariances from the portraits, and hardly any ghost would
# sell. Is that because our master is only a program? Here is real handwriting: 1,797 digits written by people, enlarged
# to 28x28.

# %%
digits = datasets.handwriting(size=28).data.flatten(1)  # (1797, 784)
three = torch.stack([digits[:16], exercises.pixelwise_samples.function(digits, 16, random),
                     normal_samples(digits, 16, random)])  # fmt: skip
exercises.show(
    plot_pictures(three.view(3, 16, 28, 28), 4, ["handwriting", "pixel by pixel", "with covariances"]), "handwriting"
)

# %% [markdown]
# It is the same again: first snow, then ghosts.

# %%
exercises.more_portraits

# %% [markdown]
# ## One pixel is enough to prove it
#
# Have we just been unlucky? No: **portraits are certainly not normally distributed.** Here is a first proof. If
# pictures follow a normal distribution in 784 dimensions, then each of their pixels by itself follows a normal
# distribution too. So a single pixel that doesn't settles the matter.

# %%
exercises.one_pixel

# %%
pixel = pets.data[:, 0, 6, 8]  # (2048,)
print(f"exactly black in {(pixel == -1).float().mean():.0%} of the portraits")
exercises.show(plot_bell(pixel, "grey level of the pixel in row 6, column 8 (-1 is black, 1 is white)"), "one_pixel")

# %%
exercises.one_pixel.reveal()

# %% [markdown]
# A normal number whose spread isn't 0 takes any one value with probability 0. This pixel has the value -1 in more
# than half of the portraits, and other values in the rest. **So it isn't normal, and neither are the portraits.** Nor
# is it a rare case: every pixel that is background in some portraits and fur in others is like this.

# %% [markdown]
# ## A mixture that a normal distribution must accept
#
# You can see the second proof with your own eyes. Draw two pictures independently from a normal distribution, $x_1$ and
# $x_2$, and mix them:
#
# $$\mu + \frac{(x_1 - \mu) + (x_2 - \mu)}{\sqrt 2}$$
#
# where μ is the mean. The sum of two independent deviations is normal, and has twice the covariance of one. Dividing
# by √2 halves the covariance again. So **the mixture has exactly the same distribution as $x_1$**: if portraits were
# normal, it would be one more portrait, as good as any other.


# %% tags=["exercise"]
def mixture(first, second, mean):
    """The mixture of two pictures by the formula above; all three are (..., pixels)."""
    ...


# %%
exercises.mixture.check(mixture)
# exercises.mixture.hint()
# exercises.mixture.solution()

# %%
exercises.two_at_once

# %%
new = datasets.portraits(1024, random)  # none of them was in the training set
cats, dogs = (new.data.flatten(1)[new.labels == label][:400] for label in (0, 1))  # (400, 784) each
mixtures = exercises.mixture.function(cats, dogs, mean)
three = torch.cat([cats[:6], dogs[:6], mixtures[:6]]).view(18, 28, 28).clamp(-1, 1)
exercises.show(plot_pictures(three, 6, inches=7, rows=["cats", "dogs", "mixtures"]), "mixtures")

# %%
exercises.two_at_once.reveal()

# %% [markdown]
# Draw two portraits independently, and half of the time one is a cat and the other a dog. So if portraits were
# normal, such mixtures couldn't look odd time and again. **They do, so portraits aren't normal.** (Not every mixture
# looks odd: two dogs that are alike often mix into a third that would pass. But one kind that fails is enough for a
# proof.)
#
# ## What does the normal distribution itself say?
#
# It has a *density* for every picture: how crowded its samples are there. We take the logarithm, as in lesson
# 02, because the density itself can be larger than any float. Which picture gets the highest?

# %%
exercises.densest

# %%
with_a_little_noise = covariance + 0.1**2 * torch.eye(784)  # the rim never varies, and a spread of 0 has no density
normal = torch.distributions.MultivariateNormal(mean, with_a_little_noise)
own = mean + torch.randn(1024, 784, generator=random) @ normal.scale_tril.T  # lesson 02's L z: its own samples
rated = {"new portraits": new.data.flatten(1), "cat-and-dog mixtures": mixtures, "its own samples": own}
rated = {name: normal.log_prob(pictures) for name, pictures in rated.items()}
black = normal.log_prob(-torch.ones(784))
for name in ("new portraits", "its own samples"):
    print(f"an all-black square is rated above {(black > rated[name]).float().mean():4.0%} of {name}")

# %%
exercises.show(plot_spreads(rated, "log density"), "log_densities")

# %%
exercises.densest.reveal()

# %% [markdown]
# It rates the mixtures as highly as portraits, because means and covariances are all it knows, and theirs are nearly
# the same. That much you might expect. But it also prefers a **black square** to most portraits, and its **own samples
# come last**. How can that be?
#
# A density says how crowded a single point is, and the most crowded point is the mean. But hardly any sample comes near
# it. In each of 784 directions a sample is about one width away from the mean, up or down. The squares add up to about
# 784, and lesson 02's formula takes off half of that:

# %%
top = normal.log_prob(mean)
below = (top - rated["its own samples"]).mean().item()
print(f"its own samples lie below the top by about {round(below, -1):.0f}; half of 784 is {784 // 2}")

# %% [markdown]
# So **a high density doesn't make a picture typical.** Samples lie in a thin shell, about √784 = 28 widths from the
# mean. Each single point out there is less crowded than the mean, but there are so many more of them. The black square
# and the portraits lie far inside the shell, where this distribution almost never draws. That is a third proof that the
# portraits weren't drawn from it.
#
# Why not draw portraits at random from the training set? They would be perfect, and none of them would be new. That is
# *memorising*, not generating.

# %% [markdown]
# ## How far is it from picture to picture?
#
# Here is another idea: a good sample is one that is *near* some portrait. In the plane, a distance is the root of the
# sum of two squared differences. In 784 dimensions it is the root of the sum of 784. The formula is the same, but the
# results are not what you may be used to.

# %%
exercises.random_distances

# %%
noise = 2 * torch.rand(200, 784, generator=random) - 1  # 200 random pictures, on our scale from black to white
between = torch.pdist(noise)  # the distances of all 19,900 pairs
print(f"from each other: {between.min():.1f} to {between.max():.1f}")
print(f"from even grey:  {noise.norm(dim=1).min():.1f} to {noise.norm(dim=1).max():.1f}")
exercises.show(
    plot_spreads({"two portraits": torch.pdist(training[:200]), "two random pictures": between}, "distance"),
    "distances",
)

# %%
exercises.random_distances.reveal()

# %% [markdown]
# Two random grey levels in [-1, 1] have a squared difference of 2/3 on average. The squared distance is a sum of 784
# of these, and in a long sum high and low ones even out: it is nearly always close to 784 · 2/3, whose root is 22.9.
# **Random pictures are all far apart, and all about equally far.** An even grey square is nearer to each of them than
# any of the others is. It is the shell again.
#
# Portraits are different. They are much nearer to each other, and some are nearer than others.

# %% [markdown]
# ## Who is the nearest?
#
# **Write the search:** which row of `pictures` is nearest to `picture`?


# %% tags=["exercise"]
def nearest_neighbour(pictures, picture):
    """The row of `pictures` (many, pixels) that is nearest to `picture` (pixels,): a whole number."""
    ...


# %%
exercises.nearest_neighbour.check(nearest_neighbour)
# exercises.nearest_neighbour.hint()
# exercises.nearest_neighbour.solution()

# %%
exercises.moved_by_one_pixel

# %%
moved = pets.data.roll(1, dims=3).flatten(1)  # (2048, 784); what leaves on the right comes in on the left, all black
strangers = torch.cdist(training[:200], training)  # (200, 2048): the distances from 200 of them to all
strangers[range(200), range(200)] = torch.inf  # leaving out each one's distance to itself
nearer = strangers < (moved - training)[:200].norm(dim=1, keepdim=True)
print(f"have a nearer stranger: {nearer.any(1).sum()} of 200")
print(f"half of them have more than {nearer.sum(1).median() // 50 * 50} of 2,047")

# %%
nearest = [exercises.nearest_neighbour.function(training[8:], picture) for picture in training[:8]]
still_nearer = strangers[:8].where(nearer[:8], -torch.inf).argmax(1)  # the farthest stranger that is nearer
rows = torch.cat([training[:8], moved[:8], training[8:][torch.stack(nearest)], training[still_nearer]])
exercises.show(plot_pictures(rows.view(32, 28, 28), inches=7, rows=["1", "2", "3", "4"]), "moved_by_one_pixel")

# %%
exercises.moved_by_one_pixel.reveal()

# %% [markdown]
# Compare row 4 with row 2. **Being near in pixels isn't the same as looking alike.** The eye looks for ears and noses
# wherever they are; the distance compares pixel with pixel. To judge pictures we need somebody who has *learned* what
# to look for. Remember that when the expert enters in [lesson 04](04_the_forger_and_the_expert.ipynb).

# %% [markdown]
# ## A few knobs draw every portrait
#
# And yet somebody makes new portraits without effort: the master. He doesn't choose 784 numbers. He chooses a few: the
# tilt of the head, the length of the ears, the grey of the fur ... Our master is a small program, and these are its
# settings, its **knobs**.

# %%
print("knobs:", len(portraiture.RANGES), " pixels:", 28 * 28)
KnobBoard()

# %% [markdown]
# Turn a knob, and many pixels change together, as they do in an animal that moves. Whatever you set, a cat or a dog
# comes out. Mixtures of *pixels* can't promise that. Compare two ways from one dog to another: mixing pixels, and
# turning knobs.

# %%
first = Knobs(DOG, tilt=-0.2, ear_fold=0.0, ear_length=8.5, fur=0.9, head_width=8.5)
last = Knobs(DOG, tilt=0.2, ear_fold=1.0, ear_length=8.5, fur=0.6, head_width=7.5, tongue=1.0)
steps = np.linspace(0, 1, 7)[:, None]  # from the first to the last in six steps
by_pixels = (1 - steps[:, None]) * portraiture.draw(first) + steps[:, None] * portraiture.draw(last)  # (7, 28, 28)
by_knobs = portraiture.draw(Knobs(*((1 - steps) * first.as_array() + steps * last.as_array()).T))  # (7, 28, 28)
both = 2 * np.concatenate([by_pixels, by_knobs]) - 1
exercises.show(plot_pictures(both, columns=7, inches=7, rows=["pixels", "knobs"]), "two_ways")

# %% [markdown]
# So this is how to sample: draw the *knobs* at random, and turn them into a picture. These are samples of P(X|dog),
# as many as you like, and every one is new:

# %%
knobs = portraiture.sample_knobs(24, np.random.default_rng(7), DOG)
print("knobs of 24 dogs:", *knobs.as_array().shape, " their pictures:", *portraiture.draw(knobs).shape)
exercises.show(plot_pictures(2 * portraiture.draw(knobs) - 1, columns=12, inches=8), "dogs")

# %% [markdown]
# ## Samples without a density
#
# Did we ever write down how probable a picture is? No. There isn't even a density. Once the species is chosen, 22 knobs
# are left to turn, so portraits lie on thin, curved sheets of at most 22 dimensions. In a space of 784 dimensions such
# sheets have no volume, and on them a density would have to be infinite.
#
# A model that can be sampled but has no density to look up is called an **implicit model**. A *generator* is exactly
# that: a function from a few random numbers to a picture. But its random numbers aren't knobs with names. Nobody tells
# it what they should mean; it has to find that out, with somebody to tell it how it is doing. Who could do that, if
# distances can't? [Lesson 04](04_the_forger_and_the_expert.ipynb) tells the story.

# %%
exercises.samples_or_density

# %%
exercises.progress()

# %% [markdown]
# ## Summary
#
# - There are 256⁷⁸⁴ grey pictures of 28x28 pixels, about 10¹⁸⁸⁸. You won't find a pet among them by chance.
# - Pixels drawn one by one make snow. With all the covariances they make ghosts.
# - Portraits aren't normally distributed: a single pixel shows it, and so does the mixture of a cat and a dog.
# - A high density doesn't make a picture typical. The normal distribution prefers a black square to its own samples.
# - Random pictures are all about equally far from each other; being near in pixels isn't the same as looking alike.
# - A few random knobs and a function make samples without a density: an implicit model, which is what a generator is.

# %% [markdown]
# ## Read more
#
# - Theis, van den Oord & Bethge 2016, *A note on the evaluation of generative models*,
#   [arXiv 1511.01844](https://arxiv.org/abs/1511.01844): among other things, pictures that look the same and are far
#   apart.
# - Beyer, Goldstein, Ramakrishnan & Shaft 1999,
#   [*When is "nearest neighbor" meaningful?*](https://doi.org/10.1007/3-540-49257-7_15), ICDT: distances in many
#   dimensions.
# - Mohamed & Lakshminarayanan 2016, *Learning in implicit generative models*,
#   [arXiv 1610.03483](https://arxiv.org/abs/1610.03483): section 1 tells implicit models from prescribed ones.

# %% [markdown]
# Previous: [02 · Turning the question round](02_turning_the_question_round.ipynb).
# Next: [04 · The forger and the expert](04_the_forger_and_the_expert.ipynb).
