"""Almanda's mock alone, on a free port, with the case files of `case_town` behind it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, true, update
from sqlalchemy.orm import selectinload

from bots.kit.secret import Account, Secret
from mock_legacy.almanda.app import build_app
from mock_legacy.platform.accounts import ensure_accounts
from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.servers import ServerThread, Site, listen
from mock_legacy.world import World, models, open_world
from tests.contract.case_town import settle

_ABOUT_A_DRAFT = "Utkast till beslut"
_OF_DRAFTS = (models.Draft, models.DraftGridRow, models.DraftSave, models.DraftWarning)
Kept = Mapping[type[models.Table], Sequence[Mapping[str, Any]]]
"""What the system has of drafts, table by table and as it stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanda:
    """The running system: its address, its own records, its faults."""

    url: str
    world: World
    platform: Platform

    def password(self, username: str) -> str:
        """What `username` types at the login."""
        with self.world.session() as session:
            return session.get_one(models.Account, ("almanda", username)).password

    def account(self, name: str = "utkast-01", *, password: str | None = None) -> Account:
        """What a municipality was given for an account; `password` to have it wrong."""
        typed = self.password(name) if password is None else password
        return Account(name=name, password=Secret(typed, name=f"almanda.{name}.password"))

    def attempts(self, username: str = "utkast-01") -> list[str]:
        """How each login of an account went, as the system wrote it down."""
        with self.world.session() as session:
            mine = select(models.LoginAttempt.outcome).where(models.LoginAttempt.username == username)
            return list(session.scalars(mine.order_by(models.LoginAttempt.id)))

    def drafts(self, key: str) -> Sequence[models.Draft]:
        """The drafts the system holds on a case file, oldest first."""
        with self.world.session() as session:
            mine = select(models.Draft).where(models.Draft.customer_number == key)
            whole = selectinload(models.Draft.rows), selectinload(models.Draft.warnings)
            return session.scalars(mine.order_by(models.Draft.draft_number).options(*whole)).all()

    def notes(self, key: str) -> Sequence[tuple[str, str, str]]:
        """Heading, text and writer of each note about a draft, oldest first."""
        with self.world.session() as session:
            mine = select(models.JournalNote).where(models.JournalNote.customer_number == key)
            notes = session.scalars(mine.order_by(models.JournalNote.id))
            return [(one.heading, one.text, one.written_by) for one in notes if one.heading == _ABOUT_A_DRAFT]

    def payments(self, key: str) -> Sequence[models.PaymentRow]:
        """What is planned to be paid, oldest first."""
        with self.world.session() as session:
            mine = select(models.PaymentRow).where(models.PaymentRow.customer_number == key)
            planned = mine.where(models.PaymentRow.status == "Planerad")
            return session.scalars(planned.order_by(models.PaymentRow.id)).all()

    def decisions(self, key: str) -> Sequence[models.Decision]:
        """The decisions of persons, oldest first."""
        with self.world.session() as session:
            mine = select(models.Decision).where(models.Decision.customer_number == key)
            return session.scalars(mine.order_by(models.Decision.id)).all()

    def calculations(self, key: str) -> Sequence[models.Calculation]:
        """The finished calculations, oldest first."""
        with self.world.session() as session:
            mine = select(models.Calculation).where(models.Calculation.customer_number == key)
            return session.scalars(mine.order_by(models.Calculation.calculation_number)).all()

    def drafts_without_reference(self, key: str) -> Sequence[models.Draft]:
        """Those that a person wrote for herself."""
        return [draft for draft in self.drafts(key) if not draft.external_reference]

    def forget_drafts(self, *, of_persons: bool = False) -> None:
        """Remove what the robot has written, between tests, and if asked what persons made of it too."""
        with self.world.session() as session:
            session.execute(delete(models.DraftGridRow))
            session.execute(delete(models.DraftSave))
            session.execute(delete(models.DraftWarning))
            session.execute(delete(models.DraftOpening))
            session.execute(delete(models.JournalNote).where(models.JournalNote.heading == _ABOUT_A_DRAFT))
            anybody = true() if of_persons else models.Draft.external_reference != ""
            session.execute(delete(models.Draft).where(anybody))
            if of_persons:
                session.execute(delete(models.Decision).where(models.Decision.draft_number.is_not(None)))
                session.execute(delete(models.PaymentRow).where(models.PaymentRow.status == "Planerad"))
            session.execute(
                update(models.Account)
                .where(models.Account.system == "almanda")
                .values(locked=False, failed_attempts=0)
            )

    def kept_drafts(self) -> Kept:
        """All drafts with what belongs to them but the journal's notes, to be put back later."""
        with self.world.session() as session:
            return {
                kind: [dict(row) for row in session.execute(select(kind.__table__)).mappings()]
                for kind in _OF_DRAFTS
            }

    def put_back(self, kept: Kept) -> None:
        """Have the drafts again that were kept, where there are none."""
        with self.world.session() as session:
            for kind, rows in kept.items():
                session.execute(insert(kind.__table__), rows)

    def strike(self, kind: str, step: str, **more: object) -> None:
        """Put a fault in force, once unless said otherwise."""
        settings: dict[str, object] = {"remaining": 1, **more}
        self.platform.faults.add(Fault(kind=kind, system="almanda", step=step, **settings))  # type: ignore[arg-type]

    def person_saves(self, draft_number: int, username: str) -> None:
        """A colleague changes a draft behind our back."""
        with self.world.session() as session:
            draft = session.get_one(models.Draft, draft_number)
            draft.version += 1
            draft.changed_by, draft.changed_at = username, self.world.now()
            draft.verdict_line = "Jag har ringt den sökande."
            session.add(
                models.DraftSave(
                    draft_number=draft_number,
                    version=draft.version,
                    saved_by=username,
                    saved_at=draft.changed_at,
                    event="Ändrat",
                )
            )

    def person_closes(self, draft_number: int) -> None:
        """A colleague decides on a draft."""
        with self.world.session() as session:
            session.get_one(models.Draft, draft_number).status = "Beslutad"

    def person_closes_warning(self, reference: str, kind: str, username: str) -> None:
        """A colleague closes the warnings of a kind beside a draft."""
        with self.world.session() as session:
            found = session.scalars(
                select(models.DraftWarning)
                .join(models.Draft, models.Draft.draft_number == models.DraftWarning.draft_number)
                .where(models.Draft.external_reference == reference, models.DraftWarning.kind == kind)
            )
            for warning in found:
                warning.status, warning.changed_by = "Stängd", username

    def person_takes(self, key: str, username: str | None) -> None:
        """A colleague takes a case, or (None) lets it go."""
        with self.world.session() as session:
            file = session.get_one(models.CaseFile, key)
            file.locked_by = username
            file.locked_at = self.world.now() if username else None


@contextmanager
def open_almanda(folder: Path, *, session_timeout_seconds: float = 1200.0) -> Iterator[Almanda]:
    """Serve Almanda until the block ends."""
    world = open_world(folder)
    ensure_accounts(world)
    settle(world)
    platform = Platform(world=world, session_timeout_seconds=session_timeout_seconds)
    site = Site(name="almanda", app=build_app(platform), listener=listen("127.0.0.1", 0))
    servers = ServerThread([site])
    servers.start()
    try:
        yield Almanda(url=site.url, world=world, platform=platform)
    finally:
        servers.stop()
        world.close()
