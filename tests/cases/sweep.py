"""Every case in YAML and what the law says of it, asked once for all the tests that go through them all.

Not for a test that mutants are tried on: an answer kept here is older than the mutant.
"""

import os
from dataclasses import dataclass
from functools import cache

from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from tests.cases.case_model import legal_cases, written_cases
from tests.household_facts import Case

FILES = tuple(written_cases())
"""The files of cases, without their ending."""
BY_NAME = {one.namn: one for one in legal_cases()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A case, its facts, and the law's answer."""

    case: Case
    facts: CaseFacts
    assessment: Assessment


@cache
def asked(name: str) -> Asked:
    """The case of that name."""
    assert not os.environ.get("MUTANT_UNDER_TEST"), "a mutant would not be asked"
    case = BY_NAME[name].case()
    facts = case.facts()
    return Asked(case=case, facts=facts, assessment=case.assessed(facts))


def names_in(file: str) -> tuple[str, ...]:
    """The names of a file's cases, in order."""
    return tuple(one.namn for one in written_cases()[file])
