"""The generator: the same world for the same seed, quickly, with numbers that belong to nobody."""

import time
from pathlib import Path

import pytest
from personnummer import personnummer
from sqlalchemy import inspect, select

from mock_legacy.world import World, open_world
from mock_legacy.world.form import user_number
from mock_legacy.world.generator import Recipe, UnknownScenario, generate
from mock_legacy.world.models import (
    ExpectedOutcome,
    InboxInstance,
    Person,
    SigningEvent,
    Table,
    WorldSetting,
)
from mock_legacy.world.personal_numbers import personnummer_of
from mock_legacy.world.scenarios import SCENARIOS


def made(folder: Path, recipe: Recipe) -> World:
    world = open_world(folder)
    generate(world, recipe)
    return world


def contents(world: World) -> dict[str, list[tuple[object, ...]]]:
    with world.engine.connect() as connection:
        return {
            mapper.local_table.fullname: [
                tuple(row) for row in connection.execute(select(mapper.local_table))
            ]
            for mapper in (inspect(table) for table in Table.__subclasses__())
            if mapper.class_ is not WorldSetting
        }


def test_the_same_seed_gives_the_same_world(tmp_path: Path) -> None:
    first, second = (made(tmp_path / name, Recipe(seed=7)) for name in "ab")
    assert contents(first) == contents(second)
    first.close(), second.close()


def test_another_seed_gives_another_world(tmp_path: Path) -> None:
    first, second = (made(tmp_path / str(seed), Recipe(seed=seed)) for seed in (1, 2))
    assert contents(first)["person"] != contents(second)["person"]
    first.close(), second.close()


def test_a_larger_world_begins_with_the_smaller_one(tmp_path: Path) -> None:
    small, large = (made(tmp_path / str(size), Recipe(applications=size)) for size in (12, 80))
    all_of_it = contents(large)
    for table, rows in contents(small).items():
        assert set(rows) <= set(all_of_it[table]), table
    small.close(), large.close()


def test_every_personnummer_is_unique_valid_and_from_the_test_serials(night: World) -> None:
    with night.session() as session:
        numbers = list(session.scalars(select(Person.personnummer)))
    assert len(numbers) == len(set(numbers)) > 40
    assert all(personnummer.valid(number) for number in numbers)
    assert {number[8:11] for number in numbers} == {"238", "239"}


@pytest.mark.parametrize("known", ["199006022397", "199107172380", "199610202385", "200001052380"])
def test_the_check_digit_is_that_of_published_test_numbers(known: str) -> None:
    from datetime import date

    born = date(int(known[:4]), int(known[4:6]), int(known[6:8]))
    assert personnummer_of(born, "K" if known[8:11] == "238" else "M") == known


def test_a_night_of_forty_takes_every_scenario(night: World) -> None:
    with night.session() as session:
        told = list(session.scalars(select(ExpectedOutcome.scenario)))
        waiting = session.scalars(
            select(InboxInstance).where(InboxInstance.status == "Inskickat", InboxInstance.family_id == 231)
        ).all()
    assert len(told) == len(waiting) == 40
    assert set(told) == set(SCENARIOS)


def test_the_platform_knows_a_poster_by_one_number_whenever_they_come_back(
    night: World,
) -> None:
    with night.session() as session:
        sent = session.execute(
            select(InboxInstance.poster_personnummer, InboxInstance.payload, SigningEvent.signer_id)
            .join(SigningEvent, SigningEvent.flow_instance_id == InboxInstance.flow_instance_id)
            .where(SigningEvent.signer_name == InboxInstance.poster_name)
        ).all()
    assert len(sent) >= 40
    for poster, payload, signer_id in sent:
        assert signer_id == str(user_number(poster))
        assert payload.count(f"<ID>{signer_id}</ID>".encode()) == 2  # who posted it, and who signed


def test_named_scenarios_are_told_in_turn_and_no_others(tmp_path: Path) -> None:
    world = made(tmp_path, Recipe(applications=4, scenarios=("moved", "akassa")))
    with world.session() as session:
        in_order = select(ExpectedOutcome.scenario).order_by(ExpectedOutcome.flow_instance_id)
        told = list(session.scalars(in_order))
    assert told == ["moved", "akassa", "moved", "akassa"]
    world.close()


def test_an_unknown_scenario_is_refused_and_leaves_the_world_alone(tmp_path: Path) -> None:
    world = made(tmp_path, Recipe(applications=3))
    before = contents(world)
    with pytest.raises(UnknownScenario, match="lottery_win"):
        generate(world, Recipe(scenarios=("lottery_win",)))
    assert contents(world) == before
    world.close()


def test_a_scenario_whose_numbers_run_out_is_replaced_by_a_common_one(tmp_path: Path) -> None:
    world = made(tmp_path, Recipe(applications=70, scenarios=("child_turned_7",)))
    with world.session() as session:
        told = list(session.scalars(select(ExpectedOutcome.scenario)))
    assert told.count("child_turned_7") == 60  # thirty days, two numbers a day
    assert told.count("aktivitetsstod_unchanged") == 10
    world.close()


@pytest.mark.slow
def test_five_hundred_applications_are_made_at_a_pace_of_ten_thousand_a_minute(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    started = time.process_time()
    generate(world, Recipe(applications=500))
    assert time.process_time() - started < 500 * 60 / 10_000 * 2  # twice the time, for a busy machine
    world.close()
