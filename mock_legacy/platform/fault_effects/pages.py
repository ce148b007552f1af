"""Pages that stand where another was expected: errors, notices, maintenance, a password to change, nothing.

Knows no screen by name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse

from mock_legacy.platform.fault_effects.answers import altered, dressed, element
from mock_legacy.platform.fault_effects.struck import Kind, Struck, Where, inside
from mock_legacy.platform.login import LoginDesk
from mock_legacy.world.models import LoginSession

MAINTENANCE_MINUTES = 30
_NOT_THE_PAGE = """<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Meddelande</title></head>
<body><p>{}</p><p>Referens: 7f3a-0021</p></body></html>"""


async def http_error(struck: Struck) -> None:
    """Answer with ``status`` instead of the page."""
    text = struck.fault.text or "Ett fel har inträffat. Kontakta systemförvaltningen."
    response = PlainTextResponse(text, status_code=struck.fault.status)
    await response(struck.scope, struck.receive, struck.send)


async def notice_page(struck: Struck) -> None:
    """Leave a notice on the session.

    A system with notices shows it before anything else until acknowledged.
    """
    if struck.token is not None:
        text = struck.fault.text or "Planerat driftstopp på söndag kl. 06.00–09.00."
        await run_in_threadpool(_leave_notice, struck.desk, struck.token, text)
    await struck.go_on()


async def maintenance(struck: Struck) -> None:
    """Answer with ``status`` and a maintenance page that says when it ends (``ends``, or half an hour on)."""
    ends = await run_in_threadpool(_end_of, struck)
    text = struck.fault.text or f"Systemet är stängt för planerat underhåll till {ends:%Y-%m-%d kl. %H.%M}."
    await dressed(struck, struck.fault.status, "Planerat underhåll", element("p", text))


async def password_change(struck: Struck) -> None:
    """Demand a new password before anything else is shown, with 200."""
    form = element("form", method="post", action="/bytlosenord")
    fields = ("Nuvarande lösenord", "Nytt lösenord", "Upprepa nytt lösenord")
    for number, words in enumerate(fields, start=1):
        row = element("p")
        row.append(element("label", words, for_=f"losen{number}"))
        row.append(element("input", type_="password", id_=f"losen{number}", name=f"losen{number}"))
        form.append(row)
    form.append(element("input", type_="submit", value="Byt lösenord"))
    text = struck.fault.text or "Ditt lösenord har gått ut. Välj ett nytt lösenord för att fortsätta."
    await dressed(struck, 200, "Byt lösenord", element("p", text), form)


async def not_the_page(struck: Struck) -> None:
    """Answer 200 with a page that is none of the system's."""
    text = struck.fault.text or "Begäran kunde inte behandlas."
    page = _NOT_THE_PAGE.format(text)
    await HTMLResponse(page)(struck.scope, struck.receive, struck.send)


async def empty_page(struck: Struck) -> None:
    """Answer 200 with the page's title and nothing on it."""
    await altered(struck, lambda page: [child.drop_tree() for child in page.body] != [])


def _end_of(struck: Struck) -> datetime:
    # Said once: a page that moves its end forward at every look would never be over.
    if struck.fault.ends is None:
        length = timedelta(seconds=struck.fault.seconds or MAINTENANCE_MINUTES * 60)
        struck.fault.ends = struck.desk.platform.world.now() + length
    return struck.fault.ends


def _leave_notice(desk: LoginDesk, token: str, text: str) -> None:
    with desk.platform.world.session() as session:
        row = session.get(LoginSession, token)
        if row is not None:
            row.pending_notice = text


def _has_passwords(where: Where) -> bool:
    # Försäkringskassan's door is a certificate: there is no password to change.
    return where.inside and where.step.system != "forsakringskassan"


KINDS = {
    "http_error": Kind(effect=http_error),
    "notice_page": Kind(effect=notice_page, drawn=inside),
    "maintenance": Kind(effect=maintenance),
    "password_change": Kind(effect=password_change, suits=_has_passwords),
    "not_the_page": Kind(effect=not_the_page),
    "empty_page": Kind(effect=empty_page, counts_itself=True),
}
