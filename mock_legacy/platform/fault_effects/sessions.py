"""Faults of login and session: a dead session in all the ways old systems show it, and a locked account.

Every one of them is real: the session is over, the account is locked, in the system's own records.
"""

from __future__ import annotations

from sqlalchemy import or_, update
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from mock_legacy.platform.fault_effects.answers import own_page
from mock_legacy.platform.fault_effects.struck import LOGIN_PATHS, Kind, Struck, Where, inside
from mock_legacy.platform.login import LoginDesk
from mock_legacy.world.models import Account

MOVED_TO_LOGIN = 360
_PASSWORD_POSTS = frozenset({"login", "login_check", "login_submit"})


async def session_loss(struck: Struck) -> None:
    """End the visitor's session, then go on: the system shows whatever it shows to a stranger."""
    await _end_session(struck)
    await struck.go_on()


async def dead_session_login_page(struck: Struck) -> None:
    """End the session and show the login page with 200, at the address where something else was expected."""
    await _end_session(struck)
    answer = await own_page(struck, LOGIN_PATHS[struck.desk.system])
    await answer.send_on(struck.send)


async def dead_session_401(struck: Struck) -> None:
    """End the session and answer 401 with the web server's own bare page."""
    await _end_session(struck)
    page = "<h1>401 - Unauthorized</h1><p>Access is denied due to invalid credentials.</p>"
    await HTMLResponse(page, status_code=401)(struck.scope, struck.receive, struck.send)


async def dead_session_360(struck: Struck) -> None:
    """End the session and answer the odd status 360 with the login page's address and no page."""
    await _end_session(struck)
    headers = {"Location": LOGIN_PATHS[struck.desk.system]}
    await Response(status_code=MOVED_TO_LOGIN, headers=headers)(struck.scope, struck.receive, struck.send)


async def account_locked(struck: Struck) -> None:
    """Lock the account that is logging in, before its password is looked at; it stays locked."""
    typed = [value.strip() for _, value in struck.where.fields]
    await run_in_threadpool(_lock, struck.desk, typed)
    await struck.go_on()


async def _end_session(struck: Struck) -> None:
    if struck.token is not None:
        await run_in_threadpool(struck.desk.close_session, struck.token, "lost")


def _lock(desk: LoginDesk, typed: list[str]) -> None:
    given = [value for value in typed if value]
    theirs = or_(Account.username.in_(given), Account.handlaggare_id.in_(given))
    with desk.platform.world.session() as session:
        session.execute(update(Account).where(Account.system == desk.system, theirs).values(locked=True))


def _gives_password(where: Where) -> bool:
    return where.step.posts and where.step.screen in _PASSWORD_POSTS


KINDS = {
    "session_loss": Kind(effect=session_loss, drawn=inside),
    "dead_session_login_page": Kind(effect=dead_session_login_page, suits=inside),
    "dead_session_401": Kind(effect=dead_session_401, suits=inside),
    "dead_session_360": Kind(effect=dead_session_360, suits=inside),
    "account_locked": Kind(effect=account_locked, suits=_gives_password),
}
