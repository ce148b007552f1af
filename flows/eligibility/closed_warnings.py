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
    closed = {(one.kind, one.about): one for one in earlier if one.by_person and one.status == CLOSED}
    return tuple(_closed(one) if _is_closed(one, closed.get(_key(one)), period) else one for one in findings)


def holds(earlier: EarlierWarning, period: Period, *, said: str) -> bool:
    """Whether what a person has said of a warning holds for one that says this of `period`.

    What has happened in a month, such as a change or a message, is a new cause in the next, and in the same
    month when it is told otherwise: with another amount, or of an application that has been completed since.
    """
    if earlier.kind not in OF_THE_MONTH:
        return True
    return earlier.period == period and _in_one_line(said) in _in_one_line(earlier.text)


def _is_closed(finding: Finding, earlier: EarlierWarning | None, period: Period) -> bool:
    may_close = finding.weight is Weight.DEVIATION and not finding.at_stake
    return may_close and earlier is not None and holds(earlier, period, said=finding.reason)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _key(finding: Finding) -> tuple[str, str]:
    return finding.warns or "", finding.about


def _closed(finding: Finding) -> Finding:
    reason = f"Stängd av handläggare: {finding.reason}"
    return replace(finding, weight=Weight.NOTE, reason=reason, warns=None, about="")
