"""Errors keep what they say when they travel between processes, and the board and the report read them."""

import pickle

import pytest

from flows.board import FAILURES_IN_A_ROW, Board
from flows.eligibility.assessment import Proposal
from flows.errors import Broken, CaseBroken, Code, NeedsHuman, SystemBroken, Transient, UtkastError
from flows.report import SWEDISH, RunReport, as_markdown, counted
from flows.work import Outcome, State, WorkItem
from tests import examples

KINDS = (Transient, NeedsHuman, Broken, SystemBroken, CaseBroken)
SLOW = Transient(Code.SYSTEM_SLOW, "no answer.", system="Almanda")
OTHER = Transient(Code.SYSTEM_SLOW, "no answer.", system="Skatteverket")
REFUSED = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Almanda", next_step="Mend the secret.")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling(kind: type[UtkastError]) -> None:
    error = kind("SOME_CODE", "what was seen.", system="Almanda", next_step="What to do.")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (copy.code, copy.what, copy.system, copy.next_step) == (
        "SOME_CODE",
        "what was seen.",
        "Almanda",
        "What to do.",
    )
    assert str(copy) == str(error) == "SOME_CODE [Almanda]: what was seen. What to do."


def test_a_broken_system_is_stopped_at_once_and_for_its_first_reason() -> None:
    board = Board()
    board.note(REFUSED)
    board.note(SystemBroken(Code.SCREEN_CHANGED, "another page.", system="Almanda"))
    assert board.stop_for("Skatteverket", "Almanda") is REFUSED
    assert board.stop_for("Skatteverket") is None
    assert board.stopped == (REFUSED,)


def test_a_slow_system_is_stopped_after_a_few_failures_in_a_row() -> None:
    board = Board()
    for _ in range(FAILURES_IN_A_ROW - 1):
        board.note(SLOW)
        board.note(OTHER)
    assert board.stopped == ()
    board.note(SLOW)
    assert board.stopped == (SLOW,)


def test_a_success_in_between_breaks_the_row() -> None:
    board = Board()
    for _ in range(FAILURES_IN_A_ROW * 2):
        board.note(SLOW)
        board.note_success()
    assert board.stopped == ()


@pytest.mark.parametrize("kind", [NeedsHuman, CaseBroken])
def test_trouble_with_one_case_stops_no_system(kind: type[UtkastError]) -> None:
    board = Board()
    for _ in range(FAILURES_IN_A_ROW * 2):
        board.note(kind("SOME_CODE", "what was seen.", system="Almanda"))
    assert board.stopped == ()


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
    assert "| Utkast väntar på handläggare | BIFALL | 2 |" in text
    assert "- LOGIN_REFUSED [Almanda]: refused. Mend the secret." in text
    assert set(SWEDISH) == set(State)


def test_a_report_of_an_empty_night_says_so() -> None:
    report = RunReport(municipality="Exempelstad", new=0, items=(), seconds=1.5)
    assert report.seconds_each == 0
    assert "- inga" in as_markdown(report)
