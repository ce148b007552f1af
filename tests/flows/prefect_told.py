"""Flows run on fakes, and what Prefect's server was told of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
from prefect import tags
from prefect.settings import PREFECT_API_URL
from tenacity import (
    AsyncRetrying,
    retry,
    retry_if_exception_type,
    retry_if_result,
    stop_after_delay,
    wait_fixed,
)

from flows.robot import AT_WORK
from flows.stopping import Stopping
from tests.robots import Bench

Record = dict[str, Any]


@asynccontextmanager
async def at_work(here: Bench, stopping: Stopping | None = None) -> AsyncIterator[str]:
    """The fakes in place of a warm worker's robot; the tag that Prefect is given of every flow in the block.

    The server is shared by every test of the run, and others' flows are none of this test's business. The
    clock runs ahead while Prefect takes its time, unless there is a `stopping` that waits in earnest.
    """
    tag = f"test-{uuid4()}"
    robot = here.robot()
    token = AT_WORK.set(robot if stopping is None else replace(robot, stopping=stopping))
    try:
        with tags(tag):
            yield tag
    finally:
        AT_WORK.reset(token)


async def shipped_logs(tag: str, *, until: str) -> str:
    """All log lines of the flows of that tag, when one of them has `until`; Prefect ships them in batches."""
    async for attempt in AsyncRetrying(
        stop=stop_after_delay(30), wait=wait_fixed(0.5), retry=retry_if_exception_type(AssertionError)
    ):
        with attempt:
            lines = "\n".join(one["message"] for one in await told_prefect("logs", tag))
            assert until in lines
    return lines


async def told_prefect(what: str, tag: str) -> list[Record]:
    """What Prefect's server keeps of one kind about the flows of that tag, as its API gives it out."""
    tagged: Record = {"flow_runs": {"tags": {"all_": [tag]}}, "limit": 200}
    if what == "logs":
        runs = [run["id"] for run in await told_prefect("flow_runs", tag)]
        tagged = {"logs": {"flow_run_id": {"any_": runs}}, "limit": 200}
    records = await _asked_until_told(what, tagged)
    assert records
    return records


@retry(
    retry=retry_if_result(lambda told: not told),
    stop=stop_after_delay(30),
    wait=wait_fixed(0.5),
    retry_error_callback=lambda state: state.outcome and state.outcome.result(),
)
async def _asked_until_told(what: str, wanted: Record) -> list[Record]:
    """Prefect ships logs in batches, which on a busy machine come after the run has ended."""
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{PREFECT_API_URL.value()}/{what}/filter", json=wanted)
    answer.raise_for_status()
    records: list[Record] = answer.json()
    return records
