"""Drafts to and from Almanda's form, field by field.

What is written must be read back equal: nothing is tidied on the way.
"""

from collections.abc import Collection

from adapters.almanda.about_words import about_in_words, about_of
from adapters.almanda.warning_words import kind_in_words, kind_of
from bots.almanda import DraftContent, DraftSheet, DraftTexts, GridLine, WarningLine
from bots.kit.errors import UnreadableValue
from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.errors import NeedsHuman, Reason
from flows.records import (
    CaseFile,
    Draft,
    DraftRow,
    DraftText,
    DraftWarning,
    SavedDraft,
    Track,
    WarningStatus,
    parted_reference,
)

DECIDED = "Beslutad"
_OPTIONS: dict[Proposal | None, str] = {
    None: "",
    Proposal.BIFALL: "Bifall",
    Proposal.DELAVSLAG: "Delavslag",
    Proposal.AVSLAG: "Avslag",
    Proposal.UTREDNING: "Utredning",
}
_PROPOSALS = {option: proposal for proposal, option in _OPTIONS.items()}


def as_content(draft: Draft) -> DraftContent:
    """The draft as it is typed into the form."""
    return DraftContent(
        reference=draft.reference,
        application=draft.application_ref,
        year=draft.period.year,
        month=draft.period.month,
        proposal=_OPTIONS[draft.proposal],
        amount=draft.amount,
        pay_on=draft.pay_on,
        stickprov=draft.stickprov,
        track=draft.track or "",
        priority=draft.priority,
        prepares_payment=draft.prepares_payment,
        texts=_typed_texts(draft.text),
        lines=tuple(_typed_row(row) for row in draft.rows),
        warnings=tuple(_typed_warning(one) for one in draft.warnings),
    )


def _typed_row(row: DraftRow) -> GridLine:
    return GridLine(
        section=row.section,
        label=row.label,
        applied=row.applied,
        amount=row.amount,
        by_caseworker=row.by_caseworker,
        previous=row.previous,
        note=row.note,
    )


def _typed_warning(one: DraftWarning) -> WarningLine:
    return WarningLine(
        kind=kind_in_words(one.kind),
        about=about_in_words(one.about),
        text=one.text,
        status=one.status.value,
    )


def _typed_texts(text: DraftText) -> DraftTexts:
    return DraftTexts(
        summary=text.verdict,
        changes=text.changes,
        deviations=text.deviations,
        calculation=text.calculation,
        sources=text.sources,
        proposal=text.proposal,
        completion=text.completion,
        basis=text.basis,
        journal=text.journal,
    )


def as_saved_draft(file: CaseFile, sheet: DraftSheet, *, own: Collection[str]) -> SavedDraft:
    """The draft as its page shows it.

    Raises NeedsHuman(DRAFT_CHANGED_BY_PERSON) when a person has changed it into something unreadable.
    """
    changed = not sheet.signatures <= frozenset(own)
    try:
        draft = _as_draft(file, sheet.content())
    except UnreadableValue:
        if not changed:
            raise
        raise NeedsHuman(
            Reason.DRAFT_CHANGED_BY_PERSON, "a person has changed the draft.", system="Almanda"
        ) from None
    return SavedDraft(
        key=sheet.number, draft=draft, changed_by_person=changed, decided=sheet.status == DECIDED
    )


def _as_draft(file: CaseFile, content: DraftContent) -> Draft:
    if content.proposal not in _PROPOSALS:
        raise UnreadableValue(label="Förslag", trouble="not an option of the form")
    if content.track not in ("", *Track):
        raise UnreadableValue(label="Handläggningsspår", trouble="not an option of the form")
    case_ref, revision = parted_reference(content.reference)
    return Draft(
        case_ref=case_ref,
        application_ref=content.application,
        case_key=file.key,
        applicant=file.applicant,
        period=Period(content.year, content.month),
        proposal=_PROPOSALS[content.proposal],
        amount=content.amount,
        pay_on=content.pay_on,
        text=_read_texts(content.texts),
        rows=tuple(_read_row(line) for line in content.lines),
        stickprov=content.stickprov,
        revision=revision,
        track=Track(content.track) if content.track else None,
        priority=content.priority,
        warnings=tuple(_read_warning(line) for line in content.warnings),
        prepares_payment=content.prepares_payment,
    )


def _read_texts(texts: DraftTexts) -> DraftText:
    return DraftText(
        verdict=texts.summary,
        changes=texts.changes,
        deviations=texts.deviations,
        calculation=texts.calculation,
        sources=texts.sources,
        proposal=texts.proposal,
        basis=texts.basis,
        completion=texts.completion,
        journal=texts.journal,
    )


def _read_row(line: GridLine) -> DraftRow:
    return DraftRow(
        section=line.section,
        label=line.label,
        applied=line.applied,
        amount=line.amount,
        note=line.note,
        previous=line.previous,
        by_caseworker=line.by_caseworker,
    )


def _read_warning(line: WarningLine) -> DraftWarning:
    if line.status not in list(WarningStatus):
        raise UnreadableValue(label="Status", trouble="not a status of a warning")
    return DraftWarning(
        kind=kind_of(line.kind),
        about=about_of(line.about),
        text=line.text,
        status=WarningStatus(line.status),
    )
