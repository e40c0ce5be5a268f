"""Lesson 00, start here: a question, and a warm-up."""

from gan_lesson.exercises import Attempt, Lesson, Prediction, exercise

another_kind = Prediction(
    "Two of these questions have one right answer each. Which has many?",
    {
        "How much does this dog weigh?": "This one asks for a number: *regression*. Something goes in and one answer "
        "comes out, as with the e-mail. The third question asks for something new, and many pictures would answer it.",
        "Is this e-mail spam?": "This one asks for a label: *classification*. Something goes in and one answer comes "
        "out, as with the dog's weight. The third question asks for something new, and many pictures would answer it.",
        "What might a dog look like that nobody has ever seen?": "Yes. The first asks for a number (*regression*), the "
        "second for a label (*classification*). The third asks for something *new*, made to be like what was seen "
        "before. That is *generative* modelling, and it is what this course is about.",
    },
)


@exercise(
    hints=(
        "Think of a chocolate bar: so many rows, and so many pieces in each. How do you count the pieces?",
        "The pixels of one row are `width`. There are `height` such rows.",
        "Replace the `...` by `return` and the product of the two: `height * ...`.",
    ),
    praise="That's all there is to it. A portrait of 28 by 28 pixels has 784.",
)
def pixels(height: int, width: int) -> int:
    """The number of pixels of a picture."""
    return height * width


@pixels.checks
def _(attempt: Attempt) -> None:
    count = attempt.expect_number(attempt(3, 7))
    mistakes = {
        "You added. A picture has `height` rows with `width` pixels in *each* of them.": 3 + 7,
        "Those are the lengths of the four sides. Count the pixels inside: rows times pixels in a row.": 2 * (3 + 7),
        "You used the height twice. A picture need not be square.": 3 * 3,
        "You used the width twice. A picture need not be square.": 7 * 7,
        "`**` is a power, `*` multiplies.": 3**7,
        "784 is right for 28 by 28 pixels. Use `height` and `width`, so that it is right for every picture.": 784,
        "That is the height alone. Each row has `width` pixels.": 3,
        "That is the width alone. There are `height` rows of that.": 7,
        "That is the mean of the two. Multiply them.": (3 + 7) / 2,
        "A picture of 3 by 7 has 3 rows and 7 columns, neither more nor fewer.": (2 * 6, 4 * 8),
        "These pixels are grey and have no three colours: each counts once.": 3 * 7 * 3,
        "You counted grey levels too. Each pixel counts once, whatever its grey.": 3 * 7 * 256,
        "You divided. Multiply the two.": (3 / 7, 0),
    }
    attempt.expect_close(count, 21, f"3 rows of 7 pixels are 21. Your function says {count:g}.", mistakes)
    count = attempt.expect_number(attempt(28, 28))
    attempt.expect_close(count, 784, f"It is right for 3 by 7 pixels, but for 28 by 28 your function says {count:g}.")


lesson = Lesson.of("00", vars())
progress, export = lesson.progress, lesson.export
