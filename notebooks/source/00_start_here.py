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
# # 00 · Start here
#
# **What will I make, and does my machine work?**
#
# You will be able to
#
# - say what you will have built by the end of this course;
# - run a cell, play a recorded run and stop a cell that takes too long;
# - check that your machine has what the course needs;
# - write a first function, and let a check tell you whether it is right.
#
# About 20 minutes. Click into the grey cell below and press Shift and Enter. That runs it and moves on to the next
# one. If red text appears instead of pictures, the set-up isn't complete: the README says what to run.
#
# If you didn't start the course with `run.py lab`, the stored pictures and questions may not respond at first. Choose
# *Trust Notebook* in the command palette (Ctrl, Shift and C), or run the cells.

# %%
from gan_lesson import recordings
from gan_lesson.widgets import EpochPlayer

portraits = recordings.load("portraits")
EpochPlayer(portraits, originals=portraits.real)

# %% [markdown]
# Press **Play**, or drag the slider. What you see is one training run, recorded: 64 pictures that begin as grey noise
# and end as dogs and cats. A *neural network*, a long calculation with thousands of adjustable numbers, painted them.
# It learned from portraits that a small program had drawn. None of the 64 is a copy (click on one to see the portrait
# that comes nearest), and nobody told the network what a dog is.
#
# By the end of this course you will have written the loop that does this. You will understand every line of it, and
# you will be able to repair it when it breaks.

# %% [markdown]
# ## What you need to know
#
# - **Python:** functions, loops, lists, and a little NumPy (adding and multiplying whole arrays). PyTorch, the library
#   for neural networks, is explained as it comes up.
# - **Mathematics:** the equation of a straight line, means, logarithms and exponentials, and the idea that a
#   derivative is a slope. Probabilities, vectors and anything with a Greek letter are explained on the way.
# - **Machine learning:** nothing. If you have trained a classifier before, [lesson 01](01_telling_dogs_from_cats.ipynb)
#   will be quick.

# %% [markdown]
# ## Does my machine work?
#
# The next cell looks for everything the course needs, and tells you in words if something is missing.

# %%
from gan_lesson.props.machine import check_machine

check_machine()

# %% [markdown]
# From here on you need neither an internet connection nor a graphics card. The neural networks in this course are so
# small that a laptop's processor trains them in seconds, or in a few minutes at most.

# %% [markdown]
# ## What else can machine learning do?
#
# Most of what you hear about machine learning is about finding patterns and using them to *classify* (is this a dog
# or a cat?) or to *regress*, which means to predict a number (how old is this dog?). You show it a picture and get an
# answer. Is that all it can do?
#
# Here is your first prediction. Choose an answer, then run the cell below it.

# %%
from gan_lesson.exercises import lesson_00 as exercises

exercises.another_kind

# %%
exercises.another_kind.reveal()

# %% [markdown]
# ## The story in four sentences
#
# A town is about to auction an old master's paintings. A *forger* would like to sell fakes there, though he paints
# badly, and an *art expert* has to approve every painting, though she is new to the job. Each rejection tells the
# forger what was wrong, and each better forgery teaches the expert to look more closely. The forgery becomes
# excellent only when both of them have become strong.
#
# The forger will be a neural network, the *generator*. The expert will be another, the *discriminator*. Together they
# are a *generative adversarial network*, a GAN. [Lesson 04](04_the_forger_and_the_expert.ipynb) tells the story
# properly, and says where it breaks.

# %% [markdown]
# ## How a lesson works
#
# - **Predict.** Before most pictures comes a question, like the one above. Commit to an answer before you look: a
#   wrong guess teaches you more than no guess.
# - **Run.** Shift and Enter runs a grey cell. Change anything you like: Ctrl and Z undoes it. The *kernel* is the
#   Python program behind the notebook, which remembers your variables from cell to cell. *Restart Kernel and Run All
#   Cells* in the menu makes it forget them and computes everything afresh.
# - **Play.** Recorded runs have a player like the one above. Click on its slider, then use the arrow keys, Home and
#   End, or Space to play. *Save animation* saves the run as an animated GIF.

# %% [markdown]
# - **Stop.** A long cell shows how much is left. The square button in the bar at the top stops it (or press Esc, and
#   then I twice). What it has made so far is kept, and if you ran all cells at once, the ones below are not run.
#
# Try stopping a cell. The next one takes four seconds: find the square button, run the cell, and stop it half-way.

# %%
import time

from gan_lesson.progress import progress

seconds = 0
for _ in progress(range(40), 40, "tenths of a second"):
    time.sleep(0.1)
    seconds += 0.1
print(f"{seconds:.1f} of 4.0 seconds")

# %% [markdown]
# ## A warm-up
#
# There is one more part to every lesson. You **write** the central functions once yourself, in cells that contain
# only their first lines, and a check tells you whether you are right, and if not, why. Later cells never depend on
# what you wrote, so nothing breaks if you skip one.
#
# Here is a small one. A grey picture is a table of pixels, and each pixel is one number: how bright it is. How many
# pixels does a picture of a given height and width have?
#
# Put your answer in place of the three dots, run the cell, then run the check below it. Get it wrong first, on
# purpose: return `height + width`, and see what the check has to say.


# %% tags=["exercise"]
def pixels(height, width):
    """The number of pixels of a picture."""
    ...


# %%
exercises.pixels.check(pixels)
# exercises.pixels.hint()
# exercises.pixels.solution()

# %% [markdown]
# If you are stuck, unfold *A hint* below the verdict: it leads to a second hint and a third. Once you have written
# something, the solution comes after the last hint. `hint()` and `solution()` show the same when you remove the `#` in
# front of them.

# %% [markdown]
# ## The map
#
# - [01](01_telling_dogs_from_cats.ipynb), [02](02_turning_the_question_round.ipynb),
#   [03](03_why_images_are_hard.ipynb): What does it take to tell dogs from cats, and what to *make* them? Why is making
#   harder?
# - [04](04_the_forger_and_the_expert.ipynb), [05](05_the_two_networks.ipynb), [06](06_the_rules_of_the_game.ipynb),
#   [07](07_one_training_step.ipynb): Who are the forger and the expert, what is each paid for, and what happens in one
#   step?
# - **[08](08_the_full_training_loop.ipynb): the full training loop**, on points, on portraits, on real handwriting.
# - [09](09_is_the_forgery_any_good.ipynb): Is the forgery any good? Four suspects on one bench.
# - [10](10_when_training_fails.ipynb), [11](11_better_rules.ipynb): What goes wrong, and what helps? Which games are
#   played today?
# - [12](12_draw_me_a_dog.ipynb): asking for a dog, by a label or in a sentence.
# - [13](13_from_horses_to_zebras.ipynb): turning horses into zebras, with no pairs to learn from.
#
# A last lesson, on a forger of your own, is still being written.

# %% [markdown]
# Every lesson ends with a cell like the next one. It counts what you have done, and keeps the record on this computer,
# for you alone.

# %%
exercises.progress()

# %% [markdown]
# ## Summary
#
# - Machine learning can do more than classify and regress: it can make new data like the data it has seen.
# - A GAN does this with two networks that teach each other.
# - You know how to run, play, stop, predict and write, and your machine is ready.
#
# ## Read more
#
# - The article that this course grew out of: *GANs: Intuition*,
#   [Analytics Vidhya](https://medium.com/analytics-vidhya), on Medium.
# - Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville & Bengio 2014, *Generative Adversarial Nets*,
#   [arXiv 1406.2661](https://arxiv.org/abs/1406.2661): where GANs come from.
# - Computerphile, [*Generative Adversarial Networks (GANs)*](https://www.youtube.com/watch?v=Sw9r8CL98N0): a video.
# - Langr & Bok 2019, [*GANs in Action*](https://www.manning.com/books/gans-in-action): a book.

# %% [markdown]
# Next: [01 · Telling dogs from cats](01_telling_dogs_from_cats.ipynb).
