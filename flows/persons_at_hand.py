"""Which values of an application, a case file or a register's answer are personal, told to the scrubber."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from flows.eligibility.case import (
    EarlierRow,
    EarlierWarning,
    EmployerDeclaration,
    StatedAsset,
    StatedCost,
    StatedIncome,
    Statement,
)
from flows.identity import PersonalNumber
from flows.records import Address, DraftRow, DraftText, DraftWarning, SavedDraft
from flows.scrubbing import Kind, remember

FREE_TEXT: Mapping[type, tuple[str, ...]] = {
    StatedCost: ("specification",),
    StatedAsset: ("description",),
    StatedIncome: ("payer",),
    Statement: ("message", "plans", "pending_benefits"),
    EarlierRow: ("label",),
    EarlierWarning: ("text",),
    EmployerDeclaration: ("employer",),
    DraftRow: ("label", "note"),
    DraftText: tuple(one.name for one in fields(DraftText)),
    DraftWarning: ("text",),
}
"""The fields that an applicant, an authority or a caseworker has put words of their own in."""


def remember_persons(*records: object) -> None:
    """Take every person and every free text of these records out of all that is told, while at hand."""
    for kind, text in _personal_in(records):
        remember(kind, text)


def _personal_in(record: object) -> Iterator[tuple[Kind, str]]:
    match record:
        case PersonalNumber():
            yield Kind.NUMBER, record.digits
        case Address():
            yield Kind.ADDRESS, record.street
            yield Kind.ADDRESS, f"{record.postal_code} {record.city}"
        case SavedDraft(changed_by_person=False):
            # Its words are the robot's own, which was told of what is in them when it wrote them.
            yield from _personal_in(record.draft.applicant)
        case _:
            yield from ((Kind.TEXT, text) for text in _free_text_of(record))
            for part in _parts_of(record):
                yield from _personal_in(part)


def _free_text_of(record: object) -> Iterator[str]:
    for name in FREE_TEXT.get(type(record), ()):
        said = getattr(record, name)
        yield from (said,) if isinstance(said, str) else said


def _parts_of(record: object) -> Iterable[object]:
    if isinstance(record, Mapping):
        return record.values()
    if isinstance(record, list | tuple):
        return record
    if is_dataclass(record):
        return (getattr(record, one.name) for one in fields(record))
    return ()
