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
# # 08 · The full training loop
#
# **How is a GAN trained?** In this lesson you write the whole loop, watch it work, and learn to look at a run the
# way a mechanic listens to an engine.
#
# You will be able to
#
# - write the discriminator's step, the generator's step and the loop around them, and say what each line is for;
# - read a run epoch by epoch: the samples, the losses, and what the losses do *not* tell you;
# - go on from any recorded point of a run with other settings, and judge a recipe by five seeds instead of a lucky
# one;
# - say what falling learning rates, averaged weights and a gradient penalty are, and use them.
#
# About 60 minutes, of which the computer trains for one or two.

# %%
from itertools import islice

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson import datasets, losses, models, recordings, training
from gan_lesson.history import History
from gan_lesson.plots import plot_pictures, plot_points, show
from gan_lesson.progress import progress
from gan_lesson.widgets import EpochPlayer

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## A run from beginning to end
#
# Somebody has already trained a forger on 4,096 portraits from the master's studio, and recorded 53 moments of it,
# many of them from the first seconds. One *epoch* is one pass over the training set, and epoch 0 begins with the
# untrained forger. Each small picture belongs to one *latent*, one handful of random numbers, and keeps its place
# from first to last: you watch the same 64 forgeries grow up.
#
# **Predict first:** what will appear first, and what last: the outline of the head, the eyes, the ears, the pattern
# of the fur? Then press Play, or put the slider in focus and use the arrow keys.

# %%
EpochPlayer(recordings.load("portraits"))

# %% [markdown]
# <details><summary><b>What there was to see</b></summary>
#
# A blob where a head belongs comes first, with dark spots where most animals have eyes and a nose. Then the ears
# make up their minds, and you can tell a dog from a cat. The patterns of the fur, which differ from animal to
# animal, come last. What most portraits share is learned first, because every rejected forgery points to it.
# </details>
#
# Nobody told this forger what a dog is. It never saw a portrait either: it only ever received a gradient from the
# expert. The rest of this lesson builds the loop that does this.

# %% [markdown]
# ## A training set that you can see whole
#
# A portrait is a point in 784 dimensions, and nobody can look at those. So we begin in the plane, with a training
# set of 2,560 points in eight clusters on a ring. Think of each point as a painting and of each cluster as a style.
#
# The forger has to discover all eight styles, and to paint nothing in between.

# %%
ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)
show(
    plot_points(ring.data, region=ring.region, title="The training set"),
    alt="Eight small round clusters of real points, evenly spaced on a circle around the origin.",
)

# %% [markdown]
# ## Two networks and two optimisers
#
# The **generator** turns two random numbers, the latents, into a point. The **discriminator** turns a point into one
# number, a *logit*; its sigmoid is D(x), the probability, as the discriminator sees it, that the point is real.
#
# Each player has an optimiser of its own that knows only its own weights. That is how a step of one player leaves the
# other as it was.
#
# **Predict:** both networks have three hidden layers of 64 numbers. Which has more parameters, and by how many?

# %%
torch.manual_seed(0)
generator = models.MLPGenerator(latent_dim=2, data_shape=(2,), hidden=(64, 64, 64))
discriminator = models.MLPDiscriminator(data_shape=(2,), hidden=(64, 64, 64))
g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.001, betas=(0.5, 0.999))
d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=0.001, betas=(0.5, 0.999))

print(f"generator:     {models.parameter_count(generator):,} parameters")
print(f"discriminator: {models.parameter_count(discriminator):,} parameters")

# %% [markdown]
# The generator has 65 more: its last layer makes two numbers from 64 and needs 2 · (64 + 1) parameters, the
# discriminator's makes one and needs 65.

# %% [markdown]
# ## The discriminator's step
#
# The expert sees a batch of real points and a batch of fakes, and moves towards saying *real*, target 1, to the first
# and *fake*, target 0, to the second. This is the cross-entropy of lesson 01, once for each batch:
#
# $$L_D = -\tfrac1n\sum_i \log D(x_i) \;-\; \tfrac1n\sum_i \log\bigl(1 - D(G(z_i))\bigr)$$
#
# Read each line, and then the one word that people ask about most: `detach()` cuts the fakes loose from the generator
# that made them. Without it, `backward()` would also compute gradients for the generator, work that nobody uses here.


# %% tags=["hand-written"]
def discriminator_step(real, fake):
    real_logits = discriminator(real)  # (batch,)  what it says to the master's work
    fake_logits = discriminator(fake.detach())  # (batch,)  and to the forger's
    loss_real = binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))  # -log D(x)
    loss_fake = binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))  # -log(1 - D(G(z)))
    loss = loss_real + loss_fake
    d_optimizer.zero_grad()  # forget the gradients of every step before this one
    loss.backward()  # how would each weight change the loss?
    d_optimizer.step()  # move the discriminator's weights, and only those
    return loss.detach()


# %% [markdown]
# ## The generator's step
#
# Now the forger moves. He paints a fresh batch, the expert judges it, and he wants to hear *real*. So his target is
# 1:
#
# $$L_G = -\tfrac1n\sum_i \log D(G(z_i))$$
#
# Here nothing is detached: the gradient has to travel back *through* the discriminator into the generator. It tells
# the forger, for every fake, in which direction to move it so that the expert would find it more real. The
# discriminator collects gradients on the way too, but `g_optimizer` does not know its weights, and its own
# `zero_grad()` clears them before they can do harm.


# %% tags=["hand-written"]
def generator_step(latents):
    fake_logits = discriminator(generator(latents))  # (batch,)  no detach: the gradient must reach the generator
    loss = binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))  # -log D(G(z))
    g_optimizer.zero_grad()
    loss.backward()
    g_optimizer.step()  # move the generator's weights, and only those
    return loss.detach()


# %% [markdown]
# ## The loop
#
# One *step* is one move of each player, the discriminator first. `Batches` shuffles the training set anew in each
# epoch and hands it out in batches of 128, so an epoch here is 20 steps.
#
# The `History` watches: it has 512 latents of its own, and at the end of each epoch it notes where the generator puts
# them and what the discriminator thinks of the whole plane. It only looks. A run with a history ends with exactly the
# same weights as one without.
#
# **Predict:** after 100 epochs, how many of the eight clusters will the forger have found?

# %% tags=["hand-written"]
batches = training.Batches(ring.data, 128, torch.Generator().manual_seed(1), epochs=100)
draws = torch.Generator().manual_seed(2)
history = History(
    models.sample_latents(512, 2, torch.Generator().manual_seed(3)),
    title="My first GAN",
    real=ring.data[:512],
    region=ring.region,
    metrics=recordings.coverage_of(ring),
    every=2,
)
history.begin(generator, discriminator)

for number, real in enumerate(progress(batches, batches.remaining), start=1):
    fake = generator(models.sample_latents(128, 2, draws))  # (128, 2)
    d_loss = discriminator_step(real, fake)
    g_loss = generator_step(models.sample_latents(128, 2, draws))  # a fresh handful
    history.record(training.TrainingStep(number, batches.epoch, d_loss, g_loss), generator, discriminator)

# %% [markdown]
# That is a GAN. Look at what you trained: blue circles are real, orange triangles are fakes, and the shading is the
# expert's opinion of every place in the plane.

# %%
EpochPlayer(history)

# %%
print(f"{history[-1].metrics['modes covered']:.0f} of 8 clusters found")

# %% [markdown]
# Go back to the first epochs and step slowly. The expert shades the fakes' side of the plane, the fakes flow to
# where it says *real*, the expert notices, and the shading turns. The forger chases the expert's opinion, not the
# points.
#
# Now watch the losses. Both become nearly flat long before the picture is good, and they stay near the values they
# have when D(x) is 1/2 everywhere: 2 log 2 = 1.386 for the discriminator and log 2 = 0.693 for the generator. **A
# GAN's loss is not a grade.** Each is measured against an opponent who changes; two beginners and two masters can
# show the same numbers. That is why you look at samples, and why lesson 09 is about measuring them.

# %% [markdown]
# ## Five seeds instead of a lucky one
#
# A seed decides the first weights, the shuffling and the latents. A recipe that works with one seed may have been
# lucky, so here is the very same loop, recorded with five. They share one slider. Which finds its eighth cluster
# first?

# %%
EpochPlayer(*[recordings.load(f"ring_seed_{seed}") for seed in range(5)])

# %%
for seed in range(5):
    run = recordings.load(f"ring_seed_{seed}")
    done = next(snapshot.epoch for snapshot in run if snapshot.metrics["modes covered"] == 8)
    print(f"seed {seed}: all eight clusters found by epoch {done}")

# %% [markdown]
# All five get there, but on different roads and not equally soon. From here on, a claim about a recipe in this course
# means that it held for at least five seeds.

# %% [markdown]
# ## The strays between the clusters
#
# Even at the end, some fakes lie between two clusters. More training makes them fewer. Can it remove them all?
#
# Take a latent that becomes a point on the right of the ring, one that becomes a point on the left, and walk from
# one to the other in a straight line of 200 small steps. **Predict:** will the walk jump across the empty middle?

# %%
samples = torch.from_numpy(history[-1].samples)  # (512, 2)
right, left = history.latents[samples[:, 0].argmax()], history.latents[samples[:, 0].argmin()]
walk = torch.lerp(right, left, torch.linspace(0, 1, 200)[:, None])  # (200, 2)
with torch.no_grad():
    path = generator(walk)  # (200, 2)
show(
    plot_points(ring.data[:512], path, ring.region, "Walking from one latent to another"),
    alt="The fakes along the walk form an unbroken curve that crosses the gaps between clusters.",
    caption="The walk's fakes form one unbroken curve.",
)

# %% [markdown]
# It cannot jump. A network like this one is a *continuous* function: nearby latents become nearby points, so an
# unbroken line of latents becomes an unbroken curve, and a curve that begins in one cluster and ends in another has
# to cross the ground between. What training can do is to make the crossing so steep that few latents fall on it.

# %% [markdown]
# ## The same loop, packaged
#
# From now on we use the package's version, `training.train`. It is a Python generator: it makes one step, hands you
# what happened, and waits. So the `for` stays yours, and you can look, record, change a learning rate or `break` in
# it.
#
# Is it really the same? Give two fresh pairs the same seeds, train one for five steps with your functions and the
# other with the package, and compare all the weights.


# %%
def fresh_run(epochs, rate=0.001, beta2=0.999):
    """A new pair, its optimisers, its batches and its latents: everything that a run changes."""
    torch.manual_seed(0)
    pair = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
    g_adam, d_adam = [torch.optim.Adam(network.parameters(), lr=rate, betas=(0.5, beta2)) for network in pair]
    shuffled = training.Batches(ring.data, 128, torch.Generator().manual_seed(1), epochs)
    return *pair, shuffled, g_adam, d_adam, torch.Generator().manual_seed(2)


# %%
generator, discriminator, batches, g_optimizer, d_optimizer, draws = fresh_run(epochs=1)
for real in islice(batches, 5):
    discriminator_step(real, generator(models.sample_latents(128, 2, draws)))
    generator_step(models.sample_latents(128, 2, draws))

parts = fresh_run(epochs=1)
for _ in islice(training.train(*parts), 5):
    pass
pairs = zip(generator.parameters(), parts[0].parameters(), strict=True)
print("the same weights:", all(torch.allclose(mine, packaged, atol=1e-5) for mine, packaged in pairs))

# %% [markdown]
# The package writes `softplus(-logit)` where you wrote a cross-entropy with the target 1. Both are -log D(x); only
# the last bits of rounding may differ.

# %% [markdown]
# ## Faster, and what it costs
#
# Your run took most of its 100 epochs to find its way. Let us push: four times the learning rate, and a shorter
# memory for Adam's second moment (beta2 = 0.9).
#
# This time the history also keeps *restart points*, one every 25 epochs: both networks, both optimisers and the
# state of the random generators, all that is needed to go on from there later.
#
# The same run is watched twice. The second history looks at a running average of the generator's weights, of which
# more in a moment.

# %%
parts = fresh_run(epochs=100, rate=0.004, beta2=0.9)
average = training.average_of(parts[0], decay=0.99)
latents = models.sample_latents(512, 2, torch.Generator().manual_seed(3))
watch = dict(real=ring.data[:512], region=ring.region, metrics=recordings.coverage_of(ring), every=4)
fast = History(latents, title="Fast", restart_every=25, **watch)
averaged = History(latents, title="Fast, averaged weights", **watch)
fast.begin(parts[0], parts[1])
averaged.begin(average, parts[1])

for step in progress(training.train(*parts, averaged=average), parts[2].remaining):
    fast.record(step, parts[0])
    averaged.record(step, average)

# %%
EpochPlayer(fast, averaged)

# %% [markdown]
# On the left, the forger finds all the clusters early and then never comes to rest: he keeps overshooting, first to
# this side, then to that. The next two sections are two cures.
#
# ### Trick one: averaged weights
#
# On the right you see *the same run*, through other glasses. After each step, a copy of the generator is moved 1 %
# of the way towards the present weights:
#
# $$\bar w \leftarrow 0.99\,\bar w + 0.01\,w$$
#
# So the copy is an average over roughly the last 100 steps, in which the jitter to both sides cancels. (In the first
# steps it moves faster, so that the untrained weights are soon forgotten.) The copy
# takes no part in the game; the training does not even know that it exists. ProGAN, BigGAN and StyleGAN all show
# samples of such an average.

# %%
print("fewer strays with averaged weights:", averaged[-1].metrics["strays, %"] < fast[-1].metrics["strays, %"])

# %% [markdown]
# ### Trick two: let the learning rates fall
#
# Large steps are good for finding the place, small ones for settling in it. So keep the rates for the first half of
# the run, then let them fall to zero in a straight line.
#
# We need not begin again. Go back to the restart point after epoch 50, and take another road from there. Everything
# is put back, the random generators included: with the old settings, the second half would come out again bit for
# bit.

# %%
run = step.run  # both networks, both optimisers, the batches and the random generator of the latents
run.load_state_dict(fast.restart_point(50))
calmed = fast.until(50, title="Falling rates from epoch 50")
total = 100 * len(run.batches)

for step in progress(training.train(*parts, averaged=average), run.batches.remaining):
    rate = 0.004 * 2 * (1 - step.number / total)  # from 0.004 at half-time to 0 at the end
    training.set_learning_rate(run.g_optimizer, rate)
    training.set_learning_rate(run.d_optimizer, rate)
    calmed.record(step, run.generator)

# %%
EpochPlayer(fast, calmed)

# %%
print("fewer strays with falling rates:", calmed[-1].metrics["strays, %"] < fast[-1].metrics["strays, %"])

# %% [markdown]
# Up to epoch 50 the two are one run; then they part. Both cures left fewer strays with each of the five seeds that we
# tried. Neither is free: falling rates need to know when the run will end, and an average lags behind while the
# generator still has far to go.

# %% [markdown]
# ## Portraits, in about 20 seconds
#
# Now the real thing: 2,048 portraits, and convolutional networks from lesson 05. What changes in the loop? Nothing.
# The data and the networks are other objects; the steps are the same.
#
# ### Trick three: a gradient penalty
#
# An expert who draws a razor-sharp line between real and fake gives the forger a gradient that is huge on the line
# and next to nothing elsewhere. The **R1 penalty** keeps her gentle: it adds to her loss the squared length of the
# logit's gradient at the real pictures,
#
# $$R_1 = \tfrac1n\sum_i \bigl\|\nabla_x\, l(x_i)\bigr\|^2 ,$$
#
# so her opinion has to change gradually around real data. It costs a second backward pass, and is applied in every
# eighth step only.

# %%
pets = datasets.portraits(2048, torch.Generator().manual_seed(0))
show(
    plot_pictures(pets.data[:32, 0], columns=16),
    alt="Thirty-two small grey portraits of dogs and cats on black.",
    caption="Thirty-two of the 2,048 portraits in the training set.",
)

# %% [markdown]
# `train_sharing_fakes` is a faster relative of `train`: it paints one batch of fakes for both players, and asks the
# discriminator about real and fake in one go. That makes it a slightly different algorithm, so it has a name of its
# own.

# %%
torch.manual_seed(0)
generator, discriminator = models.ConvGenerator(latent_dim=32), models.ConvDiscriminator(width=8, depth=3)
average = training.average_of(generator, decay=0.99)
g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.9))
d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(0.0, 0.9))
batches = training.Batches(pets.data, 32, torch.Generator().manual_seed(1), epochs=24)
steps = training.train_sharing_fakes(
    generator, discriminator, batches, g_optimizer, d_optimizer, torch.Generator().manual_seed(2),
    penalty=losses.r1_penalty, penalty_every=8, averaged=average,
)  # fmt: skip

# %%
latents = models.sample_latents(64, 32, torch.Generator().manual_seed(3))
moments = (2, 4, 6, 8, 12, 16, 24, 32, 48)  # steps of the first epoch to look at too
portraits = History(latents, title="My portraits", real=pets.data[:64], steps=moments)
portraits.begin(average)
total = batches.remaining
for step in progress(steps, total):
    rate = 0.002 * min(1, 2 * (1 - step.number / total))  # trick two
    training.set_learning_rate(g_optimizer, rate)
    training.set_learning_rate(d_optimizer, rate)
    portraits.record(step, average)  # trick one

# %%
EpochPlayer(portraits)

# %% [markdown]
# You can tell most dogs from most cats, and many faces are still rough. This run made some 1,500 steps; the recorded
# one above made 11,520, on twice as many portraits, by the same recipe.

# %% [markdown]
# ## Real handwriting
#
# Nobody in this project drew the next training set: 1,797 digits, written by real people and measured as 8x8 grey
# levels. They are small, so perceptrons will do.
#
# **Predict:** this forger is not told which digit a picture shows, only whether the expert believes it. Will its
# pictures be recognisable as single digits, or blends of several?

# %%
digits = datasets.handwriting()
torch.manual_seed(0)
generator = models.MLPGenerator(16, (1, 8, 8), hidden=(256, 256), activation=models.LeakyReLU)
discriminator = models.MLPDiscriminator((1, 8, 8), hidden=(256, 256))
average = training.average_of(generator, decay=0.99)
g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.99))
d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(0.0, 0.99))
batches = training.Batches(digits.data, 64, torch.Generator().manual_seed(1), epochs=60)
steps = training.train_sharing_fakes(
    generator, discriminator, batches, g_optimizer, d_optimizer, torch.Generator().manual_seed(2),
    penalty=lambda network, real: 3 * losses.r1_penalty(network, real), penalty_every=4, averaged=average,
)  # fmt: skip

# %%
latents = models.sample_latents(64, 16, torch.Generator().manual_seed(3))
handwriting = History(latents, title="Handwriting", real=digits.data[:64], every=2)
handwriting.begin(average)
total = batches.remaining
for step in progress(steps, total):
    rate = 0.002 * min(1, 2 * (1 - step.number / total))
    training.set_learning_rate(g_optimizer, rate)
    training.set_learning_rate(d_optimizer, rate)
    handwriting.record(step, average)

# %%
EpochPlayer(handwriting)

# %% [markdown]
# Most of them are digits, and a few are between two, for the reason you saw on the ring: from one style to another
# there is no way around the ground between. Lesson 12 tells the forger which digit to paint.

# %% [markdown]
# ## Your turn
#
# The next cell is a run of your own. As it stands it is your first GAN again. Change one thing, **predict**, run it,
# and compare with what we saw with five seeds.
#
# - **A slow expert.** Give the discriminator a tenth of the rate, 0.0001. What will the fakes do when the opinion
#   behind them hardly moves?
# - **A bold forger.** Ask for ten times the generator's rate instead: `training.set_learning_rate(parts[3], 0.01)`.
# - **Another ground.** Put `datasets.moons(2560, draws)`, `datasets.grid(2560, draws)` or points of your own,
#   `datasets.points(my_array)`, in place of `ring`. Moons and your own points have no known clusters: leave out
#   `metrics`.
#
# An interrupt (the square button above, or I I) stops a training cell cleanly, and what it has recorded is kept.

# %%
parts = fresh_run(epochs=100)
training.set_learning_rate(parts[4], 0.001)  # of the discriminator's optimiser: try 0.0001
latents = models.sample_latents(256, 2, torch.Generator().manual_seed(3))
metrics = recordings.coverage_of(ring)
mine = History(latents, title="My run", real=ring.data[:256], region=ring.region, metrics=metrics, every=4)
mine.begin(parts[0], parts[1])
for step in progress(training.train(*parts), parts[2].remaining):
    mine.record(step, parts[0])

# %%
EpochPlayer(mine)

# %% [markdown]
# <details><summary><b>What we saw</b></summary>
#
# **A slow expert:** with each of the five seeds the fakes huddled together in one clump, and the clump wandered
# round the ring. The whole forger runs to the one place that the expert believes in, and when she has learned to
# distrust it, to the next. This is *mode collapse*; lesson 10 is about it.
#
# **A bold forger:** much the same, except that with one seed of five he found all eight clusters before the end. What
# counts is how fast the two learn compared with each other.
#
# **Another ground:** you are the first to see it.
# </details>

# %% [markdown]
# ## Summary
#
# - One step: the discriminator learns from a batch of real and a batch of detached fakes; then the generator learns
#   from the gradient that comes back through the discriminator. The loop repeats this.
# - A GAN's losses are not grades. Look at samples, at the same latents, epoch by epoch.
# - One seed is an anecdote; five are the beginning of evidence.
# - A continuous generator leaves strays between separate modes. Training can make them rare.
# - Averaged weights, falling rates and a gradient penalty steady a run. None of them changes who plays against whom.

# %% [markdown]
# ## Read more
#
# - Goodfellow et al. 2014, *Generative Adversarial Nets*, arXiv 1406.2661: the loop is algorithm 1, with k = 1; the
#   generator's loss as we use it is at the end of section 3.
# - Radford, Metz & Chintala 2016, *DCGAN*, arXiv 1511.06434: the convolutional pair.
# - Mescheder, Geiger & Nowozin 2018, *Which training methods for GANs do actually converge?*, arXiv 1801.04406: R1 is
#   equation 9.
# - Yazıcı et al. 2019, *The unusual effectiveness of averaging in GAN training*, arXiv 1806.04498.
