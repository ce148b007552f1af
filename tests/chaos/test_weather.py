"""A campaign's weather is of every kind there is, and the robot's patience outlasts the slowest write."""

from typing import Any, cast

from mock_legacy.control.fault_orders import FaultOrder
from mock_legacy.platform.fault_effects import KINDS
from tests.chaos import weather
from tests.chaos.campaign import Plan
from tests.chaos.premises import SHORT_PACE
from tests.chaos.town import Town


def test_a_campaign_has_every_kind_of_fault() -> None:
    assert set(weather.KINDS) == set(KINDS)


def test_a_late_write_is_later_than_a_page_may_be_and_sooner_than_anybody_looks() -> None:
    timeout, uncertain = (float(SHORT_PACE[f"UTKAST_{name}_SECONDS"]) for name in ("TIMEOUT", "UNCERTAIN"))
    assert timeout < weather.LATE_SECONDS < uncertain
    assert Plan().lease < uncertain


class Ordered:
    """A town that keeps what is ordered of it, and whose faults have struck once each but for some."""

    def __init__(self, but: set[str]) -> None:
        self.orders: list[FaultOrder] = []
        self._struck = set(KINDS) - but

    def strike(self, kind: str, **order: Any) -> None:
        self.orders.append(FaultOrder(kind=kind, **order))

    def records(self, what: str) -> list[dict[str, str]]:
        assert what == "faults/strikes"
        return [{"kind": kind} for kind in self._struck]


def test_what_has_not_come_is_ordered_once_and_nothing_else() -> None:
    missing = {"hang", "late_write", "moved_field", "silence_after_write"}
    ordered = Ordered(but=missing)
    town = cast("Town", ordered)
    weather.make_up_for(town, weather.not_come(town))
    faults = [order.fault() for order in ordered.orders]
    assert sorted((fault.kind, fault.system, fault.remaining) for fault in faults) == [
        (kind, "almanda", 1) for kind in sorted(missing)
    ]
    assert {fault.latency_ms for fault in faults if fault.kind == "late_write"} == {20_000}


def test_every_kind_that_is_drawn_can_be_ordered() -> None:
    ordered = Ordered(but=set())
    weather.make_up_for(cast("Town", ordered), weather.KINDS)
    assert {order.kind for order in ordered.orders} == set(weather.KINDS) - set(weather.AWAY)
