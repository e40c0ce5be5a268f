"""What exercises, questions and progress share when they turn words into HTML."""

import html
import re

from gan_lesson.page.bundle import read_bundle

OWN_SHEETS = ("question", "progress")  # the other kinds share one
ICONS = {  # drawn in a box of 16 by 16
    "correct": '<circle cx="8" cy="8" r="7"/><path class="gl-sign" d="M4.600 8.300l2.400 2.400 4.400-5"/>',
    "not yet": '<path d="M5 1h6a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4H5a4 4 0 0 1-4-4V5a4 4 0 0 1 4-4z"/>'
    '<path class="gl-sign" d="M4.500 8h.010M8 8h.010M11.500 8h.010"/>',
    "not attempted": '<circle class="gl-empty" cx="8" cy="8" r="6"/>',
}


def inline(text: str) -> str:
    """Plain text as HTML: `code` between backticks, *emphasis* between asterisks, and nothing else."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(
        f"<code>{html.escape(part[1:-1])}</code>"
        if part.startswith("`") and part.endswith("`") and len(part) > 2
        else re.sub(r"\*(\S(?:[^*]*\S)?)\*", r"<em>\1</em>", html.escape(part))
        for part in parts
    )


def plain(text: str) -> str:
    """The same text without asterisks for emphasis; backticks stay."""
    return "".join(
        part if part.startswith("`") else re.sub(r"\*(\S(?:[^*]*\S)?)\*", r"\1", part)
        for part in re.split(r"(`[^`]+`)", text)
    )


def icon(name: str) -> str:
    """A small picture whose shape shows the outcome."""
    return f'<svg class="gl-icon" viewBox="0 0 16 16" aria-hidden="true">{ICONS[name]}</svg>'


def framed(kind: str, content: str, attributes: str = "") -> str:
    """A piece of HTML with the style sheet of its kind, so that each output stands alone.

    Args:
        kind: "verdict", "hint", "solution", "question" or "progress"; it becomes a class of the outermost element.
        content: HTML.
        attributes: of the outermost element.
    """
    sheet = read_bundle(f"{kind if kind in OWN_SHEETS else 'verdict'}.css")
    return (
        f'<div class="gan-lesson gan-lesson-exercise gl-{kind}"{attributes and " " + attributes}>\n'
        f"<style>\n{sheet}</style>\n{content}\n</div>"
    )


class Shown:
    """Something that shows itself when it is made, and not again as the last value of the same cell.

    So `exercises.sigmoid.hint()` appears even if another line follows it. Outside IPython nothing is shown, and
    `str(...)` gives the words.
    """

    _cell: int | None = None

    def bundle(self) -> dict[str, str]:
        """The mime bundle: ``text/html`` and ``text/plain``."""
        raise NotImplementedError

    def show(self) -> None:
        """Displays it in the output of the running cell."""
        from IPython import get_ipython
        from IPython.display import display

        shell = get_ipython()
        if shell is not None:
            self._cell = shell.execution_count
            display(self.bundle(), raw=True)

    def _ipython_display_(self) -> None:
        from IPython import get_ipython

        if self._cell is None or self._cell != get_ipython().execution_count:
            self.show()

    def __str__(self) -> str:
        return self.bundle()["text/plain"]

    __repr__ = __str__
