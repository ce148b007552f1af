"""Published calculations, entered by a citizen in the inbox, come out with the same kronor in Almanda.

In `make campaigns`; every test run has the same calculations as cases of the law (`tests/cases`), a citizen's
form as the adapter reads it, and the kronor of a night's households in Almanda.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import delete

from flows.work import case_ref_for
from mock_legacy.world.models import Decision
from tests.end_to_end.citizens import Answers, apply
from tests.end_to_end.installation import CODE, Installation, Record

pytestmark = [pytest.mark.slow, pytest.mark.campaign, pytest.mark.timeout(300)]


class Expected(BaseModel):
    """What the source says, kronor."""

    model_config = ConfigDict(extra="forbid")

    personlig: int
    gemensam: int
    norm: int
    kostnader: int
    inkomster: int
    resultat: int


class Published(BaseModel):
    """One calculation and where it stands."""

    model_config = ConfigDict(extra="forbid")

    namn: str
    källa: str
    hushåll: str
    månad: str
    personer: int
    barn_med_lunch_borta: tuple[int, ...] = ()
    kostnader: dict[str, int] = Field(default_factory=dict)
    inkomster: dict[str, int] = Field(default_factory=dict)
    väntat: Expected

    def answers(self) -> Answers:
        """As the citizen types them."""
        return Answers(
            month=self.månad,
            persons=self.personer,
            costs=self.kostnader,
            incomes=self.inkomster,
            lunch_away=self.barn_med_lunch_borta,
        )


TEXT = Path(__file__).with_name("published.yaml").read_text(encoding="utf-8")
PUBLISHED = {one["namn"]: Published.model_validate(one) for one in yaml.safe_load(TEXT)}


def enter(installation: Installation, chosen: Sequence[Published]) -> Mapping[str, str]:
    """Each calculation as an application by a household of its own; the inbox's numbers."""
    numbers = {}
    for published, household in zip(chosen, installation.records("expected"), strict=True):
        assert household["scenario"] == published.hushåll
        leave_undecided(installation, household["customer_number"], published.månad)
        inbox = installation.mocks.urls["inbox"]
        numbers[published.namn] = apply(inbox, household["personnummer"], published.answers())
    return numbers


def leave_undecided(installation: Installation, case_file: str, month: str) -> None:
    """The month applied for, and those after it, have no decision yet."""
    later = delete(Decision).where(Decision.customer_number == case_file, Decision.period >= month)
    with installation.mocks.world.session() as session:
        session.execute(later)


async def test_published_calculations_come_out_with_the_same_kronor(
    installation: Installation, subtests: pytest.Subtests
) -> None:
    installation.new_world(*(one.hushåll for one in PUBLISHED.values()))
    installation.take_out_of_the_inbox()
    numbers = enter(installation, tuple(PUBLISHED.values()))
    await installation.night()
    drafts = installation.drafts()
    assert len(drafts) == len(PUBLISHED) > 0
    for name, number in numbers.items():
        with subtests.test(name):
            require_the_same_kronor(drafts[case_ref_for(CODE, number)], PUBLISHED[name])


def require_the_same_kronor(draft: Record, published: Published) -> None:
    """Each sum of the source, in Almanda's own record."""
    personal, shared = summed(draft, "PERSON"), summed(draft, "SHARED")
    costs, incomes = summed(draft, "COST") + summed(draft, "SPECIAL_COST"), summed(draft, "INCOME")
    assert {
        "personlig": personal,
        "gemensam": shared,
        "norm": personal + shared,
        "kostnader": costs,
        "inkomster": incomes,
        "resultat": incomes - personal - shared - costs,
    } == published.väntat.model_dump()
    assert (draft["proposal"], draft["amount_ore"]) == ("BIFALL", -100 * published.väntat.resultat)
    assert draft["period"] == published.månad


def summed(draft: Record, section: str) -> float:
    """Kronor of one section of the grid in Almanda's own record, which counts öre."""
    return sum(row["approved_ore"] for row in draft["rows"] if row["section"] == section) / 100
