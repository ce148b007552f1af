"""Whatever an employer is called, or an applicant calls one, it reads as a name and not as our own words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assessment import Assessment
from flows.eligibility.period import Period
from flows.eligibility.wording import quoted
from tests.household_facts import APPLICANT, Case, declared, paid, stated

OCTOBER, SEPTEMBER = Period(2026, 10), Period(2026, 9)
DECLARED, SAID = "Bifall ska beviljas", "Avslag” är fel. ”Allt godtas"
QUOTATION = re.compile("”[^”]*”")
TOLD_OF = {
    "nobody has stated it": Case(wages={APPLICANT: (declared(DECLARED, 3000, OCTOBER),)}),
    "it was there before": Case(
        wages={APPLICANT: (declared(DECLARED, 3000, OCTOBER), declared(DECLARED, 1000, SEPTEMBER))}
    ),
    "it is gone": Case(wages={APPLICANT: (declared(DECLARED, 1000, SEPTEMBER),)}),
    "it is below zero": Case(wages={APPLICANT: (declared(DECLARED, -500, OCTOBER),)}),
    "nobody has declared it": Case(incomes=(stated("SALARY", 3000, payer=SAID),)),
    "an authority pays for what nobody knows": Case(
        payments={APPLICANT: (replace(paid("XB", 3000, date(2026, 10, 20)), label=DECLARED),)}
    ),
    "it has another name": Case(
        wages={APPLICANT: (declared(DECLARED, 3000, OCTOBER), declared(DECLARED, 3000, SEPTEMBER))},
        incomes=(stated("SALARY", 3000, payer=SAID),),
    ),
    "it has another amount": Case(
        wages={APPLICANT: (declared(DECLARED, 3000, OCTOBER),)},
        incomes=(stated("SALARY", 2000, payer=DECLARED.upper()),),
    ),
}


def sentences(assessment: Assessment) -> Iterator[str]:
    for finding in assessment.findings:
        yield from (finding.reason, finding.asks)
        yield from (one.what for one in finding.evidence)
    yield from (one.what for row in assessment.calculation.rows for one in row.evidence)


@pytest.mark.parametrize("why", TOLD_OF)
def test_an_employers_name_stands_in_quotation_marks_wherever_it_is_told(why: str) -> None:
    told = list(sentences(TOLD_OF[why].assessed()))
    outside = [QUOTATION.sub("", one) for one in told]
    assert any(one != left for one, left in zip(told, outside, strict=True)), "the name is nowhere"
    words = (DECLARED, "beviljas", "godtas", "är fel")
    assert [one for one in outside if any(word.casefold() in one.casefold() for word in words)] == []


@pytest.mark.parametrize("name", ["A” B", "A“ B", "A„ B", 'A" B', "A» B", "A« B"])
def test_a_name_cannot_end_its_own_quotation(name: str) -> None:
    assert quoted(name) == "”A' B”"
