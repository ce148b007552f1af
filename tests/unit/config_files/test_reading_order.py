"""Files of settings are read first and as of today: one that is wrong is told before anything is made."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from flows.cli.keys import ensure_key
from flows.errors import SetUpTrouble
from flows.settings import Settings
from flows.wiring.files import listed_parameters, municipality_named, national_parameters, published_caps
from flows.wiring.robots import opened_robot
from tests.unit.config_files.spoilt import said_of, spoil

TODAY = date(2026, 11, 18)
NORM, GUIDELINES = "parameters/riksnorm-2026.yaml", "guidelines/boendetak.yaml"
EXEMPELSTAD = "municipalities/exempelstad.yaml"
CHECKED, AHEAD = "last_checked: 2026-04-02", "last_checked: 2026-11-19"


def installed(config: Path) -> Settings:
    """An installation without secrets, whose folder is not there yet."""
    home = config.parent / "home"
    return Settings(home=home, secrets_dir=home / "secrets", config_dir=config, today=TODAY, _env_file=None)


async def night(settings: Settings) -> None:
    """Open the robot as a night does."""
    async with opened_robot(settings, "exempelstad"):
        raise AssertionError("the robot opened")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (NORM, "unit: kronor per månad", "unit: kronor per år"),
        (NORM, CHECKED, AHEAD),
        ("texts/needs_human.yaml", "NOT_SIGNED:", "NOT_SIGNED_AT_ALL:"),
        (EXEMPELSTAD, "payday: 27", "payday: 31"),
    ],
)
def test_a_night_tells_of_a_wrong_file_before_it_makes_or_opens_anything(
    config: Path, file: str, old: str, new: str
) -> None:
    settings = installed(config)
    spoil(config / file, old, new)
    said_of(config / file, lambda: asyncio.run(night(settings)))
    assert not settings.home.exists()


def test_a_browser_that_is_not_there_is_told_before_any_system_is_asked(config: Path) -> None:
    settings = installed(config).model_copy(update={"browser_path": "/no/such"})
    ensure_key(settings)
    with pytest.raises(SetUpTrouble, match="UTKAST_BROWSER_PATH names '/no/such'"):
        asyncio.run(night(settings))


@pytest.mark.parametrize(
    ("file", "read"),
    [
        (NORM, national_parameters),
        (NORM, listed_parameters),
        (GUIDELINES, published_caps),
        (GUIDELINES, listed_parameters),
    ],
)
def test_a_check_that_is_yet_to_come_is_refused_by_every_command(
    config: Path, file: str, read: Callable[[Settings], object]
) -> None:
    settings = installed(config)
    spoil(config / file, CHECKED, "last_checked: 2026-11-18")
    assert read(settings)
    spoil(config / file, "last_checked: 2026-11-18", AHEAD)
    said, line = said_of(config / file, lambda: read(settings))
    assert line == AHEAD
    assert said == "last_checked is after today, 2026-11-18: write the day somebody checked the value"


def test_a_municipality_is_read_as_of_today(config: Path) -> None:
    settings = installed(config)
    spoil(
        config / EXEMPELSTAD, "        ends: null\n        source", "        ends: 2026-11-17\n        source"
    )
    said, _ = said_of(config / EXEMPELSTAD, lambda: municipality_named(settings, "exempelstad"))
    assert "nothing holds after 2026-11-17, and today is 2026-11-18" in said
