"""What must be true of the applications: each in exactly one place, none lost, none tried without end.

Each rule gives its breaches; none is as it should be.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from flows.errors import Code
from flows.work import OPEN_STATES, State, WorkItem
from tests.chaos.evidence import ROBOT, Evidence
from tests.chaos.holds_drafts import Breach

LOOKS_IN_A_TRY = 2
"""A session that proves lost is logged in again, once, and the page is asked for again."""


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


def each_is_delivered_as_ours(evidence: Evidence) -> Iterator[Breach]:
    """The inbox knows each application by our reference, by its own record.

    Two workers may both tell it so, one after the other: a second time changes nothing.
    """
    delivered = {int(one["flow_instance_id"]): one["delivered_external_id"] for one in evidence.deliveries}
    for ref, stated in evidence.statement.items():
        known_as = delivered.get(int(stated["flow_instance_id"]))
        if known_as != ref:
            yield Breach(rule="the inbox is told", ref=ref, what=f"the inbox has it as {known_as or 'new'}")


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
    """No application is tried without end, by Almanda's own record of who looked for whose case file.

    A try begins with a search for the applicant. The robot makes `most_attempts` in a row by its own
    decision: those are counted against the application. A try that is not counted was ended by something
    else, and that happened between its search and the next: a fault struck some request, a worker ended, our
    tables or a system went away, closed, or were let in again. So whoever's tries are followed by another,
    with nothing in between, more often than that is tried without end. A fault that struck the applicant's
    own pages is no excuse, for that is what the tries are counted by; within one try it may make the robot
    look twice. Who applies twice is looked for once more by right.
    """
    by_right = Counter(stated["personnummer"] for stated in evidence.statement.values())
    for ref, stated in evidence.statement.items():
        tries = _searches(evidence).get(stated["personnummer"], [])
        happened = sorted(_all_that_happened(evidence, but=stated["personnummer"]))
        again = sum(not _is_any_between(happened, *pair) for pair in pairwise(tries))
        allowed = LOOKS_IN_A_TRY * evidence.most_attempts + by_right[stated["personnummer"]] - 1
        if again > allowed:
            what = f"tried again {again} times for no reason, {allowed} are allowed"
            yield Breach(rule="attempts within bounds", ref=ref, what=what)


def _all_that_happened(evidence: Evidence, *, but: str) -> Iterator[datetime]:
    yield from (evidence.world_time(one["at"]) for one in evidence.strikes if but not in one["persons"])
    yield from map(evidence.world_time, evidence.doings)
    for closed in evidence.closed:
        yield from map(evidence.world_time, (closed.starts, closed.ends))


def _searches(evidence: Evidence) -> dict[str, list[datetime]]:
    """When the robot has searched for each person: whole seconds, in order."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for one in evidence.lookups:
        if one["screen"] == "search" and one["username"].startswith(ROBOT):
            found[one["personnummer"]].append(datetime.fromisoformat(one["at"]))
    return found


def _is_any_between(happened: Sequence[datetime], one: datetime, other: datetime) -> bool:
    at = bisect_left(happened, one)
    return at < len(happened) and happened[at] < other + timedelta(seconds=1)


def nothing_unforeseen(evidence: Evidence) -> Iterator[Breach]:
    """Whatever the systems do, the robot has a name for it."""
    for item in evidence.items:
        if (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.UNEXPECTED):
            yield Breach(rule="nothing unforeseen", ref=item.case_ref, what="FAILED as UNEXPECTED")


def none_is_given_up_for_nothing(evidence: Evidence) -> Iterator[Breach]:
    """Whom no fault of their own nor a person has met ends as stated, but for one, and one in fifty.

    Those may have met many faults of pages that are about nobody, or workers that died.
    """
    undisturbed = [ref for ref in evidence.statement if evidence.is_undisturbed(ref)]
    given_up = [ref for ref in undisturbed if not evidence.is_as_stated(ref)]
    if len(given_up) > 1 + len(undisturbed) // 50:
        for ref in given_up:
            item = evidence.item.get(ref)
            what = f"{item.outcome.state} {item.outcome.reason}".strip() if item else "nowhere"
            yield Breach(rule="none is given up", ref=ref, what=what)
