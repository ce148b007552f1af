"""What authorities pay every month, followed by person and kind. Answers no legal question of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.eligibility.case import PersonKey
from flows.eligibility.incomes import IncomeKind
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.shown_incomes import ShownIncome, shown_incomes


@dataclass(frozen=True, slots=True)
class Stream:
    """One person's payments of one kind, followed over the months."""

    person: PersonKey
    kind: IncomeKind

    @property
    def about(self) -> str:
        """The key of a warning about it."""
        return f"{self.person}/{self.kind.key}"


def streams(question: Question, month: Period) -> Mapping[Stream, tuple[ShownIncome, ...]]:
    """The month's payments of what is normally paid every month, by person and kind."""
    found: dict[Stream, tuple[ShownIncome, ...]] = {}
    for one in shown_incomes(question, month):
        if one.kind is not None and one.kind.monthly:
            stream = Stream(one.person, one.kind)
            found[stream] = (*found.get(stream, ()), one)
    return found
