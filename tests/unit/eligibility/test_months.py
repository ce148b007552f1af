"""Which months there are, and what is said of one that no table covers."""

from dataclasses import replace

import pytest

from flows.eligibility.law import Law
from flows.eligibility.parameters import NoTable
from flows.eligibility.period import Period
from tests.household_facts import Case, parameters

LONG_AGO = Period(1990, 1)


@pytest.mark.parametrize("year", [1900, 2199])
def test_the_first_and_the_last_year_are_years(year: int) -> None:
    assert Period(year, 1).year == year


@pytest.mark.parametrize(("year", "month"), [(1899, 12), (2200, 1), (2026, 0), (2026, 13)])
def test_what_is_no_month_is_refused(year: int, month: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        Period(year, month)


def test_an_assessment_is_of_its_month() -> None:
    assert Case(period=Period(2026, 3)).assessed().period == "2026-03"


def test_a_month_before_every_catalogue_says_which_file_to_extend() -> None:
    with pytest.raises(NoTable) as missing:
        parameters().incomes(LONG_AGO)
    assert said(missing.value) == ("Inkomstkatalogen", "inkomster.yaml")


def test_a_month_before_jobbstimulans_says_which_file_to_extend() -> None:
    with pytest.raises(NoTable) as missing:
        parameters().job_stimulus(LONG_AGO)
    assert said(missing.value) == ("Jobbstimulansen", "jobbstimulans.yaml")


def test_a_month_before_every_paragraph_says_which_file_to_extend() -> None:
    with pytest.raises(NoTable) as missing:
        parameters().law(Law.HOUSEHOLD, LONG_AGO)
    assert said(missing.value) == ("Lagrummen", "lagrum.yaml")


def test_a_paragraph_that_did_not_apply_then_is_named_as_it_is_cited_today() -> None:
    month = Period(2013, 1)
    with pytest.raises(NoTable) as missing:
        parameters().law(Law.LEISURE_CARD, month)
    assert (missing.value.period, missing.value.file) == (month, "config/parameters/lagrum.yaml")
    cited = "Lagrummet 12 kap. 7 a § socialtjänstlagen (2025:400)"
    assert missing.value.for_caseworker == f"{cited} saknas för januari 2013. Be IT lägga in tabellen."


def test_a_question_that_no_paragraph_has_ever_answered_is_told_without_one() -> None:
    newest = parameters().law_references[-1]
    silent = replace(parameters(), law_references=(replace(newest, value={}),))
    with pytest.raises(NoTable, match=r"^Lagrummet som roboten behöver saknas för november 2026: "):
        silent.law(Law.HOUSEHOLD, Period(2026, 11))


def said(missing: NoTable) -> tuple[str, str]:
    """The table and the file of a sentence that is whole."""
    words = f"{missing.name} saknas för januari 1990: lägg till tabellen i {missing.file}."
    assert str(missing) == words
    folder, _, file = missing.file.rpartition("/")
    assert folder == "config/parameters"
    return missing.name, file
