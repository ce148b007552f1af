"""How a run's drafts are shared between the main flow and the individual one, for its report.

The same drafts are counted as in the follow-up: a night's share and its week's must not be two figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.eligibility.track import track_of
from flows.follow_up.proposed import social_need_in
from flows.records import Track
from flows.robot import Robot
from flows.work import State, WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """Of `drafts` that name a flow, how many go the `main` one; a draft that hands over names one too.

    Of the applications that were `assessed` where a social need can be told, how many have `social_needs`.
    """

    drafts: int
    main: int
    assessed: int
    social_needs: int

    @property
    def in_words(self) -> str:
        """The shares in Swedish, with the numbers they are made of."""
        main = _share(self.main, self.drafts, "utkast")
        if not self.assessed:
            return main
        return f"{main}; till socialsekreterare {_share(self.social_needs, self.assessed, 'prövade')}"


async def tracks_of(robot: Robot, items: Sequence[WorkItem]) -> Tracks | None:
    """The shares of those items' drafts; None where nothing is told apart, or nothing was left.

    One that waits for a caseworker goes the way that followed from what was kept of it, as its draft says.
    """
    rules = robot.municipality.practice.main_flow
    if rules is None:
        return None
    states = {one.case_ref: one.outcome.state for one in items}
    assessed = await robot.work.latest_assessments(list(states))
    told = [
        Track.MAIN if track_of(one.assessment, one.facts, rules).is_main else Track.INDIVIDUAL
        for one in assessed
        if states[one.facts.case_ref] is State.AWAITING_CASEWORKER
    ]
    others = [ref for ref, state in states.items() if state is not State.AWAITING_CASEWORKER]
    left = [await robot.work.left_draft(ref) for ref in others]
    told += [draft.track for draft in left if draft is not None and draft.track is not None]
    needs = [social_need_in(one.facts, one.assessment, rules) for one in assessed]
    if not told:
        return None
    return Tracks(
        drafts=len(told),
        main=told.count(Track.MAIN),
        assessed=len(needs) - needs.count(None),
        social_needs=needs.count(True),
    )


def _share(part: int, whole: int, of: str) -> str:
    return f"{part} av {whole} {of} ({part / whole:.0%})".replace("%", "\u00a0%")
