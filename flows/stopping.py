"""Being told to stop, and obeying: nothing new is begun, and what is at hand is put down where that is safe.

It must not know who tells: `flows.signals` brings the operating system's word.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import structlog

log = structlog.get_logger(__name__)


class PutDown(Exception):
    """The robot was paused or told to stop: put the work down; the item stands as before the claim."""


class Stopping:
    """Whether this worker has been told to stop, why, and whether it was told again."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self._asked_again = asyncio.Event()
        self.why = ""

    @property
    def asked(self) -> bool:
        """Whether to begin nothing new."""
        return self._asked.is_set()

    def ask(self, why: str) -> None:
        """Stop; `why` is for the log and the report. The first reason stands; a second time means at once."""
        log.warning("stopping.asked", why=why, again=self.asked)
        if self.asked:
            self._asked_again.set()
        self.why = self.why or why
        self._asked.set()

    async def within(self, seconds: float) -> bool:
        """Wait until told to stop, and for so many seconds at most; whether it was told."""
        try:
            async with asyncio.timeout(seconds):
                await self._asked.wait()
        except TimeoutError:
            return False
        return True

    @asynccontextmanager
    async def at_most(self, grace: timedelta) -> AsyncIterator[None]:
        """Let the block end by itself; cancel what is left of it when told to stop and `grace` has passed.

        Told again, it is cancelled at once. The caller goes on after the block, whichever way it ended.
        """
        try:
            async with asyncio.timeout(None) as limit:
                watch = asyncio.create_task(self._cut(limit, grace))
                try:
                    yield
                finally:
                    watch.cancel()
        except TimeoutError:
            if not limit.expired():
                raise
            log.warning("stopping.cut_short", why=self.why)

    async def _cut(self, limit: asyncio.Timeout, grace: timedelta) -> None:
        await self._asked.wait()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace.total_seconds()):
                await self._asked_again.wait()
        limit.reschedule(asyncio.get_running_loop().time())
