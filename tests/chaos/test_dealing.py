"""Deaths are dealt so that each falls once before any falls twice, and soon enough to fall at all."""

import inspect
from collections import Counter

import pytest

from flows.ports import WorkItems
from tests.chaos import death
from tests.chaos.blows import POINTS, TAKEN_IN, Blow
from tests.chaos.dealing import ALL, dealt, next_of


def words(blows: list[Blow]) -> Counter[str]:
    return Counter(blow.words for blow in blows)


def test_either_death_comes_on_either_side_of_every_point() -> None:
    assert len({blow.words for blow in ALL}) == 4 * len(POINTS) == 52


def test_a_blow_may_come_at_every_call_that_writes() -> None:
    calls = {name for name, one in vars(WorkItems).items() if inspect.iscoroutinefunction(one)}
    known = [*death.POINT_OF, *death.BY_WHAT_IS_GIVEN, *death.NOT_ON_THE_WAY, *death.ONLY_LOOKING]
    assert sorted(known) == sorted(calls)


@pytest.mark.parametrize(("number", "most"), [(4, 1), (52, 1), (53, 2), (104, 2)])
def test_all_are_dealt_before_any_is_dealt_again(number: int, most: int) -> None:
    counted = words(dealt(3, number, 1000))
    assert (counted.total(), max(counted.values())) == (number, most)
    assert len(counted) == min(number, len(ALL))


@pytest.mark.parametrize(("applications", "latest"), [(20, {1}), (104, {1, 2}), (5000, set(range(1, 10)))])
def test_the_fewer_applications_to_a_blow_the_sooner_it_falls(applications: int, latest: set[int]) -> None:
    assert {blow.nth for blow in dealt(1, 52, applications)} == latest


def test_what_has_fallen_waits_until_all_have() -> None:
    first, second, taken_in = Blow(point="OPENED"), Blow(point="SENT"), Blow(point=TAKEN_IN)
    assert next_of([first, second, taken_in], Counter()) == taken_in
    assert next_of([first, second, taken_in], Counter([taken_in.words])) == first
    assert next_of([first, second, taken_in], Counter([taken_in.words, first.words])) == second
