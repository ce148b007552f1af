"""A caseworker's month with the robot: what it left her in November, what she made of it, and December.

Each municipality has the same households, and some one of its own. Every figure is reckoned by hand.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.caseworker.month import Month
from tests.caseworker.ways import INDIVIDUAL, MAIN, WAYS, Way
from tests.end_to_end.citizens import Answers

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(1500)]
SAME, INTERNET, CLAIM = "unchanged_single_no_income", "internet_not_granted", "repayment_claim"
SURPLUS, WAGE = "surplus_salary", "new_employer"
SCENARIOS = (INTERNET, SAME, CLAIM, SURPLUS, WAGE)
WAGE_KRONOR = 4930
"""6 240 less tax 1 310, which the employer has declared for October and the applicant has forgotten."""
TRACK, PERIOD = "Handläggningsspår", "202611"


@pytest.fixture(params=WAYS)
def month(
    request: pytest.FixtureRequest,
    mocks: "RunningMocks",
    page: Page,
    tmp_path: Path,
    prefect_server: None,
) -> Iterator[Month]:
    own = WAYS[request.param].household
    households = (*SCENARIOS, *([own.scenario] if own else []))
    yield Month.begins(mocks, page, home=tmp_path, municipality=request.param, scenarios=households)
    mocks.reset()


def test_a_month_from_worklist_to_decision_and_the_next_that_builds_on_it(month: Month) -> None:
    way = WAYS[month.municipality]
    month.robot("night")
    _what_needs_a_person_most_stands_first(month)
    _she_asks_for_what_is_missing(month, way)
    _the_applicant_completes_and_it_is_prepared_again(month, way)
    _she_grants_what_the_robot_cut(month, way)
    _she_closes_a_warning(month)
    _she_decides_as_proposed_and_it_is_paid_once(month, way)
    _she_refuses_in_her_own_words(month, way)
    _she_decides_on_the_household_that_lives_here_alone(month, way)
    november = month.decisions()
    _her_week_is_followed_up(month, way)

    month.passes()
    month.robot("night")
    _december_is_as_the_scenarios_state(month)
    _it_is_compared_with_what_she_granted(month)
    _the_warning_she_closed_does_not_come_back(month)
    assert month.decisions("2026-11") == november


def _what_needs_a_person_most_stands_first(month: Month) -> None:
    rows = month.desk_of(WAGE).worklist()
    assert len(rows) == 3
    assert ("Utredning" in rows[0], INDIVIDUAL in rows[0]) == (True, True)


def _she_asks_for_what_is_missing(month: Month, way: Way) -> None:
    """She reads the open question and asks about the wage."""
    draft = month.open_draft(WAGE)
    assert "utredning" in draft.part("Sammanfattning")
    assert "ny arbetsgivare" in draft.part("Avvikelser")
    assert _is_named(way.contact, draft.part("Begäran om komplettering"))
    asked = draft.ask_for_completion("Hej! Vi ser en lön i oktober. Lägg till den i din ansökan.")
    expect(asked.inside.locator("#tblUtkast")).to_contain_text("Väntar på komplettering")


def _the_applicant_completes_and_it_is_prepared_again(month: Month, way: Way) -> None:
    """The wage is declared, 5 220 + rent − 4 930, and she counts 200 less of it."""
    first = month.draft(WAGE)
    rent = month.rent_applied_for(WAGE)
    month.completes(
        WAGE,
        Answers(
            month="2026-11",
            persons=1,
            costs={"Hyra": rent},
            incomes={"Lön": WAGE_KRONOR},
            others={"inkomst1_datum": "2026-10-23", **way.typed},
        ),
    )
    month.robot("night")
    second, hers = month.draft(WAGE), 5220 + rent - 4730
    assert second["external_reference"] == f"{first['external_reference']}/2"
    assert second["amount_ore"] == (hers - 200) * 100
    draft = month.open_draft(WAGE)
    assert "bifall" in draft.part("Sammanfattning")
    assert draft.field(TRACK) == way.completed_goes
    assert way.because in " ".join(draft.part("Avvikelser").split())
    draft.put_own_amount("Lön efter skatt", "4 730,00")
    deciding = draft.decide()
    deciding.choose("Bifall")
    deciding.put_reason("Resor till arbetet")
    deciding.put_text(f"Du får ekonomiskt bistånd med {_spaced(hers)} kr för november 2026.")
    deciding.decide()
    _she_has_decided(month, WAGE, kind="Bifall", kronor=hers)


def _she_grants_what_the_robot_cut(month: Month, way: Way) -> None:
    """All of the broadband, so that nothing is refused any more; she has seen why the robot cut it."""
    hers = month.stated_kronor(INTERNET) + 299
    desk = month.desk_of(INTERNET)
    draft = desk.open_draft(month.draft(INTERNET)["draft_number"])
    assert "delvis bifall" in draft.part("Sammanfattning")
    draft.acknowledge("Bredband")
    draft.put_own_amount("Bredband", "299,00")
    deciding = draft.decide()
    deciding.choose("Bifall")
    deciding.put_reason("Barnens skolarbete")
    deciding.put_text(f"Du får ekonomiskt bistånd med {_spaced(hers)} kr för november 2026.")
    deciding.decide()
    _she_has_decided(month, INTERNET, kind="Bifall", kronor=hers)
    paid = [row for row in desk.payments() if PERIOD in row]
    assert [f"{_spaced(hers)},00" in row for row in paid] == [True] * way.prepares_payment


def _she_closes_a_warning(month: Month) -> None:
    draft = month.open_draft(CLAIM)
    assert "En avvikelse att bedöma" in draft.part("Sammanfattning")
    draft.acknowledge("krävt tillbaka")
    draft.close("krävt tillbaka")
    draft.decide().decide()
    assert month.decided(CLAIM)["amount_ore"] == month.stated_kronor(CLAIM) * 100


def _she_decides_as_proposed_and_it_is_paid_once(month: Month, way: Way) -> None:
    """Nothing is to be paid before she has decided; then once, by the row that stood prepared or by hers."""
    desk, number = month.desk_of(SAME), month.draft(SAME)["draft_number"]
    draft = desk.open_draft(number)
    assert (draft.field(TRACK), draft.field("Utbetalningsdag")) == (MAIN, way.payday)
    assert draft.field("Betalningsrad förbereds") == ("Ja" if way.prepares_payment else "Nej")
    assert _is_named(way.contact, draft.part("Förslag till beslut"))
    assert not any(PERIOD in row for row in desk.payments())
    paying = desk.open_draft(number).decide().decide().pay()
    if way.prepares_payment:
        paying.put_amount("5 220,00")
        assert "5 220,00 kr redan registrerat" in paying.is_refused()
    else:
        paying.register()
    assert month.decided(SAME)["amount_ore"] == 5220_00
    (row,) = [row for row in desk.payments() if PERIOD in row]
    shown = (way.payday, "5 220,00", "Planerad", month.decided(SAME)["decided_by"])
    assert [words for words in shown if words not in row] == []


def _she_refuses_in_her_own_words(month: Month, way: Way) -> None:
    draft = month.open_draft(SURPLUS)
    assert draft.part("Förslag till beslut") == ""
    assert draft.field(TRACK) == way.refusal_goes
    deciding = draft.decide()
    deciding.put_text("Vi har talats vid. Din lön räcker till det du behöver i november.")
    deciding.decide()
    assert month.decided(SURPLUS)["kind"] == "Avslag"


def _she_decides_on_the_household_that_lives_here_alone(month: Month, way: Way) -> None:
    if way.household is None:
        return
    draft = month.open_draft(way.household.scenario)
    assert way.household.source in " ".join(draft.part("Källor").split())
    draft.decide().decide()
    assert month.decided(way.household.scenario)["amount_ore"] == way.household.kronor * 100


def _her_week_is_followed_up(month: Month, way: Way) -> None:
    """What she changed is told apart from what she left, and so is that she was too quick to have read it."""
    report = month.follow_up("2026-W47")
    households = len(SCENARIOS) + (way.household is not None)
    unchanged = households - len((WAGE, INTERNET))
    told = (
        f"Roboten förberedde 100,0\u00a0% ({households} av {households}) av veckans ansökningar.",
        f"({unchanged} av {households})",
        f"{unchanged} av {unchanged} beslut som föreslaget inom 60 sekunder",
        f"| som föreslaget | {unchanged} | 0\u00a0kr | 0\u00a0kr |",
        "| ändrat belopp | 1 | – | – |",
        "| ändrat utfall | 1 | – | – |",
        *way.told,
    )
    assert [words for words in told if words not in report] == [], report


def _december_is_as_the_scenarios_state(month: Month) -> None:
    for scenario in (SAME, INTERNET, CLAIM, SURPLUS):
        stated, draft = month.stated(scenario), month.draft(scenario)
        assert (scenario, draft["proposal"], draft["amount_ore"]) == (
            scenario,
            stated["proposal"],
            stated["amount_kronor"] * 100,
        )


def _it_is_compared_with_what_she_granted(month: Month) -> None:
    """What she took note of in November she need not take note of again."""
    draft = month.open_draft(INTERNET)
    assert draft.cell("Bredband", "Belopp") == "0,00"
    assert draft.cell("Bredband", "Förra månaden") == "299,00"
    expect(draft.warning("Bredband")).to_contain_text("Kvitterad")


def _the_warning_she_closed_does_not_come_back(month: Month) -> None:
    draft = month.open_draft(CLAIM)
    assert "avvikelse" not in draft.part("Sammanfattning")
    expect(draft.warning("krävt tillbaka")).to_have_count(0)
    assert "Stängd av handläggare" in draft.part("Avvikelser")


def _she_has_decided(month: Month, scenario: str, *, kind: str, kronor: int) -> None:
    decided = month.decided(scenario)
    assert (decided["kind"], decided["amount_ore"]) == (kind, kronor * 100)
    assert f" {_spaced(kronor)} kr " in decided["text"]


def _is_named(contact: str, letter: str) -> bool:
    """Whether a letter names the contact person where there is one, and nobody where there is none."""
    return contact in " ".join(letter.split()) if contact else "kontaktperson" not in letter


def _spaced(kronor: int) -> str:
    return f"{kronor:,}".replace(",", " ")
