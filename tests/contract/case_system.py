"""Almanda's mock alone, on a free port, with the case files of `case_town` behind it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from mock_legacy.almanda.app import build_app
from mock_legacy.platform.accounts import ensure_accounts
from mock_legacy.platform.context import Platform
from mock_legacy.platform.servers import ServerThread, Site, listen
from mock_legacy.world import World, open_world
from mock_legacy.world.models import Account, CaseFile, Draft, DraftSave, LoginAttempt
from tests.contract.case_town import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanda:
    """The running system: its address, its own records, its faults."""

    url: str
    world: World
    platform: Platform

    def password(self, username: str) -> str:
        """What `username` types at the login."""
        with self.world.session() as session:
            return session.get_one(Account, ("almanda", username)).password

    def drafts(self, key: str) -> Sequence[Draft]:
        """The drafts the system holds on a case file, oldest first."""
        with self.world.session() as session:
            mine = select(Draft).where(Draft.customer_number == key).order_by(Draft.draft_number)
            found = session.scalars(mine).all()
            for draft in found:
                _ = draft.rows
            return found

    def attempts(self, username: str) -> list[str]:
        """How each login of an account went."""
        with self.world.session() as session:
            mine = select(LoginAttempt.outcome).where(LoginAttempt.username == username)
            return list(session.scalars(mine.order_by(LoginAttempt.id)))

    def person_saves(self, draft_number: int, username: str) -> None:
        """A colleague changes a draft behind our back."""
        with self.world.session() as session:
            draft = session.get_one(Draft, draft_number)
            draft.version += 1
            draft.changed_by, draft.changed_at = username, self.world.now()
            draft.verdict_line = "Jag har ringt den sökande."
            session.add(
                DraftSave(
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
            session.get_one(Draft, draft_number).status = "Beslutad"

    def person_takes(self, key: str, username: str | None) -> None:
        """A colleague takes a case, or (None) lets it go."""
        with self.world.session() as session:
            file = session.get_one(CaseFile, key)
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
