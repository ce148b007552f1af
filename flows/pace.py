"""How patient the robot is: how often something is tried, how long it waits, how long a system is left alone.

An installation sets these (`flows.settings`); nothing here knows what is tried.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The robot's patience.

    An application is tried `most_attempts` times in a row, with the delays of `retry_after` between them,
    the last of them for all that follow. A system's breaker opens after `failures_in_a_row` and its first
    probe comes after `cool_off`, then after twice that, up to `longest_cool_off`. A draft that was sent and
    not read back is not written again before `uncertain_for` has passed since it was sent, whatever happened
    to the worker: it may still be on its way. A run ends when nothing has gone forward for `patience`. Work
    at hand gets `grace` to end when the robot is told to stop.
    """

    most_attempts: int = 5
    retry_after: tuple[timedelta, ...] = (
        timedelta(seconds=15),
        timedelta(minutes=1),
        timedelta(minutes=4),
    )
    uncertain_for: timedelta = timedelta(minutes=2)
    failures_in_a_row: int = 3
    cool_off: timedelta = timedelta(seconds=30)
    longest_cool_off: timedelta = timedelta(minutes=15)
    patience: timedelta = timedelta(minutes=20)
    grace: timedelta = timedelta(seconds=20)

    def delay(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts (from 1)."""
        return self.retry_after[min(attempts, len(self.retry_after)) - 1]
