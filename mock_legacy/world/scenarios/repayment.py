"""Applications whose file tells of support that may be, or has been, claimed back."""

from __future__ import annotations

from mock_legacy.world.household import Benefit, Income, RepaymentDue, steady
from mock_legacy.world.scenarios.outcome import bifall, utredning
from mock_legacy.world.scenarios.registry import Story, scenario
from mock_legacy.world.town import Town


@scenario(weight=5)
def advance_on_benefit(town: Town) -> Story:
    """September was granted as an advance on sjukpenning, and sjukpenning for September came in October."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.case.advance_for = "2026-09"
    home.incomes = [
        Income(
            kind="Sjukpenning",
            receiver=home.applicant,
            source=Benefit(code="SJP", label="Sjukpenning", in_arrears=True),
            months=steady(6512, 1080, since="2026-10"),
            pay_day=26,
        )
    ]
    return home, utredning()


@scenario(weight=5)
def repayment_claim(town: Town) -> Story:
    """3 400 of a claim for April is unpaid, which changes nothing in the amount: 5 220 + rent."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    home.case.repayment = RepaymentDue(period="2026-04", claimed=5220, unpaid=3400)
    return home, bifall(5220 + rent.applied)
