"""The whole follow-up of a week, from what the two ports tell. The same records give the same report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from flows.follow_up import households, shares, tables
from flows.follow_up.consistency import can_be_tested, findings
from flows.follow_up.decided import ClosedCase, HumanDecision, SupportedHousehold
from flows.follow_up.figures import Finding, Share, Table
from flows.follow_up.frames import decided_frame, prepared_frame, within
from flows.follow_up.proposed import Prepared
from flows.follow_up.week import WEEKS_BACK, Choices, Week, week_told


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was read: our own proposals, the case system's lists, and what a reason to hand over is called."""

    prepared: Sequence[Prepared]
    decisions: Sequence[HumanDecision]
    weeks: Mapping[date, Sequence[SupportedHousehold]]
    closed: Sequence[ClosedCase]
    handed_over: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A week's follow-up. `spans` are shares of the week, of four weeks and of the year; medians in days.

    `today` is the day it was made: a week that is not over by then goes on, and its figures will change.
    """

    municipality: str
    slug: str
    week: Week
    choices: Choices
    spans: Mapping[str, Sequence[Share]]
    medians: Mapping[str, float | None]
    findings: Sequence[Finding]
    tables: Sequence[Table]
    gone: int
    today: date
    is_tested: bool
    """Whether the year had decisions enough to compare."""

    def table(self, key: str) -> Table:
        """The table of that key. Raises StopIteration when there is none."""
        return next(one for one in self.tables if one.key == key)

    @property
    def goes_on(self) -> bool:
        """Whether the week is not over."""
        return self.week.goes_on(self.today)

    @property
    def week_told(self) -> str:
        """The week, and that it goes on if it does."""
        return week_told(self.week, self.today)

    @property
    def title(self) -> str:
        """Whose follow-up of which week."""
        return f"{self.municipality}: uppföljning {self.week_told}"

    @property
    def first_shares(self) -> Sequence[Share]:
        """The week's shares that the municipality wants to see first."""
        return [one for one in self.spans["Veckan"] if one.key in self.choices.first]

    @property
    def children(self) -> int:
        """Children in households with support on the week's Monday."""
        return self._on_monday(households.CHILDREN)

    @property
    def children_undecided(self) -> int:
        """Children in households that had support the month before, whose month nobody has decided."""
        return self._on_monday(households.CHILDREN_UNDECIDED)

    def _on_monday(self, column: str) -> int:
        return int(self.table("hushall").column(column)[-1] or 0)


def report_of(
    told: Told, *, municipality: str, slug: str, week: Week, choices: Choices, today: date
) -> Report:
    """Every figure, table and finding."""
    prepared = prepared_frame(told.prepared)
    decided = decided_frame(told.decisions, prepared)
    year = within(decided, "decided_at", week.first_looked_at, last=week.sunday)
    spans, medians = {}, {}
    for name, weeks in (("Veckan", 1), ("Fyra veckor", 4), ("Ett år", WEEKS_BACK)):
        first = week.monday - timedelta(weeks=weeks - 1)
        made = within(year, "decided_at", first, last=week.sunday)
        got = within(prepared, "collected_at", first, last=week.sunday)
        spans[name] = shares.every_share(got, made, choices)
        medians[name] = shares.median_days(made)
    return Report(
        municipality=municipality,
        slug=slug,
        week=week,
        choices=choices,
        spans=spans,
        medians=medians,
        findings=findings(year, fewest=choices.fewest),
        tables=_tables(told, prepared, year, week=week, choices=choices, today=today),
        gone=int(prepared["is_gone"].sum()),
        today=today,
        is_tested=can_be_tested(year, fewest=choices.fewest),
    )


def _tables(
    told: Told, prepared: pd.DataFrame, year: pd.DataFrame, *, week: Week, choices: Choices, today: date
) -> Sequence[Table]:
    got = within(prepared, "collected_at", week.first_looked_at, last=week.sunday)
    every = (
        tables.compared(year, fewest=choices.fewest),
        tables.reasons(year, fewest=choices.fewest),
        shares.by_unit(year, hasty_seconds=choices.hasty_seconds, fewest=choices.fewest),
        tables.by_week(year, hasty_seconds=choices.hasty_seconds, fewest=choices.fewest, today=today),
        tables.proposals(got),
        tables.handovers(got, told.handed_over),
        tables.stickprov(year, fewest=choices.fewest),
        households.by_monday(told.weeks, week.mondays, decisions=told.decisions, closed=told.closed),
        households.leaving(told.closed),
        households.leaving_by_unit(told.closed, fewest=choices.fewest),
        households.cost(year, fewest=choices.fewest),
    )
    first = [one for key in choices.first for one in every if one.key == key]
    return (*first, *(one for one in every if one not in first))
