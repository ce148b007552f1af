"""A year of invented decisions with oddities planted in it, and with what is no oddity: a season, and chance.

Numbers are drawn from one seed. Nothing here is computed by the robot's own figures.
"""

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.follow_up.decided import Checked, DecisionKind, HumanDecision
from flows.follow_up.figures import Kind
from flows.follow_up.proposed import Prepared, Signature
from flows.records import Track
from flows.work import State

FIRST = date(2025, 12, 1)
UNITS = ("Norr", "Söder", "Öster", "Väster")
DRIFTING, ODD_UNIT, SELDOM = "Öster", "Söder", "Väster"
REASONS = ("Ny uppgift från sökande", "Underlag saknas", "Boendekostnad godtas", "Annan inkomst")
RUBBER_SECONDS = (8, 25, 45)


@dataclass(frozen=True, kw_only=True)
class Year:
    """What to make. What is in `planted` is there to be found, and nothing else; a season there always is.

    `level` is how much more or less willing one unit is to change a draft than the others, as log odds.
    """

    decisions: int = 10_000
    seed: int = 1
    planted: frozenset[Kind] = frozenset(Kind)
    kinds_of_facts: int = 24
    split: str = "fakta-13"
    of_one_unit: str = "fakta-07"
    days: int = 364
    level: float = -0.8


@dataclass(kw_only=True)
class Made:
    """The year, as the two ports tell it, and what was planted: how many were changed, and by how much."""

    prepared: list[Prepared] = field(default_factory=list)
    decisions: list[HumanDecision] = field(default_factory=list)
    changed: int = 0
    raised_kronor: int = 0
    lowered_kronor: int = 0
    hasty: int = 0


def generated(year: Year) -> Made:
    """The year's applications and decisions."""
    rng = random.Random(year.seed)
    usual = {f"fakta-{number:02d}": rng.uniform(-3.4, -1.9) for number in range(year.kinds_of_facts)}
    weights = [1 / (rank + 3) for rank in range(year.kinds_of_facts)]
    made = Made()
    for number in range(year.decisions):
        days = number * year.days // year.decisions
        key = rng.choices(list(usual), weights)[0]
        _decide(made, rng, year, number=number, day=FIRST + timedelta(days=days), key=key, usual=usual[key])
    return made


def _log_odds(year: Year, unit: str, key: str, day: date, usual: float) -> float:
    """How willing people are to change a draft: by facts, by season, and by what is planted."""
    part = (day - FIRST).days / 364
    season = 0.7 * math.sin(2 * math.pi * (part - 0.35))
    level = year.level if Kind.LEVEL in year.planted and unit == SELDOM else 0.0
    if Kind.SPLIT in year.planted and key == year.split:
        return 0.2 + level
    if Kind.ONE_UNIT in year.planted and key == year.of_one_unit and unit == ODD_UNIT:
        return 1.0
    drift = 2.2 * max(0.0, part - 0.3) if Kind.DRIFT in year.planted and unit == DRIFTING else 0.0
    return usual + season + drift + level


def _decide(
    made: Made, rng: random.Random, year: Year, *, number: int, day: date, key: str, usual: float
) -> None:
    unit = rng.choice(UNITS)
    is_changed = rng.random() < 1 / (1 + math.exp(-_log_odds(year, unit, key, day, usual)))
    period, ref = Period.of(day), f"UTK-9901-{number + 100_000}"
    proposal = rng.choice((Proposal.BIFALL, Proposal.BIFALL, Proposal.DELAVSLAG))
    amount = Decimal(rng.randrange(2_000, 14_000))
    kind = DecisionKind.GRANTED if proposal is Proposal.BIFALL else DecisionKind.PARTLY
    received = datetime.combine(day, time(7, rng.randrange(60)), tzinfo=UTC) - timedelta(
        days=rng.choice((0, 1, 1, 2, 9, 40))
    )
    decided = datetime.combine(day, time(9 + rng.randrange(6), rng.randrange(60)), tzinfo=UTC)
    seconds = rng.choice(RUBBER_SECONDS) if rng.random() < 0.1 else rng.randrange(90, 1800)
    final = amount
    if is_changed:
        made.changed += 1
        if rng.random() < 0.6:
            step = rng.choice((-900, -400, 300, 1_200))
            final += step
            made.raised_kronor += max(step, 0)
            made.lowered_kronor += max(-step, 0)
        else:
            kind, final = DecisionKind.REFUSED, Decimal(0)
            made.lowered_kronor += int(amount)
    else:
        made.hasty += seconds <= 60
    checked = rng.random() < 0.05
    wrong = checked and rng.random() < 0.1
    made.prepared.append(
        Prepared(
            case_ref=ref,
            period=period,
            received_at=received,
            collected_at=received + timedelta(hours=2),
            state=State.DECIDED,
            reason="",
            stickprov=checked,
            reference=ref,
            proposal=proposal,
            amount=amount,
            track=rng.choice((Track.MAIN, Track.MAIN, Track.MAIN, Track.INDIVIDUAL)),
            signature=Signature(key=key, words=f"1 vuxen, 0 barn; BIFALL; {key}"),
        )
    )
    made.decisions.append(
        HumanDecision(
            decision_id=str(number),
            case_key=f"K{number % (year.decisions // 10 + 1) + 100_000}",
            reference=ref,
            period=period,
            kind=kind,
            amount=final or None,
            reason=rng.choice(REASONS) if is_changed else "",
            unit=unit,
            opened_at=decided - timedelta(seconds=seconds),
            decided_at=decided,
            to_the_second=True,
            checked=(Checked.WRONG if wrong else Checked.CLEAN) if checked else Checked.NOT_CHECKED,
            stickprov_error=Decimal(rng.randrange(100, 2_000)) if wrong else None,
        )
    )
