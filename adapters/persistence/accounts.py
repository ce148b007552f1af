"""The robot's accounts in SQL: who has which, and which logins were refused; shared by all workers."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.account_rules import (
    Refusal,
    begin_login,
    is_asked_back,
    lent,
    renew,
    somebody_logs_in,
    standing_refusal,
)
from adapters.persistence.engine import Database
from adapters.persistence.once import added
from adapters.persistence.tables import AccountLeaseRow as Row

Key: TypeAlias = tuple[str, str]
"""A system and an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrower:
    """A worker and the system that it wants accounts of.

    `marks` tell of each account, in the order of use, which secret this worker would log in with.
    """

    municipality: str
    system: str
    worker: str
    marks: Mapping[str, str]


class Turn(StrEnum):
    """What a worker is told that wants to log in."""

    GO_ON = "GO_ON"
    WAIT = "WAIT"
    """Another worker logs in at this moment, and may be refused."""
    NOT_YOURS = "NOT_YOURS"
    """Another worker has the account."""


class SqlAccounts:
    """Every question is one transaction that has the system's rows to itself. Raises TablesAway."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def borrow(self, who: Borrower, wanted: Sequence[str], now: datetime) -> str | Refusal | None:
        """One of the wanted accounts for this worker alone; None when others have them, who are told."""
        async with self._alone() as session:
            for account in sorted(who.marks):
                keys = {"municipality": who.municipality, "system": who.system, "account": account}
                await added(session, Row, **keys)
            rows = await _locked(session, who)
            return standing_refusal(rows, who.marks) or lent(rows, who.worker, wanted, now=now)

    async def begin_login(self, who: Borrower, account: str, now: datetime) -> Turn | Refusal:
        """The turn to log in with a borrowed account, if nobody else has it and no refusal stands."""
        async with self._alone() as session:
            rows = await _locked(session, who)
            mine = next((row for row in rows if row.account == account and row.holder == who.worker), None)
            if mine is None:
                return Turn.NOT_YOURS
            if refusal := standing_refusal(rows, who.marks):
                return refusal
            if somebody_logs_in(rows, who.worker, now):
                return Turn.WAIT
            begin_login(mine, now)
            return Turn.GO_ON

    async def end_login(self, who: Borrower, account: str, now: datetime) -> None:
        """Let the others log in. The tenure begins: who has waited meanwhile asks again when it is over."""
        ended = update(Row).where(*_this(who, account), Row.holder == who.worker)
        tenure = {"login_until": None, "held_since": now, "wanted_by": None, "wanted_until": None}
        async with self._database.session() as session:
            await session.execute(ended.values(**tenure))

    async def note_refusal(self, who: Borrower, refusal: Refusal) -> None:
        """Remember for all workers that a login was refused, and let go of the turn."""
        told = update(Row).where(*_this(who, refusal.account))
        values = {
            "refused_as": refusal.code.value,
            "refused_mark": who.marks[refusal.account],
            "refused_secret": refusal.secret_name,
        }
        async with self._database.session() as session:
            await session.execute(told.values(login_until=None, **values))

    async def give_back(self, who: Borrower, account: str) -> None:
        """Let others have the account; nothing happens if another has it already."""
        await self._let_go(*_this(who, account), Row.holder == who.worker)

    async def give_all_back(self, municipality: str, worker: str) -> None:
        """Let others have every account of a worker that ends."""
        await self._let_go(Row.municipality == municipality, Row.holder == worker)

    async def _let_go(self, *which: ColumnElement[bool]) -> None:
        nobody = {"holder": None, "held_since": None, "lease_until": None, "login_until": None}
        async with self._database.session() as session:
            await session.execute(update(Row).where(*which).values(**nobody))

    async def renew(
        self, municipality: str, worker: str, held: Mapping[Key, bool], *, now: datetime
    ) -> Mapping[Key, bool]:
        """Hold accounts for another lease, each with whether the worker is at its login.

        Gives those that still are the worker's, each with whether another worker waits for it.
        """
        these = or_(*(and_(Row.system == system, Row.account == account) for system, account in held))
        mine = select(Row).where(Row.municipality == municipality, Row.holder == worker, these)
        async with self._alone() as session:
            rows = (await session.scalars(mine.order_by(Row.system, Row.account).with_for_update())).all()
            for row in rows:
                renew(row, now, at_login=held[row.system, row.account])
            return {(row.system, row.account): is_asked_back(row, now) for row in rows}

    async def forgive(self, municipality: str, system: str) -> None:
        """Let every account of the system be tried again: a person has seen to the refusal."""
        these = update(Row).where(Row.municipality == municipality, Row.system == system)
        async with self._database.session() as session:
            # Blank marks: no password is in them.
            await session.execute(these.values(refused_as="", refused_mark="", refused_secret=""))  # nosec B106

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[AsyncSession]:
        """A transaction that reads before it writes: SQLite, which locks no rows, has to be told at once."""
        async with self._database.session() as session:
            if session.get_bind().dialect.name == "sqlite":
                await session.execute(text("BEGIN IMMEDIATE"))
            yield session


def _this(who: Borrower, account: str) -> tuple[ColumnElement[bool], ...]:
    return (Row.municipality == who.municipality, Row.system == who.system, Row.account == account)


async def _locked(session: AsyncSession, who: Borrower) -> Sequence[Row]:
    """The rows of one system, ours alone until the transaction ends; always locked in the same order."""
    rows = select(Row).where(Row.municipality == who.municipality, Row.system == who.system)
    return (await session.scalars(rows.order_by(Row.account).with_for_update())).all()
