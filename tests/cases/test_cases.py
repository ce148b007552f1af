"""Every legal case in this folder's YAML comes out as it says."""

from decimal import Decimal

import pytest

from flows.eligibility.assessment import Assessment, Proposal, Section, Weight
from flows.eligibility.completion import asked_of_applicant
from flows.eligibility.draft_text import compose
from flows.eligibility.wording import kronor
from tests.cases.case_model import LegalCase, legal_cases
from tests.cases.sweep import FILES, Asked, asked, names_in
from tests.household_facts import reasons

# What it covers of the law, the golden texts cover too; and lines that are counted take three times as long.
pytestmark = pytest.mark.no_cover
CASES = legal_cases()


@pytest.mark.parametrize("legal_case", CASES, ids=[one.namn for one in CASES])
def test_the_case_comes_out_as_it_says(legal_case: LegalCase) -> None:
    assessment = asked(legal_case.namn).assessment
    expected = legal_case.väntat
    amount = None if expected.belopp is None else Decimal(expected.belopp)
    assert (assessment.proposal, assessment.amount) == (expected.förslag, amount), said(assessment)
    assert assessment.wait_until == expected.väntar_till
    assert_sums(legal_case, assessment)
    assert_words(legal_case, assessment)


@pytest.mark.parametrize("file", FILES)
def test_the_draft_is_narrow_names_nobody_and_shows_no_amount_while_a_question_is_open(
    file: str, subtests: pytest.Subtests
) -> None:
    for name in names_in(file):
        with subtests.test(name):
            assert_draft(asked(name))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150
    assert len({one.namn for one in CASES}) == len(CASES)


def assert_draft(one: Asked) -> None:
    parts = compose(one.assessment, one.facts, one.case.rules)
    text = "\n".join(getattr(parts, name) for name in parts.__dataclass_fields__)
    assert all(len(line) <= 78 for line in text.splitlines() if line != parts.verdict), text
    assert len(parts.verdict) <= 120
    assert "\n" not in parts.verdict
    assert not any(member.key in text for member in one.case.members if member.key.startswith("barn-"))
    assert_talk(one, parts.deviations)
    if one.assessment.amount is None:
        assert parts.proposal == ""
        assert "Fältet Förslag till beslut är tomt" in parts.deviations.split("\n\n")[-1]
        assert "Underskott" not in text
        assert "Du får ekonomiskt bistånd" not in text
    else:
        assert f"{one.assessment.amount:,} kr".replace(",", " ") in parts.proposal


def assert_talk(one: Asked, deviations: str) -> None:
    """A refusal asks for a conversation, before the decision, about the incomes that cover the month."""
    told, calculation = " ".join(deviations.split()), one.assessment.calculation
    if one.assessment.proposal is not Proposal.AVSLAG or calculation is None:
        assert "Ha ett samtal" not in told
        return
    period = one.facts.period
    assert f"Ha ett samtal med den sökande innan du beslutar om {period.in_words}." in told
    assert f"inkomsterna i {one.case.rules.income_month_of(period).in_words}." in told
    incomes = [row for row in calculation.rows if row.section is Section.INCOME]
    assert all(f"{row.label} {kronor(row.amount)}" in told for row in incomes)
    assert "Du kan överklaga" not in told


def assert_sums(legal_case: LegalCase, assessment: Assessment) -> None:
    expected, calculation = legal_case.väntat, assessment.calculation
    if expected.norm is not None:
        assert calculation is not None
        assert calculation.norm == Decimal(expected.norm)
    if expected.inkomster is not None:
        assert calculation is not None
        assert calculation.total(Section.INCOME) == Decimal(expected.inkomster)
    if expected.kostnader is not None:
        assert calculation is not None
        costs = calculation.total(Section.COST) + calculation.total(Section.SPECIAL_COST)
        assert costs == Decimal(expected.kostnader)


def assert_words(legal_case: LegalCase, assessment: Assessment) -> None:
    expected = legal_case.väntat
    for weight, words in (
        (Weight.OPEN, expected.öppet),
        (Weight.DEVIATION, expected.avviker),
        (Weight.CHANGE, expected.ändrat),
        (Weight.NOTE, expected.noteras),
    ):
        for word in words:
            assert word in reasons(assessment, weight), said(assessment)
    kinds = {one.warns.name for one in assessment.findings if one.warns}
    assert set(expected.varningar) <= kinds, said(assessment)
    rows = assessment.calculation.rows if assessment.calculation else ()
    assert set(expected.formler) <= {row.formula for row in rows}, [row.formula for row in rows]
    cited = {one for said in (*rows, *assessment.findings) for one in said.reference.split("; ")}
    assert set(expected.lagrum) <= cited, sorted(cited)
    if expected.begärs is not None:
        assert list(asked_of_applicant(assessment.findings)) == expected.begärs
    if expected.antal_frågor is not None:
        assert len(assessment.weighing(Weight.OPEN)) == expected.antal_frågor, said(assessment)
    if expected.inget_avviker:
        assert not assessment.weighing(Weight.DEVIATION), said(assessment)


def said(assessment: Assessment) -> str:
    """What the law said, for a failure's report."""
    return "\n".join(f"{one.weight}: {one.reason}" for one in assessment.findings)
