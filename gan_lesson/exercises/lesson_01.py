"""Lesson 01: telling dogs from cats with a line, a probability and a loss."""

import math

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise

straight_line = Prediction(
    "Can a straight line put all the cats on one side and all the dogs on the other?",
    answers={
        "Yes, if it is turned the right way": "It would be nice. But some cats have ears and a snout like a dog's, and "
        "some dogs like a cat's: the two groups overlap, and every straight line leaves somebody on the wrong side.",
        "No, but nearly: a few animals will be on the wrong side": "Yes. A good line leaves about one animal in "
        "eighteen on the wrong side, and no straight line gets them all right.",
        "No, it will be wrong about every third animal": "It is better than that. The two groups overlap only at "
        "their edges, and a good line leaves about one animal in eighteen on the wrong side.",
    },
)

sure_and_wrong = Prediction(
    "A dog comes along. One model gives it the probability 0.5, another 0.01. How much higher is the second one's "
    "cost?",
    answers={
        "About twice as high": "It is more: -log 0.5 is 0.69 and -log 0.01 is 4.61, nearly seven times as much. The "
        "logarithm grows without bound as the probability goes to 0.",
        "About seven times as high": "Yes: -log 0.5 is 0.69 and -log 0.01 is 4.61. Being sure and wrong is expensive.",
        "About fifty times, as 0.5 is fifty times 0.01": "The logarithm makes the difference smaller: -log 0.5 is 0.69 "
        "and -log 0.01 is 4.61, nearly seven times as much. But there is no upper limit.",
    },
)

downhill = Prediction(
    "Gradient descent lowers the cross-entropy step by step. What will the number of infiltrators do meanwhile?",
    answers={
        "It falls in every step too": "It doesn't. After the first step it is 14. It falls by one, and in the end it "
        "is 15, while the cross-entropy falls all the time. They are two different numbers.",
        "It falls at first, and later it may even rise": "Yes. The cross-entropy falls all the time. The number of "
        "infiltrators is 14 after the first step, falls by one, and rises to 15 in the end.",
        "It stays the same, because descent does not look at it": "Nearly, after the first step: 14, then 13, and 15 "
        "in the end. But the first step made a large difference, from no boundary at all to one with few infiltrators: "
        "a line with a low cross-entropy usually has few of them as well.",
    },
)

all_pixels = Prediction(
    "A line in the plane is wrong about one new animal in eighteen. With all 784 pixels in place of two lengths, how "
    "many of 2,048 new portraits will be on the wrong side?",
    answers={
        "More than 200: most pixels have nothing to do with the question": "Those pixels do no harm here, because "
        "descent gives them small weights. Not one portrait is on the wrong side.",
        "About 110, as before": "The pixels show more than the two lengths do: whether ears stand or hang, for one. "
        "Not one portrait is on the wrong side.",
        "None": "Yes, none. The pixels show more than the two lengths do: whether ears stand or hang, for one.",
    },
)

surest_dog = Prediction(
    "We begin with a picture that shows nothing, and change its pixels until the classifier is 99.9 % sure that it is "
    "a dog. What will we see?",
    answers={
        "A portrait of a dog": "You might think so, since it is so good at telling dogs from cats. But that is all it "
        "can do. Look at the pictures.",
        "A blend of all the dogs": "Not quite. A blend of dogs would be bright all over the head. What appears is a "
        "mask of what *sets dogs apart* from cats.",
        "No portrait: at best, traces of what sets dogs apart from cats": "Yes. The classifier has learned on which "
        "side of a boundary a picture lies, and never what a picture must look like to be a pet.",
    },
)


@exercise(
    hints=(
        "An animal is on the dogs' side if its logit is above 0. For which animals does that disagree with the label?",
        "`logits > 0` is True for animals on the dogs' side, and `labels == 1` is True for dogs. You want to know how "
        "often the two differ.",
        "`!=` compares two tensors element by element, and `.sum()` counts the Trues: `((logits > 0) != (...)).sum()`.",
    ),
    praise="You can score any boundary now.",
)
def count_infiltrators(logits: Tensor, labels: Tensor) -> Tensor:
    """How many of the animals ``(n,)`` are on the wrong side; labels are 1 for dogs and 0 for cats."""
    dogs_side = logits > 0
    return (dogs_side != (labels == 1)).sum()


@count_infiltrators.checks
def _(attempt: Attempt) -> None:
    # Four dogs and six cats are on their own side, two dogs and five cats on the wrong one.
    dogs, cats = [2.0, 1.7, 3.0, 0.8, -2.9, -3.5], [-1.1, -1.2, -1.3, -1.4, -40.0, -0.2, 0.4, 1.9, 0.8, 1.2, 2.1]
    logits, labels = torch.tensor(dogs + cats), torch.tensor([1.0] * 6 + [0.0] * 11)
    wrong = (logits > 0) != (labels == 1)
    mistakes = {
        "You have an answer for each animal; the exercise asks for one number, how many are on the wrong side.": (
            wrong,
            ~wrong,
        ),
        "These are the infiltrators themselves, or their places. How many are there?": (
            logits[wrong],
            wrong.nonzero(),
        ),
        "You return two counts. Their sum was asked for.": (torch.tensor([2, 5]), torch.tensor([5, 2])),
        "You counted the animals on their own side. The infiltrators are the others.": 10,
        "Where is your boundary? It looks like 0.5, and the boundary lies where the logit is 0.": 6,
        "That is the infiltrators' share of all animals. The exercise asks for their number, not a mean.": (
            7 / 17,
            700 / 17,
        ),
        "You counted only the dogs among the cats. Cats among the dogs are infiltrators too.": 2,
        "You counted only the cats among the dogs. Dogs among the cats are infiltrators too.": 5,
        "You counted the animals on the dogs' side. Which of them do not belong there, and who is missing?": 9,
        "You counted every animal. A logit such as 2.3 never equals a label of 0 or 1, so compare `logits > 0`. And "
        "`len` counts the Falses too: take `.sum()`.": 17,
        "Yours takes every animal for a dog. Compare the logits with 0: a sigmoid is above 0 for everybody.": 11,
        "Every cat counts in yours, on whichever side. Its label is 0, so no sign (1 or -1) equals it, and a product "
        "with it is 0. Compare `logits > 0` with `labels == 1`.": 13,
        "Did you round the logits? 2.3 becomes 2, which is no label, and 0.3 becomes a cat's 0. Ask whether they are "
        "above 0.": 14,
        "You took the difference of two counts. A dog on one side and a cat on the other cancel there; count both.": (
            3,
            -3,
        ),
        "Your count is 0. In a loop, count up in every round, and `return` the count after the loop, not inside.": 0,
    }
    message = "Of the 17 animals in this check, seven are on the wrong side."
    attempt.expect_close(attempt(logits, labels), 7, message, mistakes)


@exercise(
    hints=(
        "Which probability belongs to the logit 0, where the model sees no reason to prefer either animal? And what "
        "probability should a logit of 100 become?",
        "Take the exponential of minus the logit: for 0 it is 1, for a large logit it is nearly 0. Add 1, and divide "
        "1 by that.",
        "`return 1 / (1 + torch.exp(...))`, and mind the sign inside the brackets.",
    ),
    praise="Now any number can be read as a probability.",
)
def sigmoid(logits: Tensor) -> Tensor:
    """1 / (1 + exp(-logits)), of the same shape."""
    return 1 / (1 + torch.exp(-logits))


@sigmoid.checks
def _(attempt: Attempt) -> str | None:
    logits = torch.tensor([-2.0, 0.0, 0.6, 3.0])
    right = torch.sigmoid(logits)
    twice, turned, powers, cut = torch.sigmoid(right), torch.sigmoid(-logits), torch.exp(logits), logits.clamp(0, 1)
    mistakes = {
        "You applied the sigmoid twice. Once is enough: what comes out is a probability already.": twice,
        "The sign is flipped: a large logit should become a probability near 1, and yours goes to 0.": turned,
        "You return 1 plus the exponential. If you wrote `1 / 1 + ...`, brackets are missing; otherwise, 1 has to be "
        "divided by it.": (1 + 1 / powers, 1 + powers),
        "That is the hyperbolic tangent: it goes from -1 to 1, and a probability from 0 to 1.": torch.tanh(logits),
        "The logits depend on each other in yours, as in a softmax. Here each logit stands for itself.": (
            torch.softmax(logits, 0),
            (logits - logits.min()) / (logits.max() - logits.min()),
        ),
        "Below the line is a minus, so it is 0 for the logit 0. It should be 1 *plus* exp(-logit).": (
            1 / (1 - 1 / powers),
            1 / (1 - powers),
        ),
        "The sign of the logit has to be the same above and below the line: exp(logit) / (1 + exp(logit)). Or put 1 "
        "above the line, as in the formula.": powers * right,
        "A square has no sign: in yours, a logit of -2 counts as much as 2. The exponent is minus the logit.": (
            torch.sigmoid(logits**2)
        ),
        "You rounded. Return the probabilities as they are.": tuple(right.round(decimals=n) for n in (1, 2, 3)),
        "That is the decision, only 0 and 1. The sigmoid climbs smoothly from one to the other.": (logits > 0).float(),
        "You cut the logits off at 0 and 1. The sigmoid bends them, and it gives 0.5 for a logit of 0.": cut,
        "That is the logarithm of the sigmoid. It is useful too, but here we want the sigmoid itself.": right.log(),
        "The exponential alone has no upper limit: it goes to infinity. A probability must not exceed 1.": (
            powers,
            1 / powers,
        ),
    }
    answer = attempt(logits)
    given = attempt.expect_tensor(answer).detach().double().flatten()
    factor = given[-1:].logit() / 3
    message = "For the logit 0 the sigmoid is 0.5, for 3 it is 0.9526. Yours gives something else."
    if given.numel() == 1:
        return "You return one number for four logits. Each of them gets a probability of its own, without sum or mean."
    if given.numel() == 4:
        message = (
            f"For the logits 0 and 3 the sigmoid is 0.5 and 0.9526. Yours gives {given[1]:.4g} and {given[3]:.4g}."
        )
        if given.min() < 0 or given.max() > 1:
            message += " A probability lies between 0 and 1."
    if close(answer, torch.sigmoid(factor * logits)):
        message = (
            f"Your curve has the right form, but it climbs {factor.item():.3g} times as fast. A factor on the logit "
            "does that, as does a tanh of the logit instead of half of it, and so do powers of another number than e, "
            "which `torch.exp` takes."
        )
    attempt.expect_close(answer, right, message, mistakes)
    far = attempt.expect_shape(attempt(torch.tensor([100.0, -100.0])), (2,))
    if bool(torch.isnan(far[0])):
        attempt.notes.append(
            "For a logit of 100, though, yours gives NaN, because exp(100) is more than a 32-bit number can hold. "
            "Divide above and below by exp(logit), and only exp(-logit) is left, which does no harm."
        )
        far = far.nan_to_num(1.0)
    attempt.expect_close(far, [1.0, 0.0], "For the logits 100 and -100 it should be 1 and 0, or next to them.")
    table = torch.tensor([[0.5, -0.5, 1.0], [4.0, 0.0, -3.0]])
    try:
        probabilities = attempt(table)
    except NotYet:  # a loop over single logits cannot take a table, and need not
        return None
    message = "With four logits you were right; with a table of 2 x 3 logits you get other values."
    attempt.expect_close(probabilities, torch.sigmoid(table), message)
    return None


@exercise(
    hints=(
        "For a dog, the cost is -log of the probability of *dog*. What is the probability of *cat*?",
        "`labels * torch.log(probabilities)` is the dogs' part: it is 0 for cats. Write the cats' part the same way, "
        "with `1 - labels` and `1 - probabilities`.",
        "`return -(labels * torch.log(probabilities) + (1 - labels) * torch.log(...)).mean()`.",
    ),
    praise="The discriminator's loss, in lesson 06, is this one.",
)
def cross_entropy(probabilities: Tensor, labels: Tensor) -> Tensor:
    """The mean of -log of the probability of the true label; both ``(n,)``, probabilities are of *dog*."""
    dogs = labels * torch.log(probabilities)  # 0 for every cat
    cats = (1 - labels) * torch.log(1 - probabilities)  # 0 for every dog
    return -(dogs + cats).mean()


@cross_entropy.checks
def _(attempt: Attempt) -> None:
    p, labels = torch.tensor([0.9, 0.2, 0.6, 0.3, 0.1]), torch.tensor([1.0, 0, 0, 1, 0])
    truth = torch.where(labels == 1, p, 1 - p)
    costs = -truth.log()  # (5,)
    right = costs.mean()
    dogs, cats = labels * p.log(), (1 - labels) * (1 - p).log()
    means = costs[labels == 1].mean(), costs[labels == 0].mean()
    swapped, wrong_side = -(1 - truth).log().mean(), ((p > 0.5) != (labels == 1)).float().mean()
    soft = binary_cross_entropy_with_logits(p, labels)
    squared, absolute, late = (p - labels).square().mean(), (p - labels).abs().mean(), -truth.mean().log()
    mistakes = {
        "These are the costs for each animal. The exercise asks for one number: their mean.": costs,
        "That is the sum. Take the mean, so that the number means the same for 5 animals and for 5,000.": costs.sum(),
        "The sign is flipped: a logarithm of a probability is below 0, and the cost should be above.": (
            -right,
            -costs.sum(),
            -costs,
        ),
        "The labels are swapped: label 1 is the dog, and `probabilities` are those of *dog*.": swapped,
        "Your minus stands before one of the two terms only. Put it before both, with brackets around the sum.": (
            (cats - dogs).mean(),
            (dogs - cats).mean(),
        ),
        "The cats' term is `(1 - labels) * torch.log(1 - probabilities)`. Mind both pairs of brackets.": (
            -(dogs + (1 - labels) * (1 - p.log())).mean(),
            -(dogs + 1 - labels * (1 - p).log()).mean(),
        ),
        "Each term has a weight of its own: `labels` for the dogs', `1 - labels` for the cats'.": (
            -(dogs + (1 - p).log()).mean(),
            -(p.log() + cats).mean(),
            -(dogs + labels * (1 - p).log()).mean(),
        ),
        "Did you take the logarithm of the labels? It is infinite for 0. Take that of the probabilities.": torch.inf,
        "You treated dogs and cats apart, with a mean for each. Here are two dogs and three cats; take one mean over "
        "all five.": (sum(means), sum(means) / 2),
        "You divided by 256, the number of animals in the lesson. Take the `.mean()`, of however many there are.": (
            costs.sum() / 256
        ),
        "Only the dogs cost anything here. What about the cats? The probability of *cat* is 1 - p.": (
            -dogs.mean(),
            means[0],
        ),
        "Only the cats cost anything here. What about the dogs?": (
            -cats.mean(),
            means[1],
        ),
        "You took the logarithm to base 2. Here, and in `torch.log`, it is the natural one.": right / math.log(2),
        "You took the logarithm to base 10. Here, and in `torch.log`, it is the natural one.": right / math.log(10),
        "That is the mean squared error. Cross-entropy takes -log of the probability given to what was true.": squared,
        "The logarithm is missing: an animal costs -log of the probability that was given to the truth.": (
            absolute,
            truth.mean(),
        ),
        "Where are the labels? For each animal they choose one of the two terms.": (
            -(p.log() + (1 - p).log()).mean(),
            -(p * p.log() + (1 - p) * (1 - p).log()).mean(),
        ),
        "Only the first animal counts in yours: is the `return` inside the loop?": (costs[0], costs[0] / 5),
        "The order matters: first the logarithm for each animal, then the mean. You took the mean first.": late,
        "You took -log p of everybody, as if every animal were a dog. For a cat it is -log(1 - p).": -p.log().mean(),
        "You applied the sigmoid to the probabilities. They are already probabilities.": soft,
        "That is the share of infiltrators. Cross-entropy asks how much probability the truth was given.": wrong_side,
    }
    answer = attempt(p, labels)
    message = "For two dogs with p = 0.9 and 0.3 and three cats with p = 0.2, 0.6 and 0.1 it should be 0.5108."
    if close(answer, right, 0.02):
        message += " You are very near. Did you add a small number within the logarithm, or round?"
    attempt.expect_close(answer, right, message, mistakes)


@exercise(
    hints=(
        "First compute the probabilities of all the animals, and then their errors: probability minus label.",
        "The gradient for the weights is the mean of error times point, `x.T @ errors / len(labels)`; for the bias it "
        "is the mean of the errors.",
        "Downhill is against the gradient: `weights - rate * ...` and `bias - rate * ...`, and both are returned.",
    ),
    praise="This is all that gradient descent does, over and over.",
)
def gradient_step(x: Tensor, labels: Tensor, weights: Tensor, bias: Tensor, rate: float) -> tuple[Tensor, Tensor]:
    """One step down the cross-entropy of points ``(n, d)``; returns the new weights ``(d,)`` and the new bias."""
    probabilities = torch.sigmoid(x @ weights + bias)  # (n,)
    errors = probabilities - labels  # (n,)
    return weights - rate * (x.T @ errors) / len(labels), bias - rate * errors.mean()


@gradient_step.checks
def _(attempt: Attempt) -> None:
    x = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.3, -2.0], [2.0, 1.0], [-0.5, -1.5]])
    labels = torch.tensor([1.0, 0, 0, 1, 1])
    weights, bias, rate = torch.tensor([0.4, -0.3]), torch.tensor(0.2), 0.5
    old = torch.cat([weights, bias[None]])
    logits = x @ weights + bias
    p = torch.sigmoid(logits)
    errors = p - labels

    def gradient(errors: Tensor) -> Tensor:  # with respect to both weights and the bias
        return torch.cat([x.T @ errors / 5, errors.mean()[None]])

    def step(errors: Tensor, *factors: float) -> Tensor:  # `factors` for each of the three numbers
        return old - rate * gradient(errors) * torch.tensor(factors or 1.0)

    decided, without_bias, squared = (logits > 0).float(), torch.sigmoid(x @ weights), 2 * errors * p * (1 - p)
    new_weights, new_bias = step(errors).split([2, 1])
    late = torch.cat([new_weights, (bias - rate * (torch.sigmoid(x @ new_weights + bias) - labels).mean())[None]])
    mistakes = {
        "Both are right, and the order is reversed: first the weights, then the bias.": step(errors).roll(1),
        "You go uphill: the cross-entropy rises. Go against the gradient: minus, with error = probability - label.": (
            step(-errors)
        ),
        "You took the sum over the animals. Take the mean, or the step grows with their number.": step(errors, 5, 5, 5),
        "One of the two gradients is a sum over the animals, the other a mean. Take the mean for both.": (
            step(errors, 5, 5, 1),
            step(errors, 1, 1, 5),
        ),
        "In your probabilities the bias is missing, or outside the sigmoid: the logit is `x @ weights + bias`.": (
            step(without_bias - labels),
            step(without_bias + bias - labels),
        ),
        "Your sigmoid has the wrong sign in it: the probability is 1 / (1 + exp(-logit)).": step(1 - p - labels),
        "Your weights and your bias go opposite ways. Subtract both gradients.": (
            step(errors, 1, 1, -1),
            step(errors, -1, -1, 1),
        ),
        "The weights are right. The bias has to move as well: its gradient is the mean of the errors.": (
            step(errors, 1, 1, 0)
        ),
        "The bias is right. The weights have to move as well: their gradient is the mean of error times point.": (
            step(errors, 0, 0, 1)
        ),
        "The direction is right, and the length is not: multiply the gradient by `rate`.": old - gradient(errors),
        "The rate belongs to both gradients, that of the weights and that of the bias.": (
            step(errors, 1, 1, 1 / rate),
            step(errors, 1 / rate, 1 / rate, 1),
        ),
        "Your errors have lost their signs. A dog's error is below 0, and moves the line the other way.": (
            step(errors.abs()),
            step(errors**2),
        ),
        "You took the decision, 0 or 1, where the probability belongs: error = sigmoid(logit) - label.": (
            step(decided - labels)
        ),
        "You took the logit where the probability belongs: the sigmoid is missing.": step(logits - labels),
        "Where are the labels? An animal's error is probability - label.": (step(p), step(p - 1), step(1 - p)),
        "That is a step down the squared error. The cross-entropy's is simpler: its errors are probability - label.": (
            step(squared),
            step(squared / 2),
        ),
        "That is the gradient itself, or the step. Return where it leads: the old weights minus rate times gradient.": (
            gradient(errors),
            rate * gradient(errors),
            -rate * gradient(errors),
        ),
        "Both weights moved by the same amount. Multiply each error by the point it belongs to, and take the mean over "
        "the animals only: `x.T @ errors / len(x)` is two numbers.": (
            old - rate * errors.mean(),
            torch.cat([weights - rate * (x * errors[:, None]).mean(), new_bias]),
        ),
        "Multiply each error by its own point before you take the mean: a mean of products is not a product of "
        "means.": torch.cat([weights - rate * x.mean(0) * errors.mean(), new_bias]),
        "You computed the bias's gradient with the new weights. Both gradients belong to the old place.": late,
    }
    answer = attempt.expect_pair(attempt(x, labels, weights, bias, rate), "new_weights, new_bias")
    both = torch.cat([attempt.expect_finite(part).detach().double().flatten() for part in answer])
    if both.numel() != 3:
        for part, shape, name in zip(answer, ((2,), ()), ("your new weights", "your new bias"), strict=True):
            attempt.expect_shape(part, shape, name)
    message = "From weights (0.4, -0.3), bias 0.2 and rate 0.5, one step downhill leads somewhere else."
    factors = (both - old) / (step(errors) - old)
    factor = factors[-1]
    if close(factors[0], factors[1]) and close(factor, 1):
        message = f"The bias is right, and the weights move {factors[0]:.3g} times as far as they should."
    if close((both - old) / factor, step(errors) - old):
        message = (
            f"{'The direction is right' if factor > 0 else 'You go uphill'}, and your step is {abs(float(factor)):.3g} "
            "times as long as it should be. What do you multiply and divide by? In this check the rate is 0.5, and "
            "there are five animals."
        )
    attempt.expect_close(both, step(errors), message, mistakes)


what_999_means = Quiz(
    "The classifier says P(dog | x) = 0.999. What does that tell you?",
    right="If x is a portrait of a dog or a cat, it is a dog's, as far as the classifier can see",
    answers={
        "x is a picture of a dog": "Tempting, and people read such numbers like this every day. But it has only two "
        "answers, and has never seen anything that is neither. Static gets one of the two as well.",
        "If x is a portrait of a dog or a cat, it is a dog's, as far as the classifier can see": "Yes. P(Y | X) takes "
        "x for granted: *given* this picture, which label? It does not say whether such a picture ever occurs.",
        "Of all dogs, 99.9 % look like x": "That would be a statement about pictures given the label, P(X | Y). It is "
        "the other way round, and it is what lesson 02 is about.",
    },
)

why_not_the_count = Quiz(
    "Why does descent lower the cross-entropy, and not the number of infiltrators, which we care about?",
    right="The count is flat nearly everywhere, so no slope says where to go",
    answers={
        "The count is flat nearly everywhere, so no slope says where to go": "Yes. The count jumps when the line "
        "passes over an animal, and stands still between. Its gradient is 0 wherever it has one.",
        "The count takes longer to compute": "It is quicker: it needs no exponential and no logarithm.",
        "The line with the lowest cross-entropy always has the fewest infiltrators": "Tempting, and you have seen the "
        "opposite: a patient search found a line with fewer infiltrators and a higher cross-entropy.",
    },
)

lesson = Lesson.of("01", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
