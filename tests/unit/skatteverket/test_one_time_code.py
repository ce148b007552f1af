"""One-time codes: each step once, the next one early where servers allow it, and no wait without need."""

import time

import pytest

from bots.kit.secret import Secret
from bots.skatteverket.one_time_code import CodeBook, SeedUnreadable, code_of

SEED = Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", name="skatteverket.utkast-01.totp")
STEP = 1_000_000


def book(*moments: float) -> CodeBook:
    """A code book whose clock shows these moments in turn, then the last for ever."""
    shown = list(moments)
    return CodeBook(lambda: shown.pop(0) if len(shown) > 1 else shown[0])


def test_codes_are_those_of_rfc_6238() -> None:
    assert code_of(SEED, 59 // 30) == "287082"
    assert code_of(SEED, 1_111_111_109 // 30) == "081804"


def test_the_first_code_is_the_present_one() -> None:
    assert book(STEP * 30 + 12).take("utkast-01") == STEP


def test_no_step_is_given_twice_to_one_account() -> None:
    codes = book(STEP * 30 + 12)
    assert [codes.take("utkast-01") for _ in range(3)] == [STEP, STEP + 1, STEP + 2]


def test_accounts_do_not_use_up_each_others_codes() -> None:
    codes = book(STEP * 30 + 12)
    assert (codes.take("utkast-01"), codes.take("utkast-02")) == (STEP, STEP)


def test_a_later_window_goes_on_from_the_clock() -> None:
    codes = book(STEP * 30, (STEP + 9) * 30)
    assert [codes.take("utkast-01"), codes.take("utkast-01")] == [STEP, STEP + 9]


@pytest.mark.parametrize(("ahead", "seconds"), [(0, 0.0), (1, 0.0), (2, 19.0), (3, 49.0)])
def test_only_a_code_two_steps_ahead_is_waited_for(ahead: int, seconds: float) -> None:
    assert book(STEP * 30 + 12).seconds_until_accepted(STEP + ahead) == seconds


async def test_waiting_ends_when_the_moment_has_come() -> None:
    started = time.monotonic()
    await book(STEP * 30 + 29.9).accepted(STEP + 2)
    assert 1.0 <= time.monotonic() - started < 20, "it waited a step too long"


async def test_a_code_that_is_accepted_now_is_not_waited_for() -> None:
    started = time.monotonic()
    await book(STEP * 30).accepted(STEP + 1)
    assert time.monotonic() - started < 20, "it waited for the step itself"


@pytest.mark.parametrize("seed", ["1!1!", "ABCD", ""])
def test_a_seed_that_is_none_is_told_by_its_name_alone(seed: str) -> None:
    with pytest.raises(SeedUnreadable, match=r"skatteverket\.utkast-01\.totp") as told:
        code_of(Secret(seed, name=SEED.name), STEP)
    assert not seed or seed not in str(told.value)
