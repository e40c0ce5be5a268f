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
import numpy as np
import torch

from gan_lesson import losses, models, training
from gan_lesson.datasets import unpaired
from gan_lesson.evaluation import metrics
from gan_lesson.evaluation.judges import portrait_judges
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
# The article that this course grew out of shows a horse that turns into a zebra. To learn this from pairs, you would
# need a photograph of a horse and another of *the same animal* as a zebra. Nobody has that. What people have is a heap
# of horses and a heap of zebras.
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
# Each is a stack of four convolutions with a **short cut** (papers call it a *skip connection*): what he paints is
# *added* to the picture that he was shown. So he starts with the pet, and only has to paint the difference. There is
# an expert for each world: `discriminator_x` knows plain pets, `discriminator_y` striped ones.

# %%
networks = translation.four(seed=0)
there, back = networks.there, networks.back
x, y = x_world.data[:16], y_world.data[:16]
print("there(x):", tuple(there(x).shape))
print("numbers in a translator:", f"{models.parameter_count(there):,}")
print("numbers in an expert:   ", f"{models.parameter_count(networks.discriminator_x):,}")

# %% [markdown]
# Suppose that we train them like any other GAN: `there` is paid for fooling the expert of the striped world, and for
# nothing else. Suppose too that there is no short cut, so that he paints the whole picture himself.

# %%
exercises.experts_alone

# %%
alone = translation.recorded("experts alone, no short cut")
rows = torch.cat([pets.data[:8], models.look(alone.there, pets.data[:8]), truth.data[:8]])
names = ["plain pet", "translated", "the truth"]
exercises.show(plot_pictures(rows[:, 0].clamp(-1, 1), columns=8, rows=names, inches=8), "experts_alone")

# %%
exercises.experts_alone.reveal()

# %% [markdown]
# The expert sees one picture at a time. She can say whether it looks like a striped pet. She can't say whether it is
# *this* pet, because nobody shows her the one it was made from. We need something that ties the translation to the
# original.

# %% [markdown]
# ## There and back again
#
# Zhu and others (2017) had this idea: translate a plain pet into a striped one, translate that one **back**, and you
# should get the first pet again. Say something in French, have it put into English and then back into French. If the
# sentence is still the same, not much can have been lost on the way.
#
# **Write the cycle loss.** Take x there and back: how far is the result from x? Take y back and there: how far is the
# result from y? Measure the difference between two pictures as the mean absolute difference between their pixels, and
# add the two. The translations, `fake_x = back(y)` and `fake_y = there(x)`, have been made already.


# %% tags=["exercise"]
def cycle_loss(there, back, x, y, fake_x, fake_y):
    """The mean absolute difference between pictures that went there and back and the originals, both ways added."""
    ...


# %%
exercises.cycle_loss.check(cycle_loss)
# exercises.cycle_loss.hint()
# exercises.cycle_loss.solution()

# %% [markdown]
# ## Where there is nothing to do
#
# The paper has a second idea, for some of its tasks. Show `there` a pet that is striped *already*: he should leave it
# as it is. The same goes for `back` and a plain pet. The **identity loss** is what they change all the same.
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
# Now put it together. Each expert judges the fakes of her own world, and both translators want to hear *real*. That is
# the non-saturating loss of [lesson 06](06_the_rules_of_the_game.ipynb), `losses.nonsaturating_generator_loss(logits)`,
# once for each expert. (The paper uses another, least squares.) Add the cycle loss times its weight, which the paper
# calls **λ** (lambda), and the identity loss times its own weight.


# %% tags=["exercise"]
def translators_loss(discriminator_x, discriminator_y, fake_x, fake_y, cycle, identity, cycle_weight, identity_weight):
    """The whole loss of both translators, from their fakes and from their cycle and identity losses."""
    ...


# %%
exercises.translators_loss.check(translators_loss)
# exercises.translators_loss.hint()
# exercises.translators_loss.solution()

# %% [markdown]
# ## The loop
#
# Here is everything in one loop, a short run of 100 steps. The experts move first, each with real pictures of her own
# world and translations into it. Every eighth step they pay [lesson 08](08_the_full_training_loop.ipynb)'s penalty R1,
# which keeps an expert's logit from becoming steep where the real pictures are. Then both translators move, with λ = 10
# as in the paper and 2 for the identity loss. `inputs=translators_weights` means that only *they* get a gradient.

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
# In this run the stripes are there after a hundred steps, softer than true ones. Two recorded runs are three times as
# long, with rates that fall in the second half: the whole method, and the same without the short cut. Neither was
# trained on the eight pets that you see. Look at the first ten pages, one by one. With a short cut, he begins with the
# plain pets; without it, he begins with plain grey.

# %%
made = translators.load()
pages = [f"{step}" for step in made.moments]
films = {"whole": made.films["whole"].numpy(), "without the short cut": made.films["no short cut"].numpy()}
FlipBook(films, 4, "Step", pages, start=len(pages) - 1, title="Plain pets become striped")

# %% [markdown]
# ## Against the truth
#
# How good is he? We look only at the pixels where a plain pet and its true striped version differ, and take the
# mean absolute difference there between his picture and the truth, as a percentage of the way from black to white.
# The yardstick is a translator who **does nothing**. Here are five runs, each trained on different pets from different
# first weights.


# %%
def error(pictures, true=truth):
    """The mean absolute difference to the truth where the two worlds differ, in per cent of all grey levels."""
    return 100 * translation.error(pictures, true.data, where)


whole = [translation.recorded("whole", seed) for seed in translators.SEEDS]
doing_nothing = error(pets.data)
errors = [error(models.look(one.there, pets.data)) for one in whole]
print("all five make less than two thirds of the error of doing nothing:", max(errors) < 2 / 3 * doing_nothing)

# %%
again = models.look(whole[0].back, models.look(whole[0].there, pets.data))
rows = torch.cat([pets.data[:8], models.look(whole[0].there, pets.data[:8]), truth.data[:8], again[:8]])
names = ["plain pet", "translated", "the truth", "and back"]
exercises.show(plot_pictures(rows[:, 0].clamp(-1, 1), columns=8, rows=names, inches=8), "whole")

# %% [markdown]
# The stripes follow head and ears, and each pet remains itself, though nobody ever told him which striped pet belongs
# to which plain one. To check that, we look for each translation's nearest neighbour, pixel by pixel, among the 512
# true striped pets. If that is its own truth, it is **still the same pet**. (This asks nothing about the stripes: a
# translator who does nothing would pass too. So look at both, the error and the pet.)

# %% [markdown]
# ## Take a part away
#
# Which part makes sure that it stays the same pet? We take away one at a time: the identity loss, the cycle loss
# (λ = 0), or the short cut. In the last recipe, *experts alone*, there is neither a cycle loss nor an identity loss,
# and no short cut either.

# %%
exercises.what_keeps_the_pet

# %%
recipes = ["whole", "no identity", "no cycle", "no short cut", "experts alone, no short cut"]
panels = {"error where they differ, %": {}, "still the same pet, %": {}}
for kind in recipes:
    seen = [models.look(translation.recorded(kind, seed).there, pets.data) for seed in translators.SEEDS]
    panels["error where they differ, %"][kind] = [error(some) for some in seen]
    panels["still the same pet, %"][kind] = [100 * translation.own(some, truth.data) for some in seen]
yardstick = {"error where they differ, %": ("doing nothing", doing_nothing)}
exercises.show(plots.plot_seeds(panels, yardstick), "parts")

# %%
exercises.what_keeps_the_pet.reveal()

# %% [markdown]
# Read it row by row. Leaving out the **identity loss** makes no difference that we could be sure of. Without the
# **cycle loss** the stripes come out worse in each of the five runs, and the way back suffers more. But the short cut
# and the identity loss still keep nearly every pet. Without the **short cut**, the cycle and identity losses keep most
# of them. The pet is lost only where *all three* are missing.
#
# We also tried each of the three alone with the experts, in one run each: the short cut kept 83 pets in 100, the cycle
# loss 86 and the identity loss 88.
#
# So it would be wrong to give all the credit to the cycle loss here. CycleGAN's translators have no short cut from the
# first picture to the last, so it may have more to do there.

# %% [markdown]
# The knob reader from [lesson 09](09_is_the_forgery_any_good.ipynb) agrees. We let it read ten knobs of the face from
# each translation and from its truth. The **correlation** of the two readings (1 if they rise and fall together, 0 if
# they have nothing to do with each other) was 0.87 on average for the whole method, and 0.43 for experts alone without
# a short cut. With every recipe a cat remained a cat and a dog a dog, almost without exception.
#
# And what if the **experts** go? Then the loss is smallest for a translator who changes nothing. We tried it once, and
# that is what came out.

# %%
kinds = ["whole", "no cycle", "no short cut", "experts alone, no short cut"]
columns = {kind: models.look(translation.recorded(kind).there, pets.data[:6]) for kind in kinds}
rows = torch.cat([pets.data[:6], *columns.values(), truth.data[:6]])
names = ["plain pet", *kinds, "the truth"]
exercises.show(plot_pictures(rows[:, 0].clamp(-1, 1), columns=6, rows=names, inches=6), "parts_pictures")

# %% [markdown]
# ## Turn λ
#
# What does the weight of the cycle loss do? To see it, we leave out everything else that could keep the pet: there is
# neither a short cut nor an identity loss here. That leaves the paper's equation 3. Turn λ from 0 to 30: at the top are
# six plain pets, below them their translations, and at the bottom the translations translated back. There is one run
# for each λ.

# %%
pages = []
for value in translation.LAMBDAS:
    pair = translation.recorded(f"lambda {value:g}" if value else "experts alone, no short cut")
    away = models.look(pair.there, pets.data[:6])
    pages.append(as_frame(torch.cat([pets.data[:6], away, models.look(pair.back, away)])))
sheets = {"plain pets, translated, and back again": np.stack(pages)}
values = [f"{value:g}" for value in translation.LAMBDAS]
FlipBook(sheets, 6, "λ", values, title="The weight of the cycle loss")

# %% [markdown]
# In these runs, λ = 0 gives striped faces, and hardly one pet that you would know again. From there to 10, the larger
# λ is, the more pets remain the same: 13 % of them at 0, 62 % at 1, 86 % at 10. A λ of 30 keeps no more. Here the cycle
# loss does what it is praised for.

# %% [markdown]
# ## On the bench of lesson 09
#
# Without a truth, people use the scores of [lesson 09](09_is_the_forgery_any_good.ipynb): are the translations spread
# like real striped pets? Here are Fréchet distances to 512 striped pets, on the features of the knob reader. Other real
# striped pets and the plain pets are the yardsticks.

# %%
reader = portrait_judges().knobs
striped_pets = unpaired.striped_pets(512, torch.Generator().manual_seed(2000))  # others, unseen
real = reader.features(striped_pets.data)
candidates = {
    "other striped pets": unpaired.striped_pets(512, torch.Generator().manual_seed(3000)).data,
    "translated": models.look(whole[0].there, pets.data),
    "plain pets": pets.data,
}
scores = {name: metrics.frechet_distance(real, reader.features(some.clamp(-1, 1))) for name, some in candidates.items()}
print("nearest to real striped pets, first:", ", ".join(sorted(scores, key=scores.get)))

# %%
exercises.right_animal

# %% [markdown]
# ## Hidden messages
#
# Chu, Zhmoginov and Sandler (2017) noticed something odd. Their CycleGAN turned aerial photographs into street maps
# and back, and details came back that couldn't be seen on the map, such as a pattern on a roof. The translator had
# **hidden** them in the map, in what the authors call "a nearly imperceptible, high-frequency signal": faint
# differences from pixel to pixel. The cycle loss rewards this: it asks that all of the picture come back, and it
# doesn't ask how.
#
# You can test for it. Add a little noise to the translation, too faint for an eye to mind, and translate *that* back.
# If a message is hidden in faint differences, the noise drowns it. For comparison, as a **control**, add the same noise
# after the way back, where there is no message left to read.

# %%
exercises.what_noise_does

# %%
noise = 0.05  # a fortieth of the way from black to white: change it
everywhere = torch.ones_like(where)
harm = {}
for kind in ("whole", "no cycle", "no short cut"):
    harm[kind] = []
    for seed in translators.SEEDS:
        pair, draws = translation.recorded(kind, seed), torch.Generator()
        returned = [
            translation.way_back(pair, pets.data, amount, draws.manual_seed(seed), late)
            for amount, late in ((0, False), (noise, False), (noise, True))
        ]
        without, before, after = (translation.error(some, pets.data, everywhere) for some in returned)
        harm[kind].append((before - without) / (after - without))
yardstick = {"harm of the noise, before / after": ("as much", 1.0)}
exercises.show(plots.plot_seeds({"harm of the noise, before / after": harm}, yardstick), "hidden")

# %%
exercises.what_noise_does.reveal()

# %% [markdown]
# In the first two rows, noise does about as much harm before the way back as after it. So the way back depends on no
# message faint enough for this noise to drown. Without the short cut, noise before the way back does far *less* harm:
# the translator who paints the whole picture anew leaves most of it out.
#
# There is another way to ask. Where the two worlds differ, does `back` do better with his partner's stripes than with
# *true* ones? If so, the translation has something that a real striped pet doesn't have.

# %%
for kind in ("whole", "no cycle"):
    shares = []
    for seed in translators.SEEDS:
        pair = translation.recorded(kind, seed)
        from_own = models.look(pair.back, models.look(pair.there, pets.data))
        from_truth = models.look(pair.back, truth.data)
        shares.append(error(from_own, pets) / error(from_truth, pets))
    print(f"{kind}: smaller error with his partner's stripes, in", sum(share < 0.9 for share in shares), "of 5 runs")

# %% [markdown]
# So his partner's stripes are easier for `back` to undo. But nothing faint is behind it: look at the translations
# again. Some of the stripes are paler than true ones, and the fur shines through, so there is less to undo. Where they
# are as dark as true ones, we found, `back` does hardly better with them than with the true ones. It is the same
# without the cycle loss, so the cycle loss isn't the cause.
#
# We looked for a faint message like the one that Chu and others found, and found none. Stripes cover little of a pet. A
# street map leaves out most of what is in a photograph, so there the cycle loss gives a translator much to hide.

# %% [markdown]
# ## Where it fails
#
# The authors themselves say what hardly works: changes of **shape**. Between dogs and cats, "the learned translation
# degenerates to making minimal changes to the input", say [their pages](https://github.com/junyanz/CycleGAN).
#
# Let's try it. World X is now plain cats, and world Y is plain dogs. The truth comes from turning the species knob and
# leaving the others alone. Everything else stays the same.

# %%
exercises.cats_to_dogs

# %%
cats = unpaired.cats(512, torch.Generator().manual_seed(1000))
as_dogs = unpaired.other_species(cats)
shaper = translation.recorded("cats to dogs")
rows = torch.cat([cats.data[:8], models.look(shaper.there, cats.data[:8]), as_dogs.data[:8]])
names = ["cat", "translated", "the truth"]
exercises.show(plot_pictures(rows[:, 0].clamp(-1, 1), columns=8, rows=names, inches=8), "cats_to_dogs")

# %%
exercises.cats_to_dogs.reveal()

# %% [markdown]
# Our translator does better than that, and still fails. He makes rough dogs: all our heads sit in the same place, and
# his four convolutions together see most of a head. But which dog should it be? An ear should keep its length while
# its shape changes, and nothing in the losses says so. Only about 1 translation in 10 is nearest to its own truth.

# %% [markdown]
# ## A strip of film
#
# The article speaks of a horse's *video*. So let a pet turn its head, and translate the film frame by frame. The
# translator doesn't know what came before. Turn the pages, or hold an arrow key down.

# %%
film = unpaired.turning(pets, 24)
true_film = unpaired.striped(film)
translated = models.look(whole[0].there, film.data)
strips = {"plain": film.data, "translated": translated, "the truth": true_film.data}
frames = {title: as_frame(some)[:, None] for title, some in strips.items()}
FlipBook(frames, 1, "Frame", [f"{number} of 24" for number in range(1, 25)], title="A pet that turns its head")

# %% [markdown]
# Does it flicker? We measure how much the film changes from frame to frame, divided by how much the true film does.
# Above 1 it moves more than it should. We ask the same of a cat that turns its head and is translated into a dog.


# %%
def movement(kind, film, true_film):
    """For each of the five runs, how much more its film moves than the true one: 1 for as much."""
    pairs = [translation.recorded(kind, seed) for seed in translators.SEEDS]
    return [translation.flicker(models.look(pair.there, film.data), true_film.data) for pair in pairs]


cat_film = unpaired.turning(cats, 24)
films = {"plain to striped": ("whole", film, true_film)}
films["cats to dogs"] = ("cats to dogs", cat_film, unpaired.other_species(cat_film))
for name, (kind, untranslated, its_truth) in films.items():
    print(f"{name}, untranslated: {translation.flicker(untranslated.data, its_truth.data):.2f} times the true movement")
    count = sum(value > 1.1 for value in movement(kind, untranslated, its_truth))
    print("    translated: more movement than in the truth in", count, "of 5 runs")

# %% [markdown]
# The striped film stays calm. The translator treats similar pictures similarly, and paler stripes have less to move.
#
# The dogs made of cats move more than true dogs in each run, 1.7 times as much. About half of that excess isn't his:
# the cats' own film, untranslated, already moves 1.35 times as much as the true dogs'. The rest comes from the ears
# and muzzles that he invents, with their specks and rough edges, which shift as the head turns. Even so, he doesn't
# start afresh in each frame: with four times as many frames, the figure stays nearly the same.

# %% [markdown]
# ## What the article says, and what the papers say
#
# The article says that a horse's *video* was turned into a zebra's. What do the sources say?
#
# - The **method** knows no video. The paper ([arXiv 1703.10593](https://arxiv.org/abs/1703.10593)) is called *Unpaired
#   Image-to-Image Translation*. Its losses mention single pictures only, as yours do.
# - The **training data** were single photographs: 939 horses and 1,177 zebras from ImageNet, found with the words
#   *wild horse* and *zebra*. So say the [authors' own pages](https://github.com/junyanz/CycleGAN).
# - The **video** is on those pages: a moving picture, `horse2zebra.gif`. For training, the pages name the photographs.
# - The same pages say where to stop: `zebras<->horses` works, and `cats<->dogs` "completely fails".
#
# So the article is right about what there is to see. But the method was neither made for videos nor trained on them.

# %%
exercises.the_article

# %% [markdown]
# ## Horses and zebras of your own
#
# With an internet connection, `unpaired.horses_and_zebras()` fetches the authors' photographs once (117 MB) and gives
# you both worlds, in grey and 28x28. To use pictures of your own, put them into two folders, `trainA` and `trainB`, and
# name the folder that contains both: `unpaired.horses_and_zebras(folder="...")`. Apples and oranges will do, or summer
# and winter.
#
# Then put the two in place of `x_world` and `y_world`, and run these cells again: the one that makes the four networks,
# the one with the optimisers, and the loop, with more steps. Look at `there(x)` for some of your own pictures. Expect
# less than with pets: 28 pixels are few for a horse, and there is no truth to measure against.

# %% [markdown]
# ## Summary
#
# - Without pairs, an expert can say whether a picture belongs to a heap, but not which picture it was made from.
# - The cycle loss asks that a picture taken there and back come out unchanged. The identity loss asks a translator to
#   leave alone what belongs to his target world already.
# - The short cut, the cycle loss and the identity loss each keep most pets, even alone. The pet is lost only when all
#   three are missing.
# - Scores that compare heaps can't see whether it's still the same pet. That takes the truth, which real pictures lack.
# - Ask what a translator hides, and measure it against a control.
# - The method changes colour and texture well, and shapes hardly at all.
# - The method learned from single photographs, and translates a film picture by picture.

# %% [markdown]
# ## Read more
#
# - Zhu, Park, Isola & Efros 2017, *Unpaired image-to-image translation using cycle-consistent adversarial networks*,
#   [arXiv 1703.10593](https://arxiv.org/abs/1703.10593): the cycle loss is equation 2, the whole loss equation 3, the
#   identity loss is in section 5.2.
# - Chu, Zhmoginov & Sandler 2017, *CycleGAN, a master of steganography*,
#   [arXiv 1712.02950](https://arxiv.org/abs/1712.02950): hidden messages.
# - Kim, Cha, Kim, Lee & Kim 2017, *Learning to discover cross-domain relations with generative adversarial networks*,
#   [arXiv 1703.05192](https://arxiv.org/abs/1703.05192), and Yi, Zhang, Tan & Gong 2017, *DualGAN*,
#   [arXiv 1704.02510](https://arxiv.org/abs/1704.02510): the same idea, found at the same time.
# - Isola, Zhu, Zhou & Efros 2017, *Image-to-image translation with conditional adversarial networks*,
#   [arXiv 1611.07004](https://arxiv.org/abs/1611.07004): with pairs, for comparison.

# %%
exercises.progress()

# %% [markdown]
# Previous: [12 · Draw me a dog](12_draw_me_a_dog.ipynb).
