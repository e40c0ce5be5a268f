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
# **How is a GAN trained?** Here is the whole loop, written out by hand. You take it apart, watch it work, and see why
# it swings.
#
# You will be able to
#
# - say what each line is for in the discriminator's step, in the generator's step and in the loop around them;
# - read a run epoch by epoch: the samples, the losses, and what the losses do *not* tell you;
# - say why two players who both go downhill can circle, and what steadies them;
# - go on from a restart point with other settings, and judge a recipe by five seeds instead of a lucky one;
# - say what falling learning rates, averaged weights and a gradient penalty are, and use them.
#
# About 115 minutes, of which the computer trains for two or three.

# %%
from itertools import islice

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, pad

from gan_lesson import datasets, losses, models, recordings, training
from gan_lesson.evaluation.metrics import coverage_of
from gan_lesson.exercises import lesson_08 as exercises
from gan_lesson.history import History
from gan_lesson.laboratory import Laboratory, Recipe
from gan_lesson.plots import plot_curves, plot_pictures, plot_points
from gan_lesson.plots.lesson_08 import plot_paths
from gan_lesson.progress import progress
from gan_lesson.widgets import EpochPlayer, LiveLaboratory, SaddleExplorer

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## Your two steps, at work
#
# In [lesson 07](07_one_training_step.ipynb) you wrote two functions, one for each player's turn. Here they are again,
# and this whole lesson is built on them. If you still have yours, paste them over ours.

# %% [markdown]
# ### The discriminator's step
#
# The expert sees a batch of real points and a batch of fakes. She moves towards saying *real*, target 1, to the first
# and *fake*, target 0, to the second. That is the cross-entropy of [lesson 01](01_telling_dogs_from_cats.ipynb), once
# for each batch:
#
# $$L_D = -\tfrac1n\sum_i \log D(x_i) \;-\; \tfrac1n\sum_i \log\bigl(1 - D(G(z_i))\bigr)$$


# %% tags=["hand-written"]
def discriminator_step(discriminator, real, fake, d_optimizer):
    real_logits = discriminator(real)  # (batch,)  what she says to the master's work
    fake_logits = discriminator(fake.detach())  # (batch,)  and to the forger's
    loss_real = binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))  # -log D(x)
    loss_fake = binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))  # -log(1 - D(G(z)))
    loss = loss_real + loss_fake
    d_optimizer.zero_grad()  # forget the gradients of every step before this one
    loss.backward()  # how would each weight change the loss?
    d_optimizer.step()  # move the discriminator's weights, and only those
    return loss.detach()


# %% [markdown]
# ### The generator's step
#
# Now the forger moves. He paints a fresh batch, the expert judges it, and he wants to hear *real*. So his target is
# 1:
#
# $$L_G = -\tfrac1n\sum_i \log D(G(z_i))$$
#
# The gradient travels back *through* the discriminator into the generator. It tells the forger, for each of his
# fakes, in which direction to move it so that the expert would find it more real.


# %% tags=["hand-written"]
def generator_step(generator, discriminator, latents, g_optimizer):
    fake_logits = discriminator(generator(latents))  # (batch,)  no detach: the gradient must reach the generator
    loss = binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))  # -log D(G(z))
    g_optimizer.zero_grad()
    loss.backward()
    g_optimizer.step()  # move the generator's weights, and only those
    return loss.detach()


# %% [markdown] slideshow={"slide_type": "notes"}
# Now hand both over. The laboratory brings two untrained networks and points in eight clusters, and calls your two
# functions in turn, again and again; it has made 40 steps before you look. Press *Run*, watch for a minute, and press
# *Pause*.

# %% slideshow={"slide_type": "skip"}
laboratory = Laboratory(Recipe(), generator_step=generator_step, discriminator_step=discriminator_step)
laboratory.run(40)
LiveLaboratory(laboratory, title="Your two steps, at work")

# %% [markdown] slideshow={"slide_type": "notes"}
# The laboratory did all the rest. In this lesson you do that yourself. But first, see how far training can go.

# %% [markdown]
# ## A run from beginning to end
#
# Somebody has already trained a forger on 4,096 portraits from the master's studio, and recorded 54 moments of it,
# many of them from the first seconds. One *epoch* is one pass over the training set, and epoch 0 begins with the
# untrained forger. Each small picture belongs to one *latent*, one handful of random numbers, and keeps its place
# from first to last: you watch the same 64 forgeries grow up.
#
# Make a prediction first. Then press Play, or click on the slider and use the arrow keys.

# %%
exercises.first_to_appear

# %%
recorded = recordings.load("portraits")
EpochPlayer(recorded, originals=recorded.real)

# %%
exercises.first_to_appear.reveal()

# %% [markdown]
# What most portraits share is learned first. A likely reason: it's the quickest way to tell real from fake, so the
# expert's gradient carries it first. The rest of this lesson builds the loop that does this.

# %% [markdown] slideshow={"slide_type": "notes"}
# ## A training set that you can see whole
#
# A portrait is a point in 784 dimensions, and nobody can look at those. So we begin in the plane, with a training set
# of 2,560 points in eight clusters on a ring. Think of each point as a painting and of each cluster as a style.
#
# The forger has to discover all eight styles, and to paint nothing in between.

# %% slideshow={"slide_type": "skip"}
ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)
exercises.show(plot_points(ring.data, region=ring.region, title="The training set"), "ring")

# %% [markdown]
# ## Two networks and two optimisers
#
# The **generator** turns a latent, here two random numbers, into a point. The **discriminator** turns a point into
# one number, a logit, whose sigmoid is D(x).
#
# Each player has an optimiser that knows only that player's weights.

# %% slideshow={"slide_type": "skip"}
exercises.more_parameters

# %%
torch.manual_seed(0)
generator = models.MLPGenerator(latent_dim=2, data_shape=(2,), hidden=(64, 64, 64))
discriminator = models.MLPDiscriminator(data_shape=(2,), hidden=(64, 64, 64))
g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.001, betas=(0.5, 0.999))
d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=0.001, betas=(0.5, 0.999))

print(f"generator:     {models.parameter_count(generator):,} parameters")
print(f"discriminator: {models.parameter_count(discriminator):,} parameters")

# %% slideshow={"slide_type": "skip"}
exercises.more_parameters.reveal()

# %% [markdown]
# ### Adam, in three steps
#
# Both optimisers are [*Adam*](https://arxiv.org/abs/1412.6980). For each weight it keeps two running averages: m, of
# the gradient, and v, of the gradient's square. At every step it moves the weight by
#
# $$-\,\text{rate}\cdot m\,/\sqrt{v}.$$
#
# The `betas` say how much of the old average stays. With beta1 = 0.5 it's half: m becomes 0.5 · m + 0.5 · gradient.
# (An average that begins at 0 is too small at first, so Adam divides it by the share of it that comes from
# gradients: 1/2, then 3/4, then 7/8.)
#
# Let a weight get the gradients 4, 4 and then -4. **On paper**, with beta1 = 0.5: m is 2, 3, -0.5; divided by those
# shares, 4, 4 and -4/7. The square is 16 every time, so √v is 4. How far does the weight move, counted in learning
# rates, and which way?

# %% slideshow={"slide_type": "notes"}
for beta1 in (0.0, 0.5, 0.9):
    weight = torch.zeros(1, requires_grad=True)
    adam, places = torch.optim.Adam([weight], lr=1.0, betas=(beta1, 0.999)), [0.0]
    for gradient in (4.0, 4.0, -4.0):
        weight.grad = torch.tensor([gradient])  # as if `backward` had written it there
        adam.step()
        places.append(weight.item())
    print(f"beta1 = {beta1}: ", *(f"{after - before:6.2f}" for before, after in zip(places, places[1:], strict=False)))

# %% [markdown] slideshow={"slide_type": "notes"}
# With beta1 = 0.5 it moves by -1, -1 and +1/7 rates. The first two moves are one rate long, however large the
# gradient is: 4 or 400 makes no difference. In the third the gradient has turned. With beta1 = 0 the weight turns at
# once, with 0.5 it hesitates, and with 0.9 it runs on in the old direction. That is *momentum*, the kind that fades:
# an average remembers about 1 / (1 - beta) steps, so our 0.5 and 0.999 mean 2 steps for m and 1,000 for v.

# %% [markdown]
# ## One epoch, written by you
#
# You have both steps. Now write what goes around them: one *epoch*, one pass through the training set. Your function
# gets five things:
#
# - `batches`: hands out the training set, one batch of real points after another, in a `for` loop;
# - `generator(latents)`: makes one fake from each latent;
# - `draw_latents(n)`: draws n fresh latents;
# - `update_discriminator(real, fake)` and `update_generator(latents)`: the two steps above, with their networks and
#   optimisers already in hand.
#
# For each batch the discriminator moves first, then the generator, each with fresh latents, as many as there are real
# points. Nothing needs to be returned.


# %% tags=["exercise"]
def one_epoch(batches, generator, draw_latents, update_discriminator, update_generator):
    """Both players move once for each batch: the discriminator first."""
    ...


# %%
exercises.one_epoch.check(one_epoch)
# exercises.one_epoch.hint()
# exercises.one_epoch.solution()

# %% [markdown]
# ## The loop
#
# `Batches` reshuffles the training set in each epoch and hands it out in batches of 128, so an epoch here is 20
# training steps. With `epochs=100` it makes a hundred passes: the loop below is your `one_epoch`, a hundred times
# over.
#
# The `History` watches. Every fourth epoch it notes what the discriminator thinks of the whole plane, and where the
# generator puts 256 latents. They are **the same latents every time**: so whatever changes between two looks has
# changed in the networks. With fresh latents you would see other fakes at each look, and couldn't tell progress from
# the luck of the draw. (Looking leaves no trace: the weights come out exactly as they would without it.)

# %% [markdown]
# The history also counts clusters *covered* and *strays*, as in [lesson 05](05_the_two_networks.ipynb); *close* means
# within three standard deviations of a centre. One fake is enough to cover a cluster, so read the two together. A
# perfect forger would have 1.1 % strays. (In papers a cluster is called a *mode*.)

# %%
exercises.clusters_covered

# %% tags=["hand-written"] slideshow={"slide_type": "slide"}
batches = training.Batches(ring.data, 128, torch.Generator().manual_seed(1), epochs=100)
draws = torch.Generator().manual_seed(2)
history = History(
    models.sample_latents(256, 2, torch.Generator().manual_seed(3)),
    title="My first GAN",
    real=ring.data[:256],
    region=ring.region,
    metrics=coverage_of(ring),
    every=4,
)
history.begin(generator, discriminator)

for number, real in enumerate(progress(batches, batches.remaining), start=1):
    fake = generator(models.sample_latents(128, 2, draws))  # (128, 2)
    d_loss = discriminator_step(discriminator, real, fake, d_optimizer)
    latents = models.sample_latents(128, 2, draws)  # (128, 2), fresh ones
    g_loss = generator_step(generator, discriminator, latents, g_optimizer)
    step = training.TrainingStep(number, number / len(batches), d_loss, g_loss)
    history.record(step, generator, discriminator)

# %% [markdown] slideshow={"slide_type": "notes"}
# That is a GAN. Look at what you trained: blue circles are real, orange triangles are fakes, and the shading is the
# expert's opinion of every place in the plane.

# %%
EpochPlayer(history)

# %%
print(f"{history[-1].metrics['clusters covered']:.0f} of 8 clusters covered")

# %%
exercises.clusters_covered.reveal()

# %% [markdown]
# Go back to the first epochs and step slowly. The expert shades the side of the plane where the fakes are, the fakes
# flow to where she says *real*, she notices, and the shading turns. The forger chases the expert's opinion, not the
# points.

# %% [markdown]
# Now watch the losses. In the second half both are nearly flat, close to the values that they have when D(x) is 1/2
# everywhere: 2 log 2 = 1.386 for her and log 2 = 0.693 for him. Meanwhile most of the strays disappear. **A
# GAN's loss is not a grade.** Each is measured against an opponent who changes. In the recording of the portraits
# above, the discriminator's loss is 1.386 after two steps, when everything is noise, and 1.386 again in epoch 2, when
# there are faces.
#
# That's why you look at samples, and why lesson 09 is about measuring them.

# %%
exercises.flat_losses

# %% [markdown]
# One signal should alarm you. **If her loss goes to 0 and stays there**, she tells real from fake without effort, and
# he learns next to nothing from her any more. What people do then: give her a gradient penalty (trick three below), a
# smaller learning rate or fewer steps, or make her targets less certain, 0.9 instead of 1. Lesson 10 tries these on
# sick runs.

# %% [markdown]
# ## Why runs swing
#
# In an ordinary training run, one network goes down one slope and comes to rest at the bottom. Here two players go
# down different slopes, and each move tilts the other's ground. The smallest game of that kind has one number each:
# she chooses x, he chooses y, and
#
# $$V = x \, y.$$
#
# She wants V large, he wants it small. At x = y = 0 neither of them gains anything by moving alone. Such a point is a
# **Nash equilibrium**, after the mathematician John Nash. V is a **saddle** there: seen from the middle it rises
# along one diagonal and falls along the other.
#
# They start at x = 1, y = 0, and each follows their own slope in small steps. Will they find the middle? **Predict**,
# once for moves made at the same time, and once for moves made in turn.


# %% slideshow={"slide_type": "notes"}
def play(in_turn, penalty=0.0, rate=0.2, steps=45):
    """The path of both numbers: x climbs V = x y, y goes down it."""
    x, y = 1.0, 0.0
    xs, ys = [x], [y]
    for _ in range(steps):
        new_x = x + rate * (y - penalty * x)  # the slope of V along x is y; a penalty pulls x towards 0
        y = y - rate * (new_x if in_turn else x)  # the slope along y is x: her new one, or her old one
        x = new_x
        xs.append(x)
        ys.append(y)
    return xs, ys


# %%
paths = {"at the same time": play(False), "in turn": play(True), "with a penalty": play(True, penalty=0.5)}
for name, (xs, ys) in paths.items():
    print(f"{name:16} starts 1.00 from the middle and ends {(xs[-1] ** 2 + ys[-1] ** 2) ** 0.5:.2f} from it")
exercises.show(plot_paths(paths, "her number x", "his number y"), "three_paths")

# %% [markdown] slideshow={"slide_type": "notes"}
# When both move at the same time, every step takes them *farther* from the middle, by the factor √(1 + rate²). When
# they move in turn, they circle and never arrive. What rotates is the pair: where she is ahead, he moves; that takes
# her advantage away, so she moves. (It's the pendulum of [lesson 07](07_one_training_step.ipynb) once more: his
# number adds up hers, without friction.)
#
# The third path has friction. She pays a **penalty** for x², for holding a strong opinion. That brings the pair to
# rest.
#
# Now play it yourself. Drag the start, press Play, and try everything once. Then find out how much penalty the game
# needs when both move at the same time, with the rate at 0.20 and at 0.40, and whether more moves for her can replace
# it.

# %%
SaddleExplorer()

# %% [markdown]
# When they move in turn, any penalty on the slider brings them in. When they move at the same time, it has to be larger
# than the learning rate: with rate r and penalty c, a round changes the area of any patch of starts by the factor
# 1 - r c + r², which is below 1 only if c > r. More moves for her don't replace a penalty. However many she makes, the
# pair circles or spirals.
#
# A real GAN is not x y; its equilibrium is [lesson 06](06_the_rules_of_the_game.ipynb)'s, q = p and D = 1/2. But
# [Mescheder and others (2018)](https://arxiv.org/abs/1801.04406) show that the smallest one, a single real point, a
# single fake and an expert with a single slope, behaves like this near its equilibrium. Its penalty is the square of
# her slope: trick three below.

# %% [markdown]
# ### Didn't Goodfellow prove that it converges?
#
# He did, under conditions (proposition 2): the networks can be any function, **she reaches her best answer D\* before
# each of his moves**, and his moves improve the density of his fakes directly. Then that density *converges* to the
# real one: it comes as close as you like, and stays.
#
# In our loop none of this holds. She makes one step at a time, and he moves weights, which can bend the density only
# in some ways. So the proof promises nothing for the loop above, and whether it converges is a matter of trying.

# %% [markdown]
# ### More steps for her, other rates
#
# The paper lets her make k steps for each of his, to keep her near D*. We tried that, and unequal rates, with five
# seeds each. (*Late strays* are the mean over the last five looks.)
#
# | | clusters covered in the end | late strays |
# |---|---|---|
# | one step each, rate 0.001 for both (yours) | 8 in all five runs | 12 % |
# | five steps for her | 7 or 8; all 8 by epoch 10 in all five runs | 9 % |
# | a tenth of the rate for her | 0 or 1 | 80 % |
# | ten times the rate for him | 8 in one run, 0 in four | 88 % |

# %% [markdown] slideshow={"slide_type": "notes"}
# With five steps all the styles are there sooner (with one, the recordings below need 16 to 40 epochs), but each step
# of his costs five of hers.
#
# The third row is **mode collapse**, made to order: all his fakes rush to the one place that she believes in, and
# when she has learned to distrust it, to the next. The loss function was the same in all four rows.

# %% [markdown]
# ## Five seeds instead of a lucky one
#
# A seed decides the first weights, the shuffling and the latents. A recipe that works with one seed may have been
# lucky, so here is the same recipe, recorded with five. They share one slider. Which is the last to cover all eight
# clusters?

# %%
EpochPlayer(*[recordings.load(f"ring_seed_{seed}") for seed in range(5)], title="One recipe, five seeds")

# %% slideshow={"slide_type": "notes"}
print("seed   all eight covered   covered at the end   strays at the end")
for seed in range(5):
    recorded = recordings.load(f"ring_seed_{seed}")
    done = next(snapshot.epoch for snapshot in recorded if snapshot.metrics["clusters covered"] == 8)
    covered, strays = recorded[-1].metrics["clusters covered"], recorded[-1].metrics["strays, %"]
    print(f"{seed:4}   by epoch {done:8}   {covered:13.0f} of 8   {strays:15.1f} %")

# %% [markdown] slideshow={"slide_type": "notes"}
# All five get there, but by different routes, and some much sooner than others. From here on, where this course says
# that one recipe beats another, we ran both with at least five seeds.

# %% [markdown]
# ## The strays between the clusters
#
# Even at the end, some fakes are strays. Some of these lie between the clusters, far from all of them. In this run,
# more training left fewer of them. Can it remove the last ones too?
#
# Take the latent whose fake lies nearest to the centre of the rightmost cluster, and the one whose fake lies nearest
# to the centre of the leftmost. Walk from one to the other in a straight line of 5,000 small steps.

# %%
exercises.across_the_gap

# %%
samples = torch.from_numpy(history[-1].samples)  # (256, 2)
centres = ring.centres[[0, 4]]  # of the rightmost cluster and of the leftmost, (2, 2)
right, left = history.latents[torch.cdist(centres, samples).argmin(dim=1)]  # each (2,)
walk = torch.lerp(right, left, torch.linspace(0, 1, 5000)[:, None])  # (5000, 2)
with torch.no_grad():  # we only look: nothing is kept for a backward pass
    path = generator(walk)  # (5000, 2)
exercises.show(plot_points(ring.data[:512], path, ring.region, "Walking from one latent to another"), "walk")

# %%
exercises.across_the_gap.reveal()

# %% [markdown]
# A network is a *continuous* function, as in [lesson 05](05_the_two_networks.ipynb). So an unbroken line of latents
# becomes an unbroken curve, and a curve that begins in one cluster and ends in another has to cross the ground
# between. Latents are drawn from a normal distribution, which leaves no gap, so some will always fall on the
# crossing. What training can do is make it so steep that they are few.

# %% [markdown] slideshow={"slide_type": "notes"}
# ## The same loop, packaged
#
# From now on we use the package's version, `training.train`. It makes one training step, hands you what happened, and
# waits. So the `for` stays yours, and you can look, record, change a learning rate or `break` in it. It is handed a
# `Run`: the networks, the optimisers, the batches and the random numbers.
#
# Is it really the same? Give two fresh pairs the same seeds, train one for five steps with your functions and the
# other with the package, and compare all the weights.


# %% slideshow={"slide_type": "notes"}
def fresh_run(data, epochs, rate=0.001, beta2=0.999):
    """A new pair, its batches, its optimisers, and the random generator of its latents."""
    torch.manual_seed(0)
    generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
    return training.Run(
        generator=generator,
        discriminator=discriminator,
        batches=training.Batches(data.data, 128, torch.Generator().manual_seed(1), epochs),
        g_optimizer=torch.optim.Adam(generator.parameters(), lr=rate, betas=(0.5, beta2)),
        d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=rate, betas=(0.5, beta2)),
        random=torch.Generator().manual_seed(2),
    )


# %% slideshow={"slide_type": "notes"}
mine, packaged = fresh_run(ring, epochs=1), fresh_run(ring, epochs=1)
for real in islice(mine.batches, 5):
    fake = mine.generator(models.sample_latents(128, 2, mine.random))
    discriminator_step(mine.discriminator, real, fake, mine.d_optimizer)
    latents = models.sample_latents(128, 2, mine.random)
    generator_step(mine.generator, mine.discriminator, latents, mine.g_optimizer)

for _ in islice(training.train(packaged), 5):
    pass
ours, theirs = ([*run.generator.parameters(), *run.discriminator.parameters()] for run in (mine, packaged))
off = max((a - b).abs().max() for a, b in zip(ours, theirs, strict=True))
print(f"no two weights differ by more than {off:.4f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# The package writes `softplus(-logit)` where you wrote a cross-entropy with the target 1. Both are -log D(x), and
# only the last bits of rounding may differ. But in a long run such differences grow until you can see them: the
# recording of seed 0 above isn't quite your run.

# %% [markdown]
# ## Faster, and what it costs
#
# When your run first covered all eight clusters, most of its fakes were still strays, and it spent the rest of the
# time on those. Let's push: four times the learning rate, and beta2 = 0.9, an Adam that remembers a gradient's size
# for about ten steps instead of a thousand.
#
# This time the history also keeps *restart points*, from which a run can go on later. A second history watches the
# same run, but looks at something else. Read the code, and choose before you run it.

# %%
exercises.whose_samples

# %%
run = fresh_run(ring, epochs=100, rate=0.004, beta2=0.9)
run.averaged = training.average_of(run.generator, decay=0.99)
latents = models.sample_latents(256, 2, torch.Generator().manual_seed(3))
watch = dict(real=ring.data[:256], region=ring.region, metrics=coverage_of(ring), every=5)
fast = History(latents, title="Fast", restart_every=25, **watch)
averaged = History(latents, title="Fast, averaged weights", **watch)
fast.begin(run.generator, run.discriminator)
averaged.begin(run.averaged, run.discriminator)

for step in progress(training.train(run), run.batches.remaining):
    fast.record(step, run.generator)
    averaged.record(step, run.averaged)

# %%
EpochPlayer(fast, averaged, title="One run, seen twice")

# %%
exercises.whose_samples.reveal()

# %% [markdown]
# On the left, the forger covers all the clusters early, but he never comes to rest: his clusters swing, often all
# together, to one side and then to the other. With five seeds, 22 % of his late fakes were strays, against 12 % with
# the slower recipe. Here are two cures.

# %% [markdown]
# ### Trick one: averaged weights
#
# If you go round in circles, your average position is the middle of the circle. So keep an average of the generator's
# weights beside him: a copy which, after each step, keeps 99 % of what it was and takes in 1 % of the present
# weights. On the right you see *the same run*, painted by that copy.
#
# **Your turn.** Write this as a function of the old average, the present weights (two tensors of the same shape) and
# the `decay`, here 0.99. It returns the new average and leaves both tensors as they are.


# %% tags=["exercise"]
def moved_average(average, current, decay):
    """The averaged weights after one more step."""
    ...


# %%
exercises.moved_average.check(moved_average)
# exercises.moved_average.hint()
# exercises.moved_average.solution()

# %% [markdown]
# $$\bar w \leftarrow 0.99\,\bar w + 0.01\,w$$
#
# So the copy is an average over roughly the last 100 steps, in which swings to both sides cancel. (In the first 900
# steps its memory is shorter.) The copy takes no part in the game: neither player ever sees it.
# [ProGAN](https://arxiv.org/abs/1710.10196), [StyleGAN](https://arxiv.org/abs/1812.04948) and
# [BigGAN](https://arxiv.org/abs/1809.11096) all show samples of such an average.


# %% slideshow={"slide_type": "notes"}
def late_strays(run):
    """Strays in per cent, the mean of the last five snapshots."""
    return sum(snapshot.metrics["strays, %"] for snapshot in run.snapshots[-5:]) / 5


print("fewer strays with averaged weights:", late_strays(averaged) < late_strays(fast))

# %% [markdown]
# ### Trick two: let the learning rates fall
#
# Large steps are good for finding the place, small ones for settling in it. So keep the rates for the first half of
# the run, then let them fall to zero in a straight line.
#
# **Your turn.** Write it as a function: in a run of 1,000 steps with the rate 0.004, step 250 has the rate 0.004,
# step 500 does too, step 750 has 0.002 and step 1,000 has 0.


# %% tags=["exercise"]
def falling_rate(step, total, rate):
    """The learning rate at `step` of a run of `total` steps that begins with `rate`."""
    ...


# %%
exercises.falling_rate.check(falling_rate)
# exercises.falling_rate.hint()
# exercises.falling_rate.solution()

# %% [markdown]
# We needn't begin again. Go back to the restart point after epoch 50, and go on differently from there. Everything is
# put back, the random generators included.

# %%
exercises.after_falling

# %%
run.load_state_dict(fast.restart_point(50))  # networks, optimisers, batches, random numbers
calmed = fast.until(50, title="Falling rates from epoch 50")
total = run.batches.epochs * len(run.batches)
for step in progress(training.train(run), run.batches.remaining):
    rate = 0.004 * 2 * (1 - step.number / total)  # from 0.004 at half-time to 0 at the end
    training.set_learning_rate(run.g_optimizer, rate)
    training.set_learning_rate(run.d_optimizer, rate)
    calmed.record(step, run.generator)

# %%
EpochPlayer(fast, calmed, title="One run, two endings")

# %%
exercises.after_falling.reveal()

# %% [markdown]
# Up to epoch 50 the two are one run; then they part. Both cures left fewer strays at the end with each of the five
# seeds that we tried: 6 % on average with averaged weights, 5 % with falling rates. (With instructions of the processor
# that round differently, one of these runs ended with no fewer under falling rates.) Neither cure is free: to let the
# rates fall you need to know when the run will end, and an average lags behind while the generator still has far to go.

# %% [markdown]
# ## Portraits, in about 15 seconds
#
# Now 2,048 portraits, and the convolutional networks of [lesson 05](05_the_two_networks.ipynb). The loop stays as it
# is; the data and the networks are different. But convolutions are slow, and portraits are harder than eight
# clusters. So besides both tricks from above this run has four more settings. Here they are one by one, each with what
# happens without it.

# %% [markdown]
# ### Trick three: a gradient penalty
#
# An expert whose logit l(x) is steep at the real pictures keeps pushing a forger who is already close, and he
# overshoots. The **R1 penalty** keeps her gentle there. (R for *regulariser*, something that holds a network back; 1
# because its paper has a second one, at the fakes.) It adds to her loss the mean squared slope of her logit at the
# real data:
#
# $$R_1 = \tfrac1n\sum_i \bigl\|\nabla_x\, l(x_i)\bigr\|^2 .$$
#
# On a line the slope is one number. Let real data lie around 0 and fakes around 1, and train an expert twice.


# %% slideshow={"slide_type": "notes"}
def expert_on_a_line(weight):
    """An expert who learns to tell numbers around 0, real, from numbers around 1, fakes."""
    torch.manual_seed(0)
    expert = models.MLPDiscriminator(data_shape=(1,), hidden=(32, 32))
    adam = torch.optim.Adam(expert.parameters(), lr=0.01)
    for _ in range(200):
        real, fake = 0.3 * torch.randn(128, 1), 1 + 0.3 * torch.randn(128, 1)
        loss = losses.discriminator_loss(expert(real), expert(fake)) + weight * losses.r1_penalty(expert, real)
        adam.zero_grad()
        loss.backward()
        adam.step()
    return expert


# %%
free, gentle = expert_on_a_line(weight=0.0), expert_on_a_line(weight=0.1)
x = torch.linspace(-1, 2, 121)
logits = {name: (x, models.look(expert, x[:, None])) for name, expert in (("without R1", free), ("with R1", gentle))}
real = 0.3 * torch.randn(1000, 1, generator=torch.Generator().manual_seed(1))
shrunk = losses.r1_penalty(gentle, real) < losses.r1_penalty(free, real) / 5
print("the mean squared slope at the real data is less than a fifth:", shrunk.item())
exercises.show(plot_curves(logits, "x", "her logit"), "r1")

# %% [markdown]
# Both tell the two sides apart, and both change their minds at the same place. But with R1 a forger who stands near
# the real data feels a gentler slope, and doesn't shoot past them.
#
# **Without it:** for the handwriting below, the Fréchet distance of lesson 09 (0 if fakes and real digits don't
# differ) was 0.5 to 1.0 with R1 and 1.4 to 1.6 without, five seeds each. In two runs of the portraits it made hardly
# any difference.

# %% [markdown] slideshow={"slide_type": "notes"}
# ### Only every eighth step
#
# The penalty costs a second backward pass, so we apply it in every eighth step only. On average it then counts for an
# eighth. ([StyleGAN2](https://arxiv.org/abs/1912.04958) makes up for that with a larger weight. We don't.)
#
# **Without it:** with an eighth of the penalty in *every* step, one run of the portraits came out just as good, and
# took longer.

# %% [markdown]
# ### One batch of fakes for both
#
# `one_epoch` drew fresh latents for each player. `train` can take a different kind of step: `shared_fakes` paints one
# batch for both, which is a slightly different algorithm. It also asks her about real and fake in one go, which only
# saves time.
#
# **Without it:** with five seeds, fresh fakes made the handwriting neither better nor worse. They only took longer.

# %% [markdown]
# ### Adam without momentum
#
# Here beta1 is 0: no momentum. In a game, momentum carries a player on in a direction that the opponent has just made
# wrong. And beta2 is smaller than usual, 0.9 or 0.99; we found that by trying.
#
# **Without it:** with beta1 = 0.9, the Fréchet distance of the handwriting became at least six times as large with
# each of five seeds.

# %% [markdown]
# ### All of it
#
# Here are the portraits, and the run.

# %% slideshow={"slide_type": "skip"}
pets = datasets.portraits(2048, torch.Generator().manual_seed(0))
exercises.show(plot_pictures(pets.data[:24, 0], columns=12, inches=9), "portraits")

# %%
torch.manual_seed(0)
generator, discriminator = models.ConvGenerator(latent_dim=32), models.ConvDiscriminator(width=8, depth=3)
run = training.Run(
    generator=generator,
    discriminator=discriminator,
    batches=training.Batches(pets.data, 32, torch.Generator().manual_seed(1), epochs=16),
    g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.9)),
    d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(0.0, 0.9)),
    random=torch.Generator().manual_seed(2),
    averaged=training.average_of(generator, decay=0.99),
)

# %%
latents = models.sample_latents(64, 32, torch.Generator().manual_seed(3))
moments = (2, 4, 6, 8, 12, 16, 24, 32, 48)  # steps of the first epoch to look at too
portraits = History(latents, title="My portraits", real=pets.data[:64], steps=moments)
portraits.begin(run.averaged)

steps = training.train(run, take_step=training.shared_fakes, penalty=losses.r1_penalty, penalty_every=8)
total = run.batches.remaining
for step in progress(steps, total):
    rate = 0.002 * min(1, 2 * (1 - step.number / total))  # trick two
    training.set_learning_rate(run.g_optimizer, rate)
    training.set_learning_rate(run.d_optimizer, rate)
    portraits.record(step, run.averaged)  # trick one

# %%
EpochPlayer(portraits, originals=pets.data, pictures=16)

# %% [markdown]
# You can tell most dogs from most cats, and many faces are still rough. This run made 1,024 steps; the recorded one
# above made 11,520.

# %% [markdown]
# ## Real handwriting
#
# Nobody in this project drew the next training set: 1,797 digits, written by real people and measured as 8x8 grey
# levels. They are small, so linear layers will do. The penalty has more weight here; we found that by trying.

# %%
digits = datasets.handwriting()
exercises.show(plot_pictures(pad(digits.data[:24, 0], (1, 1, 1, 1), value=-1), columns=12, inches=8), "digits")

# %%
exercises.digits_or_blends

# %%
torch.manual_seed(0)
generator = models.MLPGenerator(16, (1, 8, 8), hidden=(256, 256), activation=models.LeakyReLU)
discriminator = models.MLPDiscriminator((1, 8, 8), hidden=(256, 256))
run = training.Run(
    generator=generator,
    discriminator=discriminator,
    batches=training.Batches(digits.data, 64, torch.Generator().manual_seed(1), epochs=48),
    g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.99)),
    d_optimizer=torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(0.0, 0.99)),
    random=torch.Generator().manual_seed(2),
    averaged=training.average_of(generator, decay=0.99),
)

# %%
latents = models.sample_latents(64, 16, torch.Generator().manual_seed(3))
handwriting = History(latents, title="Handwriting", real=digits.data[:64], every=2)
handwriting.begin(run.averaged)


def penalty(network, real, fake):
    """R1 with three times its weight."""
    return 3 * losses.r1_penalty(network, real)


steps = training.train(run, take_step=training.shared_fakes, penalty=penalty, penalty_every=4)
total = run.batches.remaining
for step in progress(steps, total):
    rate = 0.002 * min(1, 2 * (1 - step.number / total))
    training.set_learning_rate(run.g_optimizer, rate)
    training.set_learning_rate(run.d_optimizer, rate)
    handwriting.record(step, run.averaged)

# %%
EpochPlayer(handwriting, pictures=36)

# %%
exercises.digits_or_blends.reveal()

# %% [markdown]
# Many of them can be read as one digit, and others can't. Perhaps these lie between two styles, as on the ring, and
# 1,344 steps are few. In lesson 12 you tell the forger which digit to paint.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Missions in the laboratory
#
# The laboratory of [lesson 07](07_one_training_step.ipynb) knows this lesson's tricks, too: averaged weights, falling
# rates and R1 are fields of its *Recipe*. Two more things that you need here:
#
# - **Generator's grid**, a layer: a regular grid of latents, and where the generator puts it. Every cell of it holds
#   the same share of all fakes.
# - **Roads:** after you rewind and change something, the run goes on differently. The road that it left is kept, and
#   *Take the other road* takes you back to it.
#
# In the tab *Curves*, *Jensen-Shannon, on a grid* estimates lesson 06's divergence. It counts points in 30 by 30 boxes:
# 0 if fakes and real points fill them alike, log 2 = 0.69 if they share none.
#
# In the recipe's menu *data* you can also choose *draw your own*. Predict, then open the missions under *Starts*.

# %% slideshow={"slide_type": "skip"}
exercises.mission_sheet

# %% slideshow={"slide_type": "skip"}
exercises.mission_road

# %% slideshow={"slide_type": "skip"}
exercises.mission_thread

# %% slideshow={"slide_type": "skip"}
LiveLaboratory(missions=exercises.missions, layers=("real", "fake", "manifold"), title="Four missions")

# %% [markdown] slideshow={"slide_type": "skip"}
# ### What you saw
#
# **A sheet of rubber.** The strays of *The strays between the clusters* have a place in the grid: they are the cells
# that are stretched from one cluster to the next.

# %% slideshow={"slide_type": "skip"}
exercises.mission_sheet.reveal()

# %% [markdown] slideshow={"slide_type": "skip"}
# **The same road, and another.** This is why a restart point has to hold the sources of random numbers as well as the
# weights. The copied recipe of a run holds its changes, with their steps, so that anybody can repeat it.

# %% slideshow={"slide_type": "skip"}
exercises.mission_road.reveal()

# %% [markdown] slideshow={"slide_type": "skip"}
# **Latents of one number.** Here the generator's grid is a single line, and all his fakes lie along it.

# %% slideshow={"slide_type": "skip"}
exercises.mission_thread.reveal()

# %% [markdown]
# ## Your turn
#
# The next cell is a run of your own. As it stands it is the recipe of your first GAN. Change one thing, predict, run
# it, and compare with what we saw with five seeds.
#
# - **A slow expert.** Give the discriminator a tenth of the rate, 0.0001, and step through a mode collapse.
# - **A bold forger.** Give the generator ten times the rate instead, 0.01.
# - **Other points.** Try `datasets.moons(2560, draws)`, `datasets.grid(2560, draws)` or points of your own,
#   `datasets.points(my_array)`. Write `metrics = {}` where no clusters are known, as for moons and your own points.
# - **Other pictures.** Above, write `datasets.mnist` or `datasets.fashion_mnist` for `datasets.portraits`, and run
#   those cells again. They are downloaded once; without an internet connection, a message says what you can do.
#
# An interrupt (the square button above, or the key I, twice) stops a training cell cleanly.

# %% slideshow={"slide_type": "skip"}
ground = ring  # or datasets.moons(2560, draws)
metrics = coverage_of(ground)  # or {}
run = fresh_run(ground, epochs=100)
training.set_learning_rate(run.g_optimizer, 0.001)  # try 0.01
training.set_learning_rate(run.d_optimizer, 0.001)  # try 0.0001
latents = models.sample_latents(256, 2, torch.Generator().manual_seed(3))
mine = History(latents, title="My run", real=ground.data[:256], region=ground.region, metrics=metrics, every=10)
mine.begin(run.generator, run.discriminator)
for step in progress(training.train(run), run.batches.remaining):
    mine.record(step, run.generator)

# %% slideshow={"slide_type": "skip"}
EpochPlayer(mine)

# %% [markdown]
# ## Summary
#
# - A training step: she learns from a batch of real and a batch of fakes; then he learns from the gradient that comes
#   back through her. The loop repeats this.
# - A GAN's losses are not grades. Look at samples of the same latents. If her loss goes to 0, act.
# - Two players who follow their own slopes spiral out or circle; a penalty brings them in. The proof that a GAN
#   converges needs D* before each of his moves.
# - One seed may be luck; use five.
# - With too slow an expert, the forger paints one thing at a time: mode collapse.
# - A continuous generator leaves strays between separate clusters. Training can make them rare.
# - Averaged weights and falling rates steady a run and leave the game as it is; a gradient penalty changes what the
#   expert is paid for.

# %% [markdown]
# ## Read more
#
# - Goodfellow et al. 2014, *Generative Adversarial Nets*, [arXiv 1406.2661](https://arxiv.org/abs/1406.2661): the order
#   of moves is algorithm 1; the generator's loss as we use it is at the end of section 3; proposition 2 is in
#   section 4.2.
# - Kingma & Ba 2015, *Adam*, [arXiv 1412.6980](https://arxiv.org/abs/1412.6980): the three steps in numbers are its
#   algorithm 1.
# - Mescheder, Geiger & Nowozin 2018, *Which training methods for GANs do actually converge?*,
#   [arXiv 1801.04406](https://arxiv.org/abs/1801.04406): the smallest GAN is in section 2; R1 is equation 9, there with
#   a factor γ/2.
# - Karras et al. 2020, *Analyzing and improving the image quality of StyleGAN*,
#   [arXiv 1912.04958](https://arxiv.org/abs/1912.04958): *lazy regularization*.
# - Yazıcı et al. 2019, *The unusual effectiveness of averaging in GAN training*,
#   [arXiv 1806.04498](https://arxiv.org/abs/1806.04498).
# - Shen et al. 2021, *Training generative adversarial networks in one stage*,
#   [arXiv 2103.00430](https://arxiv.org/abs/2103.00430): one pass for both players. To try it, write `one_stage` for
#   `shared_fakes` above.

# %%
exercises.progress()

# %% [markdown]
# Previous: [07 · One training step](07_one_training_step.ipynb).
# Next: [09 · Is the forgery any good?](09_is_the_forgery_any_good.ipynb).
