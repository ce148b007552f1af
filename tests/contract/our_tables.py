"""Our own tables three times: in memory, on SQLite and on PostgreSQL; each test has them empty."""

from dataclasses import dataclass

from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.tallies import SqlTallies
from adapters.persistence.work_items import SqlWorkItems
from flows.ports import Breakers, Switch, Tallies, WorkItems
from flows.work import Outcome, WorkItem
from tests import examples
from tests.fakes.breakers import FakeBreakers
from tests.fakes.switch import FakeSwitch
from tests.fakes.work_items import FakeWorkItems

KEY = new_key()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """One installation's tables behind their ports."""

    work: WorkItems
    breakers: Breakers
    switch: Switch
    tallies: Tallies

    async def collected(self, ref: str = "100234", **changes: object) -> WorkItem:
        """An application that has been taken in."""
        item = examples.work_item(ref, **changes)
        assert await self.work.collect(item, examples.application(ref))
        return item

    async def standing(self, outcome: Outcome, ref: str = "100234", **changes: object) -> WorkItem:
        """An application that somebody has put in that state."""
        item = await self.collected(ref, **changes)
        assert await self.work.put(item, outcome, examples.NOW)
        return await self.now(item)

    async def now(self, item: WorkItem) -> WorkItem:
        """Where it stands now."""
        found = await self.work.find(item.case_ref)
        assert found is not None
        return found


def tables_in_memory() -> Tables:
    """The fakes."""
    switch = FakeSwitch()
    work = FakeWorkItems(switch=switch)
    return Tables(work=work, breakers=FakeBreakers(), switch=switch, tallies=work)


def tables_of(database: Database) -> Tables:
    """The real ones, in a database that is open."""
    seal = Seal([KEY])
    return Tables(
        work=SqlWorkItems(database, seal),
        breakers=SqlBreakers(database),
        switch=SqlSwitch(database, seal),
        tallies=SqlTallies(database),
    )
