"""Flows run on fakes, and what Prefect's server was told of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
from prefect import tags
from prefect.client.schemas.objects import StateType
from prefect.settings import PREFECT_API_URL
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_fixed

from flows.ordering import OrderDesk
from flows.robot import AT_WORK
from flows.stopping import Stopping
from tests.fakes.clock import FakeClock
from tests.fakes.work_items import FakeWorkItems
from tests.robots import Bench, ClockedStopping

Record = dict[str, Any]
ENDED = {StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED}


class _NothingAtHand(ClockedStopping):
    """Waits by moving the clock, but never while an application is at hand.

    Prefect may take a second over a task on a busy machine: a clock that ran on would end its lease.
    """

    def __init__(self, clock: FakeClock, work: FakeWorkItems) -> None:
        super().__init__(clock)
        self._work = work

    async def within(self, seconds: float) -> bool:
        if not self._work.leases:
            return await super().within(seconds)
        return await Stopping.within(self, 0.01)


@asynccontextmanager
async def at_work(
    here: Bench, stopping: Stopping | None = None, *, orders: OrderDesk | None = None
) -> AsyncIterator[str]:
    """The fakes in place of a warm worker's robot; the tag that Prefect is given of every flow in the block.

    The server is shared by every test of the run, and others' flows are none of this test's business. The
    clock stands still while an application is at hand, however long Prefect takes over its task, and runs
    ahead when none is. A test in which one is left at hand has a robot without patience.
    """
    tag = f"test-{uuid4()}"
    token = AT_WORK.set(
        replace(here.robot(), orders=orders, stopping=stopping or _NothingAtHand(here.clock, here.work))
    )
    try:
        with tags(tag):
            yield tag
    finally:
        AT_WORK.reset(token)


def until_it_holds() -> AsyncRetrying:
    """Looks again, twice a second and for half a minute, while what is asserted does not hold."""
    return AsyncRetrying(
        reraise=True,
        stop=stop_after_delay(30),
        wait=wait_fixed(0.5),
        retry=retry_if_exception_type(AssertionError),
    )


async def shipped_logs(tag: str, *, until: str) -> str:
    """All log lines of the flows of that tag, when one of them has `until`; Prefect ships them in batches."""
    async for attempt in until_it_holds():
        with attempt:
            lines = "\n".join(one["message"] for one in await told_prefect("logs", tag))
            assert until in lines
    return lines


async def told_prefect(what: str, tag: str, *, many: int = 1) -> list[Record]:
    """What Prefect's server keeps of one kind about the flows of that tag, as its API gives it out.

    It is asked until it has at least so many, and until those that have a state have come to their last one:
    Prefect ships logs in batches and records a task's states one by one, on a busy machine after the run.
    """
    wanted: Record = {"flow_runs": {"tags": {"all_": [tag]}}, "limit": 200}
    if what == "logs":
        runs = [run["id"] for run in await told_prefect("flow_runs", tag)]
        wanted = {"logs": {"flow_run_id": {"any_": runs}}, "limit": 200}
    async for attempt in until_it_holds():
        with attempt:
            records = await _asked(what, wanted)
            assert len(records) >= many
            assert all(_has_ended(record) for record in records)
    return records


def _has_ended(record: Record) -> bool:
    return "state" not in record or (record["state"] or {}).get("type") in ENDED


async def _asked(what: str, wanted: Record) -> list[Record]:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{PREFECT_API_URL.value()}/{what}/filter", json=wanted)
    answer.raise_for_status()
    records: list[Record] = answer.json()
    return records
