"""Questions that are answered in the page: a prediction before a picture, and a quiz after a section.

Both are plain mime bundles of native radio buttons with a little JavaScript. They need no kernel and no network: they
work in JupyterLab and in pages exported by nbconvert, by keyboard and with a screen reader. Without JavaScript, and on
paper, the answers are below, in a fold. What was answered is kept by the browser, see ``answers.js``.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from gan_lesson.page import markup
from gan_lesson.page.bundle import script_html, to_json
from gan_lesson.page.markup import inline, plain

LABELS = {"prediction": ("Predict", "This is my prediction"), "quiz": ("Quiz", "Answer")}  # and on the button


class _Question:
    """What a prediction and a quiz have in common.

    Attributes:
        question: the question.
        answers: the reply to each choice, in order.
        id: made from the question's words, so it is the same on every machine.
        choice: chosen in Python or reported by the page; None at first.
        record: called with the choice; set by the lesson.
    """

    kind = "question"

    def __init__(self, question: str, answers: Mapping[str, str]):
        if len(answers) < 2:
            raise ValueError(f"a question needs two choices at least: {question!r}")
        self.question = question
        self.answers = dict(answers)
        content = json.dumps([self.kind, question, list(answers)])
        self.id = f"{self.kind}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"
        self.choice: str | None = None
        self.record: Callable[[str], None] = lambda choice: None

    def choose(self, choice: str) -> None:
        """Chooses in Python, as a click in the page does.

        Raises:
            ValueError: if there is no such choice.
        """
        if choice not in self.answers:
            choices = ", ".join(map(repr, self.answers))
            raise ValueError(f"{choice!r} is none of the choices: {choices}")
        self.choice = choice
        self.record(choice)

    def numbered(self, number: Any) -> str | None:
        """The choice of a number, counted from 0; None if that is none, whatever a page sent."""
        choices = list(self.answers)
        return choices[number] if type(number) is int and 0 <= number < len(choices) else None

    def _bundle(self) -> dict[str, str]:
        """The question as a mime bundle."""
        label, button = LABELS[self.kind]
        buttons = "\n".join(
            f'<label data-number="{number}"><input type="radio" name="{self.id}" value="{number}"'
            f"{' checked' if choice == self.choice else ''}><span>{inline(choice)}</span></label>"
            for number, choice in enumerate(self.answers)
        )
        asked = f"<fieldset>\n<legend><b>{label}</b> {inline(self.question)}</legend>\n{buttons}\n</fieldset>\n"
        below = self._all_answers() if self.kind == "quiz" else ""
        return {"text/html": self._framed("ask", asked, below, button), "text/plain": repr(self)}

    def _framed(self, part: str, asked: str, below: str, button: str = "") -> str:
        """The question, or what answers it, with what the page needs to know.

        Args:
            part: "ask" or "reveal".
            asked: HTML above the reply.
            below: HTML below it.
            button: the words on the button.
        """
        choices, right = list(self.answers), getattr(self, "right", None)
        data = {
            "id": self.id,
            "part": part,
            "kind": self.kind,
            "count": len(choices),
            "chosen": choices.index(self.choice) if self.choice is not None else None,
            "right": choices.index(right) if right is not None else None,
            "button": button,
            "icons": {outcome: markup.icon(outcome) for outcome in ("correct", "not yet")},
        }
        content = (
            f'{asked}<div class="gl-answer" role="status"></div>\n{below}'
            f'<script type="application/json">{to_json(data)}</script>\n'
            f"{script_html('questions')}"
        )
        return markup.framed("question", content, f'data-part="{part}"')

    def _all_answers(self) -> str:
        replies = "\n".join(
            f'<dt data-number="{number}">{inline(choice)}</dt><dd data-reply="{number}">{inline(reply)}</dd>'
            for number, (choice, reply) in enumerate(self.answers.items())
        )
        return f'<details class="gl-all"><summary>All the answers</summary>\n<dl>\n{replies}\n</dl>\n</details>\n'

    def __repr__(self) -> str:
        choices = " / ".join(map(plain, self.answers))
        return f"{self.kind.capitalize()}: {plain(self.question)} ({choices})"


class Prediction(_Question):
    """A prediction to make before a picture; `reveal`, in the cell below, replies to it.

    Args:
        question: the question.
        answers: the reply to each choice.
    """

    kind = "prediction"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self._bundle()

    def reveal(self) -> "Reveal":
        """The reply to the reader's choice, and in a fold those to all others."""
        return Reveal(self)


class Reveal:
    """The answers to a prediction; see `Prediction.reveal`."""

    def __init__(self, prediction: Prediction):
        self._prediction = prediction

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        prediction = self._prediction
        asked = f'<p class="gl-asked"><b>You were asked</b> {inline(prediction.question)}</p>\n'
        html = prediction._framed("reveal", asked, prediction._all_answers())
        return {"text/html": html, "text/plain": repr(self)}

    def __repr__(self) -> str:
        answers = self._prediction.answers
        chosen = self._prediction.choice
        shown = answers if chosen is None else {chosen: answers[chosen]}
        return "\n".join(f"{plain(choice)}: {plain(reply)}" for choice, reply in shown.items())


class Quiz(_Question):
    """A question with one right answer. Replies to wrong choices say why these are tempting.

    Args:
        question: the question.
        right: the right choice.
        answers: the reply to each choice.

    Raises:
        ValueError: if the right choice is not among the choices.
    """

    kind = "quiz"

    def __init__(self, question: str, right: str, answers: Mapping[str, str]):
        super().__init__(question, answers)
        if right not in answers:
            raise ValueError(f"the right choice {right!r} has no answer")
        self.right = right

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self._bundle()
