"""Lesson 12: the label enters both networks, the losses with labels, and a label asked for more strongly."""

from collections.abc import Callable

import torch
from torch import Tensor

from gan_lesson import losses
from gan_lesson.exercises import Attempt, Lesson, NotYet, Prediction, Quiz, close, exercise
from gan_lesson.exercises import lesson_12_sentences as sentences
from gan_lesson.exercises.attempt import as_tensor

# --- exercises, in the order of the lesson


@exercise(
    hints=(
        "Each label has a row of its own in the table. `table[3]` is the row of label 3; what is `table[labels]`?",
        "`table[labels]` has the shape (batch, 4): a row for each picture. It belongs beside the latents, to their "
        "right.",
        "`torch.cat([..., ...], dim=1)` puts two tensors side by side.",
    ),
    praise="Twenty numbers now go in where sixteen did, and the last four say what is asked for.",
)
def told_latents(latents: Tensor, labels: Tensor, table: Tensor) -> Tensor:
    """Latents (batch, 16), and to their right the row of each label in the table (labels, 4): (batch, 20)."""
    return torch.cat([latents, table[labels]], dim=1)


@told_latents.checks
def _(attempt: Attempt) -> None:
    latents, labels, table = _LATENTS, torch.tensor([2, 0, 2, 1]), _TABLE
    answer = attempt(latents, labels, table)
    rows = table[labels]
    one_hot = torch.nn.functional.one_hot(labels, len(table)).float()
    mistakes = {
        "The label stands on the left of the latent. Here it belongs on the right: first the latents, then the rows.": (
            torch.cat([rows, latents], 1)
        ),
        "You put the label's *number* beside the latent. To a network, label 2 would be twice label 1. Take its row of "
        "the table: `table[labels]`.": torch.cat([latents, labels[:, None].float()], 1),
        "You put a 1 in the label's place and 0 elsewhere (*one-hot*). That works too, but here each label has a row "
        "of learned numbers: `table[labels]`.": torch.cat([latents, one_hot], 1),
        "You took the rows in the table's order. Each picture needs the row of *its* label: `table[labels]`.": (
            torch.cat([latents, table], 1)
        ),
        "You stacked them below each other. They belong side by side, `dim=1`.": tuple(
            torch.cat(both) for both in ((latents, rows.repeat(1, 4)), (latents, rows)) if both[1].shape[1] == 16
        ),
        "All pictures got the row of the first label.": torch.cat([latents, rows[:1].expand(4, -1)], 1),
        "You returned the rows only; the latents are missing.": rows,
        "You returned the latents only; the labels are missing.": latents,
    }
    message = "Not yet: the latents, and to the right of each the row of its label."
    attempt.expect_close(answer, torch.cat([latents, rows], 1), message, mistakes)
    _expect_the_table_learns(lambda table: attempt(latents, labels, table), table)


def _expect_the_table_learns(answer: Callable[[Tensor], Tensor], table: Tensor) -> None:
    table = table.clone().requires_grad_()
    try:
        value = as_tensor(answer(table))
    except NotYet:  # NumPy refuses tensors that learn
        value = torch.zeros(())
    if not value.requires_grad or torch.autograd.grad(value.sum(), table, allow_unused=True)[0] is None:
        raise NotYet(
            "The numbers are right, but no gradient leads back to the table, so it couldn't learn. Take its rows "
            "without `detach()` and without turning them into plain numbers."
        )


_RANDOM = torch.Generator().manual_seed(12)
_LATENTS = torch.randn(4, 16, generator=_RANDOM)
_TABLE = torch.tensor([[0.5, -1.0, 2.0, 0.1], [1.5, 0.3, -0.7, 1.1], [-2.0, 0.8, 0.4, -0.6], [0.9, 0.2, 1.7, -1.3]])


@exercise(
    hints=(
        "There are two parts. The first needs no label: it is lesson 05's last layer, and `logits` has it already.",
        "The second multiplies each feature by the number that the label's row has for it, and adds up over the "
        "features: one number for each picture.",
        "`logits + (table[labels] * features).sum(1)`",
    ),
    praise="This is the discriminator of Miyato and Koyama (2018). The sum of products is called a *projection*.",
)
def projected(logits: Tensor, features: Tensor, labels: Tensor, table: Tensor) -> Tensor:
    """The expert's logit of picture and label: logits (batch,), features (batch, f), table (labels, f) to (batch,)."""
    return logits + (table[labels] * features).sum(1)


@projected.checks
def _(attempt: Attempt) -> None:
    logits, features, labels = torch.tensor([0.5, -1.0, 2.0]), _TABLE[:3] + 0.7, torch.tensor([2, 0, 2])
    table = _TABLE[:3].flip(1)
    products = table[labels] * features
    right = logits + products.sum(1)
    every = features @ table.T  # (3, 3)
    mistakes = {
        "The first part is missing: whether it looks real at all, `logits`.": products.sum(1),
        "The label is missing: this is the logit of the picture alone.": logits,
        "You took the mean over the features. They are added up: `.sum(1)`.": logits + products.mean(1),
        "You added up over the pictures, so that each gets the sum of all: add up over the features, `.sum(1)`.": (
            logits + products.sum()
        ),
        "You added up along the wrong axis. Along axis 1 lie the features: `.sum(1)`.": tuple(
            logits + part for part in (products.sum(0)[:3],)
        ),
        "You took the table's rows in their own order. Each picture needs the row of its label: `table[labels]`.": (
            logits + (table * features).sum(1)
        ),
        "You asked about every label at once. Only the one that was given counts: `table[labels]`.": (
            every,
            logits + every.sum(1),
            logits[:, None] + every,
        ),
        "`features @ table[labels].T` compares each picture with the labels of all pictures. Multiply row by row, and "
        "add up.": (features @ table[labels].T, logits[:, None] + features @ table[labels].T),
        "The two parts are multiplied. They are added.": logits * products.sum(1),
        "You added row and features. Multiply them, and add up the products.": logits
        + (table[labels] + features).sum(1),
        "The products aren't added up yet: one number for each picture, `.sum(1)`.": (
            products,
            logits[:, None] + products,
        ),
        "These are probabilities. Leave the sigmoid out: the course's losses take logits.": torch.sigmoid(right),
        "The second part is subtracted. A feature that the label asks for speaks *for* the picture.": (
            logits - products.sum(1)
        ),
    }
    message = "Not yet: the logit of the picture, plus the sum of row times features."
    attempt.expect_close(attempt(logits, features, labels, table), right, message, mistakes)
    _expect_the_table_learns(lambda table: attempt(logits, features, labels, table), table)


@exercise(
    hints=(
        "She sees two batches: the real pictures with their labels, and the fakes with the labels that were asked for. "
        "Here they are the same labels.",
        "`discriminator(real, labels)` and `discriminator(fake.detach(), labels)` go into `losses.discriminator_loss`. "
        "He wants to hear *real* of his fakes.",
        "The second is `losses.nonsaturating_generator_loss(discriminator(fake, labels))`, without a detach.",
    ),
    praise="A picture of a cat that was asked for as a dog is now wrong, however well it is painted.",
)
def labelled_losses(
    discriminator: Callable[[Tensor, Tensor], Tensor], real: Tensor, fake: Tensor, labels: Tensor
) -> tuple[Tensor, Tensor]:
    """Both players' losses: of real pictures with their labels, and of fakes that were asked for with the same."""
    d_loss = losses.discriminator_loss(discriminator(real, labels), discriminator(fake.detach(), labels))
    g_loss = losses.nonsaturating_generator_loss(discriminator(fake, labels))
    return d_loss, g_loss


@labelled_losses.checks
def _(attempt: Attempt) -> None:
    real = torch.tensor([[0.5, 1.0], [-1.0, 0.3], [2.0, -0.4]])
    fake = torch.tensor([[1.5, -0.6], [0.2, 0.9], [-0.8, 1.2]], requires_grad=True)
    labels = torch.tensor([1, 0, 2])
    expert = _Expert()
    pair = attempt.expect_pair(attempt(expert, real, fake, labels), "d_loss, g_loss")
    d_loss, g_loss = (as_tensor(loss) for loss in pair)
    for loss, name in zip(pair, ("d_loss", "g_loss"), strict=True):
        attempt.expect_number(loss, name)
    right = labelled_losses.function(_Expert(), real, fake, labels)
    if expert.without_labels:
        raise NotYet("She was shown pictures without labels: `discriminator(pictures, labels)`.")
    if close(d_loss, right[1]) and close(g_loss, right[0]):
        raise NotYet("The two losses have changed places: first hers, then his.")
    real_logits, fake_logits = expert.say(real, labels), expert.say(fake, labels)
    attempt.expect_close(
        d_loss,
        right[0],
        "Not yet: her loss is `losses.discriminator_loss` of two batches of logits, real ones and fakes.",
        {
            "In her loss, real and fake have changed places: real comes first.": losses.discriminator_loss(
                fake_logits, real_logits
            ),
            "That is the value function, which she wants *large*. Its negative is her loss, and "
            "`losses.discriminator_loss` is that already.": -right[0],
            "She looked at the real pictures only. The fakes belong to her loss too.": (
                torch.nn.functional.softplus(-real_logits).mean()
            ),
            "She looked at the fakes only. The real pictures belong to her loss too.": (
                torch.nn.functional.softplus(fake_logits).mean()
            ),
        },
    )
    attempt.expect_close(
        g_loss,
        right[1],
        "Not yet: his loss is `losses.nonsaturating_generator_loss` of her logits of his fakes.",
        {
            "His loss is that of the *real* pictures. He can't change those.": losses.nonsaturating_generator_loss(
                real_logits
            ),
            "You took the minimax loss for him. It's the one that dies when she is sure (lesson 06): use "
            "`losses.nonsaturating_generator_loss`.": losses.minimax_generator_loss(fake_logits),
            "His loss is turned round: he wants to hear *real* of his fakes.": (
                torch.nn.functional.softplus(fake_logits).mean()
            ),
        },
    )
    if not g_loss.requires_grad or torch.autograd.grad(g_loss, fake, retain_graph=True, allow_unused=True)[0] is None:
        raise NotYet(
            "No gradient reaches the fakes from his loss, so he would learn nothing. Leave out the `detach()`."
        )
    if d_loss.requires_grad and torch.autograd.grad(d_loss, fake, retain_graph=True, allow_unused=True)[0] is not None:
        raise NotYet("In her loss the fakes need `detach()`: she moves alone, and nothing should flow back to him.")
    (wanted,) = torch.autograd.grad(
        losses.discriminator_loss(real_logits, expert.say(fake.detach(), labels)), expert.table
    )
    if not d_loss.requires_grad or not close(torch.autograd.grad(d_loss, expert.table, allow_unused=True)[0], wanted):
        raise NotYet(
            "Her loss is right as a number, but she couldn't learn all of it: her logits are cut loose from her "
            "weights. Detach `fake` itself, and nothing else."
        )


class _Expert:
    """An expert with a weight for each label and feature, who notices when she isn't told the label."""

    def __init__(self) -> None:
        self.without_labels = False
        self.table = (_TABLE[:3, :2] * 1.5).requires_grad_()

    def say(self, pictures: Tensor, labels: Tensor) -> Tensor:
        """Her logits ``(batch,)``."""
        return pictures.sum(1) * 0.3 + (self.table[labels] * pictures).sum(1)

    def __call__(self, pictures: Tensor, labels: Tensor | None = None, **named: Tensor) -> Tensor:
        labels = named.get("conditions", labels)
        if labels is None:
            self.without_labels = True
            labels = torch.zeros(len(pictures), dtype=torch.int64)
        if not isinstance(labels, Tensor) or labels.is_floating_point():
            raise NotYet("She takes pictures first, then labels: `discriminator(pictures, labels)`.")
        return self.say(pictures, labels)


@exercise(
    hints=(
        "Think of a map on which each label's row is a place. In the middle of all places nothing is asked for.",
        "From the middle, `table.mean(0)`, walk towards the label's place: at strength 1 you arrive, at strength 2 you "
        "have walked twice as far.",
        "`middle + strength * (table[label] - middle)`",
    ),
    praise="At strength 0 nothing is asked for, at 1 the label, and beyond 1 you're off the map that he has learned.",
)
def asked_with_strength(table: Tensor, label: int, strength: float) -> Tensor:
    """The numbers (d,) that ask for a label with some strength: 0 is the mean of all rows, 1 the label's own row."""
    middle = table.mean(0)
    return middle + strength * (table[label] - middle)


@asked_with_strength.checks
def _(attempt: Attempt) -> None:
    table, label, strength = _TABLE, 2, 3.0
    middle, row = table.mean(0), table[label]
    mistakes = {
        "You multiplied the row itself. Strength 0 would then be four zeros, which need not be the middle of the "
        "labels: start from `table.mean(0)`.": strength * row,
        "You added the whole row to the middle. What counts is the way from the middle *to* the row: `table[label] - "
        "middle`.": middle + strength * row,
        "You walked away from the label: it's `table[label] - middle`.": middle - strength * (row - middle),
        "You started at the label's row: strength 1 would go beyond it. Start in the middle.": (
            row + strength * (row - middle)
        ),
        "That is the way alone. Add it to the middle.": strength * (row - middle),
        "The shares are turned round: at strength 1 it should be the label's row.": (
            row + strength * (middle - row),
            strength * middle + (1 - strength) * row,
        ),
        "You took the mean of each row, `mean(1)`. The middle of all places is `mean(0)`.": (
            table.mean(1) + strength * (row - table.mean(1))
        ),
        "You took one mean of all the numbers. The middle is a place with four numbers: `table.mean(0)`.": (
            table.mean() + strength * (row - table.mean())
        ),
        "At strength 3 this is still the label's own row: the strength isn't used, or not beyond 1.": row,
        "You took the middle of the first two rows. There may be more: `table.mean(0)`.": (
            table[:2].mean(0) + strength * (row - table[:2].mean(0))
        ),
    }
    message = "Not yet: from the middle of the rows, `strength` times the way to the label's row."
    attempt.expect_close(attempt(table, label, strength), middle + strength * (row - middle), message, mistakes)
    attempt.expect_close(attempt(table, 0, 0.0), middle, "At strength 0 it should be the mean of all rows.")
    message = "At strength -1 it should lie beyond the middle, as far from it as the label's row, on the other side."
    attempt.expect_close(attempt(table, 1, -1.0), 2 * middle - table[1], message)


# --- questions, in the order of the lesson

deaf_expert = Prediction(
    "The forger is told which digit to paint. The expert is *not* told which was asked for; she judges the picture "
    "alone. What does he paint when he is asked for a seven?",
    answers={
        "a seven: he was told to": "Nobody pays him for it. Any good digit pleases an expert who doesn't know what was "
        "asked for, so nothing in her gradient ties the order to the picture.",
        "some digit or other": "Yes. To her any good digit will do, so nothing in her gradient ties the order to the "
        "picture. If it is a seven, that is luck.",
        "nothing that can be read": "She still tells digits from scribbles, so he paints digits. They only don't "
        "follow the order.",
    },
)

rare_label = Prediction(
    "All sevens but twenty are taken out of the training set. What will he paint when asked for a seven?",
    answers={
        "sevens as good and as new as before": "They can be read, and they vary. But there were only twenty. "
        "Nobody can tell him what else a seven can look like, and his sevens stay near them.",
        "sevens, but close to the twenty": "Yes. They can be read as sevens, and they vary, but they lie close to the "
        "twenty: nobody can tell him what else a seven can look like.",
        "other digits": "He could, if his expert knew too little about sevens to mind. But twenty are enough for her "
        "to tell them from the rest. His sevens can be read; they lie close to the twenty.",
    },
)

what_stays = Prediction(
    "Sixteen random numbers make a cat. You hold them still and flip the label. What will the dog have in common with "
    "the cat?",
    answers={
        "everything that a cat and a dog can share": "That would be the master's own flip: the same animal, another "
        "species. Nothing in the game asks for it.",
        "some of it": "Yes: some knobs stay, in part, and others start afresh. Nothing in the game asks for either.",
        "nothing": "It could have come out like that, and the expert wouldn't mind. But both species share most of his "
        "weights, which is probably why some of it stays.",
    },
)

how_many_dogs = Quiz(
    "A conditional GAN has 100,000 pictures of cats and 100 of dogs to study. You ask for a thousand dogs. How often "
    "do dogs come out?",
    right="as often as you ask: the label is yours to choose",
    answers={
        "as often as you ask: the label is yours to choose": "Yes. P(Y) is your business, P(X|Y) is his. But there "
        "were only a hundred dogs to learn from, and his will show it.",
        "about once: dogs are rare": "That would be P(X, Y). You ask for the label, so P(Y) is whatever you like. What "
        "suffers is P(X|dog), because there were so few to learn from.",
        "never: rare labels collapse": "They may, but not because they are rare among your orders. What he knows about "
        "dogs comes from a hundred pictures, and his dogs will show it.",
    },
)

taught_by_fakes = Prediction(
    "A classifier has never seen a real portrait, only fakes, each with the label that was asked for. How often is it "
    "right about real pets?",
    answers={
        "about as often as one that was taught by real portraits": "Yes, nearly. What tells cats from dogs, he has got "
        "right.",
        "far less often": "His fakes are rough, and yet what tells cats from dogs is in them. The two lines are right "
        "nearly equally often.",
        "about half of the time, like a coin": "Then his cats and dogs would have nothing to do with real ones. They "
        "have: the two lines are right nearly equally often.",
    },
)

nothing_asks = Quiz(
    "Why does a flipped label not give exactly the same animal as the other species?",
    right="no loss compares a cat with the dog of the same latent",
    answers={
        "no loss compares a cat with the dog of the same latent": "Yes. She judges one picture and one label at a "
        "time, and any good dog will do. What is kept is probably kept because both species share his first layers.",
        "his network is too small": "A larger one would paint cleaner dogs. It still would not be paid for painting "
        "this cat's double.",
        "the latents have too few numbers": "With more of them he could tell more animals apart. But that the same "
        "numbers mean the same fur for both species is something nobody asks for.",
    },
)

# --- those of "Say it in a sentence", which come last

her_loss = sentences.her_loss
same_words, never_together = sentences.same_words, sentences.never_together
why_wrong_pairs = sentences.why_wrong_pairs

lesson = Lesson.of("12", vars())
progress, export = lesson.progress, lesson.export
show = lesson.show
