"""The cases together ask every rule, end in every way, and raise every kind of warning."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from flows.eligibility.answer import Rule
from flows.eligibility.asked import every_question
from flows.eligibility.assess import RULES
from flows.eligibility.assessment import Assessment, Finding, Proposal, Section, Verdict, Weight
from flows.eligibility.facts import Missing, Why
from flows.eligibility.parameters import NoTable
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from tests.cases.sweep import BY_NAME, FILES, asked, names_in
from tests.household_facts import Case

LEAST = 200
SEEN = {Weight.OPEN, Weight.WAIT, Weight.DEVIATION, Weight.CHANGE}
NUMBER = re.compile(r"(?<!barn-)\b\d+")
KRONOR = re.compile(r"(\d[\d ]*(?:,\d\d)?) kr\b")
NAMES = [name for file in FILES for name in names_in(file)]
# What it covers of the law, the golden texts cover too.
pytestmark = pytest.mark.no_cover


@cache
def assessed() -> tuple[Assessment, ...]:
    return tuple(asked(name).assessment for name in BY_NAME)


def findings() -> Iterator[Finding]:
    return (finding for one in assessed() for finding in one.findings)


@cache
def questions() -> tuple[Question, ...]:
    return tuple(one.case.question(facts=one.facts) for one in map(asked, BY_NAME))


def has_something_to_say(rule: Rule, asked: Question) -> bool:
    try:
        answer = rule.answer(asked)
    except NoTable:
        return False
    return bool(answer.rows or answer.findings)


def test_there_are_enough_cases_and_no_two_have_the_same_name() -> None:
    assert len(NAMES) >= LEAST
    assert len(set(NAMES)) == len(NAMES)


def test_every_proposal_weight_verdict_and_part_of_the_calculation_is_reached() -> None:
    assert {one.proposal for one in assessed()} == set(Proposal)
    assert {finding.weight for finding in findings()} == set(Weight)
    assert {finding.verdict for finding in findings()} == set(Verdict)
    laid = {row.section for one in assessed() if one.calculation for row in one.calculation.rows}
    assert laid == set(Section)


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_every_rule_has_something_to_say_of_some_case(rule: Rule) -> None:
    assert any(has_something_to_say(rule, one) for one in questions())


@pytest.mark.parametrize("kind", WarningKind, ids=lambda one: one.name)
def test_every_kind_of_warning_is_raised_by_some_case(kind: WarningKind) -> None:
    assert any(finding.warns is kind for finding in findings())


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_every_kind_of_warning_that_a_rule_declares_is_raised_by_it_in_some_case(rule: Rule) -> None:
    assert {one.warns for one in findings() if one.rule == rule.name} >= set(rule.warns)


@pytest.mark.parametrize("why", [one for one in Why if one is not Why.NOT_APPLICABLE])
def test_every_kind_of_missing_fact_is_met_in_some_case(why: Why) -> None:
    answers = (asked.answer for one in questions() for asked in every_question(one.facts))
    assert any(isinstance(one, Missing) and one.why is why for one in answers)


@pytest.mark.parametrize("file", FILES)
def test_what_a_caseworker_sees_can_be_told_again_next_month(file: str, subtests: pytest.Subtests) -> None:
    for name in names_in(file):
        with subtests.test(name):
            one = asked(name)
            for finding in one.assessment.findings:
                if finding.weight in SEEN:
                    assert_can_be_told_again(finding, payers_in(one.case))


def assert_can_be_told_again(finding: Finding, payers: set[str]) -> None:
    assert finding.warns is not None, finding
    assert finding.about, finding
    assert not any(payer.casefold() in finding.about.casefold() for payer in payers), finding
    amounts = {amount.replace(" ", "") for amount in KRONOR.findall(finding.reason)}
    assert not amounts & set(NUMBER.findall(finding.about)), finding


def payers_in(case: Case) -> set[str]:
    """The names of employers that the case holds; nobody else has a name there."""
    declared = {one.employer for wages in case.wages.values() for one in wages}
    return declared | {one.payer for one in case.incomes if one.payer}
