"""Every row of riksnormen 2025 and 2026, on both edges of every age band and for every household size."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict

from flows.eligibility.assessment import Section
from flows.eligibility.period import Period
from tests.household_facts import CO_APPLICANT, Case, adult, child

FOLDER = Path(__file__).parent


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    från: int
    till: int
    norm: int
    utan_lunch: int


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    perioder: list[str]
    ensamstående: int
    par: int
    barn: list[Row]
    gemensamma: dict[int, int]


def tables() -> list[Table]:
    paths = sorted(FOLDER.glob("riksnorm_*.yaml"))
    return [Table.model_validate(yaml.safe_load(path.read_text("utf-8"))) for path in paths]


def months() -> Iterator[tuple[Period, Table]]:
    for table in tables():
        yield from ((Period.parse(month), table) for month in table.perioder)


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
