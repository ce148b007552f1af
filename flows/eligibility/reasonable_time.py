"""Skäligt rådrum: for how long a rent above the cap has been accepted already, as the case system shows it.

The law gives no number of months: the municipality does, and a person judges the single case.
"""

from dataclasses import dataclass

from flows.eligibility.case import EarlierCalculation, EarlierRow
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.wording import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`months` in a row up to last month in which a rent above the cap was accepted, and how many may be.

    `ended` says that a person has cut the rent since; `known` that last month's calculation is there at all.
    """

    months: int
    limit: int
    ended: bool
    known: bool

    @property
    def over(self) -> bool:
        """Whether there is certainly no time left this month."""
        return self.ended or self.months >= self.limit

    @property
    def in_words(self) -> str:
        """What the draft says of it."""
        if not self.known:
            return "Hur länge en hyra över taket har godtagits är inte känt."
        if not self.months:
            return "Ingen hyra över taket godtogs förra månaden."
        months = counted(self.months, "en månad", "månader i rad")
        if not self.limit:
            return f"En hyra över taket har godtagits {months}; kommunen ger inget rådrum."
        limit = counted(self.limit, "en månad", "månader")
        return f"En hyra över taket har godtagits {months}; kommunens rådrum är {limit}."


def rent_rows(question: Question, earlier: EarlierCalculation | None) -> tuple[EarlierRow, ...]:
    """The rows of housing cost in an earlier calculation, by the names the case system uses for it."""
    names = (question.rules.housing.label, *question.rules.housing.also_called)
    return tuple(row for row in earlier.costs if row.label in names) if earlier else ()


def notice(question: Question) -> Notice:
    """The household's rådrum as of the month applied for."""
    months, month = 0, question.period.control
    while _accepted_above(question, month):
        months, month = months + 1, month.control
    last = question.last_calculation
    return Notice(
        months=months,
        limit=question.rules.housing.reasonable_time_months,
        ended=last is not None and months == 0 and _was_cut(question, last),
        known=last is not None,
    )


def _accepted_above(question: Question, month: Period) -> bool:
    earlier = question.history.calculation_for(month) if question.history else None
    cap = question.rules.housing.cap_for(question.cap_household, month.first_day)
    return cap is not None and any(row.amount > cap for row in rent_rows(question, earlier))


def _was_cut(question: Question, earlier: EarlierCalculation) -> bool:
    """Whether the household's part of the rent was above the cap and the cap was granted."""
    cap = question.rules.housing.cap_for(question.cap_household, earlier.period.first_day)
    share = question.rent_share
    return cap is not None and any(
        row.amount <= cap < (share.of(row.applied) if share else row.applied)
        for row in rent_rows(question, earlier)
        if row.applied is not None
    )
