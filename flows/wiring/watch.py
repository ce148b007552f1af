"""Our tables for those who watch: no key is needed, and nothing is made or changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.clock import StockholmClock
from adapters.persistence.engine import Database
from adapters.persistence.watch import SqlWatch
from flows.metrics.seen import Watch
from flows.ports import Clock
from flows.settings import Settings


@asynccontextmanager
async def opened_watch(settings: Settings) -> AsyncIterator[tuple[Watch, Clock]]:
    """The tables from above, and the robot's clock; the database may be away, and come back."""
    async with Database.as_it_is(settings.database) as database:
        yield SqlWatch(database), StockholmClock(settings.today)
