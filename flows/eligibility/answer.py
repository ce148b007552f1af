"""What a rule answers: rows and findings, and the short ways to say each kind of finding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from flows.eligibility.assessment import Evidence, Finding, Row, Verdict, Weight
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.reform import ReformName
from flows.eligibility.warning_kinds import WarningKind

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A rule's rows and findings, both in reading order."""

    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One legal question: how the rule register tells of it, and the function that answers it.

    `asks`, `facts`, `does` and `leaves` are plain Swedish for a citizen: the question, what is looked at,
    what the robot does with it, and when a person takes over.
    `laws` are answered per day by the parameters; `numbers` are parameter files; `settings` are fields of
    `MunicipalityRules`; `warns` are the kinds of warning that its findings carry.
    `reform` is the reform without which the rule says nothing: it is silent of months before it.
    """

    name: str
    asks: str
    facts: tuple[str, ...]
    does: str
    leaves: str
    laws: tuple[Law, ...]
    answer: Callable[[Question], Answer]
    numbers: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    warns: tuple[WarningKind, ...] = ()
    reform: ReformName | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says findings in the name of one rule.

    `warns` is the kind of warning and `about` the stable key of what it concerns (`sokande/barnbidrag`).
    """

    rule: str

    def note(
        self,
        reason: str,
        reference: str,
        evidence: Iterable[Evidence] = (),
        *,
        warns: WarningKind | None = None,
        about: str = "",
    ) -> Finding:
        """Something to know of that asks for nothing."""
        return replace(self._say(Weight.NOTE, reason, reference, evidence=evidence), warns=warns, about=about)

    def change(
        self,
        reason: str,
        reference: str,
        evidence: Iterable[Evidence] = (),
        *,
        warns: WarningKind | None = None,
        about: str = "",
    ) -> Finding:
        """Something that differs from last month and needs no stand."""
        return replace(
            self._say(Weight.CHANGE, reason, reference, evidence=evidence), warns=warns, about=about
        )

    def deviation(
        self,
        reason: str,
        reference: str,
        evidence: Iterable[Evidence] = (),
        *,
        verdict: Verdict = Verdict.MET,
        at_stake: Decimal = NOTHING,
        warns: WarningKind | None = None,
        about: str = "",
        asks: str = "",
    ) -> Finding:
        """Something the caseworker takes a stand on; an amount may still be proposed."""
        finding = self._say(Weight.DEVIATION, reason, reference, evidence=evidence)
        return replace(finding, verdict=verdict, at_stake=at_stake, warns=warns, about=about, asks=asks)

    def open(
        self,
        reason: str,
        reference: str,
        evidence: Iterable[Evidence] = (),
        *,
        warns: WarningKind | None = None,
        about: str = "",
        asks: str = "",
    ) -> Finding:
        """A question only a person can close; no amount is proposed.

        `asks` is what the applicant can send to answer it: said to the applicant, without a full stop.
        """
        finding = self._say(Weight.OPEN, reason, reference, evidence=evidence)
        return replace(finding, verdict=Verdict.UNKNOWN, warns=warns, about=about, asks=asks)

    def wait(
        self, reason: str, reference: str, until: date, *, warns: WarningKind | None = None, about: str = ""
    ) -> Finding:
        """Something that may still arrive by itself, to be looked for on `until`."""
        finding = self._say(Weight.WAIT, reason, reference, evidence=())
        return replace(finding, verdict=Verdict.UNKNOWN, expected_on=until, warns=warns, about=about)

    def _say(self, weight: Weight, reason: str, reference: str, *, evidence: Iterable[Evidence]) -> Finding:
        return Finding(
            rule=self.rule,
            verdict=Verdict.MET,
            weight=weight,
            reason=reason,
            reference=reference,
            evidence=tuple(evidence),
        )


def seen(what: str, value: str, source: str, *, as_of: datetime | date | None = None) -> Evidence:
    """Evidence in one line."""
    return Evidence(what=what, value=value, source=source, as_of=as_of)
