"""The list of mutants that live is kept in step with the law, and the workshop changes nothing in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutation.survivors import Survivor, listed
from tests.mutation.workshop import LAW, ROOT, plain_functions

SOURCES = {path: path.read_text("utf-8") for path in sorted((ROOT / LAW).rglob("*.py"))}
WORDED = '''
class Month:
    @property
    def days(self) -> int:
        """How many."""
        return 30

    def first(self) -> int:
        return 1

    @property
    def last(self) -> int:
        if self.days:

            return self.days
        return 0
'''


def functions(path: Path, tree: ast.AST, within: str = "") -> Iterator[tuple[str, str]]:
    """Each function of a module by module and name, with its lines."""
    lines = SOURCES[path].splitlines()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield from functions(path, node, f"{within}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            module = ".".join(path.relative_to(ROOT / LAW).with_suffix("").parts)
            yield f"{module}.{within}{node.name}", "\n".join(lines[node.lineno - 1 : node.end_lineno])


FUNCTIONS = {
    where: text for path, source in SOURCES.items() for where, text in functions(path, ast.parse(source))
}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("survivor", listed(), ids=lambda one: f"{one.where}: {one.became}")
def test_a_listed_mutant_is_of_a_line_that_still_stands(survivor: Survivor) -> None:
    assert survivor.where in FUNCTIONS, "no such function: run make mutants and mend the list"
    assert survivor.was in plain(FUNCTIONS[survivor.where]), "the line has changed: run make mutants"
    assert survivor.was != survivor.became


def test_no_mutant_is_listed_twice() -> None:
    assert len(set(listed())) == len(listed())


def test_a_property_becomes_a_plain_function_that_is_made_a_property() -> None:
    namespace: dict[str, type] = {}
    exec(plain_functions(WORDED), namespace)
    assert "@property" not in plain_functions(WORDED)
    assert (namespace["Month"]().days, namespace["Month"]().first(), namespace["Month"]().last) == (30, 1, 30)


@pytest.mark.parametrize("path", SOURCES, ids=lambda one: one.stem)
def test_the_workshop_leaves_every_function_of_the_law_as_it_is(path: Path) -> None:
    text = plain_functions(SOURCES[path])
    assert "@property" not in text
    before = [ast.unparse(node.body) for node in _defined(SOURCES[path])]
    assert [ast.unparse(node.body) for node in _defined(text)] == before


def _defined(text: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
