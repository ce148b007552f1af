"""The months in which the household had försörjningsstöd, as far as the case system shows.

Answers no legal question of its own. A month that is not shown is no proof that nothing was granted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from flows.eligibility.answer import seen
from flows.eligibility.assessment import Evidence
from flows.eligibility.case import History
from flows.eligibility.facts import Fact
from flows.eligibility.municipality import SupportEvidence
from flows.eligibility.period import MONTH_NAMES, Period
from flows.eligibility.question import Question
from flows.eligibility.wording import kronor


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportMonths:
    """Months in a row with försörjningsstöd, oldest first, and the amounts that show them, kronor."""

    months: tuple[Period, ...]
    evidence: tuple[Evidence, ...]

    def __len__(self) -> int:
        return len(self.months)

    def first(self, number: int) -> "SupportMonths":
        """The first of them."""
        return SupportMonths(months=self.months[:number], evidence=self.evidence[:number])

    def since(self, month: Period | None) -> "SupportMonths":
        """Those from `month` on; all of them without one."""
        before = sum(1 for one in self.months if month is not None and one < month)
        return SupportMonths(months=self.months[before:], evidence=self.evidence[before:])


NONE_SHOWN = SupportMonths(months=(), evidence=())


def runs(question: Question, evidence: SupportEvidence, *, since: date | None = None) -> list[SupportMonths]:
    """The runs of months before the month applied for, oldest first, that begin on `since` or later."""
    fact = question.facts.history
    if not isinstance(fact, Fact):
        return []
    granted = {
        month: amount
        for month, amount in _granted(fact.value, evidence).items()
        if month < question.period and (since is None or month.first_day >= since)
    }
    return [_run(months, granted, fact) for months in _consecutive(sorted(granted))]


def run_before(question: Question, evidence: SupportEvidence) -> SupportMonths:
    """The run that ends with the month before the one applied for."""
    found = runs(question, evidence)
    last = found[-1] if found else NONE_SHOWN
    return last if last.months and last.months[-1] == question.period.control else NONE_SHOWN


def listed(months: Sequence[Period]) -> str:
    """Months in running text, the year once for each year: `november och december 2025, januari 2026`."""
    by_year = groupby(months, key=lambda one: one.year)
    return ", ".join(
        f"{_and([MONTH_NAMES[one.month - 1] for one in group])} {year}" for year, group in by_year
    )


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} och {words[-1]}" if len(words) > 1 else words[0]


def _granted(history: History, evidence: SupportEvidence) -> Mapping[Period, Decimal]:
    if evidence is SupportEvidence.DECISIONS:
        return {one.period: one.amount for one in history.decisions if one.grants_support}
    if evidence is SupportEvidence.CALCULATIONS:
        return {one.period: -one.balance for one in history.calculations if one.balance < 0}
    return {}


def _consecutive(months: Sequence[Period]) -> Iterator[tuple[Period, ...]]:
    run: list[Period] = []
    for month in months:
        if run and month != run[-1].shifted(1):
            yield tuple(run)
            run = []
        run.append(month)
    if run:
        yield tuple(run)


def _run(months: tuple[Period, ...], granted: Mapping[Period, Decimal], fact: Fact[History]) -> SupportMonths:
    return SupportMonths(
        months=months,
        evidence=tuple(
            seen(
                f"Försörjningsstöd, {one.in_words}", kronor(granted[one]), fact.source, as_of=fact.fetched_at
            )
            for one in months
        ),
    )
