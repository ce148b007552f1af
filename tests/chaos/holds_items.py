"""What must be true of the applications: each in exactly one place, none lost, none tried without end.

Each rule gives its breaches; none is as it should be.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from flows.errors import Code
from flows.work import OPEN_STATES, State, WorkItem
from tests.chaos.evidence import Evidence
from tests.chaos.holds_drafts import Breach


def is_open(item: WorkItem, today: date) -> bool:
    """Whether something is still to be done today: what waits for another day is where it should be."""
    if item.outcome.state is State.WAITING:
        return item.outcome.wait_until is None or item.outcome.wait_until <= today
    return item.outcome.state in OPEN_STATES


def none_is_lost(evidence: Evidence) -> Iterator[Breach]:
    """Every application of the inbox is one item, and there is no other."""
    held = Counter(item.case_ref for item in evidence.items)
    for ref in evidence.statement:
        if held[ref] != 1:
            yield Breach(rule="none is lost", ref=ref, what=f"stands {held[ref]} times in our table")
    for ref in held.keys() - evidence.statement.keys():
        yield Breach(rule="none is lost", ref=ref, what="nobody has applied for it")


def each_has_come_to_its_place(evidence: Evidence) -> Iterator[Breach]:
    """When all has settled, every item is in a final or a waiting state."""
    for item in evidence.items:
        if is_open(item, evidence.world_date):
            yield Breach(rule="one final or waiting state", ref=item.case_ref, what=item.outcome.state)


def a_draft_stands_behind_each_that_awaits(evidence: Evidence) -> Iterator[Breach]:
    """A caseworker who is told of a draft finds it."""
    for item in evidence.items:
        if item.outcome.state is State.AWAITING_CASEWORKER and item.case_ref not in evidence.written:
            yield Breach(
                rule="what is told is so", ref=item.case_ref, what="told of a draft that is not there"
            )


def attempts_within_bounds(evidence: Evidence) -> Iterator[Breach]:
    """No application is tried without end."""
    for item in evidence.items:
        if item.attempts > evidence.most_attempts:
            what = f"{item.attempts} attempts in a row, {evidence.most_attempts} are allowed"
            yield Breach(rule="attempts within bounds", ref=item.case_ref, what=what)


def nothing_unforeseen(evidence: Evidence) -> Iterator[Breach]:
    """Whatever the systems do, the robot has a name for it."""
    for item in evidence.items:
        if (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.UNEXPECTED):
            yield Breach(rule="nothing unforeseen", ref=item.case_ref, what="FAILED as UNEXPECTED")
