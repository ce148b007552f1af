"""The explanation of every case in YAML: it adds up, rests on facts and paragraphs, and names nobody."""

import re
from decimal import Decimal
from functools import cache

import pytest

from flows.eligibility.assessment import Assessment, Section
from flows.eligibility.explanation import explain
from flows.eligibility.wording import kronor
from tests.cases.case_model import legal_cases
from tests.explanation_parts import part, sums

CASES = {one.namn: one for one in legal_cases()}


@cache
def told(name: str) -> tuple[Assessment, str]:
    """The assessment and the explanation of a case in YAML, made once for all the tests that read them."""
    case = CASES[name].case()
    assessment = case.assessed()
    return assessment, explain(assessment, case.facts())


@pytest.mark.parametrize("name", CASES)
def test_every_section_of_every_case_adds_up_to_its_sum(name: str) -> None:
    assessment, text = told(name)
    if assessment.calculation is None:
        assert "Ingen beräkning" in text
        return
    for section in re.split(r"(?<=\d\d)\n\n(?=\S)", part(text, "Beräkning")):
        amounts = sums(section.splitlines())
        total = [amount for label, amount in amounts.items() if label.endswith("Summa")]
        rows = [amount for label, amount in amounts.items() if not label.endswith("Summa")]
        assert len(total) == any(section.startswith(one.value) for one in Section)
        assert sum(total) == pytest.approx(sum(rows), abs=Decimal("0.01") * len(rows))


@pytest.mark.parametrize("name", CASES)
def test_every_row_of_every_case_names_its_facts_and_its_paragraph(name: str) -> None:
    calculation = told(name)[0].calculation
    for row in calculation.rows if calculation else ():
        assert row.reference, row.label
        assert row.evidence, row.label
        for one in row.evidence:
            assert all((one.what, one.value, one.source, one.as_of)), (row.label, one)


@pytest.mark.parametrize("name", CASES)
def test_every_amount_of_every_case_is_one_of_its_facts_or_tells_how_it_came_about(name: str) -> None:
    calculation = told(name)[0].calculation
    for row in calculation.rows if calculation else ():
        not_granted = row.applied is not None and row.amount == 0
        known = {one.value for one in row.evidence}
        assert row.formula or kronor(row.amount) in known or (not_granted and row.note), (row.label, known)


@pytest.mark.parametrize("name", CASES)
def test_every_explanation_is_narrow_whole_and_names_nobody(name: str) -> None:
    assessment, text = told(name)
    assert all(len(line) <= 78 for line in text.splitlines()[2:])
    joined = " ".join(text.split())
    for finding in assessment.findings:
        assert " ".join(finding.reason.split()) in joined
        assert f"Regel: {finding.rule} ({finding.verdict})." in joined
    if assessment.amount is None:
        assert "Underskott" not in text
    assert not re.search(r"\d{6,8}[-+]?\d{4}", text)
