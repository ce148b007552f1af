"""The tab with claims and decisions at Försäkringskassan and Pensionsmyndigheten.

Knows nothing of payments.
"""

from __future__ import annotations

from sqlalchemy import select

from mock_legacy.forsakringskassan.payment_tabs import kronor
from mock_legacy.forsakringskassan.sources import NAMES, Asked, error_of
from mock_legacy.forsakringskassan.views import Section, Table
from mock_legacy.platform.pages import format_date
from mock_legacy.world.models import FkClaim, FkDecision

CLAIM_COLUMNS = (
    "Myndighet",
    "Förmån",
    "Benämning",
    "Ansökningsdatum",
    "Avser fr.o.m.",
    "Avser t.o.m.",
    "Status",
    "Beräknad utbetalning",
)
DECISION_COLUMNS = (
    "Myndighet",
    "Förmån",
    "Benämning",
    "Beslutsdatum",
    "Beslut",
    "Gäller fr.o.m.",
    "Gäller t.o.m.",
    "Belopp per månad",
    "Anmärkning",
)


def case_tab(asked: Asked) -> Section:
    """Claims and decisions of the two agencies, or the error of the one that did not answer."""
    found = {agency: error_of(asked, agency) for agency in ("FK", "PM")}
    answering = [agency for agency, error in found.items() if error is None]
    return Section(
        slug="arenden",
        title="Ansökningar och beslut",
        errors=tuple(error for error in found.values() if error is not None),
        tables=(
            Table(caption="Ansökningar", columns=CLAIM_COLUMNS, rows=_claims(asked, answering)),
            Table(
                caption="Beslut",
                columns=DECISION_COLUMNS,
                rows=_decisions(asked, answering),
                figures=frozenset({"Belopp per månad"}),
            ),
        )
        if answering
        else (),
    )


def _claims(asked: Asked, agencies: list[str]) -> tuple[tuple[str, ...], ...]:
    claims = asked.session.scalars(
        select(FkClaim)
        .where(
            FkClaim.personnummer == asked.personnummer,
            FkClaim.agency.in_(agencies),
            FkClaim.received_on <= asked.today,
        )
        .order_by(FkClaim.received_on.desc(), FkClaim.id)
    )
    return tuple(
        (
            NAMES[claim.agency],
            claim.code,
            claim.label,
            format_date(claim.received_on),
            format_date(claim.period_from),
            format_date(claim.period_to) or "tills vidare",
            claim.status,
            format_date(claim.expected_payment_on) or "–",
        )
        for claim in claims
    )


def _decisions(asked: Asked, agencies: list[str]) -> tuple[tuple[str, ...], ...]:
    decisions = asked.session.scalars(
        select(FkDecision)
        .where(
            FkDecision.personnummer == asked.personnummer,
            FkDecision.agency.in_(agencies),
            FkDecision.decided_on <= asked.today,
        )
        .order_by(FkDecision.decided_on.desc(), FkDecision.id)
    )
    return tuple(
        (
            NAMES[decision.agency],
            decision.code,
            decision.label,
            format_date(decision.decided_on),
            decision.outcome,
            format_date(decision.valid_from),
            format_date(decision.valid_to) or "tills vidare",
            kronor(decision.monthly_ore) or "–",
            decision.note,
        )
        for decision in decisions
    )
