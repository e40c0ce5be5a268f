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
# **What exactly happens in one step?** A GAN is trained by thousands of equal steps. Here you take a single one apart,
# go through it forward and back, write both halves of it, and then break it on purpose in four ways.
#
# You will be able to
#
# - name the ten sub-steps of a training step, and say for each what it computes and what it moves;
# - write the discriminator's step and the generator's step in PyTorch;
# - say what `zero_grad` and `detach` are for, and show what happens without them.
#
# About 50 minutes.

# %%
from functools import partial
from itertools import islice

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson import datasets, losses, models, training
from gan_lesson.exercises import lesson_07 as exercises
from gan_lesson.history import History
from gan_lesson.laboratory import Laboratory, Recipe
from gan_lesson.widgets import EpochPlayer, LiveLaboratory

torch.set_num_threads(1)

# %% [markdown]
# ## Ten sub-steps
#
# Each player has a turn, and the discriminator's comes first. A turn has five parts:
#
# 1. **sample**: get a *batch* to work with, a handful of real points or of latents, here 128, instead of the whole
#    training set: its gradient is rougher, and much cheaper;
# 2. **forward**: ask the networks;
# 3. **loss**: put the answers into one number;
# 4. **backward**: find out how that number would change with each weight, and write it down beside the weight, in its
#    `.grad`;
# 5. **update**: the optimiser moves the weights of *its* network, by what is written there.
#
# The laboratory below trains a small pair on eight clusters in the plane, and can stop after each part.

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
# Nothing moves before the fifth line. Everything until then prepares one small change of the discriminator's weights,
# and everything after it one small change of the generator's.
#
# The laboratory can also go *back*. It restores each weight, each gradient and the sources of random numbers, and so a
# step that is taken back and taken again is the same step, to the last bit.

# %%
after = [weight.clone() for weight in laboratory.generator.parameters()]
for _ in range(10):
    laboratory.sub_step_back()
for _ in range(10):
    laboratory.sub_step()
again = laboratory.generator.parameters()
print("the same weights:", all(torch.equal(one, other) for one, other in zip(after, again, strict=True)))

# %% [markdown]
# Now do it by hand. Beside *sub-step*, press *forward* and watch three things: the PyTorch that has just run, the
# shapes of what it made, and how far the weights of either network went. *back* takes it back. Run a few whole steps
# in between, and look again: the lengths change, the order never does.

# %%
LiveLaboratory(title="One step at a time")

# %% [markdown]
# ## The discriminator's step
#
# **Your turn.** The function gets the discriminator, a batch of real points, a batch of fakes and her optimiser. It
# asks her about both, adds two cross-entropies (target 1 for real, 0 for fake), moves her weights once, and returns
# the loss. The generator must not receive a gradient: `fake.detach()` is a new tensor with the same numbers, cut loose
# from the network that made them; `fake` itself stays tied to it.
#
# Three calls end every step, as in `teach` of lesson 04: `d_optimizer.zero_grad()`, `loss.backward()` and
# `d_optimizer.step()`. What the first one is for, *Breaking it* will show.
#
# `binary_cross_entropy_with_logits(logits, target)` is the mean of the cross-entropy over a batch. It takes logits, so
# no sigmoid is needed; `torch.ones_like(logits)` is a target of ones in the right shape.


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
# **Your turn again.** The generator makes fakes of the latents, the discriminator judges them, and he wants to hear
# *real*: the loss is the cross-entropy of her answers with the target 1, which is the non-saturating loss of lesson
# 06. Nothing is detached here, because the gradient has to travel through her to him.


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
# `backward` writes gradients beside weights, and nobody wipes them away at the end of a step. So where do they lie
# after his turn?

# %%
exercises.gradients_left

# %%
torch.manual_seed(0)
generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.001, betas=(0.5, 0.999))
latents = models.sample_latents(128, 2, torch.Generator().manual_seed(1))
training.generator_step(generator, discriminator, latents, g_optimizer)  # the same step, packaged

for name, network in (("generator", generator), ("discriminator", discriminator)):
    print(f"{name}: a gradient at all its weights:", all(p.grad is not None for p in network.parameters()))

# %%
exercises.gradients_left.reveal()

# %% [markdown]
# ## How far did it move?
#
# To see which network a step has moved, and how far, take all its weights together as one long list of numbers, before
# and after. Their Euclidean distance is the root of the sum of all squared differences.
#
# **Your turn.** `before` and `after` are lists of tensors, one tensor for each layer's weights or biases.


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
# Four mistakes follow that people make with real GANs. Each is run for real, and this is all that it takes: a fresh
# pair, and a training loop for whatever step functions you hand to it.

# %%
ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)


def fresh_pair(seed=0):
    """Two new networks and an Adam for each."""
    torch.manual_seed(seed)
    generator, discriminator = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
    networks = (generator, discriminator)
    return *networks, *(torch.optim.Adam(network.parameters(), lr=0.001, betas=(0.5, 0.999)) for network in networks)


# %% tags=["hand-written"]
def train(d_step, g_step, epochs, title):
    """Trains a fresh pair with two step functions; returns its history and both networks."""
    generator, discriminator, g_optimizer, d_optimizer = fresh_pair()
    draws = torch.Generator().manual_seed(2)
    batches = training.Batches(ring.data, 128, torch.Generator().manual_seed(1), epochs)
    latents = models.sample_latents(256, 2, torch.Generator().manual_seed(3))
    history = History(latents, title=title, real=ring.data[:256], region=ring.region, every=3)
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
d_step(discriminator, ring.data[:128], generator(models.sample_latents(128, 2, draws)), d_optimizer, zero_grad=False)
training.generator_step(generator, discriminator, models.sample_latents(128, 2, draws), g_optimizer)
left = weight.grad.clone()  # of her first step and of his, since nobody wiped it away

real, fake = ring.data[128:256], generator(models.sample_latents(128, 2, draws))
loss = losses.discriminator_loss(discriminator(real), discriminator(fake))
(own,) = torch.autograd.grad(loss, weight)  # what her second step should move by
d_step(discriminator, real, fake.detach(), d_optimizer, zero_grad=False)
print("she moves by what was left and her own, added up:", torch.allclose(weight.grad, left + own, atol=1e-5))
print("what was left is longer than her own:", bool(left.norm() > own.norm()))

# %%
exercises.without_zero_grad.reveal()

# %% [markdown]
# So a gradient that tells her to find fakes *more real* has a hand in her step, and everything older has one as well.
# What becomes of a run? On the left with `zero_grad` and on the right without it, everything else the same.

# %%
right, *_ = train(d_step, training.generator_step, epochs=60, title="With zero_grad")
spoilt, *_ = train(partial(d_step, zero_grad=False), training.generator_step, epochs=60, title="Without zero_grad")
EpochPlayer(right, spoilt, title="Her gradients, wiped and not")

# %% [markdown]
# With each of the five seeds that we tried, the run on the left had covered all eight clusters after 60 epochs. Those
# on the right had covered one at most: she ends by finding the fakes more real than the real points, and so she has
# nothing to teach him. (Where there are no triangles left to see, he has left the picture.)

# %% [markdown]
# ### Swapped labels
#
# One slip, 0 for real and 1 for fake in her step, and his step as it was. She now learns to call fakes real. What will
# he do, who wants to be called real?

# %%
exercises.swapped_labels

# %%
history, generator, discriminator = train(
    partial(d_step, target=0.0), training.generator_step, epochs=30, title="Swapped labels"
)
with torch.no_grad():  # we only look: nothing is kept for a backward pass
    fake = generator(history.latents)
    print("real points that she calls real:", f"{(discriminator(ring.data) > 0).float().mean():.0%}")
    print("fakes that she calls real:      ", f"{(discriminator(fake) > 0).float().mean():.0%}")
print("fakes farther out than the ring, on average:", bool(fake.norm(dim=1).mean() > 2))

# %%
exercises.swapped_labels.reveal()

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
    print(f"the {name} moved:", bool(moved > 0))

# %% [markdown]
# The generator stays as he was for ever. And she moves, towards saying *real* to his fakes: a step against her own
# interest, after each step for it. The loss printed on the screen looks lively all the while.
#
# Which network a step moves is decided by the optimiser alone. Neither `loss.backward()` nor the loss knows.

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
print("the same weights, to the last bit:", all(torch.equal(one, other) for one, other in pairs))
print("backward passes through the generator:", passes_with, "with detach,", passes_without, "without")

# %%
exercises.without_detach.reveal()

# %% [markdown]
# So here `detach` is there for speed, because `g_optimizer.zero_grad()` stands between her `backward` and his. (Wipe
# his gradients only before hers, and hers is added to his.) It is more than speed when one batch of fakes serves both
# steps, to save painting a second one. While networks compute, PyTorch keeps a record of what was made from what, the
# *graph*. `backward` goes back through it, and frees it as it goes.

# %%
generator, discriminator, g_optimizer, d_optimizer = fresh_pair()
fake = generator(latents)  # for both steps
d_step(discriminator, ring.data[:128], fake, d_optimizer, detach=False)
g_loss = losses.nonsaturating_generator_loss(discriminator(fake))
try:
    g_loss.backward()
except RuntimeError as error:
    print(f"RuntimeError: {str(error).split(' (')[0]}")

# %%
exercises.shared_without_detach

# %% [markdown]
# These are questions that people ask again and again. *Why is `detach` necessary?* (pytorch/examples, issue 116) has
# both answers in it: for speed where the fakes are fresh, for correctness where they are shared. The next one is
# issue 584 there: *why is the discriminator asked twice about the same fakes?*

# %%
exercises.why_ask_twice

# %% [markdown]
# ## Your own step in the laboratory
#
# The laboratory trains with any step functions. Here it is given the two from above; write your own there, or a
# spoilt one, and compare. `run` trains without being watched; the buttons go on from where it stands.

# %%
laboratory = Laboratory(
    Recipe(),
    generator_step=training.generator_step,  # or generator_step
    discriminator_step=d_step,  # or discriminator_step
)
laboratory.run(200)
LiveLaboratory(laboratory, title="Trained by the step functions that you hand over")

# %% [markdown]
# ## Summary
#
# - A training step is two turns of five sub-steps: sample, forward, loss, backward, update. Only the two updates move
#   weights.
# - `backward` *adds* gradients at every weight that took part, in both networks; `zero_grad` wipes them away; the
#   optimiser decides which network moves.
# - Without `zero_grad`, weights move wrongly. Without `detach`, nothing moves wrongly, as long as his gradients are
#   wiped just before his `backward`: a backward pass is wasted, or, where fakes are shared, PyTorch raises an error.
#
# Lesson 08 puts a loop around the step.

# %% [markdown]
# ## Read more
#
# - Goodfellow et al. 2014, *Generative Adversarial Nets*, arXiv 1406.2661: algorithm 1 is this step in a loop,
#   with the saturating loss for the generator; ours is at the end of section 3.
# - PyTorch's documentation, *Autograd mechanics*: what `backward` records, keeps and frees.
# - GitHub, pytorch/examples, issues 116 and 584: the questions above, as they were first asked.

# %%
exercises.progress()
