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
# # 06 · The rules of the game
#
# **What is each player paid for?** It's a formula of one line. You write it, find the expert's best move, and see
# what's left for the forger.
#
# You will be able to
#
# - write down the value V(D, G), and say who wants it large and who wants it small;
# - derive the best discriminator D*, draw it for any two densities, and read it as a ratio of the two;
# - say what D* and V are when the forgery is perfect, and what counts as perfect if she has only 2,048 originals;
# - write both of the generator's losses and their gradients, say why one of them saturates, and which one follows the
#   Jensen-Shannon divergence.
#
# About 90 minutes, of which the computer needs less than one. There is some algebra, and every result is also drawn.

# %%
import math

import torch
from torch import sigmoid
from torch.distributions import Normal
from torch.nn.functional import logsigmoid, softplus

from gan_lesson import datasets, losses, models
from gan_lesson.exercises import lesson_06 as exercises
from gan_lesson.plots import plot_curves
from gan_lesson.plots.lesson_03 import plot_spreads
from gan_lesson.plots.lesson_06 import plot_panels
from gan_lesson.props.densities import Bell, duel, held_still, kullback_leibler
from gan_lesson.widgets import DensityDuel

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## What the expert is paid
#
# The expert looks at a picture x and says D(x), the probability, as she sees it, that x is real. Then the truth comes
# out, and she is paid **the logarithm of the probability that she gave to the truth**: log D(x) if x was real, and
# log(1 - D(x)) if it was a fake.
#
# That is [lesson 01](01_telling_dogs_from_cats.ipynb)'s cross-entropy with its sign flipped: there it was a cost, to
# be made small; here it's her pay, which she wants to be large. It is never above 0. The best is 0, if she was sure
# and right.

# %%
exercises.sure_and_fooled

# %% [markdown]
# Her network gives a logit l, and D is its sigmoid. Since 1 - sigmoid(l) = sigmoid(-l), both payments come straight
# from the logit: log D is `logsigmoid(l)`, and log(1 - D) is `logsigmoid(-l)`.

# %%
print(" logit      D   if real   if fake")
for logit in torch.tensor([-6.0, -2.0, 0.0, 2.0, 4.6, 6.0]):
    print(f"{logit:6.1f} {sigmoid(logit):6.3f} {logsigmoid(logit):9.3f} {logsigmoid(-logit):9.3f}")

# %%
exercises.sure_and_fooled.reveal()

# %% [markdown]
# Read the table as an expert. Saying 1/2 (logit 0) earns -0.693 either way: the price of knowing nothing. Being sure
# and right earns almost 0. Being sure and wrong costs about the size of the logit.
#
# ## Honesty pays
#
# Suppose she sees many pictures of one kind, and three in four of them are real. She says the same y to each. Her
# mean pay is
#
# $$\tfrac34 \log y + \tfrac14 \log (1 - y).$$

# %%
exercises.honest_pay

# %%
y = torch.linspace(0.01, 0.99, 197)
pay = {f"{100 * share:.0f} % real": (y, share * y.log() + (1 - share) * (1 - y).log()) for share in (0.75, 0.5, 0.1)}
exercises.show(plot_curves(pay, "what she says, y", "her mean pay"), "honest_pay")

# %%
exercises.honest_pay.reveal()

# %% [markdown]
# So the pay makes her honest: it's best to say what she knows, no more and no less. Keep this picture in mind; in a
# moment it will be a proof.

# %% [markdown]
# ## The value of the game
#
# Average her pay over real pictures, average it over the forger's fakes, and add the two. This is the **value
# function** of the first paper on GANs ([Goodfellow et al. 2014](https://arxiv.org/abs/1406.2661), equation 1):
#
# $$\min_G \max_D \; V(D, G) = \mathbb{E}_{x}\bigl[\log D(x)\bigr] + \mathbb{E}_{z}\bigl[\log (1 - D(G(z)))\bigr]$$
#
# $\mathbb{E}_x$ is the mean over real pictures x, $\mathbb{E}_z$ the mean over latents z, and G(z) is the fake that
# the forger makes from z.
#
# **She wants V large, he wants V small**: hence *minimax*. What one gains the other loses, so the game is called
# *zero-sum*. He can only touch the second term; no move of his changes what she says to real pictures.
#
# An optimiser makes things small unless told otherwise, so her loss is -V. That's the cross-entropy that her step in
# [lesson 07](07_one_training_step.ipynb) computes.

# %% [markdown]
# ### Exercise: the value
#
# `real_logits` and `fake_logits` are her logits for two batches, not always of the same length. Return V, one number.


# %% tags=["exercise"]
def value_function(real_logits, fake_logits):
    """V(D, G) of a batch."""
    ...


# %%
exercises.value_function.check(value_function)
# exercises.value_function.hint()
# exercises.value_function.solution()

# %% [markdown]
# Here are four experts, each looking at the same six pictures, three real and three fake. Who earns most?

# %%
experts = {
    "knows nothing": ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0]),
    "careful, and right": ([1.0, 1.0, 1.0], [-1.0, -1.0, -1.0]),
    "sure, and right": ([5.0, 5.0, 5.0], [-5.0, -5.0, -5.0]),
    "sure, one mistake": ([5.0, 5.0, 5.0], [-5.0, -5.0, 5.0]),
}
for name, (real_logits, fake_logits) in experts.items():
    value = losses.value_function(torch.tensor(real_logits), torch.tensor(fake_logits))
    print(f"{name:20} V = {value:6.3f}")

# %% [markdown]
# The one who knows nothing gets -log 4 = -1.386. With a single mistake, the sure expert earns even less.

# %% [markdown]
# ## The best expert there can be
#
# Let the forger stand still. Write p(x) for the density of the real data at x, and q(x) for that of his fakes
# ([lesson 02](02_turning_the_question_round.ipynb): how closely things lie there). The means in V are sums over all
# places, an *integral*:
#
# $$V=\int\bigl[\,p(x)\log D(x)+q(x)\log(1-D(x))\,\bigr]\,dx$$
#
# 1. She may say what she likes at each x. So take a single x, and call a = p(x), b = q(x), y = D(x).
# 2. There she wants $a\log y+b\log(1-y)$ to be large: the curve from above.
# 3. log y has the slope 1/y, and log(1 - y) has -1/(1 - y). At the summit the slope of the sum is 0:
#    $\;a/y-b/(1-y)=0$.
#
# The slope falls as y grows, so there is one summit and no other. Where is it? **Solve step 3 for y on paper**, and
# write down what you find.
#
# ### Exercise: the best expert


# %% tags=["exercise"]
def optimal_discriminator(real_density, fake_density):
    """D* at each of the places, from the densities there (n,)."""
    ...


# %%
exercises.optimal_discriminator.check(optimal_discriminator)
# exercises.optimal_discriminator.hint()
# exercises.optimal_discriminator.solution()

# %% [markdown]
# From step 3, $a\,(1-y)=b\,y$, so $y=a/(a+b)$:
#
# $$D^*(x) = \frac{p(x)}{p(x) + q(x)} \qquad \text{(proposition 1)}$$
#
# It's the share of real data among all that lies at x. It's also Bayes' rule from lesson 02: the probability of
# *real* given x, if real and fake are equally common.
#
# Does a network that learns from samples, and never sees a density, get there? Real data come from a bell at 0 (a
# normal density), the fakes from a narrower one at 1.5. The best expert knows both formulas. The other one only
# trains.

# %%
real, fake = Normal(0.0, 1.0), Normal(1.5, 0.6)  # mean and standard deviation
torch.manual_seed(0)
expert = models.MLPDiscriminator(data_shape=(1,), hidden=(32, 32))
adam = torch.optim.Adam(expert.parameters(), lr=0.01)  # takes the steps down; lesson 08 says how
for _ in range(300):
    loss = losses.discriminator_loss(expert(real.sample((256, 1))), expert(fake.sample((256, 1))))  # -V
    adam.zero_grad()
    loss.backward()
    adam.step()

# %%
x = torch.linspace(-4, 4, 321)
p, q = real.log_prob(x).exp(), fake.log_prob(x).exp()  # (321,): both densities at 321 places
best, trained = p / (p + q), sigmoid(expert(x[:, None])).detach()
densities = {"real p": (x, p), "fakes q": (x, q)}
opinions = {"best, D*": (x, best), "trained": (x, trained)}
exercises.show(plot_panels({"density": densities, "D(x)": opinions}, "x"), "best_expert")

# %% slideshow={"slide_type": "notes"}
dense = p + q > 0.05
print("never more than 0.15 apart where there is data:", ((best - trained).abs()[dense].max() < 0.15).item())

# %% [markdown]
# Nearly. Proposition 1 lets D be *any* function. A network of some size, trained for some time on samples, comes
# close where there are data, and may say anything where there are none.

# %%
exercises.what_one_half_means

# %% [markdown]
# ## What she has learned is a ratio
#
# Divide D* by 1 - D*. The denominators cancel:
#
# $$\frac{D^*(x)}{1-D^*(x)} = \frac{p(x)}{q(x)}, \qquad \text{so her logit is} \quad \log p(x) - \log q(x).$$
#
# **A discriminator estimates how many times denser the real data are than the fakes.** For portraits you can't get
# either density alone ([lesson 03](03_why_images_are_hard.ipynb)), but you can get their ratio, by telling the two
# apart. At 0 in the picture above, what should her logit be?

# %%
here = x.abs().argmin()  # where x is 0
print(f"at 0: p {p[here]:.3f}, q {q[here]:.3f}, so p / q is {p[here] / q[here]:.1f}")
print(f"its logarithm is {(p[here] / q[here]).log():.2f}, and D* is {best[here]:.3f}")
logits = {"log p - log q": (x[dense], (p / q).log()[dense]), "her logit": (x[dense], expert(x[dense, None]).detach())}
exercises.show(plot_curves(logits, "x", "logit"), "log_ratio")

# %% [markdown]
# ## What she leaves for the forger
#
# Suppose that she always finds D*. Then the forger's game is to make V(D*, G) small. What is that number?
#
# First, two measures of how different two densities are. The **Kullback-Leibler divergence** is the mean of the log
# ratio, taken over data x from the *first* one (x ~ p):
#
# $$\mathrm{KL}(p\,\|\,q) = \mathbb{E}_{x \sim p}\left[\log \frac{p(x)}{q(x)}\right]$$
#
# It's 0 if p = q and above 0 otherwise, and it's infinite if p has data where q has none. Swapping p and q changes
# it, as a rule.
#
# The **Jensen-Shannon divergence** compares both with their middle $m = (p + q) / 2$:
#
# $$\mathrm{JS}(p, q) = \tfrac12\, \mathrm{KL}(p\,\|\,m) + \tfrac12\, \mathrm{KL}(q\,\|\,m)$$
#
# It's 0 only if p = q, and log 2 = 0.693 if p and q have nothing in common; it's never more.

# %% [markdown]
# Now put D* into V. With the middle, $D^* = p / (2m)$ and $1 - D^* = q / (2m)$, so
#
# $$\log D^* = \log \frac{p}{m} - \log 2, \qquad \log (1 - D^*) = \log \frac{q}{m} - \log 2.$$
#
# Take the mean of the first over p and of the second over q, and add:
#
# $$V(D^*, G) = \mathrm{KL}(p\,\|\,m) + \mathrm{KL}(q\,\|\,m) - 2 \log 2 = -\log 4 + 2\,\mathrm{JS}(p, q)$$
#
# That is equation 6, and with it theorem 1: against the best expert, V is smallest **if q = p, and only then**.
# Perfect forgery is his best move. There **D* = p / (p + p) = 1/2 everywhere**, the two divergences are 0, and **V =
# -log 4 = -1.386**: the best expert earns no more than one who knows nothing.

# %% [markdown]
# Do the numbers agree? Real data come from a bell at 0, fakes from a bell that moves away.

# %%
exercises.nothing_in_common

# %%
x = torch.linspace(-10, 12, 2201).double()
piece = x[1] - x[0]  # the length of one small piece of the line


def kl(a, b):
    """KL(a || b) of two densities at the places x: a sum over the pieces."""
    return (a * (a / b).log()).sum() * piece


for place in (0.0, 1.0, 3.0, 6.0):
    p, q = Normal(0.0, 1.0).log_prob(x).exp(), Normal(place, 1.0).log_prob(x).exp()
    js = (kl(p, (p + q) / 2) + kl(q, (p + q) / 2)) / 2
    best = p / (p + q)
    value = (p * best.log() + q * (q / (p + q)).log()).sum() * piece  # q / (p + q) is 1 - D*
    print(f"fakes at {place:.0f}:  JS {js:.3f}   -log 4 + 2 JS {2 * js - math.log(4):6.3f}   V(D*, G) {value:6.3f}")

# %%
exercises.nothing_in_common.reveal()

# %%
exercises.value_at_its_floor

# %% [markdown]
# ## She has only so many originals
#
# Theorem 1 speaks of the density p. She never has p: she has a training set, say 2,048 portraits. Taken literally,
# *that* is then the real density: a spike at each of the 2,048, and nothing in between. So what is the forger's best
# move, by the theorem? **To copy the training set.** A brilliant new portrait lies between the spikes, and D* calls
# it a fake.
#
# Could a network learn that much by heart? Give the expert 64 portraits as *real*. Her opponent is perfect: his fakes
# are other portraits by the master himself. What she then says to portraits that she has never met shows whether she
# has learned what a portrait is, or just those 64.

# %%
stock = datasets.portraits(64 + 2048 + 256, torch.Generator().manual_seed(0)).data
known, others, unseen = stock[:64], stock[64:-256], stock[-256:]  # all painted by the master
torch.manual_seed(0)
expert = models.MLPDiscriminator((1, 28, 28), hidden=(128,))
adam = torch.optim.Adam(expert.parameters(), lr=0.001)
for _ in range(200):
    fakes = others[torch.randint(2048, (64,))]
    loss = losses.discriminator_loss(expert(known), expert(fakes))
    adam.zero_grad()
    loss.backward()
    adam.step()

# %%
opinions = {"the 64": models.look(expert, known), "unseen, by the same master": models.look(expert, unseen)}
exercises.show(plot_spreads(opinions, "her logit"), "known_and_unseen")

# %% [markdown]
# She knows most of the 64 by heart, and would teach him to copy them. (It was the same with each of five seeds.) With
# 2,048 portraits, or few steps, or a small network, she has less chance to learn them by heart. That's luck, in a
# way: what we want from a GAN, *new* portraits, is not what the formula asks for. Lesson 09 measures whether a
# forger copies.

# %% [markdown]
# ## What the forger is paid
#
# He wants V small, and only the second of its two terms depends on him. So that term is his loss, as it stands. It's
# called the **saturating** loss; you'll see why in a moment.
#
# In code, with σ for the sigmoid, log(1 - σ(l)) = -`softplus(l)`. Here `softplus(l)` is log(1 + exp(l)), computed so
# that large logits do no harm.
#
# ### Exercise: his half of V


# %% tags=["exercise"]
def saturating_loss(fake_logits):
    """The mean of log(1 - D) over a batch of fakes."""
    ...


# %%
exercises.saturating_loss.check(saturating_loss)
# exercises.saturating_loss.hint()
# exercises.saturating_loss.solution()

# %% [markdown]
# $$L_{\text{sat}} = \mathbb{E}_z\bigl[\log (1 - D(G(z)))\bigr]$$
#
# The same paper proposes another loss, at the end of its section 3. Don't make the probability of being *caught*
# small; make the probability of being *believed* large, as a cross-entropy would: minimise minus its logarithm.
#
# Both losses want the same thing, a larger D at the fakes. This one isn't part of V, so with it the game is no longer
# zero-sum.
#
# ### Exercise: the other loss


# %% tags=["exercise"]
def nonsaturating_loss(fake_logits):
    """The mean of -log D over a batch of fakes."""
    ...


# %%
exercises.nonsaturating_loss.check(nonsaturating_loss)
# exercises.nonsaturating_loss.hint()
# exercises.nonsaturating_loss.solution()

# %% [markdown]
# $$L_{\text{non-sat}} = -\,\mathbb{E}_z\bigl[\log D(G(z))\bigr]$$
#
# If both want the same, what's the difference? The *slope*. A forger learns from gradients, and every gradient that
# reaches him passes through the logit of his fake first.

# %%
exercises.badly_caught

# %%
logits = torch.linspace(-8, 8, 161)
curves = {"saturating": (logits, -softplus(logits)), "non-saturating": (logits, softplus(-logits))}
exercises.show(plot_panels({"loss of that fake": curves}, "logit of a fake"), "two_losses")

# %% [markdown]
# ### Exercise: both slopes
#
# Find them with pen and paper: the derivative of log(1 - σ(l)) with respect to l, then that of -log σ(l). Both are
# short. Each fake counts for itself here: one number for each logit, and no mean.


# %% tags=["exercise"]
def saturating_gradient(fake_logits):
    """The derivative of each fake's log(1 - D) with respect to its logit (n,)."""
    ...


# %%
exercises.saturating_gradient.check(saturating_gradient)
# exercises.saturating_gradient.hint()
# exercises.saturating_gradient.solution()


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def nonsaturating_gradient(fake_logits):
    """The derivative of each fake's -log D with respect to its logit (n,)."""
    ...


# %%
exercises.nonsaturating_gradient.check(nonsaturating_gradient)
# exercises.nonsaturating_gradient.hint()
# exercises.nonsaturating_gradient.solution()

# %% [markdown]
# PyTorch's `autograd` must find the same: -D for the saturating loss, and D - 1 for the other.

# %%
logits = torch.tensor([-8.0, -4.0, 0.0, 4.0], requires_grad=True)
print("logit          ", *(f"{logit:8.0f}" for logit in logits.tolist()))
for name, loss in (
    ("saturating     ", losses.minimax_generator_loss),  # his half of V, the minimax game's
    ("non-saturating ", losses.nonsaturating_generator_loss),
):
    (gradient,) = torch.autograd.grad(loss(logits) * len(logits), logits)  # the losses are means
    print(name, *(f"{slope:8.4f}" for slope in gradient.tolist()))
print("by hand: -D    ", *(f"{-d:8.4f}" for d in sigmoid(logits).tolist()))
print("by hand: D - 1 ", *(f"{d - 1:8.4f}" for d in sigmoid(logits).tolist()))

# %%
exercises.badly_caught.reveal()

# %% [markdown]
# Early in training his fakes are bad, and she soon knows it: logits far below 0. There the saturating loss has the
# gradient -D, next to nothing. **It dies just when he has most to learn.** This is the **vanishing gradient** of
# GANs. The other loss has D - 1, nearly -1, and gets quiet only when she believes him.
#
# At D = 1/2 the two agree: both are -1/2. (Beware of `log(sigmoid(l) + 1e-8)`, which you'll find in much code on the
# web: below a logit of about -20 even this loss goes flat.)

# %% [markdown]
# ## Slide two densities apart
#
# Now all of it at once. The real data are at 0, and you slide the fakes, with the slider or by dragging their hill.
# D* follows, as do V, both losses, and both *gradients*: how the loss of the fakes changes as they move along the
# line, **while D\* is held still**. That's what a forger receives: he moves, and the expert who judges him stays as
# she was.
#
# 1. Slide to 0. Where are V, D* and the gradients?
# 2. Slide slowly to the right. Where is the saturating gradient largest, and what becomes of it?
# 3. Go back to 0 and change the width. Is V at its floor?
# 4. Choose *hills*, which have an end on both sides, and slide until they have nothing in common.

# %%
DensityDuel(place=3)

# %% [markdown]
# <details><summary><b>What there was to see</b></summary>
#
# 1. The two coincide. D* is 1/2 everywhere, V is at -log 4, both gradients are 0.
# 2. It's largest between 1 and 2, and goes to 0 beyond. The other keeps growing: at a shift of s it's about s, so one
#    step with a rate of 1 leads almost home, even from 6.
# 3. No. The middle is right and the width is not, so q is not p, and theorem 1 asks for q = p.
# 4. V is 0 and stays 0: there is no slope to go down. The non-saturating loss has been infinite since the first
#    shift, because a few fakes outside the real hill are enough: there D* is 0.
#
# </details>

# %% [markdown] slideshow={"slide_type": "notes"}
# At each place, the saturating gradient *is* the slope of the curve of V, and so of 2 JS: with this loss, and the
# best expert at every step, the forger does go down the Jensen-Shannon divergence. Where that is flat, he stands
# still.
#
# The curves of the two *losses* usually have slopes that differ from these gradients: along them D* follows the
# fakes, and he never feels that part of the change.

# %% [markdown]
# ## When there is nothing in common
#
# A bell is never quite 0. Real pictures are another matter: nearly all of the 784-dimensional space is empty ([lesson
# 03](03_why_images_are_hard.ipynb)), and an untrained forger's fakes lie nowhere near a real picture. So let's take
# data that don't meet: the real ones are numbers from -1 to 1, the fakes numbers from 3 to 5. An expert trains on
# them, on and on, while the forger waits.

# %%
exercises.the_better_she_gets

# %%
torch.manual_seed(0)
expert = models.MLPDiscriminator(data_shape=(1,), hidden=(32, 32))
adam = torch.optim.Adam(expert.parameters(), lr=0.003)
both = {"saturating": losses.minimax_generator_loss, "non-saturating": losses.nonsaturating_generator_loss}
pulls = {name: [] for name in both}
for _ in range(300):
    real, fakes = 2 * torch.rand(256, 1) - 1, 2 * torch.rand(256, 1) + 3
    place = torch.zeros(1, requires_grad=True)  # his only weight: how far his fakes are shifted
    for name, loss in both.items():
        pulls[name].append(torch.autograd.grad(loss(expert(fakes + place)), place)[0].abs().item())
    loss = losses.discriminator_loss(expert(real), expert(fakes))
    adam.zero_grad()
    loss.backward()
    adam.step()

# %%
curves = {name: (range(300), pull) for name, pull in pulls.items()}
exercises.show(plot_panels({"his gradient": curves}, "steps that she has trained", log=True), "gradients")

# %%
exercises.the_better_she_gets.reveal()

# %% [markdown]
# It was the same with each of five seeds. Theorem 2.4 of [Arjovsky & Bottou (2017)](https://arxiv.org/abs/1701.04862)
# says why: where real data and fakes don't meet, there is a perfect expert who is flat wherever they lie. The nearer
# she comes to that one, the smaller the saturating gradient has to be.
#
# For the other loss there is no such bound. With the *ideal* expert it's infinite, as you saw on the hills. A
# network's logits stay finite, and in our runs its slope pointed home.

# %% [markdown]
# ## What the other loss minimises
#
# The saturating gradient, with the best expert, is that of 2 JS. The non-saturating one is the gradient of something
# else (theorem 2.5 of Arjovsky & Bottou). **At the place where D\* was made, with D\* held still**,
#
# $$\nabla\, \mathbb{E}_z\bigl[-\log D^*(G(z))\bigr] = \nabla \bigl[\mathrm{KL}(q\,\|\,p) - 2\,\mathrm{JS}(p, q)\bigr]$$
#
# wherever these numbers are finite. (∇ is the gradient, here with respect to whatever moves his fakes.) Which
# mistakes does such a difference punish? Numbers first. Take two styles, and two forgers who go wrong in different
# ways: one **leaves out** half of the master's work, the other **floods** the auction with a style in which the
# master hardly ever paints.


# %%
def kl_of(one, other):
    """KL(one || other) of two lists of shares; a share of 0 adds nothing."""
    return sum(a * math.log(a / b) for a, b in zip(one, other, strict=True) if a > 0)


print("master      forger       KL(q‖p)   2 JS   KL(q‖p) - 2 JS")
for p, q, mistake in (((0.5, 0.5), (1.0, 0.0), "leaves out"), ((0.99, 0.01), (0.5, 0.5), "floods")):
    m = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    kl, js = kl_of(q, p), (kl_of(p, m) + kl_of(q, m)) / 2
    print(f"{p[0]:.2f} {p[1]:.2f}   {q[0]:.2f} {q[1]:.2f} {kl:10.3f} {2 * js:8.3f} {kl - 2 * js:12.3f}   {mistake}")

# %% [markdown]
# To Jensen-Shannon both mistakes are about equally bad. To KL(q‖p) - 2 JS the flood is nearly five times as bad as
# the missing half: this loss hates fakes where there is little real data, and puts up with real data where there are
# no fakes.

# %% [markdown]
# <details><summary><b>The algebra</b></summary>
#
# Write -log D* as a difference:
#
# $$-\log D^* = \log \frac{p + q}{p} = \log \frac{q}{p} - \log \frac{q}{p + q} = \log \frac{q}{p} - \log (1 - D^*)$$
#
# Let his fakes move a little, and hold the fractions still. The mean of the first part then changes as KL(q‖p) does,
# and that of the second as 2 JS does. (As q changes, so does the q inside the logarithms. But q always sums to 1, so
# to first order that adds nothing.) And if you write out JS, KL(q‖p) - 2 JS comes to
# $2\,\mathrm{KL}(m\,\|\,p)$, with m the middle: 0 only if m = p, which means q = p. So it's
# **the same goal by a different route**.
#
# </details>

# %% [markdown]
# Does it hold on the line? The loss as he moves, with D* held still, against the two candidates:

# %%
start = Bell(2.0)  # the fakes when D* was made; the real data are Bell(0.0)
moves = [step / 20 for step in range(-40, 41)]  # from -2 to 2; he has not moved at number 40
frozen = held_still(Bell(0.0), start, moves)  # the loss as he moves and she does not
js = duel(Bell(0.0), start, moves).jensen_shannon
kl_minus_js = [kullback_leibler(Bell(2.0 + move), Bell(0.0)) for move in moves] - 2 * js

# %%
places, here = [2.0 + move for move in moves], 40
curves = {
    "the loss, D* held still": (places, frozen - frozen[here]),
    "KL(q‖p) - 2 JS": (places, kl_minus_js - kl_minus_js[here]),
    "2 JS": (places, 2 * (js - js[here])),
}
exercises.show(plot_panels({"change": curves}, "place of the fakes"), "loss_and_divergences")

# %% slideshow={"slide_type": "notes"}
for name, (_, heights) in curves.items():
    slope = (heights[here + 1] - heights[here - 1]) / (moves[here + 1] - moves[here - 1])
    print(f"slope at 2 of {name:24} {slope:.2f}")

# %% [markdown] slideshow={"slide_type": "fragment"}
# They share a slope at that one place, and nothing else: once he has moved, a new D* must be found. And the slope
# isn't that of Jensen-Shannon. **The non-saturating loss, with which [lesson 08](08_the_full_training_loop.ipynb)
# trains, doesn't follow the slope of the Jensen-Shannon divergence**, even with a perfect expert.

# %% [markdown]
# A warning. Forgers do leave out styles, often nearly all of them: that is **mode collapse**. It's tempting to blame
# the loss that puts up with it. But the divergence doesn't explain mode collapse. [Goodfellow
# (2016)](https://arxiv.org/abs/1701.00160) reports that GANs with other divergences leave out styles too, and lesson
# 08 will show you the *same* loss covering all eight styles with one learning rate, and only one at a time with
# another. Everything here assumes the best expert at every step, and a network in training isn't that.

# %%
exercises.what_it_minimises

# %% [markdown]
# ## Summary
#
# - V is the expert's mean pay for real pictures plus that for fakes. She wants it large, he wants it small.
# - The best expert is D* = p / (p + q). D* / (1 - D*) is p / q, so her logit estimates log p - log q.
# - With her, V = -log 4 + 2 JS, smallest if q = p. There D* = 1/2 everywhere and V = -log 4 = -1.386.
# - With a finite training set for p, the best forger is a copyist.
# - The saturating loss, log(1 - D), is his half of V. Its gradient -D vanishes where he is caught.
# - The non-saturating loss, -log D, has the gradient D - 1. At D* it follows KL(q‖p) - 2 JS.
# - All this needs the best expert at every step.

# %% [markdown]
# ## Read more
#
# - Goodfellow et al. 2014, *Generative Adversarial Nets*, [arXiv 1406.2661](https://arxiv.org/abs/1406.2661): the value
#   is equation 1, D* proposition 1 (equation 2), Jensen-Shannon equation 6 in the proof of theorem 1; the
#   non-saturating loss is at the end of section 3.
# - Arjovsky & Bottou 2017, *Towards principled methods for training generative adversarial networks*,
#   [arXiv 1701.04862](https://arxiv.org/abs/1701.04862): theorems 2.1 and 2.2 on experts without a mistake, 2.4 on the
#   gradient that dies, 2.5 on what the other one follows.
# - Goodfellow 2016, *NIPS 2016 tutorial: generative adversarial networks*,
#   [arXiv 1701.00160](https://arxiv.org/abs/1701.00160): section 3.2.5 on why the divergence does not explain which
#   styles a forger leaves out.

# %%
exercises.progress()

# %% [markdown]
# Previous: [05 · The two networks](05_the_two_networks.ipynb).
# Next: [07 · One training step](07_one_training_step.ipynb).
