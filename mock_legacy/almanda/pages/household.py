"""The household page, and the case file's registered applications.

Knows nothing of calculations and drafts.
"""

from __future__ import annotations

from sqlalchemy import select
from starlette.responses import Response

from mock_legacy.almanda.casefiles import (
    begun_work,
    case_file_of,
    holder_of,
    let_go,
    members_of,
    must_be_free,
    take,
)
from mock_legacy.almanda.visit import Visit, go_to, page
from mock_legacy.world.models import CaseApplication


@page
def household(visit: Visit) -> Response:
    """Show the household; a caseworker can take the case here and let it go."""
    file = case_file_of(visit)
    if visit.posted:
        visit.must_be_caseworker()
        must_be_free(visit, file)
        if visit.pressed == "btnTaArendet":
            take(file, visit.user.username, visit.world.now())
        elif visit.pressed == "btnSlappArendet":
            let_go(file)
        return go_to(f"/Hushall.aspx?akt={file.customer_number}&sparad=1")
    visit.looked_at(file.applicant, "household")
    return visit.show(
        "household.html",
        file=file,
        members=members_of(visit.db, file),
        begun=begun_work(visit.db, file),
        holder=holder_of(visit, file),
    )


@page
def applications(visit: Visit) -> Response:
    """List the applications registered in the case file, newest first."""
    file = case_file_of(visit)
    mine = CaseApplication.customer_number == file.customer_number
    newest_first = (CaseApplication.received_on.desc(), CaseApplication.id.desc())
    rows = visit.db.scalars(select(CaseApplication).where(mine).order_by(*newest_first)).all()
    return visit.show("applications.html", file=file, rows=rows)
