"""Errors, slowness, lost sessions and notices: right outcomes all the same, before the night is over.

In `make campaigns`: the bots' and the flows' own tests meet the same each time, on one screen each, and the
shortest campaign of chaos a part of it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from flows.errors import Code
from flows.failing import WORDS
from flows.failures import Kind, bundles
from flows.journal import Entry, Step
from flows.wiring.store import kept_evidence, kept_reports
from flows.work import State
from tests.end_to_end.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """One fault at one screen of one system."""

    system: str
    step: str


READING = (
    Strike(system="inbox", step="instance_xml"),
    Strike(system="almanda", step="household"),
    Strike(system="skatteverket", step="population"),
    Strike(system="forsakringskassan", step="print_view"),
)
DOORS = (
    Strike(system="inbox", step="instances"),
    Strike(system="almanda", step="search"),
    Strike(system="skatteverket", step="lookup_form"),
    Strike(system="forsakringskassan", step="question"),
)
SPOILT = {
    "single_with_costs": "amount_zeroed",
    "benefit_not_declared": "rows_swapped",
    "couple_no_income": "text_cut",
}
"""What becomes of whose draft."""
HOUSEHOLDS = ("single_with_costs", "benefit_not_declared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """What strikes where, and how."""

    strikes: tuple[Strike, ...]
    how: Mapping[str, object]


WEATHER = {
    "http_error": Weather(strikes=READING, how={"status": 500}),
    "latency": Weather(strikes=READING, how={"latency_ms": 1500}),
    "session_loss": Weather(strikes=READING, how={}),
    "notice_page": Weather(strikes=DOORS, how={"text": "Systemet stängs på söndag kl. 06.00."}),
}


async def require_every_stated_outcome(installation: Installation) -> None:
    """One draft each in Almanda, with the stated kronor."""
    stated = {
        row["customer_number"]: (row["proposal"], row["amount_kronor"] and row["amount_kronor"] * 100)
        for row in installation.records("expected")
    }
    drafts = installation.drafts().values()
    assert len(drafts) == len(stated)
    assert {row["customer_number"]: (row["proposal"], row["amount_ore"]) for row in drafts} == stated
    assert {row["version"] for row in drafts} == {1}


@pytest.mark.campaign
@pytest.mark.parametrize("kind", WEATHER)
async def test_bad_weather_is_survived_before_the_night_is_over(
    installation: Installation, kind: str
) -> None:
    weather = WEATHER[kind]
    installation.new_world(*HOUSEHOLDS)
    for strike in weather.strikes:
        installation.strike(kind, strike.system, strike.step, **weather.how)
    report = await installation.night()
    struck = {fault.step: fault.hits for fault in installation.mocks.platform.faults.all()}
    assert struck == dict.fromkeys(struck, 1)
    assert report.troubles == ()
    await require_every_stated_outcome(installation)


@pytest.mark.campaign
async def test_a_system_slower_than_the_patience_is_tried_again(installation: Installation) -> None:
    installation.new_world("single_with_costs")
    installation.strike("latency", "forsakringskassan", "print_view", latency_ms=12_000)
    report = await installation.night(timeout_seconds=5)
    assert [(one.code, one.system) for one in report.overcome] == [(Code.SYSTEM_SLOW, "Försäkringskassan")]
    await require_every_stated_outcome(installation)


@pytest.mark.campaign
async def test_a_draft_accepted_while_its_answer_is_lost_is_found_and_not_written_again(
    installation: Installation,
) -> None:
    installation.new_world("single_with_costs")
    # The form is accepted, the draft stands, and the page that would have shown it does not come.
    installation.strike("http_error", "almanda", "draft", status=502)
    await installation.night()
    (item,) = (await installation.items()).values()
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert list(installation.drafts()) == [item.case_ref]
    await require_every_stated_outcome(installation)


@pytest.mark.campaign
async def test_what_the_case_system_spoils_in_silence_is_told_and_never_reported_as_done(
    installation: Installation,
) -> None:
    installation.new_world(*SPOILT)
    for stated in installation.records("expected"):
        kind = SPOILT[stated["scenario"]]
        installation.strike(kind, "almanda", "draft_form", person=stated["personnummer"])
    report = await installation.night()
    ends = [(one.outcome.state, one.outcome.reason, one.outcome.explanation) for one in report.items]
    assert ends == [(State.FAILED, Code.DRAFT_MISMATCH, WORDS[Code.DRAFT_MISMATCH])] * len(SPOILT)
    saved = installation.records("state/saves")
    robots = [one for one in saved if one["saved_by"].startswith("utkast-")]
    assert [one["event"] for one in robots] == ["Skapat"] * len(SPOILT)


@pytest.mark.campaign
async def test_an_application_the_inbox_cannot_show_stops_no_other(installation: Installation) -> None:
    installation.new_world("single_with_costs", "benefit_not_declared")
    numbers = installation.application_numbers()
    path = f"/arenden/{numbers['single_with_costs']}/xml"
    installation.strike("http_error", "inbox", path, status=500)
    report = await installation.night()
    assert [(one.code, one.system) for one in report.overcome] == [(Code.SYSTEM_ERROR, "E-tjänster")]
    assert report.new == 2
    await require_every_stated_outcome(installation)


@pytest.mark.campaign
async def test_a_screen_that_was_changed_stops_the_system_and_leaves_evidence(
    installation: Installation,
) -> None:
    installation.new_world("single_with_costs")
    installation.strike("http_error", "skatteverket", "population", status=404, count=None)
    report = await installation.night(most_attempts=2)
    (trouble,) = report.troubles
    assert (trouble.code, trouble.system) == (Code.SCREEN_CHANGED, "Skatteverket")
    assert "runbooks/SCREEN_CHANGED.md" in trouble.next_step
    (item,) = (await installation.items()).values()
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.SCREEN_CHANGED)
    await require_evidence_that_tells_all(installation, item.case_ref)
    await require_what_the_report_says_to_mend_it(installation, report.page)


async def require_evidence_that_tells_all(installation: Installation, case_ref: str) -> None:
    """Each try has left what stood there, and the failure itself is told last; found by case_ref alone."""
    journal = await journal_of(installation, case_ref)
    item = (await installation.items())[case_ref.rpartition("-")[2]]
    latest, first = bundles(item, journal, await kept_evidence(installation.settings).pieces())
    assert latest.piece is not None
    assert latest.piece.kind == Kind(code=Code.SCREEN_CHANGED, system="Skatteverket", screen="folkbokföring")
    assert latest.piece.has_picture
    assert latest.reached is Step.OPENED
    assert [page.status for page in latest.piece.pages] == [404]
    assert (latest.piece.attempt, latest.piece.most_attempts) == (2, 2)
    assert {"utkast", "browser", "playwright", "prefect", "tables"} <= set(latest.piece.versions)
    assert latest.piece.worker == journal[-1].worker
    assert latest.before is not None
    assert latest.before.number == len(first.pieces)


async def require_what_the_report_says_to_mend_it(installation: Installation, name: str) -> None:
    """Whoever types what the page of the night says, when the cause is gone, has the draft."""
    (file,) = kept_reports(installation.settings).listed()
    assert (file.name, file.stat().st_mode & 0o077) == (name, 0)
    page = file.read_text(encoding="utf-8")
    assert "runbooks/SCREEN_CHANGED.md" in page
    typed = re.findall(r"(?:^|<code>)(utkast [a-z ]+) (UTK-\S+)$", page, re.MULTILINE)
    (show, case_ref), (review, again) = typed
    assert (show, review, case_ref) == ("utkast evidence show", "utkast review", again)
    installation.mocks.platform.faults.clear()
    assert (await installation.review(case_ref)).outcome.state is State.AWAITING_CASEWORKER
    await require_every_stated_outcome(installation)


async def journal_of(installation: Installation, case_ref: str) -> Sequence[Entry]:
    async with installation.work() as work:
        return await work.journal(case_ref)
