"""The rules on their edges: one öre more or less, the day before, another key, two instead of one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assess import assess
from flows.eligibility.assessment import Weight
from flows.eligibility.case import BenefitClaim, EarlierRow
from flows.eligibility.facts import Missing, Why
from flows.eligibility.incomes import Counted
from flows.eligibility.law import Law
from flows.eligibility.municipality import OthersInDwelling, RentShare
from flows.eligibility.parameters import Parameters
from flows.eligibility.rules import claims, surplus
from flows.eligibility.rules.salary_match import Pairing, Wage, pair
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    NOVEMBER,
    Case,
    adult,
    child,
    cost,
    krona,
    paid,
    parameters,
    reasons,
    rules,
    stated,
)
from tests.rule_edges_parts import advance, two_months


@pytest.mark.parametrize(("net", "is_asked"), [("0", False), ("0.01", True), ("1", True)])
def test_whatever_was_paid_of_a_benefit_may_answer_an_advance(net: str, is_asked: bool) -> None:
    said = reasons(advance(net=Decimal(net)).assessed(), Weight.OPEN)
    assert ("beviljades med grunden förskott på förmån. För samma tid" in said) is is_asked


def with_kind(key: str, **changes: object) -> Parameters:
    """The parameters with one kind of income changed."""
    dated = parameters().income_catalogues[-1]
    kinds = tuple(replace(one, **changes) if one.key == key else one for one in dated.value.kinds)  # type: ignore[arg-type]
    other = replace(dated, value=replace(dated.value, kinds=kinds))
    return replace(parameters(), income_catalogues=(*parameters().income_catalogues[:-1], other))


def said_of(case: Case, numbers: Parameters, weight: Weight) -> str:
    return reasons(assess(case.facts(), numbers, case.rules, today=date(2026, 11, 18)), weight)


def test_a_kind_of_income_may_have_a_threshold_of_its_own() -> None:
    case = two_months("BOB", 1000, 1100)
    assert "från 1 000 kr till 1 100 kr, mer än 5 %" in said_of(
        case, with_kind("bostadsbidrag", change_percent=Decimal(5)), Weight.DEVIATION
    )
    assert "från 1 000 kr till 1 100 kr." in said_of(case, parameters(), Weight.CHANGE)


def test_a_benefit_that_is_never_paid_in_the_month_is_missed_by_nobody() -> None:
    case, paused = two_months("BOB", 1000, 0), with_kind("bostadsbidrag", pause_months=(10,))
    found = assess(case.facts(), paused, case.rules, today=date(2026, 11, 18)).findings
    gone = [one for one in found if "Det är uppehåll den månaden." in one.reason]
    assert [(one.weight, one.warns, one.about) for one in gone] == [
        (Weight.CHANGE, WarningKind.INCOME_MISSING_PREVIOUS_PERIOD, "sokande/bostadsbidrag")
    ]
    assert gone[0].reason.startswith(
        "Den sökande: Bostadsbidrag betalades ut i september 2026 (1 000 kr) men"
    )
    assert gone[0].reference == parameters().law(Law.INCOMES, NOVEMBER)


@pytest.mark.parametrize(
    ("pause", "weight"), [((9,), Weight.CHANGE), ((8,), Weight.DEVIATION), ((10,), Weight.DEVIATION)]
)
def test_a_benefit_that_comes_back_after_its_pause_is_only_listed(
    pause: tuple[int, ...], weight: Weight
) -> None:
    case, kind = two_months("BOB", 0, 1000), with_kind("bostadsbidrag", pause_months=pause)
    assert "Bostadsbidrag har tillkommit" in said_of(case, kind, weight)


@pytest.mark.parametrize(
    ("code", "status", "is_explained"),
    [
        ("BOB", "Under handläggning", True),
        ("BOB", "Avslag", False),
        ("SJP", "Under handläggning", False),
    ],
)
def test_only_a_claim_under_way_for_the_same_benefit_explains_that_it_stopped(
    code: str, status: str, is_explained: bool
) -> None:
    claim = BenefitClaim(agency="FK", code=code, label="Ersättning", status=status)
    claims = {"claims": Case().known((claim,), "Försäkringskassan")}
    found = two_months("BOB", 1000, 0, benefits=claims).assessed()
    assert ("Ett anspråk handläggs." in reasons(found, Weight.NOTE)) is is_explained
    assert ("Inget förklarar varför." in reasons(found, Weight.OPEN)) is not is_explained


def claimed(**changes: object) -> Case:
    plain = BenefitClaim(agency="FK", code="SJP", label="Sjukpenning", status="Beviljad")
    claim = replace(plain, **changes)  # type: ignore[arg-type]
    return Case(benefits={"claims": Case().known((claim,), "Försäkringskassan")})


@pytest.mark.parametrize(
    ("expected_on", "is_said"), [(None, False), (date(2026, 11, 18), False), (date(2026, 11, 19), True)]
)
def test_a_granted_benefit_that_will_be_paid_is_noted(expected_on: date | None, is_said: bool) -> None:
    noted = reasons(claimed(expected_on=expected_on).assessed(), Weight.NOTE)
    assert ("Den sökande får sjukpenning" in noted) is is_said
    assert ("Den sökande får sjukpenning 19 november 2026. Räknas den månaden." in noted) is is_said


@pytest.mark.parametrize(
    ("words", "is_explained"),
    [("sjukpenning från FK", True), ("SJP", True), ("Bostadsbidrag", True)],
)
def test_what_the_applicant_waits_for_is_explained_by_a_claim(words: str, is_explained: bool) -> None:
    case = replace(claimed(status="Under handläggning"), statement={"pending_benefits": (words,)})
    assert ("visar inget anspråk" not in reasons(case.assessed(), Weight.OPEN)) is is_explained


@pytest.mark.parametrize("first", ["Bostadsbidrag", "SJP", "Sjukpenning"])
def test_a_claim_of_the_same_name_is_not_used_up_by_another_wait(first: str) -> None:
    other = BenefitClaim(agency="FK", code="BOB", label="Bostadsbidrag", status="Under handläggning")
    mine = BenefitClaim(agency="FK", code="SJP", label="Sjukpenning", status="Under handläggning")
    waits = (first, "Bostadstillägg")
    case = Case(
        benefits={"claims": Case().known((mine, other), "Försäkringskassan")},
        statement={"pending_benefits": waits},
    )
    left = [one for one in (mine, other) if first not in {one.label, one.code}]
    unexplained = [mine, other]
    assert claims._explain(first, unexplained)
    assert unexplained == left
    assert "visar inget anspråk" not in reasons(case.assessed(), Weight.OPEN)


def test_words_that_name_no_claim_explain_nothing_by_themselves() -> None:
    mine = BenefitClaim(agency="FK", code="SJP", label="Sjukpenning", status="Under handläggning")
    unexplained = [mine]
    assert not claims._explain("Bostadsbidrag", unexplained)
    assert unexplained == [mine]


def test_barnbidrag_for_two_children_says_how_many() -> None:
    members = (adult(), child(1, date(2017, 1, 1)), child(2, date(2018, 1, 1)))
    case = replace(two_months("ABB", 3333, 3333), members=members)
    assert "För två barn" in reasons(case.assessed(), Weight.DEVIATION)


def test_rent_from_others_and_a_shared_rent_is_one_question_with_a_key() -> None:
    shared = replace(
        rules(), others_in_dwelling=OthersInDwelling.SHARE, rent_share_of_others=RentShare.PER_HEAD
    )
    kind = next(
        one for one in parameters().incomes(NOVEMBER).value.kinds if "RENT_SHARE_FROM_CHILD" in one.stated_as
    )
    counted = with_kind(kind.key, counted=Counted.YES)
    case = Case(
        costs=(cost("RENT", 6000),),
        incomes=(stated("RENT_SHARE_FROM_CHILD", 1000),),
        housing={"persons": 2},
        rules=shared,
    )
    found = assess(case.facts(), counted, case.rules, today=date(2026, 11, 18)).weighing(Weight.OPEN)
    assert [one.about for one in found if "inte båda" in one.reason] == ["bostad/hyra från andra"]


def test_an_income_that_is_gone_and_was_small_is_only_listed_with_its_key() -> None:
    case = Case()
    rows = tuple(EarlierRow(label=label, amount=krona(net)) for label, net in (("Swish", 100), ("Lön", 9000)))
    earlier = case.last_month(incomes=rows)
    found = replace(case, history={"calculations": (earlier,)}).assessed()
    gone = [
        one for one in found.weighing(Weight.CHANGE) if "Inkomst som inte finns längre: 100 kr" in one.reason
    ]
    assert [(one.warns, one.about, one.reference) for one in gone] == [
        (
            WarningKind.INCOME_MISSING_VS_PREVIOUS_CALCULATION,
            "hushåll/okänd inkomst",
            parameters().law(Law.INCOMES, NOVEMBER),
        )
    ]


@pytest.mark.parametrize(
    ("code", "on", "is_open"),
    [
        ("STUDB", date(2026, 10, 20), False),
        ("STUDB", date(2026, 9, 20), True),
        ("ANNAT", date(2026, 10, 20), True),
    ],
)
def test_studiehjalp_of_the_month_shows_that_a_child_of_age_goes_to_school(
    code: str, on: date, is_open: bool
) -> None:
    members = (adult(), child(1, date(2008, 5, 1)))
    case = Case(members=members, payments={"barn-1": (paid(code, 1250, on, agency="CSN"),)})
    assert ("inget visar att barnet går i gymnasiet" in reasons(case.assessed(), Weight.OPEN)) is is_open


def test_nobody_knows_where_a_child_of_age_goes_when_csn_was_not_asked() -> None:
    case = Case(members=(adult(), child(1, date(2008, 5, 1))), other={"benefits": {}, "tax": {}})
    assert "inget visar att barnet går i gymnasiet" in reasons(case.assessed(), Weight.OPEN)
    unread = Missing(why=Why.FETCH_FAILED, source="CSN", detail="")
    facts = Case(members=(adult(), child(1, date(2008, 5, 1)))).facts()
    answers = {**facts.benefits, "barn-1": replace(facts.benefits["barn-1"], csn=unread)}
    found = assess(replace(facts, benefits=answers), parameters(), rules(), today=date(2026, 11, 18))
    assert "inget visar att barnet går i gymnasiet" in reasons(found, Weight.OPEN)


@pytest.mark.parametrize(
    ("label", "amount", "words"),
    [
        ("Lön efter skatt", "0.01", "är inte kompletta, och lön väntas"),
        ("Lön efter skatt", "1", "är inte kompletta, och lön väntas"),
        ("Lön efter skatt", "0", "är inte kompletta."),
        ("Bostadsbidrag", "1000", "är inte kompletta."),
    ],
)
def test_a_wage_is_expected_when_there_was_one_in_an_earlier_calculation(
    label: str, amount: str, words: str
) -> None:
    case = Case(tax={"declarations": Missing(why=Why.NOT_FOUND, source="Skatteverket", detail="")})
    rows = (EarlierRow(label=label, amount=Decimal(amount)),)
    history = {"calculations": (case.last_month(incomes=rows),)}
    assert words in reasons(replace(case, history=history).assessed(), Weight.WAIT)


@pytest.mark.parametrize(
    ("stated_as", "declared_as", "agree"), [(4000, 4001, True), (4000, 4002, False), (4001, 4000, True)]
)
def test_wages_without_names_agree_when_their_sums_do(stated_as: int, declared_as: int, agree: bool) -> None:
    told, shown = [Wage(payer="", net=krona(stated_as))], [Wage(payer="A", net=krona(2000))]
    found = pair(told, [*shown, Wage(payer="B", net=krona(declared_as - 2000))])
    assert (found == Pairing()) is agree


@pytest.mark.parametrize(
    ("balances", "formula"),
    [
        ((2000,), ""),
        ((2000, -500), "2 000 kr − 500 kr"),
        ((2000, 500), "2 000 kr + 500 kr"),
        ((2000, 0, 1), "2 000 kr + 1 kr"),
    ],
)
def test_what_is_left_of_a_surplus_tells_how_it_came_about(balances: tuple[int, ...], formula: str) -> None:
    assert surplus._formula([krona(one) for one in balances]) == formula
    assert surplus._formula([Decimal(2000), Decimal("0.50")]) == "2 000 kr + 0,50 kr"
