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
# # 05 · The two networks
#
# **What is the architecture?** A GAN is two networks. You build both by hand, first for points and then for
# portraits, and you know every shape and every number of parameters before PyTorch tells you.
#
# You will be able to
#
# - say what goes into the generator and the discriminator, and what comes out;
# - predict the shapes and parameter counts of linear, convolutional and transposed convolutional layers;
# - say what linear layers don't know about pictures, and what a convolution knows;
# - say what batch norm does in training and in evaluation, and why weights begin as random numbers;
# - walk through the latent space of a forger, and say what you see there.
#
# About 90 minutes, of which the computer needs less than one.

# %%
import torch
from torch import nn
from torch.nn import functional as F

from gan_lesson import datasets, models, recordings
from gan_lesson.exercises import lesson_05 as exercises
from gan_lesson.history import History
from gan_lesson.plots import plot_pictures
from gan_lesson.plots.lesson_05 import plot_flow, plot_stamps
from gan_lesson.recordings import forgers
from gan_lesson.training import TrainingStep
from gan_lesson.widgets import EpochPlayer, LatentWalk

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## The expert is a classifier
#
# You have met the **discriminator** before. [Lesson 01](01_telling_dogs_from_cats.ipynb) drew a boundary between dogs
# and cats with one linear layer and a sigmoid; she draws one between real and fake. One linear layer can only draw a
# straight line, so she gets *hidden layers* in between. Each is followed by a LeakyReLU, which shrinks negative
# numbers to a fifth. Such a layer is *non-linear*: its graph has a bend, and that lets her boundary bend.
#
# We begin in the plane: a point, which is two numbers, goes in, and **one number** comes out. (A network takes many
# points at once, a **batch**. The first number of each shape says how many.)
#
# How many numbers does she have to learn? A linear layer has one weight for each combination of an input and an
# output, and one bias for each output. **Write the count.**


# %% tags=["exercise"]
def linear_parameters(inputs, outputs):
    """The number of parameters of a linear layer, weights and biases."""
    ...


# %%
exercises.linear_parameters.check(linear_parameters)
# exercises.linear_parameters.hint()
# exercises.linear_parameters.solution()

# %% [markdown]
# Here she is. **Count her parameters on paper**, layer by layer, before you run the cell, and say what shape comes
# out.

# %%
exercises.shape_of_the_answer


# %%
def point_expert():
    return nn.Sequential(
        nn.Linear(2, 64), nn.LeakyReLU(0.2),
        nn.Linear(64, 64), nn.LeakyReLU(0.2),
        nn.Linear(64, 64), nn.LeakyReLU(0.2),
        nn.Linear(64, 1),
        nn.Flatten(0),  # (batch, 1) to (batch,): one number per point
    )  # fmt: skip


torch.manual_seed(0)
print("shape of the answer:", tuple(point_expert()(torch.zeros(5, 2)).shape))
counted = [exercises.linear_parameters.function(*layer) for layer in [(2, 64), (64, 64), (64, 64), (64, 1)]]
print("by the formula:", *counted, "in all", sum(counted))
print("PyTorch counts:", models.parameter_count(point_expert()))

# %%
exercises.shape_of_the_answer.reveal()

# %% [markdown]
# ### Why she has no sigmoid at the end
#
# What comes out is a *logit*: any number, above 0 for *real* and below 0 for *fake*. Its sigmoid is D(x), the
# probability, as she sees it, that x is real. We leave the sigmoid to the loss.
#
# Now she meets a fake and is badly wrong: her logit is 20, "surely real". The loss is -log(1 - D).

# %%
exercises.sigmoid_first

# %%
fake = torch.tensor(0.0)  # the target
for name, loss_of in (
    ("sigmoid, then log", lambda logit: -torch.log(1 - torch.sigmoid(logit))),
    ("sigmoid, nn.BCELoss", lambda logit: nn.BCELoss()(torch.sigmoid(logit), fake)),
    ("from the logit", lambda logit: F.binary_cross_entropy_with_logits(logit, fake)),
):
    logit = torch.tensor(20.0, requires_grad=True)
    loss = loss_of(logit)
    (slope,) = torch.autograd.grad(loss, logit)
    print(f"{name:20} loss {loss.item():5.0f}   slope {slope.item():3.0f}")

# %%
exercises.sigmoid_first.reveal()

# %% [markdown]
# The first slope is *nan*, not a number: one step with it, and every weight is nan as well. `nn.BCELoss` cuts the
# loss off at 100, and then its slope is 0: from her worst mistake she learns nothing. The last one is computed from
# the logit itself, and it's right.

# %% [markdown]
# ## Her opinion, painted over the plane
#
# Ask her about every place in the plane, and you see what she thinks. Here she learns alone, as in lesson 01: real
# points against the fakes of a forger who doesn't learn. The real points lie in eight small clusters, evenly spaced
# on a *ring*.
#
# One expert meets a beginner, an untrained network. Another meets a **perfect forger**: his fakes are fresh points
# from the very same ring as the real ones.

# %%
exercises.two_experts

# %% slideshow={"slide_type": "notes"}
ring = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)
print("real points:", tuple(ring.data.shape))


# %% slideshow={"slide_type": "notes"}
def teach_expert(forger, draw_latents, title):
    """Trains an expert against a forger who stays as he is, and records her opinion."""
    expert, draws = point_expert(), torch.Generator().manual_seed(1)
    adam = torch.optim.Adam(expert.parameters(), lr=0.002)
    trust = {"mean D(x) of real points": lambda fakes: expert(ring.data).sigmoid().mean().item()}
    history = History(draw_latents(256, draws), title=title, real=ring.data[:256], region=ring.region, metrics=trust)
    history.begin(forger, expert)
    for number, real in enumerate(ring.data.split(128) * 8, start=1):  # 8 epochs of 20 steps
        logits = torch.cat([expert(real), expert(forger(draw_latents(128, draws)).detach())])
        loss = F.binary_cross_entropy_with_logits(logits, torch.arange(256).lt(128).float())  # 128 ones, 128 zeros
        adam.zero_grad()
        loss.backward()
        adam.step()
        history.record(TrainingStep(number, number / 20, loss.detach(), torch.tensor(torch.nan)), forger, expert)
    return history


# %%
torch.manual_seed(0)
beginner = nn.Sequential(nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2))
against_beginner = teach_expert(beginner, lambda n, draws: torch.randn(n, 2, generator=draws), "Against a beginner")
against_master = teach_expert(  # the identity hands on what it is given: new points of the ring itself
    nn.Identity(), lambda n, draws: datasets.ring(n, draws, standard_deviation=0.05).data, "Against a perfect forger"
)
EpochPlayer(against_beginner, against_master, title="An expert learns alone")

# %%
exercises.two_experts.reveal()

# %% [markdown]
# So D(x) = 1/2 can mean two things. Before the first step both experts say it because **they don't know anything
# yet**. At the end one of them still says it because **there is nothing to know**: everywhere in the plane, real and
# fake points are equally common.
#
# What tells them apart is [lesson 04](04_the_forger_and_the_expert.ipynb)'s remedy: **teach her a little more.**

# %% [markdown]
# ## The forger turns a few numbers into many pixels
#
# A **generator** takes a *latent*, a few random numbers, and turns it into a data point. You know one already:
# [lesson 02](02_turning_the_question_round.ipynb) painted animals as x = μ + L z. Take the mean animal, ears 8 and
# snout 5, and a 2 by 2 matrix L, and work out three animals **on paper**:
#
# $$\begin{pmatrix} 8 \\ 5 \end{pmatrix} + \begin{pmatrix} 2 & 0 \\ 1 & 1.5 \end{pmatrix} z
# \qquad\text{for}\quad z = \begin{pmatrix} 0 \\ 0 \end{pmatrix},\;
# \begin{pmatrix} 1 \\ 0 \end{pmatrix},\; \begin{pmatrix} -1 \\ 2 \end{pmatrix}.$$

# %%
mean, matrix = torch.tensor([8.0, 5.0]), torch.tensor([[2.0, 0.0], [1.0, 1.5]])
for z in torch.tensor([[0.0, 0.0], [1.0, 0.0], [-1.0, 2.0]]):
    animal = mean + matrix @ z
    print(f"z = ({z[0]:2.0f}, {z[1]:2.0f}): ears {animal[0]:4.1f}, snout {animal[1]:4.1f}")

# %% [markdown]
# Each column of L says what one number of z does: the first lengthens ears and snout together, the second the snout
# alone. This is a linear layer, and all it can paint is one slanted cloud. So he too gets non-linear hidden layers.
# Nobody tells him what each number of a latent should do: training decides.

# %% [markdown]
# ### Exercise: a generator of pictures
#
# `nn.Sequential(...)` puts layers in a row: what one gives, the next one takes. `nn.Linear(32, 256)` is a linear
# layer from 32 numbers to 256; the non-linear ones are `nn.ReLU()`, `nn.LeakyReLU(0.2)` and `nn.Tanh()`.
#
# **Write a generator of 28x28 pictures, out of linear layers:** 32 numbers come in, then a hidden layer of 256 with a
# ReLU (which turns negative numbers into 0), then 784 numbers, a tanh (which squeezes any number into the range from
# -1 to 1), and finally the shape of a picture, one channel of 28x28: `nn.Unflatten(1, (1, 28, 28))`. Return it as an
# `nn.Sequential`.


# %% tags=["exercise"]
def mlp_generator():
    """A network: latents (batch, 32) to pictures (batch, 1, 28, 28)."""
    ...


# %%
exercises.mlp_generator.check(mlp_generator)
# exercises.mlp_generator.hint()
# exercises.mlp_generator.solution()

# %% [markdown] slideshow={"slide_type": "notes"}
# Next, an expert who goes the other way: from a picture to 784 numbers in a row, which `nn.Flatten()` does, to a
# hidden layer of 256 with a LeakyReLU, and to one logit. Mind the shape: five pictures, five logits, (5,).


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def mlp_discriminator():
    """A network: pictures (batch, 1, 28, 28) to logits (batch,)."""
    ...


# %%
exercises.mlp_discriminator.check(mlp_discriminator)
# exercises.mlp_discriminator.hint()
# exercises.mlp_discriminator.solution()

# %% [markdown] slideshow={"slide_type": "notes"}
# **Count both on paper**, then run the cell. (Networks like these two, linear layers with something non-linear in
# between, are called *multi-layer perceptrons*, **MLP** for short. The perceptron itself, from 1958, had one layer and
# a hard threshold.)

# %% slideshow={"slide_type": "notes"}
torch.manual_seed(0)
generator, discriminator = exercises.mlp_generator.function(), exercises.mlp_discriminator.function()  # ours
count = exercises.linear_parameters.function
fakes = generator(torch.randn(5, 32))
print("latents (5, 32) to", tuple(fakes.shape), "to", tuple(discriminator(fakes).shape))
print(f"generator:     {models.parameter_count(generator):,}, by the formula: {count(32, 256) + count(256, 784):,}")
print(f"discriminator: {models.parameter_count(discriminator):,}, by the formula: {count(784, 256) + count(256, 1):,}")

# %% [markdown]
# ### Why tanh, and why [-1, 1]
#
# The portraits are stored with black as -1 and white as +1. The hyperbolic tangent squeezes any number into the same
# range, so the forger can mix every grey there is and nothing beyond. If he could leave the range, a single pixel
# blacker than black would give him away, and the expert would never look at a nose.

# %% [markdown]
# ## What an MLP doesn't know
#
# Take a portrait and do two things to it: shift it by two pixels, and shuffle all its pixels.

# %%
exercises.pixels_shuffled

# %%
pets = datasets.portraits(2048, torch.Generator().manual_seed(0))
portraits = pets.data[:8]  # (8, 1, 28, 28)
shifted = portraits.roll(2, dims=3)  # what leaves on the right comes in on the left; there it is black
rule = torch.randperm(784, generator=torch.Generator().manual_seed(0))
shuffled = portraits.flatten(1)[:, rule].unflatten(1, (1, 28, 28))
sheet, names = torch.cat([portraits, shifted, shuffled]), ["portraits", "shifted", "shuffled"]
exercises.show(plot_pictures(sheet[:, 0], rows=names, inches=7), "shifted_and_shuffled")

# %% [markdown]
# To an MLP the shuffle is only a new numbering. Number the weights of its first layer in the same way, and it gives
# the shuffled pictures exactly the answers that it gave the proper ones:

# %%
renumbered = nn.Linear(784, 256)
renumbered.weight.data = discriminator[1].weight[:, rule].detach()
renumbered.bias.data = discriminator[1].bias.detach()
to_proper = discriminator[1](portraits.flatten(1))  # (8, 256), by her first linear layer
to_shuffled = renumbered(shuffled.flatten(1))
print(f"largest difference of {to_proper.numel():,} numbers: {(to_proper - to_shuffled).abs().max():.4f}")

# %%
exercises.pixels_shuffled.reveal()

# %% [markdown]
# The task isn't harder for the MLP at all: it starts from random weights anyway. For your eye it's hopeless. You know
# that neighbouring pixels belong together; the MLP was never told.
#
# The shift is the opposite case. To you nothing has happened. To the MLP nearly every number along an edge has
# changed. What it learns about an eye in one place, it has to learn again for the place two pixels further right.

# %% [markdown]
# ## Convolution: one small window everywhere
#
# A **convolution** looks at a picture through a small window. It multiplies the nine pixels in a 3x3 window by nine
# weights, adds them up, and writes down one number; then it moves on by a pixel. The nine weights are a *filter*, and
# they are **the same at every place**. The numbers that it writes down make a new table, a *map*.
#
# The filter below subtracts what is on the left from what is on the right.

# %%
exercises.where_far_from_zero

# %%
left_to_right = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
filters = torch.stack([left_to_right, left_to_right.T])[:, None]  # (2 filters, 1 channel in, 3, 3)
maps = F.conv2d(F.pad(portraits, (1, 1, 1, 1), value=-1.0), filters)  # (8, 2, 28, 28); the border is black
by_hand = (portraits[0, 0, 9:12, 4:7] * left_to_right).sum()  # the window around row 10, column 5
print(f"one window by hand {by_hand:.2f}, by conv2d {maps[0, 0, 10, 5]:.2f}")
sheet, names = torch.cat([portraits, maps[:, :1], maps[:, 1:]]), ["portraits", "left to right", "top to bottom"]
exercises.show(plot_pictures(sheet[:, 0].clamp(-1, 1), rows=names, inches=7), "two_filters")

# %% slideshow={"slide_type": "fragment"}
exercises.where_far_from_zero.reveal()

# %% [markdown]
# It finds edges, wherever they are. And if the portrait moves, what the filter finds moves with it:

# %% slideshow={"slide_type": "notes"}
shifted_maps = F.conv2d(F.pad(shifted, (1, 1, 1, 1), value=-1.0), filters)
print(f"shift first or filter first: they differ by {(shifted_maps - maps.roll(2, dims=3)).abs().max():.4f} at most")
print(f"3x3 convolution, 1 map to 1: {models.parameter_count(nn.Conv2d(1, 1, 3, padding=1)):,} parameters")
print(f"linear layer, 784 to 784:    {models.parameter_count(nn.Linear(784, 784)):,} parameters")

# %% [markdown]
# That's what a convolution knows and an MLP doesn't: *neighbours belong together*, and *what is worth looking for
# here is worth looking for there*. Ten numbers (nine weights and a bias) do the job for the whole picture.
#
# Nobody chooses the numbers in a filter. They are weights like any others, and training finds them.
#
# ### Several maps at once
#
# The next layer doesn't see the picture. It sees **all the maps** of the layer before, and each of its filters has a
# window for every one of them and adds the results up. Here one filter, with a window of a single pixel, adds our two
# maps, *brighter to the right* and *brighter below*. What will it find?

# %%
both = F.conv2d(maps, torch.ones(1, 2, 1, 1))  # (1 filter, 2 maps in, 1, 1)
print("maps", tuple(maps.shape), "to", tuple(both.shape))
sheet, names = torch.cat([maps[:, :1], maps[:, 1:], both]), ["left to right", "top to bottom", "the sum"]
exercises.show(plot_pictures(sheet[:, 0].clamp(-1, 1), rows=names, inches=7), "both_maps")

# %% [markdown]
# ## Halving and doubling
#
# The expert goes from many pixels to one number. A **strided** convolution moves on by two pixels instead of one, so
# its map is about half as wide. How wide exactly? The picture has `n` pixels in a row, and `border` further pixels on
# *each* of its two sides. The window is `window` pixels wide. It begins at the very first pixel and moves on by
# `stride` pixels at a time, as long as it doesn't reach over the end. **Write down how many places it has.**


# %% tags=["exercise"]
def convolved_size(n, window, stride, border):
    """The width of the map that a convolution turns n pixels into."""
    ...


# %%
exercises.convolved_size.check(convolved_size)
# exercises.convolved_size.hint()
# exercises.convolved_size.solution()

# %% [markdown]
# The forger goes the other way. A **transposed** convolution puts down a stamp for each number that comes in: the
# window's weights times the number. Stamps are a stride s apart, and where they overlap they add up; a border of p is
# cut off on both sides. With a window of k, n becomes
#
# $$(n - 1)\,s + k - 2p.$$
#
# In PyTorch, `nn.Conv2d(a, b, k, stride=s, padding=p)` turns a maps into b maps (a grey picture is one map) with a
# window of k x k; `padding` is the border, filled with 0. `nn.ConvTranspose2d` takes the same arguments.
#
# **Predict** all four sizes, and the row of numbers at the end.

# %% slideshow={"slide_type": "notes"}
print("28 to", nn.Conv2d(1, 1, 4, stride=2, padding=1)(torch.zeros(1, 1, 28, 28)).shape[-1])
print("14 to", nn.Conv2d(1, 1, 4, stride=2, padding=1)(torch.zeros(1, 1, 14, 14)).shape[-1])
print(" 7 to", nn.Conv2d(1, 1, 4, stride=2, padding=2)(torch.zeros(1, 1, 7, 7)).shape[-1])
print(" 7 to", nn.ConvTranspose2d(1, 1, 4, stride=2, padding=1)(torch.zeros(1, 1, 7, 7)).shape[-1])

row, stamp = torch.tensor([[[1.0, 0, 2, 3]]]), torch.ones(1, 1, 4)
print("1 0 2 3 becomes", *F.conv_transpose1d(row, stamp, stride=2, padding=1).int().flatten().tolist())

# %% [markdown]
# <details><summary><b>How to get there</b></summary>
#
# A convolution turns n into ⌊(n + 2p - k) / s⌋ + 1, where ⌊ ⌋ rounds down: (28 + 2 - 4) / 2 + 1 = 14, and (14 + 2 -
# 4) / 2 + 1 = 7. Seven is odd: (7 + 4 - 4) / 2 is 3.5, rounded down 3, plus 1 makes 4. Backwards, (7 - 1) · 2 + 4 - 2
# = 14.
#
# The row: four stamps of four ones, two apart, make a row of ten, and the first and the last are cut off. Stamp 1
# covers places 1 to 3 of what is left, stamp 2 adds nothing, stamp 3 puts 2s on places 4 to 7, and stamp 4 puts 3s on
# 6 to 8. Where the last two overlap, you get 5.
# </details>

# %% [markdown]
# ### Stamps and checkerboards
#
# Seen from above: on the left three numbers, 1, 2 and 3, with a stamp for each. In the middle and on the right there's
# a 1 everywhere, so you'd want the same sum at every pixel. **Predict** which of the two gives it: stamps 3 pixels
# wide, or stamps 4 wide, both 2 apart?

# %%
even, three = torch.ones(1, 1, 6, 6), torch.zeros(1, 1, 6, 6)
three[0, 0, 1, 1], three[0, 0, 3, 2], three[0, 0, 3, 3] = 1, 2, 3
sums = {
    name: F.conv_transpose2d(numbers, torch.ones(1, 1, window, window), stride=2, padding=1)[0, 0, 1:10, 1:10]
    for name, numbers, window in (("three stamps", three, 4), ("3 wide", even, 3), ("4 wide", even, 4))
}
for name in ("3 wide", "4 wide"):
    print(f"stamps {name}, 2 apart, add up to", *sums[name].int().unique().tolist())
outlined = {"three stamps": [(0, 0, 4), (4, 2, 4), (4, 4, 4)], "3 wide": [(0, 0, 3), (0, 2, 3)],
            "4 wide": [(0, 0, 4), (0, 2, 4)]}  # fmt: skip
exercises.show(plot_stamps(sums, outlined), "stamps")

# %% [markdown]
# Windows of 3 make a **checkerboard**: a pixel lies under one stamp, under two or under four. Training can work against
# it, but the pattern is there from the start, and many pictures by GANs show traces of it
# ([Odena et al. 2016](https://doi.org/10.23915/distill.00003)). With 4, a multiple of the stride 2, every pixel lies
# under four stamps. So our windows are 4 wide.

# %% [markdown]
# ## Both networks for portraits, by hand
#
# This is the architecture of the pair that painted the portraits of [lesson 00](00_start_here.ipynb), and that you
# will train yourself in [lesson 08](08_the_full_training_loop.ipynb). Read the two cells, and **write down on paper**
# what comes out of each layer for one picture or one latent, and how many parameters it has.
#
# Each of the b filters of a convolution looks at all a maps at once, with k · k weights for each, and adds the
# results up. So a convolution from a maps to b has a · b · k · k weights, and b biases unless it says `bias=False`.
# Batch norm (explained below) has 2 parameters per map. (Her answer stays (batch, 1) here. The packaged expert
# removes the last axis herself, as your `nn.Flatten(0)` did.)

# %% slideshow={"slide_type": "slide"}
conv_discriminator = nn.Sequential(  # pictures (batch, 1, 28, 28) to logits (batch, 1)
    nn.Conv2d(1, 8, 4, stride=2, padding=1),
    nn.LeakyReLU(0.2),
    nn.Conv2d(8, 16, 4, stride=2, padding=1),
    nn.LeakyReLU(0.2),
    nn.Conv2d(16, 32, 4, stride=2, padding=2),
    nn.LeakyReLU(0.2),
    nn.Flatten(),
    nn.Linear(512, 1),
)

# %% slideshow={"slide_type": "slide"}
conv_generator = nn.Sequential(  # latents (batch, 32) to pictures (batch, 1, 28, 28)
    nn.Linear(32, 32 * 7 * 7, bias=False),
    nn.Unflatten(1, (32, 7, 7)),  # 32 maps of 7x7
    nn.BatchNorm2d(32),
    nn.ReLU(),
    nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1, bias=False),
    nn.BatchNorm2d(16),
    nn.ReLU(),
    nn.ConvTranspose2d(16, 1, 4, stride=2, padding=1),
    nn.Tanh(),
)

# %% [markdown]
# Now let data flow through them, layer by layer, and compare with what you wrote down.


# %%
def flow(network, data):
    """Prints the shape that comes out of each layer, and how many parameters the layer has."""
    print("in:", "x".join(map(str, data.shape[1:])))
    for layer in network:
        data = layer(data)
        shape, count = "x".join(map(str, data.shape[1:])), models.parameter_count(layer)
        print(f"{type(layer).__name__:16}{shape:>9}{count:>8,}")
    print(f"in all {models.parameter_count(network):>26,}\n")


flow(conv_discriminator, portraits)
flow(conv_generator, torch.randn(8, 32))

# %% [markdown]
# <details><summary><b>How to get there</b></summary>
#
# The discriminator: 1 · 8 · 16 + 8 = 136, then 8 · 16 · 16 + 16 = 2,064, then 16 · 32 · 16 + 32 = 8,224. Its last
# convolution leaves 32 maps of 4x4, 512 numbers: 512 + 1 = 513.
#
# The generator: 32 · 1,568 = 50,176; 2 · 32 = 64; 32 · 16 · 16 = 8,192; 2 · 16 = 32; 16 · 1 · 16 + 1 = 257.
# </details>
#
# Which layer holds most of the generator's parameters, and why is it that one?

# %%
exercises.where_the_weights_are

# %% [markdown]
# Together they have 69,658 parameters; the pair of MLPs has 411,153. Fewer numbers to learn, and what a filter learns
# about an eye in one place serves in all others.
#
# ### What goes through them
#
# Now for the numbers. The pair that painted the portraits of [lesson 00](00_start_here.ipynb) has this architecture,
# and its weights come with the course. We send one portrait through the expert and one latent through the forger, and
# stop after each non-linear layer.


# %%
def stages(network, data, bends):
    """What becomes of the first data point after each layer of the kinds in `bends`, by its shape."""
    seen = [data[0]]
    for layer in network.layers:
        data = layer(data)
        if isinstance(layer, bends):
            seen.append(data[0])
    return {"x".join(map(str, stage.shape)): stage for stage in seen}


hers = stages(forgers.expert(), portraits[:1], (nn.LeakyReLU, nn.Linear))
exercises.show(plot_flow(hers, 3 * ["Conv2d,\nLeakyReLU"] + ["Flatten,\nLinear"]), "through_her")

# %%
latent = models.sample_latents(1, 32, torch.Generator().manual_seed(4))
his = stages(forgers.honest(), latent, (nn.ReLU, nn.Tanh))
exercises.show(plot_flow(his, ["Linear,\nReLU", "transposed,\nReLU", "transposed,\ntanh"]), "through_him")

# %% [markdown]
# In her first maps you can still see the dog: outlines, like those of our two filters, though nobody chose these. The
# further to the right, the smaller the maps, and the harder it is to say what they show. His go the other way: in two
# doublings, 7x7 numbers in which you can't see anything become a face.

# %% [markdown]
# ### Where weights begin
#
# At first all weights are random numbers. Why not 0, or all alike? Look at a small network with three hidden numbers:
# how different are the gradients that they get?

# %%
for start in ("all alike", "random"):
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(2, 3), nn.LeakyReLU(0.2), nn.Linear(3, 1))
    if start == "all alike":
        for weights in network.parameters():
            nn.init.constant_(weights, 0.1)
    network(torch.randn(4, 2)).square().mean().backward()
    print(f"{start}: {len(network[0].weight.grad.unique(dim=0))} different gradient(s) for 3 hidden numbers")

for name, layers in (("by hand", conv_generator), ("packaged", models.ConvGenerator(latent_dim=32, width=16).layers)):
    print(f"spread of the first layer's weights, {name}: {layers[0].weight.std():.2f}")

# %% [markdown] slideshow={"slide_type": "fragment"}
# Hidden numbers that begin alike get the same gradient, move alike, and stay alike: three of them can do no more than
# one. Random weights break the tie. How large they are matters too. The authors of
# [**DCGAN**](https://arxiv.org/abs/1511.06434) (2016, the *deep convolutional* GAN whose design ours follows)
# recommend a normal distribution of standard deviation 0.02, and the packaged pair begins that way. So it differs
# from yours in where it starts, and in nothing else:

# %% slideshow={"slide_type": "notes"}
latents = models.sample_latents(8, 32, torch.Generator().manual_seed(0))
pairs = [
    (conv_generator, models.ConvGenerator(latent_dim=32, width=16), latents),
    (conv_discriminator, models.ConvDiscriminator(width=8, depth=3), portraits),
]
for by_hand, packaged, inputs in pairs:
    by_hand.load_state_dict(packaged.layers.state_dict())  # an error, if one weight had another name or shape
    said, expected = by_hand.eval()(inputs).flatten(), packaged.eval()(inputs).flatten()
    print(f"{type(packaged).__name__}: outputs differ by {(said - expected).abs().max():.4f} at most")

# %% [markdown]
# If the weights of one fit into the other and both then say the same, they are the same network. (`eval()` is
# explained below.)
#
# ### Batch norm
#
# This is the layer that you haven't met. For each map it takes the mean and the standard deviation over the whole
# batch *and* over all places of the map, subtracts the one and divides by the other. Two learned numbers per map then
# set a new spread and a new middle. That keeps every layer's inputs in a reasonable range, and DCGAN's authors found
# that deep generators wouldn't start learning without it. Why it helps is still argued about.
#
# It has a price. Give the generator the same latent twice, each time in different company. Does he paint the same
# picture?

# %%
latents = models.sample_latents(8, 32, torch.Generator().manual_seed(0))
others = torch.cat([latents[:1], 3 * latents[1:]])  # the first latent is the same, its company is not
for mode in (True, False):
    conv_generator.train(mode)  # train(False) is eval()
    change = (conv_generator(latents)[0] - conv_generator(others)[0]).abs().max()
    print(f"{'in training' if mode else 'in evaluation'}: a pixel of the first picture changes by {change:.2f} at most")

# %% [markdown]
# In training each fake depends on the others in its batch. In evaluation, after `eval()`, the batch's mean and
# deviation are replaced by averages of those of the training batches, and a latent always gives the same picture:
# what you want when you look. Our expert has no batch norm: the gradient penalty of [lesson
# 08](08_the_full_training_loop.ipynb) asks about each picture alone, and batch norm would mix them.

# %% [markdown]
# ## An untrained and a trained pair
#
# An untrained expert says about 1/2 to every portrait, as she did in the plane. And an untrained forger? **Predict:**
# what does he paint for 36 latents? And what will the *same* latents give after 90 epochs of training?

# %%
opinions = torch.sigmoid(conv_discriminator(pets.data))  # (2048, 1), from the untrained expert
print(f"she says from {opinions.min():.2f} to {opinions.max():.2f} about the {len(opinions):,} portraits")
run = recordings.load("portraits")  # the run of lesson 00: 64 latents, many moments
exercises.show(
    plot_pictures([run[0].samples[:36], run[-1].samples[:36]], columns=6, titles=["untrained", "after 90 epochs"]),
    "before_and_after",
)

# %% [markdown]
# Same architecture, same latents; only the numbers inside have changed.
#
# What becomes of an expert is easier to see in the plane. Here both networks of a recorded pair grow up together,
# from untrained to trained; [lesson 08](08_the_full_training_loop.ipynb) tells you how. Below the picture, the player
# keeps count: a cluster, also called a *mode*, is *covered* when at least one fake lies close to its centre, and a
# fake that's close to no centre is a *stray*.

# %%
exercises.expert_of_the_ring

# %%
EpochPlayer(recordings.load("ring_seed_0"), title="A pair grows up")

# %%
exercises.expert_of_the_ring.reveal()

# %% [markdown]
# ## Where latents live
#
# A latent is 32 numbers, each drawn from a normal distribution. Think of it as an arrow from the origin.

# %%
exercises.length_of_latents

# %%
many = models.sample_latents(10_000, 32, torch.Generator().manual_seed(1))  # (10000, 32)
lengths = many.norm(dim=1)
print(f"all between {lengths.min():.1f} and {lengths.max():.1f}; {(lengths < 4).float().mean():.1%} shorter than 4")
print(f"mean of the squared lengths, rounded: {lengths.square().mean():.0f}")
halfway = (many[:5000] + many[5000:]) / 2  # half-way between one latent and another
print(f"and half-way between two latents: {halfway.square().sum(1).mean():.0f}")

# %%
exercises.length_of_latents.reveal()

# %% [markdown]
# Nearly all latents lie in a shell around the origin, and **none of the 10,000 comes near the middle**.
#
# So a straight line is a poor route from one latent to another: half-way along it the length is only about
# √16 = 4, where the forger was seldom asked to paint. We stay in the shell instead.
#
# Three latents span a globe of radius √32, and two angles, longitude and latitude, name every place on it. (You
# needn't follow the geometry in the cell.)


# %% slideshow={"slide_type": "notes"}
def globe(first, second, third, longitude, latitude):
    """The latent at a place on the globe; the angles in degrees."""
    x = first / first.norm()
    y = second - (second @ x) * x  # less its part along x: now they are at right angles
    y = y / y.norm()
    z = third - (third @ x) * x - (third @ y) * y
    z = z / z.norm()
    east, north = torch.deg2rad(torch.tensor([longitude, latitude], dtype=torch.float32))
    return 32**0.5 * (north.cos() * (east.cos() * x + east.sin() * y) + north.sin() * z)


three = models.sample_latents(3, 32, torch.Generator().manual_seed(3))
print("length 5.66 everywhere:", f"{globe(*three, 24, 12).norm():.2f}", f"{globe(*three, -96, -60).norm():.2f}")

# %% slideshow={"slide_type": "notes"}
world = recordings.load("latent_globe")  # the same run, recorded at 330 places of this globe
places = [globe(*three, east, north) for north in recordings.LATITUDES for east in recordings.LONGITUDES]
print("places:", len(places))
print(f"off the recorded ones by {(torch.stack(places) - world.latents).abs().max():.3f} at most")

# %% [markdown]
# ## A walk through latent space
#
# Two sliders, two forgers: one untrained, one trained. What happens between a cat and a dog? And where do you arrive
# if you walk east to the end?
#
# Click on a slider and use the arrow keys. The recorded pictures travel with the notebook, so you can walk without a
# kernel too.

# %%
exercises.one_place_further

# %%
shape = len(recordings.LATITUDES), len(recordings.LONGITUDES), 28, 28
LatentWalk(
    world[0].samples.reshape(shape),
    world[-1].samples.reshape(shape),
    titles=["Untrained", "Trained"],
    latitudes=recordings.LATITUDES,
    caption="One latent, given to both. Each place is 12 degrees from the next.",
)

# %%
exercises.one_place_further.reveal()

# %% [markdown] slideshow={"slide_type": "notes"}
# Cats live on the half of the globe around 0°, dogs on the half around 180°. At 180° you are where you began: you
# have gone once round.
#
# Here is a map of the trained one's world: every other latitude, every third longitude.

# %% slideshow={"slide_type": "skip"}
trained = world[-1].samples.reshape(shape)  # (11, 30, 28, 28), the south first
north, east = recordings.LATITUDES[9:0:-2], recordings.LONGITUDES[::3]  # 48, 24 ... and -180, -144 ...
names = {"rows": [f"{place}°" for place in north], "heads": [f"{place}°" for place in east], "inches": 9}
exercises.show(plot_pictures(trained[9:0:-2, ::3].reshape(-1, 28, 28), columns=10, **names), "globe")

# %% [markdown] slideshow={"slide_type": "notes"}
# Are neighbours really alike, or does it only look so? Measure how far each portrait is from its eastern neighbour,
# in the space of 784 numbers. For comparison: how far apart are two of the master's portraits?

# %% slideshow={"slide_type": "notes"}
world_of_greys = torch.from_numpy(trained) / 127.5 - 1  # (11, 30, 28, 28), from -1 to 1
to_neighbour = (world_of_greys - world_of_greys.roll(-1, dims=1)).flatten(2).norm(dim=2)  # (11, 30)
to_a_stranger = torch.cdist(pets.data[:200].flatten(1), pets.data[200:400].flatten(1))
print(f"eastern neighbours: {to_neighbour.mean():.1f} on average, {to_neighbour.max():.1f} at most")
print(f"two of the master's portraits: {to_a_stranger.mean():.1f} on average")

# %% [markdown] slideshow={"slide_type": "notes"}
# Every layer is a *continuous* function: it never jumps, and if the step in the latent is small enough, the picture
# changes as little as you like. Continuity doesn't say how *fast* it changes; that has to be measured. In this run
# **nearby latents give similar pictures nearly everywhere**, and a steep border lies between cats and dogs: there one
# step changes the picture by three quarters of what separates two strangers.
#
# That has a price: on the way from a cat to a dog you have to pass through pictures that aren't quite either. [Lesson
# 08](08_the_full_training_loop.ipynb) counts such strays on the ring.

# %% [markdown]
# ## Your turn
#
# 1. Portraits of 56x56: which layer would you add to the generator, which to the discriminator, and what would each
#    cost? Change copies of the cells above and let `flow` tell you whether you were right.
# 2. Give `globe` three other latents and an untrained `models.ConvGenerator`, and show them with `LatentWalk`.
#    (`as_frame` from `gan_lesson.history` turns pictures into grey levels.)

# %% [markdown]
# <details><summary><b>Answer to 1</b></summary>
#
# One more transposed convolution with window 4, stride 2, border 1: (28 - 1) · 2 + 4 - 2 = 56; from 16 maps to 16,
# say, that is 16 · 16 · 16 = 4,096 weights, and 32 for its batch norm. One more strided convolution in front of the
# expert: (56 + 2 - 4) / 2 + 1 = 28. From 1 map to 1 it has only 17 parameters; from 1 to 8 it has 136, and the next
# layer gets 8 maps to read instead of 1.
# </details>

# %%
exercises.progress()

# %% [markdown]
# ## Summary
#
# - The discriminator is a classifier with hidden layers. Out comes one logit; the loss takes the sigmoid.
# - The generator turns a few random numbers into many pixels; tanh keeps them in the range of the real ones.
# - To an MLP, pixels are a list. A convolution knows neighbours and uses the same filter everywhere.
# - Strided convolutions halve, transposed ones double. A window that's a multiple of the stride makes no
#   checkerboard by itself.
# - Weights start out random, or hidden numbers would stay alike. Batch norm uses the batch in training, and running
#   averages in evaluation.
# - Latents live in a shell around the origin. As you walk there, the pictures never jump; how fast they change
#   has to be measured.
#
# Next: what is each player paid for?

# %% [markdown]
# ## Read more
#
# - Goodfellow et al. 2014, *Generative Adversarial Nets*, [arXiv 1406.2661](https://arxiv.org/abs/1406.2661),
#   section 3: the two networks and what they are asked to do.
# - Radford, Metz & Chintala 2016, *DCGAN*, [arXiv 1511.06434](https://arxiv.org/abs/1511.06434): the architecture is
#   section 3, walks through latent space are section 6.1.
# - Dumoulin & Visin 2016, *A guide to convolution arithmetic for deep learning*,
#   [arXiv 1603.07285](https://arxiv.org/abs/1603.07285): chapter 2 for convolutions, chapter 4 for transposed ones,
#   with pictures.
# - Odena, Dumoulin & Olah 2016, [*Deconvolution and checkerboard artifacts*](https://doi.org/10.23915/distill.00003),
#   Distill.
# - Ioffe & Szegedy 2015, *Batch Normalization*, [arXiv 1502.03167](https://arxiv.org/abs/1502.03167): algorithm 1.
#   Santurkar et al. 2018, [arXiv 1805.11604](https://arxiv.org/abs/1805.11604), argue about why it helps.

# %% [markdown]
# Previous: [04 · The forger and the expert](04_the_forger_and_the_expert.ipynb).
# Next: [06 · The rules of the game](06_the_rules_of_the_game.ipynb).
