"""Skatteverket's mock alone, on a free port, with the inhabitants of `tax_town` behind it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select

from bots.kit.secret import Account, Secret
from mock_legacy.platform.accounts import ensure_accounts
from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.servers import ServerThread, Site, listen
from mock_legacy.skatteverket.app import build_app
from mock_legacy.world import World, models, open_world
from tests.contract.tax_town import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxService:
    """The running service: its address, its own records, its faults."""

    url: str
    world: World
    platform: Platform

    def account(self, name: str = "utkast-01", *, password: str | None = None) -> Account:
        """What a municipality was given for an account; `password` to have it wrong."""
        with self.world.session() as session:
            held = session.get_one(models.Account, ("skatteverket", name))
        return Account(
            name=name,
            password=Secret(password or held.password, name=f"skatteverket.{name}.password"),
            totp=Secret(held.totp_secret, name=f"skatteverket.{name}.totp"),
        )

    def attempts(self, name: str = "utkast-01") -> list[str]:
        """How each login of an account went, as the service wrote it down."""
        with self.world.session() as session:
            mine = select(models.LoginAttempt.outcome).where(models.LoginAttempt.username == name)
            return list(session.scalars(mine.order_by(models.LoginAttempt.id)))

    def locked(self, name: str = "utkast-01") -> bool:
        """Whether the account is locked."""
        with self.world.session() as session:
            return session.get_one(models.Account, ("skatteverket", name)).locked

    def lookups(self) -> Sequence[tuple[models.LookupLog, str]]:
        """Every look-up the service wrote down, with the asker's own reference."""
        with self.world.session() as session:
            query = select(models.LookupLog, models.TaxLookup.reference).join(
                models.TaxLookup, models.TaxLookup.lookup_id == models.LookupLog.id
            )
            return [(log, reference) for log, reference in session.execute(query)]

    def strike(self, kind: str, step: str, **more: object) -> None:
        """Put a fault in force, once unless said otherwise."""
        settings: dict[str, object] = {"remaining": 1, **more}
        self.platform.faults.add(Fault(kind=kind, system="skatteverket", step=step, **settings))  # type: ignore[arg-type]

    def start_over(self) -> None:
        """Half a minute goes by: no code is used, all accounts are free, all faults lifted."""
        self.platform.faults.clear()
        with self.world.session() as session:
            for table in (models.UsedCode, models.LoginAttempt, models.TaxLookup, models.LookupLog):
                session.execute(delete(table))
            for account in session.scalars(select(models.Account)):
                account.locked, account.failed_attempts = False, 0


@contextmanager
def open_tax_service(folder: Path) -> Iterator[TaxService]:
    """Serve it until the block ends."""
    world = open_world(folder)
    ensure_accounts(world)
    settle(world)
    platform = Platform(world=world)
    site = Site(name="skatteverket", app=build_app(platform), listener=listen("127.0.0.1", 0))
    servers = ServerThread([site])
    servers.start()
    try:
        yield TaxService(url=site.url, world=world, platform=platform)
    finally:
        servers.stop()
        world.close()
