"""A module is short, says what it is for, and holds nothing that stands elsewhere too."""

import ast
from collections import defaultdict
from collections.abc import Iterable

from tests.house.sources import Source

LONGEST_MODULE = 400
SHORTEST_COPY = 6


def long_modules(modules: Iterable[Source]) -> list[str]:
    """A module is short enough to hold in the head."""
    return [
        f"{source.path} has {length} lines"
        for source in modules
        if (length := len(source.text.splitlines())) > LONGEST_MODULE
    ]


def silent_modules(modules: Iterable[Source]) -> list[str]:
    """Every module says what it is for."""
    return [f"{source.path} has no docstring" for source in modules if not ast.get_docstring(source.tree)]


def copied_functions(modules: Iterable[Source]) -> list[str]:
    """No function is written twice: a body of some length stands in one place."""
    places: dict[str, list[str]] = defaultdict(list)
    for source in modules:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) >= SHORTEST_COPY:
                body = "\n".join(ast.dump(statement) for statement in node.body)
                places[body].append(f"{source.path}:{node.lineno} {node.name}")
    return [" = ".join(same) for same in places.values() if len(same) > 1]


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.body[0].lineno + 1
