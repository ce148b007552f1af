"""The strokes of a time line stand where the steps were taken, and none of them outside the line."""

from datetime import timedelta
from itertools import pairwise

import pytest

from flows.journal import Step
from flows.run_report.record import Line, Span
from flows.run_report.timeline import NARROWEST, WIDTH, Part, place, strokes
from tests.unit.run_report.parts import NOW, WHOLE_WAY, Night, at

TEN_SECONDS = Span(start=NOW, end=NOW + timedelta(seconds=10))


async def line(*way: Step, start: float = 0.0) -> Line:
    night = Night()
    night.has(100231, way=way, start=start)
    (found,) = (await night.record()).lines
    return found


async def test_each_way_from_step_to_step_is_a_stroke_in_the_colour_of_its_part() -> None:
    drawn = list(strokes(await line(*WHOLE_WAY), TEN_SECONDS))
    assert [one.part for one in drawn] == [Part.FETCH] * 3 + [Part.ASSESS] * 2 + [Part.WRITE] * 3 + [Part.END]
    assert [one.x for one in drawn] == [round(second * (WIDTH - NARROWEST) / 10) for second in range(9)]
    assert all(before.x + before.width == after.x for before, after in pairwise(drawn))


async def test_a_try_without_an_end_is_marked_where_it_stops() -> None:
    *_, last = strokes(await line(Step.CLAIMED, Step.OPENED), TEN_SECONDS)
    assert (last.part, last.x) == (Part.UNFINISHED, place(at(1), TEN_SECONDS))


async def test_what_took_no_time_is_seen_too() -> None:
    (stroke,) = strokes(await line(Step.CLAIMED, Step.SETTLED), Span(start=NOW, end=at(86_400)))
    assert stroke.width == NARROWEST


@pytest.mark.parametrize(
    ("seconds", "x"), [(-5, 0), (0, 0), (10, WIDTH - NARROWEST), (11, WIDTH - NARROWEST)]
)
def test_a_moment_outside_stands_at_the_edge(seconds: int, x: int) -> None:
    assert place(at(seconds), TEN_SECONDS) == x


def test_a_span_of_no_time_draws_no_stroke_outside_the_line() -> None:
    assert place(NOW, Span(start=NOW, end=NOW)) == 0
