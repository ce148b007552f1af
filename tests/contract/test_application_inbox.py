"""The port ApplicationInbox, kept by the fake and by the adapter against the mock of E-tjänster alike."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from adapters.eplatform import EPlatformInbox
from adapters.eplatform.application import Wanted, application_from
from adapters.eplatform.question_names import WHOLE_FILE
from adapters.eplatform.unreadable import Unreadable, unreadable
from bots.kit.session_pool import SessionPool
from flows.errors import Broken, CaseBroken, Code, NeedsHuman, Reason, SystemBroken, Transient
from flows.ports import ApplicationInbox
from flows.records import Application, InboxEntry
from tests import inbox_forms as forms
from tests.fakes.audit import audit_of
from tests.fakes.inbox import FakeInbox
from tests.inbox_service import InboxService, open_inbox

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 18, 2, 0, tzinfo=STOCKHOLM)
MORNING = datetime(2026, 11, 5, 3, 41, tzinfo=STOCKHOLM)
AFTERNOON = datetime(2026, 11, 5, 15, 41, tzinfo=STOCKHOLM)
CASE_REF = "UTK-9901-540117"


class StoppedClock:
    def now(self) -> datetime:
        return NOW


STEPS = (
    pytest.param("instances", marks=pytest.mark.campaign),
    pytest.param("instance_xml", marks=pytest.mark.campaign),
    "delivery",
)
"""A pool mends all three alike; the last stands before a write, and the screens meet each every day."""


async def take_in_everything(inbox: ApplicationInbox) -> None:
    for entry in await inbox.undelivered():
        await inbox.read(entry)
        await inbox.confirm_delivery(entry.application_ref, CASE_REF)


def numbered(number: int) -> bytes:
    return forms.FILE.replace(forms.NUMBER.encode(), str(number).encode())


def record(number: int, posted: datetime) -> Application:
    wanted = Wanted(
        application_ref=str(number), submitted_at=posted, municipality_code="9901", fetched_at=NOW
    )
    return application_from(numbered(number), wanted)


class Bench(Protocol):
    """An inbox, what arrives in it, and its own record of who has taken it in."""

    @property
    def inbox(self) -> ApplicationInbox: ...

    def arrives(self, number: int, posted: datetime, *, broken: bool = False) -> None: ...

    def taken_by_another(self, number: int, external_id: str) -> None: ...

    def is_completed(self, number: int) -> None: ...

    def confirmations(self, number: int) -> list[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeBench:
    inbox: FakeInbox

    def arrives(self, number: int, posted: datetime, *, broken: bool = False) -> None:
        entry = InboxEntry(
            application_ref=str(number), posted_at=posted, status="Inskickat", delivered_as=None
        )
        cut = unreadable(str(number), Unreadable(WHOLE_FILE, "är avbruten eller trasig"))
        self.inbox.arrive(entry, cut if broken else record(number, posted))

    def taken_by_another(self, number: int, external_id: str) -> None:
        self.inbox.taken_by_another(str(number), external_id)

    def is_completed(self, number: int) -> None:
        self.inbox.complete(str(number), record(number, MORNING))

    def confirmations(self, number: int) -> list[str]:
        return [case_ref for ref, case_ref in self.inbox.confirmations if ref == str(number)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceBench:
    inbox: EPlatformInbox
    service: InboxService

    def arrives(self, number: int, posted: datetime, *, broken: bool = False) -> None:
        whole = numbered(number)
        payload = whole[: len(whole) // 2] if broken else whole
        self.service.put(number, posted=posted.replace(tzinfo=None), payload=payload)

    def taken_by_another(self, number: int, external_id: str) -> None:
        self.service.take_in(number, external_id)

    def is_completed(self, number: int) -> None:
        self.service.complete(number)

    def confirmations(self, number: int) -> list[str]:
        return [one for one in self.service.confirmations(number) if one]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InboxService]:
    with open_inbox(tmp_path_factory.mktemp("inbox")) as running:
        yield running


@asynccontextmanager
async def pool_of(browser: Browser, service: InboxService) -> AsyncIterator[SessionPool]:
    pool = SessionPool(browser, service.door(), [service.account()])
    yield pool
    await pool.aclose()


def bench_at(pool: SessionPool, service: InboxService) -> "ServiceBench":
    service.start_over()
    inbox = EPlatformInbox(pool, clock=StoppedClock(), audit=audit_of("E-tjänster"), municipality_code="9901")
    return ServiceBench(inbox=inbox, service=service)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool(browser: Browser, service: InboxService) -> AsyncIterator[SessionPool]:
    """Logged in once for all."""
    async with pool_of(browser, service) as pool:
        yield pool


@pytest.fixture
def real(pool: SessionPool, service: InboxService) -> ServiceBench:
    return bench_at(pool, service)


@pytest_asyncio.fixture(loop_scope="session")
async def outside(browser: Browser, service: InboxService) -> AsyncIterator[ServiceBench]:
    """Not logged in yet."""
    async with pool_of(browser, service) as pool:
        yield bench_at(pool, service)


@pytest_asyncio.fixture(loop_scope="session", params=["fake", "E-tjänster"])
async def bench(request: pytest.FixtureRequest, real: ServiceBench) -> Bench:
    return FakeBench(inbox=FakeInbox()) if request.param == "fake" else real


async def test_an_empty_inbox_is_empty(bench: Bench) -> None:
    assert list(await bench.inbox.undelivered()) == []


async def test_applications_come_oldest_first_from_every_page(bench: Bench) -> None:
    for at in range(60):
        bench.arrives(540200 + at, MORNING + timedelta(minutes=7 * ((at * 37) % 60)))
    entries = await bench.inbox.undelivered()
    assert len(entries) == 60
    assert [entry.posted_at for entry in entries] == sorted(entry.posted_at for entry in entries)
    assert len({entry.application_ref for entry in entries}) == 60


async def test_morning_comes_before_afternoon_and_numbers_part_the_same_minute(bench: Bench) -> None:
    bench.arrives(540101, AFTERNOON)
    bench.arrives(540103, MORNING)
    bench.arrives(540102, MORNING)
    found = [(one.application_ref, one.posted_at) for one in await bench.inbox.undelivered()]
    assert found == [("540102", MORNING), ("540103", MORNING), ("540101", AFTERNOON)]


async def test_what_is_delivered_is_not_listed(bench: Bench) -> None:
    bench.arrives(540117, MORNING)
    bench.arrives(540118, MORNING)
    bench.taken_by_another(540118, "2026-4711")
    assert [one.application_ref for one in await bench.inbox.undelivered()] == ["540117"]


async def test_an_application_is_read_with_the_lists_time(bench: Bench) -> None:
    bench.arrives(540117, AFTERNOON)
    (entry,) = await bench.inbox.undelivered()
    assert await bench.inbox.read(entry) == record(540117, AFTERNOON)


async def test_half_an_application_is_handed_over(bench: Bench) -> None:
    bench.arrives(540117, MORNING, broken=True)
    (entry,) = await bench.inbox.undelivered()
    with pytest.raises(NeedsHuman, match=r"540117.*XML-filen") as caught:
        await bench.inbox.read(entry)
    assert caught.value.code == Reason.UNREADABLE_APPLICATION


async def test_a_confirmed_delivery_is_kept_and_leaves_the_list(bench: Bench) -> None:
    bench.arrives(540117, MORNING)
    await bench.inbox.confirm_delivery("540117", CASE_REF)
    assert bench.confirmations(540117) == [CASE_REF]
    assert list(await bench.inbox.undelivered()) == []


async def test_confirming_twice_changes_nothing(bench: Bench) -> None:
    bench.arrives(540117, MORNING)
    for _ in range(3):
        await bench.inbox.confirm_delivery("540117", CASE_REF)
    assert bench.confirmations(540117) == [CASE_REF]


async def test_a_completed_application_is_back_in_the_list_and_says_how_many_times(bench: Bench) -> None:
    bench.arrives(540117, MORNING)
    await bench.inbox.confirm_delivery("540117", CASE_REF)
    for times in (1, 2):
        bench.is_completed(540117)
        (entry,) = await bench.inbox.undelivered()
        assert (entry.completions, entry.status) == (times, "Kompletterad")
        assert (await bench.inbox.read(entry)).statement.completions == times
    # Only the first completion has been read: the second must not leave the list unread.
    await bench.inbox.confirm_delivery("540117", CASE_REF, completions=1)
    assert [one.completions for one in await bench.inbox.undelivered()] == [2]
    for _ in range(2):
        await bench.inbox.confirm_delivery("540117", CASE_REF, completions=2)
    assert bench.confirmations(540117) == [CASE_REF, CASE_REF]
    assert list(await bench.inbox.undelivered()) == []


async def test_what_another_system_has_taken_in_is_left_alone(bench: Bench) -> None:
    bench.arrives(540117, MORNING)
    bench.taken_by_another(540117, "2026-4711")
    with pytest.raises(NeedsHuman) as caught:
        await bench.inbox.confirm_delivery("540117", CASE_REF)
    assert caught.value.code == Reason.DELIVERED_ELSEWHERE
    assert "540117" in caught.value.what
    assert bench.confirmations(540117) == []


async def test_our_number_under_another_systems_name_is_anothers(real: ServiceBench) -> None:
    real.arrives(540117, MORNING)
    real.service.take_in(540117, CASE_REF, system="Ett annat system")
    with pytest.raises(NeedsHuman):
        await real.inbox.confirm_delivery("540117", CASE_REF)


async def test_other_e_services_are_left_alone(real: ServiceBench) -> None:
    real.service.put(310001, posted=AFTERNOON.replace(tzinfo=None), family=77)
    assert list(await real.inbox.undelivered()) == []
    real.arrives(540117, MORNING)
    assert [one.application_ref for one in await real.inbox.undelivered()] == ["540117"]


async def test_a_file_of_another_application_is_a_wrong_person(real: ServiceBench) -> None:
    real.service.put(540117, posted=AFTERNOON.replace(tzinfo=None), payload=numbered(540118))
    (entry,) = await real.inbox.undelivered()
    with pytest.raises(Broken) as caught:
        await real.inbox.read(entry)
    assert caught.value.code == Code.WRONG_PERSON_SHOWN


async def test_an_application_to_another_municipality_is_handed_over(real: ServiceBench) -> None:
    elsewhere = re.sub(rb"<Value>9901<", b"<Value>2281<", numbered(540117))
    real.service.put(540117, posted=AFTERNOON.replace(tzinfo=None), payload=elsewhere)
    (entry,) = await real.inbox.undelivered()
    with pytest.raises(NeedsHuman) as caught:
        await real.inbox.read(entry)
    assert caught.value.code == Reason.UNKNOWN_MUNICIPALITY


async def test_an_application_that_is_gone_stops_alone(real: ServiceBench) -> None:
    gone = InboxEntry(application_ref="1", posted_at=MORNING, status="Inskickat", delivered_as=None)
    for call in (real.inbox.read(gone), real.inbox.confirm_delivery("1", CASE_REF)):
        with pytest.raises(CaseBroken):
            await call


@pytest.mark.parametrize("step", STEPS)
async def test_a_lost_session_is_mended_before_anything_is_written(outside: ServiceBench, step: str) -> None:
    outside.arrives(540117, MORNING)
    await outside.inbox.undelivered()
    outside.service.strike("session_loss", step)
    (entry,) = await outside.inbox.undelivered()
    assert (await outside.inbox.read(entry)).application_ref == "540117"
    await outside.inbox.confirm_delivery("540117", CASE_REF)
    assert outside.confirmations(540117) == [CASE_REF]
    assert outside.service.attempts() == ["ok", "ok"]


@pytest.mark.parametrize("step", STEPS)
async def test_a_notice_is_read_and_passed(real: ServiceBench, step: str) -> None:
    real.arrives(540117, MORNING)
    real.service.strike("notice_page", step)
    (entry,) = await real.inbox.undelivered()
    assert (await real.inbox.read(entry)).application_ref == "540117"
    await real.inbox.confirm_delivery("540117", CASE_REF)
    assert real.confirmations(540117) == [CASE_REF]


async def test_a_system_error_at_the_door_waits(outside: ServiceBench) -> None:
    await system_error_waits(outside, "login")


@pytest.mark.parametrize("step", ["instances", "instance_xml", "delivery"])
async def test_a_system_error_waits(real: ServiceBench, step: str) -> None:
    await system_error_waits(real, step)


async def system_error_waits(bench: ServiceBench, step: str) -> None:
    bench.arrives(540117, MORNING)
    bench.service.strike("http_error", step, status=503, remaining=None)
    with pytest.raises(Transient) as caught:
        await take_in_everything(bench.inbox)
    assert caught.value.code == Code.SYSTEM_ERROR
    assert bench.confirmations(540117) == []


async def test_a_confirmation_whose_answer_was_lost_is_found_the_next_time(real: ServiceBench) -> None:
    real.arrives(540117, MORNING)
    real.service.strike("http_error", "instance", status=502)
    with pytest.raises(Transient):
        await real.inbox.confirm_delivery("540117", CASE_REF)
    await real.inbox.confirm_delivery("540117", CASE_REF)
    assert real.confirmations(540117) == [CASE_REF]


async def test_a_wrong_password_is_tried_once_and_names_its_secret(
    browser: Browser, service: InboxService
) -> None:
    service.start_over()
    pool = SessionPool(browser, service.door(), [service.account(password="fel")])
    inbox = EPlatformInbox(pool, clock=StoppedClock(), audit=audit_of("E-tjänster"), municipality_code="9901")
    for _ in range(4):
        with pytest.raises(SystemBroken) as caught:
            await inbox.undelivered()
        assert caught.value.code == Code.LOGIN_REFUSED
        assert "inbox.utkast-01.password" in caught.value.next_step
    await pool.aclose()
    assert service.attempts() == ["wrong_password"]


async def test_a_locked_account_is_told_as_such(browser: Browser, service: InboxService) -> None:
    service.start_over()
    service.lock()
    pool = SessionPool(browser, service.door(), [service.account()])
    inbox = EPlatformInbox(pool, clock=StoppedClock(), audit=audit_of("E-tjänster"), municipality_code="9901")
    with pytest.raises(SystemBroken) as caught:
        await inbox.undelivered()
    await pool.aclose()
    assert caught.value.code == Code.ACCOUNT_LOCKED


async def test_the_inbox_notes_who_looked_at_an_application(real: ServiceBench) -> None:
    real.arrives(540117, MORNING)
    (entry,) = await real.inbox.undelivered()
    await real.inbox.read(entry)
    (lookup,) = real.service.lookups()
    assert (lookup.username, lookup.screen, lookup.personnummer) == (
        "utkast-01",
        "instance_xml",
        forms.MOTHER,
    )
