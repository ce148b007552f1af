"""Where everything stands, for those who look from above: no application, no browser, no system.

It must not import what reads an application: `utkast status` answers before that has been imported.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.engine import Database
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.tallies import SqlTallies
from flows.settings import Settings
from flows.wiring.sealing import seal_for

if TYPE_CHECKING:
    from flows.ports import Breakers, Switch, Tallies


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Our own tables from above."""

    tallies: "Tallies"
    breakers: "Breakers"
    switch: "Switch"


@asynccontextmanager
async def opened_overview(settings: Settings) -> AsyncIterator[Overview]:
    """Our own tables from above. Raises SetUpTrouble when there is no key: a pause's words are sealed."""
    seal = seal_for(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    async with Database.opened(settings.database) as database:
        yield Overview(
            tallies=SqlTallies(database),
            breakers=SqlBreakers(database),
            switch=SqlSwitch(database, seal),
        )
