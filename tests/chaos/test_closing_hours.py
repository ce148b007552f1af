"""When a campaign's systems close."""

from datetime import datetime, timedelta

import pytest

from tests.chaos.__main__ import past_midnight
from tests.chaos.campaign import Plan
from tests.chaos.closing_hours import IN_TURN, closing_hours
from tests.chaos.orders import STOCKHOLM
from tests.chaos.premises import PORTS

NOON = datetime(2026, 11, 22, 12, 0, 0, 700, tzinfo=STOCKHOLM)


def test_each_system_closes_in_turn_while_the_storm_lasts() -> None:
    told = closing_hours(NOON, first=90, every=1200, lasts=20, within=4890)
    assert [one.system for one in told] == [*IN_TURN, IN_TURN[0]]
    assert sorted(IN_TURN) == sorted(PORTS)
    began = NOON.replace(microsecond=0)
    assert [(one.starts - began).total_seconds() for one in told] == [90, 1290, 2490, 3690, 4890]
    assert {one.ends - one.starts for one in told} == {timedelta(seconds=20)}


@pytest.mark.parametrize(("seconds_left", "times"), [(111, 1), (110, 0)])
def test_nothing_is_closed_over_midnight(seconds_left: int, times: int) -> None:
    midnight = datetime(2026, 11, 23, tzinfo=STOCKHOLM)
    began = midnight - timedelta(seconds=seconds_left)
    assert len(closing_hours(began, first=90, every=1200, lasts=20, within=9000)) == times


@pytest.mark.parametrize(("hour", "begins"), [(21, True), (22, False)])
def test_no_campaign_begins_that_would_last_past_midnight(hour: int, begins: bool) -> None:
    plan = Plan(storm=6600, calm=600)
    told = past_midnight(plan, NOON.replace(hour=hour, minute=30))
    assert (told is None) is begins
