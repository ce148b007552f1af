"""The track stands on the draft with its reason, and a run counts the shares."""

from dataclasses import replace

import pytest

from flows.eligibility.assessment import Proposal
from flows.eligibility.track import MainFlow, SocialNeeds
from flows.practice import Practice
from flows.records import Track
from flows.robot import Robot
from flows.tracks import Tracks, tracks_of
from tests.robots import Bench, bench, prepare


def robot_of(here: Bench, **practice: object) -> Robot:
    """The bench's robot in a municipality that works in another way."""
    robot = here.robot()
    plain = Practice(**practice)  # type: ignore[arg-type]
    return replace(robot, municipality=replace(robot.municipality, practice=plain))


def conditions(*forms: str) -> MainFlow:
    """Everything granted goes the main flow, but from those forms of housing."""
    needs = SocialNeeds(housing_forms=forms)
    return MainFlow(proposals=(Proposal.BIFALL,), deviations_at_most=9, social_needs=needs)


async def test_a_draft_of_the_main_flow_says_so_and_is_counted() -> None:
    here = bench()
    robot = robot_of(here, main_flow=conditions())
    item = await prepare(robot, await here.collected())
    (draft,) = here.case_system.drafts
    assert draft.track is Track.MAIN
    assert "huvudflöde" in draft.text.deviations
    assert await tracks_of(robot, [item]) == Tracks(drafts=1, main=1, assessed=0, social_needs=0)


async def test_a_social_need_is_the_reason_of_the_individual_way_and_is_counted() -> None:
    here = bench()
    robot = robot_of(here, main_flow=conditions("RENTAL"))
    item = await prepare(robot, await here.collected())
    (draft,) = here.case_system.drafts
    assert draft.track is Track.INDIVIDUAL
    assert await tracks_of(robot, [item]) == Tracks(drafts=1, main=0, assessed=1, social_needs=1)


async def test_without_conditions_nothing_is_told_apart_nor_noted() -> None:
    here = bench()
    robot = robot_of(here)
    item = await prepare(robot, await here.collected())
    (draft,) = here.case_system.drafts
    assert draft.track is None
    assert "huvudflödet" not in draft.text.deviations
    assert await tracks_of(robot, [item]) is None


@pytest.mark.parametrize(("conditions_of", "track"), [(None, None), (conditions(), Track.INDIVIDUAL)])
async def test_what_is_handed_over_goes_the_individual_way_where_ways_are_told_apart(
    conditions_of: MainFlow | None, track: Track | None
) -> None:
    here = bench()
    robot = robot_of(here, main_flow=conditions_of)
    item = await prepare(robot, await here.collected(household_changed=True))
    (draft,) = here.case_system.drafts
    assert (draft.proposal, draft.track) == (None, track)
    told = await tracks_of(robot, [item])
    assert told == (Tracks(drafts=1, main=0, assessed=0, social_needs=0) if track else None)


async def test_a_payment_row_is_asked_for_beside_an_amount_and_never_without_one() -> None:
    here = bench()
    await prepare(robot_of(here, prepares_payment=True), await here.collected())
    (with_amount,) = here.case_system.drafts
    assert (with_amount.prepares_payment, with_amount.amount is not None) == (True, True)

    unread = bench()
    unread.case_system.histories.clear()
    await prepare(robot_of(unread, prepares_payment=True), await unread.collected())
    (without,) = unread.case_system.drafts
    assert (without.prepares_payment, without.amount) == (False, None)


async def test_whom_to_turn_to_is_said_last_in_a_proposed_decision() -> None:
    here = bench()
    robot = here.robot()
    phrases = replace(robot.municipality.rules.phrases, contact="Vänd dig till din kontaktperson.")
    rules = replace(robot.municipality.rules, phrases=phrases)
    robot = replace(robot, municipality=replace(robot.municipality, rules=rules))
    await prepare(robot, await here.collected())
    (draft,) = here.case_system.drafts
    assert draft.text.proposal.endswith("\n\nVänd dig till din kontaktperson.")
