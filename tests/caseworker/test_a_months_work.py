"""A caseworker's month with the robot: what it left her in November, what she made of it, and December.

Each municipality has the same households. Every figure stated here is reckoned by hand.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.caseworker.month import Month
from tests.end_to_end.citizens import Answers

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(1500)]
MUNICIPALITIES = ("trelleborg", "kungsbacka", "kungalv", "strangnas")
SAME, INTERNET, CLAIM = "unchanged_single_no_income", "internet_not_granted", "repayment_claim"
SURPLUS, WAGE = "surplus_salary", "new_employer"
SCENARIOS = (INTERNET, SAME, CLAIM, SURPLUS, WAGE)
WAGE_KRONOR = 4930
"""6 240 less tax 1 310, which the employer has declared for October and the applicant has forgotten."""


@pytest.fixture(params=MUNICIPALITIES)
def month(
    request: pytest.FixtureRequest,
    mocks: "RunningMocks",
    page: Page,
    tmp_path: Path,
    prefect_server: None,
) -> Iterator[Month]:
    yield Month.begins(mocks, page, home=tmp_path, municipality=request.param, scenarios=SCENARIOS)
    mocks.reset()


def test_a_month_from_worklist_to_decision_and_the_next_that_builds_on_it(month: Month) -> None:
    month.robot("night")
    _what_needs_a_person_most_stands_first(month)
    _she_asks_for_what_is_missing(month)
    _the_applicant_completes_and_it_is_prepared_again(month)
    _she_grants_what_the_robot_cut(month)
    _she_closes_a_warning(month)
    _she_decides_as_proposed(month)
    _she_refuses_in_her_own_words(month)
    november = month.decisions()

    month.passes()
    month.robot("night")
    _december_is_as_the_scenarios_state(month)
    _it_is_compared_with_what_she_granted(month)
    _the_warning_she_closed_does_not_come_back(month)
    assert month.decisions("2026-11") == november


def _what_needs_a_person_most_stands_first(month: Month) -> None:
    rows = month.desk_of(WAGE).worklist()
    assert len(rows) == 3
    assert "Utredning" in rows[0]


def _she_asks_for_what_is_missing(month: Month) -> None:
    """She reads the open question and asks about the wage."""
    draft = month.open_draft(WAGE)
    assert "utredning" in draft.part("Sammanfattning")
    assert "ny arbetsgivare" in draft.part("Avvikelser")
    asked = draft.ask_for_completion("Hej! Vi ser en lön i oktober. Lägg till den i din ansökan.")
    expect(asked.inside.locator("#tblUtkast")).to_contain_text("Väntar på komplettering")


def _the_applicant_completes_and_it_is_prepared_again(month: Month) -> None:
    """The wage is declared, and she puts her own rent beside the new draft's: 5 220 + 5 000 − 4 930."""
    first = month.draft(WAGE)
    rent = month.rent_applied_for(WAGE)
    month.completes(
        WAGE,
        Answers(
            month="2026-11",
            persons=1,
            costs={"Hyra": rent},
            incomes={"Lön": WAGE_KRONOR},
            others={"inkomst1_datum": "2026-10-23"},
        ),
    )
    month.robot("night")
    second = month.draft(WAGE)
    assert second["external_reference"] == f"{first['external_reference']}/2"
    assert second["amount_ore"] == (5220 + rent - WAGE_KRONOR) * 100
    draft = month.open_draft(WAGE)
    assert "bifall" in draft.part("Sammanfattning")
    draft.put_own_amount("Boendekostnad", "5 000,00")
    deciding = draft.decide()
    deciding.decide()
    assert month.decided(WAGE)["amount_ore"] == 5290_00


def _she_grants_what_the_robot_cut(month: Month) -> None:
    draft = month.open_draft(INTERNET)
    assert "delvis bifall" in draft.part("Sammanfattning")
    draft.put_own_amount("Bredband", "200,00")
    deciding = draft.decide()
    deciding.put_reason("Barnens skolarbete")
    deciding.decide()
    assert month.decided(INTERNET)["amount_ore"] == month.stated_kronor(INTERNET) * 100 + 200_00


def _she_closes_a_warning(month: Month) -> None:
    draft = month.open_draft(CLAIM)
    assert "En avvikelse att bedöma" in draft.part("Sammanfattning")
    draft.acknowledge("krävt tillbaka")
    draft.close("krävt tillbaka")
    draft.decide().decide()
    assert month.decided(CLAIM)["amount_ore"] == month.stated_kronor(CLAIM) * 100


def _she_decides_as_proposed(month: Month) -> None:
    month.open_draft(SAME).decide().decide()
    assert month.decided(SAME)["amount_ore"] == 5220_00


def _she_refuses_in_her_own_words(month: Month) -> None:
    draft = month.open_draft(SURPLUS)
    assert draft.part("Förslag till beslut") == ""
    deciding = draft.decide()
    deciding.put_text("Vi har talats vid. Din lön räcker till det du behöver i november.")
    deciding.decide()
    assert month.decided(SURPLUS)["kind"] == "Avslag"


def _december_is_as_the_scenarios_state(month: Month) -> None:
    for scenario in (SAME, INTERNET, CLAIM, SURPLUS):
        stated, draft = month.stated(scenario), month.draft(scenario)
        assert (scenario, draft["proposal"], draft["amount_ore"]) == (
            scenario,
            stated["proposal"],
            stated["amount_kronor"] * 100,
        )


def _it_is_compared_with_what_she_granted(month: Month) -> None:
    draft = month.open_draft(INTERNET)
    assert draft.cell("Bredband", "Belopp") == "0,00"
    assert draft.cell("Bredband", "Förra månaden") == "200,00"


def _the_warning_she_closed_does_not_come_back(month: Month) -> None:
    draft = month.open_draft(CLAIM)
    assert "avvikelse" not in draft.part("Sammanfattning")
    expect(draft.warning("krävt tillbaka")).to_have_count(0)
    assert "Stängd av handläggare" in draft.part("Lagrum")
