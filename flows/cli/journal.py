"""`utkast journal`: the steps of one application, when they were taken and by which worker.

It tells how far the work came, never what was found: that is `utkast explain`.
"""

import asyncio
from collections.abc import Sequence

from rich.table import Table

from flows.cli.terminal import Terminal
from flows.journal import MEANING, Entry
from flows.settings import load_settings
from flows.swedish_time import SWEDEN
from flows.wiring.store import opened_store
from flows.work import UnknownReference

console = Terminal()


def show(case_ref: str) -> None:
    """Print the journal. Raises UnknownReference."""
    entries = asyncio.run(_entries(case_ref))
    if entries:
        console.print(journal_table(case_ref, entries))
    else:
        console.print(f"{case_ref}: ingen körning har tagit den ännu.", highlight=False)


def journal_table(case_ref: str, entries: Sequence[Entry]) -> Table:
    """Step by step in the order they were noted, to the second, Swedish time."""
    table = Table(title=f"{case_ref}: {len(entries)} steg")
    for heading in ("Tid", "Steg"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Vad det betyder", "Körning"):
        table.add_column(heading, overflow="fold")
    for one in entries:
        at = one.at.astimezone(SWEDEN)
        table.add_row(f"{at:%Y-%m-%d %H:%M:%S}", one.step, MEANING[one.step], one.worker)
    return table


async def _entries(case_ref: str) -> Sequence[Entry]:
    async with opened_store(load_settings()) as store:
        if await store.work.find(case_ref) is None:
            raise UnknownReference(
                f"No application has the reference {case_ref}. `utkast list` shows those there are."
            )
        return await store.work.journal(case_ref)
