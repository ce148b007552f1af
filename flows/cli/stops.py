"""`utkast systems`: which systems stand stopped between runs, and letting one go."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console

from flows.breaker import Breaker
from flows.cli.municipality import chosen
from flows.cli.pause import standing
from flows.cli.trouble import CannotGoOn
from flows.settings import load_settings
from flows.wiring.store import opened_store

console = Console()
_SWEDEN = ZoneInfo("Europe/Stockholm")


def show(municipality: str) -> None:
    """Every stop that stands; first of all the pause, if a person has pulled the kill switch."""
    if paused := standing(municipality):
        console.print(paused, style="bold", markup=False)
    breakers = asyncio.run(_open(municipality))
    for breaker in breakers:
        console.print(told(breaker), markup=False, highlight=False)
    if not breakers:
        console.print("Inga stoppade system.")


def told(breaker: Breaker) -> str:
    """A stop in three lines: what and since when, what was met, and what happens next."""
    first = f"{breaker.system}: {breaker.code}{_at(' sedan', breaker.since)}"
    return "\n  ".join((first, breaker.what, _then(breaker)))


def release(municipality: str, system: str) -> None:
    """Let `system` be asked again. Raises CannotGoOn when it does not stand stopped."""
    standing = [breaker.system for breaker in asyncio.run(_open(municipality))]
    if system not in standing:
        names = ", ".join(standing) or "none"
        raise CannotGoOn(f"{system} does not stand stopped. Stopped now: {names}.")
    asyncio.run(_lift(municipality, system))
    console.print(f"{system} får användas igen.")


def _then(breaker: Breaker) -> str:
    if breaker.probe_at is None:
        return "Ingen försöker igen förrän orsaken är åtgärdad."
    return f"Roboten försöker igen av sig själv{_at(' efter', breaker.probe_at)}."


def _at(word: str, when: datetime | None) -> str:
    return f"{word} {when.astimezone(_SWEDEN):%Y-%m-%d %H:%M}" if when else ""


async def _open(municipality: str) -> Sequence[Breaker]:
    settings = load_settings()
    async with opened_store(settings) as store:
        breakers = await store.breakers.all(chosen(municipality, settings))
        return [breaker for breaker in breakers if breaker.is_open]


async def _lift(municipality: str, system: str) -> None:
    settings = load_settings()
    slug = chosen(municipality, settings)
    async with opened_store(settings) as store:
        await store.accounts.forgive(slug, system)
        await store.breakers.change(slug, system, lambda one: Breaker(system=one.system))
