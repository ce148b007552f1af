"""What a screen said when it did not give what was asked: the only errors a bot raises.

    ScreenError                 system, screen and one English sentence for IT
    ├── NotThatScreen           another page stands where a screen was expected, or its labels have changed
    ├── SystemUnreachable       nobody answers: refused, unknown host, failed TLS handshake
    │   └── SystemSlow          somebody answers, but not in time
    ├── HttpFault               the server answered with an error status, which is kept
    ├── LoginRefused            wrong password, code or certificate: names the secret, never its value
    ├── AccountLocked           the system has locked the robot's account
    ├── NoFreeAccount           all the robot's accounts are in use: nobody asked the system
    ├── OutsideHours            the clock says that it is closed: nobody asked the system
    ├── SessionLost             the login page stands where data was expected
    ├── ForcedNotice            a notice that cannot be passed without a person
    ├── MaintenancePage         the system says that it is closed
    ├── AccessDenied            the account may not see this (403): logging in again would not help
    ├── RecordLocked            a person works in the record; `locked_by` is what the screen says
    ├── UnreadableValue         a value stands there but cannot be read; the value is not shown
    ├── WrongPersonShown        the screen is about somebody else than was asked for
    ├── NotListed               the screen works, and what was asked for is not on it
    │   └── NoSuchRow           … in a table
    ├── SaveUnanswered          what was written has been sent, and the answer does not say that it was kept
    └── BrowserGone             the browser or page died under the robot's hands

A message never holds personal data: texts that a person may have written (`locked_by`) are attributes only.
The errors survive pickling.  How Playwright's own errors become these is in `translation`.
What happens next (try again, hand over, call IT) is not known here: adapters say that.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self


class ScreenError(Exception):
    """A screen did not give what was asked; `detail` is one English sentence without personal data."""

    def __init__(self, system: str = "", screen: str = "", detail: str = "") -> None:
        super().__init__(system, screen, detail)
        self.system = system
        self.screen = screen
        self.detail = detail

    def __str__(self) -> str:
        where = " / ".join(part for part in (self.system, self.screen) if part)
        return f"[{where}] {self.detail}" if where else self.detail

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__.copy()))

    def located(self, system: str, screen: str) -> Self:
        """The same error, told where it happened if it did not know (a parser knows no screen)."""
        self.system = self.system or system
        self.screen = self.screen or screen
        return self


def _rebuild(kind: type[ScreenError], args: tuple[Any, ...], state: dict[str, Any]) -> ScreenError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class NotThatScreen(ScreenError):
    """Another page stands there, or the page was changed.

    `expected` is the landmark looked for, `missing` the labels that are gone and `standing` the labels that
    stand there instead: with these three IT can tell a renamed label from a wrong page.
    """

    def __init__(
        self,
        system: str = "",
        screen: str = "",
        *,
        expected: str = "",
        missing: Sequence[str] = (),
        standing: Sequence[str] = (),
        detail: str = "",
    ) -> None:
        self.expected = expected
        self.missing = tuple(missing)
        self.standing = tuple(standing)
        super().__init__(system, screen, detail or self._told())

    def _told(self) -> str:
        parts = [f"expected {self.expected}"] if self.expected else []
        if self.missing:
            parts.append("missing " + _quoted(self.missing))
        parts.append("found " + (_quoted(self.standing) if self.standing else "no labels"))
        return "not the screen that was expected: " + "; ".join(parts)


class SystemUnreachable(ScreenError):
    """Connection refused, unknown host, failed TLS handshake."""


class SystemSlow(SystemUnreachable):
    """The system was reached but did not answer in time."""


class HttpFault(ScreenError):
    """The server answered with an error status.  `passing` is true for 429 and 5xx: it may work later."""

    def __init__(self, system: str = "", screen: str = "", *, status: int, detail: str = "") -> None:
        super().__init__(system, screen, detail or f"the server answered with HTTP status {status}")
        self.status = status

    @property
    def passing(self) -> bool:
        return self.status == 429 or self.status >= 500


class LoginRefused(ScreenError):
    """The system refused the login.  `secret_name` is the setting to look at; its value is never here."""

    def __init__(
        self, system: str = "", screen: str = "", *, account: str, secret_name: str, detail: str = ""
    ) -> None:
        told = detail or "the system refused the login"
        super().__init__(system, screen, f"{told} (account {account}, secret {secret_name})")
        self.account = account
        self.secret_name = secret_name


class AccountLocked(ScreenError):
    """The system has locked the robot's account: only the system's owner can open it."""

    def __init__(self, system: str = "", screen: str = "", *, account: str, detail: str = "") -> None:
        super().__init__(system, screen, detail or f"the account {account} is locked")
        self.account = account


class NoFreeAccount(ScreenError):
    """All the robot's accounts are in use, or others log in before us: nobody has asked the system."""

    def __init__(self, system: str = "", screen: str = "", detail: str = "") -> None:
        super().__init__(system, screen, detail or "all the accounts are in use")


class OutsideHours(ScreenError):
    """The system is not to be asked at this hour, and nobody has asked it; `opens` is when it may be."""

    def __init__(
        self, system: str = "", screen: str = "", detail: str = "", *, opens: datetime | None = None
    ) -> None:
        super().__init__(system, screen, detail or _closed_until(opens))
        self.opens = opens


def _closed_until(opens: datetime | None) -> str:
    return f"the system is closed until {opens:%Y-%m-%d %H:%M}" if opens else "the system is closed"


class SessionLost(ScreenError):
    """The session has ended: the login page stands where data was expected (or status 401, 360)."""


class ForcedNotice(ScreenError):
    """A notice that cannot be passed by the robot, such as one that demands a new password."""


class MaintenancePage(ScreenError):
    """The system says that it is closed; `ends` is when it opens, Stockholm's time, if the page says so."""

    def __init__(
        self, system: str = "", screen: str = "", detail: str = "", *, ends: datetime | None = None
    ) -> None:
        told = f"until {ends:%Y-%m-%d %H:%M}" if ends else "and does not say until when"
        super().__init__(system, screen, detail or f"the system says that it is closed, {told}")
        self.ends = ends


class AccessDenied(ScreenError):
    """The account is logged in and may not see this; a new login would not help."""


class RecordLocked(ScreenError):
    """Somebody works in the record.  `locked_by` is the screen's own text and stays out of the message."""

    def __init__(self, system: str = "", screen: str = "", *, locked_by: str = "", detail: str = "") -> None:
        super().__init__(system, screen, detail or "the record is locked by somebody else")
        self.locked_by = locked_by


class UnreadableValue(ScreenError):
    """Something stands at `label` that cannot be read for certain.  `trouble` says why, without the value."""

    def __init__(self, system: str = "", screen: str = "", *, label: str, trouble: str) -> None:
        super().__init__(system, screen, f"cannot read {label!r}: {trouble}")
        self.label = label
        self.trouble = trouble


class WrongPersonShown(ScreenError):
    """The screen is about somebody else than was asked for; nothing on it may be read or written."""

    def __init__(self, system: str = "", screen: str = "", detail: str = "") -> None:
        super().__init__(system, screen, detail or "the screen shows somebody else than was asked for")


class NotListed(ScreenError):
    """The screen works, and what was asked for is not on it."""


class NoSuchRow(NotListed):
    """The table has no row of that kind."""


class SaveUnanswered(ScreenError):
    """What was written has been sent and no answer says that it was saved: it may be there, so look first."""


class BrowserGone(ScreenError):
    """The browser, context or page was closed or crashed while in use."""


def _quoted(labels: Sequence[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)
