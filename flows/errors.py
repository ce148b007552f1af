"""Errors named by what happens next.

    UtkastError                 something stopped the work on one application or one system
    ├── Transient               try again later, by itself; no attempt is wasted on a write
    │   ├── NotAsked            the system is closed, or known to be down: nobody asked it, no attempt counted
    │   └── WriteUncertain      a write was sent and its answer lost: look before anything is written again
    ├── TablesAway              our own database does not answer: what is at hand keeps its lease
    ├── NeedsHuman              hand over to a caseworker; trying again would change nothing
    └── Broken                  stop and call IT
        ├── SystemBroken        the whole system stops: every application that needs it waits
        └── CaseBroken          this application stops (FAILED); the others go on
    SetUpTrouble                something is wrong with the installation, told before any work begins

Each error carries a `Code`; every Transient and Broken code has a runbook of the same name in `runbooks/`.
Messages never hold personal data. Errors survive pickling.
"""

from datetime import datetime
from enum import StrEnum
from functools import partial


class Code(StrEnum):
    """What went wrong, as one word that names its runbook."""

    # Transient
    SYSTEM_UNREACHABLE = "SYSTEM_UNREACHABLE"
    SYSTEM_SLOW = "SYSTEM_SLOW"
    SYSTEM_ERROR = "SYSTEM_ERROR"
    SESSION_LOST = "SESSION_LOST"
    MAINTENANCE = "MAINTENANCE"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    NO_FREE_ACCOUNT = "NO_FREE_ACCOUNT"
    RECORD_LOCKED = "RECORD_LOCKED"
    WRITE_UNCERTAIN = "WRITE_UNCERTAIN"
    # TablesAway
    TABLES_AWAY = "TABLES_AWAY"
    # Broken: the system stops
    LOGIN_REFUSED = "LOGIN_REFUSED"
    ACCOUNT_LOCKED = "ACCOUNT_LOCKED"
    ACCESS_DENIED = "ACCESS_DENIED"
    SCREEN_CHANGED = "SCREEN_CHANGED"
    NOTICE_BLOCKS = "NOTICE_BLOCKS"
    # Broken: the application stops
    WRONG_PERSON_SHOWN = "WRONG_PERSON_SHOWN"
    VALUE_UNREADABLE = "VALUE_UNREADABLE"
    DRAFT_MISMATCH = "DRAFT_MISMATCH"
    DRAFT_DUPLICATED = "DRAFT_DUPLICATED"
    WORKER_LOST = "WORKER_LOST"
    UNEXPECTED = "UNEXPECTED"


class Reason(StrEnum):
    """Why an application is handed to a person (NEEDS_HUMAN); each has a Swedish text in config."""

    MANUAL_HANDLING = "MANUAL_HANDLING"
    """Neutral on purpose: several causes share it, and protected identity is one that must not be told."""
    FIRST_APPLICATION = "FIRST_APPLICATION"
    OTHER_KIND = "OTHER_KIND"
    NOT_SIGNED = "NOT_SIGNED"
    CHANGED_HOUSEHOLD = "CHANGED_HOUSEHOLD"
    PERIOD_DECIDED = "PERIOD_DECIDED"
    PERSON_AT_WORK = "PERSON_AT_WORK"
    UNREADABLE_APPLICATION = "UNREADABLE_APPLICATION"
    UNKNOWN_MUNICIPALITY = "UNKNOWN_MUNICIPALITY"
    NO_TABLE_FOR_PERIOD = "NO_TABLE_FOR_PERIOD"
    PERIOD_LONG_PAST = "PERIOD_LONG_PAST"
    """Further back than the municipality prepares: a mistyped year would have people looked up in vain."""
    DUPLICATE_APPLICATION = "DUPLICATE_APPLICATION"
    DELIVERED_ELSEWHERE = "DELIVERED_ELSEWHERE"
    DRAFT_CHANGED_BY_PERSON = "DRAFT_CHANGED_BY_PERSON"


class UtkastError(Exception):
    """Something stopped the work; `what` says what was seen, `next_step` what a person can do.

    `until` is when the system itself says that it can be used again, if it says so.
    """

    def __init__(
        self, code: str, what: str, *, system: str = "", next_step: str = "", until: datetime | None = None
    ) -> None:
        super().__init__(code, what, system, next_step)
        self.code = code
        self.what = what
        self.system = system
        self.next_step = next_step
        self.until = until

    def __reduce__(self) -> tuple[object, ...]:
        again = partial(
            type(self), self.code, self.what, system=self.system, next_step=self.next_step, until=self.until
        )
        return (again, ())

    def __str__(self) -> str:
        where = f" [{self.system}]" if self.system else ""
        then = f" {self.next_step}" if self.next_step else ""
        return f"{self.code}{where}: {self.what}{then}"


class Transient(UtkastError):
    """Try again later: the item waits and is picked up by itself."""


class TablesAway(UtkastError):
    """Our own database does not answer: nothing can be told of an item at hand, and its lease runs out."""


class NotAsked(Transient):
    """Nobody asked the system: it is closed at this hour, or its breaker is open. Costs no attempt."""


class WriteUncertain(Transient):
    """A write was sent and its answer was lost: it may stand there or not, so look before writing again."""


class NeedsHuman(UtkastError):
    """Hand over to a caseworker; `code` is a `Reason`."""


class Broken(UtkastError):
    """Stop and call IT."""


class SystemBroken(Broken):
    """A whole system stops; the items that need it wait, none is lost."""


class CaseBroken(Broken):
    """One application stops with its evidence; the others go on."""


class SetUpTrouble(Exception):
    """What can be wrong with an installation before any work begins; the message says what to do."""
