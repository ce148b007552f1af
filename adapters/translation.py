"""What a screen said, in the words of what happens next: bots' errors become flows' errors here, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bots.kit import errors as screens
from flows.errors import (
    CaseBroken,
    Code,
    NotAsked,
    SystemBroken,
    Transient,
    UtkastError,
    WriteUncertain,
)

AGAIN_BY_ITSELF = "It is tried again by itself."

_MEANING: dict[type[screens.ScreenError], tuple[type[UtkastError], Code]] = {
    screens.SystemSlow: (Transient, Code.SYSTEM_SLOW),
    screens.SystemUnreachable: (Transient, Code.SYSTEM_UNREACHABLE),
    screens.SessionLost: (Transient, Code.SESSION_LOST),
    screens.BrowserGone: (Transient, Code.SESSION_LOST),
    screens.MaintenancePage: (Transient, Code.MAINTENANCE),
    screens.NoFreeAccount: (NotAsked, Code.NO_FREE_ACCOUNT),
    screens.OutsideHours: (NotAsked, Code.OUTSIDE_HOURS),
    screens.RecordLocked: (Transient, Code.RECORD_LOCKED),
    screens.ForcedNotice: (SystemBroken, Code.NOTICE_BLOCKS),
    screens.AccessDenied: (SystemBroken, Code.ACCESS_DENIED),
    screens.NotThatScreen: (SystemBroken, Code.SCREEN_CHANGED),
    screens.NotListed: (CaseBroken, Code.VALUE_UNREADABLE),
    screens.UnreadableValue: (CaseBroken, Code.VALUE_UNREADABLE),
    screens.WrongPersonShown: (CaseBroken, Code.WRONG_PERSON_SHOWN),
    screens.SaveUnanswered: (WriteUncertain, Code.WRITE_UNCERTAIN),
    screens.ScreenError: (CaseBroken, Code.UNEXPECTED),
}


@contextmanager
def translated(system: str) -> Iterator[None]:
    """Raise Transient or Broken for whatever a bot meets in `system`, `from` the cause."""
    try:
        yield
    except screens.ScreenError as seen:
        raise _as_flows_say(seen, system) from seen


def code_of(seen: screens.ScreenError) -> str:
    """The word that names the runbook of what a bot met."""
    return str(_as_flows_say(seen, seen.system).code)


def _as_flows_say(seen: screens.ScreenError, system: str) -> UtkastError:
    match seen:
        case screens.LoginRefused():
            return SystemBroken(
                Code.LOGIN_REFUSED,
                f"the login of account {seen.account} was refused and is not tried again.",
                system=system,
                next_step=f"Put the right value in the secret {seen.secret_name}.",
            )
        case screens.AccountLocked():
            return SystemBroken(
                Code.ACCOUNT_LOCKED,
                f"the account {seen.account} is locked.",
                system=system,
                next_step="Ask the system's owner to unlock it.",
            )
        case screens.HttpFault(passing=True):
            return Transient(Code.SYSTEM_ERROR, str(seen), system=system, next_step=AGAIN_BY_ITSELF)
        case screens.HttpFault():
            return _told(SystemBroken, Code.SCREEN_CHANGED, seen, system=system)
        case _:
            nearest = next(kind for kind in type(seen).__mro__ if kind in _MEANING)
            return _told(*_MEANING[nearest], seen, system=system)


def _told(meaning: type[UtkastError], code: Code, seen: screens.ScreenError, *, system: str) -> UtkastError:
    then = AGAIN_BY_ITSELF if issubclass(meaning, Transient) else f"See runbooks/{code}.md."
    return meaning(code, str(seen), system=system, next_step=then, until=_until(seen))


def _until(seen: screens.ScreenError) -> datetime | None:
    match seen:
        case screens.MaintenancePage():
            return seen.ends
        case screens.OutsideHours():
            return seen.opens
        case _:
            return None
