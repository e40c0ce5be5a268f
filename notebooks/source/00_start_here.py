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
# - know that your machine has what the course needs;
# - write a first function, and let a check tell you whether it is right.
#
# About 15 minutes. Click into the next grey cell and press Shift and Enter. That runs it and moves on to the next
# one. If red text appears instead of pictures, the set-up is not complete: the README says what to run.

# %%
from gan_lesson import recordings
from gan_lesson.widgets import EpochPlayer

EpochPlayer(recordings.load("portraits"))

# %% [markdown]
# Press **Play**, or drag the slider. What you see is one training run, recorded: 64 pictures that begin as grey noise
# and end as dogs and cats. A *neural network*, a long calculation with thousands of adjustable numbers, painted them.
# It learned from portraits that a small program had drawn, and copied none of them; nobody told it what a dog is.
#
# By the end of this course you will have written the loop that does this, you will understand each of its lines, and
# you will be able to repair it when it breaks.

# %% [markdown]
# ## Does my machine work?
#
# The next cell looks for everything that the course needs, and says in words what is missing.

# %%
from gan_lesson.props.machine import check_machine

check_machine()

# %% [markdown]
# From here on you need no internet connection and no graphics card. The neural networks in this course are so small
# that a laptop's processor trains them in seconds, or in a few minutes at most.

# %% [markdown]
# ## What else can machine learning do?
#
# Most of what you hear about machine learning is about finding patterns and using them to *classify* (is this a dog
# or a cat?) or to *regress* (how old is this dog?). Show a picture, get an answer. Can it do no more than that?
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
# A town is to auction an old master's paintings. A *forger* would like to sell fakes there, though he paints
# badly, and an *art expert* must approve every painting, but she too is new at it. Each rejection tells the forger
# what was wrong, and each better forgery teaches the expert to look more closely. Only when both have become strong
# is the forgery excellent.
#
# The forger will be a neural network, the *generator*. The expert will be another, the *discriminator*. Together they
# are a *generative adversarial network*, a GAN. Lesson 04 tells the story properly, and says where it breaks.

# %% [markdown]
# ## How a lesson works
#
# - **Predict.** Before a picture comes a question, as above. Commit to an answer before you look: a wrong guess
#   teaches more than no guess. Your choices stay on this machine.
# - **Run.** Grey cells hold Python. Shift and Enter runs one. Change anything you like: Ctrl and Z in a cell takes it
#   back, and *Restart Kernel and Run All Cells* in the menu computes everything afresh.
# - **Play.** Recorded runs have a player like the one above. It is driven by mouse or keyboard: click on the slider,
#   then use the arrow keys, Home and End, or Space to play.
# - **Stop.** A long cell shows how much is left. The square button in the bar at the top stops it (or Esc, and then I
#   twice), and what it has made so far is kept.

# %% [markdown]
# Try to stop a cell. The next one lasts four seconds: find the square button, run the cell, and stop it half-way.

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
# One more thing belongs to a lesson. Each idea you **write** once yourself, in a cell that has only a beginning, and
# a check tells you what it thinks of it. Later cells never depend on what you wrote, so nothing breaks if you leave
# one out.
#
# Here is a small one. A grey picture is a table of pixels, each of them one number: how bright it is. How many pixels
# has a picture of a given height and width?
#
# Put your answer in place of the three dots, run the cell, then run the check below it. Be wrong first, on purpose:
# return `height + width`, and see what the check has to say.


# %% tags=["exercise"]
def pixels(height, width):
    """The number of pixels of a picture."""
    ...


# %%
exercises.pixels.check(pixels)
# exercises.pixels.hint()
# exercises.pixels.solution()

# %% [markdown]
# If you are stuck, remove the `#` and the space before `exercises.pixels.hint()` and run the cell again: a first
# hint, with the next run a second, then a third. `solution()` shows how we wrote it.

# %% [markdown]
# ## The map
#
# | lessons | what they ask |
# |---|---|
# | 01 to 03 | What does it mean to tell dogs from cats, and what to *make* them? Why is making so much harder? |
# | 04 to 07 | Who are the forger and the expert, what are they paid for, and what happens in one step? |
# | **08** | **The full training loop**, on points, on portraits, on real handwriting |
# | 09 to 11 | Is the forgery any good? What goes wrong, and what helps? |
# | 12 to 14 | Asking for a dog, turning horses into zebras, and a forger of your own |
#
# Some of the lessons are still being written; the README says which are ready.

# %% [markdown]
# Every lesson ends with a cell like the next one. It counts what you have done, and keeps it on this computer, for
# you.

# %%
exercises.progress()

# %% [markdown]
# ## Summary
#
# - Machine learning can do more than classify and regress: it can make new data that are like those it has seen.
# - A GAN does this with two networks that teach each other.
# - You know how to run, play, stop, predict and write, and that your machine is ready.
#
# ## Read more
#
# - The article that this course grew out of: *GANs: Intuition*, Analytics Vidhya, on Medium.
# - Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville & Bengio 2014, *Generative Adversarial Nets*,
#   arXiv 1406.2661: where GANs come from.
# - Computerphile, *Generative Adversarial Networks (GANs)*: a film.
# - Langr & Bok 2019, *GANs in Action*: a book.
