"""Make the world: each scenario once, then the common ones, ten applications or ten thousand.

The same seed gives the same world, and a larger world begins with the smaller one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select

from mock_legacy.world.agencies import write_agencies
from mock_legacy.world.calendar_2026 import PERIOD
from mock_legacy.world.casefile import CaseKey, write_casefile
from mock_legacy.world.household import Household
from mock_legacy.world.inbox_rows import write_inbox
from mock_legacy.world.ledger import Ledger
from mock_legacy.world.marked import MarkedTown
from mock_legacy.world.models import Account, ExpectedOutcome, InboxInstance, Table, WorldSetting
from mock_legacy.world.personal_numbers import NumbersUsedUp
from mock_legacy.world.places import EXEMPELSTAD, PLACES
from mock_legacy.world.register import write_register
from mock_legacy.world.scenarios import SCENARIOS, Expected, Scenario
from mock_legacy.world.town import Town
from mock_legacy.world.world import WORLD_DATE, World

FIRST_CUSTOMER = 100_001
HOUSEHOLDS_PER_WRITE = 500
RECIPE = "recipe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to make. ``scenarios`` limits the world to these names, each once and then in turn.

    ``marked`` gives each person words that can be found again, see ``marked``. ``municipality`` is a place's
    name in ``places``.
    """

    seed: int = 1
    applications: int = 40
    scenarios: tuple[str, ...] = ()
    marked: bool = False
    municipality: str = EXEMPELSTAD.slug


class UnknownScenario(Exception):
    """No scenario, or no place, has that name."""


def is_empty(world: World) -> bool:
    """Say whether nobody lives in the world yet."""
    with world.session() as session:
        return session.scalar(select(func.count()).select_from(InboxInstance)) == 0


def generate(world: World, recipe: Recipe) -> None:
    """Make the world anew, in place; accounts stay."""
    _check(recipe)
    with world.engine.begin() as connection:
        for table in reversed(Table.metadata.sorted_tables):
            if table is not Account.__table__:
                connection.execute(delete(table))
        ledger = Ledger()
        ledger.add(
            WorldSetting(name="date", value=WORLD_DATE.isoformat()),
            WorldSetting(name="seed", value=str(recipe.seed)),
            WorldSetting(name="applications", value=str(recipe.applications)),
            WorldSetting(name="municipality", value=recipe.municipality),
            WorldSetting(name=RECIPE, value=json.dumps(asdict(recipe))),
        )
        for index, (scenario, home, expected) in enumerate(stories(recipe)):
            _write(ledger, index, home, outcome=stated(scenario, expected))
            if index % HOUSEHOLDS_PER_WRITE == HOUSEHOLDS_PER_WRITE - 1:
                ledger.write(connection)
        ledger.write(connection)


def recipe_of(world: World) -> Recipe:
    """What the world was made of."""
    with world.session() as session:
        kept = json.loads(session.get_one(WorldSetting, RECIPE).value)
    return Recipe(**{**kept, "scenarios": tuple(kept["scenarios"])})


def _check(recipe: Recipe) -> None:
    for name in recipe.scenarios:
        if name not in SCENARIOS:
            raise UnknownScenario(f"No scenario is called {name!r}; there are: {', '.join(SCENARIOS)}")
    if recipe.municipality not in PLACES:
        known = ", ".join(PLACES)
        raise UnknownScenario(f"No municipality is called {recipe.municipality!r}; there are: {known}")


def stories(recipe: Recipe) -> Iterator[tuple[Scenario, Household, Expected]]:
    """Tell every household of a recipe, in the order in which they get their numbers."""
    place = PLACES[recipe.municipality]
    town = MarkedTown(recipe.seed, place) if recipe.marked else Town(recipe.seed, place)
    for number in range(recipe.applications):
        scenario = _pick(recipe, town, number)
        try:
            home, expected = scenario.tell(town)
        except NumbersUsedUp:
            # A scenario about children of one month can be told so many times; a common one takes its place.
            scenario = SCENARIOS["aktivitetsstod_unchanged"]
            home, expected = scenario.tell(town)
        yield scenario, town.finished(home), expected


def _pick(recipe: Recipe, town: Town, number: int) -> Scenario:
    if recipe.scenarios:
        return SCENARIOS[recipe.scenarios[number % len(recipe.scenarios)]]
    everything = list(SCENARIOS.values())
    if number < len(everything):
        return everything[number]
    return town.rng.choices(everything, weights=[scenario.weight for scenario in everything])[0]


def stated(scenario: Scenario, expected: Expected, *, period: str = PERIOD) -> ExpectedOutcome:
    """Return the row of what a scenario expects; the application's number is for whoever writes it."""
    return ExpectedOutcome(
        flow_instance_id=0,
        scenario=scenario.name,
        period=period,
        state=expected.state,
        proposal=expected.proposal,
        reason=expected.reason,
        amount_kronor=expected.amount_kronor,
        waits_until=expected.waits_until,
        handover_draft=expected.handover_draft,
    )


def _write(ledger: Ledger, index: int, home: Household, *, outcome: ExpectedOutcome) -> None:
    write_register(ledger, home)
    write_agencies(ledger, home)
    if home.case.known:
        key = CaseKey(customer_number=customer_number(index), index=index)
        write_casefile(ledger, home, key)
        outcome.customer_number = key.customer_number
    outcome.flow_instance_id = write_inbox(ledger, home, index)
    ledger.add(outcome)


def customer_number(index: int) -> str:
    """Return Almanda's key of a household, by its place in the world."""
    return f"K{FIRST_CUSTOMER + index}"
