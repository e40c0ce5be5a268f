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
# # 01 · Telling dogs from cats
#
# **What is discriminative modelling?** You draw a boundary between dogs and cats, first by hand, then by gradient
# descent. At the end you ask the classifier for a dog, and see what it can't do.
#
# You will be able to
#
# - say what P(Y|X) means, and what a boundary, a logit and an infiltrator are;
# - write the sigmoid, the cross-entropy and one step of gradient descent by hand;
# - say why the line with the lowest cross-entropy need not have the fewest infiltrators;
# - say what a classifier that is never wrong about dogs and cats still doesn't know.
#
# About 70 minutes, of which the computer needs less than one.

# %%
import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson import datasets, plane, plots
from gan_lesson.datasets import portraiture
from gan_lesson.exercises import lesson_01 as exercises
from gan_lesson.plots.lesson_01 import plot_descent, plot_hillside
from gan_lesson.widgets import BoundaryExplorer

torch.set_num_threads(1)  # sums this small gain little from a second core

# %% [markdown]
# ## The master's portraits
#
# In this course a master paints portraits of dogs and cats. Each is a square of 28 by 28 *pixels*, and each pixel is
# one number, from -1 (black) to 1 (white). We take 256 portraits as our **training set**: the data we learn from.
# Every portrait comes with a **label** that says what it shows: 0 for a cat, 1 for a dog. (`torch.Generator()` below
# is a source of random numbers. Its *seed*, here 5, decides which ones come out, so everybody gets the same animals.)

# %% [markdown]
# All these numbers live in *tensors*, PyTorch's tables. You calculate with them as you do with NumPy arrays: `+`, `*`
# and `>` work element by element, `.mean()` takes the mean, and `.sum()` adds up (after a comparison, it counts how
# often the answer was True). A comment such as `(256,)` gives the size of each axis. The pictures have one axis of
# length 1, because grey is a single channel; colour has three.

# %%
pets = datasets.portraits(256, torch.Generator().manual_seed(5))
labels = pets.labels.float()  # (256,)
print("pictures:", tuple(pets.data.shape), "  dogs:", int(labels.sum()), "of", len(labels))
exercises.show(plots.plot_pictures(pets.data[:24, 0], columns=8), "first_portraits")

# %% [markdown]
# ## Two numbers per picture
#
# 784 numbers are too many to look at. So we take a ruler and measure two lengths on each animal: the ears, unfolded,
# and the snout. That makes every animal a point in a plane, and we call that point **x**. (The master is a small
# drawing program. Both lengths are among its settings, its *knobs*, which you will turn in
# [lesson 03](03_why_images_are_hard.ipynb).)
#
# **Predict** before you look:

# %%
exercises.straight_line

# %%
x = torch.from_numpy(portraiture.measure(pets.knobs))  # (256, 2): ear length and snout length, in pixels
region = (4.0, 9.8, 2.6, 8.4)  # left, right, bottom and top of our pictures of the plane
exercises.show(plots.plot_animals(x, labels, region), "two_lengths")

# %%
exercises.straight_line.reveal()

# %% [markdown]
# ## A boundary, drawn by hand
#
# A *function* is a rule that takes something in and gives something out. Ours takes an animal's two measurements and
# returns one number, the **logit**:
#
# $$\text{logit} = w_1 \cdot \text{ears} + w_2 \cdot \text{snout} + b$$
#
# Above 0 it says *dog*, below 0 *cat*: it is a **classifier**. The points where the logit is exactly 0 form a
# straight line, the **boundary**. The two **weights** w turn the line, and the **bias** b shifts it. An animal on the
# wrong side is an **infiltrator**.
#
# Drag the line, and turn it by its handle; or click on it and use the arrow keys. The infiltrators light up, and you
# see their portraits. **How few can you get?** (Cross-entropy, steepness and surface come later.)

# %%
explorer = BoundaryExplorer(
    x.numpy(), pets.labels.numpy(), pets.data[:, 0].numpy(), names=pets.label_names, axes=("ear length", "snout length")
)
explorer

# %% [markdown]
# Look at the infiltrators' portraits. To your eye, nearly all of them are plainly a dog or a cat: a cat's ears stand,
# a dog's hang. But the two lengths don't say whether ears stand or hang, so no line can make use of it.
#
# ### Exercise: count them
#
# `logits` holds one logit for each animal, `labels` a 1 for each dog and a 0 for each cat.


# %% tags=["exercise"]
def count_infiltrators(logits, labels):
    """How many of the animals (n,) are on the wrong side of the boundary."""
    ...


# %%
exercises.count_infiltrators.check(count_infiltrators)
# exercises.count_infiltrators.hint()
# exercises.count_infiltrators.solution()

# %% [markdown]
# The checks in this course tell you what is wrong. If you are stuck, unfold the hints below the verdict: there are
# three, and then, once you have tried something, the solution. The lesson goes on in any case, because from here on it
# uses a function of its own, `exercises.count_infiltrators.function`.
#
# This is your line. Move it, and run the cell again:

# %%
*your_weights, your_bias = explorer.weights  # three numbers: the last one is the bias
your_logits = x @ torch.tensor(your_weights) + your_bias  # (256,): @ multiplies each length by its weight and adds up
your_count = exercises.count_infiltrators.function(your_logits, labels)
print(f"your line: {your_count} infiltrators")

# %% [markdown]
# ## How sure?
#
# A line only says *dog* or *cat*. Close to the boundary we would rather hear *perhaps*. So we ask for a
# **probability**:
#
# $$P(Y = \text{dog} \mid X = x)$$
#
# or P(dog | x) for short. X stands for what we see, Y for its label, and the bar is read as *given*: of all animals
# that measure x, what share are dogs? Finding P(Y|X) is called **discriminative modelling**, because it discriminates
# between the labels, that is, tells them apart.
#
# To turn the logit into a probability we use the **sigmoid**, which takes any number to one between 0 and 1:
#
# $$\sigma(l) = \frac{1}{1 + e^{-l}}$$
#
# Here l is the logit, and e is 2.718..., the base of `torch.exp`.
#
# ### Exercise: write it


# %% tags=["exercise"]
def sigmoid(logits):
    """One probability for each logit."""
    ...


# %%
exercises.sigmoid.check(sigmoid)
# exercises.sigmoid.hint()
# exercises.sigmoid.solution()

# %%
line = torch.linspace(-7, 7, 141)
exercises.show(plots.plot_curves({"sigmoid": (line, torch.sigmoid(line))}, "logit", "P(dog | x)"), "sigmoid")

# %% [markdown]
# ## One line, many surfaces
#
# So what the classifier learns is not a line but a **surface**: every point in the plane has its probability. The
# surface climbs from 0 on the cats' side to 1 on the dogs'. A **contour** joins points of equal height, like the
# lines on a hiking map, and the boundary is the contour at one half.
#
# How steeply the surface climbs depends on how *large* the weights are. Multiply both weights and the bias by 10: the
# slope becomes ten times as steep, and the boundary stays where it was.

# %%
grid = torch.from_numpy(plane.grid_of(region))  # (10201, 2): places all over the plane
w, b = torch.tensor([1.0, 1.0]), -12.2  # weights and bias of a line that is not too bad
exercises.show(plot_hillside(torch.sigmoid(3 * (grid @ w + b)), region), "hillside")

# %%
surfaces = {f"weights and bias times {factor}": torch.sigmoid(factor * (grid @ w + b)) for factor in (1, 3, 20)}
exercises.show(plots.plot_planes(surfaces, region, x, labels), "three_factors")

# %% [markdown]
# All three have the same infiltrators, and yet they say quite different things. On the right, the classifier is
# nearly certain about nearly every animal, infiltrators included. Counting infiltrators doesn't show that. We need a
# score that does.

# %% [markdown]
# ## How wrong? The cross-entropy
#
# Ask what probability the classifier gave to what turned out to be *true*: p for a dog, 1 - p for a cat. The cost of
# that animal is minus the logarithm of this probability. It is 0 if the truth was given probability 1, and it grows
# without limit as that probability goes to 0. The mean cost over all animals is the **cross-entropy**:
#
# $$L = -\frac1n \sum_i \bigl[ y_i \log p_i + (1 - y_i) \log (1 - p_i) \bigr]$$
#
# The label y is 1 for a dog and 0 for a cat, so one of the two terms is always 0. ($\sum_i$ adds up over all animals,
# numbered by i. log is the natural logarithm, to base e.) A score that we want to be small, such as this one, is
# called a **loss**.

# %%
exercises.sure_and_wrong

# %%
for p in (0.99, 0.5, 0.1, 0.01):
    print(f"a dog, given probability {p:4}: cost {-torch.log(torch.tensor(p)):.2f}")
exercises.sure_and_wrong.reveal()

# %% [markdown]
# ### Exercise: write it
#
# `probabilities` are those of *dog*. `torch.log` is the logarithm.


# %% tags=["exercise"]
def cross_entropy(probabilities, labels):
    """The mean cost of the animals (n,)."""
    ...


# %%
exercises.cross_entropy.check(cross_entropy)
# exercises.cross_entropy.hint()
# exercises.cross_entropy.solution()

# %% [markdown]
# PyTorch has it too. `binary_cross_entropy_with_logits` takes the logits and applies the sigmoid itself, which stays
# exact even where a probability would be rounded to 1. Now the three surfaces differ:

# %%
for factor in (1, 3, 20):
    cost = binary_cross_entropy_with_logits(factor * (x @ w + b), labels)
    print(f"weights and bias times {factor:2}: cross-entropy {cost:.2f}")

# %% [markdown]
# ## Let descent draw the line
#
# You moved a line by hand and watched what happened to the score. **Gradient descent** does the same by calculation.
# The **gradient** says for each weight how fast the loss would rise if that weight grew. So we take a small step
# *against* it, and repeat: **new weight = old weight - rate · gradient**, and the same for the bias. The rate is
# called the **learning rate**, and it sets how long the steps are.

# %% [markdown]
# The gradient of the cross-entropy has a short formula. With the error $e_i = p_i - y_i$ of each animal,
#
# $$\frac{\partial L}{\partial w} = \frac1n \sum_i e_i\, x_i,
# \qquad \frac{\partial L}{\partial b} = \frac1n \sum_i e_i.$$
#
# (∂ is the d of a derivative when several things could change: one of them does, and the others are held still. The
# first formula is two numbers, one for each weight.)
#
# An example: a dog (y = 1) that was given p = 0.2 has the error -0.8. A step *against* the gradient moves the weights
# towards that dog's measurements, and its logit rises. Fitting a line in this way is called **logistic regression**.

# %% [markdown]
# <details><summary><b>Where the formulas come from</b></summary>
#
# With p = σ(l), the cost -log p of a dog changes with its logit at the rate p - 1, and the cost -log(1 - p) of a cat
# at the rate p. Both are p - y. The logit in turn changes with each weight at a rate equal to the length that the
# weight multiplies, and with the bias at the rate 1. Multiply the two rates, and take the mean over all animals.
# </details>

# %% [markdown]
# ### Exercise: one step
#
# The points `x` are `(n, 2)`, the `weights` are `(2,)`. `x @ weights` multiplies and adds up for all animals at once,
# and `x.T @ errors` multiplies each point by its error and adds them all up. Return the new weights and the new bias.


# %% tags=["exercise"]
def gradient_step(x, labels, weights, bias, rate):
    """One step down the cross-entropy."""
    ...


# %%
exercises.gradient_step.check(gradient_step)
# exercises.gradient_step.hint()
# exercises.gradient_step.solution()

# %% [markdown]
# One pass over all the training data is called an **epoch**. Here every step looks at all 256 animals, so a step and
# an epoch are the same; later they won't be.
#
# We begin with weights of 0: every animal gets probability one half. And we measure from the middle of all animals.
# That doesn't change which lines are possible, but descent gets by with fewer steps.

# %%
exercises.downhill

# %%
middle = x.mean(0)
weights, bias = torch.zeros(2), torch.tensor(0.0)
losses, counts = [], []
for _ in range(400):
    weights, bias = exercises.gradient_step.function(x - middle, labels, weights, bias, rate=1.0)
    logits = (x - middle) @ weights + bias
    losses.append(binary_cross_entropy_with_logits(logits, labels))
    counts.append(exercises.count_infiltrators.function(logits, labels))
exercises.show(plot_descent(losses, counts), "descent")

# %%
exercises.downhill.reveal()

# %% [markdown]
# Why does the cross-entropy fall so far while the count hardly changes? After the first step the line already points
# nearly the right way. Most of what follows makes the surface steeper: we found that the weights grow about
# ninefold, while the line turns by only 8 degrees or so.

# %% [markdown]
# ## Your line against descent's
#
# Here is your explorer again, with descent's line in it. Now the *steepness* counts too: it is the length of your
# weights, √(w₁² + w₂²). Tick *show the probability as a surface* to see yours as shading.

# %%
w_descent, b_descent = weights, bias - weights @ middle  # measured from 0 again, as your line is
explorer.beside(w_descent, b_descent)


# %%
def score(name, logits):
    """Prints both scores of some logits (256,)."""
    count = exercises.count_infiltrators.function(logits, labels)
    print(f"{name:12}{count:4} infiltrators, cross-entropy {binary_cross_entropy_with_logits(logits, labels):.3f}")


*your_weights, your_bias = explorer.weights
score("your line", x @ torch.tensor(your_weights) + your_bias)
score("descent", x @ w_descent + b_descent)

# %% [markdown]
# Improve your line, and run the last cell again. **You can win on infiltrators. You can't win on the cross-entropy**:
# after 400 steps descent has reached, to three decimals, the lowest value that any line with any steepness can have.
#
# To see that winning on infiltrators is no fluke, let a patient search try 36,000 lines: 180 directions, with 200
# positions each. We then try 500 steepnesses on the best of them and keep the one that suits it best. (You needn't
# follow every line of the cell.)

# %%
angles = torch.linspace(0, torch.pi, 180).double()
directions = torch.stack([angles.cos(), angles.sin()])  # (2, 180)
reach = x.double() @ directions  # (256, 180): how far each animal lies in each direction
places = reach.quantile(torch.linspace(0.1, 0.9, 200).double(), dim=0)  # (200, 180): all but the ends
wrong = ((reach > places[:, None]) != (labels == 1)[:, None]).sum(1)  # (200, 180): infiltrators of each line
place, turn = divmod(wrong.argmin().item(), 180)  # the first of those with the fewest
searched = (reach[:, turn] - places[place, turn]).float()  # (256,): logits with steepness 1

# %%
costs = {
    steepness: binary_cross_entropy_with_logits(steepness * searched, labels)
    for steepness in torch.logspace(-2, 3, 500).tolist()
}
searched = searched * min(costs, key=costs.get)
score("search", searched)

# %% [markdown]
# The search wins on the count and loses on the cross-entropy: each method found what it was looking for. Descent never
# saw the count. The cross-entropy also takes into account *how far* on the wrong side an animal lies, and how far the
# others lie on the right side.
#
# The line with the fewest infiltrators among these 256 animals need not be the best line for animals to come. Let's
# try both lines on 10,000 animals that neither method has seen. Such data are called **held out**.

# %%
newcomers = portraiture.sample_knobs(10_000, np.random.default_rng(0))
new_x, new_labels = torch.from_numpy(portraiture.measure(newcomers)), torch.from_numpy(newcomers.species)
by_descent = exercises.count_infiltrators.function(new_x @ w_descent + b_descent, new_labels)
by_search = exercises.count_infiltrators.function(
    new_x.double() @ directions[:, turn] - places[place, turn], new_labels
)
print(f"among the 256:  search {wrong.min():3}, descent {counts[-1]:3} infiltrators")
print(f"among 10,000:   search {by_search / 100:.1f} %, descent {by_descent / 100:.1f} %")

# %% [markdown]
# The search has fitted the accidents of 256 animals too closely. It was the same with each of five other training
# sets: the search won on its own 256 animals, and descent won on the 10,000 new ones, where about one in eighteen was
# on the wrong side of its line.

# %%
exercises.why_not_the_count

# %% [markdown]
# ## All 784 pixels
#
# The formula works for any number of measurements. So let x be the whole picture, 784 pixels in a row, with 784
# weights, and take more portraits, 2,048 of them. `gradient_step` works as it stands.
# ([Lesson 05](05_the_two_networks.ipynb) will call such a classifier one *linear layer* and a sigmoid.)
#
# Nobody can draw that space: its points have 784 coordinates, and the boundary is a flat sheet of 783 dimensions. But
# we can count infiltrators there too.

# %%
exercises.all_pixels

# %%
studio = datasets.portraits(2048, torch.Generator().manual_seed(0))
held_out = datasets.portraits(2048, torch.Generator().manual_seed(1))
w_pixels, b_pixels = torch.zeros(784), torch.tensor(0.0)
for _ in range(300):
    w_pixels, b_pixels = exercises.gradient_step.function(
        studio.data.flatten(1), studio.labels.float(), w_pixels, b_pixels, rate=0.05
    )
count = exercises.count_infiltrators.function(held_out.data.flatten(1) @ w_pixels + b_pixels, held_out.labels)
print(f"{count} infiltrators among {len(held_out)} held-out portraits")

# %%
exercises.all_pixels.reveal()

# %% [markdown]
# A perfect score. This classifier takes in a portrait and returns P(dog | x), and it gets all 2,048 held-out
# portraits right. Does it know what a dog is?

# %% [markdown]
# ## Draw me a dog
#
# Let's ask it. Until now the pictures stood still and gradient descent moved the weights. We turn that round: the
# **weights stand still and the picture moves**, uphill, to where the classifier is surer of a dog. In the logit each
# pixel is multiplied by its weight, so the logit's gradient with respect to the picture is the weights w themselves.
# One step up is
#
# $$\text{new picture} = \text{old picture} + \text{rate} \cdot w.$$

# %% [markdown]
# We start from three pictures that show no pet: an even grey, *static* as on an old television set, and a handwritten
# three. Each climbs until the classifier is more than 99.9 % sure. `clamp` keeps the pixels between black and white.

# %%
exercises.surest_dog

# %%
grey, static = torch.zeros(784), 2 * torch.rand(784, generator=torch.Generator().manual_seed(0)) - 1
three = datasets.handwriting(28).data[3].flatten()
before, after = torch.stack([grey, static, three]), []
for picture in before:
    while torch.sigmoid(picture @ w_pixels + b_pixels) < 0.9991:  # a little beyond, whatever the rounding
        picture = (picture + 0.02 * w_pixels).clamp(-1, 1)
    after.append(picture)
after = torch.stack(after)
for when, pictures in (("before", before), ("after", after)):
    chances = torch.sigmoid(pictures @ w_pixels + b_pixels)
    print(f"P(dog | x) {when:6}", *(f"{chance:6.1%}" for chance in chances.tolist()))

# %%
exercises.show(
    plots.plot_pictures(
        [before.unflatten(1, (28, 28)), after.unflatten(1, (28, 28))], columns=3, titles=["before", "after"]
    ),
    "surest_dog",
)

# %%
exercises.surest_dog.reveal()

# %% [markdown]
# On grey you can see what was added: a multiple of the weights, about 3 w. It is a mask of what *sets dogs apart*
# from cats, light where a dog's portrait tends to be lighter than a cat's and dark where it tends to be darker. You
# can make out eyes and a nose in it, because dogs' and cats' differ. But it isn't a portrait. Nearly the same thing
# was added to the static, and there you can't even see the mask.

# %% [markdown]
# This isn't a flaw of one classifier. It was never asked what a pet looks like: P(Y|X) takes the picture as *given*
# and chooses between two answers, and *neither* isn't one of them. Networks that are far better classifiers have been
# fooled in the same way (see below).
#
# We did the same to five other classifiers, each trained on other portraits. A network that had been taught to
# recognise pets found none in any of the fifteen pictures.

# %%
exercises.what_999_means

# %% [markdown]
# ## Summary
#
# - *Discriminative* modelling finds P(Y|X), the probability of the label given the picture. The boundary lies where it
#   is one half; infiltrators are on the wrong side of it.
# - The sigmoid turns a logit into a probability. Cross-entropy is the mean of -log of the probability given to
#   the truth.
# - Gradient descent minimises the cross-entropy. It doesn't see the number of infiltrators, and need not end with the
#   fewest.
# - A classifier without a single infiltrator can be 99.9 % sure of a dog where there is none. To *make* a dog, we have
#   to ask another question, and [lesson 02](02_turning_the_question_round.ipynb) does.

# %%
exercises.progress()

# %% [markdown]
# ## Read more
#
# - Cox 1958, [*The regression analysis of binary sequences*](https://doi.org/10.1111/j.2517-6161.1958.tb00292.x),
#   Journal of the Royal Statistical Society B 20: logistic regression.
# - Szegedy et al. 2014, *Intriguing properties of neural networks*, [arXiv 1312.6199](https://arxiv.org/abs/1312.6199):
#   small changes to a picture, chosen by the gradient, change what a network calls it.
# - Nguyen, Yosinski & Clune 2015, *Deep neural networks are easily fooled*,
#   [arXiv 1412.1897](https://arxiv.org/abs/1412.1897): pictures that mean nothing to a human, yet networks for
#   photographs and for handwriting are more than 99 % sure of what they show.

# %% [markdown]
# Previous: [00 · Start here](00_start_here.ipynb).
# Next: [02 · Turning the question round](02_turning_the_question_round.ipynb).
