"""What the same households' next month is like, and what must then become of their applications.

Life goes on as it was where nothing else is told: the same pay, the same payments, the same costs. What a
function expects holds when a person has decided November on the robot's draft, as it stood or with amounts
of her own: the next month is calculated on its own facts, and last month's decision is what it is compared
with. A household that is not told of here applies again, and nothing is stated about it.
"""

from __future__ import annotations

from collections.abc import Callable

from mock_legacy.world.calendar_2026 import CONTROL, PERIOD
from mock_legacy.world.household import Amount, Household, TaxRefund
from mock_legacy.world.scenarios.outcome import Expected, bifall, delavslag, needs_human

Later = Callable[[Household], Expected]
MONTHS_LATER: dict[str, Later] = {}


def lives_on(name: str, home: Household) -> Expected | None:
    """Let a month pass in a household, and return what its scenario then expects, if it states anything."""
    for income in home.incomes:
        if CONTROL in income.months and not isinstance(income.source, TaxRefund):
            income.months[PERIOD] = income.months[CONTROL]
    later = MONTHS_LATER.get(name)
    return later(home) if later else None


def a_month_later(*names: str) -> Callable[[Later], Later]:
    """Register a function as the next month of these scenarios."""

    def register(later: Later) -> Later:
        MONTHS_LATER.update(dict.fromkeys(names, later))
        return later

    return register


def _rent(home: Household) -> int:
    return next(cost.applied for cost in home.costs if cost.kind == "Hyra")


@a_month_later("unchanged_single_no_income", "salary_jobbstimulans")
def as_before(_home: Household) -> Expected:
    """Nothing has changed: 3 940 + 1 280; with jobbstimulans the rent 6 000 and the wage take each other."""
    return bifall(5220)


@a_month_later("single_with_costs")
def same_costs(_home: Household) -> Expected:
    """5 220 + 5 800 + 400 + 120, as in November."""
    return bifall(11540)


@a_month_later("couple_no_income")
def still_a_couple(_home: Household) -> Expected:
    """7 100 + 1 410, as in November."""
    return bifall(8510)


@a_month_later("rent_above_cap")
def rent_still_above_cap(home: Household) -> Expected:
    """The rent is cut to the cap again, as in the months before: 5 220 + what they granted."""
    return delavslag(5220 + (home.costs[0].approved or 0))


@a_month_later("internet_not_granted")
def internet_still_not_granted(home: Household) -> Expected:
    """The rule is the same whatever a person granted in November: 5 220 + rent."""
    return delavslag(5220 + _rent(home))


@a_month_later("medicine_and_travel")
def the_same_four_costs(home: Household) -> Expected:
    """5 220 + rent + 1 685, as in November."""
    return bifall(5220 + _rent(home) + 1685)


@a_month_later("aktivitetsstod_unchanged")
def support_goes_on(home: Household) -> Expected:
    """5 220 + rent − 5 432, as in November."""
    return bifall(5220 + _rent(home) - 5432)


@a_month_later("salary_part_time")
def wage_stays_raised(home: Household) -> Expected:
    """November's wage is October's, 6 630 net: 5 220 + rent − 6 630."""
    return bifall(5220 + _rent(home) - 6630)


@a_month_later("benefit_not_declared")
def forgotten_again(home: Household) -> Expected:
    """Bostadsbidrag 1 300 is forgotten once more: 5 220 + rent − 1 300."""
    return bifall(5220 + _rent(home) - 1300)


@a_month_later("income_changed")
def support_stays_lower(home: Household) -> Expected:
    """Aktivitetsstöd is 4 795 again, which is no change any more: 5 220 + rent − 4 795."""
    return bifall(5220 + _rent(home) - 4795)


@a_month_later("child_turned_7")
def still_seven(home: Household) -> Expected:
    """The child stays in its band: 9 170 + rent − 2 923."""
    return bifall(9170 + _rent(home) - 2923)


@a_month_later("tax_refund")
def no_refund_this_month(home: Household) -> Expected:
    """The tax account has paid nothing more: 5 220 + rent."""
    return bifall(5220 + _rent(home))


@a_month_later("akassa")
def fund_pays_again(home: Household) -> Expected:
    """5 220 + rent + fee 170 − 6 900, as in November."""
    return bifall(5220 + _rent(home) + 170 - 6900)


@a_month_later("swish_income")
def swish_again(home: Household) -> Expected:
    """1 850 once more: 5 220 + rent − 1 850."""
    return bifall(5220 + _rent(home) - 1850)


@a_month_later("pension_from_pm")
def pension_goes_on(home: Household) -> Expected:
    """5 220 + rent − 4 150, as in November."""
    return bifall(5220 + _rent(home) - 4150)


@a_month_later("surplus_salary")
def laid_off_after_a_surplus(home: Household) -> Expected:
    """November left 15 400 − 10 820 = 4 580 over, and the last wage is 3 000: 10 820 − 3 000 − 4 580."""
    home.incomes[0].months[PERIOD] = Amount(gross=3750, tax=750)
    return bifall(3240)


@a_month_later("repayment_claim")
def claim_still_unpaid(home: Household) -> Expected:
    """The claim is unpaid as before and changes nothing in the amount: 5 220 + rent."""
    return bifall(5220 + _rent(home))


@a_month_later("coapplicant_unsigned")
def both_have_signed(home: Household) -> Expected:
    """Both have signed, with the rent within the cap for two: 8 510 + rent."""
    home.form.co_applicant_signed = True
    return bifall(8510 + _rent(home))


@a_month_later("period_already_decided")
def not_decided_yet(home: Household) -> Expected:
    """Nobody has decided December: 5 220 + rent."""
    return bifall(5220 + _rent(home))


@a_month_later("protected_in_register", "protected_in_case_system", "protection_unknown")
def still_protected(_home: Household) -> Expected:
    """A mark stays."""
    return needs_human("MANUAL_HANDLING")


@a_month_later("first_application")
def nobody_has_opened_a_file(_home: Household) -> Expected:
    """Almanda has still never heard of them."""
    return needs_human("FIRST_APPLICATION")
