"""Applications where a cost is cut, so that only part of what was asked for is granted.

The housing cap for one person is the place's own (6 400 in Exempelstad); internet is granted nowhere.
"""

from __future__ import annotations

from mock_legacy.world.household import Cost
from mock_legacy.world.scenarios.outcome import bifall, delavslag
from mock_legacy.world.scenarios.registry import Story, scenario
from mock_legacy.world.town import Town


@scenario(weight=20)
def rent_above_cap(town: Town) -> Story:
    """Rent 7 200 is cut to the place's cap: 5 220 + 6 400 in Exempelstad."""
    home, cap = town.single(), town.place.highest_rent_for_one
    home.costs = [Cost(kind="Hyra", applied=7200, approved=cap)]
    return home, delavslag(5220 + cap)


@scenario(weight=20)
def internet_not_granted(town: Town) -> Story:
    """Internet 299 is cut to nothing: 5 220 + rent."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent, Cost(kind="Internet", applied=299, approved=0, specification="Bredband")]
    return home, delavslag(5220 + rent.applied)


@scenario(weight=20)
def medicine_and_travel(town: Town) -> Story:
    """Union fee 240, travel 860, medicine 310 and care 275, all within their caps: 5 220 + rent + 1 685."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [
        rent,
        Cost(kind="Fackavgift", applied=240),
        Cost(kind="Resor", applied=860, specification="Månadskort"),
        Cost(kind="Medicin", applied=310, specification="Recept enligt högkostnadsskyddet"),
        Cost(kind="Läkarvård", applied=275, specification="Besök på vårdcentral"),
    ]
    return home, bifall(5220 + rent.applied + 1685)
