"""Every text of the records is told to the scrubber, or is named here as a code with what it is."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, make_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from flows import persons_at_hand, records
from flows.eligibility import case
from flows.eligibility.facts import Missing
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from tests import examples

MET = (records.Application, records.CaseFile, records.RegisterPerson, records.SavedDraft, case.CaseFacts)
"""What the ports answer with of one application."""
NEVER_MET = {
    "Assessed": "what the law made of it, kept by us and read when nobody asks a system",
    "InboxEntry": "a reference, a word of the inbox's own, and a reference of ours",
    "Lookup": "ours: why a register is asked",
}
OURS, LIST, KEY = "the robot's own words", "a word of the system's or the form's own list", "a person by key"
REFERENCE = "a reference that names nobody"
CODES = {
    "Application.application_ref": REFERENCE,
    "Application.municipality_code": "four digits of a municipality",
    "BenefitClaim.agency": OURS,
    "BenefitClaim.code": LIST,
    "BenefitClaim.label": LIST,
    "BenefitClaim.status": LIST,
    "BenefitPayment.agency": OURS,
    "BenefitPayment.code": LIST,
    "BenefitPayment.label": LIST,
    "CaseFacts.case_ref": REFERENCE,
    "CaseFile.at_work": OURS,
    "CaseFile.at_work_by": "a caseworker's signature, two letters or three: as a name it would eat the log",
    "CaseFile.key": REFERENCE,
    "Draft.application_ref": REFERENCE,
    "Draft.case_key": REFERENCE,
    "Draft.case_ref": REFERENCE,
    "DraftRow.section": LIST,
    "DraftWarning.about": OURS,
    "DraftWarning.kind": LIST,
    "EarlierCalculation.norm": LIST,
    "EarlierDecision.kind": LIST,
    "EarlierDecision.paragraph": LIST,
    "EarlierWarning.about": OURS,
    "EarlierWarning.kind": LIST,
    "EarlierWarning.status": LIST,
    "Fact.source": OURS,
    "Housing.form": LIST,
    "JobStimulus.person": KEY,
    "Member.key": KEY,
    "Plan.kind": LIST,
    "Plan.person": KEY,
    "Plan.status": LIST,
    "RegisterPerson.civil_status": LIST,
    "RegisterPerson.municipality_code": "four digits of a municipality",
    "SavedDraft.key": REFERENCE,
    "StatedAsset.kind": LIST,
    "StatedCost.kind": LIST,
    "StatedIncome.kind": LIST,
    "StatedIncome.person": KEY,
}
PLAIN: Mapping[Any, Any] = {
    bool: True,
    int: 1,
    Decimal: Decimal(1),
    date: date(2026, 11, 1),
    datetime: datetime(2026, 11, 1, tzinfo=UTC),
    Period: Period(2026, 11),
    PersonalNumber: examples.APPLICANT,
}


def filled(kind: Any, where: str) -> Any:
    """A value of the kind in which every text is the name of its field, between bars."""
    made, parts = get_origin(kind) or kind, get_args(kind)
    if made in (Union, UnionType):
        return filled(next(one for one in parts if one not in (NoneType, Missing)), where)
    value = f"|{where}|" if kind is str else PLAIN.get(made)
    if made in (tuple, frozenset):
        value = made([filled(parts[0], where)])
    elif made is Mapping:
        value = {"sokande": filled(parts[1], where)}
    elif isinstance(made, type) and issubclass(made, Enum):
        value = next(iter(made))
    elif value is None:
        value = _filled(made, parts)
    return value


def _filled(made: Any, parts: tuple[Any, ...]) -> Any:
    kinds = get_type_hints(made)
    of_generic = parts[0] if parts else None
    return made(
        **{
            one.name: filled(
                of_generic if one.name == "value" and parts else kinds[one.name],
                f"{made.__name__}.{one.name}",
            )
            for one in fields(made)
        }
    )


def texts_in(record: Any) -> Iterator[str]:
    """Every text in a filled record: names of fields between bars."""
    if isinstance(record, str):
        yield from (one for one in record.split("|") if "." in one)
    elif isinstance(record, Mapping):
        yield from (found for one in record.values() for found in texts_in(one))
    elif isinstance(record, tuple | frozenset):
        yield from (found for one in record for found in texts_in(one))
    elif is_dataclass(record) and not isinstance(record, PersonalNumber):
        yield from (found for one in fields(record) for found in texts_in(getattr(record, one.name)))


def told_of(record: Any, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    told: list[str] = []
    monkeypatch.setattr(persons_at_hand, "remember", lambda _, *texts: told.extend(texts))
    persons_at_hand.remember_persons(record)
    return {found for one in told for found in texts_in(one)}


@pytest.mark.parametrize("kind", MET, ids=lambda kind: str(kind.__name__))
def test_every_text_of_a_record_is_told_or_is_a_code(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    record = filled(kind, kind.__name__)
    told, there = told_of(record, monkeypatch), set(texts_in(record))
    assert sorted(there - told - CODES.keys()) == [], (
        "tell flows.persons_at_hand of it, or say what code it is"
    )
    assert sorted(told & CODES.keys()) == [], "it is told: it is no code"


def test_every_record_is_met_and_every_code_is_there() -> None:
    there = {found for kind in MET for found in texts_in(filled(kind, kind.__name__))}
    assert sorted(CODES.keys() - there) == []
    met = {found.partition(".")[0] for found in there}
    assert sorted(with_texts() - met - NEVER_MET.keys()) == []
    assert sorted(NEVER_MET.keys() & met) == []


def with_texts() -> set[str]:
    """The records that have a text among their fields."""
    return {
        one.__name__
        for module in (records, case)
        for one in vars(module).values()
        if is_dataclass(one) and isinstance(one, type) and one.__module__ == module.__name__
        if any("str" in str(kind) for kind in get_type_hints(one).values())
    }


def test_a_draft_that_nobody_has_changed_tells_of_its_applicant_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    saved: records.SavedDraft = filled(records.SavedDraft, "SavedDraft")
    assert told_of(saved, monkeypatch)
    untouched = records.SavedDraft(key="1", draft=saved.draft, changed_by_person=False, decided=False)
    assert told_of(untouched, monkeypatch) == set()


def test_a_new_field_that_nobody_tells_of_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = make_dataclass("Planted", [("remark", str)], frozen=True)
    record = filled(planted, "Planted")
    assert set(texts_in(record)) - told_of(record, monkeypatch) - CODES.keys() == {"Planted.remark"}
