"""A caseworker orders an application prepared again inside Almanda, and reads there what became of it.

The robot is the command `utkast ordered`, typed at a terminal while her page stands open.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from flows.cli.ordered import AWAY, NOTHING
from flows.ordering import UNKNOWN
from mock_legacy.world.models import Person
from tests.caseworker.month import Month
from tests.caseworker.pages.desk import Desk
from tests.caseworker.pages.draft import DraftPage
from tests.end_to_end.citizens import Answers
from tests.end_to_end.installation import MUNICIPALITY, Record
from tests.end_to_end.worker_process import Crew, Worker

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.campaign, pytest.mark.slow, pytest.mark.timeout(600)]
COSTS, OTHERS = "single_with_costs", "new_employer"
ELECTRICITY, OWN = "Hushållsel", "350,00"
QUICK = {
    "UTKAST_RETRY_SECONDS": "[0.5]",
    "UTKAST_COOL_OFF_SECONDS": "1",
    "UTKAST_LONGEST_COOL_OFF_SECONDS": "2",
    "UTKAST_UNCERTAIN_SECONDS": "0.1",
}
"""A run that follows another at once finds that it may try again."""


@pytest.fixture
def month(mocks: "RunningMocks", page: Page, tmp_path: Path, prefect_server: None) -> Iterator[Month]:
    """November, with the night's drafts."""
    month = Month.begins(mocks, page, home=tmp_path, municipality=MUNICIPALITY, scenarios=(COSTS, OTHERS))
    month.robot("night")
    yield month
    mocks.platform.faults.clear()
    mocks.reset()


@pytest.fixture
def crew(month: Month) -> Iterator[Crew]:
    """Whoever is at the terminal."""
    crew = Crew(installation=month.installation)
    yield crew
    crew.leave()


def looks(crew: Crew, *, ends: int = 0) -> str:
    """The robot looks for orders once; what it says, and ends with."""
    return said_by(crew.types("ordered", **QUICK), ends=ends)


def said_by(worker: Worker, *, ends: int = 0) -> str:
    """A server of Prefect's own would be started by who does not know of the one that there is."""
    code, said = worker.ended()
    assert (code, "Traceback" in said, "temporary server" in said) == (ends, False, False), said
    return said


def drafts(month: Month) -> Mapping[str, Record]:
    """The household's drafts by reference, the first made first."""
    mine = month.draft(COSTS)["customer_number"]
    ours = month.installation.drafts()
    return {reference: row for reference, row in ours.items() if row["customer_number"] == mine}


def own_amount(draft: Record, label: str) -> int | None:
    """What a person has typed beside the robot's amount, in öre."""
    (row,) = [row for row in draft["rows"] if row["label"] == label]
    own: int | None = row["caseworker_ore"]
    return own


def test_an_order_is_seen_ordered_under_way_and_done_and_her_amounts_follow(month: Month, crew: Crew) -> None:
    draft = month.open_draft(COSTS)
    draft.put_own_amount(ELECTRICITY, OWN)
    assert ": Beställd" in draft.order_again().order()
    (before,) = drafts(month).values()
    case_ref = before["external_reference"]

    month.installation.strike("latency", "skatteverket", "population", latency_ms=8000)
    worker = crew.types("ordered", **QUICK)
    worker.until(lambda: under_way_at(month, "skatteverket", "population"))
    assert ": Pågår" in month.open_draft(COSTS).order()
    assert "Klar" in said_by(worker)

    after = drafts(month)
    assert list(after) == [case_ref, f"{case_ref}/2"]
    assert after[case_ref] == {**before, "status": "Ersatt"}
    assert own_amount(after[f"{case_ref}/2"], ELECTRICITY) == 350_00
    second = month.open_draft(COSTS)
    assert f": Klar. Utkastet {case_ref}/2 ligger i akten." in second.order()
    assert second.row(ELECTRICITY).get_by_role("textbox").input_value() == OWN
    assert NOTHING in looks(crew)
    assert drafts(month) == after


def under_way_at(month: Month, system: str, screen: str) -> bool:
    """Whether a request has come in there that is not answered."""
    asked = month.installation.records("state/requests", system=system, screen=screen)
    return any(row["status"] is None for row in asked)


def test_ordered_twice_and_looked_for_twice_at_the_same_moment_it_is_prepared_once(
    month: Month, crew: Crew
) -> None:
    number = month.draft(COSTS)["draft_number"]
    desk = month.desk_of(COSTS)
    with desk.page.context.new_page() as other:
        windows = (desk, Desk(page=other, address=desk.address))
        for form in [one.open_draft(number).ask_to_order() for one in windows]:
            form.order()
    both = [crew.types("ordered", **QUICK) for _ in range(2)]
    for worker in both:
        said_by(worker)
    looks(crew)
    case_ref = month.installation.case_ref(COSTS)
    assert list(drafts(month)) == [case_ref, f"{case_ref}/2"]
    assert ": Klar" in month.open_draft(COSTS).order()


def test_a_household_that_has_become_protected_is_refused_in_neutral_words(month: Month, crew: Crew) -> None:
    month.open_draft(COSTS).order_again()
    with month.installation.mocks.world.session() as session:
        session.get_one(Person, str(month.stated(COSTS)["personnummer"])).protection = "sekretessmarkering"
    before = drafts(month)
    said = [refused(looks(crew), month.open_draft(COSTS))]
    month.open_draft(COSTS).order_again()
    said.append(refused(looks(crew), month.open_draft(COSTS)))
    assert said[0] == said[1]
    assert not any(word in said[0].casefold() for word in ("skydd", "sekretess"))
    assert drafts(month) == before


def refused(told: str, draft: DraftPage) -> str:
    """The words of a refusal, that stand in the case file and not at the terminal."""
    assert "Kan inte" in told
    _, refusal, words = draft.order().partition(": Kan inte. ")
    assert refusal
    assert words not in told
    return words


def test_an_order_of_what_nobody_has_applied_for_says_so(month: Month, crew: Crew) -> None:
    number = a_draft_of_her_own(month, "UTK-9901-999999")
    month.desk_of(COSTS).open_draft(number).order_again()
    assert "Kan inte" in looks(crew)
    assert UNKNOWN in month.desk_of(COSTS).open_draft(number).order()
    assert len(drafts(month)) == 2


def a_draft_of_her_own(month: Month, reference: str) -> int:
    """The number of a draft that she has written herself in the household's case file."""
    desk = month.desk_of(COSTS)
    key = month.draft(COSTS)["customer_number"]
    desk.page.goto(f"{desk.address}/UtkastNytt.aspx?akt={key}&rader=1")
    desk.page.get_by_label("Extern referens").fill(reference)
    desk.page.get_by_label("Period").fill("202611")
    desk.page.get_by_role("button", name="Spara utkast").click()
    desk.page.get_by_role("heading", name="Sammanfattning").wait_for()
    number: int = month.installation.drafts()[reference]["draft_number"]
    return number


def test_a_system_that_is_away_leaves_the_order_waiting_and_the_next_look_carries_it_out(
    month: Month, crew: Crew
) -> None:
    month.open_draft(COSTS).order_again()
    month.installation.strike("http_error", "almanda", "orders", count=None, status=500)
    told = looks(crew, ends=1)
    assert (AWAY in told, NOTHING in told) == (True, False)
    assert ": Beställd" in month.open_draft(COSTS).order()

    month.installation.mocks.platform.faults.clear()
    month.installation.strike("http_error", "skatteverket", "population", count=None, status=500)
    assert "Pågår" in looks(crew)
    assert ": Pågår. " in month.open_draft(COSTS).order()
    assert len(drafts(month)) == 1

    month.installation.mocks.platform.faults.clear()
    assert "Klar" in looks(crew)
    assert ": Klar. " in month.open_draft(COSTS).order()
    assert len(drafts(month)) == 2


def test_what_the_applicant_completes_is_prepared_again_with_her_amounts(month: Month) -> None:
    """She asks for the bill, and types what she means to grant; the bill is of 380 kronor and not 400."""
    draft = month.open_draft(COSTS)
    draft.put_own_amount(ELECTRICITY, OWN)
    draft.ask_for_completion("Hej! Skicka räkningen för hushållsel.")
    (before,) = drafts(month).values()
    costs = {"Hyra": 5800, ELECTRICITY: 380, "Hemförsäkring": 120}
    month.completes(COSTS, Answers(month="2026-11", persons=1, costs=costs, incomes={}))
    month.robot("night")
    first, second = drafts(month).values()
    assert first == {**before, "status": "Ersatt"}
    assert second["external_reference"] == f"{first['external_reference']}/2"
    assert (second["amount_ore"], own_amount(second, ELECTRICITY)) == (11_520_00, 350_00)
    assert month.open_draft(COSTS).row(ELECTRICITY).get_by_role("textbox").input_value() == OWN
