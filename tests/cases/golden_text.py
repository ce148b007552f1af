"""The words of every case's draft, as text that a person reads before they change.

`make golden` writes the folder `golden` anew, one file for each file of cases.
"""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from flows.eligibility.assessment import Assessment, Finding, Row
from flows.eligibility.draft_sources import figure
from flows.eligibility.draft_text import DraftParts, compose
from flows.eligibility.wording import kronor
from tests.cases.case_model import FOLDER, LegalCase

GOLDEN = FOLDER / "golden"
HEADINGS = {
    "verdict": "Omdöme",
    "changes": "Ändrat sedan förra månaden",
    "deviations": "Avvikelser",
    "calculation": "Beräkning",
    "sources": "Källor",
    "proposal": "Förslag till beslut",
    "basis": "Underlag i lag",
}
HEAD = "# Skrivs av `make golden`. Läs skillnaderna innan de sparas: det här är vad handläggaren läser.\n"


@cache
def case_files() -> dict[str, tuple[LegalCase, ...]]:
    """Every file of cases by its name without ending, in the order of the file."""
    listing = TypeAdapter(tuple[LegalCase, ...])
    files = sorted(path for path in FOLDER.glob("*.yaml") if not path.stem.startswith("riksnorm"))
    return {path.stem: listing.validate_python(yaml.safe_load(path.read_text("utf-8"))) for path in files}


def golden_path(name: str) -> Path:
    """Where the words of a file of cases are kept."""
    return GOLDEN / f"{name}.txt"


def golden(cases: tuple[LegalCase, ...]) -> str:
    """The drafts and findings of the cases, in their order."""
    return "\n\n".join([HEAD, *(_case(one) for one in cases)]) + "\n"


def write_all() -> None:
    """Write every file anew and remove those that no file of cases stands behind."""
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.txt"):
        if path.stem not in case_files():
            path.unlink()
    for name, cases in case_files().items():
        golden_path(name).write_text(golden(cases), "utf-8")


def _case(legal: LegalCase) -> str:
    case = legal.case()
    assessment = case.assessed()
    draft = compose(assessment, case.facts(), case.rules)
    parts = [f"{'=' * 78}\n{legal.namn}\n{'=' * 78}"]
    for part in fields(DraftParts):
        text = getattr(draft, part.name)
        parts.append(f"--- {HEADINGS[part.name]}\n{text or '(tomt)'}")
    parts.append("--- Raderna\n" + ("\n".join(_rows(assessment)) or "(inga)"))
    parts.append("--- Reglernas svar\n" + ("\n".join(map(_finding, assessment.findings)) or "(inga)"))
    return "\n\n".join(parts)


def _rows(assessment: Assessment) -> Iterator[str]:
    for row in assessment.calculation.rows if assessment.calculation else ():
        yield f"{row.section.value} | {row.label} | {row.amount}{_more(row)} | {row.reference}"


def _more(row: Row) -> str:
    applied = "" if row.applied is None else f", sökt {row.applied}"
    return applied + (f" = {row.formula}" if row.formula else "") + (f" ({row.note})" if row.note else "")


def _finding(finding: Finding) -> str:
    marks = [finding.weight.value, finding.verdict.value]
    if finding.warns is not None:
        marks.append(f"{finding.warns.name} {finding.about or '-'}")
    if finding.at_stake:
        marks.append(f"på spel {kronor(finding.at_stake)}")
    if finding.expected_on:
        marks.append(f"väntas {finding.expected_on}")
    below = [finding.reason, f"§ {finding.reference or '-'}", *(figure(one) for one in finding.evidence)]
    return "\n".join([f"[{finding.rule}] {', '.join(marks)}", *(f"    {line}" for line in below)])


if __name__ == "__main__":
    write_all()
