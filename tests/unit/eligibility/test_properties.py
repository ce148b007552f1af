"""What must hold for every application, tried on many that nobody thought of."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.eligibility.assessment import Proposal
from flows.eligibility.case import BenefitPayment, Member, StatedCost
from flows.eligibility.draft_text import compose
from flows.eligibility.facts import Why
from tests.household_facts import APPLICANT, CO_APPLICANT, Case, adult, child, cost, missing, paid, stated

OCTOBER = date(2026, 10, 20)
CODES = ("ABB", "US", "BOB", "AS", "SJP")
WORDS = {
    "ABB": "Barnbidrag",
    "US": "Underhållsstöd",
    "BOB": "Bostadsbidrag",
    "AS": "Aktivitetsstöd",
    "SJP": "Sjukpenning",
}
KINDS = ("RENT", "ELECTRICITY", "HOME_INSURANCE", "INTERNET", "UNION_FEE", "MEDICINE", "TRAVEL_APPROVED")
ore = st.integers(0, 2_000_000).map(lambda value: Decimal(value) / 100)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def households(draw: st.DrawFn) -> tuple[Member, ...]:
    adults = [adult()] + ([adult(CO_APPLICANT)] if draw(st.booleans()) else [])
    births = draw(st.lists(st.dates(date(2011, 1, 1), date(2026, 10, 31)), max_size=6))
    children = [
        child(number, born, lunch_away=draw(st.booleans()), days=draw(st.sampled_from((None, 10, 15, 29))))
        for number, born in enumerate(sorted(births), start=1)
    ]
    return (*adults, *children)


payments = st.lists(
    st.builds(lambda code, net: paid(code, str(net), OCTOBER), st.sampled_from(CODES), ore), max_size=5
)
costs = st.lists(
    st.builds(lambda kind, amount: cost(kind, str(amount)), st.sampled_from(KINDS), ore),
    max_size=5,
    unique_by=lambda one: one.kind,
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    return Case(
        members=draw(households()),
        payments={APPLICANT: tuple(draw(payments))},
        costs=tuple(draw(costs)),
    )


def with_more(case: Case, more: BenefitPayment) -> Case:
    return replace(case, payments={APPLICANT: (*case.payments[APPLICANT], more)})


@few
@given(cases(), ore)
def test_more_income_never_raises_the_amount(case: Case, more: Decimal) -> None:
    before = case.assessed()
    after = with_more(case, paid("BOB", str(more), OCTOBER)).assessed()
    assert (after.amount or 0) <= (before.amount or 0)


@few
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_anything_never_matters(case: Case, chance: Random) -> None:
    def shuffled(values: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(sorted(values, key=lambda _: chance.random()))

    incomes = tuple(stated(f"BENEFIT:{WORDS[one.code]}", str(one.net)) for one in case.payments[APPLICANT])
    told = replace(case, incomes=incomes)
    other = replace(
        told,
        members=shuffled(case.members),
        payments={APPLICANT: shuffled(case.payments[APPLICANT])},
        incomes=shuffled(incomes),
        costs=shuffled(case.costs),
    )
    assert other.assessed() == told.assessed()


@few
@given(cases())
def test_asking_again_gives_the_same_answer_to_the_ore_and_to_the_letter(case: Case) -> None:
    first, second = case.assessed(), case.assessed()
    assert first == second
    assert compose(first, case.facts(), case.rules) == compose(second, case.facts(), case.rules)


@few
@given(cases())
def test_an_amount_is_whole_kronor_and_never_more_than_norm_and_costs_applied_for(case: Case) -> None:
    assessment = case.assessed()
    assert (assessment.amount is None) == (assessment.proposal in {Proposal.AVSLAG, Proposal.UTREDNING})
    if assessment.amount is not None:
        assert assessment.amount == assessment.amount.to_integral_value()
        assert assessment.calculation is not None
        most = assessment.calculation.norm + sum((one.amount for one in case.costs), Decimal(0))
        assert 0 < assessment.amount <= most + 1


@pytest.mark.parametrize("why", [Why.FETCH_FAILED, Why.NOT_FETCHED, Why.NOT_FOUND])
@pytest.mark.parametrize(
    ("part", "name"),
    [
        *(("benefits", name) for name in ("fk", "pm", "csn", "so", "claims")),
        *(("tax", name) for name in ("declarations", "payouts", "capital")),
        *(("other", name) for name in ("statement", "history", "moved")),
    ],
)
@settings(max_examples=5, deadline=None)
@given(case=cases(), days=st.integers(0, 40))
def test_a_missing_fact_never_leaves_an_amount(part: str, name: str, why: Why, case: Case, days: int) -> None:
    lacking = replace(case, today=date(2026, 11, 16 + days % 14), **{part: {name: missing(why)}})  # type: ignore[arg-type]
    assessment = lacking.assessed()
    assert assessment.proposal is Proposal.UTREDNING
    assert assessment.amount is None


def test_kinds_of_cost_in_these_tests_are_the_municipalitys() -> None:
    granted: tuple[StatedCost, ...] = tuple(cost(kind, 1) for kind in KINDS)
    assert Case(costs=granted).assessed().proposal is Proposal.DELAVSLAG
