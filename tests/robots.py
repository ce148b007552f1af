"""A robot built of fakes, with the household of `tests.examples` in every system, for the flows' own tests.

Each `robot()` is a new run: the same systems and tables, and no troubles yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from adapters.config_files import load_handover_texts, load_municipality
from flows.eligibility.case import EarlierCalculation, EarlierRow, History, JobSeeker, Plan
from flows.eligibility.facts import Fact
from flows.handover_text import HandoverText
from flows.municipality import Municipality
from flows.pace import Pace
from flows.prepare import known
from flows.prepare import prepare as prepare_item
from flows.records import Application, CaseFile
from flows.robot import Robot
from flows.stopping import Stopping
from flows.work import WorkItem, case_ref_for
from tests import examples
from tests.fakes.audit import FakeAuditLog
from tests.fakes.benefits import BenefitRecord, FakeBenefitsAgency
from tests.fakes.breakers import FakeBreakers
from tests.fakes.case_system import FakeCaseSystem
from tests.fakes.clock import FakeClock
from tests.fakes.evidence import FakeEvidence
from tests.fakes.inbox import FakeInbox
from tests.fakes.population_register import FakePopulationRegister, RegisterRecord
from tests.fakes.reports import FakeReports
from tests.fakes.tour import FakeTour
from tests.fakes.work_items import FakeWorkItems
from tests.household_facts import CONFIG, krona, parameters

SYSTEM_NAMES = {
    "inbox": "E-tjänster",
    "case_system": "Almanda",
    "population_register": "Skatteverket",
    "benefits": "Försäkringskassan",
}


@cache
def exempelstad() -> Municipality:
    """The municipality as its file states it."""
    return load_municipality(CONFIG, "exempelstad")


@cache
def handover_texts() -> Mapping[str, HandoverText]:
    """The texts as their file states them."""
    return load_handover_texts(CONFIG)


def settled_history() -> History:
    """October decided with the same rent, and a plan that holds."""
    october = EarlierCalculation(
        period=examples.NOVEMBER.control,
        norm="Riksnorm 2026",
        norm_total=krona(5220),
        members=1,
        incomes=(),
        costs=(EarlierRow(label="Boendekostnad", amount=krona(5800), applied=krona(5800)),),
        balance=krona(-11020),
    )
    plan = Plan(kind="Arbetssökande", valid_from=date(2026, 3, 16), valid_to=None, status="Aktiv")
    return History(calculations=(october,), plans=(plan,))


def _clock() -> FakeClock:
    return FakeClock(examples.NOW)


class ClockedStopping(Stopping):
    """Waits by moving the clock, so that no test waits in earnest."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock

    async def within(self, seconds: float) -> bool:
        # The others get their turn; then it is later.
        asked = await super().within(0)
        self._clock.moment += timedelta(seconds=seconds)
        return asked


class OneForMany(FakeWorkItems):
    """Work items in which one household stands for many, so that its applications repeat nothing."""

    async def is_repeated(self, case_ref: str) -> bool:
        return False


@dataclass(kw_only=True)
class Bench:
    """The fakes a robot works with; a test changes them as it needs."""

    clock: FakeClock = field(default_factory=_clock)
    inbox: FakeInbox = field(default_factory=FakeInbox)
    case_system: FakeCaseSystem = field(default_factory=FakeCaseSystem)
    register: FakePopulationRegister = field(init=False)
    benefits: FakeBenefitsAgency = field(init=False)
    work: FakeWorkItems = field(default_factory=OneForMany)
    breakers: FakeBreakers = field(default_factory=FakeBreakers)
    evidence: FakeEvidence = field(default_factory=FakeEvidence)
    reports: FakeReports = field(default_factory=FakeReports)
    audit: FakeAuditLog = field(default_factory=FakeAuditLog)
    pace: Pace = field(default_factory=Pace)
    secret_marks: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.register = FakePopulationRegister(self.clock)
        self.benefits = FakeBenefitsAgency(self.clock)

    def robot(self, worker: str = "worker-1", width: int = 4) -> Robot:
        """The robot of a new run."""
        return Robot(
            worker=worker,
            municipality=exempelstad(),
            parameters=parameters(),
            handover_texts=handover_texts(),
            clock=self.clock,
            inbox=self.inbox,
            case_system=self.case_system,
            register=self.register,
            benefits=self.benefits,
            work=self.work,
            breakers=self.breakers,
            switch=self.work.switch,
            audit=self.audit,
            evidence=self.evidence,
            reports=self.reports,
            pace=self.pace,
            stopping=ClockedStopping(self.clock),
            system_names=SYSTEM_NAMES,
            secret_marks=dict(self.secret_marks),
            tours={"population_register": FakeTour("Skatteverket", self.register.raise_if_away)},
            width=width,
        )

    def arrive(self, ref: str = "100234", **changes: object) -> str:
        """An application comes into the inbox; its case_ref."""
        self.inbox.arrive(examples.entry(ref), examples.application(ref, **changes))
        return case_ref_for("9901", ref)

    async def collected(self, ref: str = "100234", **changes: object) -> str:
        """An application that is collected already; its case_ref."""
        return await self.has_collected(examples.application(ref, **changes))

    async def has_collected(self, application: Application) -> str:
        """That application, collected."""
        item = examples.work_item(application.application_ref, period=application.period)
        await self.work.collect(item, application)
        return item.case_ref

    def item(self, case_ref: str) -> WorkItem:
        """Where the application stands now."""
        return self.work.items[case_ref]

    @property
    def asked(self) -> int:
        """How many calls were made to the case system and to the agencies."""
        case_system, register = self.case_system.calls.total(), self.register.calls.total()
        return case_system + register + len(self.benefits.asked)


def bench(file: CaseFile | None = None) -> Bench:
    """A single adult known everywhere: a renewal of hers gives a draft of 11 020 kronor, BIFALL."""
    file = file or examples.case_file()
    history = Fact(value=settled_history(), source="Almanda", fetched_at=examples.NOW)
    made = Bench(case_system=FakeCaseSystem([file], {file.key: history}))
    made.register.records[examples.APPLICANT] = RegisterRecord(person=examples.registered())
    made.benefits.records[examples.APPLICANT] = BenefitRecord(job_seeker=JobSeeker(registered=True))
    return made


async def prepare(robot: Robot, case_ref: str) -> WorkItem:
    """Prepare the application of that reference on demand. Raises UnknownReference."""
    return await prepare_item(robot, await known(robot, case_ref))
