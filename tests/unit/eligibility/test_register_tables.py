"""The register's tables, links and caps: each cell and heading as a citizen meets them."""

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.eligibility.assess import RULES
from flows.eligibility.housing_caps import CapKey, CapLine, CapTable
from flows.eligibility.incomes import Counted
from flows.eligibility.municipality import CostCap
from flows.eligibility.parameters import Law, Parameters
from flows.eligibility.register.dates import Span, days, joined
from flows.eligibility.register.markdown import link, table
from flows.eligibility.register.texts import NOT_BUILT_IN
from tests.household_facts import parameters, rules
from tests.register_parts import BY_NAME, PAGE, ROOT, section, the_page


def test_every_dated_value_is_listed_with_the_day_it_was_checked() -> None:
    told = section(the_page(), "När uppgifterna senast kontrollerades")
    held = [getattr(parameters(), field.name) for field in fields(Parameters)]
    assert told.count("\n|") == 1 + sum(len(values) for values in held)
    reference = "12 kap. 2–3 §§ socialtjänstförordningen (2025:468), lydelse SFS 2025:1046"
    assert f"| Riksnormen | 2026 | {reference} | 2 april 2026 | författningen | – |" in told


def test_what_is_not_built_in_says_why_and_what_happens_instead() -> None:
    told = section(the_page(), "Vad som inte är inbyggt, och varför")
    for one in NOT_BUILT_IN:
        assert f"| {one.what} | {one.why} | {one.instead} |" in told
        assert one.why.endswith(".")
        assert one.instead.endswith(".")
    assert len({one.what for one in NOT_BUILT_IN}) == len(NOT_BUILT_IN)


def test_what_is_said_to_be_missing_is_missing() -> None:
    with_gaps = {
        dated.starts.year for dated in parameters().riksnormer if dated.value.band(0).without_lunch is None
    }  # type: ignore[union-attr]
    assert with_gaps == {2018, 2020, 2022, 2023, 2024}
    years = {dated.starts.year for dated in parameters().price_base_amounts}
    assert set(range(2013, 2027)) - years == {2015, 2021}
    assert max(years) == 2026


def test_the_page_has_one_sentence_a_line() -> None:
    prose = [line for line in the_page().splitlines() if not line.startswith("|")]
    assert [line for line in prose if re.search(r"[.?!] [A-ZÅÄÖ]", line.replace("Obs! ", ""))] == [
        line for line in prose if re.match(r"### \d+\. [A-ZÅÄÖ]", line)
    ]


def test_every_link_leads_to_a_heading_of_the_page() -> None:
    text = the_page()
    headings = {link("x", line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
    links = set(re.findall(r"\]\((#[^)]*)\)", text))
    assert links
    assert {f"[x]({one})" for one in links} <= headings


def test_every_table_has_as_many_cells_in_each_row() -> None:
    for block in the_page().split("\n\n"):
        if block.startswith("|"):
            assert len({line.count(" | ") for line in block.splitlines()}) == 1, block


def test_a_cell_with_a_bar_or_nothing_keeps_the_table_whole() -> None:
    assert table(("A", "B"), [("x|y", "")]) == "| A | B |\n| --- | --- |\n| x/y | – |"


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2025, 7, 1), None, "från och med 1 juli 2025"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2013, 1, 1), date(2023, 12, 31), "2013–2023"),
        (date(2025, 1, 1), date(2025, 6, 30), "1 januari 2025–30 juni 2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "1 juli 2025–31 december 2025"),
    ],
)
def test_the_days_something_holds_are_said_as_a_person_would(
    starts: date, ends: date | None, words: str
) -> None:
    assert days(starts, ends) == words


def test_what_holds_from_the_first_day_known_is_not_said_to_begin_then() -> None:
    first = date(2013, 1, 1)
    assert days(first, date(2025, 6, 30), since=first) == "till och med 30 juni 2025"
    assert days(first, None, since=first) == "hela tiden"
    assert days(date(2025, 7, 1), None, since=first) == "från och med 1 juli 2025"


def test_only_spans_that_follow_upon_each_other_with_the_same_text_are_joined() -> None:
    def span(text: str, first: int, last: int | None) -> Span:
        return Span(text=text, starts=date(2025, 1, first), ends=last and date(2025, 1, last))

    assert joined([span("a", 1, 5), span("a", 6, 9), span("a", 10, None)]) == (span("a", 1, None),)
    apart = (span("a", 1, 5), span("a", 7, 9))
    assert joined(apart) == apart
    other = (span("a", 1, 5), span("b", 6, 9), span("a", 10, None))
    assert joined(other) == other
    ended = (span("a", 1, None), span("a", 6, 9))
    assert joined(ended) == ended


def caps(key: CapKey, *lines: CapLine) -> CapTable:
    return CapTable(key=key, starts=date(2026, 1, 1), ends=None, source="Riktlinjer 2026", lines=lines)


def with_caps(*tables: CapTable) -> str:
    housing = replace(rules().housing, caps=tables)
    return section(the_page(housing=housing), "Högsta boendekostnad från och med 1 januari 2026")


def test_caps_by_adults_and_children_are_told_in_words() -> None:
    told = with_caps(
        caps(
            CapKey.HOUSEHOLD_TYPE,
            CapLine(amount=Decimal(5100), adults=1, children=0, below_age=25),
            CapLine(amount=Decimal(6600), adults=1, children=1),
            CapLine(amount=Decimal(9425), adults=2, children=2, or_more=True, each_further=Decimal(1800)),
        )
    )
    assert told.startswith("Efter vuxna och barn i hushållet, kronor i månaden.\nKälla: Riktlinjer 2026.\n")
    assert "| 1 vuxen, 0 barn, alla vuxna under 25 år | 5 100 kr |\n" in told
    assert "| 1 vuxen, 1 barn | 6 600 kr |\n" in told
    assert "| 2 vuxna, 2 barn eller fler | 9 425 kr och 1 800 kr för var och en därutöver |" in told


def test_caps_by_rooms_and_by_persons_are_told_in_words() -> None:
    rooms = CapLine(amount=Decimal(6400), persons=2, rooms=2, or_more=True, standard="2 rum och kök")
    assert "| 2 personer, 2 rum eller fler, 2 rum och kök | 6 400 kr |" in with_caps(
        caps(CapKey.ROOMS, rooms)
    )
    persons = CapLine(amount=Decimal(6400), persons=3, or_more=True)
    assert "| 3 personer eller fler | 6 400 kr |" in with_caps(caps(CapKey.HOUSEHOLD_SIZE, persons))


def test_the_newest_cap_table_stands_first() -> None:
    headings = re.findall(r"### Högsta boendekostnad (.*)", the_page())
    assert headings == ["från och med 1 januari 2024", "2013–2023"]


def test_a_cost_is_told_with_its_treatment_and_its_caps() -> None:
    old = CostCap(amount=Decimal(300), starts=date(2025, 1, 1), ends=date(2025, 12, 31), source="Riktlinjer")
    new = CostCap(
        amount=Decimal(400),
        per_further_person=Decimal(150),
        starts=date(2026, 1, 1),
        ends=None,
        source="Riktlinjer",
    )
    electricity = replace(rules().costs[0], label="El", caps=(old, new))
    told = section(the_page(costs=(electricity,)), "Andra kostnader")
    assert (
        "| El | Utgifter | godtas upp till ett högsta belopp |"
        " 400 kr och 150 kr per person därutöver (från och med 1 januari 2026); 300 kr (2025) |"
    ) in told
    assert "| Fackavgift | Utgifter | godtas som den är | – |" in section(the_page(), "Andra kostnader")


def test_a_local_income_that_is_not_decided_is_the_caseworkers() -> None:
    local = [one for one in parameters().income_catalogues[-1].value.kinds if one.counted is Counted.LOCAL]
    decided = {local[0].key: True, local[1].key: False}
    told = section(the_page(local_incomes=decided), "Inkomster som kommunen avgör")
    assert f"| {local[0].label} | ja |\n| {local[1].label} | nej |\n" in told
    assert told.count("handläggaren avgör") == len(local) - 2


def test_a_rule_of_no_law_in_a_time_says_only_when_there_was_one() -> None:
    told = section(the_page(), f"{RULES.index(BY_NAME['lön']) + 1}. {BY_NAME['lön'].asks}")
    assert "4 kap. 1 b § socialtjänstlagen (2001:453), 1 juli 2013–30 juni 2025\n" in told
    assert Law.JOB_STIMULUS not in parameters().law_references[0].value


def test_the_page_is_in_the_repository_beside_the_readme() -> None:
    assert Path(PAGE).exists()
    assert "docs/regler.md" in (ROOT / "README.md").read_text(encoding="utf-8")
