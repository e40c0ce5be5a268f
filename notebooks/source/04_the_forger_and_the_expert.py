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
# # 04 · The forger and the expert
#
# **How can two beginners teach each other?** You play both of them: first the expert, who must tell real from fake,
# then the forger, who must get past her.
#
# You will be able to
#
# - tell the story of a generative adversarial network, and say what each part of it is called;
# - read a ROC curve, and work out the area below it;
# - make one forger's move by hand: a step up the slope of the expert's logit;
# - say why both have to go on learning, and where the story breaks;
# - tell whether an expert says 1/2 because nothing is left to find, or because she hasn't learned anything.
#
# About 85 minutes, of which the computer needs less than one.

# %%
import copy
from functools import partial

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson import datasets, models, plots
from gan_lesson.evaluation.roc import roc_of
from gan_lesson.exercises import lesson_04 as exercises
from gan_lesson.history import as_frame
from gan_lesson.plots.lesson_03 import plot_spreads
from gan_lesson.plots.lesson_04 import plot_advice, plot_table
from gan_lesson.props import forging
from gan_lesson.recordings import auction
from gan_lesson.widgets import ExpertGame, ForgerGame

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## A town, a forger and an expert
#
# An old master has died and left a studio full of **portraits** of dogs and cats. The town is going to auction them,
# a few each day, and there is money in the air.
#
# A **forger** can smell it. He paints badly. Nobody has taught him, and nobody lets him into the studio. Each of his
# pictures begins with a **whim**, a handful of random numbers, as if he had thrown dice, and his hand turns it into
# paint.
#
# At the auction house sits an **expert**, and whatever is handed in has to get past her. She is as new to her work as
# he is to his. But every evening the house tells her which of the day's pictures came from the studio.

# %% [markdown]
# On the first day his work is so poor that she hardly needs to look. In the evening each of them pays a **fine**: the
# more wrong they were, the larger it is. She pays for forgeries that she believed and for portraits that she didn't,
# and he pays for forgeries that were refused.
#
# So both have a reason to learn. She looks again at what gave the day's forgeries away. And he has an informer, who
# passes him her **advice** for every spot on every one of his pictures. *A little lighter here, and I would have
# believed it a little more.*
#
# He corrects his hand and comes back. Now she has to look more closely, and she does. And as her eye becomes finer, so
# does the advice that he gets.

# %% [markdown]
# This goes on for a long time. A forgery that gets past a poor expert may be poor. But she is now a good one, and
# what gets past her now has to be good. In the end she can hardly tell his work from the master's, and by then that
# means something. **An excellent forgery appears only when both have become strong.** Neither of them could have got
# there alone.
#
# The forger is a network, and the expert is another. Together they are a **generative adversarial network**, a GAN.
#
# Six words of the story stand for six terms that you will meet in every lesson from here on. The words are *forger,
# expert, portraits, whim, advice* and *fine*. The terms are *latent, loss, discriminator, gradient, training set* and
# *generator*. Only one of the terms is new to you. Which is which?


# %% tags=["exercise"]
def who_is_who():
    """A dictionary with the term for each word: forger, expert, portraits, whim, advice, fine."""
    ...


# %%
exercises.who_is_who.check(who_is_who)
# exercises.who_is_who.hint()
# exercises.who_is_who.solution()

# %% [markdown]
# ## Be the expert
#
# An auction like this one has been recorded. The expert went through 4,096 portraits again and again, and met new
# forgeries all the time. Each pass through the portraits is an **epoch**. Four days were kept, after 1, 3, 15 and 90
# epochs: what he painted on that day, and the expert as she was on that day.
#
# She is a *network*: a function with thousands of weights, which [lesson 05](05_the_two_networks.ipynb) takes apart.
# Like [lesson 01](01_telling_dogs_from_cats.ipynb)'s classifier she takes a picture and returns a logit, but for *real*
# instead of *dog*.
#
# We hang 12 pictures a day: 6 new portraits, which nobody at the auction has seen, and 6 forgeries. Each is shown to
# the expert of its own day.

# %%
days = auction.load()
portraits = datasets.portraits(24, torch.Generator().manual_seed(1)).data  # (24, 1, 28, 28)
draws = torch.Generator().manual_seed(2)
shown, is_real, logits = [], [], []
for number, day in enumerate(days):
    pictures = torch.cat([portraits[6 * number : 6 * number + 6], day.pictures[:6]])  # (12, 1, 28, 28)
    order = torch.randperm(12, generator=draws)
    shown.append(pictures[order])
    is_real.append(order < 6)
    logits.append(day.discriminator()(pictures[order]))
shown, is_real, logits = map(torch.cat, (shown, is_real, logits))
print("pictures:", tuple(shown.shape), "  real:", int(is_real.sum()), "  logits:", tuple(logits.shape))

# %%
exercises.who_sees_more

# %% [markdown]
# Now it's your turn. Judge each picture, and say how sure you are, from 1 to 5. After each day you are told the truth;
# learn from it, as she does. It takes about five minutes.

# %%
names = [f"Day {number}, after epoch {day.epoch}" for number, day in enumerate(days, start=1)]
game = ExpertGame(as_frame(shown), is_real, logits, names, caption="Half of each day's pictures are the master's.")
game

# %% [markdown]
# ### How to read the curves
#
# You used five levels. Suppose you let in only what you rated 5. That lets in some share of the real pictures,
# plotted upwards, and some share of the fakes, plotted to the right. Let in the 4s as well, and both shares grow.
# Each dot is one such degree of strictness, and the curve through them is called the **ROC curve**. Guessing follows
# the diagonal; the better the judge, the closer the curve comes to the upper left corner.

# %% [markdown]
# The **area** below it has a plain meaning: take one real picture and one fake at random. How often is the real one
# rated higher? To see why, go through the pictures from the highest rating down. A real one takes the curve a step
# up, a fake one a step to the right, and at that step the curve is as high as the share of real pictures rated above
# the fake. The area is the mean of these heights. (Equal ratings make a slanted piece, and count one half.)
#
# With 48 pictures this is a rough measure. The interval beside it says how rough: in about 95 of 100 such games it
# should contain the true area.

# %%
exercises.who_sees_more.reveal()

# %% [markdown]
# One thing is unfair to her in the first row: her 48 logits come from four different experts, whose scales need not
# agree. The rows for the individual days don't have that problem.
#
# ### Exercise: the area, pair by pair
#
# Compare every real picture with every fake one. The area is the share of these pairs in which the real one has the
# higher score; a tie counts one half.


# %% tags=["exercise"]
def area_below_roc(real_scores, fake_scores):
    """The area below the ROC curve, from the scores (n,) of the real and (m,) of the fake pictures."""
    ...


# %%
exercises.area_below_roc.check(area_below_roc)
# exercises.area_below_roc.hint()
# exercises.area_below_roc.solution()

# %% [markdown]
# ### A judge who learned by heart
#
# Here is a third player, for comparison. He knows 2,048 portraits by heart and nothing else. He rates a picture by its
# distance to the nearest portrait in his memory, in 784 dimensions: the nearest fifth gets a 5, the farthest fifth a 1.

# %%
memory = datasets.portraits(2048, torch.Generator().manual_seed(7)).data.flatten(1)  # (2048, 784)
distances = torch.cdist(shown.flatten(1), memory).min(1).values  # (48,) to the nearest of them
fifths = distances.quantile(torch.tensor([0.2, 0.4, 0.6, 0.8]))
title = "A judge who learned by heart"
by_heart = ExpertGame(as_frame(shown), is_real, logits, names, judge="this judge", title=title)
by_heart.ratings = (5 - torch.bucketize(distances, fifths)).tolist()
by_day = [his for name, his, hers in by_heart.areas_by_round()]
print("his area, day by day:", *(f"{area:.2f}" for area in by_day))

# %%
by_heart

# %% [markdown]
# On the first day it is enough to know what portraits look like. On the last day it isn't: the forgeries lie nearly as
# close to the portraits as new portraits do. Was it like that for you?

# %% [markdown]
# ## Yesterday's forgeries, tomorrow's expert
#
# Each day she judged what he had painted *that* day. But we have all four experts and all four days of forgeries. Let
# every expert judge every day's forgeries, 64 of them against 256 new portraits.

# %%
area = exercises.area_below_roc.function
fresh = datasets.portraits(256, torch.Generator().manual_seed(3)).data
table = torch.zeros(4, 4)
for row, day in enumerate(days):
    for column, other_day in enumerate(days):
        expert = other_day.discriminator()
        table[row, column] = area(expert(fresh), expert(day.pictures))
later, earlier = torch.triu(torch.ones(4, 4), 1) > 0, torch.tril(torch.ones(4, 4), -1) > 0
for name, areas in (("earlier", table[earlier]), ("same-day", table.diagonal()), ("later", table[later])):
    print(f"{name:8} experts: {areas.min():.2f} to {areas.max():.2f}")

# %%
epochs = [f"epoch {day.epoch}" for day in days]
exercises.show(plot_table(table, epochs, epochs, "forgeries of", "expert of"), "areas")

# %% [markdown]
# On the **diagonal**, each expert meets the forger who has been learning against *her*. On the first three days she
# gets only 6 or 7 pairs in 10 in order: he has found what she doesn't see yet. To the **right** of it, a *later*
# expert looks at old forgeries, and catches nearly all of them. To the **left**, an *earlier* expert looks at later
# forgeries, and is nearly blind to them. Whoever stops learning falls behind. That is what **adversarial** means.
#
# The happy ending isn't reached. On the last day, when both are taking ever smaller steps, she still gets
# about 8 pairs in 10 in order.

# %% [markdown]
# Is it just this run? We followed it and four others, with other seeds, up to epoch 15. Experts scored between 0.33
# and 0.83 on their own day (below 0.5, he is ahead of her), earlier experts between 0.48 and 0.66, and later ones at
# least 0.73.

# %%
exercises.why_two

# %% [markdown]
# ## Be the forger
#
# Now change sides. The auction house has a new expert, a beginner. She has seen 1,024 portraits, and 1,024 things that
# beginners brought her: sketches by people who were told what a pet is and never saw a portrait, and also scribbles and
# noise.

# %%
draws = torch.Generator().manual_seed(0)
studio = datasets.portraits(1024, draws).data  # (1024, 1, 28, 28)
poor = forging.beginners(1024, draws)  # (1024, 1, 28, 28)
exercises.show(
    plots.plot_pictures([studio[:24, 0], poor[:24, 0]], columns=8, titles=["by the master", "by beginners"]),
    "studio_and_beginners",
)

# %% [markdown]
# She learns as lesson 01's classifier did: cross-entropy, target 1 for real and 0 for fake, and small steps against the
# gradient. You wrote that gradient as a formula. A network has too many weights for that, so PyTorch does it:
# `backward` works out how the loss would change with every weight, and the *optimiser*, here one called Adam, takes the
# step. [Lesson 07](07_one_training_step.ipynb) goes through such a step line by line.


# %%
def teach(expert, real, fake, steps, draws):
    """The expert learns to say 1 to real and 0 to fake pictures."""
    adam = torch.optim.Adam(expert.parameters(), lr=0.002)
    targets = torch.cat([torch.ones(64), torch.zeros(64)])
    for _ in range(steps):
        some_real = real[torch.randint(len(real), (64,), generator=draws)]
        some_fake = fake[torch.randint(len(fake), (64,), generator=draws)]
        loss = binary_cross_entropy_with_logits(expert(torch.cat([some_real, some_fake])), targets)
        adam.zero_grad()  # forget the gradient of the step before
        loss.backward()
        adam.step()


# %%
torch.manual_seed(0)
expert = models.ConvDiscriminator(width=8, depth=3)  # pictures (n, 1, 28, 28) to logits (n,)
untrained = copy.deepcopy(expert)
teach(expert, studio, poor, 150, draws)
new = forging.beginners(512, draws)
frozen = copy.deepcopy(expert).requires_grad_(False)
opinions = {"new portraits": frozen(fresh), "new beginners' pictures": frozen(new)}
exercises.show(plot_spreads(opinions, "her logit"), "her_logits")

# %% [markdown]
# `frozen` is a copy of her that won't learn from anything you do. If her logit is above 0, she says *real*. D(x), the
# sigmoid of the logit, is then above one half.
#
# **Your turn.** Move the sliders, paint over the sketch, and watch her verdict. Can you get into the blue stretch,
# where nine in ten originals are? Give it a few minutes before you touch the last two buttons: they belong to the
# next section.

# %%
climb = partial(exercises.forgers_move.function, expert=frozen, rate=2.0)
forgery = ForgerGame(frozen, climb, studio[:256], caption="She is frozen: whatever you show her, she does not learn.")
forgery

# %% [markdown]
# How did you go about it? Each look at the verdict gives you **one number**. To find out in this way which of the 784
# pixels should be lighter, you would have to try each of them, and after the first change try all of them again.

# %% [markdown]
# ## Advice instead of verdicts
#
# The forger in a GAN is better off. He gets the **gradient** of her logit with respect to his picture: for each
# pixel, how fast the logit would rise if that pixel got lighter. In [lesson 01](01_telling_dogs_from_cats.ipynb) that
# was the weight of the pixel. Here it has to be traced back through a network, and `autograd.grad` does that in one
# go.
#
# To be able to trace anything back, PyTorch records how each number is made from others. `detach` gives us the
# picture without its earlier record, `clone` copies it, and `requires_grad_` starts a new record there.


# %%
def slope_of(expert, pictures):
    """How her logit would change with each pixel: the gradient, of the pictures' shape."""
    pictures = pictures.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(expert(pictures).sum(), pictures)
    return slope


knobs = {name: start for name, (lowest, highest, start) in forging.KNOBS.items()}
clumsy = torch.from_numpy(forging.sketch(knobs)).view(1, 1, 28, 28)
slope = slope_of(frozen, clumsy)
print("a verdict:", frozen(clumsy).numel(), "number   advice:", slope.numel(), "numbers")

# %%
exercises.show(plot_advice(clumsy[0, 0], slope[0, 0]), "advice")

# %% [markdown]
# ### Exercise: one forger's move
#
# `slope_of(expert, picture)`, from the cell above, is her advice. Follow it: each pixel moves by `rate` times its
# slope. Pixels can't be blacker than -1 or whiter than 1, so end with `.clamp(-1, 1)`. Mind the sign: her logit should
# *rise*.


# %% tags=["exercise"]
def forgers_move(picture, expert, rate):
    """The picture (n, 1, 28, 28) after one step up the slope of the expert's logit."""
    ...


# %%
exercises.forgers_move.check(forgers_move)
# exercises.forgers_move.hint()
# exercises.forgers_move.solution()

# %% [markdown]
# Now ten such moves, from three starting points: a black canvas, the clumsy sketch, and noise. She gives each of them
# less than one chance in a hundred.

# %%
exercises.ten_steps

# %%
exercises.what_it_shows

# %%
black, noise = -torch.ones(1, 1, 28, 28), (0.5 * torch.randn(1, 1, 28, 28, generator=draws)).clamp(-1, 1)
before = torch.cat([black, clumsy, noise])
after = before
for _ in range(10):
    after = exercises.forgers_move.function(after, frozen, rate=2.0)
chances = frozen(torch.cat([before, after])).sigmoid()  # (6,)
print(f"D(x) below 0.01 before: {(chances[:3] < 0.01).sum()} of 3")
print(f"D(x) above 0.9 after:   {(chances[3:] > 0.9).sum()} of 3")

# %%
exercises.ten_steps.reveal()

# %%
exercises.show(
    plots.plot_pictures(
        [before[:, 0], after[:, 0]],
        columns=3,
        titles=["before", "after ten moves"],
        inches=9,
        heads=[f"D = {chance:.2f}" for chance in chances],
    ),
    "ten_moves",
)

# %%
exercises.what_it_shows.reveal()

# %% [markdown]
# They fool the expert, and they wouldn't fool you. We made the same three forgeries against five experts, each
# trained on other pictures, and a network that had been taught to recognise pets (and to say *neither*) found no pet
# in any of the fifteen.
#
# Go back to the game and press *ten steps* (*Undo* brings your own picture back). In her eyes the gradient beats your
# hand. And in yours?

# %% [markdown]
# ## From pixels to a hand
#
# This forger changes *pixels*, and what he learns from one picture doesn't help him with the next. A generator is a
# network, a function from latents to pictures. Her advice reaches the pixels and goes on *through* them into his
# weights: how should his hand change, so that these pixels get lighter? One piece of advice then changes everything
# that he will ever paint.
#
# Here is such a step. His fine is the cross-entropy with the target *real*, small when she believes him.


# %%
def forgers_step(generator, expert, adam, latents):
    """One step of the forger. Look at what he is given: no portraits."""
    fine = binary_cross_entropy_with_logits(expert(generator(latents)), torch.ones(len(latents)))
    adam.zero_grad()
    fine.backward()  # through her, into his weights
    adam.step()


torch.manual_seed(1)
generator = models.ConvGenerator(latent_dim=8, width=8)  # 8 random numbers in, a picture out
adam = torch.optim.Adam(generator.parameters(), lr=0.002)
for _ in range(100):
    forgers_step(generator, frozen, adam, models.sample_latents(64, 8, draws))
by_hand = models.look(generator, models.sample_latents(64, 8, draws))  # of new latents
# %%
title = f"she believes {(frozen(by_hand) > 0).float().mean():.0%} of his new pictures"
exercises.show(plots.plot_pictures(by_hand[:24, 0], columns=12, inches=8, titles=[title]), "frozen_teacher")

# %% [markdown]
# **Where in the code does he see a portrait?** Nowhere. `forgers_step` gets the generator, the expert, an optimiser and
# latents. All that he can know about portraits is what her weights have kept of them. Against a frozen expert that
# isn't enough: he has found one kind of nonsense that she believes, and paints it over and over. (With five such
# experts, a network that recognises pets took at most 1 in 8 of these pictures for one.)

# %% [markdown]
# ## So the expert must go on learning
#
# A frozen expert is no match for her own gradient. What is missing is the second half of the story: every evening she
# is told the truth.
#
# Back to pixels. We forge 64 pictures against her, starting from beginners' work. She studies them, together with what
# she knew before. Then she meets 64 others made in the same way. And then he starts over with those others, up her
# *new* slope.

# %%
exercises.after_learning


# %%
def forge(expert, pictures):
    for _ in range(10):
        pictures = exercises.forgers_move.function(pictures, expert, rate=2.0)
    return pictures


def believed(expert, pictures):
    return (expert(pictures) > 0).float().mean().item()


begun, others = forging.beginners(64, draws), forging.beginners(64, draws)
first, same_make = forge(expert, begun), forge(expert, others)
teach(expert, studio, torch.cat([poor[:512], first.repeat(8, 1, 1, 1)]), 100, draws)
second = forge(expert, others)

# %%
shares = [[believed(judge, them) for them in (fresh, same_make, second)] for judge in (frozen, expert)]
columns = ["new portraits", "his forgeries", "his next ones"]
table = plot_table(shares, ["before", "after"], columns, "studying them", "the share that she believes")
exercises.show(table, "believed")

# %%
exercises.show(
    plots.plot_pictures(
        [same_make[:24, 0], second[:24, 0]], columns=6, titles=["fooled her before", "fool her now"], inches=8
    ),
    "after_learning",
)

# %%
exercises.after_learning.reveal()

# %% [markdown]
# Each move undoes the other's last one. And look at the right-hand sheet: here and there a face begins to show. She
# has become harder to fool, so what fools her has to be better. With five different experts, the network that
# recognises pets took at most 1 in 20 of the first forgeries for a pet, and between a quarter and two thirds of the
# second.
#
# Let both go on like this, she with `teach` and he with `forgers_step`, and you have the training of a GAN.

# %% [markdown]
# ### She can forget
#
# We let her study the old forgeries along with the new ones. In a GAN nobody does that: she only meets what he paints
# today. Here is a copy of the expert as she was before, who studies *only* the new forgeries:

# %%
forgetful = copy.deepcopy(frozen).requires_grad_(True)
teach(forgetful, studio, first, 100, draws)
opinions = {"before studying": frozen(new), "after studying": models.look(forgetful, new)}
exercises.show(plot_spreads(opinions, "her logit of beginners' pictures"), "forgetful")

# %% [markdown]
# She now believes pictures that she used to refuse. What she learned about beginners was stored in the same weights,
# and nothing kept it there. In the recorded auction that did little harm. But in each of the five runs that [lesson
# 08](08_the_full_training_loop.ipynb) shows, we found an expert who rated forgeries of an earlier epoch *higher* than
# real data. When she forgets, he can go back to an old trick, and the two may go round in circles.

# %% [markdown]
# ## Take one word away
#
# *Generative adversarial network*: three words. What is left without one of them?
#
# **Without *adversarial*.** Instead of an expert, give him a fixed goal: paint the picture that is closest to all the
# portraits, in mean squared distance. The answer is the average portrait.

# %%
average = studio.mean(0)  # (1, 28, 28)
to_average = (studio - average).square().mean()
to_another = torch.stack([(studio - studio.roll(shift, dims=0)).square().mean() for shift in range(1, 9)]).mean()
print(f"squared distance to another portrait: about {to_another / to_average:.0f} times that to the average")
exercises.show(plots.plot_pictures(torch.stack([average[0], *studio[:3, 0]]), columns=4, inches=6), "average")

# %% [markdown]
# For one picture and this goal, the average is the best there is, and it is a blur with no face. (Other goals do
# better without an opponent: diffusion models, which you may have heard of, are trained with squared distances too.
# They just don't ask for one picture that is closest to all.) In a GAN, what counts as good isn't fixed at all: the
# expert *learns* it.
#
# **Without *generative*.** The expert alone is a classifier. She can judge, and you have seen where her slope leads.
# But there is nobody who paints.

# %% [markdown]
# **Without *network*.** Let both be as simple as in lessons [01](01_telling_dogs_from_cats.ipynb) and
# [03](03_why_images_are_hard.ipynb). The expert is a straight boundary, with one weight per pixel. The forger draws
# each pixel from a Gaussian of its own. **Predict:** will she find him out? And will a network?

# %%
mean, spread = studio.mean(0), studio.std(0)
snow = mean + spread * torch.randn(2048, 1, 28, 28, generator=draws)  # lesson 03's: each pixel by itself
torch.manual_seed(0)
straight = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 1), torch.nn.Flatten(0))
network = models.ConvDiscriminator(width=8, depth=3)
for judge in (straight, network):
    teach(judge, studio, snow[:1024], 100, draws)
held_out = datasets.portraits(1024, draws).data
truth, judged = torch.arange(2048) < 1024, torch.cat([held_out, snow[1024:]])
rocs = {name: roc_of(truth, models.look(judge, judged)) for name, judge in
        (("network", network), ("straight boundary", straight))}  # fmt: skip
curves = {name: (roc.fakes_let_in, roc.reals_let_in) for name, roc in rocs.items()}
exercises.show(plots.plot_roc(curves), "straight_and_network")

# %% [markdown]
# The straight boundary is helpless, and lesson 01's gradient shows why. With all weights 0 every error is +1/2 or
# -1/2, and the gradient is a quarter of the difference between the snow's mean picture and the portraits'. But the
# snow has every pixel's mean right, so the gradient is 0. This loss is a single valley, so here we are at its floor:
# weights of 0 are the *best* that training can find. (There are straight boundaries that make fewer mistakes, such as
# *fake if this one pixel is blacker than black*. Cross-entropy doesn't look for them.)
#
# A network sees how pixels go *together*, and so has advice to give.

# %% [markdown]
# ## Where the story breaks
#
# A story helps as long as you don't take it literally. This one is wrong in several places.
#
# 1. **The forger never sees an original.** You saw it in `forgers_step`.
# 2. **He gets a gradient, not a verdict.** A human forger is told *no*. This one is told, for every pixel, which way.
# 3. **He doesn't correct pictures.** The step changes his weights, and the picture is thrown away.
# 4. **She doesn't judge art.** She learns what sets today's forgeries apart.
# 5. **There is no taste.** *Real* means: drawn from the distribution that the training set was drawn from. A copy of a
#    portrait would be a perfect forgery. Lesson 09 looks for copies.
# 6. **Nothing guarantees the happy ending.** One player may leave the other behind, or the forger may find one
#    portrait that passes and paint nothing else. Lesson 10 is about that.

# %% [markdown]
# ## When she says 1/2
#
# In the story, a half means that she is excellent and still can't tell. For the *best possible* expert that is right:
# if forgeries and portraits come from the same distribution, there is no evidence, and D = 1/2.
# [Lesson 06](06_the_rules_of_the_game.ipynb) proves it. But an expert who hasn't learned anything says about 1/2 as
# well: her weights are small random numbers, so all her logits are close to 0.
#
# How can you tell one from the other? **Teach her a little more.** Here the untrained expert meets a poor forger, the
# beginners, and a perfect one, more pictures by the master himself.

# %%
fakes = {"poor forger": forging.beginners(1024, draws), "perfect forger": datasets.portraits(1024, draws).data}
for name, pictures in fakes.items():
    judge = copy.deepcopy(untrained)
    opinions = judge(torch.cat([fresh, pictures])).sigmoid()
    print(f"{name}: D from {opinions.min():.2f} to {opinions.max():.2f}")
    teach(judge, studio, pictures[:512], 50, draws)
    found_out = area(judge(held_out), judge(pictures[512:])) > 0.8
    print("    after 50 steps, on new pictures:", "she finds him out" if found_out else "she still can't tell")

# %% [markdown]
# **If she says 1/2 out of ignorance, a little teaching changes that. If she says it out of mastery, it stays**,
# because there is nothing to find. (Test her on pictures that she hasn't studied. She can learn her own by heart.)

# %%
exercises.one_half

# %%
exercises.what_reaches_the_forger

# %% [markdown]
# ## 2014
#
# Ian Goodfellow was a PhD student in Montreal when he had the idea; he and seven others published it in 2014. Their
# [paper](https://arxiv.org/abs/1406.2661) tells of counterfeiters and the police. Its pictures were small: digits,
# faces, and blurred photographs of 32 by 32 pixels.
#
# It wasn't the first generative method. You fitted and sampled a Gaussian in [lesson
# 02](02_turning_the_question_round.ipynb), and such models are old. Nor were these the first networks that played
# against each other ([Schmidhuber 1992](https://doi.org/10.1162/neco.1992.4.6.863)). What the paper brought was a
# teacher for a generative network: instead of a density or a fixed distance, a second network that learns along with
# the first. All it needs is samples and gradients.

# %% [markdown]
# Two examples of how realistic and how versatile the results became:
#
# - **From horses to zebras** ([CycleGAN](https://arxiv.org/abs/1703.10593), 2017). Two generators turn photographs of
#   horses into zebras and back, even frame by frame in [a video](https://www.youtube.com/watch?v=9reHvktowLY).
#   There are no pairs to learn from, because no horse was ever photographed as a zebra. Lesson 13.
# - **From a sentence to a picture** ([StackGAN](https://arxiv.org/abs/1612.03242), 2017). A description of a bird or
#   a flower goes in along with the latent, and a picture of 256 by 256 pixels comes out. Lesson 12 asks for a dog.

# %%
exercises.what_is_true_of_2014

# %% [markdown]
# ## Summary
#
# - The generator makes pictures from latents; the discriminator tells them from the training set. Each has a loss.
#   The generator sees no portrait: his gradient comes through her.
# - A ROC curve shows a judge at every strictness. The area below it is the share of pairs, one real and one fake, that
#   the judge puts in order.
# - Against a frozen expert, her gradient leads to nonsense that she believes. That is why both are trained, in turn.
# - In the recorded run later experts caught old forgeries and earlier experts didn't catch later ones. But experts can
#   forget.
# - If she says 1/2, teach her a little more: ignorance goes away, and mastery stays.
#
# Next: what are these two networks made of? [Lesson 05](05_the_two_networks.ipynb) builds them.

# %%
exercises.progress()

# %% [markdown]
# ## Read more
#
# - Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville & Bengio 2014, *Generative Adversarial Nets*,
#   [arXiv 1406.2661](https://arxiv.org/abs/1406.2661): the counterfeiters are in section 1.
# - Zhu, Park, Isola & Efros 2017, *Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks*,
#   [arXiv 1703.10593](https://arxiv.org/abs/1703.10593): horses and zebras.
# - Zhang, Xu, Li, Zhang, Wang, Huang & Metaxas 2017, *StackGAN*, [arXiv 1612.03242](https://arxiv.org/abs/1612.03242):
#   sentences to pictures.
# - Schmidhuber 1992, [*Learning factorial codes by predictability
#   minimization*](https://doi.org/10.1162/neco.1992.4.6.863), Neural Computation 4, 863-879: networks that play against
#   each other, for a different purpose.
# - Goodfellow, Shlens & Szegedy 2015, *Explaining and Harnessing Adversarial Examples*,
#   [arXiv 1412.6572](https://arxiv.org/abs/1412.6572): pictures that fool a frozen network.
# - Hanley & McNeil 1982, [*The meaning and use of the area under a ROC
#   curve*](https://doi.org/10.1148/radiology.143.1.7063747), Radiology 143, 29-36; Newcombe 2006,
#   [Statistics in Medicine 25, 559-573](https://doi.org/10.1002/sim.2324), method 5: the interval of the game.

# %% [markdown]
# Previous: [03 · Why images are hard](03_why_images_are_hard.ipynb).
# Next: [05 · The two networks](05_the_two_networks.ipynb).
