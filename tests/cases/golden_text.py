"""The words of every case's draft, as text that a person reads before they change.

`make golden` writes the folder `golden` anew, one file for each file of cases, and one with the explanation
of the first case of each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from flows.eligibility.assessment import Assessment, Finding, Row
from flows.eligibility.case import CaseFacts
from flows.eligibility.draft_sources import figure
from flows.eligibility.draft_text import DraftParts, compose
from flows.eligibility.explanation import explain
from flows.eligibility.wording import kronor
from tests.cases.case_model import FOLDER, written_cases
from tests.household_facts import Case

GOLDEN = FOLDER / "golden"
EXPLANATIONS = "forklaringar"
RULER = f"\n{'=' * 78}\n"
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
READ = "Lästa källor:\n"


@dataclass(frozen=True)
class Told:
    """A case with its facts, laid out once."""

    case: Case
    facts: CaseFacts

    @property
    def assessment(self) -> Assessment:
        """What the law says."""
        return self.case.assessed(self.facts)

    @property
    def explanation(self) -> str:
        """What `utkast explain` tells."""
        return explain(self.assessment, self.facts).strip()


def told(case: Case) -> Told:
    """The case with its facts."""
    return Told(case=case, facts=case.facts())


@cache
def case_files() -> dict[str, dict[str, Told]]:
    """Every file of cases by its name without ending: its cases by name, in the order of the file."""
    written = written_cases()
    return {name: {one.namn: told(one.case()) for one in cases} for name, cases in written.items()}


def first_cases() -> dict[str, Told]:
    """The first case of each file by its name, for the explanations."""
    return dict(next(iter(cases.items())) for cases in case_files().values())


@cache
def kept(name: str) -> dict[str, str]:
    """What is kept under a name: each case's words by its name."""
    path = golden_path(name)
    parts = path.read_text("utf-8").split(RULER)[1:] if path.exists() else []
    return {title.strip(): text.strip() for title, text in zip(parts[::2], parts[1::2], strict=True)}


def golden_path(name: str) -> Path:
    """Where the words of a file of cases are kept."""
    return GOLDEN / f"{name}.txt"


def words(one: Told) -> str:
    """The draft of a case in its seven parts, then its rows with their paragraphs, and all findings."""
    assessment = one.assessment
    draft = compose(assessment, one.facts, one.case.rules)
    parts = [f"--- {HEADINGS[part.name]}\n{getattr(draft, part.name)}" for part in fields(DraftParts)]
    parts.append("\n".join(["--- Raderna", *_rows(assessment)]))
    parts.append("\n".join(["--- Reglernas svar", *map(_finding, assessment.findings)]))
    return "\n\n".join(part.replace(_everybody(), f"{READ}(alla, den 18)") for part in parts)


@cache
def _everybody() -> str:
    """The sources of a plain application: they stand in nearly every draft, so they are told once."""
    plain = told(Case())
    return READ + compose(plain.assessment, plain.facts, plain.case.rules).sources.partition(READ)[2]


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
    asks = [f"Begärs: {finding.asks}"] if finding.asks else []
    below = [
        finding.reason,
        *asks,
        f"§ {finding.reference or '-'}",
        *(figure(one) for one in finding.evidence),
    ]
    return "\n".join([f"[{finding.rule}] {', '.join(marks)}", *(f"    {line}" for line in below)])


def _write(name: str, texts: dict[str, str]) -> None:
    parts = (f"{RULER}{title}{RULER}\n{text}\n" for title, text in texts.items())
    golden_path(name).write_text("".join([HEAD, *parts]), "utf-8")


def write_all() -> None:
    """Write every file anew and remove those that no file of cases stands behind."""
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.txt"):
        path.unlink()
    for name, cases in case_files().items():
        _write(name, {title: words(one) for title, one in cases.items()})
    _write(EXPLANATIONS, {title: one.explanation for title, one in first_cases().items()})


if __name__ == "__main__":
    write_all()
