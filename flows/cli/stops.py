"""`utkast systems`: which systems stand stopped between runs, and letting one go."""

import asyncio
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.console import Console

from flows.cli.runs import chosen
from flows.cli.trouble import CannotGoOn
from flows.settings import load_settings
from flows.wiring import opened_store
from flows.work import SystemStop

console = Console()
_SWEDEN = ZoneInfo("Europe/Stockholm")


def show(municipality: str) -> None:
    """Every stop that stands."""
    stops = asyncio.run(_standing(municipality))
    for stop in stops:
        since = stop.since.astimezone(_SWEDEN)
        console.print(f"{stop.system}: {stop.code} sedan {since:%Y-%m-%d %H:%M}", style="bold")
        console.print(f"  {stop.what}", markup=False)
    if not stops:
        console.print("Inga stoppade system.")


def resume(municipality: str, system: str) -> None:
    """Let `system` be asked again. Raises CannotGoOn when it does not stand stopped."""
    standing = [stop.system for stop in asyncio.run(_standing(municipality))]
    if system not in standing:
        names = ", ".join(standing) or "none"
        raise CannotGoOn(f"{system} does not stand stopped. Stopped now: {names}.")
    asyncio.run(_lift(municipality, system))
    console.print(f"{system} får användas igen.")


async def _standing(municipality: str) -> Sequence[SystemStop]:
    settings = load_settings()
    async with opened_store(settings) as store:
        return await store.stops.standing(chosen(municipality, settings))


async def _lift(municipality: str, system: str) -> None:
    settings = load_settings()
    async with opened_store(settings) as store:
        await store.stops.lift(chosen(municipality, settings), system)
