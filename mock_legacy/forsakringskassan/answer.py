"""Put the answer to one question together: who it is about, the protection flag, and every source's tab.

A protected person's answer is the mark and nothing more. Knows nothing of pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from mock_legacy.forsakringskassan.agency_tabs import af_tab, akassa_tab, csn_tab, vehicle_tab
from mock_legacy.forsakringskassan.case_tab import case_tab
from mock_legacy.forsakringskassan.payment_tabs import fk_tab, pm_tab
from mock_legacy.forsakringskassan.sources import Asked, flag_of
from mock_legacy.forsakringskassan.views import Section
from mock_legacy.world import World
from mock_legacy.world.models import FkQuestion, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer. ``known`` says that the person exists; ``closed`` that nothing but the mark is shown."""

    question: FkQuestion
    known: bool
    name: str = ""
    flag: str = ""
    closed: bool = False
    sections: tuple[Section, ...] = ()

    def section(self, slug: str) -> Section | None:
        """Find a tab by the last part of its address."""
        return next((one for one in self.sections if one.slug == slug), None)


def put_together(world: World, question: FkQuestion) -> Answer:
    """Ask every source; the flag comes from the portal's own register of persons and is always there."""
    today = world.today()
    with world.session() as session:
        person = session.get(Person, question.personnummer)
        if person is None:
            return Answer(question=question, known=False)
        asked = Asked(session=session, question=question, today=today)
        flag = flag_of(asked, "FK", person)
        if flag == "Ja":
            return Answer(question=question, known=True, flag=flag, closed=True)
        return Answer(
            question=question,
            known=True,
            name=f"{person.last_name}, {person.first_name}",
            flag=flag,
            sections=(
                fk_tab(asked),
                pm_tab(asked),
                case_tab(asked),
                csn_tab(asked, person),
                af_tab(asked, person),
                akassa_tab(asked),
                vehicle_tab(asked),
            ),
        )
