"""Deciding and paying: for persons only, whatever address is typed.

Knows nothing of who prepared the draft.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from starlette.responses import Response

from mock_legacy.almanda.casefiles import case_file_of, members_of, must_be_free
from mock_legacy.almanda.drafts import DECIDED, asked_for, close
from mock_legacy.almanda.formats import DECISION_KINDS
from mock_legacy.almanda.grid import lines_of_draft
from mock_legacy.almanda.pages.calculations import finished_from
from mock_legacy.almanda.typed import day, lines, ore
from mock_legacy.almanda.visit import Refused, Visit, go_to, page
from mock_legacy.world.models import CaseFile, Decision, Draft, PaymentRow

KIND_OF_PROPOSAL = {"BIFALL": "Bifall", "DELAVSLAG": "Delvis bifall", "AVSLAG": "Avslag"}


@page
def decide(visit: Visit) -> Response:
    """Let a caseworker decide on a draft: the decision is hers, in her words."""
    visit.must_be_caseworker()
    file = case_file_of(visit)
    must_be_free(visit, file)
    draft = asked_for(visit, file)
    if draft.status == DECIDED:
        raise Refused("error.html", HTTPStatus.CONFLICT, message="Utkastet är redan beslutat.")
    if visit.pressed != "btnFattaBeslut":
        suggested = KIND_OF_PROPOSAL.get(draft.proposal, "")
        return visit.show("decide.html", file=file, draft=draft, kinds=DECISION_KINDS, suggested=suggested)
    visit.db.add(_decision(visit, file, draft))
    size = len([one for one in members_of(visit.db, file) if one.valid_to is None])
    rows = lines_of_draft(draft.rows)
    visit.db.add(finished_from(file, rows, period=draft.period, by=visit, size=size))
    close(visit, draft)
    return go_to(f"/Beslut.aspx?akt={file.customer_number}&sparad=1")


@page
def pay(visit: Visit) -> Response:
    """Let a caseworker register the payment of a decision."""
    visit.must_be_caseworker()
    file = case_file_of(visit)
    must_be_free(visit, file)
    decision = _decided(visit, file)
    if visit.pressed != "btnRegistrera":
        return visit.show("pay.html", file=file, decision=decision, pay_on=_next_pay_day(visit))
    visit.db.add(
        PaymentRow(
            customer_number=file.customer_number,
            period=decision.period,
            amount_ore=ore(visit.typed("txtBelopp")) or 0,
            method=file.payment_method,
            pay_date=day(visit.typed("txtUtbetalningsdag")) or visit.world.today(),
            clearing=file.clearing,
            account_number=file.account_number,
            status="Planerad",
            registered_by=visit.user.username,
        )
    )
    return go_to(f"/Utbetalningar.aspx?akt={file.customer_number}&sparad=1")


def _decision(visit: Visit, file: CaseFile, draft: Draft) -> Decision:
    first = draft.period_from or visit.world.today().replace(day=1)
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
        decided_at=visit.world.now(),
    )


def _decided(visit: Visit, file: CaseFile) -> Decision:
    number = visit.asked("beslut")
    found = visit.db.get(Decision, int(number)) if number.isdecimal() else None
    if found is None or found.customer_number != file.customer_number:
        raise Refused("error.html", HTTPStatus.NOT_FOUND, message="Beslutet finns inte.")
    return found


def _next_pay_day(visit: Visit) -> str:
    """The 27th, or the weekday before it."""
    pay_day = visit.world.today().replace(day=27)
    while pay_day.weekday() > 4:
        pay_day -= timedelta(days=1)
    return pay_day.isoformat()
