"""Worker processes that want the same work items at the same moment, for the tests and for `make claims`.

Each is a real process; all have the database open before any may begin, so that they obey at the same time.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import cast

from adapters.persistence.audit import SqlAuditLog
from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal
from adapters.persistence.work_items import SqlWorkItems
from flows.audit import Act, Deed
from flows.breaker import Breaker
from flows.lease import worker_name
from flows.work import Outcome, State
from tests import examples

FIRST_REFERENCE = 200_000
READY, BEGIN = "ready", "begin"
AUDIT_KEY = b"the audit key of the tests"
LONGEST_ANSWER = 1 << 22
"""Bytes in a line that tells of thousands of references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to do in which database.

    `add` so many applications, the same for all; `audit` so many entries, two by two; `claim` what is due,
    one after the other, until nothing is, and hold it; `work` claims and settles; `fail` a system so often.
    One who is `aloud` says each reference at once, before the next claim.
    """

    act: str
    url: str
    key: str
    now: str = examples.NOW.isoformat()
    number: int = 0
    aloud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The references a claimant got, and when on the machine's monotonic clock it began and ended."""

    worker: str
    got: list[str]
    began: float
    ended: float


class Claimant:
    """One worker process, as its employer sees it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._orders = cast("asyncio.StreamWriter", process.stdin)
        self._answers = cast("asyncio.StreamReader", process.stdout)

    @classmethod
    async def hired(cls) -> "Claimant":
        """A process that has imported all it needs and waits for orders."""
        pipe = asyncio.subprocess.PIPE
        hired = cls(
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", __name__, stdin=pipe, stdout=pipe, limit=LONGEST_ANSWER
            )
        )
        assert await hired._answer() == READY
        return hired

    async def order(self, order: Order) -> None:
        """Tell it what to do: it opens the database, says so, and waits."""
        await self._hear(json.dumps(asdict(order)))

    async def has_opened(self) -> None:
        """Wait until its database is open."""
        assert await self._answer() == READY

    async def begin(self) -> None:
        """Let it do what it was ordered."""
        await self._hear(BEGIN)

    async def told(self) -> Told:
        """What it got. It lives on and holds it. Raises RuntimeError when it has failed."""
        return Told(**json.loads(await self._answer()))

    async def said(self, number: int) -> list[str]:
        """The first references of one who claims aloud; it goes on meanwhile."""
        return [await self._answer() for _ in range(number)]

    async def killed(self) -> None:
        """SIGKILL: whatever it was at ends there."""
        self.process.kill()
        assert await self.process.wait() < 0

    async def _hear(self, words: str) -> None:
        self._orders.write(words.encode() + b"\n")
        await self._orders.drain()

    async def _answer(self) -> str:
        line = await self._answers.readline()
        if not line:
            raise RuntimeError(f"a claimant ended with {await self.process.wait()}; its words are above")
        return line.decode().strip()

    async def dismissed(self) -> None:
        """Let it end by itself."""
        self._orders.close()
        await self.process.wait()


@asynccontextmanager
async def crew(size: int) -> AsyncIterator[Sequence[Claimant]]:
    """So many worker processes, ready."""
    hired = await asyncio.gather(*(Claimant.hired() for _ in range(size)))
    try:
        yield hired
    finally:
        await asyncio.gather(*(one.dismissed() for one in hired))


async def all_at_once(claimants: Sequence[Claimant], order: Order) -> list[Told]:
    """The same order to all; what each got."""
    for one in claimants:
        await one.order(order)
    for one in claimants:
        await one.has_opened()
    for one in claimants:
        await one.begin()
    return [await one.told() for one in claimants]


async def alone(claimant: Claimant, order: Order) -> None:
    """An order to one of them, who is at it by now."""
    await claimant.order(order)
    await claimant.has_opened()
    await claimant.begin()


@asynccontextmanager
async def opened(url: str, key: str) -> AsyncIterator[SqlWorkItems]:
    """Our own tables."""
    async with Database.opened(url) as database:
        yield SqlWorkItems(database, Seal([key]))


async def add(work: SqlWorkItems, number: int) -> list[str]:
    """Collect so many applications, always the same; the references of those that were new."""
    new = []
    for ref in (str(FIRST_REFERENCE + at) for at in range(number)):
        item = examples.work_item(ref)
        if await work.collect(item, examples.application(ref)):
            new.append(item.case_ref)
    return new


async def claim_all_due(
    work: SqlWorkItems,
    worker: str,
    now: datetime,
    *,
    settle: bool = False,
    say: Callable[[str], None] | None = None,
) -> list[str]:
    """Claim the first come until nothing is due, as a worker does; the references of what we got."""
    done = Outcome(state=State.AWAITING_CASEWORKER)
    got = []
    while (item := await work.claim_next("exempelstad", worker, now)) is not None:
        got.append(item.case_ref)
        if settle:
            assert await work.settle(item.case_ref, done, now, worker=worker)
        if say is not None:
            say(item.case_ref)
    return got


async def fail(breakers: SqlBreakers, number: int) -> None:
    """Count so many failures of one system."""

    def once_more(breaker: Breaker) -> Breaker:
        return replace(breaker, failures=breaker.failures + 1)

    for _ in range(number):
        await breakers.change("exempelstad", "Almanda", once_more)


async def record(audit: SqlAuditLog, worker: str, number: int) -> None:
    """Write so many entries down, two at the same time, one of which is about a person."""
    deed = Deed(
        act=Act.CASE_OPENED,
        account="utkast-01",
        municipality="exempelstad",
        system="Almanda",
        purpose="Handläggning av ekonomiskt bistånd",
        legal_basis="15 kap. socialtjänstlagen (2025:400)",
        case_ref="UTK-9901-100234",
        run=worker,
    )
    for _ in range(number // 2):
        await asyncio.gather(audit.record(deed), audit.record(replace(deed, person=examples.APPLICANT)))


async def _obey(order: Order, worker: str) -> Told:
    async with Database.opened(order.url) as database:
        work = SqlWorkItems(database, Seal([order.key]))
        _say(READY)
        assert sys.stdin.readline().strip() == BEGIN
        began = time.monotonic()
        got = []
        if order.act == "add":
            got = await add(work, order.number)
        elif order.act == "audit":
            await record(SqlAuditLog(database, Seal([order.key]), lambda: AUDIT_KEY), worker, order.number)
        elif order.act == "fail":
            await fail(SqlBreakers(database), order.number)
        else:
            now = datetime.fromisoformat(order.now)
            say = _say if order.aloud else None
            got = await claim_all_due(work, worker, now, settle=order.act == "work", say=say)
        return Told(worker=worker, got=got, began=began, ended=time.monotonic())


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the pipe to our employer


def main() -> None:
    """Obey the orders that come in, one a line, and tell what came of each."""
    worker = worker_name()
    _say(READY)
    while line := sys.stdin.readline():
        told = asyncio.run(_obey(Order(**json.loads(line)), worker))
        _say(json.dumps(asdict(told)))


if __name__ == "__main__":
    main()
