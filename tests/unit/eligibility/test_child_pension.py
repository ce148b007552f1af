"""A child's pension that nobody was asked about: seen in the application or in last month's calculation."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assessment import Weight
from flows.eligibility.case import BenefitPayment, EarlierRow
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import APPLICANT, PLAN, Case, adult, child, krona, missing, paid, reasons, stated

SEPTEMBER, OCTOBER = date(2026, 9, 18), date(2026, 10, 19)
ELEVEN, SEVENTEEN = child(1, date(2015, 3, 1)), child(2, date(2009, 3, 1))
ASKED = "Pension som kan vara ett barns: "


def after(rows: dict[str, int], *payments: BenefitPayment, **changes: object) -> Case:
    """An adult and a child of eleven, after a calculation with these incomes."""
    plain = Case(members=(adult(), ELEVEN), payments={APPLICANT: payments}, **changes)  # type: ignore[arg-type]
    incomes = tuple(EarlierRow(label=label, amount=krona(amount)) for label, amount in rows.items())
    history = {"calculations": (plain.last_month(incomes=incomes),), "plans": (PLAN,)}
    return replace(plain, history={**history, "repayment_claims": plain.known((), "Almanda")})


@pytest.mark.parametrize(
    ("rows", "shown", "unexplained"),
    [
        ({"Pension": 2000}, 0, "2 000 kr"),
        ({"pension ": 2000}, 0, "2 000 kr"),
        ({"Barnpension": 2000}, 0, "2 000 kr"),
        ({"Pension": 5000, "Barnpension": 2000}, 5000, "2 000 kr"),
        ({"Pension": 5000}, 5000, ""),
        ({"Pension": 5001}, 5000, ""),
        ({"Pension": 5002}, 5000, "2 kr"),
        ({"Bostadsbidrag": 2000}, 0, ""),
    ],
)
def test_a_pension_of_last_month_that_nobody_asked_about_got_may_be_the_childs(
    rows: dict[str, int], shown: int, unexplained: str
) -> None:
    payments = [paid("EF", shown, on, agency="PM") for on in (SEPTEMBER, OCTOBER)] if shown else []
    told = (stated("BENEFIT:Efterlevandepension", shown),) if shown else ()
    assessment = after(rows, *payments, incomes=told).assessed()
    said = f"{ASKED}förra månadens beräkning har {unexplained} som ingen tillfrågad fick i september 2026."
    found = [one for one in assessment.weighing(Weight.OPEN) if one.reason.startswith(ASKED)]
    assert [one.reason.startswith(said) for one in found] == ([True] if unexplained else [])
    assert {(one.warns, one.about) for one in found} <= {(WarningKind.CHILD_INCOME, "hushåll/pension")}


def test_a_pension_that_is_asked_about_is_not_said_to_be_gone_a_second_time() -> None:
    said = reasons(after({"Pension": 2000}).assessed(), Weight.DEVIATION)
    assert "Inkomst som inte finns längre" not in said


def test_nobody_can_tell_whose_a_pension_was_while_the_agency_is_silent() -> None:
    assessment = after({"Pension": 2000}, benefits={"pm": missing()}).assessed()
    assert assessment.wait_until
    assert ASKED not in reasons(assessment, Weight.OPEN)


def test_a_household_whose_children_were_all_looked_up_is_not_asked() -> None:
    case = replace(after({"Pension": 2000}), members=(adult(), SEVENTEEN))
    assert ASKED not in reasons(case.assessed(), Weight.OPEN)
    alone = replace(case, members=(adult(),))
    assert ASKED not in reasons(alone.assessed(), Weight.OPEN)


def test_both_traces_stand_in_one_question() -> None:
    payments = [paid("EF", 3000, on, agency="PM") for on in (SEPTEMBER, OCTOBER)]
    told = (stated("BENEFIT:Pension", 3000), stated("BENEFIT:Barnpension", 1500, person=ELEVEN.key))
    assessment = after({"Pension": 5000}, *payments, incomes=told).assessed()
    (asked,) = assessment.weighing(Weight.OPEN)
    assert asked.reason.startswith(
        f"{ASKED}ansökan uppger 1 500 kr och förra månadens beräkning har 2 000 kr som ingen tillfrågad fick"
        " i september 2026."
    )


@pytest.mark.parametrize(
    ("the_childs", "nobodys", "together"), [("1500", "700", "2 200 kr"), ("0.50", "0", "0,50 kr")]
)
def test_what_is_stated_for_the_child_and_what_nobody_asked_about_got_are_added(
    the_childs: str, nobodys: str, together: str
) -> None:
    payments = [paid("EF", 3000, on, agency="PM") for on in (SEPTEMBER, OCTOBER)]
    told = (
        stated("BENEFIT:Pension", 3000),
        stated("BENEFIT:Barnpension", the_childs, person=ELEVEN.key),
        stated("BENEFIT:Barnpension", nobodys),
    )
    assessment = after({"Pension": 3000}, *payments, incomes=told).assessed()
    (asked,) = assessment.weighing(Weight.OPEN)
    assert asked.reason.startswith(f"{ASKED}ansökan uppger {together}. Roboten")


def test_a_pension_that_differs_from_last_months_is_told_of_beside_a_question_about_the_childs() -> None:
    payments = [paid("EF", 3000, on, agency="PM") for on in (SEPTEMBER, OCTOBER)]
    told = (stated("BENEFIT:Pension", 3000), stated("BENEFIT:Barnpension", 1500, person=ELEVEN.key))
    assessment = after({"Pension": 2000}, *payments, incomes=told).assessed()
    assert ASKED in reasons(assessment, Weight.OPEN)
    changed = "Pension har ändrats sedan förra beräkningen, från 2 000 kr till 3 000 kr."
    assert changed in reasons(assessment, Weight.CHANGE)


def test_a_household_without_an_earlier_calculation_is_asked_of_the_application_alone() -> None:
    payments = (paid("EF", 3000, OCTOBER, agency="PM"),)
    case = after({}, *payments, incomes=(stated("BENEFIT:Barnpension", 1500, person=ELEVEN.key),))
    first = replace(case, history={"calculations": (), "plans": (PLAN,)})
    assert f"{ASKED}ansökan uppger 1 500 kr. Roboten" in reasons(first.assessed(), Weight.OPEN)


def asked_of(*payments: BenefitPayment, **child_as: object) -> str:
    """What is asked of these payments to a child that was looked up, seventeen unless said otherwise."""
    one = replace(SEVENTEEN, **child_as)  # type: ignore[arg-type]
    case = Case(members=(adult(), one), payments={one.key: payments})
    plain = case.facts().benefits
    pensions = case.known(payments, "Pensionsmyndigheten (via Försäkringskassan)")
    looked_up = {**plain, one.key: replace(plain[APPLICANT], pm=pensions)}
    return reasons(replace(case, other={"benefits": looked_up}).assessed(), Weight.OPEN)


@pytest.mark.parametrize(("net", "said"), [("0.50", "0,50 kr"), ("1", "1 kr"), ("3000", "3 000 kr")])
def test_any_pension_is_asked_about_for_a_child_who_lives_here_a_part_of_the_month(
    net: str, said: str
) -> None:
    asked = asked_of(paid("EF", net, OCTOBER, agency="PM"), days_in_home=10)
    assert f"Barn 17 år har egen pension, {said}. Den får bara täcka" in asked


def test_a_payment_of_nothing_is_no_pension() -> None:
    assert "egen pension" not in asked_of(paid("EF", 0, OCTOBER, agency="PM"), days_in_home=10)


def test_what_a_child_gets_that_is_no_pension_is_not_asked_about_as_one() -> None:
    assert "egen pension" not in asked_of(paid("BTI", 6000, OCTOBER, agency="PM"))
    both = asked_of(paid("EF", 5000, OCTOBER, agency="PM"), paid("BTI", 6000, OCTOBER, agency="PM"))
    assert "Barn 17 år har egen pension, 5 000 kr, och barnets personliga kostnader är 4 960 kr." in both


@pytest.mark.parametrize(
    ("lunch_away", "said"), [(True, "2 800 kr, och barnets personliga kostnader är 2 720 kr."), (False, "")]
)
def test_the_pension_of_a_small_child_is_held_against_the_norm_with_or_without_lunch(
    lunch_away: bool, said: str
) -> None:
    payment = paid("EF", 2800, OCTOBER, agency="PM")
    asked = asked_of(payment, born=date(2021, 3, 1), lunch_away=lunch_away)
    assert (f"Barn 5 år har egen pension, {said}" in asked) is bool(said)
