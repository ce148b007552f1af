"""The shared worked examples: reproduced to the krona, or not expressible with a reason; never copied."""

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from flows.worked_examples.check import Checked, Verdict, check
from flows.worked_examples.form_text import read_examples
from tests.unit.worked_examples.examples import EIGHTEEN, checked, known

FILE = json.loads(EIGHTEEN.read_text(encoding="utf-8"))
OWN_TABLE = {
    "L03-jobbstimulans-summary": "gemensamma kostnader för 1 person, 0 kr, står inte i riksnormen 2026",
    "L10-member-share-rounding": "gemensamma kostnader för 4 personer, 2 031 kr, står inte i riksnormen 2026",
}
REPRODUCED = [one for one in FILE["examples"] if one["id"] not in OWN_TABLE]


def all_checked() -> list[Checked]:
    return [check(one, known()) for one in read_examples(EIGHTEEN.read_text(encoding="utf-8"))]


def test_every_shared_example_is_equal_or_counts_on_an_amount_that_stands_in_no_table() -> None:
    verdicts = {one.example.id: one.verdict for one in all_checked()}
    assert len(verdicts) == 18
    assert {name for name, verdict in verdicts.items() if verdict is not Verdict.EQUAL} == set(OWN_TABLE)
    assert {verdicts[name] for name in OWN_TABLE} == {Verdict.NOT_EXPRESSIBLE}


def test_the_reason_names_the_amount_and_where_it_is_missing() -> None:
    reasons = {one.example.id: one.why for one in all_checked() if one.why}
    assert set(reasons) == set(OWN_TABLE)
    assert all(OWN_TABLE[name] in why for name, why in reasons.items())


def test_every_figure_of_the_equal_ones_was_computed() -> None:
    for one in all_checked():
        if one.verdict is Verdict.EQUAL:
            assert one.figures
            assert all(figure.computed is not None for figure in one.figures)


def numbers(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where numbers stand in what an example expects."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from numbers(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from numbers(value, (*path, number))
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path


def stated(one: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every stated figure: those expected, what counts of incomes and what is approved of costs."""
    rows = [("incomes", number, "counted") for number, row in enumerate(one["incomes"]) if "counted" in row]
    rows += [("costs", number, "approved") for number, row in enumerate(one["costs"]) if "approved" in row]
    return [*(("expected", *path) for path in numbers(one["expected"])), *rows]


def changed(one: dict[str, Any], path: tuple[Any, ...], by: int) -> dict[str, Any]:
    copy = deepcopy(one)
    node: Any = copy
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] += by
    return copy


@pytest.mark.parametrize("one", REPRODUCED, ids=[one["id"] for one in REPRODUCED])
def test_a_figure_that_is_one_krona_wrong_is_different(one: dict[str, Any]) -> None:
    assert stated(one)
    for path in stated(one):
        for by in (-1, 1):
            verdict = checked(changed(one, path, by)).verdict
            assert verdict is Verdict.DIFFERENT, f"{path} changed by {by} is {verdict}"


@pytest.mark.parametrize("name", OWN_TABLE)
def test_an_example_with_a_table_of_its_own_is_never_equal(name: str) -> None:
    (one,) = (one for one in FILE["examples"] if one["id"] == name)
    for path in stated(one):
        for by in (-1, 1):
            assert checked(changed(one, path, by)).verdict is not Verdict.EQUAL


@pytest.mark.parametrize("one", REPRODUCED, ids=[one["id"] for one in REPRODUCED])
def test_what_is_computed_does_not_depend_on_what_is_expected(one: dict[str, Any]) -> None:
    """Every expected figure is made nonsense at once; the computed ones stay what they were."""
    wrong = deepcopy(one)
    for path in numbers(one["expected"]):
        wrong = changed(wrong, ("expected", *path), 1000)
    before = {figure.name: figure.computed for figure in checked(one).figures}
    after = {figure.name: figure.computed for figure in checked(wrong).figures}
    assert after == before


WITH_ORE = {
    ("D14-vaxelvis-15-days", ("child_norm_by_method", "monthly*days/days_in_month(31)")),
    ("D15-adult-child-share-of-rent", ("norm", "shared")),
}


@pytest.mark.parametrize(("name", "path"), sorted(WITH_ORE), ids=sorted(name for name, _ in WITH_ORE))
def test_where_the_example_has_ore_an_ore_is_different(name: str, path: tuple[str, str]) -> None:
    (one,) = (one for one in REPRODUCED if one["id"] == name)
    copy = deepcopy(one)
    exact = Decimal(str(copy["expected"][path[0]][path[1]]))
    for amount, verdict in ((exact + Decimal("0.01"), Verdict.DIFFERENT), (exact, Verdict.EQUAL)):
        copy["expected"][path[0]][path[1]] = float(amount)
        assert checked(copy).verdict is verdict
