"""Barnbidrag and underhållsstöd against the amounts in the law, where the law's amounts are known."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Weight
from flows.eligibility.case import Member
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import APPLICANT, Case, adult, child, krona, paid, parameters, reasons, stated

OCTOBER = date(2026, 10, 20)
ELEVEN, EIGHT, TWO = (child(n, date(year, 3, 1)) for n, year in ((1, 2015), (2, 2018), (3, 2024)))


def receiving(code: str, net: str, *children: Member) -> Case:
    """The amount paid and stated, to an adult with these children."""
    word = {"ABB": "BENEFIT:Barnbidrag", "US": "BENEFIT:Underhållsstöd"}[code]
    return Case(
        members=(adult(), *children),
        payments={APPLICANT: (paid(code, net, OCTOBER), paid(code, net, date(2026, 9, 20)))},
        incomes=(stated(word, net),),
    )


@pytest.mark.parametrize(
    ("net", "children", "plain"),
    [
        ("1250", (ELEVEN,), True),
        ("625", (ELEVEN,), True),
        ("1249", (ELEVEN,), False),
        ("1251", (ELEVEN,), False),
        ("2500", (ELEVEN,), False),
        ("2650", (ELEVEN, EIGHT), True),
        ("1325", (ELEVEN, EIGHT), True),
        ("1875", (ELEVEN, EIGHT), True),
        ("2575", (ELEVEN, EIGHT), True),
        ("2800", (ELEVEN, EIGHT), False),
        ("4480", (ELEVEN, EIGHT, TWO), True),
        ("4490", (ELEVEN, EIGHT, TWO), False),
    ],
)
def test_barnbidrag_is_what_the_law_gives_for_the_children_or_half_of_it(
    net: str, children: tuple[Member, ...], plain: bool
) -> None:
    deviations = receiving("ABB", net, *children).assessed().weighing(Weight.DEVIATION)
    assert [(one.warns, one.about) for one in deviations] == (
        [] if plain else [(WarningKind.INCOME_IMPLAUSIBLE, "hushåll/barnbidrag")]
    )


@pytest.mark.parametrize(("born", "explained"), [(date(2026, 8, 31), False), (date(2026, 9, 1), True)])
def test_a_child_born_in_the_month_before_may_not_be_paid_for_yet(born: date, explained: bool) -> None:
    kinds = [one.warns for one in receiving("ABB", "625", ELEVEN, child(2, born)).assessed().findings]
    assert (WarningKind.INCOME_IMPLAUSIBLE not in kinds) is explained


def test_nothing_is_compared_while_a_child_lives_there_a_part_of_the_month() -> None:
    part_time = child(1, date(2015, 3, 1), days=29)
    kinds = [one.warns for one in receiving("ABB", "9000", part_time).assessed().findings]
    assert WarningKind.INCOME_IMPLAUSIBLE not in kinds


def test_what_was_paid_counts_even_when_the_law_says_otherwise() -> None:
    assessment = receiving("ABB", "1300", ELEVEN).assessed()
    assert assessment.amount == krona(3940 + 4390 + 1410 - 1300)
    assert "För ett barn under 16 år är det 1 250 kr." in reasons(assessment, Weight.DEVIATION)


@pytest.mark.parametrize(
    ("code", "net", "said"),
    [
        ("ABB", "1250", "Barnbidraget är 1 250 kr. Hushållet har inget barn under 16 år."),
        ("US", "1673", "Underhållsstödet är 1 673 kr. För barnen i hushållet är det högst 0 kr."),
    ],
)
def test_money_for_a_child_is_asked_about_where_no_child_lives(code: str, net: str, said: str) -> None:
    assessment = receiving(code, net).assessed()
    assert f"{said} Vad beror skillnaden på?" in reasons(assessment, Weight.DEVIATION)
    assert assessment.amount == krona(5220) - krona(net)


def test_a_retroactive_payment_explains_any_sum() -> None:
    plain = receiving("ABB", "1250", ELEVEN)
    late = paid("ABB", 777, OCTOBER, since=date(2026, 7, 1))
    case = replace(plain, payments={APPLICANT: (*plain.payments[APPLICANT], late)})
    kinds = [one.warns for one in case.assessed().findings]
    assert WarningKind.INCOME_IMPLAUSIBLE not in kinds
    assert WarningKind.INCOME_REVIEW in kinds


def test_nothing_is_held_against_amounts_that_are_not_known() -> None:
    case = receiving("US", "9000", ELEVEN)
    unknown = replace(parameters(), statutory_benefits=())
    said = [one.warns for one in assess(case.facts(), unknown, case.rules, today=date(2026, 11, 18)).findings]
    assert WarningKind.INCOME_IMPLAUSIBLE not in said
    assert WarningKind.INCOME_IMPLAUSIBLE in [one.warns for one in case.assessed().findings]
