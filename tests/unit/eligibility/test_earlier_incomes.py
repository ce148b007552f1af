"""Incomes against last month's finished calculation in the case system."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assessment import Weight
from flows.eligibility.case import EarlierRow, TaxPayout
from flows.eligibility.draft_text import compose
from flows.eligibility.facts import Why
from tests.household_facts import APPLICANT, PLAN, Case, krona, missing, paid, reasons, stated


def after(case: Case, *rows: tuple[str, int | str]) -> Case:
    """The case, with these incomes in last month's calculation."""
    incomes = tuple(EarlierRow(label=label, amount=krona(amount)) for label, amount in rows)
    return replace(case, history={"calculations": (case.last_month(incomes=incomes),), "plans": (PLAN,)})


def test_a_new_income_is_a_change_and_nothing_is_not_said_to_have_changed() -> None:
    case = Case(payouts=(TaxPayout(paid_on=date(2026, 10, 7), amount=krona(3214)),))
    parts = compose(case.assessed(), case.facts(), case.rules)
    assert parts.changes == "- Ny inkomst sedan förra beräkningen: Skatteåterbäring 3 214 kr."
    assert case.assessed().amount == krona(5220 - 3214)


def test_an_income_that_is_gone_is_a_deviation() -> None:
    assessment = after(Case(), ("Swish/Insättningar/Överföringar", 1850)).assessed()
    gone = "Inkomst som inte finns längre: Swish/Insättningar/Överföringar 1 850 kr."
    assert reasons(assessment, Weight.DEVIATION) == gone
    assert assessment.amount == krona(5220)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((("Swish från Gun Ek", 500),), "500 kr på inkomstrad 1"),
        ((("Underhållsbidrag", 0), ("Swish från Gun Ek", 300)), "300 kr på inkomstrad 2"),
        ((("Gun Ek", 100), ("gun  ek", 20)), "120 kr på inkomstrad 1 och 2"),
    ],
)
def test_a_label_nobody_knows_is_compared_and_told_of_by_its_place_alone(
    rows: tuple[tuple[str, int], ...], told: str
) -> None:
    assessment = after(Case(), *rows).assessed()
    (finding,) = assessment.weighing(Weight.DEVIATION)
    assert finding.reason == (
        f"Inkomst som inte finns längre: {told} i förra beräkningen, med en rubrik som roboten inte känner."
    )
    assert finding.about == "hushåll/okänd inkomst"
    assert "ek" not in f"{assessment}".casefold().split()


@pytest.mark.parametrize(
    ("small", "the_rest", "weight"),
    [("120", "880", Weight.CHANGE), ("120.01", "879.99", Weight.DEVIATION)],
)
def test_what_is_gone_is_measured_against_all_incomes(small: str, the_rest: str, weight: Weight) -> None:
    case = Case(incomes=(stated("CHILD_SUPPORT", the_rest),))
    assessment = after(case, ("Underhållsbidrag", the_rest), ("Skatteåterbäring", small)).assessed()
    assert [one.weight for one in assessment.findings] == [weight]


def test_another_amount_is_a_change_from_two_kronor() -> None:
    case = Case(incomes=(stated("CHILD_SUPPORT", 1000),))
    changed = after(case, ("Underhållsbidrag", 900)).assessed()
    said = "Underhållsbidrag har ändrats sedan förra beräkningen, från 900 kr till 1 000 kr."
    assert reasons(changed, Weight.CHANGE) == said
    assert not after(case, ("underhållsbidrag ", 999)).assessed().findings


def test_what_the_registers_show_is_said_once() -> None:
    case = Case(payments={APPLICANT: (paid("BOB", 1300, date(2026, 10, 20)),)})
    assessment = after(case).assessed()
    assert "har tillkommit sedan september 2026" in reasons(assessment, Weight.DEVIATION)
    assert not assessment.weighing(Weight.CHANGE)


@pytest.mark.parametrize(
    ("lacking", "label"),
    [
        ({"benefits": {"fk": missing()}}, "Barnbidrag/Flerbarnstillägg"),
        ({"tax": {"payouts": missing()}}, "Skatteåterbäring"),
        ({"tax": {"declarations": missing(Why.NOT_FOUND)}}, "Lön efter skatt"),
    ],
)
def test_an_income_is_not_said_to_be_gone_when_nobody_answered(
    lacking: dict[str, dict[str, object]], label: str
) -> None:
    assessment = after(replace(Case(), **lacking), (label, 2650)).assessed()  # type: ignore[arg-type]
    assert not assessment.weighing(Weight.DEVIATION)
    assert assessment.amount is None


def test_a_surplus_that_is_used_up_is_a_change() -> None:
    case = after(Case(), ("Överskjutande inkomst från föregående månad", 2000))
    assert "Överskjutande inkomst" in reasons(case.assessed(), Weight.CHANGE)
    assert not case.assessed().weighing(Weight.DEVIATION)
