"""The products Utkast can work in, by the name that a municipality's file gives them.

A new product is a folder of screens in `bots/`, an adapter folder, and one entry here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser

from adapters.almanda import AlmandaCaseSystem
from adapters.almanda.case_system import SYSTEM as ALMANDA
from adapters.almanda.tour import stops as almanda_stops
from adapters.eplatform import EPlatformInbox
from adapters.eplatform.tour import stops as eplatform_stops
from adapters.eplatform.unreadable import SYSTEM as E_TJANSTER
from adapters.examining import StopsFor, SystemTour
from adapters.forsakringskassan import ForsakringskassanBenefits
from adapters.forsakringskassan.sources import SYSTEM as FORSAKRINGSKASSAN
from adapters.forsakringskassan.tour import PortalStops
from adapters.secrets_folder import SecretsFolder
from adapters.skatteverket import SkatteverketRegister
from adapters.skatteverket.register import SYSTEM as SKATTEVERKET
from adapters.skatteverket.tour import stops as skatteverket_stops
from bots.almanda import Door as AlmandaDoor
from bots.eplatform.door import Door as EPlatformDoor
from bots.forsakringskassan import Door as ForsakringskassanDoor
from bots.kit.browser import ContextOptions
from bots.kit.secret import Account, Secret
from bots.kit.session_pool import SessionPool, SystemDoor, Witness
from bots.skatteverket import Door as SkatteverketDoor
from flows.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """Where one system is, with which accounts, and what its adapter needs beside."""

    base_url: str
    accounts: tuple[str, ...]
    known_as: tuple[str, ...]
    timeout_seconds: float
    municipality_code: str
    browser: Browser
    secrets: SecretsFolder
    clock: Clock
    witness: Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An adapter with the sessions it works on. `system` is the name in its errors; `tour` examines it."""

    system: str
    adapter: object
    tour: SystemTour
    pool: SessionPool
    secret_files: tuple[Path, ...]


class UnknownProduct(ValueError):
    """A municipality's file names a product that nobody has built; the message lists those there are."""


def open_product(name: str, premises: Premises) -> Opened:
    """The product by name. Raises UnknownProduct, and SecretTrouble when a secret is missing."""
    if name not in _PRODUCTS:
        raise UnknownProduct(f"No product is called {name!r}. Known: {', '.join(sorted(_PRODUCTS))}.")
    return _PRODUCTS[name](premises)


def _eplatform(premises: Premises) -> Opened:
    pool, files = _pool(premises, EPlatformDoor(premises.base_url), "inbox", ("password",))
    inbox = EPlatformInbox(pool, clock=premises.clock, municipality_code=premises.municipality_code)
    tour = _tour(E_TJANSTER, pool, eplatform_stops, premises)
    return Opened(system=E_TJANSTER, adapter=inbox, tour=tour, pool=pool, secret_files=files)


def _almanda(premises: Premises) -> Opened:
    pool, files = _pool(premises, AlmandaDoor(premises.base_url), "almanda", ("password",))
    case_system = AlmandaCaseSystem(pool, clock=premises.clock, own_signatures=premises.known_as)
    tour = _tour(ALMANDA, pool, almanda_stops, premises)
    return Opened(system=ALMANDA, adapter=case_system, tour=tour, pool=pool, secret_files=files)


def _skatteverket(premises: Premises) -> Opened:
    door = SkatteverketDoor(premises.base_url)
    pool, files = _pool(premises, door, "skatteverket", ("password", "totp"))
    register = SkatteverketRegister(pool, clock=premises.clock)
    tour = _tour(SKATTEVERKET, pool, skatteverket_stops, premises)
    return Opened(system=SKATTEVERKET, adapter=register, tour=tour, pool=pool, secret_files=files)


def _forsakringskassan(premises: Premises) -> Opened:
    """The client certificate is the organisation's: the first account's files serve all."""
    prefix = f"forsakringskassan.{premises.accounts[0]}"
    certificate, key = (premises.secrets.path(f"{prefix}.{part}.pem") for part in ("certificate", "key"))
    door = ForsakringskassanDoor(premises.base_url, cert_path=certificate, key_path=key)
    pool, files = _pool(
        premises,
        door,
        "forsakringskassan",
        ("handlaggare",),
        context=door.context_options(timeout_seconds=premises.timeout_seconds),
    )
    benefits = ForsakringskassanBenefits(pool, clock=premises.clock)
    return Opened(
        system=FORSAKRINGSKASSAN,
        adapter=benefits,
        tour=_tour(FORSAKRINGSKASSAN, pool, PortalStops(premises.clock), premises),
        pool=pool,
        secret_files=(*files, certificate, key),
    )


_PRODUCTS: dict[str, Callable[[Premises], Opened]] = {
    "eplatform": _eplatform,
    "almanda": _almanda,
    "skatteverket": _skatteverket,
    "forsakringskassan": _forsakringskassan,
}


def _tour(system: str, pool: SessionPool, stops: StopsFor, premises: Premises) -> SystemTour:
    return SystemTour(system, pool, stops, accounts=len(premises.accounts), secrets=premises.secrets)


def _pool(
    premises: Premises,
    door: SystemDoor,
    prefix: str,
    kinds: Sequence[str],
    *,
    context: ContextOptions | None = None,
) -> tuple[SessionPool, tuple[Path, ...]]:
    """A pool with one session an account, and the files that its secrets lie in."""
    secrets = premises.secrets
    names = {account: [f"{prefix}.{account}.{kind}" for kind in kinds] for account in premises.accounts}
    accounts = tuple(_account(secrets, account, files) for account, files in names.items())
    options = context or ContextOptions(
        base_url=premises.base_url, default_timeout_seconds=premises.timeout_seconds
    )
    pool = SessionPool(premises.browser, door, accounts, context=options, witness=premises.witness)
    return pool, tuple(secrets.path(name) for files in names.values() for name in files)


def _account(secrets: SecretsFolder, account: str, names: Sequence[str]) -> Account:
    """The first secret is what the login form asks for; a second is the seed of one-time codes."""
    first, *more = (Secret(secrets.value(name), name=name) for name in names)
    return Account(name=account, password=first, totp=more[0] if more else None)
