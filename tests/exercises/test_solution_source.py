"""A solution's source: without what a reader of the lesson does not need, and otherwise to the letter."""

import ast

import pytest

from gan_lesson.exercises.solution_source import source_of

TEXT = '''
import torch

@exercise(
    hints=("a", "b", "c"),
)
def plain(logits: Tensor, rate: float = 0.1, *rest: int, flag: bool = True, **more: str) -> Tensor | None:
    """Of three

    lines.
    """
    # Why: ä comment.
    x: Tensor = logits  # stays

    return x  # the end


async def other():
    pass


def only_words():
    """Nothing else."""


def over_several_lines(
    real: "Callable[[Tensor], dict[str, float]]",
    /,
    fake: int=3,
) -> tuple[
    int, int
]:
    'One line.'
    def inner(x: int) -> int:
        """Stays."""
        return x
    return inner(fake), 1

def ä(grün: int) -> str: return "->"
'''


def test_decorator_docstring_and_type_hints_go_and_comments_stay():
    assert source_of(TEXT, "plain") == (
        "def plain(logits, rate=0.1, *rest, flag=True, **more):\n"
        "    # Why: ä comment.\n"
        "    x: Tensor = logits  # stays\n\n"
        "    return x  # the end\n"
    )


def test_a_signature_over_several_lines_and_a_function_inside():
    source = source_of(TEXT, "over_several_lines")
    assert source.startswith(
        "def over_several_lines(\n    real,\n    /,\n    fake=3,\n):\n    def inner(x: int) -> int:\n"
    )
    assert '"""Stays."""' in source
    names = {}
    exec(source, names)
    assert names["over_several_lines"](None, 5) == (5, 1)


def test_a_body_that_is_only_words_keeps_them():
    assert source_of(TEXT, "only_words") == 'def only_words():\n    """Nothing else."""\n'


def test_letters_of_two_bytes_and_everything_in_one_line():
    assert source_of(TEXT, "ä") == 'def ä(grün): return "->"\n'


def test_an_indented_text_is_taken_too():
    indented = "    @exercise\n    def f(a: int):\n        return a\n"
    assert source_of(indented, "f") == "def f(a):\n    return a\n"


def test_every_result_is_python():
    for name in ("plain", "only_words", "over_several_lines", "ä"):
        (function,) = ast.parse(source_of(TEXT, name)).body
        assert function.name == name


@pytest.mark.parametrize("text", ["x = 1", "def f(): pass\ndef f(): pass"])
def test_no_function_or_two_are_an_error(text):
    with pytest.raises(LookupError, match="functions are called f"):
        source_of(text, "f")
