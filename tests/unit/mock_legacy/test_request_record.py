"""The systems' own record of every request, over HTTP on the running systems."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from mock_legacy.platform.run import RunningMocks
from mock_legacy.world.generator import Recipe
from tests.unit.mock_legacy.faulty_town import CASEWORKER, ROBOT

LOST = (httpx.RemoteProtocolError, httpx.ReadError)


@pytest.fixture(autouse=True)
def small_world(mocks: RunningMocks) -> Iterator[None]:
    mocks.reset(Recipe(applications=3))
    yield
    mocks.reset()


@pytest.fixture
def control(mocks: RunningMocks) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=mocks.urls["control"]) as client:
        yield client


@contextmanager
def visitor(mocks: RunningMocks, username: str) -> Iterator[httpx.Client]:
    """Somebody logged in to Almanda, past the notice."""
    password = mocks.secret(f"almanda.{username}.password")
    with httpx.Client(base_url=mocks.urls["almanda"], timeout=30) as client:
        client.post("/Login.aspx", data={"ctl00$txtAnvandarnamn": username, "ctl00$txtLosenord": password})
        client.post("/Driftinformation.aspx")
        yield client


def requests(control: httpx.Client, **chosen: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = control.get("/state/requests", params=chosen).json()
    return rows


def test_a_request_tells_screen_session_time_and_answer_and_not_whom_it_was_about(
    mocks: RunningMocks, control: httpx.Client
) -> None:
    began = datetime.now(ZoneInfo("Europe/Stockholm"))
    person = control.get("/expected").json()[0]["personnummer"]
    with visitor(mocks, ROBOT) as robot:
        robot.post("/Sok.aspx", data={"personnummer": person})
        robot.get("/Nowhere.aspx")
    login, *rest, search, nowhere = requests(control)
    assert (login["system"], login["screen"], login["method"]) == ("almanda", "login", "POST")
    assert (login["account"], login["session"], login["status"]) == ("", 0, 302)
    assert {(row["account"], row["role"]) for row in (*rest, search)} == {(ROBOT, "robot")}
    assert (search["screen"], nowhere["screen"], nowhere["status"]) == ("search", "", 404)
    at = datetime.fromisoformat(str(search["at"]))
    assert at.tzinfo is not None
    assert began < at < began + timedelta(seconds=30)
    assert 0 < float(str(search["seconds"])) < 30
    assert person not in control.get("/state/requests").text


def test_each_session_has_a_number_of_its_own_after_it_has_ended_too(
    mocks: RunningMocks, control: httpx.Client
) -> None:
    with visitor(mocks, ROBOT) as first, visitor(mocks, ROBOT) as second:
        second.get("/Sok.aspx")
        first.get("/Sok.aspx")
    asked = [(row["session"], row["status"]) for row in requests(control, screen="search")]
    (newer, shown), (older, sent_to_login) = asked
    assert newer != older
    assert (shown, sent_to_login) == (200, 302)
    told = control.get("/state/sessions/all").json()
    assert [(one["session"], one["end_reason"]) for one in told] == [(older, "replaced"), (newer, "")]
    assert all(one["username"] == ROBOT and "token" not in one for one in told)


def test_a_request_that_a_fault_left_unanswered_is_on_record(
    mocks: RunningMocks, control: httpx.Client
) -> None:
    control.post("/faults", json={"kind": "cut", "system": "inbox", "count": 1, "latency_ms": 1})
    with pytest.raises(LOST):
        httpx.get(f"{mocks.urls['inbox']}/login")
    (row,) = requests(control, system="inbox")
    assert (row["screen"], row["status"]) == ("login", None)


def test_the_record_is_narrowed_by_any_column_and_ends_with_a_reset(
    mocks: RunningMocks, control: httpx.Client
) -> None:
    with visitor(mocks, CASEWORKER) as person:
        person.get("/Sok.aspx")
    assert {row["role"] for row in requests(control, account=CASEWORKER)} == {"caseworker"}
    assert requests(control, account=CASEWORKER, screen="login") == []
    assert control.get("/state").json()["requests"] == len(requests(control)) > 0
    assert control.get("/state/requests", params={"colour": "blue"}).status_code == 422
    control.post("/reset", json={"applications": 1})
    assert requests(control) == []
