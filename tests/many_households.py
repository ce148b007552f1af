"""Applications that nobody thought of: every size of household, every year with a table, every setting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from flows.eligibility.case import (
    BenefitPayment,
    EmployerDeclaration,
    JobStimulus,
    Member,
    Plan,
    StatedIncome,
)
from flows.eligibility.municipality import (
    AgeBandSwitch,
    ChildIncomeMeasure,
    DayFormula,
    IncomeMonth,
    MunicipalityRules,
    OthersInDwelling,
    RentShare,
    Rounding,
    RoundingPoint,
    StimulusMonth,
    SupportEvidence,
)
from flows.eligibility.period import Period
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    Case,
    adult,
    child,
    cost,
    declared,
    paid,
    rules,
    stated,
)

FIRST, LAST = Period(2013, 1), Period(2026, 12)
KINDS = ("RENT", "ELECTRICITY", "HOME_INSURANCE", "INTERNET", "UNION_FEE", "MEDICINE", "TRAVEL_APPROVED")
BENEFITS = {
    "ABB": "Barnbidrag",
    "US": "Underhållsstöd",
    "BOB": "Bostadsbidrag",
    "AS": "Aktivitetsstöd",
    "SJP": "Sjukpenning",
}
EMPLOYERS = ("Exempel Bygg AB", "Exempel Vård AB")
ore = st.integers(0, 2_000_000).map(lambda value: Decimal(value) / 100)
net = st.sampled_from((400_000, 400_000, 2_000_000)).flatmap(lambda most: st.integers(100, most))
"""What is paid, öre: mostly little, so that many households have a deficit and some have none."""
PLAN_FOR_EVER = Plan(kind="Arbetssökande", valid_from=FIRST.first_day, valid_to=None, status="Aktiv")
YEARS_WITH_EVERY_LUNCH = (*range(2013, 2018), 2019, 2021, 2025, 2026)
periods = st.integers(0, 12 * (LAST.year - FIRST.year + 1) - 1).map(FIRST.shifted)


def settings_of_a_municipality() -> st.SearchStrategy[MunicipalityRules]:
    """Every choice that a municipality has and that steers an amount or a question."""
    return st.builds(
        replace,
        st.just(rules()),
        others_in_dwelling=st.sampled_from(OthersInDwelling),
        rent_share_of_others=st.sampled_from(RentShare),
        age_band_switch=st.sampled_from(AgeBandSwitch),
        day_formula=st.sampled_from(DayFormula),
        full_month_days=st.integers(28, 31),
        part_time_child_is_a_head=st.booleans(),
        rounding=st.sampled_from(Rounding),
        rounding_point=st.sampled_from(RoundingPoint),
        income_month=st.sampled_from((*[IncomeMonth.PREVIOUS] * 5, IncomeMonth.SAME)),
        child_income_measure=st.sampled_from(ChildIncomeMeasure),
        parental_benefit_days=st.sampled_from((5, 7)),
        change_percent=st.integers(0, 50).map(Decimal),
        surplus_carry_over_months=st.integers(0, 3),
        job_stimulus_evidence=st.sampled_from(SupportEvidence),
        job_stimulus_month=st.sampled_from(StimulusMonth),
        local_incomes=st.fixed_dictionaries({key: st.booleans() for key in rules().local_incomes}),
        silence_patience_nights=st.integers(0, 10),
        claim_patience_days=st.integers(0, 60),
    )


@st.composite
def households(draw: st.DrawFn, period: Period) -> tuple[Member, ...]:
    """One or two adults and up to six children, some of them there for a part of the month."""
    adults = [adult()] + ([adult(CO_APPLICANT)] if draw(st.booleans()) else [])
    lunch = st.booleans() if period.year in YEARS_WITH_EVERY_LUNCH else st.just(False)
    born = st.dates(period.shifted(-15 * 12).first_day, period.control.last_day)
    children = [
        child(number, day, lunch_away=draw(lunch), days=draw(st.sampled_from((None, None, 10, 15, 29))))
        for number, day in enumerate(sorted(draw(st.lists(born, max_size=6))), start=1)
    ]
    return (*adults, *children)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """An application with everybody answering: what the agencies show is also what the applicant states."""
    period, local = draw(periods), draw(settings_of_a_municipality())
    members = draw(households(period))
    month = local.income_month_of(period)
    adults = [one.key for one in members if one.key in {APPLICANT, CO_APPLICANT}]
    payments = {key: _payments(draw, month) for key in adults}
    declared_by_now = local.income_month is IncomeMonth.PREVIOUS
    wages = {key: _wages(draw, month) if declared_by_now else () for key in adults}
    others = draw(st.integers(0, 3)) if _shares(local, adults) else 0
    return Case(
        period=period,
        members=members,
        rules=local,
        costs=tuple(draw(costs)),
        payments=payments,
        wages=wages,
        incomes=tuple(told for key in adults for told in _told(key, payments[key], wages[key])),
        housing={"persons": len(members) + others},
        history={"job_stimuli": draw(_stimuli(month, adults)), "plans": (PLAN_FOR_EVER,)},
    )


def _shares(local: MunicipalityRules, adults: list[str]) -> bool:
    """Whether the municipality shares the costs of a dwelling without asking: for a couple only by choice."""
    setting = local.others_in_dwelling
    alone = len(adults) == 1
    return setting is OthersInDwelling.SHARE_ALL or (setting is OthersInDwelling.SHARE and alone)


costs = st.lists(
    st.builds(lambda kind, amount: cost(kind, str(amount)), st.sampled_from(KINDS), ore),
    max_size=5,
    unique_by=lambda one: one.kind,
)


def _payments(draw: st.DrawFn, month: Period) -> tuple[BenefitPayment, ...]:
    """Benefits of the income month, and mostly the same ones of the month before."""
    found = []
    for code in draw(st.lists(st.sampled_from(sorted(BENEFITS)), max_size=4, unique=True)):
        amount = draw(net) / Decimal(100)
        found.append(paid(code, str(amount), date(month.year, month.month, 20)))
        if draw(st.booleans()):
            before = month.shifted(-1)
            found.append(paid(code, str(amount), date(before.year, before.month, 20)))
    return tuple(found)


def _wages(draw: st.DrawFn, month: Period) -> tuple[EmployerDeclaration, ...]:
    employers = draw(st.lists(st.sampled_from(EMPLOYERS), max_size=2, unique=True))
    return tuple(declared(name, str(draw(net) / Decimal(100)), month) for name in employers)


def _told(
    key: str, payments: tuple[BenefitPayment, ...], wages: tuple[EmployerDeclaration, ...]
) -> list[StatedIncome]:
    latest = max((one.paid_on for one in payments), default=None)
    shown = [one for one in payments if one.paid_on == latest]
    benefits = [stated(f"BENEFIT:{BENEFITS[one.code]}", str(one.net), person=key) for one in shown]
    return [*benefits, *(stated("SALARY", str(one.net), person=key, payer=one.employer) for one in wages)]


def _stimuli(month: Period, adults: list[str]) -> st.SearchStrategy[tuple[JobStimulus, ...]]:
    """Jobbstimulans that covers the month, ends in it or begins after it, for one of the adults or none."""

    def window(key: str, starts: int) -> JobStimulus:
        first = month.first_day + timedelta(days=starts)
        return JobStimulus(person=key, valid_from=first, valid_to=first + timedelta(days=729))

    one = st.builds(window, st.sampled_from(adults), st.sampled_from((-900, -60, -60, 0, 10, 40)))
    return st.lists(one, max_size=2, unique_by=lambda each: each.person).map(tuple)


def shuffled(chance: Callable[[], float], values: tuple) -> tuple:  # type: ignore[type-arg]
    """The same values in an order that `chance` decides."""
    return tuple(sorted(values, key=lambda _: chance()))
