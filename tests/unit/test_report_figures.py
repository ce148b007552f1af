"""What Prefect's page of a night says in figures, and where it leads."""

from dataclasses import replace
from datetime import UTC, datetime

from flows.cli.tables import next_steps
from flows.eligibility.assessment import Proposal
from flows.report import MOST_FAILURES_TOLD, RunReport, Slowest, as_markdown
from flows.settings import Settings
from flows.tracks import Tracks
from flows.work import Outcome, State, WorkItem

COLLECTED = datetime(2026, 11, 17, 21, 30, tzinfo=UTC)


def item(number: int, state: State, reason: str = "", proposal: Proposal | None = None) -> WorkItem:
    return WorkItem(
        case_ref=f"UTK-9901-{number}",
        municipality="exempelstad",
        application_ref=str(number),
        period=None,
        outcome=Outcome(state=state, reason=reason, proposal=proposal),
        attempts=0,
        collected_at=COLLECTED,
        updated_at=COLLECTED,
    )


ITEMS = (
    item(1, State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL),
    item(2, State.AWAITING_CASEWORKER, proposal=Proposal.DELAVSLAG),
    item(3, State.NEEDS_HUMAN, "NOT_SIGNED"),
    item(4, State.NEEDS_HUMAN, "FIRST_APPLICATION"),
    item(5, State.WAITING, "DATA_MAY_ARRIVE"),
    item(6, State.UNCERTAIN),
    item(7, State.FAILED, "DRAFT_MISMATCH"),
    item(8, State.COLLECTED),
)
REPORT = RunReport(
    municipality="Exempelstad",
    new=6,
    items=ITEMS,
    seconds=14,
    slowest=Slowest(case_ref="UTK-9901-5", seconds=4.25),
    oldest_waiting=COLLECTED,
    next_run=datetime(2026, 11, 19, 4, 30, tzinfo=UTC),
)


def test_every_counter_is_told() -> None:
    told = as_markdown(REPORT)
    for line in (
        "| Nya ansökningar | 6 |",
        "| Utkast | 2 |",
        "| Till handläggare | 2 (FIRST_APPLICATION 1, NOT_SIGNED 1) |",
        "| Väntar | 3 (DATA_MAY_ARRIVE 1, osäker: svaret uteblev 1, inkommen 1) |",
        "| Fel | 1 (DRAFT_MISMATCH 1) |",
        "| Den äldsta som väntar kom | 2026-11-17 kl. 22.30 |",
        "| I genomsnitt | 2.33 s per ansökan |",
        "| Långsammast | UTK-9901-5, 4.2 s |",
        "| Nästa körning | 2026-11-19 kl. 05.30 |",
    ):
        assert line in told


def test_a_run_that_was_cut_off_counts_what_was_settled_and_what_still_waits() -> None:
    """Sixteen had arrived and none had come to an outcome when it was told to stop."""
    items = tuple(item(number, State.COLLECTED) for number in range(16))
    report = RunReport(municipality="Exempelstad", new=16, items=items, seconds=256, stopped="SIGTERM")
    told = as_markdown(report)
    assert "16 nya ansökningar, 0 förberedda på 256.0 s.\n" in told
    assert "0 förberedda på 256.0 s." in next_steps(report, Settings())
    assert "| Väntar | 16 (inkommen 16) |" in told
    assert "| I genomsnitt | ingen förberedd |" in told


def test_an_application_that_is_tried_again_is_not_yet_prepared() -> None:
    waits = Outcome(state=State.WAITING, reason="SYSTEM_SLOW", waits_for="Almanda")
    items = (replace(ITEMS[0]), replace(ITEMS[1], outcome=waits), ITEMS[4])
    report = RunReport(municipality="Exempelstad", new=0, items=items, seconds=4)
    assert [one.case_ref for one in report.settled] == ["UTK-9901-1", "UTK-9901-5"]
    assert report.seconds_each == 2


def test_prefects_page_says_how_a_worker_prepares_a_failed_application_again() -> None:
    assert "`utkast order`" in as_markdown(REPORT)
    assert "utkast order" not in as_markdown(replace(REPORT, items=ITEMS[:3]))


def test_evidence_is_told_with_the_machine_that_keeps_it() -> None:
    assert "Bevisen ligger på worker-7: skriv" in as_markdown(replace(REPORT, host="worker-7"))


def test_a_failure_leads_to_its_evidence() -> None:
    assert "- UTK-9901-7: DRAFT_MISMATCH, `utkast evidence show UTK-9901-7`" in as_markdown(REPORT)


def test_a_night_of_many_failures_names_some_and_says_how_many_more() -> None:
    failed = tuple(item(number, State.FAILED, "UNEXPECTED") for number in range(MOST_FAILURES_TOLD + 3))
    told = as_markdown(replace(REPORT, items=failed))
    assert told.count("utkast evidence show") == MOST_FAILURES_TOLD
    assert "- och 3 till: `utkast failed`" in told


def test_an_empty_night_says_so_in_words() -> None:
    told = as_markdown(RunReport(municipality="Exempelstad", new=0, items=(), seconds=1))
    assert "| Den äldsta som väntar kom | ingen väntar |" in told
    assert "| Långsammast | ingen förberedd |" in told
    assert "| Nästa körning | ingen planerad i Prefect |" in told
    assert "utkast evidence show" not in told


def test_the_share_of_the_main_flow_is_told_where_a_municipality_tells_flows_apart() -> None:
    shares = Tracks(drafts=20, main=17, assessed=18, social_needs=0)
    told = "| Huvudflöde | 17 av 20 utkast (85\u00a0%); till socialsekreterare 0 av 18 prövade (0\u00a0%) |"
    assert told in as_markdown(replace(REPORT, tracks=shares.in_words))
    assert replace(shares, assessed=0).in_words == "17 av 20 utkast (85\u00a0%)"
    assert "Huvudflöde" not in as_markdown(REPORT)
