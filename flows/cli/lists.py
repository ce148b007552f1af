"""`utkast waiting`, `failed` and `list`: where applications stand, from our own tables."""

import asyncio
from collections.abc import Sequence

from flows.cli.municipality import chosen
from flows.cli.pause import standing
from flows.cli.tables import item_table
from flows.cli.terminal import Terminal
from flows.settings import load_settings
from flows.wiring.store import opened_store
from flows.work import DRAFT_STANDS, MAY_ARRIVE, State, WorkItem

console = Terminal()
IN_ONE = "Vad som föreslås eller saknas i en ansökan: utkast explain REFERENS"
NEW = "Inkomna som ingen har börjat med: {number}. Se dem: utkast list"
WHY = "Vad som gick fel, och vad man gör åt det: utkast evidence show REFERENS"


def waiting(municipality: str) -> None:
    """What waits, the pause that everything waits for if there is one, and how many nobody has begun with."""
    if paused := standing(municipality):
        console.print(paused, style="bold", markup=False)
    items = asyncio.run(_items(municipality))
    _point_to_one(_show("Väntar", items, (State.WAITING, State.UNCERTAIN, State.PREPARING)))
    if new := sum(item.outcome.state is State.COLLECTED for item in items):
        console.print(NEW.format(number=new), markup=False, highlight=False, soft_wrap=True)


def failed(municipality: str) -> None:
    """What needs somebody, and for what failed how to see why."""
    items = asyncio.run(_items(municipality))
    shown = _show("Lämnade till handläggare och fel", items, (State.NEEDS_HUMAN, State.FAILED))
    if any(item.outcome.state is State.FAILED for item in shown):
        console.print(WHY, markup=False, highlight=False, soft_wrap=True)


def everything(municipality: str) -> None:
    """All of it."""
    _point_to_one(_show("Alla ansökningar", asyncio.run(_items(municipality)), tuple(State)))


def _point_to_one(shown: Sequence[WorkItem]) -> None:
    """Where to read what the lists do not tell: it is written down who does."""
    if any(item.outcome.for_a_list in (DRAFT_STANDS, MAY_ARRIVE) for item in shown):
        console.print(IN_ONE, markup=False, highlight=False, soft_wrap=True)


def _show(title: str, items: Sequence[WorkItem], states: tuple[State, ...]) -> Sequence[WorkItem]:
    shown = [item for item in items if item.outcome.state in states]
    if shown:
        console.print(item_table(f"{title}: {len(shown)}", shown))
    else:
        console.print(f"{title}: inga ansökningar.")
    return shown


async def _items(municipality: str) -> Sequence[WorkItem]:
    settings = load_settings()
    async with opened_store(settings) as store:
        return await store.work.listed(chosen(municipality, settings))
