"""An application after the municipality's last day is prepared like any other; its payday may be later."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from adapters.config_files import load_municipality
from flows.eligibility.period import Period
from flows.municipality import Municipality
from flows.payday import late_note, pay_on
from flows.practice import Practice
from flows.swedish_time import SWEDEN
from tests.household_facts import CONFIG

NOVEMBER = Period(2026, 11)


def municipality(**practice: object) -> Municipality:
    """Exempelstad, which pays on the 27th, with another practice."""
    plain = load_municipality(CONFIG, "exempelstad")
    return replace(plain, practice=Practice(**practice))  # type: ignore[arg-type]


def november(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SWEDEN)


@pytest.mark.parametrize(
    ("came", "paid"),
    [
        (november(20, 23), date(2026, 11, 27)),  # in time to the last hour
        (november(21), date(2026, 11, 30)),  # a week later is a Saturday, and never before the promised day
        (november(22), date(2026, 11, 30)),  # a Sunday
        (november(25), date(2026, 12, 2)),
    ],
)
def test_a_late_application_is_paid_so_many_days_later_on_a_working_day(came: datetime, paid: date) -> None:
    assert pay_on(municipality(apply_by=20, late_payday_days=7), NOVEMBER, came) == paid


def test_a_late_application_is_never_paid_before_the_ordinary_payday() -> None:
    assert pay_on(municipality(apply_by=20, late_payday_days=1), NOVEMBER, november(21)) == date(2026, 11, 27)


def test_without_days_of_its_own_a_late_application_keeps_the_payday_and_is_noted() -> None:
    ours = municipality(apply_by=20)
    assert pay_on(ours, NOVEMBER, november(25)) == date(2026, 11, 27)
    assert late_note(ours, NOVEMBER, november(25)) == (
        (
            "Ansökan kom 25 november 2026, efter kommunens sista dag 20 november 2026."
            " Utbetalningen kan bli senare än vanligt."
        ),
    )


def test_the_last_day_ends_by_swedens_clock() -> None:
    ours = municipality(apply_by=20)
    assert late_note(ours, NOVEMBER, datetime(2026, 11, 20, 22, 59, tzinfo=UTC)) == ()
    assert late_note(ours, NOVEMBER, datetime(2026, 11, 20, 23, 1, tzinfo=UTC)) != ()


def test_without_a_last_day_nobody_is_late() -> None:
    assert late_note(municipality(), NOVEMBER, november(28)) == ()
