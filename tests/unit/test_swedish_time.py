"""Sweden's clock is one: who names another zone, or the same one again, would be read as if it mattered."""

from tests.house.sources import sources

ONE_EACH = {"flows/swedish_time.py", "bots/kit/swedish.py"}
"""Bots know nothing of flows, and have their own."""
A_MUNICIPALITYS_OWN = {"adapters/config_files/municipality.py"}
"""It looks whether the zone that a municipality's file names is one."""


def test_swedens_clock_is_named_once_on_either_side_of_the_bots() -> None:
    named = {
        one.path for one in sources("flows", "bots", "adapters", suffix=".py") if "ZoneInfo(" in one.text
    }
    assert named == ONE_EACH | A_MUNICIPALITYS_OWN
