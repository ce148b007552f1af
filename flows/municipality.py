"""A municipality: its systems and its own rules, as `config/municipalities/<slug>.yaml` states them.

Knows no file and no adapter: `adapters.config_files` reads it, `flows.wiring` makes the adapters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.eligibility.municipality import MunicipalityRules
from flows.hours import OpeningHours
from flows.practice import Practice
from flows.retention import Periods

PORTS = ("inbox", "case_system", "population_register", "benefits")
REGISTERS = ("population_register", "benefits")


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemSettings:
    """One system: which adapter, where, with which accounts and how many sessions at most.

    `purpose` and `legal_basis` are stated at each look-up; blank for a system that is no register.
    `traces` is whether a failure there leaves a trace of what was done beside its evidence.
    """

    adapter: str
    base_url: str
    accounts: tuple[str, ...]
    sessions: int
    purpose: str = ""
    legal_basis: str = ""
    hours: OpeningHours = field(default_factory=OpeningHours)
    traces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One municipality. `code` is its four digits; `payday` the day of the month; `systems` by port name.

    `months_back` is how many months before this one an application may be about, to be prepared.
    `completion_days` is how many days an applicant gets to send what is missing.
    `retention` is how long the robot keeps each kind of its own copies. `timetable` tells when Prefect starts
    what, as five fields of cron by Sweden's clock, where that is not as `prefect.yaml` has it.
    `practice` is how it works beside the law.
    """

    slug: str
    code: str
    name: str
    timezone: str
    payday: int
    months_back: int
    completion_days: int
    systems: Mapping[str, SystemSettings]
    rules: MunicipalityRules
    timetable: Mapping[str, str] = field(default_factory=dict)
    retention: Periods = field(default_factory=dict)
    practice: Practice = field(default_factory=Practice)
