"""What was stored by an earlier version reads as it was, and is explained with what it holds."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from adapters.persistence.documents import ASSESSMENT, FACTS, Document
from adapters.persistence.seal import Seal, new_key
from flows.eligibility.assessment import Proposal
from flows.eligibility.explanation import explain
from tests.cases.sweep import FILES, asked, names_in

OLD = json.loads((Path(__file__).parent / "stored_before_formulas.json").read_text(encoding="utf-8"))
SEAL = Seal([new_key()])
T = TypeVar("T")


def read(document: Document[T], stored: object) -> T:
    return document.unsealed(SEAL.seal(json.dumps(stored).encode()), SEAL)


def test_an_assessment_from_before_formulas_and_kinds_of_warning_reads() -> None:
    assessment = read(ASSESSMENT, OLD["assessment"])
    assert assessment.proposal is Proposal.UTREDNING
    assert assessment.calculation is not None
    assert {row.formula for row in assessment.calculation.rows} == {""}
    assert {(one.warns, one.about) for one in assessment.findings} == {(None, "")}
    assert [row.amount for row in assessment.calculation.rows if row.label == "Lön efter skatt"] == [
        Decimal(2250)
    ]


def test_facts_from_before_the_later_questions_read() -> None:
    facts = read(FACTS, OLD["facts"])
    assert facts.case_ref == "UTK-9901-1"
    assert [one.key for one in facts.members] == ["sokande", "medsokande", "barn-1", "barn-2"]


def test_what_an_earlier_version_stored_is_explained() -> None:
    text = explain(read(ASSESSMENT, OLD["assessment"]), read(FACTS, OLD["facts"]))
    assert "  Lön efter skatt                                                     2 250,00" in text
    assert "Varning:" not in text
    assert "- A-kassorna (via Försäkringskassan): inget svar. Källan svarade med fel." in text


@pytest.mark.parametrize("file", FILES)
def test_a_stored_case_is_explained_in_the_very_words_of_the_day_it_was_assessed(
    file: str, subtests: pytest.Subtests
) -> None:
    for name in names_in(file):
        with subtests.test(name):
            one = asked(name)
            stored = ASSESSMENT.sealed(one.assessment, SEAL), FACTS.sealed(one.facts, SEAL)
            again = explain(ASSESSMENT.unsealed(stored[0], SEAL), FACTS.unsealed(stored[1], SEAL))
            assert again == explain(one.assessment, one.facts)
