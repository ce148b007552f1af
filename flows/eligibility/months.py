"""Spans of whole months, counted from any day. Knows no law."""

import calendar
from datetime import date


def same_day_later(start: date, months: int) -> date:
    """The day `months` later (earlier when negative); the month's last day where it has no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def last_day_of_span(start: date, months: int) -> date:
    """The last day of a span of whole months: two years from 1 March 2026 end on 29 February 2028."""
    end = same_day_later(start, months)
    return end if end.day < start.day else date.fromordinal(end.toordinal() - 1)
