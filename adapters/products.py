"""The products Utkast can work in, by the name that a municipality's file gives them.

A new product is a folder of screens in `bots/`, an adapter folder, and one entry here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from playwright.async_api import Browser

from adapters.almanda import AlmandaCaseSystem
from adapters.almanda.case_register import AlmandaCaseRegister
from adapters.almanda.case_system import SYSTEM as ALMANDA
from adapters.almanda.orders import AlmandaOrders
from adapters.almanda.tour import stops as almanda_stops
from adapters.auditing import SystemAudit
from adapters.eplatform import EPlatformInbox
from adapters.eplatform.tour import stops as eplatform_stops
from adapters.eplatform.unreadable import SYSTEM as E_TJANSTER
from adapters.examining import StopsFor, SystemTour
from adapters.forsakringskassan import ForsakringskassanBenefits
from adapters.forsakringskassan.sources import SYSTEM as FORSAKRINGSKASSAN
from adapters.forsakringskassan.tour import PortalStops
from adapters.lender import Lendable
from adapters.secrets_folder import SecretsFolder
from adapters.skatteverket import SkatteverketRegister
from adapters.skatteverket.register import SYSTEM as SKATTEVERKET
from adapters.skatteverket.tour import stops as skatteverket_stops
from bots.almanda import Door as AlmandaDoor
from bots.eplatform.door import Door as EPlatformDoor
from bots.forsakringskassan import Door as ForsakringskassanDoor
from bots.kit.browser import ContextOptions
from bots.kit.errors import OutsideHours
from bots.kit.lender import AccountLender
from bots.kit.secret import Account, Secret
from bots.kit.session_pool import SessionPool, SystemDoor, Witness
from bots.kit.tracing import Recorder
from bots.skatteverket import Door as SkatteverketDoor
from flows.errors import SetUpTrouble
from flows.hours import OpeningHours
from flows.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """Where one system is, with which accounts, and what its adapter needs beside.

    `hours` are when it may be asked. `lender` lends a system's accounts, and `witness` keeps what stands
    there when it lets somebody down; `recorder` traces what is done in its sessions, if that is wanted.
    `mark` tells of a secret's text whether it has changed. `audit` is a system's hand at the
    audit log.
    """

    base_url: str
    accounts: tuple[str, ...]
    known_as: tuple[str, ...]
    timeout_seconds: float
    hours: OpeningHours
    municipality_code: str
    browser: Browser
    secrets: SecretsFolder
    clock: Clock
    witness: Callable[[str], Witness]
    recorder: Recorder = field(default_factory=lambda: Recorder(wanted=False))
    lender: Callable[[str, Sequence[Lendable]], AccountLender]
    mark: Callable[[str], str]
    audit: Callable[[str], SystemAudit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An adapter with the sessions it works on. `system` is the name in its errors; `tour` examines it.

    `case_register` are a case system's lists for follow-up, if its product has them.
    `orders` is the list where caseworkers order preparations, in a case system that has one.
    """

    system: str
    adapter: object
    tour: SystemTour
    pool: SessionPool
    secret_files: tuple[Path, ...]
    case_register: object | None = None
    orders: object | None = None


class UnknownProduct(SetUpTrouble):
    """A municipality's file names a product that nobody has built; the message lists those there are."""


def open_product(name: str, premises: Premises) -> Opened:
    """The product by name. Raises UnknownProduct, and SecretTrouble when a secret is missing."""
    if name not in _PRODUCTS:
        raise UnknownProduct(f"No product is called {name!r}. Known: {', '.join(sorted(_PRODUCTS))}.")
    return _PRODUCTS[name](premises)


def _eplatform(premises: Premises) -> Opened:
    pool, files = _pool(
        premises,
        EPlatformDoor(premises.base_url),
        _Keys(system=E_TJANSTER, prefix="inbox", kinds=("password",)),
    )
    inbox = EPlatformInbox(
        pool,
        clock=premises.clock,
        audit=premises.audit(E_TJANSTER),
        municipality_code=premises.municipality_code,
    )
    tour = _tour(E_TJANSTER, pool, eplatform_stops, premises=premises)
    return Opened(system=E_TJANSTER, adapter=inbox, tour=tour, pool=pool, secret_files=files)


def _almanda(premises: Premises) -> Opened:
    pool, files = _pool(
        premises, AlmandaDoor(premises.base_url), _Keys(system=ALMANDA, prefix="almanda", kinds=("password",))
    )
    case_system = AlmandaCaseSystem(
        pool, clock=premises.clock, audit=premises.audit(ALMANDA), own_signatures=premises.known_as
    )
    tour = _tour(ALMANDA, pool, almanda_stops, premises=premises)
    return Opened(
        system=ALMANDA,
        adapter=case_system,
        tour=tour,
        pool=pool,
        secret_files=files,
        case_register=AlmandaCaseRegister(pool, audit=premises.audit(ALMANDA)),
        orders=AlmandaOrders(pool, audit=premises.audit(ALMANDA)),
    )


def _skatteverket(premises: Premises) -> Opened:
    door = SkatteverketDoor(premises.base_url)
    pool, files = _pool(
        premises, door, _Keys(system=SKATTEVERKET, prefix="skatteverket", kinds=("password", "totp"))
    )
    register = SkatteverketRegister(pool, clock=premises.clock, audit=premises.audit(SKATTEVERKET))
    tour = _tour(SKATTEVERKET, pool, skatteverket_stops, premises=premises)
    return Opened(system=SKATTEVERKET, adapter=register, tour=tour, pool=pool, secret_files=files)


def _forsakringskassan(premises: Premises) -> Opened:
    """The client certificate is the organisation's: the first account's files serve all."""
    prefix = "forsakringskassan"
    shared = tuple(f"{prefix}.{premises.accounts[0]}.{part}.pem" for part in ("certificate", "key"))
    certificate, key = (premises.secrets.path(name) for name in shared)
    door = ForsakringskassanDoor(premises.base_url, cert_path=certificate, key_path=key)
    keys = _Keys(system=FORSAKRINGSKASSAN, prefix=prefix, kinds=("handlaggare",), shared=shared)
    context = door.context_options(timeout_seconds=premises.timeout_seconds)
    pool, files = _pool(premises, door, keys, context=context)
    benefits = ForsakringskassanBenefits(pool, clock=premises.clock, audit=premises.audit(FORSAKRINGSKASSAN))
    return Opened(
        system=FORSAKRINGSKASSAN,
        adapter=benefits,
        tour=_tour(FORSAKRINGSKASSAN, pool, PortalStops(premises.clock), premises=premises),
        pool=pool,
        secret_files=files,
    )


_PRODUCTS: dict[str, Callable[[Premises], Opened]] = {
    "eplatform": _eplatform,
    "almanda": _almanda,
    "skatteverket": _skatteverket,
    "forsakringskassan": _forsakringskassan,
}


def _tour(system: str, pool: SessionPool, stops: StopsFor, *, premises: Premises) -> SystemTour:
    return SystemTour(
        premises.audit(system), pool, stops, accounts=len(premises.accounts), secrets=premises.secrets
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """The secrets of one system's accounts, `<prefix>.<account>.<kind>`, and those that all of them share."""

    system: str
    prefix: str
    kinds: tuple[str, ...]
    shared: tuple[str, ...] = ()

    def of(self, account: str) -> list[str]:
        return [f"{self.prefix}.{account}.{kind}" for kind in self.kinds]


def _pool(
    premises: Premises, door: SystemDoor, keys: _Keys, *, context: ContextOptions | None = None
) -> tuple[SessionPool, tuple[Path, ...]]:
    """A pool with one session an account, and the files that its secrets lie in."""
    secrets = premises.secrets
    options = context or ContextOptions(
        base_url=premises.base_url, default_timeout_seconds=premises.timeout_seconds
    )
    pool = SessionPool(
        premises.browser,
        door,
        tuple(_account(secrets, account, keys.of(account)) for account in premises.accounts),
        context=options,
        lender=premises.lender(keys.system, [_lendable(premises, keys, one) for one in premises.accounts]),
        witness=premises.witness(keys.system),
        recorder=premises.recorder,
        require_open=partial(_require_open, keys.system, premises.hours, premises.clock),
    )
    names = [name for account in premises.accounts for name in keys.of(account)]
    return pool, tuple(secrets.path(name) for name in (*names, *keys.shared))


def _require_open(system: str, hours: OpeningHours, clock: Clock) -> None:
    """For one step, which may have waited for its account since its application was let in.

    Nothing new is begun in the whole margin before a system closes; what has begun goes on for most of it.
    """
    opens = replace(hours, margin=hours.margin / 4).closed_until(clock.now())
    if opens is not None:
        raise OutsideHours(system, opens=opens)


def _lendable(premises: Premises, keys: _Keys, account: str) -> Lendable:
    names = [*keys.of(account), *keys.shared]
    text = "\n".join(premises.secrets.value(name) for name in names)
    return Lendable(name=account, mark=premises.mark(text), secret_name=names[0])


def _account(secrets: SecretsFolder, account: str, names: Sequence[str]) -> Account:
    """The first secret is what the login form asks for; a second is the seed of one-time codes."""
    first, *more = (Secret(secrets.value(name), name=name) for name in names)
    return Account(name=account, password=first, totp=more[0] if more else None)
