"""A short campaign on each database: faults, people, killed workers, and every rule holds."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.campaign import Plan, run
from tests.chaos.report import as_text, figures
from tests.chaos.weather import Rates

pytestmark = [pytest.mark.slow, pytest.mark.campaign, pytest.mark.timeout(900)]
ROUGH = Rates(
    passing=0.02,
    changed=0.001,
    slow=0.002,
    lost_answers=0.3,
    late=0.15,
    doubled=0.04,
    spoilt=0.1,
    at_the_door=0.01,
)
SHORT = Plan(
    applications=25,
    kills=4,
    lease=8.0,
    storm=600.0,
    disturb_every=900,
    away_every=350,
    hold_every=200,
    passwords_every=300,
    look=1.0,
    closing=6.0,
    closed=8.0,
    rates=ROUGH,
)
PLANS = {
    "sqlite, one worker": SHORT,
    "postgres, three workers": replace(SHORT, database="postgres", workers=3, seed=2, lease=15.0),
}


@pytest.mark.parametrize("name", PLANS)
async def test_every_rule_holds(name: str, tmp_path: Path) -> None:
    told = figures(await run(PLANS[name], tmp_path / "campaign"))
    assert told["breaches"] == [], as_text(told)
    assert sum(told["ended as"].values()) == SHORT.applications
    # A campaign in which nothing happened would show nothing.
    assert told["faults in all"] > SHORT.applications / 2, as_text(told)
    assert told["blows by point in all"] > 0, as_text(told)
    assert set(told["exit codes"]) >= {"-9"}, as_text(told)
