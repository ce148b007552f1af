"""From findings and calculation to a proposal: the one place where the outcome is mapped.

An open question beats a wait, for a person can start on it; neither leaves an amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.eligibility.assessment import Calculation, Finding, Proposal, Weight
from flows.eligibility.municipality import MunicipalityRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The proposal with its amount in whole kronor, or the day to look again."""

    proposal: Proposal
    amount: Decimal | None = None
    wait_until: date | None = None


def outcome(
    calculation: Calculation | None, findings: Sequence[Finding], rules: MunicipalityRules
) -> Outcome:
    """Map what is known to a proposal; an amount is proposed for BIFALL and DELAVSLAG alone."""
    if calculation is None or any(one.weight is Weight.OPEN for one in findings):
        return Outcome(proposal=Proposal.UTREDNING)
    waits = [one.expected_on for one in findings if one.expected_on is not None]
    if waits:
        return Outcome(proposal=Proposal.UTREDNING, wait_until=min(waits))
    deficit = rules.whole_kronor(-calculation.result)
    if deficit <= 0:
        return Outcome(proposal=Proposal.AVSLAG)
    proposal = Proposal.DELAVSLAG if _is_cut(calculation) else Proposal.BIFALL
    return Outcome(proposal=proposal, amount=deficit)


def _is_cut(calculation: Calculation) -> bool:
    """Whether any cost is granted with less than was applied for."""
    return any(row.applied is not None and row.amount < row.applied for row in calculation.rows)
