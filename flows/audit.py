"""The audit log: what an entry says, and how each is chained to the one before it with a key.

An entry is written before what it tells of, so that it says what was about to be done. Numbers have no gaps,
and every link is an HMAC-SHA256 over the link before it and the entry, so that nobody without the key can
change, take away, move or put in an entry unseen. Whoever has the key is seen by the anchors outside.
It must not know where entries are kept, nor who a person is: an entry has a keyed mark.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum

from flows.identity import PersonalNumber

FORM = "utkast-audit-1"
"""Stands in everything that is signed, so that a later form can never be taken for this one."""
SUPERVISION = "Drift, felsökning och tillsyn av roboten"
"""The purpose of what a person at the terminal looks at of our own."""
RECORDS_LAW = "lag (2001:454) om behandling av personuppgifter inom socialtjänsten"
EXTRACT = "Begäran om registerutdrag"
ACCESS_RIGHT = "artikel 15 dataskyddsförordningen"
ERASURE = "Begäran om radering"
ERASURE_RIGHT = "artikel 17 dataskyddsförordningen"
RETENTION = "Gallring"
NUMBERS = range(1, 10**15)
"""What an entry's number can be: more than any log comes to, and less than either database can hold."""
NOWHERE = 0
"""What stands for a number that is none of those."""
NEVER = datetime.min.replace(tzinfo=UTC)
"""What stands for a time that is none: no clock of ours has signed it."""
UNREADABLE = "[oläsligt]"
"""What stands for words that are none, such as bytes or half a letter; no deed of ours says it."""
ARCHIVES_ACT = "10 § arkivlagen (1990:782) och kommunens gallringsbeslut"


class Act(StrEnum):
    """What was about to be done."""

    INBOX_LISTED = "INBOX_LISTED"
    APPLICATION_READ = "APPLICATION_READ"
    DELIVERY_READ = "DELIVERY_READ"
    DELIVERY_CONFIRMED = "DELIVERY_CONFIRMED"
    CASE_OPENED = "CASE_OPENED"
    HISTORY_READ = "HISTORY_READ"
    DRAFT_LOOKED_FOR = "DRAFT_LOOKED_FOR"
    DRAFT_TYPED = "DRAFT_TYPED"
    DRAFT_SAVED = "DRAFT_SAVED"
    ORDERS_LISTED = "ORDERS_LISTED"
    ORDER_READ = "ORDER_READ"
    ORDER_TOLD = "ORDER_TOLD"
    PERSON_LOOKED_UP = "PERSON_LOOKED_UP"
    INCOMES_LOOKED_UP = "INCOMES_LOOKED_UP"
    BENEFITS_LOOKED_UP = "BENEFITS_LOOKED_UP"
    DECISIONS_LISTED = "DECISIONS_LISTED"
    SCREEN_EXAMINED = "SCREEN_EXAMINED"
    EXPLAINED = "EXPLAINED"
    EVIDENCE_SHOWN = "EVIDENCE_SHOWN"
    EVIDENCE_OPENED = "EVIDENCE_OPENED"
    AUDIT_READ = "AUDIT_READ"
    EXTRACT_MADE = "EXTRACT_MADE"
    PERSON_SOUGHT = "PERSON_SOUGHT"
    ERASED = "ERASED"
    COPIES_PURGED = "COPIES_PURGED"
    PURGED = "PURGED"
    """The entries up to a number are deleted, because their time is over; `detail` begins with a Cut."""
    SET_ASIDE = "SET_ASIDE"
    """The entries up to a number are broken and prove nothing any more; `detail` begins with a Cut."""


DIGITS = re.compile(r"[0-9]{1,15}")
CUTS = (Act.PURGED, Act.SET_ASIDE)
OF_THE_APPLICANT = (Act.CASE_OPENED, Act.ERASED)
"""Deeds in an application that are about nobody but its applicant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is about to be done, by which account, about whom, and why.

    `account` is the robot's account in the system, or the operating system's user for a person at the
    terminal. `run` is the worker's name. `detail` never holds anything of a person.
    """

    act: Act
    account: str
    municipality: str
    system: str
    purpose: str
    legal_basis: str
    case_ref: str = ""
    person: PersonalNumber | None = None
    run: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deed as it is kept. `person` is a keyed mark, blank for nobody; `at` is real time, in UTC.

    What somebody has made unreadable is NOWHERE, NEVER and UNREADABLE, which nothing was ever signed with.
    """

    number: int
    at: datetime
    act: str
    account: str
    municipality: str
    system: str
    purpose: str
    legal_basis: str
    case_ref: str
    person: str
    run: str
    detail: str
    link: str


SIGNED = tuple(field.name for field in fields(Entry) if field.name not in {"at", "link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far the log of an installation has come: its last number, 0 before the first, and that link."""

    installation: str
    number: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where the chain begins that is to be proven: after this number, with this link before the next."""

    number: int
    link: str

    def __str__(self) -> str:
        return f"{self.number} {self.link}"


def canonical(entry: Entry) -> bytes:
    """The entry's bytes as they are signed: the same for the same entry, and for no other."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps([FORM, at, *(getattr(entry, name) for name in SIGNED)]).encode()


def link_after(previous: str, entry: Entry, key: bytes) -> str:
    """The link of an entry that follows the link `previous`."""
    return _signed(b"\n".join((previous.encode(), canonical(entry))), key)


def genesis(installation: str, key: bytes) -> str:
    """What the first entry follows: another for each installation, so that no log passes for another's."""
    return _signed(f"{FORM} {installation}".encode(), key)


def cut_of(entry: Entry) -> Cut | None:
    """Where the chain begins by what an entry of CUTS says; None when it says nothing that can be so.

    It is itself among those that are proven: one that was changed to hide others is found.
    """
    number, link, _ = words_of_cut(entry)
    if not DIGITS.fullmatch(number) or int(number) >= entry.number:
        return None
    return Cut(number=int(number), link=link)


def words_of_cut(entry: Entry) -> tuple[str, str, str]:
    """The number, the link and the reason that an entry of CUTS says; blank for what somebody took away."""
    number, link, why = (*entry.detail.split(" ", 2), "", "")[:3]
    return number, link, why


def _signed(content: bytes, key: bytes) -> str:
    return hmac.new(key, content, hashlib.sha256).hexdigest()
