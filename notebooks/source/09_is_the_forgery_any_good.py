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
# # 09 · Is the forgery any good?
#
# **How is a GAN evaluated?** You put four suspects on one bench, and find out which score each of them fools.
#
# You will be able to
#
# - say what a Fréchet distance compares, and compute it;
# - say what precision and recall mean for pictures, and read a pair of them;
# - catch a forger who copies, even if his other scores are excellent;
# - say why scores depend on the number of samples, and always put real against real beside them;
# - fill in a report card for a generator of your own.
#
# About 100 minutes, of which the computer works for one or two.

# %%
import torch

from gan_lesson import datasets, losses, models, recordings
from gan_lesson.evaluation import coverage, features, metrics
from gan_lesson.evaluation.judges import portrait_judges
from gan_lesson.evaluation.roc import interval
from gan_lesson.evaluation.sampling import by_count
from gan_lesson.exercises import lesson_09 as exercises
from gan_lesson.history import as_frame
from gan_lesson.plots import lesson_09 as plots
from gan_lesson.plots import plot_pictures
from gan_lesson.props import suspects
from gan_lesson.recordings import forgers
from gan_lesson.report import Bench, matrix, report_card
from gan_lesson.widgets import EpochPlayer, ExpertGame, FrechetExplorer

torch.set_num_threads(1)  # networks this small gain little from a second core

# %% [markdown]
# ## Four suspects
#
# Four forgers offer you their work.
#
# - The **honest forger** is the generator of [lesson 08](08_the_full_training_loop.ipynb)'s recorded run. He was
#   trained on 4,096 portraits.
# - The **memoriser** hands out those very portraits, a hair softer than they were.
# - The **collapser** has eight excellent pictures of ordinary animals, and no others.
# - The **blurrer** paints ordinary animals. He gets each of them right, and none of them sharp.
#
# Each is a generator like any other: 32 random numbers go in, a picture comes out. Here are twelve pictures by each.
# We won't tell you yet who is who.

# %%
pets = suspects.training_portraits()  # the 4,096
bench = suspects.suspects()  # the four generators, by name
names = list(bench)
order = torch.randperm(4, generator=torch.Generator().manual_seed(5)).tolist()
parade = {letter: names[number] for letter, number in zip("ABCD", order, strict=True)}

latents = models.sample_latents(12, 32, torch.Generator().manual_seed(1))
sheets = [models.look(bench[name], latents)[:, 0] for name in parade.values()]
exercises.show(plot_pictures(torch.stack(sheets), columns=4, titles=list(parade)), "parade")

# %% [markdown]
# ## Your own verdict
#
# Here is the oldest score: show somebody real pictures and fakes, one by one, and count how often they can tell. Play
# four rounds, one for each suspect, with five portraits and five fakes in each. The portraits are new ones that no
# suspect has ever seen. (It's the game of [lesson 04](04_the_forger_and_the_expert.ipynb). The second curve belongs
# to the expert who taught the honest forger.)

# %%
draws = torch.Generator().manual_seed(4)
unseen = datasets.portraits(4096, draws).data
fakes = {name: models.look(forger, models.sample_latents(4096, 32, draws)) for name, forger in bench.items()}
expert = forgers.expert()  # as she was at the end of the honest forger's training


def round_of(letter, number):
    """Five portraits and five fakes, shuffled, and which of them are real."""
    shuffled = torch.randperm(10, generator=draws)
    pictures = torch.cat([unseen[5 * number : 5 * number + 5], fakes[parade[letter]][:5]])
    return pictures[shuffled], shuffled < 5


# %%
rounds = [round_of(letter, number) for number, letter in enumerate(parade)]
shown, is_real = (torch.cat(parts) for parts in zip(*rounds, strict=True))
logits = models.look(expert, shown).numpy()
titles = [f"Suspect {letter}" for letter in parade]
ExpertGame(as_frame(shown), is_real.numpy(), logits, titles, caption="Five of each ten are the master's.")

# %% [markdown] slideshow={"slide_type": "notes"}
# The game ends with an **area** for each round. Take a real picture and a fake from the round: the area is how often
# the real one got the higher rating. 0.5 is guessing. How far can you trust an area from ten pictures? The game gives
# a *95 % interval*: all the true areas that could plausibly have led to the one you measured.

# %% slideshow={"slide_type": "notes"}
for n in (5, 50, 500):
    low, high = interval(0.5, n, n)
    print(f"{n:>3} real, {n:>3} fake: a measured 0.50 may be anything from {low:.2f} to {high:.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# With ten pictures, a coin and a good judge may well get the same area. Still, you have looked at twelve pictures by
# each suspect, and judged five. Make up your mind.

# %%
exercises.best_by_eye

# %%
print(*(f"{letter} is the {name}" for letter, name in parade.items()), sep="\n")

# %%
exercises.best_by_eye.reveal()

# %% [markdown]
# Judging one by one has a weakness of its own. A copied picture looks as good as a real one, because it *is* one, and
# the eighth repetition of a picture looks as good as the first. So there are three questions to ask of a forger:
#
# 1. **Quality.** Does each picture look right?
# 2. **Variety.** Do they show all that real pictures show?
# 3. **Novelty.** Are they new?
#
# Keep them in mind: most scores answer one or two of them.

# %% [markdown]
# ## What the expert says
#
# A GAN comes with a judge of its own. Let the honest forger's expert judge all four.

# %%
exercises.whom_she_catches

# %%
real_logits = models.look(expert, unseen)
for name, pictures in fakes.items():
    fake_logits = models.look(expert, pictures)
    right = ((real_logits > 0).float().mean() + (fake_logits <= 0).float().mean()) / 2
    his_loss = losses.nonsaturating_generator_loss(fake_logits)
    print(f"{name:14} her share of right verdicts {right:.1f}, his loss {his_loss:.2f}")

# %%
exercises.whom_she_catches.reveal()

# %% [markdown]
# She has only ever met one forger, and she has become good at *his* mistakes. To her, the two cheats who show clean
# portraits are beyond suspicion, and their losses are lower than the honest forger's. A loss measures a forger
# against one opponent. It can't be compared with anybody else's.

# %% [markdown]
# ## The bench
#
# We need scores that don't depend on an opponent. The next cell measures all of them at once, for all four suspects,
# in two draws of 4,096 pictures each. It takes about half a minute. The *bench* also measures **real portraits in
# the fakes' place**: new ones, just as many, drawn just as often. No forger should be expected to do better than the
# master. This score is called the *floor*, or the *ceiling* where high is good.

# %%
on_bench = Bench(pets, draws=2, expert=expert)
cards = {name: on_bench.card(forger, name=name) for name, forger in bench.items()}

# %% [markdown]
# We won't look at everything yet. `table` opens a few rows at a time. In it, ▲ *fooled* means: this score ranks a
# cheat at least as high as the honest forger.


# %%
def table(*keys):
    """What some scores say: of real portraits, and of each suspect."""
    scores = cards["honest forger"].scores
    texts, fooled = matrix(cards, honest="honest forger")
    rows = [list(scores).index(key) for key in keys]
    reals = [f"{scores[key].real.mean:,.{scores[key].decimals}f}" for key in keys]
    values = [[real, *texts[row]] for real, row in zip(reals, rows, strict=True)]
    marks = [[False, *fooled[row]] for row in rows]
    return plots.plot_matrix(values, marks, [scores[key].name for key in keys], ["real", *cards])


exercises.show(table("expert"), "table_expert")

# %% [markdown]
# ## How near is the nearest?
#
# Here is an idea that soon occurs to everybody: measure how near the fakes come to real pictures. Take a fake, look
# for the nearest portrait among 4,096 that nobody on the bench has seen, and note the distance, pixel by pixel. You
# wrote this search in [lesson 03](03_why_images_are_hard.ipynb).

# %%
exercises.nearest_in_pixels

# %%
strangers = datasets.portraits(4096, draws).data.flatten(1)
nearest = {}
for name, pictures in {"real portraits": unseen, **fakes}.items():
    distances = torch.cdist(pictures[:500].flatten(1), strangers).min(1).values  # (500,)
    nearest[name] = distances.median().item()
real = nearest.pop("real portraits")
print("nearer than real portraits are:", ", ".join(name for name in nearest if nearest[name] < real))
print("farther:", ", ".join(name for name in nearest if nearest[name] > real))

# %%
exercises.nearest_in_pixels.reveal()

# %% [markdown]
# ### Why features and not pixels
#
# Pixels punish whatever is out of the ordinary, and every real portrait has something that is. They also
# overreact: shift a portrait by one pixel, and to you it's the same portrait. So people don't compare pixels. They show
# each picture to a network that was trained to *look*, and compare the numbers in one of its last layers, the
# **features**.
#
# We have two such networks. One was trained to read the knobs that the master turned (fur, ears, tilt ...), the other
# only to tell a cat from a dog. Which of the three pairs of eyes, pixels included, is upset most by a shift of one
# pixel? We measure it in units of the distance between two different portraits.

# %% slideshow={"slide_type": "notes"}
reader = portrait_judges().knobs  # reads 23 knobs
classifier = features.train_classifier(pets.data, pets.labels)  # cat or dog, nothing else
eyes = {"pixels": lambda some: some.flatten(1), "knob reader": reader.features, "cat or dog": classifier.features}
one, another, shifted = unseen[:500], unseen[500:1000], unseen[:500].roll(1, dims=-1)
upset = {}
for name, see in eyes.items():
    this, other, moved = (torch.as_tensor(see(pictures)) for pictures in (one, another, shifted))
    upset[name] = ((this - moved).norm(dim=1) / (this - other).norm(dim=1)).median().item()
print("upset most, first:", ", ".join(sorted(upset, key=upset.get, reverse=True)))

# %% [markdown]
# In pixels, we found, a shift counts about two thirds as much as a different animal. The knob reader notices it too,
# because the place of the head is one of its knobs, but less. The network that tells cats from dogs minds it least.
#
# So **features see what their network was trained to see**. A network that only ever had to know the species
# would be a poor judge of fur. From here on we use the 64 features of the knob reader.

# %% [markdown]
# ## Two hills
#
# Every picture is now 64 numbers, and a stack of pictures is a cloud of points. How far apart are two clouds? Start
# on a line, with one number for each picture. A hill shows where the numbers lie. Describe each hill by its mean m
# and its spread s (the standard deviation). Then the **Fréchet distance** is
#
# $$(m_1 - m_2)^2 + (s_1 - s_2)^2.$$
#
# (Strictly, that is the distance squared, but everybody reports it so.)
#
# Slide the fakes, or drag the round handle for their mean and the square one for their spread. Then leave them
# exactly on top of the real hill, mean 0 and spread 1, and slide the number of samples.

# %%
FrechetExplorer(caption="The ticks are samples. The dot at the lower right is the distance that they give.")

# %% [markdown]
# Two samples of the *same* hill never have quite the same mean and spread, so the distance comes out above 0, and
# with five samples well above. That is a *bias*: it's there on average, and drawing again doesn't remove it. We'll
# come back to it.
#
# **Write it** for two samples of numbers, with `.mean()` and `.std()`.


# %% tags=["exercise"]
def distance_on_a_line(real, fake):
    """The Fréchet distance of two samples of numbers, (n,) and (m,)."""
    ...


# %%
exercises.distance_on_a_line.check(distance_on_a_line)
# exercises.distance_on_a_line.hint()
# exercises.distance_on_a_line.solution()

# %% [markdown]
# ### In 64 dimensions
#
# A cloud has a mean in each feature, and a *covariance* S: a table of 64 by 64 numbers that says how much each
# feature varies (on the diagonal) and how each pair varies together. The distance becomes
#
# $$\lVert m_1 - m_2\rVert^2 + \operatorname{tr}(S_1) + \operatorname{tr}(S_2) - 2\operatorname{tr}\sqrt{S_1 S_2}.$$
#
# tr, the *trace*, is the sum of the diagonal. In one dimension S is s², and the last three terms are s₁² + s₂² - 2
# s₁s₂, the square from before. The root is the root of a *matrix*, a matrix whose square is S₁S₂. You needn't
# find it: its trace is the sum of the roots of the *eigenvalues* of S₁S₂, which say how much a matrix stretches along
# each of its own directions. `torch.linalg.eigvals` has those.


# %% tags=["exercise"] slideshow={"slide_type": "skip"}
def frechet_distance(real, fake):
    """The Fréchet distance of features (n, d) and (m, d)."""
    ...


# %%
exercises.frechet_distance.check(frechet_distance)
# exercises.frechet_distance.hint()
# exercises.frechet_distance.solution()

# %% [markdown]
# Now the suspects, with the training portraits on the real side. `metrics.frechet_distance` is the packaged version
# of what you have just written.

# %%
exercises.best_frechet

# %%
seen = {"real": reader.features(unseen), **{name: reader.features(pictures) for name, pictures in fakes.items()}}
training = reader.features(pets.data)  # (4096, 64)
distances = {name: metrics.frechet_distance(training, rows) for name, rows in seen.items()}
print("nearest to the training set first:", ", ".join(sorted(names, key=distances.get)))

# %%
exercises.best_frechet.reveal()

# %%
exercises.show(table("expert", "frechet_training", "frechet_held_out"), "table_frechet")

# %% [markdown]
# Against the training set, the memoriser does as well as the master's own new portraits, which no honest forger can
# expect. Against **unseen** portraits he no longer passes for the master: with each of five seeds, his distance was
# larger than that of real portraits. But it's still far smaller than the honest forger's, since 4,096 copied
# portraits are a good sample of all portraits. A Fréchet distance asks about quality and variety, both at once. It
# doesn't ask about novelty.
#
# The collapser, whose pictures look so good, has the largest distance of all.

# %% [markdown] slideshow={"slide_type": "notes"}
# ### The one in the papers
#
# In papers you'll meet the **FID**, the Fréchet *Inception* distance ([Heusel and others,
# 2017](https://arxiv.org/abs/1706.08500)). It is this formula with 2,048 features of the Inception network, which was
# trained to tell a thousand kinds of photographed things apart. Ours uses other features, so its numbers are different.
# Compare our distances only with each other.

# %% [markdown]
# ## Two shares in place of one distance
#
# A single number can't say *what* is wrong. [Kynkäänniemi and others (2019)](https://arxiv.org/abs/1904.06991) ask
# two questions. Draw a ball around every real point that reaches to its k-th nearest real neighbour. Together these
# balls are the land of the real. Do the same for the fakes. Then
#
# - **precision** is the share of the fakes that lie in the land of the real: quality;
# - **recall** is the share of the real ones that lie in the land of the fakes: variety.
#
# Here they are in the plane. These fakes have found one part of the land of the real, and missed the other.

# %%
random = torch.Generator().manual_seed(0)
real_points = torch.randn(40, 2, generator=random) + torch.tensor([[-2.0, 0.0], [2.0, 0.0]]).repeat(20, 1)
fake_points = torch.randn(30, 2, generator=random) * 0.7 + torch.tensor([2.2, 0.4])
exercises.show(plots.plot_balls(real_points.numpy(), fake_points.numpy(), neighbours=3), "balls")


# %% [markdown]
# **Write both.** `torch.cdist(a, b)` gives all the distances in a table: a row for each row of a, a column for each
# row of b.


# %% tags=["exercise"]
def precision_and_recall(real, fake, k):
    """Precision and recall of features (n, d) and (m, d), with balls that reach to the k-th neighbour."""
    ...


# %%
exercises.precision_and_recall.check(precision_and_recall)
# exercises.precision_and_recall.hint()
# exercises.precision_and_recall.solution()

# %% slideshow={"slide_type": "notes"}
for name, rows in seen.items():
    found = metrics.precision_and_recall(seen["real"][:1000], rows[1000:2000])
    two = found.precision, found.recall
    words = ["high" if share > 0.65 else "low" if share < 0.1 else "between" for share in two]
    print(f"{name:14} precision {words[0]:8} recall {words[1]}")

# %%
exercises.show(table("precision", "recall"), "table_precision_recall")

# %% [markdown]
# Now the failures have names. All of the collapser's pictures lie among real ones, and hardly any real one lies among
# his. The blurrer springs a surprise: his recall is just as low. About half of his pictures lie among real ones, but
# hardly any real one lies among his.
#
# And the memoriser? Excellent in both. Neither share asks where the pictures come from.

# %%
exercises.two_shares

# %% [markdown]
# ## What is covered?
#
# In [lesson 08](08_the_full_training_loop.ipynb) you counted which of eight clusters a forger had found. For
# portraits, the reader can help: cats and dogs come plain, striped, with a patch on one side or on the other, or
# masked. That makes ten **kinds**. (In papers they are *modes*, and forgetting some is mode collapse.)
#
# Not every fake can be read. So a second network looks first, and says whether a picture is a portrait at all. Those
# that aren't are counted separately.
#
# **Write the count.** A kind is covered if its share among the fakes is at least a quarter of its share among real
# portraits. (A single fake wouldn't do, since a reader errs now and then.)


# %% tags=["exercise"]
def kinds_covered(real_kinds, fake_kinds):
    """How many of ten kinds, numbered 0 to 9, the fakes show at least a quarter as often as the real pictures do."""
    ...


# %%
exercises.kinds_covered.check(kinds_covered)
# exercises.kinds_covered.hint()
# exercises.kinds_covered.solution()

# %% slideshow={"slide_type": "notes"}
real_kinds = torch.from_numpy(coverage.kinds_of(reader.read(unseen)))  # (4096,)
for name, pictures in fakes.items():
    readable = pictures[portrait_judges().portraits.read(pictures).argmax(1) != features.NEITHER]
    fake_kinds = torch.from_numpy(coverage.kinds_of(reader.read(readable)))
    covered = exercises.kinds_covered.function(real_kinds, fake_kinds)
    print(f"{name:14} covers", "all ten kinds" if covered == 10 else "fewer than eight" if covered < 8 else "most")

# %% [markdown]
# ### The truth, by knobs
#
# This world has something that photographs lack: we know how its pictures were made. So we can read each of the 23
# knobs from every fake, and compare how often each setting occurs. First, how far can the reader be trusted? **R²**
# is 1 for a perfect reading and 0 for always guessing the mean. These are its values for portraits that it wasn't
# trained on.

# %% slideshow={"slide_type": "notes"}
errors = {knob: error.r_squared for knob, error in reader.held_out_errors.items()}
print("R² above 0.6 for", sum(value > 0.6 for value in errors.values()), "of", len(errors), "knobs")
print("read worst:", min(errors, key=errors.get))

# %%
judges = portrait_judges()
read = {name: coverage.coverage(pictures, judges) for name, pictures in fakes.items()}
real_tilt = coverage.coverage(unseen, judges).knobs["tilt"]
tilts = {name: found.knobs["tilt"] for name, found in read.items()}
exercises.show(plots.plot_shares(tilts, real_tilt, "tilt of the head"), "tilt")

# %%
exercises.show(table("kinds", "knobs", "unreadable"), "table_kinds")

# %% [markdown]
# The honest forger covers all the kinds, and sets most knobs as the master does. The row *knobs* shows how far the
# settings of the fakes overlap with those of real portraits, on average over all knobs. But some of his pictures aren't
# portraits at all. The three cheats have next to none of those: a score that counts only mistakes rewards those
# who take no risks.

# %% [markdown]
# ## How many samples?
#
# Here are two forgers, First and Second, and the Fréchet distances of their pictures to unseen portraits.

# %%
master = datasets.portraits(16384, draws).data
first = metrics.frechet_distance(seen["real"], seen["honest forger"])
second = metrics.frechet_distance(seen["real"][:100], reader.features(master[:100]))
print("First has the smaller distance:", first < second)
print("Second's distance is more than twice as large:", second > 2 * first)

# %%
exercises.who_is_better

# %%
print("First: 4,096 pictures by the honest forger")
print("Second:  100 new portraits by the master")

# %%
exercises.who_is_better.reveal()

# %% [markdown]
# See how the distance moves with the number of samples, from 100 to 16,384 on either side. The band reaches from the
# lowest to the highest of up to five draws.

# %%
many = {"honest forger": models.look(bench["honest forger"], models.sample_latents(16384, 32, draws)), "real": master}
reference = reader.features(datasets.portraits(16384, draws).data)
curves = {name: by_count(metrics.frechet_distance, reference, reader.features(some)) for name, some in many.items()}
figure = plots.plot_by_count(curves, "Fréchet distance")
figure.axes[0].set(yscale="log", ylim=(0.02, 12), yticks=(0.1, 1, 10), yticklabels=("0.1", "1", "10"))
exercises.show(figure, "by_count")

# %% [markdown]
# With 100 pictures you can't tell the honest forger from the master. Real against real starts above 3 and goes down
# towards 0, roughly as 1/n: ten times as many samples, a tenth of the distance. The honest forger goes down too, and
# then stays at about 0.9. That is what really separates him from the master.
#
# Other scores move too. With five seeds, the honest forger's recall fell from about 0.8 with 50 samples to 0.4 with
# 2,000, while that of real portraits stayed at 0.9.
#
# So a score means something only with **the number of samples** and **real against real** beside it. Inception's
# 2,048 features make a far larger covariance than our 64. The [authors of the
# FID](https://github.com/bioinf-jku/TTUR) recommend at least 10,000 pictures: 2,048 or fewer can't vary in 2,048
# directions, so part of the covariance would be missing.


# %% [markdown]
# ## A memoriser is caught
#
# Which question has nobody asked yet? *Where do the pictures come from?* A forger who has learnt from 4,096 portraits
# knows nothing about 4,096 others by the same master. So his fakes should come as near to one set as to the other.
#
# **Write the test.** For each fake, is the nearest training portrait nearer than the nearest *held-out* one? For
# what share of the fakes is the answer yes?


# %% tags=["exercise"]
def nearer_to_training(training, held_out, fake):
    """The share of the fakes (m, d) that lie nearer to the training set (n, d) than to held-out portraits (n, d)."""
    ...


# %%
exercises.nearer_to_training.check(nearer_to_training)
# exercises.nearer_to_training.hint()
# exercises.nearer_to_training.solution()

# %%
held_out = torch.from_numpy(seen["real"])
shares = {}
for name in names:
    rows = torch.from_numpy(seen[name][:1000])
    shares[name] = exercises.nearer_to_training.function(torch.from_numpy(training), held_out, rows).item()
print("memoriser: above 0.99", shares["memoriser"] > 0.99)
print("honest forger: between 0.45 and 0.6", 0.45 < shares["honest forger"] < 0.6)
exercises.show(table("copied", "nearest_training"), "table_copied")

# %%
six = {name: fakes[name][:6] for name in ("honest forger", "memoriser")}
found = {name: pets.data[metrics.nearest(training, reader.features(some))[0]] for name, some in six.items()}
sheets = [torch.cat([six[name], found[name]])[:, 0] for name in six]
exercises.show(plot_pictures(torch.stack(sheets), columns=6, titles=list(six)), "nearest_training")

# %% [markdown]
# Caught. (The collapser and the blurrer needn't be at 1/2 either. They copy nobody, but their pictures are few or all
# alike, so chance can easily push the share either way.) This is the three-sample test of [Meehan and others
# (2020)](https://arxiv.org/abs/2004.05675), in its simplest form. It needs held-out pictures, so **keep some back
# before you train**. Pictures that were used in training can't show whether a forger copies.

# %% [markdown]
# ### Is a copy a perfect forgery?
#
# [Lesson 06](06_the_rules_of_the_game.ipynb) says that the best forger has q = p. But which p? The one that we mean
# is the *population*: all the portraits that the master might paint. The one in the training loop is the *sample*,
# 4,096 of them. Against the sample, a forger who hands out exact copies is perfect: no expert who knows only the
# sample can catch him, and the loss has its optimum there.
#
# So nothing in the rules forbids copying. The honest forger never sees an original, and 4,096 portraits are a lot to
# learn by heart through somebody else's gradient. What if there are fewer?

# %% [markdown]
# ## Sixty-four portraits
#
# Here is a recorded run of the same two networks, with 64 portraits to study. (It has ten times the gradient penalty
# of lesson 08, because with so few pictures the expert soon knows them all by heart.) The curve shows what
# percentage of the forger's fakes are nearer to these 64 than to 64 others. Scrub from the first epoch to the last.

# %%
EpochPlayer(recordings.load("few_portraits"))

# %% [markdown]
# At first it is half of them, as for the honest forger. Then, while his pictures get better, the curve climbs. Here
# are twelve of his pictures at the end, and below each the nearest of his 64.

# %%
few = forgers.taught_by_few()
taught_by = suspects.training_portraits(0, forgers.FEW).data
his = models.look(few, models.sample_latents(1000, 32, draws))
nearest_few, _ = metrics.nearest(reader.features(taught_by), reader.features(his[:12]))
pairs = torch.cat([his[:12], taught_by[nearest_few]])[:, 0]
exercises.show(plot_pictures(pairs, columns=12, inches=9), "few")

# %% slideshow={"slide_type": "notes"}
learnt, others = (torch.from_numpy(reader.features(some)) for some in (taught_by, unseen[:64]))
share = exercises.nearer_to_training.function(learnt, others, torch.from_numpy(reader.features(his)))
print("nearer to the 64 than to 64 others: more than 3 in 4:", share.item() > 0.75)

# %% [markdown]
# An ordinary training loop has made a copyist, and a grainy one. With five seeds, 83 to 89 % of the fakes
# were nearer to the 64; with 4,096 portraits to study it was about 50 %. Nobody told him to copy. *Real*, to his
# expert, means these 64, and her gradient is all that he has.

# %% [markdown]
# ## One beautiful run is no evidence
#
# The recorded forger is one run of one seed. Here are five, with the same recipe, each with different portraits and
# different first weights.

# %%
runs = {"seed 0": cards["honest forger"]}
runs |= {f"seed {seed}": on_bench.card(forgers.honest(seed)) for seed in range(1, 5)}
keys = ["frechet_held_out", "precision", "recall", "knobs", "unreadable"]
scores = runs["seed 0"].scores
values = [[f"{card.scores[key].fake.mean:.{scores[key].decimals}f}" for card in runs.values()] for key in keys]
nobody = [[False] * len(runs) for key in keys]
exercises.show(plots.plot_matrix(values, nobody, [scores[key].name for key in keys], list(runs)), "seeds")

# %% [markdown]
# If another recipe beats this one by less than these five differ from each other, that shows nothing. In a large
# comparison ([Lucic and others, 2018](https://arxiv.org/abs/1711.10337)), most kinds of GAN reached similar scores
# once each had been given enough tries.

# %% [markdown]
# ## Who fools what

# %%
every = [*cards["honest forger"].scores]
exercises.show(table(*every), "matrix")

# %% [markdown]
# Read it by columns: each cheat fools something. Read it by rows: the distances and recall catch the collapser and
# the blurrer, and prefer the memoriser to the honest forger. *Copied* catches the memoriser. **No single score will
# do.** You need one for quality, one for variety and one for novelty, and you need to look at the pictures.

# %%
exercises.excellent_distance

# %% [markdown]
# ## A report card for yours
#
# `report_card` puts all of this on one page, for any generator that paints portraits or digits. The page also says what
# it can't know.
#
# To bring your own forger from [lesson 08](08_the_full_training_loop.ipynb), add a line there, below the run of the
# portraits: `torch.save(run.averaged.module.state_dict(), "mine.pt")`. Here, put
# `mine = models.ConvGenerator(latent_dim=32)` and `mine.load_state_dict(torch.load("mine.pt"))` in place of the
# first line, and `studied = datasets.portraits(2048, torch.Generator().manual_seed(0))` in place of the second.

# %%
mine = forgers.honest(1)  # or your own
studied = suspects.training_portraits(1)  # what it learnt from
report_card(mine, studied, name="My forger", how_made="90 epochs, recipe of lesson 08.", rows=2048, draws=2)

# %% [markdown]
# ## Summary
#
# - Ask three things of a forger: quality, variety, novelty.
# - A Fréchet distance compares the means and covariances of two clouds of features. It sees what the features see,
#   and it knows nothing of copies.
# - Precision is the share of the fakes that lie among real pictures; recall is the share of the real ones that lie
#   among the fakes.
# - Fewer samples, larger distance. Give the number, and real against real beside it.
# - A copyist passes every test that doesn't look at the training set. What catches him: are his pictures nearer to what
#   he has learnt than to what he hasn't? That takes held-out pictures.
# - A loss can't be compared between runs. One run is no evidence.

# %% [markdown]
# ## Read more
#
# - Heusel, Ramsauer, Unterthiner, Nessler & Hochreiter 2017, *GANs trained by a two time-scale update rule converge
#   to a local Nash equilibrium*, [arXiv 1706.08500](https://arxiv.org/abs/1706.08500): the FID is equation 6.
# - Kynkäänniemi, Karras, Laine, Lehtinen & Aila 2019, *Improved precision and recall metric for assessing generative
#   models*, [arXiv 1904.06991](https://arxiv.org/abs/1904.06991): equations 1 and 2. The idea of two shares is from
#   Sajjadi, Bachem, Lucic, Bousquet & Gelly 2018, [arXiv 1806.00035](https://arxiv.org/abs/1806.00035).
# - Meehan, Chaudhuri & Dasgupta 2020, *A non-parametric test to detect data-copying in generative models*,
#   [arXiv 2004.05675](https://arxiv.org/abs/2004.05675).
# - Lucic, Kurach, Michalski, Gelly & Bousquet 2018, *Are GANs created equal?*,
#   [arXiv 1711.10337](https://arxiv.org/abs/1711.10337).
# - Theis, van den Oord & Bethge 2016, *A note on the evaluation of generative models*,
#   [arXiv 1511.01844](https://arxiv.org/abs/1511.01844): good by one measure needn't be good by another.
# - Borji 2018, *Pros and cons of GAN evaluation measures*, [arXiv 1802.03446](https://arxiv.org/abs/1802.03446), and
#   *New developments*, 2021, [arXiv 2103.09396](https://arxiv.org/abs/2103.09396).

# %%
exercises.progress()

# %% [markdown]
# Previous: [08 · The full training loop](08_the_full_training_loop.ipynb).
# Next: [10 · When training fails](10_when_training_fails.ipynb).
