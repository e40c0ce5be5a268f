"""The instructor's edition: notes below headings, answers below questions, and notes in no other edition."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from authoring import instructor, lessons
from gan_lesson.exercises import lesson_01
from gan_lesson.exercises.questions import Prediction, Quiz

FOLDER = Path(__file__).parents[2] / "notebooks"
NAMES = lessons.sources(FOLDER)


@pytest.mark.parametrize("name", NAMES)
def test_every_lesson_has_notes_where_its_headings_are(name):
    cells = instructor.edition_of(FOLDER, name).cells
    notes = [number for number, cell in enumerate(cells) if "**For the teacher**" in cell.source]
    assert len(notes) >= 3
    whole = cells[notes[0]].source
    assert notes[0] == 1 and "If you have only" in whole
    stated = re.search(r"About (\d+) minutes", cells[0].source)[1]
    assert f"**{stated} minutes" in whole, "the notes and the lesson agree on the minutes"


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_stand_below_every_question(name):
    cells = instructor.edition_of(FOLDER, name).cells
    asked = [
        number
        for number, cell in enumerate(cells)
        if cell.cell_type == "code"
        and re.fullmatch(r"exercises\.\w+", cell.source.rsplit("\n", 1)[-1])
        and any("Prediction: " in text or "Quiz: " in text for text in plain_texts(cell))
    ]
    assert asked
    for number in asked:
        assert "**Answers.**" in cells[number + 1].source


def plain_texts(cell):
    return [str(output.get("data", {}).get("text/plain", "")) for output in cell.outputs]


@pytest.mark.parametrize("name", NAMES)
def test_no_note_reaches_another_edition(name):
    notes = [line for text in instructor.notes_of(FOLDER, name).values() for line in text.splitlines() if line]
    for solutions in {False, lessons.has_exercises(FOLDER, name)}:
        stored = lessons.path_of(FOLDER, name, solutions).read_text("utf-8")
        assert "For the teacher" not in stored
        assert not [line for line in notes if len(line) > 40 and line in stored]


def test_the_rest_is_the_solved_edition():
    name = NAMES[1]
    solved = nbformat.read(lessons.path_of(FOLDER, name, solutions=True), as_version=4).cells
    cells = instructor.edition_of(FOLDER, name).cells
    kept = [cell for cell in cells if instructor.NOTE not in cell.metadata.get("tags", [])]
    assert [(cell.source, cell.get("outputs")) for cell in kept] == [
        (cell.source, cell.get("outputs")) for cell in solved
    ]


def test_a_quiz_says_which_choice_is_right():
    quiz = Quiz("What is 2 + 2?", right="4", answers={"5": "Too much.", "4": "Two and two."})
    assert instructor.answers_to(quiz).splitlines()[2:] == ["- *5* Too much.", "- **Right:** *4* Two and two."]
    asked = Prediction("Ears?", {"Yes": "Indeed.", "No": "They do."})
    assert "Right" not in instructor.answers_to(asked)
    assert lesson_01.what_999_means.question in instructor.answers_to(lesson_01.what_999_means)


def test_a_note_without_its_heading_is_named(tmp_path):
    name = NAMES[0]
    notes = tmp_path / "source" / "teaching" / f"{name}.md"
    notes.parent.mkdir(parents=True)
    (tmp_path / "source" / f"{name}.py").write_text((FOLDER / "source" / f"{name}.py").read_text("utf-8"), "utf-8")
    stored = lessons.path_of(tmp_path, name, solutions=True)
    stored.parent.mkdir()
    stored.write_text(lessons.path_of(FOLDER, name, solutions=True).read_text("utf-8"), "utf-8")
    notes.write_text("# 00 · Start here\n\nFine.\n\n## No such heading\n\nLost.\n", "utf-8")
    with pytest.raises(LookupError, match="no such heading: ## No such heading"):
        instructor.edition_of(tmp_path, name)


def test_the_command_writes_lessons_that_jupyter_trusts(tmp_path, capsys):
    folder = tmp_path / "notebooks"
    shutil.copytree(FOLDER, folder, ignore=lambda *_: ["instructor", "pictures"])
    notary = NotebookNotary(data_dir=str(tmp_path))
    assert instructor.main(["01"], folder, notary) == 0
    assert [path.name for path in (folder / "instructor").iterdir()] == [f"{NAMES[1]}.ipynb"]
    assert notary.check_signature(nbformat.read(folder / "instructor" / f"{NAMES[1]}.ipynb", as_version=4))
    assert instructor.main(["77"], folder, notary) == 2
    assert f"notebooks/instructor/{NAMES[1]}.ipynb" in (said := capsys.readouterr().out)
    assert "There is no lesson 77; there are: 00, 01" in said
