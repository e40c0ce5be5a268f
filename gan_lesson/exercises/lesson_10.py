"""Lesson 10: patients of the failure clinic, each to be treated by a prescription that the check trains."""

from collections.abc import Mapping

from gan_lesson.clinic.cabinet import CABINET, Refused, remedy
from gan_lesson.clinic.treatment import treat
from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, exercise
from gan_lesson.exercises.wording import described

# --- exercises, in the order of the lesson


@exercise(
    hints=(
        "She is sure of every fake already. What could give him a slope where she is sure?",
        "Look at his loss, log(1 - D). You saw in lesson 06 where it is flat, and which loss isn't.",
        '`return remedy("...")`, with the name of a loss from the cabinet.',
    ),
    praise="Trained anew, and cured: he finds the clusters. Now he has a slope to follow.",
)
def treat_patient_1() -> dict:
    """The settings to change, such as {"d_rate": 0.001} or remedy("R1")."""
    return remedy("non-saturating loss")


@exercise(
    hints=(
        "Whoever has the last word wins the round. How many updates does each of them get?",
        "After ten updates against an expert who can't answer, all his points are where she erred most.",
        '`return remedy("...")`, with the remedy that gives both players as many updates.',
    ),
    praise="Trained anew, and cured: he finds the clusters. She answers before he has piled up.",
)
def treat_patient_2() -> dict:
    """The settings to change."""
    return remedy("one move each")


@exercise(
    hints=(
        "Each player follows the other one round and round. What makes them overshoot?",
        "Both have a lot of momentum: beta1 is 0.9, so a gradient still pushes when it is long out of date.",
        '`return {"momentum": ...}`, or the cabinet\'s remedy for it.',
    ),
    praise="Trained anew, and cured: his points come to the cluster and stay there.",
)
def treat_patient_3() -> dict:
    """The settings to change."""
    return remedy("no momentum")


@exercise(
    hints=(
        "No unit of his last hidden layer ever lets anything through. Was that different before his first move?",
        "His gradients are 0, so nothing that she says can reach his weights. What would have to be other than it is?",
        '`return remedy("...")`, with the remedy that draws his first weights in another way.',
    ),
    praise="Trained anew, and cured: he finds the clusters. These weights have gradients to learn by.",
)
def treat_patient_4() -> dict:
    """The settings to change."""
    return remedy("another start")


@exercise(
    hints=(
        "He does what she asks of him. What does she know of real points?",
        "All she has ever seen are 16 points. As long as that is so, being near those 16 is the best he can do.",
        '`return remedy("...")`, with the remedy that gives both of them more to learn from.',
    ),
    praise="Trained anew, and cured: his fakes are about as near to unseen points as to those he learnt from.",
)
def treat_patient_5() -> dict:
    """The settings to change."""
    return remedy("more data")


@exercise(
    hints=(
        "Which generator played the game, and which one are you shown?",
        "In training, batch norm uses the batch's own statistics. For looking, it uses running ones, which lag.",
        '`return remedy("...")`: the one that measures the statistics anew. Or let `batch_norm` follow faster.',
    ),
    praise="Trained anew, and cured: now we see what he has learnt. Nothing was wrong with the game.",
)
def treat_patient_6() -> dict:
    """The settings to change."""
    return remedy("fresh statistics")


# What makes the patients ill.
CAUSES = {
    1: "she is sure of every fake, and his loss is flat there",
    2: "he makes ten updates before she may answer",
    3: "with so much momentum, both of them overshoot",
    4: "with biases of -4, his layers pass nothing on",
    5: "sixteen points are all that she knows",
    6: "we look at him with statistics that lag far behind",
}
# Why a prescription fails, by patient and by what it changes.
REASONS = {
    1: {
        "d_rate": "She still has her lead of 300 updates, and goes on learning while he hardly moves.",
        "g_rate": "A rate multiplies his gradient, and his gradient is next to 0.",
        "d_steps": "She has too much of a lead as it is.",
        "g_steps": "Ten times nothing is nothing: each of his updates has a gradient next to 0.",
        "momentum": "Momentum adds up his gradients, and those are next to 0.",
        "epsilon": "A smaller epsilon makes more of a small gradient, so he moves. That alone wasn't enough.",
        "falling": "Smaller steps don't help somebody who isn't moving.",
        "averaged": "An average of weights that stand still is those weights.",
        "batch": "A larger batch measures a slope of 0 more accurately.",
        "start": "He starts elsewhere, and she still has her lead. In our trials, that saved some runs, not all.",
        "r1": "She is less sure now. In our trials that saved some runs, but not reliably.",
        "noise": "She is a little less sure, but still far too sure for him.",
        "turn": "His points lie close together, far from the real ones. Turned, they are as easy to tell apart.",
        "slope": "Her slope has a limit. With a high one she is still too sure, with a low one too flat to guide him.",
    },
    2: {
        "g_rate": "With ten updates in a row, he still has the last word in each round.",
        "batch": "More points in a batch don't give her more updates.",
        "averaged": "An average of generators that each paint one place doesn't paint eight.",
        "real_target": "Her targets change, and he still moves ten times for each of her updates.",
        "start": "The start is fine: his first points differ. They pile up later.",
        "momentum": "He still moves ten times for each of her updates.",
        "pack": "She sees several at a time, and he still makes ten moves for each of hers.",
        "turn": "She can't go by exact places, and he still makes ten moves for each of hers.",
        "slope": "She is less steep, and he still makes ten moves for each of hers.",
        "d_rate": "A step of another size is no second look: she still answers only after he has moved ten times.",
    },
    3: {
        "loss": "Another loss, the same momentum: they still overshoot.",
        "batch": "A larger batch makes the gradients less noisy. Noise isn't what makes them circle.",
        "pack": "His points aren't too much alike; they don't stay.",
        "start": "Where he starts doesn't decide whether he comes to rest.",
        "turn": "It changes what she sees, and not how the two of them step: they still overshoot.",
        "slope": "She is less steep, but both still have all their momentum.",
    },
    4: {
        "activation": "Another activation lets something through, but his biases are still at -4.",
        **dict.fromkeys(
            ("loss", "d_rate", "d_steps", "r1", "noise", "turn", "slope", "real_target", "pack"),
            "Whatever she says, none of it reaches his hidden layers: their gradients are exactly 0.",
        ),
        **dict.fromkeys(
            ("g_rate", "g_steps", "momentum", "falling"), "However he steps, he steps by a gradient, and his are 0."
        ),
        "averaged": "An average of weights that never change is those weights.",
        "batch": "However many latents you hand him, all of them give the same point.",
    },
    5: {
        "points": "That is more than 16, but still few enough to be learnt by heart.",
        "noise": "The 16 points are blurred for her, and they are still all she knows.",
        "turn": "For her the 16 points become short arcs, which can be learnt by heart too. And his points are turned "
        "as well, so painting the 16 still serves him best.",
        **dict.fromkeys(
            ("loss", "d_rate", "d_steps", "r1", "slope", "real_target", "pack"),
            "She learns in another way, but all she knows of real points is still those 16.",
        ),
        **dict.fromkeys(
            ("g_rate", "g_steps", "momentum", "falling", "averaged", "activation", "start"),
            "He gets to the same 16 points by another road.",
        ),
        "batch": "There are only 16 points: a larger batch has nothing more to show, and a smaller one shows the same.",
    },
    6: {
        "loss": "The game goes well. Why change its rules?",
        "d_rate": "The game goes well; what is wrong is what you are shown of it.",
        "g_rate": "The game goes well; what is wrong is what you are shown of it.",
        "averaged": "The average has running statistics too, and they lag just as far behind.",
        **dict.fromkeys(
            ("r1", "noise", "turn", "slope"), "She isn't the problem. What is wrong is what you are shown."
        ),
    },
}


def _treated(number: int, attempt: Attempt) -> None:
    """Trains the patient with what the student prescribes, and ends the check unless that is a cure."""
    prescription = attempt()
    if prescription is None:
        raise NotYet("Your function returned None. Return a dictionary, or `remedy(...)`.")
    if not isinstance(prescription, Mapping):
        if isinstance(prescription, str) and prescription in CABINET:
            raise NotYet(f"That is the name of a remedy. Return what it changes: `remedy({prescription!r})`.")
        raise NotYet(f"A prescription is a dictionary such as `{{'d_rate': 0.001}}`, not {described(prescription)}.")
    try:
        outcome = treat(number, prescription)
    except Refused as refused:
        raise NotYet(str(refused)) from None
    if not outcome.cured:
        reasons = [reason for setting, reason in REASONS[number].items() if setting in prescription]
        if number == 5 and min(found.strays for found in outcome.findings) > 40:
            reasons.insert(0, "Most of his fakes lie off the circle: he copies less because he has learnt less.")
        reasons.append(f"Ask yourself what your remedy changes about what makes him ill: {CAUSES[number]}.")
        raise NotYet(" ".join(["Trained anew, and not cured:", f"{outcome.words}.", *reasons[:1]]))


treat_patient_1.checks(lambda attempt: _treated(1, attempt))
treat_patient_2.checks(lambda attempt: _treated(2, attempt))
treat_patient_3.checks(lambda attempt: _treated(3, attempt))
treat_patient_4.checks(lambda attempt: _treated(4, attempt))
treat_patient_5.checks(lambda attempt: _treated(5, attempt))
treat_patient_6.checks(lambda attempt: _treated(6, attempt))

# --- predictions

patient_1 = Prediction(
    "Her loss is at 0 and his points stand still. What is wrong?",
    answers={
        "he has learnt all there is": "Then she couldn't tell his points from real ones, and her loss would be about "
        "1.39, which is 2 log 2. At 0 she is right about every point.",
        "his gradient has vanished": "Yes. She is sure of every fake, and where she is sure his loss is flat. He has "
        "no slope to follow.",
        "his learning rate is too small": "With a small rate he would move slowly. He doesn't move at all: a rate "
        "multiplies a gradient, and his is next to 0.",
    },
)

patient_2 = Prediction(
    "Look at the two losses of patient 2, and at the points. What is wrong?",
    answers={
        "nothing: the losses are those of a perfect game": "They nearly are: about 1.4 and 0.7. Yet all his points lie "
        "in one place. The losses say that she can't tell the fakes from real points *just now*.",
        "mode collapse": "Yes. All latents lead to nearly the same point, and it jumps from place to place. At least "
        "seven of the eight clusters are empty.",
        "a vanishing gradient": "With a vanishing gradient his points would stand still. These jump about.",
    },
)

patient_3 = Prediction(
    "Patient 3 should fill one cluster. Would more of the same training help?",
    answers={
        "yes: he is nearly there": "At some moments he is. Scrub on, and he has left again. He came and went "
        "several times in this run.",
        "no: he passes the goal again and again": "That is it. The two chase each other round the goal, as in "
        "lesson 08, and with so much momentum they don't come to rest.",
        "no: he has collapsed": "There is only one cluster here, so one clump of fakes is as it should be. But "
        "wherever it is, it doesn't stay.",
    },
)

patient_4 = Prediction(
    "Patients 2 and 4 both end with all their points in one place. Where do they differ?",
    answers={
        "in the last picture": "There you could hardly tell them apart. A last picture says what, and rarely why.",
        "in the first picture": "Yes. Patient 2's points differed before the training: he *could* paint many "
        "different ones. Patient 4 never could.",
        "they don't: both are mode collapse": "The word is often used for both. But patient 2 has learnt to paint in "
        "one place, and patient 4 can't paint two points. They need different remedies.",
    },
)

patient_5 = Prediction(
    "Patient 5 has 16 real points. His fakes lie among them. What do you want to know before you send him home?",
    answers={
        "his loss": "It is where it should be. A copyist's loss looks like anybody else's, as you saw in lesson 09.",
        "whether his fakes are nearer to the 16 than to other real points": "Yes: that is lesson 09's test. Look at "
        "the last curve below the pictures. An honest forger would be at 50 %.",
        "whether he covers all of the circle": "Worth knowing, but somebody who hands out the 16 covers as much of the "
        "circle as they do.",
    },
)

patient_6 = Prediction(
    "Patient 6's losses look healthy, and his points don't. Can that be?",
    answers={
        "no: somebody has mixed up the files": "No file is wrong. She has never met the fakes that you are looking at.",
        "yes: she is a poor expert": "She might be. But she was good enough to teach him: look at the second panel.",
        "yes: she is shown other fakes than we are": "That is it. In training, his batch norm uses each batch's own "
        "statistics. When we look, it uses the running ones, and those lag far behind.",
    },
)

on_portraits = Prediction(
    "In neither run is much read as a pet. One of the two has learnt to paint pets all the same. Which one?",
    answers={
        "run A": "His pictures stand still, and her loss is at 0. He has had no slope to learn by: this is patient 1.",
        "run B": "Yes. She can hardly tell his fakes from portraits, and she sees them in training mode. What we are "
        "shown goes through statistics that lag behind: this is patient 6.",
        "you can't tell from pictures": "Not from the pictures alone, that's true. But look at the curves: at the end "
        "her loss is at 0 in run A, and about 1.38 in run B.",
    },
)

rising_loss = Prediction(
    "In a recorded run his loss rises from 0.71 to 0.83. What happened to his pictures?",
    answers={
        "they got worse": "They got better. His loss measures him against *her*, and she had improved too.",
        "they got better": "Yes, in that run: 86 in a hundred could be read as pets, and 62 before. His loss rose "
        "because she had improved as well.",
        "the loss can't say": "That is the right answer to any such question. In that run they got better.",
    },
)

same_curves = Prediction(
    "In the second half of the run, the losses of A and B lie on top of each other. What about their fakes?",
    answers={
        "both are good: these are the values of a perfect game": "A's are: it found all eight clusters. B is patient "
        "2, whose points all lie in one place. An expert who is always out of date says about 1/2, too.",
        "both are bad: neither loss falls": "B's are: it is patient 2. A found all eight clusters. Two players who get "
        "better together needn't have losses that fall.",
        "one may be good and the other bad": "Yes. A found all eight clusters, and B is patient 2, whose points all "
        "lie in one place. What tells them apart is a count of the clusters.",
    },
)

# --- quizzes

loss_at_zero = Quiz(
    "A friend writes: *Her loss is at 0 and the pictures stand still.* What do you answer?",
    right="vanishing gradient: a non-saturating loss, or smoothed targets for her",
    answers={
        "vanishing gradient: a non-saturating loss, or smoothed targets for her": "Yes. The first gives him a slope "
        "where she is sure; the second keeps her from becoming so sure.",
        "mode collapse: packing, or one move each": "Patient 2's pictures were alike, but they moved. And her loss "
        "was about 1.4.",
        "it has converged: stop and keep the pictures": "If it had, she couldn't tell them apart, and her loss "
        "would be about 1.39, not 0.",
    },
)

all_alike = Quiz(
    "Another writes: *All my cats are the same cat.* Which score would show it in a report?",
    right="coverage of kinds, or recall",
    answers={
        "precision": "The one cat may be excellent. Precision asks only whether his pictures look like real ones.",
        "coverage of kinds, or recall": "Yes: most of what is real has no fake nearby. And then look at the very first "
        "picture. If the first ones differed, let her move as often as he does; if not, change his first weights.",
        "his loss": "Patient 2's was about 0.69, as in a perfect game.",
    },
)

first_thing = Quiz(
    "Your own run fails. What do you change first?",
    right="one thing, after looking at pictures, curves and scores",
    answers={
        "one thing, after looking at pictures, curves and scores": "Yes. And then run it with more than one seed.",
        "everything that helped somebody else": "If it works, you won't know why. If it doesn't, you won't know what "
        "is to blame.",
        "the seed": "If another seed works, run five. You want to know how often it fails, and not to be lucky once.",
    },
)

lesson = Lesson.of("10", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
