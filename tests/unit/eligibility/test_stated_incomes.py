"""Incomes only the applicant can tell of."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Assessment, Proposal, Section, Weight
from flows.eligibility.incomes import Counted, IncomeCatalogue, IncomeKind
from flows.eligibility.parameters import Parameters
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import CO_APPLICANT, NOVEMBER, Case, adult, krona, parameters, reasons, stated


def with_kind(kind: IncomeKind) -> Parameters:
    """The national parameters with one more kind of income."""
    dated = parameters().incomes(NOVEMBER)
    catalogue = IncomeCatalogue(kinds=(kind, *dated.value.kinds))
    return replace(parameters(), income_catalogues=(replace(dated, value=catalogue),))


def gift(counted: Counted) -> IncomeKind:
    return IncomeKind(key="gava", label="Gåva", counted=counted, reference="prov", stated_as=("GIFT",))


def assessed(case: Case, national: Parameters) -> Assessment:
    return assess(case.facts(), national, case.rules, today=date(2026, 11, 18))


def test_child_support_counts_without_a_question() -> None:
    assessment = Case(incomes=(stated("CHILD_SUPPORT", 900), stated("CHILD_SUPPORT", 100))).assessed()
    assert assessment.amount == krona(5220 - 1000)
    assert not assessment.findings


def test_a_deposit_that_nobody_has_explained_is_asked_about_before_a_refusal() -> None:
    refused = Case(incomes=(stated("SWISH_DEPOSITS", 5220),)).assessed()
    assert refused.proposal is Proposal.UTREDNING
    assert reasons(refused, Weight.OPEN).endswith(
        "Vad gäller insättningen? Räknas beloppet inte som inkomst blir det ett underskott."
    )
    assert not refused.weighing(Weight.DEVIATION)
    granted = Case(incomes=(stated("SWISH_DEPOSITS", 5219),)).assessed()
    assert granted.amount == krona(1)


def test_a_refusal_that_holds_without_the_deposit_is_a_refusal_with_a_deviation() -> None:
    incomes = (stated("CHILD_SUPPORT", 5220), stated("SWISH_DEPOSITS", 100))
    refused = Case(incomes=incomes).assessed()
    assert refused.proposal is Proposal.AVSLAG
    assert "Vad gäller insättningen?" in reasons(refused, Weight.DEVIATION)


def test_a_negative_income_is_an_open_question_about_it() -> None:
    (finding,) = Case(incomes=(stated("CHILD_SUPPORT", -900),)).assessed().weighing(Weight.OPEN)
    assert finding.reason == "Den sökande uppger Underhållsbidrag med ett minusbelopp."
    assert finding.reference == "SOSFS 2013:1, inkomster"
    assert (finding.warns, finding.about) == (WarningKind.INCOME_REVIEW, "sokande/underhallsbidrag")


@pytest.mark.parametrize("amount", ["0.50", "1"])
def test_an_income_of_half_a_krona_counts_and_is_not_taken_for_a_negative_one(amount: str) -> None:
    assessment = Case(incomes=(stated("CHILD_SUPPORT", amount),)).assessed()
    assert not assessment.findings
    assert assessment.calculation is not None
    assert assessment.calculation.total(Section.INCOME) == krona(amount)


def test_a_row_says_whose_income_it_is_unless_it_is_the_applicants() -> None:
    incomes = (stated("CHILD_SUPPORT", 900), stated("CHILD_SUPPORT", 100, person=CO_APPLICANT))
    calculation = Case(members=(adult(), adult(CO_APPLICANT)), incomes=incomes).assessed().calculation
    assert calculation is not None
    rows = [one for one in calculation.rows if one.section is Section.INCOME]
    assert [(one.note, one.amount) for one in rows] == [("medsökanden", 100), ("", 900)]


def test_an_income_of_nothing_is_no_income() -> None:
    assert not Case(incomes=(stated("SWISH_DEPOSITS", 0),)).assessed().findings


def test_an_income_paid_in_another_month_is_said_and_not_counted() -> None:
    case = Case(incomes=(stated("SWISH_DEPOSITS", 500, on=date(2026, 11, 3)),))
    assert case.assessed().amount == krona(5220)
    assert "500 kr betalades 3 november 2026 och räknas inte för oktober 2026" in reasons(
        case.assessed(), Weight.DEVIATION
    )


def test_a_dated_income_of_the_income_month_counts() -> None:
    case = Case(incomes=(stated("SWISH_DEPOSITS", 500, on=date(2026, 10, 3)),))
    assert case.assessed().amount == krona(4720)


def test_what_the_catalogue_does_not_count_is_noted() -> None:
    assessment = assessed(Case(incomes=(stated("GIFT", 500),)), with_kind(gift(Counted.NO)))
    assert assessment.amount == krona(5220)
    assert "Inkomsten räknas inte." in reasons(assessment, Weight.NOTE)


def test_what_the_municipality_has_not_decided_about_is_an_open_question() -> None:
    assessment = assessed(Case(incomes=(stated("GIFT", 500),)), with_kind(gift(Counted.LOCAL)))
    assert "uppger Gåva, 500 kr." in reasons(assessment, Weight.OPEN)


def test_an_income_of_somebody_outside_the_household_is_named_so() -> None:
    case = Case(incomes=(stated("SWISH_DEPOSITS", 500, person="granne"),))
    assert "En person utanför hushållet uppger" in reasons(case.assessed(), Weight.DEVIATION)


def test_a_kind_nobody_has_written_down_is_no_kind() -> None:
    catalogue = parameters().incomes(NOVEMBER).value
    assert catalogue.paid_by("FK", "OMST") is None
    assert catalogue.paid_by("SO", "whatever the funds call it") == catalogue.named("akassa")
    with pytest.raises(KeyError):
        catalogue.named("lotteri")
