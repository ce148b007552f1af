"""The draft's text in seven parts, in plain Swedish: what a caseworker reads before deciding.

No names and no personnummer.
A draft with an open question never shows an amount to grant, and a refusal never gets a ready-made text.
The proposal becomes the text of the decision as it stands: where there is none it is empty, and why is said
among the deviations. What is noted and asks for nothing stands there too, after what does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.eligibility.assessment import Assessment, Calculation, Finding, Proposal, Row, Verdict, Weight
from flows.eligibility.case import CaseFacts
from flows.eligibility.draft_lines import bullets, table, wrapped
from flows.eligibility.draft_sources import sources
from flows.eligibility.municipality import MunicipalityRules
from flows.eligibility.phrases import Phrases
from flows.eligibility.refusal_talk import talk
from flows.eligibility.warning_kinds import TO_READ
from flows.eligibility.wording import counted, day, kronor, sentence

NOTHING_DEVIATES = "Inget avviker."


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftParts:
    """The seven parts in reading order; `proposal` is empty for AVSLAG and UTREDNING."""

    verdict: str
    changes: str
    deviations: str
    calculation: str
    sources: str
    proposal: str
    basis: str


def compose(
    assessment: Assessment, facts: CaseFacts, rules: MunicipalityRules, *, notes: Sequence[str] = ()
) -> DraftParts:
    """Write the draft of an assessment; every line but the verdict is at most 78 characters.

    `notes` are said among the deviations, after what the rules have noted.
    """
    month = facts.period.in_words
    return DraftParts(
        verdict=verdict(assessment, month),
        changes=_changes(assessment),
        deviations=_deviations(assessment, facts, rules, notes=notes),
        calculation=_calculation(assessment),
        sources=sources(assessment, facts),
        proposal=_proposal(assessment, month, rules.phrases),
        basis=_basis(assessment),
    )


def verdict(assessment: Assessment, month: str) -> str:
    """The proposal in one line; `month` in words."""
    amount = _amount(assessment)
    match assessment.proposal:
        case Proposal.BIFALL:
            return f"Förslag: bifall {amount} för {month}. {_deviation_count(assessment)}"
        case Proposal.DELAVSLAG:
            cuts = counted(len(_cuts(assessment.calculation)), "en kostnad nedsatt", "kostnader nedsatta")
            return f"Förslag: delvis bifall {amount} för {month}, {cuts}.{_further(assessment)}"
        case Proposal.AVSLAG:
            known = "Inkomsterna räcker till norm och kostnader."
            return f"Förslag: avslag för {month}. {known}{_further(assessment)}"
        case Proposal.UTREDNING:
            return _inquiry(assessment, month)


def _amount(assessment: Assessment) -> str:
    """What is to be granted; blank for a proposal that grants nothing."""
    return kronor(assessment.amount) if assessment.amount is not None else ""


def _deviation_count(assessment: Assessment) -> str:
    to_read = _to_read(assessment)
    deviates = _further(assessment).removesuffix(to_read).lstrip() or NOTHING_DEVIATES
    return f"{deviates}{to_read}"


def _further(assessment: Assessment) -> str:
    """How much there is to take a stand on besides the costs that the proposal itself cuts, and to read."""
    cuts_are_told = assessment.proposal is Proposal.DELAVSLAG
    deviations = [one for one in assessment.weighing(Weight.DEVIATION) if one.warns not in TO_READ]
    number = sum(not (cuts_are_told and one.verdict is Verdict.NOT_MET) for one in deviations)
    to_judge = f" {sentence(counted(number, 'en avvikelse', 'avvikelser'))} att bedöma." if number else ""
    return f"{to_judge}{_to_read(assessment)}"


def _to_read(assessment: Assessment) -> str:
    """What deviates from nothing and still asks to be read: messages, attachments, notes of a condition."""
    noted = [one for one in assessment.weighing(Weight.NOTE) if one.warns is not None]
    sent = [one for one in assessment.weighing(Weight.DEVIATION) if one.warns in TO_READ]
    number = len(noted) + len(sent)
    return f" {sentence(counted(number, 'en uppgift', 'uppgifter'))} att läsa." if number else ""


def _inquiry(assessment: Assessment, month: str) -> str:
    if assessment.wait_until is not None:
        return f"Väntar på uppgifter för {month}, till {day(assessment.wait_until)}."
    number = len(assessment.weighing(Weight.OPEN))
    return f"Förslag: utredning för {month}. {sentence(counted(number, 'en fråga', 'frågor'))} att svara på."


def _changes(assessment: Assessment) -> str:
    changes = assessment.weighing(Weight.CHANGE)
    if changes:
        return _listed(changes)
    doubts = any(assessment.weighing(weight) for weight in (Weight.OPEN, Weight.WAIT, Weight.DEVIATION))
    if doubts:
        return "Inget utöver det som står under avvikelser."
    return "Inget har ändrats sedan förra månaden."


def _deviations(
    assessment: Assessment, facts: CaseFacts, rules: MunicipalityRules, *, notes: Sequence[str]
) -> str:
    parts = [
        f"{heading}\n{_listed(findings)}"
        for weight, heading in (
            (Weight.OPEN, "Öppna frågor:"),
            (Weight.WAIT, "Väntar på:"),
            (Weight.DEVIATION, "Att ta ställning till:"),
        )
        if (findings := assessment.weighing(weight))
    ]
    before_refusal = wrapped(talk(assessment, facts.period, rules))
    why = wrapped(_no_text(assessment, facts.period.in_words, rules.phrases))
    noted = [*(finding.reason for finding in assessment.weighing(Weight.NOTE)), *notes]
    beside = f"Noterat:\n{bullets(noted)}" if noted else ""
    nothing = "" if parts or why else NOTHING_DEVIATES
    told = (nothing, *parts, before_refusal, beside, why)
    return "\n\n".join(one for one in told if one)


def _listed(findings: tuple[Finding, ...]) -> str:
    return bullets(finding.reason for finding in findings)


def _calculation(assessment: Assessment) -> str:
    if assessment.calculation is None:
        return "Ingen beräkning: normen kunde inte läggas."
    known = assessment.proposal is not Proposal.UTREDNING
    text = table(assessment.calculation, with_result=known, proposed=assessment.amount)
    if known:
        return text
    return f"{text}\n\nBeräkningen är inte färdig: summan räknas ut när frågorna är besvarade."


def _proposal(assessment: Assessment, month: str, phrases: Phrases) -> str:
    slots = {"period": month, "belopp": _amount(assessment)}
    match assessment.proposal:
        case Proposal.BIFALL:
            paragraphs = [phrases.granted.format(**slots), phrases.appeal]
        case Proposal.DELAVSLAG:
            cuts = [_cut(row, phrases) for row in _cuts(assessment.calculation)]
            paragraphs = [phrases.partly_granted.format(**slots), *cuts, phrases.appeal]
        case Proposal.AVSLAG | Proposal.UTREDNING:
            paragraphs = []
    if paragraphs and phrases.contact:
        paragraphs.append(phrases.contact)
    return "\n\n".join(wrapped(one) for one in paragraphs)


def _no_text(assessment: Assessment, month: str, phrases: Phrases) -> str:
    """Why there is no text for the decision; nothing when there is one."""
    if assessment.proposal is Proposal.AVSLAG:
        return phrases.no_text_for_refusal
    if assessment.proposal is not Proposal.UTREDNING:
        return ""
    if assessment.wait_until is not None:
        return phrases.wait.format(dag=day(assessment.wait_until))
    return phrases.no_text_for_inquiry.format(period=month)


def _cut(row: Row, phrases: Phrases) -> str:
    applied = row.amount if row.applied is None else row.applied
    return phrases.cut_cost.format(
        kostnad=row.label.lower(), sokt=kronor(applied), godtaget=kronor(row.amount), skal=row.note
    )


def _cuts(calculation: Calculation | None) -> list[Row]:
    rows = calculation.rows if calculation else ()
    return [row for row in rows if row.applied is not None and row.amount < row.applied]


def _basis(assessment: Assessment) -> str:
    rows = assessment.calculation.rows if assessment.calculation else ()
    references = [row.reference for row in rows] + [finding.reference for finding in assessment.findings]
    return bullets(_paragraphs(references))


def _paragraphs(references: Iterable[str]) -> list[str]:
    """Each paragraph once; an act named alone is left out where a paragraph of it is named too."""
    single = {one for reference in references for one in reference.split("; ") if one}
    return sorted(one for one in single if not any(other.startswith(f"{one},") for other in single))
