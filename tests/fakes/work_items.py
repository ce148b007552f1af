"""Our own tables in memory; implements `flows.ports.WorkItems`."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.identity import PersonalNumber
from flows.journal import Entry, Step, Word
from flows.records import Application, Assessed, Draft
from flows.work import OPEN_STATES, NothingKept, Outcome, State, Tally, WorkedOn, WorkItem, lease_end
from tests.fakes.switch import FakeSwitch

TAKEN_AND_ENDED = (Step.CLAIMED, Step.SETTLED, Step.GIVEN_BACK)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class FakeWorkItems:
    """Work items in dictionaries; `note` asks `switch` whether the municipality is paused."""

    def __init__(self, switch: FakeSwitch | None = None) -> None:
        self.switch = switch or FakeSwitch()
        self.items: dict[str, WorkItem] = {}
        self.applications: dict[str, Application] = {}
        self.applicants: dict[str, PersonalNumber] = {}
        self.assessed: dict[str, list[Assessed]] = {}
        self.drafts: dict[str, Draft] = {}
        self.prepared: dict[str, dict[int, Draft]] = {}
        self.left: dict[str, dict[int, Draft]] = {}
        self.leases: dict[str, tuple[str, datetime]] = {}
        self.claimed_from: dict[str, State] = {}
        self.entries: dict[str, list[Entry]] = {}

    async def collect(self, item: WorkItem, application: Application | None) -> bool:
        taken = {(one.municipality, one.application_ref) for one in self.items.values()}
        if item.case_ref in self.items or (item.municipality, item.application_ref) in taken:
            return False
        self.items[item.case_ref] = item
        if application is not None:
            self.applications[item.case_ref] = application
            self.applicants[item.case_ref] = application.applicant.personal_number
        return True

    async def find(self, case_ref: str) -> WorkItem | None:
        return self.items.get(case_ref)

    async def application(self, case_ref: str) -> Application:
        if case_ref not in self.applications:
            raise NothingKept(case_ref)
        return self.applications[case_ref]

    async def is_repeated(self, case_ref: str) -> bool:
        this = self.items[case_ref]

        def same(other: WorkItem) -> bool:
            ours = self.applicants.get(case_ref)
            return ours is not None and (self.applicants.get(other.case_ref), other.period) == (
                ours,
                this.period,
            )

        def age(item: WorkItem) -> tuple[datetime, str]:
            return item.collected_at, item.case_ref

        return any(same(other) and age(other) < age(this) for other in await self.listed(this.municipality))

    async def listed(self, municipality: str) -> Sequence[WorkItem]:
        ours = [item for item in self.items.values() if item.municipality == municipality]
        return sorted(ours, key=lambda item: (item.collected_at, item.case_ref))

    async def tallied(self, municipality: str) -> Sequence[Tally]:
        piles: dict[tuple[State, str], list[WorkItem]] = {}
        for item in await self.listed(municipality):
            outcome = item.outcome
            piles.setdefault((outcome.state, outcome.reason or outcome.proposal or ""), []).append(item)
        return [
            Tally(state=state, why=why, number=len(pile), oldest=pile[0].collected_at)
            for (state, why), pile in sorted(
                piles.items(), key=lambda one: (list(State).index(one[0][0]), one[0][1])
            )
        ]

    async def due(self, municipality: str, now: datetime) -> Sequence[WorkItem]:
        def is_due(item: WorkItem) -> bool:
            comes = self._comes(item, now.date())
            return comes is not None and comes <= now.astimezone(UTC)

        return [item for item in await self.listed(municipality) if is_due(item)]

    def _comes(self, item: WorkItem, today: date) -> datetime | None:
        """When the item's time comes or came, if its day has come; None when it is not open."""
        outcome = item.outcome
        if outcome.state is State.PREPARING:
            lease = self.leases.get(item.case_ref)
            return lease[1] + datetime.resolution if lease else LONG_AGO
        if outcome.state not in OPEN_STATES or (outcome.wait_until or today) > today:
            return None
        return outcome.not_before or LONG_AGO

    async def claim(self, case_ref: str, worker: str, now: datetime) -> WorkItem | None:
        holder, until = self.leases.get(case_ref, (worker, now))
        if case_ref not in self.items or (holder != worker and until >= now.astimezone(UTC)):
            return None
        item = self.items[case_ref]
        if item.outcome.state is not State.PREPARING:
            self.claimed_from[case_ref] = item.outcome.state
        self.leases[case_ref] = (worker, lease_end(now))
        self.items[case_ref] = replace(
            item,
            outcome=replace(item.outcome, state=State.PREPARING),
            attempts=item.attempts + 1,
            claims=item.claims + 1,
            updated_at=now,
        )
        self._write(case_ref, Step.CLAIMED, now, worker)
        return self.items[case_ref]

    async def claim_next(
        self, municipality: str, worker: str, now: datetime, *, without: Collection[str] = ()
    ) -> WorkItem | None:
        due = await self.due(municipality, now)
        return await self._claimed([one for one in due if _asks(one, without)], worker, now)

    async def claim_waiting_for(
        self, municipality: str, system: str, worker: str, now: datetime
    ) -> WorkItem | None:
        due = await self.due(municipality, now)
        waiting = [one for one in due if one.outcome.waits_for == system]
        return await self._claimed(sorted(waiting, key=lambda one: one.claims), worker, now)

    async def _claimed(self, wanted: Sequence[WorkItem], worker: str, now: datetime) -> WorkItem | None:
        return await self.claim(wanted[0].case_ref, worker, now) if wanted else None

    async def next_due(
        self, municipality: str, now: datetime, *, without: Collection[str] = ()
    ) -> datetime | None:
        tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
        ours = [one for one in await self.listed(municipality) if _asks(one, without)]
        comes = filter(None, (self._comes(one, now.date()) for one in ours))
        return min((at for at in comes if now.astimezone(UTC) < at < tomorrow), default=None)

    async def renew(self, case_ref: str, worker: str, now: datetime) -> bool:
        held = self._held(case_ref, worker)
        if held:
            self.leases[case_ref] = (worker, lease_end(now))
        return held

    async def settle(
        self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str, attempts: int = 0
    ) -> bool:
        held = self._held(case_ref, worker)
        if held:
            self._move(case_ref, outcome, now, lambda _: attempts)
            self._write(case_ref, Step.SETTLED, now, worker)
        return held

    async def give_back(self, case_ref: str, now: datetime, *, worker: str) -> bool:
        held = self._held(case_ref, worker)
        if held:
            outcome = self.items[case_ref].outcome
            as_before = self.claimed_from.get(case_ref, outcome.state)
            self._move(case_ref, replace(outcome, state=as_before), now, lambda attempts: attempts - 1)
            self._write(case_ref, Step.GIVEN_BACK, now, worker)
        return held

    async def put(self, item: WorkItem, outcome: Outcome, now: datetime) -> bool:
        stands = self.items.get(item.case_ref)
        as_read = stands is not None and _version(stands) == _version(item)
        if as_read:
            self._move(item.case_ref, outcome, now, lambda attempts: attempts)
        return as_read

    async def open_again(
        self, item: WorkItem, outcome: Outcome, now: datetime, *, application: Application | None = None
    ) -> bool:
        stands = self.items.get(item.case_ref)
        as_read = stands is not None and _version(stands) == _version(item)
        if as_read:
            self.items[item.case_ref] = item
            self._move(item.case_ref, outcome, now, lambda _: 0)
            self._write(item.case_ref, Step.REOPENED, now, "")
            if application is not None:
                self.applications[item.case_ref] = application
                self.applicants[item.case_ref] = application.applicant.personal_number
        return as_read

    def _held(self, case_ref: str, worker: str) -> bool:
        return case_ref in self.leases and self.leases[case_ref][0] == worker

    def _move(self, case_ref: str, outcome: Outcome, now: datetime, tried: Callable[[int], int]) -> None:
        self.leases.pop(case_ref, None)
        self.claimed_from.pop(case_ref, None)
        item = self.items[case_ref]
        moved = replace(item, outcome=outcome, attempts=tried(item.attempts), updated_at=now)
        self.items[case_ref] = moved

    async def purge(self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str) -> Sequence[str]:
        if not self._held(case_ref, worker):
            return ()
        household = await self._household_of(case_ref)
        self._move(case_ref, outcome, now, lambda _: 0)
        for ref in household:
            if self.items[ref].outcome.state in OPEN_STATES:
                self._move(ref, outcome, now, lambda attempts: attempts)
            told = replace(self.items[ref].outcome, explanation=outcome.explanation)
            self.items[ref] = replace(self.items[ref], outcome=told)
            if told.reason == outcome.reason:
                ends = [one for one in self.entries.get(ref, []) if one.step in TAKEN_AND_ENDED]
                self.entries[ref] = ends
            self.items[ref] = replace(self.items[ref], ordered=None)
            for kept in (self.applications, self.assessed, self.drafts, self.prepared, self.left):
                kept.pop(ref, None)
        self._write(case_ref, Step.SETTLED, now, worker)
        return household

    async def _household_of(self, case_ref: str) -> Sequence[str]:
        application = self.applications.get(case_ref)
        if application is None:
            return (case_ref,)
        adults = [one for one in (application.applicant, application.co_applicant) if one is not None]
        numbers = {one.personal_number for one in adults}
        ours = await self.listed(self.items[case_ref].municipality)
        return sorted(one.case_ref for one in ours if self.applicants.get(one.case_ref) in numbers)

    async def keep_assessment(
        self, facts: CaseFacts, assessment: Assessment, now: datetime, *, worker: str
    ) -> bool:
        held = await self.renew(facts.case_ref, worker, now)
        if held:
            made = Assessed(made_at=now, facts=facts, assessment=assessment)
            self.assessed.setdefault(facts.case_ref, []).insert(0, made)
        return held

    async def keep_draft(self, draft: Draft, key: str, now: datetime, *, worker: str) -> bool:
        held = await self.renew(draft.case_ref, worker, now)
        if held:
            self.drafts[draft.case_ref] = draft
            self.prepared.setdefault(draft.case_ref, {})[draft.revision] = draft
            left = self.left.setdefault(draft.case_ref, {})
            left.pop(draft.revision, None)
            left |= {draft.revision: draft} if key else {}
            self._write(draft.case_ref, Step.READ_BACK if key else Step.KEPT, now, worker)
        return held

    async def note(self, case_ref: str, step: Step, now: datetime, *, worker: str) -> Word:
        if not await self.renew(case_ref, worker, now):
            return Word.NOT_YOURS
        self._write(case_ref, step, now, worker)
        pause = await self.switch.paused(self.items[case_ref].municipality)
        return Word.GO_ON if pause is None else Word.PAUSED

    def _write(self, case_ref: str, step: Step, now: datetime, worker: str) -> None:
        self.entries.setdefault(case_ref, []).append(Entry(step=step, at=now, worker=worker))

    async def journal(self, case_ref: str) -> Sequence[Entry]:
        return tuple(self.entries.get(case_ref, ()))

    async def worked_on(self, municipality: str, start: datetime, end: datetime) -> Sequence[WorkedOn]:
        found = []
        for item in await self.listed(municipality):
            steps = tuple(one for one in self.entries.get(item.case_ref, ()) if start <= one.at <= end)
            if steps or start <= item.collected_at <= end:
                found.append(WorkedOn(item=item, steps=steps))
        return found

    async def assessments(self, case_ref: str) -> Sequence[Assessed]:
        return sorted(self.assessed.get(case_ref, []), key=lambda one: one.made_at, reverse=True)

    async def latest_assessments(self, case_refs: Collection[str]) -> Sequence[Assessed]:
        made = [await self.assessments(one) for one in case_refs]
        return [one[0] for one in made if one]

    async def draft(self, case_ref: str) -> Draft | None:
        return self.drafts.get(case_ref)

    async def left_draft(self, case_ref: str) -> Draft | None:
        left = self.left.get(case_ref, {})
        return left[max(left)] if left else None

    async def every_draft(self, case_ref: str) -> Sequence[Draft]:
        return [draft for _, draft in sorted(self.prepared.get(case_ref, {}).items())]


def _asks(item: WorkItem, without: Collection[str]) -> bool:
    return item.outcome.waits_for not in without


def _version(item: WorkItem) -> tuple[State, int, datetime]:
    return item.outcome.state, item.claims, item.updated_at
