"""The smallest parts of the law on their edges: the first and the last day, one krona more, nothing."""

import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from flows.eligibility import household, months, reasonable_time
from flows.eligibility.answer import Speaker
from flows.eligibility.asked import Asked
from flows.eligibility.assessment import Calculation, Finding, Row, Section, Verdict, Weight
from flows.eligibility.case import EarlierRow
from flows.eligibility.day_share import daily_rate
from flows.eligibility.draft_text import compose
from flows.eligibility.explanation import explain
from flows.eligibility.facts import Missing, Why
from flows.eligibility.housing_caps import CapHousehold, CapKey, CapLine, CapTable
from flows.eligibility.municipality import AgeBandSwitch, CostCap, OthersInDwelling, RentShare, Rounding
from flows.eligibility.parameters import CheckedAgainst, Dated, NoTable
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.reasonable_time import Notice
from flows.eligibility.reform import ReformName
from flows.eligibility.refusal import WITHOUT_IT, questioned
from flows.eligibility.rent import no_cap
from flows.eligibility.rules import activity_requirement
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    NOVEMBER,
    STOCKHOLM,
    Case,
    adult,
    child,
    cost,
    krona,
    parameters,
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


def asked_of(case: Case, **changes: object) -> Question:
    plain = Question(facts=case.facts(), parameters=parameters(), rules=case.rules, today=date(2026, 11, 18))
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("persons", "others", "heads"), [(1, 0, None), (2, 0, None), (3, 1, (2, 3)), (6, 4, (2, 6))]
)
def test_who_lives_in_the_dwelling_beside_the_household(
    persons: int, others: int, heads: tuple[int, int] | None
) -> None:
    members = (adult(), child(1, date(2015, 1, 1)))
    shared = replace(rules(), others_in_dwelling=OthersInDwelling.SHARE)
    question = asked_of(Case(members=members, housing={"persons": persons}, rules=shared))
    assert question.others_in_dwelling == others
    assert (question.share and (question.share.heads, question.share.everybody)) == heads


def test_a_silent_source_that_was_asked_is_not_said_to_be_read() -> None:
    asked_at = datetime(2026, 11, 18, 8, 0, tzinfo=STOCKHOLM)
    silent = Missing(why=Why.FETCH_FAILED, source="CSN, nere", detail="svarar inte", fetched_at=asked_at)
    case = Case(benefits={"csn": silent})
    sources = compose(case.assessed(), case.facts(), case.rules).sources
    assert sources.count("CSN, nere") == 1
    assert "CSN, nere" in sources.partition("Lästa källor:")[0]


def test_many_questions_are_counted_in_words() -> None:
    case = Case(
        housing={"persons": 4}, benefits={"csn": Missing(why=Why.NOT_FETCHED, source="CSN", detail="")}
    )
    verdict = compose(case.assessed(), case.facts(), case.rules).verdict
    assert verdict == "Förslag: utredning för november 2026. Två frågor att besvara."


def test_a_line_of_a_table_that_counts_nothing_fits_nobody() -> None:
    line = CapLine(amount=krona(1))
    for key in CapKey:
        table = CapTable(key=key, starts=FIRST, ends=None, source="beslut", lines=(line,))
        for children in (0, 1):
            home = CapHousehold(adults=1, children=children, rooms=1)
            assert key is CapKey.HOUSEHOLD_TYPE or table.cap_for(home) is None, key


def test_the_line_for_young_adults_goes_before_the_others_wherever_it_stands() -> None:
    lines = (
        CapLine(persons=1, amount=krona(6400)),
        CapLine(persons=1, amount=krona(5100), below_age=25),
    )
    table = CapTable(key=CapKey.HOUSEHOLD_SIZE, starts=FIRST, ends=None, source="beslut", lines=lines)
    assert table.cap_for(CapHousehold(adults=1, children=0, eldest_adult=24)) == 5100
    assert table.cap_for(CapHousehold(adults=1, children=0, eldest_adult=25)) == 6400
    assert table.cap_for(CapHousehold(adults=1, children=0)) == 6400


def test_a_sub_type_of_a_cost_goes_under_the_widest_type_when_it_has_no_rule() -> None:
    rule = rules().cost("OTHER:NO_SUCH:TYPE")
    assert rule is not None
    assert rule.kind == "OTHER"


def test_half_a_krona_a_day_is_rounded_up() -> None:
    assert daily_rate(Decimal("136.875")) == 5


def test_a_missing_prisbasbelopp_says_which_file_to_extend() -> None:
    with pytest.raises(NoTable, match=re.escape("Prisbasbeloppet saknas för maj 2030")) as missing:
        parameters().price_base_amount(Period(2030, 5))
    assert missing.value.file == "config/parameters/prisbasbelopp.yaml"


def test_maintenance_support_without_an_amount_for_the_eldest_says_who_should_have_noticed() -> None:
    amounts = parameters().benefit_amounts(NOVEMBER).value
    without = replace(amounts, maintenance_support=amounts.maintenance_support[:1])
    with pytest.raises(LookupError, match=r"^the last step has no age: the loader has checked it$"):
        without.maintenance_support_for(date(2010, 1, 1), NOVEMBER)


def test_a_household_without_adults_and_without_a_statement_has_no_eldest_and_no_rooms() -> None:
    unread = Missing(why=Why.FETCH_FAILED, source="Ansökan", detail="")
    question = asked_of(Case(members=(child(1, date(2015, 1, 1)),), other={"statement": unread}))
    assert question.cap_household == CapHousehold(adults=0, children=1, rooms=None, eldest_adult=None)


@pytest.mark.parametrize(
    ("months", "limit", "known", "words"),
    [
        (1, 1, True, "har godtagits en månad; kommunens rådrum är en månad."),
        (2, 3, True, "har godtagits två månader i rad; kommunens rådrum är tre månader."),
        (0, 3, True, "Ingen hyra över taket godtogs förra månaden."),
        (0, 3, False, "Hur länge en hyra över taket har godtagits är inte känt."),
    ],
)
def test_the_words_about_reasonable_time(months: int, limit: int, known: bool, words: str) -> None:
    assert Notice(months=months, limit=limit, ended=False, known=known).in_words.endswith(words)


@pytest.mark.parametrize(
    ("months", "ended", "over"), [(0, False, False), (2, False, False), (3, False, True), (1, True, True)]
)
def test_reasonable_time_is_over_when_it_is_used_up_or_a_person_has_ended_it(
    months: int, ended: bool, over: bool
) -> None:
    assert Notice(months=months, limit=3, ended=ended, known=True).over is over


def test_without_a_history_nobody_knows_of_a_rent_above_the_cap() -> None:
    unread = Missing(why=Why.FETCH_FAILED, source="Almanda", detail="")
    found = reasonable_time.notice(asked_of(Case(costs=(cost("RENT", 9000),), other={"history": unread})))
    assert (found.months, found.ended, found.known) == (0, False, False)


@pytest.mark.parametrize(
    ("applied", "granted", "ended"),
    [(6400, 6400, False), (6401, 6400, True), (7000, 7000, False), (9000, 5000, True)],
)
def test_a_person_has_ended_the_time_when_the_cap_was_granted_of_a_dearer_rent(
    applied: int, granted: int, ended: bool
) -> None:
    case = Case(costs=(cost("RENT", 9000),))
    row = EarlierRow(label="Boendekostnad", amount=krona(granted), applied=krona(applied))
    history = {"calculations": (case.last_month(costs=(row,)),)}
    assert reasonable_time.notice(asked_of(replace(case, history=history))).ended is ended


def test_a_shared_rent_is_held_against_the_cap_by_the_households_part() -> None:
    shared = replace(
        rules(), others_in_dwelling=OthersInDwelling.SHARE, rent_share_of_others=RentShare.PER_HEAD
    )
    case = Case(costs=(cost("RENT", 9000),), housing={"persons": 2}, rules=shared)
    row = EarlierRow(label="Boendekostnad", amount=krona(4500), applied=krona(9000))
    history = {"calculations": (case.last_month(costs=(row,)),)}
    assert reasonable_time.notice(asked_of(replace(case, history=history))).ended is False


@pytest.mark.parametrize(
    ("key", "home", "words"),
    [
        (CapKey.HOUSEHOLD_TYPE, {"members": 1}, "en vuxen utan barn."),
        (CapKey.ROOMS, {"rooms": 1}, "ett rum."),
        (CapKey.ROOMS, {"rooms": 2}, "två rum."),
        (CapKey.ROOMS, {"rooms": None}, "beror på antalet rum, och det framgår inte av ansökan."),
        (CapKey.ROOMS, {"rooms": 0}, "noll rum."),
        (CapKey.HOUSEHOLD_SIZE, {}, "en person."),
    ],
)
def test_why_there_is_no_cap(key: CapKey, home: dict[str, int | None], words: str) -> None:
    table = CapTable(key=key, starts=FIRST, ends=None, source="beslut", lines=())
    question = asked_of(Case(housing={name: value for name, value in home.items() if name == "rooms"}))
    assert no_cap(question, table).endswith(words)


def test_what_was_asked_without_an_answer_says_when_it_was_asked() -> None:
    asked_at = datetime(2026, 11, 18, 8, 0, tzinfo=STOCKHOLM)
    silent = Missing(why=Why.FETCH_FAILED, source="CSN", detail="svarar inte", fetched_at=asked_at)
    asked = Asked(about=APPLICANT, answer=silent)
    assert asked.outcome == "inget svar. Svarar inte. Frågad 2026-11-18 kl. 08.00."
    assert replace(asked, answer=replace(silent, fetched_at=None)).outcome == "inget svar. Svarar inte."


def test_a_fraction_of_a_krona_left_is_explained_with_the_amount_proposed() -> None:
    half = replace(rules(), others_in_dwelling=OthersInDwelling.SHARE, rounding=Rounding.DOWN)
    case = Case(housing={"persons": 3}, rules=half)
    text = explain(case.assessed(), case.facts())
    assert re.search(r"Föreslaget belopp i hela kronor +4 536,00", text)
    assert re.search(r"Underskott +4 536,67", text)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ((), "en vuxen utan barn."),
        ((date(2015, 1, 1),), "en vuxen och ett barn."),
        ((date(2015, 1, 1), date(2016, 1, 1)), "en vuxen och två barn."),
    ],
)
def test_why_there_is_no_cap_for_a_family(born: tuple[date, ...], words: str) -> None:
    table = CapTable(key=CapKey.HOUSEHOLD_TYPE, starts=FIRST, ends=None, source="beslut", lines=())
    children = tuple(child(number, day) for number, day in enumerate(born, start=1))
    assert no_cap(asked_of(Case(members=(adult(), *children))), table).endswith(words)


def test_a_reform_that_was_read_in_the_act_is_told_without_reserve() -> None:
    reform = parameters().reform(ReformName.ACTIVITY_REQUIREMENT, NOVEMBER)
    assert reform is not None
    assert activity_requirement.unread(replace(reform, checked_against=CheckedAgainst.ACT)) == ""
    said = " Uppgiften om reformen är inte kontrollerad mot lagtexten."
    assert activity_requirement.unread(replace(reform, checked_against=CheckedAgainst.SECONDARY)) == said
