"""A system's breaker: what opens it, who may probe it, and what closes it."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.breaker import PROBE_WITHIN, Breaker
from flows.errors import Code, SystemBroken, Transient, UtkastError
from flows.pace import Pace
from flows.swedish_time import SWEDEN
from tests import examples

NOW = examples.NOW
PACE = Pace(cool_off=timedelta(seconds=30), longest_cool_off=timedelta(minutes=2))
SLOW = Transient(Code.SYSTEM_SLOW, "no answer.", system="Almanda")
CHANGED = SystemBroken(Code.SCREEN_CHANGED, "another page.", system="Almanda")
CLOSED = Transient(Code.MAINTENANCE, "maintenance.", system="Almanda", until=NOW + timedelta(hours=3))
REFUSED = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Almanda", next_step="Mend the secret.")


DUE = NOW + PACE.cool_off
"""When the first probe may be made."""
ONE, ANOTHER = "UTK-9901-1", "UTK-9901-2"


def after(*errors: UtkastError, breaker: Breaker | None = None, mark: str = "") -> Breaker:
    """A breaker after these failures, all at the same moment and none of them a probe's."""
    breaker = breaker or Breaker(system="Almanda")
    for error in errors:
        breaker = breaker.failed(error, NOW, PACE, by=ANOTHER, mark=mark)
    return breaker


def probed() -> Breaker:
    """Open, due, and probed by one application."""
    return after(SLOW, SLOW, SLOW).probed_by(ONE, DUE)


def test_it_stays_closed_until_the_system_has_failed_three_times_in_a_row() -> None:
    assert not after(SLOW, SLOW).is_open
    opened = after(SLOW, SLOW, SLOW)
    assert (opened.is_open, opened.code, opened.what, opened.since) == (
        True,
        Code.SYSTEM_SLOW,
        "no answer.",
        NOW,
    )


def test_an_answer_in_between_breaks_the_row() -> None:
    answered = after(SLOW, SLOW).answered(by=ONE, asked_at=NOW)
    assert answered == Breaker(system="Almanda")
    assert not after(SLOW, SLOW, breaker=answered).is_open


@pytest.mark.parametrize("code", [Code.SCREEN_CHANGED, Code.NOTICE_BLOCKS, Code.ACCESS_DENIED])
def test_a_broken_system_opens_it_at_once(code: Code) -> None:
    assert after(SystemBroken(code, "another page.", system="Almanda")).is_open


def test_the_first_probe_comes_after_the_cool_off_and_each_that_fails_doubles_it_up_to_a_bound() -> None:
    breaker, now, waits = after(SLOW, SLOW, SLOW), NOW, []
    for _ in range(5):
        assert breaker.probe_at is not None
        waits.append((breaker.probe_at - now).total_seconds())
        now = breaker.probe_at
        breaker = breaker.probed_by(ONE, now).failed(SLOW, now, PACE, by=ONE)
    assert waits == [30, 60, 120, 120, 120]


@pytest.mark.parametrize("late", [SLOW, CHANGED, CLOSED])
def test_those_that_were_under_way_when_it_opened_move_nothing_as_they_fail(late: UtkastError) -> None:
    opened = after(SLOW, SLOW, SLOW)
    assert after(*[late] * 12, breaker=opened) == opened


@pytest.mark.parametrize("late", [SLOW, CHANGED, CLOSED])
def test_one_that_comes_back_late_takes_the_probe_from_nobody(late: UtkastError) -> None:
    assert probed().failed(late, DUE, PACE, by=ANOTHER) == probed()
    assert probed().failed(late, DUE, PACE, by="") == probed()


def test_a_failure_that_belongs_to_nobody_is_no_probe() -> None:
    opened = after(SLOW, SLOW, SLOW)
    assert opened.failed(SLOW, DUE, PACE, by="") == opened


def test_one_application_probes_and_the_others_wait() -> None:
    breaker = after(SLOW, SLOW, SLOW)
    assert not breaker.may_be_probed(NOW)
    assert breaker.may_be_probed(DUE)
    assert not probed().may_be_probed(DUE)
    assert [probed().is_probed_by(who) for who in (ONE, ANOTHER)] == [True, False]
    assert probed().released(ANOTHER) == probed()
    assert probed().released(ONE).may_be_probed(DUE)


def test_a_probe_whose_worker_has_died_is_anothers_to_make() -> None:
    assert not probed().may_be_probed(DUE + PROBE_WITHIN - timedelta(seconds=1))
    assert probed().may_be_probed(DUE + PROBE_WITHIN)


def test_a_probe_that_goes_through_closes_it_and_all_is_forgotten() -> None:
    assert probed().answered(by=ONE, asked_at=DUE) == Breaker(system="Almanda")


def test_a_probe_at_the_moment_of_the_opening_closes_it_too() -> None:
    opened = after(SLOW, SLOW, SLOW).hastened(NOW).probed_by(ONE, NOW)
    assert opened.answered(by=ANOTHER, asked_at=NOW) == opened
    assert opened.answered(by=ONE, asked_at=NOW) == Breaker(system="Almanda")


def test_an_answer_that_was_asked_for_before_it_opened_does_not_close_it() -> None:
    before = NOW - timedelta(seconds=1)
    opened = after(SLOW, SLOW, SLOW)
    assert opened.answered(by=ANOTHER, asked_at=before) == opened
    assert opened.answered(by=ANOTHER, asked_at=NOW) == opened
    assert probed().answered(by=ONE, asked_at=before) == probed(), "its prober asked before it was the prober"


def test_an_answer_to_what_was_asked_after_it_opened_closes_it_whoever_asked() -> None:
    asked_at = NOW + timedelta(seconds=1)
    assert probed().answered(by=ANOTHER, asked_at=asked_at) == Breaker(system="Almanda")


def test_a_probe_that_fails_leaves_it_open_for_longer_and_free_for_the_next_prober() -> None:
    failed = probed().failed(SLOW, DUE, PACE, by=ONE)
    assert failed.is_open
    assert failed.since == NOW
    assert failed.prober == ""
    assert not failed.may_be_probed(DUE + PACE.cool_off)
    assert failed.may_be_probed(DUE + 2 * PACE.cool_off)


def test_no_span_gets_longer_where_the_clock_is_put_back() -> None:
    last = datetime(2026, 10, 25, 2, 59, 45, tzinfo=SWEDEN)
    opened = Breaker(system="Almanda").failed(CHANGED, last, PACE, by=ANOTHER)
    assert opened.probe_at is not None
    assert opened.probe_at - last.astimezone(UTC) == PACE.cool_off
    taken = opened.probed_by(ONE, last)
    assert taken.prober_until is not None
    assert taken.prober_until - last.astimezone(UTC) == PROBE_WITHIN


def test_nobody_asks_before_the_end_that_the_system_has_stated() -> None:
    ends = NOW + timedelta(hours=3)
    closed = after(Transient(Code.MAINTENANCE, "maintenance.", system="Almanda", until=ends))
    assert closed.is_open
    assert not closed.may_be_probed(ends - timedelta(seconds=1))
    assert not closed.hastened(NOW).may_be_probed(ends - timedelta(seconds=1))
    assert closed.may_be_probed(ends)


def test_a_new_run_may_probe_at_once() -> None:
    assert after(SLOW, SLOW, SLOW).hastened(NOW).may_be_probed(NOW)


@pytest.mark.parametrize("code", [Code.LOGIN_REFUSED, Code.ACCOUNT_LOCKED])
def test_a_refused_login_is_never_probed_and_no_answer_closes_it(code: Code) -> None:
    refused = after(SystemBroken(code, "refused.", system="Almanda"), mark="of the wrong one")
    assert refused.secret_mark == "of the wrong one"
    assert not refused.may_be_probed(NOW + timedelta(days=400))
    assert refused.hastened(NOW) == refused
    assert refused.waits_for_a_person
    assert refused.answered(by=ONE, asked_at=NOW + timedelta(days=1)) == refused


def test_a_refused_login_is_not_hidden_by_what_fails_after_it() -> None:
    refused = after(REFUSED, SLOW)
    assert (refused.code, refused.what) == (Code.LOGIN_REFUSED, "refused. Mend the secret.")


def test_a_refused_login_shows_even_when_the_system_was_slow_before() -> None:
    refused = probed().failed(REFUSED, DUE, PACE, by=ANOTHER, mark="of the wrong one")
    assert (refused.code, refused.probe_at, refused.prober) == (Code.LOGIN_REFUSED, None, "")
    assert refused.secret_mark == "of the wrong one"
    assert refused.failed(SLOW, DUE, PACE, by=ONE) == refused, "the probe that comes back then says nothing"
