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
# # 11 · Better rules
#
# **Which games are played today?** The players stay the same, but their pay changes. You write the penalties that made
# GANs steadier, and put seven sets of rules side by side: on a ring, on a grid, and five of them on portraits.
#
# You will be able to
#
# - compare the Jensen-Shannon divergence with the Wasserstein distance, and say what each leaves for the forger;
# - say what a critic is, what clipping does to her, and what the gradient penalty asks of her instead, and where;
# - write the gradient penalty and R1, and say why R1 needs no fakes;
# - compare rules fairly: the same data, networks and number of epochs, and several seeds;
# - say what a GAN of today is made of, and where GANs stand beside diffusion.
#
# About 90 minutes, of which the computer works for one.

# %%
import torch
from torch import nn

from gan_lesson import datasets, losses, models, training
from gan_lesson.evaluation.metrics import coverage_of
from gan_lesson.exercises import lesson_11 as exercises
from gan_lesson.history import History
from gan_lesson.plots import lesson_11 as plots
from gan_lesson.recordings import rules
from gan_lesson.widgets import CriticExplorer, DensityDuel, RunComparison

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## Where the first game goes flat
#
# In [lesson 06](06_the_rules_of_the_game.ipynb) you found what the forger makes small when she always has the best
# answer: the Jensen-Shannon divergence between the real density and his. And you saw the saturating gradient die when
# the two are far apart. Here is that explorer again, with the hills, which end on both sides. Slide the fakes until
# they no longer overlap with the real data.

# %%
DensityDuel(place=2.0, shape="hill", title="Two hills that end")

# %% [markdown]
# Once they don't overlap, she is sure everywhere, and V stands still. If he moves a little nearer, she is just as sure,
# so V has no slope for him to follow. Pictures are like that at the start of a training run: his fakes and the real
# ones lie in different parts of a space of 784 dimensions.
#
# Is there another distance, one that knows *how far* apart they are?

# %% [markdown]
# ## Moving sand
#
# Think of the fakes as a heap of sand, and of the real data as the heap that it should become. Somebody has to carry
# the sand, grain by grain. The **Wasserstein distance** (strictly, Wasserstein-1, or *earth mover's distance*) is how
# far a grain has to be carried, on average, with the best plan.
#
# Finding the best plan can be hard. On a line it's easy: never let two grains overtake each other.
#
# **Write it** for two samples with equally many numbers.


# %% tags=["exercise"]
def wasserstein_on_a_line(real, fake):
    """The Wasserstein-1 distance of two samples of numbers, (n,) each."""
    ...


# %%
exercises.wasserstein_on_a_line.check(wasserstein_on_a_line)
# exercises.wasserstein_on_a_line.hint()
# exercises.wasserstein_on_a_line.solution()

# %% [markdown]
# Now slide two hills apart and measure both distances, Jensen-Shannon and Wasserstein. Each hill is 2 wide, half as
# wide as those in the explorer.

# %%
exercises.apart

# %%
x = torch.linspace(-2, 7, 1801, dtype=torch.float64)
entropy = torch.special.entr  # -p log p, and 0 where p is 0


def hill(place):
    """Shares of the sand at each x: a hill from place - 1 to place + 1."""
    heights = (1 - (x - place) ** 2).clamp(min=0)
    return heights / heights.sum()


def jensen_shannon(p, q):
    return (entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2).sum()


def wasserstein(p, q):
    """The difference of the running sums is what must still pass each place: add up its size, times the step."""
    return (p.cumsum(0) - q.cumsum(0)).abs().sum() * (x[1] - x[0])


# %%
places = torch.arange(0, 6.01, 0.1, dtype=torch.float64)
js = torch.stack([jensen_shannon(hill(0), hill(place)) for place in places])
w = torch.stack([wasserstein(hill(0), hill(place)) for place in places])
for place in (1, 2, 3, 5):
    print(f"fakes at {place}: Jensen-Shannon {js[10 * place]:.3f}, Wasserstein {w[10 * place]:.3f}")

# %%
exercises.apart.reveal()

# %% [markdown]
# Jensen-Shannon rises to log 2 = 0.693 and stays there. The Wasserstein distance is the shift itself, so its slope is 1
# however far away the fakes are.

# %% [markdown]
# ## A critic
#
# How can a network measure that way? There is a theorem for it (Kantorovich and Rubinstein; equation 2 of [Arjovsky
# and others, 2017](https://arxiv.org/abs/1701.07875)). Give each place x a score f(x). Then
#
# $$W = \max_f \;\bigl( \mathbb{E}_x[f(x)] - \mathbb{E}_z[f(G(z))] \bigr),$$
#
# the mean score of real data less that of fakes, for the best f **whose slope is nowhere steeper than 1**. (Such an f
# is called *1-Lipschitz*.) The limit is what makes it a distance. Without it, doubling f would double the number, and
# there would be no largest.
#
# So she no longer says *real* or *fake*. Her network is the same and still returns one number, but it is a score
# instead of a logit: high for real, low for fake, and only differences count. A discriminator of this kind is called a
# **critic**. Her loss is E[f(G(z))] - E[f(x)], and his is -E[f(G(z))].

# %% [markdown]
# What do the two leave for the forger? Take the first explorer's hills, which are 4 wide from end to end (the slider
# calls that a width of 1). Let both judges be the best that they can be: D* from lesson 06, and a critic with the best
# f. With the fakes at 6, the hills have nothing in common.

# %%
exercises.slope_left

# %%
CriticExplorer(caption="Slide the fakes to 6. What is measured is drawn as far as they have been.")

# %%
exercises.slope_left.reveal()

# %% [markdown]
# Between the hills there is nobody, so D* may be anything there. But all the sand has to pass. So the best score keeps
# its slope of 1 in the gap, too, and leads each fake to the real data. (The explorer writes -1, since the score falls
# from left to right. A slope of 1 means here how steep it is.)
#
# Make the fakes wider and slide them back to 0: some sand now has to go to the left and some to the right. On a line,
# the best score rises in the direction in which the sand has to go.

# %% [markdown]
# Do networks learn this? Real data come from a bell at 0, and the fakes from one at 6. We train an expert with the
# first game's loss, and a critic. (You'll see in a moment how the critic's slope is limited.)

# %%
draws = torch.Generator().manual_seed(0)


def judge_of(loss, penalty=None):
    """A network that has learned to tell a bell at 0 from a bell at 6."""
    torch.manual_seed(0)
    judge = models.MLPDiscriminator((1,), hidden=(32, 32))
    adam = torch.optim.Adam(judge.parameters(), lr=0.005)
    for step in range(400):
        real, fake = 0.5 * torch.randn(128, 1, generator=draws), 6 + 0.5 * torch.randn(128, 1, generator=draws)
        now = penalty if step >= 50 else None  # first she learns which way is up
        training.discriminator_step(judge, real, fake, adam, loss=loss, penalty=now)
    return judge


# %%
def limit_her_slope(critic, real, fake):
    return 10 * losses.gradient_penalty(critic, real, fake, torch.rand(len(real), generator=draws))


line = torch.linspace(-2, 8, 501)[:, None].requires_grad_()  # (501, 1)
expert = judge_of(losses.discriminator_loss)
critic = judge_of(losses.wasserstein_critic_loss, limit_her_slope)
chance, scores = expert(line).sigmoid(), critic(line)
bells = {"real": torch.exp(-2 * line[:, 0] ** 2), "fake": torch.exp(-2 * (line[:, 0] - 6) ** 2)}
judges = {
    "the expert": (chance.detach().numpy(), "D(x)"),
    "the critic": (scores.detach().numpy(), "score f(x)"),
}
figure = plots.plot_judges(line[:, 0].detach().numpy(), {k: v.detach().numpy() for k, v in bells.items()}, judges)
exercises.show(figure, "judges")

# %%
slopes = {
    "the expert": torch.autograd.grad(chance.sum(), line)[0][:, 0],
    "the critic": torch.autograd.grad(scores.sum(), line)[0][:, 0],
}
for name, slope in slopes.items():
    at_fakes = slope[line[:, 0] > 5.5][:50].mean()
    words = "almost 0" if abs(at_fakes) < 0.05 else "about -1" if -1.6 < at_fakes < -0.7 else "something else"
    print(f"{name}: the slope where the fakes lie is {words}")

# %% [markdown]
# The expert's D is flat where the fakes are: she is sure of all of them. The critic's score slopes all the way from the
# fakes to the real data, and tells each fake which way to go. (The non-saturating loss of lesson 06 is another remedy
# for this: it follows the slope of the expert's logit, which hasn't died.)

# %% [markdown]
# ## Clipping, the first way to limit her
#
# A network's slope is limited if its weights are. So Arjovsky and others clip them: after each of her steps, every
# weight above a limit c is set to c, and every weight below -c to -c. `training.clip_weights` does that. (The authors
# themselves call it "a clearly terrible way to enforce a Lipschitz constraint", and ask for better ones.)
#
# We have recorded a critic on lesson 08's ring whose weights were clipped to ±0.1 for 60 epochs. Where did her weights
# go?

# %%
exercises.clipped_weights

# %%
on_the_ring = rules.load(rules.RING)
weights = {name: on_the_ring.played[name].weights for name in ("clipped critic", "gradient penalty")}
at_the_limits = {name: (abs(abs(some) - 0.1) < 0.007).mean() for name, some in weights.items()}
for name, share in at_the_limits.items():
    print(f"{name}: near ±0.1", "more than half" if share > 1 / 2 else "less than a tenth" if share < 0.1 else "some")
exercises.show(plots.plot_weights(weights, reach=0.4, limit=0.1), "weights")

# %%
exercises.clipped_weights.reveal()

# %% [markdown]
# In this run they pile up at the two limits, as Gulrajani and others (2017, figure 1) found too. Clipping, they show,
# pushes a critic towards landscapes that are too simple. And it's hard to say what slope a given c allows, because the
# weights of all layers multiply. If c is too small, the gradients die out on their way back through the layers; if it's
# too large, she needs a long time to reach her best scores.

# %% [markdown]
# ## The gradient penalty
#
# [Gulrajani and others (2017)](https://arxiv.org/abs/1704.00028) limit the slope itself. In more than one dimension
# that is the length of the gradient of her score with respect to x. The best critic, they show (proposition 1), has a
# gradient of length exactly 1 on the straight lines between a real one and the fake that the best plan carries there.
# So they add to her loss
#
# $$\lambda\,\mathbb{E}_{\hat x}\bigl[(\lVert\nabla_{\hat x}f(\hat x)\rVert-1)^2\bigr]\qquad\text{(equation 3)}$$
#
# at places $\hat x$ = s · real + (1 - s) · fake, between a real one and a fake, with s drawn evenly from 0 to 1. The
# weight λ is 10 in the paper.
#
# Mind the two things that it says. **What:** the slope should *be* 1; flatter is punished too. **Where:** on lines
# between real and fake, and nowhere else.

# %% [markdown]
# (Lesson 08's R1 is *a* penalty on her gradient as well. In papers, *the* gradient penalty usually means this one.)
#
# **Write it**, without λ. `shares` holds an s for each row. A gradient with respect to x comes from
# `torch.autograd.grad`. The penalty is made of that gradient and will itself be differentiated, so autograd has to
# record how the gradient was computed: `create_graph=True`.


# %% tags=["exercise"]
def gradient_penalty(critic, real, fake, shares):
    """The mean of (length of the gradient - 1)² at places between real and fake; shares (batch,)."""
    ...


# %%
exercises.gradient_penalty.check(gradient_penalty)
# exercises.gradient_penalty.hint()
# exercises.gradient_penalty.solution()

# %% [markdown]
# One warning: a critic with a gradient penalty must not have batch norm. Each score would then depend on the whole
# batch, and the penalty is about each place by itself. And the penalty asks without forcing: the critic who learned
# to tell a bell at 0 from one at 6 was trained with it, and in that run her slope is above 1 in places.

# %%
exercises.between_or_at

# %% [markdown]
# ## R1
#
# Is a slope of 1 what we want in the end? When the fakes lie on top of the real ones, a critic with slope 1 still
# pushes them. They can swing to and fro, like the players of V = xy in [lesson
# 08](08_the_full_training_loop.ipynb).
#
# [Mescheder, Geiger and Nowozin (2018)](https://arxiv.org/abs/1801.04406) proved that this can keep WGAN (clipping) and
# WGAN-GP (gradient penalty) from coming to rest, even in the smallest game. A remedy is the penalty that you met in
# lesson 08. It pulls the slope to **0**, and only **at the real data**:
#
# $$R_1=\tfrac{\gamma}{2}\,\mathbb{E}_{x}\bigl[\lVert\nabla_x l(x)\rVert^2\bigr]\quad\text{(equation 9; l: her logit)}$$
#
# It needs no fakes. All it asks is that she be flat where the data are, so that once his fakes have arrived,
# nothing pushes them away. Elsewhere she may be as steep as she likes, and show him the way.

# %% [markdown]
# **Write it**, without the weight γ/2, as in lesson 08. It goes with the first game's loss: the discriminator returns
# logits.


# %% tags=["exercise"]
def r1_penalty(discriminator, real):
    """The mean squared length of the discriminator's gradient at real data."""
    ...


# %%
exercises.r1_penalty.check(r1_penalty)
# exercises.r1_penalty.hint()
# exercises.r1_penalty.solution()

# %%
exercises.why_no_fakes

# %% [markdown]
# ## Spectral norm
#
# Both penalties cost a second backward pass. [Miyato and others (2018)](https://arxiv.org/abs/1802.05957) go back to
# the weights, but limit them with more care than clipping. A layer multiplies by a matrix. The largest factor by which
# the matrix can lengthen a vector is its **stretch**, or *spectral norm*. Divide each layer's weights by their stretch,
# and no layer lengthens anything. With an activation like ReLU, which lengthens nothing either, no slope of the network
# can be above 1.

# %% [markdown]
# The stretch is found by going back and forth. Start with a random vector u that has a number for each output. Divide
# Wᵀu by its length: that is v, a direction among the inputs. Wv is what the layer makes of v. The length of Wv is the
# estimate of the stretch, and Wv divided by its length is the next u. Each round turns v nearer to the direction that
# is stretched most. This is the *power iteration*. One round per training step is enough, as weights change slowly.


# %% tags=["exercise"]
def power_step(weight, u):
    """One step of the power iteration: the stretch of a matrix (out, in) as it now seems, and the new u (out,)."""
    ...


# %%
exercises.power_step.check(power_step)
# exercises.power_step.hint()
# exercises.power_step.solution()

# %%
torch.manual_seed(0)
layer = nn.Linear(64, 64)
u, exact = torch.randn(64), torch.linalg.svdvals(layer.weight.detach())[0]
for number in range(1, 51):
    stretch, u = exercises.power_step.function(layer.weight.detach(), u)
    if number in (1, 50):
        print(f"round {number:2}: {100 * stretch / exact:.0f} % of the true stretch")

# %% [markdown]
# ## Other ways to pay
#
# Two more losses are in wide use. *Least squares* ([Mao and others, 2017](https://arxiv.org/abs/1611.04076)) asks for
# an output of 1 for real and 0 for fake, and charges half the square of the difference. *Hinge* ([Lim and Ye,
# 2017](https://arxiv.org/abs/1705.02894)) asks for at least 1 for real and at most -1 for fake, and charges what is
# missing. (His loss is half the squared distance of her output from 1 in the first, and minus her output in the
# second.) Here is what a real one and a fake cost her.

# %%
outputs = torch.linspace(-4, 4, 161)[:, None]  # (161, 1): one output at a time
paid = {
    "cross-entropy": lambda o: (nn.functional.softplus(-o), nn.functional.softplus(o)),
    "least squares": lambda o: ((o - 1) ** 2 / 2, o**2 / 2),
    "hinge": lambda o: ((1 - o).relu(), (1 + o).relu()),
    "Wasserstein": lambda o: (-o, o),
}
curves = {name: [cost[:, 0].numpy() for cost in costs(outputs)] for name, costs in paid.items()}
exercises.show(plots.plot_losses(outputs[:, 0].numpy(), curves), "losses")

# %% [markdown]
# Cross-entropy gets flatter and flatter where she is right. Hinge is exactly flat there: a real one whose output is
# above 1 teaches her nothing more. Least squares even punishes an output that is *too* right. The Wasserstein loss
# falls for ever, and that is why a critic needs a limit.

# %% [markdown]
# ## In pairs
#
# One more idea, and we have what today's baseline is made of. In all these games each picture is judged by itself. A
# **relativistic** discriminator ([Jolicoeur-Martineau, 2018](https://arxiv.org/abs/1807.00734)) judges pairs: *which
# of these two is more real?* She takes the difference of two outputs for the logit:

# %%
real_logits, fake_logits = torch.tensor([3.0, 1.0, 0.0]), torch.tensor([-1.0, 1.0, 2.0])
ahead = real_logits - fake_logits  # by how much each real one is more real than its fake
hers = nn.functional.softplus(-ahead).mean()  # -log sigmoid(ahead)
his = nn.functional.softplus(ahead).mean()  # he wants it the other way round
print(f"hers {hers:.3f} = {losses.relativistic_discriminator_loss(real_logits, fake_logits):.3f}")
print(f"his  {his:.3f} = {losses.relativistic_generator_loss(real_logits, fake_logits):.3f}")

# %% [markdown]
# Why might that help against mode collapse? In the first game *one* boundary is enough for her, with all the fakes
# beyond it, and a forger who crowds everything onto one cluster crosses it with all of them at once. In pairs, each
# fake is measured against some real one, wherever that lies ([Sun and others,
# 2020](https://arxiv.org/abs/2011.04926)).
#
# With pairs alone, the game need not come to rest. [Huang and others (2024)](https://arxiv.org/abs/2501.05441) add R1,
# and **R2**, which is the same penalty at the fakes, and prove that near the equilibrium the game then converges.
# With this loss and plain modern networks, and none of the tricks that had gathered around StyleGAN, their "R3GAN"
# beat StyleGAN2 on the data sets of the paper. With networks like theirs, that is a good baseline for pictures today:
# **relativistic pairs, R1, R2**.

# %% [markdown]
# ## Side by side
#
# Seven sets of rules, one ring: lesson 08's, 2,560 points in eight clusters. Everybody gets the same networks, the same
# latents, 60 epochs with one move each per batch, rates that fall in the second half, and averaged weights. For each
# we tried one to three settings of rates and penalties with seed 0, and kept a good one. Then we ran five seeds, seed 0
# among them.
#
# (With spectral norm she sees the data multiplied by 10: with a slope of at most 1, her output could hardly change
# within a cluster whose standard deviation is 0.05. The gradient penalty has λ = 0.1, as in its authors' code for
# points in the plane. In the two games with a critic, Adam has no momentum.)

# %%
exercises.who_wins

# %%
FIRST = ("plain", "clipped critic", "gradient penalty", "R1")
SECOND = ("plain", "least squares", "hinge, spectral norm", "relativistic, R1 + R2")


def compare(recorded, names, title, caption):
    runs = {name: recorded.played[name].histories for name in names}
    settings = {name: recorded.played[name].settings for name in names}
    return RunComparison(runs, settings=settings, title=title, caption=caption)


# %%
same = "The same ring, networks, latents and epochs."
compare(on_the_ring, FIRST, "Limits on her slope", same)

# %%
compare(on_the_ring, SECOND, "Other ways to pay", same)

# %%
exercises.who_wins.reveal()

# %% [markdown]
# Below are means over five seeds, with the lowest and the highest in brackets. Of 2,500 fakes, those within three
# standard deviations of a centre are of *high quality*; the others are strays. A perfect forger has 98.9 %.
#
# *Spread* is the standard deviation of the high-quality fakes about their centres, divided by that of the real points.
# A perfect forger has 0.97: the few points that lie farther out are not counted.

# %% [markdown]
# | rule | clusters | high quality, % | spread | ms per step |
# |---|---|---|---|---|
# | plain | 8.0 | 91.6 (82.2 to 94.9) | 0.56 (0.43 to 0.77) | 3.1 |
# | least squares | 8.0 | 89.4 (78.0 to 92.6) | 0.61 (0.53 to 0.87) | 3.3 |
# | hinge, spectral norm | 7.2 (4.0 to 8.0) | 65.0 (13.3 to 83.0) | 0.92 (0.69 to 1.43) | 4.5 |
# | clipped critic | 8.0 | 77.4 (73.0 to 81.7) | 0.85 (0.74 to 0.95) | 3.1 |
# | gradient penalty | 8.0 | 89.7 (87.6 to 92.4) | 0.56 (0.54 to 0.58) | 4.4 |
# | R1 | 8.0 | 92.4 (91.6 to 93.3) | 0.56 (0.53 to 0.58) | 4.3 |
# | relativistic, R1 + R2 | 8.0 | 88.3 (86.0 to 89.9) | 0.64 (0.61 to 0.67) | 5.2 |

# %% [markdown]
# Read *high quality* and *spread* together. The plain game's fakes crowd the centres: on average they are spread little
# more than half as widely as the real points. High quality alone flatters that: a forger who paints the eight centres
# and nothing else would have 100 %, and a spread of 0. The two rules with the widest spread, hinge and clipping, also
# have the most strays. None of the seven gets both right.

# %% [markdown]
# In high quality, only R1 did better than the plain game on average, and by less than a percentage point.
# [Lucic and others (2018)](https://arxiv.org/abs/1711.10337) compared rules on pictures. With enough tuning and
# restarts most of them reached similar scores, and the authors found no evidence that any rule was consistently better
# than Goodfellow's non-saturating loss.
#
# Now look at the ranges. What the penalties improved here is the *worst* run. Of the plain game's five, one stayed at
# 82 %; R1's five are all within 2 % of each other. The gradient penalty also found the clusters sooner: all eight were
# covered by epoch 9 with every seed, in the plain game only by epoch 21.

# %% [markdown]
# Clipping finds all eight clusters too, but leaves more strays; perhaps such a critic draws only coarse landscapes.
# Hinge with spectral norm did badly here, and with one seed stopped at four clusters. It was made for pictures, and we
# tried only three settings. None of this ranks the rules for pictures. A ring of eight is an easy case.

# %% [markdown]
# The price: a step takes about 40 % longer with R1 or the gradient penalty, and about 70 % longer with relativistic
# pairs, R1 and R2. (In the two papers on critics she moves five times for each move of his. Here everybody moves once,
# so that all get the same number of steps.)

# %% [markdown] slideshow={"slide_type": "skip"}
# ## On a grid
#
# Twenty-five clusters are harder: two apart, and as narrow as the ring's. All seven rules get a wider forger with four
# latents, an expert who divides the data by their standard deviation (with spectral norm, so as not to be too
# flat, she multiplies them by 3.5), and 72 epochs of 10,240 points in batches of 256. For each rule we tried one or
# two settings with seed 0.

# %% slideshow={"slide_type": "skip"}
same = "The same grid, networks, latents and epochs."
on_the_grid = rules.load(rules.GRID)
compare(on_the_grid, ("plain", "least squares", "gradient penalty", "R1"), "On a grid", same)

# %% [markdown] slideshow={"slide_type": "skip"}
# Means over five seeds, with the lowest and the highest in brackets, counted as on the ring:

# %% [markdown] slideshow={"slide_type": "skip"}
# | rule | clusters | high quality, % | spread | ms per step |
# |---|---|---|---|---|
# | plain | 21.4 (20.0 to 25.0) | 75.3 (42.0 to 87.8) | 0.76 (0.60 to 1.03) | 3.8 |
# | least squares | 25.0 | 90.6 (89.6 to 91.5) | 0.63 (0.59 to 0.70) | 3.7 |
# | hinge, spectral norm | 25.0 | 55.8 (18.4 to 71.8) | 1.04 (0.91 to 1.34) | 4.8 |
# | clipped critic | 22.4 (21.0 to 25.0) | 6.9 (4.1 to 13.4) | 1.48 (1.44 to 1.53) | 3.8 |
# | gradient penalty | 25.0 | 85.2 (80.3 to 89.1) | 0.70 (0.60 to 0.79) | 4.9 |
# | R1 | 25.0 | 88.7 (85.8 to 91.1) | 0.71 (0.60 to 0.84) | 5.2 |
# | relativistic, R1 + R2 | 25.0 | 88.5 (87.2 to 89.4) | 0.73 (0.65 to 0.84) | 6.9 |

# %% [markdown] slideshow={"slide_type": "skip"}
# On the ring, the plain game could keep up. Here it can't: one of its five runs found all 25 clusters, and the other
# four ended with 20 or 21. **Least squares, the gradient penalty, R1 and the relativistic pair found all of them with
# every seed**, and left no more than 20 % strays. So what the rules buy depends on the task. Least squares has no
# penalty and costs no extra time. It leaves the fewest strays here; but look how narrow its spread is.

# %% [markdown] slideshow={"slide_type": "skip"}
# Hinge with spectral norm finds all clusters, too, but on average 44 % of its fakes are strays. The clipped critic
# hardly gets beyond a blur: her forger's fakes have a spread of about 1.5, and so would fakes strewn evenly over the
# plane. (One fake is enough to find a cluster, so even this blur finds 22 of the 25 on average.) The course's own
# recipe for this grid reaches a high quality of 94 %, which none of the seven does. It takes 6,500 steps, and each of
# these runs took 2,880.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## On portraits
#
# Now for pictures. Five of the rules, all but least squares and the clipped critic, play on 4,096 portraits. Everybody
# gets the convolutional networks of lesson 08's recorded portraits, with a forger half as wide, and 16 epochs in
# batches of 32. For each rule we tried one to three settings with seed 0, and eight for relativistic pairs. The
# gradient penalty has the paper's λ = 10. It is computed at every step, and so are R1 and R2 in the relativistic game.
# Where R1 is used alone, it is computed at every eighth step.

# %% slideshow={"slide_type": "skip"}
on_portraits = rules.load(rules.PORTRAITS)
names = ("plain", "hinge, spectral norm", "R1", "relativistic, R1 + R2")
compare(on_portraits, names, "On portraits", "The same portraits, networks, latents and epochs.")

# %% [markdown] slideshow={"slide_type": "skip"}
# | rule | Fréchet distance | precision | recall | pets, % | ms per step |
# |---|---|---|---|---|---|
# | other real portraits | 0.21 (0.19 to 0.22) | 0.90 (0.89 to 0.91) | 0.89 (0.87 to 0.90) | 100.0 | |
# | plain | 2.74 (2.67 to 2.92) | 0.62 (0.60 to 0.66) | 0.21 (0.18 to 0.25) | 85.1 (83.4 to 88.1) | 11.0 |
# | hinge, spectral norm | 2.23 (1.84 to 2.42) | 0.72 (0.71 to 0.75) | 0.21 (0.19 to 0.25) | 87.2 (85.3 to 89.6) |12.0|
# | gradient penalty | 3.70 (3.33 to 4.02) | 0.59 (0.55 to 0.62) | 0.14 (0.10 to 0.17) | 80.9 (80.2 to 81.8) | 15.6 |
# | R1 | 2.29 (2.03 to 2.44) | 0.68 (0.65 to 0.73) | 0.23 (0.21 to 0.26) | 85.1 (80.4 to 89.1) | 10.4 |
# | relativistic, R1 + R2 | 5.31 (4.49 to 6.55) | 0.33 (0.24 to 0.41) | 0.20 (0.17 to 0.23) | 60.0 (51.4 to 72.2) |22.0|

# %% [markdown] slideshow={"slide_type": "skip"}
# Means over five seeds, with the lowest and the highest in brackets. The scores are those of
# [lesson 09](09_is_the_forgery_any_good.ipynb), of 2,048 fakes (precision and recall of 1,024); the curve above counts
# 256.

# %% [markdown] slideshow={"slide_type": "skip"}
# By Fréchet distance, hinge with spectral norm, which did badly on points, is ahead here, with R1 close behind. With
# every seed, both come nearer to real portraits than the plain game's best run; in recall and pets, the three hardly
# differ. The gradient penalty is behind the plain game; its authors let her move five times for each move of his.
# Relativistic pairs come last. Their authors built networks of their own for them and trained for much longer, so this
# says little about the rule itself. It only shows that it doesn't work well with just any networks and rates.
#
# The price has changed as well. At every eighth step, R1 costs nothing that we could measure. The gradient penalty, at
# every step, makes a step about 40 % longer. R1 and R2 at every step double it.

# %% [markdown]
# ## A fork
#
# A comparison from the first step on is one thing. Another is to ask of a run that you already have: what if I changed
# the rules *now*? Restart points make that exact. Below, a run with clipping goes to epoch 20. From there one
# continuation stays as it was, and the other drops the clipping and takes the gradient penalty.

# %%
data = datasets.ring(2560, torch.Generator().manual_seed(0), standard_deviation=0.05)
torch.manual_seed(0)
generator, judge = models.MLPGenerator(latent_dim=2), models.MLPDiscriminator()
run = training.Run(
    generator=generator,
    discriminator=judge,
    batches=training.Batches(data.data, 128, torch.Generator().manual_seed(1), epochs=20),
    g_optimizer=torch.optim.Adam(generator.parameters(), lr=0.002, betas=(0.0, 0.9)),
    d_optimizer=torch.optim.Adam(judge.parameters(), lr=0.004, betas=(0.0, 0.9)),
    random=torch.Generator().manual_seed(2),
    averaged=training.average_of(generator, 0.99),
)


# %%
def a_tenth(critic, real, fake):  # as the paper's authors do for points in the plane
    return 0.1 * losses.gradient_penalty(critic, real, fake, torch.rand(len(real)))


def go_on(history, clip=None, penalty=None):
    pay = losses.wasserstein_critic_loss, losses.wasserstein_generator_loss
    for step in training.train(run, discriminator_loss=pay[0], generator_loss=pay[1], penalty=penalty):
        if clip is not None:
            training.clip_weights(judge, clip)
        history.record(step, run.averaged)


# %%
latents = models.sample_latents(256, 2, torch.Generator().manual_seed(3))
clipped = History(latents, real=data.data[:256], metrics=coverage_of(data), every=2, restart_every=20)
clipped.begin(run.averaged)
go_on(clipped, clip=0.1)

# %%
stayed, forked = clipped.until(20), clipped.until(20)
for history, rule in ((stayed, {"clip": 0.1}), (forked, {"penalty": a_tenth})):
    run.load_state_dict(clipped.restart_point(20))
    run.batches.epochs = 40
    go_on(history, **rule)
settings = {"clipped": {"after epoch 20": "clipped"}, "penalty": {"after epoch 20": "gradient penalty"}}
RunComparison({"clipped": stayed, "penalty": forked}, settings=settings, title="A fork at epoch 20")

# %% [markdown]
# Up to the dashed line the two are the same run, bit for bit; what differs later comes from the rule alone. To try
# another rule, change `{"penalty": a_tenth}` and run the cell again.

# %% [markdown]
# ## What the papers report
#
# You met packing ([Lin and others, 2018](https://arxiv.org/abs/1712.04086)) in lesson 10, where it couldn't help
# patient 2. It was made against mode collapse: show her several at a time, here **two**, both real or both fake, and
# let her judge the pair. If he paints the same thing again and again, a
# pair of his gives him away. Their *PacGAN2* changes nothing else.

# %% [markdown]
# This paper and VEEGAN's ([Srivastava and others, 2017](https://arxiv.org/abs/1705.07761)) measure mode collapse on a
# ring of narrower clusters, with a standard deviation of 0.01. Here are their rows, and below them ours.
# (In *unrolled GAN* the forger looks several of her steps ahead. *VEEGAN* adds a network that leads from data back to
# latents.)

# %% [markdown]
# | set-up | rule | clusters | high quality, % | seconds |
# |---|---|---|---|---|
# | VEEGAN's paper | GAN | 1.0 | 99.3 | |
# | | unrolled GAN | 7.6 | 35.6 | |
# | | VEEGAN | 8.0 | 52.9 | |
# | PacGAN's paper | GAN | 6.3 | 98.2 | |
# | | PacGAN2 | 7.9 | 95.6 | |
# | PacGAN's, shortened | plain GAN | 3.5 (0.0 to 8.0) | 4.4 (0.0 to 14.9) | 4.2 |
# | | pairs, PacGAN2 | 7.9 (7.0 to 8.0) | 13.0 (5.2 to 58.6) | 4.7 |
# | the course's recipe | plain, good rates | 8.0 | 97.5 | 2.6 |

# %% [markdown]
# Our rows are means of ten seeds, with the lowest and the highest in brackets. We shortened PacGAN's set-up a lot:
# 2,000 of its 400,000 steps, at a rate that is thirty times as high at first, with smaller networks (three layers of
# 64 for each player; their forger has four of 400, their expert three of 200). So the fakes aren't sharp yet, and few
# lie within three standard deviations. But a run takes about five seconds and shows the point. With the same rates and
# hidden layers, the plain game found anything from none of the clusters to all eight, depending on the seed; with
# pairs it was 7 or 8. (One fake is enough to find a cluster, and a batch of pairs holds twice as many points. The
# course's recipe has other rates, averaged weights, and data scaled to a standard deviation of 1.)

# %% [markdown]
# The same for their grid of 25, the one that our rules met above:
#
# | set-up | rule | clusters | high quality, % | seconds |
# |---|---|---|---|---|
# | VEEGAN's paper | GAN | 3.3 | 0.5 | |
# | | unrolled GAN | 23.6 | 16.0 | |
# | | VEEGAN | 24.6 | 40.0 | |
# | PacGAN's paper | GAN | 17.3 | 94.8 | |
# | | PacGAN4 | 24.8 | 93.6 | |
# | PacGAN's, shortened | plain GAN | 19.3 (16.0 to 24.0) | 27.0 (5.8 to 68.1) | 15.2 |
# | | pairs, PacGAN2 | 19.9 (17.0 to 21.0) | 7.1 (2.5 to 17.8) | 17.1 |
# | the course's recipe | plain and R1, good rates | 25.0 | 94.0 | 18.7 |

# %% [markdown]
# Again our rows are means of ten seeds, here with 10,000 of PacGAN's 400,000 steps. The plain game missed clusters with
# every seed, and so did the pairs: in so short a time, packing found hardly more of them, and left more strays. With
# the authors' networks and all the steps it may well be otherwise; their packs on the grid were of four.
# (Seconds are one thread's, and not all measured on the same computer.)

# %% [markdown]
# Why PacGAN's set-up and not VEEGAN's? PacGAN's authors published every setting with their code. We know VEEGAN's
# settings for ring and grid only at second hand.

# %% [markdown]
# Look at the plain game once more. On the same kind of ring it has four rows, with 1.0, 6.3, 3.5 and 8.0 clusters.
# **A score belongs to a rule and its set-up together.** Compare only rows of the same set-up.

# %% [markdown]
# ## Where GANs stand today
#
# **Diffusion.** [Ho and others (2020)](https://arxiv.org/abs/2006.11239) train one network to remove a little noise
# from a picture, and paint by starting from noise and removing it in many small steps. There is no opponent, and the
# loss is a squared error. [Dhariwal and Nichol (2021)](https://arxiv.org/abs/2105.05233) reported better FIDs on
# ImageNet, a set of over a million photographs, than those of BigGAN-deep, then one of the best GANs, and better
# coverage of the data. The price is time: the network is called many times for each picture, a generator only once.

# %% [markdown]
# **One step.** So the discriminator came back, to make diffusion fast. In *adversarial diffusion distillation* ([Sauer
# and others, 2023](https://arxiv.org/abs/2311.17042)), a student network learns from a large diffusion model to paint
# in one to four steps, and a discriminator's loss is what keeps its pictures sharp in so few. [Yin and others
# (2024)](https://arxiv.org/abs/2405.14867) added a GAN loss to their distillation as well, and their one-step student
# reached a better FID on ImageNet than its teacher.
#
# **GANs themselves.** StyleGAN2 ([Karras and others, 2020](https://arxiv.org/abs/1912.04958)) trains with the
# non-saturating loss of lesson 06 and with R1, computed only at every 16th step. [Kang and others
# (2023)](https://arxiv.org/abs/2303.05511) trained a GAN of a billion parameters that paints from sentences. R3GAN,
# above, is a simple baseline of 2024.

# %%
exercises.flat_and_far

# %% [markdown]
# ## Summary
#
# - Where real and fake don't overlap, Jensen-Shannon is flat. The Wasserstein distance keeps its slope.
# - A critic gives scores. If her slope is nowhere above 1, the best difference of mean scores is that distance.
# - Clipping limits her weights, and presses many of them to the limits. The gradient penalty asks for a slope of 1 on
#   lines between real and fake.
# - R1 asks for a slope of 0 at the real data. It needs no fakes, and it helps the game to come to rest.
# - Spectral norm divides each layer's weights by their stretch.
# - A baseline today, with fitting networks: pairs, R1 and R2.
# - With good rates, the plain game is among the best on the ring; on the grid it missed clusters. R1 was among the best
#   two on all three tasks. Try rates first.

# %% [markdown]
# ## Read more
#
# - Arjovsky, Chintala & Bottou 2017, *Wasserstein GAN*, [arXiv 1701.07875](https://arxiv.org/abs/1701.07875): the
#   distances are in section 2, the duality is equation 2, clipping is in algorithm 1.
# - Gulrajani, Ahmed, Arjovsky, Dumoulin & Courville 2017, *Improved training of Wasserstein GANs*,
#   [arXiv 1704.00028](https://arxiv.org/abs/1704.00028): equation 3.
# - Mescheder, Geiger & Nowozin 2018, *Which training methods for GANs do actually converge?*,
#   [arXiv 1801.04406](https://arxiv.org/abs/1801.04406): R1 is equation 9, R2 equation 10.
# - Miyato, Kataoka, Koyama & Yoshida 2018, *Spectral normalization for generative adversarial networks*,
#   [arXiv 1802.05957](https://arxiv.org/abs/1802.05957): algorithm 1; the hinge losses are equations 16 and 17.
# - Mao and others 2017, *Least squares generative adversarial networks*,
#   [arXiv 1611.04076](https://arxiv.org/abs/1611.04076): equation 2.
# - Huang, Gokaslan, Kuleshov & Tompkin 2024, *The GAN is dead; long live the GAN!*,
#   [arXiv 2501.05441](https://arxiv.org/abs/2501.05441).
# - Lucic, Kurach, Michalski, Gelly & Bousquet 2018, *Are GANs created equal?*,
#   [arXiv 1711.10337](https://arxiv.org/abs/1711.10337).

# %%
exercises.progress()

# %% [markdown]
# Previous: [10 · When training fails](10_when_training_fails.ipynb).
# Next: [12 · Draw me a dog](12_draw_me_a_dog.ipynb).
