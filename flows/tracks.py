"""How a run's drafts are shared between the main flow and the individual one, for its report."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.eligibility.track import WhyIndividual
from flows.records import Draft, Track
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
    """The shares of those items that wait for a caseworker; None where nothing is told apart."""
    waiting = [one.case_ref for one in items if one.outcome.state is State.AWAITING_CASEWORKER]
    if robot.municipality.practice.main_flow is None or not waiting:
        return None
    kept = [await robot.work.draft(case_ref) for case_ref in waiting]
    drafts = [one for one in kept if one is not None]
    return Tracks(
        drafts=len(drafts),
        main=sum(one.track is Track.MAIN for one in drafts),
        social_needs=sum(_tells_of_a_need(one) for one in drafts),
    )


def _tells_of_a_need(draft: Draft) -> bool:
    """Whether the draft's own note gives a social need as a reason; its lines are broken anywhere."""
    return WhyIndividual.SOCIAL_NEED in " ".join(draft.text.basis.split())


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}".replace("%", " %") if whole else "0 %"
