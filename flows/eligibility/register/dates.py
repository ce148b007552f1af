"""Which days something holds, in words a citizen reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flows.eligibility.parameters import Dated
from flows.eligibility.wording import day

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A text and the days it holds; `ends` None is still."""

    text: str
    starts: date
    ends: date | None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans, oldest first, those that follow upon each other with the same text made one."""
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before and before.text == span.text and before.ends and before.ends + ONE_DAY == span.starts:
            found[-1] = Span(text=span.text, starts=before.starts, ends=span.ends)
        else:
            found.append(span)
    return tuple(found)


def days(starts: date, ends: date | None, *, since: date | None = None) -> str:
    """`från och med 1 juli 2025`, `2026`, `till och med 30 juni 2025`.

    `since` is the first day the page knows of: what holds from that day is not said to begin then.
    """
    if starts == since:
        return f"till och med {day(ends)}" if ends else "hela tiden"
    if ends is None:
        return f"från och med {day(starts)}"
    if (starts.month, starts.day, ends.month, ends.day) == (1, 1, 12, 31):
        return str(starts.year) if starts.year == ends.year else f"{starts.year}–{ends.year}"
    return f"{day(starts)}–{day(ends)}"


def days_of(dated: Dated[object]) -> str:
    """The days of one parameter."""
    return days(dated.starts, dated.ends)
