"""The draft that hands an application over where the caseworker works: no proposal, no amount, no rows.

Composes it, and knows it again. It must not know which systems there are nor when it may be left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from flows.eligibility.draft_lines import bullets
from flows.eligibility.wording import moment
from flows.handover_text import HandoverText
from flows.letter import letter_about
from flows.municipality import Municipality
from flows.priority import priority_of
from flows.records import Application, CaseFile, Draft, DraftText, Track
from flows.work import Outcome, State

NOT_COMPARED = "Inget är jämfört med förra månaden."
NOT_RECKONED = "Roboten har inte räknat."
NOT_TRIED = "Roboten har inte prövat ansökan mot lagen."
STANDS = "Utkastet står kvar. Beställ en ny förberedelse i ärendesystemet när det är ordnat."
NOTHING_ELSE = "Inget annat är hämtat."


def handover_draft(
    case_ref: str,
    file: CaseFile,
    application: Application,
    *,
    text: HandoverText,
    seen: str = "",
    looked_at: Iterable[tuple[str, datetime]],
    municipality: Municipality,
    today: date,
    payday: date,
) -> Draft:
    """The draft as it will be written; `looked_at` are the sources that were read, and when.

    `seen` is what those sources show of this household, in Swedish without names; blank for most reasons.
    """
    month = application.period.in_words
    parts = DraftText(
        verdict=_verdict(text),
        changes=NOT_COMPARED,
        deviations=_told(text, seen),
        calculation=NOT_RECKONED,
        sources=_sources(looked_at),
        proposal="",
        basis=NOT_TRIED,
        completion=letter_about(application.period, text.asks, municipality=municipality, today=today),
        journal=f"Roboten har lämnat över ansökan för {month} till handläggare. {text.found}",
    )
    return Draft(
        case_ref=case_ref,
        application_ref=application.application_ref,
        case_key=file.key,
        applicant=file.applicant,
        period=application.period,
        proposal=None,
        amount=None,
        pay_on=None,
        text=parts,
        rows=(),
        stickprov=False,
        track=Track.INDIVIDUAL if municipality.practice.main_flow else None,
        priority=priority_of(None, deviates=False, stickprov=False, today=today, payday=payday),
    )


def handed_over_by(draft: Draft, texts: Mapping[str, HandoverText]) -> Outcome | None:
    """Where an application is when this draft of ours stands; None when the draft hands nothing over.

    The draft says why in its first line. One whose words are no longer used awaits a caseworker as it is.
    """
    if draft.proposal is not None:
        return None
    for code, text in texts.items():
        if _verdict(text) == draft.text.verdict:
            return Outcome(state=State.NEEDS_HUMAN, reason=code, explanation=text.in_full)
    return Outcome(state=State.AWAITING_CASEWORKER, explanation=draft.text.verdict)


def still_handed_over_by(standing: Draft, texts: Mapping[str, HandoverText]) -> Outcome | None:
    """The same where nothing stops the application any more: what stands is not written over."""
    outcome = handed_over_by(standing, texts)
    return outcome and replace(outcome, explanation=f"{outcome.explanation} {STANDS}")


def _verdict(text: HandoverText) -> str:
    return f"Lämnas över: {text.found}"


def _told(text: HandoverText, seen: str) -> str:
    parts = (
        ("Det här såg roboten:", text.found, seen),
        ("Det här saknas:", text.missing),
        ("Det här har roboten inte gjort:", text.not_done),
        ("Nästa steg:", text.next_step),
    )
    return "\n\n".join(
        f"{heading}\n{bullets(filter(None, words))}" for heading, *words in parts if any(words)
    )


def _sources(looked_at: Iterable[tuple[str, datetime]]) -> str:
    read = bullets(f"{source}, {moment(at)}" for source, at in looked_at)
    return f"Lästa källor:\n{read}\n\n{NOTHING_ELSE}"
