"""Lesson 04: the forger and the expert: who is who, the area below a ROC curve, and one move of the forger's."""

from typing import Any

import torch
from torch import Tensor

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.props.forging import slope_of

who_sees_more = Prediction(
    "You and the expert are going to judge the same 48 pictures, from four days of the auction. Who will tell real "
    "from fake better, over all 48?",
    answers={
        "I shall": "Look at your two numbers in the first row of the table. On the first days a lifetime of looking at "
        "animals should help you. The last day is another matter.",
        "She will": "Look at your two numbers in the first row of the table. She looks at every pixel, but all that "
        "she knows of animals she had to learn at this auction, and on the first days that is little.",
        "We shall be about equal": "Look at your two numbers in the first row of the table, and then at the intervals: "
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
        "A dog or a cat": "No. She has only ever compared portraits with beginners' work. Much that is neither looks "
        "to her like a portrait, and the slope leads to some of that.",
        "A blurred average of all portraits": "That would be a picture in the middle of the portraits. The slope does "
        "not lead there: it leads to whatever raises her logit fastest.",
        "Nothing that anybody would call a pet": "Yes. She has only ever compared portraits with beginners' work. "
        "The slope leads to what raises her logit fastest, not to what a portrait looks like.",
    },
)

after_learning = Prediction(
    "She studies some of these forgeries, and then meets others that were made in the same way. And what happens when "
    "the forger takes ten new steps, up *her new* slope?",
    answers={
        "She still believes them all": "She has seen what they have in common, and that is enough to refuse them. A "
        "network that learns does not stay fooled by the same trick.",
        "She refuses them, and from now on she cannot be fooled": "She refuses those, and is fooled by the next. Her "
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
    "whim": "The whim is a few random numbers that a forgery begins with. Lesson 03 called such numbers knobs.",
    "advice": "The advice has a direction for each of the 784 pixels: lighter or darker, and how much it would help.",
    "fine": "The fine is a single number, and it grows the more wrong a player is. Lesson 01's cross-entropy is one.",
}


@exercise(
    hints=(
        "Begin with the two players. Which of them makes pictures, and which one tells two kinds apart?",
        "Whim, advice and fine are all numbers. The whim is drawn at random, the advice says for each pixel which way, "
        "the fine is a single number.",
        "The order of the terms in the list above is also the order of the story: forger, expert, portraits, whim, "
        "advice, fine.",
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
    found = attempt()
    if not isinstance(found, dict):
        return 'Return a dictionary, with a line for each word of the story: `{"forger": "...", ...}`.'
    named = {_plain(word): _plain(term) for word, term in found.items()}
    if set(named) == set(TERMS) and set(named.values()) <= set(_STORY):
        return "You have them the other way round: the story's word comes first, then the term."
    unknown = [word for word in named if word not in _STORY]
    if unknown:
        return f"The story has no {unknown[0]!r}. Its six words are: {', '.join(_STORY)}."
    missing = [word for word in _STORY if not named.get(word)]
    if missing:
        return f"There is no term yet for {', '.join(missing)}."
    for word, term in named.items():
        named[word] = {"noise": "latent", "latents": "latent", "losses": "loss", "gradients": "gradient"}.get(
            term, term
        )
        if named[word] not in TERMS:
            return f"{term!r} is none of the six terms: {', '.join(TERMS)}."
    if (named["forger"], named["expert"]) == ("discriminator", "generator"):
        return "You have the two players swapped. One *generates* pictures, the other *discriminates* real from fake."
    if (named["advice"], named["fine"]) == ("loss", "gradient"):
        return (
            "Advice and fine are swapped. The fine is one number, how wrong a player was; the advice says for each "
            "pixel which way it should go."
        )
    if (named["whim"], named["advice"]) == ("gradient", "latent"):
        return "Whim and advice are swapped. The whim comes from nowhere, at random; the advice comes from the expert."
    for word, term in _STORY.items():
        if named[word] != term:
            return f"You call the {word} the {named[word]}. {_WHAT_IT_IS[word]}"
    return None


def _plain(words: Any) -> str:
    """Lower case, single spaces, no article and no hyphen; text that is none becomes text."""
    plain = " ".join(str(words).lower().replace("-", " ").replace("_", " ").replace("'s", "").split())
    for article in ("the ", "a "):
        plain = plain.removeprefix(article)
    return plain


@exercise(
    hints=(
        "Take every real picture together with every fake one: with 3 real and 4 fake pictures there are 12 pairs. In "
        "how many has the real one the higher score?",
        "`real_scores[:, None]` is a column and `fake_scores[None, :]` a row. Compared with each other, they give a "
        "table with a place for each pair.",
        "`(real > fake).float() + 0.5 * (real == fake).float()`, with the column and the row for real and fake; then "
        "its mean.",
    ),
    praise="1/2 for guessing, 1 for never being wrong about a pair, whatever scale the scores are on.",
)
def area_below_roc(real_scores: Tensor, fake_scores: Tensor) -> Tensor:
    """The share of all pairs, one real and one fake, in which the real one scores higher; a tie counts one half."""
    real, fake = real_scores[:, None], fake_scores[None, :]  # a column and a row: compared, a table of all pairs
    return ((real > fake).float() + 0.5 * (real == fake).float()).mean()


@area_below_roc.checks
def _(attempt: Attempt) -> str | None:
    real, fake = torch.tensor([5.0, 4.0, 4.0, 2.0]), torch.tensor([1.0, 4.0, 2.0, 4.0])
    table = real[:, None] - fake
    wins, ties = int((table > 0).sum()), int((table == 0).sum())  # 9 and 5 of 16: the area is 0.71875
    found = attempt.expect_number(attempt(real, fake))
    if close(found, (real > fake).float().mean()) or close(found, (real >= fake).float().mean()):
        return (
            "You compared the first real picture with the first fake, the second with the second, and so on. Every "
            "real one meets *every* fake: 4 real and 4 fake ones make 16 pairs."
        )
    if close(found, wins / 16):
        return "Ties count nothing in yours. A tie counts one half: she could have tossed a coin."
    if close(found, (wins + ties) / 16):
        return "Ties count fully in yours. A tie counts one half: she could have tossed a coin."
    if close(found, 1 - (wins + ties / 2) / 16) or close(found, 1 - wins / 16) or close(found, (16 - wins - ties) / 16):
        return "It is turned round: count the pairs in which the *real* picture has the higher score."
    if close(found, wins + ties / 2) or close(found, wins) or close(found, wins + ties):
        return "That is the number of pairs. Divide by how many pairs there are."
    if any(close(found, (wins + part) / 4) for part in (0, ties / 2, ties)):
        return "Divide by the number of pairs: that is how many real ones there are *times* how many fakes."
    if close(found, real.mean() - fake.mean()):
        return (
            "That is the difference of the means. It changes when the scores are stretched; only their order should "
            "count."
        )
    if any(close(found, ((real > t).float().mean() + (fake <= t).float().mean()) / 2) for t in (2.5, 3.0, 3.5)):
        return (
            "That is the share of right answers for one threshold. The area needs no threshold: it only compares "
            "each real score with each fake one."
        )
    message = "Of the 16 pairs in this check the real picture wins 9, and 5 are ties: 11.5 of 16 is 0.71875."
    attempt.expect_close(found, (wins + ties / 2) / 16, message)
    few, many = torch.tensor([0.3, 0.8]), torch.tensor([0.1, 0.3, 0.9])
    found = attempt.expect_number(attempt(few, many))
    attempt.expect_close(found, 3.5 / 6, "With 2 real and 3 fake scores, 3.5 of the 6 pairs should count.")
    found = attempt.expect_number(attempt(fake, real))
    message = "When the fakes score higher, the area is below one half. Here it should be 0.28125."
    attempt.expect_close(found, 4.5 / 16, message)
    return None


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
    """An expert whose logit has a top: sum of w x - x^2 / 2, so that its slope is w - x."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor([[0.5, -0.25], [0.75, 0.1]]))

    def forward(self, pictures: Tensor) -> Tensor:
        return (self.weight * pictures - pictures**2 / 2).sum((1, 2, 3))


@forgers_move.checks
def _(attempt: Attempt) -> str | None:
    expert = _Hill()
    before = expert.weight.detach().clone()
    pictures = torch.tensor([[[[0.1, 0.2], [-0.3, 0.0]]], [[[-0.5, 0.4], [0.0, 0.2]]]])  # (2, 1, 2, 2)
    slope = before - pictures
    d = expert(pictures).detach().sigmoid()[:, None, None, None]
    rate = 0.2
    found = attempt(pictures, expert, rate)
    if not torch.equal(expert.weight.detach(), before):
        return "Her weights have changed. The expert is frozen: it is the picture that moves."
    if isinstance(found, Tensor) and found.requires_grad:
        found = found.detach()
    found = attempt.expect_finite(attempt.expect_shape(found, (2, 1, 2, 2)))
    if close(found, pictures):
        return "The picture has not moved. A result that is not returned is lost."
    if close(found, slope):
        return "That is the slope itself. The move is the picture *plus* rate times the slope."
    if close(found, rate * slope):
        return "That is the step alone. Add it to the picture."
    if any(close(found, pictures - factor * slope) for factor in (rate, 1, rate / 2, rate * d, rate * (1 - d))):
        return (
            "Your picture went downhill: she finds it *less* real now. Lesson 01 stepped against the gradient of a "
            "loss; here a logit should rise, so the step is added."
        )
    if close(found, (pictures + slope).clamp(-1, 1)) or close(found, pictures + slope):
        return "The step has the full size of the slope: the rate is missing."
    if close(found, pictures + rate * slope.sign()):
        return (
            "Every pixel moves equally far in yours: that is the sign of the slope. Pixels that matter more should "
            "move more."
        )
    if close(found, pictures + rate * slope / slope.norm()) or close(
        found, pictures + rate * slope / slope.flatten(1).norm(dim=1)[:, None, None, None]
    ):
        return "You divided the slope by its length. Here the step is rate times the slope as it is."
    if close(found, pictures + rate * slope / 2):
        return (
            "With two pictures at once, each moves half as far as it should: you took the mean of the logits. Each "
            "picture should move as if it were alone, so take the sum."
        )
    if close(found, pictures + rate * d * (1 - d) * slope):
        return "You climbed D(x). Where she is sure, that hardly has a slope: take the logit, without the sigmoid."
    if close(found, pictures + rate * (1 - d) * slope):
        return "You climbed log D(x), which goes the same way in smaller steps. Here the logit's slope was asked for."
    if close(found, (pictures + rate * slope).clamp(0, 1)):
        return "You cut at 0, which is grey. Black is -1 here: `clamp(-1, 1)`."
    if not close(found, pictures + rate * slope):
        raise NotYet(
            "The picture did not go where it should. For a pixel of 0.1 with the slope 0.4 and the rate 0.2, the new "
            "value is 0.18."
        )
    far = attempt.expect_shape(attempt(pictures, expert, 4.0), (2, 1, 2, 2)).detach()
    if close(far, pictures + 4 * slope):
        return "With a large rate, pixels leave the range from -1 to 1. There is no blacker than black: `clamp(-1, 1)`."
    attempt.expect_close(far, (pictures + 4 * slope).clamp(-1, 1), "With a rate of 4, pixels end elsewhere than asked.")
    return None


what_reaches_the_forger = Quiz(
    "What does the forger of a GAN get to see of the master's portraits?",
    right="Nothing. Only how the expert's logit would change with his own pictures",
    answers={
        "Some of them, to copy": "Tempting, because in the story he studies the master. In the network there is no "
        "path from the training set to the generator, except through the expert.",
        "The expert's verdict on them": "She judges the portraits too, but those verdicts go into her own lesson, not "
        "into his.",
        "Nothing. Only how the expert's logit would change with his own pictures": "Yes. All that he ever learns about "
        "dogs and cats has passed through her opinion of his own work.",
    },
)

one_half = Quiz(
    "An expert gives D(x) = 1/2 to every picture. What do you know?",
    right="Not enough: she may be a beginner, or he may be perfect",
    answers={
        "He paints perfect forgeries": "Tempting, because with perfect forgeries the best expert there could be says "
        "1/2. But an untrained one says about 1/2 as well.",
        "She has not learned anything yet": "Tempting, because an untrained expert says about 1/2. But so does the "
        "best one, where forgeries and originals come from the same distribution.",
        "Not enough: she may be a beginner, or he may be perfect": "Yes. A half can be ignorance, or the right answer "
        "where there is no evidence. You have to look at the pictures.",
    },
)

why_two = Quiz(
    "On the third day the expert was wrong about one pair in four. On the last day the expert of that day looked "
    "at the *third day's* forgeries again and was wrong about next to none. How does that fit together?",
    right="On its own day a forgery is made against that day's expert",
    answers={
        "The forgeries had become worse by then": "They are the very same pictures. What changed is who judged them.",
        "On its own day a forgery is made against that day's expert": "Yes. He had just found what she did not see "
        "yet. Later she learned to see it, and his old work no longer passed.",
        "The last expert was lucky": "It happened with the forgeries of each earlier day, 64 of them a day. That is no "
        "luck.",
    },
)

what_is_true_of_2014 = Quiz(
    "What did the paper of 2014 bring?",
    right="A teacher for a generative network that is a network too, and learns along with it",
    answers={
        "The first program that makes new data": "Generative models are much older: you fitted and sampled one in "
        "lesson 02.",
        "The first network that sorts pictures": "That is classification, which is much older than 2014.",
        "A teacher for a generative network that is a network too, and learns along with it": "Yes. The method does "
        "not ask for a density, only for samples and for gradients.",
    },
)

lesson = Lesson(
    "04",
    exercises=[who_is_who, area_below_roc, forgers_move],
    predictions=[who_sees_more, ten_steps, what_it_shows, after_learning],
    quizzes=[why_two, what_reaches_the_forger, one_half, what_is_true_of_2014],
)
progress = lesson.progress
