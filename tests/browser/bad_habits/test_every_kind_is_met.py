"""Every kind of fault that the mock systems know is struck by a test in a browser, and no other is.

What counts is what a test asks the fault control for, in `make test` or in the campaigns alone, as the record
of the decision says. That a fault ordered in this folder struck is seen to by the fixtures.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from mock_legacy.platform.fault_effects import KINDS

BROWSER = Path(__file__).parent.parent
ROOT = BROWSER.parent.parent
DECISION = ROOT / "runbooks" / "decisions" / "0013-one-of-each-every-day.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A kind that a test asks the fault control for; `daily` is whether `make test` runs it so."""

    test: str
    kind: str
    daily: bool


def everything_asked_for() -> list[Asked]:
    """What each of the tests in a browser asks for."""
    found: list[Asked] = []
    for file in sorted(BROWSER.rglob("test_*.py")):
        if file != Path(__file__) and ".strike(" in file.read_text(encoding="utf-8"):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found += asked_by(import_module(".".join(parts)))
    return found


def asked_by(module: ModuleType) -> Iterator[Asked]:
    """What the tests of one module ask for."""
    for name, test in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("test_") and test.__module__ == module.__name__:
            daily = not any(mark.name == "campaign" for mark in (*marks_of(module), *marks_of(test)))
            for kind, of_the_day in kinds_of(test):
                yield Asked(test=name, kind=kind, daily=daily and of_the_day)


def kinds_of(test: FunctionType) -> Iterator[tuple[str, bool]]:
    """Each kind a test strikes with, by name or as a parameter, and whether a case of the day has it."""
    parameters = [table(mark) for mark in marks_of(test) if mark.name == "parametrize"]
    for word in struck_in(test):
        if isinstance(word, ast.Constant):
            yield str(word.value), all(any(daily for _, daily in one) for one in parameters)
            continue
        assert isinstance(word, ast.Name), f"{test.__name__}: nobody can tell what kind it strikes with"
        (here,) = (one for one in parameters if any(word.id in values for values, _ in one))
        elsewhere = all(any(daily for _, daily in one) for one in parameters if one is not here)
        for values, daily in here:
            yield values[word.id], daily and elsewhere


def struck_in(test: FunctionType) -> Iterator[ast.expr]:
    """What stands first in each call of `strike` in a test."""
    for node in ast.walk(ast.parse(inspect.getsource(test))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "strike":
            yield node.args[0]


def table(mark: pytest.Mark) -> list[tuple[dict[str, Any], bool]]:
    """A parametrisation's cases: the values by name, and whether the case is one of the day."""
    names, cases = mark.args
    named = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    return [_case(named, case) for case in cases]


def _case(names: list[str], case: Any) -> tuple[dict[str, Any], bool]:
    marked = hasattr(case, "marks")
    daily = not (marked and any(mark.name == "campaign" for mark in case.marks))
    values = case.values if marked else case if len(names) > 1 else (case,)
    return dict(zip(names, values, strict=True)), daily


def marks_of(marked: ModuleType | FunctionType) -> list[pytest.Mark]:
    """The marks of a module or of a test."""
    marks = getattr(marked, "pytestmark", [])
    return [getattr(mark, "mark", mark) for mark in (marks if isinstance(marks, list) else [marks])]


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    return everything_asked_for()


def test_every_kind_of_fault_is_struck_by_a_test(asked: list[Asked]) -> None:
    assert {one.kind for one in asked} == set(KINDS)


def test_the_kinds_that_only_the_campaigns_strike_are_those_of_the_decision(asked: list[Asked]) -> None:
    seldom = set(KINDS) - {one.kind for one in asked if one.daily}
    text = DECISION.read_text(encoding="utf-8")
    (listed,) = re.findall(r"^.*struck in the campaigns alone:.*$", text, re.MULTILINE)
    assert seldom == set(re.findall(r"`(\w+)`", listed))


@pytest.mark.parametrize("place", [pytest.param("a", marks=pytest.mark.campaign), "b"])
@pytest.mark.parametrize(("kind", "more"), [pytest.param("hang", 1, marks=pytest.mark.campaign), ("cut", 2)])
def a_test_of_two_kinds(hands: Any, kind: str, more: int, place: str) -> None:
    hands.strike(kind, place, more)
    hands.strike("latency", place)


@pytest.mark.parametrize("place", [pytest.param("a", marks=pytest.mark.campaign)])
def a_test_of_the_campaigns(hands: Any, place: str) -> None:
    word = "cut"
    hands.strike("hang", word, place)


def test_a_kind_is_one_of_the_day_when_a_case_without_the_campaigns_mark_strikes_with_it() -> None:
    assert list(kinds_of(a_test_of_two_kinds)) == [("hang", False), ("cut", True), ("latency", True)]
    assert list(kinds_of(a_test_of_the_campaigns)) == [("hang", False)]
