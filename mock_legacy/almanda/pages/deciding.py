"""Deciding and paying: for persons only, whatever address is typed.

Knows nothing of who prepared the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from http import HTTPStatus

from sqlalchemy import func, select
from starlette.responses import Response

from mock_legacy.almanda.casefiles import case_file_of, members_of, must_be_free
from mock_legacy.almanda.drafts import asked_for, close
from mock_legacy.almanda.formats import DECISION_KINDS
from mock_legacy.almanda.grid import Line, effective_of, lines_of_draft
from mock_legacy.almanda.pages.calculations import finished_from
from mock_legacy.almanda.pages.reviewing import must_be_pending
from mock_legacy.almanda.typed import day, lines, ore
from mock_legacy.almanda.visit import Refused, Visit, go_to, page
from mock_legacy.world.models import CaseFile, Decision, Draft, DraftOpening, PaymentRow

KIND_OF_PROPOSAL = {"BIFALL": "Bifall", "DELAVSLAG": "Delvis bifall", "AVSLAG": "Avslag"}
GRANTS = ("Bifall", "Delvis bifall")
STICKPROV_RESULTS = ("Utan anmärkning", "Fel")


@page
def decide(visit: Visit) -> Response:
    """Let a caseworker decide on a draft: the decision is hers, in her words."""
    visit.must_be_caseworker()
    file = case_file_of(visit)
    must_be_free(visit, file)
    draft = asked_for(visit, file)
    must_be_pending(draft)
    rows = lines_of_draft(draft.rows)
    if visit.pressed != "btnFattaBeslut":
        return visit.show(
            "decide.html",
            file=file,
            draft=draft,
            kinds=DECISION_KINDS,
            suggested=KIND_OF_PROPOSAL.get(draft.proposal, ""),
            amount_ore=_suggested(draft, rows),
            results=STICKPROV_RESULTS,
        )
    decision = _decision(visit, file, draft)
    visit.db.add(decision)
    size = len([one for one in members_of(visit.db, file) if one.valid_to is None])
    counted = [row.effective for row in rows]
    visit.db.add(finished_from(file, counted, period=draft.period, by=visit, size=size))
    if draft.prepares_payment and decision.amount_ore and decision.kind in GRANTS:
        pay_on = draft.payment_date or _next_pay_day(visit)
        visit.db.add(_payment(visit, file, decision, amount_ore=decision.amount_ore, pay_on=pay_on))
    close(visit, draft)
    return go_to(f"/Beslut.aspx?akt={file.customer_number}&sparad=1")


@page
def pay(visit: Visit) -> Response:
    """Let a caseworker register payments of a decision, up to what is decided for its month and not more."""
    visit.must_be_caseworker()
    file = case_file_of(visit)
    must_be_free(visit, file)
    decision = _decided(visit, file)
    granted_ore, registered_ore = _of_its_month(visit, decision)
    left_ore = max(0, granted_ore - registered_ore)
    registers = visit.pressed == "btnRegistrera"
    amount_ore = ore(visit.typed("txtBelopp")) or 0 if registers else left_ore
    if registers and amount_ore <= left_ore:
        pay_on = day(visit.typed("txtUtbetalningsdag")) or visit.world.today()
        visit.db.add(_payment(visit, file, decision, amount_ore=amount_ore, pay_on=pay_on))
        return go_to(f"/Utbetalningar.aspx?akt={file.customer_number}&sparad=1")
    return visit.show(
        "pay.html",
        file=file,
        decision=decision,
        granted_ore=granted_ore,
        registered_ore=registered_ore,
        left_ore=left_ore,
        amount_ore=amount_ore,
        pay_on=visit.typed("txtUtbetalningsdag") or _next_pay_day(visit).isoformat(),
        refused=registers,
    )


def _decision(visit: Visit, file: CaseFile, draft: Draft) -> Decision:
    first = draft.period_from or visit.world.today().replace(day=1)
    opened = visit.db.get(DraftOpening, (draft.draft_number, visit.user.username))
    return Decision(
        customer_number=file.customer_number,
        period=draft.period,
        period_from=first,
        period_to=draft.period_to or first,
        kind=visit.typed("ddlBeslut"),
        amount_ore=ore(visit.typed("txtBelopp")),
        decided_by=visit.user.username,
        decided_on=visit.world.today(),
        reason=visit.typed("txtOrsak"),
        text=lines(visit.typed("txtBeslutstext")),
        draft_number=draft.draft_number,
        unit=file.unit,
        opened_at=opened.opened_at if opened else None,
        decided_at=visit.world.now(),
        stickprov_result=visit.typed("ddlStickprov") if draft.stickprov else "",
        stickprov_error_ore=ore(visit.typed("txtStickprovFel")) if draft.stickprov else None,
    )


def _suggested(draft: Draft, rows: Sequence[Line]) -> int | None:
    """The draft's amount, or what her own amounts make of it, in whole kronor."""
    effective = effective_of(rows)
    if effective is None:
        return draft.amount_ore
    return max(0, (50 - effective.balance) // 100 * 100)


def _payment(
    visit: Visit, file: CaseFile, decision: Decision, *, amount_ore: int, pay_on: date
) -> PaymentRow:
    return PaymentRow(
        customer_number=file.customer_number,
        period=decision.period,
        amount_ore=amount_ore,
        method=file.payment_method,
        pay_date=pay_on,
        clearing=file.clearing,
        account_number=file.account_number,
        status="Planerad",
        registered_by=visit.user.username,
    )


def _of_its_month(visit: Visit, decision: Decision) -> tuple[int, int]:
    """What is granted for the decision's month, and what stands as payments of it already."""
    theirs = (Decision.customer_number == decision.customer_number, Decision.period == decision.period)
    rows = (PaymentRow.customer_number == decision.customer_number, PaymentRow.period == decision.period)
    granted = select(func.sum(Decision.amount_ore)).where(*theirs, Decision.kind.in_(GRANTS))
    registered = select(func.sum(PaymentRow.amount_ore)).where(*rows)
    return visit.db.scalar(granted) or 0, visit.db.scalar(registered) or 0


def _decided(visit: Visit, file: CaseFile) -> Decision:
    number = visit.asked("beslut")
    found = visit.db.get(Decision, int(number)) if number.isdecimal() else None
    if found is None or found.customer_number != file.customer_number:
        raise Refused("error.html", HTTPStatus.NOT_FOUND, message="Beslutet finns inte.")
    return found


def _next_pay_day(visit: Visit) -> date:
    """The 27th, or the weekday before it."""
    pay_day = visit.world.today().replace(day=27)
    while pay_day.weekday() > 4:
        pay_day -= timedelta(days=1)
    return pay_day
