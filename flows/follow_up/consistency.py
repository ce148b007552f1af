"""Consistency: are the same facts decided the same way? A year of decisions, by kinds of facts and by unit.

Only decisions whose draft proposed an outcome are compared: where a question was open, the answer that the
person found is a fact that the signature does not hold. Nothing here knows a person, neither the applicant
nor who decided. The threshold is ALPHA for the whole report: each of the four tests has a fourth of it, and
within a test the p-values are corrected for how many comparisons it makes (Holm; one at a time, so that
what is found first does not make its neighbours look odd).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from flows.follow_up.chance import Stratum, common_log_odds, p_above, p_of_cell, p_of_level, p_of_trend
from flows.follow_up.figures import Finding, Kind
from flows.follow_up.frames import COMPARABLE, Compared
from flows.follow_up.small_groups import FEWEST

ALPHA = 0.01
"""How often a report of a year without anything odd in it may still find something."""
TESTS = len(Kind)
TOLERATED = 0.20
"""So large a part of decisions on the same facts may differ from the most common one, before it is told."""
FEWEST_SAME_FACTS = 20
FEWEST_OF_A_UNIT = 10
"""Fewer decisions than these prove nothing either way."""
SHOWN_REFERENCES = 5
HIGHER, LOWER = "höjt belopp", "sänkt belopp"
UnitTest = Callable[[pd.DataFrame, str], float]
"""How probable one unit's decisions are beside the others', were there no difference."""


def findings(decided: pd.DataFrame, *, fewest: int = FEWEST) -> list[Finding]:
    """Everything that is not by chance, the surest first within each kind.

    Nothing is told of a unit, or of certain facts, with fewer than `fewest` decisions. What is found of
    certain facts is left out when units are compared, and a unit that drifts is left out when levels are:
    each oddity is told once.
    """
    told = _told_apart(decided)
    split, one_unit = _each_told_once(told, fewest)
    odd = {one.signature for one in (*split, *one_unit)}
    rest = told[~told["signature"].isin(odd)]
    drifting = drift(rest, fewest=fewest)
    left = rest[~rest["unit"].isin({unit for one in drifting for unit in one.units})]
    return [*split, *one_unit, *drifting, *level(left, fewest=fewest)]


def can_be_tested(decided: pd.DataFrame, *, fewest: int = FEWEST) -> bool:
    """Whether there are decisions enough for any of the tests; else that nothing was found says nothing."""
    told = _told_apart(decided)
    sizes = told.groupby("signature").size()
    return bool((sizes >= max(FEWEST_SAME_FACTS, fewest)).any() or _large_enough(told, fewest))


def _each_told_once(told: pd.DataFrame, fewest: int) -> tuple[list[Finding], list[Finding]]:
    """Facts that are split, and units apart on certain facts: facts split also without the unit are split."""
    split, one_unit = split_facts(told, fewest=fewest), unit_on_facts(told, fewest=fewest)
    apart = {(one.signature, unit) for one in one_unit for unit in one.units}
    is_apart = pd.MultiIndex.from_frame(told[["signature", "unit"]]).isin(apart)
    without = {one.signature for one in split_facts(told[~is_apart], fewest=fewest)}
    everywhere = without & {one.signature for one in split}
    one_unit = [one for one in one_unit if one.signature not in everywhere]
    of_units = {one.signature for one in one_unit}
    return [one for one in split if one.signature not in of_units], one_unit


def _told_apart(decided: pd.DataFrame) -> pd.DataFrame:
    """Decisions that can be compared, with `came_to` and whether it was `odd`: not as proposed."""
    some = decided[decided["compared"].isin(COMPARABLE) & (decided["signature"] != "")].copy()
    amount = some["changed_ore"].gt(0).map({True: HIGHER, False: LOWER})
    is_amount = some["compared"] == Compared.OTHER_AMOUNT
    came_to = some["compared"].where(~is_amount, amount)
    other = some["compared"] == Compared.OTHER_OUTCOME
    some["came_to"] = came_to.where(~other, some["kind"])
    some["odd"] = (some["compared"] != Compared.AS_PROPOSED).astype(int)
    return some


def split_facts(told: pd.DataFrame, *, fewest: int = FEWEST) -> list[Finding]:
    """Kinds of facts where more than TOLERATED of the decisions differ from the most common one.

    Numerator: decisions that came to something else than most on the same facts. Denominator: all of them.
    """
    tried = []
    for key, some in told.groupby("signature"):
        if len(some) >= max(FEWEST_SAME_FACTS, fewest):
            counts = some["came_to"].value_counts()
            others = len(some) - int(counts.iloc[0])
            tried.append((p_above(others, len(some), TOLERATED), str(key), others, counts))
    found = []
    for rank, (p, key, others, counts) in enumerate(sorted(tried, key=lambda one: one[0])):
        corrected = p * (len(tried) - rank)
        if corrected > ALPHA / TESTS:
            break
        some = told[told["signature"] == key]
        words = (
            f"Samma fakta ({_facts(some)}) har lett till olika beslut: {others} av {len(some)} skiljer sig "
            f"från det vanligaste ({counts.index[0]})."
        )
        odd = some[some["came_to"] != counts.index[0]]
        found.append(_finding(Kind.SPLIT, words, corrected, key=key, rows=odd, fewest=fewest))
    return found


def unit_on_facts(told: pd.DataFrame, *, fewest: int = FEWEST) -> list[Finding]:
    """Units that change drafts on certain facts more or less often than the others do.

    How often the unit changes drafts on other facts is taken away first: that is level and drift.
    """
    found: list[Finding] = []
    left, comparisons = told, len(_cells(told, fewest))
    while tried := _cells(left, fewest):
        p, unit, key = min(_tried(left, tried))
        corrected = p * max(comparisons - len(found), 1)
        if corrected > ALPHA / TESTS:
            break
        some = left[left["signature"] == key]
        own, others = some[some["unit"] == unit], some[some["unit"] != unit]
        words = (
            f"{unit} ändrar utkastet i {parts_told(own, fewest)} fall med samma fakta ({_facts(some)}), "
            f"de andra enheterna i {parts_told(others, fewest)}."
        )
        rows = own[own["odd"] == 1]
        found.append(
            _finding(Kind.ONE_UNIT, words, corrected, units=(unit,), key=key, rows=rows, fewest=fewest)
        )
        left = left.drop(own.index)
    return found


def drift(told: pd.DataFrame, *, fewest: int = FEWEST) -> list[Finding]:
    """Units whose share of changed drafts moves away from the others', week by week.

    In each week the unit is held against the others of the same week: what moves all of them alike, such as
    a summer, is no drift. With one unit alone nothing can be said.
    """
    said = "glider ifrån de andra enheterna under perioden"
    return _units_apart(told, Kind.DRIFT, _drifts, words=said, fewest=fewest)


def level(told: pd.DataFrame, *, fewest: int = FEWEST) -> list[Finding]:
    """Units that change drafts more or less often than the others on the same facts."""
    said = "ändrar utkast i annan omfattning på samma fakta"
    return _units_apart(told, Kind.LEVEL, _level, words=said, fewest=fewest)


def _drifts(told: pd.DataFrame, unit: str) -> float:
    by_week = _strata(told, unit, _week(told))
    times = [float(week) for week, _ in by_week]
    middle = sum(times) / len(times) if times else 0.0
    return p_of_trend([one for _, one in by_week], [time - middle for time in times])


def _week(told: pd.DataFrame) -> "pd.Series[int]":
    """Weeks by number, one after the other also over New Year."""
    days = told["decided_at"].dt.tz_localize(None).dt.normalize() - pd.Timestamp("2001-01-01")
    weeks: pd.Series[int] = days.dt.days // 7
    return weeks


def _level(told: pd.DataFrame, unit: str) -> float:
    return p_of_level([one for _, one in _strata(told, unit, told["signature"])])


def _units_apart(told: pd.DataFrame, kind: Kind, test: UnitTest, *, words: str, fewest: int) -> list[Finding]:
    """One unit at a time, the surest first; of the last two nobody can tell which it is that differs."""
    found: list[Finding] = []
    left = told
    while units := _large_enough(left, fewest):
        p, unit = min((test(left, one), one) for one in units)
        # Two units are one comparison seen from both sides.
        are_two = left["unit"].nunique() == 2
        corrected = p * (1 if are_two else len(units))
        if corrected > ALPHA / TESTS:
            break
        own, others = left[left["unit"] == unit], left[left["unit"] != unit]
        named = tuple(units) if are_two else (unit,)
        who = unit if len(named) == 1 else f"En av {named[0]} och {named[1]}"
        said = (
            f"{who} {words}: {parts_told(own, fewest)} ändrade utkast, de andra {parts_told(others, fewest)}."
        )
        rows = own[own["odd"] == 1]
        found.append(_finding(kind, said, corrected, units=named, rows=rows, fewest=fewest))
        left = others if len(named) == 1 else left.iloc[0:0]
    return found


def _large_enough(told: pd.DataFrame, fewest: int) -> list[str]:
    """Units that can be told of, and whose others can: a small one is compared with, and never named."""
    floor = max(FEWEST_OF_A_UNIT, fewest)
    counts = told.groupby("unit").size()
    return [str(unit) for unit, own in counts.items() if own >= floor and len(told) - own >= floor]


def _strata(told: pd.DataFrame, unit: str, by: "pd.Series[Any]") -> list[tuple[Any, Stratum]]:
    own = told["unit"] == unit
    table = pd.DataFrame({"odd": told["odd"], "own": own.astype(int), "own_odd": told["odd"].where(own, 0)})
    grouped = table.groupby(by).agg(
        size=("odd", "size"), odd=("odd", "sum"), own=("own", "sum"), own_odd=("own_odd", "sum")
    )
    return [
        (key, Stratum(int(row[0]), int(row[1]), int(row[2]), int(row[3])))
        for key, row in zip(grouped.index, grouped.to_numpy(), strict=True)
    ]


def _cells(told: pd.DataFrame, fewest: int) -> list[tuple[str, str]]:
    """Unit and facts with enough decisions of the unit, and of others, to compare."""
    floor = max(FEWEST_OF_A_UNIT, fewest)
    counts = told.groupby(["signature", "unit"]).size()
    sizes = told.groupby("signature").size()
    return [
        (str(unit), str(key))
        for (key, unit), own in zip(counts.index.to_flat_index(), counts, strict=True)
        if own >= floor and sizes[key] - own >= floor
    ]


def _tried(told: pd.DataFrame, cells: Sequence[tuple[str, str]]) -> Iterable[tuple[float, str, str]]:
    wanted: dict[str, list[str]] = {}
    for unit, key in cells:
        wanted.setdefault(unit, []).append(key)
    for unit, keys in wanted.items():
        strata = {str(key): one for key, one in _strata(told, unit, told["signature"])}
        usual = common_log_odds(list(strata.values()))
        for key in keys:
            if p_of_cell(strata[key], usual) < ALPHA:
                # Its own part in the unit's usual odds is taken away only where that can matter.
                elsewhere = common_log_odds([one for other, one in strata.items() if other != key])
                yield p_of_cell(strata[key], elsewhere), unit, key
            else:
                yield 1.0, unit, key


def _finding(
    kind: Kind,
    words: str,
    p: float,
    *,
    rows: pd.DataFrame,
    fewest: int,
    units: tuple[str, ...] = (),
    key: str = "",
) -> Finding:
    """With applications to look at, unless they are so few that to count them would tell a hidden number."""
    told = rows if len(rows) >= fewest else rows.iloc[0:0]
    latest = told.sort_values("decided_at", ascending=False)["case_ref"].head(SHOWN_REFERENCES)
    return Finding(
        kind=kind, words=words, p=min(1.0, p), units=units, signature=key, references=tuple(latest)
    )


def parts_told(some: pd.DataFrame, fewest: int) -> str:
    """How many of them were changed; a small part, or a small rest, is not told by its number."""
    odd, whole = int(some["odd"].sum()), len(some)
    if 0 < odd < fewest:
        return f"färre än {fewest} av {whole}"
    return f"nästan alla av {whole}" if 0 < whole - odd < fewest else f"{odd} av {whole}"


def _facts(some: pd.DataFrame) -> str:
    return str(some["facts"].iloc[0])
