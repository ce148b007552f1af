"""`utkast systems`: which systems stand stopped between runs, and letting one go."""

import asyncio
from collections.abc import Sequence

from flows.breaker import Breaker
from flows.cli.municipality import chosen
from flows.cli.pause import standing
from flows.cli.tables import stop_told
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.settings import load_settings
from flows.wiring.store import opened_store

console = Terminal()


def show(municipality: str) -> None:
    """Every stop that stands; first of all the pause, if a person has pulled the kill switch."""
    if paused := standing(municipality):
        console.print(paused, style="bold", markup=False)
    breakers = asyncio.run(_open(municipality))
    for breaker in breakers:
        console.print(stop_told(breaker), markup=False, highlight=False)
    if not breakers:
        console.print("Inga stoppade system.")


def release(municipality: str, system: str) -> None:
    """Let `system` be asked again. Raises CannotGoOn when it does not stand stopped."""
    standing = [breaker.system for breaker in asyncio.run(_open(municipality))]
    if system not in standing:
        names = ", ".join(standing) or "none"
        raise CannotGoOn(f"{system} does not stand stopped. Stopped now: {names}.")
    asyncio.run(_lift(municipality, system))
    console.print(f"{system} får användas igen.")


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
