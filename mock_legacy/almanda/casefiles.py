"""Reading case files from the world: who is in them, who holds them, what has been begun.

Knows nothing of pages.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from sqlalchemy import select
from sqlalchemy.orm import Session

from mock_legacy.almanda.visit import SYSTEM, Refused, Visit
from mock_legacy.world.models import Account, Calculation, CaseFile, Draft, HouseholdMember

COLLEAGUE = "anna.handlaggare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Work that somebody has begun in a case file and not finished."""

    kind: str
    number: int
    period: str
    created_by: str
    created_at: datetime

    @classmethod
    def of(cls, kind: str, number: int, work: Calculation | Draft) -> Begun:
        """Make a row of it."""
        return cls(
            kind=kind,
            number=number,
            period=work.period,
            created_by=work.created_by,
            created_at=work.created_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has a case file open, and since when."""

    username: str
    name: str
    since: datetime | None


def case_file_of(visit: Visit) -> CaseFile:
    """Give the case file that the address names; an unknown key gets the error page."""
    found = visit.db.get(CaseFile, visit.asked("akt"))
    if found is None:
        raise Refused("error.html", HTTPStatus.NOT_FOUND, message="Akten finns inte eller har gallrats.")
    return found


def members_of(db: Session, file: CaseFile) -> Sequence[HouseholdMember]:
    """Give everyone who is or has been in the household, in the order they were registered."""
    wanted = HouseholdMember.customer_number == file.customer_number
    return db.scalars(select(HouseholdMember).where(wanted).order_by(HouseholdMember.id)).all()


def files_about(db: Session, personnummer: str) -> Sequence[tuple[CaseFile, HouseholdMember]]:
    """Give the case files a person is in, with the person's place in each."""
    found = db.execute(
        select(CaseFile, HouseholdMember)
        .join(HouseholdMember, HouseholdMember.customer_number == CaseFile.customer_number)
        .where(HouseholdMember.personnummer == personnummer)
        .order_by(CaseFile.customer_number)
    )
    return [(file, member) for file, member in found]


def with_a_namesake(
    db: Session, found: Sequence[tuple[CaseFile, HouseholdMember]]
) -> Sequence[tuple[CaseFile, HouseholdMember]]:
    """Put somebody else's case file before those found, under the same name as the first of them."""
    if not found:
        return found
    someone = found[0][0]
    other = (
        select(CaseFile, HouseholdMember)
        .join(HouseholdMember, HouseholdMember.customer_number == CaseFile.customer_number)
        .where(CaseFile.applicant != someone.applicant, HouseholdMember.personnummer == CaseFile.applicant)
        .order_by(CaseFile.customer_number)
        .limit(1)
    )
    row = db.execute(other).one_or_none()
    if row is None:
        return found
    file, member = row
    # The name is borrowed for this page alone and must never be kept.
    db.expunge(file)
    file.applicant_name = someone.applicant_name
    return [(file, member), *found]


def begun_work(db: Session, file: CaseFile) -> Sequence[Begun]:
    """Give the calculations that are not final and the drafts that are not decided."""
    key = file.customer_number
    calculations = select(Calculation).where(Calculation.customer_number == key, Calculation.final.is_(False))
    drafts = select(Draft).where(Draft.customer_number == key, Draft.status == "Utkast")
    return [
        *(Begun.of("Beräkning", one.calculation_number, one) for one in db.scalars(calculations)),
        *(Begun.of("Utkast", one.draft_number, one) for one in db.scalars(drafts)),
    ]


def name_of(db: Session, username: str) -> str:
    """Give an account's full name; a name that is no account stands as it is."""
    account = db.get(Account, (SYSTEM, username))
    return account.full_name if account else username


def holder_of(visit: Visit, file: CaseFile) -> Holder | None:
    """Give who has the case file open: a user who took it, or a colleague whom a fault lets have it."""
    if file.locked_by:
        return Holder(username=file.locked_by, name=name_of(visit.db, file.locked_by), since=file.locked_at)
    fault = visit.habit("locked_record")
    if fault is None:
        return None
    username = fault.text or COLLEAGUE
    held = timedelta(seconds=round(time.time() - (fault.first_struck or time.time())))
    return Holder(username=username, name=name_of(visit.db, username), since=visit.world.now() - held)


def must_be_free(visit: Visit, file: CaseFile) -> None:
    """Refuse to write in a case file that somebody else has open."""
    holder = holder_of(visit, file)
    if holder is not None and holder.username != visit.user.username:
        raise Refused("locked.html", HTTPStatus.OK, file=file, holder=holder)


def take(file: CaseFile, username: str, now: datetime) -> None:
    """Open the case file for writing, for one user only."""
    file.locked_by, file.locked_at = username, now


def let_go(file: CaseFile) -> None:
    """Close the case file."""
    file.locked_by, file.locked_at = None, None
