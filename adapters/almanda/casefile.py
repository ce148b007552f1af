"""From Almanda's household page to a case file.

Knows nothing of calculations and drafts.
"""

from collections.abc import Collection
from datetime import datetime

from bots.almanda import BegunLine, HouseholdSheet, MemberLine
from bots.kit.errors import UnreadableValue
from bots.kit.swedish import month
from flows.eligibility.case import Role
from flows.eligibility.facts import Protection
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.records import Address, CaseFile, HouseholdMember

_PROTECTION = {"nej": Protection.NO, "ja": Protection.YES}
_ROLES = {"Sökande": Role.APPLICANT, "Medsökande": Role.CO_APPLICANT, "Barn": Role.CHILD}
_BEGUN = {"Beräkning": "en egen beräkning", "Utkast": "ett eget utkast"}


def as_case_file(sheet: HouseholdSheet, *, own: Collection[str], at: datetime) -> CaseFile:
    """The case file; protection that is neither Ja nor Nej is unknown, which stops the robot.

    Of a file that is protected, or may be, nothing more is made out: it must not hide the mark.
    """
    protection = _PROTECTION.get(sheet.protected.strip().lower(), Protection.UNKNOWN)
    if protection is not Protection.NO:
        return CaseFile(
            key=sheet.key,
            applicant=PersonalNumber(sheet.personal_number),
            protection=protection,
            members=(),
            address=Address(street="", postal_code="", city=""),
            at_work=None,
            fetched_at=at,
        )
    return CaseFile(
        key=sheet.key,
        applicant=PersonalNumber(sheet.personal_number),
        protection=protection,
        members=tuple(_member(line) for line in sheet.members if _lives_there(line, at)),
        address=Address(street=sheet.street, postal_code=sheet.postal_code, city=sheet.city),
        at_work=_at_work(sheet, own),
        at_work_by=_persons_at_work(sheet, own),
        fetched_at=at,
    )


def _lives_there(line: MemberLine, at: datetime) -> bool:
    return line.until is None or line.until >= at.date()


def _member(line: MemberLine) -> HouseholdMember:
    if line.role not in _ROLES:
        raise UnreadableValue(label="Roll", trouble="not a role in a household")
    return HouseholdMember(
        personal_number=PersonalNumber(line.personal_number), role=_ROLES[line.role], since=line.since
    )


def _at_work(sheet: HouseholdSheet, own: Collection[str]) -> str | None:
    """Said without names: the text is shown outside the case system."""
    if sheet.taken_by is not None and sheet.taken_by not in own:
        return "En handläggare har tagit ärendet i Almanda."
    begun = [_begun_by_person(line) for line in sheet.begun if line.begun_by not in own]
    return begun[0] if begun else None


def _persons_at_work(sheet: HouseholdSheet, own: Collection[str]) -> frozenset[str]:
    signatures = {sheet.taken_by or "", *(line.begun_by for line in sheet.begun)}
    return frozenset(signatures - set(own) - {""})


def _begun_by_person(line: BegunLine) -> str:
    what = _BEGUN.get(line.kind, "eget arbete")
    try:
        when = f" för {Period(*month(line.period, 'Period')).in_words}"
    except UnreadableValue:
        # What a colleague has typed as month may be anything; that she has begun is what counts.
        when = ""
    return f"En handläggare har påbörjat {what}{when} i Almanda."
