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
# # 12 · Draw me a dog
#
# **How do you ask a forger for what you want?** In lesson 02 you asked a painter for a dog and got two numbers. Now
# you ask for a dog and get a dog.
#
# You will be able to
#
# - let a label into both networks, and write the losses of a conditional GAN;
# - ask for a seven, and say what happens when sevens are rare;
# - flip a label while the latents stay as they are, and measure what is kept;
# - tell P(X|Y), P(X, Y) and P(X) apart when a network samples them, and teach a classifier with fakes;
# - ask for a label more strongly, and say what a label can't say;
# - paint from a sentence, and write the loss that makes her check the match.
#
# About 110 minutes, of which the computer works for one or two.

# %%
from functools import partial

import numpy as np
import torch
from torch import nn
from torch.nn.functional import softplus  # noqa: F401 (for a loss that you write)

from gan_lesson import datasets, losses, models, plane, plots, recordings, training
from gan_lesson.datasets import portraiture
from gan_lesson.evaluation import features
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.exercises import lesson_12 as exercises
from gan_lesson.history import History
from gan_lesson.progress import progress
from gan_lesson.widgets import EpochPlayer, SentencePainter

torch.set_num_threads(1)  # networks this small gain little from a second core

# %%
from gan_lesson.datasets import sentences
from gan_lesson.evaluation.facts import as_asked
from gan_lesson.exercises import lesson_01
from gan_lesson.plots import plot_pictures
from gan_lesson.plots.lesson_12 import plot_kept
from gan_lesson.props import sentences as words
from gan_lesson.props.suspects import training_portraits
from gan_lesson.recordings import asked
from gan_lesson.recordings import sentences as recorded
from gan_lesson.report import report_card

# %% [markdown]
# ## A forger who takes orders
#
# So far the forger has painted whatever he liked. His latents are random, and each of them became some pet. In the
# words of [lesson 02](02_turning_the_question_round.ipynb), he sampled P(X). You want to choose: *a dog, please*.
# That is P(X|Y), with the **label** Y in your hands.
#
# A GAN that takes orders is called a **conditional GAN** ([Mirza and Osindero,
# 2014](https://arxiv.org/abs/1411.1784)). The training set needs labels now: each picture comes with a note that says
# what it shows. And the order has to reach the forger somehow.

# %% [markdown]
# ### The forger's input
#
# To a network, an order is more numbers. But which? The labels of the digits 0 to 9 are numbers already, and yet they
# would be a poor choice: a 9 isn't nine times a 1, nor is a 4 half-way between 3 and 5.
#
# So every label gets a row of its own in a *table*, a few numbers that say what to do. At first they are random. They
# are weights like any others, and training finds out which numbers are useful. Such a row is called the label's
# **embedding**. It stands beside the latent, and the network takes both for its input.
#
# **Write it.** Put the row of each label to the right of its latent.


# %% tags=["exercise"]
def told_latents(latents, labels, table):
    """Latents (batch, 16), and to their right the row of each label in the table (labels, 4): (batch, 20)."""
    ...


# %%
exercises.told_latents.check(told_latents)
# exercises.told_latents.hint()
# exercises.told_latents.solution()

# %% [markdown]
# Any generator of [lesson 05](05_the_two_networks.ipynb) can become a conditional one. It only needs room for a few
# more numbers. (The next cell calls the package's version of your function.)


# %% tags=["hand-written"]
class ConditionalGenerator(nn.Module):
    """A generator that is told what to make; its `body` takes the latents and the label's numbers together."""

    def __init__(self, body, labels, numbers):
        super().__init__()
        self.body = body
        self.latent_dim = body.latent_dim - numbers
        self.table = nn.Parameter(torch.randn(labels, numbers))  # a row for each label, to be learned

    def forward(self, latents, labels):
        return self.body(exercises.told_latents.function(latents, labels, self.table))


# %% [markdown]
# ### The expert's verdict
#
# She looks at a picture *and* a label, and her question changes. It used to be *is this real?* Now it's *is this
# real, and is it what was asked for?* A good picture of a cat, handed in as a dog, is a bad forgery.
#
# Her network turns a picture x into *features* φ(x), the numbers in front of her last layer. The last layer ψ makes a
# logit of them. To judge the label y as well, she has a table, too. Its row e(y) has a number for each feature, which
# says how much that feature speaks for the label: floppy ears for *dog*, whiskers against it. She multiplies, and
# adds up over the features:
#
# $$\text{logit}(x, y) = \psi(\varphi(x)) + \sum_k e_k(y)\,\varphi_k(x).$$

# %% [markdown]
# The first part asks whether it looks real at all, the second whether it fits the label. Such a sum of products is
# called a *projection*, and she is a **projection discriminator** ([Miyato and Koyama,
# 2018](https://arxiv.org/abs/1802.05637)).
#
# **Write it.** The logits ψ(φ(x)) are worked out already.


# %% tags=["exercise"]
def projected(logits, features, labels, table):
    """The expert's logit of picture and label: logits (batch,), features (batch, f), table (labels, f) to (batch,)."""
    ...


# %%
exercises.projected.check(projected)
# exercises.projected.hint()
# exercises.projected.solution()


# %% tags=["hand-written"] slideshow={"slide_type": "notes"}
class ProjectionDiscriminator(nn.Module):
    """A discriminator that is told what was asked for; `phi` turns pictures into features (batch, features)."""

    def __init__(self, phi, labels, features):
        super().__init__()
        self.phi = phi
        self.psi = nn.Linear(features, 1)
        self.table = nn.Parameter(torch.zeros(labels, features))  # at first, labels don't count

    def forward(self, pictures, conditions):
        seen = self.phi(pictures)  # (batch, features)
        return exercises.projected.function(self.psi(seen).squeeze(1), seen, conditions, self.table)


# %% [markdown]
# ### The losses
#
# The game stays as it was. She sees a batch of real pictures, each with its own label, and a batch of fakes, each
# with the label that was asked for. We ask for the same labels that the real pictures have: with as many sevens in
# both batches, a label alone says nothing about real or fake.
#
# $$L_D = -\log D(x, y) - \log\bigl(1 - D(G(z, y), y)\bigr), \qquad L_G = -\log D(G(z, y), y),$$
#
# averaged over the batch. **Write both** with `losses.discriminator_loss` and `losses.nonsaturating_generator_loss`.
# Where is `detach()` needed, and where must it not be?


# %% tags=["exercise"]
def labelled_losses(discriminator, real, fake, labels):
    """Both players' losses: of real pictures with their labels, and of fakes that were asked for with the same."""
    ...


# %%
exercises.labelled_losses.check(labelled_losses)
# exercises.labelled_losses.hint()
# exercises.labelled_losses.solution()

# %% [markdown]
# ## A seven, please
#
# At the end of [lesson 08](08_the_full_training_loop.ipynb) a forger learned from 1,797 real handwritten digits. He
# painted digits, but you couldn't choose which, and some couldn't be read. Here are the same digits with their
# labels.

# %% slideshow={"slide_type": "skip"}
digits = datasets.handwriting()
of_each = torch.stack([digits.data[digits.labels == digit][:2, 0] for digit in range(10)], 1).flatten(0, 1)
names = list(digits.label_names)
exercises.show(
    plots.plot_pictures(nn.functional.pad(of_each, (1, 1, 1, 1), value=-1), columns=10, inches=7, heads=names), "digits"
)

# %% [markdown] slideshow={"slide_type": "notes"}
# And here is the whole loop. It is lesson 08's, with all three tricks: averaged weights, falling rates, and R1 at
# every fourth step. In the middle stand your two losses, with her move between them. All that's new are the labels.
# (`partial` makes a function of pictures alone out of `discriminator`, with the labels filled in, because R1 asks how
# steep her logit is at each picture.)


# %% tags=["hand-written"] slideshow={"slide_type": "notes"}
def learn(generator, discriminator, pictures, labels, history, wanted, epochs=48):
    """Trains a conditional pair; returns the averaged generator. The history sees what it paints for `wanted`."""
    batches = training.Batches({"real": pictures, "label": labels}, 64, torch.Generator().manual_seed(1), epochs)
    g_optimizer = torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.99))
    d_optimizer = torch.optim.Adam(discriminator.parameters(), lr=0.002, betas=(0.0, 0.99))
    averaged, draws, total = training.average_of(generator, 0.99), torch.Generator().manual_seed(2), batches.remaining
    told = models.Asked(averaged, wanted)  # the averaged generator with these labels filled in
    history.begin(told)
    for number, batch in enumerate(progress(batches, total), start=1):
        real, label = batch["real"], batch["label"]  # (64, 1, 8, 8) and (64,)
        fake = generator(models.sample_latents(64, 16, draws), label)  # he is told the labels
        d_loss = losses.discriminator_loss(discriminator(real, label), discriminator(fake.detach(), label))
        r1 = losses.r1_penalty(partial(discriminator, conditions=label), real) if number % 4 == 0 else 0
        d_optimizer.zero_grad()
        (d_loss + 3 * r1).backward()
        d_optimizer.step()  # she moves
        g_loss = losses.nonsaturating_generator_loss(discriminator(fake, label))  # she is told them, too
        g_optimizer.zero_grad()
        g_loss.backward()
        g_optimizer.step()  # he moves
        averaged.update_parameters(generator)
        for optimizer in (g_optimizer, d_optimizer):
            training.set_learning_rate(optimizer, 0.002 * min(1, 2 * (1 - number / total)))
        history.record(training.TrainingStep(number, number / len(batches), d_loss.detach(), g_loss.detach()), told)
    return averaged


# %% [markdown]
# We ask for each digit ten times. The same ten latents serve for all the digits: in the player, each column is a
# digit, and each row a latent. Training takes some six seconds.


# %%
def fresh_pair():
    """An untrained pair for pictures of 8x8: he gets 16 latents and 8 numbers for the label."""
    torch.manual_seed(0)
    body = models.MLPGenerator(16 + 8, (1, 8, 8), hidden=(256, 256), activation=models.LeakyReLU)
    generator = ConditionalGenerator(body, labels=10, numbers=8)
    phi = nn.Sequential(nn.Flatten(), nn.Linear(64, 256), nn.LeakyReLU(0.2), nn.Linear(256, 256), nn.LeakyReLU(0.2))
    return generator, ProjectionDiscriminator(phi, labels=10, features=256)


# %%
wanted = torch.arange(10).repeat(10)  # 0 1 2 ... 9, 0 1 2 ... 9, ...
latents = models.sample_latents(10, 16, torch.Generator().manual_seed(3)).repeat_interleave(10, 0)
on_demand = History(latents, title="Digits on demand", every=2)
painter = learn(*fresh_pair(), digits.data, digits.labels, on_demand, wanted)

# %%
EpochPlayer(on_demand, pictures=100, caption="Columns: asked for 0 to 9. Rows: ten latents.")

# %% [markdown] slideshow={"slide_type": "notes"}
# Look along a row. The same latent has been used for all ten digits, and often they are written in the same hand:
# slanted, thin, or bold.
#
# How many can be read as what was asked for? We don't trust our eyes alone. A network that was trained on the real
# digits reads a thousand fakes.

# %% slideshow={"slide_type": "notes"}
reader_of_digits = features.train_classifier(digits.data, digits.labels)
orders = torch.arange(10).repeat_interleave(100)  # a hundred of each
many = models.sample_latents(1000, 16, torch.Generator().manual_seed(4))


def share_as_asked(generator):
    """The share of a thousand fakes that are read as the digit that was asked for."""
    fakes = models.look(models.Asked(generator, orders), many)
    return (reader_of_digits.logits(fakes).argmax(1) == orders).float().mean().item()


print("read as asked, more than nine in ten:", share_as_asked(painter) > 0.9)

# %% [markdown]
# With five seeds, 99.2 to 99.5 % of the fakes were read as asked.
#
# ### The expert who isn't told
#
# We let both players know what was asked for. He has to be told, of course. Does she?

# %%
exercises.deaf_expert

# %% [markdown] slideshow={"slide_type": "notes"}
# `Untold` is an expert who throws the order away and looks at the picture alone. Half as many epochs will do.


# %% slideshow={"slide_type": "notes"}
class Untold(nn.Module):
    """A discriminator that ignores what was asked for."""

    def __init__(self):
        super().__init__()
        self.body = models.MLPDiscriminator((1, 8, 8), hidden=(256, 256))

    def forward(self, pictures, conditions):
        return self.body(pictures)


# %%
unheard = History(latents, title="Only he is told", every=8)
ignored = learn(fresh_pair()[0], Untold(), digits.data, digits.labels, unheard, wanted, epochs=24)
sheet = nn.functional.pad(torch.from_numpy(unheard[-1].samples[:40]), (1, 1, 1, 1)).numpy()
exercises.show(plots.plot_pictures(sheet, columns=10, inches=7, heads=names), "untold")

# %% slideshow={"slide_type": "notes"}
print("read as asked, fewer than half:", share_as_asked(ignored) < 0.5)

# %%
exercises.deaf_expert.reveal()

# %% [markdown]
# Look down the columns of the picture. The order does change what he paints, since it's part of his input, but
# he doesn't paint what it asks for. With five seeds, 8 to 30 % of the fakes were read as asked; guessing gives 10.
#
# **The label must reach the expert**, because all that the forger ever learns comes from her gradient.

# %% [markdown]
# ## Three distributions, sampled by a network
#
# In lesson 02 you told four distributions apart in the plane. Three of them can now be *sampled*, 784 numbers at a
# time. For that we go back to the portraits. A conditional pair has been trained on 4,096 of them, five times, each
# with another seed and other portraits (about a minute each). The labels are 0 for a cat and 1 for a dog.

# %%
dog_painter = asked.generator(0)  # the recorded run with seed 0
draws = torch.Generator().manual_seed(15)
four = models.sample_latents(12, 16, draws).split(4)
tossed = [torch.randint(2, (4,), generator=draws) for _ in range(2)]  # P(Y): a fair coin
orders_of_four = [torch.ones(4, dtype=torch.int64), *tossed]
sheets = [dog_painter(some, labels)[:, 0] for some, labels in zip(four, orders_of_four, strict=True)]
notes = ["dog"] * 4 + [["cat", "dog"][label] for label in tossed[0]] + ["?"] * 4
titles = ["P(X | dog)", "P(X, Y)", "P(X)"]
exercises.show(plots.plot_pictures(torch.stack(sheets), columns=4, titles=titles, heads=notes), "three")

# %% [markdown]
# - **P(X|dog)**: you ask for a dog, four times.
# - **P(X, Y)**: you toss a coin for the label, ask for it, and write it on the back of the picture.
# - **P(X)**: the same, and you throw the note away.
#
# The network only ever learned the first kind, P(X|Y). The prior P(Y) is yours, a coin or one dog in a hundred. As in
# lesson 02, you can change it and nothing has to be trained again.

# %%
exercises.how_many_dogs

# %% [markdown]
# ### A rare label
#
# You may choose how often you *ask* for a seven. You can't choose how many there were to *learn* from. (He
# never sees a real one, as you know from lesson 04. She does, and he learns from her.) Take all but twenty of the
# sevens out of the training set, leave the other digits as they are, and train again.

# %%
exercises.rare_label

# %%
sevens = (digits.labels == 7).nonzero()[:, 0]
kept = torch.ones(len(digits), dtype=torch.bool)
kept[sevens[20:]] = False
print(f"{len(sevens)} sevens, {kept.sum()} of {len(digits)} digits are left")
with_few = History(latents, title="Twenty sevens", every=8)
few_sevens = learn(*fresh_pair(), digits.data[kept], digits.labels[kept], with_few, wanted)

# %%
asked_for_sevens = torch.full((24,), 7)
sheets = [models.look(models.Asked(one, asked_for_sevens), many[:24])[:, 0] for one in (painter, few_sevens)]
sheets = nn.functional.pad(torch.stack([digits.data[sevens[20:44], 0], *sheets]), (1, 1, 1, 1), value=-1)
titles = ["real sevens", "he saw 179", "he saw 20"]
exercises.show(plots.plot_pictures(sheets, columns=6, titles=titles), "sevens")

# %%
exercises.rare_label.reveal()

# %% [markdown]
# By eye there's little wrong with them. But look at the last row of the left sheet, sevens without a bar across the
# stem. All of the twenty have a bar, and so do nearly all of his. With five seeds, 98 to 100 % of these sevens were
# read as sevens, and they vary 0.90 to 1.01 times as much as real ones. Lesson 09's test gives him away, the share
# that lies nearer to the twenty than to twenty others: 0.64 to 0.83. With all 179 to learn from, it was 0.39 to 0.52.
# What he paints are variations on the twenty.

# %% [markdown]
# ## Ask for a dog
#
# Back to the portraits. A pair was trained on cats and dogs as yours was on digits, and you'll see its recorded run in
# a moment.
#
# ### Where the label enters
#
# For these portraits the label comes in later than for the digits. The first layers see the latent only, and turn it
# into 16 maps m of 14x14 numbers. Then each label y multiplies the maps, and adds maps of its own:
#
# $$m \cdot (1 + \text{gain}(y)) + \text{shift}(y).$$
#
# Gain and shift are the label's row in the table. The last layers paint what comes out. So a cat and a dog of one
# latent have the first layers in common. (With one number as the shift of a whole map, this is
# *conditional batch norm*. BigGAN has it in nearly every layer of its generator.)

# %% [markdown]
# ## Flip the label
#
# Take some latents and ask for cats. Then hold the latents **still**, and ask for dogs. If the latent says *which*
# animal and the label says *which species*, then each dog should be its cat's double: the same fur, the same tilt of
# the head, the same tongue.
#
# The master can do that: `flip_species` turns one knob and leaves the others alone.

# %%
exercises.what_stays

# %%
animals = portraiture.sample_knobs(2048, np.random.default_rng(1), portraiture.CAT)
true_pair = [
    torch.from_numpy(portraiture.draw(one))[:, None] * 2 - 1 for one in (animals, portraiture.flip_species(animals))
]
still = models.sample_latents(2048, 16, torch.Generator().manual_seed(6))
his_pair = [models.look(models.Asked(dog_painter, torch.full((2048,), label)), still) for label in (0, 1)]
sheets = torch.stack([torch.cat([cats[:6], dogs[:6]])[:, 0] for cats, dogs in (true_pair, his_pair)])
exercises.show(plots.plot_pictures(sheets, columns=6, titles=["the master's flip", "his flip"]), "flips")

# %%
exercises.what_stays.reveal()

# %% [markdown]
# Here is the recorded run from its first step to its last, with other latents. The rows belong together in pairs: a
# row of cats, and below it six dogs with the *same latents*.

# %%
EpochPlayer(
    recordings.load("asked_portraits"), pictures=36, caption="Rows: cats, and below them dogs of the same latents."
)

# %% [markdown] slideshow={"slide_type": "notes"}
# In the picture of flips, each of his dogs tilts its head as its cat does, and is about as light. The rest is harder to
# judge by eye. So let [lesson 09](09_is_the_forgery_any_good.ipynb)'s reader of knobs look at two thousand cats and
# their dogs. For each knob we take the **correlation** of the cats' readings with the dogs'. It is 1 if the dogs'
# readings lie on a rising line over the cats', -1 on a falling one, and 0 if such a line says nothing. The reader errs,
# so the master's own pairs don't reach 1 either. They show the most that can be expected.

# %% slideshow={"slide_type": "skip"}
reader = portrait_judges().knobs


def kept_knobs(cats, dogs):
    """For each knob that both species show, the correlation between a cat's reading and its dog's."""
    cat, dog = reader.read(cats), reader.read(dogs)
    shared = [knob for knob in portraiture.RANGES if knob not in ("species", "whiskers")]
    return {knob: np.corrcoef(getattr(cat, knob), getattr(dog, knob))[0, 1] for knob in shared}


his, masters = kept_knobs(*his_pair), kept_knobs(*true_pair)
print("kept best by him:", " and ".join(sorted(sorted(his, key=his.get)[-2:])))
exercises.show(plot_kept(his, masters), "kept")

# %% [markdown]
# In this run he keeps the fur and the tilt best, some other knobs in part, and many not at all. Is that a rule, or
# luck? With five seeds, the correlation was 0.75 to 0.89 for the fur and 0.14 to 0.83 for the tilt. So the fur is
# kept every time, and the tilt only if he is lucky. How the ears fold was lost every time (-0.23 to 0.07).
#
# Nobody asked him to keep anything. A likely reason why something is kept at all: both species share the first
# layers, and a light coat can be painted in the same way for both. So why isn't it everything?

# %%
exercises.nothing_asks

# %% [markdown]
# A forger who is *paid* to keep the animal is the subject of the next lesson.

# %% [markdown]
# ## A classifier made of fakes
#
# In lesson 02, Bayes' rule turned a painter into a classifier: the dogs' share around x is
#
# $$P(\text{dog} \mid x) = \frac{P(x \mid \text{dog})\, P(\text{dog})}{P(x)}.$$
#
# That took densities, and a forger gives you none. But he can be *sampled*. **Ask for as many cats as dogs, and you
# have a labelled training set**, because you know what you asked for. Among the fakes that look like x, the dogs'
# share is just this fraction, for *his* cats and dogs. So a classifier that is fitted to labelled fakes comes close to
# Bayes' rule for him. Does it hold for real pets?
#
# We measure ears and snouts of the fakes (the reader does, since a fake has no knobs to hold a ruler to), and fit
# [lesson 01](01_telling_dogs_from_cats.ipynb)'s line to them.

# %%
exercises.taught_by_fakes

# %%
pets = datasets.portraits(2048, torch.Generator().manual_seed(7))
lengths, labels = torch.from_numpy(portraiture.measure(pets.knobs)), pets.labels
fakes, orders = torch.cat(his_pair), torch.tensor([0, 1]).repeat_interleave(2048)
fake_lengths = torch.from_numpy(portraiture.measure(reader.read(fakes)))


def line_of(lengths, labels):
    """Lesson 01's weights (2,) and bias, by 400 steps of gradient descent."""
    middle, weights, bias = lengths.mean(0), torch.zeros(2), torch.tensor(0.0)
    for _ in range(400):
        weights, bias = lesson_01.gradient_step.function(lengths - middle, labels, weights, bias, rate=1.0)
    return weights, bias - weights @ middle


# %%
lines = {"portraits": line_of(lengths, labels), "fakes": line_of(fake_lengths, orders)}
region = (4.0, 9.8, 2.6, 8.4)
grid = torch.from_numpy(plane.grid_of(region))
logits = {name: grid @ weights + bias for name, (weights, bias) in lines.items()}
exercises.show(plots.plot_animals(lengths[:256], labels[:256], region, logits), "boundaries")

# %% slideshow={"slide_type": "notes"}
others = datasets.portraits(2048, torch.Generator().manual_seed(8))
measured = torch.from_numpy(portraiture.measure(others.knobs))
right = {
    name: ((measured @ weights + bias > 0).long() == others.labels).float().mean().item()
    for name, (weights, bias) in lines.items()
}
print("on 2,048 other portraits, both are right about more than 8 in 10:", min(right.values()) > 0.8)

# %% slideshow={"slide_type": "fragment"}
exercises.taught_by_fakes.reveal()

# %% [markdown] slideshow={"slide_type": "notes"}
# The two lines aren't quite the same: the forger's ears and snouts may be a little off, and the reader that measures
# them may be, too. It hardly matters for their verdicts. With five seeds, the line from portraits was right about
# 94.2 to 95.0 % of real pets, the line from fakes about 93.7 to 94.4 %. On all 784 pixels, where cats and dogs are
# easy to tell apart, a small network was right about 100 % of them, whether portraits or fakes had taught it.
#
# People use this the other way round, to judge a *forger*: how good is a classifier that his fakes have taught
# ([Ravuri and Vinyals, 2019](https://arxiv.org/abs/1905.10887))?

# %% [markdown]
# ## Asked more strongly
#
# The label's row in the table is a place in a space of numbers. Nothing forces you to use exactly that place.
# Half-way between the rows of *cat* and *dog*, neither is asked for more than the other. Walk from there towards
# *dog*: at the row itself you ask as in training. What if you walk on, twice as far?
#
# **Write it** for any number of labels: the middle is the mean of all rows, strength 0 stays there, strength 1
# arrives at the label's row.


# %% tags=["exercise"]
def asked_with_strength(table, label, strength):
    """The numbers (d,) that ask for a label with some strength: 0 is the mean of all rows, 1 the label's own row."""
    ...


# %%
exercises.asked_with_strength.check(asked_with_strength)
# exercises.asked_with_strength.hint()
# exercises.asked_with_strength.solution()

# %%
strengths = (-1, 0, 0.5, 1, 1.5, 2)
rows = []
for strength in strengths:
    numbers = exercises.asked_with_strength.function(dog_painter.embed.weight, 1, strength)
    rows.append(dog_painter.given(still[:10], numbers.expand(10, -1))[:, 0])
sheet = plots.plot_pictures(torch.cat(rows), columns=10, inches=8, rows=[f"{strength:g}" for strength in strengths])
exercises.show(sheet, "strengths")

# %% [markdown]
# With two labels, strength -1 is the other label: a cat. At 0 there are animals that the master never paints, between
# the two. Beyond 1 come *caricatures*: what tells a dog from a cat is exaggerated, and the rest fades. There isn't
# much room. With five seeds, 3 to 4 % couldn't be read as a portrait at strength 1, and 86 to 98 % at strength 2. In
# training he never painted for such numbers, so no expert has ever corrected him there.
#
# Today's diffusion models have such a knob, and it usually stands above 1; there it's called *classifier-free
# guidance* ([Ho and Salimans, 2022](https://arxiv.org/abs/2207.12598)). It works on another quantity, but the idea is
# the same: go on in the direction from *nothing in particular* to *what was asked for*.

# %% [markdown] slideshow={"slide_type": "notes"}
# ### Smaller latents
#
# The other knob is the latents. Those near 0 give ordinary animals, those far out unusual ones.
# So shrink them all by half before you paint. ([BigGAN](https://arxiv.org/abs/1809.11096) draws the large
# ones anew instead; it calls that the *truncation trick*.)

# %% slideshow={"slide_type": "skip"}
dogs = torch.ones(18, dtype=torch.int64)
sheets = torch.stack([dog_painter(size * still[:18], dogs)[:, 0] for size in (1.0, 0.5)])
exercises.show(plots.plot_pictures(sheets, columns=6, titles=["latents as they are", "latents halved"]), "halved")

# %% [markdown] slideshow={"slide_type": "notes"}
# Precision and recall are those of lesson 09. With five seeds, precision was 0.72 to 0.79 before and 0.98 to 0.99
# after, and recall 0.24 to 0.36 before and 0.01 to 0.02 after. Nearly every picture lies in the land of the real now,
# and nearly all variety is gone. That is the trade: **more precision for less recall**. By this measure the pictures
# are better. To another judge they aren't: about as many of them as before can't be read as a portrait.

# %% [markdown] slideshow={"slide_type": "notes"}
# ### His report card
#
# [Lesson 09](09_is_the_forgery_any_good.ipynb)'s page has a place for him, too. A forger who is asked for cats and
# dogs in turn is a generator of latents like any other.


# %% slideshow={"slide_type": "skip"}
class InTurn(torch.nn.Module):
    """Latents (batch, 16) to a cat, a dog, a cat, a dog ..."""

    def __init__(self, generator):
        super().__init__()
        self.generator, self.latent_dim = generator, 16

    def forward(self, latents):
        return self.generator(latents, torch.arange(len(latents)) % 2)


made = "24 epochs of 4,096 portraits, with their labels."
report_card(InTurn(dog_painter), training_portraits(0), name="Asked in turn", how_made=made, rows=2048, draws=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# In this run he paints all ten kinds, and most of his pictures lie among real ones. But look at recall, the share of
# real portraits that lie among *his*: about a third, where other real portraits reach nine in ten. Obeying a label and
# painting all the animals that have it are two different things.

# %% [markdown]
# ## What a label can't say
#
# *A dog.* But which? A white one, with long ears, its tongue out? The label has two values, and the master's
# portraits have 23 knobs. One could give each wish a label of its own. Thirteen such words, on or off, would need
# 2^13 = 8,192 labels. With 4,096 portraits to learn from, that's half a portrait for each.

# %% [markdown]
# ## Say it in a sentence
#
# So let the order be a whole sentence. Below, twelve pets are painted from one sentence and twelve latents. Type, or
# press the words, and change one word at a time: the latents stay.

# %%
SentencePainter(caption="The forger is computed in this page. He learnt for 2,000 steps, about a minute.")

# %% [markdown]
# Is there something that he can't paint, though he knows every word? Note it down. We'll come back to it.

# %% [markdown]
# ### Sentences from knobs
#
# The master's portraits come without captions, but we know how the knobs were set. From them a short program writes a
# sentence for each portrait, in varied words. It can say thirteen *facts*, such as *dark*, *striped* or *long ears*,
# and it says only what is true. But it may leave out a fact, and it never mentions tilt, snout or whiskers.

# %%
draws = torch.Generator().manual_seed(12)
told = sentences.described_portraits(2048, draws)
print(*told.sentences[:6], sep="\n")
exercises.show(plot_pictures(told.data[:6, 0], columns=6), "told")

# %% [markdown]
# To a network, a sentence is a row of numbers: each word's place in the vocabulary, and zeros after the last
# word. `read_sentence` finds them, and names the words that it doesn't know.

# %% slideshow={"slide_type": "notes"}
reading = sentences.read_sentence("A dark doog with long ears")
print(len(sentences.WORDS) - 1, "words are known. The sentence as places:", reading.word_ids[0, :6].tolist())
print("not known, and the nearest word:", reading.unknown)

# %% [markdown]
# ### Two readers of words
#
# A word's place says as little as a label's number did. So each word gets an embedding of its own, as each label did.
# Then the words of a sentence have to become one row of 32 numbers, whatever the sentence's length. There are two
# simple ways.
#
# - A **bag of words** adds up the embeddings.
# - A **convolution over words** looks at three neighbouring words at a time. Each of its 32 numbers looks for
#   something that three words can say, and keeps how clearly they say it where it's clearest.

# %%
exercises.same_words

# %%
torch.manual_seed(0)
readers = {"bag of words": words.BagOfWords(), "convolution over words": words.OrderedWords()}
pair = sentences.word_ids(["a grey dog with dark ears", "a dark dog with grey ears"])
for name, reader in readers.items():
    one, other = reader(pair)  # (32,) each
    print(f"{name}: the same 32 numbers for both? {torch.allclose(one, other, atol=1e-4)}")

# %%
exercises.same_words.reveal()

# %% [markdown]
# From the same numbers and the same latents he paints the same picture. These two readers haven't learned anything
# yet, but that makes no difference: no training can give a sum back what it has lost. The convolution can tell the
# two sentences apart. But sentences in which the order matters are rare in this little world.

# %% [markdown]
# ### The pair
#
# He gets the 32 numbers of the sentence beside his latents. She has a reader of her own and judges a picture *and* a
# sentence, by projection as with the label. And there are now three kinds of pairs:
#
# | picture | sentence | it counts as |
# |---|---|---|
# | real | its own | real |
# | real | another picture's | **wrong** |
# | fake | the one it was painted from | wrong |
#
# The middle row is new; the labels did without. If she only ever sees real pictures that match, why should she read
# the sentence closely? A fake gives itself away by its looks. A real picture with another's sentence is wrong in one
# way only: it doesn't match. (Now and then the other sentence happens to fit. The loss puts up with that.)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Write her loss.** The two kinds of wrong pairs count half each. `discriminator(pictures, words)` gives logits, and
# `words.roll(1, 0)` hands every picture its neighbour's sentence. The fakes that you are given are detached already.


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def her_loss(discriminator, real, words, fake):
    """What she pays: only a real picture with its own sentence counts as real."""
    ...


# %%
exercises.her_loss.check(her_loss)
# exercises.her_loss.hint()
# exercises.her_loss.solution()

# %%
exercises.why_wrong_pairs

# %% [markdown]
# ### One sentence through training
#
# Everything else is as before: R1 on the real pairs, falling rates, averaged weights. Here are six pets for one
# sentence, *a dark dog with long ears and its tongue out*, from step 50 to the last.

# %%
run = recorded.load()
sheet = torch.cat([moment.pictures for moment in run])
exercises.show(plot_pictures(sheet, columns=6, rows=[f"step {moment.step:,}" for moment in run]), "moments")

# %% [markdown]
# First there is a dog, then a dark one, and the tongue comes last. It is small, and fewer than one in four of the
# master's pets show theirs.

# %% [markdown]
# ### Is it as asked?
#
# Judge it as in lesson 09: by a network that was trained on real portraits. This one reads the thirteen facts. For
# each fact, take the sentences that say it: how many of their pictures show it? Beside it, real portraits with their
# own sentences, since the judge isn't perfect either.

# %%
forger, judge = words.painter(), words.fact_reader()
latents = models.sample_latents(len(told), 32, draws)
painted = words.paint(forger, latents, told.word_ids)
fakes, reals = (as_asked(judge.sees(pictures), told.said) for pictures in (painted, told.data))
names = [f"{fact}\n{fakes[fact]:.0%} ({reals[fact]:.0%})" for fact in ("dog", "masked", "long ears", "tongue")]
asked = torch.stack([painted[told.said[:, sentences.FACTS.index(name.split("\n")[0])]][:6, 0] for name in names])
exercises.show(plot_pictures(asked.flatten(0, 1), columns=6, rows=names), "asked")

# %% [markdown]
# Beside each row stands how often the fakes show what was asked, and in brackets how often real portraits do. Cats,
# dogs and masks come out nearly always.
#
# In this run he even does better than real portraits at tongues. Asked for one, he shows it clearly, whereas many
# real ones are short, and the judge overlooks them.

# %% [markdown]
# ### Never seen together
#
# We left every pet that is *white* **and** *masked* **and** has *long ears* out of the training set. Each of the three
# facts is common by itself.

# %%
exercises.never_together

# %%
asking = sentences.word_ids(["a white masked dog with long ears"])
never = words.paint(forger, models.sample_latents(512, 32, draws), asking)
seen = judge.sees(never)[:, [sentences.FACTS.index(fact) for fact in ("white", "masked", "long ears")]]
print("all three at once in more than half of the pictures:", bool(seen.all(1).float().mean() > 0.5))
exercises.show(plot_pictures(never[:12, 0], columns=6), "never")

# %% slideshow={"slide_type": "fragment"}
exercises.never_together.reveal()

# %% [markdown]
# That is what makes sentences strong: words that were learned apart can be put together. But each word must have been
# learned first. Four of five runs of 500 steps, a quarter of this one, couldn't do it yet: they had hardly learned
# the mask. After 1,500 steps, five of five did it in 72 to 87 % of their pictures. (Of the master's own such dogs, the
# judge says so of 84 %.) Five short runs with a bag of words, which learned the mask sooner, did it in 39 to 87 %.
#
# He hardly learns what is rare. Ask for *a cat with long ears*: few cats have them, and in this run hardly any of his
# can be read as one. (The judge isn't a good one here: it recognises only about one in ten of the master's.)

# %% [markdown]
# ### What each part is worth
#
# Now take parts of the recipe away. These runs are shorter, 500 steps or about a quarter of a minute, and each figure
# is the mean of five of them. The first column says how many of the facts that were asked for are shown, the
# second how many of the pets that should be *dark* are.
#
# | | as asked | dark, as asked |
# |---|---|---|
# | real portraits | 93 % | 97 % |
# | the whole recipe, with the convolution | 73 % | 94 % |
# | without the wrong pairs | 69 % | 61 % |
# | two stages, as long in all | 66 % | 69 % |
# | the whole recipe, with a bag of words | 89 % | 93 % |

# %% [markdown] slideshow={"slide_type": "notes"}
# Cats and dogs are right in all of them. Stripes and patches come later: after 500 steps, only the forgers with the
# bag have learned them.

# %% [markdown] slideshow={"slide_type": "notes"}
# **The wrong pairs help.** Without them, every one of the five runs did worse at *dark* than every run with them. She
# can know only from the sentence whether a pet should be dark, and the wrong pairs make her read it. Over all facts
# the lead is small so early on.
#
# **Two stages don't help here.** A first forger can paint a coarse picture, and a second one refine it, as in
# [StackGAN](https://arxiv.org/abs/1612.03242). We tried that: first 14x14, then 28x28, in the same time altogether.
# All five runs were behind all five that painted at once. That says nothing against StackGAN: 28x28 is coarse already,
# and its first stage alone paints 64x64.

# %% [markdown] slideshow={"slide_type": "notes"}
# **The bag of words wins here.** All five of its runs were ahead of all five with the convolution. Adding up is
# probably learned sooner, whereas a convolution must first find out which words go together. And what the bag can't do
# is hardly ever asked for. Our pair of sentences shows it: asked for a grey dog with dark ears *or* for a dark dog
# with grey ears, the bag painted the former, nearly every time. The judge found none of the latter in the
# convolution's pictures either: such dogs are rare, and it recognises one in ten of the master's. Over all facts the
# convolution catches up: five runs of 1,500 steps showed 91 to 95 % of what was asked, as much as real portraits do.

# %% [markdown] slideshow={"slide_type": "notes"}
# So start with the simplest reader that can tell most of your sentences apart. Where people write about birds, as
# they did for StackGAN, order may matter more.

# %% [markdown]
# ### What StackGAN did
#
# At the end of [lesson 04](04_the_forger_and_the_expert.ipynb), a description of a bird became a picture. That was
# StackGAN (Zhang and others, 2017). It has the loss that you have just written, and more:
#
# - pictures of 256x256 in colour, of birds and flowers, with ten sentences each, written by people;
# - a reader of sentences that was trained beforehand, a much larger one than ours, whose numbers are blurred with a
#   little noise (*conditioning augmentation*), so that between known sentences there are no gaps;
# - **two stages**: the first paints 64x64, the second refines that to 256x256 and reads the sentence again.

# %% [markdown]
# ## Summary
#
# - A conditional GAN samples P(X|Y). The label must reach both networks: the forger to know what to paint, and the
#   expert because all that he learns comes from her.
# - A label enters as learned numbers, an *embedding*: beside the latent, or later, as gains and shifts. A projection
#   discriminator adds to her logit how well the features fit the label.
# - You choose P(Y). What he paints for a rare label stays close to the few real examples of it.
# - Nothing in the game asks him to keep the animal when the label is flipped. Some of it is kept all the same.
# - Labelled fakes can teach a classifier.
# - Smaller latents trade recall for precision. Asked more strongly than in training, he paints caricatures, and soon
#   nothing that can be read.

# %% [markdown]
# And of sentences:
#
# - A sentence can be a condition as well as a label can: a small network reads its words, and learns with the pair.
# - She is also shown real pictures with wrong sentences. Without them she learns less well to check the match.
# - Words that he has met often, each in other company, can be put together in a new way. He hardly learns what is
#   rare.
# - A bag of words can't know the order. In this little world it hardly matters, and the bag learns sooner.

# %% [markdown]
# ## Read more
#
# - Mirza & Osindero 2014, *Conditional generative adversarial nets*,
#   [arXiv 1411.1784](https://arxiv.org/abs/1411.1784): the game with labels is equation 2.
# - Miyato & Koyama 2018, *cGANs with projection discriminator*, [arXiv 1802.05637](https://arxiv.org/abs/1802.05637):
#   the projection is in section 3.
# - Brock et al. 2019, *Large scale GAN training for high fidelity natural image synthesis* (BigGAN),
#   [arXiv 1809.11096](https://arxiv.org/abs/1809.11096): truncation is in section 3.1.
# - Ravuri & Vinyals 2019, *Classification accuracy score for conditional generative models*,
#   [arXiv 1905.10887](https://arxiv.org/abs/1905.10887): a classifier taught by fakes, as a score.
# - Ho & Salimans 2022, *Classifier-free diffusion guidance*, [arXiv 2207.12598](https://arxiv.org/abs/2207.12598): in
#   diffusion models, equation 6.
# - Reed et al. 2016, *Generative adversarial text to image synthesis*,
#   [arXiv 1605.05396](https://arxiv.org/abs/1605.05396): the matching-aware discriminator is algorithm 1.
# - Zhang et al. 2017, *StackGAN*, [arXiv 1612.03242](https://arxiv.org/abs/1612.03242): two stages.
# - Kim 2014, *Convolutional neural networks for sentence classification*,
#   [arXiv 1408.5882](https://arxiv.org/abs/1408.5882): sentences read by a convolution over words.

# %%
exercises.progress()

# %% [markdown]
# Previous: [11 · Better rules](11_better_rules.ipynb). Next: [13 · From horses to
# zebras](13_from_horses_to_zebras.ipynb).
