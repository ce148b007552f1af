"""Försäkringskassan's mock alone, on a free port, with the inhabitants of `benefits_town` behind it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select

from bots.forsakringskassan import Door
from bots.kit.secret import Account, Secret
from mock_legacy.forsakringskassan.app import build_app
from mock_legacy.platform.accounts import ensure_accounts
from mock_legacy.platform.certificates import Authority
from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.servers import ServerThread, Site, Tls, listen
from mock_legacy.world import World, models, open_world
from tests.contract.benefits_town import settle

HOST = "127.0.0.1"
SYSTEM = "forsakringskassan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The running portal: its address, its own records, its faults, and what a municipality was given."""

    url: str
    world: World
    platform: Platform
    authority: Authority

    def door(self, name: str = "utkast-01") -> Door:
        """The door with a certificate that the portal takes."""
        certificate, key = self.authority.client_files(name)
        return Door(self.url, cert_path=certificate, key_path=key)

    def account(self, name: str = "utkast-01", *, handlaggare_id: str | None = None) -> Account:
        """What a municipality was given for an account; `handlaggare_id` to have it wrong."""
        with self.world.session() as session:
            held = session.get_one(models.Account, (SYSTEM, name))
        given = handlaggare_id or held.handlaggare_id
        return Account(name=name, password=Secret(given, name=f"{SYSTEM}.{name}.handlaggare"))

    def attempts(self) -> list[str]:
        """How each login went, as the portal wrote it down."""
        with self.world.session() as session:
            return list(session.scalars(select(models.LoginAttempt.outcome).order_by(models.LoginAttempt.id)))

    def lock(self, name: str = "utkast-01") -> None:
        """Lock an account, as three wrong answers would."""
        with self.world.session() as session:
            session.get_one(models.Account, (SYSTEM, name)).locked = True

    def locked(self, name: str = "utkast-01") -> bool:
        """Whether the account is locked."""
        with self.world.session() as session:
            return session.get_one(models.Account, (SYSTEM, name)).locked

    def questions(self) -> Sequence[models.FkQuestion]:
        """Every question the portal has answered, oldest first."""
        with self.world.session() as session:
            return session.scalars(select(models.FkQuestion).order_by(models.FkQuestion.asked_at)).all()

    def lookups(self) -> Sequence[models.LookupLog]:
        """Every look-up the portal wrote down."""
        with self.world.session() as session:
            return session.scalars(select(models.LookupLog).order_by(models.LookupLog.id)).all()

    def strike(self, kind: str, step: str, **more: object) -> None:
        """Put a fault in force, once unless said otherwise."""
        settings: dict[str, object] = {"remaining": 1, **more}
        self.platform.faults.add(Fault(kind=kind, system=SYSTEM, step=step, **settings))  # type: ignore[arg-type]

    def start_over(self) -> None:
        """Lift all faults, free all accounts, and forget who logged in and what was asked."""
        self.platform.faults.clear()
        with self.world.session() as session:
            for table in (models.LoginAttempt, models.FkQuestion, models.LookupLog):
                session.execute(delete(table))
            for account in session.scalars(select(models.Account)):
                account.locked, account.failed_attempts = False, 0


@contextmanager
def open_portal(folder: Path) -> Iterator[Portal]:
    """Serve the portal until the block ends."""
    world = open_world(folder)
    ensure_accounts(world)
    settle(world)
    authority = Authority(folder / "authority")
    platform = Platform(world=world)
    certificate, key = authority.server_files(HOST)
    site = Site(
        name="forsakringskassan",
        app=build_app(platform),
        listener=listen(HOST, 0),
        tls=Tls(certificate=certificate, key=key, client_authority=authority.ca_file),
    )
    servers = ServerThread([site])
    servers.start()
    try:
        yield Portal(url=site.url, world=world, platform=platform, authority=authority)
    finally:
        servers.stop()
        world.close()
