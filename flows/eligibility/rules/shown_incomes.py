"""The payments that authorities show, all in one shape. Answers no legal question of its own.

A payment belongs to the month of its payment day; a claim or decision is not a payment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flows.eligibility.answer import seen
from flows.eligibility.assessment import Evidence
from flows.eligibility.case import BenefitAnswers, BenefitPayment, PersonKey, TaxAnswers
from flows.eligibility.facts import Fact
from flows.eligibility.incomes import IncomeKind
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.wording import kronor, quoted

TAX_AGENCY = "SKV"
TAX_ACCOUNT = "SKATTEKONTO"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIncome:
    """One payment as an authority shows it; `kind` is None when the catalogue does not know it."""

    person: PersonKey
    agency: str
    code: str
    label: str
    kind: IncomeKind | None
    net: Decimal
    paid_on: date
    period_from: date | None
    period_to: date | None
    source: str
    fetched_at: datetime

    @property
    def name(self) -> str:
        """The catalogue's label, or the authority's own words, quoted: nobody here has chosen them."""
        return self.kind.label if self.kind else f"{quoted(self.label)} ({self.agency} {self.code})"

    @property
    def about(self) -> str:
        """The key of a warning about the income."""
        return f"{self.person}/{self.kind.key if self.kind else f'{self.agency}-{self.code}'.lower()}"

    @property
    def evidence(self) -> Evidence:
        """What was shown, where and when."""
        return seen(f"{self.name}, {self.paid_on}", kronor(self.net), self.source, as_of=self.fetched_at)


def shown_incomes(question: Question, month: Period) -> tuple[ShownIncome, ...]:
    """Every payment in `month`, ordered by person, kind and day."""
    everything = (*_benefits(question), *_tax_payouts(question))
    return tuple(
        sorted(
            (one for one in everything if month.contains(one.paid_on)),
            key=lambda one: (one.person, one.agency, one.code, one.paid_on, one.net),
        )
    )


def answered(question: Question, kind: IncomeKind) -> bool:
    """Whether the kind's authority answered about everybody it was asked about."""
    if kind.agency == TAX_AGENCY:
        return all(isinstance(one.payouts, Fact) for one in question.facts.tax.values())
    return all(
        isinstance(getattr(one, kind.agency.lower()), Fact) for one in question.facts.benefits.values()
    )


def _benefits(question: Question) -> Iterator[ShownIncome]:
    catalogue = question.catalogue
    for person, answers in question.facts.benefits.items():
        for fact in _answers(answers):
            for payment in fact.value:
                yield ShownIncome(
                    person=person,
                    agency=payment.agency,
                    code=payment.code,
                    label=payment.label,
                    kind=catalogue.paid_by(payment.agency, payment.code),
                    net=payment.net,
                    paid_on=payment.paid_on,
                    period_from=payment.period_from,
                    period_to=payment.period_to,
                    source=fact.source,
                    fetched_at=fact.fetched_at,
                )


def _answers(answers: BenefitAnswers) -> list[Fact[tuple[BenefitPayment, ...]]]:
    return [fact for fact in (answers.fk, answers.pm, answers.csn, answers.so) if isinstance(fact, Fact)]


def _tax_payouts(question: Question) -> Iterator[ShownIncome]:
    kind = question.catalogue.paid_by(TAX_AGENCY, TAX_ACCOUNT)
    for person, answers in question.facts.tax.items():
        yield from _payouts(person, answers, kind)


def _payouts(person: PersonKey, answers: TaxAnswers, kind: IncomeKind | None) -> Iterator[ShownIncome]:
    if not isinstance(answers.payouts, Fact):
        return
    for payout in answers.payouts.value:
        yield ShownIncome(
            person=person,
            agency=TAX_AGENCY,
            code=TAX_ACCOUNT,
            label="Utbetalning från skattekontot",
            kind=kind,
            net=payout.amount,
            paid_on=payout.paid_on,
            period_from=None,
            period_to=None,
            source=answers.payouts.source,
            fetched_at=answers.payouts.fetched_at,
        )
