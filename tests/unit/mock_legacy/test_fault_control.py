"""Faults ordered over HTTP on the running systems, with real connections."""

from collections.abc import Iterator
from datetime import datetime

import httpx
import lxml.html
import pytest

from mock_legacy.platform.fault_effects import KINDS
from mock_legacy.platform.run import RunningMocks
from mock_legacy.world.generator import Recipe
from tests.unit.mock_legacy.faulty_town import DRAFT, ROBOT

LOST = (httpx.RemoteProtocolError, httpx.ReadError)


@pytest.fixture(scope="module", autouse=True)
def usual_world_afterwards(mocks: RunningMocks) -> Iterator[None]:
    yield
    mocks.reset()


@pytest.fixture(autouse=True)
def small_world(mocks: RunningMocks) -> None:
    mocks.reset(Recipe(applications=3))


@pytest.fixture
def control(mocks: RunningMocks) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=mocks.urls["control"]) as client:
        yield client


@pytest.fixture
def robot(mocks: RunningMocks) -> Iterator[httpx.Client]:
    """The robot's account, logged in to Almanda with its password."""
    with httpx.Client(base_url=mocks.urls["almanda"], timeout=30) as client:
        assert log_in(mocks, client).is_redirect
        yield client


def log_in(mocks: RunningMocks, client: httpx.Client) -> httpx.Response:
    password = mocks.secret(f"almanda.{ROBOT}.password")
    form = {"ctl00$txtAnvandarnamn": ROBOT, "ctl00$txtLosenord": password}
    answer = client.post("/Login.aspx", data=form)
    client.post("/Driftinformation.aspx")
    return answer


def save(robot: httpx.Client, file: str) -> httpx.Response:
    address = f"/UtkastNytt.aspx?akt={file}"
    form = lxml.html.document_fromstring(robot.get(address).text)
    hidden = {node.get("name"): node.get("value") for node in form.xpath("//input[@type='hidden']")}
    return robot.post(address, data={**hidden, **DRAFT})


@pytest.fixture
def file(control: httpx.Client) -> str:
    number: str = control.get("/expected").json()[0]["customer_number"]
    return number


def test_a_connection_cut_after_the_write_leaves_a_draft_and_no_answer(
    control: httpx.Client, robot: httpx.Client, file: str
) -> None:
    order = {"kind": "cut_after_write", "system": "almanda", "step": "draft_form", "count": 1}
    control.post("/faults", json={**order, "latency_ms": 60_000})
    with pytest.raises(LOST):
        save(robot, file)
    (draft,) = control.get("/state/drafts").json()
    assert (draft["customer_number"], draft["amount_ore"], len(draft["rows"])) == (file, 1679800, 2)
    with pytest.raises(LOST):
        robot.get("/Sok.aspx")
    control.delete("/faults")
    assert save(robot, file).is_redirect
    assert control.get("/state").json()["drafts"] == 2


def test_a_line_that_was_cut_comes_back_by_itself_when_its_time_is_over(
    control: httpx.Client, robot: httpx.Client
) -> None:
    order = {"kind": "cut", "system": "almanda", "step": "search", "count": 1}
    control.post("/faults", json={**order, "latency_ms": 0.001})
    with pytest.raises(LOST):
        robot.get("/Sok.aspx")
    assert robot.get("/Sok.aspx").status_code == 200


@pytest.mark.parametrize("kind", ["cut", "hang"])
def test_a_cut_or_silent_line_leaves_no_draft(
    control: httpx.Client, robot: httpx.Client, file: str, kind: str
) -> None:
    order = {"kind": kind, "system": "almanda", "step": "/UtkastNytt.aspx", "count": 1, "latency_ms": 80}
    control.post("/faults", json=order)
    with pytest.raises(LOST):
        save(robot, file)
    assert control.get("/state/drafts").json() == []
    control.delete("/faults")
    assert save(robot, file).is_redirect


def test_a_fault_may_strike_what_is_sent_in_and_nothing_that_is_asked_for(
    control: httpx.Client, robot: httpx.Client, file: str
) -> None:
    order = {"kind": "http_error", "step": "draft_form", "method": "POST", "count": 1}
    control.post("/faults", json=order)
    assert save(robot, file).status_code == 503
    (strike,) = control.get("/faults/strikes").json()
    assert (strike["screen"], strike["method"]) == ("draft_form", "POST")
    assert control.post("/faults", json={**order, "method": "PUT"}).status_code == 422


def test_a_visitor_who_will_not_wait_leaves_the_others_in_peace(
    control: httpx.Client, robot: httpx.Client, file: str
) -> None:
    control.post("/faults", json={"kind": "silence_after_write", "step": "draft_form", "count": 1})
    robot.timeout = 0.5
    with pytest.raises(httpx.ReadTimeout):
        save(robot, file)
    robot.timeout = 30
    assert control.get("/state").json()["drafts"] == 1
    assert robot.get(f"/Utkast.aspx?akt={file}").status_code == 200


def test_a_person_is_locked_for_a_count_and_the_record_of_strikes_tells_it(
    mocks: RunningMocks, control: httpx.Client, robot: httpx.Client, file: str
) -> None:
    (expected,) = (one for one in control.get("/expected").json() if one["customer_number"] == file)
    person = expected["personnummer"]
    order = {"kind": "locked_record", "step": "draft_form", "person": person, "count": 2}
    number = control.post("/faults", json=order).json()["number"]
    shown = [robot.get(f"/UtkastNytt.aspx?akt={file}").text for _ in range(3)]
    assert ["Posten är låst av Anna Bergström" in text for text in shown] == [True, True, False]
    strikes = control.get("/faults/strikes").json()
    assert [datetime.fromisoformat(strike.pop("at")).tzinfo is None for strike in strikes] == [False, False]
    assert strikes == 2 * [
        {
            "number": number,
            "kind": "locked_record",
            "system": "almanda",
            "screen": "draft_form",
            "method": "GET",
            "persons": [person],
        }
    ]


def test_an_account_locked_by_a_fault_is_opened_by_the_systems_owner(
    mocks: RunningMocks, control: httpx.Client
) -> None:
    control.post("/faults", json={"kind": "account_locked", "system": "almanda", "count": 1})
    with httpx.Client(base_url=mocks.urls["almanda"]) as client:
        assert "Kontot är låst" in log_in(mocks, client).text
        locked = [one for one in control.get("/state/accounts").json() if one["locked"]]
        assert [(one["system"], one["username"]) for one in locked] == [("almanda", ROBOT)]
        assert control.post("/accounts/unlock").status_code == 204
        assert log_in(mocks, client).is_redirect


def test_a_schedule_is_put_in_force_shown_and_lifted(
    mocks: RunningMocks, control: httpx.Client, robot: httpx.Client
) -> None:
    order = {"seed": 5, "kinds": ["http_error"], "rate": 1, "system": "almanda", "step": "search", "count": 1}
    number = control.post("/faults/schedule", json=order).json()["number"]
    assert [robot.get("/Sok.aspx").status_code for _ in range(2)] == [503, 200]
    (shown,) = control.get("/faults/schedule").json()
    assert (shown["number"], shown["seed"], shown["kinds"], shown["drawn"]) == (number, 5, ["http_error"], 1)
    assert control.delete(f"/faults/{number}").status_code == 204
    assert control.get("/faults/schedule").json() == []
    assert [strike["number"] for strike in control.get("/faults/strikes").json()] == [number]
    control.post("/reset", json={"applications": 3})
    assert control.get("/faults/strikes").json() == []


def test_a_schedule_without_kinds_draws_from_all(control: httpx.Client) -> None:
    shown = control.post("/faults/schedule", json={"seed": 1, "rate": 0.01}).json()
    assert shown["kinds"] == list(KINDS)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ({"seed": 1, "rate": 0}, "rate"),
        ({"seed": 1, "rate": 1.5}, "rate"),
        ({"seed": 1, "rate": 0.1, "kinds": ["earthquake"]}, "there are: latency"),
        ({"seed": 1, "rate": 0.1, "kinds": []}, "kinds"),
        ({"seed": 1, "rate": 0.1, "system": "viva"}, "there are: inbox"),
        ({"rate": 0.1}, "seed"),
        ({"seed": 1, "rate": 0.1, "text": "Belopp"}, "text"),
    ],
)
def test_a_wrong_schedule_is_explained(control: httpx.Client, order: dict[str, object], told: str) -> None:
    answer = control.post("/faults/schedule", json=order)
    assert (answer.status_code, told in answer.json()["error"]) == (422, True)
    assert control.get("/faults/schedule").json() == []


def test_the_kinds_are_listed_with_what_each_does(control: httpx.Client) -> None:
    told = control.get("/faults/kinds").json()
    assert list(told) == list(KINDS)
    assert told["cut_after_write"].startswith("Let the system accept the write, then cut")


def test_a_maintenance_end_is_shown_as_it_was_ordered(control: httpx.Client) -> None:
    order = {"kind": "maintenance", "system": "inbox", "ends": "2026-11-18T09:30:00", "seconds": 60}
    shown = control.post("/faults", json=order).json()
    assert (shown["ends"], shown["seconds"]) == ("2026-11-18T09:30:00", 60)
