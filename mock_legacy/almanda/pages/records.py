"""What has been decided, paid, planned and written in a case file.

Knows nothing of drafts, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from starlette.responses import Response

from mock_legacy.almanda.casefiles import case_file_of, must_be_free
from mock_legacy.almanda.typed import lines
from mock_legacy.almanda.visit import Visit, go_to, page
from mock_legacy.almanda.warnings import newest_warnings
from mock_legacy.world.models import (
    CaseFile,
    Decision,
    JobStimulus,
    JournalNote,
    PaymentRow,
    Plan,
    RepaymentClaim,
)

Record = TypeVar("Record", Decision, JobStimulus, JournalNote, PaymentRow, Plan, RepaymentClaim)


@page
def decisions(visit: Visit) -> Response:
    """List the decisions, newest first."""
    file = case_file_of(visit)
    return visit.show("decisions.html", file=file, rows=_newest(visit, file, Decision))


@page
def payments(visit: Visit) -> Response:
    """List the payments, newest first."""
    file = case_file_of(visit)
    return visit.show("payments.html", file=file, rows=_newest(visit, file, PaymentRow))


@page
def plans(visit: Visit) -> Response:
    """List the plans, newest first."""
    file = case_file_of(visit)
    return visit.show("plans.html", file=file, rows=_newest(visit, file, Plan))


@page
def job_stimuli(visit: Visit) -> Response:
    """List the periods of jobbstimulans."""
    file = case_file_of(visit)
    return visit.show("job_stimuli.html", file=file, rows=_newest(visit, file, JobStimulus))


@page
def repayment_claims(visit: Visit) -> Response:
    """List the support claimed back."""
    file = case_file_of(visit)
    return visit.show("repayment_claims.html", file=file, rows=_newest(visit, file, RepaymentClaim))


@page
def overview(visit: Visit) -> Response:
    """Show decisions, plans, jobbstimulans, repayment claims and warnings on one page to print."""
    file = case_file_of(visit)
    visit.looked_at(file.applicant, "overview")
    return visit.show(
        "overview.html",
        file=file,
        decisions=_newest(visit, file, Decision),
        plans=_newest(visit, file, Plan),
        stimuli=_newest(visit, file, JobStimulus),
        repayment_claims=_newest(visit, file, RepaymentClaim),
        warning_rows=newest_warnings(visit.db, file),
    )


@page
def journal(visit: Visit) -> Response:
    """Show the journal; a caseworker can write a note."""
    file = case_file_of(visit)
    if visit.posted:
        visit.must_be_caseworker()
        must_be_free(visit, file)
        visit.db.add(
            JournalNote(
                customer_number=file.customer_number,
                written_at=visit.world.now(),
                written_by=visit.user.username,
                heading=visit.typed("txtRubrik").strip() or "Anteckning",
                text=lines(visit.typed("txtText")),
            )
        )
        return go_to(f"/Journal.aspx?akt={file.customer_number}&sparad=1")
    return visit.show("journal.html", file=file, rows=_newest(visit, file, JournalNote))


def _newest(visit: Visit, file: CaseFile, kind: type[Record]) -> Sequence[Record]:
    mine = select(kind).where(kind.customer_number == file.customer_number)
    return visit.db.scalars(mine.order_by(kind.id.desc())).all()
