"""What IT is told of a failure is put together from the item, its journal and the evidence."""

from datetime import datetime, timedelta

import pytest

from adapters.translation import code_of
from bots.kit.errors import SaveUnanswered
from flows.advice import ADVICE
from flows.errors import Code
from flows.failure_words import TRIED_AFTER, before_told, landmark_told, page_told, tried, which_try
from flows.failures import Before, Bundle, Landmark, PageSeen, Piece, bundles
from flows.journal import Entry, Step
from flows.work import Outcome, State, WorkItem
from tests import examples

NOW = examples.NOW
REF = "UTK-9901-100234"
FAILED = Outcome(state=State.FAILED, reason=Code.SCREEN_CHANGED)


def at(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def steps(start: int, *way: Step) -> list[Entry]:
    """One second from step to step."""
    return [Entry(step=step, at=at(start + after), worker="natt-1/1") for after, step in enumerate(way)]


def seen(seconds: int, **changes: object) -> Piece:
    """Skatteverket's population screen that is not what it was."""
    plain = {"screen": "population", "system": "Skatteverket", "code": "SCREEN_CHANGED", "case_ref": REF}
    return Piece(at=at(seconds), **(plain | changes))  # type: ignore[arg-type]


TWO_TRIES = [
    *steps(0, Step.CLAIMED, Step.OPENED, Step.SETTLED),
    *steps(60, Step.CLAIMED, Step.OPENED, Step.REGISTERED, Step.SETTLED),
]


def item(outcome: Outcome = FAILED) -> WorkItem:
    return examples.work_item("100234", outcome=outcome)


def test_a_try_has_its_own_steps_and_what_was_met_in_it_the_latest_first() -> None:
    first, second = seen(2), seen(63)
    latest, earlier = bundles(item(), TWO_TRIES, [second, first])
    assert (latest.number, latest.pieces, latest.piece) == (2, (second,), second)
    assert [one.step for one in latest.steps] == [entry.step for entry in TWO_TRIES[3:]]
    assert (earlier.number, earlier.pieces) == (1, (first,))
    assert (tried(latest), tried(earlier)) == (TRIED_AFTER[Step.REGISTERED], TRIED_AFTER[Step.OPENED])


def test_what_stood_on_a_screen_tells_more_than_what_was_told_after_it() -> None:
    told = seen(64, screen="", what="tried too often")
    (bundle,) = bundles(item(), TWO_TRIES, [seen(62), seen(63), told])
    assert bundle.piece == seen(63)
    assert bundle.pieces[-1] == told


def test_one_that_failed_without_evidence_has_its_last_steps() -> None:
    (bundle,) = bundles(item(), TWO_TRIES, [])
    assert (bundle.number, bundle.piece, bundle.before, len(bundle.steps)) == (2, None, None, 4)


def test_one_that_did_not_fail_and_left_no_evidence_has_no_failure() -> None:
    assert bundles(item(Outcome(state=State.WAITING)), TWO_TRIES, [seen(1, case_ref="UTK-9901-2")]) == ()


def test_what_was_met_before_anybody_had_taken_it_belongs_to_no_try() -> None:
    (bundle,) = bundles(item(), [], [seen(0, screen="")])
    assert (bundle.number, bundle.steps, bundle.reached) == (0, (), None)
    assert which_try(bundle) == "före första försöket"
    assert "ta in ansökan" in tried(bundle)


def test_earlier_failures_of_the_same_kind_are_counted_whoever_they_concerned() -> None:
    day = -24 * 3600
    others = [
        seen(2 * day, case_ref="UTK-9901-2"),
        seen(day, case_ref="UTK-9901-2"),
        seen(day, case_ref=""),
        seen(day, screen="incomes"),
        seen(day, system="Almanda"),
        seen(day, code="SYSTEM_SLOW"),
        seen(500, case_ref="UTK-9901-3"),
    ]
    latest, *_ = bundles(item(), TWO_TRIES, [*others, seen(63)])
    assert latest.before == Before(number=3, applications=1, since=at(2 * day))
    assert before_told(latest.before) == ("Tre gånger tidigare, för en ansökan, först 2026-11-16 kl. 08.14.")


def test_the_first_of_its_kind_is_said_to_be_new() -> None:
    latest, *_ = bundles(item(), TWO_TRIES, [seen(63)])
    assert before_told(latest.before) == "Första gången av sitt slag."


@pytest.mark.parametrize(
    ("landmark", "told"),
    [
        (Landmark(expected="heading “Sök”", standing=("Ärende",)), ("fanns inte", "Där stod: ”Ärende”.")),
        (Landmark(expected="heading “Sök”"), ("fanns inte", "inga etiketter")),
        (
            Landmark(expected="heading “Sök”", missing=("Namn", "Ort"), standing=("Postort",)),
            ("stod där. Etiketter som saknas: ”Namn”, ”Ort”", "”Postort”"),
        ),
    ],
)
def test_a_landmark_is_told_as_missing_or_found(landmark: Landmark, told: tuple[str, str]) -> None:
    assert all(part in sentence for part, sentence in zip(told, landmark_told(landmark), strict=True))


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (PageSeen(path="/sok", status=200, labels=("Namn", "Ort")), "/sok (HTTP 200): ”Namn”, ”Ort”"),
        (PageSeen(path="/sok"), "/sok: inga etiketter"),
        (PageSeen(path="/sok", unreadable="no answer"), "/sok: kunde inte läsas (no answer)"),
    ],
)
def test_a_page_is_told_in_a_line(page: PageSeen, told: str) -> None:
    assert page_told(page) == told


def test_a_counted_try_is_told_in_a_row_and_another_of_all() -> None:
    counted = Bundle(
        case_ref=REF, number=7, steps=(), pieces=(seen(0, attempt=2, most_attempts=5),), before=None
    )
    assert which_try(counted) == "försök 2 av högst 5 i rad"
    assert which_try(Bundle(case_ref=REF, number=7, steps=(), pieces=(seen(0),))) == "försök 7"


def test_every_code_has_its_advice_and_no_two_the_same() -> None:
    assert set(ADVICE) == set(Code)
    assert len({one.meaning for one in ADVICE.values()}) == len(Code)
    assert all(text.endswith(".") for one in ADVICE.values() for text in (one.meaning, one.do))


def test_every_step_that_does_not_end_a_try_has_something_to_do_after_it() -> None:
    assert set(TRIED_AFTER) == {None, *Step} - {Step.SETTLED, Step.GIVEN_BACK}


def test_a_save_without_an_answer_is_kept_as_uncertain_and_not_as_unforeseen() -> None:
    """Its evidence is taken before the adapter has told what happens next."""
    assert code_of(SaveUnanswered("Almanda", "draft form", "no answer")) == Code.WRITE_UNCERTAIN
