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
# # 02 · Turning the question round
#
# **What is generative modelling?** You teach a painter to make up dogs and cats, in the plane of ears and snouts, and
# then turn the painter into a classifier.
#
# You will be able to
#
# - tell P(Y), P(X|Y), P(X, Y), P(X) and P(Y|X) apart, and draw samples;
# - fit a Gaussian to points, and draw new points from it;
# - turn a generative model into a classifier by Bayes' rule;
# - say how its boundary lies to lesson 01's, and why;
# - ask both models for a dog, and say why only one of them can answer.
#
# About 45 minutes, of which the computer needs less than one.

# %%
import numpy as np
import torch

from gan_lesson import datasets, plane, plots
from gan_lesson.datasets import portraiture
from gan_lesson.exercises import lesson_01
from gan_lesson.exercises import lesson_02 as exercises
from gan_lesson.plots import show
from gan_lesson.plots.lesson_02 import plot_distributions, plot_groups, plot_two_answers

torch.set_num_threads(1)  # sums this small gain little from a second core

# %% [markdown]
# ## The other question
#
# Lesson 01 was given an animal's measures X and asked for its label Y: it looked for P(Y|X). Now we turn that round.
# Somebody says *dog*, and we want measures that a dog might have. We look for
#
# $$P(X \mid Y),$$
#
# the **distribution** of X given Y. A distribution says how common each value is. If we knew the dogs' distribution
# and the cats' distribution, we would **sample** from them: draw new animals, the common kinds often and the rare
# kinds rarely. Modelling how the data come about, so that new ones can be made, is called **generative modelling**.
#
# As simple as that? In the plane, nearly. We take the animals of lesson 01.

# %%
pets = datasets.portraits(256, torch.Generator().manual_seed(5))
x = torch.from_numpy(portraiture.measure(pets.knobs))  # (256, 2): ear length and snout length, in pixels
labels = pets.labels  # (256,): 0 for a cat, 1 for a dog
region = (4.0, 9.8, 2.6, 8.4)
cats, dogs = x[labels == 0], x[labels == 1]
print("cats:", tuple(cats.shape), "  dogs:", tuple(dogs.shape))

# %% [markdown]
# ## A hill for each species
#
# Between any two places in the plane there are more places, so a single one has probability 0. What we can say is how
# *dense* the animals lie there: the **density** is the probability per unit of area. Picture it as a hill over the
# plane. The volume over a part of the plane is the probability to find an animal there, and the whole volume is 1.
# For measures, P(X|Y) stands for such a density in this lesson.
#
# The best known hill is the **Gaussian**, or *normal distribution*. In the plane it is an oval heap, and two things
# say all about it.

# %% [markdown]
# - Its **mean** μ says where the top is: mean ears, mean snout.
# - Its **covariance** Σ, a table of 2 by 2, says how wide it is and how it tilts. Take the *deviation* of each
#   animal, its measures less the mean. On the diagonal of Σ stand the **variances**: the mean square of the ears'
#   deviations, and of the snouts'. Off the diagonal stands the mean product of both, above 0 where long ears go with
#   long snouts.
#
# $$\mu = \frac1n \sum_i x_i, \qquad \Sigma = \frac1n \sum_i (x_i - \mu)(x_i - \mu)^\top.$$
#
# (Σ is the covariance's name; the larger sign with an i below adds up over all animals. ⊤, in code `.T`, lays a
# column down as a row, and a column times a row is the table of all products.)

# %% [markdown]
# ### Exercise: fit one
#
# Of all Gaussians, the one with this mean and this covariance gives the animals the highest densities, all multiplied
# together. To choose it is to **fit** it. With deviations of shape (n, 2), `deviations.T @ deviations` adds up all
# the products at once.


# %% tags=["exercise"]
def fit_gaussian(points):
    """The mean (2,) and the covariance (2, 2) of points (n, 2)."""
    ...


# %%
exercises.fit_gaussian.check(fit_gaussian)
# exercises.fit_gaussian.hint()
# exercises.fit_gaussian.solution()

# %% [markdown]
# We fit one Gaussian to the cats and one to the dogs. Together they are a model of P(X|Y), and they are called
# *class-conditional*: given the class, the label, there is a distribution.

# %%
gaussians = [exercises.fit_gaussian.function(points) for points in (cats, dogs)]
for name, (mean, covariance) in zip(("cats", "dogs"), gaussians, strict=True):
    ears, snout = mean.tolist()
    print(f"{name}: mean ears {ears:.1f}, mean snout {snout:.1f}, covariance {tuple(covariance.shape)}")

# %% [markdown]
# ## The painter
#
# Somebody who draws new animals from a distribution we call a *painter*. How is it done? The computer has random
# numbers from the plainest Gaussian, round and of width 1, around 0: `torch.randn`. We call them *noise*, and bend
# them into shape:
#
# $$x = \mu + L z, \qquad z \text{ noise}, \qquad L L^\top = \Sigma.$$
#
# L is a table of 2 by 2: L z multiplies each of its rows by the noise and adds up, so two numbers come out. That
# stretches and tilts the round cloud; then the mean shifts it to its place. L is a kind of *root* of the covariance
# (`torch.linalg.cholesky` finds it): noise of width 1 times s has the variance s², and L does for a whole table what s
# does for one number.

# %% [markdown]
# ### Exercise: sample
#
# `torch.randn(n, 2, generator=random)` draws the noise from the random generator `random`, which we hand over so that
# everybody gets the same animals. Points are rows here, so L z is written `noise @ L.T`.


# %% tags=["exercise"]
def sample_gaussian(mean, covariance, n, random):
    """Draws n points (n, 2)."""
    ...


# %%
exercises.sample_gaussian.check(sample_gaussian)
# exercises.sample_gaussian.hint()
# exercises.sample_gaussian.solution()

# %% [markdown]
# Noise goes in, a fixed rule works on it, and a new animal comes out. Keep that picture: the forger of this course
# does the same, with a neural network in place of the rule.

# %%
exercises.which_are_real

# %%
random = torch.Generator().manual_seed(0)
painted = torch.cat([
    exercises.sample_gaussian.function(mean, covariance, len(points), random)
    for (mean, covariance), points in zip(gaussians, (cats, dogs), strict=True)
])  # fmt: skip
painted_labels = torch.cat([torch.zeros(len(cats)), torch.ones(len(dogs))])
show(
    plot_groups({"A": (painted, painted_labels), "B": (x, labels)}, region),
    alt="Two panels that look much alike: a cloud of cats low and left, a cloud of dogs high and right.",
    caption="One panel shows the 256 real animals, the other 256 that the painter made up.",
)

# %%
exercises.which_are_real.reveal()

# %% [markdown]
# A is painted, B is real. That is generative modelling at its plainest: a distribution, fitted and sampled. It is no
# perfect fit: a Gaussian goes on for ever, and A has a dog with ears of more than 9.35 pixels, which is the most that
# the master would ever paint.

# %% [markdown]
# ## Four distributions, four pictures
#
# Two things vary, X and Y, and one can ask for them in several ways:
#
# | | how common ... | a sample of it is |
# |---|---|---|
# | P(Y) | is this label? | a label |
# | P(X given Y) | are such measures *among dogs*? | a dog's measures, when you ask for a dog |
# | P(X, Y) | is such a dog *among all animals*? | measures, with the label written on the back |
# | P(X) | are such measures, whoever has them? | measures, and nobody says of what |
#
# They hang together: P(X, Y) = P(X|Y) P(Y), and P(X) is the sum of P(X, Y) over both labels.

# %% [markdown]
# Models of P(X|Y), of P(X, Y) and of P(X) are all called generative. Which of them one has depends on whether there
# are labels, and whether one may ask for one. P(Y) has a name of its own, the **prior**: what one believes before
# having seen x. P(X|Y) is also called *likelihood*, and P(X) *evidence*.
#
# To tell them apart in pictures, imagine a town where four animals in five are cats. The next cell has the formula of
# a hill's height; take it as given. The farther a place lies from the mean, measured in widths of the hill, the lower
# the hill is there, and the last term sees to it that the volume below the hill is 1.


# %%
def log_density(points, mean, covariance):
    """The logarithm of the Gaussian's density at points (n, 2); its exponential is the height of the hill."""
    deviations = points - mean
    distances = (deviations @ torch.linalg.inv(covariance) * deviations).sum(1)  # squared, in widths of the hill
    return -distances / 2 - torch.log(2 * torch.pi * torch.det(covariance).sqrt())


grid = torch.from_numpy(plane.grid_of(region))  # (10201, 2): places all over the plane
likelihood = torch.stack([log_density(grid, *gaussian).exp() for gaussian in gaussians])  # P(X|Y): cats, dogs
prior = torch.tensor([0.8, 0.2])  # P(Y), in that town
joint = prior[:, None] * likelihood  # P(X, Y); [:, None] makes a column, so that each prior multiplies its own row
evidence = joint.sum(0)  # P(X)

# %%
show(
    plot_distributions(prior, likelihood, joint, evidence, region),
    alt="Bars of 0.8 cats and 0.2 dogs; two hills of like height; the dogs' hill sunk to a quarter of the cats'; one "
    "grey hill with two tops.",
    caption="Contours join places of equal height; they are drawn at the same heights in all three pictures.",
)

# %% [markdown]
# In P(X|Y) the dogs' hill is as high as ever: among dogs, nothing has changed. In P(X, Y) it has sunk, because dogs
# are rare. In P(X) the labels are gone, and one hill with two tops is left.
#
# The volumes say it in numbers:

# %%
cell = (5.8 / 100) ** 2  # the area of one cell of the grid
for name, heights in (
    ("P(X|cat)", likelihood[0]),
    ("P(X|dog)", likelihood[1]),
    ("P(X, dog)", joint[1]),
    ("P(X)", evidence),
):
    print(f"{name:10} volume {heights.sum().item() * cell:.2f}")

# %%
exercises.which_distribution

# %% [markdown]
# A painter who learns from portraits *without* labels can only model P(X). That is what the GAN of lessons 04 to 11
# does: it gives you a pet, and you do not know which. Lesson 12 adds the labels, and then you can ask for a dog.

# %% [markdown]
# ## From painter to classifier
#
# The painter knows P(X|Y). If we also know P(Y), how common dogs are, we can say what an animal *is*. Around a place
# x, dogs are as dense as P(x, dog), cats as P(x, cat), and all animals as the sum, P(x). So the dogs' share is
#
# $$P(\text{dog} \mid x) = \frac{P(x \mid \text{dog})\, P(\text{dog})}{P(x)}.$$
#
# This is **Bayes' rule**. It turns P(X|Y) into P(Y|X), which is called the **posterior**: what one believes *after*
# having seen x.
#
# ### Exercise: write it
#
# The densities are those at some places x, a number each. The two priors are plain numbers, which add up to 1.


# %% tags=["exercise"]
def posterior(density_cat, density_dog, prior_cat, prior_dog):
    """P(dog | x) for the places (n,) where the densities were taken."""
    ...


# %%
exercises.posterior.check(posterior)
# exercises.posterior.hint()
# exercises.posterior.solution()

# %% [markdown]
# Among the animals in the master's studio, about half are dogs. In our town, one in five is. The painter is the same.

# %%
exercises.rare_dogs

# %%
studio = exercises.posterior.function(*likelihood, 0.5, 0.5)
town = exercises.posterior.function(*likelihood, 0.8, 0.2)
show(
    plots.plot_planes({"P(dog | x) in the studio": studio, "P(dog | x) in the town": town}, region, x, labels),
    alt="Two views of the probability of a dog. In the town, the boundary of one half lies nearer to the dogs.",
)

# %%
exercises.rare_dogs.reveal()

# %% [markdown]
# Two models of P(X|Y) and a prior make a classifier, and for another town one changes the prior and nothing else.
# Lesson 01's classifier has the studio's prior mixed into its bias.

# %% [markdown]
# ## Two boundaries
#
# Now both classifiers learn from the same animals. Lesson 01's is logistic regression. The painter needs a logit too.
# Turn the sigmoid round: from $p = 1 / (1 + e^{-l})$ follows $e^l = p / (1 - p)$, so a logit is always
# $\log p - \log(1 - p)$. With Bayes' rule that is a difference in which P(x) cancels:
#
# $$\log P(\text{dog} \mid x) - \log P(\text{cat} \mid x).$$


# %%
def logistic_regression(x, labels):
    """Lesson 01's weights (2,) and bias, by 400 steps of gradient descent."""
    middle, weights, bias = x.mean(0), torch.zeros(2), torch.tensor(0.0)
    for _ in range(400):
        weights, bias = lesson_01.gradient_step.function(x - middle, labels, weights, bias, rate=1.0)
    return weights, bias - weights @ middle


def bayes_logit(points, cat, dog, share):
    """The painter's logit of *dog* at points (n, 2), where `share` of the animals are dogs."""
    prior = torch.tensor(share / (1 - share)).log()
    return log_density(points, *dog) - log_density(points, *cat) + prior


# %% [markdown]
# We compare three boundaries: lesson 01's; that of a painter whose two hills **share** one covariance, the mean of
# both, weighted by the species' shares; and that of our painter, with a covariance for each species.

# %%
exercises.two_boundaries


# %%
def three_logits(x, labels):
    """What three classifiers, each trained on animals x (n, 2), say of the grid."""
    cat, dog = [exercises.fit_gaussian.function(x[labels == label]) for label in (0, 1)]
    share = labels.float().mean().item()
    shared = (1 - share) * cat[1] + share * dog[1]
    weights, bias = logistic_regression(x, labels)
    return {
        "lesson 01": grid @ weights + bias,
        "shared": bayes_logit(grid, (cat[0], shared), (dog[0], shared), share),
        "separate": bayes_logit(grid, cat, dog, share),
    }


# %%
show(
    plots.plot_animals(x, labels, region, three_logits(x, labels)),
    alt="Three boundaries between cats and dogs, close together among the animals: two straight lines and a curve.",
    caption="Lesson 01's line; the painter's with a shared covariance; the painter's with separate ones.",
)

# %%
exercises.two_boundaries.reveal()

# %% [markdown]
# **Why a line?** In a Gaussian's log density x appears squared, in $(x - \mu)^\top \Sigma^{-1} (x - \mu)$. (Σ⁻¹ is the
# table that undoes Σ. With a single measure, this is (x - μ)² / variance: the squared distance from the mean, in
# widths of the hill.) With one covariance for both, the squares cancel in the difference, and
#
# $$\text{logit}(x) = (\mu_\text{dog} - \mu_\text{cat})^\top \Sigma^{-1} x + \text{a constant}$$
#
# is left, as in lesson 01. With two covariances a square remains, and the boundary is a curve.
#
# **Why not the same line?** Logistic regression looked for the line whose P(Y|X) gives the *labels* most probability.
# The painter looked for the hills whose P(X|Y) give the *measures* most density, and never saw a boundary. Two
# criteria, two results.
#
# Would more animals close the gap? We fit all three once more, to 20,000.

# %%
many = portraiture.sample_knobs(20_000, np.random.default_rng(0))  # measured; to draw them would take longer
many_x, many_labels = torch.from_numpy(portraiture.measure(many)), torch.from_numpy(many.species)
show(
    plots.plot_animals(many_x[:256], many_labels[:256], region, three_logits(many_x, many_labels)),
    alt="The three boundaries nearly coincide, and the curve is nearly straight.",
    caption="Fitted to 20,000 animals, of which 256 are drawn.",
)

# %%
weights, _ = logistic_regression(many_x, many_labels)
cat, dog = [exercises.fit_gaussian.function(many_x[many_labels == label]) for label in (0, 1)]
gaussian_weights = torch.linalg.inv((cat[1] + dog[1]) / 2) @ (dog[0] - cat[0])  # half of them are dogs, nearly
print("the painter's P(dog | x) is steeper:", (gaussian_weights.norm() > 1.05 * weights.norm()).item())

# %% [markdown]
# The curve was largely an accident of 256 animals. The lines nearly meet now, and yet the surfaces of P(dog | x) do
# not: the painter's is steeper, by 11 to 13 per cent with each of the six sets of 20,000 animals that we drew. That gap
# will stay. The master's measures are no exact Gaussians, and the painter takes them for such.
#
# If they *were* Gaussian with one covariance, P(Y|X) would be a sigmoid of a linear function exactly, and with more
# and more animals both methods would approach the same one. Only under that assumption, and in that limit, can one
# count on it. With few animals the assumption helps if it is about right; where it is wrong, it harms. Logistic
# regression assumes less: only that the *logit* is linear.

# %%
exercises.why_not_equal

# %% [markdown]
# ## Draw me a dog, again
#
# Lesson 01's classifier was asked for a dog on 784 pixels, and gave us ghosts. Now we ask both models for a dog in
# the plane, where we can see what happens. The classifier climbs to where it is surer and surer; the painter samples.

# %%
exercises.doggiest

# %%
weights, bias = logistic_regression(x, labels)
uphill = weights / weights.norm()  # the direction in which P(dog | x) grows fastest, everywhere in the plane
climbed = cats.mean(0) + 0.5 * torch.arange(20)[:, None] * uphill  # (20, 2): from a typical cat, half a pixel a step
some_dogs = exercises.sample_gaussian.function(*gaussians[1], 12, torch.Generator().manual_seed(1))
show(
    plot_two_answers(x, labels, (4, 15, 2, 13), climbed, some_dogs),
    alt="A straight path leads from the cats through the dogs and far beyond all animals. Twelve stars, the painter's "
    "dogs, lie among the real dogs.",
)

# %%
exercises.doggiest.reveal()

# %% [markdown]
# The path runs through the dogs and out on the other side, to ears of 13 pixels and more. No animal lives there.
#
# The painter, asked for P(dog | x) at the path's end, agrees by Bayes' rule: if anything, it is a dog. But the
# painter has P(X) as well, and can say what the classifier cannot: *there is hardly anything here*.


# %%
def log_evidence(places):
    """log P(x) at places (n, 2): the sum over both species, half of all animals each."""
    return torch.logsumexp(torch.stack([log_density(places, *gaussian) for gaussian in gaussians]), 0) - np.log(2)


end, average_dog = climbed[-1:], dogs.mean(0, keepdim=True)
print("classifier: P(dog | x) above 0.999:", (torch.sigmoid(end @ weights + bias) > 0.999).item())
print("painter:    P(dog | x) above 0.999:", (torch.sigmoid(bayes_logit(end, *gaussians, 0.5)) > 0.999).item())
fraction = (log_evidence(end) - log_evidence(average_dog)).exp().item()
print("painter:    P(x) below a billionth of what it is at the average dog:", fraction < 1e-9)

# %% [markdown]
# ## Nobody can hang that on a wall
#
# So here are the painter's first three dogs:

# %%
for ears, snout in some_dogs[:3].tolist():
    print(f"a dog with ears of {ears:.1f} and a snout of {snout:.1f} pixels")

# %% [markdown]
# As samples they are impeccable. As portraits they are two numbers each. A portrait is a point too, but in a space of
# 784 dimensions. There we would need the dogs' distribution over *pictures*, and that is certainly no Gaussian. How
# bad can it get? That is lesson 03.

# %% [markdown]
# ## Summary
#
# - *Generative* modelling finds P(X|Y), P(X, Y) or, without labels, P(X): how the data come about. One can sample
#   from it.
# - A Gaussian is fitted by mean and covariance, and sampled by bending noise.
# - Bayes' rule turns P(X|Y) and P(Y) into P(Y|X): a painter becomes a classifier. The way back does not exist: P(Y|X)
#   alone says nothing about which X occur.
# - The painter's boundary lies close to logistic regression's. One can count on their being equal only in the limit
#   of endlessly many animals that are truly Gaussian with one covariance.

# %%
exercises.progress()

# %% [markdown]
# ## Read more
#
# - Fisher 1936, *The use of multiple measurements in taxonomic problems*, Annals of Eugenics 7: petals and sepals
#   instead of ears and snouts, and a line from means and a shared covariance.
# - Efron 1975, *The efficiency of logistic regression compared to normal discriminant analysis*, Journal of the
#   American Statistical Association 70: what the assumption gains where it is true.
# - Ng & Jordan 2002, *On discriminative vs. generative classifiers*, NIPS 14: the same comparison, with naive Bayes in
#   the place of the Gaussians;
#   the generative one needs fewer data to come near its best, the discriminative one's best is at least as good.
