"""Each municipality has a world of its own: its code on every paper, and what its scenarios expect."""

from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.config_files import known_municipalities, load_municipality
from flows.eligibility.housing_caps import CapHousehold
from flows.eligibility.period import Period
from mock_legacy.world import open_world
from mock_legacy.world.generator import Recipe, UnknownScenario, generate, stories
from mock_legacy.world.models import InboxInstance, Person
from mock_legacy.world.places import PLACES
from tests.household_facts import CONFIG

NOVEMBER = Period(2026, 11)


def test_the_world_knows_every_municipality_that_has_a_file() -> None:
    assert sorted(PLACES) == sorted(known_municipalities(CONFIG))


@pytest.mark.parametrize("slug", PLACES)
def test_the_worlds_own_copy_is_what_the_municipalitys_file_says(slug: str) -> None:
    place, ours = PLACES[slug], load_municipality(CONFIG, slug)
    alone = CapHousehold(adults=1, children=0, rooms=2, eldest_adult=38)
    assert (place.code, place.name) == (ours.code, ours.name)
    assert place.highest_rent_for_one == ours.rules.housing.cap_for(alone, NOVEMBER.first_day)


@pytest.mark.parametrize("slug", PLACES)
def test_no_rent_but_the_one_that_is_to_be_cut_is_above_the_municipalitys_cap(slug: str) -> None:
    housing, above = load_municipality(CONFIG, slug).rules.housing, set()
    for scenario, home, _expected in stories(Recipe(applications=120, municipality=slug)):
        household = CapHousehold(adults=len(home.adults), children=len(home.children), rooms=home.form.rooms)
        cap = housing.cap_for(household, NOVEMBER.first_day)
        assert cap is not None
        above |= {scenario.name for cost in home.costs if cost.kind == "Hyra" and cost.applied > cap}
    assert above == {"rent_above_cap"}


def test_everybody_in_a_town_is_registered_there_and_applies_there(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    generate(world, Recipe(applications=6, municipality="trelleborg"))
    with world.session() as session:
        persons = session.scalars(select(Person)).all()
        forms = session.scalars(select(InboxInstance.payload).where(InboxInstance.payload.is_not(None))).all()
    assert {(one.municipality_code, one.county_code, one.postal_town) for one in persons} == {
        ("1287", "12", "Trelleborg")
    }
    assert any(b"1287" in form for form in forms)
    assert not any(b"9901" in form for form in forms)
    assert world.place().name == "Trelleborgs kommun"
    world.close()


def test_a_place_that_nobody_has_made_is_named_with_those_there_are(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    with pytest.raises(UnknownScenario, match="'storstad'; there are: exempelstad, trelleborg"):
        generate(world, Recipe(municipality="storstad"))
    world.close()
