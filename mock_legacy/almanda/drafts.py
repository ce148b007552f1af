"""Drafts as they are typed, kept and listed.  Nothing here looks whether there is one already.

Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

from sqlalchemy import select, update
from starlette.datastructures import FormData

from mock_legacy.almanda.formats import PROPOSAL_CODES
from mock_legacy.almanda.grid import Line, draft_rows, lines_of_draft, typed_lines
from mock_legacy.almanda.typed import day, lines, month, ore, priority
from mock_legacy.almanda.viewstate import field
from mock_legacy.almanda.visit import Refused, Visit
from mock_legacy.almanda.warnings import kept, typed_warnings
from mock_legacy.world.models import CaseFile, Draft, DraftSave, JournalNote

DECIDED = "Beslutad"
REPLACED = "Ersatt"
PENDING = ("Utkast", "Väntar på komplettering")
"""The statuses of a draft that somebody still has to decide on."""
NOTE_HEADING = "Utkast till beslut"


def drafts_of(visit: Visit, file: CaseFile) -> Sequence[Draft]:
    """Give the case file's drafts, newest first."""
    mine = Draft.customer_number == file.customer_number
    return visit.db.scalars(select(Draft).where(mine).order_by(Draft.draft_number.desc())).all()


def asked_for(visit: Visit, file: CaseFile) -> Draft:
    """Give the draft that the address names; it must be this case file's."""
    number = visit.asked("utkast")
    found = visit.db.get(Draft, int(number)) if number.isdecimal() else None
    if found is None or found.customer_number != file.customer_number:
        raise Refused("error.html", HTTPStatus.NOT_FOUND, message="Utkastet finns inte.")
    return found


def saves_of(visit: Visit, draft: Draft) -> Sequence[DraftSave]:
    """Give every save of a draft, oldest first."""
    mine = DraftSave.draft_number == draft.draft_number
    return visit.db.scalars(select(DraftSave).where(mine).order_by(DraftSave.id)).all()


def save_new(visit: Visit, file: CaseFile) -> Draft:
    """Keep what was typed as one more draft, with one note in the journal.

    A later preparation of the same application, ``reference/2``, takes the place of those before it.
    """
    now, who = visit.world.now(), visit.user.username
    draft = Draft(
        customer_number=file.customer_number, created_by=who, created_at=now, changed_by=who, changed_at=now
    )
    _fill(draft, visit.form, file, rows=typed_lines(visit.form))
    draft.warnings = kept(typed_warnings(visit.form), (), by=who, at=now)
    _replace_earlier(visit, draft)
    visit.db.add(draft)
    visit.db.flush()
    _remember(visit, draft, "Skapat")
    visit.db.add(
        JournalNote(
            customer_number=file.customer_number,
            written_at=now,
            written_by=who,
            heading=NOTE_HEADING,
            text=draft.journal_text or draft.verdict_line,
        )
    )
    return draft


def save_change(visit: Visit, draft: Draft, file: CaseFile) -> None:
    """Keep what was typed in place of what stood there, but for the amounts that the rows had."""
    before = lines_of_draft(draft.rows)
    rows = [
        replace(row, amount_ore=before[at].amount_ore) if at < len(before) else row
        for at, row in enumerate(typed_lines(visit.form))
    ]
    _fill(draft, visit.form, file, rows=rows)
    draft.warnings = kept(
        typed_warnings(visit.form), draft.warnings, by=visit.user.username, at=visit.world.now()
    )
    touched(visit, draft, "Ändrat")


def touched(visit: Visit, draft: Draft, event: str) -> None:
    """Write down that somebody has changed the draft."""
    draft.version += 1
    _remember(visit, draft, event)


def close(visit: Visit, draft: Draft) -> None:
    """Mark the draft as decided."""
    draft.status = DECIDED
    _remember(visit, draft, DECIDED)


def _remember(visit: Visit, draft: Draft, event: str) -> None:
    draft.changed_by, draft.changed_at = visit.user.username, visit.world.now()
    visit.db.add(
        DraftSave(
            draft_number=draft.draft_number,
            version=draft.version,
            saved_by=draft.changed_by,
            saved_at=draft.changed_at,
            event=event,
        )
    )


def _replace_earlier(visit: Visit, draft: Draft) -> None:
    """Whoever has saved them, those that nobody has decided on are read no more."""
    reference, slash, number = draft.external_reference.partition("/")
    if not slash or not number.isdecimal():
        return
    earlier = [reference, *(f"{reference}/{one}" for one in range(2, int(number)))]
    visit.db.execute(
        update(Draft)
        .where(
            Draft.customer_number == draft.customer_number,
            Draft.external_reference.in_(earlier),
            Draft.status.in_(PENDING),
        )
        .values(status=REPLACED)
    )


def _fill(draft: Draft, form: FormData, file: CaseFile, *, rows: Sequence[Line]) -> None:
    def typed(name: str) -> str:
        return field(form, f"ctl00$cph${name}")

    proposal = typed("ddlForslag")
    draft.external_reference = typed("txtExternReferens").strip()
    draft.application_reference = typed("txtArendenummer").strip()
    draft.period = month(typed("txtPeriod"))
    draft.period_from = day(f"{draft.period}-01")
    first = draft.period_from
    draft.period_to = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if first else None
    draft.proposal = PROPOSAL_CODES.get(proposal, proposal)
    draft.amount_ore = draft.payment_amount_ore = ore(typed("txtBelopp"))
    draft.payment_date = day(typed("txtUtbetalningsdag"))
    draft.payment_month = draft.period
    draft.payment_method = file.payment_method
    draft.stickprov = typed("chkStickprov") == "on"
    draft.verdict_line = lines(typed("txtSammanfattning"))
    draft.changed_text = lines(typed("txtForandringar"))
    draft.deviations_text = lines(typed("txtAvvikelser"))
    draft.calculation_text = lines(typed("txtBerakning"))
    draft.sources_text = lines(typed("txtKallor"))
    draft.decision_text = lines(typed("txtForslagTillBeslut"))
    draft.legal_basis_text = lines(typed("txtLagrum"))
    draft.completion_text = lines(typed("txtKomplettering"))
    draft.journal_text = lines(typed("txtJournalanteckning"))
    draft.track = typed("ddlSpar")
    draft.priority = priority(typed("txtPrioritet"))
    draft.prepares_payment = typed("chkBetalningsrad") == "on"
    draft.rows = draft_rows(rows)
