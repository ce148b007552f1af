"""What is planted in an invented year is found, and nothing else: not the season, not chance."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.follow_up.consistency import ALPHA, can_be_tested, findings
from flows.follow_up.figures import Finding, Kind
from flows.follow_up.frames import decided_frame, prepared_frame
from flows.follow_up.proposed import Signature
from tests.follow_up.generated_year import DRIFTING, ODD_UNIT, SELDOM, Year, generated
from tests.follow_up.records import decided, frames, prepared

Found = set[tuple[Kind, tuple[str, ...], str]]
SMALL = {"decisions": 500, "kinds_of_facts": 4, "split": "fakta-01", "of_one_unit": "fakta-00"}
NOTHING: frozenset[Kind] = frozenset()


def found_in(year: Year) -> Sequence[Finding]:
    made = generated(year)
    return findings(decided_frame(made.decisions, prepared_frame(made.prepared)))


def what(found: Sequence[Finding]) -> Found:
    return {(one.kind, one.units, one.signature) for one in found}


def planted(year: Year) -> Found:
    every: Found = {
        (Kind.SPLIT, (), year.split),
        (Kind.ONE_UNIT, (ODD_UNIT,), year.of_one_unit),
        (Kind.DRIFT, (DRIFTING,), ""),
        (Kind.LEVEL, (SELDOM,), ""),
    }
    return {one for one in every if one[0] in year.planted}


def test_in_a_small_year_strong_inconsistencies_are_found_and_lead_to_applications() -> None:
    year = Year(**SMALL, planted=frozenset({Kind.SPLIT, Kind.ONE_UNIT}))  # type: ignore[arg-type]
    found = found_in(year)
    assert what(found) == planted(year)
    assert all(one.references and one.p < ALPHA for one in found)


def test_a_small_year_with_a_season_and_nothing_planted_has_no_finding() -> None:
    assert found_in(Year(**SMALL, planted=NOTHING)) == []  # type: ignore[arg-type]


def test_a_unit_that_changes_drafts_much_more_often_than_the_others_all_year_is_found() -> None:
    year = Year(**SMALL, planted=frozenset({Kind.LEVEL}), level=1.6)  # type: ignore[arg-type]
    (found,) = found_in(year)
    assert what([found]) == planted(year)
    assert found.words.startswith(f"{SELDOM} ändrar utkast i annan omfattning på samma fakta: ")


def test_a_unit_with_few_decisions_is_never_named_however_odd_they_are() -> None:
    """A hundred as proposed in two units, and four changed in a third: that would be four people's."""
    units = {n: ("Norr", "Söder")[n % 2] for n in range(1, 101)} | dict.fromkeys(range(101, 105), "Lilla")
    made = [
        decided(n, unit=unit, amount=Decimal(4000 if unit == "Lilla" else 5000)) for n, unit in units.items()
    ]
    _, compared = frames([prepared(n) for n in units], made)
    assert findings(compared) == []
    assert can_be_tested(compared)
    assert not can_be_tested(compared.head(19))
    enough = [replace(one, unit="Norr") if n < 10 else one for n, one in enumerate(made)]
    more = [*enough, *(decided(n, unit="Lilla", amount=Decimal(4000)) for n in range(105, 115))]
    _, compared = frames([prepared(n) for n in range(1, 115)], more)
    assert {one.units for one in findings(compared)} == {("Lilla",)}
    assert not [one for one in findings(compared, fewest=15) if "Lilla" in one.units]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"Norr": 24, "Söder": 24, "Öster": 7}, {(Kind.SPLIT, ())}),
        ({"Norr": 2, "Söder": 2, "Öster": 24}, {(Kind.ONE_UNIT, ("Öster",))}),
        ({"Norr": 18, "Söder": 18, "Öster": 1}, {(Kind.ONE_UNIT, ("Öster",))}),
    ],
    ids=["split-everywhere", "one-unit", "split-only-without-it"],
)
def test_facts_that_are_split_everywhere_accuse_no_unit_that_is_a_little_apart(
    changed: dict[str, int], told: set[tuple[Kind, tuple[str, ...]]]
) -> None:
    """Forty decisions of each unit on facts, of which some are changed, and forty on each of three others."""
    ours, made = [], []
    for number in range(480):
        key, unit, nth = f"f{number // 120}", tuple(changed)[number // 40 % 3], number % 40
        odd = nth < (changed[unit] if key == "f0" else 7)
        ours.append(prepared(number, signature=Signature(key=key, words=key)))
        made.append(decided(number, unit=unit, amount=Decimal(4000 if odd else 5000)))
    found = findings(frames(ours, made)[1])
    assert {(one.kind, one.units) for one in found} == told
    assert {one.signature for one in found} == {"f0"}
    assert [bool(one.references) for one in found] == ["färre än 5 av 40" not in one.words for one in found]


@pytest.mark.campaign
@pytest.mark.timeout(1200)
def test_in_a_year_of_ten_thousand_what_is_planted_is_found_and_nothing_else() -> None:
    """Ten years, and one whose split facts looked like a unit's.

    Not every year is so: of 63 others, chance changed what was found in three (docs/uppfoljning.md).
    """
    for seed in (*range(1, 11), 777):
        year = Year(seed=seed)
        assert what(found_in(year)) == planted(year), seed


@pytest.mark.campaign
@pytest.mark.timeout(3600)
def test_years_without_anything_planted_are_found_odd_no_oftener_than_is_stated() -> None:
    """A hundred years with a season: at ALPHA one is expected, and more than four would be one in 300."""
    odd = {seed: what(found_in(Year(seed=seed, planted=NOTHING))) for seed in range(100, 200)}
    false_alarms = {seed: found for seed, found in odd.items() if found}
    print(f"false alarms: {len(false_alarms)} of {len(odd)}: {false_alarms}")  # noqa: T201
    assert len(false_alarms) <= 4
