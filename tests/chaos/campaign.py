"""A whole campaign: applications under random faults, people at work, workers killed, the database away.

The storm lasts until nothing is left to do or its time is up, and whoever has not applied by then does not;
then everything is mended and what is left may settle. What is true afterwards is asked in `holds`.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from mock_legacy.platform.systems import SYSTEMS
from mock_legacy.world import open_world
from tests.chaos.applicants import Applicants
from tests.chaos.closing_hours import closing_hours
from tests.chaos.crew import NOT_HEEDED, SHORTEST_LIFE, Crew
from tests.chaos.dealing import dealt
from tests.chaos.evidence import Closed, Evidence, Mend, taken_from
from tests.chaos.holds_items import is_open
from tests.chaos.holds_storm import MANY
from tests.chaos.nursery import Nurseries, nurseries
from tests.chaos.operations import TablesRead, release
from tests.chaos.orders import STOCKHOLM
from tests.chaos.passwords import Passwords
from tests.chaos.people import People
from tests.chaos.premises import Premises, Window
from tests.chaos.tables import Tables, empty_tables
from tests.chaos.town import running_town
from tests.chaos.weather import Rates, injected, let_loose, make_up_for, not_come, take_away

MOMENT = 1.0
LATE_IN_THE_STORM = 0.75
"""When so large a share has applied, or of its time is over, what has not come will hardly come by itself."""
REQUESTS_EACH = 33
"""About what one application asks of all the systems."""
NAMED = {system.title: name for name, system in SYSTEMS.items()}
"""The mock systems' names, by what the robot's tables call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to run. Spans are seconds, but what happens `…_every` so often is reckoned in requests.

    The applications come `at_once` at a time, the next party when half of those before are done, with each
    its share of the kills. The robot may have `sessions` in each system, fewer than the accounts that it
    knows the secrets of. `closing` is when the first system closes for `closed` seconds, None never; the
    next in turn does `closing_every` so many seconds.
    """

    applications: int = 100
    at_once: int = 50
    seed: int = 1
    workers: int = 1
    database: str = "sqlite"
    kills: int = 52
    sessions: int = 2
    lease: float = 20.0
    storm: float = 3600.0
    calm: float = 600.0
    disturb_every: int = 2500
    away_every: int = 1600
    hold_every: int = 1200
    passwords_every: int = 2000
    look: float = 2.0
    closing: float | None = 90.0
    closing_every: float = 600.0
    closed: float = 20.0
    rates: Rates = field(default_factory=Rates)

    def rarer(self, times: float) -> "Plan":
        """The same where what holds up everybody is so many times as rare: for many applications."""
        return replace(
            self,
            rates=self.rates.rarer(times),
            disturb_every=round(self.disturb_every * times),
            away_every=round(self.away_every * times),
            hold_every=round(self.hold_every * times),
            passwords_every=round(self.passwords_every * times),
        )

    @property
    def life(self) -> float:
        """Requests from all in which one worker should meet its blow: with few kills it has long to come."""
        each = REQUESTS_EACH * self.applications / max(1, self.kills)
        return max(SHORTEST_LIFE, each * self.workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a campaign came to. `tally` counts what was done to the workers and to the database."""

    plan: Plan
    evidence: Evidence
    faults: Counter[str]
    tally: Counter[str]
    exits: Counter[int]
    seconds: float


async def run(plan: Plan, folder: Path) -> Outcome:
    """The campaign, in a folder of its own."""
    (folder / "home").mkdir(parents=True)
    options = ("--seed", str(plan.seed), "--applications", str(plan.applications))
    with running_town(folder / "mock", *options) as town:
        async with empty_tables(plan.database, folder / "home") as tables:
            premises = Premises(
                home=folder / "home", town=town, database_url=tables.url, sessions=plan.sessions
            )
            with nurseries(premises, seats=plan.workers, lease=plan.lease) as hiring:
                return await _Campaign(plan, tables, hiring).run()


class _Campaign:
    def __init__(self, plan: Plan, tables: Tables, hiring: Nurseries) -> None:
        self.plan = plan
        self.tables = tables
        self.premises = hiring.premises
        self.town = hiring.premises.town
        world = open_world(self.town.data_dir)
        self.people = People(world=world, seed=plan.seed)
        self.applicants = Applicants(world=world, at_once=plan.at_once)
        self.crew = Crew(
            premises=hiring,
            workers=plan.workers,
            lease=plan.lease,
            seed=plan.seed,
            life=plan.life,
        )
        self.blows = dealt(plan.seed, plan.kills, plan.applications)
        self.passwords = Passwords(premises=self.premises)
        self.tables_read = TablesRead(self.premises)
        self.mends: list[Mend] = []
        self.doings: list[datetime] = []
        self.closed: Sequence[Closed] = ()
        self.party_at = datetime.now(STOCKHOLM)
        self.began = time.monotonic()
        self.has_made_up = False
        self.storm_is_over = asyncio.Event()

    async def run(self) -> Outcome:
        self.premises.furnish(self._windows())
        self.people.have_decided_before()
        self.applicants.stay_at_home()
        await self._next_party()
        let_loose(self.town, self.plan.seed, self.plan.rates)
        async with self.tables_read.opened():
            async with asyncio.TaskGroup() as group:
                group.create_task(self.crew.work())
                group.create_task(self._count())
                group.create_task(self._keep_mending())
                for every, act in self._doings():
                    group.create_task(self._now_and_then(every, act))
                await self._until_nothing_is_left(self.plan.storm)
                await self._clear_up()
                await self._until_nothing_is_left(self.plan.calm)
                self.crew.done.set()
            return await self._outcome(time.monotonic() - self.began)

    def _windows(self) -> Sequence[Window]:
        """The systems close in turn, by the clock on the wall: the robot's shows the world's date."""
        plan = self.plan
        if plan.closing is None:
            return ()
        self.closed = closing_hours(
            datetime.now(STOCKHOLM),
            first=plan.closing,
            every=plan.closing_every,
            lasts=plan.closed,
            within=plan.storm,
        )
        day = date.fromisoformat(self.town.world_date)
        return tuple(
            Window(
                system=one.system,
                starts=datetime.combine(day, one.starts.time()),
                ends=datetime.combine(day, one.ends.time()),
            )
            for one in self.closed
        )

    def _closed(self) -> Sequence[Closed]:
        """The times that have come. The first comes early, and there is work enough after it."""
        now = datetime.now(STOCKHOLM)
        return tuple(
            replace(one, work_after=number == 0 or one.ends < self.party_at)
            for number, one in enumerate(self.closed)
            if one.starts < now
        )

    def _doings(self) -> Sequence[tuple[int, Callable[[int], Awaitable[None]]]]:
        """What happens besides, and how often."""
        return (
            (0, self._people_look_in),
            (self.plan.passwords_every, self._change_a_password),
            (self.plan.hold_every, self._people_hold_files),
            (self.plan.disturb_every, self._disturb_the_database),
            (self.plan.away_every, self._take_a_system_away),
        )

    async def _now_and_then(self, every: int, act: Callable[[int], Awaitable[None]]) -> None:
        """Once in so many requests, at the most."""
        number, before = 0, 0
        while not await self._is_over_within(MOMENT):
            if self.crew.asked >= before + every:
                before = self.crew.asked
                await act(number)
                number += 1

    async def _is_over_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self.storm_is_over.wait()
        except TimeoutError:
            return False

    async def _count(self) -> None:
        while not self.crew.done.is_set():
            self.crew.asked = await asyncio.to_thread(self.town.asked)
            await asyncio.sleep(MOMENT)  # noqa: TID251 - how often it is counted

    async def _next_party(self) -> None:
        """More apply, if there are any, and so large a share of the blows is dealt as of the applications."""
        before = self._applied()
        await asyncio.to_thread(self.applicants.next_party)
        if self._applied() > before:
            self.party_at = datetime.now(STOCKHOLM)
        due = self.plan.kills * self._applied() // self.plan.applications
        dealt_before = self.plan.kills - len(self.blows)
        share, self.blows = self.blows[: due - dealt_before], self.blows[due - dealt_before :]
        self.crew.blows += share

    async def _make_up_for_what_has_not_come(self) -> None:
        """Late in a large storm each kind of fault that the seed has not drawn is ordered, once."""
        applied = self._applied() / self.plan.applications
        passed = (time.monotonic() - self.began) / self.plan.storm
        is_late = max(applied, passed) >= LATE_IN_THE_STORM
        if is_late and self.plan.applications >= MANY and not self.has_made_up:
            kinds = await asyncio.to_thread(not_come, self.town)
            await asyncio.to_thread(make_up_for, self.town, kinds)
            self.has_made_up = True
            self.crew.tally["kinds of fault ordered late"] += len(kinds)

    async def _people_look_in(self, _number: int) -> None:
        await asyncio.to_thread(self.people.look_in)

    async def _people_hold_files(self, _number: int) -> None:
        self._now()
        await asyncio.to_thread(self.people.hold_some)

    async def _disturb_the_database(self, number: int) -> None:
        self._now()
        await self.tables.disturb(2.0 + number % 3)
        self._now()
        self.crew.tally[f"database: {self.tables.disturbance}"] += 1

    async def _take_a_system_away(self, number: int) -> None:
        await asyncio.to_thread(take_away, self.town, number)
        self.crew.tally["a system away"] += 1

    async def _change_a_password(self, number: int) -> None:
        await asyncio.to_thread(self.passwords.change, number)
        self.crew.tally["a password changed"] += 1

    async def _keep_mending(self) -> None:
        """A worker that began before a secret was mended may stop its system once more, also in the calm."""
        while not self.crew.done.is_set():
            for title in await self.tables_read.waiting_for_a_person():
                system = NAMED[title]
                if self.passwords.may_be_released(system):
                    await self._let_in_again(system, title)
            await asyncio.sleep(MOMENT)  # noqa: TID251 - how often somebody looks

    async def _let_in_again(self, system: str, title: str) -> None:
        await asyncio.to_thread(self.town.unlock_accounts)
        self.mends.append(Mend(system=system, at=self._now()))
        await asyncio.to_thread(release, self.premises, title)
        self._now()
        self.crew.tally["systems released by a person"] += 1

    def _now(self) -> datetime:
        """The moment at which something is done, which is kept."""
        self.doings.append(datetime.now(STOCKHOLM))
        return self.doings[-1]

    async def _clear_up(self) -> None:
        self.storm_is_over.set()
        await asyncio.to_thread(self.town.lift_faults)
        await asyncio.to_thread(self.people.go_home)
        self.passwords.hand_all_over()
        self.crew.blows.clear()

    async def _until_nothing_is_left(self, bound: float) -> None:
        """No item is open and the inbox is empty, or the time is up."""
        give_up = time.monotonic() + bound
        while not await self._is_nothing_left():
            if time.monotonic() > give_up:
                return
            await asyncio.sleep(self.plan.look)  # noqa: TID251 - how often it is looked for

    async def _is_nothing_left(self) -> bool:
        items = await self.tables_read.items()
        today = date.fromisoformat(self.town.world_date)
        done = sum(not is_open(item, today) for item in items)
        if not self.storm_is_over.is_set() and self._applied() - done < self.plan.at_once / 2:
            await self._next_party()
        if not self.storm_is_over.is_set():
            await self._make_up_for_what_has_not_come()
        return done == self._applied() and await asyncio.to_thread(self._is_each_delivered)

    def _is_each_delivered(self) -> bool:
        return len(self.town.records("state/deliveries")) >= self._applied()

    def _applied(self) -> int:
        return len(self.applicants.have_applied)

    async def _outcome(self, seconds: float) -> Outcome:
        evidence = Evidence(
            world_date=date.fromisoformat(self.town.world_date),
            applied=frozenset(self.applicants.have_applied),
            items=await self.tables_read.items(),
            handiwork=tuple(self.people.handiwork),
            held=frozenset(self.people.have_held),
            closed=self._closed(),
            mends=tuple(self.mends),
            killed_at=tuple(self.crew.killed_at),
            doings=(*self.doings, *self.crew.ended_at),
            fallen=self.crew.fallen(),
            dealt=self.plan.kills - len(self.blows),
            not_heeded=self.crew.tally[NOT_HEEDED],
            ended_in_error=tuple(self.crew.ended_in_error),
            sessions_allowed=self.plan.sessions,
            most_attempts=self.premises.settings().most_attempts,
            audit_findings=await self.tables_read.audit_findings(),
            presses=await self.tables_read.presses(),
            **taken_from(self.town),
        )
        return Outcome(
            plan=self.plan,
            evidence=evidence,
            faults=injected(self.town),
            tally=self.crew.tally,
            exits=self.crew.exits,
            seconds=seconds,
        )
