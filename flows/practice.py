"""How a municipality works, beside what its law-bound rules say: flow, days, payment, contact and follow-up.

Knows no file; `adapters.config_files` reads it. A municipality that states nothing works as before.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from flows.eligibility.parameters import CheckedAgainst
from flows.eligibility.track import MainFlow


class Weekday(StrEnum):
    """A working day."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"


class Highlight(StrEnum):
    """What a municipality wants to see first in its weekly follow-up."""

    ANSWER_TIME = "answer_time"
    CHILDREN = "children"
    CONSISTENCY = "consistency"
    MAIN_FLOW = "main_flow"
    SAMPLES = "samples"
    SOCIAL_NEEDS = "social_needs"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """When the week is talked about, and what comes first then; None and nothing where it is not stated.

    A draft decided as proposed within `hasty_seconds` of its opening counts as hardly read, and figures about
    fewer than `smallest_group` are not shown.
    """

    meeting: Weekday | None = None
    highlights: tuple[Highlight, ...] = ()
    hasty_seconds: int = 60
    smallest_group: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PubliclyKnown:
    """That one setting of the municipality's file (`setting`, by its keys) is publicly known, and from where.

    `what` is what the source says, in Swedish. Every setting without such a line is an example.
    """

    setting: str
    what: str
    source: str
    checked_against: CheckedAgainst


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """How one municipality works.

    `apply_by` is the last day of the month to apply for it, and `late_payday_days` how many days after a
    later application it is paid at the earliest; with 0 the payday stays.
    `answer_target_days` is how many working days an applicant should wait for an answer at most.
    `prepares_payment` asks for a payment row beside each draft that proposes an amount; a person's decision
    alone releases it.
    """

    main_flow: MainFlow | None = None
    apply_by: int | None = None
    late_payday_days: int = 0
    answer_target_days: int | None = None
    prepares_payment: bool = False
    follow_up: FollowUp = field(default_factory=FollowUp)
    publicly_known: tuple[PubliclyKnown, ...] = ()
