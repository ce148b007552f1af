"""Being told to stop: a signal from the operating system, obeyed between two steps.

Whoever is told to stop begins nothing new, and puts down what it has in hand where that is safe.
"""

import asyncio


class PutDown(Exception):
    """The robot was paused or told to stop: put the work down; the item stands as before the claim."""


class Stopping:
    """Whether this worker has been told to stop, and why."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self.why = ""

    @property
    def asked(self) -> bool:
        """Whether to begin nothing new."""
        return self._asked.is_set()

    def ask(self, why: str) -> None:
        """Stop; `why` is for the log and the report. The first reason stands."""
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
