"""Predictions, exercises and quizzes, one file a lesson.

In a notebook::

    from gan_lesson.exercises import lesson_01 as exercises

    exercises.sigmoid.check(sigmoid)
"""

from gan_lesson.exercises.attempt import Attempt, NotYet, close
from gan_lesson.exercises.exercise import Exercise, Verdict, exercise
from gan_lesson.exercises.lesson import Lesson
from gan_lesson.exercises.questions import Prediction, Quiz

__all__ = ["Attempt", "Exercise", "Lesson", "NotYet", "Prediction", "Quiz", "Verdict", "close", "exercise"]
