"""A stored assessment told from end to end: the amount, its rows, what each rests on, and who was asked.

Nothing is computed anew: what is told is what was kept when the application was assessed, with the numbers
and paragraphs of that day.
It holds personal circumstances but no name and no personnummer: persons are told by their place.
"""

from collections.abc import Iterable
from decimal import Decimal

from flows.eligibility import household
from flows.eligibility.asked import Asked, every_question
from flows.eligibility.assessment import (
    Assessment,
    Calculation,
    Evidence,
    Finding,
    Proposal,
    Row,
    Section,
    Weight,
)
from flows.eligibility.case import CaseFacts, Member, PersonKey, Role
from flows.eligibility.draft_lines import (
    bullets,
    by_section,
    heading,
    result_lines,
    row_lines,
    sum_line,
    wrapped,
)
from flows.eligibility.draft_sources import figure
from flows.eligibility.draft_text import verdict
from flows.eligibility.wording import ORE, kronor, sentence

WEIGHTS = {
    Weight.OPEN: "Öppen fråga",
    Weight.WAIT: "Väntar",
    Weight.DEVIATION: "Att ta ställning till",
    Weight.CHANGE: "Ändring",
    Weight.NOTE: "Noterat",
}
STORED = (
    "Allt här är vad som sparades när ansökan bedömdes. "
    "Inget är omräknat med dagens belopp, regler eller uppgifter."
)
UNFINISHED = (
    "Beräkningen är inte färdig: en fråga är öppen eller en uppgift väntas, och ingen summa räknas ut."
)
EXACT = "Summorna räknas på exakta belopp; raderna visas med två decimaler."


def explain(assessment: Assessment, facts: CaseFacts) -> str:
    """The explanation as plain text, in lines of at most 78 characters but for the first two."""
    parts = (
        ("", f"{assessment.case_ref}\n{verdict(assessment, facts.period.in_words)}\n\n{wrapped(STORED)}"),
        ("Beräkning", _calculation(assessment)),
        ("Vad reglerna svarade", _findings(assessment)),
        ("Vad som frågades, om vem och när", _asked(facts)),
    )
    return "\n\n\n".join(f"{title}\n{'=' * len(title)}\n\n{text}" if title else text for title, text in parts)


def _calculation(assessment: Assessment) -> str:
    calculation = assessment.calculation
    if calculation is None:
        return "Ingen beräkning: normen kunde inte läggas."
    parts = [
        "\n\n".join([heading(section), *(_row(row) for row in rows), sum_line("  Summa", _sum(rows))])
        for section, rows in by_section(calculation)
    ]
    unfinished = assessment.proposal is Proposal.UTREDNING
    parts.append(wrapped(UNFINISHED) if unfinished else _result(calculation, assessment.amount))
    if any(_has_less_than_an_öre(row) for row in calculation.rows):
        parts.append(wrapped(EXACT))
    return "\n\n".join(parts)


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row.amount for row in rows), Decimal(0))


def _result(calculation: Calculation, proposed: Decimal | None) -> str:
    """The three sums and what is left; the parts of norm and costs that the sums above went into."""
    incomes, norm, result = calculation.total(Section.INCOME), calculation.norm, calculation.result
    terms = f"{kronor(incomes)} − {kronor(norm)} − {kronor(incomes - norm - result)}"
    left = kronor(result).replace("-", "−")
    sum_in_words = wrapped(f"Resultat: inkomster − norm − kostnader = {terms} = {left}")
    return "\n".join(["Resultat", *result_lines(calculation, proposed), "", sum_in_words])


def _has_less_than_an_öre(row: Row) -> bool:
    return row.amount != row.amount.quantize(ORE)


def _row(row: Row) -> str:
    told = [f"Underlag: {figure(one)}" for one in row.evidence]
    return "\n".join([*row_lines(row), *_below([*told, *_ground(row.reference, row.evidence)], "    ")])


def _findings(assessment: Assessment) -> str:
    found = [_finding(one) for weight in WEIGHTS for one in assessment.weighing(weight)]
    return "\n\n".join(found) or "Ingen regel hade något att säga utöver beräkningen."


def _finding(finding: Finding) -> str:
    told = [f"Regel: {finding.rule} ({finding.verdict})."]
    if finding.warns is not None:
        about = f", {finding.about}" if finding.about else ""
        told.append(f"Varning: {finding.warns.label}{about}.")
    told += [f"Underlag: {figure(one)}" for one in finding.evidence]
    told += _ground(finding.reference, finding.evidence)
    text = wrapped(f"{WEIGHTS[finding.weight]}: {finding.reason}")
    return "\n".join([text, *_below(told, "  ")])


def _ground(reference: str, evidence: Iterable[Evidence]) -> list[str]:
    """What it rests on in law, advice or case law, unless just told as where a number comes from."""
    told = {one.source for one in evidence}
    return [f"Grund: {reference}."] if reference and reference not in told else []


def _below(lines: Iterable[str], indent: str) -> list[str]:
    return [wrapped(line, first=indent, rest=f"{indent}  ") for line in lines]


def _asked(facts: CaseFacts) -> str:
    asked = every_question(facts)
    persons = dict.fromkeys(one.about for one in asked)
    parts = [f"{_person(facts, one)}:\n{_outcomes(asked, one)}" for one in persons]
    return "\n\n".join(parts)


def _outcomes(asked: Iterable[Asked], about: PersonKey) -> str:
    return bullets(f"{one.source}: {one.outcome}" for one in asked if one.about == about)


def _person(facts: CaseFacts, key: PersonKey) -> str:
    """The person by place, never by name: `Den sökande`, `Barn 1 (7 år)`."""
    if not key:
        return "Hushållet"
    who = next((one for one in facts.members if one.key == key), None)
    return "En person utanför hushållet" if who is None else sentence(_place(facts, who))


def _place(facts: CaseFacts, who: Member) -> str:
    if who.role is Role.CHILD:
        number = household.child_number(facts.members, who)
        return f"barn {number} ({household.age_in(who, facts.period)} år)"
    return "den sökande" if who.role is Role.APPLICANT else "medsökanden"
