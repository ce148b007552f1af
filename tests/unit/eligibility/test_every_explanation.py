"""The explanation of every case in YAML: it adds up, rests on facts and paragraphs, and names nobody."""

import re
from decimal import Decimal
from functools import cache

import pytest

from flows.eligibility.assessment import Assessment, Row, Section
from flows.eligibility.explanation import explain
from flows.eligibility.wording import kronor
from tests.cases.sweep import FILES, asked, names_in
from tests.explanation_parts import part, sums

# What it covers of the law, other tests cover too.
pytestmark = [pytest.mark.no_cover, pytest.mark.parametrize("file", FILES)]


@cache
def told(name: str) -> str:
    """The explanation of a case in YAML, made once for all the tests that read it."""
    one = asked(name)
    return explain(one.assessment, one.facts)


def test_every_section_of_every_case_adds_up_to_its_sum(file: str, subtests: pytest.Subtests) -> None:
    for name in names_in(file):
        with subtests.test(name):
            if asked(name).assessment.calculation is None:
                assert "Ingen beräkning" in told(name)
            else:
                assert_sections_add_up(part(told(name), "Beräkning"))


def assert_sections_add_up(calculation: str) -> None:
    for section in re.split(r"(?<=\d\d)\n\n(?=\S)", calculation):
        amounts = sums(section.splitlines())
        total = [amount for label, amount in amounts.items() if label.endswith("Summa")]
        rows = [amount for label, amount in amounts.items() if not label.endswith("Summa")]
        assert len(total) == any(section.startswith(one.value) for one in Section)
        assert sum(total) == pytest.approx(sum(rows), abs=Decimal("0.01") * len(rows))


def rows_of(name: str) -> tuple[Row, ...]:
    calculation = asked(name).assessment.calculation
    return tuple(calculation.rows) if calculation else ()


def test_every_row_of_every_case_names_its_facts_and_its_paragraph(
    file: str, subtests: pytest.Subtests
) -> None:
    for name in names_in(file):
        with subtests.test(name):
            for row in rows_of(name):
                assert row.reference, row.label
                assert row.evidence, row.label
                for one in row.evidence:
                    assert all((one.what, one.value, one.source, one.as_of)), (row.label, one)


def test_every_amount_of_every_case_is_one_of_its_facts_or_tells_how_it_came_about(
    file: str, subtests: pytest.Subtests
) -> None:
    for name in names_in(file):
        with subtests.test(name):
            for row in rows_of(name):
                not_granted = row.applied is not None and row.amount == 0
                known = {one.value for one in row.evidence}
                told_how = row.formula or kronor(row.amount) in known or (not_granted and row.note)
                assert told_how, (row.label, known)


def test_every_explanation_is_narrow_whole_and_names_nobody(file: str, subtests: pytest.Subtests) -> None:
    for name in names_in(file):
        with subtests.test(name):
            assert_narrow_and_whole(asked(name).assessment, told(name))


def assert_narrow_and_whole(assessment: Assessment, text: str) -> None:
    assert all(len(line) <= 78 for line in text.splitlines()[2:])
    joined = " ".join(text.split())
    for finding in assessment.findings:
        assert " ".join(finding.reason.split()) in joined
        assert f"Regel: {finding.rule} ({finding.verdict})." in joined
    if assessment.amount is None:
        assert "Underskott" not in text
    assert not re.search(r"\d{6,8}[-+]?\d{4}", text)
