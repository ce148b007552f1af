"""Whatever the robot asks a system is written down first, with the account it is asked with, or not asked."""

import ast
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from adapters.almanda import AlmandaCaseSystem
from adapters.eplatform import EPlatformInbox
from adapters.forsakringskassan import ForsakringskassanBenefits
from adapters.skatteverket import SkatteverketRegister
from bots.kit.session_pool import Noting, SessionPool
from flows.audit import Act
from flows.eligibility.case import Role
from flows.errors import TablesAway
from flows.records import HouseholdMember, Lookup
from tests import examples
from tests.fakes.audit import FakeAuditLog
from tests.fakes.clock import FakeClock
from tests.house.sources import sources

CASE = "UTK-9901-100234"
LOOKUP = Lookup(case_ref=CASE, purpose="Kontroll", legal_basis="12 kap. 1 § SoL")
FILE = examples.case_file()
WHO = examples.APPLICANT
MONTHS = [examples.NOVEMBER]


class Asked(Exception):
    """The step was taken: the system was asked."""


@dataclass
class FakePool:
    """Sessions of two accounts; each step is only told that it was taken, and `lost` sessions before it."""

    lost: int = 0
    taken: list[str] = field(default_factory=list)
    log: FakeAuditLog = field(default_factory=FakeAuditLog)

    async def run(self, _step: Callable[[Any], Awaitable[object]], *, first: Noting) -> object:
        for account in ("utkast-01", "utkast-02")[: self.lost + 1]:
            await first(account)
            self.taken.append(f"after {len(self.log.deeds)}")
        raise Asked

    @asynccontextmanager
    async def lease_at(
        self, _arrive: Callable[[Any], Awaitable[object]], *, first: Noting
    ) -> AsyncIterator["FakeForm"]:
        await first("utkast-02")
        yield FakeForm()


class FakeForm:
    """A form that is pressed."""

    async def save(self, before_sending: Callable[[], Awaitable[None]]) -> None:
        await before_sending()
        raise Asked


async def unchanged() -> None:
    """Nothing happens before the press."""


def asked_of(pool: FakePool) -> dict[Act, Callable[[], Awaitable[object]]]:
    """Each call of a port that asks a system, by the act that it is first written down as."""
    sessions, clock, log = cast("SessionPool", pool), FakeClock(examples.NOW), pool.log
    cases = AlmandaCaseSystem(sessions, clock=clock, audit=log.of("Almanda"), own_signatures=())
    inbox = EPlatformInbox(sessions, clock=clock, audit=log.of("E-tjänster"), municipality_code="9901")
    register = SkatteverketRegister(sessions, clock=clock, audit=log.of("Skatteverket"))
    benefits = ForsakringskassanBenefits(sessions, clock=clock, audit=log.of("Försäkringskassan"))
    draft = examples.draft()
    return {
        Act.INBOX_LISTED: inbox.undelivered,
        Act.APPLICATION_READ: lambda: inbox.read(examples.entry("100234")),
        Act.DELIVERY_READ: lambda: inbox.confirm_delivery("100234", CASE),
        Act.CASE_OPENED: lambda: cases.open_case(WHO, CASE),
        Act.HISTORY_READ: lambda: cases.history(FILE, CASE),
        Act.DRAFT_LOOKED_FOR: lambda: cases.find_draft(FILE, CASE),
        Act.DRAFT_TYPED: lambda: cases.save_draft(FILE, draft, before_sending=unchanged),
        Act.PERSON_LOOKED_UP: lambda: register.person(WHO, LOOKUP),
        Act.INCOMES_LOOKED_UP: lambda: register.incomes(WHO, MONTHS, LOOKUP),
        Act.BENEFITS_LOOKED_UP: lambda: benefits.answers(WHO, MONTHS, LOOKUP),
    }


CALLS = tuple(asked_of(FakePool()))
ABOUT_NOBODY_YET = (Act.INBOX_LISTED, Act.APPLICATION_READ, Act.DELIVERY_READ)


@pytest.mark.parametrize("act", CALLS)
async def test_a_call_is_written_down_before_it_is_made(act: Act) -> None:
    pool = FakePool()
    with pytest.raises(Asked):
        await asked_of(pool)[act]()
    (deed, *then) = pool.log.deeds
    assert deed.act is act
    assert [one.act for one in then] == ([Act.DRAFT_SAVED] if act is Act.DRAFT_TYPED else [])
    assert pool.taken in ([], ["after 1"])
    assert deed.person == (None if act in ABOUT_NOBODY_YET else WHO)
    assert deed.case_ref == ("" if act is Act.INBOX_LISTED else CASE)
    assert deed.account.startswith("utkast-")
    assert deed.purpose
    assert deed.legal_basis


@pytest.mark.parametrize("act", CALLS)
async def test_what_cannot_be_written_down_is_not_done(act: Act) -> None:
    pool = FakePool(log=FakeAuditLog(is_away=True))
    with pytest.raises(TablesAway):
        await asked_of(pool)[act]()
    assert pool.taken == []


async def test_a_register_is_written_down_with_the_reason_that_it_is_told() -> None:
    pool = FakePool()
    with pytest.raises(Asked):
        await asked_of(pool)[Act.INCOMES_LOOKED_UP]()
    (deed,) = pool.log.deeds
    assert (deed.purpose, deed.legal_basis, deed.system) == (
        LOOKUP.purpose,
        LOOKUP.legal_basis,
        "Skatteverket",
    )


async def test_a_look_up_repeated_after_a_lost_session_is_written_down_twice() -> None:
    pool = FakePool(lost=1)
    with pytest.raises(Asked):
        await asked_of(pool)[Act.CASE_OPENED]()
    assert [(one.act, one.account) for one in pool.log.deeds] == [
        (Act.CASE_OPENED, "utkast-01"),
        (Act.CASE_OPENED, "utkast-02"),
    ]
    assert pool.taken == ["after 1", "after 2"]


async def test_a_press_is_not_made_when_it_cannot_be_written_down() -> None:
    pool = FakePool()
    noted: list[str] = []

    async def away_after_the_typing() -> None:
        if pool.log.deeds:
            pool.log.is_away = True

    async def told() -> None:
        noted.append("about to press")

    pool.log.meanwhile = away_after_the_typing
    cases = AlmandaCaseSystem(
        cast("SessionPool", pool),
        clock=FakeClock(examples.NOW),
        audit=pool.log.of("Almanda"),
        own_signatures=(),
    )
    with pytest.raises(TablesAway):
        await cases.save_draft(FILE, examples.draft(), before_sending=told)
    assert pool.log.acts == [Act.DRAFT_TYPED]
    assert noted == []


async def test_everybody_in_a_case_file_is_written_down_when_its_history_is_read() -> None:
    pool = FakePool()
    child = HouseholdMember(personal_number=examples.CHILD, role=Role.CHILD)
    file = examples.case_file(members=(*FILE.members, child))
    cases = AlmandaCaseSystem(
        cast("SessionPool", pool),
        clock=FakeClock(examples.NOW),
        audit=pool.log.of("Almanda"),
        own_signatures=(),
    )
    with pytest.raises(Asked):
        await cases.history(file, CASE)
    assert [deed.person for deed in pool.log.deeds] == [WHO, examples.CHILD]


def test_no_adapter_asks_a_system_without_saying_what_is_written_down_first() -> None:
    unsaid = [
        one for source in sources("adapters", suffix=".py") for one in _unsaid(source.path, source.text)
    ]
    assert unsaid == []


def test_an_adapter_that_says_nothing_would_be_found() -> None:
    assert _unsaid("planted.py", "await self._pool.run(step)") == ["planted.py:1"]
    assert _unsaid("planted.py", "self._pool.lease_at(form)") == ["planted.py:1"]
    assert _unsaid("planted.py", "self._pool.lease()") == ["planted.py:1"]
    assert _unsaid("planted.py", "await self._pool.run(step, first=noted)") == []


def _unsaid(path: str, text: str) -> Sequence[str]:
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [
        f"{path}:{call.lineno}"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"run", "lease_at", "lease"}
        and ast.unparse(call.func.value).endswith("_pool")
        and "first" not in {word.arg for word in call.keywords}
    ]
