"""How a run's drafts are shared between the main flow and the individual one, for its report."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.eligibility.track import WhyIndividual, track_of
from flows.robot import Robot
from flows.work import State, WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """Of `drafts` with a proposal, how many go the `main` flow, and how many tell of a social need."""

    drafts: int
    main: int
    social_needs: int

    @property
    def in_words(self) -> str:
        """The shares in Swedish, with the numbers they are made of."""
        main = f"{self.main} av {self.drafts} utkast ({_percent(self.main, self.drafts)})"
        return (
            f"{main}; till socialsekreterare {self.social_needs} ({_percent(self.social_needs, self.drafts)})"
        )


async def tracks_of(robot: Robot, items: Sequence[WorkItem]) -> Tracks | None:
    """The shares of those items that wait for a caseworker; None where nothing is told apart.

    Each goes the way that followed from what was kept of it, as its draft says.
    """
    waiting = [one.case_ref for one in items if one.outcome.state is State.AWAITING_CASEWORKER]
    rules = robot.municipality.practice.main_flow
    if rules is None or not waiting:
        return None
    assessed = await robot.work.latest_assessments(waiting)
    ways = [track_of(one.assessment, one.facts, rules) for one in assessed]
    return Tracks(
        drafts=len(ways),
        main=sum(way.is_main for way in ways),
        social_needs=sum(WhyIndividual.SOCIAL_NEED in way.reasons for way in ways),
    )


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}".replace("%", " %") if whole else "0 %"
