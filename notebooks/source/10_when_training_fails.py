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
# # 10 · When training fails
#
# **What do you do when a GAN goes wrong?** Six patients are waiting. You look at each of them, say what is wrong,
# prescribe something, and see whether it helps.
#
# You will be able to
#
# - tell six kinds of failure apart by pictures, curves and scores;
# - say for each of them what causes it and what helps;
# - say what a value of a loss means, and what it doesn't;
# - test a remedy so that luck can't pass for a cure;
# - go through your own failing run in a sensible order.
#
# About 95 minutes, of which the computer works for one.

# %%
import torch

from gan_lesson import recordings
from gan_lesson.clinic.cabinet import CABINET, prescribed, remedy
from gan_lesson.clinic.diagnosis import diagnose
from gan_lesson.clinic.patients import PATIENTS
from gan_lesson.clinic.recipe import LATENT_DIM, generator_of
from gan_lesson.clinic.recording import last_of, recorded
from gan_lesson.clinic.tried import SEEDS, TRIED
from gan_lesson.exercises import lesson_10 as exercises
from gan_lesson.plots import lesson_10 as plots
from gan_lesson.recordings import unnamed
from gan_lesson.widgets import EpochPlayer, LossDecoder

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## The waiting room
#
# All patients live in the plane, so a run takes only a second or two. Most of them should have learned the ring of
# eight clusters from [lesson 08](08_the_full_training_loop.ipynb). Each fails *reliably*: we made ten runs of each,
# with fresh seeds, and not one was healthy in the end.
#
# You have three ways to look at a patient:
#
# - the **pictures**, here points: play the recording from the first look to the last;
# - the **curves** of the losses, below the pictures;
# - the **scores** of [lesson 09](09_is_the_forgery_any_good.ipynb): *clusters covered* and *strays* (fakes that lie
#   in no cluster). Patient 5 has another score of that lesson.
#
# To know what health looks like, here is one of lesson 08's runs.

# %%
EpochPlayer(recordings.load("ring_seed_0"))

# %% [markdown]
# ### The cabinet
#
# Here is what you can prescribe. You know most of it from lessons 05 to 08.

# %% slideshow={"slide_type": "notes"}
for name, one in CABINET.items():
    print(f"{name:20} {one.words}")
print("\nFor example, R1 is", remedy("R1"))

# %% [markdown]
# Seven of these are new. *Fresh statistics* are explained with patient 6, and two others in the next cell. Here are
# the first four.
#
# - **Noise.** Everything that she sees, real or fake, is shaken a little. Two sets of points that don't touch begin
#   to overlap, so she can't be sure of everything.
# - **Smoothed targets.** She is told that a real point is real with probability 0.9 and not 1.
# - **Packing.** She is handed four points at a time, all real or all fake. Real ones differ from each other. Four
#   fakes that are all alike give themselves away.
# - **Another start.** His first weights are drawn in another way. *Orthogonal* weights are random too, but a hidden
#   layer with them neither stretches nor shrinks its input.
#
# Does each of them help? You will see. Some are in the cabinet only because they are often recommended.

# %% [markdown]
# - **Augmentation.** Before she sees a point, real or fake, it is turned about the middle by a random angle of at most
#   0.3 radians (17°). That makes it harder for her to learn by heart where the real points lie. Why doesn't he learn to
#   paint turned points? His are turned as well, and his gradient passes through the turn. Pictures are shifted,
#   recoloured or covered in part ([Zhao and others, 2020](https://arxiv.org/abs/2006.10738); [Karras and others,
#   2020](https://arxiv.org/abs/2006.06676)).
# - **Spectral norm.** The weights of each of her layers are divided by the most that they can stretch anything, so that
#   her logit can't be steeper than a limit, *anywhere* ([Miyato and others,
#   2018](https://arxiv.org/abs/1802.05957)). R1 asks for a small slope too, but only at real points, and only by a
#   penalty. The limit is `slope`: how far her logit may move for one standard deviation of the data.

# %% [markdown]
# ## Patient 1
#
# *"Her loss is at 0, and the pictures stand still."*
#
# She had 300 updates before he made his first move. He minimises log(1 - D), the first of the two losses in
# [lesson 06](06_the_rules_of_the_game.ipynb). His first weights let his points begin close together.

# %%
EpochPlayer(recordings.load("clinic_1"))

# %%
exercises.patient_1

# %%
print(diagnose(recordings.load("clinic_1")))

# %%
exercises.patient_1.reveal()

# %% [markdown]
# This is a **vanishing gradient**. She is sure of every fake: D is next to 0 there, and stays next to 0 wherever he
# might move, so log(1 - D) is almost flat ([Arjovsky and Bottou, 2017](https://arxiv.org/abs/1701.04862)).
# No learning rate helps somebody who has no slope.
#
# (Adam would enlarge even a tiny gradient, since it divides each one by its usual size. To that size it adds a small
# number, epsilon, so as never to divide by 0. This patient has a large epsilon, 0.01, a million times PyTorch's own.
# So gradients far below 0.01 stay tiny.)

# %% [markdown]
# `diagnose` has read the recording and put what it saw into words. It also says what a recording can't show.
#
# **Prescribe something.** Return the settings to change: `remedy("R1")` takes one from the cabinet, and
# `{"d_rate": 0.001}` is one of your own. The check trains the patient anew with two fresh seeds, in a few seconds. If
# only one of the two runs is healthy, it makes two more, and then three of the four must be. Be wrong as often as you
# like: the check tells you what happened.


# %% tags=["exercise"]
def treat_patient_1():
    """The settings to change, such as {"d_rate": 0.001} or remedy("R1")."""
    ...


# %%
exercises.treat_patient_1.check(treat_patient_1)
# exercises.treat_patient_1.hint()
# exercises.treat_patient_1.solution()

# %% [markdown]
# Here he is without and with the remedy, from the same first weights. (This trains for a second or two.)

# %%
cure = exercises.treat_patient_1.function()
treated = last_of(recorded(prescribed(PATIENTS[1].recipe, cure), seed=0, title="Patient 1, treated"))
EpochPlayer(recordings.load("clinic_1"), treated)

# %% [markdown]
# ## Patient 2
#
# *"All the pictures are alike."*
#
# He makes ten updates for each of hers.

# %%
EpochPlayer(recordings.load("clinic_2"))

# %%
exercises.patient_2

# %%
print(diagnose(recordings.load("clinic_2")))

# %%
exercises.patient_2.reveal()

# %% [markdown]
# This is **mode collapse**. In ten updates against an expert who doesn't answer, all his points run to the place that
# she rates highest. Then she moves, that place loses its value, and all of them run to the next one.
#
# The losses don't show it. They are those of an expert who says about 1/2 to everything: what she learns of one place
# is soon out of date. Nor can she notice that the fakes are all alike, since she judges them one by one. What shows
# it is a count of the clusters, or recall.
#
# **Prescribe something.**


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def treat_patient_2():
    """The settings to change."""
    ...


# %%
exercises.treat_patient_2.check(treat_patient_2)
# exercises.treat_patient_2.hint()
# exercises.treat_patient_2.solution()

# %% [markdown]
# ## Patient 3
#
# *"It gets better, then worse, then better, and never ends."*
#
# This one has a single cluster to learn. Both players use Adam with beta1 = 0.9, PyTorch's default: a new gradient
# counts for a tenth, and the older ones push on.

# %%
EpochPlayer(recordings.load("clinic_3"))

# %%
exercises.patient_3

# %%
print(diagnose(recordings.load("clinic_3")))

# %%
exercises.patient_3.reveal()

# %% [markdown]
# This is the circling of [lesson 08](08_the_full_training_loop.ipynb). Two players who both follow a slope needn't
# come to rest, even if each of them does everything right ([Mescheder and others,
# 2018](https://arxiv.org/abs/1801.04406)). Momentum makes it worse.
#
# **Prescribe something.**


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def treat_patient_3():
    """The settings to change."""
    ...


# %%
exercises.treat_patient_3.check(treat_patient_3)
# exercises.treat_patient_3.hint()
# exercises.treat_patient_3.solution()

# %% slideshow={"slide_type": "skip"}
cure = exercises.treat_patient_3.function()
treated = last_of(recorded(prescribed(PATIENTS[3].recipe, cure), seed=0, title="Patient 3, treated"))
EpochPlayer(recordings.load("clinic_3"), treated)

# %% [markdown]
# ## Patient 4
#
# *"All the pictures are alike, and nothing I change helps."*
#
# He has ReLU activations, which give 0 for everything below 0. Somebody set all the biases of his hidden layers to -4.

# %%
exercises.patient_4

# %%
EpochPlayer(recordings.load("clinic_4"))

# %%
generator = generator_of(PATIENTS[4].recipe)
latents = torch.randn(1000, LATENT_DIM, generator=torch.Generator().manual_seed(0))
hidden = generator.layers[:4](latents)  # (1000, 48): after the second ReLU
print("units of the last hidden layer that ever say something:", int((hidden > 0).any(0).sum()), "of", hidden.shape[1])
print(diagnose(recordings.load("clinic_4")))

# %%
exercises.patient_4.reveal()

# %% [markdown]
# He is a **dead generator**. No unit of his last hidden layer ever lets anything through, so the latent makes no
# difference. None of the weights can learn: each of their gradients is exactly 0. All that is left to him are the last
# two biases, one point that he can move about.
#
# The first look is what tells him from patient 2. **Always record the untrained generator.**
#
# **Prescribe something.**


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def treat_patient_4():
    """The settings to change."""
    ...


# %%
exercises.treat_patient_4.check(treat_patient_4)
# exercises.treat_patient_4.hint()
# exercises.treat_patient_4.solution()

# %% [markdown]
# No change of the game could help him, since nothing that she says reaches his hidden layers. (Leaky ReLU would give
# him a slope again. In our runs, that was not enough.)

# %% [markdown]
# ## Patient 5
#
# *"The pictures are lovely. I have only sixteen real ones."*
#
# The real points lie around a circle. He has seen 16 of them.

# %%
exercises.patient_5

# %%
EpochPlayer(recordings.load("clinic_5"))

# %%
print(diagnose(recordings.load("clinic_5")))

# %%
exercises.patient_5.reveal()

# %% [markdown]
# He is **memorising**, like the forger with 64 portraits in [lesson 09](09_is_the_forgery_any_good.ipynb). The
# losses don't show it, since he does what the game asks of him: to her, *real* means these 16. Without unseen points to
# compare with, nobody would notice.
#
# **Prescribe something.** An honest forger's fakes would be nearer to the training set in 50 % of the cases. The check
# calls him cured at up to 62 %, and if no more than 40 % of his fakes are strays, here points that lie 0.3 or more
# off the circle. Both of its runs must pass.


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def treat_patient_5():
    """The settings to change."""
    ...


# %%
exercises.treat_patient_5.check(treat_patient_5)
# exercises.treat_patient_5.hint()
# exercises.treat_patient_5.solution()

# %% [markdown]
# ## Patient 6
#
# *"The curves look fine, the pictures don't."*
#
# He has batch norm between his layers.

# %%
EpochPlayer(recordings.load("clinic_6"))

# %%
exercises.patient_6

# %% [markdown] slideshow={"slide_type": "notes"}
# Now the same run again, with one difference. In the first panel you are shown the generator in evaluation mode, as
# before, and in the second one in training mode, as *she* saw him.

# %%
in_training = last_of(recorded(PATIENTS[6].recipe, seed=0, title="Patient 6, in training mode", training_mode=True))
as_shown = last_of(recorded(PATIENTS[6].recipe, seed=0, title="Patient 6, as shown"))
same = [a.generator_loss == b.generator_loss for a, b in zip(in_training[1:], as_shown[1:], strict=True)]
print("The curves are the same to the last digit:", all(same))
EpochPlayer(as_shown, in_training)

# %%
exercises.patient_6.reveal()

# %% [markdown]
# The curves are exactly the same, and the pictures are very different. It is the same run, looked at in two ways.
#
# Batch norm subtracts a mean and divides by a spread. In training these are the batch's own. For looking, it keeps
# **running statistics**. They begin at a mean of 0 and a spread of 1, and each batch moves them a little towards its
# own: by a tenth in PyTorch, and by 0.0003 in this patient. So even at the end they are mostly what they began as.
# (Libraries count this share in two ways: 0.01 in one is 0.99 in another.)
#
# **Prescribe something.**


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def treat_patient_6():
    """The settings to change."""
    ...


# %%
exercises.treat_patient_6.check(treat_patient_6)
# exercises.treat_patient_6.hint()
# exercises.treat_patient_6.solution()

# %% [markdown]
# ## Every remedy on every patient
#
# You have tried a few. We have tried every remedy on every patient, in five runs each, with seeds that we hadn't
# used for any choice. A run counts if it was healthy in the end: for the ring, that is at least seven clusters
# and no more than 60 % strays. A cell is filled where at least four of five were (*reliably cured*, below), and empty
# where the remedy would change nothing.
#
# Before you look: which remedy would you expect to help the most patients?

# %%
names = [patient.name.replace(" ", "\n", 1) for patient in PATIENTS.values()]
exercises.show(plots.plot_cabinet(TRIED, names, SEEDS), "cabinet")

# %% [markdown] slideshow={"slide_type": "notes"}
# - **A remedy fits an illness.** None of them reliably cured more than one patient, except *another start*, which cured
#   patients 4 and 6. Nothing but *one move each* helped patient 2. Packing was invented against mode collapse, but his
#   comes from ten moves in a row. Averaged weights helped patient 3 as well. Nothing but
#   other weights helped patient 4, and nothing but more data reliably helped patient 5.
# - **Some did next to nothing.** With a larger batch, leaky ReLU or augmentation, no run became healthy. Noise, falling
#   rates and a slower expert led to one healthy run of 30 each. R1 cured nobody reliably. Elsewhere they may help.
# - **Augmentation** is recommended for patients like patient 5. It didn't help: his points are turned as well, so
#   painting the sixteen still serves him best, and short arcs can be learnt by heart too.

# %% [markdown]
# - **Luck looks like a cure.** For patient 3, each of four remedies worked in one to three of the five runs. With one
#   seed you might have sworn by any of them.
# - **One surprised us.** Smoothed targets cured patient 1, though they change only what she is told of real points.
#   After the head start, her median logit for his fakes was about -8 with them and about -19 without. At -8 his loss
#   has some slope left. An expert who is told 0.9 has no reason to become ever surer of real points.
# - **Spectral norm** cured him too, and nobody else. With the cabinet's limit, that median logit was about -3.
# - **Another start** helped patient 6. With small first weights, the numbers inside him have a spread far below the 1
#   that his statistics begin at. With orthogonal ones, they are closer to it.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Two of them on portraits
#
# Would you know these illnesses in pictures? Two of the patients are back, with the convolutional networks of
# [lesson 05](05_the_two_networks.ipynb) and 2,560 portraits to learn from. Each forger makes 300 updates, so don't
# expect masterpieces. Below the pictures are the losses and two scores of
# [lesson 09](09_is_the_forgery_any_good.ipynb), taken from 256 other pictures: how many are read as pets, and how many
# of the ten kinds of pets are covered.
#
# - One has patient 1's illness: log(1 - D), an expert with a lead of 300 updates, and a large epsilon (0.0001).
# - The other has patient 6's: each batch moves batch norm's running statistics by only 0.0001 of the way.
#
# Here are both, run A on the left and run B on the right.

# %% slideshow={"slide_type": "skip"}
run_a, run_b = unnamed.two_on_portraits()
EpochPlayer(run_a, run_b)

# %% slideshow={"slide_type": "skip"}
exercises.on_portraits

# %% slideshow={"slide_type": "skip"}
print("Run A.", diagnose(run_a))
print("Run B.", diagnose(run_b))

# %% slideshow={"slide_type": "skip"}
exercises.on_portraits.reveal()

# %% [markdown] slideshow={"slide_type": "skip"}
# The scores don't say why there are so few pets. Pictures and curves do:
#
# | | pictures | her loss at the end | read as pets |
# |---|---|---|---|
# | run A | grey, and they don't move | 0.00 | 0 % |
# | run B | nearly black, with bright specks | 1.38 | 1 % |
#
# Now each of them with a remedy, for A the non-saturating loss, for B fresh statistics. For B, nothing was trained
# differently: the same generator is looked at in another way.

# %% slideshow={"slide_type": "skip"}
EpochPlayer(*unnamed.two_on_portraits(treated=True))

# %% [markdown] slideshow={"slide_type": "skip"}
# With the remedies, 23 % of the pictures are read as pets at the end of either run. Portraits are harder than a ring,
# so here we called a run healthy if, at its end, at least 10 % of 256 pictures were read as pets and at least 4 of the
# 10 kinds were covered. With ten seeds that we hadn't used for any choice, no run was healthy without a remedy. With
# one, 4 of 5 runs were healthy for A, where we treated only five, and 9 of 10 for B.

# %% [markdown]
# ## What a loss says
#
# First, a question.

# %%
exercises.rising_loss

# %%
run = recordings.load("few_portraits")  # lesson 09's forger with 64 portraits
for look in run:
    if look.epoch in (250, 3000):
        pets = look.metrics["read as pets, %"]
        print(f"epoch {look.epoch:>5}: his loss {look.generator_loss:.2f}, {pets:.0f} % read as pets")

# %%
exercises.rising_loss.reveal()

# %% [markdown]
# That was one curve. Here are more: all patients, a healthy run, and the forger with 64 portraits. **Point
# at a curve**, with the mouse, a finger or the arrow keys. The decoder reads the numbers there, and says what they
# mean, what they don't, and what to ask next. Decide what you expect; then show the samples.
#
# Her loss is a sum: what the real ones cost her, and what the fakes do. If she says 1/2 to everything, it is
# 2 log 2 = 1.39. (Some programs take the mean of the two. Then it is log 2 = 0.69.) His loss is the non-saturating one,
# except patient 1's.

# %%
curves = {f"Patient {number}": recordings.load(f"clinic_{number}") for number in PATIENTS}
curves["A healthy run"] = recordings.load("ring_seed_0")
curves["64 portraits"] = run
curves["A pair: A and B"] = unnamed.two_with_the_same_losses()
LossDecoder(curves, caption="D and other probabilities are geometric means here, as a mean of logarithms gives them.")

# %% [markdown] slideshow={"slide_type": "skip"}
# Now choose the last in the list, *A pair: A and B*, and leave the samples hidden. They are two runs, each with eight
# clusters to learn. In the second half, their losses are never more than 0.04 apart.

# %% slideshow={"slide_type": "skip"}
exercises.same_curves

# %% [markdown] slideshow={"slide_type": "skip"}
# Show the samples.

# %% slideshow={"slide_type": "skip"}
exercises.same_curves.reveal()

# %% [markdown]
# Why does a loss say so little about the pictures? Above all because **it is measured against an opponent who
# changes.** You have met three other reasons: she judges fakes one by one (patient 2), she knows nothing but the
# training set (patient 5), and she sees him in training mode (patient 6).

# %% [markdown]
# ## For your own run
#
# Go through these questions from the top, and stop at the first *yes*. The order matters: the first ones are quickly
# answered, and while one of them has a *yes*, the later answers mean little. (The picture fits on one page, if you
# want it on your wall.)

# %% slideshow={"slide_type": "skip"}
exercises.show(plots.plot_flow_chart(), "flow")

# %% [markdown]
# In words, with the way back to each patient:
#
# 1. Are there numbers that aren't finite? Lower both rates, and look at your data.
# 2. Are all fakes exactly the same, from the first look on? <a href="#Patient-4">Patient 4</a>.
# 3. Do the same latents look fine in training mode? <a href="#Patient-6">Patient 6</a>.
# 4. Is her loss next to 0, and do the fakes stand still? <a href="#Patient-1">Patient 1</a>.
# 5. Are the fakes more alike than the real ones? <a href="#Patient-2">Patient 2</a>.
# 6. Do they get better and worse, without end? <a href="#Patient-3">Patient 3</a>.
# 7. Are they nearer to the training set than to unseen data? <a href="#Patient-5">Patient 5</a>.
#
# Seven times *no*? Then train longer, with five seeds, and put your scores beside real against real.

# %% [markdown]
# `diagnose(history)` asks most of these questions for you. It can't know what another seed would do, how he paints in
# training mode, or, unless copies were counted, whether he copies. Of pictures it sees whether they are alike and
# whether they move, but without a score, such as the share that is read as pets, it can't know whether they are any
# good. And where it finds nothing, a run may still fail in a way that it doesn't know.

# %%
exercises.loss_at_zero

# %%
exercises.all_alike

# %%
exercises.first_thing

# %% [markdown]
# ## Summary
#
# - Look at pictures, curves and scores, from the untrained generator on. None of the three is enough.
# - *Her loss is at 0, and nothing moves*: his gradient has vanished. Change his loss, or smooth her targets.
# - *All alike*: if his first fakes differed, it is mode collapse. Let her move as often as he does. If they never did,
#   he is a dead generator and needs other first weights.
# - *Better, worse, better*: they are circling. Take away momentum, or average his weights.
# - *Nearer to training than to unseen data*: he copies, and the losses don't show it. More data helps.
# - *Good curves, bad pictures*: if training mode looks better, measure the statistics anew.
# - A loss is measured against an opponent who changes.
# - Change one thing at a time, and judge it on several seeds that you haven't used for choosing.

# %% [markdown]
# ## Read more
#
# - Arjovsky & Bottou 2017, *Towards principled methods for training generative adversarial networks*,
#   [arXiv 1701.04862](https://arxiv.org/abs/1701.04862): the vanishing gradient (theorem 2.4), and noise (section 3).
# - Salimans, Goodfellow, Zaremba, Cheung, Radford & Chen 2016, *Improved techniques for training GANs*,
#   [arXiv 1606.03498](https://arxiv.org/abs/1606.03498): judging several together (section 3.2), smoothed targets
#   (3.4).
# - Lin, Khetan, Fanti & Oh 2018, *PacGAN: the power of two samples in generative adversarial networks*,
#   [arXiv 1712.04086](https://arxiv.org/abs/1712.04086).
# - Mescheder, Geiger & Nowozin 2018, *Which training methods for GANs do actually converge?*,
#   [arXiv 1801.04406](https://arxiv.org/abs/1801.04406): circling, and R1 (equation 9).
# - Heusel, Ramsauer, Unterthiner, Nessler & Hochreiter 2017, *GANs trained by a two time-scale update rule converge to
#   a local Nash equilibrium*, [arXiv 1706.08500](https://arxiv.org/abs/1706.08500): a rate for each player.
# - Metz, Poole, Pfau & Sohl-Dickstein 2017, *Unrolled generative adversarial networks*,
#   [arXiv 1611.02163](https://arxiv.org/abs/1611.02163): a ring on which a GAN jumps from cluster to cluster, like
#   patient 2.

# %% [markdown]
# - Miyato, Kataoka, Koyama & Yoshida 2018, *Spectral normalization for generative adversarial networks*,
#   [arXiv 1802.05957](https://arxiv.org/abs/1802.05957): lesson 11 uses it too.
# - Zhao, Liu, Lin, Zhu & Han 2020, *Differentiable augmentation for data-efficient GAN training*,
#   [arXiv 2006.10738](https://arxiv.org/abs/2006.10738).
# - Karras, Aittala, Hellsten, Laine, Lehtinen & Aila 2020, *Training generative adversarial networks with limited
#   data*, [arXiv 2006.06676](https://arxiv.org/abs/2006.06676): which augmentations show in the fakes, and which don't.

# %%
exercises.progress()

# %% [markdown]
# Previous: [09 · Is the forgery any good?](09_is_the_forgery_any_good.ipynb).
# Next: [11 · Better rules](11_better_rules.ipynb).
