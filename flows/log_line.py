"""One line of our log: what it says, whether somebody asked for it, and since when one may ask.

Pure. A line that is no JSON object is a line all the same; it says nothing of itself, and is never left out.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from flows.swedish_time import SWEDEN

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Level(StrEnum):
    """How bad it is, in rising order."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line as it stands, and what it says when it is one of ours: an event's name and fields."""

    text: str
    says: Mapping[str, object] | None

    @property
    def at(self) -> datetime | None:
        """When it was written, if it says so."""
        try:
            at = datetime.fromisoformat(str((self.says or {}).get("timestamp")))
        except ValueError:
            return None
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    @property
    def level(self) -> Level | None:
        """How bad it is, if it says so."""
        told = (self.says or {}).get("level")
        return next((one for one in Level if one == told), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks the log for; what is blank or None is not asked about."""

    case_ref: str = ""
    system: str = ""
    code: str = ""
    """What went wrong, or why a person has it: a line's `code` or `reason`."""
    event: str = ""
    """An event's name, or its beginning up to a dot."""
    level: Level | None = None
    since: datetime | None = None

    def has(self, line: LogLine) -> bool:
        """Whether to show the line. One that is no JSON is always shown: nobody can say what it is about."""
        if line.says is None:
            return True
        return (
            (not self.case_ref or line.says.get("case_ref") == self.case_ref)
            and (not self.system or str(line.says.get("system", "")).casefold() == self.system.casefold())
            and (not self.code or self.code in (line.says.get("code"), line.says.get("reason")))
            and (not self.event or f"{line.says.get('event')}.".startswith(f"{self.event}."))
            and (self.level is None or line.level is None or _is_as_bad(line.level, self.level))
            and (self.since is None or line.at is None or line.at >= self.since)
        )


def read_line(text: str) -> LogLine:
    """The line, with what it says if it is a JSON object."""
    try:
        says = json.loads(text)
    except (ValueError, RecursionError):
        return LogLine(text=text, says=None)
    return LogLine(text=text, says=says if isinstance(says, dict) else None)


def since_when(told: str, now: datetime) -> datetime:
    """A time as people type it: `90s`, `30m`, `2h`, `1d` ago, a date, or a date and time in Sweden.

    Raises ValueError when it is none of them.
    """
    if ago := re.fullmatch(r"(\d{1,6})([smhd])", told):
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    at = datetime.fromisoformat(told)
    return at if at.tzinfo else at.replace(tzinfo=SWEDEN)


def _is_as_bad(one: Level, limit: Level) -> bool:
    levels = list(Level)
    return levels.index(one) >= levels.index(limit)
