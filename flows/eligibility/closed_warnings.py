"""A deviation that a person has closed is not asked again: it is told once, as a note.

Only the telling changes: the outcome rests on the findings as the rules gave them. An open question is never
taken away, nor a deviation whose answer could change the amount (`at_stake`).
"""

from collections.abc import Iterable
from dataclasses import replace

from flows.eligibility.assessment import Finding, Weight
from flows.eligibility.case import EarlierWarning, History
from flows.eligibility.period import Period
from flows.eligibility.warning_kinds import OF_THE_MONTH

CLOSED = "Stängd"


def without_closed(
    findings: Iterable[Finding], history: History | None, period: Period
) -> tuple[Finding, ...]:
    """The findings; a deviation with a cause that a person has closed is a note that says so."""
    earlier = history.warnings if history is not None else ()
    closed = {
        (one.kind, one.about)
        for one in earlier
        if one.by_person and one.status == CLOSED and holds(one, period)
    }
    return tuple(_closed(one) if _may_close(one) and _key(one) in closed else one for one in findings)


def holds(earlier: EarlierWarning, period: Period) -> bool:
    """Whether what a person has said of a warning holds for `period`.

    What has happened in a month, such as a change or a message, is a new cause in the next.
    """
    return earlier.period == period or earlier.kind not in OF_THE_MONTH


def _may_close(finding: Finding) -> bool:
    return finding.weight is Weight.DEVIATION and not finding.at_stake


def _key(finding: Finding) -> tuple[str, str]:
    return finding.warns or "", finding.about


def _closed(finding: Finding) -> Finding:
    reason = f"Stängd av handläggare: {finding.reason}"
    return replace(finding, weight=Weight.NOTE, reason=reason, warns=None, about="")
