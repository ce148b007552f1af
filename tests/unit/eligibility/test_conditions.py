"""Plan, registration as a job seeker, surplus, silence, and persons nobody asked about."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assessment import Weight
from flows.eligibility.case import BenefitClaim, CapitalIncome, EarlierRow, JobSeeker, Plan, StatedAsset
from flows.eligibility.facts import Why
from flows.eligibility.municipality import Silence
from flows.eligibility.period import Period
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    PLAN,
    Case,
    adult,
    child,
    krona,
    missing,
    reasons,
    rules,
)


def plan(until: date | None, *, person: str = "", status: str = "Aktiv") -> Plan:
    return Plan(kind="Sfi", valid_from=date(2026, 3, 1), valid_to=until, status=status, person=person)


@pytest.mark.parametrize(
    ("plans", "weight"),
    [
        ((plan(None),), None),
        ((plan(date(2026, 11, 30)),), None),
        ((plan(date(2026, 11, 29)),), Weight.DEVIATION),
        ((plan(date(2026, 11, 29)), plan(None)), None),
        ((plan(date(2026, 11, 17)),), Weight.OPEN),
        ((plan(None, status="Avslutad"),), Weight.OPEN),
        ((plan(None, person=CO_APPLICANT),), Weight.OPEN),
    ],
)
def test_a_plan_must_hold_for_the_adult_and_the_month(plans: tuple[Plan, ...], weight: Weight | None) -> None:
    assessment = Case(history={"plans": plans}).assessed()
    assert [one.weight for one in assessment.findings] == ([weight] if weight else [])


def test_each_adult_needs_a_plan_when_the_case_system_says_whose_it_is() -> None:
    case = Case(members=(adult(), adult(CO_APPLICANT)), history={"plans": (plan(None, person=APPLICANT),)})
    assert (
        reasons(case.assessed(), Weight.OPEN)
        == "Medsökanden har ingen planering som gäller i november 2026. Finns det godtagbara skäl?"
    )


def test_who_is_past_working_age_needs_no_plan() -> None:
    assert not Case(members=(adult(born=date(1959, 11, 30)),), history={"plans": ()}).assessed().findings
    assert Case(members=(adult(born=date(1959, 12, 1)),), history={"plans": ()}).assessed().findings


def test_a_job_seeker_who_is_not_registered_is_a_deviation() -> None:
    case = Case(statement={"plans": ("JOBSEEKING",)})
    assert not case.assessed().findings
    unregistered = replace(case, benefits={"af": case.known(JobSeeker(registered=False), "AF")})
    (finding,) = unregistered.assessed().weighing(Weight.DEVIATION)
    assert finding.reason == "Den sökande uppger arbetssökande men är inte inskriven hos Arbetsförmedlingen."
    assert (finding.warns, finding.about) == (WarningKind.PLANNING_REVIEW, "hushåll/inskrivning")
    assert finding.reference == "12 kap. 3 § socialtjänstlagen (2025:400)"
    assert not replace(case, benefits={"af": missing()}).assessed().weighing(Weight.DEVIATION)


def test_a_surplus_is_carried_no_longer_than_the_municipality_has_set() -> None:
    case = Case()
    two_months_ago = case.last_month(period=Period(2026, 9), balance=krona(2000))
    last_month = case.last_month(balance=krona(0))
    history = {"calculations": (two_months_ago, last_month), "plans": (PLAN,)}
    assert replace(case, history=history).assessed().amount == krona(5220)
    patient = replace(rules(), surplus_carry_over_months=3)
    assert replace(case, history=history, rules=patient).assessed().amount == krona(3220)


@pytest.mark.parametrize(
    ("september", "october", "formula"),
    [(2000, -500, "2 000 kr − 500 kr"), (2000, 0, ""), (0, 300, ""), (2000, 300, "2 000 kr + 300 kr")],
)
def test_a_surplus_tells_of_each_month_that_made_it_and_of_no_other(
    september: int, october: int, formula: str
) -> None:
    case = Case(rules=replace(rules(), surplus_carry_over_months=2))
    months = (
        case.last_month(period=Period(2026, 9), balance=krona(september)),
        case.last_month(balance=krona(october)),
    )
    calculation = replace(case, history={"calculations": months, "plans": (PLAN,)}).assessed().calculation
    assert calculation is not None
    row = calculation.rows[-1]
    assert (row.amount, row.formula) == (krona(september + october), formula)


@pytest.mark.parametrize("balance", ["0.50", "1"])
def test_a_surplus_of_half_a_krona_is_told_as_a_surplus(balance: str) -> None:
    case = Case(rules=replace(rules(), surplus_carry_over_months=2))
    months = (
        case.last_month(period=Period(2026, 9), balance=krona(2000)),
        case.last_month(balance=krona(balance)),
    )
    calculation = replace(case, history={"calculations": months, "plans": (PLAN,)}).assessed().calculation
    assert calculation is not None
    (_, october) = calculation.rows[-1].evidence
    assert october.what == "Överskott, oktober 2026"


def test_what_a_month_had_carried_over_itself_is_not_counted_twice() -> None:
    case = Case(rules=replace(rules(), surplus_carry_over_months=3))
    carried = EarlierRow(label="Överskjutande inkomst från föregående månad", amount=krona(2000))
    september = case.last_month(period=Period(2026, 9), balance=krona(2000))
    october = case.last_month(balance=krona(500), incomes=(carried,))
    history = {"calculations": (september, october), "plans": (PLAN,)}
    assert replace(case, history=history).assessed().amount == krona(5220 - 500)


def test_silence_is_waited_for_from_the_day_the_application_first_waited() -> None:
    case = Case(benefits={"so": missing()}, statement={})
    late = replace(case, today=date(2026, 11, 28), waiting_since=date(2026, 11, 27))
    assert late.assessed().wait_until == date(2026, 11, 29)
    assert replace(late, waiting_since=date(2026, 11, 20)).assessed().wait_until is None


def test_an_application_that_could_not_be_read_begins_its_wait_today() -> None:
    case = Case(other={"statement": missing()}, benefits={"so": missing()}, today=date(2026, 12, 30))
    assert case.assessed().weighing(Weight.WAIT)[0].expected_on == date(2026, 12, 31)


def test_silence_of_an_agency_that_pays_nothing_may_be_noted_only() -> None:
    case = Case(benefits={"af": missing()}, rules=replace(rules(), silence={"AF": Silence.NOTED}))
    assert case.assessed().amount == krona(5220)
    assert "Arbetsförmedlingen har inte svarat" in reasons(case.assessed(), Weight.NOTE)


def test_silence_of_an_agency_that_pays_is_never_noted_only() -> None:
    case = Case(benefits={"so": missing()}, rules=replace(rules(), silence={"SO": Silence.NOTED}))
    assert case.assessed().wait_until == date(2026, 11, 19)


def test_silence_of_an_agency_without_a_setting_is_waited_for() -> None:
    case = Case(benefits={"so": missing()}, rules=replace(rules(), silence={}))
    assert case.assessed().wait_until == date(2026, 11, 19)


def test_a_question_that_does_not_arise_needs_no_answer() -> None:
    case = Case(benefits={"pm": missing(Why.NOT_APPLICABLE)})
    assert case.assessed().amount == krona(5220)


def test_an_agency_that_does_not_find_the_person_is_waited_for_and_then_asked_about() -> None:
    case = Case(benefits={"csn": missing(Why.NOT_FOUND)})
    assert case.assessed().wait_until == date(2026, 11, 19)
    late = replace(case, today=date(2026, 11, 29)).assessed()
    assert reasons(late, Weight.OPEN) == "CSN hittar inga uppgifter om den sökande."


def test_a_person_nobody_has_asked_about_leaves_the_question_open() -> None:
    case = Case(other={"tax": {}, "benefits": {}})
    said = reasons(case.assessed(), Weight.OPEN)
    assert "Skatteverket har inte kunnat tillfrågas om den sökande." in said
    assert "Försäkringskassan har inte kunnat tillfrågas om den sökande." in said


def test_a_child_of_sixteen_must_be_asked_about_too() -> None:
    case = Case(members=(adult(), child(1, date(2010, 1, 1))))
    only_adult = {key: value for key, value in case.facts().tax.items() if key == APPLICANT}
    said = reasons(replace(case, other={"tax": only_adult}).assessed(), Weight.OPEN)
    assert "Skatteverket har inte kunnat tillfrågas om barn 16 år." in said


def test_capital_income_of_zero_proves_nothing_and_asks_nothing() -> None:
    case = Case()
    zero = case.known((CapitalIncome(year=2025, amount=krona(0)),), "SKV")
    assert not replace(case, tax={"capital": zero}).assessed().findings


@pytest.mark.parametrize("why", list(Why))
@pytest.mark.parametrize("agency", ["fk", "pm", "csn", "so", "af", "claims"])
def test_every_kind_of_silence_from_every_agency_is_told_of(agency: str, why: Why) -> None:
    assessment = Case(benefits={agency: missing(why)}).assessed()
    said = [one for one in assessment.findings if one.rule == "svar från myndigheter"]
    if why is Why.NOT_APPLICABLE:
        assert (said, assessment.amount) == ([], krona(5220))
        return
    (finding,) = said
    if why is Why.NOT_FETCHED:
        assert finding.weight is Weight.OPEN
    elif agency == "af":
        assert (finding.weight, assessment.amount) == (Weight.NOTE, krona(5220))
        return
    else:
        assert (finding.weight, assessment.wait_until) == (Weight.WAIT, date(2026, 11, 19))
    name = "fk" if agency == "claims" else agency
    assert (finding.warns, finding.about) == (WarningKind.SSBTEK_READ_FAILED, f"sokande/{name}")
    assert assessment.amount is None


@pytest.mark.parametrize("why", [Why.NOT_FETCHED, Why.FETCH_FAILED])
@pytest.mark.parametrize("answer", ["declarations", "payouts", "capital"])
def test_every_silence_of_skatteverkets_is_told_of(answer: str, why: Why) -> None:
    assessment = Case(tax={answer: missing(why)}).assessed()
    (finding,) = [one for one in assessment.findings if one.rule == "svar från myndigheter"]
    assert finding.weight is (Weight.OPEN if why is Why.NOT_FETCHED else Weight.WAIT)
    assert (finding.warns, finding.about) == (WarningKind.SOURCE_UNREAD, "sokande/skv")
    assert assessment.amount is None


def test_a_warning_is_told_again_next_month_under_the_same_key() -> None:
    case = Case(
        history={"plans": ()},
        statement={
            "assets": (StatedAsset(kind="VEHICLE"),),
            "pending_benefits": ("Bostadsbidrag", "Omställningsstudiestöd"),
            "plans": ("JOBSEEKING",),
        },
    )
    claims = (
        BenefitClaim(agency="FK", code="ABB", label="Barnbidrag", status="Under handläggning"),
        BenefitClaim(agency="FK", code="XYZ", label="Något nytt", status="Under handläggning"),
    )
    benefits = {"claims": case.known(claims, "FK"), "af": case.known(JobSeeker(registered=False), "AF")}
    capital = case.known((CapitalIncome(year=2025, amount=krona(900)),), "SKV")
    keys = [
        {
            one.about
            for one in replace(case, period=month, benefits=benefits, tax={"capital": capital})
            .assessed()
            .findings
        }
        for month in (Period(2026, 10), Period(2026, 11))
    ]
    assert (
        keys[0]
        == keys[1]
        == {
            "sokande/planering",
            "hushåll/vehicle",
            "hushåll/inskrivning",
            "sokande/anspråk-barnbidrag",
            "sokande/anspråk-fk-xyz",
            "sokande/kapitalinkomst-2025",
        }
    )


def test_benefits_that_only_the_applicant_tells_of_have_a_key_each() -> None:
    case = Case(statement={"pending_benefits": ("Bostadsbidrag", "Omställningsstudiestöd")})
    assert [one.about for one in case.assessed().findings] == [
        "sokande/uppgivet-anspråk-1",
        "sokande/uppgivet-anspråk-2",
    ]
