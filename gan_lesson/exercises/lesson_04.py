"""Lesson 04, the forger and the expert: who is who, the area under a ROC curve, and one move of the forger."""

from typing import Any

import torch
from torch import Tensor

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.props.forging import slope_of

who_sees_more = Prediction(
    "You and the expert are going to judge the same 48 pictures, from four days of the auction. Who will tell real "
    "from fake better, over all 48?",
    answers={
        "I will": "Look at your two numbers in the first row of the table. On the first days a lifetime of looking at "
        "animals should help you. The last day is another matter.",
        "She will": "Look at your two numbers in the first row of the table. She looks at every pixel, but everything "
        "she knows about animals she had to learn at this auction, and on the first days that isn't much.",
        "We will be about equal": "Look at your two numbers in the first row of the table, and then at the intervals: "
        "48 pictures can only show a large difference.",
    },
)

ten_steps = Prediction(
    "The canvas is black, and she gives it less than one chance in a hundred. We take ten steps up the slope of her "
    "logit. What will she say then?",
    answers={
        "Still *fake*, but less surely": "It goes much further. All pixels can move at once, each in the direction "
        "that she finds more real (only none gets blacker than black), and small gains add up.",
        "About one half": "It goes much further. There is nothing at one half that would stop the climb.",
        "*Real*, and she is more than 99 % sure": "Yes. All pixels can move at once, each in the direction that she "
        "finds more real (only none gets blacker than black), and small gains add up.",
    },
)

what_it_shows = Prediction(
    "And what will the picture show after these ten steps?",
    answers={
        "A dog or a cat": "No. She has only ever compared portraits with beginners' work. To her, many things that are "
        "neither look like a portrait, and the slope leads to one of those.",
        "A blurred average of all portraits": "That would be a picture in the middle of the portraits. The slope "
        "doesn't lead there: it leads to whatever raises her logit fastest.",
        "Nothing that anybody would call a pet": "Yes. She has only ever compared portraits with beginners' work. "
        "The slope leads to what raises her logit fastest, not to what a portrait looks like.",
    },
)

after_learning = Prediction(
    "She studies some of these forgeries, and then meets others that were made in the same way. And what happens when "
    "the forger takes ten new steps, up *her new* slope?",
    answers={
        "She still believes them all": "She has seen what they have in common, and that is enough to refuse them.",
        "She refuses them, and from now on she can't be fooled": "She refuses those, and is fooled by the next. Her "
        "new opinion has new slopes, and so far she has met only the old forgeries.",
        "She refuses them, and he fools her again": "Yes. Each move makes the other player's last one useless. That is "
        "why both have to go on learning.",
    },
)

TERMS = ("generator", "discriminator", "training set", "latent", "gradient", "loss")
_STORY = dict(zip(("forger", "expert", "portraits", "whim", "advice", "fine"), TERMS, strict=True))
_WHAT_IT_IS = {
    "forger": "The forger makes the pictures: he is the network that generates.",
    "expert": "The expert tells real from fake: she is the network that discriminates.",
    "portraits": "The portraits were there before either of them learned anything. They are the data.",
    "whim": "The whim is a few random numbers that a forgery begins with. A forgery is made from it as a sample was "
    "made from noise in lesson 02.",
    "advice": "The advice has a direction for each of the 784 pixels: lighter or darker, and how much it would help.",
    "fine": "The fine is a single number, and it grows the more wrong a player is. Lesson 01's cross-entropy is one.",
}


@exercise(
    hints=(
        "Begin with the two players. Which of them makes pictures, and which one tells two kinds apart?",
        "Whim, advice and fine are all numbers. The whim is drawn at random, the advice says for each pixel which way, "
        "the fine is a single number.",
        "In lesson 01 the loss was a single number, the gradient had a number for each weight, and the training set "
        "was what there was to learn from. *Latent* means hidden: nobody sees what a forgery began with.",
    ),
    praise="From here on, both languages say the same.",
)
def who_is_who() -> dict[str, str]:
    """The term for each word of the story."""
    return {
        "forger": "generator",
        "expert": "discriminator",
        "portraits": "training set",
        "whim": "latent",
        "advice": "gradient",
        "fine": "loss",
    }


@who_is_who.checks
def _(attempt: Attempt) -> str | None:
    answer = attempt()
    if not isinstance(answer, dict):
        printed = "Yours returns None. " if answer is None else ""
        return f'{printed}Return a dictionary, with a colon after each word of the story: `{{"forger": "...", ...}}`.'
    terms = {_plain(word): _plain(term) for word, term in answer.items()}
    if set(terms) == set(TERMS) and set(terms.values()) <= set(_STORY):
        return "You have them the other way round: the story's word comes first, then the term."
    unknown = [word for word in terms if word not in _STORY]
    if unknown:
        return f"The story has no {unknown[0]!r}. Its six words are: {', '.join(_STORY)}."
    missing = [word for word in _STORY if not terms.get(word)]
    if missing:
        return f"There is no term yet for {', '.join(missing)}."
    if terms["whim"] == "noise":
        attempt.notes.append(
            "*Noise* is what the whim is made of; the term for what goes into a generator is *latent*."
        )
    synonyms = {"noise": "latent", "latents": "latent", "losses": "loss", "gradients": "gradient"}
    terms = {word: synonyms.get(term, term) for word, term in terms.items()}
    for term in terms.values():
        if term not in TERMS:
            return f"{term!r} isn't one of the six terms: {', '.join(sorted(TERMS))}."
    for words, diagnosis in _SWAPPED.items():
        if [terms[word] for word in words] == [_STORY[word] for word in reversed(words)]:
            return diagnosis
    for word, term in _STORY.items():
        if terms[word] != term:
            return f"You call the {word} the {terms[word]}. {_WHAT_IT_IS[word]}"
    return None


_SWAPPED = {
    ("forger", "expert"): "You have the two players swapped. One *generates* pictures, the other *discriminates* real "
    "from fake.",
    ("advice", "fine"): "Advice and fine are swapped. The fine is one number, how wrong a player was; the advice says "
    "for each pixel which way it should go.",
    ("whim", "advice"): "Whim and advice are swapped. The whim comes from nowhere, at random; the advice comes from "
    "the expert.",
}


def _plain(words: Any) -> str:
    """As text in lower case, with single spaces, without article and hyphens."""
    plain = " ".join(str(words).lower().replace("-", " ").replace("_", " ").replace("'s", "").split())
    for article in ("the ", "a "):
        plain = plain.removeprefix(article)
    return plain


@exercise(
    hints=(
        "Take every real picture together with every fake one: with 3 real and 4 fake pictures there are 12 pairs. In "
        "how many does the real one have the higher score?",
        "`real_scores[:, None]` is a column and `fake_scores[None, :]` a row. Compared with each other, they give a "
        "table with a place for each pair.",
        "`(real > fake).float() + 0.5 * (real == fake).float()`, with the column and the row for real and fake; then "
        "its mean.",
    ),
    praise="1/2 for guessing, 1 for never being wrong about a pair, whatever scale the scores are on.",
)
def area_below_roc(real_scores: Tensor, fake_scores: Tensor) -> Tensor:
    """The share of all real-fake pairs in which the real one scores higher; ties count half."""
    real, fake = real_scores[:, None], fake_scores[None, :]  # a column and a row: compared, a table of all pairs
    return ((real > fake).float() + 0.5 * (real == fake).float()).mean()


@area_below_roc.checks
def _(attempt: Attempt) -> None:
    real, fake = torch.tensor([1.0, 6.0, -2.0, 4.0, 5.0]), torch.tensor([-3.0, 4.0, 1.0, 1.0, -3.0])
    difference = real[:, None] - fake
    table = difference.sign() / 2 + 0.5
    wins, ties = int((difference > 0).sum()), int((difference == 0).sum())  # 18 and 3 of 25: the area is 0.78
    sums = wins, wins + ties / 2, wins + ties  # a tie counts nothing, one half, or fully
    mistakes = {
        "In yours, ties count for nothing. A tie counts one half: she could have tossed a coin.": wins / 25,
        "In yours, a tie counts as a win. A tie counts one half: she could have tossed a coin.": (wins + ties) / 25,
        "In yours, a tie counts one and a half: a tie isn't a win, so `>` and not `>=`.": (wins + 1.5 * ties) / 25,
        "A lost pair counts 0. Only a tie counts one half.": (wins + (25 - wins) / 2) / 25,
        "Pairs with a tie are pairs as well: divide by all 25.": wins / (25 - ties),
        "It is the wrong way round: count the pairs in which the *real* picture has the higher score.": (
            tuple(1 - total / 25 for total in sums)
        ),
        "That is wins minus losses, between -1 and 1. A lost pair counts 0.": difference.sign().mean(),
        "Every real picture meets *every* fake: 5 real and 5 fake ones make 25 pairs. You compared fewer: the first "
        "with the first and so on, or each with a single number, such as a mean.": (
            (real > fake).float().mean(),
            (real.mean() > fake).float().mean(),
            (real > fake.mean()).float().mean(),
            (real > fake.max()).float().mean(),
        ),
        "Only the first real picture has met the fakes: is the `return` inside the loop?": (
            table[0].sum() / 25,
            table[0, 0] / 25,
        ),
        "You have a table with a place for each pair. The area is its mean.": (table, (difference > 0).float()),
        "That is the number of pairs. Divide by how many pairs there are.": sums,
        "Divide by the number of pairs: that is how many real ones there are *times* how many fakes.": (
            *(total / 5 for total in sums),
            *(total / 10 for total in sums),
        ),
        "`//` drops everything after the point. Divide with `/`.": 0,
        "In yours it matters *how much* higher a score is. Only the order of the two should count.": (
            real.mean() - fake.mean(),
            difference.sigmoid().mean(),
        ),
        "That is the share of right answers for one threshold. The area needs no threshold: it only compares each real "
        "score with each fake one.": ((real > 0).sum() + (fake < 0).sum()) / 10,
    }
    message = "Of the 25 pairs in this check the real picture wins 18, and 3 are ties: 19.5 of 25 is 0.78."
    attempt.expect_close(attempt(real, fake), 19.5 / 25, message, mistakes)
    few, many = torch.tensor([0.3, 0.8]), torch.tensor([0.1, 0.3, 0.9])
    attempt.expect_close(attempt(few, many), 3.5 / 6, "With 2 real and 3 fake scores, 3.5 of the 6 pairs should count.")
    message = "When the fakes score higher, the area is below one half. Here it should be 0.22."
    attempt.expect_close(attempt(fake, real), 5.5 / 25, message)


@exercise(
    hints=(
        "`slope_of(expert, picture)` says for each pixel how her logit would change if it grew. Which way is up?",
        "In lesson 01 the weights went *against* the gradient, because a loss should fall. Here a logit should rise.",
        "`(picture + rate * slope_of(expert, picture))`, and then the `clamp`.",
    ),
    praise="That is the forger's move. The generator of a GAN makes it with his weights; here it is made with pixels.",
)
def forgers_move(picture: Tensor, expert: Any, rate: float) -> Tensor:
    """The picture, moved by `rate` times the slope of the expert's logit, and kept between -1 and 1."""
    return (picture + rate * slope_of(expert, picture)).clamp(-1, 1)  # uphill, and no further than black or white


class _Hill(torch.nn.Module):
    """An expert whose logit, the sum of w x - x^2 / 2, has a maximum; its slope is w - x."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor([[0.5, -0.25], [0.75, 0.1]]))
        self.asked = False

    def detach(self) -> None:
        raise NotYet("`slope_of(expert, picture)` takes the expert first, and then the picture.")

    def forward(self, pictures: Tensor) -> Tensor:
        self.asked = True
        return (self.weight * pictures - pictures**2 / 2).sum((1, 2, 3))


@forgers_move.checks
def _(attempt: Attempt) -> str | None:
    expert = _Hill()
    before = expert.weight.detach().clone()
    pictures = torch.tensor([[[[0.1, 0.2], [-0.3, 0.0]]], [[[-0.5, 0.4], [0.0, 0.2]]]])  # (2, 1, 2, 2)
    slope, rate = before - pictures, 0.2
    step, length = rate * slope, slope.flatten(1).norm(dim=1).reshape(2, 1, 1, 1)
    logits = expert(pictures).detach()
    d = logits.sigmoid().reshape(2, 1, 1, 1)
    expert.asked = False
    try:
        moved = attempt(pictures, expert, rate)
    except NotYet as reason:
        if "(2, 1, 2, 2)" in str(reason) and not expert.asked:  # a network for larger pictures was
            raise NotYet("You asked a network other than `expert`, the one that your function is given.") from None
        raise
    if not torch.equal(expert.weight.detach(), before):
        return "Her weights have changed. The expert is frozen: it is the picture that moves."
    mistakes = {
        "The picture has not moved. A result that is not returned is lost.": pictures,
        "That is the slope itself. The move is the picture *plus* rate times the slope.": slope,
        "That is the step alone. Add it to the picture.": step,
        "Your picture went downhill: she finds it *less* real now. Lesson 01 stepped against the gradient of a loss; "
        "here a logit should rise, so the step is added.": (
            *(pictures - factor * step for factor in (1, 1 / 2, d, 1 - d)),
            pictures - slope,
        ),
        "The rate is missing: a step is `rate` times the slope, whatever the rate is.": (
            pictures + slope,
            pictures + 2 * slope,
            (pictures + 2 * slope).clamp(-1, 1),
        ),
        "You took ten steps. One was asked for; the lesson repeats it.": pictures + (1 - (1 - rate) ** 10) * slope,
        "You added her logit, one number for a picture. Her advice is its slope: `slope_of(expert, picture)`.": (
            pictures + rate * logits,
            pictures + rate * logits.reshape(2, 1, 1, 1),
        ),
        "You multiplied the picture by the step. Add it.": (pictures * step, pictures + pictures * step),
        "Both pictures made the same step. Each has a slope of its own.": pictures + step.mean(0),
        "All pixels made the same step. Each has a slope of its own.": pictures + step.mean(),
        "You added the rate. Multiply the slope by it.": (
            pictures + rate + slope,
            (pictures + rate + slope).clamp(-1, 1),
        ),
        "Every pixel moves equally far in yours: that is the sign of the slope. Pixels that matter more should move "
        "more.": pictures + rate * slope.sign(),
        "You divided the slope by its length or its largest number. Here the step is rate times the slope as it is.": (
            pictures + step / slope.norm(),
            pictures + step / length,
            pictures + step / slope.abs().max(),
            pictures + step / slope.abs().amax((1, 2, 3), keepdim=True),
        ),
        "With two pictures at once, each moves half as far as it should: you took the mean of the logits. Each picture "
        "should move as if it were alone, so take the sum.": pictures + step / 2,
        "You climbed D(x). Where she is sure, that hardly has a slope: take the logit, without the sigmoid.": (
            pictures + d * (1 - d) * step
        ),
        "You climbed log D(x), which goes the same way in smaller steps. Here the logit's slope was asked for.": (
            pictures + (1 - d) * step,
            pictures + (1 - d) * step / 2,
        ),
        "Where the slope is below 0, she wants the pixel darker. In yours no pixel gets darker.": (
            pictures + step.abs(),
            pictures + step.clamp(min=0),
        ),
        "`tanh` bends every pixel. `clamp(-1, 1)` leaves those alone that are between -1 and 1.": (
            torch.tanh(pictures + step)
        ),
        "All pixels have become the same: `clamp` takes the lower limit first, and then the upper.": (
            -torch.ones(2, 1, 2, 2),
            torch.ones(2, 1, 2, 2),
        ),
        "You clamped the slope. It is the picture, *after* the step, that has to stay between -1 and 1.": (
            pictures + rate * slope.clamp(-1, 1)
        ),
        "You cut at 0, which is grey. Black is -1 here: `clamp(-1, 1)`.": (pictures + step).clamp(0, 1),
    }
    message = "The picture did not go where it should: a pixel of 0.1 with the slope 0.4 and the rate 0.2 becomes 0.18."
    factor = (attempt.expect_tensor(moved).detach().flatten()[0] - 0.1) / 0.08
    if close(moved, pictures + factor * step):
        message = f"Your step is {factor:.3g} times as long as it should be: `rate` times the slope, and nothing else."
    attempt.expect_close(moved, pictures + step, message, mistakes)
    mistakes = {
        "With a large rate, pixels leave the range from -1 to 1. There is no blacker than black: return what "
        "`clamp(-1, 1)` gives, for it changes no picture in place.": (
            *((pictures + 4 * slope).clamp(low, high) for low, high in ((-9, 9), (-1, 9), (-9, 1))),
        ),
        "You clamped the step. It is the picture, *after* the step, that has to stay between -1 and 1.": (
            pictures + (4 * slope).clamp(-1, 1),
        ),
    }
    right = (pictures + 4 * slope).clamp(-1, 1)
    attempt.expect_close(attempt(pictures, expert, 4.0), right, "With a rate of 4, pixels end elsewhere.", mistakes)
    return None


what_reaches_the_forger = Quiz(
    "What does the forger of a GAN get to see of the master's portraits?",
    right="Nothing. Only how the expert's logit would change with his own pictures",
    answers={
        "Some of them, to copy": "Tempting, because a human forger would study the master. But no portrait is among "
        "the arguments of `forgers_step`, and none is inside it.",
        "The expert's verdict on them": "She judges the portraits too, but only she learns from those verdicts.",
        "Nothing. Only how the expert's logit would change with his own pictures": "Yes. All that he ever learns about "
        "dogs and cats has passed through her opinion of his own work.",
    },
)

one_half = Quiz(
    "An expert gives D(x) = 1/2 to every picture. What do you know?",
    right="Not enough: teach her a little more, and see whether it stays",
    answers={
        "He paints perfect forgeries": "Tempting, because against perfect forgeries the best possible expert says 1/2. "
        "But an untrained one says about 1/2 as well.",
        "She has not learned anything yet": "Tempting, because an untrained expert says about 1/2. But so does the "
        "best one, if forgeries and originals come from the same distribution.",
        "Not enough: teach her a little more, and see whether it stays": "Yes. If the forgeries can be told apart, she "
        "soon learns to. If her half stays, on pictures that she hasn't studied, she has found nothing to go by.",
    },
)

why_two = Quiz(
    "On the third day the expert of that day got about three pairs in ten wrong. The expert of the last day looked at "
    "the *same* forgeries and got hardly any wrong. How does that fit together?",
    right="On its own day a forgery is made against that day's expert",
    answers={
        "The forgeries had become worse by then": "They are the very same pictures. What changed is who judged them.",
        "On its own day a forgery is made against that day's expert": "Yes. He had just found what she didn't see yet. "
        "Later she learned to see it, and his old work no longer passed.",
        "The last expert was lucky": "It happened with the forgeries of each earlier day, 64 of them a day, and in "
        "other runs too. That isn't luck.",
    },
)

what_is_true_of_2014 = Quiz(
    "What did the paper of 2014 bring?",
    right="A teacher for a generative network that is a network too, and learns along with it",
    answers={
        "The first program that makes new data": "Generative models are much older: you fitted and sampled one in "
        "lesson 02.",
        "The first network that sorts pictures": "That is classification, which is much older than 2014.",
        "A teacher for a generative network that is a network too, and learns along with it": "Yes. The method "
        "doesn't need a density, only samples and gradients.",
    },
)

lesson = Lesson.of("04", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
