"""Earlier decisions and wages, and the ways to ask an assessment of them."""

from dataclasses import replace

from flows.eligibility.assessment import Assessment, Finding
from flows.eligibility.case import (
    EarlierDecision,
    EmployerDeclaration,
)
from flows.eligibility.period import Period
from tests.household_facts import (
    APPLICANT,
    NOVEMBER,
    declared,
    krona,
)


def of_rule(assessment: Assessment, rule: str) -> list[Finding]:
    """What one rule has said."""
    return [one for one in assessment.findings if one.rule == rule]


def granted(first: Period, months: int, **changes: object) -> tuple[EarlierDecision, ...]:
    """The household's own months of försörjningsstöd."""
    each = (first.shifted(number) for number in range(months))
    plain = (
        EarlierDecision(period=one, kind="Bifall", amount=krona(5220), decided_on=one.first_day)
        for one in each
    )
    return tuple(replace(one, **changes) for one in plain)  # type: ignore[arg-type]


def wage(net: int, person: str = APPLICANT) -> dict[str, tuple[EmployerDeclaration, ...]]:
    """The same wage in the income month and the month before."""
    months = (NOVEMBER.control, NOVEMBER.comparison)
    return {person: tuple(declared("Bageriet", net, month) for month in months)}
