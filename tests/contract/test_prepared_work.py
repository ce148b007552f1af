"""What our tables tell the follow-up, on both databases: applications, what was proposed, what is gone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete

from adapters.config_files import load_municipality
from adapters.persistence import prepared as module
from adapters.persistence.engine import Database
from adapters.persistence.prepared import SqlPreparedWork
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.tables import AssessmentRow, DraftRow
from adapters.persistence.work_items import SqlWorkItems
from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.eligibility.track import MainFlow, SocialNeeds
from flows.follow_up.proposed import Prepared, signature_of
from flows.scrubbing import found_in, scrubbed
from flows.work import Outcome, State
from tests import examples
from tests.household_facts import APPLICANT, CONFIG, Case, child, declared, missing

REF, WORKER = "UTK-9901-100234", "worker-1"
SEAL = Seal([new_key()])
AWAITS = Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL, stickprov=True)


@pytest.fixture
def database(ours: Database) -> Database:
    return ours


async def drafted(
    database: Database, ref: str = "100234", *, minutes: int = 0, case: Case | None = None
) -> None:
    """An application that was assessed, drafted and read back."""
    work, at = SqlWorkItems(database, SEAL), examples.NOW + timedelta(minutes=minutes)
    item = examples.work_item(ref, collected_at=at)
    assert await work.collect(item, examples.application(ref))
    assert await work.claim(item.case_ref, WORKER, at)
    laid = case or Case()
    facts = replace(laid.facts(), case_ref=item.case_ref)
    assert await work.keep_assessment(facts, laid.assessed(), at, worker=WORKER)
    assert await work.keep_draft(examples.draft(ref), "1", at, worker=WORKER)
    assert await work.settle(item.case_ref, AWAITS, at, worker=WORKER)


async def told(database: Database, **practice: Any) -> list[Prepared]:
    town = load_municipality(CONFIG, "exempelstad")
    town = replace(town, practice=replace(town.practice, **practice))
    since = examples.NOW - timedelta(days=1)
    return [one async for one in SqlPreparedWork(database, SEAL).prepared(town, since)]


async def test_an_application_is_told_with_what_its_draft_proposed_and_a_signature(
    database: Database,
) -> None:
    await drafted(database)
    (one,) = await told(database)
    assert (one.case_ref, one.reference, one.proposal, one.amount) == (
        "UTK-9901-100234",
        "UTK-9901-100234",
        Proposal.BIFALL,
        Decimal(11020),
    )
    assert (one.stickprov, one.gone, one.received_at.date().isoformat()) == (True, False, "2026-11-16")
    assert one.signature is not None
    assert one.signature.words.startswith("1 vuxen, 0 barn; förslag: bifall")


async def test_whether_a_social_need_was_found_follows_from_what_was_kept_and_the_municipalitys_conditions(
    database: Database,
) -> None:
    unread = {"history": missing()}
    cases = (Case(housing={"form": "SUBLET"}), Case(), Case(other=unread))
    for number, case in enumerate(cases):
        await drafted(database, str(number), minutes=number, case=case)
    rules = MainFlow(proposals=(Proposal.BIFALL,), deviations_at_most=3)
    conditions = replace(rules, social_needs=SocialNeeds(housing_forms=("SUBLET",)))
    assert [one.social_need for one in await told(database, main_flow=conditions)] == [True, False, None]
    for none_stated in (rules, None):
        assert [one.social_need for one in await told(database, main_flow=none_stated)] == [None] * 3


async def test_a_draft_that_never_came_to_the_case_system_hides_none_that_did(database: Database) -> None:
    """Prepared again, kept, and given up before it was written: what stands there is the first one."""
    await drafted(database)
    work = SqlWorkItems(database, SEAL)
    stood = await work.find(REF)
    assert stood is not None
    await work.open_again(replace(stood, revision=2), Outcome(state=State.COLLECTED), examples.NOW)
    await work.claim(REF, WORKER, examples.NOW)
    second = replace(examples.draft(), revision=2, amount=Decimal(5000))
    assert await work.keep_draft(second, "", examples.NOW, worker=WORKER)
    assert await work.settle(REF, Outcome(state=State.FAILED), examples.NOW, worker=WORKER)
    (one,) = await told(database)
    assert (one.reference, one.amount) == (REF, Decimal(11020))
    failed = await work.find(REF)
    assert failed is not None
    assert await work.put(failed, AWAITS, examples.NOW)
    (hers,) = await told(database)
    assert (hers.reference, hers.amount) == (f"{REF}/2", Decimal(5000)), "a person had changed it"


async def test_who_it_concerns_is_known_to_the_scrubber_while_it_is_looked_at_and_no_longer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant, employer = examples.APPLICANT.digits, "Qvistbergas Bageri"
    case = Case(wages={APPLICANT: (declared(employer, 3000, Period(2026, 10)),)})
    seen: list[str] = []

    def signature(*looked_at: Any) -> Any:
        seen.append(scrubbed(f"{applicant[:8]} {applicant[8:]}, {employer}"))
        return signature_of(*looked_at)

    await drafted(database, case=case)
    monkeypatch.setattr(module, "signature_of", signature)
    await told(database)
    assert seen == ["[personnummer], [fritext]"]
    assert not found_in(employer)


async def test_what_retention_has_taken_away_is_told_as_gone(database: Database) -> None:
    await drafted(database)
    async with database.session() as session:
        await session.execute(delete(DraftRow))
        await session.execute(delete(AssessmentRow))
    (one,) = await told(database)
    assert (one.gone, one.proposal, one.signature, one.received_at) == (True, None, None, examples.NOW)


async def test_many_are_told_in_the_order_they_came_and_none_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_A_TIME", 2)
    for number in range(5):
        item = examples.work_item(str(number), collected_at=examples.NOW + timedelta(minutes=number // 2))
        assert await SqlWorkItems(database, SEAL).collect(item, None)
    assert [one.case_ref[-1] for one in await told(database)] == list("01234")


async def test_the_same_facts_have_one_signature_and_others_another(database: Database) -> None:
    await drafted(database, "1")
    await drafted(database, "2", minutes=1)

    family = Case(members=(*Case().members, child(1, date(2015, 1, 5))))
    await drafted(database, "3", minutes=2, case=family)
    first, second, third = [one.signature for one in await told(database)]
    assert first == second != third
