"""One person's applications: found by the mark of the number, and emptied; implements `PersonsKept`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from adapters.perishing_files import PerishableEvidence
from adapters.persistence.engine import Database
from adapters.persistence.naming import naming
from adapters.persistence.perishing import SqlContents
from adapters.persistence.seal import Seal
from adapters.persistence.tables import WorkItemRow as Item
from flows.erasing import Concerning
from flows.identity import PersonalNumber


class SqlPersons:
    """The persons in a municipality's applications. Raises TablesAway; NoDataKey when one cannot be read."""

    def __init__(
        self, database: Database, seal: Seal, municipality: str, *, evidence: PerishableEvidence
    ) -> None:
        self._database = database
        self._seal = seal
        self._municipality = municipality
        self._evidence = evidence
        self._contents = SqlContents(database, seal, municipality)

    async def concerning(self, who: PersonalNumber) -> Sequence[Concerning]:
        """What `adapters.persistence.naming` finds among the municipality's."""
        async with self._database.session() as session:
            return await naming(session, self._seal, who, among=Item.municipality == self._municipality)

    async def erase(self, case_refs: Collection[str], now: datetime) -> Sequence[str]:
        """Empty the settled ones, and take their evidence away."""
        emptied = await self._contents.emptied(Item.case_ref.in_(case_refs))
        await self._evidence.erase(emptied)
        return emptied
