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
# # 07 · One training step
#
# **What exactly happens in one step?** A GAN is trained by thousands of steps that are all alike. Here you work one
# out on paper, for a GAN of a single number. Then you take a real one apart, write both halves of it, and break it on
# purpose in four ways.
#
# You will be able to
#
# - follow a slope from the loss back through her into him, on paper;
# - name the ten sub-steps of a training step in order, and say what each of them computes and what it moves;
# - write the discriminator's step and the generator's step in PyTorch;
# - say what `zero_grad` and `detach` are for, and show what happens without them;
# - answer a question about training in the laboratory.
#
# About 90 minutes, of which the computer needs less than one.

# %%
from functools import partial
from itertools import islice

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, softplus

from gan_lesson import datasets, losses, models, training
from gan_lesson.exercises import lesson_07 as exercises
from gan_lesson.history import History
from gan_lesson.laboratory import Laboratory, Recipe
from gan_lesson.plots import plot_curves
from gan_lesson.widgets import EpochPlayer, LiveLaboratory

torch.set_num_threads(1)

# %% [markdown]
# ## A GAN of one number
#
# This is the smallest GAN there is, and you can work it out on paper. The forger has one weight w: from a latent z he
# makes the fake G(z) = z + w. The expert has two, a and b: her logit is l = a x + b, and D(x) is its sigmoid.
#
# At this moment w = 1, a = -2 and b = 1, and he draws z = 0.5. So the fake is x = 1.5, her logit is -2, and she says
# D = 0.119: a fake. His loss, the non-saturating one of [lesson 06](06_the_rules_of_the_game.ipynb), is -log D = 2.127.
#
# **Which way should he move w, and how steep is the loss there?** He can't ask her for a better w. All he can do is
# follow the chain back, from the loss to his weight.

# %% [markdown]
# ### Three slopes
#
# Each link of the chain has a slope of its own:
#
# 1. **the loss, as her logit changes:** D - 1 = -0.881 (lesson 06);
# 2. **her logit, as the fake changes:** a = -2, because l = a x + b;
# 3. **the fake, as his weight changes:** 1, because x = z + w.
#
# If w grows by a little, x grows by just as much, the logit by -2 times that, and the loss by -0.881 times that. So
# the slopes are *multiplied*. That is the chain rule:
#
# $$\frac{dL}{dw} = (D - 1) \cdot a \cdot 1 = (-0.881)\cdot(-2)\cdot 1 = 1.762$$
#
# **Work it out yourself**, then let PyTorch check you.

# %%
z = torch.tensor(0.5)
w, a, b = (torch.tensor(value, requires_grad=True) for value in (1.0, -2.0, 1.0))
fake = z + w
logit = a * fake + b
loss = softplus(-logit)  # -log D
loss.backward()
print(f"D = {torch.sigmoid(logit):.3f}, loss = {loss:.3f}")
print(f"slope at w: {w.grad:.3f}, on paper {(0.1192 - 1) * -2 * 1:.3f}")

# %% [markdown]
# The slope is above 0, so w should get smaller. He takes a step of 0.4 times the slope, w = 1 - 0.4 · 1.762 = 0.295,
# and paints from the same latent again. What does she say now?

# %%
with torch.no_grad():  # PyTorch shouldn't record this move
    w -= 0.4 * w.grad
fake = z + w
print(f"the fake moved to {fake:.3f}, and D to {torch.sigmoid(a * fake + b):.3f}")
print(f"what backward left at her weights: a {a.grad:.3f}, b {b.grad:.3f}")

# %% [markdown]
# D went from 0.119 to 0.356. She hasn't moved at all: the middle slope, a, was *hers*, and that's what it means to
# learn **through** her. Had she believed the opposite (a = 2), the same step would have taken him the other way.
#
# `backward` passed through her, so it left a slope at her two weights as well. Nobody uses it here. Remember it; it
# will cause trouble further down.
#
# A real pair does the same with more numbers. Where a weight reaches the loss by many paths (two coordinates of a
# fake, 64 hidden numbers, 128 fakes), `backward` multiplies along each path and adds the paths up.

# %% [markdown]
# ## Ten sub-steps
#
# In a training step each player has a turn, and the discriminator's comes first. A turn has five parts:
#
# 1. **sample**: get a *batch* to work with, a handful of real points or of latents, here 128. The whole training set
#    would give a smoother gradient, at a much higher price;
# 2. **forward**: ask the networks;
# 3. **loss**: turn the answers into one number;
# 4. **backward**: wipe away the old gradients (`zero_grad`), then find out how the loss would change with each
#    weight, and write that down beside the weight, in its `.grad`;
# 5. **update**: the optimiser moves the weights of *its* network, going by what is written there.
#
# Five for her, then the same five for him: that makes ten. The laboratory below trains a small pair on eight clusters
# in the plane, and can stop after each of them.

# %%
exercises.who_moves

# %%
laboratory = Laboratory(Recipe())
for number in range(laboratory.sub_steps):
    report = laboratory.sub_step()
    shapes = ", ".join(f"{name} {tuple(tensor.shape)}" for name, tensor in report.tensors.items())
    moved = (report.discriminator_moved > 0, report.generator_moved > 0)
    whose = {(True, False): "moves the discriminator", (False, True): "moves the generator"}.get(moved, "")
    print(f"{number + 1:2}  {report.sub_step.player:13}  {report.sub_step.name:8}  {shapes}{whose}")

# %%
exercises.who_moves.reveal()

# %% [markdown]
# Nothing moves before the fifth line. The first five lines make one small change to the discriminator's weights, and
# the other five make one small change to the generator's.
#
# The laboratory can also go *back*. It restores every weight, every gradient and the sources of random numbers. So a
# step that you take back and take again is the same step, to the last bit.

# %%
after = [weight.clone() for weight in laboratory.generator.parameters()]
for _ in range(10):
    laboratory.sub_step_back()
for _ in range(10):
    laboratory.sub_step()
again = laboratory.generator.parameters()
print("weights that differ:", sum((one != other).sum().item() for one, other in zip(after, again, strict=True)))

# %% [markdown]
# Now do it by hand. Beside *sub-step*, press *forward* and watch three things: the PyTorch code that has just run,
# the shapes of what it made, and how far the weights of each network moved. *back* takes it back. Run a few whole
# steps in between and look again: the lengths change, the order never does.

# %%
LiveLaboratory(title="One step at a time")

# %% [markdown]
# ## The discriminator's step
#
# **Your turn.** The function gets the discriminator, a batch of real points, a batch of fakes and her optimiser. It
# asks her about both, adds two cross-entropies (target 1 for real, 0 for fake), moves her weights once, and returns
# the loss.
#
# The generator should get no gradient from it. `fake.detach()` is a new tensor with the same numbers, cut loose from
# the network that made them.
#
# Every step ends with the three calls that you know from `teach` in [lesson 04](04_the_forger_and_the_expert.ipynb):
# `d_optimizer.zero_grad()`, `loss.backward()` and `d_optimizer.step()`.
#
# `binary_cross_entropy_with_logits(logits, target)` is the mean cross-entropy of a batch. It takes logits, so you
# need no sigmoid; `torch.ones_like(logits)` is a target of ones in the right shape.


# %% tags=["exercise"]
def discriminator_step(discriminator, real, fake, d_optimizer):
    """One step of the discriminator; returns its loss."""
    ...


# %%
exercises.discriminator_step.check(discriminator_step)
# exercises.discriminator_step.hint()
# exercises.discriminator_step.solution()

# %% [markdown]
# ## The generator's step
#
# **Your turn again.** The generator makes fakes from the latents, the discriminator judges them, and he wants to hear
# *real*: his loss is the cross-entropy of her answers with the target 1, the non-saturating loss of
# [lesson 06](06_the_rules_of_the_game.ipynb). This time nothing is detached, because the gradient has to travel through
# her to him.
#
# Look at what the function is given: two networks, latents, an optimiser. **There is no `real` among them.** The
# forger never sees a painting by the master. All he learns about them comes through her.


# %% tags=["exercise"]
def generator_step(generator, discriminator, latents, g_optimizer):
    """One step of the generator; returns its loss."""
    ...


# %%
exercises.generator_step.check(generator_step)
# exercises.generator_step.hint()
# exercises.generator_step.solution()

# %% [markdown]
# ## What a step leaves behind
#
# `backward` writes gradients beside weights, and nobody wipes them away when the step is over. So where are there
# gradients after his turn?

# %%
exercises.gradients_left

# %%
torch.manual_seed(0)
generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.001, betas=(0.5, 0.999))
latents = models.sample_latents(128, 2, torch.Generator().manual_seed(1))
training.generator_step(generator, discriminator, latents, g_optimizer)  # the same step, packaged

for name, network in (("generator", generator), ("discriminator", discriminator)):
    weights = list(network.parameters())
    print(f"{name}: {sum(w.grad is not None for w in weights)} of {len(weights)} tensors of weights have a gradient")

# %%
exercises.gradients_left.reveal()

# %% [markdown]
# ## How far did it move?
#
# To see which network a step has moved, and how far, think of all its weights as one long list of numbers, before and
# after. Their Euclidean distance is the square root of the sum of all squared differences.
#
# **Your turn.** `before` and `after` are lists of tensors, one tensor for the weights or biases of each layer.


# %% tags=["exercise"]
def distance(before, after):
    """The Euclidean distance between two lists of tensors."""
    ...


# %%
exercises.distance.check(distance)
# exercises.distance.hint()
# exercises.distance.solution()

# %% [markdown]
# ## Breaking it
#
# Here are four mistakes that people make with real GANs. We run each of them, and this is all it takes: a fresh pair,
# and a training loop that accepts any two step functions.

# %%
ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)


def fresh_pair(seed=0):
    """Two new networks and an Adam for each."""
    torch.manual_seed(seed)
    generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
    networks = (generator, discriminator)
    return *networks, *(torch.optim.Adam(network.parameters(), lr=0.001, betas=(0.5, 0.999)) for network in networks)


# %% tags=["hand-written"]
def train(d_step, g_step, epochs, title, steps=()):
    """Trains a fresh pair with two step functions; returns its history, with some extra steps, and both networks."""
    generator, discriminator, g_optimizer, d_optimizer = fresh_pair()
    draws = torch.Generator().manual_seed(2)
    batches = training.Batches(ring.data, 128, torch.Generator().manual_seed(1), epochs)
    latents = models.sample_latents(256, 2, torch.Generator().manual_seed(3))
    history = History(latents, title=title, real=ring.data[:256], region=ring.region, every=3, steps=steps)
    history.begin(generator, discriminator)
    for number, real in enumerate(batches, start=1):
        fake = generator(models.sample_latents(128, 2, draws))
        d_loss = d_step(discriminator, real, fake, d_optimizer)
        g_loss = g_step(generator, discriminator, models.sample_latents(128, 2, draws), g_optimizer)
        history.record(training.TrainingStep(number, number / len(batches), d_loss, g_loss), generator, discriminator)
    return history, generator, discriminator


# %%
def d_step(discriminator, real, fake, d_optimizer, *, target=1.0, zero_grad=True, detach=True):
    """The discriminator's step, with three things that can be spoilt."""
    real_logits = discriminator(real)
    fake_logits = discriminator(fake.detach() if detach else fake)
    loss = binary_cross_entropy_with_logits(real_logits, torch.full_like(real_logits, target))
    loss = loss + binary_cross_entropy_with_logits(fake_logits, torch.full_like(fake_logits, 1 - target))
    if zero_grad:
        d_optimizer.zero_grad()
    loss.backward()
    d_optimizer.step()
    return loss.detach()


# %% [markdown]
# ### Without `zero_grad`

# %%
exercises.without_zero_grad

# %%
generator, discriminator, g_optimizer, d_optimizer = fresh_pair()
draws = torch.Generator().manual_seed(2)
weight = next(discriminator.parameters())  # of her first layer, (64, 2)
everything = torch.zeros_like(weight)  # all gradients since the first step, added up here by hand
for real in ring.data.split(128):  # 20 steps
    fake = generator(models.sample_latents(128, 2, draws)).detach()
    (own,) = torch.autograd.grad(losses.discriminator_loss(discriminator(real), discriminator(fake)), weight)
    d_step(discriminator, real, fake, d_optimizer, zero_grad=False)
    everything += own
    used = weight.grad.clone()  # what her optimiser has just used
    off = (used - everything).abs().max()
    training.generator_step(generator, discriminator, models.sample_latents(128, 2, draws), g_optimizer)
    everything += weight.grad - used  # what his turn left at her weights
print(f"what her optimiser uses is off the sum of everything by {off:.3f} at most")
print(f"and {used.norm() / own.norm():.0f} times as long as her own gradient")

# %%
exercises.without_zero_grad.reveal()

# %% [markdown]
# Two things are wrong with such a sum. Part of it is *his*: it tells her to find fakes **more real**. And nothing in
# it ever fades.
#
# That second fault is worth isolating. Take one weight w, the loss w²/2, and plain descent with the rate 0.1. The
# gradient is w itself, so each step takes a tenth of w away. Without `zero_grad`, w moves by the sum of all gradients
# so far. That sum is like the speed of a pendulum: it grows all the way down, and at the bottom it's at its largest.


# %%
def slide(zero_grad, steps=150):
    """The weight after each step down w² / 2."""
    weight, weights = torch.tensor(1.0, requires_grad=True), []
    descent = torch.optim.SGD([weight], lr=0.1)  # plain gradient descent
    for _ in range(steps):
        if zero_grad:
            descent.zero_grad()
        (weight.square() / 2).backward()
        descent.step()
        weights.append(weight.item())
    return range(1, steps + 1), weights


# %%
exercises.show(plot_curves({"wiped": slide(True), "not wiped": slide(False)}, "step", "weight"), "wiped_and_not")

# %% [markdown]
# So that's what `zero_grad` prevents: **momentum without friction**. (Optimisers do use momentum on purpose, but a kind
# that fades. [Lesson 08](08_the_full_training_loop.ipynb) shows it in numbers.)
#
# What becomes of a whole GAN? On the left she wipes her gradients, on the right she doesn't. Everything else is the
# same.

# %%
right, *_ = train(d_step, training.generator_step, epochs=60, title="With zero_grad")
spoilt, *_ = train(partial(d_step, zero_grad=False), training.generator_step, epochs=60, title="Without zero_grad")
EpochPlayer(right, spoilt, title="Her gradients, wiped and not")

# %% [markdown]
# With each of the five seeds that we tried, the run on the left had covered all eight clusters after 60 epochs. On the
# right at most one was covered: she rushes past every answer and back again.
# [Lesson 04](04_the_forger_and_the_expert.ipynb)'s area, which says how well she tells real from fake, was 0.00 at one
# look and 0.70 or more at another, in each of the five. (Where all the triangles are hollow and at the edge, he has
# left the picture.)
#
# Which part of the sum does the harm? We also kept **only his** last leftover and wiped the rest. Four of five such
# runs covered all eight clusters. It's her own past, never fading, that spoils the run.

# %% [markdown]
# ### Swapped labels
#
# One slip: 0 for real and 1 for fake in her step, and his step as it was. Now she learns to call fakes real. What
# will he do, if all he wants is to be called real?

# %%
exercises.swapped_labels

# %%
swapped = partial(d_step, target=0.0)
history, generator, discriminator = train(
    swapped, training.generator_step, epochs=30, title="Swapped labels", steps=range(4, 60, 4)
)
with torch.no_grad():  # we only look: nothing is kept for a backward pass
    fake = generator(history.latents)
    print("real points that she calls real:", f"{(discriminator(ring.data) > 0).float().mean():.0%}")
    print("fakes that she calls real:      ", f"{(discriminator(fake) > 0).float().mean():.0%}")

# %%
EpochPlayer(history)

# %%
exercises.swapped_labels.reveal()

# %% [markdown]
# Step slowly through the first three epochs: the fakes run for the places that she shades blue, away from the ring, and
# leave the picture. With each of five seeds all of them were outside after three epochs, and stayed there. A fake that
# has left is drawn hollow at the edge, on the side where it is, and the corner says how many there are.

# %% [markdown]
# ### The wrong network
#
# A copied line, a forgotten letter: his step is given *her* optimiser. No error is raised.

# %%
generator, discriminator, g_optimizer, d_optimizer = fresh_pair()
before = [[weight.clone() for weight in network.parameters()] for network in (generator, discriminator)]
training.generator_step(generator, discriminator, latents, d_optimizer)  # d_optimizer: the slip
for name, network, old in zip(("generator", "discriminator"), (generator, discriminator), before, strict=True):
    moved = exercises.distance.function(old, list(network.parameters()))
    print(f"the {name} moved by {moved:.2f}")

# %% [markdown]
# The generator never moves. She does: each step in her own interest is followed by one against it, towards saying
# *real* to his fakes. And the losses on the screen keep changing, so it looks as if training were going on.
#
# Which network a step moves is decided by the optimiser alone. The loss and `loss.backward()` have no say in it.

# %% [markdown]
# ### Without `detach`

# %%
exercises.without_detach


# %%
def ten_steps(detach):
    """Ten training steps; returns all weights and how many backward passes went through the generator."""
    generator, discriminator, g_optimizer, d_optimizer = fresh_pair()
    passes = []
    next(generator.parameters()).register_hook(lambda gradient: passes.append(1))  # called when a gradient arrives
    draws = torch.Generator().manual_seed(2)
    batches = training.Batches(ring.data, 128, torch.Generator().manual_seed(1))
    for real in islice(batches, 10):
        fake = generator(models.sample_latents(128, 2, draws))
        d_step(discriminator, real, fake, d_optimizer, detach=detach)
        training.generator_step(generator, discriminator, models.sample_latents(128, 2, draws), g_optimizer)
    return [*generator.parameters(), *discriminator.parameters()], len(passes)


# %%
with_detach, passes_with = ten_steps(detach=True)
without, passes_without = ten_steps(detach=False)
pairs = zip(with_detach, without, strict=True)
print("weights that differ:", sum((one != other).sum().item() for one, other in pairs))
print("backward passes through the generator:", passes_with, "with detach,", passes_without, "without")

# %%
exercises.without_detach.reveal()

# %% [markdown]
# So here `detach` only saves time, because `g_optimizer.zero_grad()` comes between her `backward` and his. (If his
# gradients were wiped before *her* `backward` and not again, hers would be added to his.)
#
# It does more when one batch of fakes serves both steps, to save painting a second one. While networks compute,
# PyTorch keeps a record of what was made from what, the *graph*. `backward` goes back through it and frees it on the
# way:

# %%
generator, discriminator, g_optimizer, d_optimizer = fresh_pair()
fake = generator(latents)  # for both steps
d_step(discriminator, ring.data[:128], fake, d_optimizer, detach=False)
g_loss = losses.nonsaturating_generator_loss(discriminator(fake))
try:
    g_loss.backward()
except RuntimeError as error:
    print(f"RuntimeError: {str(error).split(' (')[0]}")

# %% [markdown]
# The message goes on to recommend `retain_graph=True`. That's the switch that keeps the graph:
# `loss.backward(retain_graph=True)` in her step, and his `backward` would find its way. It also keeps the wasted pass
# through him, and the memory. With shared fakes, `detach` in her step is the better cure: her `backward` then never
# enters the generator's part of the graph, and it's still whole when his turn comes.
#
# *Why is `detach` necessary?* is one of the questions that people ask again and again (pytorch/examples,
# [issue 116](https://github.com/pytorch/examples/issues/116)), and the answers there disagree because there are two:
# for speed where the fakes are fresh, for correctness where they are shared. Here is the next one,
# [issue 584](https://github.com/pytorch/examples/issues/584): *why is the discriminator asked twice about the same
# fakes?*

# %%
exercises.why_ask_twice

# %% [markdown]
# ## Your own step in the laboratory
#
# The laboratory trains with any step functions. Here it gets the two from above. Put your own in their place, or a
# spoilt one, and compare. `run` trains without being watched; the buttons go on from where it stopped.

# %%
laboratory = Laboratory(
    Recipe(),
    generator_step=training.generator_step,  # or generator_step
    discriminator_step=d_step,  # or discriminator_step
)
laboratory.run(200)
LiveLaboratory(laboratory, title="Trained by the step functions that you hand over")

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Missions in the laboratory
#
# The laboratory can do more than take steps. Here is what you need:
#
# - **Layers:** the switches below the plane. *Generator's gradient* draws **arrows**: which way a fake should move to
#   lower his loss. The steeper, the longer, up to a greatest length.
# - **Pace**, a menu below the plane: full speed, 5 steps per second, or sub-steps, with a sentence about each.
# - **Rewind:** pull the slider back, and the run is as it was at that step. Arrow keys move it by one step.
# - **Recipe**, a tab: change a rate or the loss while it runs. The run goes on from there, and its curves are marked.
# - **Graph**, a tab: what flows between the networks, what comes back, and where it is cut.
#
# Make the three predictions. Then choose a mission under *Starts*, press *Open*, and follow what it says.

# %% slideshow={"slide_type": "skip"}
exercises.mission_arrows

# %% slideshow={"slide_type": "skip"}
exercises.mission_dying_loss

# %% slideshow={"slide_type": "skip"}
exercises.mission_her_gradient

# %% slideshow={"slide_type": "skip"}
LiveLaboratory(missions=exercises.missions, title="Three missions")

# %% [markdown] slideshow={"slide_type": "skip"}
# ### What you saw
#
# **Arrows while only she moves.** All that he learns comes through her, and so do the arrows: the slope of his loss at
# her logit, times the slope of her logit where the fake stands.

# %% slideshow={"slide_type": "skip"}
exercises.mission_arrows.reveal()

# %% [markdown] slideshow={"slide_type": "skip"}
# **The loss that dies.** She learns the same under both losses, because only his loss differs. When you change it, she
# hasn't moved, and the arrows are there at once: there was a way for him all the time, but his loss was flat.

# %% slideshow={"slide_type": "skip"}
exercises.mission_dying_loss.reveal()

# %% [markdown] slideshow={"slide_type": "skip"}
# **Where her gradient goes.** `backward` adds to what it finds. So her `zero_grad` has to come after his `backward`
# and before her own next one. Where exactly between the two doesn't matter.

# %% slideshow={"slide_type": "skip"}
exercises.mission_her_gradient.reveal()

# %% [markdown]
# ## Summary
#
# - A slope travels from the loss through her to him as a product: how the loss changes with her logit, the logit with
#   the fake, the fake with his weight.
# - A training step is two turns of five sub-steps: sample, forward, loss, backward, update. Only the two updates move
#   weights. `zero_grad` is the first half of *backward*.
# - `backward` *adds* gradients at every weight that took part, in both networks; the optimiser decides which network
#   moves.
# - Without `zero_grad` her optimiser gets the sum of everything since the first step: momentum without friction.
# - Without `detach` nothing moves that shouldn't, if his gradients are wiped just before his `backward`. It wastes a
#   pass, or, where fakes are shared, raises an error.
# - His step has no `real` in it: he never sees an original.
#
# [Lesson 08](08_the_full_training_loop.ipynb) puts a loop around the step.

# %% [markdown]
# ## Read more
#
# - Goodfellow et al. 2014, *Generative Adversarial Nets*, [arXiv 1406.2661](https://arxiv.org/abs/1406.2661):
#   algorithm 1 is this step in a loop, with the saturating loss for the generator; ours is at the end of section 3.
# - PyTorch's documentation, [*Autograd mechanics*](https://docs.pytorch.org/docs/stable/notes/autograd.html): what
#   autograd records, keeps and frees.
# - GitHub, pytorch/examples, issues [116](https://github.com/pytorch/examples/issues/116) and
#   [584](https://github.com/pytorch/examples/issues/584): the questions above, as they were first asked.

# %%
exercises.progress()

# %% [markdown]
# Previous: [06 · The rules of the game](06_the_rules_of_the_game.ipynb).
# Next: [08 · The full training loop](08_the_full_training_loop.ipynb).
