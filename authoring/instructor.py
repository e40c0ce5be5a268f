"""The instructor's edition: a lesson solved and run, with the answers to its questions and the teaching notes.

The notes are text, ``notebooks/source/teaching/NN_name.md``, each under the heading below which it belongs. They are
put into this edition only, so no other can show them.
"""

import re
import sys
from importlib import import_module
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

from authoring import lessons, trust
from gan_lesson.exercises.questions import Prediction, Quiz

HEADING = re.compile(r"^#{1,6} .+$", re.MULTILINE)
NOTE = "teaching"  # the tag of the cells that are added


def notes_of(folder: Path, name: str) -> dict[str, str]:
    """The teaching notes of a lesson, by the heading below which each belongs.

    Args:
        folder: the notebooks' folder.
        name: of the lesson.
    """
    text = (folder / "source" / "teaching" / f"{name}.md").read_text("utf-8")
    headings = [*HEADING.finditer(text)]
    ends = [match.start() for match in headings[1:]] + [len(text)]
    return {match[0]: text[match.end() : end].strip() for match, end in zip(headings, ends, strict=True)}


def edition_of(folder: Path, name: str) -> nbformat.NotebookNode:
    """A lesson for those who teach it, made from the stored edition that is solved and run.

    Args:
        folder: the notebooks' folder.
        name: of the lesson.

    Raises:
        LookupError: if a note's heading is not in the lesson.
    """
    solved = lessons.path_of(folder, name, solutions=lessons.has_exercises(folder, name))
    notebook = nbformat.read(solved, as_version=4)
    notes, questions = notes_of(folder, name), import_module(f"gan_lesson.exercises.lesson_{name[:2]}")
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.cell_type == "markdown":
            cells += [_added(notes.pop(heading)) for heading in HEADING.findall(cell.source) if heading in notes]
        elif asked := lessons.asked_in(cell):
            question = getattr(questions, asked, None)
            if isinstance(question, Prediction | Quiz):
                cells.append(_added(answers_to(question)))
    if notes:
        raise LookupError(f"{name} has no such heading: {', '.join(notes)}")
    notebook.cells = cells
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03}"
    return notebook


def answers_to(question: Prediction | Quiz) -> str:
    """Every choice with its reply, as Markdown; a quiz's right one is marked."""
    right = getattr(question, "right", None)
    lines = [
        f"- {'**Right:** ' if choice == right else ''}*{choice}* {reply}" for choice, reply in question.answers.items()
    ]
    return "\n".join([f"**Answers.** {question.question}", "", *lines])


def write(folder: Path, name: str, target: Path) -> Path:
    """Writes a lesson's instructor's edition into the folder `target` and returns its path."""
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{name}.ipynb"
    nbformat.write(edition_of(folder, name), path)
    return path


def main(numbers: list[str], folder: Path = trust.FOLDER, notary: NotebookNotary | None = None) -> int:
    """Writes the instructor's edition of lessons, by default of all of them, and lets JupyterLab trust it.

    Args:
        numbers: of lessons, such as "04"; each may be a lesson's whole name.
        folder: the notebooks' folder, in which ``instructor`` is made.
        notary: of the user who will open them.

    Returns:
        The process's exit status.
    """
    known = lessons.sources(folder)
    unknown = [number for number in numbers if number[:2] not in {name[:2] for name in known}]
    if unknown:
        print(f"There is no lesson {', '.join(unknown)}; there are: {', '.join(name[:2] for name in known)}")
        return 2
    notary = notary or NotebookNotary()
    for name in known:
        if not numbers or name[:2] in {number[:2] for number in numbers}:
            path = write(folder, name, folder / "instructor")
            notary.sign(nbformat.read(path, as_version=4))
            print(f"{path.relative_to(folder.parent)}")
    return 0


def _added(text: str) -> nbformat.NotebookNode:
    """A cell that stands out as the teacher's: a quotation, in every program that shows Markdown."""
    quoted = "\n".join(f"> {line}".rstrip() for line in f"**For the teacher**\n\n{text}".split("\n"))
    cell = nbformat.v4.new_markdown_cell(quoted)
    cell.metadata["tags"] = [NOTE]
    return cell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
