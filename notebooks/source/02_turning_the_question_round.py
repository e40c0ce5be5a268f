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
# - say how close its boundary comes to [lesson 01](01_telling_dogs_from_cats.ipynb)'s, and why they differ;
# - ask both models for a dog, and say why only one of them can answer.
#
# About 60 minutes, of which the computer needs less than one.

# %%
import numpy as np
import torch

from gan_lesson import datasets, plane, plots
from gan_lesson.datasets import portraiture
from gan_lesson.exercises import lesson_01
from gan_lesson.exercises import lesson_02 as exercises
from gan_lesson.plots.lesson_02 import plot_distributions, plot_groups, plot_two_answers
from gan_lesson.widgets import PriorExplorer

torch.set_num_threads(1)  # sums this small gain little from a second core

# %% [markdown]
# ## The other question
#
# [Lesson 01](01_telling_dogs_from_cats.ipynb) took an animal's measurements X and asked for its label Y: it looked
# for P(Y|X). Now we turn that round. Somebody says *dog*, and we want measurements that a dog might have. We are
# looking for
#
# $$P(X \mid Y),$$
#
# the **distribution** of X given Y. A distribution says how common each value is. If we knew the dogs' distribution
# and the cats' distribution, we could **sample** from them: draw new animals, the common kinds often and the rare
# kinds rarely. Modelling how the data come about, so that new data can be made, is called **generative modelling**.
#
# Is it as simple as that? In the plane, nearly. We take the animals of lesson 01.

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
# Lengths are *continuous*: ears may be 6.5 pixels long, or 6.51, or anything in between, and the chance of meeting one
# exact value is 0. What we can say is how *densely* the animals lie around a point: the **density** is the probability
# per unit of area. Picture it as a hill over the plane. The volume of the hill above a region is the probability of
# finding an animal in that region, and the whole volume is 1. When X is a pair of lengths, P(X|Y) means such a density.
#
# The best known hill is the **Gaussian**, or *normal distribution*. In the plane it is an oval heap, and two things
# describe it completely.

# %% [markdown]
# - Its **mean** μ says where the top is: mean ears, mean snout.
# - Its **covariance** Σ, a 2 by 2 table, says how wide it is and how it tilts. Take the *deviation* of each animal: its
#   lengths minus the mean. The diagonal of Σ holds the **variances**, the mean square of the ears' deviations and of
#   the snouts'. Off the diagonal is the mean product of the two, which is above 0 where long ears go with long snouts.
#
# $$\mu = \frac1n \sum_i x_i, \qquad \Sigma = \frac1n \sum_i (x_i - \mu)(x_i - \mu)^\top.$$
#
# (Σ is the covariance's name; the larger sign with an i below it adds up over all animals. ⊤, in code `.T`, turns a
# column into a row, and a column times a row is the table of all products.)

# %% [markdown]
# The root of a variance is the **standard deviation**, the typical distance from the mean. It is the width of the hill
# in that direction.

# %% [markdown]
# ### Exercise: fit one
#
# Take a Gaussian's density at each animal, and multiply all these densities together. Of all Gaussians, the one with
# this mean and this covariance makes the product largest. Choosing it is called **fitting**. With deviations of shape
# (n, 2), `deviations.T @ deviations` adds up all the products at once.


# %% tags=["exercise"]
def fit_gaussian(points):
    """The mean (2,) and the covariance (2, 2) of points (n, 2)."""
    ...


# %%
exercises.fit_gaussian.check(fit_gaussian)
# exercises.fit_gaussian.hint()
# exercises.fit_gaussian.solution()

# %% [markdown]
# We fit one Gaussian to the cats and one to the dogs. Together they are a model of P(X|Y). They are called
# *class-conditional*, because there is one distribution for each class, that is, for each label.

# %%
gaussians = [exercises.fit_gaussian.function(points) for points in (cats, dogs)]
for name, (mean, covariance) in zip(("cats", "dogs"), gaussians, strict=True):
    ears, snout = mean.tolist()
    print(f"{name}: mean ears {ears:.1f}, mean snout {snout:.1f}, covariance {tuple(covariance.shape)}")

# %% [markdown]
# ## The painter
#
# We'll call somebody who draws new animals from a distribution a *painter*. How does the painter do it? `torch.randn`
# draws random numbers from the plainest Gaussian, which is round, with mean 0 and width 1. We call such numbers
# *noise*, and bend them into shape:
#
# $$x = \mu + L z, \qquad z \text{ noise}, \qquad L L^\top = \Sigma.$$
#
# L is a 2 by 2 table: L z multiplies each of its rows by the noise and adds up, so two numbers come out. That
# stretches and tilts the round cloud, and adding the mean shifts it to its place. L is a kind of *root* of the
# covariance, and `torch.linalg.cholesky` finds it. With a single number it would be the standard deviation s: noise of
# width 1, times s, has variance s².

# %% [markdown]
# ### Exercise: sample
#
# `torch.randn(n, 2, generator=random)` draws the noise from the random generator `random`, which we pass in so that
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
# Noise goes in, a fixed rule works on it, and a new animal comes out. Keep that picture in mind: the forger of this
# course does the same, with a neural network in place of the rule.

# %%
exercises.which_are_real

# %%
random = torch.Generator().manual_seed(0)
painted = torch.cat([
    exercises.sample_gaussian.function(mean, covariance, len(points), random)
    for (mean, covariance), points in zip(gaussians, (cats, dogs), strict=True)
])  # fmt: skip
painted_labels = torch.cat([torch.zeros(len(cats)), torch.ones(len(dogs))])
exercises.show(plot_groups({"A": (painted, painted_labels), "B": (x, labels)}, region), "a_and_b")

# %%
exercises.which_are_real.reveal()

# %% [markdown]
# A is painted, B is real. That is generative modelling at its plainest: a distribution, fitted and sampled. The fit
# isn't perfect. A Gaussian has no edge: with ears 9.4 pixels long, one dog in A goes beyond 9.35, the most that the
# master ever paints.

# %% [markdown]
# ## Four distributions, four pictures
#
# Two things vary, X and Y, and we can ask about them in several ways:
#
# | | how common ... | a sample of it is |
# |---|---|---|
# | P(Y) | is this label? | a label |
# | P(X given Y) | are such lengths *among dogs*? | a dog's lengths, if you ask for a dog |
# | P(X, Y) | is such a dog *among all animals*? | lengths, with the label written on the back |
# | P(X) | are such lengths, whoever has them? | lengths, and nobody says of what |
#
# They are connected: P(X, Y) = P(X|Y) P(Y), and P(X) is the sum of P(X, Y) over both labels.

# %% [markdown]
# Models of P(X|Y), of P(X, Y) and of P(X) are all called generative. Which of them you can have depends on whether
# the data have labels, and which you need depends on whether you want to ask for a label. P(Y) has a name of its own,
# the **prior**: what we believe before we have seen x. P(X|Y) is also called the *likelihood*, and P(X) the *evidence*.
#
# To tell them apart in pictures, imagine a town where four animals in five are cats. The next cell has the formula for
# the height of the hill; you can take it as given. The farther a point is from the mean, measured in widths of the
# hill, the lower the hill is there. The last term makes sure that the volume below the hill is 1.


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
exercises.show(plot_distributions(prior, likelihood, joint, evidence, region), "four_distributions")

# %% [markdown]
# In P(X|Y) the two hills are about as high as each other: among dogs, it doesn't matter how many dogs there are. In
# P(X, Y) the dogs' hill has sunk, because dogs are rare. In P(X) the labels are gone, and one hill with two tops is
# left.
#
# Here are their volumes:

# %%
cell = (5.8 / 100) ** 2  # the area of one cell: the region is 5.8 pixels wide and high, in 100 cells
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
# A painter who learns from portraits *without* labels can only model P(X). That is what the GAN of lessons
# [04](04_the_forger_and_the_expert.ipynb) to 11 does: it gives you a pet, and you can't choose which. Lesson 12 adds
# the labels, and then you can ask for a dog.

# %% [markdown]
# ## From painter to classifier
#
# The painter knows P(X|Y). If we also know P(Y), how common dogs are, we can say what an animal *is*. Around a point
# x, the density of dogs is P(x, dog), that of cats is P(x, cat), and that of all animals is the sum, P(x). So the
# dogs' share there is
#
# $$P(\text{dog} \mid x) = \frac{P(x \mid \text{dog})\, P(\text{dog})}{P(x)}.$$
#
# This is **Bayes' rule**. It turns P(X|Y) into P(Y|X), which is called the **posterior**: what we believe *after* we
# have seen x.
#
# ### Exercise: write it
#
# The densities are given at some points x, one number for each point. The two priors are plain numbers that add up
# to 1.


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
exercises.show(
    plots.plot_planes({"P(dog | x) in the studio": studio, "P(dog | x) in the town": town}, region, x, labels),
    "studio_and_town",
)

# %%
exercises.rare_dogs.reveal()

# %% [markdown]
# Next, you can set the share of dogs in a town with a slider. First, a town at the far end:

# %%
exercises.one_in_a_hundred

# %%
PriorExplorer(x, labels, gaussians, region, caption="The slider is P(Y). The hills of P(X | Y) stay as they are.")

# %%
exercises.one_in_a_hundred.reveal()

# %% [markdown]
# **The rarer dogs are, the better the evidence has to be, and the average dog's lengths are good evidence**: there
# the dogs' hill is more than a hundred times as high as the cats', so it wins even at one dog in a hundred. Halfway
# between the two means, it doesn't.

# %% [markdown]
# Two models of P(X|Y) and a prior make a classifier, and for another town we only have to change the prior. (Lesson
# 01's classifier can move as well. The prior of its training set is mixed into its bias. To go from half dogs to one
# dog in five, add log(0.2 / 0.8) = -1.39 to it.)

# %% [markdown]
# ## Two boundaries
#
# Now let both classifiers learn from the same animals. [Lesson 01](01_telling_dogs_from_cats.ipynb)'s is logistic
# regression. The painter needs a logit too. Turn the sigmoid round: $p = 1 / (1 + e^{-l})$ gives $e^l = p / (1 - p)$,
# so a logit is always $\log p - \log(1 - p)$, which is
#
# $$\log P(\text{dog} \mid x) - \log P(\text{cat} \mid x).$$
#
# With Bayes' rule, P(x) cancels in this difference.


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
# We compare three boundaries. The first is lesson 01's. The second belongs to a painter whose two hills **share** one
# covariance, the average of the two (weighted by how common each species is). The third is our painter's, with a
# covariance for each species.

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
exercises.show(plots.plot_animals(x, labels, region, three_logits(x, labels)), "boundaries")

# %%
exercises.two_boundaries.reveal()

# %% [markdown]
# **Why a line?** In a Gaussian's log density x appears squared, in $(x - \mu)^\top \Sigma^{-1} (x - \mu)$. (Σ⁻¹ is the
# table that undoes Σ. With a single length, this is (x - μ)² / variance: the squared distance from the mean, in
# widths of the hill.) With one covariance for both, the squares cancel in the difference, and what is left is
#
# $$\text{logit}(x) = (\mu_\text{dog} - \mu_\text{cat})^\top \Sigma^{-1} x + \text{a constant},$$
#
# a straight line as in lesson 01. With two covariances a square remains, and the boundary is a curve.

# %% [markdown]
# **Why not the same line?** Logistic regression looked for the line whose P(Y|X) gives the *labels* the most
# probability. The painter looked for the hills whose P(X|Y) give the *lengths* the most density, and never considered
# a boundary. They optimise different things, so they find different lines.
#
# Would more animals close the gap? We fit all three once more, to 20,000.

# %%
many = portraiture.sample_knobs(20_000, np.random.default_rng(0))  # measured only: drawing them would take longer
many_x, many_labels = torch.from_numpy(portraiture.measure(many)), torch.from_numpy(many.species)
exercises.show(
    plots.plot_animals(many_x[:256], many_labels[:256], region, three_logits(many_x, many_labels)), "many_animals"
)

# %%
weights, _ = logistic_regression(many_x, many_labels)
cat, dog = [exercises.fit_gaussian.function(many_x[many_labels == label]) for label in (0, 1)]
gaussian_weights = torch.linalg.inv((cat[1] + dog[1]) / 2) @ (dog[0] - cat[0])  # half of them are dogs, nearly
print(f"steepness: painter {gaussian_weights.norm():.2f}, logistic regression {weights.norm():.2f}")

# %% [markdown]
# The curve was largely an accident of 256 animals. The lines nearly coincide now, but the surfaces of P(dog | x)
# don't: the painter's is steeper, by 11 to 13 percent in each of six sets of 20,000 animals that we drew. That gap
# will stay, because the master's lengths aren't exactly Gaussian, and the painter treats them as if they were.
#
# If they *were* Gaussian with one covariance, P(Y|X) would be exactly a sigmoid of a linear function, and with more
# and more animals both methods would approach it. You can count on that only under this assumption, and only in the
# limit. With few animals the assumption helps if it is about right, and does harm if it is wrong. Logistic regression
# assumes less: only that the *logit* is linear.

# %%
exercises.why_not_equal

# %% [markdown]
# ## Draw me a dog, again
#
# When we asked [lesson 01](01_telling_dogs_from_cats.ipynb)'s classifier for a dog on 784 pixels, it gave us a mask.
# Now we ask both models for a dog in the plane, where we can see what happens. The classifier climbs to where it is
# surer and surer; the painter samples.

# %%
exercises.doggiest

# %%
weights, bias = logistic_regression(x, labels)
uphill = weights / weights.norm()  # the direction in which P(dog | x) grows fastest, everywhere in the plane
climbed = cats.mean(0) + 0.5 * torch.arange(20)[:, None] * uphill  # (20, 2): from a typical cat, half a pixel a step
some_dogs = exercises.sample_gaussian.function(*gaussians[1], 12, torch.Generator().manual_seed(1))
exercises.show(plot_two_answers(x, labels, (4, 14.5, 2.5, 11.5), climbed, some_dogs), "two_answers")

# %%
exercises.doggiest.reveal()

# %% [markdown]
# The path runs through the dogs and out on the other side, to ears of 13 pixels and more. There are no animals there.
#
# Asked for P(dog | x) at the end of the path, the painter agrees by Bayes' rule: if it is anything, it is a dog. But
# the painter has P(X) as well, and can say what the classifier can't: *there is hardly anything here*.


# %%
def log_evidence(places):
    """log P(x) at points (n, 2): the sum over both species, each half of all animals."""
    return torch.logsumexp(torch.stack([log_density(places, *gaussian) for gaussian in gaussians]), 0) - np.log(2)


end, average_dog = climbed[-1:], dogs.mean(0, keepdim=True)
print(f"classifier: P(dog | x) = {torch.sigmoid(end @ weights + bias).item():.4f}")
print(f"painter:    P(dog | x) = {torch.sigmoid(bayes_logit(end, *gaussians, 0.5)).item():.4f}")
power = (log_evidence(end) - log_evidence(average_dog)).item() / np.log(10)
print(f"painter:    P(x) is 10^{power:.0f} of what it is at the average dog")

# %% [markdown]
# ## You can't hang that on a wall
#
# Here are the painter's first three dogs:

# %%
for ears, snout in some_dogs[:3].tolist():
    print(f"a dog with ears of {ears:.1f} and a snout of {snout:.1f} pixels")

# %% [markdown]
# They are fine samples, but each is only two numbers. A portrait is a point too, in a space of 784 dimensions. To
# sample portraits we would need the dogs' distribution over *pictures*, and that is certainly not a Gaussian.
# [Lesson 03](03_why_images_are_hard.ipynb) shows how bad it gets if we pretend that it is.

# %% [markdown]
# ## Summary
#
# - *Generative* modelling finds P(X|Y), P(X, Y) or, without labels, P(X): how the data come about. You can sample
#   from such a model.
# - A Gaussian is fitted by mean and covariance, and sampled by bending noise.
# - Bayes' rule turns P(X|Y) and P(Y) into P(Y|X): a painter becomes a classifier. There is no way back: P(Y|X) alone
#   says nothing about which X occur.
# - The painter's boundary lies close to logistic regression's. They are sure to agree only in the limit of infinitely
#   many animals that are truly Gaussian with one covariance.

# %%
exercises.progress()

# %% [markdown]
# ## Read more
#
# - Fisher 1936, [*The use of multiple measurements in taxonomic
#   problems*](https://doi.org/10.1111/j.1469-1809.1936.tb02137.x), Annals of Eugenics 7: petals and sepals instead of
#   ears and snouts, and a line from means and a shared covariance.
# - Efron 1975, [*The efficiency of logistic regression compared to normal discriminant
#   analysis*](https://doi.org/10.1080/01621459.1975.10480319), Journal of the American Statistical Association 70: what
#   the assumption gains where it is true.
# - Ng & Jordan 2002, [*On discriminative vs. generative
#   classifiers*](https://papers.nips.cc/paper/2020-on-discriminative-vs-generative-classifiers-a-comparison-of-logistic-regression-and-naive-bayes),
#   NIPS 14: the same comparison, with naive Bayes in place of the Gaussians. The generative one needs fewer data to
#   come near its best; the best of the discriminative one is at least as good.

# %% [markdown]
# Previous: [01 · Telling dogs from cats](01_telling_dogs_from_cats.ipynb).
# Next: [03 · Why images are hard](03_why_images_are_hard.ipynb).
