"""What must hold for every application, tried on many that nobody thought of."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Assessment, Proposal
from flows.eligibility.case import CaseFacts, History
from flows.eligibility.draft_text import compose
from flows.eligibility.explanation import explain
from flows.eligibility.facts import Fact, Missing, Why
from tests.household_facts import APPLICANT, Case, child, declared, missing, paid, parameters, stated
from tests.many_households import cases, costs, ore, shuffled

# What is drawn differs from run to run, so no line of the law may be covered by it alone.
pytestmark = pytest.mark.no_cover
HEALTH = [HealthCheck.too_slow]
EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "20"))
"""Drawn for each property; `make campaigns` draws many more."""
few = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=HEALTH)
fewer = settings(few, max_examples=max(EXAMPLES // 8, 3))
LEAVES_NO_AMOUNT = (
    *(("benefits", name) for name in ("fk", "pm", "csn", "so", "claims")),
    *(("tax", name) for name in ("declarations", "payouts", "capital")),
    *(("facts", name) for name in ("statement", "history", "moved")),
)
CHANGES_NOTHING = (("benefits", "af"),)
CONTEXT_ONLY = (("history", "repayment_claims"), ("tax", "earlier_in_year"))


def day_of_income(case: Case) -> date:
    month = case.rules.income_month_of(case.period)
    return date(month.year, month.month, 21)


def with_benefit(case: Case, more: Decimal) -> Case:
    mine = case.payments.get(APPLICANT, ())
    payments = {**case.payments, APPLICANT: (*mine, paid("BOB", str(more), day_of_income(case)))}
    told = stated("BENEFIT:Bostadsbidrag", str(more))
    return replace(case, payments=payments, incomes=(*case.incomes, told))


def with_wage(case: Case, more: Decimal) -> Case:
    month = case.rules.income_month_of(case.period)
    wages = {**case.wages, APPLICANT: (*case.wages.get(APPLICANT, ()), declared("Nytt AB", str(more), month))}
    return replace(case, wages=wages, incomes=(*case.incomes, stated("SALARY", str(more), payer="Nytt AB")))


def with_swish(case: Case, more: Decimal) -> Case:
    return replace(case, incomes=(*case.incomes, stated("SWISH_DEPOSITS", str(more))))


def result_of(assessment: Assessment) -> Decimal:
    assert assessment.calculation is not None
    return assessment.calculation.result


@pytest.mark.parametrize("add", [with_benefit, with_wage, with_swish])
@few
@given(case=cases(), more=ore)
def test_more_income_never_raises_the_amount(add, case: Case, more: Decimal) -> None:  # type: ignore[no-untyped-def]
    before, after = case.assessed(), add(case, more).assessed()
    assert result_of(after) >= result_of(before)
    if before.proposal is Proposal.AVSLAG:
        assert after.amount is None
    if before.amount is not None:
        assert (after.amount or 0) <= before.amount


@few
@given(cases(), st.integers(0, 17 * 365), st.booleans())
def test_one_more_child_never_lowers_the_norm(case: Case, days_old: int, lunch_away: bool) -> None:
    born = case.period.control.last_day - timedelta(days=days_old)
    more = child(9, born, lunch_away=lunch_away)
    persons = {"persons": case.housing["persons"] + 1}  # type: ignore[operator]
    before = case.assessed().calculation
    after = replace(case, members=(*case.members, more), housing=persons).assessed().calculation
    assert before is not None
    assert after is not None
    assert after.norm >= before.norm


@few
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_anything_never_matters(case: Case, chance: Random) -> None:
    def mixed(values: tuple) -> tuple:  # type: ignore[type-arg]
        return shuffled(chance.random, values)

    other = replace(
        case,
        members=mixed(case.members),
        payments={key: mixed(values) for key, values in mixed(tuple(case.payments.items()))},
        wages={key: mixed(values) for key, values in mixed(tuple(case.wages.items()))},
        incomes=mixed(case.incomes),
        costs=mixed(case.costs),
        history={name: mixed(values) for name, values in case.history.items()},  # type: ignore[arg-type]
    )
    assert other.assessed() == case.assessed()


@few
@given(cases())
def test_asking_again_gives_the_same_answer_to_the_ore_and_to_the_letter(case: Case) -> None:
    first, second = case.assessed(), case.assessed()
    assert first == second
    assert compose(first, case.facts(), case.rules) == compose(second, case.facts(), case.rules)
    assert explain(first, case.facts()) == explain(second, case.facts())


@few
@given(cases())
def test_an_amount_is_the_whole_kronor_of_the_result_and_never_more_than_is_applied_for(case: Case) -> None:
    assessment = case.assessed()
    assert (assessment.amount is None) == (assessment.proposal in {Proposal.AVSLAG, Proposal.UTREDNING})
    if assessment.amount is not None:
        assert assessment.calculation is not None
        assert assessment.amount == case.rules.whole_kronor(-assessment.calculation.result)
        most = assessment.calculation.norm + sum((one.amount for one in case.costs), Decimal(0))
        assert 0 < assessment.amount <= most + 1


def known_in(facts: CaseFacts) -> Iterator[tuple[str, str]]:
    """Every question to a source that the facts hold an answer to, by part and name."""
    history = facts.history
    assert isinstance(history, Fact)
    parts = {
        "facts": facts,
        "history": history.value,
        "tax": facts.tax[APPLICANT],
        "benefits": facts.benefits[APPLICANT],
    }
    for part, record in parts.items():
        for field in fields(record):
            if isinstance(getattr(record, field.name), Fact | Missing):
                yield part, field.name


def lacking(facts: CaseFacts, part: str, name: str, why: Why) -> CaseFacts:
    """The facts with one answer missing."""
    gone = {name: missing(why)}
    match part:
        case "facts":
            return replace(facts, **gone)
        case "history":
            assert isinstance(facts.history, Fact)
            history: History = replace(facts.history.value, **gone)
            return replace(facts, history=replace(facts.history, value=history))
        case _:
            answers = getattr(facts, part)
            return replace(facts, **{part: {**answers, APPLICANT: replace(answers[APPLICANT], **gone)}})


def test_every_question_to_a_source_stands_in_one_of_the_lists_here() -> None:
    lists = (*LEAVES_NO_AMOUNT, *CHANGES_NOTHING, *CONTEXT_ONLY)
    assert sorted(known_in(Case().facts())) == sorted(lists)


@pytest.mark.parametrize("why", [Why.FETCH_FAILED, Why.NOT_FETCHED, Why.NOT_FOUND])
@pytest.mark.parametrize(("part", "name"), LEAVES_NO_AMOUNT)
@fewer
@given(case=cases(), days=st.integers(0, 40))
def test_a_missing_fact_never_leaves_an_amount(part: str, name: str, why: Why, case: Case, days: int) -> None:
    today = case.period.first_day + timedelta(days=15 + days)
    facts = lacking(case.facts(), part, name, why)
    assessment = assess(facts, parameters(), case.rules, today=today)
    assert assessment.proposal is Proposal.UTREDNING
    assert assessment.amount is None


@pytest.mark.parametrize("why", [Why.FETCH_FAILED, Why.NOT_FETCHED, Why.NOT_FOUND])
@pytest.mark.parametrize(("part", "name"), [*CHANGES_NOTHING, *CONTEXT_ONLY])
@fewer
@given(case=cases(), days=st.integers(0, 40))
def test_an_amount_that_stands_without_a_fact_is_the_same_with_it(
    part: str, name: str, why: Why, case: Case, days: int
) -> None:
    today = case.period.first_day + timedelta(days=15 + days)
    without = assess(lacking(case.facts(), part, name, why), parameters(), case.rules, today=today)
    with_it = assess(case.facts(), parameters(), case.rules, today=today)
    if without.amount is not None:
        assert without.amount == with_it.amount


@few
@given(drawn=costs)
def test_a_household_without_incomes_is_granted_something_or_asked_about(drawn: list) -> None:  # type: ignore[type-arg]
    assert Case(costs=tuple(drawn)).assessed().proposal is not Proposal.AVSLAG


@pytest.mark.parametrize("proposal", Proposal)
def test_the_drawn_applications_end_in_every_way(proposal: Proposal) -> None:
    """Else the properties above would hold for want of amounts."""
    draws = settings(
        max_examples=2000, deadline=None, phases=(Phase.generate,), derandomize=True, database=None
    )
    found = find(cases(), lambda case: case.assessed().proposal is proposal, settings=draws)
    assert found.assessed().proposal is proposal


def test_fewer_than_half_of_the_drawn_applications_are_questions() -> None:
    ends: Counter[Proposal] = Counter()

    @settings(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=HEALTH)
    @given(cases())
    def draw(case: Case) -> None:
        ends[case.assessed().proposal] += 1

    draw()
    assert ends[Proposal.UTREDNING] < ends.total() / 2
