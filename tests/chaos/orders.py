"""What a worker is told beside its settings: the time by its clock, the length of a lease, and its blows.

A lease's length is a constant of the robot, and so it is set before anything that uses it is imported.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from tests.chaos.blows import Blow

ORDERS = "CHAOS_ORDERS"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
LEASE_SECONDS = 90.0
BEATS = 4.5
"""A lease is as long as so many renewals, as `flows.lease` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a worker is told. `ahead` is how far its clocks stand before the machine's; seconds both.

    It writes in the `register` what comes upon it, and makes the file `begun` when its robot is open.
    """

    register: str
    begun: str
    ahead: float = 0.0
    lease: float = LEASE_SECONDS
    blows: tuple[Blow, ...] = ()

    def written(self) -> str:
        """As the environment carries them."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Orders":
        """As they were written."""
        told = json.loads(text)
        return cls(**{**told, "blows": tuple(Blow(**one) for one in told["blows"])})


class ShiftedClock:
    """The world's date with Sweden's time of day, so many seconds ahead.

    Runs on over midnight, but one that is made then stands a day behind: no campaign begins so late.
    """

    def __init__(self, today: datetime, ahead: float) -> None:
        midnight = datetime.now(STOCKHOLM).replace(hour=0, minute=0, second=0, microsecond=0)
        self._ahead = today - midnight.replace(tzinfo=None) + timedelta(seconds=ahead)

    def now(self) -> datetime:
        """Aware, Europe/Stockholm."""
        return (datetime.now(STOCKHOLM).replace(tzinfo=None) + self._ahead).replace(tzinfo=STOCKHOLM)


def obey(orders: Orders) -> None:
    """Set leases and clocks. Nothing of the robot that knows either has been imported before."""
    import flows.work

    flows.work.LEASE = timedelta(seconds=orders.lease)
    import adapters.lender
    import adapters.lending
    import flows.breaker
    import flows.lease
    import flows.wiring.robots

    beat = flows.work.LEASE / BEATS
    today = datetime.fromisoformat(os.environ["UTKAST_TODAY"])
    ahead = timedelta(seconds=orders.ahead)
    short = partial(
        adapters.lending.LendingPace, beat=beat.total_seconds() / 2, skew=beat.total_seconds() / 2
    )
    for module, name, ours in (
        (flows.breaker, "PROBE_WITHIN", 2 * flows.work.LEASE),
        (flows.lease, "RENEW_EVERY", beat),
        (flows.lease, "ANSWER_WITHIN", beat / 2),
        (flows.wiring.robots, "StockholmClock", lambda _today: ShiftedClock(today, orders.ahead)),
        (adapters.lending, "LendingPace", short),
        (adapters.lending, "real_time", lambda: datetime.now(UTC) + ahead),
        (adapters.lender, "real_time", lambda: datetime.now(UTC) + ahead),
    ):
        assert hasattr(module, name), f"{module.__name__} has no {name} any more"
        setattr(module, name, ours)
