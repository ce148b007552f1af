"""What an earlier version kept of a household that only a person may handle goes, on both databases."""

from collections.abc import Collection
from dataclasses import dataclass, field

import pytest_asyncio

from adapters.persistence.engine import Database
from adapters.persistence.handed_over import SqlHandedOver
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.work_items import SqlWorkItems
from flows.eligibility.period import Period
from flows.errors import Reason
from flows.records import Adult
from flows.work import Outcome, State
from tests import examples
from tests.contract.test_purge import BY_THE_PARTNER, OF_A_COUPLE, drafted, kept_of
from tests.fakes.evidence import FakeEvidence

NOW = examples.NOW
REF, EARLIER, OTHER = "UTK-9901-100234", "UTK-9901-100120", "UTK-9901-100300"
WORDS = "En människa behöver se på ansökan."
AS_BEFORE = Outcome(state=State.NEEDS_HUMAN, reason=Reason.MANUAL_HANDLING, explanation=WORDS)
FOR_ANOTHER_REASON = Outcome(state=State.NEEDS_HUMAN, reason=Reason.CHANGED_HOUSEHOLD, explanation="Flyttat.")


class Forgetting(FakeEvidence):
    """Remembers whose evidence was to go."""

    def __init__(self) -> None:
        super().__init__()
        self.forgotten: set[str] = set()

    async def forget(self, case_refs: Collection[str]) -> None:
        self.forgotten |= set(case_refs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    work: SqlWorkItems
    left: SqlHandedOver
    evidence: Forgetting = field(default_factory=Forgetting)


@pytest_asyncio.fixture
async def here(ours: Database) -> Here:
    """A couple's application that was handed over before it was forgotten, the partner's, and another's."""
    seal, evidence = Seal([new_key()]), Forgetting()
    work = SqlWorkItems(ours, seal)
    left = SqlHandedOver(ours, seal, "exempelstad", reason=Reason.MANUAL_HANDLING, evidence=evidence)
    await work.collect(examples.work_item(), OF_A_COUPLE)
    await work.collect(examples.work_item("100120", period=Period(2026, 10)), BY_THE_PARTNER)
    other = Adult(personal_number=examples.CHILD, signed=True)
    await work.collect(examples.work_item("100300"), examples.application("100300", applicant=other))
    await drafted(work, "100120")
    for ref, outcome in ((REF, AS_BEFORE), (OTHER, FOR_ANOTHER_REASON)):
        item = await work.find(ref)
        assert item is not None
        await work.put(item, outcome, NOW)
    return Here(work=work, left=left, evidence=evidence)


async def test_what_an_earlier_version_kept_is_forgotten_with_its_household(here: Here) -> None:
    assert await here.left.held() == 1
    assert list(await here.left.forget(NOW)) == [EARLIER, REF]
    assert await kept_of(here.work, REF) == (False, 0, False)
    assert await kept_of(here.work, EARLIER) == (False, 0, False)
    assert here.evidence.forgotten == {EARLIER, REF}


async def test_what_keeps_it_from_being_prepared_again_stays(here: Here) -> None:
    before = await here.work.find(REF)
    await here.left.forget(NOW)
    after = await here.work.find(REF)
    assert after is not None
    assert before is not None
    assert after.outcome == before.outcome == AS_BEFORE
    assert after.period == before.period


async def test_another_reason_leaves_everything_as_it_is(here: Here) -> None:
    await here.left.forget(NOW)
    assert await kept_of(here.work, OTHER) == (True, 0, False)


async def test_a_second_round_finds_nothing(here: Here) -> None:
    await here.left.forget(NOW)
    assert await here.left.held() == 0
    assert list(await here.left.forget(NOW)) == []
