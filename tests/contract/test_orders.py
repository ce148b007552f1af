"""The list of orders, on the fake and on Almanda's own pages alike; a caseworker orders as a person would."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from sqlalchemy import delete, select

from adapters.almanda.orders import AlmandaOrders
from bots.almanda import Door
from bots.kit.browser import ContextOptions, new_context
from bots.kit.session_pool import SessionPool
from flows.ordering import Order, OrderDesk, OrderStatus
from mock_legacy.world import models
from tests.contract import case_town as town
from tests.contract.case_system import Almanda, open_almanda
from tests.fakes.audit import audit_of
from tests.fakes.orders import FakeOrders

KEY, REF = "K104240", "UTK-9901-100234"
ORDERED, UNDER_WAY, DONE, CANNOT = OrderStatus


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Almanda]:
    with open_almanda(tmp_path_factory.mktemp("almanda")) as almanda:
        yield almanda


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def pool(browser: Browser, running: Almanda) -> AsyncIterator[SessionPool]:
    """Logged in once for all."""
    options = ContextOptions(base_url=running.url, default_timeout_seconds=10)
    pool = SessionPool(browser, Door(running.url), [running.account()], context=options)
    yield pool
    await pool.aclose()


@pytest.fixture
def real(pool: SessionPool, running: Almanda) -> AlmandaOrders:
    with running.world.session() as session:
        session.execute(delete(models.PreparationOrder))
    return AlmandaOrders(pool, audit=audit_of("Almanda"))


def placed(running: Almanda, *references: str) -> list[str]:
    """Orders that stand there; their numbers."""
    now = running.world.now()
    with running.world.session() as session:
        orders = [
            models.PreparationOrder(
                customer_number=KEY,
                external_reference=one,
                ordered_by=town.ANNA,
                ordered_at=now,
                status="Beställd",
                changed_by=town.ANNA,
                changed_at=now,
            )
            for one in references
        ]
        session.add_all(orders)
        session.flush()
        return [str(one.id) for one in orders]


def changes(running: Almanda, number: str) -> int:
    with running.world.session() as session:
        return session.get_one(models.PreparationOrder, int(number)).changes


@pytest.fixture(params=["fake", "almanda"])
def desk(request: pytest.FixtureRequest, running: Almanda) -> tuple[OrderDesk, list[str]]:
    if request.param == "fake":
        fake = FakeOrders()
        for number in ("1", "2"):
            fake.place(number, f"{REF}{number}", by=town.ANNA)
        return fake, ["1", "2"]
    adapter = request.getfixturevalue("real")
    return adapter, placed(running, f"{REF}1", f"{REF}2")


async def test_orders_are_told_of_once_and_leave_the_list_when_done(
    desk: tuple[OrderDesk, list[str]],
) -> None:
    orders, (first, second) = desk
    assert list(await orders.waiting()) == [
        Order(number=first, reference=f"{REF}1", by=town.ANNA, status=ORDERED),
        Order(number=second, reference=f"{REF}2", by=town.ANNA, status=ORDERED),
    ]
    await orders.tell(first, UNDER_WAY, "")
    await orders.tell(second, CANNOT, "Månaden är redan beslutad.")
    assert [(one.number, one.status) for one in await orders.waiting()] == [(first, UNDER_WAY)]
    await orders.tell(first, DONE, f"Utkastet {REF}1/2 ligger i akten.")
    assert list(await orders.waiting()) == []


async def test_a_status_that_stands_there_is_not_set_again(real: AlmandaOrders, running: Almanda) -> None:
    (number,) = placed(running, REF)
    for _ in range(3):
        await real.tell(number, UNDER_WAY, "Roboten väntar på a-kassan.")
    assert changes(running, number) == 1
    await real.tell(number, UNDER_WAY, "")
    assert changes(running, number) == 2


async def standing_draft(running: Almanda) -> int:
    now = running.world.now()
    with running.world.session() as session:
        draft = models.Draft(
            customer_number=KEY,
            external_reference=f"{REF}/2",
            period="2026-11",
            completion_text="Skicka hyresavin.",
            created_by="utkast-01",
            created_at=now,
            changed_by="utkast-01",
            changed_at=now,
        )
        session.add(draft)
        session.flush()
        return draft.draft_number


async def page_of(browser: Browser, running: Almanda, username: str) -> Page:
    context = await new_context(browser, ContextOptions(base_url=running.url, default_timeout_seconds=10))
    page = await context.new_page()
    await Door(running.url).log_in(page, running.account(username))
    return page


async def test_a_caseworker_orders_once_sees_what_became_of_it_and_asks_the_applicant(
    browser: Browser, running: Almanda, real: AlmandaOrders
) -> None:
    number = await standing_draft(running)
    page = await page_of(browser, running, town.ANNA)
    address = f"/UtkastVisa.aspx?akt={KEY}&utkast={number}"
    for _ in range(2):
        await page.goto(address)
        await page.get_by_role("link", name="Förbered igen").click()
        await page.get_by_role("button", name="Beställ").click()
        await page.get_by_role("heading", name=f"Utkast {number}").wait_for()
    (order,) = await real.waiting()
    assert (order.reference, order.by) == (REF, town.ANNA)
    await real.tell(order.number, UNDER_WAY, "")
    await page.goto(address)
    assert "Pågår" in await page.locator("#bestallning").inner_text()
    await page.get_by_role("link", name="Begär komplettering").click()
    await page.get_by_label("Text till den sökande").fill("Skicka hyresavin och kvittot.")
    await page.get_by_role("button", name="Begär komplettering").click()
    await page.get_by_role("heading", name=f"Utkast {number}").wait_for()
    with running.world.session() as session:
        assert session.get_one(models.Draft, number).status == "Väntar på komplettering"
        notes = session.scalars(
            select(models.JournalNote).where(models.JournalNote.heading == "Komplettering begärd")
        )
        assert [(one.written_by, one.text) for one in notes] == [(town.ANNA, "Skicka hyresavin och kvittot.")]
    await page.context.close()


async def test_the_robots_account_may_neither_order_nor_ask_the_applicant(
    pool: SessionPool, running: Almanda
) -> None:
    number = await standing_draft(running)
    async with pool.lease() as session:
        for name in ("Bestall", "BegarKomplettering"):
            answer = await session.page.goto(f"/{name}.aspx?akt={KEY}&utkast={number}")
            assert answer is not None
            assert answer.status == 403
