"""Applications where an answer may still come: they wait for a day."""

from __future__ import annotations

from datetime import date

from mock_legacy.world.household import Claim, Silence
from mock_legacy.world.scenarios.incomes import unemployment_benefit
from mock_legacy.world.scenarios.outcome import waiting_until
from mock_legacy.world.scenarios.reference import child_benefit
from mock_legacy.world.scenarios.registry import Story, scenario
from mock_legacy.world.town import Town


@scenario(weight=10)
def pending_benefit(town: Town) -> Story:
    """Föräldrapenning for October is handled and expected on 25 November."""
    home = town.lone_parent()
    town.child(home, "1-2")
    home.costs = [town.rent(6000, 7500)]
    home.incomes = [child_benefit(home, 1250)]
    home.form.pending_benefits = [("Föräldrapenning", "Sökt för oktober, inte utbetald än")]
    home.claims = [
        Claim(
            code="FP",
            label="Föräldrapenning",
            received_on=date(2026, 11, 3),
            period_from=date(2026, 10, 1),
            period_to=date(2026, 10, 31),
            expected_payment_on=date(2026, 11, 25),
        )
    ]
    return home, waiting_until(date(2026, 11, 25))


@scenario(weight=10)
def agency_silent(town: Town) -> Story:
    """The unemployment funds answer an error until tomorrow about somebody who had a-kassa in September."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.incomes = [unemployment_benefit(town, home)]
    home.silences = [
        Silence(
            agency="SO",
            state="FELANDE",
            felkod="BT-5003",
            felmeddelande="Tjänsten svarade inte inom utsatt tid",
            until=date(2026, 11, 19),
        )
    ]
    return home, waiting_until(date(2026, 11, 19))
