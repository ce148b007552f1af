"""Our own tables and what is sealed, for those who only look: no browser, no system."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from adapters.persistence import Database, Seal, SqlAccounts, SqlBreakers, SqlSwitch, SqlWorkItems
from adapters.persistence.seal import new_key
from adapters.secrets_folder import SecretsFolder
from flows.ports import Breakers, Evidence, Switch, WorkItems
from flows.settings import Settings

EVIDENCE = "evidence"
"""The folder in our home that evidence lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Our own tables."""

    work: WorkItems
    breakers: Breakers
    switch: Switch
    accounts: SqlAccounts


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """Our own tables. Raises SetUpTrouble when there is no key to open them with."""
    seal = seal_of(SecretsFolder(settings.secrets_dir))
    settings.home.mkdir(parents=True, exist_ok=True)
    async with Database.opened(settings.database) as database:
        yield Store(
            work=SqlWorkItems(database, seal),
            breakers=SqlBreakers(database),
            switch=SqlSwitch(database, seal),
            accounts=SqlAccounts(database),
        )


def unsealed(settings: Settings, sealed: bytes) -> bytes:
    """What we sealed, such as evidence, readable again. Raises SetUpTrouble when there is no key."""
    return seal_of(SecretsFolder(settings.secrets_dir)).unseal(sealed)


def kept_evidence(settings: Settings) -> Evidence:
    """What was seen of failures. Raises SetUpTrouble when there is no key."""
    from adapters.evidence_folder import EvidenceFolder

    return EvidenceFolder(settings.home / EVIDENCE, seal_of(SecretsFolder(settings.secrets_dir)))


def make_data_key() -> str:
    """A fresh key for the encrypted store."""
    return new_key()


def seal_of(secrets: SecretsFolder) -> Seal:
    """The data key's seal; one key a line, newest first. Raises SetUpTrouble when there is none."""
    keys = secrets.value("data_key").split() if secrets.holds("data_key") else []
    return Seal(keys)
