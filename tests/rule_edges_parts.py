"""What the tests of the rules' edges share."""

from dataclasses import replace
from datetime import date

from flows.eligibility.case import EarlierDecision, RepaymentGround
from flows.eligibility.period import Period
from tests.household_facts import (
    APPLICANT,
    Case,
    krona,
    paid,
)


def advance(**paid_as: object) -> Case:
    granted = EarlierDecision(
        period=Period(2026, 9),
        kind="Bifall",
        amount=krona(4000),
        decided_on=date(2026, 9, 9),
        ground=RepaymentGround.ADVANCE_ON_BENEFIT,
    )
    payment = replace(paid("SJP", 1, date(2026, 10, 20), since=date(2026, 9, 1)), **paid_as)  # type: ignore[arg-type]
    return Case(payments={APPLICANT: (payment,)}, history={"decisions": (granted,)})


def two_months(code: str, before: int, now: int, **more: object) -> Case:
    days = (date(2026, 9, 20), before), (date(2026, 10, 20), now)
    payments = tuple(paid(code, net, day) for day, net in days if net)
    return Case(payments={APPLICANT: payments}, **more)  # type: ignore[arg-type]
