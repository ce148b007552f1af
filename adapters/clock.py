"""The time in Sweden; implements `flows.ports.Clock`."""

from datetime import date, datetime

from flows.swedish_time import SWEDEN


class StockholmClock:
    """The wall clock, or the wall clock's hours on a fixed date when `today` is given."""

    def __init__(self, today: date | None = None) -> None:
        self._today = today

    def now(self) -> datetime:
        """Aware, Europe/Stockholm."""
        now = datetime.now(SWEDEN)
        if self._today is None:
            return now
        return now.replace(year=self._today.year, month=self._today.month, day=self._today.day, fold=0)
