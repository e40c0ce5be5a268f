"""The small file, in good and bad condition, and what the progress makes of it."""

import json
import os

import pytest
import torch

from gan_lesson.exercises import Lesson, Prediction, Quiz, exercise, records
from gan_lesson.exercises.records import Records


@pytest.fixture
def lesson():
    @exercise(hints=("a", "b", "c"))
    def double(numbers):
        return 2 * numbers

    @double.checks
    def _(attempt):
        attempt.expect_close(attempt(torch.ones(2)), [2.0, 2.0], "These are not the doubled numbers.")

    first = Prediction("What comes first?", answers={"ears": "Yes.", "fur": "No."})
    quiz = Quiz("What is it?", right="a loss", answers={"a loss": "Yes.", "a gain": "No."})
    return Lesson("77", exercises=[double], predictions=[first], quizzes=[quiz])


def again(lesson):
    """The same lesson in another kernel: what it knows comes from the file."""
    return Lesson(lesson.number, lesson.exercises, lesson.predictions, lesson.quizzes)


def counted(lesson):
    return str(lesson.progress())


NOTHING = "Lesson 77: 0 of 1 exercise correct, 0 of 1 prediction made, 0 of 1 quiz right."
ALL = "Lesson 77: 1 of 1 exercise correct, 1 of 1 prediction made, 1 of 1 quiz right."


def do_everything(lesson):
    lesson.exercises[0].check(lesson.exercises[0].function)
    lesson.predictions[0].choose("fur")
    lesson.quizzes[0].choose("a loss")


def test_everything_is_counted_and_another_kernel_knows_it(lesson, home):
    assert counted(lesson) == NOTHING
    assert not home.exists(), "looking writes nothing"
    do_everything(lesson)
    assert counted(lesson) == ALL
    assert counted(again(lesson)) == ALL
    assert [path.name for path in home.iterdir()] == ["progress.json"]
    kept = json.loads((home / "progress.json").read_text("utf-8"))
    assert kept["version"] == 1 and kept["lessons"]["77"]["predictions"] == {lesson.predictions[0].id: "fur"}


def test_what_was_correct_stays_so(lesson):
    do_everything(lesson)
    lesson.exercises[0].check(lambda numbers: numbers)
    lesson.exercises[0].check(...)
    lesson.quizzes[0].choose("a gain")
    assert counted(lesson) == ALL and counted(again(lesson)) == ALL


def test_what_the_page_forgets_is_forgotten_here_too_and_exercises_stay(lesson, home):
    do_everything(lesson)
    first, quiz = lesson.predictions[0], lesson.quizzes[0]
    lesson.heard({first.id: None, quiz.id: None, "prediction-of-another": None})
    assert counted(lesson) == counted(again(lesson)) == NOTHING.replace("0 of 1 exercise", "1 of 1 exercise")
    assert first.choice is quiz.choice is None
    lesson.heard({quiz.id: {"choice": 0, "solved": True}})
    assert "1 of 1 quiz right" in counted(again(lesson))


def test_a_wrong_answer_is_kept_but_not_counted(lesson):
    lesson.exercises[0].check(lambda numbers: numbers)
    lesson.quizzes[0].choose("a gain")
    assert counted(lesson) == NOTHING
    assert Records().of("77", "exercises") == {"double": "not yet"}
    assert Records().of("77", "quizzes") == {lesson.quizzes[0].id: "wrong"}


def test_the_first_answer_to_a_quiz_stays_whatever_comes_after(lesson):
    (quiz,) = lesson.quizzes
    assert list(quiz.answers) == ["a loss", "a gain"]
    lesson.heard({quiz.id: {"choice": 0, "first": 1, "solved": True}})
    lesson.heard({quiz.id: {"choice": 0, "first": 0, "solved": True}})
    quiz.choose("a loss")
    assert Records().of("77", "firsts") == {quiz.id: "a gain"}
    lesson.heard({quiz.id: None})
    assert Records().of("77", "firsts") == {}
    for nonsense in (7, -1, True, "1", None, [0]):
        lesson.heard({quiz.id: {"choice": 1, "first": nonsense}})
    assert Records().of("77", "firsts") == {}
    quiz.choose("a loss")
    assert Records().of("77", "firsts") == {quiz.id: "a loss"}


def test_two_lessons_share_the_file(lesson):
    do_everything(lesson)
    Records().note("78", "exercises", {"triple": "correct"})
    assert counted(again(lesson)) == ALL and Records().of("78", "exercises") == {"triple": "correct"}


def test_what_two_kernels_note_in_turn_is_kept_of_both():
    one, other = Records(), Records()
    one.note("77", "exercises", {"a": "correct"})
    other.note("77", "exercises", {"b": "correct"})
    one.note("77", "exercises", {"c": "not yet"})
    assert Records().of("77", "exercises") == {"a": "correct", "b": "correct", "c": "not yet"}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b'{"version": 1, "less', b"[" * 100_000])
def test_a_broken_file_is_put_aside_and_counting_goes_on(lesson, home, content):
    home.mkdir()
    (home / "progress.json").write_bytes(content)
    said = counted(lesson)
    assert said.startswith(NOTHING) and said.count("could not be read") == 1
    do_everything(lesson)
    assert counted(lesson).startswith(ALL) and counted(again(lesson)) == ALL
    assert (home / "progress-unreadable.json").read_bytes() == content


@pytest.mark.parametrize(
    "content",
    ["[1, 2]", "3", "null", '{"version": 2, "lessons": {}}', '{"lessons": {}}', '{"version": 1, "lessons": []}'],
)
def test_a_file_of_somebody_else_s_is_left_as_it_is(lesson, home, content):
    home.mkdir()
    (home / "progress.json").write_text(content, encoding="utf-8")
    do_everything(lesson)
    said = counted(lesson)
    assert said.startswith(ALL) and "left as it is" in said
    assert [path.name for path in home.iterdir()] == ["progress.json"]
    assert (home / "progress.json").read_text("utf-8") == content


def test_what_has_the_wrong_form_within_a_good_file_is_passed_over(lesson, home):
    home.mkdir()
    lessons = {"77": {"exercises": {"double": 3, "other": "correct"}, "quizzes": [1], "x": None}, "78": 5}
    (home / "progress.json").write_text(json.dumps({"version": 1, "lessons": lessons}), encoding="utf-8")
    assert counted(lesson) == NOTHING
    do_everything(lesson)
    assert counted(again(lesson)) == ALL


def test_a_folder_that_cannot_be_made_costs_one_sentence(lesson, home):
    home.write_text("a file where the folder should be", encoding="utf-8")
    do_everything(lesson)
    said = counted(lesson)
    assert said.startswith(ALL)
    assert said.count(".") == 2 + str(home).count(".") + ".json".count("."), said
    assert home.read_text("utf-8") == "a file where the folder should be"


def test_a_file_that_cannot_be_written_costs_one_sentence_and_leaves_nothing(lesson, home, monkeypatch):
    def refuse(*arguments):
        raise PermissionError("read-only")

    monkeypatch.setattr(os, "replace", refuse)
    do_everything(lesson)
    said = counted(lesson)
    assert said.startswith(ALL) and said.count("only until the kernel ends") == 1
    assert list(home.iterdir()) == []


def test_a_file_that_cannot_be_read_costs_one_sentence(lesson, home):
    (home / "progress.json").mkdir(parents=True)
    do_everything(lesson)
    said = counted(lesson)
    assert said.startswith(ALL) and said.count("could not be read") == 1


def test_without_the_variable_it_is_the_user_s_own_folder(monkeypatch):
    monkeypatch.delenv(records.HOME)
    assert records.path().name == "progress.json" and "gan-lesson" in str(records.path().parent)


# --- what a page reports


def test_a_page_s_report_is_taken(lesson):
    prediction, quiz = lesson.predictions[0], lesson.quizzes[0]
    lesson.heard({prediction.id: {"choice": 1, "solved": False}, quiz.id: {"choice": 1, "solved": True}})
    assert prediction.choice == "fur" and quiz.choice == "a gain"
    assert counted(again(lesson)) == "Lesson 77: 0 of 1 exercise correct, 1 of 1 prediction made, 1 of 1 quiz right."


@pytest.mark.parametrize(
    "answer", [None, 3, "1", [], {}, {"choice": 7}, {"choice": -1}, {"choice": "0"}, {"choice": True}, {"choice": 0.0}]
)
def test_a_report_that_makes_no_sense_is_passed_over(lesson, answer):
    lesson.heard({lesson.predictions[0].id: answer, lesson.quizzes[0].id: answer, "other": {"choice": 0}})
    assert counted(lesson) == NOTHING


# --- lesson and progress


def test_the_progress_names_what_is_open(lesson):
    html = lesson.progress().bundle()["text/html"]
    assert "Still open: <code>double</code>." in html
    do_everything(lesson)
    html = lesson.progress().bundle()["text/html"]
    assert "Still open" not in html and html.count("1 of 1") == 3 and html.count('class="gl-pip gl-done"') == 3


def test_a_lesson_without_questions_counts_its_exercises_only(lesson):
    alone = Lesson("78", exercises=lesson.exercises)
    assert counted(alone) == "Lesson 78: 0 of 1 exercise correct."
    assert counted(Lesson("79")) == "Lesson 79: nothing to count."


def test_what_an_author_forgot_is_told(lesson):
    @exercise(hints=("a", "b", "c"))
    def unchecked():
        return 1

    with pytest.raises(ValueError, match="unchecked has no check"):
        Lesson("78", exercises=[unchecked])
    with pytest.raises(ValueError, match="more than one double in lesson 78"):
        Lesson("78", exercises=lesson.exercises * 2)
