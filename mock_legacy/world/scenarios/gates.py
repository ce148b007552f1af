"""Applications that a person must take from the start: a reason instead of a proposal."""

from __future__ import annotations

from datetime import date

from mock_legacy.world.scenarios.outcome import needs_human, told_in_almanda
from mock_legacy.world.scenarios.registry import Story, scenario
from mock_legacy.world.town import Town

DIVORCED_ON = date(2026, 10, 20)


@scenario(weight=5)
def separated(town: Town) -> Story:
    """The register has them divorced since October, and the co-applicant lives elsewhere."""
    home = town.couple()
    home.costs = [town.rent(6000, 7500)]
    home.separated_on = DIVORCED_ON
    for adult in home.adults:
        adult.civil_status, adult.civil_status_since = "S", DIVORCED_ON
    home.adults[1].address = town.elsewhere()
    home.adults[1].registered_since = date(2026, 10, 24)
    return home, told_in_almanda("CHANGED_HOUSEHOLD")


@scenario(weight=5)
def new_child_in_register(town: Town) -> Story:
    """A child born this autumn is registered at the address and unknown to Almanda and the application."""
    home = town.couple()
    home.costs = [town.rent(6000, 7500)]
    home.newborn = town.child_born(home, date(2026, 9, 1), date(2026, 10, 31))
    return home, told_in_almanda("CHANGED_HOUSEHOLD")


@scenario(weight=3)
def protected_in_register(town: Town) -> Story:
    """The register has a confidentiality mark."""
    home = town.single()
    home.applicant.protection = "sekretessmarkering"
    return home, needs_human("MANUAL_HANDLING")


@scenario(weight=3)
def protected_in_case_system(town: Town) -> Story:
    """Almanda has the protection flag; the register does not."""
    home = town.single()
    home.case.protection = "flagged"
    return home, needs_human("MANUAL_HANDLING")


@scenario(weight=3)
def protection_unknown(town: Town) -> Story:
    """The register shows no readable protection state."""
    home = town.single()
    home.applicant.protection = "unknown"
    return home, needs_human("MANUAL_HANDLING")


@scenario(weight=10)
def first_application(town: Town) -> Story:
    """Somebody Almanda has never heard of."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.form.kind = "Nyansökan"
    home.case.known = False
    return home, needs_human("FIRST_APPLICATION")


@scenario(weight=10)
def coapplicant_unsigned(town: Town) -> Story:
    """The co-applicant has not signed."""
    home = town.couple()
    home.costs = [town.rent(6000, 7500)]
    home.form.co_applicant_signed = False
    return home, told_in_almanda("NOT_SIGNED")


@scenario(weight=10)
def period_already_decided(town: Town) -> Story:
    """A caseworker has decided November already."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.case.period_decided = True
    return home, needs_human("PERIOD_DECIDED")


@scenario(weight=10)
def person_at_work(town: Town) -> Story:
    """A caseworker holds the file, or has begun a draft or a calculation for November."""
    home = town.single()
    home.costs = [town.rent(4900, 6300)]
    home.case.work_begun = town.rng.choice(["draft", "lock", "calculation"])
    return home, needs_human("PERSON_AT_WORK")
