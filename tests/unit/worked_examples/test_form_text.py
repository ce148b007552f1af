"""What is not in the JSON form is told with its place and what to write; it is never guessed."""

import json

import pytest

from flows.worked_examples.form_text import NotInTheForm, read_examples
from tests.unit.worked_examples.examples import example


def file_of(*examples: object) -> str:
    return json.dumps({"examples": examples})


MALFORMED = {
    "no JSON": ("{\n  about", "line 2, column 3"),
    "no object": ("[]", "the file: "),
    "no examples": ("{}", "examples: Field required"),
    "an empty list": (file_of(), "examples: "),
    "no id": (file_of({"year": 2026, "household": {}, "expected": {}}), "examples[0].id: Field required"),
    "no household": (file_of({"id": "E1", "expected": {}}), "examples[0].household: Field required"),
    "nothing expected": (file_of({"id": "E1", "household": {}}), "examples[0].expected: Field required"),
    "an expected list": (file_of(example({}) | {"expected": []}), "examples[0].expected: "),
    "a year in words": (file_of(example({}, year="2026")), "examples[0].year: "),
    "a year out of reach": (file_of(example({}, year=20266)), "examples[0].year: "),
    "an amount in quotes": (
        file_of(example({}), example({}, id="E2", costs=[{"type": "hyra", "applied": "5 800"}])),
        "examples[1].costs[0].applied: Value error, write an amount as a number, without quotes",
    ),
    "an amount that is true": (
        file_of(example({}, incomes=[{"type": "lön", "net": True}])),
        "examples[0].incomes[0].net: Value error, write an amount as a number",
    ),
    "an income without a name": (
        file_of(example({}, incomes=[{"net": 1}])),
        "examples[0].incomes[0].type: Field required",
    ),
    "too many persons": (
        file_of(example({}, {"adults": 31})),
        "examples[0].household.adults: Value error, write a number of persons from 0 to 30",
    ),
    "adults in words": (file_of(example({}, {"adults": "two"})), "examples[0].household.adults: "),
    "a lunch that is not true or false": (
        file_of(example({}, {"children": [{"lunch_included_in_norm": "yes"}]})),
        "examples[0].household.children[0].lunch_included_in_norm: ",
    ),
    "a birth date that is none": (
        file_of(example({}, {"children": [{"birth": "2019-02-30"}]})),
        "examples[0].household.children[0].birth: ",
    ),
    "a month that is none": (file_of(example({}, period={"month": "2026-13"})), "examples[0].period: "),
    "a period without an end": (
        file_of(example({}, period={"from": "2026-01-01"})),
        "examples[0].period: Value error, write month, or both from and to",
    ),
    "a period that ends before it begins": (
        file_of(example({}, period={"from": "2026-02-01", "to": "2026-01-31"})),
        "examples[0].period: Value error, to lies before from",
    ),
    "an id twice": (file_of(example({}), example({})), "the id E1 stands twice"),
    "a key twice": ('{"examples": [], "examples": []}', "the key examples stands twice"),
    "a number beyond all money": ('{"examples": 1e99}', "1e99… is too large to be an amount"),
    "a whole number beyond all money": ('{"examples": 12345678901234567}', "123456789012… is too large"),
    "lists in lists in lists": ("[" * 100_000, "lists lie too deep in one another"),
    "a period before all months": (
        file_of(example({}, period={"from": "0900-01-01", "to": "0900-01-31"})),
        "examples[0].period: Value error, 900-1 is not a calendar month",
    ),
    "no number": ('{"examples": [{"id": "E1", "expected": {"norm": NaN}}]}', "NaN is not an amount"),
}


@pytest.mark.parametrize(("text", "advice"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_file_is_refused_with_its_place(text: str, advice: str) -> None:
    with pytest.raises(NotInTheForm) as refused:
        read_examples(text)
    assert advice in str(refused.value)


def test_null_is_nothing_said_and_descriptions_are_left() -> None:
    told = example({"norm": None}, {"adults": 1, "children": None, "note": "alone"}, notes="x", period=None)
    (one,) = read_examples(file_of(told))
    assert one.household.children is None
    assert (one.surprises, one.household.surprises) == ((), ())
