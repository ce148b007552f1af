"""Where the strokes of a time line go: each application's steps on a line as wide as the span.

Measures only; the page draws. A stroke's colour tells the part of the way, and a legend says which.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from flows.journal import Step
from flows.run_report.record import Line, Span

WIDTH = 1000
NARROWEST = 2
"""What took a moment is seen too."""


class Part(StrEnum):
    """A part of the way, as the legend has it."""

    FETCH = "Hämtar uppgifter"
    ASSESS = "Bedömer och sparar hos oss"
    WRITE = "Skriver och läser tillbaka"
    END = "Avslutar"
    UNFINISHED = "Inte avslutat: pågår, eller körningen dog"


_PART_OF = {
    Step.CLAIMED: Part.END,
    Step.OPENED: Part.FETCH,
    Step.REGISTERED: Part.FETCH,
    Step.GATHERED: Part.FETCH,
    Step.ASSESSED: Part.ASSESS,
    Step.KEPT: Part.ASSESS,
    Step.SENDING: Part.WRITE,
    Step.SENT: Part.WRITE,
    Step.READ_BACK: Part.WRITE,
    Step.SETTLED: Part.END,
    Step.GIVEN_BACK: Part.END,
    Step.REOPENED: Part.END,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One stroke: from `x`, `width` wide, both in thousandths of the span."""

    x: int
    width: int
    part: Part


def strokes(line: Line, span: Span) -> Iterator[Stroke]:
    """The strokes of one application, the earliest first; a try that has no end is marked where it stops."""
    for way in line.tries:
        for before, after in pairwise(way):
            x = place(before.at, span)
            yield Stroke(x=x, width=max(place(after.at, span) - x, NARROWEST), part=_PART_OF[after.step])
        if way[-1].step not in (Step.SETTLED, Step.GIVEN_BACK):
            yield Stroke(x=place(way[-1].at, span), width=2 * NARROWEST, part=Part.UNFINISHED)


def place(at: datetime, span: Span) -> int:
    """Where a moment stands, in thousandths; a moment outside the span stands at its edge."""
    share = (at - span.start).total_seconds() / span.seconds
    return round(min(max(share, 0.0), 1.0) * (WIDTH - NARROWEST))
