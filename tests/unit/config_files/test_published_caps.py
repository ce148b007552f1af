"""Housing caps that municipalities have published: as their pages say, dated, and refused when spoilt."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_published_caps
from flows.eligibility.housing_caps import CapHousehold
from flows.eligibility.parameters import CheckedAgainst
from flows.eligibility.published_caps import PublishedCaps
from tests.household_facts import CONFIG

FILE = "guidelines/boendetak.yaml"


def holding(municipality: str, day: date) -> PublishedCaps | None:
    """The municipality's table of the day."""
    return next(
        (
            one
            for one in load_published_caps(CONFIG)
            if one.municipality == municipality and one.table.covers(day)
        ),
        None,
    )


def cap(
    municipality: str, day: date, adults: int, children: int, *, rooms: int | None = None, age: int = 40
) -> Decimal | None:
    published = holding(municipality, day)
    assert published is not None
    home = CapHousehold(adults=adults, children=children, rooms=rooms, eldest_adult=age)
    return published.table.cap_for(home)


@pytest.mark.parametrize(
    ("municipality", "day", "amounts"),
    [
        ("Trelleborg", date(2019, 6, 1), [3901, 5852, 7803, 7803, 8778, 8778]),
        ("Malmö", date(2018, 6, 1), [5065, 6220, 7500, 8975, 10450, None]),
        ("Malmö", date(2019, 6, 1), [6300, 6300, 7625, 9425, 11225, 13025]),
        ("Högsby", date(2020, 4, 1), [4132, 5155, 5719, 6849, 7432, 7990]),
        ("Högsby", date(2021, 4, 30), [4132, 5155, 5719, 6849, 7432, 7990]),
        ("Högsby", date(2021, 5, 1), [4202, 5242, 5816, 6965, 7558, 8125]),
        ("Högsby", date(2023, 6, 1), [4474, 5581, 6192, 7416, 8046, 8650]),
        ("Ängelholm", date(2023, 4, 1), [6330, 6330, 6970, None, None, None]),
        ("Halmstad (HFAB)", date(2026, 6, 1), [6600, 6600, 7700, 8700, 10100, 10100]),
    ],
)
def test_one_adult_then_two_with_none_to_four_children(
    municipality: str, day: date, amounts: list[int | None]
) -> None:
    households = [(1, 0), (2, 0), (2, 1), (1, 2), (2, 3), (1, 4)]
    assert [cap(municipality, day, *one) for one in households] == amounts


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2020, 4, 1), 8548), (date(2021, 5, 1), 8693), (date(2023, 1, 1), 9255)],
)
def test_five_children_or_more_have_the_same_cap_in_hogsby(day: date, amount: int) -> None:
    assert [cap("Högsby", day, 2, children) for children in (5, 6, 9)] == [amount] * 3


@pytest.mark.parametrize(
    ("children", "rooms", "amount"),
    [
        (0, 1, 4700),
        (0, 2, 6400),
        (1, 2, 6400),
        (2, 3, 6900),
        (3, 4, 8400),
        (4, 5, 8700),
        (7, 5, 8700),
        (2, 2, None),
    ],
)
def test_vimmerby_goes_by_rooms_and_children(children: int, rooms: int, amount: int | None) -> None:
    assert cap("Vimmerby", date(2024, 5, 1), 2, children, rooms=rooms) == amount


def test_young_adults_without_children_have_a_cap_of_their_own_in_halmstad() -> None:
    day = date(2026, 6, 1)
    assert [cap("Halmstad (HFAB)", day, adults, 0, age=24) for adults in (1, 2)] == [5100, 5500]
    assert [cap("Halmstad (HFAB)", day, adults, 0, age=25) for adults in (1, 2)] == [6600, 6600]
    assert cap("Halmstad (HFAB)", day, 1, 1, age=24) == 7700
    assert cap("Halmstad (HFAB)", day, 2, 5) == 11200


@pytest.mark.parametrize(
    ("municipality", "day"),
    [
        ("Trelleborg", date(2020, 1, 1)),
        ("Malmö", date(2020, 1, 1)),
        ("Högsby", date(2020, 3, 31)),
        ("Högsby", date(2022, 1, 1)),
        ("Ängelholm", date(2023, 3, 31)),
        ("Kungälv", date(2026, 1, 1)),
    ],
)
def test_a_day_without_a_published_table_has_none(municipality: str, day: date) -> None:
    assert holding(municipality, day) is None


def test_every_table_says_where_it_was_read_and_that_it_is_second_hand() -> None:
    for one in load_published_caps(CONFIG):
        assert one.address.startswith("https://")
        assert one.checked_against is CheckedAgainst.SECONDARY
        assert one.last_checked >= date(2026, 1, 1)
        assert one.table.source


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own configuration, to be spoilt."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("starts: 2021-05-01", "starts: 2021-04-30", "2021-04-30 is already covered by Högsby kommuns"),
        ("address: https://www.vimmerby.se", "address: www.vimmerby.se", "address"),
        ("    last_checked: 2026-04-02\n", "", "last_checked` is missing: write the day somebody last held"),
        ("    checked_against: andrahandskälla\n", "", "checked_against` is missing"),
        ("children: 1, amount: 7803", "children: 2, amount: 7803", "two lines fit"),
        ("amount: 8975", "amount: -1", "zero or a positive number"),
    ],
)
def test_a_spoilt_table_is_told_with_file_and_line(config: Path, old: str, new: str, advice: str) -> None:
    text = (config / FILE).read_text("utf-8")
    assert old in text
    (config / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigTrouble) as caught:
        load_published_caps(config)
    assert caught.value.file == config / FILE
    assert caught.value.line > 0
    assert advice in caught.value.what
