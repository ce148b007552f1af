"""Every prisbasbelopp against a transcript of the acts, made by hand and apart from the parameter file."""

import pytest

from flows.eligibility.parameters import NoTable
from flows.eligibility.period import Period
from tests.household_facts import parameters

TRANSCRIPT = {
    2013: (44_500, "SFS 2012:558"),
    2014: (44_400, "SFS 2013:715"),
    2016: (44_300, "SFS 2015:536"),
    2017: (44_800, "SFS 2016:863"),
    2018: (45_500, "SFS 2017:865"),
    2019: (46_500, "SFS 2018:1549"),
    2020: (47_300, "SFS 2019:572"),
    2022: (48_300, "SFS 2021:866"),
    2023: (52_500, "SFS 2022:1398"),
    2024: (57_300, "SFS 2023:532"),
    2025: (58_800, "SFS 2024:663"),
    2026: (59_200, "SFS 2025:872"),
}
UNREAD = (2012, 2015, 2021, 2027)


@pytest.mark.parametrize("year", TRANSCRIPT)
def test_the_prisbasbelopp_of_a_year_is_that_of_its_act_from_january_to_december(year: int) -> None:
    for month in (1, 12):
        dated = parameters().price_base_amount(Period(year, month))
        assert (dated.value, dated.reference) == TRANSCRIPT[year]


@pytest.mark.parametrize("year", UNREAD)
def test_a_year_whose_act_nobody_has_read_has_no_prisbasbelopp(year: int) -> None:
    for month in (1, 12):
        with pytest.raises(NoTable, match="Prisbasbeloppet"):
            parameters().price_base_amount(Period(year, month))


def test_no_prisbasbelopp_stands_in_the_file_that_is_not_in_the_transcript() -> None:
    assert [one.starts.year for one in parameters().price_base_amounts] == list(TRANSCRIPT)
