"""Housing and other costs: what is granted, what is cut, and what only a person can tell."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Proposal, Section, Weight
from flows.eligibility.case import EarlierRow
from tests.household_facts import Case, cost, krona, reasons, rules


@pytest.mark.parametrize(
    ("costs", "question"),
    [
        ((cost("RENT", 5000), cost("RENT", 700)), "Boendekostnad står 2 gånger i ansökan"),
        ((cost("RENT", -1),), "Boendekostnad är ett minusbelopp"),
        ((cost("INTERNET", 200), cost("INTERNET", 99)), "Bredband: kostnaden står 2 gånger"),
        ((cost("MEDICINE", -50),), "Medicin: beloppet i ansökan är ett minusbelopp"),
    ],
)
def test_a_cost_that_cannot_be_right_is_an_open_question(costs: tuple, question: str) -> None:  # type: ignore[type-arg]
    assert question in reasons(Case(costs=costs).assessed(), Weight.OPEN)


def test_two_union_fees_are_added() -> None:
    assessment = Case(costs=(cost("UNION_FEE", 200), cost("UNION_FEE", 250))).assessed()
    assert assessment.amount == krona(5220 + 450)


def test_a_cost_of_nothing_is_no_cost() -> None:
    assessment = Case(costs=(cost("RENT", 0), cost("MEDICINE", 0))).assessed()
    assert assessment.calculation is not None
    assert assessment.calculation.total(Section.COST) == 0
    assert assessment.proposal is Proposal.BIFALL


def test_a_rent_that_was_granted_above_the_cap_last_month_is_said() -> None:
    case = Case(costs=(cost("RENT", 7200),))
    said = reasons(case.assessed(), Weight.DEVIATION)
    assert "Förra månaden godtogs 7 200 kr." in said


def test_a_rent_that_was_cut_last_month_too_is_not_said_to_have_been_granted() -> None:
    case = Case(costs=(cost("RENT", 7200),))
    rent = EarlierRow(label="Boendekostnad", amount=Decimal(6400), applied=Decimal(7200))
    earlier = case.last_month(costs=(rent,))
    said = reasons(
        replace(case, history={"calculations": (earlier,), **plans(case)}).assessed(), Weight.DEVIATION
    )
    assert "Förra månaden godtogs" not in said
    assert "har ändrats" not in said


def test_without_any_earlier_calculation_it_is_a_deviation_that_nothing_can_be_compared() -> None:
    case = Case(costs=(cost("RENT", 4000),))
    assessment = replace(case, history={"calculations": (), **plans(case)}).assessed()
    assert reasons(assessment, Weight.DEVIATION) == "Ingen tidigare beräkning finns att jämföra med."
    assert assessment.amount == krona(9220)


def test_without_a_calculation_of_last_month_the_draft_says_that_there_is_nothing_to_compare_with() -> None:
    case = Case(costs=(cost("RENT", 7200),))
    august = case.last_month(period=case.period.shifted(-3))
    assessment = replace(case, history={"calculations": (august,), **plans(case)}).assessed()
    assert "ingen färdig beräkning för oktober 2026" in reasons(assessment, Weight.CHANGE)
    assert assessment.amount == krona(11620)


@pytest.mark.parametrize(
    ("form", "words"), [("LODGER", "inneboende"), ("HOUSEBOAT", "en som roboten inte känner till")]
)
def test_another_form_of_housing_than_a_tenancy_is_a_deviation(form: str, words: str) -> None:
    assessment = Case(costs=(cost("RENT", 4000),), housing={"form": form}).assessed()
    assert f"Boendeform enligt ansökan: {words}." in reasons(assessment, Weight.DEVIATION)


def test_no_form_of_housing_is_asked_about_when_no_rent_is_applied_for() -> None:
    assert not Case(housing={"form": "NO_HOUSING_OR_INSTITUTION"}).assessed().weighing(Weight.DEVIATION)


def test_the_cap_grows_with_the_household() -> None:
    electricity = rules().cost("ELECTRICITY")
    assert electricity is not None
    cap = electricity.cap_on(date(2026, 11, 1))
    assert cap is not None
    assert [cap.for_persons(persons) for persons in (1, 2, 5)] == [400, 550, 1000]
    assert rules().cost("NOTHING") is None


def plans(case: Case) -> Mapping[str, object]:
    """The plans of the case's own history, kept when the rest is replaced."""
    return {"plans": case.facts().history.value.plans}  # type: ignore[union-attr]
