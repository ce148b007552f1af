"""A clock that stands still until a test moves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class FakeClock:
    """`Clock` at one moment."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def sleep_until_tomorrow(self) -> None:
        """A day passes."""
        self.moment += timedelta(days=1)
