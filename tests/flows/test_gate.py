"""The gate hands over what a robot must not prepare, and lets the rest pass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows import gate
from flows.eligibility.case import EarlierDecision, History, Role
from flows.eligibility.facts import Fact, Missing, Protection, Why
from flows.eligibility.parameters import NoTable, Parameters
from flows.eligibility.period import Period
from flows.errors import NeedsHuman, Reason
from flows.records import (
    Address,
    Adult,
    ApplicationChild,
    ApplicationKind,
    CaseFile,
    HouseholdMember,
    RegisterPerson,
    RegisterRelation,
)
from tests import examples

OLDEST = Period(2026, 8)
WITH_CHILD = examples.case_file(
    members=(
        HouseholdMember(personal_number=examples.APPLICANT, role=Role.APPLICANT),
        HouseholdMember(personal_number=examples.CHILD, role=Role.CHILD),
    )
)


class NoTables(Parameters):
    """Parameters that cover no month at all."""

    def __init__(self) -> None:
        pass

    def riksnorm(self, period: Period) -> object:  # type: ignore[override]
        raise NoTable("Riksnormen", period, "config/parameters/riksnorm-2031.yaml")


class AnyTable(Parameters):
    """Parameters that cover every month."""

    def __init__(self) -> None:
        pass

    def riksnorm(self, period: Period) -> object:  # type: ignore[override]
        return period


def refused(check: Callable[[], object]) -> str:
    with pytest.raises(NeedsHuman) as caught:
        check()
    return caught.value.code


def child(**changes: object) -> RegisterRelation:
    plain = RegisterRelation(
        personal_number=examples.CHILD, role=Role.CHILD, same_address=True, protection=Protection.NO
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def found(person: RegisterPerson) -> Fact[RegisterPerson]:
    return Fact(value=person, source="Skatteverket, Folkbokföring", fetched_at=examples.NOW)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": ApplicationKind.FIRST}, Reason.FIRST_APPLICATION),
        ({"kind": ApplicationKind.SUPPLEMENT}, Reason.OTHER_KIND),
        ({"applicant": Adult(personal_number=examples.APPLICANT, signed=False)}, Reason.NOT_SIGNED),
        ({"co_applicant": Adult(personal_number=examples.PARTNER, signed=False)}, Reason.NOT_SIGNED),
        ({"household_changed": True}, Reason.CHANGED_HOUSEHOLD),
        ({"period": OLDEST.shifted(-1)}, Reason.PERIOD_LONG_PAST),
    ],
)
def test_what_the_application_tells_is_enough_to_hand_over(changes: dict[str, object], reason: str) -> None:
    application = examples.application(**changes)
    assert refused(lambda: gate.before_any_lookup(application, AnyTable(), OLDEST)) == reason


def test_a_month_without_a_table_is_handed_over_naming_the_file_to_add() -> None:
    with pytest.raises(NeedsHuman, match="riksnorm-2031") as caught:
        gate.before_any_lookup(examples.application(period=Period(2031, 3)), NoTables(), OLDEST)
    assert caught.value.code == Reason.NO_TABLE_FOR_PERIOD


def test_a_signed_renewal_passes() -> None:
    gate.before_any_lookup(examples.application(period=OLDEST), AnyTable(), OLDEST)
    assert gate.on_case_file(examples.case_file(), examples.application()) == examples.case_file()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (None, Reason.MANUAL_HANDLING),
        (examples.case_file(protection=Protection.YES), Reason.MANUAL_HANDLING),
        (examples.case_file(protection=Protection.UNKNOWN), Reason.MANUAL_HANDLING),
        (examples.case_file(at_work="En handläggare har ärendet öppet."), Reason.PERSON_AT_WORK),
        (WITH_CHILD, Reason.CHANGED_HOUSEHOLD),
    ],
)
def test_the_case_file_can_stop_an_application(file: CaseFile | None, reason: str) -> None:
    assert refused(lambda: gate.on_case_file(file, examples.application())) == reason


def test_protection_is_told_before_anything_else() -> None:
    file = examples.case_file(protection=Protection.YES, at_work="någon")
    assert refused(lambda: gate.on_case_file(file, examples.application())) == Reason.MANUAL_HANDLING


@pytest.mark.parametrize("protection", [Protection.YES, Protection.UNKNOWN])
def test_a_protected_relation_stops_the_whole_household(protection: Protection) -> None:
    person = examples.registered(relations=(child(protection=protection),))
    stop = refused(lambda: gate.on_register([found(person)], WITH_CHILD, examples.NOVEMBER))
    assert stop == Reason.MANUAL_HANDLING


def test_a_person_the_register_cannot_show_may_be_protected() -> None:
    nobody = Missing(why=Why.NOT_FOUND, source="Skatteverket", detail="Personen finns inte")
    stop = refused(lambda: gate.on_register([nobody], examples.case_file(), examples.NOVEMBER))
    assert stop == Reason.MANUAL_HANDLING


@pytest.mark.parametrize(
    "relation",
    [
        child(),
        RegisterRelation(
            personal_number=examples.PARTNER,
            role=Role.CO_APPLICANT,
            same_address=True,
            protection=Protection.NO,
        ),
    ],
)
def test_somebody_at_the_address_who_is_not_in_the_case_changes_the_household(
    relation: RegisterRelation,
) -> None:
    person = examples.registered(relations=(relation,))
    stop = refused(lambda: gate.on_register([found(person)], examples.case_file(), examples.NOVEMBER))
    assert stop == Reason.CHANGED_HOUSEHOLD


def test_somebody_in_the_case_who_lives_elsewhere_changes_the_household() -> None:
    person = examples.registered(relations=(child(same_address=False),))
    stop = refused(lambda: gate.on_register([found(person)], WITH_CHILD, examples.NOVEMBER))
    assert stop == Reason.CHANGED_HOUSEHOLD


@pytest.mark.parametrize("file", [examples.case_file(), WITH_CHILD])
def test_a_child_who_has_turned_eighteen_at_the_address_may_be_a_member_or_not(file: CaseFile) -> None:
    person = examples.registered(relations=(child(),))
    gate.on_register([found(person)], file, Period(2033, 1))


def test_a_child_belongs_until_the_month_before_turning_eighteen() -> None:
    person = examples.registered(relations=(child(),))
    stop = refused(lambda: gate.on_register([found(person)], examples.case_file(), Period(2032, 12)))
    assert stop == Reason.CHANGED_HOUSEHOLD


def test_adults_at_different_addresses_are_a_changed_household() -> None:
    elsewhere = Address(street="Lillgatan 2", postal_code="999 02", city="Exempelstad")
    partner = examples.registered(personal_number=examples.PARTNER, address=elsewhere)
    both = [found(examples.registered()), found(partner)]
    stop = refused(lambda: gate.on_register(both, examples.case_file(), examples.NOVEMBER))
    assert stop == Reason.CHANGED_HOUSEHOLD


def test_a_decided_month_is_never_prepared_again() -> None:
    decision = EarlierDecision(
        period=examples.NOVEMBER, kind="Bifall", amount=Decimal(5220), decided_on=date(2026, 11, 10)
    )
    history = Fact(value=History(decisions=(decision,)), source="Almanda", fetched_at=examples.NOW)
    assert refused(lambda: gate.on_history(history, examples.NOVEMBER)) == Reason.PERIOD_DECIDED
    gate.on_history(history, Period(2026, 12))


def test_a_child_the_application_names_and_the_case_does_not_changes_the_household() -> None:
    application = examples.application(children=(ApplicationChild(personal_number=examples.CHILD),))
    assert refused(lambda: gate.on_case_file(examples.case_file(), application)) == Reason.CHANGED_HOUSEHOLD
