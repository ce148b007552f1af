"""A dead session shows itself in four ways, a locked account stays locked; each is true in the records."""

import lxml.html
import pytest
from sqlalchemy import select

from mock_legacy.platform.accounts import open_accounts
from mock_legacy.platform.context import Platform
from mock_legacy.world.models import Account, LoginSession
from tests.unit.mock_legacy.faulty_town import ROBOT, Visitor, two_files, words

FIRST_PAGE = {
    "inbox": "/arenden",
    "almanda": "/Sok.aspx",
    "skatteverket": "/uppslag",
    "forsakringskassan": "/mina-fragor",
}
DEAD = ("dead_session_login_page", "dead_session_401", "dead_session_360", "session_loss")


def why_ended(platform: Platform, token: str) -> str:
    with platform.world.session() as session:
        return session.get_one(LoginSession, token).end_reason


def account(platform: Platform, system: str) -> Account:
    with platform.world.session() as session:
        return session.get_one(Account, (system, ROBOT))


@pytest.mark.parametrize("system", FIRST_PAGE)
async def test_the_login_page_comes_with_200_where_another_was_expected(town: Platform, system: str) -> None:
    visitor = Visitor(town, system)
    assert not words(await visitor.page(FIRST_PAGE[system]), "//h1[starts-with(., 'Logga in')]")
    visitor.order("dead_session_login_page", remaining=1)
    answer = await visitor.get(FIRST_PAGE[system])
    assert (answer.status_code, answer.headers.get("location")) == (200, None)
    assert words(lxml.html.document_fromstring(answer.text), "//h1[starts-with(., 'Logga in')]")
    assert why_ended(town, visitor.token) == "lost"


@pytest.mark.parametrize("system", FIRST_PAGE)
@pytest.mark.parametrize(("kind", "status"), [("dead_session_401", 401), ("dead_session_360", 360)])
async def test_a_dead_session_answers_with_an_odd_status(
    town: Platform, system: str, kind: str, status: int
) -> None:
    visitor = Visitor(town, system)
    visitor.order(kind, remaining=1)
    assert (await visitor.get(FIRST_PAGE[system])).status_code == status
    assert why_ended(town, visitor.token) == "lost"


async def test_status_360_says_where_the_login_is_and_nothing_else(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    visitor.order("dead_session_360")
    answer = await visitor.get("/Sok.aspx")
    assert (answer.headers["location"], answer.text) == ("/Login.aspx", "")


@pytest.mark.parametrize("kind", DEAD)
async def test_after_the_strike_a_stranger_is_sent_to_the_login_and_a_new_login_goes_on(
    town: Platform, kind: str
) -> None:
    visitor = Visitor(town, "almanda")
    visitor.order(kind, remaining=1)
    await visitor.get("/Sok.aspx")
    assert (await visitor.get("/Sok.aspx")).headers["location"].startswith("/Login.aspx")
    assert words(await Visitor(town, "almanda").page("/Sok.aspx"), "//h1") == ["Sök person"]


@pytest.mark.parametrize("kind", DEAD[:3])
async def test_a_session_dies_only_behind_the_login_and_only_where_aimed(town: Platform, kind: str) -> None:
    visitor = Visitor(town, "almanda")
    file, _ = two_files(town)
    fault = visitor.order(kind, "household", remaining=1)
    await visitor.get("/Login.aspx")
    await visitor.get("/Sok.aspx")
    assert (fault.hits, why_ended(town, visitor.token)) == (0, "")
    await visitor.get(f"/Hushall.aspx?akt={file.customer_number}")
    assert (fault.hits, why_ended(town, visitor.token)) == (1, "lost")


LOGIN_FORMS = {
    "inbox": ("/login", "username", "password"),
    "almanda": ("/Login.aspx", "ctl00$txtAnvandarnamn", "ctl00$txtLosenord"),
    "skatteverket": ("/inloggning", "anvandare", "losenord"),
}


@pytest.mark.parametrize("system", LOGIN_FORMS)
async def test_an_account_is_locked_at_its_login_with_the_right_password(town: Platform, system: str) -> None:
    address, user_field, password_field = LOGIN_FORMS[system]
    visitor = Visitor(town, system)
    visitor.order("account_locked", remaining=1)
    form = {user_field: ROBOT, password_field: account(town, system).password}
    for _ in range(2):
        answer = await visitor.client.post(address, data=form)
        assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
        assert "låst" in answer.text or "spärrat" in answer.text
    assert account(town, system).locked
    open_accounts(town.world)
    assert (await visitor.client.post(address, data=form)).is_redirect


async def test_the_benefits_portal_locks_the_account_behind_the_typed_id(town: Platform) -> None:
    visitor = Visitor(town, "forsakringskassan")
    visitor.order("account_locked", remaining=1)
    form = {"handlaggare_id": account(town, "forsakringskassan").handlaggare_id}
    await visitor.client.post("/inloggning", data=form)
    assert account(town, "forsakringskassan").locked
    with town.world.session() as session:
        others = session.scalars(select(Account.locked).where(Account.username != ROBOT)).all()
    assert not any(others)


async def test_locking_strikes_no_page_but_the_login(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    fault = visitor.order("account_locked")
    await visitor.get("/Login.aspx")
    await visitor.get("/Sok.aspx")
    assert (fault.hits, account(town, "almanda").locked) == (0, False)
