"""Start page with the worklist, the search, and the frame around a case file.

Knows nothing of what stands inside a case file.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from mock_legacy.almanda.casefiles import case_file_of, files_about, with_a_namesake
from mock_legacy.almanda.viewstate import field
from mock_legacy.almanda.visit import Visit, go_to, page
from mock_legacy.almanda.worklist import FILTERS, worklist_of


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
        return visit.show("start.html")
    return visit.show("start.html", worklist=worklist_of(visit), filters=FILTERS)


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
