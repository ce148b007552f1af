"""Which values of an application, a case file or a register's answer are personal, told to the scrubber."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from flows.eligibility.case import StatedAsset, StatedCost, StatedIncome, Statement
from flows.identity import PersonalNumber
from flows.records import Address
from flows.scrubbing import Kind, remember


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
        case StatedCost():
            yield Kind.TEXT, record.specification
        case StatedAsset():
            yield Kind.TEXT, record.description
        case StatedIncome():
            yield Kind.TEXT, record.payer
        case Statement():
            texts = (record.message, *record.plans, *record.pending_benefits)
            yield from ((Kind.TEXT, text) for text in texts)
            yield from _personal_in((*record.incomes, *record.costs, *record.assets))
        case _:
            for part in _parts_of(record):
                yield from _personal_in(part)


def _parts_of(record: object) -> Iterable[object]:
    if isinstance(record, list | tuple):
        return record
    if is_dataclass(record):
        return (getattr(record, one.name) for one in fields(record))
    return ()
