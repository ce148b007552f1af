"""What folkbokföring's page means, line by line; what cannot be read for certain is never guessed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from adapters.skatteverket.population import known_person
from bots.kit.errors import UnreadableValue
from bots.skatteverket import PopulationSheet, RelationLine
from flows.eligibility.case import Role
from flows.eligibility.facts import Fact, Protection
from flows.identity import PersonalNumber
from flows.records import Address, RegisterPerson
from flows.swedish_time import SWEDEN

NOW = datetime(2026, 11, 18, 8, 14, tzinfo=SWEDEN)
WHO = PersonalNumber("198503122387")
CHILD = "201804032389"

SHEET = PopulationSheet(
    secrecy="Nej",
    protected="Nej",
    withheld=False,
    civil_status="Ogift",
    address=("Storgatan 4 lgh 1101", "990 12 Prövköping"),
    municipality_code="9901",
)
LINE = RelationLine(digits=CHILD, relation="Barn", until=None, same_address="Ja", protection="Nej")


def read(sheet: PopulationSheet) -> RegisterPerson:
    known = known_person(WHO, sheet, NOW)
    assert isinstance(known, Fact)
    return known.value


@pytest.mark.parametrize(
    ("secrecy", "protected", "protection"),
    [
        ("Nej", "Nej", Protection.NO),
        ("Ja", "Nej", Protection.YES),
        ("Nej", "Ja", Protection.YES),
        ("Ja", "", Protection.YES),
        ("", "Ja", Protection.YES),
        ("Nej", "", Protection.UNKNOWN),
        ("", "Nej", Protection.UNKNOWN),
        ("", "", Protection.UNKNOWN),
        ("Nej", "Se handling", Protection.UNKNOWN),
    ],
)
def test_only_two_clear_noes_are_a_no(secrecy: str, protected: str, protection: Protection) -> None:
    assert read(replace(SHEET, secrecy=secrecy, protected=protected)).protection is protection


def test_the_address_is_its_last_two_lines() -> None:
    care_of = replace(SHEET, address=("c/o Lind", "Storgatan 4", "990 12 Prövköping"))
    assert read(care_of).address == Address(street="Storgatan 4", postal_code="990 12", city="Prövköping")


def test_no_address_at_all_is_an_empty_one() -> None:
    assert read(replace(SHEET, address=())).address == Address(street="", postal_code="", city="")


def test_an_address_without_postal_code_is_unreadable() -> None:
    with pytest.raises(UnreadableValue, match="Folkbokföringsadress"):
        read(replace(SHEET, address=("Storgatan 4", "Prövköping")))


@pytest.mark.parametrize("word", ["Make", "Maka", "Registrerad partner"])
def test_a_spouse_or_partner_of_today_is_a_co_applicant(word: str) -> None:
    (relation,) = read(replace(SHEET, relations=(replace(LINE, relation=word),))).relations
    assert relation.role is Role.CO_APPLICANT


@pytest.mark.parametrize("word", ["Mor", "Far", "Vårdnadshavare"])
def test_parents_and_custodians_are_no_members_of_the_household(word: str) -> None:
    assert read(replace(SHEET, relations=(replace(LINE, relation=word),))).relations == ()


def test_a_relation_that_has_ended_is_left_out() -> None:
    ended = replace(LINE, relation="Maka", until=date(2020, 3, 2))
    assert read(replace(SHEET, relations=(ended,))).relations == ()


def test_a_word_the_robot_does_not_know_is_unreadable() -> None:
    with pytest.raises(UnreadableValue, match="Relation"):
        read(replace(SHEET, relations=(replace(LINE, relation="Fosterbarn"),)))


def test_a_relative_without_valid_number_is_unreadable_and_not_shown() -> None:
    mistyped = CHILD[:-1] + "0"  # another check digit
    with pytest.raises(UnreadableValue) as told:
        read(replace(SHEET, relations=(replace(LINE, digits=mistyped),)))
    assert mistyped not in str(told.value)


def test_child_and_custody_of_one_child_are_one_relation_with_the_stronger_mark() -> None:
    custody = replace(LINE, relation="Vårdnadshavare för", protection="")
    (relation,) = read(replace(SHEET, relations=(LINE, custody))).relations
    assert (relation.role, relation.protection) == (Role.CHILD, Protection.UNKNOWN)


def test_lines_about_one_person_that_disagree_are_unreadable() -> None:
    elsewhere = replace(LINE, relation="Vårdnadshavare för", same_address="Nej")
    with pytest.raises(UnreadableValue, match="disagree"):
        read(replace(SHEET, relations=(LINE, elsewhere)))


def test_a_blank_address_mark_is_allowed_for_the_protected_only() -> None:
    protected = replace(LINE, same_address="", protection="Ja")
    (relation,) = read(replace(SHEET, relations=(protected,))).relations
    assert (relation.same_address, relation.protection) == (False, Protection.YES)
    with pytest.raises(UnreadableValue, match="Samma adress"):
        read(replace(SHEET, relations=(replace(LINE, same_address=""),)))


def test_a_sheet_shows_nobody_when_printed() -> None:
    assert CHILD not in repr(replace(SHEET, relations=(LINE,)))
    assert "Storgatan" not in repr(SHEET)
