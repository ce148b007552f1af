"""The income rows of two calculations, label by label. Answers no legal question of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.incomes import IncomeKind
from flows.eligibility.question import Question
from flows.eligibility.rules import benefits, child_incomes, salary, stated_incomes

INCOME_RULES = (salary, child_incomes, benefits, stated_incomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """One row of a calculation, the household's rows with the same label together.

    `numbers` are their places among the calculation's incomes, from 1.
    """

    label: str
    amount: Decimal
    numbers: tuple[int, ...] = ()


def counted_now(question: Question) -> Mapping[str, Income]:
    """The incomes that count in the month applied for, by plain label."""
    answers = (one.answer(question) for one in INCOME_RULES)
    return together((row.label, row.amount) for one in answers for row in one.rows)


def together(rows: Iterable[tuple[str, Decimal]]) -> Mapping[str, Income]:
    """Rows of label and amount by plain label; what comes to nothing is left out."""
    found: dict[str, Income] = {}
    for number, (label, amount) in enumerate(rows, start=1):
        earlier = found.get(plain(label), Income(label=label, amount=Decimal(0)))
        numbers = (*earlier.numbers, number)
        found[plain(label)] = Income(label=earlier.label, amount=earlier.amount + amount, numbers=numbers)
    return {key: income for key, income in found.items() if income.amount != 0}


def kind_of(question: Question, label: str) -> IncomeKind | None:
    """The catalogue's kind with that label, or None."""
    return next((one for one in question.catalogue.kinds if plain(one.label) == plain(label)), None)


def plain(label: str) -> str:
    """The label without regard to capitals and spaces."""
    return " ".join(label.casefold().split())
