"""The population register in memory; implements `flows.ports.PopulationRegister`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from flows.eligibility.case import CapitalIncome, EmployerDeclaration, TaxAnswers, TaxPayout
from flows.eligibility.facts import Fact, Known, Missing, Protection, Why
from flows.eligibility.period import Period
from flows.errors import UtkastError
from flows.identity import PersonalNumber
from flows.ports import Clock
from flows.records import Address, Lookup, RegisterPerson

T = TypeVar("T")

POPULATION = "Skatteverket, Folkbokföring"
DECLARATIONS = "Skatteverket, Inkomstuppgifter per månad"
PAYOUTS = "Skatteverket, Skattekonto"
CAPITAL = "Skatteverket, Inkomst av kapital"
_NOWHERE = Address(street="", postal_code="", city="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRecord:
    """What the register holds about one person; `late` are ended months still lacking some employer."""

    person: RegisterPerson
    declarations: tuple[EmployerDeclaration, ...] = ()
    payouts: tuple[TaxPayout, ...] = ()
    capital: tuple[CapitalIncome, ...] = ()
    late: frozenset[Period] = frozenset()


class FakePopulationRegister:
    """Records by person; a person without a record does not exist.

    `asked` holds every look-up and `asked_at` its time, `months` the months asked of incomes and the earlier
    ones, `calls` counts each method. `fail` makes the next calls of a method raise; `poisoned` makes every
    look-up of that application raise; `away` makes all of them raise until that time.
    """

    def __init__(self, clock: Clock, records: Mapping[PersonalNumber, RegisterRecord] | None = None) -> None:
        self.records = dict(records or {})
        self.asked: list[tuple[PersonalNumber, Lookup]] = []
        self.calls: Counter[str] = Counter()
        self.months: list[tuple[PersonalNumber, tuple[Period, ...], tuple[Period, ...] | None]] = []
        self.asked_at: list[datetime] = []
        self.poisoned: dict[str, UtkastError] = {}
        self.away: tuple[datetime, UtkastError] | None = None
        self._clock = clock
        self._failures: dict[str, list[UtkastError]] = {}

    def fail(self, method: str, *errors: UtkastError) -> None:
        """Make the next calls of `method` raise these, one each."""
        self._failures.setdefault(method, []).extend(errors)

    def raise_if_away(self) -> None:
        """Nobody is answered while it is away."""
        if self.away is not None and self._clock.now() < self.away[0]:
            raise self.away[1]

    async def person(self, who: PersonalNumber, lookup: Lookup) -> Known[RegisterPerson]:
        self._note("person", who, lookup)
        record = self.records.get(who)
        if record is None:
            return self._missing(Why.NOT_FOUND, POPULATION, "personen finns inte i folkbokföringen")
        return self._known(replace(_shown(record.person), fetched_at=self._clock.now()), POPULATION)

    async def incomes(
        self,
        who: PersonalNumber,
        months: Sequence[Period],
        lookup: Lookup,
        *,
        earlier: Sequence[Period] | None = None,
    ) -> TaxAnswers:
        self._note("incomes", who, lookup)
        self.months.append((who, tuple(months), None if earlier is None else tuple(earlier)))
        answers = self._answers(self.records.get(who), months)
        if earlier is None:
            return answers
        return replace(answers, earlier_in_year=self._earlier(who, answers, earlier))

    def _earlier(
        self, who: PersonalNumber, answers: TaxAnswers, earlier: Sequence[Period]
    ) -> Known[tuple[EmployerDeclaration, ...]]:
        record = self.records.get(who)
        if record is None or record.person.protection is Protection.YES:
            return answers.declarations
        return self._declarations(record, earlier)

    def _answers(self, record: RegisterRecord | None, months: Sequence[Period]) -> TaxAnswers:
        if record is None:
            return self._nothing(Why.NOT_FOUND, "personen finns inte i folkbokföringen")
        if record.person.protection is Protection.YES:
            return self._nothing(Why.NOT_FETCHED, "Skatteverket lämnar inte ut uppgifterna i tjänsten")
        paid = tuple(one for one in record.payouts if Period.of(one.paid_on) in months)
        return TaxAnswers(
            declarations=self._declarations(record, months),
            payouts=self._known(paid, PAYOUTS),
            capital=self._known(record.capital, CAPITAL),
        )

    def _declarations(
        self, record: RegisterRecord, months: Sequence[Period]
    ) -> Known[tuple[EmployerDeclaration, ...]]:
        today = self._clock.now().date()
        for month in sorted(months):
            if month in record.late or month.last_day >= today:
                told = f"arbetsgivardeklarationer för {month.in_words} är inte kompletta än"
                return self._missing(Why.NOT_FOUND, DECLARATIONS, told)
        return self._known(tuple(one for one in record.declarations if one.month in months), DECLARATIONS)

    def _note(self, method: str, who: PersonalNumber, lookup: Lookup) -> None:
        self.calls[method] += 1
        self.asked.append((who, lookup))
        self.asked_at.append(self._clock.now())
        self.raise_if_away()
        if lookup.case_ref in self.poisoned:
            raise self.poisoned[lookup.case_ref]
        if self._failures.get(method):
            raise self._failures[method].pop(0)

    def _nothing(self, why: Why, told: str) -> TaxAnswers:
        return TaxAnswers(
            declarations=self._missing(why, DECLARATIONS, told),
            payouts=self._missing(why, PAYOUTS, told),
            capital=self._missing(why, CAPITAL, told),
        )

    def _known(self, value: T, source: str) -> Fact[T]:
        return Fact(value=value, source=source, fetched_at=self._clock.now())

    def _missing(self, why: Why, source: str, told: str) -> Missing:
        return Missing(why=why, source=source, detail=told, fetched_at=self._clock.now())


def _shown(person: RegisterPerson) -> RegisterPerson:
    """Of a protected person the register shows the protection and nothing else."""
    if person.protection is not Protection.YES:
        return person
    return replace(person, civil_status="", address=_NOWHERE, municipality_code="", relations=())
