"""The clock that everybody in Sweden reads: what the robot keeps is in UTC, what it shows is by this one."""

from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
