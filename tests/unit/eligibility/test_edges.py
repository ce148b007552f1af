"""The smallest parts of the law on their edges: the first and the last day, one krona more, nothing."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from flows.eligibility import household, months
from flows.eligibility.answer import Speaker
from flows.eligibility.assessment import Calculation, Finding, Row, Section, Verdict, Weight
from flows.eligibility.housing_caps import CapHousehold, CapKey, CapTable
from flows.eligibility.municipality import AgeBandSwitch, CostCap
from flows.eligibility.parameters import CheckedAgainst, Dated, NoTable
from flows.eligibility.period import Period
from flows.eligibility.refusal import WITHOUT_IT, questioned
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    NOVEMBER,
    adult,
    child,
    krona,
    rules,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
SAY = Speaker("prov")


def cost_cap(ends: date | None) -> Callable[[date], bool]:
    return CostCap(amount=krona(1), starts=FIRST, ends=ends, source="beslut").covers


def cap_table(ends: date | None) -> Callable[[date], bool]:
    return CapTable(key=CapKey.ROOMS, starts=FIRST, ends=ends, source="beslut", lines=()).covers


def dated(ends: date | None) -> Callable[[date], bool]:
    return Dated(
        value=1,
        unit="kronor",
        reference="lag",
        starts=FIRST,
        ends=ends,
        last_checked=LAST,
        checked_against=CheckedAgainst.ACT,
    ).covers


@pytest.mark.parametrize("made", [cost_cap, cap_table, dated])
@pytest.mark.parametrize(
    ("ends", "day", "holds"),
    [
        (LAST, FIRST - timedelta(days=1), False),
        (LAST, FIRST, True),
        (LAST, LAST, True),
        (LAST, LAST + timedelta(days=1), False),
        (None, FIRST - timedelta(days=1), False),
        (None, date(2199, 12, 31), True),
    ],
)
def test_what_has_dates_holds_on_its_first_and_last_day(
    made: Callable[[date | None], Callable[[date], bool]], ends: date | None, day: date, holds: bool
) -> None:
    assert made(ends)(day) is holds


@pytest.mark.parametrize(("persons", "cap"), [(1, 400), (2, 550), (4, 850)])
def test_a_cap_on_a_cost_grows_with_each_further_person(persons: int, cap: int) -> None:
    made = CostCap(amount=krona(400), starts=FIRST, ends=None, source="beslut", per_further_person=krona(150))
    assert made.for_persons(persons) == cap


def test_without_a_table_of_housing_caps_there_is_no_cap() -> None:
    home = CapHousehold(adults=1, children=0)
    assert rules().housing.cap_for(home, date(2026, 11, 1)) == 6400
    assert rules().housing.cap_for(home, date(2012, 12, 31)) is None
    assert rules().housing.table_on(date(2012, 12, 31)) is None


def test_a_missing_table_says_what_when_and_where_also_after_a_journey_between_processes() -> None:
    missing = NoTable("Riksnormen", Period(2027, 1), "config/parameters/riksnorm-2027.yaml")
    travelled = pickle.loads(pickle.dumps(missing))
    for one in (missing, travelled):
        assert (one.name, one.period, one.file) == missing.args
        assert str(one).startswith("Riksnormen saknas för januari 2027: lägg till tabellen i config/param")


@pytest.mark.parametrize(
    ("born", "age"), [(date(2025, 11, 30), 0), (date(2025, 10, 1), 1), (date(2026, 12, 1), -1)]
)
def test_the_age_of_the_smallest_where_the_band_changes_the_month_after(born: date, age: int) -> None:
    assert household.band_age(child(1, born), NOVEMBER, AgeBandSwitch.MONTH_AFTER) == age


def test_the_applicant_comes_first_whoever_is_older() -> None:
    elder = adult(CO_APPLICANT, date(1950, 1, 1))
    assert [one.key for one in household.adults((elder, adult()))] == [APPLICANT, CO_APPLICANT]


def test_twins_come_in_the_order_of_their_keys() -> None:
    twins = (child(2, date(2020, 1, 1)), child(1, date(2020, 1, 1)), child(3, date(2019, 1, 1)))
    assert [one.key for one in household.children(twins)] == ["barn-3", "barn-1", "barn-2"]


@pytest.mark.parametrize(
    ("days", "lives_part_time"), [(None, False), (27, True), (28, False), (29, False), (30, False)]
)
def test_nobody_lives_in_the_home_for_more_days_than_february_has(
    days: int | None, lives_part_time: bool
) -> None:
    one = child(1, date(2015, 1, 1), days=days)
    assert household.lives_part_time(one, Period(2026, 2), 30) is lives_part_time


@pytest.mark.parametrize(
    ("start", "number", "last"),
    [
        (date(2026, 3, 1), 24, date(2028, 2, 29)),
        (date(2026, 3, 15), 24, date(2028, 3, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
    ],
)
def test_a_span_of_whole_months_ends_on_the_day_before(start: date, number: int, last: date) -> None:
    assert months.last_day_of_span(start, number) == last


@pytest.mark.parametrize(
    ("number", "day"), [(1, date(2027, 1, 31)), (-1, date(2026, 11, 30)), (-12, date(2025, 12, 31))]
)
def test_the_same_day_of_another_month(number: int, day: date) -> None:
    assert months.same_day_later(date(2026, 12, 31), number) == day


Saying = Callable[[], Finding]


PLAIN: dict[str, Saying] = {
    "note": lambda: SAY.note("Något.", "lag"),
    "change": lambda: SAY.change("Något.", "lag"),
    "deviation": lambda: SAY.deviation("Något.", "lag"),
    "open": lambda: SAY.open("Något.", "lag"),
    "wait": lambda: SAY.wait("Något.", "lag", FIRST),
}


KEYED: dict[str, Saying] = {
    "note": lambda: SAY.note("Något.", "lag", warns=WarningKind.NEW_INCOME, about="sokande/lon"),
    "change": lambda: SAY.change("Något.", "lag", warns=WarningKind.NEW_INCOME, about="sokande/lon"),
    "deviation": lambda: SAY.deviation("Något.", "lag", warns=WarningKind.NEW_INCOME, about="sokande/lon"),
    "open": lambda: SAY.open("Något.", "lag", warns=WarningKind.NEW_INCOME, about="sokande/lon"),
    "wait": lambda: SAY.wait("Något.", "lag", FIRST, warns=WarningKind.NEW_INCOME, about="sokande/lon"),
}


@pytest.mark.parametrize("way", PLAIN)
def test_a_finding_is_about_nothing_unless_it_says_so(way: str) -> None:
    finding = PLAIN[way]()
    assert (finding.rule, finding.reason, finding.reference) == ("prov", "Något.", "lag")
    assert (finding.warns, finding.about, finding.at_stake, finding.evidence) == (None, "", 0, ())


@pytest.mark.parametrize("way", KEYED)
def test_a_finding_keeps_what_it_warns_of_and_what_it_is_about(way: str) -> None:
    finding = KEYED[way]()
    assert (finding.warns, finding.about) == (WarningKind.NEW_INCOME, "sokande/lon")


@pytest.mark.parametrize(
    ("way", "weight", "verdict", "expected_on"),
    [
        ("note", Weight.NOTE, Verdict.MET, None),
        ("change", Weight.CHANGE, Verdict.MET, None),
        ("deviation", Weight.DEVIATION, Verdict.MET, None),
        ("open", Weight.OPEN, Verdict.UNKNOWN, None),
        ("wait", Weight.WAIT, Verdict.UNKNOWN, FIRST),
    ],
)
def test_what_each_way_of_saying_answers(
    way: str, weight: Weight, verdict: Verdict, expected_on: date | None
) -> None:
    finding = PLAIN[way]()
    assert (finding.weight, finding.verdict, finding.expected_on) == (weight, verdict, expected_on)


def test_a_deviation_may_answer_that_a_condition_is_not_met() -> None:
    assert SAY.deviation("Något.", "lag", verdict=Verdict.NOT_MET).verdict is Verdict.NOT_MET


def surplus_of(kronor: str) -> Calculation:
    return Calculation(rows=(Row(section=Section.INCOME, label="Lön", amount=Decimal(kronor)),))


AT_STAKE = SAY.deviation("Vad är det?", "lag", at_stake=krona(1000))


NOT_AT_STAKE = SAY.deviation("Hyran har ändrats.", "lag")


@pytest.mark.parametrize(
    ("surplus", "is_asked"), [("0", True), ("999", True), ("999.50", True), ("1000", False)]
)
def test_a_refusal_that_one_krona_would_turn_is_asked_about(surplus: str, is_asked: bool) -> None:
    found = questioned(surplus_of(surplus), (AT_STAKE, NOT_AT_STAKE), rules())
    assert (found[0].weight is Weight.OPEN) is is_asked
    assert found[1] == NOT_AT_STAKE


def test_an_income_that_a_refusal_rests_on_becomes_a_question_in_the_same_words() -> None:
    asked = questioned(surplus_of("10"), (AT_STAKE,), rules())[0]
    assert asked.verdict is Verdict.UNKNOWN
    assert asked.reason == f"Vad är det? {WITHOUT_IT}"
    assert (
        replace(asked, weight=AT_STAKE.weight, verdict=AT_STAKE.verdict, reason=AT_STAKE.reason) == AT_STAKE
    )


def test_nothing_is_asked_where_there_is_a_deficit_already() -> None:
    assert questioned(surplus_of("-1"), (AT_STAKE,), rules()) == (AT_STAKE,)
