"""A question that is cut off while others hold the SQLite file leaves the file free when they let go."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.work_items import SqlWorkItems
from tests import examples
from tests.databases import empty_sqlite

HELD_SECONDS = 1.0


@contextmanager
def held(file: Path, seconds: float) -> Iterator[None]:
    """The file is another's when the block begins, and free when it has ended."""
    theirs = threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        theirs.set()
        threading.Event().wait(seconds)
        connection.execute("COMMIT")
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    theirs.wait()
    try:
        yield
    finally:
        holder.join()


async def test_a_claim_that_is_cut_off_locks_nobody_out(tmp_path: Path) -> None:
    item = examples.work_item()
    async with Database.opened(empty_sqlite(tmp_path)) as database:
        work = SqlWorkItems(database, Seal([new_key()]))
        await work.collect(item, examples.application())
        with held(tmp_path / "utkast.db", HELD_SECONDS):
            claiming = asyncio.create_task(work.claim(item.case_ref, "cut off", examples.NOW))
            await asyncio.wait({claiming}, timeout=HELD_SECONDS / 4)
            claiming.cancel()
            await asyncio.wait({claiming})
        assert claiming.cancelled()
        async with asyncio.timeout(5):
            assert await work.claim(item.case_ref, "the next", examples.NOW)
