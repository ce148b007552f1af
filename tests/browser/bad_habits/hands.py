"""The robot's hands on all four mock systems: pools and adapters, with no flow and no Prefect.

What was really kept is read from the systems' own records, never from what the robot says.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from playwright.async_api import Browser, Page
from sqlalchemy import delete, select, update

from adapters.almanda import AlmandaCaseSystem
from adapters.eplatform import EPlatformInbox
from adapters.forsakringskassan import ForsakringskassanBenefits
from adapters.products import Opened, Premises, open_product
from adapters.secrets_folder import SecretsFolder
from adapters.skatteverket import SkatteverketRegister
from bots.kit.browser import bound
from bots.kit.errors import ScreenError
from bots.kit.lender import OnlyWorker
from flows.hours import OpeningHours
from flows.identity import PersonalNumber
from flows.swedish_time import SWEDEN
from mock_legacy.platform.accounts import open_accounts
from mock_legacy.platform.faults import Fault
from mock_legacy.world import models
from mock_legacy.world.generator import Recipe
from tests.fakes.audit import FakeAuditLog

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

CASEWORKER = "anna.handlaggare"
ROBOTS = ("utkast-01", "utkast-02", "utkast-03")
PRODUCTS = {
    "inbox": "eplatform",
    "almanda": "almanda",
    "skatteverket": "skatteverket",
    "forsakringskassan": "forsakringskassan",
}
TOWN = Recipe(
    applications=4, scenarios=("single_parent", "salary_part_time", "benefit_not_declared", "tax_refund")
)
NOW = datetime(2026, 11, 18, 8, 14, tzinfo=SWEDEN)


HASTE_SECONDS = 4
"""The patience of a test that waits it out."""


class StoppedClock:
    """The time at which everything is fetched."""

    def now(self) -> datetime:
        """The same moment always."""
        return NOW


@dataclass(slots=True, kw_only=True)
class Hands:
    """What a worker has in its hands; a system is opened when it is first used.

    `seen` is what was shown to the witness who takes evidence.
    """

    mocks: "RunningMocks"
    browser: Browser
    account: str
    timeout_seconds: float = 15
    opened: dict[str, Opened] = field(default_factory=dict)
    seen: list[ScreenError] = field(default_factory=list)
    ordered: list[Fault] = field(default_factory=list)
    audit: FakeAuditLog = field(default_factory=FakeAuditLog)

    @property
    def inbox(self) -> EPlatformInbox:
        """The inbox."""
        adapter = self.system("inbox").adapter
        assert isinstance(adapter, EPlatformInbox)
        return adapter

    @property
    def cases(self) -> AlmandaCaseSystem:
        """The case system."""
        adapter = self.system("almanda").adapter
        assert isinstance(adapter, AlmandaCaseSystem)
        return adapter

    @property
    def register(self) -> SkatteverketRegister:
        """The population register."""
        adapter = self.system("skatteverket").adapter
        assert isinstance(adapter, SkatteverketRegister)
        return adapter

    @property
    def benefits(self) -> ForsakringskassanBenefits:
        """The benefits agency."""
        adapter = self.system("forsakringskassan").adapter
        assert isinstance(adapter, ForsakringskassanBenefits)
        return adapter

    def system(self, name: str) -> Opened:
        """The system of that name, opened now if it was not."""
        if name not in self.opened:
            self.opened[name] = open_product(PRODUCTS[name], self._premises(name))
        return self.opened[name]

    @asynccontextmanager
    async def in_haste(self, name: str) -> AsyncIterator[None]:
        """Until the block ends the session in that system, logged in by now, has little patience."""
        async with self.system(name).pool.lease() as session:
            context = session.context
        bound(context, HASTE_SECONDS)
        try:
            yield
        finally:
            bound(context, self.timeout_seconds)

    def strike(self, kind: str, system: str, step: str, **more: object) -> Fault:
        """Put a fault in force, once unless said otherwise; a test ends badly if it never strikes."""
        settings: dict[str, object] = {"remaining": 1, **more}
        fault = Fault(kind=kind, system=system, step=step, **settings)  # type: ignore[arg-type]
        self.ordered.append(fault)
        return self.mocks.platform.faults.add(fault)

    def logins(self, system: str) -> list[str]:
        """How each login to a system went, as the system wrote it down."""
        with self.mocks.world.session() as session:
            mine = select(models.LoginAttempt.outcome).where(models.LoginAttempt.system == system)
            return list(session.scalars(mine.order_by(models.LoginAttempt.id)))

    def drafts(self) -> Sequence[models.Draft]:
        """Every draft that Almanda keeps, oldest first."""
        with self.mocks.world.session() as session:
            return session.scalars(select(models.Draft).order_by(models.Draft.draft_number)).all()

    def decided_before(self, case_key: str) -> int:
        """Last month's draft in a case file, decided by a caseworker; Almanda's number of it."""
        october = datetime(2026, 10, 9, 10, 30)  # noqa: DTZ001 - Almanda's times have no zone
        draft = models.Draft(
            customer_number=case_key,
            period="2026-10",
            verdict_line="Bifall för oktober 2026.",
            status="Beslutad",
            created_by=CASEWORKER,
            created_at=october,
            changed_by=CASEWORKER,
            changed_at=october,
        )
        with self.mocks.world.session() as session:
            session.add(draft)
            session.flush()
            return draft.draft_number

    def confirmed(self, application_ref: str) -> list[str]:
        """The ids under which an application has been confirmed, once for every time."""
        number = int(application_ref)
        with self.mocks.world.session() as session:
            times = select(models.InboxEvent.id).where(
                models.InboxEvent.flow_instance_id == number, models.InboxEvent.kind == "delivery"
            )
            held = session.get_one(models.InboxInstance, number).delivered_external_id
            return [held or ""] * len(session.scalars(times).all())

    def applicants(self) -> Sequence[PersonalNumber]:
        """The applicant of every case file, in number order."""
        with self.mocks.world.session() as session:
            files = session.scalars(select(models.CaseFile).order_by(models.CaseFile.customer_number)).all()
            return [PersonalNumber(file.applicant) for file in files]

    def start_over(self) -> None:
        """No fault is in force, no account locked, no code used, and nothing stands that the robot wrote."""
        self.mocks.platform.faults.forget()
        self.seen.clear()
        self.ordered.clear()
        open_accounts(self.mocks.world)
        with self.mocks.world.session() as session:
            for table in (models.UsedCode, models.LoginAttempt, models.InboxEvent):
                session.execute(delete(table))
            for table in (
                models.DraftGridRow,
                models.DraftSave,
                models.DraftWarning,
                models.DraftOpening,
                models.Draft,
            ):
                session.execute(delete(table))
            ours = update(models.InboxInstance).where(models.InboxInstance.delivered_system == "Utkast")
            session.execute(ours.values(delivered_external_id=None, delivered_system=None))

    async def close(self) -> None:
        """Log out of every system that was opened."""
        for one in self.opened.values():
            await one.pool.aclose()
        self.opened.clear()

    def _premises(self, name: str) -> Premises:
        async def witness(_page: Page, error: ScreenError) -> None:
            self.seen.append(error)

        return Premises(
            base_url=self.mocks.urls[name],
            accounts=(self.account,),
            known_as=ROBOTS,
            timeout_seconds=self.timeout_seconds,
            hours=OpeningHours(),
            municipality_code="9901",
            browser=self.browser,
            secrets=SecretsFolder(self.mocks.credentials_dir),
            clock=StoppedClock(),
            witness=lambda _system: witness,
            lender=lambda _system, _accounts: OnlyWorker(),
            mark=str,
            audit=self.audit.of,
        )


@asynccontextmanager
async def at_hand(mocks: "RunningMocks", browser: Browser, account: str) -> AsyncIterator[Hands]:
    """Hands that log out at the end, whatever happened."""
    hands = Hands(mocks=mocks, browser=browser, account=account)
    hands.start_over()
    try:
        yield hands
    finally:
        mocks.platform.faults.forget()
        await hands.close()
