"""What counts as a line of code."""

from authoring.size import code_lines


def test_a_line_counts_where_python_runs_something():
    source = '''"""A module.

With two paragraphs.
"""

import math  # counts

# does not


def area(radius):
    """Of a circle."""
    text = """a string
    that is data
    """
    return (
        math.pi * radius**2,
        text,
    )
'''
    assert code_lines(source) == 1 + 1 + 3 + 4
