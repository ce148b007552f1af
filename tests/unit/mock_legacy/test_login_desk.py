"""The login desk: three wrong answers lock, a new login ends the old, an idle session ends by itself."""

import time
from pathlib import Path

import httpx
import pyotp
import pytest
from sqlalchemy import select, text, update
from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mock_legacy.control.app import build_control
from mock_legacy.platform.accounts import ensure_accounts, unlock_accounts
from mock_legacy.platform.assembly import assemble
from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.login import LoginDesk
from mock_legacy.world import open_world
from mock_legacy.world.generator import Recipe
from mock_legacy.world.models import Account, LoginAttempt, LoginSession

WRONG = "fel lösenord"


def account(platform: Platform, system: str, label: str = "utkast-01") -> Account:
    with platform.world.session() as session:
        return session.scalars(select(Account).where(Account.system == system, Account.label == label)).one()


def outcomes(platform: Platform) -> list[str]:
    with platform.world.session() as session:
        return list(session.scalars(select(LoginAttempt.outcome).order_by(LoginAttempt.id)))


def test_the_third_wrong_password_locks_the_account_even_for_the_right_one(platform: Platform) -> None:
    desk = LoginDesk(platform, "almanda")
    right = account(platform, "almanda").password
    assert [desk.check_password("utkast-01", WRONG) for _ in range(3)] == ["wrong_password"] * 3
    assert desk.check_password("utkast-01", right) == "locked"
    assert outcomes(platform) == ["wrong_password"] * 3 + ["locked"]
    assert desk.check_password("utkast-02", account(platform, "almanda", "utkast-02").password) == "ok"


def test_the_record_of_refused_logins_tells_secrets_apart_and_keeps_none(platform: Platform) -> None:
    desk = LoginDesk(platform, "almanda")
    for typed in (WRONG, WRONG, "ett annat"):
        desk.check_password("utkast-01", typed)
    desk.check_certificate("EXK000000", "nobody")
    with platform.world.session() as session:
        marks = list(session.scalars(select(LoginAttempt.secret_mark).order_by(LoginAttempt.id)))
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3
    assert "" not in marks
    assert WRONG not in "".join(marks)


async def test_a_password_changed_by_the_systems_owner_is_handed_over_once_and_the_old_one_refused(
    platform: Platform,
) -> None:
    desk = LoginDesk(platform, "inbox")
    old = account(platform, "inbox").password
    transport = httpx.ASGITransport(build_control(platform, Recipe(), lambda: None))
    async with httpx.AsyncClient(transport=transport, base_url="http://control") as control:
        order = {"system": "inbox", "account": "utkast-01"}
        new = (await control.post("/accounts/password", json=order)).json()["password"]
        for nobody in ({"system": "inbox", "account": "x"}, {"system": "bank", "account": "utkast-01"}):
            assert (await control.post("/accounts/password", json=nobody)).status_code == 422
    assert desk.check_password("utkast-01", old) == "wrong_password"
    assert desk.check_password("utkast-01", new) == "ok"


def test_a_world_that_another_version_has_made_is_made_anew(platform: Platform, tmp_path: Path) -> None:
    with platform.world.session() as session:
        session.execute(text("ALTER TABLE login_attempt DROP COLUMN secret_mark"))
    platform.world.close()
    again = open_world(tmp_path)
    with again.session() as session:
        assert session.scalars(select(Account)).all() == []
    ensure_accounts(again)
    again.close()
    same = open_world(tmp_path)
    with same.session() as session:
        assert session.scalars(select(Account)).all()
    same.close()


def test_a_login_forgets_earlier_wrong_passwords(platform: Platform) -> None:
    desk = LoginDesk(platform, "inbox")
    for _ in range(3):
        assert desk.check_password("utkast-01", WRONG) == "wrong_password"
        assert desk.check_password("utkast-01", account(platform, "inbox").password) == "ok"
        desk.open_session("utkast-01")
    assert not account(platform, "inbox").locked


def test_unlocking_lets_the_account_in_again_with_the_same_password(platform: Platform) -> None:
    desk = LoginDesk(platform, "inbox")
    for _ in range(4):
        desk.check_password("utkast-01", WRONG)
    unlock_accounts(platform.world)
    assert desk.check_password("utkast-01", account(platform, "inbox").password) == "ok"


def test_an_account_of_one_system_is_unknown_in_another(platform: Platform) -> None:
    assert LoginDesk(platform, "skatteverket").check_password("anna.handlaggare", WRONG) == "unknown_account"


def test_only_the_present_one_time_code_is_right(platform: Platform) -> None:
    desk = LoginDesk(platform, "skatteverket")
    totp = pyotp.TOTP(account(platform, "skatteverket").totp_secret)
    assert desk.check_code("utkast-01", totp.at(0)) == "wrong_code"
    assert desk.check_code("utkast-01", totp.now()) == "ok"


def test_a_handlaggare_id_needs_a_certificate_of_the_organisation(platform: Platform) -> None:
    desk = LoginDesk(platform, "forsakringskassan")
    known = account(platform, "forsakringskassan").handlaggare_id
    assert desk.check_certificate(known, "utkast-02") == ("ok", "utkast-01")
    assert desk.check_certificate(known, "granny") == ("wrong_certificate", "utkast-01")


def test_wrong_handlaggare_ids_lock_the_account_the_certificate_was_made_for(platform: Platform) -> None:
    desk = LoginDesk(platform, "forsakringskassan")
    for _ in range(3):
        assert desk.check_certificate("EXK000000", "utkast-02") == ("wrong_certificate", "EXK000000")
    assert account(platform, "forsakringskassan", "utkast-02").locked
    assert not account(platform, "forsakringskassan", "utkast-01").locked


@requires("authenticated", status_code=401)
def whoami(request: Request) -> Response:
    return PlainTextResponse(request.user.username)


def why(request: Request) -> Response:
    return PlainTextResponse(request.state.session_end_reason)


@pytest.fixture
def desk(platform: Platform) -> LoginDesk:
    return LoginDesk(platform, "almanda", one_session_per_account=True)


@pytest.fixture
def app(desk: LoginDesk) -> Starlette:
    return assemble(
        desk, [Route("/akt/{customer_number}", whoami, name="case"), Route("/why", why, name="why")]
    )


async def ask(app: Starlette, token: str, path: str = "/akt/K1") -> httpx.Response:
    transport = httpx.ASGITransport(app=app)
    cookies = {"almanda_session": token}
    async with httpx.AsyncClient(transport=transport, base_url="http://almanda", cookies=cookies) as client:
        return await client.get(path)


async def test_a_new_login_ends_the_old_session_and_says_why(desk: LoginDesk, app: Starlette) -> None:
    old = desk.open_session("utkast-01")
    assert (await ask(app, old)).text == "utkast-01"
    new = desk.open_session("utkast-01")
    assert (await ask(app, new)).text == "utkast-01"
    assert (await ask(app, old)).status_code == 401
    assert (await ask(app, old, "/why")).text == "replaced"


async def test_a_session_between_password_and_code_opens_nothing(desk: LoginDesk, app: Starlette) -> None:
    assert (await ask(app, desk.open_session("utkast-01", stage="code"))).status_code == 401


async def test_an_idle_session_ends(desk: LoginDesk, app: Starlette) -> None:
    token = desk.open_session("utkast-01")
    with desk.platform.world.session() as session:
        session.execute(update(LoginSession).values(last_seen=time.time() - 1201))
    assert (await ask(app, token)).status_code == 401
    assert (await ask(app, token, "/why")).text == "timeout"


async def test_a_lost_session_is_lost_once(desk: LoginDesk, app: Starlette) -> None:
    token = desk.open_session("utkast-01")
    desk.platform.faults.add(Fault(kind="session_loss", system="almanda", step="case", remaining=1))
    assert (await ask(app, token)).status_code == 401
    assert (await ask(app, token, "/why")).text == "lost"
    assert (await ask(app, desk.open_session("utkast-01"))).text == "utkast-01"
