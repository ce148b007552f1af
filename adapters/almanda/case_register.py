"""`flows.ports.CaseRegister` on Almanda's lists for follow-up: what was decided, and nobody's name.

Every list is read to its end, and written down in the audit log first.
"""

from collections.abc import Sequence
from datetime import date

from adapters.auditing import SystemAudit
from adapters.translation import translated
from bots.almanda.follow_up_page import (
    CLOSED,
    DECISIONS,
    HOUSEHOLDS,
    DecisionListed,
    closed_listed,
    decision_listed,
    household_listed,
    whole_list,
)
from bots.almanda.weather import SYSTEM as SCREENS
from bots.kit.errors import UnreadableValue
from bots.kit.session_pool import SessionPool
from bots.kit.table import Row
from bots.kit.translation import translated as on_screen
from flows.audit import Act
from flows.eligibility.period import Period
from flows.follow_up.decided import (
    Checked,
    ClosedCase,
    DecisionKind,
    HumanDecision,
    Leaving,
    SupportedHousehold,
)

SYSTEM = "Almanda"
KINDS = {
    "Bifall": DecisionKind.GRANTED,
    "Delvis bifall": DecisionKind.PARTLY,
    "Delavslag": DecisionKind.PARTLY,
    "Avslag": DecisionKind.REFUSED,
    "Avvisning": DecisionKind.DISMISSED,
}
CHECKS = {"": Checked.NOT_CHECKED, "Utan anmärkning": Checked.CLEAN, "Fel": Checked.WRONG}
LEAVING = {
    "01": Leaving.WORK,
    "02": Leaving.STUDIES,
    "03": Leaving.OTHER_BENEFIT,
    "04": Leaving.MOVED,
    "05": Leaving.NO_APPLICATION,
    "09": Leaving.OTHER,
}


class AlmandaCaseRegister:
    """The lists. Case files with protected identity stand in none of them."""

    def __init__(self, pool: SessionPool, *, audit: SystemAudit) -> None:
        self._pool = pool
        self._audit = audit

    async def decisions(self, first: date, last: date) -> Sequence[HumanDecision]:
        """Decisions made from `first` to `last`, both days counted."""
        rows = await self._rows(DECISIONS, first, last)
        with translated(SYSTEM), on_screen(SCREENS, DECISIONS):
            return tuple(_decision(decision_listed(row)) for row in rows)

    async def households(self, on: date) -> Sequence[SupportedHousehold]:
        """Households with running support on a day."""
        rows = await self._rows(HOUSEHOLDS, on, on)
        with translated(SYSTEM), on_screen(SCREENS, HOUSEHOLDS):
            listed = [household_listed(row) for row in rows]
        return tuple(
            SupportedHousehold(
                case_key=one.key,
                unit=one.unit,
                adults=one.adults,
                children=one.children,
                months=one.months,
            )
            for one in listed
        )

    async def closed(self, first: date, last: date) -> Sequence[ClosedCase]:
        """Case files closed from `first` to `last`."""
        rows = await self._rows(CLOSED, first, last)
        with translated(SYSTEM), on_screen(SCREENS, CLOSED):
            listed = [closed_listed(row) for row in rows]
        return tuple(
            ClosedCase(
                case_key=one.key,
                unit=one.unit,
                closed_on=one.closed_on,
                code=one.code,
                words=one.words,
                leaving=LEAVING.get(one.code, Leaving.UNKNOWN),
            )
            for one in listed
        )

    async def _rows(self, listing: str, first: date, last: date) -> Sequence[Row]:
        noted = self._audit.noting(Act.DECISIONS_LISTED)
        with translated(SYSTEM):
            return await self._pool.run(
                lambda page: whole_list(page, listing, first=first, last=last), first=noted
            )


def _decision(listed: DecisionListed) -> HumanDecision:
    if listed.checked not in CHECKS:
        raise UnreadableValue(label="Stickprovskontroll", trouble="not a result that is known")
    return HumanDecision(
        decision_id=listed.number,
        case_key=listed.key,
        reference=listed.reference,
        period=Period(listed.year, listed.month),
        kind=KINDS.get(listed.kind, DecisionKind.OTHER),
        amount=listed.amount,
        reason=listed.reason,
        unit=listed.unit,
        opened_at=listed.opened_at,
        decided_at=listed.decided_at,
        to_the_second=listed.to_the_second,
        checked=CHECKS[listed.checked],
        stickprov_error=listed.wrong_by,
    )
