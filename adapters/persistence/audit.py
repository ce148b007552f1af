"""The audit log in SQL; implements `flows.ports.AuditLog` and `flows.audit_trail.AuditTrail`.

One writer at a time, however many workers there are: whoever appends has the head's row to itself. What
comes in while this process writes is written together in the next transaction.
Every method raises TablesAway when the database is away (`adapters.persistence.engine`).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import cast
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    text,
    true,
    union,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.audit_rows import (
    EARLIEST,
    GONE,
    LogBroken,
    LogNotWhole,
    as_it_stands,
    entry_of,
    head_of,
    unlinked,
    values_of,
)
from adapters.persistence.engine import Database
from adapters.persistence.naming import naming
from adapters.persistence.seal import Seal
from adapters.persistence.tables import AuditHeadRow, AuditRow, JournalRow, WorkItemRow
from flows.audit import (
    CUTS,
    NOWHERE,
    NUMBERS,
    OF_THE_APPLICANT,
    Act,
    Cut,
    Deed,
    Entry,
    Head,
    cut_of,
    genesis,
    link_after,
)
from flows.audit_check import Finding, Proof, Walk
from flows.erasing import Concerning
from flows.identity import PersonalNumber

LOG = cast("Table", AuditRow.__table__)
HEAD = cast("Table", AuditHeadRow.__table__)
ROWS_AT_A_TIME = 5000
Clock = Callable[[], datetime]


def real_time() -> datetime:
    """Now, in UTC: an entry tells when it was in earnest, also in a world whose date stands still."""
    return datetime.now(UTC)


@dataclass(eq=False, slots=True)
class _Waiting:
    """The deeds of one caller, until they are written."""

    deeds: Sequence[Deed]
    written: bool = False
    trouble: Exception | None = field(default=None)


class SqlAuditLog:
    """The log of one installation. `key` gives the audit key, or raises SetUpTrouble when there is none.

    `has_written` tells whether anything has been written by this one, so that it is to be anchored.
    """

    def __init__(
        self, database: Database, seal: Seal, key: Callable[[], bytes], *, now: Clock = real_time
    ) -> None:
        self._database = database
        self._seal = seal
        self._key = key
        self._now = now
        self._writing = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self.has_written = False

    async def record(self, *deeds: Deed) -> None:
        """Write the deeds down, in one transaction with those of all who wait here. Raises LogBroken."""
        mine = _Waiting(deeds)
        self._waiting.append(mine)
        try:
            async with self._writing:
                if not mine.written and mine.trouble is None:
                    await self._write(tuple(self._waiting))
        finally:
            if mine in self._waiting:
                self._waiting.remove(mine)
        if mine.trouble is not None:
            raise mine.trouble

    async def _write(self, callers: Sequence[_Waiting]) -> None:
        """Everybody's, or nobody's: then each is told why, and nothing of theirs may be done."""
        try:
            async with self._database.session() as session:
                await self._append(session, [deed for one in callers for deed in one.deeds])
        except Exception as trouble:  # noqa: BLE001 - each caller raises it
            for one in callers:
                one.trouble = trouble
        else:
            for one in callers:
                one.written = True
        self._waiting = [one for one in self._waiting if one not in callers]

    async def head(self) -> Head:
        """How far the log has come."""
        async with self._database.session() as session:
            return await _head(session)

    async def of_case(self, case_ref: str) -> Sequence[Entry]:
        """What has been done in one application."""
        return await self._entries(AuditRow.case_ref == case_ref)

    async def of_person(self, who: PersonalNumber) -> Sequence[Entry]:
        """What carries the person's own mark, and what carries nobody's where the person has applied."""
        mark = self._seal.mark(who.digits)
        applied = union(
            select(WorkItemRow.case_ref).where(WorkItemRow.person_mark == mark),
            # An application that has been emptied has no mark any more.
            select(AuditRow.case_ref).where(
                AuditRow.person == mark, AuditRow.case_ref != "", AuditRow.act.in_(OF_THE_APPLICANT)
            ),
        )
        theirs = and_(AuditRow.person == "", AuditRow.case_ref.in_(applied))
        return await self._entries(or_(AuditRow.person == mark, theirs))

    async def naming(self, who: PersonalNumber) -> Sequence[Concerning]:
        """Every application that names the person, whichever municipality's it is."""
        async with self._database.session() as session:
            return await naming(session, self._seal, who, among=true())

    async def has_run(self) -> bool:
        """Whether any step is in the journal."""
        async with self._database.session() as session:
            return await session.scalar(select(JournalRow.id).limit(1)) is not None

    async def _entries(self, which: ColumnElement[bool], *, most: int | None = None) -> Sequence[Entry]:
        async with self._database.session() as session:
            wanted = select(*as_it_stands(session, LOG)).where(which).order_by(AuditRow.number).limit(most)
            return tuple(entry_of(row) for row in await session.execute(wanted))

    async def findings(self, anchors: Sequence[Head]) -> Sequence[Finding]:
        """Everything that is wrong; the whole log is read, as it stood at one moment, and nobody waits."""
        key = self._key()
        async with self._at_one_moment() as session:
            stands = await _cut(session)
            cut = cut_of(stands) if stands else None
            is_emptied = stands is not None and stands.act == Act.PURGED
            walk = Walk(
                Proof(key=key, head=await _head(session), anchors=anchors, cut=cut, is_emptied=is_emptied)
            )
            all_of_them = select(*as_it_stands(session, LOG)).order_by(LOG.c.number)
            rows = await session.stream(all_of_them.execution_options(yield_per=ROWS_AT_A_TIME))
            async for row in rows:
                walk.meet(entry_of(row))
        return walk.findings()

    async def standing_cut(self) -> Entry | None:
        """The entry that says where the chain to be proven begins."""
        async with self._database.session() as session:
            return await _cut(session)

    async def set_aside(self, deed: Deed, anchors: Sequence[Head]) -> Entry:
        """A new beginning after every number there is, and after every number that was ever anchored."""
        async with self._database.session() as session:
            head = await _held(session)
            if head == GONE:
                head = await _made_anew(session, anchors)
            has_place = LOG.c.number.between(NUMBERS[0], NUMBERS[-1])
            last = await session.scalar(select(func.max(LOG.c.number)).where(has_place))
            ours = (one.number for one in anchors if one.installation == head.installation)
            cut = Cut(number=max(head.number, last or 0, *ours), link=head.link or "-")
            begun = replace(deed, detail=f"{cut} {deed.detail}")
            await _move(session, cut)
            (entry,) = await self._append(session, [begun])
        return entry

    async def purge(self, before: datetime, deed: Deed) -> int:
        """Delete those that come before the first one that is not older; the rest still follows.

        Raises LogNotWhole, and then deletes nothing: what is wrong would go too, or hold back what is due.
        """
        if await self._entries(AuditRow.at < before, most=1) and await self.findings(()):
            raise LogNotWhole
        async with self._database.session() as session:
            await _held(session)
            due = select(*as_it_stands(session, LOG)).where(comes_before_what_stays(before))
            row = (await session.execute(due.order_by(LOG.c.number.desc()).limit(1))).one_or_none()
            if row is None or (last := entry_of(row)).number == NOWHERE:
                return 0
            cut = Cut(number=last.number, link=last.link)
            await self._append(session, [replace(deed, detail=f"{cut} {deed.detail}")])
            gone = await session.execute(
                delete(AuditRow).where(AuditRow.number <= last.number).returning(AuditRow.number)
            )
            return len(gone.all())

    async def _append(self, session: AsyncSession, deeds: Sequence[Deed]) -> Sequence[Entry]:
        key, now, head = self._key(), self._now(), await _held(session)
        if head == GONE:
            raise LogBroken
        link = head.link or genesis(head.installation, key)
        entries = []
        for number, deed in enumerate(deeds, start=head.number + 1):
            mark = self._seal.mark(deed.person.digits) if deed.person else ""
            entry = unlinked(deed, number=number, at=now, person=mark)
            link = link_after(link, entry, key)
            entries.append(replace(entry, link=link))
        try:
            await session.execute(insert(LOG), [values_of(one) for one in entries])
        except IntegrityError as cause:
            raise LogBroken from cause
        await _move(session, Cut(number=head.number + len(entries), link=link))
        self.has_written = True
        return entries

    @asynccontextmanager
    async def _at_one_moment(self) -> AsyncIterator[AsyncSession]:
        """A transaction in which nothing changes; those who write do not wait for it."""
        async with self._database.session() as session:
            is_file = session.get_bind().dialect.name == "sqlite"
            still = "BEGIN" if is_file else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
            await session.execute(text(still))
            yield session


def comes_before_what_stays(before: datetime) -> ColumnElement[bool]:
    """Which entries have been kept long enough: no time that somebody has set in one makes another older.

    What is no time is not old: in a SQLite file it would come before every time there.
    """
    old = and_(LOG.c.at >= EARLIEST, LOG.c.at < before)
    stays = select(func.min(LOG.c.number)).where(or_(LOG.c.at.is_(None), not_(old)))
    return and_(old, LOG.c.number < func.coalesce(stays.scalar_subquery(), NUMBERS[-1]))


async def _held(session: AsyncSession) -> Head:
    """The head, which nobody else can move until the transaction ends, on either database."""
    touched = update(HEAD).where(HEAD.c.id == 1).values(number=HEAD.c.number)
    held = await session.execute(touched.returning(*as_it_stands(session, HEAD)))
    return head_of(held.one_or_none())


async def _made_anew(session: AsyncSession, anchors: Sequence[Head]) -> Head:
    """A head in the place of one that is gone; the installation is the anchors', if there are any."""
    installation = anchors[-1].installation if anchors else uuid4().hex
    await session.execute(delete(HEAD))
    await session.execute(insert(HEAD).values(id=1, installation=installation, number=0, link=""))
    return Head(installation=installation, number=0, link="")


async def _head(session: AsyncSession) -> Head:
    wanted = select(*as_it_stands(session, HEAD)).where(HEAD.c.id == 1)
    return head_of((await session.execute(wanted)).one_or_none())


async def _move(session: AsyncSession, to: Cut) -> None:
    await session.execute(update(HEAD).where(HEAD.c.id == 1).values(number=to.number, link=to.link))


async def _cut(session: AsyncSession) -> Entry | None:
    """Of all the beginnings that were ever made, the one that lies latest in the log."""
    rows = await session.execute(select(*as_it_stands(session, LOG)).where(AuditRow.act.in_(CUTS)))
    cuts = ((cut_of(entry), entry) for entry in map(entry_of, rows))
    standing = ((cut.number, entry) for cut, entry in cuts if cut is not None)
    return max(standing, key=lambda one: one[0], default=(0, None))[1]
