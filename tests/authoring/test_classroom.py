"""The picture of a class, from made-up files of small classes."""

import re

import pytest

from authoring import classroom
from authoring.classroom import Classroom, Mistake, Task, Vote
from gan_lesson.exercises import Lesson, Prediction, Quiz, exercise, handed_in

EARS = Prediction("What comes first, `ears` or <fur>?", {"ears": "Yes.", "fur": "No.", "neither": "Hm."})
AGREED = Prediction("Is 2 < 3?", {"Yes": "Yes.", "No": "No."})
QUIZ = Quiz("What is it?", right="a loss", answers={"a loss": "Yes.", "a gain": "No."})
ADDED, SHAPE = "You added 2.", "It returned 3 numbers."


@pytest.fixture
def lesson():
    @exercise(hints=("a", "b", "c"))
    def double(numbers):
        return 2 * numbers

    @exercise(hints=("d", "e", "f"))
    def triple(numbers):
        return 3 * numbers

    for one in (double, triple):
        one.checks(lambda attempt: None)
    return Lesson("77", exercises=[double, triple], predictions=[EARS, AGREED], quizzes=[QUIZ])


def student(ears="ears", double="correct", told=(), quiz="a loss", triple="correct"):
    return {
        "77": {
            "exercises": {"double": double, "triple": triple},
            "told": {f"double {number}": message for number, message in enumerate(told, start=1)},
            "predictions": {EARS.id: ears, AGREED.id: "Yes"},
            "quizzes": {QUIZ.id: "right" if quiz == QUIZ.right else "wrong"},
            "firsts": {QUIZ.id: quiz},
        }
    }


FOUR = [
    student(),
    student("fur", told=[ADDED, ADDED, SHAPE]),
    student("fur", double="not yet", told=[f"{ADDED[:-1]} in line 3, `numbers + 2`."], quiz="a gain"),
    student("neither", double="not attempted", triple="not attempted"),
]


def test_the_split_is_the_chance_that_two_disagree():
    assert Vote("77", "?", {"a": 2, "b": 2}).split == pytest.approx(4 / 6)
    assert Vote("77", "?", {"a": 5, "b": 0}).split == 0
    assert Vote("77", "?", {"a": 1, "b": 0}).split == 0, "one student alone disagrees with nobody"


def test_everything_is_counted(lesson):
    seen = Classroom(FOUR, [lesson, Lesson("78")])
    assert [one.number for one in seen.lessons] == ["77"]
    ears, agreed = seen.predictions
    assert ears.counts == {"ears": 1, "fur": 2, "neither": 1} and agreed.counts == {"Yes": 4, "No": 0}
    assert seen.quizzes[0].counts == {"a loss": 3, "a gain": 1} and seen.quizzes[0].right == "a loss"
    double, triple = seen.tasks
    assert (double.checks, double.solved) == ([1, 4, 1], 2)
    assert (triple.checks, triple.solved) == ([1, 1, 1], 3)


def test_what_split_stuck_and_was_told_most(lesson):
    seen = Classroom(FOUR, [lesson])
    assert [vote.question for vote in seen.most_split] == [EARS.question]
    assert [task.name for task in seen.most_stuck] == ["double"]
    assert seen.most_mistaken == [
        Mistake("77", ADDED, 2, 3, "`double`"),
        Mistake("77", SHAPE, 1, 3, "`double`"),
        Mistake("77", "a gain", 1, 4, QUIZ.question),
    ]


def test_a_wrong_first_answer_that_was_most_frequent_comes_first(lesson):
    page = classroom.page_of(Classroom([student(quiz="a gain"), student(quiz="a gain")], [lesson]))
    assert '<p class="big">a gain</p>' in page and "2 students of 2 gave this first answer to" in page
    assert "every first answer to a quiz was right" in classroom.page_of(Classroom([student()], [lesson]))


def test_the_harder_of_two_exercises_comes_first(lesson):
    seen = Classroom([], [])
    seen.tasks = [Task("77", "easy", [1, 2], 2), Task("77", "long", [9, 9], 2), Task("77", "hard", [1, 1], 0)]
    assert [task.name for task in seen.most_stuck] == ["hard", "long", "easy"]


def test_answers_of_another_version_of_the_lesson_are_passed_over(lesson):
    other = {"77": {"predictions": {EARS.id: "tail", "prediction-old": "ears"}, "exercises": {"gone": "correct"}}}
    seen = Classroom([other], [lesson])
    assert not seen.predictions and not seen.tasks and not seen.quizzes
    assert "nobody made a prediction" in classroom.page_of(seen)


def test_the_page_needs_nothing_beside_it_and_escapes_what_it_was_given(lesson):
    evil = student(told=["<script>alert(1)</script>"])
    page = classroom.page_of(Classroom([*FOUR, evil], [lesson]), skipped=2)
    assert "<script" not in page and "&lt;script&gt;" in page and "2 more could not be used" in page
    assert not re.search(r"(src|href)=|url\(|@import|http", page)
    assert "<code>ears</code> or &lt;fur&gt;" in page and "2 of 5" in page
    assert "width: 40.0%" in page


def test_it_is_one_command_for_a_folder(tmp_path, capsys):
    """Real lessons: what they are is found out, not written down here."""
    lesson = next(lesson for lesson in classroom.course() if lesson.predictions)
    question = lesson.predictions[0]
    for number, choice in enumerate([*question.answers, *question.answers]):
        folder = tmp_path / f"group {number % 2}"
        folder.mkdir(exist_ok=True)
        handed_in.write(folder / f"{number}.json", {lesson.number: {"predictions": {question.id: choice}}}, name="Zoë")
    (tmp_path / "half.json").write_text('{"format": "gan-l', encoding="utf-8")
    assert classroom.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Skipped half.json: it is not JSON, or only a part of it." in said and "class.html" in said
    page = (tmp_path / "class.html").read_text("utf-8")
    assert f"2 of {2 * len(question.answers)}" in page and "1 more could" in page
    assert "Zoë" not in page and "half" not in page, "names of files may be names of students"


def test_an_empty_folder_and_one_that_is_not_there_get_a_sentence(tmp_path, capsys):
    assert classroom.main([str(tmp_path)]) == 1
    assert "No answers are in" in capsys.readouterr().out and not list(tmp_path.iterdir())
    assert classroom.main([str(tmp_path / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err


def test_help_reads_well(capsys):
    with pytest.raises(SystemExit) as left:
        classroom.main(["--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0 and "FOLDER" in said and "--to FILE" in said
