"""Repayment claims, advances on benefits, the reforms of 2026 and surpluses, on the history they rest on."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Assessment, Row, Weight
from flows.eligibility.case import (
    JobStimulus,
    RepaymentClaim,
    RepaymentGround,
    TaxPayout,
)
from flows.eligibility.facts import Why
from flows.eligibility.parameters import CheckedAgainst, Law
from flows.eligibility.period import Period
from flows.eligibility.reform import ReformName
from flows.eligibility.rules.surplus_left import Left
from flows.eligibility.warning_kinds import WarningKind
from tests.history_parts import granted, of_rule, wage
from tests.household_facts import (
    APPLICANT,
    NOVEMBER,
    Case,
    krona,
    missing,
    paid,
    parameters,
)


def claim(period: Period, **changes: object) -> RepaymentClaim:
    """A repayment claim decided the month after."""
    plain = RepaymentClaim(
        period=period,
        ground=RepaymentGround.WRONG_INFORMATION,
        decided_on=period.shifted(1).first_day,
        amount=krona(6300),
        unpaid=krona(2100),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_claim_for_support_under_the_repealed_act_refers_to_that_act() -> None:
    case = Case()
    june = claim(Period(2025, 6), decided_on=date(2026, 1, 9))
    july = claim(Period(2025, 7), decided_on=date(2026, 1, 9))
    history = {"repayment_claims": case.known((july, june), "Almanda, Återkrav")}
    found = of_rule(replace(case, history=history).assessed(), "återkrav")
    assert [one.reference for one in found] == [
        "9 kap. 1–2 §§ socialtjänstlagen (2001:453)",
        "33 kap. 1–3 §§ socialtjänstlagen (2025:400)",
    ]
    assert [one.about for one in found] == ["hushåll/återkrav-2025-06", "hushåll/återkrav-2025-07"]
    assert [(one.value, one.source) for one in found[0].evidence] == [("2 100 kr", "Almanda, Återkrav")]


@pytest.mark.parametrize(
    ("month", "granted_on", "reference"),
    [
        (Period(2025, 7), date(2025, 6, 30), "9 kap. 1–2 §§ socialtjänstlagen (2001:453)"),
        (Period(2025, 7), date(2025, 7, 1), "33 kap. 1–3 §§ socialtjänstlagen (2025:400)"),
        (Period(2025, 6), date(2025, 6, 30), "9 kap. 1–2 §§ socialtjänstlagen (2001:453)"),
        (Period(2025, 6), date(2025, 7, 1), "33 kap. 1–3 §§ socialtjänstlagen (2025:400)"),
    ],
)
def test_the_act_of_a_claim_is_the_one_of_the_day_the_support_was_granted(
    month: Period, granted_on: date, reference: str
) -> None:
    case = Case()
    known = case.known((claim(month, decided_on=date(2026, 1, 9)),), "Almanda, Återkrav")
    later = granted(month, 1, decided_on=date(2026, 2, 2))
    refused = granted(month, 1, decided_on=date(2025, 1, 2), amount=krona(0), kind="Avslag")
    decisions = (*later, *refused, *granted(month, 1, decided_on=granted_on))
    history = {"repayment_claims": known, "decisions": decisions}
    (finding,) = of_rule(replace(case, history=history).assessed(), "återkrav")
    assert finding.reference == reference


@pytest.mark.parametrize(("unpaid", "is_told"), [("0", False), ("0.50", True), ("1", True)])
def test_a_claim_is_told_of_while_anything_is_unpaid(unpaid: str, is_told: bool) -> None:
    case = Case()
    known = case.known((claim(Period(2026, 6), unpaid=krona(unpaid)),), "Almanda, Återkrav")
    found = of_rule(replace(case, history={"repayment_claims": known}).assessed(), "återkrav")
    assert bool(found) is is_told


@pytest.mark.parametrize("amount", ["0.50", "1"])
def test_support_of_half_a_krona_was_granted_too(amount: str) -> None:
    case, july = Case(), Period(2025, 7)
    claims = case.known((claim(july, decided_on=date(2026, 1, 9)),), "Almanda, Återkrav")
    decisions = granted(july, 1, decided_on=date(2025, 6, 30), amount=krona(amount))
    history = {"repayment_claims": claims, "decisions": decisions}
    (finding,) = of_rule(replace(case, history=history).assessed(), "återkrav")
    assert finding.reference == "9 kap. 1–2 §§ socialtjänstlagen (2001:453)"


@pytest.mark.parametrize(
    ("granted_on", "reference"),
    [
        (date(2025, 6, 30), "9 kap. 2 § socialtjänstlagen (2001:453)"),
        (date(2025, 7, 1), "33 kap. 2 § socialtjänstlagen (2025:400)"),
    ],
)
@pytest.mark.parametrize("month", [Period(2025, 6), Period(2025, 7)])
@pytest.mark.parametrize("ground", [RepaymentGround.ADVANCE_ON_BENEFIT, RepaymentGround.UNKNOWN])
def test_the_act_of_an_advance_is_the_one_of_the_day_it_was_granted(
    granted_on: date, reference: str, month: Period, ground: RepaymentGround
) -> None:
    history = {"decisions": granted(month, 1, decided_on=granted_on, ground=ground)}
    (finding,) = of_rule(Case(history=history).assessed(), "förskott på förmån")
    assert finding.reference == reference


def test_a_claim_from_before_the_loaded_paragraphs_refers_to_the_act_of_today() -> None:
    case = Case()
    old = claim(Period(2012, 12), decided_on=date(2026, 1, 9))
    history = {"repayment_claims": case.known((old,), "Almanda, Återkrav")}
    (finding,) = of_rule(replace(case, history=history).assessed(), "återkrav")
    assert finding.reference == "33 kap. 1–3 §§ socialtjänstlagen (2025:400)"


@pytest.mark.parametrize("why", [Why.NOT_FETCHED, Why.FETCH_FAILED, Why.NOT_FOUND])
def test_claims_that_could_not_be_read_are_noted_and_change_nothing(why: Why) -> None:
    assessment = Case(history={"repayment_claims": missing(why)}).assessed()
    assert [one.weight for one in of_rule(assessment, "återkrav")] == [Weight.NOTE]
    assert assessment.amount == krona(5220)


def advance(month: Period, **changes: object) -> dict[str, object]:
    """A decision for the month with the ground förskott på förmån."""
    return {"decisions": granted(month, 1, ground=RepaymentGround.ADVANCE_ON_BENEFIT, **changes)}


def test_the_question_about_an_advance_shows_each_payment_and_the_act_of_the_month() -> None:
    payment = paid("SJP", 3000, date(2026, 10, 20), since=date(2025, 6, 1))
    whole_year = replace(payment, period_to=date(2026, 9, 30))
    case = Case(payments={APPLICANT: (whole_year,)}, history=advance(Period(2025, 6)))
    (finding,) = of_rule(case.assessed(), "förskott på förmån")
    assert finding.weight is Weight.OPEN
    assert finding.reference == "9 kap. 2 § socialtjänstlagen (2001:453)"
    assert (finding.warns, finding.about) == (
        WarningKind.PREVIOUS_DECISION_ADVANCE_ON_BENEFIT,
        "hushåll/förskott-2025-06",
    )
    assert [one.value for one in finding.evidence] == ["3 000 kr"]


def test_an_advance_is_told_of_until_36_months_have_passed() -> None:
    case = Case(history=advance(Period(2023, 10), decided_on=date(2023, 11, 18)))
    assert of_rule(replace(case, today=date(2026, 11, 18)).assessed(), "förskott på förmån")
    assert not of_rule(replace(case, today=date(2026, 11, 19)).assessed(), "förskott på förmån")


def test_a_refusal_is_no_advance() -> None:
    case = Case(history=advance(Period(2026, 9), amount=krona(0)))
    assert not of_rule(case.assessed(), "förskott på förmån")


def test_a_payment_whose_time_nobody_states_is_not_tied_to_an_advance() -> None:
    payment = paid("SJP", 3000, date(2026, 10, 20))
    case = Case(payments={APPLICANT: (payment,)}, history=advance(Period(2026, 9)))
    assert [one.weight for one in of_rule(case.assessed(), "förskott på förmån")] == [Weight.NOTE]


def test_a_payment_with_only_a_first_day_concerns_that_day() -> None:
    september = paid("SJP", 3000, date(2026, 10, 20), since=date(2026, 9, 1))
    august = paid("SJP", 3000, date(2026, 10, 20), since=date(2026, 8, 31))
    weights = []
    for payment in (september, august):
        case = Case(payments={APPLICANT: (payment,)}, history=advance(Period(2026, 9)))
        weights += [one.weight for one in of_rule(case.assessed(), "förskott på förmån")]
    assert weights == [Weight.OPEN, Weight.NOTE]


def test_the_activity_requirement_says_what_it_was_checked_against() -> None:
    case = Case(history={"decisions": granted(Period(2026, 8), 3)})
    (finding,) = of_rule(case.assessed(), "aktivitetskrav")
    reform = parameters().reform(ReformName.ACTIVITY_REQUIREMENT, NOVEMBER)
    assert reform is not None
    assert finding.reference == reform.reference
    assert finding.evidence[-1].value == "andrahandskälla"
    assert [one.what for one in finding.evidence[:-1]] == [
        f"Försörjningsstöd, {month} 2026" for month in ("augusti", "september", "oktober")
    ]
    assert finding.about == "hushåll/aktivitetskrav"


def test_only_an_adults_own_benefit_may_exempt_the_adult() -> None:
    sick = {"elsewhere": (paid("SJP", 3000, date(2026, 10, 20)),)}
    case = Case(history={"decisions": granted(Period(2026, 8), 3)}, payments=sick)
    (finding,) = of_rule(case.assessed(), "aktivitetskrav")
    assert "undantag)" not in finding.reason


def test_a_surplus_of_several_months_shows_how_it_adds_up() -> None:
    case = Case()
    patient = replace(case.rules, surplus_carry_over_months=3)
    months = [
        case.last_month(period=Period(2026, number), balance=krona(balance))
        for number, balance in ((8, 2000), (9, -500), (10, 100))
    ]
    assessment = replace(case, rules=patient, history={"calculations": tuple(months)}).assessed()
    assert assessment.calculation is not None
    row = surplus_row(assessment)
    assert (row.amount, row.formula) == (krona(1600), "2 000 kr − 500 kr + 100 kr")
    assert row.reference == "HFD 2017 ref. 51"
    assert row.note == "överskott från augusti, september och oktober 2026"
    assert [(one.what, one.value) for one in row.evidence] == [
        ("Överskott, augusti 2026", "2 000 kr"),
        ("Underskott, september 2026", "500 kr"),
        ("Överskott, oktober 2026", "100 kr"),
    ]


@pytest.mark.parametrize(
    ("balances", "left", "unknown"),
    [
        ((2000, None, None), 2000, [9, 10]),
        ((2000, None, 500), 2500, [9]),
        ((2000, None, -2000), 0, []),
        ((None, 2000, 0), 2000, []),
        ((2000, -2000, None), 0, []),
        ((None, None, None), 0, []),
    ],
)
def test_a_month_without_a_calculation_is_not_known_while_a_surplus_is_left(
    balances: tuple[int | None, ...], left: int, unknown: list[int]
) -> None:
    found = Left()
    for number, balance in enumerate(balances, start=8):
        found = found.after(Period(2026, number), None if balance is None else krona(balance))
    assert found.amount == krona(left)
    assert [one.month for one in found.unknown] == unknown


def surplus_row(assessment: Assessment) -> Row:
    """The row of what is carried over."""
    assert assessment.calculation is not None
    (row,) = [one for one in assessment.calculation.rows if one.label.startswith("Överskjutande")]
    return row


@pytest.mark.parametrize(("source", "said"), [(CheckedAgainst.ACT, False), (CheckedAgainst.SECONDARY, True)])
def test_a_reform_that_nobody_has_held_against_the_act_is_told_as_such(
    source: CheckedAgainst, said: bool
) -> None:
    known = parameters()
    reforms = tuple(replace(one, checked_against=source) for one in known.reforms)
    case = Case(history={"decisions": granted(Period(2026, 8), 3)}, statement={"plans": ("SICK_LEAVE",)})
    assessment = assess(case.facts(), replace(known, reforms=reforms), case.rules, today=date(2026, 11, 18))
    for rule in ("aktivitetskrav", "läkarintyg"):
        (finding,) = of_rule(assessment, rule)
        assert ("Läs i lagen vad som gäller" in finding.reason) is said


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ({"decisions": granted(Period(2026, 10), 1)}, "har fått försörjningsstöd en månad (oktober 2026):"),
        (None, "inte kunnat se om hushållet har fått försörjningsstöd en månad. A"),
    ],
)
def test_a_requirement_after_a_single_month_is_told_in_the_singular(
    history: dict[str, object] | None, said: str
) -> None:
    """The act asks for three; another number is the parameter file's to say."""
    known = parameters()
    reforms = tuple(
        replace(one, value=replace(one.value, after_months_of_support=1)) for one in known.reforms
    )
    case = Case(other={"history": missing()}) if history is None else Case(history=history)
    assessment = assess(case.facts(), replace(known, reforms=reforms), case.rules, today=date(2026, 11, 18))
    (finding,) = of_rule(assessment, "aktivitetskrav")
    assert said in finding.reason


def test_the_month_applied_for_is_no_month_of_support_before_it() -> None:
    decisions = granted(Period(2026, 6), 6)
    case = Case(wages=wage(4000), history={"decisions": decisions})
    assert not of_rule(case.assessed(), "jobbstimulans som inte är registrerad")
    assert not of_rule(
        replace(case, history={"decisions": granted(Period(2026, 9), 3)}).assessed(), "aktivitetskrav"
    )


def test_money_taken_back_neither_exempts_nor_meets_an_advance() -> None:
    taken = replace(
        paid("SJP", -500, date(2026, 10, 20), since=date(2026, 9, 1)), period_to=date(2026, 9, 30)
    )
    history = {"decisions": granted(Period(2026, 8), 3, ground=RepaymentGround.ADVANCE_ON_BENEFIT)}
    assessment = Case(payments={APPLICANT: (taken,)}, history=history).assessed()
    assert {one.weight for one in of_rule(assessment, "förskott på förmån")} == {Weight.NOTE}
    (requirement,) = of_rule(assessment, "aktivitetskrav")
    assert "undantag)" not in requirement.reason


def test_a_tax_refund_meets_no_advance() -> None:
    case = Case(
        payouts=(TaxPayout(paid_on=date(2026, 10, 7), amount=krona(900)),), history=advance(Period(2026, 10))
    )
    assert [one.weight for one in of_rule(case.assessed(), "förskott på förmån")] == [Weight.NOTE]


def test_advances_are_told_of_month_by_month() -> None:
    later, earlier = advance(Period(2026, 9))["decisions"], advance(Period(2026, 7))["decisions"]
    case = Case(history={"decisions": (*later, *earlier)})  # type: ignore[misc]
    told = [one.reason for one in of_rule(case.assessed(), "förskott på förmån")]
    assert [reason.split(",")[0] for reason in told] == [
        "Bistånd för juli 2026",
        "Bistånd för september 2026",
    ]


def test_several_payments_for_an_advanced_month_are_all_named() -> None:
    payments = tuple(
        replace(paid(code, net, date(2026, 10, 20), since=date(2026, 9, 1)), period_to=date(2026, 9, 30))
        for code, net in (("SJP", 3000), ("MEK", 400))
    )
    case = Case(payments={APPLICANT: payments}, history=advance(Period(2026, 9)))
    (finding,) = of_rule(case.assessed(), "förskott på förmån")
    assert finding.weight is Weight.OPEN
    assert (
        "Merkostnadsersättning, 400 kr, 20 oktober 2026, den sökande har fått Sjukpenning, 3 000 kr"
        in finding.reason
    )
    assert [one.value for one in finding.evidence] == ["400 kr", "3 000 kr"]


def test_two_windows_that_overlap_are_a_doubt_and_no_note() -> None:
    windows = tuple(
        JobStimulus(person=APPLICANT, valid_from=date(2026, month, 1), valid_to=date(2026, 12, 31))
        for month in (9, 3)
    )
    case = Case(wages=wage(4000), history={"job_stimuli": windows})
    found = of_rule(case.assessed(), "jobbstimulans")
    assert [one.weight for one in found] == [Weight.OPEN]
    assert found[0].reason == (
        "Den sökande har jobbstimulans 1 september 2026–31 december 2026, och en tidigare till och med"
        " 31 december 2026. Har sex nya månader med försörjningsstöd gått däremellan?"
    )
    assert found[0].about == "sokande/jobbstimulans"


RIGHT = "4 kap. 1 § socialtjänstlagen (2001:453)"


@pytest.mark.parametrize(
    ("law", "before", "first", "case"),
    [
        (Law.SURPLUS, Period(2016, 12), Period(2017, 1), "HFD 2017 ref. 51"),
        (Law.ADULT_CHILD, Period(2019, 12), Period(2020, 1), "HFD 2020 ref. 40"),
    ],
)
def test_a_court_case_is_law_from_its_year_and_the_right_itself_before(
    law: Law, before: Period, first: Period, case: str
) -> None:
    known = parameters()
    assert (known.law(law, before), known.law(law, first)) == (RIGHT, case)
    assert known.law(law, NOVEMBER) == case


def test_paragraphs_that_stand_beside_advice_nobody_has_read_are_not_said_to_be_read() -> None:
    known = parameters()
    read = [one for one in known.law_references if one.read_in_the_act]
    assert not [one for one in read if "SOSFS 2013:1, inkomster" in one.value.values()]
    assert not known.job_stimulus(Period(2013, 6)).read_in_the_act
    assert known.job_stimulus(NOVEMBER).read_in_the_act
