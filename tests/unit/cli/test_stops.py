"""Stopped systems at the terminal: since when, in Swedish time, and released one at a time."""

from datetime import UTC, datetime

import pytest

from flows.breaker import Breaker
from flows.cli.trouble import CannotGoOn
from flows.wiring.store import Store
from tests.unit.cli.conftest import Terminal

SINCE = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)


async def almanda_stops(store: Store) -> None:
    await store.breakers.change(
        "exempelstad",
        "Almanda",
        lambda one: Breaker(system=one.system, code="LOGIN_REFUSED", what="nej", since=SINCE),
    )


def test_a_stop_is_shown_with_the_swedish_time_of_day(terminal: Terminal) -> None:
    terminal.in_tables(almanda_stops)
    assert "Almanda: LOGIN_REFUSED sedan 2026-11-19 00:30" in terminal.type("systems", "list")[1]


def test_a_released_system_stands_stopped_no_more(terminal: Terminal) -> None:
    terminal.in_tables(almanda_stops)
    assert "Almanda får användas igen." in terminal.type("systems", "release", "Almanda")[1]
    assert terminal.type("systems", "list") == (0, "Inga stoppade system.\n")


def test_a_system_that_does_not_stand_stopped_cannot_be_released(terminal: Terminal) -> None:
    terminal.in_tables(almanda_stops)
    with pytest.raises(CannotGoOn, match="Stopped now: Almanda"):
        terminal.type("systems", "release", "Skatteverket")
