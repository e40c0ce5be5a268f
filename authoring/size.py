"""The size of the course in lines of code, room by room: ``python -m authoring.size``.

Of Python, what runs is counted: no docstrings, comments or blank lines. Of JavaScript and style sheets, every line
but those of the bundles, which esbuild writes.
"""

import ast
import io
import tokenize
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "gan_lesson"
BUNDLES = PACKAGE / "page" / "bundles"
NOT_CODE = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def code_lines(source: str) -> int:
    """How many lines of Python have code on them."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NOT_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            lines.difference_update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return len(lines)


def sizes() -> tuple[Counter, Counter]:
    """Lines of Python, and of JavaScript and style sheets, each by room of the package."""
    python, scripts = Counter(), Counter()
    for path in PACKAGE.rglob("*.*"):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if path.suffix == ".py":
            python[room] += code_lines(path.read_text("utf-8"))
        elif path.suffix in (".js", ".css") and path.parent != BUNDLES:
            scripts[room] += len(path.read_text("utf-8").splitlines())
    return python, scripts


if __name__ == "__main__":
    python, scripts = sizes()
    for room in sorted(python):
        print(f"{room:<14}{python[room]:>7,}{scripts[room] or '':>7}")
    print(f"{'together':<14}{python.total():>7,}{scripts.total():>7,}   Python; JavaScript and style sheets")
