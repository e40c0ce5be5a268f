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
# # 13 · From horses to zebras
#
# **How do you translate pictures when nobody has pairs?** Two translators and two experts turn plain pets into
# striped ones and back. You write their losses, take parts away, and measure what each part is good for.
#
# You will be able to
#
# - say why translating without pairs is harder than painting;
# - write the cycle loss, the identity loss and the translators' whole loss;
# - say what each part of the method buys, and what it doesn't;
# - find out what a translator hides in his pictures;
# - say what such a translator can't do, and check what an article says about it.
#
# About 80 minutes, of which the computer works for one.

# %%
import torch

from gan_lesson import losses, models, training
from gan_lesson.datasets import unpaired
from gan_lesson.evaluation import coverage, metrics
from gan_lesson.exercises import lesson_13 as exercises
from gan_lesson.history import as_frame
from gan_lesson.plots import lesson_13 as plots
from gan_lesson.plots import plot_pictures
from gan_lesson.progress import progress
from gan_lesson.props import translation
from gan_lesson.recordings import translators
from gan_lesson.widgets import FlipBook

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## Two worlds and no pairs
#
# The article that this course began with shows a horse that turns into a zebra. Nobody has a photograph of a horse
# and another of *the same animal* as a zebra. What people have is a heap of horses and a heap of zebras.
#
# Our horses are plain pets, and our zebras are boldly striped ones. **World X** is plain, **world Y** is striped, and
# the animals in the two heaps are different ones. Here are eight of each.

# %%
random = torch.Generator().manual_seed(0)
x_world, y_world = unpaired.plain_pets(2048, random), unpaired.striped_pets(2048, random)
sheets = [world.data[:8, 0] for world in (x_world, y_world)]
exercises.show(plot_pictures(torch.stack(sheets), columns=4, titles=["X: plain", "Y: striped"]), "worlds")

# %% [markdown]
# This world has something that horses don't: since the pets are drawn from knobs, we can draw each plain pet again with
# stripes. This is the **truth**. We will measure against it, and no network will ever see it in training.

# %%
pets = unpaired.plain_pets(512, torch.Generator().manual_seed(1000))  # new ones, for testing
truth = unpaired.striped(pets)
where = translation.differ(pets.data, truth.data)  # the pixels where the two differ
print("the stripes change more than 5 pixels in 100:", where.float().mean().item() > 0.05)

# %% [markdown]
# ## Two translators
#
# A **translator** is a generator that gets a picture in place of latents. We need two of them: `there` makes a
# striped pet out of a plain one, and `back` makes a plain one out of a striped one. (The paper calls them G and F.)
#
# Each is a stack of four convolutions, and has a **short cut**: what he paints is *added* to the picture that he was
# shown. So he starts with the pet, and only has to paint the difference. There is an expert for each world:
# `discriminator_x` knows plain pets, `discriminator_y` striped ones.

# %%
networks = translation.four(seed=0)
there, back = networks.there, networks.back
x, y = x_world.data[:16], y_world.data[:16]
print("there(x):", tuple(there(x).shape))
print("numbers in a translator:", f"{models.parameter_count(there):,}")
print("numbers in an expert:   ", f"{models.parameter_count(networks.discriminator_x):,}")

# %% [markdown]
# Suppose that we train them like any other GAN: `there` is paid for fooling the expert of the striped world, and for
# nothing else. And suppose that there is no short cut, so he paints the whole picture himself.

# %%
exercises.experts_alone

# %%
alone = translation.recorded("no short cut, experts alone")
rows = torch.cat([pets.data[:8], models.look(alone.there, pets.data[:8]), truth.data[:8]])
names = ["plain pet", "translated", "the truth"]
exercises.show(plot_pictures(rows[:, 0].clamp(-1, 1), columns=8, rows=names, inches=8), "experts_alone")

# %%
exercises.experts_alone.reveal()

# %% [markdown]
# The expert sees one picture at a time. She can say whether it looks like a striped pet. She can't say whether it is
# *this* pet, because she never learns where it came from. We need something that ties the translation to the original.

# %% [markdown]
# ## There and back again
#
# Zhu and others (2017) had this idea: translate a plain pet into a striped one, translate that one **back**, and the
# first pet should be there again. Say something in French, have it put into English and then into French again: if the
# sentence is still the same, not much can have been lost on the way.
#
# **Write the cycle loss.** How far from x is what comes back of it, and how far from y is what comes back of y?
# The difference of two pictures is the mean of the absolute differences of their pixels. Add the two ways. The
# translations, `fake_x = back(y)` and `fake_y = there(x)`, are there already.


# %% tags=["exercise"]
def cycle_loss(there, back, x, y, fake_x, fake_y):
    """The mean absolute difference between pictures that went there and back and the originals, both ways added."""
    ...


# %%
exercises.cycle_loss.check(cycle_loss)
# exercises.cycle_loss.hint()
# exercises.cycle_loss.solution()

# %% [markdown]
# ## Where nothing is to be done
#
# There is a second idea in the paper, for some of its tasks. Show `there` a pet that *is* striped: he should leave it
# as it is. The same goes for `back` and a plain pet. This is the **identity loss**.
#
# **Write it**, with the same kind of difference. Mind who gets which picture.


# %% tags=["exercise"]
def identity_loss(there, back, x, y):
    """The mean absolute change that each translator makes to real pictures of the world that he translates into."""
    ...


# %%
exercises.identity_loss.check(identity_loss)
# exercises.identity_loss.hint()
# exercises.identity_loss.solution()

# %% [markdown]
# ## The whole loss
#
# Now put it together. Each expert judges the fakes of her own world, and both translators want to hear *real*: that is
# the non-saturating loss of [lesson 06](06_the_rules_of_the_game.ipynb), `losses.nonsaturating_generator_loss(logits)`,
# once for each expert. Add the cycle loss times its weight, which the paper calls **λ** (lambda), and the identity
# loss times its own.


# %% tags=["exercise"]
def translators_loss(
    discriminator_x, discriminator_y, fake_x, fake_y, cycle, identity, cycle_weight, identity_weight
):
    """The whole loss of both translators, from their fakes and from their cycle and identity losses."""
    ...


# %%
exercises.translators_loss.check(translators_loss)
# exercises.translators_loss.hint()
# exercises.translators_loss.solution()

# %% [markdown]
# ## The loop
#
# Here is everything in one loop, a short run of 100 steps. The experts move first, each with real pictures and
# translations of her world. Every eighth step they pay the penalty R1, which keeps an expert from becoming steep
# where the real pictures are. Then both translators move, with λ = 10 as in the paper. `inputs=translators_weights`
# means that only *they* get a gradient.

# %%
translators_weights = [*there.parameters(), *back.parameters()]
experts_weights = [*networks.discriminator_x.parameters(), *networks.discriminator_y.parameters()]
t_optimizer = torch.optim.Adam(translators_weights, lr=0.004, betas=(0.5, 0.9))
d_optimizer = torch.optim.Adam(experts_weights, lr=0.004, betas=(0.5, 0.9))
x_batches = iter(training.Batches(x_world.data, 16, torch.Generator().manual_seed(1)))
y_batches = iter(training.Batches(y_world.data, 16, torch.Generator().manual_seed(2)))

# %% tags=["hand-written"]
experts = [networks.discriminator_x, networks.discriminator_y]
for step in progress(range(100), 100):
    x, y = next(x_batches), next(y_batches)
    fake_x, fake_y = back(y), there(x)

    d_loss = 0
    for expert, real, fake in zip(experts, (x, y), (fake_x, fake_y), strict=True):
        d_loss = d_loss + losses.discriminator_loss(expert(real), expert(fake.detach()))
        if step % 8 == 0:
            d_loss = d_loss + 0.2 * losses.r1_penalty(expert, real)
    d_optimizer.zero_grad()
    d_loss.backward()
    d_optimizer.step()

    cycle = translation.cycle_loss(there, back, x, y, fake_x, fake_y)  # or yours
    identity = translation.identity_loss(there, back, x, y)
    verdicts = sum(
        losses.nonsaturating_generator_loss(expert(fake))
        for expert, fake in zip(experts, (fake_x, fake_y), strict=True)
    )
    t_loss = verdicts + 10 * cycle + 2 * identity
    t_optimizer.zero_grad()
    t_loss.backward(inputs=translators_weights)
    t_optimizer.step()

# %%
yours = models.look(there, pets.data)
rows = torch.cat([pets.data[:8], yours[:8], truth.data[:8]])
exercises.show(plot_pictures(rows[:, 0].clamp(-1, 1), columns=8, rows=names, inches=8), "fresh")

# %% [markdown]
# After a hundred steps, stripes begin to appear. A recorded run went on for three times as long. Its twelve pets are
# ones that it wasn't trained on. Turn the pages, there and back.

# %%
made = translators.load()
pages = [f"{step}" for step in made.moments]
film = made.films["whole"].numpy()
FlipBook({"translated": film}, 6, "Step", pages, start=len(pages) - 1, title="Plain pets become striped")
