"""`utkast status`: counts by state and why, what is stopped or paused; no application by name."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from rich.console import Console
from sqlalchemy import Engine, event

from adapters.config_files import load_handover_texts
from flows.breaker import Breaker
from flows.cli import status
from flows.eligibility.assessment import Proposal
from flows.errors import Code
from flows.journal import Pause
from flows.settings import Settings
from flows.wiring.store import Store
from flows.work import Outcome, State, Tally
from tests import examples
from tests.unit.cli.conftest import Terminal

CONFIG = Settings().config_dir
SINCE = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)


async def three_applications(store: Store) -> None:
    outcomes = (
        Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL),
        Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL),
        Outcome(state=State.FAILED, reason="DRAFT_MISMATCH"),
    )
    for number, outcome in enumerate(outcomes):
        item = examples.work_item(f"10000{number}", collected_at=SINCE + timedelta(hours=number))
        assert await store.work.collect(item, None)
        assert await store.work.put(item, outcome, SINCE)


async def almanda_stops_and_somebody_pauses(store: Store) -> None:
    stopped = Breaker(system="Almanda", code="LOGIN_REFUSED", what="nej", since=SINCE)
    await store.breakers.change("exempelstad", "Almanda", lambda _: stopped)
    await store.switch.pause("exempelstad", Pause(since=SINCE, who="anna", reason="prov"))


def test_an_empty_installation_says_so(terminal: Terminal) -> None:
    assert terminal.type("status") == (0, "Inga stoppade system.\nInga ansökningar.\n")


def test_what_stands_alike_is_one_row_with_the_swedish_time_of_the_oldest(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "console", Console(width=120))
    terminal.in_tables(three_applications)
    code, said = terminal.type("status")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in said.splitlines() if "│" in line]
    assert code == 0
    assert rows == [
        ["Utkast klart för handläggaren", "BIFALL", "2", "2026-11-19 kl. 00.30"],
        ["Fel", "DRAFT_MISMATCH", "1", "2026-11-19 kl. 02.30"],
    ]
    assert "exempelstad: 3 ansökningar" in said


@pytest.mark.parametrize("number", [12, 12345])
def test_a_narrow_terminal_shows_every_number_and_reason_whole(number: int) -> None:
    """The longest words of all, on a terminal as wide as a terminal is unless somebody draws it wider."""
    longest = max((*Code, *load_handover_texts(CONFIG)), key=len)
    tallies = [
        Tally(state=State.AWAITING_CASEWORKER, why="DELAVSLAG", number=number, oldest=SINCE),
        Tally(state=State.UNCERTAIN, why="", number=7, oldest=SINCE),
        Tally(state=State.NEEDS_HUMAN, why=longest, number=3, oldest=SINCE),
    ]
    narrow = Console(width=80, file=StringIO())
    narrow.print(status.table_of("exempelstad", tallies))
    assert isinstance(narrow.file, StringIO)
    said = narrow.file.getvalue()
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in said.splitlines() if "│" in line]
    assert {cell for _, _, cell, _ in cells if cell} == {str(number), "7", "3"}
    assert longest in [cell for _, cell, _, _ in cells]
    assert "…" not in said
    assert "2026-11-19 kl. 00.30" in " ".join(cell for _, _, _, cell in cells)


def test_a_pause_and_a_stopped_system_come_first(terminal: Terminal) -> None:
    terminal.in_tables(almanda_stops_and_somebody_pauses)
    said = terminal.type("status")[1].splitlines()
    assert said[0] == "Roboten är pausad sedan 2026-11-19 kl. 00.30 av anna: prov"
    assert said[1] == "Almanda: LOGIN_REFUSED sedan 2026-11-19 00:30"


def test_the_database_counts_and_no_application_is_read(terminal: Terminal) -> None:
    terminal.in_tables(three_applications)
    asked: list[str] = []

    def heard(_c: object, _k: object, statement: str, *_: object) -> None:
        asked.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        assert terminal.type("status")[0] == 0
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
    of_items = [statement for statement in asked if "work_items" in statement]
    assert len(of_items) == 1
    assert "count(*)" in of_items[0]
    assert "GROUP BY" in of_items[0]
    assert not [column for column in ("explanation", "application", "case_ref") if column in of_items[0]]
