"""Which week is followed up, and what a municipality chooses of it. No pandas: whoever asks need not wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.eligibility.period import Period
from flows.errors import SetUpTrouble
from flows.follow_up.small_groups import FEWEST

HASTY_SECONDS = 60
"""A draft decided as proposed sooner after it was opened has hardly been read."""
WEEKS_BACK = 52
"""How far back consistency and drift are looked for, and case files that were closed."""
WEEKS_OF_CHILDREN = 13
ANSWER_TIME, MAIN_FLOW, SOCIAL_NEEDS = "svarstid", "huvudflode", "sociala-behov"
"""Keys of shares that a municipality may want to see first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of ISO 8601, such as `2026-W47`; `monday` is its first day."""

    monday: date

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read `2026-W47`. Raises ValueError for anything else."""
        year, dash, number = text.partition("-W")
        if not (dash and year.isdecimal() and number.isdecimal()):
            raise ValueError(f"{text!r} is not a week written YYYY-Www, such as 2026-W47")
        return cls(monday=date.fromisocalendar(int(year), int(number), 1))

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week that `day` falls in."""
        return cls(monday=day - timedelta(days=day.weekday()))

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def first_looked_at(self) -> date:
        """The first day of everything that is compared."""
        return self.monday - timedelta(weeks=WEEKS_BACK - 1)

    @property
    def mondays(self) -> Sequence[date]:
        """The Mondays on which households and children are counted, this week's last."""
        return [self.monday - timedelta(weeks=back) for back in reversed(range(WEEKS_OF_CHILDREN))]

    @property
    def mondays_read(self) -> Sequence[date]:
        """Those, and the one that tells who had support the month before the first of them."""
        return [last_monday_before(Period.of(self.mondays[0])), *self.mondays]

    def goes_on(self, today: date) -> bool:
        """Whether its Sunday has not passed."""
        return today <= self.sunday

    def __str__(self) -> str:
        return f"{self.monday:%G-W%V}"


def last_monday_before(month: Period) -> date:
    """The last Monday of the month before."""
    return Week.of(month.shifted(-1).last_day).monday


def week_told(week: Week, today: date) -> str:
    """The week as a report names it: `2026-W47`, and that it goes on where it does."""
    return f"{week} (pågår)" if week.goes_on(today) else str(week)


def week_asked_for(text: str, today: date) -> Week:
    """The week that `text` names, or else the last one. Raises SetUpTrouble for none, or one to come."""
    if not text:
        return Week.of(today - timedelta(weeks=1))
    try:
        asked = Week.parse(text)
    except ValueError as wrong:
        raise SetUpTrouble(f"That is no week: {wrong}.") from None
    if asked.monday > today:
        raise SetUpTrouble(f"{asked} begins on {asked.monday}: there is nothing to follow up yet.")
    return asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a municipality decides: seconds that are too few to read in, and groups that are too small.

    `answer_target_days` is its own target in working days, and `meeting` the weekday (0 is Monday) on which
    the week is talked about; None where it has stated none.
    """

    hasty_seconds: int = HASTY_SECONDS
    fewest: int = FEWEST
    answer_target_days: int | None = None
    meeting: int | None = None
    first: tuple[str, ...] = ()
    """Keys of the shares and the tables that are shown first."""
