"""Every dated value as somebody who looks after the files sees it: where it stands, and when it was checked.

Knows no file format and no clock: whether a value is stale is asked as of a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.eligibility.parameters import CheckedAgainst


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterEntry:
    """One dated value: `file` and `line` where it stands, its `name`, dates, source of law and last check."""

    file: str
    line: int
    name: str
    unit: str
    starts: date
    ends: date | None
    reference: str
    last_checked: date
    checked_against: CheckedAgainst
    remark: str

    def is_stale(self, today: date) -> bool:
        """Whether more than a year has gone since somebody last checked the value."""
        checked = self.last_checked
        return (checked.year + 1, checked.month, checked.day) < (today.year, today.month, today.day)


def stale(entries: Sequence[ParameterEntry], today: date) -> tuple[ParameterEntry, ...]:
    """The values that somebody must check again, in the order of `entries`."""
    return tuple(one for one in entries if one.is_stale(today))
