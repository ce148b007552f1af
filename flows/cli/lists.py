"""`utkast waiting`, `failed` and `list`: where applications stand, from our own tables."""

import asyncio
from collections.abc import Sequence

from flows.cli.municipality import chosen
from flows.cli.pause import standing
from flows.cli.tables import item_table
from flows.cli.terminal import Terminal
from flows.settings import load_settings
from flows.wiring.store import opened_store
from flows.work import State, WorkItem

console = Terminal()
WHY = "Vad som gick fel, och vad man gör åt det: utkast evidence show REFERENS"


def waiting(municipality: str) -> None:
    """What waits, and the pause that everything waits for if there is one."""
    if paused := standing(municipality):
        console.print(paused, style="bold", markup=False)
    _show("Väntar", municipality, (State.WAITING, State.UNCERTAIN, State.PREPARING))


def failed(municipality: str) -> None:
    """What needs somebody, and for what failed how to see why."""
    shown = _show("Lämnade till handläggare och fel", municipality, (State.NEEDS_HUMAN, State.FAILED))
    if any(item.outcome.state is State.FAILED for item in shown):
        console.print(WHY, markup=False, highlight=False, soft_wrap=True)


def everything(municipality: str) -> None:
    """All of it."""
    _show("Alla ansökningar", municipality, tuple(State))


def _show(title: str, municipality: str, states: tuple[State, ...]) -> Sequence[WorkItem]:
    items = [item for item in asyncio.run(_items(municipality)) if item.outcome.state in states]
    if items:
        console.print(item_table(f"{title}: {len(items)}", items))
    else:
        console.print(f"{title}: inga ansökningar.")
    return items


async def _items(municipality: str) -> Sequence[WorkItem]:
    settings = load_settings()
    async with opened_store(settings) as store:
        return await store.work.listed(chosen(municipality, settings))
