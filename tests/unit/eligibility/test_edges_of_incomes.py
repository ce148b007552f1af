"""The edges of children's wages, plausible sums, caps and payments: the last value and the next."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Weight
from flows.eligibility.case import EarlierDecision, JobStimulus
from flows.eligibility.facts import Missing, Why
from flows.eligibility.housing_caps import CapKey, CapLine, CapTable
from flows.eligibility.municipality import ChildIncomeMeasure
from flows.eligibility.period import Period
from flows.eligibility.register import choices
from flows.eligibility.rules import job_stimulus_unrecorded
from flows.eligibility.rules.child_year import ChildYear, child_year
from flows.eligibility.rules.job_stimulus import touching
from flows.eligibility.rules.salary_match import Wage, pair
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    NOVEMBER,
    Case,
    adult,
    child,
    cost,
    declared,
    krona,
    paid,
    parameters,
    reasons,
)
from tests.rule_edges_parts import advance, two_months


def a_year(before: int, month: int, net: int | None = None) -> ChildYear:
    return ChildYear(
        before=krona(before),
        month=krona(month),
        net=krona(month if net is None else net),
        limit=parameters().price_base_amount(NOVEMBER),
        measure=ChildIncomeMeasure.NET,
        read=None,
    )


@pytest.mark.parametrize(
    ("before", "month", "above"),
    [
        (50200, 9000, 0),
        (50201, 9000, 1),
        (59200, 9000, 9000),
        (60000, 5000, 5000),
        (60000, 1, 1),
        (60000, 0, 0),
    ],
)
def test_what_a_child_earns_above_the_limit_of_the_year(before: int, month: int, above: int) -> None:
    year = a_year(before, month)
    assert (year.above, year.counted) == (above, above)


def test_of_a_wage_measured_before_tax_the_same_share_of_the_net_wage_counts() -> None:
    year = a_year(50000, 10000, net=8000)
    assert (year.above, year.counted) == (800, 640)
    assert year.formula == "(50 000 kr + 10 000 kr − 59 200 kr) × 8 000 kr / 10 000 kr"


def test_the_income_month_is_not_counted_among_the_earlier_months_of_the_year() -> None:
    months = [declared("Glasskiosken AB", net, Period(2026, month)) for month, net in ((9, 100), (10, 900))]
    case = Case(members=(adult(), child(1, date(2009, 5, 1))), wages={"barn-1": (months[1],)})
    facts = case.facts()
    read = case.known(tuple(months), "Skatteverket")
    tax = {**facts.tax, "barn-1": replace(facts.tax["barn-1"], earlier_in_year=read)}
    question = replace(case.question(), facts=replace(facts, tax=tax))
    year = child_year(question, case.members[1])
    assert isinstance(year, ChildYear)
    assert (year.before, year.month) == (100, 900)


@pytest.mark.parametrize(
    ("born", "is_explained"),
    [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2026, 10, 15), True)],
)
def test_barnbidrag_for_a_newborn_may_come_later(born: date, is_explained: bool) -> None:
    members = (adult(), child(1, date(2017, 1, 1)), child(2, date(2018, 1, 1)), child(3, born))
    case = replace(two_months("ABB", 2650, 2650), members=members)
    assert ("Barnbidraget är 2 650 kr." in reasons(case.assessed(), Weight.DEVIATION)) is not is_explained


@pytest.mark.parametrize(
    ("net", "is_explained"),
    [(4480, True), (2240, True), (3900, False), (5490, False), (625, False), (1250, False), (4375, False)],
)
def test_which_sums_three_children_explain(net: int, is_explained: bool) -> None:
    """All, half of all; not the supplement of two or four children, not two halves, not seven."""
    members = (adult(), *(child(number, date(2016 + number, 1, 1)) for number in (1, 2, 3)))
    case = replace(two_months("ABB", net, net), members=members)
    assert ("Barnbidraget är" in reasons(case.assessed(), Weight.DEVIATION)) is not is_explained


def exempting(*nets: tuple[str, str]) -> str:
    months = [Period(2026, 11).shifted(-back) for back in (3, 2, 1)]
    decisions = tuple(
        EarlierDecision(period=one, kind="Bifall", amount=krona(4000), decided_on=one.first_day)
        for one in months
    )
    payments = tuple(paid(code, net, date(2026, 10, 20)) for code, net in nets)
    found = Case(payments={APPLICANT: payments}, history={"decisions": decisions}).assessed()
    return reasons(found, Weight.DEVIATION)


@pytest.mark.parametrize(("net", "is_said"), [("0", False), ("0.50", True), ("1", True)])
def test_a_benefit_that_may_exempt_from_the_activity_requirement_is_named(net: str, is_said: bool) -> None:
    said = "gälla den sökande (den sökande har fått sjukpenning, som kan ge undantag)"
    assert (said in exempting(("SJP", net))) is is_said


def test_the_first_day_that_counts_towards_new_jobbstimulans_is_the_day_after_the_last() -> None:
    window = JobStimulus(person=APPLICANT, valid_from=date(2022, 1, 1), valid_to=date(2023, 12, 31))
    question = Case(history={"job_stimuli": (window,)}).question()
    assert job_stimulus_unrecorded._counted_from(question, adult()) == date(2024, 1, 1)


def test_a_line_of_a_cap_table_is_told_in_words() -> None:
    table = CapTable(key=CapKey.ROOMS, starts=date(2026, 1, 1), ends=None, source="beslut", lines=())
    line = CapLine(
        amount=krona(1), rooms=1, adults=2, children=1, or_more=True, below_age=25, standard="1 rok"
    )
    told = "2 vuxna, 1 barn, 1 rum eller fler, alla vuxna under 25 år, 1 rok"
    assert choices._line(table, line) == told
    assert choices._line(table, CapLine(amount=krona(1), rooms=2, adults=1)) == "1 vuxen, 2 rum"


@pytest.mark.parametrize(("amount", "is_refused"), [("-0.01", True), ("0", False), ("0.50", False)])
def test_a_cost_below_nothing_is_asked_about(amount: str, is_refused: bool) -> None:
    found = Case(costs=(cost("UNION_FEE", amount),)).assessed()
    assert ("minusbelopp" in reasons(found, Weight.OPEN)) is is_refused


@pytest.mark.parametrize(("amount", "is_told"), [("0", False), ("0.50", True), ("1", True)])
def test_an_advance_of_any_amount_is_told_of(amount: str, is_told: bool) -> None:
    plain = advance(period_from=date(2020, 1, 1))
    (granted,) = plain.history["decisions"]  # type: ignore[misc]
    case = replace(plain, history={"decisions": (replace(granted, amount=Decimal(amount)),)})
    assert ("beviljades med grunden förskott på förmån" in reasons(case.assessed(), Weight.NOTE)) is is_told


@pytest.mark.parametrize(
    ("first", "last", "touches", "is_recorded"),
    [
        (date(2024, 10, 1), date(2026, 9, 30), False, False),
        (date(2024, 10, 2), date(2026, 10, 1), True, True),
        (date(2026, 10, 31), date(2028, 10, 30), True, True),
        (date(2026, 11, 1), date(2028, 10, 31), False, True),
    ],
)
def test_which_jobbstimulans_holds_on_some_day_of_october_and_which_answers_for_it(
    first: date, last: date, touches: bool, is_recorded: bool
) -> None:
    window = JobStimulus(person=APPLICANT, valid_from=first, valid_to=last)
    question = Case(history={"job_stimuli": (window,)}).question()
    assert (touching(question, APPLICANT) == [window]) is touches
    assert job_stimulus_unrecorded._is_recorded(question, adult()) is is_recorded
    assert not job_stimulus_unrecorded._is_recorded(question, adult(CO_APPLICANT))


@pytest.mark.parametrize(
    "payer", ["Exempel Bygg", "exempel bygg aktiebolag", "Exempel,Bygg AB", "AB Exempel Bygg"]
)
def test_an_employer_is_the_same_by_another_spelling(payer: str) -> None:
    found = pair(
        [Wage(payer=payer, net=krona(5000)), Wage(payer="Annan", net=krona(5000))],
        [Wage(payer="Exempel Bygg AB", net=krona(5000)), Wage(payer="Okänd", net=krona(9000))],
    )
    assert [one.payer for one in found.only_stated] == ["Annan"]
    assert found.renamed == ()


def test_a_rent_below_the_cap_needs_no_remark() -> None:
    calculation = Case(costs=(cost("RENT", 5000),)).assessed().calculation
    assert calculation is not None
    assert [one.note for one in calculation.rows] == [""] * len(calculation.rows)


@pytest.mark.parametrize(("net", "is_asked"), [("-0.01", True), ("0.50", False)])
def test_a_payment_below_nothing_is_asked_about_and_fifty_ore_is_not(net: str, is_asked: bool) -> None:
    case = Case(payments={APPLICANT: (paid("BOB", net, date(2026, 10, 20)),)})
    said = reasons(case.assessed(), Weight.OPEN).splitlines()
    assert any(one.endswith("20 oktober 2026. Beloppet är negativt.") for one in said) is is_asked


def test_a_sub_type_without_a_rule_is_compared_with_the_wider_type_of_last_month() -> None:
    found = Case(costs=(cost("OTHER:NO_SUCH_TYPE", 100),)).assessed()
    assert not [one.reason for one in found.findings if one.warns is WarningKind.NEW_EXPENSE]
    assert "söks inte längre" not in reasons(found, Weight.CHANGE)


def test_declarations_that_are_not_complete_are_waited_for_also_without_a_history() -> None:
    unread = Missing(why=Why.FETCH_FAILED, source="Almanda", detail="")
    not_complete = Missing(why=Why.NOT_FOUND, source="Skatteverket", detail="")
    case = Case(tax={"declarations": not_complete}, other={"history": unread})
    assert "är inte kompletta." in reasons(case.assessed(), Weight.WAIT)
