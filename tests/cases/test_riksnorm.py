"""Every row of riksnormen 2013–2026: both edges of every age band, every household size, and known totals.

The tables of 2025 and 2026, which live applications use, are asked through the whole law, month by month;
the older ones as tables, and through the law once a year.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from adapters.config_files.yaml_file import FAST_LOADER
from flows.eligibility.assessment import Proposal, Section, Weight
from flows.eligibility.period import Period
from tests.household_facts import CO_APPLICANT, Case, adult, child, parameters, reasons

# What it covers of the law, the cases cover too.
pytestmark = pytest.mark.no_cover
FOLDER = Path(__file__).parent
FIRST_LIVE_YEAR = 2025
WITHOUT_LUNCH_UNKNOWN = {2018, 2020, 2022, 2023, 2024}
GOVERNMENT_TOTALS = {2026: (5220, 8510)}
"""What the government itself says a single adult and a couple without children have, all in all."""


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    från: int
    till: int
    norm: int
    utan_lunch: int | None
    """None: no source at hand states the amount, and the law asks."""


class Totals(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ensamstående: int
    par: int


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    perioder: list[str]
    ensamstående: int
    par: int
    summa: Totals
    barn: list[Row]
    gemensamma: dict[int, int]

    @property
    def months(self) -> list[Period]:
        return [Period.parse(month) for month in self.perioder]

    @property
    def year(self) -> int:
        return self.months[0].year


def tables() -> list[Table]:
    paths = sorted(FOLDER.glob("riksnorm_*.yaml"))
    return [Table.model_validate(yaml.load(path.read_text("utf-8"), FAST_LOADER)) for path in paths]


TABLES = tables()
BY_YEAR = [pytest.param(table, id=str(table.year)) for table in TABLES]


def months() -> Iterator[tuple[Period, Table]]:
    for table in TABLES:
        if table.year >= FIRST_LIVE_YEAR:
            yield from ((month, table) for month in table.months)


def edges() -> Iterator[tuple[Period, int, Row]]:
    for month, table in months():
        for row in table.barn:
            yield from ((month, age, row) for age in sorted({row.från, row.till}))


def personal(case: Case) -> Decimal:
    calculation = case.assessed().calculation
    assert calculation is not None
    return calculation.total(Section.FAMILY)


def shared(case: Case) -> Decimal:
    calculation = case.assessed().calculation
    assert calculation is not None
    return calculation.total(Section.SHARED)


@pytest.mark.parametrize(("month", "table"), list(months()), ids=str)
def test_an_adult_alone_and_a_couple(month: Period, table: Table) -> None:
    assert personal(Case(period=month)) == table.ensamstående
    assert personal(Case(period=month, members=(adult(), adult(CO_APPLICANT)))) == table.par


@pytest.mark.parametrize(("month", "age", "row"), list(edges()))
def test_a_child_on_the_edge_of_its_band(month: Period, age: int, row: Row) -> None:
    alone = personal(Case(period=month))
    for birthday in (month.first_day, month.last_day):
        born = date(birthday.year - age, birthday.month, birthday.day)
        for lunch_away, norm in ((False, row.norm), (True, row.utan_lunch)):
            members = (adult(), child(1, born, lunch_away=lunch_away))
            assert personal(Case(period=month, members=members)) - alone == norm


@pytest.mark.parametrize(("month", "age", "row"), list(edges()))
def test_the_month_before_the_birthday_still_has_the_younger_age(month: Period, age: int, row: Row) -> None:
    after = month.shifted(1)
    born = date(after.year - age - 1, after.month, 1)
    members = (adult(), child(1, born))
    assert personal(Case(period=month, members=members)) - personal(Case(period=month)) == row.norm


@pytest.mark.parametrize(("month", "table"), list(months()), ids=str)
def test_shared_costs_for_every_household_size(month: Period, table: Table) -> None:
    for persons, amount in table.gemensamma.items():
        children = tuple(child(number, date(2014, 1, number)) for number in range(1, persons))
        assert shared(Case(period=month, members=(adult(), *children))) == amount


def test_every_year_from_2013_has_its_table_and_its_expected_rows() -> None:
    loaded = {one.starts.year for one in parameters().riksnormer}
    assert [table.year for table in TABLES] == sorted(loaded) == list(range(2013, max(loaded) + 1))
    assert max(loaded) >= 2026


@pytest.mark.parametrize("table", BY_YEAR)
def test_the_loaded_table_is_the_expected_one_row_by_row(table: Table) -> None:
    for month in table.months:
        norm = parameters().riksnorm(month).value
        assert (norm.single, norm.couple) == (table.ensamstående, table.par)
        for row in table.barn:
            for age in range(row.från, row.till + 1):
                band = norm.band(age)
                assert band is not None
                assert (band.from_age, band.to_age) == (row.från, row.till)
                assert band.monthly(lunch_away=False) == row.norm
                assert band.monthly(lunch_away=True) == row.utan_lunch
                assert band.has_lunch_column == (age <= 6)
        assert norm.band(21) is None
        assert {persons: norm.shared_costs(persons) for persons in table.gemensamma} == table.gemensamma


@pytest.mark.parametrize("table", BY_YEAR)
def test_personal_and_shared_costs_add_up_to_the_published_totals(table: Table) -> None:
    norm = parameters().riksnorm(table.months[0]).value
    assert norm.single + norm.shared_costs(1) == table.summa.ensamstående
    assert norm.couple + norm.shared_costs(2) == table.summa.par
    assert norm.each_over_seven == norm.shared_costs(7) - norm.shared_costs(6)
    assert norm.shared_costs(8) == norm.shared_costs(7) + norm.each_over_seven


@pytest.mark.parametrize(("year", "totals"), GOVERNMENT_TOTALS.items())
def test_the_totals_are_those_the_government_states(year: int, totals: tuple[int, int]) -> None:
    norm = parameters().riksnorm(Period(year, 1)).value
    assert (norm.single + norm.shared_costs(1), norm.couple + norm.shared_costs(2)) == totals


def test_a_single_adults_norm_rose_in_2018_by_what_the_press_release_says() -> None:
    before, after = (parameters().riksnorm(Period(year, 1)).value for year in (2017, 2018))
    assert after.single + after.shared_costs(1) - before.single - before.shared_costs(1) == 70


def test_the_shared_costs_of_two_persons_2023_are_the_sum_of_their_published_parts() -> None:
    """Ängelholm prints 1 150 for the sum, but its own parts are 220 and 1 030."""
    assert parameters().riksnorm(Period(2023, 1)).value.shared_costs(2) == 220 + 1030


@pytest.mark.parametrize("table", BY_YEAR)
def test_the_amount_without_lunch_is_missing_for_the_years_no_source_states_it(table: Table) -> None:
    unknown = [row.utan_lunch is None for row in table.barn]
    assert unknown == [table.year in WITHOUT_LUNCH_UNKNOWN and row.till <= 6 for row in table.barn]


def test_the_tables_that_were_not_read_in_the_act_say_so() -> None:
    read = {table.year for table in TABLES if parameters().riksnorm(table.months[-1]).read_in_the_act}
    assert read & set(range(2013, 2027)) == {2021, 2025, 2026}
    assert not parameters().riksnorm(Period(2025, 6)).read_in_the_act
    assert all(one.remark for one in parameters().riksnormer if not one.read_in_the_act)


@pytest.mark.parametrize("table", BY_YEAR)
def test_a_couple_with_a_child_of_every_band_has_the_sum_of_the_rows(table: Table) -> None:
    month = table.months[0]
    children = tuple(
        child(number, date(month.year - row.från, 1, 1)) for number, row in enumerate(table.barn, start=1)
    )
    case = Case(period=month, members=(adult(), adult(CO_APPLICANT), *children))
    calculation = case.assessed().calculation
    assert calculation is not None
    seven = table.gemensamma[7]
    personal_costs = table.par + sum(row.norm for row in table.barn)
    assert calculation.norm == personal_costs + seven + 3 * (seven - table.gemensamma[6])


@pytest.mark.parametrize("year", sorted(WITHOUT_LUNCH_UNKNOWN))
def test_an_amount_without_lunch_that_no_source_states_is_asked_for_and_nothing_is_proposed(
    year: int,
) -> None:
    month = Period(year, 3)
    born = date(year - 4, 1, 1)
    asking = Case(period=month, members=(adult(), child(1, born, lunch_away=True))).assessed()
    assert (asking.proposal, asking.amount) == (Proposal.UTREDNING, None)
    assert f"utan lunch fem dagar i veckan för 4–6 år saknas i tabellen för mars {year}" in reasons(
        asking, Weight.OPEN
    )
    older = child(1, date(year - 7, 1, 1), lunch_away=True)
    for members in ((adult(), child(1, born)), (adult(), older)):
        known = Case(period=month, members=members).assessed()
        assert "utan lunch" not in reasons(known, Weight.OPEN)


def test_a_month_after_the_last_table_is_refused_and_says_whom_to_ask() -> None:
    year = TABLES[-1].year + 1
    assessment = Case(period=Period(year, 1)).assessed()
    assert (assessment.proposal, assessment.amount, assessment.calculation) == (
        Proposal.UTREDNING,
        None,
        None,
    )
    said = reasons(assessment, Weight.OPEN)
    assert said == f"Riksnormen saknas för januari {year}. Be IT lägga in tabellen."


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (
            Period(2018, 5),
            "maj 2018 är inte läst i förordningen själv (kontrollerad mot: andrahandskälla)",
        ),
        (
            Period(2019, 5),
            "maj 2019 är inte läst i förordningen själv (kontrollerad mot: myndighetens sida)",
        ),
        (Period(2025, 6), "SFS 2024:1016 är inte läst."),
    ],
    ids=str,
)
def test_a_table_that_was_not_read_in_the_act_is_noted(month: Period, words: str) -> None:
    assessment = Case(period=month).assessed()
    assert words in reasons(assessment, Weight.NOTE)
    assert "förordningen" not in reasons(assessment, Weight.OPEN)
    assert assessment.calculation is not None


@pytest.mark.parametrize("month", [Period(2021, 5), Period(2025, 7), Period(2026, 11)], ids=str)
def test_nothing_is_said_of_a_table_that_was_read_in_the_act(month: Period) -> None:
    assert "inte läst i förordningen" not in reasons(Case(period=month).assessed(), Weight.NOTE)
