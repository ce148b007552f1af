"""The time in Sweden; implements `flows.ports.Clock`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class StockholmClock:
    """The wall clock, or the wall clock's hours on a fixed date when `today` is given."""

    def __init__(self, today: date | None = None) -> None:
        self._today = today

    def now(self) -> datetime:
        """Aware, Europe/Stockholm."""
        now = datetime.now(STOCKHOLM)
        if self._today is None:
            return now
        return now.replace(year=self._today.year, month=self._today.month, day=self._today.day, fold=0)
