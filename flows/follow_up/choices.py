"""What a municipality's file says of its follow-up. No Prefect: a command need not wait for it."""

from flows.follow_up.week import ANSWER_TIME, MAIN_FLOW, SOCIAL_NEEDS, Choices
from flows.municipality import Municipality
from flows.practice import Highlight, Weekday

SHOWN_BY = {
    Highlight.ANSWER_TIME: (ANSWER_TIME,),
    Highlight.CHILDREN: ("hushall",),
    Highlight.CONSISTENCY: ("enheter", "veckor"),
    Highlight.MAIN_FLOW: (MAIN_FLOW,),
    Highlight.SAMPLES: ("stickprov",),
    Highlight.SOCIAL_NEEDS: (SOCIAL_NEEDS,),
}
"""The shares and the tables that show what a municipality wants to see first, by their keys."""


def choices_of(municipality: Municipality) -> Choices:
    """What the municipality's file says of its follow-up."""
    practice, stated = municipality.practice, municipality.practice.follow_up
    return Choices(
        answer_target_days=practice.answer_target_days,
        meeting=None if stated.meeting is None else list(Weekday).index(stated.meeting),
        hasty_seconds=stated.hasty_seconds,
        fewest=stated.smallest_group,
        first=tuple(key for one in stated.highlights for key in SHOWN_BY[one]),
    )
