"""A campaign's weather is of every kind there is, and the robot's patience outlasts the slowest write."""

from mock_legacy.platform.fault_effects import KINDS
from tests.chaos import weather
from tests.chaos.campaign import Plan
from tests.chaos.premises import SHORT_PACE


def test_a_campaign_has_every_kind_of_fault() -> None:
    assert set(weather.KINDS) == set(KINDS)


def test_a_late_write_is_later_than_a_page_may_be_and_sooner_than_anybody_looks() -> None:
    timeout, uncertain = (float(SHORT_PACE[f"UTKAST_{name}_SECONDS"]) for name in ("TIMEOUT", "UNCERTAIN"))
    assert timeout < weather.LATE_SECONDS < uncertain
    assert Plan().lease < uncertain
