"""What an effect is given: the request a fault strikes, the application behind it, and what was asked.

Knows no kind of fault.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_legacy.platform.faults import Fault, Step
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.subject import Asked

LOGIN_PATHS = {
    "inbox": "/login",
    "almanda": "/Login.aspx",
    "skatteverket": "/inloggning",
    "forsakringskassan": "/inloggning",
}
DOORS = frozenset(
    {
        "login",
        "login_check",
        "login_submit",
        "code",
        "code_check",
        "logout",
        "notice",
        "notice_read",
        "identify",
        "citizen_logout",
    }
)
_READING_BUTTONS = frozenset({"btnSok", "btnVisa", "btnLaggTillRad"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The request at hand: the step that it is, and what was asked."""

    step: Step
    asked: Asked

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The posted fields in order; none for a form that carries files."""
        headers = dict(self.asked.scope["headers"])
        if headers.get(b"content-type", b"").startswith(b"application/x-www-form-urlencoded"):
            return parse_qsl(self.asked.body.decode("utf-8", "replace"), keep_blank_values=True)
        return []

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        return dict(parse_qsl(self.asked.scope["query_string"].decode("latin-1")))

    @property
    def inside(self) -> bool:
        """Whether the request carries a session and asks for something behind the login."""
        cookie = f"{self.step.system}_session"
        return cookie in Request(self.asked.scope).cookies and self.step.screen not in DOORS

    @property
    def writes(self) -> bool:
        """Whether the system keeps something because of this request."""
        return self.step.posts and self.step.screen not in DOORS and not self.pressed & _READING_BUTTONS

    @property
    def pressed(self) -> set[str]:
        """Which of Almanda's buttons made the postback."""
        targets = {value for name, value in self.fields if name == "__EVENTTARGET"}
        names = {name for name, _ in self.fields}
        return {name.rpartition("$")[2] for name in targets | names if "$btn" in name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """One request that a fault strikes: the application behind, and the ASGI trio."""

    fault: Fault
    where: Where
    desk: LoginDesk
    app: ASGIApp
    scope: Scope
    receive: Receive
    send: Send

    async def go_on(self) -> None:
        """Let the request through."""
        await self.app(self.scope, self.receive, self.send)

    def counts(self) -> bool:
        """Use the fault once, for kinds that count themselves; False when it was used up meanwhile."""
        return self.desk.platform.faults.strike(self.fault, self.where.step)

    @property
    def token(self) -> str | None:
        """The visitor's session cookie."""
        return Request(self.scope).cookies.get(self.desk.cookie)

    def take_line_down(self, seconds: float) -> None:
        """Let nothing of this visitor through for a while."""
        self.desk.platform.faults.take_line_down(line_of(self.desk, self.scope), seconds)

    def asking_for(self, path: str, query: bytes = b"") -> Scope:
        """Give the visitor's request as if it had asked for another page."""
        return {
            **self.scope,
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
        }


def line_of(desk: LoginDesk, scope: Scope) -> str:
    """Name a visitor's line to a system; those without a session share one."""
    return f"{desk.system}|{Request(scope).cookies.get(desk.cookie, '')}"


def played(body: bytes, receive: Receive) -> Receive:
    """Give a ``receive`` that plays a body, then listens to the visitor again."""
    done = False

    async def play() -> Message:
        nonlocal done
        if done:
            return await receive()
        done = True
        return {"type": "http.request", "body": body, "more_body": False}

    return play


Effect = Callable[[Struck], Awaitable[None]]


def anywhere(_where: Where) -> bool:
    """Suit every request."""
    return True


def inside(where: Where) -> bool:
    """Suit requests behind the login."""
    return where.inside


def writing(where: Where) -> bool:
    """Suit requests that make the system keep something."""
    return where.writes


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of fault.

    ``suits`` says which requests it can strike at all, ``drawn`` which of them a schedule may draw it for.
    A kind that ``counts_itself`` strikes only when its effect finds something to spoil.
    """

    effect: Effect
    suits: Callable[[Where], bool] = anywhere
    drawn: Callable[[Where], bool] = anywhere
    counts_itself: bool = False

    @property
    def says(self) -> str:
        """What it does, in the words of its effect."""
        return " ".join((self.effect.__doc__ or "").split())

    def may_be_drawn(self, where: Where) -> bool:
        """Say whether a schedule may let it strike here."""
        return self.suits(where) and self.drawn(where)
