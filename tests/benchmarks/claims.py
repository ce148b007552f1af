"""`make claims`: 5 000 work items and eight worker processes; each item claimed exactly once, and how fast.

On SQLite and on PostgreSQL. All eight add the same applications at once; one more claims until it is killed;
the eight claim and settle the rest while its lease lasts, and what it held when the lease is over. Nothing
but our own tables is asked: no browser, no mock systems.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from adapters.persistence.seal import new_key
from flows.work import LEASE
from tests import examples
from tests.claimants import Claimant, Order, Told, all_at_once, alone, crew, opened
from tests.databases import empty_postgresql, empty_sqlite, postgresql_server

ITEMS = 5_000
ADDED_BY_ALL = 500
WORKERS = 8
SAID_BEFORE_THE_KILL = 100
LAST_MOMENT = examples.NOW + LEASE
OVER = LAST_MOMENT + datetime.resolution
ROWS = (
    "Arbetare",
    "Tillagda av alla samtidigt",
    "Tagna och avslutade",
    "Kvar hos en dödad arbetare",
    "Tagna från den för tidigt",
    "Återtagna när tiden gått ut",
    "Fel",
    "Sekunder",
    "Tagna och avslutade per sekund",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one database came to.

    `held` are the killed worker's items: `too_early` counts those that another got while its lease lasted,
    `reclaimed` those that came back after it. `wrong` counts items added or claimed twice or not at all.
    `seconds` are those in which the eight claimed and settled `claims` items.
    """

    database: str
    added_by_all: int
    claims: int
    held: int
    too_early: int
    reclaimed: int
    wrong: int
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether every item was one worker's, and came back when its worker had died."""
        return self.wrong == self.too_early == 0 and self.held == self.reclaimed

    @property
    def cells(self) -> tuple[str, ...]:
        """One column of the table, in the order of ROWS."""
        counts = (self.added_by_all, self.claims, self.held, self.too_early, self.reclaimed, self.wrong)
        return (
            str(WORKERS),
            *map(str, counts),
            f"{self.seconds:.1f}",
            f"{self.claims / self.seconds:.0f}",
        )


def main() -> int:
    """Measure and print. Exit code 1 when an item was claimed twice, too early or not at all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [asyncio.run(_measured("SQLite", empty_sqlite(folder)))]
        with postgresql_server(folder) as server:
            results.append(asyncio.run(_on_postgresql(server)))
    table = Table("", title=f"{ITEMS} ärenden, vart och ett taget exakt en gång")
    for one in results:
        table.add_column(one.database, justify="right")
    for told in zip(ROWS, *(one.cells for one in results), strict=True):
        table.add_row(*told)
    Console().print(table)
    return 0 if all(one.is_right for one in results) else 1


async def _on_postgresql(server: Path) -> Result:
    return await _measured("PostgreSQL", await empty_postgresql(server))


async def _measured(database: str, url: str) -> Result:
    key = new_key()

    def order(act: str, now: datetime = examples.NOW, *, number: int = 0, aloud: bool = False) -> Order:
        return Order(act=act, url=url, key=key, now=now.isoformat(), number=number, aloud=aloud)

    async with crew(WORKERS) as claimants:
        shared = await all_at_once(claimants, order("add", number=ADDED_BY_ALL))
        rest = await all_at_once(claimants[:1], order("add", number=ITEMS))
        await _killed_while_claiming(order("claim", aloud=True))
        held = await _held(url, key)
        heard = await all_at_once(claimants, order("work", LAST_MOMENT))
        after = await all_at_once(claimants, order("work", OVER))
    claimed, reclaimed = _counted(heard), _counted(after)
    return Result(
        database=database,
        added_by_all=_counted(shared).total(),
        claims=claimed.total(),
        held=len(held),
        too_early=sum(claimed[case_ref] for case_ref in held),
        reclaimed=reclaimed.total(),
        wrong=_differences(_counted(shared + rest), claimed + reclaimed)
        + _differences(Counter(held), reclaimed)
        + abs(ITEMS - (claimed + reclaimed).total()),
        seconds=max(one.ended for one in heard) - min(one.began for one in heard),
    )


async def _killed_while_claiming(order: Order) -> None:
    victim = await Claimant.hired()
    await alone(victim, order)
    await victim.said(SAID_BEFORE_THE_KILL)
    await victim.killed()


async def _held(url: str, key: str) -> Sequence[str]:
    """What the killed one held: it may have claimed one more than it could say."""
    async with opened(url, key) as work:
        return [one.case_ref for one in await work.listed("exempelstad") if one.claims]


def _counted(heard: list[Told]) -> Counter[str]:
    return Counter(case_ref for one in heard for case_ref in one.got)


def _differences(some: Counter[str], others: Counter[str]) -> int:
    return (some - others).total() + (others - some).total()


if __name__ == "__main__":
    sys.exit(main())
