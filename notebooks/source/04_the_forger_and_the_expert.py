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
# - say why both have to go on learning, and where the story breaks.
#
# About 60 minutes, of which the computer needs less than one.

# %%
import copy
from functools import partial

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson import datasets, models, plots
from gan_lesson.exercises import lesson_04 as exercises
from gan_lesson.history import as_frame
from gan_lesson.plots import show
from gan_lesson.plots.lesson_04 import plot_table
from gan_lesson.props import forging
from gan_lesson.recordings import auction
from gan_lesson.widgets import ExpertGame, ForgerGame

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## A town, a forger and an expert
#
# An old master has died and left a studio full of **portraits** of dogs and cats. The town is going to auction them,
# a few each day, and for those days it smells of money.
#
# A **forger** smells it too. He paints badly. Nobody has taught him, and nobody lets him into the studio. Each of his
# pictures begins with a **whim**, a handful of numbers thrown like dice, and his hand makes paint of it.
#
# At the auction house sits an **expert**. Whatever is handed in has to get past her. She is as new to her work as he
# is to his. But every evening the house tells her which of the day's pictures came from the studio.

# %% [markdown]
# On the first day his work is so poor that she hardly needs to look. In the evening each pays a **fine**, and the
# fine is larger the more wrong one was: she pays for forgeries that she believed and for portraits that she did not,
# he pays for forgeries that were refused.
#
# So both have a reason to learn. She looks again at what gave the day's forgeries away. And he has a leak: for every
# spot on every one of his pictures somebody passes him her **advice**. *A little lighter here, and I would have
# believed it a little more.*
#
# He mends his hand and comes back. Now she has to look more closely, and does; and the advice that he gets becomes
# finer, because her eye has.

# %% [markdown]
# This goes on for a long time. A forgery that gets past a poor expert may be poor. But she is not poor any more, and
# what gets past her now has to be good. In the end she can hardly tell his work from the master's, and by then that
# means something. **Only when both become strong does an excellent forgery appear.** Neither of them could have got
# there alone.
#
# The forger is a network, and the expert is another. Together they are a **generative adversarial network**, a GAN.
#
# Six words of the story stand for six terms that you will meet in every lesson from here on. The words: *forger,
# expert, portraits, whim, advice, fine*. The terms: *generator, discriminator, training set, latent, gradient, loss*,
# and only one of them is new to you. Which is which?


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
# An auction like this one has been recorded. The expert went through 4,096 portraits again and again, against ever
# new forgeries; each pass is an **epoch**. Four days were kept, after 1, 3, 15 and 90 epochs: what he painted that
# day, and the expert as she was that day. (His weights are averaged over many steps, a trick that lesson 08 explains.)
#
# She is a *network*: a function with thousands of weights, which lesson 05 takes apart. Like lesson 01's classifier
# she takes a picture and gives a logit, but for *real* instead of *dog*.
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
# Now it is your turn. Judge each picture, and say how sure you are, from 1 to 5. After each day you are told the
# truth; use it, as she does. It takes about five minutes.

# %%
names = [f"Day {number}, after epoch {day.epoch}" for number, day in enumerate(days, start=1)]
game = ExpertGame(as_frame(shown), is_real, logits, names, caption="Half of each day's pictures are the master's.")
game

# %% [markdown]
# ### How to read the curves
#
# You gave five levels. Say that you let in only what you rated 5: a certain share of the real pictures gets in
# (upwards), and, alas, of the fakes too (to the right). Let in the 4s as well, and both shares grow. Each dot is one
# such strictness, and the curve through them is called the **ROC curve**. Guessing follows the diagonal; the better
# the judge, the closer the curve comes to the upper left corner.

# %% [markdown]
# The **area** below it has a plain meaning: take one real picture and one fake at random. How often is the real one
# rated higher? To see why, go through the pictures from the highest rating down: a real one takes the curve a step up,
# a fake one a step to the right, and that step is as high as the share of real pictures rated above it. (Equal ratings
# make a slanted piece, and count one half.)
#
# With 48 pictures that is a rough measure. The interval beside it (Hanley & McNeil's standard error, in Newcombe's
# form) says how rough: it should hold the true area in about 95 of 100 such games.

# %%
exercises.who_sees_more.reveal()

# %% [markdown]
# One thing is unfair to her in the first row: her 48 logits come from four different experts, whose scales need not
# agree. The single days do not have that fault.
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
# Here is a third player, for comparison. He has 2,048 portraits by heart and knows nothing else. He rates a picture
# by the distance to the nearest portrait in his memory, in 784 dimensions: the nearest fifth gets a 5, the farthest
# fifth a 1.

# %%
memory = datasets.portraits(2048, torch.Generator().manual_seed(7)).data.flatten(1)  # (2048, 784)
distances = torch.cdist(shown.flatten(1), memory).min(1).values  # (48,) to the nearest of them
fifths = distances.quantile(torch.tensor([0.2, 0.4, 0.6, 0.8]))
by_heart = ExpertGame(as_frame(shown), is_real, logits, names, title="A judge who learned by heart")
by_heart.ratings = (5 - torch.bucketize(distances, fifths)).tolist()
by_day = [his for name, his, hers in by_heart.areas_by_round()]
print("his area on day 1 is above 0.8:", by_day[0] > 0.8, "  and on day 4 smaller:", by_day[3] < by_day[0])

# %%
by_heart

# %% [markdown]
# On the first day it is enough to know what portraits look like. On the last it is not: the forgeries lie nearly as
# close to the portraits as new portraits do. Did it go like that for you?

# %% [markdown]
# ## Yesterday's forgeries, tomorrow's expert
#
# Each day, she judged what he had painted *that* day. But all four of her are here, and all four days of him. Let
# every expert judge every day's forgeries, 64 of them against 64 new portraits.

# %%
area = exercises.area_below_roc.function
fresh = datasets.portraits(64, torch.Generator().manual_seed(3)).data
table = torch.zeros(4, 4)
for row, day in enumerate(days):
    for column, other_day in enumerate(days):
        expert = other_day.discriminator()
        table[row, column] = area(expert(fresh), expert(day.pictures))
later, earlier = torch.triu(torch.ones(4, 4), 1) > 0, torch.tril(torch.ones(4, 4), -1) > 0
print("later experts on earlier forgeries, all above 0.9:", bool((table[later] > 0.9).all()))
print("earlier experts on later forgeries, all between 0.3 and 0.7:", bool(((table - 0.5).abs()[earlier] < 0.2).all()))

# %%
epochs = [f"epoch {day.epoch}" for day in days]
show(
    plot_table(table, epochs, epochs, "forgeries of", "expert of"),
    alt="A table of areas. On its diagonal about 0.8 or 0.9, to the right of it nearly 1, to the left about one half.",
    caption="The area below the ROC curve: 1 is perfect, 0.5 is guessing.",
)

# %% [markdown]
# To the right of the diagonal, a *later* expert looks at old forgeries: she catches nearly all. To the left, an
# *earlier* one looks at later forgeries: she might as well toss a coin. Whoever stops learning is lost; yesterday's
# best is not good enough today. That is the word **adversarial**, in sixteen numbers.
#
# Is it this one run? We followed four others, with other seeds, up to epoch 15: later experts came to 0.84 at least,
# earlier ones stayed between 0.4 and 0.6.
#
# And the happy end of the story is not reached: on the last day she still has most of the pairs in order.

# %%
exercises.why_two

# %% [markdown]
# ## Be the forger
#
# Now change sides. The auction house has a new expert, a beginner. Her past is short: 1,024 portraits, and 1,024
# things that beginners brought her. Sketches with six knobs, for instance, by people who were told what a pet is and
# never saw a portrait. And scribbles, and noise.

# %%
draws = torch.Generator().manual_seed(0)
studio = datasets.portraits(1024, draws).data  # (1024, 1, 28, 28)
poor = forging.beginners(1024, draws)  # (1024, 1, 28, 28)
show(
    plots.plot_pictures([studio[:24, 0], poor[:24, 0]], columns=8, titles=["by the master", "by beginners"]),
    alt="Left, portraits of dogs and cats. Right, clumsy round animal faces, scribbled strokes, and noise.",
)

# %% [markdown]
# She learns as lesson 01's classifier did: cross-entropy, target 1 for real and 0 for fake, and small steps against
# the gradient. You wrote that gradient as a formula. A network has too many weights for that, so PyTorch finds it:
# `backward` works out how the loss would change with every weight, and the optimiser `Adam` takes the steps. Lessons 05
# to 08 open all of this.


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
print("of new portraits she believes at least 9 in 10:", bool((expert(fresh) > 0).float().mean() > 0.9))
new = forging.beginners(512, draws)
print("of new beginners' work at most 1 in 5:", bool((expert(new) > 0).float().mean() < 0.2))
frozen = copy.deepcopy(expert).requires_grad_(False)

# %% [markdown]
# `frozen` is a copy of her that will not learn from anything you do. Above 0, her logit says *real*: D(x), its
# sigmoid, is then above one half.
#
# **Your turn.** Turn the knobs, paint over the sketch, and watch her verdict. Can you get into the blue stretch, where
# nine in ten originals are? Give it a few minutes before you touch the last two buttons: they belong to the next
# section.

# %%
climb = partial(exercises.forgers_move.function, expert=frozen, rate=2.0)
forgery = ForgerGame(frozen, climb, studio[:256], caption="She is frozen: whatever you show her, she does not learn.")
forgery

# %% [markdown]
# How did you go about it? You could change one thing, look at the verdict, and keep what helped. Each look gives
# **one number**. To learn in this way which of the 784 pixels should be lighter, you would have to try each of them;
# and after the first change, all of them again.

# %% [markdown]
# ## Advice instead of verdicts
#
# The forger of a GAN has it better. He gets the **gradient** of her logit with respect to his picture: for each
# pixel, how much the logit would rise if that pixel got a little lighter. It is the sort of slope that you climbed in
# lesson 01, but through a network. `autograd.grad` works it out in one go.


# %%
def slope_of(expert, pictures):
    """How her logit would change with each pixel: the gradient, of the pictures' shape."""
    pictures = pictures.detach().clone().requires_grad_()  # from here on, keep track of what is made of them
    (slope,) = torch.autograd.grad(expert(pictures).sum(), pictures)
    return slope


knobs = {name: start for name, (lowest, highest, start) in forging.KNOBS.items()}
clumsy = torch.from_numpy(forging.sketch(knobs)).view(1, 1, 28, 28)
slope = slope_of(frozen, clumsy)
print("a verdict:", frozen(clumsy).numel(), "number   advice:", slope.numel(), "numbers")

# %%
show(
    plots.plot_pictures(
        [clumsy[0], slope[0] / slope.abs().max()], columns=1, titles=["a clumsy sketch", "her advice"], inches=6
    ),
    alt="Left, a small dark round face. Right, a grey square with lighter and darker pixels where the face is.",
    caption="Lighter than grey: she would like this pixel lighter. Darker than grey: darker.",
)

# %% [markdown]
# ### Exercise: one forger's move
#
# `slope_of(expert, picture)`, from the cell above, is her advice. Follow it: each pixel moves by `rate` times its
# slope. Pixels cannot be blacker than -1 or whiter than 1, so end with `.clamp(-1, 1)`. Mind the sign: her logit should
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
# Now ten such moves, from three beginnings: a black canvas, the clumsy sketch, and noise. To all of them she gives
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
print("D(x) below 0.01 before:", (frozen(before).sigmoid() < 0.01).tolist())
print("D(x) above 0.9 after: ", (frozen(after).sigmoid() > 0.9).tolist())
print("above 0.99, from the black canvas:", bool(frozen(after)[0].sigmoid() > 0.99))

# %%
exercises.ten_steps.reveal()

# %%
show(
    plots.plot_pictures([before[:, 0], after[:, 0]], columns=3, titles=["before", "after ten moves"], inches=9),
    alt="Before: black, a small dark face, noise. After: three jumbles of bright and dark pixels that show nothing.",
    caption="On the right she is sure of a portrait, three times.",
)

# %%
exercises.what_it_shows.reveal()

# %% [markdown]
# They fool the expert and no human. We made the same three forgeries against five experts, each with another past,
# and a network that was taught to recognise pets (and to say *neither*) found no pet in any of the fifteen.
#
# Go back to the game and press *ten steps*. In her eyes the gradient beats your hand. And in yours? Which of the two
# would you hang on a wall?

# %% [markdown]
# ## So the expert must go on learning
#
# A frozen expert is no match for her own gradient. It leads to *some* picture that she believes, and nothing makes
# that a portrait. What is missing is the second half of the story: in the evening, she is told.
#
# We forge 64 pictures against her, from beginners' work. She studies them, together with what she knew before. Then
# she meets 64 others of the same make. And then he forges those others anew, up her *new* slope.

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
print("she believes more than half:", believed(expert, same_make) > 0.5)

# %%
teach(expert, studio, torch.cat([poor[:512], first.repeat(8, 1, 1, 1)]), 100, draws)
print("after studying 64 of them, at most 1 in 10 others:", believed(expert, same_make) < 0.1)
print("and still at least 9 in 10 portraits:", believed(expert, fresh) > 0.9)
second = forge(expert, others)
print("he moves again, and she believes more than half:", believed(expert, second) > 0.5)

# %%
show(
    plots.plot_pictures(
        [same_make[:24, 0], second[:24, 0]], columns=6, titles=["fooled her before", "fool her now"], inches=8
    ),
    alt="Two sheets of 24 rough pictures each, bright on dark or noisy. The two sheets differ from each other.",
)

# %%
exercises.after_learning.reveal()

# %% [markdown]
# Each move undoes the other's last one. And look at the right-hand sheet: here and there a face begins to show. She
# has become harder to fool, so what fools her has to be better. With five experts of five pasts, the network that
# recognises pets found at most 1 in 20 among the first forgeries, and between 1 in 6 and nearly all among the second.
#
# Carry on like this and you have the training of a GAN, but for one thing: this forger changes *pixels*, and learns
# nothing from one picture for the next.
#
# The generator is a network from latents to pictures. Her advice reaches the pixels, and goes on *through* them into
# his weights: what should change in his hand, so that these pixels would get lighter? So one piece of advice changes
# everything that he will ever paint. Lesson 07 takes this step apart.

# %% [markdown]
# ## Take one word away
#
# *Generative adversarial network*: three words. What is left without one of them?
#
# **Without *adversarial*.** No expert, but a fixed goal: come as close as you can to all the portraits, in mean
# squared distance. The answer needs no network. It is the average portrait.

# %%
average = studio.mean(0)  # (1, 28, 28)
to_average = (studio - average).square().mean()
to_another = torch.stack([(studio - studio.roll(shift, dims=0)).square().mean() for shift in range(1, 9)]).mean()
print(f"squared distance to another portrait: about {to_another / to_average:.0f} times that to the average")
show(
    plots.plot_pictures(torch.stack([average[0], *studio[:3, 0]]), columns=4, inches=6),
    alt="Four pictures: a grey blur with the outline of a head, and three clear portraits.",
    caption="The average of all portraits, closer to each of these three, on the whole, than they are to each other.",
)

# %% [markdown]
# The average is the best that this goal can ask for, and it is a blur with no face. A distance that is fixed in
# advance does not know what matters. The expert *learns* what matters, and she learns it anew every day.
#
# **Without *generative*.** The expert alone is a classifier. She can judge, and her slope can be climbed, as you have
# seen, into nonsense. There is nobody who paints.

# %% [markdown]
# **Without *network*.** Let both be as simple as in lessons 01 and 03. The expert is a straight boundary, one weight
# a pixel. The forger draws each pixel from a Gaussian of its own. **Predict:** will she find him out? And will a
# network?

# %%
mean, spread = studio.mean(0), studio.std(0)
snow = mean + spread * torch.randn(2048, 1, 28, 28, generator=draws)  # lesson 03's: each pixel by itself
torch.manual_seed(0)
straight = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 1), torch.nn.Flatten(0))
network = models.ConvDiscriminator(width=8, depth=3)
for judge in (straight, network):
    teach(judge, studio, snow[:1024], 100, draws)
held_out = datasets.portraits(1024, draws).data
of_straight = area(straight(held_out), straight(snow[1024:])).item()
print("straight boundary, area between 0.4 and 0.6:", 0.4 < of_straight < 0.6)
print("network, area above 0.9:", bool(area(network(held_out), network(snow[1024:])) > 0.9))

# %% [markdown]
# The straight boundary is helpless. It adds up pixels, each with its weight, and the snow has every pixel's mean
# right; so, whatever her weights, her logit has the same mean for snow as for portraits. What gives snow away is
# what no sum of weighted pixels can see: how pixels go *together*, and that single ones stray beyond black. A network
# sees such things at once, and has advice to give. But to follow it, the forger must not draw each pixel by itself: he
# needs a function from a few numbers to a whole picture, as lesson 03 said. A network is one.

# %% [markdown]
# ## Where the story breaks
#
# A story helps until one believes it. This one is wrong in several places.
#
# 1. **The forger never sees an original.** No path leads from the training set to the generator, except through the
#    expert.
# 2. **He gets a gradient, not a verdict.** A human forger is told *no*. This one is told, for every pixel, which way.
# 3. **He does not mend pictures.** The step goes into his weights, and the picture is thrown away.
# 4. **She is no judge of art.** She learns what sets today's forgeries apart. Against tomorrow's, you have seen her
#    helpless.
# 5. **There is no auction, no price and no taste.** *Real* means: drawn from the distribution that the training set
#    was drawn from. A copy of a portrait would be a perfect forgery. Lesson 09 looks for copies.

# %% [markdown]
# 6. **Nothing guarantees the happy ending.** One of them may run away from the other; the forger may find one
#    portrait that passes and paint nothing else. Lesson 10 is about that.
# 7. **D(x) = 1/2 is not a certificate.** In the story it means that she is excellent and still cannot tell. For the
#    *best possible* expert that is right: where forgeries and portraits come from the same distribution, there is no
#    evidence, and her D is 1/2. Lesson 06 proves it. But what does an expert say who has learned nothing at all?

# %%
everything = torch.cat([fresh, new, first, snow[:64].clamp(-1, 1)])
opinions = untrained(everything).sigmoid()
print("pictures:", len(everything))
print("D between 0.45 and 0.55 for every one of them:", bool(((opinions > 0.45) & (opinions < 0.55)).all()))

# %% [markdown]
# About 1/2, to portraits, nonsense and noise alike. Her weights are small random numbers, so all logits are close
# to 0.

# %%
exercises.one_half

# %%
exercises.what_reaches_the_forger

# %% [markdown]
# ## 2014
#
# Ian Goodfellow was a PhD student in Montreal when he had the idea; he and seven others published it in 2014. Their
# paper tells of counterfeiters and the police. Its pictures were small: digits, faces, and blurred photographs of 32
# by 32 pixels.
#
# It was not the first generative method. You fitted and sampled a Gaussian in lesson 02, and such models are old. Nor
# were these the first networks that played against each other (Schmidhuber 1992). What the paper brought is a teacher
# for a generative network: instead of a density or a fixed distance, a second network that learns along with the first.
# All that it asks for is samples and gradients.
#
# How real the results would become showed in the years after. Today other methods, diffusion models above all, make
# many of the pictures that you see. The adversarial idea is still in use.

# %% [markdown]
# Two examples of how versatile it turned out to be:
#
# - **From horses to zebras** (CycleGAN, 2017). Two generators turn photographs of horses into zebras and back. No
#   horse was ever photographed as a zebra: there are no pairs to learn from. Each side has its expert, and a second
#   demand, that there and back leads home. The authors applied it to a video too, picture by picture. Lesson 13.
# - **From a sentence to a picture** (StackGAN, 2017). A description of a bird or a flower goes in along with the
#   latent, and a picture of 256 by 256 pixels comes out, in two stages. It knew the kinds of things that it was
#   trained on, such as birds and flowers. Lesson 12 asks for a dog.

# %%
exercises.what_is_true_of_2014

# %% [markdown]
# ## Summary
#
# - The generator makes pictures from latents; the discriminator tells them from the training set. Each has a loss,
#   and the generator's gradient comes through the discriminator.
# - A ROC curve shows a judge at every strictness; the area below it is the share of pairs, one real and one fake, that
#   the judge puts in order.
# - Against a frozen expert, ten steps up her slope make nonsense that she believes. She learns, and he moves again.
#   That is why both are trained, in turn.
# - A later expert catches old forgeries; an old expert does not catch later ones.
# - The forger sees no original and gets no verdict, and D(x) = 1/2 can be mastery or ignorance.
#
# Next: what are these two networks made of? Lesson 05 builds them.

# %%
exercises.progress()

# %% [markdown]
# ## Read more
#
# - Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville & Bengio 2014, *Generative Adversarial Nets*,
#   arXiv 1406.2661: the counterfeiters are in section 1.
# - Zhu, Park, Isola & Efros 2017, *Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks*,
#   arXiv 1703.10593: horses and zebras.
# - Zhang, Xu, Li, Zhang, Wang, Huang & Metaxas 2017, *StackGAN*, arXiv 1612.03242: sentences to pictures.
# - Schmidhuber 1992, *Learning factorial codes by predictability minimization*, Neural Computation 4, 863-879: networks
#   that play against each other, to another end.
# - Goodfellow, Shlens & Szegedy 2015, *Explaining and Harnessing Adversarial Examples*, arXiv 1412.6572: pictures that
#   fool a frozen network.
# - Hanley & McNeil 1982, *The meaning and use of the area under a ROC curve*, Radiology 143, 29-36; Newcombe 2006,
#   Statistics in Medicine 25, 559-573, method 5: the interval of the game.
