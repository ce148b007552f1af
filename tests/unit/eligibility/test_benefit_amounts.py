"""What the law says barnbidrag, flerbarnstillägg and underhållsstöd amount to, on both sides of each age."""

from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.benefit_amounts import AgeStep, BenefitAmounts
from flows.eligibility.parameters import NoTable
from flows.eligibility.period import Period
from tests.household_facts import parameters


def amounts() -> BenefitAmounts:
    return parameters().benefit_amounts(Period(2026, 11)).value


@pytest.mark.parametrize(
    ("children", "supplement", "together"),
    [
        (0, 0, 0),
        (1, 0, 1250),
        (2, 150, 2650),
        (3, 730, 4480),
        (4, 1740, 6740),
        (5, 2990, 9240),
        (6, 4240, 11740),
    ],
)
def test_barnbidrag_and_flerbarnstillagg_by_number_of_children(
    children: int, supplement: int, together: int
) -> None:
    assert amounts().family_supplement(children) == supplement
    assert amounts().child_benefits(children) == together


@pytest.mark.parametrize(
    ("born", "month", "paid"),
    [
        (date(2010, 2, 10), Period(2026, 3), True),
        (date(2010, 2, 10), Period(2026, 4), False),
        (date(2010, 1, 1), Period(2026, 3), True),
        (date(2010, 3, 31), Period(2026, 4), False),
        (date(2010, 4, 1), Period(2026, 6), True),
        (date(2010, 4, 1), Period(2026, 7), False),
        (date(2010, 12, 31), Period(2026, 12), True),
        (date(2010, 12, 31), Period(2027, 1), False),
        (date(2020, 12, 31), Period(2026, 1), True),
    ],
)
def test_barnbidrag_ends_with_the_quarter_of_the_sixteenth_birthday(
    born: date, month: Period, *, paid: bool
) -> None:
    assert amounts().has_child_benefit(born, month) is paid


@pytest.mark.parametrize(
    ("month", "amount"),
    [
        (Period(2026, 4), 1673),
        (Period(2026, 5), 1673),
        (Period(2026, 6), 1823),
        (Period(2034, 5), 1823),
        (Period(2034, 6), 2223),
        (Period(2037, 1), 2223),
    ],
    ids=str,
)
def test_underhallsstod_changes_the_month_after_the_birthday(month: Period, amount: int) -> None:
    """The child was born in May 2019: seven in May 2026, fifteen in May 2034."""
    assert amounts().maintenance_support_for(date(2019, 5, 17), month) == amount


def test_bostadsbidrag_is_as_the_law_says_it() -> None:
    housing = amounts().housing_allowance
    assert housing.special == (1500, 2000, 2650)
    assert (housing.share, housing.cost_from, housing.cost_to) == (Decimal("0.5"), 1400, (5300, 5900, 6600))


def test_steps_that_end_are_a_slip_of_the_file_and_not_of_the_law() -> None:
    steps = (AgeStep(to_age=7, amount=Decimal(1673)),)
    plain = amounts()
    spoilt = BenefitAmounts(
        child_benefit=plain.child_benefit,
        child_benefit_to_age=plain.child_benefit_to_age,
        family_supplements=plain.family_supplements,
        maintenance_support=steps,
        housing_allowance=plain.housing_allowance,
    )
    with pytest.raises(LookupError):
        spoilt.maintenance_support_for(date(2000, 1, 1), Period(2026, 1))


@pytest.mark.parametrize(("month", "known"), [(Period(2025, 12), False), (Period(2026, 1), True)], ids=str)
def test_the_amounts_are_known_from_the_month_they_were_checked_for(month: Period, *, known: bool) -> None:
    assert parameters().knows_benefit_amounts(month) is known


def test_amounts_of_a_month_before_the_first_known_say_which_file_to_extend() -> None:
    with pytest.raises(NoTable, match=r"^Förmånsbeloppen saknas för december 2025: lägg till ") as missing:
        parameters().benefit_amounts(Period(2025, 12))
    assert missing.value.file == "config/parameters/formansbelopp.yaml"
