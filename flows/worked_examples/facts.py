"""The facts of an example as the law sees them: everything asked, everybody answered, nothing else found.

What the example states is stated in the application and shown by the authority that would show it.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from flows.eligibility.case import (
    BenefitAnswers,
    BenefitPayment,
    CaseFacts,
    EarlierCalculation,
    EmployerDeclaration,
    History,
    Housing,
    JobSeeker,
    JobStimulus,
    PersonKey,
    Plan,
    StatedCost,
    StatedIncome,
    Statement,
    TaxAnswers,
    TaxPayout,
)
from flows.eligibility.facts import Fact, Known, Missing, Why
from flows.eligibility.incomes import EVERY_CODE
from flows.eligibility.period import Period
from flows.swedish_time import SWEDEN
from flows.worked_examples.household import pupils
from flows.worked_examples.income_words import SURPLUS
from flows.worked_examples.incomes import SALARY
from flows.worked_examples.neutral_town import FREE_FORM, cost_kind
from flows.worked_examples.premises import Income, NotExpressible, Premises

T = TypeVar("T")
SOURCE = "exemplet"
TAX_AGENCY = "SKV"
RENT = "RENT"
STUDY_GRANT_CODE = "SH"
FIRST_PAYMENT_DAY, PAYMENT_DAYS = 5, 20
STIMULUS_MONTHS_EACH_WAY = 6


def facts_of(premises: Premises) -> CaseFacts:
    """The case that the premises make. Raises NotExpressible for an income that nobody could show."""
    keys = [one.key for one in premises.members]
    return CaseFacts(
        case_ref="exempel",
        period=premises.period,
        members=premises.members,
        statement=_known(premises, _statement(premises)),
        history=_known(premises, _history(premises)),
        moved=_known(premises, False),
        tax={key: _tax(premises, key) for key in keys},
        benefits={key: _benefits(premises, key) for key in keys},
    )


def _known(premises: Premises, value: T) -> Fact[T]:
    day = premises.period.first_day
    return Fact(value=value, source=SOURCE, fetched_at=datetime(day.year, day.month, 16, 9, tzinfo=SWEDEN))


def _statement(premises: Premises) -> Statement:
    day = premises.period.first_day
    rents = [StatedCost(kind=RENT, amount=one.applied) for one in premises.costs if one.is_rent]
    others = [one for one in premises.costs if not one.is_rent]
    costs = [StatedCost(kind=cost_kind(number), amount=one.applied) for number, one in enumerate(others)]
    return Statement(
        submitted_at=datetime(day.year, day.month, 15, 9, tzinfo=SWEDEN),
        housing=Housing(form=FREE_FORM, rooms=premises.rooms, persons=premises.persons, changed=False),
        incomes=tuple(_stated(one) for one in premises.incomes if one.kind.stated_as),
        costs=(*rents, *costs),
    )


def _stated(income: Income) -> StatedIncome:
    return StatedIncome(
        kind=income.kind.stated_as[0], person=income.person, amount=income.net, payer=_payer(income)
    )


def _payer(income: Income) -> str:
    return f"Arbetsgivare {income.number + 1}" if income.kind.key == SALARY else ""


def _history(premises: Premises) -> History:
    surplus = sum((one.net for one in premises.incomes if one.kind.key == SURPLUS), Decimal(0))
    control = premises.period.control
    last_month = EarlierCalculation(
        period=control,
        norm="Riksnorm",
        norm_total=Decimal(0),
        members=len(premises.members),
        incomes=(),
        costs=(),
        balance=surplus,
    )
    return History(
        calculations=(last_month,) if surplus else (),
        plans=(Plan(kind="Plan", valid_from=control.first_day, valid_to=None, status="Aktiv"),),
        job_stimuli=tuple(_window(control, key) for key in sorted(premises.stimulated)),
        repayment_claims=_known(premises, ()),
    )


def _window(control: Period, person: PersonKey) -> JobStimulus:
    """A window well around the month, and shorter than the two years of the law."""
    return JobStimulus(
        person=person,
        valid_from=control.shifted(-STIMULUS_MONTHS_EACH_WAY).first_day,
        valid_to=control.shifted(STIMULUS_MONTHS_EACH_WAY).last_day,
    )


def _months(premises: Premises) -> tuple[Period, Period]:
    """The same was paid the month before, so that nothing looks new."""
    return premises.period.control, premises.period.comparison


def _tax(premises: Premises, person: PersonKey) -> TaxAnswers:
    own = [one for one in premises.incomes if one.person == person]
    wages = [one for one in own if one.kind.key == SALARY]
    payouts = [one for one in own if one.kind.agency == TAX_AGENCY and one.kind.key != SALARY]
    return TaxAnswers(
        declarations=_known(
            premises, tuple(_declared(one, month) for month in _months(premises) for one in wages)
        ),
        payouts=_known(
            premises,
            tuple(
                TaxPayout(paid_on=month.first_day.replace(day=_payment_day(one)), amount=one.net)
                for month in _months(premises)
                for one in payouts
            ),
        ),
        capital=_known(premises, ()),
        earlier_in_year=_earlier(premises, wages),
    )


def _declared(wage: Income, month: Period) -> EmployerDeclaration:
    """Examples know the wage after tax alone, so it is all there is."""
    return EmployerDeclaration(month=month, employer=_payer(wage), gross=wage.net, tax=Decimal(0))


def _earlier(premises: Premises, wages: list[Income]) -> Known[tuple[EmployerDeclaration, ...]]:
    """What was earned earlier in the income month's year, as one declaration of the month before."""
    said = [one for one in wages if one.earned_before is not None]
    if wages and not said:
        return Missing(why=Why.NOT_FETCHED, source=SOURCE, detail="årets tidigare lön står inte i exemplet")
    if not said:
        return _known(premises, ())
    month = premises.period.comparison
    earned = sum((one.earned_before for one in said if one.earned_before), Decimal(0))
    if earned and month.year != premises.period.control.year:
        raise NotExpressible("ingen lön kan vara intjänad tidigare under året när inkomstmånaden är januari")
    declared = EmployerDeclaration(month=month, employer=_payer(said[0]), gross=earned, tax=Decimal(0))
    return _known(premises, (declared,) if earned else ())


def _benefits(premises: Premises, person: PersonKey) -> BenefitAnswers:
    paid = (*_payments(premises, person), *_goes_to_school(premises, person))
    return BenefitAnswers(
        fk=_of(premises, "FK", paid),
        pm=_of(premises, "PM", paid),
        csn=_of(premises, "CSN", paid),
        so=_of(premises, "SO", paid),
        af=_known(premises, JobSeeker(registered=True)),
        claims=_known(premises, ()),
    )


def _of(
    premises: Premises, agency: str, paid: tuple[BenefitPayment, ...]
) -> Fact[tuple[BenefitPayment, ...]]:
    return _known(premises, tuple(one for one in paid if one.agency == agency))


def _payments(premises: Premises, person: PersonKey) -> Iterator[BenefitPayment]:
    for income in premises.incomes:
        kind = income.kind
        if income.person != person or kind.agency in ("", TAX_AGENCY):
            continue
        for month in _months(premises):
            yield BenefitPayment(
                agency=kind.agency,
                code=kind.label if kind.codes[0] == EVERY_CODE else kind.codes[0],
                label=kind.label,
                paid_on=month.first_day.replace(day=_payment_day(income)),
                net=income.net,
            )


def _goes_to_school(premises: Premises, person: PersonKey) -> Iterator[BenefitPayment]:
    """An example that counts somebody of 18 to 20 as a child presupposes a pupil.

    What shows one to the law is studiehjälp; here it is 0 kr, so that it is nobody's income.
    """
    if person in {one.key for one in pupils(premises.members, premises.period)}:
        yield BenefitPayment(
            agency="CSN",
            code=STUDY_GRANT_CODE,
            label="Studiehjälp",
            paid_on=premises.period.control.first_day,
            net=Decimal(0),
        )


def _payment_day(income: Income) -> int:
    """A day of its own for each income: two alike on one day would be the same payment shown twice."""
    return FIRST_PAYMENT_DAY + income.number % PAYMENT_DAYS
