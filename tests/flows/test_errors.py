"""Errors keep what they say when they travel between processes, and the report reads them."""

import pickle
import socket

import pytest

from flows.advice import ADVICE
from flows.cli.tables import next_steps
from flows.eligibility.assessment import Proposal
from flows.errors import (
    Broken,
    CaseBroken,
    Code,
    NeedsHuman,
    NotAsked,
    SystemBroken,
    TablesAway,
    Transient,
    UtkastError,
    WriteUncertain,
)
from flows.failure_words import OWN_WORDS
from flows.journal import Pause
from flows.report import SWEDISH, RunReport, as_markdown, counted, gathered_troubles
from flows.review import as_markdown as review_told
from flows.settings import Settings
from flows.work import Outcome, State, WorkItem
from tests import examples

KINDS = (
    Transient,
    NotAsked,
    WriteUncertain,
    TablesAway,
    NeedsHuman,
    Broken,
    SystemBroken,
    CaseBroken,
)
SLOW = Transient(Code.SYSTEM_SLOW, "no answer.", system="Almanda")
REFUSED = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Almanda", next_step="Mend the secret.")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling(kind: type[UtkastError]) -> None:
    error = kind("SOME_CODE", "what was seen.", system="Almanda", next_step="What to do.", until=examples.NOW)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (copy.code, copy.what, copy.system, copy.next_step, copy.until) == (
        "SOME_CODE",
        "what was seen.",
        "Almanda",
        "What to do.",
        examples.NOW,
    )
    assert str(copy) == str(error) == "SOME_CODE [Almanda]: what was seen. What to do."


def item(ref: str, outcome: Outcome) -> WorkItem:
    return examples.work_item(ref, outcome=outcome)


ITEMS = (
    item("1", Outcome(state=State.FAILED, reason="DRAFT_MISMATCH")),
    item("2", Outcome(state=State.NEEDS_HUMAN, reason="NOT_SIGNED")),
    item("3", Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL)),
    item("4", Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL)),
    item("5", Outcome(state=State.WAITING, reason="DATA_MAY_ARRIVE")),
    item("6", Outcome(state=State.AWAITING_CASEWORKER, reason="DRAFT_CHANGED_BY_PERSON")),
)


def test_a_report_counts_outcomes_with_drafts_first_and_failures_last() -> None:
    told = [(one.state, one.why, one.number) for one in counted(ITEMS)]
    assert told == [
        (State.AWAITING_CASEWORKER, "BIFALL", 2),
        (State.AWAITING_CASEWORKER, "DRAFT_CHANGED_BY_PERSON", 1),
        (State.NEEDS_HUMAN, "NOT_SIGNED", 1),
        (State.WAITING, "DATA_MAY_ARRIVE", 1),
        (State.FAILED, "DRAFT_MISMATCH", 1),
    ]


def test_a_report_is_read_in_swedish_and_names_what_to_mend() -> None:
    report = RunReport(municipality="Exempelstad", new=6, items=ITEMS, seconds=12, troubles=(REFUSED,))
    text = as_markdown(report)
    assert "6 nya ansökningar, 6 förberedda på 12.0 s (2.00 s per ansökan)." in text
    assert "| Utkast klart för handläggaren | BIFALL | 2 |" in text
    first, _, own = text.partition("- LOGIN_REFUSED i Almanda: ")[2].partition(OWN_WORDS)
    advice = ADVICE[Code.LOGIN_REFUSED]
    assert first == f"{advice.meaning} {advice.do} "
    assert own.startswith(" refused. Mend the secret.\n")
    assert f"LOGIN_REFUSED i Almanda: {first}" in next_steps(report, Settings())
    assert set(SWEDISH) == set(State)


def test_a_failed_order_says_on_which_machine_its_evidence_lies() -> None:
    told = review_told(
        examples.work_item("1", outcome=Outcome(state=State.FAILED, reason=Code.DRAFT_MISMATCH))
    )
    assert f"Bevisen ligger på {socket.gethostname()}: skriv kommandona där.\n" in told
    assert "Bevisen" not in review_told(examples.work_item("1"))


def test_a_report_of_an_empty_night_says_so() -> None:
    report = RunReport(municipality="Exempelstad", new=0, items=(), seconds=1.5)
    assert report.seconds_each == 0
    assert "- inga" in as_markdown(report)


def test_a_system_that_failed_many_times_is_told_once_and_a_closed_hour_is_no_trouble() -> None:
    closed = NotAsked(Code.OUTSIDE_HOURS, "closed until 06:00.", system="Almanda")
    assert gathered_troubles((closed, SLOW, None, SLOW, REFUSED)) == (SLOW, REFUSED)


PAUSE = Pause(since=examples.NOW, who="sven.svensson", reason="Fel i underlaget från inkorgen.")


def test_a_run_that_was_paused_tells_prefect_since_when_and_the_terminal_by_whom_and_why() -> None:
    report = RunReport(municipality="Exempelstad", new=0, items=(), seconds=1, pause=PAUSE)
    told = as_markdown(report)
    assert "**Roboten är pausad sedan 2026-11-18 kl. 08.14.**" in told
    assert PAUSE.who not in told
    assert PAUSE.reason not in told
    since = "Roboten är pausad sedan 2026-11-18 kl. 08.14 av sven.svensson: Fel i underlaget från inkorgen."
    assert since in next_steps(report, Settings())


def test_a_run_that_was_told_to_stop_says_so() -> None:
    report = RunReport(municipality="Exempelstad", new=0, items=(), seconds=1, stopped="SIGTERM")
    assert "**Körningen avbröts: SIGTERM**" in as_markdown(report)
    assert "Körningen avbröts: SIGTERM" in next_steps(report, Settings())
