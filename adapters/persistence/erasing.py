"""One person's applications: found by the mark of the number, and emptied; implements `PersonsKept`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from adapters.perishing_files import PerishableEvidence
from adapters.persistence.documents import APPLICATION
from adapters.persistence.engine import Database
from adapters.persistence.perishing import SqlContents
from adapters.persistence.seal import Seal
from adapters.persistence.tables import WorkItemRow as Item
from flows.erasing import Concerning, Part
from flows.identity import PersonalNumber
from flows.records import Application
from flows.work import State


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
        """An applicant is found by the mark; for anybody else each application is opened and looked into."""
        mark = self._seal.mark(who.digits)
        kept = select(Item.case_ref, Item.state, Item.person_mark, Item.application)
        ours = kept.where(Item.municipality == self._municipality, Item.person_mark.is_not(None))
        found = []
        async with self._database.session() as session:
            for case_ref, state, person_mark, sealed in await session.execute(ours.order_by(Item.case_ref)):
                if person_mark == mark:
                    part = Part.APPLICANT
                elif sealed and _names(APPLICATION.unsealed(sealed, self._seal), who):
                    part = Part.NAMED
                else:
                    continue
                found.append(Concerning(case_ref=case_ref, state=State(state), part=part))
        return found

    async def erase(self, case_refs: Collection[str], now: datetime) -> Sequence[str]:
        """Empty the settled ones, and take their evidence away."""
        emptied = await self._contents.emptied(Item.case_ref.in_(case_refs))
        await self._evidence.erase(emptied)
        return emptied


def _names(application: Application, who: PersonalNumber) -> bool:
    partner = application.co_applicant
    children = (one.personal_number for one in application.children)
    return who in children or (partner is not None and partner.personal_number == who)
