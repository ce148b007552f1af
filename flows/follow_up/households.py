"""Whether people get on: supported households and their children, where households go, what support costs."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pandas as pd

from flows.eligibility.period import Period
from flows.follow_up.decided import ClosedCase, HumanDecision, Leaving, SupportedHousehold
from flows.follow_up.figures import Cell, Column, Shown, Table
from flows.follow_up.small_groups import FEWEST, HIDDEN_NOTE, Block, without_small
from flows.follow_up.week import last_monday_before

LONG = 10
"""Support in at least so many of twelve months is long-term."""
CHILDREN, CHILDREN_UNDECIDED = "Barn", "Barn utan beslut"
HOUSEHOLDS, HOUSEHOLDS_UNDECIDED = "Hushåll", "Hushåll utan beslut"


def by_monday(
    weeks: Mapping[date, Sequence[SupportedHousehold]],
    mondays: Sequence[date],
    *,
    decisions: Sequence[HumanDecision],
    closed: Sequence[ClosedCase],
) -> Table:
    """Households with running support on each of the Mondays, and the children and adults in them.

    A household is counted once a week; long-term is support in at least ten of the last twelve months.
    Support is granted a month at a time, so those whose month nobody has decided are counted by themselves:
    until then nobody knows whether they have it. `weeks` are `Week.mondays_read`.
    """
    decided = {(one.case_key, one.period) for one in decisions}
    rows: list[tuple[Cell, ...]] = []
    for monday in mondays:
        there = weeks[monday]
        undecided = _undecided(weeks, monday, decided=decided, closed=closed)
        children = sum(one.children for one in there)
        rows.append(
            (
                f"{monday:%G-W%V}",
                len(there),
                sum(one.children > 0 for one in there),
                children,
                sum(one.adults for one in there),
                sum(one.months >= LONG for one in there),
                len(undecided),
                sum(one.children for one in undecided),
            )
        )
    return Table(
        key="hushall",
        title="Barn och hushåll med bistånd",
        note="Hushåll med löpande bistånd veckans måndag. Långvarigt: minst tio av tolv månader. "
        "Utan beslut: de hade bistånd månaden före och har inte fått beslut för månaden. De räknas inte i de "
        "andra kolumnerna. Hushåll med skyddade uppgifter räknas inte.",
        columns=(
            Column(name="Vecka"),
            Column(name=HOUSEHOLDS, shown=Shown.COUNT),
            Column(name="Hushåll med barn", shown=Shown.COUNT),
            Column(name=CHILDREN, shown=Shown.COUNT),
            Column(name="Vuxna", shown=Shown.COUNT),
            Column(name="Långvarigt", shown=Shown.COUNT),
            Column(name=HOUSEHOLDS_UNDECIDED, shown=Shown.COUNT),
            Column(name=CHILDREN_UNDECIDED, shown=Shown.COUNT),
        ),
        rows=tuple(rows),
        charted=(CHILDREN, HOUSEHOLDS, CHILDREN_UNDECIDED, HOUSEHOLDS_UNDECIDED),
    )


def _undecided(
    weeks: Mapping[date, Sequence[SupportedHousehold]],
    monday: date,
    *,
    decided: Collection[tuple[str, Period]],
    closed: Sequence[ClosedCase],
) -> list[SupportedHousehold]:
    """Those with support at the end of the month before and no decision for this one, nor closed since."""
    month = Period.of(monday)
    before = last_monday_before(month)
    there = {one.case_key for one in weeks[monday]}
    gone = {one.case_key for one in closed if one.closed_on >= before}
    known = there | gone
    return [
        one for one in weeks[before] if one.case_key not in known and (one.case_key, month) not in decided
    ]


def leaving(closed: Sequence[ClosedCase]) -> Table:
    """Case files closed, by where the household went; a code that nobody knows is a line of its own."""
    counts = Counter(one.leaving for one in closed)
    whole = len(closed)
    rows = [(one.value, counts[one], counts[one] / whole if whole else None) for one in Leaving]
    return Table(
        key="avslutade",
        title="Avslutade hushåll",
        note="Akter som avslutats under året, efter ärendesystemets orsakskod. Andel av alla avslutade.",
        columns=(
            Column(name="Vart hushållet gick"),
            Column(name="Antal", shown=Shown.COUNT, summed=True),
            Column(name="Andel", shown=Shown.SHARE),
        ),
        rows=tuple(rows),
        charted=("Antal",),
    )


def leaving_by_unit(closed: Sequence[ClosedCase], *, fewest: int = FEWEST) -> Table:
    """Case files closed to work or studies, of all closed, unit by unit."""
    units = sorted({one.unit for one in closed})
    rows, parts = [], []
    for unit in units:
        own = [one.leaving for one in closed if one.unit == unit]
        work, studies = own.count(Leaving.WORK), own.count(Leaving.STUDIES)
        rows.append((unit, len(own), work, studies, (work + studies) / len(own)))
        parts.append((work, studies, len(own) - work - studies))
    blocks = (
        Block(cells=(1,), groups=[(sum(one),) for one in parts]),
        Block(cells=(2, 3, 4), groups=parts),
    )
    return Table(
        key="avslutade-enheter",
        title="Avslutade till arbete eller studier, per enhet",
        note=f"Av alla avslutade akter. {HIDDEN_NOTE.format(fewest=fewest)}",
        columns=(
            Column(name="Enhet"),
            Column(name="Avslutade", shown=Shown.COUNT, summed=True),
            Column(name="Till arbete", shown=Shown.COUNT, summed=True),
            Column(name="Till studier", shown=Shown.COUNT, summed=True),
            Column(name="Andel", shown=Shown.SHARE),
        ),
        rows=without_small(rows, blocks, fewest=fewest),
    )


def cost(decided: pd.DataFrame, *, fewest: int = FEWEST) -> Table:
    """Kronor granted for each month, by the households that were granted anything for it."""
    granted = decided[decided["decided_ore"].fillna(0) > 0]
    rows: list[tuple[Cell, ...]] = []
    sizes: list[tuple[int]] = []
    for period, some in granted.groupby("decided_period", sort=True):
        total, households = int(some["decided_ore"].sum()), int(some["case_key"].nunique())
        sizes.append((households,))
        rows.append((str(period), households, total, round(total / households)))
    return Table(
        key="kostnad",
        title="Kostnad per hushåll",
        note="Beviljat belopp för månaden, delat med antalet hushåll som beviljats något för den. "
        f"Beviljat är inte alltid utbetalt. {HIDDEN_NOTE.format(fewest=fewest)}",
        columns=(
            Column(name="Månad"),
            Column(name="Hushåll", shown=Shown.COUNT),
            Column(name="Beviljat", shown=Shown.MONEY, summed=True),
            Column(name="Per hushåll", shown=Shown.MONEY),
        ),
        rows=without_small(rows, [Block(cells=(2, 3), groups=sizes)], fewest=fewest),
        charted=("Per hushåll",),
    )
