"""Worker processes that keep things sealed, one application after the other, while keys are changed."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from typing import cast

from flows.settings import load_settings
from flows.wiring.store import Store, opened_store
from flows.work import Outcome, State
from tests import examples

FIRST, APART = 300_000, 10_000
"""Each process has ten thousand references of its own."""
BEAT_SECONDS = 0.1
"""A robot has more to do than to keep things: it takes up an application at most so often."""
TOLD = Outcome(state=State.AWAITING_CASEWORKER, explanation="Utkastet väntar på dig.")


class Keyholder:
    """One process, as whoever hired it sees it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._said = cast("asyncio.StreamReader", process.stdout)

    @classmethod
    async def hired(cls, number: int, environment: Mapping[str, str]) -> "Keyholder":
        """A process that has begun, with what it finds the installation by."""
        pipe = asyncio.subprocess.PIPE
        command = [sys.executable, "-m", __name__, str(FIRST + number * APART)]
        return cls(
            await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, env=dict(environment))
        )

    async def kept(self, number: int) -> list[str]:
        """The next so many references that it has settled. Raises RuntimeError when it has failed."""
        return [await self._line() for _ in range(number)]

    async def ended(self) -> list[str]:
        """Let it end, and the rest of its references."""
        cast("asyncio.StreamWriter", self._process.stdin).close()
        rest = (await self._said.read()).decode().split()
        if await self._process.wait() != 0:
            raise RuntimeError("a keyholder has failed; its words are above")
        return rest

    async def _line(self) -> str:
        line = await self._said.readline()
        if not line:
            raise RuntimeError("a keyholder has failed; its words are above")
        return line.decode().strip()


@asynccontextmanager
async def keyholders(number: int, environment: Mapping[str, str]) -> AsyncIterator[Sequence[Keyholder]]:
    """So many processes at work; those who are still there when the block ends are let go."""
    hired = [await Keyholder.hired(one, environment) for one in range(number)]
    try:
        yield hired
    finally:
        for one in hired:
            if one._process.returncode is None:
                one._process.kill()
                await one._process.wait()


async def _worked(store: Store, ref: str) -> str:
    now, work, worker = datetime.now(UTC), store.work, f"keyholder-{ref}"
    item = examples.work_item(ref, collected_at=now, updated_at=now)
    assert await work.collect(item, examples.application(ref))
    assert await work.claim(item.case_ref, worker, now)
    assert await work.keep_draft(examples.draft(ref), "77", now, worker=worker)
    assert await work.settle(item.case_ref, TOLD, now, worker=worker)
    return item.case_ref


async def _at_work(first: int) -> None:
    told_to_end = asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    async with opened_store(load_settings()) as store:
        for number in count(first):
            print(await _worked(store, str(number)), flush=True)  # noqa: T201 - the pipe to our employer
            await asyncio.wait([told_to_end], timeout=BEAT_SECONDS)
            if told_to_end.done():
                return


if __name__ == "__main__":
    asyncio.run(_at_work(int(sys.argv[1])))
