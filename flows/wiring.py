"""The one door from flows to adapters: names in config become ports that work.

It must not know any system: what a product needs is in `adapters.products`.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from adapters.clock import StockholmClock
from adapters.config_files import (
    ConfigTrouble,
    UnknownMunicipality,
    load_handover_texts,
    load_municipality,
    load_parameters,
    load_published_caps,
    parameter_entries,
    published_entries,
)
from adapters.desk import BrowserNotFound, DeskPlan, Place, opened_desk
from adapters.lending import Lending
from adapters.persistence import (
    Database,
    NoDataKey,
    Seal,
    SqlAccounts,
    SqlBreakers,
    SqlSwitch,
    SqlWorkItems,
)
from adapters.persistence.seal import new_key
from adapters.products import UnknownProduct
from adapters.secrets_folder import SecretsFolder, SecretTrouble
from flows.eligibility.parameters import Parameters
from flows.eligibility.published_caps import PublishedCaps
from flows.lease import worker_name
from flows.municipality import Municipality
from flows.parameter_entries import ParameterEntry
from flows.ports import (
    ApplicationInbox,
    BenefitsAgency,
    Breakers,
    CaseSystem,
    PopulationRegister,
    Switch,
    WorkItems,
)
from flows.robot import AT_WORK, Robot
from flows.settings import Settings, load_settings
from flows.signals import obeyed
from flows.stopping import Stopping
from flows.systems import look_again

SET_UP_TROUBLES = (
    BrowserNotFound,
    ConfigTrouble,
    NoDataKey,
    SecretTrouble,
    UnknownMunicipality,
    UnknownProduct,
)
"""What can be wrong with an installation before any work begins; each message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Our own tables."""

    work: WorkItems
    breakers: Breakers
    switch: Switch
    accounts: SqlAccounts


@asynccontextmanager
async def robot_for(municipality: str) -> AsyncIterator[Robot]:
    """The robot of this run: the worker's own if one is open and warm, else a new one.

    Either way its troubles are none yet, and the breakers that stand open are looked at again.
    A new one obeys the signals of its process; whoever opened a warm one listens for it.
    Raises one of SET_UP_TROUBLES.
    """
    async with AsyncExitStack() as stack:
        warm = AT_WORK.get(None)
        if warm is None or warm.municipality.slug != municipality:
            stopping = Stopping()
            stack.enter_context(obeyed(asyncio.get_running_loop(), stopping))
            warm = await stack.enter_async_context(opened_robot(load_settings(), municipality, stopping))
        robot = replace(warm, troubles=[])
        await look_again(robot)
        token = AT_WORK.set(robot)
        stack.callback(AT_WORK.reset, token)
        yield robot


@asynccontextmanager
async def robot_at_work(
    settings: Settings, slug: str, stopping: Stopping | None = None
) -> AsyncIterator[Robot]:
    """A warm robot for the flows that run in the block, which ends when `stopping` is asked.

    Raises one of SET_UP_TROUBLES before any flow has begun, so that it can be said in a sentence.
    """
    async with opened_robot(settings, slug, stopping) as robot:
        token = AT_WORK.set(robot)
        try:
            yield robot
        finally:
            AT_WORK.reset(token)


@asynccontextmanager
async def opened_robot(
    settings: Settings, slug: str, stopping: Stopping | None = None
) -> AsyncIterator[Robot]:
    """A robot with its browser open; each system is logged in to when it is first needed.

    Every file of settings is read first: one that is wrong is told before anything is made or opened.
    """
    clock = StockholmClock(settings.today)
    today = clock.now().date()
    municipality = load_municipality(settings.config_dir, slug, today)
    parameters = load_parameters(settings.config_dir, today)
    handover_texts = load_handover_texts(settings.config_dir)
    secrets = SecretsFolder(settings.secrets_dir)
    seal = _seal(secrets)
    plan = DeskPlan(
        places=_places(settings, municipality),
        municipality_code=municipality.code,
        secrets=secrets,
        clock=clock,
        seal=seal,
        evidence=settings.home / "evidence",
        browser_path=settings.browser_path,
        headless=settings.headless,
        ca_files=settings.ca_files,
    )
    worker = worker_name()
    async with (
        opened_store(settings) as store,
        opened_desk(plan, Lending(store.accounts, municipality=slug, worker=worker)) as systems,
    ):
        yield Robot(
            worker=worker,
            municipality=municipality,
            parameters=parameters,
            handover_texts=handover_texts,
            clock=clock,
            inbox=cast("ApplicationInbox", systems["inbox"].adapter),
            case_system=cast("CaseSystem", systems["case_system"].adapter),
            register=cast("PopulationRegister", systems["population_register"].adapter),
            benefits=cast("BenefitsAgency", systems["benefits"].adapter),
            work=store.work,
            breakers=store.breakers,
            switch=store.switch,
            system_names={port: opened.system for port, opened in systems.items()},
            tours={port: opened.tour for port, opened in systems.items()},
            secret_marks={one.system: _mark(seal, one.secret_files) for one in systems.values()},
            width=settings.applications_at_once,
            pace=settings.pace,
            stopping=stopping or Stopping(),
        )


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """Our own tables, for those who only look: no browser, no system. Raises NoDataKey or SecretTrouble."""
    seal = _seal(SecretsFolder(settings.secrets_dir))
    settings.home.mkdir(parents=True, exist_ok=True)
    async with Database.opened(settings.database) as database:
        yield Store(
            work=SqlWorkItems(database, seal),
            breakers=SqlBreakers(database),
            switch=SqlSwitch(database, seal),
            accounts=SqlAccounts(database),
        )


def listed_parameters(settings: Settings) -> tuple[date, tuple[ParameterEntry, ...]]:
    """Today, and every dated value with the place it stands. Raises ConfigTrouble."""
    today = _today(settings)
    entries = parameter_entries(settings.config_dir, today)
    return today, (*entries, *published_entries(settings.config_dir, today))


def unsealed(settings: Settings, sealed: bytes) -> bytes:
    """What we sealed, such as evidence, readable again. Raises NoDataKey or SecretTrouble."""
    return _seal(SecretsFolder(settings.secrets_dir)).unseal(sealed)


def national_parameters(settings: Settings) -> Parameters:
    """The law's own numbers, for those who only look. Raises ConfigTrouble with file and line."""
    return load_parameters(settings.config_dir, _today(settings))


def municipality_named(settings: Settings, slug: str) -> Municipality:
    """A municipality's own choices, for those who only look. Raises UnknownMunicipality or ConfigTrouble."""
    return load_municipality(settings.config_dir, slug, _today(settings))


def published_caps(settings: Settings) -> Sequence[PublishedCaps]:
    """The caps on housing cost that municipalities have published, kept as examples. Raises ConfigTrouble."""
    return load_published_caps(settings.config_dir, _today(settings))


def make_data_key() -> str:
    """A fresh key for the encrypted store."""
    return new_key()


def _today(settings: Settings) -> date:
    return StockholmClock(settings.today).now().date()


def _seal(secrets: SecretsFolder) -> Seal:
    """One key a line, newest first."""
    keys = secrets.value("data_key").split() if secrets.holds("data_key") else []
    return Seal(keys)


def _places(settings: Settings, municipality: Municipality) -> dict[str, Place]:
    return {
        port: Place(
            product=system.adapter,
            base_url=settings.base_urls.get(port, system.base_url),
            accounts=system.accounts[: system.sessions],
            known_as=system.accounts,
            timeout_seconds=settings.timeout_seconds,
        )
        for port, system in municipality.systems.items()
    }


def _mark(seal: Seal, files: tuple[Path, ...]) -> str:
    """Changes when any of the secrets does, and tells nothing of them."""
    return seal.mark("\n".join(file.read_text(encoding="utf-8") for file in files))
