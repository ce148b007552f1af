"""Folkbokföring of whoever is protected or has a protected relative: the mark is known, whatever else is."""

from dataclasses import replace
from datetime import date

import pytest

from bots.kit.errors import UnreadableValue
from flows.eligibility.facts import Protection
from tests.unit.skatteverket.test_population import LINE, SHEET, read

ODD_ADDRESS = ("ingenstans",)
UNKNOWN_RELATION = replace(LINE, relation="Kusin")


def test_an_address_that_cannot_be_read_does_not_hide_the_mark() -> None:
    assert read(replace(SHEET, secrecy="Ja", address=ODD_ADDRESS)).protection is Protection.YES


@pytest.mark.parametrize("odd", [replace(LINE, digits=""), UNKNOWN_RELATION])
def test_a_family_that_cannot_be_read_does_not_hide_a_relatives_mark(odd: object) -> None:
    marked = replace(odd, protection="Ja", same_address="")  # type: ignore[type-var]
    found = read(replace(SHEET, relations=(marked,), address=ODD_ADDRESS))
    assert (found.protection, found.relations) == (Protection.YES, ())


def test_a_relation_that_has_ended_and_an_own_parent_stop_nobody() -> None:
    former = replace(LINE, relation="Make", until=date(2020, 1, 1), protection="Ja")
    parent = replace(LINE, relation="Mor", protection="Ja")
    found = read(replace(SHEET, relations=(former, parent)))
    assert (found.protection, found.relations, found.civil_status) == (Protection.NO, (), "Ogift")


def test_without_any_mark_what_cannot_be_read_is_told_as_before() -> None:
    with pytest.raises(UnreadableValue):
        read(replace(SHEET, relations=(UNKNOWN_RELATION,)))
