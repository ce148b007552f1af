"""Drafts: the case file's list, the form, one draft to read, and a caseworker's changes to it.

Knows nothing of who wrote a draft: a robot's and a person's are the same here.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from mock_legacy.almanda import warnings as warned
from mock_legacy.almanda.casefiles import case_file_of, must_be_free, name_of
from mock_legacy.almanda.drafts import (
    PENDING,
    asked_for,
    drafts_of,
    save_change,
    save_new,
    saves_of,
)
from mock_legacy.almanda.formats import PROPOSALS, TRACKS, WARNING_STATUSES
from mock_legacy.almanda.grid import Line, effective_of, lines_of_draft, padded, sums_of, typed_lines
from mock_legacy.almanda.orders import orders_of
from mock_legacy.almanda.pages.reviewing import must_be_pending, note_opening, review
from mock_legacy.almanda.visit import Visit, go_to, page
from mock_legacy.platform.pages import format_date, format_kronor
from mock_legacy.world.models import CaseFile, Draft


@page
def drafts(visit: Visit) -> Response:
    """List the case file's drafts."""
    file = case_file_of(visit)
    return visit.show("drafts.html", file=file, rows=drafts_of(visit, file))


@page
def draft(visit: Visit) -> Response:
    """Show one draft whole."""
    file = case_file_of(visit)
    shown = asked_for(visit, file)
    if visit.posted:
        return review(visit, file, shown)
    visit.looked_at(file.applicant, "draft")
    note_opening(visit, shown)
    lines = lines_of_draft(shown.rows)
    saves = saves_of(visit, shown)
    return visit.show(
        "draft.html",
        file=file,
        draft=shown,
        lines=lines,
        sums=sums_of(lines),
        effective=effective_of(lines),
        mine=visit.user.role == "caseworker" and shown.status in PENDING,
        saves=saves,
        orders=orders_of(visit, shown.external_reference),
        names={save.saved_by: name_of(visit.db, save.saved_by) for save in saves},
    )


@page
def new(visit: Visit) -> Response:
    """Show the form for a new draft and keep what is typed into it, once for every post."""
    file = case_file_of(visit)
    must_be_free(visit, file)
    if visit.pressed == "btnSpara":
        return _read(file, save_new(visit, file))
    if visit.posted:
        return _form(visit, file, None, lines=_more(typed_lines(visit.form)))
    return _form(visit, file, None, lines=padded([], _asked_count(visit, "rader")))


@page
def change(visit: Visit) -> Response:
    """Let a caseworker change a draft that is not decided."""
    visit.must_be_caseworker()
    file = case_file_of(visit)
    must_be_free(visit, file)
    shown = asked_for(visit, file)
    must_be_pending(shown)
    if visit.pressed == "btnSpara":
        save_change(visit, shown, file)
        return _read(file, shown)
    if visit.posted:
        return _form(visit, file, shown, lines=_more(typed_lines(visit.form)))
    lines = lines_of_draft(shown.rows)
    return _form(visit, file, shown, lines=padded(lines, len(lines) + 2))


def _read(file: CaseFile, saved: Draft) -> Response:
    return go_to(f"/UtkastVisa.aspx?akt={file.customer_number}&utkast={saved.draft_number}&sparad=1")


def _more(lines: Sequence[Line]) -> Sequence[Line]:
    return padded(lines, len(lines) + 5)


def _asked_count(visit: Visit, name: str) -> int:
    asked = visit.asked(name)
    return int(asked) if asked.isdecimal() else 0


def _form(visit: Visit, file: CaseFile, shown: Draft | None, *, lines: Sequence[Line]) -> Response:
    visit.looked_at(file.applicant, "draft_form")
    return visit.show(
        "draft_form.html",
        file=file,
        draft=shown,
        lines=lines,
        own_rows=len(shown.rows) if shown else 0,
        warnings=_warnings(visit, shown),
        proposals=list(PROPOSALS.values()),
        tracks=TRACKS,
        statuses=WARNING_STATUSES,
        typed=_typed(visit, shown),
    )


def _warnings(visit: Visit, shown: Draft | None) -> Sequence[warned.Typed]:
    if visit.posted:
        return warned.typed_warnings(visit.form)
    held = warned.shown(shown.warnings) if shown else []
    return warned.padded(held, len(held) + 2 if shown else _asked_count(visit, "varningar"))


def _typed(visit: Visit, shown: Draft | None) -> dict[str, str]:
    """What stands in the fields: what was typed before the postback, else what is kept."""
    if visit.posted:
        return {name.rpartition("$")[2]: text for name, text in visit.form.items() if isinstance(text, str)}
    if shown is None:
        return {}
    return {
        "txtExternReferens": shown.external_reference,
        "txtArendenummer": shown.application_reference,
        "txtPeriod": shown.period.replace("-", ""),
        "ddlForslag": PROPOSALS.get(shown.proposal, shown.proposal),
        "txtBelopp": format_kronor(shown.amount_ore),
        "txtUtbetalningsdag": format_date(shown.payment_date),
        "chkStickprov": "on" if shown.stickprov else "",
        "txtSammanfattning": shown.verdict_line,
        "txtForandringar": shown.changed_text,
        "txtAvvikelser": shown.deviations_text,
        "txtBerakning": shown.calculation_text,
        "txtKallor": shown.sources_text,
        "txtForslagTillBeslut": shown.decision_text,
        "txtLagrum": shown.legal_basis_text,
        "txtKomplettering": shown.completion_text,
        "txtJournalanteckning": shown.journal_text,
        "ddlSpar": shown.track,
        "txtPrioritet": str(shown.priority),
        "chkBetalningsrad": "on" if shown.prepares_payment else "",
    }
