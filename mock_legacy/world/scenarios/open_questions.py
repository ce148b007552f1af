"""Applications that leave a question open: the draft says what is known and what is not, and no amount."""

from __future__ import annotations

from datetime import date

from mock_legacy.world.household import Benefit, Car, Income, steady
from mock_legacy.world.scenarios.incomes import activity_support
from mock_legacy.world.scenarios.outcome import utredning
from mock_legacy.world.scenarios.registry import Story, scenario
from mock_legacy.world.town import Town


@scenario(weight=10)
def new_employer(town: Town) -> Story:
    """An employer has declared a wage for October that the application does not mention."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.incomes = [
        Income(
            kind="Lön",
            receiver=home.applicant,
            source=town.employer(),
            months=steady(6240, 1310, since="2026-10"),
            declared=False,
        )
    ]
    return home, utredning()


@scenario(weight=10)
def benefit_gap(town: Town) -> Story:
    """Aktivitetsstöd was paid up to September, nothing in October, and no decision explains it."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.incomes = [activity_support(home, steady(6512, 1080, until="2026-09"))]
    return home, utredning()


@scenario(weight=10)
def unlisted_benefit(town: Town) -> Story:
    """Försäkringskassan paid something whose code stands on nobody's list."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.incomes = [
        Income(
            kind="Annan inkomst",
            receiver=home.applicant,
            source=Benefit(code="OMST", label="Omställningsersättning"),
            months=steady(2180, since="2026-10"),
            pay_day=21,
            declared=False,
        )
    ]
    return home, utredning()


@scenario(weight=10)
def moved(town: Town) -> Story:
    """The register has had another address since October than Almanda and the application."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.case.address = home.applicant.address
    home.applicant.address = town.elsewhere()
    home.applicant.registered_since = date(2026, 10, 15)
    return home, utredning()


@scenario(weight=10)
def plan_missing(town: Town) -> Story:
    """The plan in Almanda ended in September and no new one was made."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.case.plan_active = False
    return home, utredning()


@scenario(weight=10)
def assets_declared(town: Town) -> Story:
    """The application declares a car."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    letters = "".join(town.rng.choice("ABCDEFGHJKLMNOPRSTUWXYZ") for _ in range(3))
    registration = f"{letters}{town.rng.randint(100, 999)}"
    home.form.assets = [("Fordon", f"Personbil Volvo V50, 2008, {registration}")]
    home.cars = [Car(registration=registration, make="Volvo", model="V50", year=2008)]
    return home, utredning()
