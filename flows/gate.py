"""The gate: who goes on to the look-ups, and who is handed to a person at once.

Each check looks at what is already known and raises `NeedsHuman`; none asks a system itself.
Protected identity is checked first wherever it can be seen, and anything but a readable "no" is a stop.
"""

from collections.abc import Iterable

from flows.eligibility.case import History, Role
from flows.eligibility.facts import Known, Missing, Protection
from flows.eligibility.parameters import NoTable, Parameters
from flows.eligibility.period import Period
from flows.errors import NeedsHuman, Reason
from flows.identity import PersonalNumber
from flows.records import Application, ApplicationKind, CaseFile, RegisterPerson, RegisterRelation

ADULT_AGE = 18
NEUTRAL = "the case needs a person"
"""Said of protected identity, and of whoever a system does not know: nobody can tell which it was."""


def on_earlier_word(reason: str) -> None:
    """An application that only a person may handle stays with a person: nothing is left of it to prepare."""
    if reason == Reason.MANUAL_HANDLING:
        raise _hand_over(Reason.MANUAL_HANDLING, NEUTRAL)


def on_own_word(application: Application) -> None:
    """What the applicant has answered about protected identity: before anything else is done about anybody.

    A form without the question is no stop, for nothing was answered: what the systems show decides then.
    """
    if application.protection is not None:
        on_protection(application.protection)


def before_any_lookup(application: Application, parameters: Parameters, oldest: Period) -> None:
    """What the application alone tells; `oldest` is the first month that may be prepared."""
    if application.kind is ApplicationKind.FIRST:
        raise _hand_over(Reason.FIRST_APPLICATION, "a first application")
    if application.kind is not ApplicationKind.RENEWAL:
        raise _hand_over(Reason.OTHER_KIND, "not a renewal")
    if not all(adult.signed for adult in (application.applicant, application.co_applicant) if adult):
        raise _hand_over(Reason.NOT_SIGNED, "an adult has not signed")
    if application.household_changed:
        raise _hand_over(Reason.CHANGED_HOUSEHOLD, "the application says that the household has changed")
    if application.period < oldest:
        raise _hand_over(Reason.PERIOD_LONG_PAST, f"the month is before {oldest}")
    try:
        parameters.riksnorm(application.period)
    except NoTable as missing:
        raise _hand_over(Reason.NO_TABLE_FOR_PERIOD, str(missing)) from missing


def found_file(file: CaseFile | None) -> CaseFile:
    """A case file that may be looked at: there is one, and nobody in it is protected."""
    if file is None:
        raise _hand_over(Reason.MANUAL_HANDLING, NEUTRAL)
    on_protection(file.protection)
    return file


def is_at_work(file: CaseFile, *, ordered_by: str = "") -> bool:
    """Whether anybody but `ordered_by` works on the case."""
    return file.at_work is not None and file.at_work_by != {ordered_by}


def on_case_file(opened: CaseFile | None, application: Application, *, ordered_by: str = "") -> CaseFile:
    """What the case system's household page tells. Returns the file for the rest of the way.

    Work of nobody but `ordered_by`, who has ordered this preparation, is no stop: she waits for it.
    """
    file = found_file(opened)
    if is_at_work(file, ordered_by=ordered_by):
        raise _hand_over(Reason.PERSON_AT_WORK, "a person is at work on the case")
    if {one.personal_number for one in file.members} != persons_in(application):
        raise _hand_over(Reason.CHANGED_HOUSEHOLD, "application and case system name different persons")
    return file


def on_protection(*seen: Protection) -> None:
    """Flagged or unknown is a stop: fail closed."""
    if any(protection is not Protection.NO for protection in seen):
        raise _hand_over(Reason.MANUAL_HANDLING, NEUTRAL)


def on_history(history: Known[History], period: Period) -> None:
    """A month that a person has decided is never prepared again."""
    if isinstance(history, Missing):
        return
    if any(decision.period == period for decision in history.value.decisions):
        raise _hand_over(Reason.PERIOD_DECIDED, "the period is decided already")


def on_person(person: Known[RegisterPerson]) -> RegisterPerson:
    """Folkbokföring of one adult, told as soon as it is seen: nobody protected there, nor in the family.

    A person whom folkbokföring cannot show may be protected: that is unknown, and unknown is a stop.
    """
    if isinstance(person, Missing):
        raise _hand_over(Reason.MANUAL_HANDLING, NEUTRAL)
    on_protection(person.value.protection, *(relation.protection for relation in person.value.relations))
    return person.value


def on_register(persons: Iterable[Known[RegisterPerson]], file: CaseFile, period: Period) -> None:
    """Folkbokföring against the household in the case system.

    A child of the household that stands in no adult's family has no mark to read: nobody can tell.
    """
    known = [on_person(person) for person in persons]
    shown = {relation.personal_number for person in known for relation in person.relations}
    if any(one.role is Role.CHILD and one.personal_number not in shown for one in file.members):
        raise _hand_over(Reason.MANUAL_HANDLING, NEUTRAL)
    household = {member.personal_number for member in file.members}
    if any(_changes(relation, household, period) for person in known for relation in person.relations):
        raise _hand_over(Reason.CHANGED_HOUSEHOLD, "folkbokföring shows another family")
    if len({person.address for person in known}) > 1:
        raise _hand_over(Reason.CHANGED_HOUSEHOLD, "the adults are registered at different addresses")


def _changes(relation: RegisterRelation, household: set[PersonalNumber], period: Period) -> bool:
    """A member who lives elsewhere, or a partner or minor child at the address who is no member.

    A child of 18 or more at the address may be a member (a pupil under 21) or not: the law asks about that.
    """
    if relation.personal_number in household:
        return not relation.same_address
    return relation.same_address and (relation.role is not Role.CHILD or _is_minor(relation, period))


def _is_minor(relation: RegisterRelation, period: Period) -> bool:
    born = relation.personal_number.born
    return (period.year - born.year, period.month) < (ADULT_AGE, born.month)


def persons_in(application: Application) -> set[PersonalNumber]:
    """Everybody whom the application names."""
    adults = (application.applicant, application.co_applicant)
    return {adult.personal_number for adult in adults if adult} | {
        child.personal_number for child in application.children
    }


def _hand_over(reason: Reason, what: str) -> NeedsHuman:
    return NeedsHuman(reason, what)
