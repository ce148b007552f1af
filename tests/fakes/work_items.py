"""Our own tables in memory; implements `flows.ports.WorkItems` and `flows.ports.SystemStops`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.records import Application, Assessed, Draft
from flows.work import Outcome, State, SystemStop, WorkItem, lease_end


class FakeWorkItems:
    """Work items in dictionaries."""

    def __init__(self) -> None:
        self.items: dict[str, WorkItem] = {}
        self.applications: dict[str, Application] = {}
        self.assessed: dict[str, list[Assessed]] = {}
        self.drafts: dict[str, Draft] = {}
        self.leases: dict[str, tuple[str, datetime]] = {}

    async def collect(self, item: WorkItem, application: Application | None) -> bool:
        taken = {(one.municipality, one.application_ref) for one in self.items.values()}
        if item.case_ref in self.items or (item.municipality, item.application_ref) in taken:
            return False
        self.items[item.case_ref] = item
        if application is not None:
            self.applications[item.case_ref] = application
        return True

    async def find(self, case_ref: str) -> WorkItem | None:
        return self.items.get(case_ref)

    async def application(self, case_ref: str) -> Application:
        return self.applications[case_ref]

    async def is_repeated(self, case_ref: str) -> bool:
        this = self.items[case_ref]

        def same(other: WorkItem) -> bool:
            who = self.applications.get(other.case_ref)
            ours = self.applications[case_ref].applicant.personal_number
            return who is not None and who.applicant.personal_number == ours and other.period == this.period

        def age(item: WorkItem) -> tuple[datetime, str]:
            return item.collected_at, item.case_ref

        return any(same(other) and age(other) < age(this) for other in await self.listed(this.municipality))

    async def due(self, municipality: str, today: date) -> Sequence[WorkItem]:
        def is_due(outcome: Outcome) -> bool:
            if outcome.state is State.WAITING:
                return outcome.wait_until is not None and outcome.wait_until <= today
            return outcome.state in (State.COLLECTED, State.PREPARING)

        return [item for item in await self.listed(municipality) if is_due(item.outcome)]

    async def listed(self, municipality: str) -> Sequence[WorkItem]:
        ours = [item for item in self.items.values() if item.municipality == municipality]
        return sorted(ours, key=lambda item: (item.collected_at, item.case_ref))

    async def claim(self, case_ref: str, worker: str, now: datetime) -> bool:
        holder, until = self.leases.get(case_ref, (worker, now))
        if case_ref not in self.items or (holder != worker and until >= now.astimezone(UTC)):
            return False
        self.leases[case_ref] = (worker, lease_end(now))
        item = self.items[case_ref]
        begun = replace(item.outcome, state=State.PREPARING)
        self.items[case_ref] = replace(item, outcome=begun, attempts=item.attempts + 1, updated_at=now)
        return True

    async def renew(self, case_ref: str, worker: str, now: datetime) -> bool:
        held = self._held(case_ref, worker)
        if held:
            self.leases[case_ref] = (worker, lease_end(now))
        return held

    async def settle(self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str) -> bool:
        held = self._held(case_ref, worker)
        if held:
            self._move(case_ref, outcome, now)
        return held

    async def put(self, item: WorkItem, outcome: Outcome, now: datetime) -> bool:
        stands = self.items.get(item.case_ref)
        as_read = stands is not None and (
            (stands.outcome.state, stands.attempts) == (item.outcome.state, item.attempts)
        )
        if as_read:
            self._move(item.case_ref, outcome, now)
        return as_read

    def _held(self, case_ref: str, worker: str) -> bool:
        return case_ref in self.leases and self.leases[case_ref][0] == worker

    def _move(self, case_ref: str, outcome: Outcome, now: datetime) -> None:
        self.leases.pop(case_ref, None)
        self.items[case_ref] = replace(self.items[case_ref], outcome=outcome, updated_at=now)

    async def keep_assessment(self, facts: CaseFacts, assessment: Assessment, now: datetime) -> None:
        made = Assessed(made_at=now, facts=facts, assessment=assessment)
        self.assessed.setdefault(facts.case_ref, []).insert(0, made)

    async def keep_draft(self, draft: Draft, key: str, now: datetime, *, worker: str) -> bool:
        held = await self.renew(draft.case_ref, worker, now)
        if held:
            self.drafts[draft.case_ref] = draft
        return held

    async def assessments(self, case_ref: str) -> Sequence[Assessed]:
        return sorted(self.assessed.get(case_ref, []), key=lambda one: one.made_at, reverse=True)

    async def draft(self, case_ref: str) -> Draft | None:
        return self.drafts.get(case_ref)


class FakeSystemStops:
    """Stopped systems in a dictionary."""

    def __init__(self) -> None:
        self.stops: dict[tuple[str, str], SystemStop] = {}

    async def stop(self, municipality: str, stop: SystemStop) -> None:
        self.stops[municipality, stop.system] = stop

    async def standing(self, municipality: str) -> Sequence[SystemStop]:
        return [stop for (where, _), stop in sorted(self.stops.items()) if where == municipality]

    async def lift(self, municipality: str, system: str) -> None:
        self.stops.pop((municipality, system), None)
