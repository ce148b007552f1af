"""A system's breaker: what opens it, who may probe it, and what closes it."""

from datetime import timedelta

import pytest

from flows.breaker import PROBE_WITHIN, Breaker
from flows.errors import Code, SystemBroken, Transient, UtkastError
from flows.pace import Pace
from tests import examples

NOW = examples.NOW
PACE = Pace(cool_off=timedelta(seconds=30), longest_cool_off=timedelta(minutes=2))
SLOW = Transient(Code.SYSTEM_SLOW, "no answer.", system="Almanda")
REFUSED = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Almanda", next_step="Mend the secret.")


def after(*errors: UtkastError, breaker: Breaker | None = None, mark: str = "") -> Breaker:
    """A breaker after these failures, all at the same moment."""
    breaker = breaker or Breaker(system="Almanda")
    for error in errors:
        breaker = breaker.failed(error, NOW, PACE, mark=mark)
    return breaker


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
    assert not after(SLOW, SLOW, breaker=after(SLOW, SLOW).answered()).is_open


@pytest.mark.parametrize("code", [Code.SCREEN_CHANGED, Code.NOTICE_BLOCKS, Code.ACCESS_DENIED])
def test_a_broken_system_opens_it_at_once(code: Code) -> None:
    assert after(SystemBroken(code, "another page.", system="Almanda")).is_open


def test_the_first_probe_comes_after_the_cool_off_and_each_failed_one_doubles_it_up_to_a_bound() -> None:
    breaker = after(SLOW, SLOW, SLOW)
    waits = []
    for _ in range(5):
        assert breaker.probe_at is not None
        waits.append((breaker.probe_at - NOW).total_seconds())
        breaker = after(SLOW, breaker=breaker)
    assert waits == [30, 60, 120, 120, 120]


def test_one_application_probes_and_the_others_wait() -> None:
    breaker = after(SLOW, SLOW, SLOW)
    later = NOW + PACE.cool_off
    assert not breaker.may_be_probed(NOW)
    assert breaker.may_be_probed(later)
    probed = breaker.probed_by("UTK-9901-1", later)
    assert not probed.may_be_probed(later)
    assert probed.released("UTK-9901-2") == probed
    assert probed.released("UTK-9901-1").may_be_probed(later)


def test_a_probe_whose_worker_has_died_is_anothers_to_make() -> None:
    later = NOW + PACE.cool_off
    probed = after(SLOW, SLOW, SLOW).probed_by("UTK-9901-1", later)
    assert probed.may_be_probed(later + PROBE_WITHIN)


def test_a_probe_that_goes_through_closes_it_and_all_is_forgotten() -> None:
    later = NOW + PACE.cool_off
    assert after(SLOW, SLOW, SLOW).probed_by("UTK-9901-1", later).answered() == Breaker(system="Almanda")


def test_a_probe_that_fails_leaves_it_open_for_longer_and_free_for_the_next_prober() -> None:
    later = NOW + PACE.cool_off
    failed = after(SLOW, SLOW, SLOW).probed_by("UTK-9901-1", later).failed(SLOW, later, PACE)
    assert failed.is_open
    assert failed.since == NOW
    assert not failed.may_be_probed(later + PACE.cool_off)
    assert failed.may_be_probed(later + 2 * PACE.cool_off)


def test_nobody_asks_before_the_end_that_the_system_has_stated() -> None:
    ends = NOW + timedelta(hours=3)
    closed = after(Transient(Code.MAINTENANCE, "maintenance.", system="Almanda", until=ends))
    assert closed.is_open
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
    assert refused.answered() == refused


def test_a_refused_login_is_not_hidden_by_what_fails_after_it() -> None:
    refused = after(REFUSED, SLOW)
    assert (refused.code, refused.what) == (Code.LOGIN_REFUSED, "refused. Mend the secret.")


def test_a_refused_login_shows_even_when_the_system_was_slow_before() -> None:
    assert after(SLOW, SLOW, SLOW, REFUSED).code == Code.LOGIN_REFUSED
