"""Would a refusal rest on an income whose nature nobody has asked about? Then it is a question first.

Knows no rule: only what each finding says is at stake.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from flows.eligibility.assessment import Calculation, Finding, Verdict, Weight
from flows.eligibility.municipality import MunicipalityRules

WITHOUT_IT = "Räknas beloppet inte som inkomst blir det ett underskott."


def questioned(
    calculation: Calculation, findings: Sequence[Finding], rules: MunicipalityRules
) -> tuple[Finding, ...]:
    """The findings; those that could turn a refusal into a grant are open questions."""
    at_stake = sum((one.at_stake for one in findings), Decimal(0))
    refused = rules.whole_kronor(-calculation.result) <= 0
    if not (refused and rules.whole_kronor(at_stake - calculation.result) > 0):
        return tuple(findings)
    return tuple(_opened(one) if one.at_stake else one for one in findings)


def _opened(finding: Finding) -> Finding:
    reason = f"{finding.reason} {WITHOUT_IT}"
    return replace(finding, weight=Weight.OPEN, verdict=Verdict.UNKNOWN, reason=reason)
