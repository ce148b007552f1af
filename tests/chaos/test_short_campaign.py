"""Short campaigns: faults, people, killed workers, and every rule holds. The shortest is run every day."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.campaign import Plan, run
from tests.chaos.report import as_text, figures
from tests.chaos.weather import Rates

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
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
SHORTEST = replace(
    SHORT,
    applications=3,
    kills=1,
    seed=5,
    look=0.3,
    closing=None,
    rates=replace(ROUGH, late=0.001),
)
"""A worker is killed as it is about to send a draft; nothing closes and nothing is long on its way."""
PLANS = [
    pytest.param(SHORTEST, id="shortest"),
    pytest.param(SHORT, id="sqlite, one worker", marks=pytest.mark.campaign),
    pytest.param(
        replace(SHORT, database="postgres", workers=3, seed=2, lease=15.0),
        id="postgres, three workers",
        marks=pytest.mark.campaign,
    ),
]


@pytest.mark.parametrize("plan", PLANS)
async def test_every_rule_holds(plan: Plan) -> None:
    # Not under `tmp_path`: another pytest closes that to PostgreSQL, which runs as a user of its own.
    with tempfile.TemporaryDirectory(prefix="utkast-chaos-") as home:
        told = figures(await run(plan, Path(home) / "campaign"))
    assert told["breaches"] == [], as_text(told)
    assert sum(told["ended as"].values()) == plan.applications
    # A campaign in which nothing happened would show nothing.
    assert told["faults in all"] > plan.applications / 2, as_text(told)
    assert told["blows by point in all"] > 0, as_text(told)
    assert set(told["exit codes"]) >= {"-9"}, as_text(told)
