"""One worker's robot: a municipality's ports, opened and logged in, and the board of stopped systems."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

from flows.board import Board
from flows.eligibility.parameters import Parameters
from flows.municipality import Municipality
from flows.ports import (
    ApplicationInbox,
    BenefitsAgency,
    CaseSystem,
    Clock,
    PopulationRegister,
    SystemStops,
    WorkItems,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robot:
    """Everything a flow needs to work for one municipality.

    `handover_texts` holds a Swedish sentence for each reason to hand over; `width` is how many
    applications are on their way at the same time. `system_names` names each port's system as its errors
    do, and `secret_marks` tells by system whether a secret has changed since it was refused.
    """

    worker: str
    municipality: Municipality
    parameters: Parameters
    handover_texts: Mapping[str, str]
    clock: Clock
    inbox: ApplicationInbox
    case_system: CaseSystem
    register: PopulationRegister
    benefits: BenefitsAgency
    work: WorkItems
    stops: SystemStops
    system_names: Mapping[str, str]
    secret_marks: Mapping[str, str]
    board: Board = field(default_factory=Board)
    width: int = 4


AT_WORK: ContextVar[Robot] = ContextVar("robot_at_work")
"""The robot of the run at hand: Prefect's tasks are given a case_ref and nothing more."""
