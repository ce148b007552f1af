"""Försäkringskassan's mock alone, on a free port, with the inhabitants of `benefits_town` behind it.

`certificate_of` makes client certificates, good and bad; tests must not read any from elsewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from mock_legacy.forsakringskassan.app import build_app
from mock_legacy.platform.accounts import ensure_accounts
from mock_legacy.platform.certificates import Authority
from mock_legacy.platform.context import Platform
from mock_legacy.platform.servers import ServerThread, Site, Tls, listen
from mock_legacy.world import World, open_world
from mock_legacy.world.models import Account
from tests.contract.benefits_town import settle

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The running portal: its address, its records, its faults, and what a municipality was given."""

    url: str
    world: World
    platform: Platform
    authority: Authority

    def handlaggare_id(self, account: str = "utkast-01") -> str:
        """What `account` types at the login."""
        with self.world.session() as session:
            return session.get_one(Account, ("forsakringskassan", account)).handlaggare_id

    def account(self, name: str = "utkast-01") -> Account:
        """The account as the portal keeps it."""
        with self.world.session() as session:
            return session.scalars(
                select(Account).where(Account.system == "forsakringskassan", Account.username == name)
            ).one()


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
