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

WAITING_SECONDS = 0.25


@contextmanager
def held(file: Path) -> Iterator[threading.Event]:
    """The file is another's when the block begins, and free when the event is set or the block has ended."""
    theirs, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        theirs.set()
        let_go.wait()
        connection.execute("COMMIT")
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    theirs.wait()
    try:
        yield let_go
    finally:
        let_go.set()
        holder.join()


async def test_a_claim_that_is_cut_off_locks_nobody_out(tmp_path: Path) -> None:
    item = examples.work_item()
    async with Database.opened(empty_sqlite(tmp_path)) as database:
        work = SqlWorkItems(database, Seal([new_key()]))
        await work.collect(item, examples.application())
        with held(tmp_path / "utkast.db") as let_go:
            claiming = asyncio.create_task(work.claim(item.case_ref, "cut off", examples.NOW))
            await asyncio.wait({claiming}, timeout=WAITING_SECONDS)
            claiming.cancel()
            # It is still at the question that waits for the file.
            await asyncio.wait({claiming}, timeout=WAITING_SECONDS)
            let_go.set()
            await asyncio.wait({claiming})
        assert claiming.cancelled()
        async with asyncio.timeout(15):
            assert await work.claim(item.case_ref, "the next", examples.NOW)
