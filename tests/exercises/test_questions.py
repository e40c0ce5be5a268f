"""Predictions and quizzes as Python sees them; tests/browser/test_questions.py answers them."""

import json
import re

import pytest

from gan_lesson.exercises import Prediction, Quiz

FIRST = Prediction("What comes *first*?", answers={"The `ears`": "Yes, *they* do.", "The fur": "No </script>."})
HALF = Quiz("D(x) = 0.5?", right="2 log 2", answers={"0": "Tempting.", "2 log 2": "Yes."})


def bundle(question):
    return question._repr_mimebundle_()


def data_in(html):
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', html)[1])


def test_the_id_is_made_of_the_words_and_nothing_else():
    same = Prediction("What comes *first*?", answers={"The `ears`": "Another reply.", "The fur": ""})
    other = Prediction("What comes *last*?", answers={"The `ears`": "", "The fur": ""})
    assert FIRST.id == same.id != other.id and FIRST.id == "prediction-cd0945f165"


def test_its_bundle_is_the_same_every_time_and_needs_nothing_from_outside():
    for question in (FIRST, FIRST.reveal(), HALF):
        assert bundle(question) == bundle(question)
        html = bundle(question)["text/html"]
        assert " at 0x" not in html and not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?http""", html)
        assert set(bundle(question)) == {"text/html", "text/plain"}


def test_plain_text_says_it_all():
    assert bundle(FIRST)["text/plain"] == "Prediction: What comes first? (The `ears` / The fur)"
    assert bundle(FIRST.reveal())["text/plain"] == "The `ears`: Yes, they do.\nThe fur: No </script>."
    assert bundle(HALF)["text/plain"] == "Quiz: D(x) = 0.5? (0 / 2 log 2)"


def test_whoever_is_asked_is_not_told_the_answer():
    html = bundle(FIRST)["text/html"].split("<script")[0]
    assert "they" not in html and "<fieldset>" in html and html.count('<input type="radio"') == 2
    assert "they" not in str(data_in(bundle(FIRST)["text/html"]))
    assert "<em>they</em> do." in bundle(FIRST.reveal())["text/html"]


def test_what_answers_a_prediction_is_not_the_question_once_more():
    html = bundle(FIRST.reveal())["text/html"]
    assert "What comes <em>first</em>?" in html and "<input" not in html and "<fieldset" not in html


def test_words_are_no_html():
    html = bundle(FIRST.reveal())["text/html"]
    assert "No &lt;/script&gt;." in html and html.count("</script>") == 2
    assert "<code>ears</code>" in html and "What comes <em>first</em>?" in html


def test_only_a_quiz_tells_the_page_what_is_right():
    assert data_in(bundle(HALF)["text/html"])["right"] == 1
    assert data_in(bundle(FIRST)["text/html"])["right"] is None


def test_a_choice_in_python_is_shown_in_the_page_and_reported():
    heard = []
    question = Prediction("What?", answers={"this": "Yes.", "that": "No."})
    question.record = heard.append
    question.choose("that")
    assert heard == ["that"] and question.choice == "that"
    assert str(question.reveal()) == "that: No."
    html = bundle(question)["text/html"]
    assert data_in(html)["chosen"] == 1 and re.search(r'value="1" checked', html) and 'value="0" checked' not in html


def test_mistakes_are_told():
    with pytest.raises(ValueError, match="'neither' is none of the choices: 'The `ears`', 'The fur'"):
        FIRST.choose("neither")
    with pytest.raises(ValueError, match="two choices at least"):
        Prediction("What?", answers={"this": "Yes."})
    with pytest.raises(ValueError, match="the right choice 'other' has no answer"):
        Quiz("What?", right="other", answers={"this": "Yes.", "that": "No."})
