"""Our own tables and what is sealed, for those who only look: no browser, no system."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial

from adapters.persistence.accounts import SqlAccounts
from adapters.persistence.audit import SqlAuditLog
from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.engine import Database
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.work_items import SqlWorkItems
from adapters.report_folder import ReportFolder
from flows.ports import Breakers, Evidence, Switch, WorkItems
from flows.settings import Settings
from flows.wiring.anchoring import anchored_when_left
from flows.wiring.sealing import audit_key_for, seal_for

RECORDINGS = "recordings"
"""The folder in our home that the browser records in while it works, where traces are on."""
EVIDENCE = "evidence"
"""The folder in our home that evidence lies in."""
REPORTS = "reports"
"""The folder in our home that run reports lie in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Our own tables."""

    work: WorkItems
    breakers: Breakers
    switch: Switch
    audit: SqlAuditLog
    accounts: SqlAccounts


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """Our own tables; what is recorded of it is anchored when they are closed.

    Raises SetUpTrouble when there is no key to open them with. The audit log's key is asked for when it is
    first used, and then kept: a robot can be paused without it.
    """
    async with opened_tables(settings) as store, anchored_when_left(settings, store.audit):
        yield store


@asynccontextmanager
async def opened_tables(settings: Settings) -> AsyncIterator[Store]:
    """The same for those who anchor it themselves, such as at the end of each run."""
    seal = seal_for(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    async with Database.opened(settings.database) as database:
        yield Store(
            work=SqlWorkItems(database, seal),
            breakers=SqlBreakers(database),
            switch=SqlSwitch(database, seal),
            audit=SqlAuditLog(database, seal, cache(partial(audit_key_for, settings))),
            accounts=SqlAccounts(database),
        )


def unsealed(settings: Settings, sealed: bytes) -> bytes:
    """What we sealed, such as evidence, readable again. Raises SetUpTrouble when there is no key."""
    return seal_for(settings).unseal(sealed)


def kept_evidence(settings: Settings) -> Evidence:
    """What was seen of failures. Raises SetUpTrouble when there is no key."""
    from adapters.evidence_folder import EvidenceFolder

    return EvidenceFolder(settings.home / EVIDENCE, seal_for(settings))


def kept_reports(settings: Settings) -> ReportFolder:
    """The pages that tell what became of each night."""
    return ReportFolder(settings.home / REPORTS)


async def migrated_tables(settings: Settings, to: str) -> tuple[str, str]:
    """The revisions of our tables before and after they were brought to `to`, or to the newest when blank.

    Raises SetUpTrouble when there is no way to it, and then nothing has changed.
    """
    from adapters.persistence.migrating import HEAD, migrated

    settings.home.mkdir(parents=True, exist_ok=True)
    async with Database.as_it_is(settings.database) as database:
        return await migrated(database, to or HEAD)
