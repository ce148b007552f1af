"""One reading of an example, and what the law answers to it and to its variations.

Every figure comes out of `assess()`; nothing is added up here but whole calculations.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Calculation, Proposal, Section, Weight
from flows.eligibility.housing_caps import CapTable
from flows.eligibility.parameters import Parameters
from flows.worked_examples.facts import facts_of
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.neutral_town import neutral_rules
from flows.worked_examples.premises import NotExpressible, Premises

LAST_DAY_TO_ASK = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Workings:
    """The months of one example, each put to the law.

    `adults_stated` and `ages_stated` say whether the household is whole enough for personal costs.
    `caps` are published caps on housing cost by municipality, and `published` the table of the one named.
    `sum_comes_first` says that sum is before levnadskostnader i övrigt and result after them.
    `answers` are those the law has given under `parameters`, so that it is asked once.
    `said` are the choices this reading rests on, in Swedish; `not_understood` the words it had to leave.
    """

    example: ExampleForm
    parameters: Parameters
    months: tuple[Premises, ...]
    adults_stated: bool
    ages_stated: bool
    caps: Mapping[str, tuple[CapTable, ...]] = field(default_factory=dict)
    published: CapTable | None = None
    sum_comes_first: bool = True
    said: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    answers: dict[Premises, tuple[Proposal, Calculation]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def only_month(self) -> Premises:
        """The month, for figures that are monthly. Raises NotExpressible when there are several."""
        if len(self.months) > 1:
            raise NotExpressible("beloppet gäller en månad, och exemplet flera")
        return self.months[0]

    def ask_adults(self) -> None:
        """Raises NotExpressible when the example does not say who the adults are."""
        if not self.adults_stated:
            raise NotExpressible("exemplet säger inte vilka de vuxna är")

    def ask_ages(self) -> None:
        """Raises NotExpressible when the example does not say how old the children are."""
        if not self.ages_stated:
            raise NotExpressible("exemplet säger inte hur gamla barnen är")

    def ask_whole_household(self) -> None:
        """Raises NotExpressible when personal costs cannot be laid for everybody."""
        self.ask_adults()
        self.ask_ages()

    def calculations(self, change: Callable[[Premises], Premises] | None = None) -> tuple[Calculation, ...]:
        """The calculation of each month, with one premise changed. Raises NotExpressible."""
        return tuple(self.calculation(change(one) if change else one) for one in self.months)

    def calculation(self, premises: Premises) -> Calculation:
        """The calculation of these premises. Raises NotExpressible with what the law leaves to a person."""
        return self._answered(premises)[1]

    def proposal(self, premises: Premises) -> Proposal:
        """What would be proposed. Raises NotExpressible with what the law leaves to a person."""
        return self._answered(premises)[0]

    def _answered(self, premises: Premises) -> tuple[Proposal, Calculation]:
        if premises not in self.answers:
            self.answers[premises] = self._asked(premises)
        return self.answers[premises]

    def _asked(self, premises: Premises) -> tuple[Proposal, Calculation]:
        today = premises.period.first_day.replace(day=LAST_DAY_TO_ASK)
        assessment = assess(facts_of(premises), self.parameters, neutral_rules(premises), today=today)
        left = [one.reason for one in assessment.findings if one.weight in (Weight.OPEN, Weight.WAIT)]
        if left or assessment.calculation is None:
            raise NotExpressible("; ".join(dict.fromkeys(left)))
        return assessment.proposal, assessment.calculation

    def total(self, *sections: Section, change: Callable[[Premises], Premises] | None = None) -> Decimal:
        """The sum of the sections over all months, kronor."""
        return summed(one.total(section) for one in self.calculations(change) for section in sections)


def summed(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, kronor."""
    return sum(amounts, Decimal(0))


def with_settings(premises: Premises, **settings: object) -> Premises:
    """The premises under other choices of the municipality."""
    return replace(premises, settings=replace(premises.settings, **settings))  # type: ignore[arg-type]
