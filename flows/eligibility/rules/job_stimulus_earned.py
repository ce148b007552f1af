"""The two years of jobbstimulans that months of försörjningsstöd in a row give (SoL 12 kap. 8 §).

Answers no legal question of its own. The two years begin the month after the first six, whether there is a
wage or not; when they are over six new months are needed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.eligibility.parameters import JobStimulusTerms
from flows.eligibility.period import Period
from flows.eligibility.rules.support_months import SupportMonths


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """The months that gave the right, and the first and the last month it holds."""

    by: SupportMonths
    first: Period
    last: Period

    def holds_in(self, month: Period) -> bool:
        """Whether the month is within the two years."""
        return self.first <= month <= self.last


def earned(runs: Sequence[SupportMonths], terms: JobStimulusTerms) -> Iterator[Earned]:
    """Each right that the runs of months gave, oldest first; months within one count towards no other."""
    counts_from: Period | None = None
    for run in runs:
        left = run.since(counts_from)
        while len(left) >= terms.months_before:
            by = left.first(terms.months_before)
            right = Earned(
                by=by,
                first=by.months[-1].shifted(1),
                last=by.months[-1].shifted(terms.months_it_lasts),
            )
            yield right
            counts_from = right.last.shifted(1)
            left = left.since(counts_from)
