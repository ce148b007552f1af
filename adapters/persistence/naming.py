"""Which applications name a person: an applicant is found by the mark, anybody else by what is written."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.documents import APPLICATION
from adapters.persistence.seal import Seal
from adapters.persistence.tables import WorkItemRow as Item
from flows.erasing import Concerning, Part
from flows.identity import PersonalNumber
from flows.records import Application
from flows.work import State


async def naming(
    session: AsyncSession, seal: Seal, who: PersonalNumber, *, among: ColumnElement[bool]
) -> Sequence[Concerning]:
    """Of the applications `among` those kept, each that the person has applied with or is named in.

    Each that is another's is opened and looked into. Raises NoDataKey when one cannot be read.
    """
    mark = seal.mark(who.digits)
    kept = select(Item.case_ref, Item.state, Item.person_mark, Item.application)
    wanted = kept.where(among, Item.person_mark.is_not(None)).order_by(Item.case_ref)
    found = []
    for case_ref, state, person_mark, sealed in await session.execute(wanted):
        if person_mark == mark:
            part = Part.APPLICANT
        elif sealed and _names(APPLICATION.unsealed(sealed, seal), who):
            part = Part.NAMED
        else:
            continue
        found.append(Concerning(case_ref=case_ref, state=State(state), part=part))
    return found


def _names(application: Application, who: PersonalNumber) -> bool:
    partner = application.co_applicant
    children = (one.personal_number for one in application.children)
    return who in children or (partner is not None and partner.personal_number == who)
