"""Wages: stated against declared, jobbstimulans, and changes between months."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assessment import Weight
from flows.eligibility.case import EarlierRow, EmployerDeclaration, JobStimulus
from flows.eligibility.facts import Why
from flows.eligibility.period import Period
from flows.eligibility.rules.salary_match import Pairing, Wage, pair
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    PLAN,
    Case,
    adult,
    child,
    declared,
    krona,
    missing,
    reasons,
    stated,
)

OCTOBER, SEPTEMBER = Period(2026, 10), Period(2026, 9)


def wage(net: int, payer: str = "") -> Wage:
    return Wage(payer=payer, net=krona(net))


@pytest.mark.parametrize(
    ("said", "shown", "pairing"),
    [
        ([wage(4000), wage(2000)], [wage(6000, "A")], Pairing()),
        ([wage(4000, "A"), wage(2000, "a ab")], [wage(6000, "A AB")], Pairing()),
        (
            [wage(4000, "Kiosken")],
            [wage(4000, "B AB")],
            Pairing(renamed=((wage(4000, "Kiosken"), wage(4000, "B AB")),)),
        ),
        ([wage(4000)], [wage(4001, "B"), wage(500, "C")], Pairing(only_declared=(wage(500, "C"),))),
        ([wage(4000, "B")], [wage(4002, "B")], Pairing(differing=((wage(4000, "B"), wage(4002, "B")),))),
        ([wage(4000, "B")], [], Pairing(only_stated=(wage(4000, "B"),))),
    ],
)
def test_stated_and_declared_wages_are_paired(said: list[Wage], shown: list[Wage], pairing: Pairing) -> None:
    assert pair(said, shown) == pairing
    assert pair(said[::-1], shown[::-1]) == pairing


def test_a_new_employer_that_is_asked_about_is_not_said_a_second_time() -> None:
    assessment = Case(wages={APPLICANT: (declared("A", 3000, OCTOBER),)}).assessed()
    assert "ny arbetsgivare, ”A”, har deklarerat 3 000 kr" in reasons(assessment, Weight.OPEN)
    assert not assessment.weighing(Weight.DEVIATION)


def test_an_employer_called_something_else_is_a_deviation() -> None:
    case = Case(
        wages={
            APPLICANT: (
                declared("Exempel Kiosk AB", 3000, OCTOBER),
                declared("Exempel Kiosk AB", 3000, SEPTEMBER),
            )
        },
        incomes=(stated("SALARY", 3000, payer="Kiosken"),),
    )
    (finding,) = case.assessed().weighing(Weight.DEVIATION)
    assert finding.reason == (
        "Den sökande uppger lön från ”Kiosken”, arbetsgivaren är deklarerad som ”Exempel Kiosk AB”."
    )
    assert (finding.warns, finding.about) == (WarningKind.INCOME_STATED_OTHERWISE, "sokande/lon")
    assert finding.reference == "SOSFS 2013:1, inkomster"


def test_a_wage_from_a_named_employer_that_nobody_has_declared_is_an_open_question() -> None:
    case = Case(incomes=(stated("SALARY", 3000, payer="Kiosken"),))
    assert "uppger lön från ”Kiosken”, 3 000 kr" in reasons(case.assessed(), Weight.OPEN)


@pytest.mark.parametrize(("net", "said"), [("0.50", "0,50 kr"), ("1", "1 kr")])
def test_the_smallest_wage_is_asked_about_when_it_is_only_stated_or_only_declared(
    net: str, said: str
) -> None:
    told = Case(incomes=(stated("SALARY", net, payer="Kiosken"),)).assessed()
    assert reasons(told, Weight.OPEN) == (
        f"Den sökande uppger lön från ”Kiosken”, {said}, som ingen arbetsgivare har deklarerat."
        " Vilken lön gäller?"
    )
    shown = Case(wages={APPLICANT: (declared("A", net, OCTOBER),)}).assessed()
    assert reasons(shown, Weight.OPEN) == (
        f"Den sökande: ny arbetsgivare, ”A”, har deklarerat {said} efter skatt."
        " Lönen uppges inte i ansökan. Vilken lön gäller?"
    )


def test_a_stated_wage_of_nothing_is_no_wage() -> None:
    assert Case(incomes=(stated("SALARY", 0, payer="Kiosken"),)).assessed().findings == ()


@pytest.mark.parametrize(
    ("gross", "tax", "asked"), [(500, 500, True), (500, 501, True), (-200, 0, True), (500, 499, False)]
)
def test_a_declared_wage_that_leaves_nothing_is_asked_about_and_never_dropped(
    gross: int, tax: int, asked: bool
) -> None:
    one = EmployerDeclaration(month=OCTOBER, employer="A", gross=krona(gross), tax=krona(tax))
    before = replace(one, month=SEPTEMBER)
    for wages in ((one,), (one, before)):
        said = reasons(Case(wages={APPLICANT: wages}).assessed(), Weight.OPEN)
        assert (f"”A” har deklarerat {gross - tax} kr efter skatt. Vad är rätt?" in said) is asked


@pytest.mark.parametrize("month", [OCTOBER, SEPTEMBER])
def test_neither_pay_nor_tax_nor_another_months_wage_is_asked_about(month: Period) -> None:
    amount = krona(0 if month == OCTOBER else 500)
    one = EmployerDeclaration(month=month, employer="A", gross=amount, tax=amount)
    assert Case(wages={APPLICANT: (one,)}).assessed().findings == ()


def test_a_stated_wage_below_nothing_is_asked_about_for_whoever_states_it() -> None:
    members = (adult(), adult(CO_APPLICANT), child(1, date(2015, 3, 1)))
    for person, who in ((CO_APPLICANT, "Medsökanden"), ("barn-1", "Barn 11 år")):
        assessment = Case(members=members, incomes=(stated("SALARY", -1, person=person),)).assessed()
        asked = assessment.weighing(Weight.OPEN)
        assert [one.reason for one in asked] == [
            f"{who}: En lön som är noll eller mindre går inte att räkna. I ansökan står -1 kr. Vad är rätt?"
        ]
        assert asked[0].about.startswith(person)


def test_each_adult_is_compared_with_the_own_declarations() -> None:
    case = Case(
        members=(adult(), adult(CO_APPLICANT)),
        wages={CO_APPLICANT: (declared("A", 3000, OCTOBER), declared("A", 3000, SEPTEMBER))},
        incomes=(stated("SALARY", 3000, person=CO_APPLICANT),),
    )
    assert case.assessed().amount == krona(8510 - 3000)


@pytest.mark.parametrize(
    ("before", "weight"),
    [(3000, None), (3100, Weight.CHANGE), (4000, Weight.DEVIATION), (0, Weight.DEVIATION)],
)
def test_a_wage_is_compared_with_the_month_before(before: int, weight: Weight | None) -> None:
    wages = (declared("A", 3000, OCTOBER), *((declared("A", before, SEPTEMBER),) if before else ()))
    assessment = Case(wages={APPLICANT: wages}, incomes=(stated("SALARY", 3000),)).assessed()
    assert [one.weight for one in assessment.findings] == ([weight] if weight else [])


def test_incomplete_declarations_are_waited_for_whether_a_wage_is_expected_or_not() -> None:
    case = Case(tax={"declarations": missing(Why.NOT_FOUND)})
    earlier = case.last_month(incomes=(EarlierRow(label="Lön efter skatt", amount=krona(3000)),))
    waits = replace(case, history={"calculations": (earlier,), "plans": (PLAN,)})
    for either, said in ((case, "kompletta."), (waits, "kompletta, och lön väntas.")):
        assert either.assessed().wait_until == date(2026, 11, 19)
        assert either.assessed().amount is None
        assert either.assessed().weighing(Weight.WAIT)[0].reason.endswith(said)


def test_a_pupils_incomplete_declarations_are_waited_for_and_then_asked_about() -> None:
    case = Case(members=(adult(), child(1, date(2009, 3, 1))))
    tax = case.facts().tax
    lacking = {**tax, "barn-1": replace(tax["barn-1"], declarations=missing(Why.NOT_FOUND))}
    waiting = replace(case, other={"tax": lacking})
    assert waiting.assessed().wait_until == date(2026, 11, 19)
    late = replace(waiting, today=date(2026, 11, 29)).assessed()
    assert late.amount is None
    assert "Barn 17 år: arbetsgivarnas uppgifter för oktober 2026 är inte kompletta." in reasons(
        late, Weight.OPEN
    )


def test_jobbstimulans_is_for_the_person_it_is_recorded_for() -> None:
    window = JobStimulus(person=CO_APPLICANT, valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31))
    case = Case(
        members=(adult(), adult(CO_APPLICANT)),
        wages={
            key: (declared("A", 4000, OCTOBER), declared("A", 4000, SEPTEMBER))
            for key in (APPLICANT, CO_APPLICANT)
        },
        incomes=(stated("SALARY", 4000), stated("SALARY", 4000, person=CO_APPLICANT)),
        history={"job_stimuli": (window,)},
    )
    assert case.assessed().amount == krona(8510 - 4000 - 3000)
    assert "jobbstimulans: 25 % av 4 000 kr räknas inte (1 000 kr)" in " ".join(
        row.note
        for row in case.assessed().calculation.rows  # type: ignore[union-attr]
    )


@pytest.mark.parametrize(("until", "counted"), [(date(2026, 10, 31), 3000), (date(2026, 9, 30), 4000)])
def test_jobbstimulans_ends_with_its_last_day(until: date, counted: int) -> None:
    window = JobStimulus(person=APPLICANT, valid_from=date(2024, 11, 1), valid_to=until)
    case = Case(
        wages={APPLICANT: (declared("A", 4000, OCTOBER), declared("A", 4000, SEPTEMBER))},
        incomes=(stated("SALARY", 4000),),
        history={"job_stimuli": (window,)},
    )
    assert case.assessed().amount == krona(5220 - counted)


def test_a_pupils_stated_wage_that_nobody_declared_is_noted_below_the_limit_and_asked_above() -> None:
    members = (adult(), child(1, date(2009, 3, 1)))
    small = Case(members=members, incomes=(stated("SALARY", 59200, person="barn-1"),)).assessed()
    large = Case(members=members, incomes=(stated("SALARY", 59201, person="barn-1"),)).assessed()
    assert "Barn 17 år har egen lön, 59 200 kr i oktober 2026 och 0 kr tidigare" in reasons(
        small, Weight.NOTE
    )
    assert small.amount == krona(3940 + 4960 + 1410)
    assert "har enligt ansökan egen lön, 59 201 kr" in reasons(large, Weight.OPEN)


@pytest.mark.parametrize("net", ["0.50", "1"])
def test_a_pupils_smallest_wage_is_noted_whether_it_is_stated_or_declared(net: str) -> None:
    members, wage_in_words = (adult(), child(1, date(2009, 3, 1))), {"0.50": "0,50 kr", "1": "1 kr"}[net]
    noted = f"Barn 17 år har egen lön, {wage_in_words} i oktober 2026 och 0 kr tidigare under året"
    for case in (
        Case(members=members, wages={"barn-1": (declared("A", net, OCTOBER),)}),
        Case(members=members, incomes=(stated("SALARY", net, person="barn-1"),)),
    ):
        assert noted in reasons(case.assessed(), Weight.NOTE)


@pytest.mark.parametrize(("said", "is_asked"), [(4001, False), (4002, True)])
def test_a_pupils_stated_wage_may_be_one_krona_above_the_declared_one(said: int, is_asked: bool) -> None:
    earlier = Case().known((declared("A", 59200, Period(2026, 3)),), "SKV")
    case = Case(
        members=(adult(), child(1, date(2009, 3, 1))),
        wages={"barn-1": (declared("A", 4000, OCTOBER),)},
        earlier_wages={"barn-1": earlier},
        incomes=(stated("SALARY", said, person="barn-1"),),
    )
    assert ("Vilken lön räknas?" in reasons(case.assessed(), Weight.OPEN)) is is_asked


def test_the_income_month_counts_once_though_the_earlier_months_were_read_with_it() -> None:
    wages = (declared("A", 9000, OCTOBER),)
    case = Case(
        members=(adult(), child(1, date(2009, 3, 1))),
        wages={"barn-1": wages},
        earlier_wages={"barn-1": Case().known((declared("A", 50200, Period(2026, 9)), *wages), "SKV")},
    )
    assert case.assessed().amount == krona(3940 + 4960 + 1410)


def test_a_year_without_a_checked_limit_is_an_open_question() -> None:
    case = Case(
        period=Period(2021, 11),
        members=(adult(), child(1, date(2004, 3, 1))),
        wages={"barn-1": (declared("A", 500, Period(2021, 10)),)},
    )
    assert "har egen lön, 500 kr. Prisbasbeloppet saknas för oktober 2021" in reasons(
        case.assessed(), Weight.OPEN
    )


def test_a_childs_wage_rests_on_the_months_the_earlier_ones_and_the_limit() -> None:
    earlier = Case().known((declared("B", 55000, Period(2026, 3)), declared("B", 9, Period(2025, 3))), "SKV")
    case = Case(
        members=(adult(), child(1, date(2009, 3, 1))),
        wages={"barn-1": (declared("A", 9000, OCTOBER),)},
        earlier_wages={"barn-1": earlier},
    )
    calculation = case.assessed().calculation
    assert calculation is not None
    row = next(one for one in calculation.rows if one.label == "Lön, barn")
    assert (row.amount, row.note) == (krona(4800), "barn 17 år")
    assert [(one.what, one.value, one.source) for one in row.evidence] == [
        ("Lön efter skatt, ”A”, 2026-10", "9 000 kr", "Skatteverket, Inkomstuppgifter per månad"),
        ("Egen lön tidigare under 2026, efter skatt", "55 000 kr", "SKV"),
        ("Prisbasbelopp", "59 200 kr", "SFS 2025:872"),
    ]
    assert row.evidence[1].as_of == earlier.fetched_at


def test_declarations_of_a_month_that_is_not_in_make_no_second_question_of_a_pupils_wage() -> None:
    case = Case(
        members=(adult(), child(1, date(2009, 3, 1))), incomes=(stated("SALARY", 90000, person="barn-1"),)
    )
    tax = case.facts().tax
    lacking = {**tax, "barn-1": replace(tax["barn-1"], declarations=missing(Why.NOT_FOUND))}
    assessment = replace(case, other={"tax": lacking}).assessed()
    assert assessment.wait_until == date(2026, 11, 19)
    assert not assessment.weighing(Weight.OPEN)


def test_a_wage_that_nobody_was_asked_about_is_no_late_employer() -> None:
    assessment = Case(other={"tax": {}}).assessed()
    assert [one.rule for one in assessment.weighing(Weight.OPEN)] == ["svar från myndigheter"]
    assert assessment.wait_until is None


def test_every_question_of_a_wage_tells_its_kind_and_whom_it_concerns() -> None:
    case = Case(
        wages={APPLICANT: (declared("A", 3000, OCTOBER), declared("B", 3000, SEPTEMBER))},
        incomes=(stated("SALARY", 900, payer="C"),),
    )
    told = {(one.rule, one.warns, one.about) for one in case.assessed().findings}
    assert told == {
        ("uppgiven lön", WarningKind.NEW_INCOME, "sokande/lon"),
        ("uppgiven lön", WarningKind.INCOME_STATED_OTHERWISE, "sokande/lon"),
        ("ändrad lön", WarningKind.INCOME_DROPPED, "sokande/lon"),
    }
