"""One worker's robot: a municipality's ports, opened and logged in, and what it has been told."""

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from flows.eligibility.parameters import Parameters
from flows.errors import UtkastError
from flows.examination import Tour
from flows.handover_text import HandoverText
from flows.municipality import Municipality
from flows.ordering import OrderDesk
from flows.pace import Pace
from flows.ports import (
    ApplicationInbox,
    AuditLog,
    BenefitsAgency,
    Breakers,
    CaseSystem,
    Clock,
    Evidence,
    PopulationRegister,
    Reports,
    Switch,
    WorkItems,
)
from flows.stopping import Stopping


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerNews:
    """That a system was stopped or is asked again; `code` says why it was stopped."""

    event: str
    municipality: str
    system: str
    code: str = ""


Announce = Callable[[BreakerNews], None]


def unheard(news: BreakerNews) -> None:
    """For a robot that works where nobody listens, such as a test's."""


async def nowhere() -> None:
    """For one whose audit log lies nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Robot:
    """Everything a flow needs to work for one municipality.

    `handover_texts` holds the Swedish text of each reason to hand over; `width` is how many applications
    are on their way at the same time. `system_names` names each port's system as its errors do, and
    `secret_marks` tells by system whether a secret has changed since it was refused. `troubles` are the
    systems' troubles met in this run. `tours` show each port's screens to the doctor. `orders` is where
    caseworkers order, if anywhere. `announce` tells operations that a system was stopped or is asked again;
    `anchored` notes outside our tables how far the audit log has come.
    """

    worker: str
    municipality: Municipality
    parameters: Parameters
    handover_texts: Mapping[str, HandoverText]
    clock: Clock
    inbox: ApplicationInbox
    case_system: CaseSystem
    register: PopulationRegister
    benefits: BenefitsAgency
    work: WorkItems
    breakers: Breakers
    switch: Switch
    audit: AuditLog
    evidence: Evidence
    reports: Reports
    system_names: Mapping[str, str]
    secret_marks: Mapping[str, str]
    pace: Pace = field(default_factory=Pace)
    stopping: Stopping = field(default_factory=Stopping)
    troubles: list[UtkastError] = field(default_factory=list)
    tours: Mapping[str, Tour] = field(default_factory=dict)
    orders: OrderDesk | None = None
    announce: Announce = unheard
    anchored: Callable[[], Awaitable[None]] = nowhere
    width: int = 4


AT_WORK: ContextVar[Robot] = ContextVar("robot_at_work")
"""The robot of the run at hand: Prefect's tasks are given a case_ref and nothing more."""
