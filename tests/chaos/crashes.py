"""Workers killed at every point of the work, one application for each point, in one small world.

Several applications stand still at their points in one worker, and then it is killed: so each is met by a
real SIGKILL of a real process, and a process is not needed for each. The next worker comes when the leases
are over by its own clock.
"""

import asyncio
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flows.journal import Step
from flows.wiring.store import opened_store
from flows.work import WorkItem, case_ref_for
from mock_legacy.world import open_world
from tests.chaos.applicants import Applicants
from tests.chaos.blows import ASSESSMENT_KEPT, TAKEN_IN, Blow, Moment
from tests.chaos.premises import CODE, MUNICIPALITY, Premises
from tests.chaos.town import Record

SCENARIO = "single_with_costs"
BY_LEASE = 100.0
"""Each worker's clock is so many seconds ahead of the one's before: more than a lease."""
SILENT_MS, UNDER_WAY_MS = 120_000, 15_000
WITHIN = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Crash:
    """One application's crash: at a point, or while a system holds the answer to what was `pressed` in it."""

    point: str = ""
    moment: Moment = "after"
    fault: str = ""
    pressed: tuple[str, str] = ("almanda", "draft_form")

    @property
    def name(self) -> str:
        """As a test is called."""
        return " ".join((self.fault, *self.pressed)) if self.fault else f"{self.moment}_{self.point}"


PRESSED_AND_ACCEPTED = Crash(fault="silence_after_write")
PRESSED_AND_UNDER_WAY = Crash(fault="latency")
CONFIRMED_AND_ACCEPTED = Crash(fault="silence_after_write", pressed=("inbox", "delivery"))
TAKING_IN = Crash(point=TAKEN_IN)
GIVING_BACK = Crash(point=Step.GIVEN_BACK)
NOT_WRITTEN_YET = tuple(
    Crash(point=point)
    for point in (Step.CLAIMED, Step.OPENED, Step.REGISTERED, Step.GATHERED, ASSESSMENT_KEPT, Step.ASSESSED)
)
AT_THE_PRESS = (
    (Crash(point=Step.KEPT), Crash(point=Step.SENDING, moment="before"), PRESSED_AND_ACCEPTED),
    (Crash(point=Step.SENDING), PRESSED_AND_UNDER_WAY),
)
"""At most two of a batch hold a session in the case system while they stand still; there are three."""
WRITTEN = (
    Crash(point=Step.SENT, moment="before"),
    Crash(point=Step.SENT),
    Crash(point=Step.READ_BACK, moment="before"),
    Crash(point=Step.READ_BACK),
    Crash(point=Step.SETTLED, moment="before"),
    Crash(point=Step.SETTLED),
)
BATCHES: tuple[tuple[Crash, ...], ...] = (
    (TAKING_IN,),
    (CONFIRMED_AND_ACCEPTED,),
    (GIVING_BACK,),
    (*NOT_WRITTEN_YET[:3], *AT_THE_PRESS[0]),
    (*NOT_WRITTEN_YET[3:], *AT_THE_PRESS[1]),
    WRITTEN,
)
PREPARED_ONCE: tuple[Crash, ...] = tuple(crash for batch in BATCHES for crash in batch)
OPENED_AGAIN = (Crash(point=Step.REOPENED, moment="before"), Crash(point=Step.REOPENED))
"""Of applications that stood prepared, and that the applicant has completed."""
CRASHES = PREPARED_ONCE + OPENED_AGAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What stood when it was over: items, Almanda's drafts and our journal, by case_ref."""

    items: Mapping[str, WorkItem]
    drafts: Mapping[str, Sequence[Record]]
    steps: Mapping[str, Sequence[Step]]


async def aftermath_in(premises: Premises) -> Aftermath:
    """What stands now."""
    async with opened_store(premises.settings()) as store:
        items = {item.case_ref: item for item in await store.work.listed(MUNICIPALITY)}
        steps = {ref: [entry.step for entry in await store.work.journal(ref)] for ref in items}
    records = premises.town.records
    drafts = {
        ref: [draft for one in (ref, f"{ref}/2") for draft in records("state/drafts", external_reference=one)]
        for ref in items
    }
    return Aftermath(items=items, drafts=drafts, steps=steps)


async def undisturbed(premises: Premises) -> Aftermath:
    """What is made of it in peace: by one worker, and by the next of what has been completed meanwhile."""
    assert await asyncio.to_thread(premises.hire().process.wait, WITHIN) == 0
    numbers = sorted(one["flow_instance_id"] for one in premises.town.records("expected"))
    Applicants(world=open_world(premises.town.data_dir)).complete(numbers[-len(OPENED_AGAIN) :])
    assert await asyncio.to_thread(premises.hire(ahead=BY_LEASE).process.wait, WITHIN) == 0
    return await aftermath_in(premises)


class CrashSite:
    """The applications of one world, dealt out to the crashes in the order they arrived."""

    def __init__(self, premises: Premises) -> None:
        self.premises = premises
        stated = sorted(premises.town.records("expected"), key=lambda one: one["flow_instance_id"])
        refs = [case_ref_for(CODE, str(one["flow_instance_id"])) for one in stated]
        self.refs = dict(zip(CRASHES, refs, strict=True))
        self._persons = dict(zip(refs, (one["personnummer"] for one in stated), strict=True))
        self._ahead = 0.0

    async def crash_them_all(self) -> Aftermath:
        """Kill a worker for each batch, when no other has applied, and let the last ones work in peace."""
        applicants = Applicants(world=open_world(self.premises.town.data_dir))
        applicants.stay_at_home()
        for batch in BATCHES:
            applicants.next_party(len(batch))
            await self._crash(batch)
        applicants.next_party(len(OPENED_AGAIN))
        await self._in_peace()
        applicants.complete(applicants.have_applied[-len(OPENED_AGAIN) :])
        await self._crash(OPENED_AGAIN)
        await self._in_peace()
        return await aftermath_in(self.premises)

    async def _in_peace(self) -> None:
        assert await asyncio.to_thread(self._hire(()).wait, WITHIN) == 0

    async def _crash(self, batch: Sequence[Crash]) -> None:
        struck = len(self._strikes())
        for crash in batch:
            if crash.fault:
                self._order(crash)
        worker = self._hire([blow for crash in batch for blow in self._blows(crash)])
        try:
            await self._until_all_are_there(batch, struck, worker)
        finally:
            worker.kill()
            worker.wait()
        if PRESSED_AND_UNDER_WAY in batch:
            await self._until_it_has_arrived(self.refs[PRESSED_AND_UNDER_WAY])

    def _order(self, crash: Crash) -> None:
        wait = UNDER_WAY_MS if crash == PRESSED_AND_UNDER_WAY else SILENT_MS
        system, step = crash.pressed
        self.premises.town.strike(
            crash.fault,
            system=system,
            step=step,
            method="POST",
            person=self._persons[self.refs[crash]],
            count=1,
            latency_ms=wait,
        )

    def _blows(self, crash: Crash) -> Sequence[Blow]:
        ref = self.refs[crash]
        if crash.fault:
            return ()
        if crash == GIVING_BACK:
            told = Blow(point=Step.OPENED, by="SIGTERM", ref=ref)
            return (told, Blow(point=crash.point, by="standstill", ref=ref))
        return (Blow(point=crash.point, moment=crash.moment, by="standstill", ref=ref),)

    def _hire(self, blows: Sequence[Blow]) -> "subprocess.Popen[bytes]":
        self._ahead += BY_LEASE
        return self.premises.hire(ahead=self._ahead, blows=blows).process

    def _strikes(self) -> Sequence[Record]:
        return self.premises.town.records("faults/strikes")

    async def _until_all_are_there(
        self, batch: Sequence[Crash], struck: int, worker: "subprocess.Popen[bytes]"
    ) -> None:
        """Every application stands still where it is to be killed."""
        standing = {blow.words for crash in batch for blow in self._blows(crash)}
        faults = sum(1 for crash in batch if crash.fault)
        async with asyncio.timeout(WITHIN):
            while not (standing <= set(self.premises.fallen()) and len(self._strikes()) - struck == faults):
                assert worker.poll() is None, "the worker ended by itself"
                await asyncio.sleep(0.1)  # noqa: TID251 - how often it is looked for

    async def _until_it_has_arrived(self, ref: str) -> None:
        """What was pressed before the worker died is still on its way: a lease is longer than that."""
        async with asyncio.timeout(WITHIN):
            await until(lambda: bool(self.premises.town.records("state/drafts", external_reference=ref)))


async def until(seen: Callable[[], bool]) -> None:
    """Come back when it is seen."""
    while True:
        if seen():
            return
        await asyncio.sleep(0.1)  # noqa: TID251 - how often it is looked for
