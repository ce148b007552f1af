"""What waits leaves nothing in the case system while it may mend itself, and an open question after that."""

from datetime import timedelta

from flows.eligibility.assessment import Proposal
from flows.eligibility.case import JobSeeker
from flows.work import State
from tests import examples
from tests.fakes.benefits import BenefitRecord
from tests.robots import bench, exempelstad, prepare

SILENT = BenefitRecord(job_seeker=JobSeeker(registered=True), silent=frozenset({"FK"}))


async def test_the_case_system_hears_of_it_on_the_night_when_patience_is_over_and_not_before() -> None:
    here = bench()
    here.benefits.records[examples.APPLICANT] = SILENT
    case_ref = await here.collected()
    patience = exempelstad().rules.silence_patience_nights
    for night in range(patience):
        item = await prepare(here.robot(), case_ref)
        assert (item.outcome.state, item.outcome.reason) == (State.WAITING, "DATA_MAY_ARRIVE"), night
        assert here.case_system.drafts == ()
        here.clock.moment += timedelta(days=1)
    item = await prepare(here.robot(), case_ref)
    (draft,) = here.case_system.drafts
    assert (item.outcome.state, draft.proposal) == (State.AWAITING_CASEWORKER, Proposal.UTREDNING)
    assert "Försäkringskassan har inte svarat om den sökande." in draft.text.deviations
    assert draft.text.completion == "", "an agency's silence is not the applicant's to mend"
    assert here.case_system.calls["save_draft"] == 1


async def test_what_came_in_time_is_proposed_and_nobody_was_troubled() -> None:
    here = bench()
    here.benefits.records[examples.APPLICANT] = SILENT
    case_ref = await here.collected()
    await prepare(here.robot(), case_ref)
    here.clock.moment += timedelta(days=1)
    here.benefits.records[examples.APPLICANT] = BenefitRecord(job_seeker=JobSeeker(registered=True))
    assert (await prepare(here.robot(), case_ref)).outcome.proposal is Proposal.BIFALL
    assert here.case_system.calls["save_draft"] == 1
