"""A few applications and decisions, written where they can be read; a test says what is different."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pandas as pd

from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.follow_up.decided import Checked, DecisionKind, HumanDecision
from flows.follow_up.frames import decided_frame, prepared_frame
from flows.follow_up.proposed import Prepared, Signature
from flows.records import Track
from flows.work import State

NOVEMBER = Period(2026, 11)
MONDAY = date(2026, 11, 16)
RECEIVED = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
FACTS = Signature(key="f1", words="1 vuxen, 0 barn; BIFALL; inget avviker")


def prepared(number: int, **changes: object) -> Prepared:
    """An application whose draft proposes 5 000 kronor."""
    ref = f"UTK-9901-{number}"
    plain: dict[str, object] = {
        "case_ref": ref,
        "period": NOVEMBER,
        "received_at": RECEIVED,
        "collected_at": RECEIVED + timedelta(hours=1),
        "state": State.AWAITING_CASEWORKER,
        "reason": "",
        "stickprov": False,
        "reference": ref,
        "proposal": Proposal.BIFALL,
        "amount": Decimal(5000),
        "track": Track.MAIN,
        "signature": FACTS,
    }
    return Prepared(**(plain | changes))  # type: ignore[arg-type]


def decided(number: int, **changes: object) -> HumanDecision:
    """A decision as that draft proposed, ten minutes after it was opened on the Tuesday."""
    made = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    plain: dict[str, object] = {
        "decision_id": str(number),
        "case_key": f"K{number}",
        "reference": f"UTK-9901-{number}",
        "period": NOVEMBER,
        "kind": DecisionKind.GRANTED,
        "amount": Decimal(5000),
        "reason": "",
        "unit": "Norr",
        "opened_at": made - timedelta(minutes=10),
        "decided_at": made,
        "to_the_second": True,
        "checked": Checked.NOT_CHECKED,
        "stickprov_error": None,
    }
    return HumanDecision(**(plain | changes))  # type: ignore[arg-type]


def frames(applications: list[Prepared], decisions: list[HumanDecision]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Laid out as the figures want them."""
    ours = prepared_frame(applications)
    return ours, decided_frame(decisions, ours)
