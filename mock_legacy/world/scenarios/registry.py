"""Every scenario by name, in the order in which a night takes them. Knows nothing of their contents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_legacy.world.household import Household
from mock_legacy.world.scenarios.outcome import Expected
from mock_legacy.world.town import Town

Story = tuple[Household, Expected]
Teller = Callable[[Town], Story]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named story; ``weight`` says how common it is once each has been told."""

    name: str
    tell: Teller
    weight: int


SCENARIOS: dict[str, Scenario] = {}


def scenario(*, weight: int = 1) -> Callable[[Teller], Teller]:
    """Register a function as the scenario of its own name."""

    def register(tell: Teller) -> Teller:
        SCENARIOS[tell.__name__] = Scenario(name=tell.__name__, tell=tell, weight=weight)
        return tell

    return register
