"""Where each figure comes from and when it was read: what lets a person check the robot."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flows.eligibility.assessment import Assessment, Evidence
from flows.eligibility.case import CaseFacts
from flows.eligibility.draft_lines import bullets
from flows.eligibility.facts import Fact, Known
from flows.eligibility.wording import moment


def sources(assessment: Assessment, facts: CaseFacts) -> str:
    """The figures of the calculation with their sources, then every source that was asked."""
    rows = assessment.calculation.rows if assessment.calculation else ()
    figures = [_figure(evidence) for row in rows for evidence in row.evidence]
    asked = _asked(facts)
    parts = [f"Belopp:\n{bullets(figures)}"] if figures else []
    return "\n\n".join([*parts, f"Tillfrågade källor:\n{bullets(asked)}"])


def _figure(evidence: Evidence) -> str:
    when = f", {moment(evidence.as_of)}" if evidence.as_of else ""
    return f"{evidence.what}: {evidence.value} ({evidence.source}{when})"


def _asked(facts: CaseFacts) -> list[str]:
    """One line for each source: when it was first read, or why it says nothing."""
    read: dict[str, datetime] = {}
    silent: dict[str, str] = {}
    for fact in _all(facts):
        if isinstance(fact, Fact):
            read[fact.source] = min(fact.fetched_at, read.get(fact.source, fact.fetched_at))
        else:
            silent[fact.source] = fact.detail
    lines = [f"{source}, {moment(read[source])}" for source in sorted(read)]
    return [*lines, *(f"{source}: inget svar. {silent[source]}" for source in sorted(silent))]


def _all(facts: CaseFacts) -> Iterator[Known[Any]]:
    yield from (facts.statement, facts.history, facts.moved)
    for tax in facts.tax.values():
        yield from (tax.declarations, tax.payouts, tax.capital)
    for benefits in facts.benefits.values():
        yield from (benefits.fk, benefits.pm, benefits.csn, benefits.so, benefits.af, benefits.claims)
