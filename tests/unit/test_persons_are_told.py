"""Whoever reads persons tells the scrubber of them at once, before anything can be said of what was read."""

import ast

import pytest

from tests.house.sources import Source, sources

READERS = ("open_case", "person", "history", "register.incomes", "find_draft")
"""What of the ports answers with somebody, or with words, that the application has not named."""
FLOWS = [one for one in sources("flows", suffix=".py") if one.path != "flows/ports.py"]


def untold(source: Source) -> list[str]:
    return [
        f"{source.path}:{node.lineno} {node.name} reads persons and does not tell of them"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AsyncFunctionDef) and _reads(node) and "remember_persons" not in _called(node)
    ]


def _reads(function: ast.AST) -> bool:
    asked = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(f".{ast.unparse(one)}".endswith(tuple(f".{name}" for name in READERS)) for one in asked)


def _called(function: ast.AST) -> set[str]:
    names = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {one.id for one in names if isinstance(one, ast.Name)}


def test_every_reader_of_persons_tells_of_them() -> None:
    readers = [one.path for one in FLOWS if any(f".{name}(" in one.text for name in READERS)]
    assert {"flows/gather.py", "flows/drafting.py", "flows/carrying.py"} <= set(readers)
    assert [complaint for one in FLOWS for complaint in untold(one)] == []


@pytest.mark.parametrize("told", ["", "    remember_persons(opened)\n"])
def test_a_reader_that_tells_nobody_is_noticed(told: str) -> None:
    text = f"async def seen(robot):\n    opened = await robot.case_system.open_case(1, 2)\n{told}"
    assert bool(untold(Source(path="planted.py", text=text))) is not bool(told)
