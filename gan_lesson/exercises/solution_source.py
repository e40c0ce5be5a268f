"""The source of an exercise's solution, as readers of the lesson see it."""

import ast
import textwrap


def source_of(text: str, name: str) -> str:
    """A function's source without decorators, docstring and type hints, but with its comments.

    Args:
        text: Python source that defines the function at top level; it may be indented as a whole.
        name: of the function.

    Returns:
        The function's source, with one newline at its end.

    Raises:
        LookupError: if there is no such function, or more than one.
    """
    text = textwrap.dedent(text)
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == name]
    if len(functions) != 1:
        raise LookupError(f"{len(functions)} functions are called {name}, and there should be one")
    (function,) = functions
    whole = text.encode()  # ast counts columns in bytes
    starts = [0]
    for line in whole.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def begin(node: ast.AST) -> int:
        return starts[node.lineno - 1] + node.col_offset

    def end(node: ast.AST) -> int:
        return starts[node.end_lineno - 1] + node.end_col_offset

    cuts = []  # begin, end, and what replaces it
    parameters = function.args
    positional = [*parameters.posonlyargs, *parameters.args]
    defaults = dict(zip(reversed(positional), reversed(parameters.defaults), strict=False))
    defaults |= dict(zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True))
    for argument in (*positional, parameters.vararg, *parameters.kwonlyargs, parameters.kwarg):
        if argument is not None and argument.annotation is not None:
            default = defaults.get(argument)
            after = begin(argument) + len(argument.arg.encode())
            cuts.append((after, begin(default), b"=") if default else (after, end(argument.annotation), b""))
    if function.returns is not None:
        arrow = whole.rindex(b"->", 0, begin(function.returns))
        cuts.append((len(whole[:arrow].rstrip()), end(function.returns), b""))
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None and len(function.body) > 1:
        cuts.append((starts[first.lineno - 1], starts[first.end_lineno], b""))

    result, here = b"", starts[function.lineno - 1]
    for start, stop, instead in sorted(cuts):
        result += whole[here:start] + instead
        here = stop
    last = starts[function.end_lineno]  # with the comment at its end
    return (result + whole[here:last]).decode().rstrip() + "\n"
