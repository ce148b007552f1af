"""Wages as employers declare them and as the application states them. Answers no legal question itself."""

from decimal import Decimal

from flows.eligibility.case import EmployerDeclaration, PersonKey
from flows.eligibility.facts import Fact, Known, Missing, Why
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.salary_match import Pairing, Wage, pair
from flows.eligibility.rules.stated_month import stated_in_income_month

SALARY = "SALARY"
SALARY_KIND = "lon"


def about_wage(person: PersonKey) -> str:
    """The key of a warning about the person's wage."""
    return f"{person}/{SALARY_KIND}"


def is_incomplete(declarations: Known[tuple[EmployerDeclaration, ...]]) -> bool:
    """Whether employers have not all declared: Skatteverket answered, and has not the whole month."""
    return isinstance(declarations, Missing) and declarations.why is Why.NOT_FOUND


def declared_in(question: Question, person: PersonKey, month: Period) -> tuple[EmployerDeclaration, ...]:
    """The person's declarations for a month, by employer; none when they could not be read."""
    answers = question.facts.tax.get(person)
    found = answers.declarations.value if answers and isinstance(answers.declarations, Fact) else ()
    of_month = (one for one in found if one.month == month and one.net != 0)
    return tuple(sorted(of_month, key=lambda one: (one.employer, one.net)))


def stated_wages(question: Question, person: PersonKey) -> list[Wage]:
    """The wages that the application states for the income month."""
    incomes = (one for one in stated_in_income_month(question) if one.person == person and one.kind == SALARY)
    return [Wage(payer=one.payer, net=one.amount) for one in incomes]


def paired(question: Question, person: PersonKey) -> Pairing:
    """The stated wages of the income month against the declared ones."""
    declared = declared_in(question, person, question.income_month)
    shown = [Wage(payer=one.employer, net=one.net) for one in declared]
    return pair(stated_wages(question, person), shown)


def undisclosed(question: Question, person: PersonKey) -> frozenset[str]:
    """The employers whose declared wage the application does not tell of: an open question elsewhere."""
    return frozenset(one.payer for one in paired(question, person).only_declared)


def net_of(declared: tuple[EmployerDeclaration, ...]) -> Decimal:
    """The sum after preliminary tax, kronor."""
    return sum((one.net for one in declared), Decimal(0))
