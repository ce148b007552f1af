"""One krona is an amount and none is not; what stands twice is added; what is unknown keeps its words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Assessment, Finding, Section
from flows.eligibility.case import CapitalIncome, EarlierDecision, JobStimulus, StatedCost, TaxPayout
from flows.eligibility.facts import Missing, Why
from flows.eligibility.incomes import Counted, IncomeCatalogue, IncomeKind
from flows.eligibility.parameters import Parameters
from flows.eligibility.period import Period
from flows.eligibility.rules.late_payments import late
from flows.eligibility.rules.shown_incomes import shown_incomes
from flows.eligibility.rules.surplus_left import Left
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    NOVEMBER,
    Case,
    adult,
    cost,
    declared,
    krona,
    paid,
    parameters,
    stated,
)

OCTOBER, SEPTEMBER = Period(2026, 10), Period(2026, 9)


def said_by(rule: str, assessment: Assessment) -> list[Finding]:
    return [one for one in assessment.findings if one.rule == rule]


def knowing(kinds: Iterable[IncomeKind], month: Period) -> Parameters:
    """The numbers, had the month's catalogue of incomes these kinds alone."""
    dated = parameters().incomes(month)
    catalogue = replace(dated, value=IncomeCatalogue(kinds=tuple(kinds)))
    return replace(parameters(), income_catalogues=(catalogue,))


def counting(key: str, counted: Counted, month: Period) -> tuple[IncomeKind, Parameters]:
    """The kind of income with that key, counted so, and the numbers with it."""
    kinds = {one.key: one for one in parameters().incomes(month).value.kinds}
    kinds[key] = replace(kinds[key], counted=counted)
    return kinds[key], knowing(kinds.values(), month)


def test_capital_incomes_are_told_by_year_and_one_of_nothing_hides_no_other() -> None:
    case = Case()
    years = ((2025, 700), (2024, 1), (2023, 0), (2022, 500))
    capital = tuple(CapitalIncome(year=year, amount=krona(amount)) for year, amount in years)
    assessment = replace(case, tax={"capital": case.known(capital, "SKV")}).assessed()
    assert [finding.reason for finding in said_by("tillgångar", assessment)] == [
        "Den sökande hade kapitalinkomst 2022, 500 kr. Finns det tillgångar?",
        "Den sökande hade kapitalinkomst 2024, 1 kr. Beloppet är litet.",
        "Den sökande hade kapitalinkomst 2025, 700 kr. Finns det tillgångar?",
    ]


@pytest.mark.parametrize(
    ("counted", "chosen", "asked"),
    [
        (Counted.LOCAL, {}, True),
        (Counted.LOCAL, {"barnbidrag": False}, False),
        (Counted.NO, {}, False),
    ],
)
def test_a_stated_income_that_nobody_shows_is_asked_about_until_the_municipality_has_said_no(
    counted: Counted, chosen: dict[str, bool], asked: bool
) -> None:
    kind, national = counting("barnbidrag", counted, NOVEMBER)
    case = Case(incomes=(stated(kind.stated_as[0], 1250),))
    local = replace(case.rules, local_incomes=chosen)
    said = said_by("uppgivet mot visat", assess(case.facts(), national, local, today=date(2026, 11, 18)))
    assert [one.about for one in said] == (["hushåll/barnbidrag"] if asked else [])


def test_a_cost_of_one_krona_counts() -> None:
    nothing, one = (Case(costs=(cost("ELECTRICITY", amount),)).assessed() for amount in (0, 1))
    assert (nothing.amount, one.amount) == (krona(5220), krona(5221))


@pytest.mark.parametrize(
    ("costs", "asked"),
    [
        ((cost("RENT", 0),), False),
        ((cost("ELECTRICITY", 400),), False),
        ((cost("RENT", 1),), True),
    ],
)
def test_the_form_of_the_dwelling_matters_where_rent_is_paid(
    costs: tuple[StatedCost, ...], asked: bool
) -> None:
    assessment = Case(costs=costs, housing={"form": "LODGER"}).assessed()
    assert [one.about for one in said_by("bostad", assessment)] == (["bostad/form"] if asked else [])


@pytest.mark.parametrize("month", [OCTOBER, SEPTEMBER])
def test_a_wage_that_was_declared_and_taken_back_is_no_change(month: Period) -> None:
    case = Case(
        wages={APPLICANT: tuple(declared("A", net, month) for net in (1000, -1000))},
        incomes=tuple(stated("SALARY", net, payer="A") for net in (1000, -1000)),
    )
    assert not said_by("ändrad lön", case.assessed())


def test_the_wages_of_an_employer_are_added_before_they_are_compared() -> None:
    nets = ((OCTOBER, 2000), (OCTOBER, 1000), (SEPTEMBER, 1500), (SEPTEMBER, 1500))
    case = Case(wages={APPLICANT: tuple(declared("A", net, month) for month, net in nets)})
    assert not said_by("ändrad lön", case.assessed())


def test_a_payout_of_the_tax_account_that_the_catalogue_does_not_know_keeps_the_agencys_words() -> None:
    kinds = parameters().incomes(NOVEMBER).value.kinds
    national = knowing([one for one in kinds if one.key != "skatteaterbaring"], NOVEMBER)
    day = date(2026, 10, 7)
    case = Case(
        payouts=(TaxPayout(paid_on=day, amount=krona(3214)),),
        payments={APPLICANT: (paid("BARNBIDRAG", 1250, day),)},
    )
    question = case.question(national)
    assert [(one.agency, one.code, one.name) for one in shown_incomes(question, OCTOBER)][-1] == (
        "SKV",
        "SKATTEKONTO",
        "”Utbetalning från skattekontot” (SKV SKATTEKONTO)",
    )


def test_one_krona_of_a_surplus_is_left() -> None:
    left = Left().after(SEPTEMBER, krona(100))
    assert left.after(OCTOBER, krona(-99)).amount == krona(1)
    assert left.after(OCTOBER, krona(-100)) == Left()


def test_a_young_adult_with_a_wage_of_one_krona_is_asked_about() -> None:
    young = adult(born=date(2007, 1, 1))
    said = [
        said_by(
            "skolungdomars lön",
            Case(members=(young,), wages={APPLICANT: (declared("A", net, OCTOBER),)}).assessed(),
        )
        for net in (0, 1)
    ]
    assert [len(one) for one in said] == [0, 1]


@pytest.mark.parametrize(("net", "asked"), [(0, 0), (1, 1)])
def test_jobbstimulans_that_nobody_registered_is_asked_about_from_the_first_krona(
    net: int, asked: int
) -> None:
    months = [OCTOBER.shifted(-back) for back in range(8)]
    decisions = tuple(
        EarlierDecision(period=one, kind="Bifall", amount=krona(4000), decided_on=one.first_day)
        for one in months
    )
    case = Case(wages={APPLICANT: (declared("A", net, OCTOBER),)}, history={"decisions": decisions})
    assert len(said_by("jobbstimulans som inte är registrerad", case.assessed())) == asked


@pytest.mark.parametrize(("net", "rows", "notes"), [(0, 0, 0), (1, 1, 1)])
def test_a_benefit_of_one_krona_counts_and_is_told_of(net: int, rows: int, notes: int) -> None:
    case = Case(payments={APPLICANT: (paid("FP", net, date(2026, 10, 20)),)})
    assessment = case.assessed()
    calculation = assessment.calculation
    assert calculation is not None
    assert len([row for row in calculation.rows if row.section is Section.INCOME]) == rows
    assert len(said_by("föräldrapenning", assessment)) == notes


def test_costs_without_a_rule_are_asked_about_in_one_order() -> None:
    costs = (cost("YACHT", 5), cost("YACHT", 4), cost("AIRSHIP", 7))
    said = said_by("kostnader", Case(costs=costs).assessed())
    assert [(one.about, one.reason.split()[3]) for one in said] == [
        ("kostnad/AIRSHIP", "7"),
        ("kostnad/YACHT", "4"),
        ("kostnad/YACHT", "5"),
    ]


@pytest.mark.parametrize("rent", ["0.50", "1"])
def test_a_rent_of_next_to_nothing_is_a_rent(rent: str) -> None:
    assessment = Case(costs=(cost("RENT", rent),)).assessed()
    assert assessment.calculation is not None
    assert [row.applied for row in assessment.calculation.rows if row.label == "Boendekostnad"] == [
        krona(rent)
    ]


@pytest.mark.parametrize("detail", ["fältet X", "fältet X."])
def test_why_something_was_not_read_ends_with_one_full_stop(detail: str) -> None:
    unread = Missing(why=Why.FETCH_FAILED, source="Ansökan i e-tjänsten", detail=detail)
    (said,) = said_by("underlag", Case(other={"statement": unread}).assessed())
    assert said.reason == "Ansökan kunde inte läsas: fältet X."


@pytest.mark.parametrize("detail", ["fältet X", "fältet X."])
def test_why_an_address_is_not_known_ends_with_one_full_stop(detail: str) -> None:
    unread = Missing(why=Why.NOT_FETCHED, source="Skatteverket, Folkbokföring", detail=detail)
    (said,) = said_by("adress", Case(other={"moved": unread}).assessed())
    assert said.reason == "Adressen i folkbokföringen är inte känd: fältet X."


@pytest.mark.parametrize(("net", "noted"), [(0, 0), (1, 1)])
def test_registered_jobbstimulans_is_told_of_from_the_first_krona(net: int, noted: int) -> None:
    window = JobStimulus(person=APPLICANT, valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31))
    case = Case(wages={APPLICANT: (declared("A", net, OCTOBER),)}, history={"job_stimuli": (window,)})
    assert len(said_by("jobbstimulans", case.assessed())) == noted


def test_the_days_that_a_payment_concerns_are_kept() -> None:
    payment = replace(
        paid("BOB", 1000, date(2026, 10, 20), since=date(2026, 9, 1)), period_to=date(2026, 9, 30)
    )
    (shown,) = shown_incomes(Case(payments={APPLICANT: (payment,)}).question(), OCTOBER)
    assert (shown.period_from, shown.period_to) == (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("paid_for", "found"),
    [
        ({9: 9}, 0),
        ({9: 9, 11: 10}, 1),
        ({9: 9, 10: 10, 11: 10}, 0),
    ],
    ids=["stopped", "a month late", "paid twice"],
)
def test_a_payment_is_late_when_the_income_month_had_none(paid_for: dict[int, int], found: int) -> None:
    payments = tuple(
        paid("BOB", 1000, date(2026, month, 15), since=date(2026, about, 1))
        for month, about in paid_for.items()
    )
    assert len(late(Case(payments={APPLICANT: payments}).question())) == found


def test_studiehjalp_that_did_not_come_back_is_asked_about_for_each_by_order_of_persons() -> None:
    month = Period(2026, 10)
    kind, national = counting("studiehjalp", Counted.LOCAL, month)
    gone = (paid(kind.codes[0], 1250, date(2026, 6, 25), agency="CSN"),)
    case = Case(
        period=month,
        members=(adult(), adult(CO_APPLICANT)),
        payments={APPLICANT: gone, CO_APPLICANT: gone},
    )
    local = replace(case.rules, local_incomes={"studiehjalp": True})
    said = said_by(
        "ersättning efter uppehåll", assess(case.facts(), national, local, today=date(2026, 10, 18))
    )
    assert [one.about for one in said] == ["medsokande/studiehjalp", "sokande/studiehjalp"]
