"""Incomes that agencies show: what counts, for whom, compared with what."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assessment import Proposal, Section, Weight
from flows.eligibility.case import BenefitClaim, BenefitPayment
from flows.eligibility.municipality import IncomeMonth
from flows.eligibility.period import Period
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    Case,
    adult,
    krona,
    missing,
    paid,
    parameters,
    reasons,
    rules,
    stated,
)

OCTOBER, SEPTEMBER = date(2026, 10, 20), date(2026, 9, 20)


def receiving(*payments: BenefitPayment, **changes: object) -> Case:
    return Case(payments={APPLICANT: payments}, **changes)  # type: ignore[arg-type]


def test_a_payment_belongs_to_the_month_of_its_payment_day() -> None:
    for day, counted in (
        (date(2026, 9, 30), 0),
        (date(2026, 10, 1), 1),
        (date(2026, 10, 31), 1),
        (date(2026, 11, 1), 0),
    ):
        calculation = receiving(paid("BOB", 1300, day)).assessed().calculation
        assert calculation is not None
        assert calculation.total(Section.INCOME) == 1300 * counted


def test_a_municipality_may_count_the_payments_of_the_month_itself() -> None:
    chosen = replace(rules(), income_month=IncomeMonth.SAME)
    case = receiving(paid("BOB", 1300, date(2026, 11, 3)), rules=chosen)
    assessment = case.assessed()
    assert assessment.calculation is not None
    assert assessment.calculation.total(Section.INCOME) == 1300


def test_the_wage_of_a_month_that_has_not_ended_is_unknown_and_nothing_is_proposed() -> None:
    chosen = replace(rules(), income_month=IncomeMonth.SAME)
    assessment = Case(members=(adult(), adult(CO_APPLICANT)), rules=chosen).assessed()
    asked = assessment.weighing(Weight.OPEN)
    assert [one.about for one in asked] == ["sokande/lon", "medsokande/lon"]
    assert asked[0].reason == (
        "Den sökande: lönen för november 2026 är inte deklarerad än. Arbetsgivarna deklarerar efter månadens"
        " slut. Har personen fått lön?"
    )
    assert assessment.amount is None


def test_each_adults_benefits_stand_in_a_row_of_their_own() -> None:
    payments = {
        APPLICANT: (paid("ABB", 1250, OCTOBER),),
        CO_APPLICANT: (paid("ABB", 1250, OCTOBER), paid("ABB", 150, OCTOBER)),
    }
    calculation = Case(members=(adult(), adult(CO_APPLICANT)), payments=payments).assessed().calculation
    assert calculation is not None
    rows = [(row.note, row.amount) for row in calculation.rows if row.section is Section.INCOME]
    assert rows == [("medsökanden", krona(1400)), ("", krona(1250))]


def test_a_negative_payment_is_an_open_question_and_no_income() -> None:
    assessment = receiving(paid("BOB", -400, OCTOBER)).assessed()
    assert "Beloppet är negativt." in reasons(assessment, Weight.OPEN)
    assert assessment.calculation is not None
    assert assessment.calculation.total(Section.INCOME) == 0


def test_an_income_the_municipality_has_not_decided_about_is_an_open_question() -> None:
    case = receiving(paid("MEK", 1500, OCTOBER), rules=replace(rules(), local_incomes={}))
    assert "Kommunen har inte bestämt" in reasons(case.assessed(), Weight.OPEN)


def test_a_payment_for_the_month_before_is_ordinary_and_for_an_earlier_one_retroactive() -> None:
    arrears = paid("AS", 4000, OCTOBER, since=date(2026, 9, 1))
    retroactive = paid("AS", 4000, OCTOBER, since=date(2026, 8, 31))
    assert "avser tid före" not in reasons(receiving(arrears).assessed(), Weight.DEVIATION)
    assert "avser tid före september 2026" in reasons(receiving(retroactive).assessed(), Weight.DEVIATION)


def test_studiehjalp_that_pauses_in_summer_is_neither_gone_nor_new() -> None:
    for period, day in ((Period(2026, 8), date(2026, 6, 25)), (Period(2026, 10), date(2026, 9, 25))):
        aid = paid("SH", 1250, day, agency="CSN")
        incomes = (stated("BENEFIT:Studiehjälp", 1250),) if day.month == 9 else ()
        assessment = Case(period=period, payments={APPLICANT: (aid,)}, incomes=incomes).assessed()
        assert not assessment.weighing(Weight.OPEN)
        assert not assessment.weighing(Weight.DEVIATION)


def test_only_studiehjalp_has_a_pause_in_summer() -> None:
    pauses = {one.key: one.pause_months for one in parameters().incomes(Period(2026, 11)).value.kinds}
    assert {key: months for key, months in pauses.items() if months} == {"studiehjalp": (7, 8)}


def test_a_late_payment_is_late_only_when_the_month_before_had_none() -> None:
    first = paid("FP", 4000, SEPTEMBER, since=date(2026, 9, 1))
    half, own = (paid("FP", 2000, OCTOBER, since=since) for since in (date(2026, 9, 16), date(2026, 10, 1)))
    kinds = [
        {one.warns for one in receiving(*payments).assessed().findings}
        for payments in ((first, half, own), (half, own))
    ]
    assert [WarningKind.INCOME_TRANSFERRED_LATE in found for found in kinds] == [False, True]


def test_a_benefit_that_stopped_while_a_claim_is_handled_is_explained_by_the_claim() -> None:
    claim = BenefitClaim(
        agency="FK",
        code="SJP",
        label="Sjukpenning",
        status="Under handläggning",
        expected_on=date(2026, 11, 25),
    )
    case = receiving(paid("SJP", 5000, SEPTEMBER))
    explained = replace(case, benefits={"claims": case.known((claim,), "FK")})
    assert case.assessed().weighing(Weight.OPEN)
    assert not explained.assessed().weighing(Weight.OPEN)
    assert explained.assessed().wait_until == date(2026, 11, 25)


def test_claims_that_could_not_be_read_explain_nothing() -> None:
    case = replace(receiving(paid("SJP", 5000, SEPTEMBER)), benefits={"claims": missing()})
    assert "Inget förklarar varför." in reasons(case.assessed(), Weight.OPEN)


def test_what_is_stated_is_not_held_against_an_agency_that_did_not_answer() -> None:
    case = Case(incomes=(stated("BENEFIT:Bostadsbidrag", 1300),), benefits={"fk": missing()})
    assert case.assessed().proposal is Proposal.UTREDNING
    assert not case.assessed().weighing(Weight.OPEN)


def test_a_tax_refund_is_not_compared_when_the_tax_account_could_not_be_read() -> None:
    case = Case(incomes=(stated("BENEFIT:Skatteåterbäring", 900),), tax={"payouts": missing()})
    assert "syns inte hos myndigheten" not in reasons(case.assessed(), Weight.OPEN)


def test_a_difference_of_one_krona_is_rounding() -> None:
    case = receiving(
        paid("BOB", 1300, OCTOBER),
        paid("BOB", 1300, SEPTEMBER),
        incomes=(stated("BENEFIT:Bostadsbidrag", 1299),),
    )
    assert not case.assessed().weighing(Weight.DEVIATION)


@pytest.mark.parametrize("words", ["Föräldrapenning för oktober", "FP"])
def test_a_stated_wait_is_explained_by_the_claim_it_names(words: str) -> None:
    claim = BenefitClaim(
        agency="FK", code="FP", label="Föräldrapenning", status="Inkommen", expected_on=date(2026, 11, 25)
    )
    case = Case(statement={"pending_benefits": (words,)})
    assert not replace(case, benefits={"claims": case.known((claim,), "FK")}).assessed().weighing(Weight.OPEN)


def test_a_stated_wait_in_other_words_is_explained_by_a_claim_nothing_else_explains() -> None:
    claim = BenefitClaim(
        agency="FK", code="FP", label="Föräldrapenning", status="Inkommen", expected_on=date(2026, 11, 25)
    )
    case = Case(statement={"pending_benefits": ("pengar för barnet", "ännu mer")})
    said = reasons(replace(case, benefits={"claims": case.known((claim,), "FK")}).assessed(), Weight.OPEN)
    assert said.count("väntar på besked") == 1
