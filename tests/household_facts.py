"""Facts about an invented household, as the law sees them: everything asked, everybody answered, no incomes.

A test says what is different.
The municipality is Exempelstad and the numbers are those in `config/`, so that a test reads like a real case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.config_files import load_municipality, load_parameters
from flows.eligibility.assess import assess
from flows.eligibility.assessment import Assessment, Weight
from flows.eligibility.case import (
    BenefitAnswers,
    BenefitPayment,
    CaseFacts,
    EarlierCalculation,
    EarlierRow,
    EmployerDeclaration,
    History,
    Housing,
    JobSeeker,
    Member,
    Plan,
    Role,
    StatedCost,
    StatedIncome,
    Statement,
    TaxAnswers,
    TaxPayout,
)
from flows.eligibility.facts import Fact, Known, Missing, Why
from flows.eligibility.incomes import Counted, IncomeKind
from flows.eligibility.municipality import MunicipalityRules
from flows.eligibility.parameters import NoTable, Parameters
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules import riksnorm_personal, riksnorm_shared

CONFIG = Path(__file__).parents[1] / "config"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOVEMBER = Period(2026, 11)
APPLICANT, CO_APPLICANT = "sokande", "medsokande"
PLAN = Plan(kind="Arbetssökande", valid_from=date(2010, 1, 1), valid_to=None, status="Aktiv")


@cache
def parameters() -> Parameters:
    """The national parameters of the project."""
    return load_parameters(CONFIG)


@cache
def rules() -> MunicipalityRules:
    """Exempelstad's rules."""
    return load_municipality(CONFIG, "exempelstad").rules


def krona(amount: int | str) -> Decimal:
    """An exact amount."""
    return Decimal(amount)


def adult(key: str = APPLICANT, born: date = date(1988, 2, 9)) -> Member:
    """The applicant, or the co-applicant."""
    role = Role.APPLICANT if key == APPLICANT else Role.CO_APPLICANT
    return Member(key=key, role=role, born=born)


def child(number: int, born: date, *, lunch_away: bool = False, days: int | None = None) -> Member:
    """A child of the household."""
    return Member(key=f"barn-{number}", role=Role.CHILD, born=born, lunch_away=lunch_away, days_in_home=days)


def paid(
    code: str, net: int | str, on: date, *, agency: str = "FK", since: date | None = None
) -> BenefitPayment:
    """A benefit paid out; `since` is the first day it concerns."""
    return BenefitPayment(
        agency=agency, code=code, label=code.capitalize(), paid_on=on, net=krona(net), period_from=since
    )


def declared(employer: str, net: int | str, month: Period) -> EmployerDeclaration:
    """An employer's declaration with this net pay, after 1 000 kronor of tax."""
    return EmployerDeclaration(month=month, employer=employer, gross=krona(net) + 1000, tax=krona(1000))


def stated(
    kind: str, amount: int | str, *, person: str = APPLICANT, payer: str = "", on: date | None = None
) -> StatedIncome:
    """An income as the applicant states it."""
    return StatedIncome(kind=kind, person=person, amount=krona(amount), payer=payer, paid_on=on)


def cost(kind: str, amount: int | str) -> StatedCost:
    """A cost applied for."""
    return StatedCost(kind=kind, amount=krona(amount))


def missing(why: Why = Why.FETCH_FAILED, source: str = "Källan") -> Missing:
    """An answer that did not come."""
    return Missing(why=why, source=source, detail="källan svarade med fel")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One application in the making; `facts()` lays it out for the law and `assessed()` asks the law."""

    period: Period = NOVEMBER
    members: tuple[Member, ...] = (adult(),)
    costs: tuple[StatedCost, ...] = ()
    incomes: tuple[StatedIncome, ...] = ()
    payments: Mapping[str, tuple[BenefitPayment, ...]] = field(default_factory=dict)
    wages: Mapping[str, tuple[EmployerDeclaration, ...]] = field(default_factory=dict)
    earlier_wages: Mapping[str, Known[tuple[EmployerDeclaration, ...]]] = field(default_factory=dict)
    """What is known of a child's wages earlier in the year, where it is not that there were none."""
    payouts: tuple[TaxPayout, ...] = ()
    statement: Mapping[str, object] = field(default_factory=dict)
    """Fields of Statement that differ."""
    housing: Mapping[str, object] = field(default_factory=dict)
    """Fields of Housing that differ."""
    history: Mapping[str, object] = field(default_factory=dict)
    """Fields of History that differ."""
    tax: Mapping[str, object] = field(default_factory=dict)
    """Fields of the applicant's TaxAnswers that differ."""
    benefits: Mapping[str, object] = field(default_factory=dict)
    """Fields of the applicant's BenefitAnswers that differ."""
    other: Mapping[str, object] = field(default_factory=dict)
    """Fields of CaseFacts that differ."""
    rules: MunicipalityRules = field(default_factory=rules)
    today: date | None = None
    waiting_since: date | None = None

    def facts(self) -> CaseFacts:
        """The case as the law sees it."""
        keys = [one.key for one in self.members if self._asked(one)]
        plain = CaseFacts(
            case_ref="UTK-9901-1",
            period=self.period,
            members=self.members,
            statement=self.known(self._statement(), "Ansökan i e-tjänsten"),
            history=self.known(self._history(), "Almanda"),
            moved=self.known(False, "Skatteverket, Folkbokföring"),
            tax={key: self._tax(key) for key in keys},
            benefits={key: self._benefits(key) for key in keys},
        )
        return replace(plain, **self.other)  # type: ignore[arg-type]

    def question(self, national: Parameters | None = None, facts: CaseFacts | None = None) -> Question:
        """What one rule is asked, on the day of `assessed`; `national` when the numbers are others."""
        laid_out, numbers = facts or self.facts(), national or parameters()
        return Question(facts=laid_out, parameters=numbers, rules=self.rules, today=self._today)

    def assessed(self, facts: CaseFacts | None = None) -> Assessment:
        """What the law says on `today` or the 18th of the month applied for; `facts` if laid out before."""
        laid_out = facts or self.facts()
        return assess(laid_out, parameters(), self.rules, today=self._today, waiting_since=self.waiting_since)

    @property
    def _today(self) -> date:
        return self.today or date(self.period.year, self.period.month, 18)

    def known(self, value: object, source: str) -> Fact:  # type: ignore[type-arg]
        """A fact fetched on the 18th at 08.14."""
        at = datetime(self.period.year, self.period.month, 18, 8, 14, tzinfo=STOCKHOLM)
        return Fact(value=value, source=source, fetched_at=at)

    def _asked(self, member: Member) -> bool:
        of_age = self.period.control.year - member.born.year - (self.period.control.month < member.born.month)
        return member.role is not Role.CHILD or of_age >= 16

    def _statement(self) -> Statement:
        housing = Housing(form="RENTAL", rooms=2, persons=len(self.members), changed=False)
        plain = Statement(
            submitted_at=datetime(self.period.year, self.period.month, 16, 9, 30, tzinfo=STOCKHOLM),
            housing=replace(housing, **self.housing),  # type: ignore[arg-type]
            costs=self.costs,
            incomes=self.incomes,
        )
        return replace(plain, **self.statement)  # type: ignore[arg-type]

    def _history(self) -> History:
        plain = History(
            calculations=(self.last_month(),),
            plans=(PLAN,),
            repayment_claims=self.known((), "Almanda, Återkrav"),
        )
        return replace(plain, **self.history)  # type: ignore[arg-type]

    def last_month(self, **changes: object) -> EarlierCalculation:
        """Last month's calculation: the same household and costs, on the incomes of the month before."""
        plain = EarlierCalculation(
            period=self.period.control,
            norm="Riksnorm",
            norm_total=self._norm_last_month(),
            members=len(self.members),
            incomes=tuple(self._earlier_incomes()),
            costs=tuple(
                EarlierRow(label=self._label(one.kind), amount=one.amount, applied=one.amount)
                for one in self.costs
            ),
            balance=krona(-5220),
        )
        return replace(plain, **changes)  # type: ignore[arg-type]

    def _norm_last_month(self) -> Decimal:
        """The norm a person would have laid a month earlier; a test of the norm itself states its own."""
        facts = CaseFacts(
            case_ref="UTK-9901-1",
            period=self.period.control,
            members=self.members,
            statement=self.known(self._statement(), "Ansökan i e-tjänsten"),
            history=missing(),
            moved=missing(),
            tax={},
            benefits={},
        )
        question = Question(
            facts=facts, parameters=parameters(), rules=self.rules, today=self.period.first_day
        )
        try:
            laid = (riksnorm_personal.answer(question), riksnorm_shared.answer(question))
        except NoTable:
            return krona(5220)
        return sum((row.amount for one in laid for row in one.rows), Decimal(0))

    def _earlier_incomes(self) -> Iterator[EarlierRow]:
        """What the same sources showed a month earlier; what only the applicant tells of was the same."""
        month, catalogue = self.period.comparison, parameters().income_catalogues[-1].value
        benefits = [one for payments in self.payments.values() for one in payments]
        adults = [key for key in self.wages if not key.startswith("barn-")]
        wages = [one for key in adults for one in self.wages[key]]
        told = [(catalogue.stated(one.kind), one.amount) for one in self.incomes]
        found = [
            *(
                (catalogue.paid_by(one.agency, one.code), one.net)
                for one in benefits
                if month.contains(one.paid_on)
            ),
            *(
                (catalogue.named("skatteaterbaring"), one.amount)
                for one in self.payouts
                if month.contains(one.paid_on)
            ),
            *((catalogue.named("lon"), one.net) for one in wages if one.month == month),
            *((kind, amount) for kind, amount in told if kind and not kind.agency),
        ]
        for kind, amount in found:
            if kind and self._counts(kind):
                yield EarlierRow(label=kind.label, amount=amount)

    def _counts(self, kind: IncomeKind) -> bool:
        local = kind.counted is Counted.LOCAL and self.rules.local_incomes.get(kind.key, False)
        return kind.counted is Counted.YES or local

    def _label(self, kind: str) -> str:
        rule = self.rules.cost(kind)
        return rule.label if rule else self.rules.housing.label

    def _tax(self, key: str) -> TaxAnswers:
        plain = TaxAnswers(
            declarations=self.known(self.wages.get(key, ()), "Skatteverket, Inkomstuppgifter per månad"),
            payouts=self.known(self.payouts if key == APPLICANT else (), "Skatteverket, Skattekonto"),
            capital=self.known((), "Skatteverket, Inkomst av kapital"),
        )
        if key.startswith("barn-"):
            none = self.known((), "Skatteverket, Inkomstuppgifter per månad")
            plain = replace(plain, earlier_in_year=self.earlier_wages.get(key, none))
        return replace(plain, **self.tax) if key == APPLICANT else plain  # type: ignore[arg-type]

    def _benefits(self, key: str) -> BenefitAnswers:
        payments = self.payments.get(key, ())
        plain = BenefitAnswers(
            fk=self._from("FK", payments, "Försäkringskassan, Utbetalningar"),
            pm=self._from("PM", payments, "Pensionsmyndigheten (via Försäkringskassan)"),
            csn=self._from("CSN", payments, "CSN (via Försäkringskassan)"),
            so=self._from("SO", payments, "A-kassorna (via Försäkringskassan)"),
            af=self.known(JobSeeker(registered=True), "Arbetsförmedlingen (via Försäkringskassan)"),
            claims=self.known((), "Försäkringskassan, Ansökningar och beslut"),
        )
        return replace(plain, **self.benefits) if key == APPLICANT else plain  # type: ignore[arg-type]

    def _from(
        self, agency: str, payments: Iterable[BenefitPayment], source: str
    ) -> Known[tuple[BenefitPayment, ...]]:
        return self.known(tuple(one for one in payments if one.agency == agency), source)


def reasons(assessment: Assessment, weight: Weight) -> str:
    """The reasons of one weight, one a line, to look for words in."""
    return "\n".join(finding.reason for finding in assessment.weighing(weight))
