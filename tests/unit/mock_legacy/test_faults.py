"""Faults strike where, whom and as often as ordered, and nowhere else."""

import time
from datetime import date

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mock_legacy.platform.assembly import assemble
from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.login import LoginDesk
from mock_legacy.world.models import CaseFile, LoginSession

PERSON = "198802092396"
OTHER = "199006022397"


async def echo(request: Request) -> Response:
    return PlainTextResponse((await request.body()).decode())


def page(_request: Request) -> Response:
    return PlainTextResponse("sidan")


@pytest.fixture
def app(platform: Platform) -> Starlette:
    with platform.world.session() as session:
        session.add_all([a_file("K1", PERSON), a_file("K2", OTHER)])
    routes = [
        Route("/akt/{customer_number}", page, name="case"),
        Route("/sok", echo, methods=["POST"], name="search"),
    ]
    return assemble(LoginDesk(platform, "almanda"), routes)


def a_file(customer_number: str, person: str) -> CaseFile:
    return CaseFile(
        customer_number=customer_number,
        applicant=person,
        applicant_name="Åsa Öberg",
        street="Storgatan 1",
        postal_code="999 10",
        postal_town="Exempelstad",
        caseworker="anna.handlaggare",
        caseworker_name="Anna Bergström",
        unit="Norr",
        opened_on=date(2026, 3, 2),
    )


def client(app: Starlette, **more: object) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(transport=transport, base_url="http://almanda", **more)  # type: ignore[arg-type]


async def test_an_error_strikes_as_many_times_as_ordered(platform: Platform, app: Starlette) -> None:
    fault = platform.faults.add(
        Fault(kind="http_error", system="almanda", step="case", remaining=2, status=500)
    )
    async with client(app) as browser:
        assert [(await browser.get("/akt/K1")).status_code for _ in range(3)] == [500, 500, 200]
    assert (fault.hits, fault.remaining) == (2, 0)


@pytest.mark.parametrize(
    ("system", "step", "struck"),
    [("*", "*", True), ("almanda", "/akt/*", True), ("inbox", "*", False), ("almanda", "search", False)],
)
async def test_a_fault_aims_at_system_and_step(
    platform: Platform, app: Starlette, system: str, step: str, struck: bool
) -> None:
    platform.faults.add(Fault(kind="http_error", system=system, step=step))
    async with client(app) as browser:
        assert ((await browser.get("/akt/K1")).status_code == 503) is struck


async def test_a_fault_for_a_person_spares_everybody_else(platform: Platform, app: Starlette) -> None:
    platform.faults.add(Fault(kind="http_error", person=PERSON))
    async with client(app) as browser:
        assert (await browser.get("/akt/K1")).status_code == 503
        assert (await browser.get("/akt/K2")).text == "sidan"


async def test_a_person_is_known_by_the_search_field_and_the_form_still_arrives(
    platform: Platform, app: Starlette
) -> None:
    platform.faults.add(Fault(kind="http_error", person=PERSON, remaining=1))
    async with client(app) as browser:
        hyphened = {"personnummer": f"{PERSON[:8]}-{PERSON[8:]}"}
        assert (await browser.post("/sok", data=hyphened)).status_code == 503
        assert (await browser.post("/sok", data={"personnummer": OTHER})).text == f"personnummer={OTHER}"


async def test_latency_makes_the_page_come_later(platform: Platform, app: Starlette) -> None:
    platform.faults.add(Fault(kind="latency", latency_ms=120))
    async with client(app) as browser:
        started = time.monotonic()
        assert (await browser.get("/akt/K1")).text == "sidan"
    assert time.monotonic() - started >= 0.12


async def test_a_notice_waits_on_the_session_until_read(platform: Platform, app: Starlette) -> None:
    token = LoginDesk(platform, "almanda").open_session("utkast-01")
    platform.faults.add(Fault(kind="notice_page", remaining=1, text="Stängt på söndag"))
    async with client(app, cookies={"almanda_session": token}) as browser:
        await browser.get("/akt/K1")
    with platform.world.session() as session:
        assert session.scalars(select(LoginSession.pending_notice)).one() == "Stängt på söndag"


async def test_lifted_faults_strike_no_more(platform: Platform, app: Starlette) -> None:
    first = platform.faults.add(Fault(kind="http_error", status=500))
    platform.faults.add(Fault(kind="http_error", status=502))
    async with client(app) as browser:
        assert (await browser.get("/akt/K1")).status_code == 500
        platform.faults.clear(first.number)
        assert (await browser.get("/akt/K1")).status_code == 502
        platform.faults.clear()
        assert (await browser.get("/akt/K1")).status_code == 200
