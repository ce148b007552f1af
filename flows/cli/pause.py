"""`utkast pause` and `utkast resume`: a person stops every worker of a municipality, and lets them go on.

It must not be confused with `utkast systems release`, which lets one stopped system be asked again.
"""

import asyncio
import getpass
from datetime import UTC, datetime

from flows.cli.municipality import chosen
from flows.cli.tables import pause_told
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.journal import Pause
from flows.settings import load_settings
from flows.wiring.store import opened_store

console = Terminal()


def pause(municipality: str, reason: str, who: str) -> None:
    """Pause. Raises CannotGoOn without a reason; one who comes second is told whose pause stands."""
    if not reason.strip():
        raise CannotGoOn("Why? Give --reason in a few words: whoever finds the robot paused will ask.")
    stands = asyncio.run(_pause(municipality, Pause(since=_now(), who=_named(who), reason=reason.strip())))
    _say(pause_told(stands))
    _say("Alla körningar lägger ifrån sig sitt ärende vid nästa steg. Låt roboten gå vidare: utkast resume")


def resume(municipality: str, who: str) -> None:
    """Let the robot go on. Raises CannotGoOn when it is not paused."""
    if not asyncio.run(_resume(municipality, _named(who))):
        raise CannotGoOn("The robot is not paused. A stopped system is let go with `utkast systems release`.")
    _say("Roboten får gå vidare. Nästa körning tar upp det som ligger kvar; utkast night startar en nu.")


def standing(municipality: str) -> str:
    """The pause that stands, in a sentence; blank when none does."""
    pause = asyncio.run(_standing(municipality))
    return pause_told(pause) if pause else ""


def _named(who: str) -> str:
    return who.strip() or getpass.getuser()


def _now() -> datetime:
    """In earnest: whoever pauses does so today, also in a world whose date stands still."""
    return datetime.now(UTC)


def _say(sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False)


async def _pause(municipality: str, wanted: Pause) -> Pause:
    settings = load_settings()
    name = chosen(municipality, settings)
    async with opened_store(settings) as store:
        await store.switch.pause(name, wanted)
        return await store.switch.paused(name) or wanted


async def _resume(municipality: str, who: str) -> bool:
    settings = load_settings()
    async with opened_store(settings) as store:
        return await store.switch.resume(chosen(municipality, settings), who, _now())


async def _standing(municipality: str) -> Pause | None:
    settings = load_settings()
    async with opened_store(settings) as store:
        return await store.switch.paused(chosen(municipality, settings))
