"""Start page with the worklist, the search, and the frame around a case file.

Knows nothing of what stands inside a case file.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from starlette.responses import Response

from mock_legacy.almanda.casefiles import case_file_of, files_about, with_a_namesake
from mock_legacy.almanda.viewstate import field
from mock_legacy.almanda.visit import Visit, go_to, page
from mock_legacy.world.models import CaseFile, Draft

ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab of the case file: its words, and the page that it loads into the frame."""

    words: str
    page: str


TABS = (
    Tab(words="Hushåll", page="Hushall"),
    Tab(words="Ansökningar", page="Ansokningar"),
    Tab(words="Beräkningar", page="Berakningar"),
    Tab(words="Beslut", page="Beslut"),
    Tab(words="Utbetalningar", page="Utbetalningar"),
    Tab(words="Journal", page="Journal"),
    Tab(words="Genomförandeplan", page="Genomforandeplan"),
    Tab(words="Jobbstimulans", page="Jobbstimulans"),
    Tab(words="Återkrav", page="Aterkrav"),
    Tab(words="Aktöversikt", page="Aktoversikt"),
    Tab(words="Utkast", page="Utkast"),
)


@page
def start(visit: Visit) -> Response:
    """Show what waits to be decided; an account without that right sees an empty desk."""
    if visit.user.role != "caseworker":
        return visit.show("start.html", drafts=[], waiting=0, number=1, last=1)
    asked = visit.asked("sida")
    number = max(1, int(asked)) if asked.isdecimal() else 1
    waiting = visit.db.scalar(select(func.count()).select_from(Draft).where(Draft.status == "Utkast")) or 0
    drafts = visit.db.execute(
        select(Draft, CaseFile)
        .join(CaseFile, CaseFile.customer_number == Draft.customer_number)
        .where(Draft.status == "Utkast")
        .order_by(Draft.created_at, Draft.draft_number)
        .limit(ROWS_PER_PAGE)
        .offset((number - 1) * ROWS_PER_PAGE)
    ).all()
    last = max(1, -(-waiting // ROWS_PER_PAGE))
    return visit.show("start.html", drafts=drafts, waiting=waiting, number=number, last=last)


@page
def search(visit: Visit) -> Response:
    """Find case files by personnummer; a single hit goes straight to the case file."""
    if not visit.posted:
        return visit.show("search.html", hits=None)
    digits = "".join(sign for sign in field(visit.form, "personnummer") if sign.isdigit())
    hits = files_about(visit.db, digits) if len(digits) == 12 else []
    visit.looked_at(digits, "search")
    if visit.habit("namesake"):
        hits = with_a_namesake(visit.db, hits)
    if len(hits) == 1:
        return go_to(f"/Akt.aspx?akt={hits[0][0].customer_number}")
    return visit.show("search.html", hits=hits)


@page
def case_frame(visit: Visit) -> Response:
    """Show the frame with its tabs; the content is a page of its own, in an iframe."""
    file = case_file_of(visit)
    wanted = visit.asked("sida")
    inside = wanted if wanted in {*(tab.page for tab in TABS), "UtkastVisa"} else "Hushall"
    draft = visit.asked("utkast")
    extra = f"&utkast={draft}" if draft.isdecimal() else ""
    content = f"/{inside}.aspx?akt={file.customer_number}{extra}"
    return visit.show("akt.html", file=file, tabs=TABS, inside=inside, content=content)
