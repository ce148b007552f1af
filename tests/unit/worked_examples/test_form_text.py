"""What is not in the JSON form is told with its place and what to write; it is never guessed.

An example that cannot be read silences no other.
"""

import json

import pytest

from flows.worked_examples.form import ExampleForm
from flows.worked_examples.form_text import NotInTheForm, Unreadable, read_examples
from tests.unit.worked_examples.examples import SINGLE, example, read, told


def file_of(*examples: object) -> str:
    return json.dumps({"examples": examples})


MALFORMED = {
    "no JSON": ("{\n  about", "line 2, column 3"),
    "no list and no object": ("5220", 'write an object with a list of examples, {"examples": [...]}'),
    "no examples": ("{}", "write an object with a list of examples"),
    "examples that are no list": ('{"examples": {}}', "write an object with a list of examples"),
    "an empty list": (file_of(), "examples: write at least one example"),
    "a bare list that is empty": ("[]", "examples: write at least one example"),
    "the examples twice": ('{"examples": [], "examples": []}', "the key examples stands twice"),
    "lists in lists in lists": ("[" * 100_000, "lists lie too deep in one another"),
}


@pytest.mark.parametrize(("text", "advice"), MALFORMED.values(), ids=MALFORMED)
def test_a_file_that_is_no_list_of_examples_is_refused_with_its_place(text: str, advice: str) -> None:
    with pytest.raises(NotInTheForm) as refused:
        read_examples(text)
    assert advice in str(refused.value)


UNREADABLE = {
    "no object": (5220, "exemplet kan inte läsas: skriv ett objekt"),
    "no household": ({"id": "E1", "expected": {}}, "household: saknas"),
    "nothing expected": ({"id": "E1", "household": {}}, "expected: saknas"),
    "an expected number": (example({}) | {"expected": 5220}, "expected: skriv ett objekt"),
    "an expected list": (example({}) | {"expected": []}, "expected: skriv ett objekt"),
    "a year out of reach": (example({}, year=20266), "year: skriv högst 2190"),
    "a year before all": (example({}, year=1899), "year: skriv minst 1900"),
    "a year in words": (example({}, year="i år"), "year: skriv ett heltal"),
    "an amount in words": (
        example({}, costs=[{"type": "hyra", "applied": "mycket"}]),
        "costs[0].applied: skriv ett belopp som ett tal",
    ),
    "an amount that means two things": (
        example({}, costs=[{"type": "hyra", "applied": "5.800"}]),
        "costs[0].applied: skriv ett belopp som ett tal",
    ),
    "an amount that is true": (
        example({}, incomes=[{"type": "lön", "net": True}]),
        "incomes[0].net: skriv ett belopp som ett tal",
    ),
    "an income without a name": (example({}, incomes=[{"net": 1}]), "incomes[0].type: saknas"),
    "an income that is a number": (example({}, incomes=[1000]), "incomes[0]: skriv ett objekt"),
    "incomes that are a number": (example({}, incomes=1000), "incomes: skriv en lista"),
    "a name that is a number": (example({}, incomes=[{"type": 7}]), "incomes[0].type: skriv en text"),
    "too many persons": (
        example({}, {"adults": 31}),
        "household.adults: skriv ett antal personer från 0 till 30",
    ),
    "adults in words": (example({}, {"adults": "two"}), "household.adults: skriv en lista"),
    "days beyond all months": (
        example({}, {"children": [{"age": 8, "days_in_home": 32}]}),
        "household.children[0].days_in_home: skriv högst 31",
    ),
    "a lunch that is not true or false": (
        example({}, {"children": [{"lunch_included_in_norm": "yes"}]}),
        "household.children[0].lunch_included_in_norm: skriv true eller false",
    ),
    "a birth date that is none": (
        example({}, {"children": [{"birth": "2019-02-30"}]}),
        "household.children[0].birth: skriv en dag som 2026-10-31",
    ),
    "a month that is none": (
        example({}, period={"month": "2026-13"}),
        "period: 2026-13 är ingen kalendermånad: skriv den som 2026-10",
    ),
    "a month in unknown words": (example({}, period="i höst"), "period: i höst är ingen kalendermånad"),
    "a period of a misspelt key": (example({}, period={"månad": "2026-10"}), "period: skriv month, eller"),
    "an example that is a text": ("E1", "exemplet kan inte läsas: skriv ett objekt"),
    "a day inside a month": (example({}, period="2026-10-15"), "period: 2026-10-15 är ingen kalendermånad"),
    "a period without an end": (
        example({}, period={"from": "2026-01-01"}),
        "period: skriv month, eller både from och to",
    ),
    "a period that ends before it begins": (
        example({}, period={"from": "2026-02-01", "to": "2026-01-31"}),
        "period: to ligger före from",
    ),
    "a period before all months": (
        example({}, period={"from": "0900-01-01", "to": "0900-01-31"}),
        "period: 0900-01-01 ligger före alla månader",
    ),
}


@pytest.mark.parametrize(("one", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_example_that_cannot_be_read_says_why_and_the_next_is_still_checked(one: object, why: str) -> None:
    bad, good = read_examples(file_of(one, example({"norm": {"total": 5220}}, id="E2")))
    assert isinstance(bad, Unreadable)
    assert why in bad.why
    assert "Value error" not in bad.why
    assert isinstance(good, ExampleForm)


NO_AMOUNTS = {
    "a number beyond all money": ("1e99", "expected.norm: 1e99… är för stort för att vara ett belopp"),
    "a whole number beyond all money": ("12345678901234567", "expected.norm: 123456789012… är för stort"),
    "no number": ("NaN", "expected.norm: NaN är inget belopp, skriv ett tal"),
    "no number in a list": ("[1, Infinity]", "expected.norm[1]: Infinity är inget belopp"),
    "a key twice": ('{"total": 1, "total": 2}', "expected.norm: nyckeln total står två gånger, behåll en"),
}


@pytest.mark.parametrize(("amount", "why"), NO_AMOUNTS.values(), ids=NO_AMOUNTS)
def test_an_amount_that_is_none_makes_its_example_alone_unreadable(amount: str, why: str) -> None:
    text = json.dumps(example({"norm": 5220}))
    bad, good = read_examples(f"[{text.replace('5220', amount)}, {text}]")
    assert isinstance(bad, Unreadable)
    assert why in bad.why
    assert isinstance(good, ExampleForm)


TOTAL = {"norm": {"total": 5220}}
RENT_AND_WAGE = {"costs_total": 5000, "incomes_total": 8000}
HARMLESS = {
    "amounts in quotes": example(
        {"incomes_total": "5 000,50 kr"}, incomes=[{"type": "sjukpenning", "net": "5000.50"}]
    ),
    "an adult of 1.0": example(TOTAL, {"adults": 1.0}),
    "an adult in quotes": example(TOTAL, {"adults": "1"}),
    "an adult without a list": example(TOTAL, {"adults": {"norm_row": "ensamstaende"}}),
    "a year in quotes": example(TOTAL, year="2026"),
    "a year as the period": example({"norm": {"total": 5180}}, year=None, period="2025"),
    "a month": example({"norm": {"total": 5180}}, year=None, period="2025-10"),
    "a month by its first day": example({"norm": {"total": 5180}}, year=None, period="2025-10-01"),
    "a month in words": example({"norm": {"total": 5180}}, year=None, period="Oktober 2025"),
    "a month in words, of the example's year": example(
        {"norm": {"total": 5180}}, year=2025, period={"month": "okt."}
    ),
    "a month as a number, with its year": example(
        {"norm": {"total": 5180}}, year=None, period={"year": 2025, "month": 7}
    ),
    "an age band that is a number": example(
        {"norm": {"personal_children": 3820}}, {"adults": 1, "children": [{"age_band": 7}]}
    ),
    "costs and incomes as objects": example(RENT_AND_WAGE, costs={"hyra": 5000}, incomes={"lön": 8000}),
    "one cost without its list": example({"costs_total": 5000}, costs={"type": "hyra", "applied": 5000}),
    "a cost with more to say": example({"costs_total": 50}, costs={"el": {"applied": 70, "cap": 50}}),
}


@pytest.mark.parametrize("one", HARMLESS.values(), ids=HARMLESS)
def test_what_can_mean_one_thing_only_is_read(one: dict[str, object]) -> None:
    assert told(one) == "equal  E1"


def test_a_number_in_quotes_is_compared_as_a_number() -> None:
    assert "norm.total väntat 5221 beräknat 5220" in told(example({"norm": {"total": "5221"}}))


def test_a_bare_list_and_a_byte_order_mark_are_read() -> None:
    (one,) = read_examples(f"\ufeff{json.dumps([example(TOTAL)])}")
    assert one.id == "E1"


@pytest.mark.parametrize("name", [None, "", "  "])
def test_an_example_without_an_id_is_called_by_its_place(name: str | None) -> None:
    assert told(example(TOTAL, SINGLE, id=name)) == "equal  examples[0]"


def test_null_is_nothing_said_and_descriptions_are_left() -> None:
    one = read(example({"norm": None}, {"adults": 1, "children": None, "note": "alone"}, notes="x"))
    assert isinstance(one, ExampleForm)
    assert one.household.children is None
    assert (one.surprises, one.household.surprises) == ((), ())
