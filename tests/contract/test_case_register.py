"""What every case system's lists for follow-up must tell, on the fake and on Almanda's own pages alike."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from sqlalchemy import select

from adapters.almanda.case_register import AlmandaCaseRegister
from bots.almanda import Door
from bots.kit.browser import ContextOptions
from bots.kit.session_pool import SessionPool
from flows.audit import Act
from flows.eligibility.period import Period
from flows.errors import CaseBroken, Code
from flows.follow_up.decided import (
    Checked,
    ClosedCase,
    DecisionKind,
    HumanDecision,
    Leaving,
    SupportedHousehold,
)
from flows.follow_up.ports import CaseRegister
from flows.swedish_time import SWEDEN
from mock_legacy.almanda.pages import follow_up as pages
from mock_legacy.world import models
from tests.contract.case_system import Almanda, open_almanda
from tests.fakes.audit import FakeAuditLog, audit_of
from tests.fakes.case_register import FakeCaseRegister

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
OPENED, MADE = datetime.fromisoformat("2026-10-09T10:04:07"), datetime.fromisoformat("2026-10-09T10:04:51")
DECISION = HumanDecision(
    decision_id="",
    case_key="K104233",
    reference="",
    period=Period(2026, 10),
    kind=DecisionKind.PARTLY,
    amount=Decimal(16798),
    reason="Arbetslös, ingen ersättning",
    unit="Försörjningsstöd Norr",
    opened_at=OPENED.replace(tzinfo=SWEDEN),
    decided_at=MADE.replace(tzinfo=SWEDEN),
    to_the_second=True,
    checked=Checked.WRONG,
    stickprov_error=Decimal("1200.50"),
)
HOUSEHOLD = SupportedHousehold(
    case_key="K104233", unit="Försörjningsstöd Norr", adults=2, children=2, months=2
)
GONE = ClosedCase(
    case_key="K104240",
    unit="Försörjningsstöd Norr",
    closed_on=date(2026, 10, 20),
    code="01",
    words="Arbete",
    leaving=Leaving.WORK,
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Almanda]:
    with open_almanda(tmp_path_factory.mktemp("lists")) as almanda:
        with almanda.world.session() as session:
            (october,) = session.scalars(select(models.Decision).where(models.Decision.period == "2026-10"))
            october.opened_at, october.decided_at = OPENED, MADE
            october.stickprov_result, october.stickprov_error_ore = "Fel", 120_050
            closed = session.get_one(models.CaseFile, "K104240")
            closed.status, closed.closed_on, closed.closing_code = "Avslutad", date(2026, 10, 20), "01"
            session.add(_of_a_protected_household("K104245"))
        yield almanda


def _of_a_protected_household(key: str) -> models.Decision:
    return models.Decision(
        customer_number=key,
        period="2026-10",
        period_from=OCTOBER[0],
        period_to=OCTOBER[1],
        kind="Bifall",
        amount_ore=500_000,
        decided_by="anna.handlaggare",
        decided_on=date(2026, 10, 9),
        reason="",
        text="",
    )


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def adapter(browser: Browser, running: Almanda) -> AsyncIterator[AlmandaCaseRegister]:
    options = ContextOptions(base_url=running.url, default_timeout_seconds=15)
    pool = SessionPool(browser, Door(running.url), [running.account("utkast-01")], context=options)
    yield AlmandaCaseRegister(pool, audit=audit_of("Almanda"))
    await pool.aclose()


@pytest.fixture(params=["fake", "almanda"])
def register(request: pytest.FixtureRequest) -> CaseRegister:
    if request.param == "fake":
        october = date(2026, 10, 15)
        return FakeCaseRegister(made=[DECISION], on_days={october: [HOUSEHOLD]}, ended=[GONE])
    adapter: CaseRegister = request.getfixturevalue("adapter")
    return adapter


def without_number(decision: HumanDecision) -> dict[str, object]:
    return {one.name: getattr(decision, one.name) for one in fields(decision) if one.name != "decision_id"}


async def test_decisions_are_told_to_the_second_and_protected_households_not_at_all(
    register: CaseRegister,
) -> None:
    (decision,) = await register.decisions(*OCTOBER)
    assert without_number(decision) == without_number(DECISION)


async def test_households_are_those_with_support_on_the_day(register: CaseRegister) -> None:
    assert await register.households(date(2026, 10, 15)) == (HOUSEHOLD,)


async def test_no_household_had_support_before_there_was_any(register: CaseRegister) -> None:
    assert await register.households(date(2025, 10, 15)) == ()


async def test_closed_case_files_say_where_the_household_went(register: CaseRegister) -> None:
    assert await register.closed(*OCTOBER) == (GONE,)


async def test_nothing_is_told_of_other_days(register: CaseRegister) -> None:
    september = date(2026, 1, 1), date(2026, 1, 31)
    assert (await register.decisions(*september), await register.closed(*september)) == ((), ())


async def test_a_list_of_many_pages_is_read_to_its_end(
    running: Almanda, adapter: AlmandaCaseRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "ROWS_PER_PAGE", 1)
    found = await adapter.decisions(date(2026, 8, 1), OCTOBER[1])
    assert [one.kind for one in found] == [DecisionKind.PARTLY, DecisionKind.PARTLY, DecisionKind.REFUSED]
    assert len({one.decision_id for one in found}) == 3
    assert [one.to_the_second for one in found] == [False, True, False]


async def test_a_result_of_a_check_that_nobody_knows_is_never_guessed(
    running: Almanda, adapter: AlmandaCaseRegister
) -> None:
    with running.world.session() as session:
        (august,) = session.scalars(select(models.Decision).where(models.Decision.period == "2026-08"))
        august.stickprov_result = "Kanske"
    with pytest.raises(CaseBroken) as broken:
        await adapter.decisions(date(2026, 8, 1), date(2026, 8, 31))
    assert broken.value.code == Code.VALUE_UNREADABLE


async def test_each_list_is_written_down_before_it_is_read(browser: Browser, running: Almanda) -> None:
    log = FakeAuditLog()
    options = ContextOptions(base_url=running.url, default_timeout_seconds=15)
    pool = SessionPool(browser, Door(running.url), [running.account("utkast-02")], context=options)
    await AlmandaCaseRegister(pool, audit=log.of("Almanda")).households(OCTOBER[0])
    await pool.aclose()
    assert [(one.act, one.person) for one in log.deeds] == [(Act.DECISIONS_LISTED, None)]
