"""What a rule answers: rows and findings, and the short ways to say each kind of finding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from flows.eligibility.assessment import Evidence, Finding, Row, Verdict, Weight
from flows.eligibility.question import Question

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A rule's rows and findings, both in reading order."""

    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


Rule: TypeAlias = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says findings in the name of one rule."""

    rule: str

    def note(self, reason: str, reference: str, evidence: Iterable[Evidence] = ()) -> Finding:
        """Something for the basis only."""
        return self._say(Weight.NOTE, Verdict.MET, reason, reference, evidence)

    def change(self, reason: str, reference: str, evidence: Iterable[Evidence] = ()) -> Finding:
        """Something that differs from last month and needs no stand."""
        return self._say(Weight.CHANGE, Verdict.MET, reason, reference, evidence)

    def deviation(
        self,
        reason: str,
        reference: str,
        evidence: Iterable[Evidence] = (),
        *,
        verdict: Verdict = Verdict.MET,
        at_stake: Decimal = NOTHING,
    ) -> Finding:
        """Something the caseworker takes a stand on; an amount may still be proposed."""
        finding = self._say(Weight.DEVIATION, verdict, reason, reference, evidence)
        return replace(finding, at_stake=at_stake)

    def open(self, reason: str, reference: str, evidence: Iterable[Evidence] = ()) -> Finding:
        """A question only a person can close; no amount is proposed."""
        return self._say(Weight.OPEN, Verdict.UNKNOWN, reason, reference, evidence)

    def wait(self, reason: str, reference: str, until: date) -> Finding:
        """Something that may still arrive by itself, to be looked for on `until`."""
        return Finding(
            rule=self.rule,
            verdict=Verdict.UNKNOWN,
            weight=Weight.WAIT,
            reason=reason,
            reference=reference,
            expected_on=until,
        )

    def _say(
        self, weight: Weight, verdict: Verdict, reason: str, reference: str, evidence: Iterable[Evidence]
    ) -> Finding:
        return Finding(
            rule=self.rule,
            verdict=verdict,
            weight=weight,
            reason=reason,
            reference=reference,
            evidence=tuple(evidence),
        )


def seen(what: str, value: str, source: str, as_of: datetime | date | None = None) -> Evidence:
    """Evidence in one line."""
    return Evidence(what=what, value=value, source=source, as_of=as_of)
