"""Screen errors survive a process border and keep people out of their messages."""

import pickle
from datetime import datetime

import pytest
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from bots.kit import errors
from bots.kit.errors import NotThatScreen, ScreenError, SystemSlow, SystemUnreachable
from bots.kit.secret import Account, Secret
from bots.kit.swedish import STOCKHOLM
from bots.kit.translation import translated

EVERY = [
    errors.NotThatScreen("s", "x", expected="heading “A”", missing=["B"], standing=["C"]),
    errors.SystemUnreachable("s", "x", "refused"),
    errors.SystemSlow("s", "x", "slow"),
    errors.HttpFault("s", "x", status=503),
    errors.LoginRefused("s", "x", account="robot1", secret_name="S_PASSWORD"),
    errors.AccountLocked("s", "x", account="robot1"),
    errors.NoFreeAccount("s", "x"),
    errors.OutsideHours("s", "x", opens=datetime(2026, 11, 19, 6, 0, tzinfo=STOCKHOLM)),
    errors.SessionLost("s", "x", "gone"),
    errors.ForcedNotice("s", "x", "new password"),
    errors.MaintenancePage("s", "x", ends=datetime(2026, 11, 18, 9, 30, tzinfo=STOCKHOLM)),
    errors.AccessDenied("s", "x", "no"),
    errors.RecordLocked("s", "x", locked_by="Eva Ek"),
    errors.UnreadableValue("s", "x", label="Belopp", trouble="empty"),
    errors.WrongPersonShown("s", "x"),
    errors.NotListed("s", "x", "no"),
    errors.NoSuchRow("s", "x", "no"),
    errors.SaveUnanswered("s", "x", "sent"),
    errors.BrowserGone("s", "x", "crashed"),
]


def test_every_error_of_the_module_is_in_this_test() -> None:
    kinds = {
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ScreenError)
    }
    assert kinds - {ScreenError} == {type(error) for error in EVERY}


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error: ScreenError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert vars(back) == vars(error)
    assert str(back) == str(error)


def test_every_error_stands_in_the_drawn_tree() -> None:
    for error in EVERY:
        assert f"── {type(error).__name__} " in (errors.__doc__ or "")


def test_an_error_that_knows_no_screen_is_told_where_it_happened() -> None:
    with pytest.raises(errors.UnreadableValue) as told, translated("almanda", "Utbetalningar"):
        raise errors.UnreadableValue(label="Belopp", trouble="empty")
    assert str(told.value) == "[almanda / Utbetalningar] cannot read 'Belopp': empty"


CLICK = """Locator.click: Timeout 5000ms exceeded.
Call log:
  - waiting for get_by_text("Rut Person")
    - locator resolved to <td>Storgatan 1</td>"""


def test_playwrights_words_about_the_page_are_not_passed_on() -> None:
    with pytest.raises(NotThatScreen) as told, translated("s", "x"):
        raise PlaywrightTimeout(CLICK)
    cause = told.value.__cause__
    seen = f"{told.value} {told.value!r} {cause} {cause!r} {vars(cause)}"
    assert "Locator.click: Timeout 5000ms exceeded" in seen
    assert "Rut" not in seen
    assert "Storgatan" not in seen


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Page.goto: net::ERR_CONNECTION_REFUSED at http://x/?pnr=1", SystemUnreachable),
        ("Page.goto: net::ERR_NAME_NOT_RESOLVED at http://x/", SystemUnreachable),
        ("Page.goto: net::ERR_TIMED_OUT at http://x/", SystemSlow),
        ("Page.goto: Timeout 1000ms exceeded.", SystemSlow),
        ("Locator.click: Timeout 1ms exceeded.\n - waiting for scheduled navigations to finish", SystemSlow),
        ("Page.click: Target page, context or browser has been closed", errors.BrowserGone),
        ("Page.evaluate: Target crashed", errors.BrowserGone),
        ("Locator.click: Error: strict mode violation: x resolved to 2 elements", NotThatScreen),
        ("something nobody thought of", NotThatScreen),
    ],
)
def test_playwrights_errors_are_named_by_what_happened(message: str, kind: type[ScreenError]) -> None:
    with pytest.raises(ScreenError) as told, translated("s", "x"):
        raise PlaywrightError(message)
    assert type(told.value) is kind
    assert "pnr" not in str(told.value)


def test_other_errors_pass_untouched() -> None:
    with pytest.raises(KeyError), translated("s", "x"):
        raise KeyError("x")


def test_a_secret_shows_its_name_and_never_its_value() -> None:
    secret = Secret("hunter2", name="ALMANDA_PASSWORD")
    account = Account(name="robot1", password=secret, totp=Secret("JBSW", name="SKV_TOTP"))
    shown = f"{secret} {secret!r} {secret!s} {account} {[account]} {secret:>20}"
    assert "hunter2" not in shown
    assert "JBSW" not in shown
    assert "ALMANDA_PASSWORD" in shown
    assert secret.reveal() == "hunter2"


def test_a_secret_does_not_leave_its_process() -> None:
    with pytest.raises(TypeError, match="stays in its process") as told:
        pickle.dumps(Secret("hunter2", name="P"))
    assert "hunter2" not in str(told.value)


def test_secrets_are_equal_only_in_name_and_value() -> None:
    one = Secret("a", name="P")
    assert one == Secret("a", name="P")
    assert len({one, Secret("a", name="P"), Secret("b", name="P")}) == 2
