"""The mock of E-tjänster alone, on a free port, with what a test puts into it and its own records."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import delete, select

from bots.eplatform.door import Door
from bots.kit.secret import Account, Secret
from mock_legacy.inbox.app import build_app
from mock_legacy.inbox.submission import COMPLETED
from mock_legacy.platform.accounts import ensure_accounts
from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.servers import ServerThread, Site, listen
from mock_legacy.world import World, models, open_world
from tests import inbox_forms as forms

SYSTEM = "inbox"
NAMES = {forms.MOTHER: "Åsa", forms.FATHER: "Björn", forms.DAUGHTER: "Märta", forms.SON: "Sven"}


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxService:
    """The running inbox: its address, its own records, its faults."""

    url: str
    world: World
    platform: Platform

    def door(self) -> Door:
        """The way in."""
        return Door(self.url)

    def account(self, name: str = "utkast-01", *, password: str | None = None) -> Account:
        """What a municipality was given for an account; `password` to have it wrong."""
        with self.world.session() as session:
            held = session.get_one(models.Account, (SYSTEM, name)).password
        return Account(name=name, password=Secret(password or held, name=f"{SYSTEM}.{name}.password"))

    def put(self, number: int, *, posted: datetime, payload: bytes = b"", family: int = 231) -> None:
        """An application comes in."""
        with self.world.session() as session:
            session.add(
                models.InboxInstance(
                    flow_instance_id=number,
                    family_id=family,
                    flow_name="Ansökan om ekonomiskt bistånd" if family == 231 else "Synpunkter och klagomål",
                    poster_personnummer=forms.MOTHER,
                    poster_name="Åsa Öberg",
                    posted=posted,
                    payload=payload,
                )
            )

    def instance(self, number: int) -> models.InboxInstance:
        """What the inbox holds of an application."""
        with self.world.session() as session:
            return session.get_one(models.InboxInstance, number)

    def take_in(self, number: int, external_id: str, system: str = "Annat system") -> None:
        """A delivery confirmed by somebody else."""
        with self.world.session() as session:
            row = session.get_one(models.InboxInstance, number)
            row.delivered_external_id, row.delivered_system = external_id, system
            row.delivered_at, row.delivered_by = self.world.now(), "Bo Ekdahl"

    def complete(self, number: int) -> None:
        """The applicant completes an application, with the same answers."""
        with self.world.session() as session:
            row = session.get_one(models.InboxInstance, number)
            row.completions += 1
            row.status, row.status_id = COMPLETED
            row.delivered_external_id = row.delivered_system = row.delivered_at = row.delivered_by = None

    def confirmations(self, number: int) -> list[str | None]:
        """The id of every confirmation that the inbox accepted, oldest first."""
        with self.world.session() as session:
            events = select(models.InboxEvent.external_id).where(
                models.InboxEvent.flow_instance_id == number, models.InboxEvent.kind == "delivery"
            )
            return list(session.scalars(events.order_by(models.InboxEvent.id)))

    def attempts(self) -> list[str]:
        """How each login went."""
        with self.world.session() as session:
            return list(session.scalars(select(models.LoginAttempt.outcome).order_by(models.LoginAttempt.id)))

    def lookups(self) -> Sequence[models.LookupLog]:
        """Who looked at what."""
        with self.world.session() as session:
            return session.scalars(select(models.LookupLog).order_by(models.LookupLog.id)).all()

    def lock(self, name: str = "utkast-01") -> None:
        """Lock an account, as three wrong passwords would."""
        with self.world.session() as session:
            session.get_one(models.Account, (SYSTEM, name)).locked = True

    def strike(self, kind: str, step: str, **more: object) -> None:
        """Put a fault in force, once unless said otherwise."""
        settings: dict[str, object] = {"remaining": 1, **more}
        self.platform.faults.add(Fault(kind=kind, system=SYSTEM, step=step, **settings))  # type: ignore[arg-type]

    def start_over(self) -> None:
        """Empty the inbox, lift all faults, free all accounts, forget who logged in and looked."""
        self.platform.faults.clear()
        tables = (
            models.InboxEvent,
            models.InboxAttachment,
            models.SigningEvent,
            models.InboxInstance,
            models.LoginAttempt,
            models.LookupLog,
        )
        with self.world.session() as session:
            for table in tables:
                session.execute(delete(table))
            for account in session.scalars(select(models.Account)):
                account.locked, account.failed_attempts = False, 0


@contextmanager
def open_inbox(folder: Path) -> Iterator[InboxService]:
    """Serve the inbox until the block ends."""
    world = open_world(folder)
    ensure_accounts(world)
    _settle(world)
    platform = Platform(world=world)
    site = Site(name=SYSTEM, app=build_app(platform), listener=listen("127.0.0.1", 0))
    servers = ServerThread([site])
    servers.start()
    try:
        yield InboxService(url=site.url, world=world, platform=platform)
    finally:
        servers.stop()
        world.close()


def _settle(world: World) -> None:
    """One family, married, with two children."""
    with world.session() as session:
        for number, name in NAMES.items():
            born = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
            session.add(_person(number, name, born))
        session.flush()
        for parent, other in ((forms.MOTHER, forms.FATHER), (forms.FATHER, forms.MOTHER)):
            session.add(_relation(parent, other, "M"))
            session.add_all(_relation(parent, child, "B") for child in (forms.SON, forms.DAUGHTER))


def _person(number: str, name: str, born: date) -> models.Person:
    return models.Person(
        personnummer=number,
        first_name=name,
        last_name="Öberg",
        birth_date=born,
        sex="K" if int(number[-2]) % 2 == 0 else "M",
        street="Storgatan 1",
        postal_code="999 01",
        postal_town="Exempelstad",
        registered_since=max(born, date(2015, 5, 4)),
        civil_status="G",
        civil_status_since=max(born, date(2012, 6, 16)),
    )


def _relation(person: str, related: str, kind: str) -> models.Relation:
    return models.Relation(personnummer=person, related=related, kind=kind, since=date(2019, 3, 16))
