"""`make status-speed`: how long `utkast status` takes with 10 000 applications, on SQLite and on PostgreSQL.

Each call is a command as one types it, a new process. The first, which may read from a cold disk, is not
counted. Beside the wall clock stands the processor's time, user and system, for the machine may have other
work to do.
"""

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert

from adapters.persistence.documents import APPLICATION
from adapters.persistence.engine import Database
from adapters.persistence.rows import item_values
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.tables import WorkItemRow
from flows.eligibility.assessment import Proposal
from flows.work import Outcome, State
from tests import examples
from tests.databases import empty_postgresql, empty_sqlite, postgresql_server

ITEMS = 10_000
CALLS = 11
LIMIT_SECONDS = 1.0
AT_ONCE = 500
FIRST_REFERENCE = 200_000
OUTCOMES = (
    Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL, explanation="Utkastet står."),
    Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.UTREDNING, explanation="Utkastet står."),
    Outcome(state=State.NEEDS_HUMAN, reason="FIRST_APPLICATION", explanation="En första ansökan."),
    Outcome(state=State.WAITING, reason="DATA_MAY_ARRIVE", explanation="Väntar."),
    Outcome(state=State.DECIDED, proposal=Proposal.BIFALL, explanation="Beslutad."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """The seconds of some calls, by the wall clock and of the processor."""

    database: str
    wall: Sequence[float]
    processor: Sequence[float]

    @property
    def is_quick(self) -> bool:
        """Whether half of the calls took less than the limit."""
        return median(self.wall) < LIMIT_SECONDS


def main() -> int:
    """Measure and print. Exit code 1 when half of the calls on a database took a second or more."""
    with tempfile.TemporaryDirectory() as name, postgresql_server(Path(name)) as server:
        urls = {"SQLite": empty_sqlite(Path(name)), "PostgreSQL": asyncio.run(empty_postgresql(server))}
        called = [_called(database, url, Path(name)) for database, url in urls.items()]
    table = Table("", "Snabbast", "Hälften under", "Långsammast", title=f"utkast status, {ITEMS} ansökningar")
    for one in called:
        table.add_row(f"{one.database}, sekunder", *_spread(one.wall))
        table.add_row(f"{one.database}, processorns sekunder", *_spread(one.processor))
    Console().print(table)
    Console().print(f"Maskinens last: {os.getloadavg()[0]:.1f} på {os.cpu_count()} kärnor.")
    return 0 if all(one.is_quick for one in called) else 1


def _spread(seconds: Sequence[float]) -> Iterator[str]:
    return (f"{value:.2f}" for value in (min(seconds), median(seconds), max(seconds)))


def _called(database: str, url: str, folder: Path) -> Called:
    key, secrets = new_key(), folder / database
    secrets.mkdir()
    (secrets / "data_key").write_text(key, encoding="utf-8")
    (secrets / "data_key").chmod(0o600)
    asyncio.run(filled(url, Seal([key]), ITEMS))
    ours = {"HOME": folder, "SECRETS_DIR": secrets, "DATABASE_URL": url, "MUNICIPALITY": "exempelstad"}
    settings = os.environ | {f"UTKAST_{name}": str(value) for name, value in ours.items()}
    _, *calls = [_one_call(settings) for _ in range(CALLS + 1)]
    wall, processor = zip(*calls, strict=True)
    return Called(database=database, wall=wall, processor=processor)


def _one_call(settings: Mapping[str, str]) -> tuple[float, float]:
    """Seconds by the wall clock and of the processor. Raises CalledProcessError when it did not answer."""
    command = [str(Path(sys.executable).with_name("utkast")), "status"]
    before, began = _processor_seconds(), time.perf_counter()
    answer = subprocess.run(command, env=settings, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - began, _processor_seconds() - before
    if f"{ITEMS} ansökningar" not in answer.stdout:
        raise SystemExit(f"utkast status did not count {ITEMS} applications:\n{answer.stdout}")
    return seconds


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def filled(url: str, seal: Seal, number: int) -> None:
    """Put so many applications into the tables, in the states they mostly stand in."""
    sealed = APPLICATION.sealed(examples.application(), seal)
    references = range(FIRST_REFERENCE, FIRST_REFERENCE + number)
    rows = (
        item_values(examples.work_item(str(ref), outcome=outcome), seal) | {"application": sealed}
        for ref, outcome in zip(references, cycle(OUTCOMES), strict=False)
    )
    async with Database.opened(url) as database:
        while some := list(islice(rows, AT_ONCE)):
            async with database.session() as session:
                await session.execute(insert(WorkItemRow), some)


if __name__ == "__main__":
    sys.exit(main())
