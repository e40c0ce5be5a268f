"""The file that students hand in: what is in it, and what is no such file."""

import json
from importlib import import_module
from pathlib import Path

import pytest
import torch

import gan_lesson.exercises
from gan_lesson.exercises import Lesson, Prediction, Quiz, exercise, handed_in, records
from gan_lesson.exercises.records import Records

NAMES = sorted(path.stem for path in Path(gan_lesson.exercises.__file__).parent.glob("lesson_[0-9][0-9].py"))
ADDED = "You added 2."


@pytest.fixture
def lesson():
    @exercise(hints=("a", "b", "c"))
    def double(numbers):
        return 2 * numbers

    @double.checks
    def _(attempt):
        numbers = torch.tensor([1.0, -3.0])
        attempt.expect_close(attempt(numbers), 2 * numbers, "Not doubled.", {ADDED: numbers + 2})

    first = Prediction("What comes first?", answers={"ears": "Yes.", "fur": "No."})
    quiz = Quiz("What is it?", right="a loss", answers={"a loss": "Yes.", "a gain": "No."})
    return Lesson("77", exercises=[double], predictions=[first], quizzes=[quiz])


def test_all_that_was_answered_comes_back(lesson, tmp_path):
    (double,), (first,), (quiz,) = lesson.exercises, lesson.predictions, lesson.quizzes
    double.check(...)
    double.check(lambda numbers: numbers + 2)
    double.check(lambda numbers: numbers + 2)
    double.check(double.function)
    double.check(lambda numbers: numbers + 2)  # playing on, once it is solved
    first.choose("fur")
    quiz.choose("a gain")
    lesson.export(tmp_path / "answers.json")
    assert handed_in.read(tmp_path / "answers.json") == {
        "77": {
            "exercises": {"double": "correct"},
            "told": {"double 1": ADDED, "double 2": ADDED},
            "predictions": {first.id: "fur"},
            "quizzes": {quiz.id: "wrong"},
            "firsts": {quiz.id: "a gain"},
        }
    }


def test_no_name_is_in_it_but_the_one_that_was_given(lesson, tmp_path):
    lesson.predictions[0].choose("ears")
    lesson.export(tmp_path / "answers.json")
    assert json.loads((tmp_path / "answers.json").read_text("utf-8"))["name"] == ""
    lesson.export(tmp_path / "answers.json", name="Zoë")
    content = json.loads((tmp_path / "answers.json").read_text("utf-8"))
    assert set(content) == {"format", "version", "name", "lessons"} and content["name"] == "Zoë"


def test_other_lessons_are_in_it_too(lesson, tmp_path):
    Records().note("78", "exercises", {"triple": "correct"})
    lesson.export(tmp_path / "answers.json")
    assert handed_in.read(tmp_path / "answers.json") == {"78": {"exercises": {"triple": "correct"}}}


def test_a_folder_that_is_not_there_is_named(lesson, tmp_path):
    with pytest.raises(FileNotFoundError, match="no folder"):
        lesson.export(tmp_path / "nowhere" / "answers.json")


def test_an_endless_series_of_attempts_does_not_fill_the_file(lesson):
    for number in range(records.MOST_TOLD + 5):
        lesson.records.tell("77", "double", f"No. {number}")
    said = records.told(Records().of("77", "told"), "double")
    assert len(said) == records.MOST_TOLD and said[0] == "No. 0"


def test_messages_of_exercises_whose_names_begin_alike_are_kept_apart():
    results = {"step 1": "a", "step_back 1": "b", "step 2": "c"}
    assert records.told(results, "step") == ["a", "c"] and records.told(results, "step_back") == ["b"]


GOOD = {"77": {"exercises": {"double": "correct"}}}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b'{"format": "gan-lesson ans', "only a part"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1, 2]", "some other JSON file"),
        (b'{"version": 1, "lessons": {}}', "some other JSON file"),
        (json.dumps({**handed_in.content(GOOD), "version": 2}).encode(), "another version"),
        (json.dumps(handed_in.content({})).encode(), "nothing was answered"),
        (json.dumps({**handed_in.content(GOOD), "lessons": [1]}).encode(), "nothing was answered"),
        (json.dumps(handed_in.content({"77": {"quizzes": {"a": 3}, "told": 5}, "78": 2})).encode(), "nothing was"),
        (json.dumps(handed_in.content(GOOD)).encode() + b" " * handed_in.MOST_BYTES, "too large"),
    ],
)
def test_what_is_no_such_file_is_told(tmp_path, content, reason):
    (tmp_path / "it.json").write_bytes(content)
    with pytest.raises(ValueError, match=reason):
        handed_in.read(tmp_path / "it.json")


@pytest.mark.parametrize("name", NAMES)
def test_every_lesson_lets_its_reader_export(name):
    module = import_module(f"gan_lesson.exercises.{name}")
    assert module.export == module.lesson.export, "write: progress, export = lesson.progress, lesson.export"
