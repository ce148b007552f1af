"""The edges of households, dwellings, caps and sources: each on the last value before and the first after."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from flows.eligibility import reasonable_time
from flows.eligibility.asked import Asked
from flows.eligibility.case import EarlierRow
from flows.eligibility.day_share import daily_rate
from flows.eligibility.draft_text import compose
from flows.eligibility.explanation import explain
from flows.eligibility.facts import Missing, Why
from flows.eligibility.housing_caps import CapHousehold, CapKey, CapLine, CapTable
from flows.eligibility.municipality import OthersInDwelling, RentShare, Rounding
from flows.eligibility.parameters import CheckedAgainst, NoTable
from flows.eligibility.period import Period
from flows.eligibility.reasonable_time import Notice
from flows.eligibility.reform import ReformName
from flows.eligibility.rent import no_cap
from flows.eligibility.rules import activity_requirement
from tests.household_facts import (
    APPLICANT,
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

FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("persons", "others", "heads"), [(1, 0, None), (2, 0, None), (3, 1, (2, 3)), (6, 4, (2, 6))]
)
def test_who_lives_in_the_dwelling_beside_the_household(
    persons: int, others: int, heads: tuple[int, int] | None
) -> None:
    members = (adult(), child(1, date(2015, 1, 1)))
    shared = replace(rules(), others_in_dwelling=OthersInDwelling.SHARE)
    question = Case(members=members, housing={"persons": persons}, rules=shared).question()
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
    assert verdict == "Förslag: utredning för november 2026. Två frågor att svara på."


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


def test_a_missing_limit_of_repayment_claims_says_which_file_to_extend() -> None:
    said = "Gränsen för återkrav saknas för december 2012: lägg till tabellen i config/parameters/"
    with pytest.raises(NoTable, match=f"^{re.escape(said)}aterkrav\\.yaml\\.$"):
        parameters().repayment_limit(Period(2012, 12))


def test_maintenance_support_without_an_amount_for_the_eldest_says_who_should_have_noticed() -> None:
    amounts = parameters().benefit_amounts(NOVEMBER).value
    without = replace(amounts, maintenance_support=amounts.maintenance_support[:1])
    with pytest.raises(LookupError, match=r"^the last step has no age: the loader has checked it$"):
        without.maintenance_support_for(date(2010, 1, 1), NOVEMBER)


def test_a_household_without_adults_and_without_a_statement_has_no_eldest_and_no_rooms() -> None:
    unread = Missing(why=Why.FETCH_FAILED, source="Ansökan", detail="")
    question = Case(members=(child(1, date(2015, 1, 1)),), other={"statement": unread}).question()
    assert question.cap_household == CapHousehold(adults=0, children=1, rooms=None, eldest_adult=None)


@pytest.mark.parametrize(
    ("months", "limit", "known", "words"),
    [
        (1, 1, True, "har godtagits en månad; kommunens rådrum är en månad."),
        (2, 3, True, "har godtagits två månader i rad; kommunens rådrum är tre månader."),
        (1, 0, True, "har godtagits en månad; kommunen ger inget rådrum."),
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
    found = reasonable_time.notice(Case(costs=(cost("RENT", 9000),), other={"history": unread}).question())
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
    assert reasonable_time.notice(replace(case, history=history).question()).ended is ended


def test_a_shared_rent_is_held_against_the_cap_by_the_households_part() -> None:
    shared = replace(
        rules(), others_in_dwelling=OthersInDwelling.SHARE, rent_share_of_others=RentShare.PER_HEAD
    )
    case = Case(costs=(cost("RENT", 9000),), housing={"persons": 2}, rules=shared)
    row = EarlierRow(label="Boendekostnad", amount=krona(4500), applied=krona(9000))
    history = {"calculations": (case.last_month(costs=(row,)),)}
    assert reasonable_time.notice(replace(case, history=history).question()).ended is False


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
    question = Case(housing={name: value for name, value in home.items() if name == "rooms"}).question()
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
    assert no_cap(Case(members=(adult(), *children)).question(), table).endswith(words)


def test_a_reform_that_was_read_in_the_act_is_told_without_reserve() -> None:
    reform = parameters().reform(ReformName.ACTIVITY_REQUIREMENT, NOVEMBER)
    assert reform is not None
    assert activity_requirement.unread(replace(reform, checked_against=CheckedAgainst.ACT)) == ""
    said = " Läs i lagen vad som gäller: reglerna här är inte kontrollerade mot lagtexten."
    assert activity_requirement.unread(replace(reform, checked_against=CheckedAgainst.SECONDARY)) == said
