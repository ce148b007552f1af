"""The same row's amount in the month before, as a person made it final, beside each row of the draft.

Pure. A row is the same when its section and words are, and it is the only one with them: no guess otherwise.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from flows.eligibility.assessment import Section
from flows.eligibility.case import EarlierCalculation
from flows.records import DraftRow

NORM = (Section.FAMILY, Section.SHARED)
COSTS = (Section.COST, Section.SPECIAL_COST)


def beside(rows: Iterable[DraftRow], before: EarlierCalculation | None) -> tuple[DraftRow, ...]:
    """The rows with `previous` filled, kronor, where the month before has the same row."""
    kept = tuple(rows)
    if before is None:
        return kept
    amounts = _amounts(before)
    times = Counter(_key(row) for row in kept)
    return tuple(
        replace(row, previous=amounts.get(_key(row)) if times[_key(row)] == 1 else None) for row in kept
    )


def _amounts(before: EarlierCalculation) -> dict[tuple[str, str], Decimal]:
    lists = (("norm", before.norm_rows), ("income", before.incomes), ("cost", before.costs))
    keyed = [((part, row.label.casefold().strip()), row.amount) for part, rows in lists for row in rows]
    times = Counter(key for key, _ in keyed)
    return {key: amount for key, amount in keyed if times[key] == 1}


def _key(row: DraftRow) -> tuple[str, str]:
    part = "norm" if row.section in NORM else "cost" if row.section in COSTS else "income"
    return part, row.label.casefold().strip()
