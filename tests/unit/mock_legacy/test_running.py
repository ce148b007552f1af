"""The running mocks: addresses, secrets, certificates, the control interface, and a restart."""

import json
import os
import signal
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mock_legacy.platform.run import MockOptions, RunningMocks, start_mocks
from mock_legacy.world.generator import Recipe


@pytest.fixture(autouse=True)
def small_world(mocks: RunningMocks) -> Iterator[None]:
    mocks.reset(Recipe(applications=3))
    yield
    mocks.reset()


def control(mocks: RunningMocks) -> httpx.Client:
    return httpx.Client(base_url=mocks.urls["control"])


def benefits_context(mocks: RunningMocks, *, with_certificate: bool) -> ssl.SSLContext:
    folder = mocks.credentials_dir
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    if with_certificate:
        stem = folder / "forsakringskassan.utkast-01"
        context.load_cert_chain(f"{stem}.certificate.pem", f"{stem}.key.pem")
    return context


def test_every_system_answers_at_the_address_that_was_handed_over(mocks: RunningMocks) -> None:
    endpoints = json.loads((mocks.credentials_dir / "endpoints.json").read_text())
    assert set(endpoints["systems"]) == {"inbox", "almanda", "skatteverket", "forsakringskassan"}
    assert endpoints["world_date"] == "2026-11-18"
    for system in ("inbox", "almanda", "skatteverket"):
        url = endpoints["systems"][system]["base_url"]
        assert httpx.get(url, follow_redirects=True).status_code == 200, system


def test_secrets_are_readable_by_their_owner_alone(mocks: RunningMocks) -> None:
    files = list(mocks.credentials_dir.iterdir())
    assert len(files) > 20
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_benefits_portal_asks_for_a_certificate_of_the_authority(mocks: RunningMocks) -> None:
    url = mocks.urls["forsakringskassan"]
    with_it = httpx.get(url, verify=benefits_context(mocks, with_certificate=True), follow_redirects=True)
    assert with_it.status_code == 200
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError, httpx.ConnectError)):
        httpx.get(url, verify=benefits_context(mocks, with_certificate=False))


def test_the_control_interface_tells_what_the_systems_recorded(mocks: RunningMocks) -> None:
    with control(mocks) as client:
        assert client.get("/state").json() | {"drafts": 0} == {
            "drafts": 0,
            "decisions": 12,
            "payments": 12,
            "lookups": 0,
            "login_attempts": 0,
            "expected": 3,
            "deliveries": 0,
            "active_sessions": 0,
            "requests": 0,
        }
        expected = client.get("/expected", params={"scenario": "couple_no_income"}).json()
        assert [one["amount_kronor"] for one in expected] == [8510]
        assert not any("password" in account for account in client.get("/state/accounts").json())
        assert client.get("/state/drafts", params={"colour": "blue"}).status_code == 422


def test_a_fault_ordered_over_http_strikes_the_running_system(mocks: RunningMocks) -> None:
    with control(mocks) as client:
        order = {"kind": "http_error", "system": "inbox", "step": "login", "count": 1, "status": 502}
        assert client.post("/faults", json=order).status_code == 201
        statuses = [httpx.get(f"{mocks.urls['inbox']}/login").status_code for _ in range(2)]
        assert statuses == [502, 200]
        assert client.get("/faults").json()[0]["hits"] == 1
        assert client.delete("/faults").status_code == 204
        assert client.get("/faults").json() == []


def test_a_wrong_fault_order_is_explained_without_repeating_it(mocks: RunningMocks) -> None:
    with control(mocks) as client:
        answer = client.post("/faults", json={"kind": "earthquake", "person": 199006022397})
    assert answer.status_code == 422
    assert "latency" in answer.json()["error"]
    assert "199006022397" not in answer.text


def test_a_broken_form_can_be_put_in_the_inbox(mocks: RunningMocks) -> None:
    with control(mocks) as client:
        model = client.get("/expected").json()[0]["flow_instance_id"]
        half = client.get(f"/inbox/{model}").content[:900]
        number = client.post("/inbox", params={"like": model}, content=half).json()["flow_instance_id"]
        put_in = client.get(f"/inbox/{number}").content
        assert put_in == half.replace(
            f"<FlowInstanceID>{model}<".encode(), f"<FlowInstanceID>{number}<".encode()
        )
        assert client.post("/inbox", params={"like": 1}, content=b"").status_code == 422


def test_reset_takes_a_seed_and_named_scenarios(mocks: RunningMocks) -> None:
    with control(mocks) as client:
        order = {"seed": 9, "applications": 2, "scenarios": ["moved"]}
        assert client.post("/reset", json=order).status_code == 200
        assert [one["scenario"] for one in client.get("/expected").json()] == ["moved", "moved"]
        assert client.post("/reset", json={"scenarios": ["lottery_win"]}).status_code == 422


def test_the_clock_moves_when_told(mocks: RunningMocks) -> None:
    with control(mocks) as client:
        client.put("/clock", json={"date": "2026-11-25"})
        assert client.get("/clock").json() == {"date": "2026-11-25"}
    assert mocks.world.today().isoformat() == "2026-11-25"


def test_a_month_passes_when_told_once(mocks: RunningMocks) -> None:
    with control(mocks) as client:
        assert client.post("/next-month").json() == {"date": "2026-12-18"}
        assert len(client.get("/expected", params={"period": "2026-12"}).json()) == 3
        handed_over = json.loads((mocks.credentials_dir / "endpoints.json").read_text())
        assert handed_over["world_date"] == "2026-12-18"
        again = client.post("/next-month")
        assert again.status_code == 422
        assert "riksnormen for 2027" in again.json()["error"]


def test_world_and_secrets_survive_a_restart(tmp_path: Path) -> None:
    options = MockOptions(data_dir=tmp_path, recipe=Recipe(applications=2), systems=("inbox",))
    with start_mocks(options) as first:
        password = first.secret("inbox.utkast-01.password")
        certificate = first.secret("forsakringskassan.utkast-01.certificate.pem")
        with control(first) as client:
            client.put("/clock", json={"date": "2026-11-19"})
    with start_mocks(options) as second:
        assert second.secret("inbox.utkast-01.password") == password
        assert second.secret("forsakringskassan.utkast-01.certificate.pem") == certificate
        assert second.world.today().isoformat() == "2026-11-19"


@pytest.mark.slow
def test_the_command_prints_how_to_get_in_and_stops_cleanly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mock_legacy", "--ports", "auto", "--data-dir", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [*command, "--applications", "2"], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(11)]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert lines[0] == "The mock systems are ready.\n"
    assert any("anna.handlaggare" in line for line in lines)
