"""Earlier months: spans of whole months, months of support, jobbstimulans, repayment, advances, reforms."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.answer import seen
from flows.eligibility.assess import assess
from flows.eligibility.assessment import Assessment, Finding, Row, Section, Weight
from flows.eligibility.case import (
    EarlierDecision,
    EmployerDeclaration,
    JobStimulus,
    RepaymentClaim,
    RepaymentGround,
    TaxPayout,
)
from flows.eligibility.facts import Why
from flows.eligibility.months import last_day_of_span, same_day_later
from flows.eligibility.municipality import IncomeMonth, StimulusMonth
from flows.eligibility.parameters import CheckedAgainst, JobStimulusTerms, Law
from flows.eligibility.period import Period
from flows.eligibility.reform import ReformName
from flows.eligibility.rules.job_stimulus_earned import earned
from flows.eligibility.rules.support_months import SupportMonths, listed
from flows.eligibility.rules.surplus_left import Left
from flows.eligibility.warning_kinds import WarningKind
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    NOVEMBER,
    Case,
    adult,
    declared,
    krona,
    missing,
    paid,
    parameters,
    stated,
)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 1), 24, date(2028, 2, 29)),
        (date(2026, 3, 15), 24, date(2028, 3, 14)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
    ],
)
def test_a_span_of_months_ends_the_day_before(start: date, months: int, end: date) -> None:
    assert last_day_of_span(start, months) == end


def test_the_same_day_in_a_shorter_month_is_its_last() -> None:
    assert same_day_later(date(2024, 2, 29), 36) == date(2027, 2, 28)
    assert same_day_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert same_day_later(date(2026, 1, 5), -1) == date(2025, 12, 5)


def test_months_are_listed_with_each_year_once() -> None:
    assert listed([Period(2026, 5)]) == "maj 2026"
    assert (
        listed([Period(2025, 12), Period(2026, 1), Period(2026, 2)])
        == "december 2025, januari och februari 2026"
    )


def about(assessment: Assessment, kind: WarningKind) -> list[str]:
    """What the warnings of one kind concern."""
    return [one.about for one in assessment.findings if one.warns is kind]


def of_rule(assessment: Assessment, rule: str) -> list[Finding]:
    """What one rule has said."""
    return [one for one in assessment.findings if one.rule == rule]


def granted(first: Period, months: int, **changes: object) -> tuple[EarlierDecision, ...]:
    """The household's own months of försörjningsstöd."""
    each = (first.shifted(number) for number in range(months))
    plain = (
        EarlierDecision(period=one, kind="Bifall", amount=krona(5220), decided_on=one.first_day)
        for one in each
    )
    return tuple(replace(one, **changes) for one in plain)  # type: ignore[arg-type]


def wage(net: int, person: str = APPLICANT) -> dict[str, tuple[EmployerDeclaration, ...]]:
    """The same wage in the income month and the month before."""
    months = (NOVEMBER.control, NOVEMBER.comparison)
    return {person: tuple(declared("Bageriet", net, month) for month in months)}


def test_a_right_that_nobody_has_recorded_shows_the_decisions_it_rests_on() -> None:
    case = Case(
        wages=wage(4000),
        incomes=(stated("SALARY", 4000, payer="Bageriet"),),
        history={"decisions": granted(Period(2026, 3), 8)},
    )
    (finding,) = of_rule(case.assessed(), "jobbstimulans som inte är registrerad")
    assert [one.what for one in finding.evidence] == [
        f"Försörjningsstöd, {month} 2026" for month in ("mars", "april", "maj", "juni", "juli", "augusti")
    ]
    assert {one.value for one in finding.evidence} == {"5 220 kr"}
    assert {one.source for one in finding.evidence} == {"Almanda"}
    assert finding.weight is Weight.OPEN
    assert (finding.warns, finding.about) == (WarningKind.SALARY_JOB_STIMULUS, "sokande/jobbstimulans")
    assert finding.reference == "12 kap. 8 § socialtjänstlagen (2025:400)"


def test_two_years_that_are_over_show_the_months_that_gave_them() -> None:
    case = Case(wages=wage(4000), history={"decisions": granted(Period(2023, 11), 35)})
    (finding,) = of_rule(case.assessed(), "jobbstimulans som inte är registrerad")
    assert (finding.weight, finding.warns) == (Weight.NOTE, None)
    assert finding.evidence[0].what == "Försörjningsstöd, november 2023"
    assert len(finding.evidence) == 6
    assert finding.reason == (
        "Så långt besluten visar gällde jobbstimulans för den sökande till och med april 2026: hushållet har"
        " haft försörjningsstöd sex månader i rad (november och december 2023, januari, februari, mars och"
        " april 2024). Därefter krävs sex nya månader i rad."
    )


def run_of(first: Period, months: int) -> SupportMonths:
    """Months in a row, each with what shows it."""
    each = tuple(first.shifted(number) for number in range(months))
    return SupportMonths(months=each, evidence=tuple(seen(str(one), "1 kr", "Almanda") for one in each))


def test_the_right_begins_after_the_first_six_months_and_needs_six_new_ones_when_it_ends() -> None:
    terms = JobStimulusTerms(share=krona("0.25"), months_before=6, months_it_lasts=24)
    rights = list(earned([run_of(Period(2022, 3), 5), run_of(Period(2023, 1), 37)], terms))
    assert [(str(one.by.months[0]), str(one.first), str(one.last)) for one in rights] == [
        ("2023-01", "2023-07", "2025-06"),
        ("2025-07", "2026-01", "2027-12"),
    ]
    assert [one.what for one in rights[1].by.evidence] == [str(one) for one in rights[1].by.months]
    assert [rights[0].holds_in(Period(*one)) for one in ((2023, 6), (2023, 7), (2025, 6), (2025, 7))] == [
        False,
        True,
        True,
        False,
    ]
    assert len(list(earned([run_of(Period(2023, 1), 35)], terms))) == 1


def test_months_of_support_within_the_two_years_count_towards_no_later_right() -> None:
    terms = JobStimulusTerms(share=krona("0.25"), months_before=6, months_it_lasts=24)
    runs = [run_of(Period(2023, 1), 6), run_of(Period(2025, 4), 8)]
    assert len(list(earned(runs, terms))) == 1
    runs = [run_of(Period(2023, 1), 6), run_of(Period(2025, 4), 9)]
    assert [str(one.first) for one in earned(runs, terms)] == ["2023-07", "2026-01"]


def test_the_row_of_a_wage_shows_the_days_of_jobbstimulans_and_the_share_with_its_act() -> None:
    window = JobStimulus(person=APPLICANT, valid_from=date(2026, 5, 1), valid_to=date(2028, 4, 30))
    calculation = Case(wages=wage(4000), history={"job_stimuli": (window,)}).assessed().calculation
    assert calculation is not None
    (row,) = [one for one in calculation.rows if one.section is Section.INCOME]
    days, share = row.evidence[-2:]
    assert (days.what, days.value) == ("Jobbstimulans", "1 maj 2026–30 april 2028")
    assert days.source == "Almanda"
    assert days.as_of is not None
    assert (share.value, share.source) == ("25 %", "12 kap. 8 § socialtjänstlagen (2025:400)")
    assert share.as_of == date(2025, 7, 1)


@pytest.mark.parametrize("chosen", list(StimulusMonth))
def test_a_wage_of_the_month_applied_for_leaves_one_month_to_try_the_days_against(
    chosen: StimulusMonth,
) -> None:
    plain = Case(wages={APPLICANT: (declared("Bageriet", 2000, NOVEMBER),)}, today=date(2026, 12, 18))
    local = replace(plain.rules, income_month=IncomeMonth.SAME, job_stimulus_month=chosen)
    window = JobStimulus(person=APPLICANT, valid_from=date(2026, 11, 1), valid_to=date(2026, 11, 30))
    case = replace(plain, rules=local, history={"job_stimuli": (window,)})
    assert [one.weight for one in of_rule(case.assessed(), "jobbstimulans")] == [Weight.NOTE]


@pytest.mark.parametrize(
    ("chosen", "partly", "weight"),
    [
        (StimulusMonth.INCOME_MONTH, "oktober", Weight.OPEN),
        (StimulusMonth.PERIOD, "oktober", Weight.DEVIATION),
        (StimulusMonth.INCOME_MONTH, "november", Weight.DEVIATION),
        (StimulusMonth.PERIOD, "november", Weight.OPEN),
    ],
)
def test_days_that_cover_a_part_of_the_month_they_are_tried_against_are_a_question(
    chosen: StimulusMonth, partly: str, weight: Weight
) -> None:
    days = {
        "oktober": (date(2026, 10, 2), date(2028, 10, 1)),
        "november": (date(2024, 11, 30), date(2026, 11, 29)),
    }[partly]
    window = JobStimulus(person=APPLICANT, valid_from=days[0], valid_to=days[1])
    case = Case(wages=wage(4000), history={"job_stimuli": (window,)})
    case = replace(case, rules=replace(case.rules, job_stimulus_month=chosen))
    (finding,) = of_rule(case.assessed(), "jobbstimulans")
    assert (finding.weight, finding.warns) == (weight, WarningKind.SALARY_JOB_STIMULUS)
    assert finding.about == "sokande/jobbstimulans"


def test_each_adult_with_a_wage_has_an_own_right() -> None:
    couple = (adult(), adult(CO_APPLICANT))
    history = {"decisions": granted(Period(2026, 5), 6)}
    for person in (APPLICANT, CO_APPLICANT):
        case = Case(members=couple, wages=wage(4000, person), history=history)
        assert about(case.assessed(), WarningKind.SALARY_JOB_STIMULUS) == [f"{person}/jobbstimulans"]


def test_the_applicants_months_are_the_households_whenever_the_case_system_has_registered_her() -> None:
    registered = replace(adult(), since=date(2026, 9, 1))
    case = Case(members=(registered,), wages=wage(4000), history={"decisions": granted(Period(2026, 5), 6)})
    assert about(case.assessed(), WarningKind.SALARY_JOB_STIMULUS) == ["sokande/jobbstimulans"]


def test_a_window_of_one_adult_is_no_window_of_the_other() -> None:
    window = JobStimulus(person=CO_APPLICANT, valid_from=date(2026, 1, 1), valid_to=date(2027, 12, 31))
    case = Case(
        members=(adult(), adult(CO_APPLICANT)),
        wages=wage(4000) | wage(2000, CO_APPLICANT),
        history={"decisions": granted(Period(2026, 5), 6), "job_stimuli": (window,)},
    )
    assert about(case.assessed(), WarningKind.SALARY_JOB_STIMULUS) == ["sokande/jobbstimulans"]


def test_there_was_no_jobbstimulans_before_july_2013() -> None:
    june, july = Period(2013, 6), Period(2013, 7)
    window = JobStimulus(person=APPLICANT, valid_from=date(2013, 1, 1), valid_to=date(2014, 12, 31))
    counted = []
    for period in (june, july):
        months = (period.control, period.comparison)
        case = Case(
            period=period,
            wages={APPLICANT: tuple(declared("Bageriet", 2000, month) for month in months)},
            history={"job_stimuli": (window,), "decisions": granted(period.shifted(-8), 8)},
        )
        assessment = case.assessed()
        assert assessment.calculation is not None
        counted.append(assessment.calculation.total(Section.INCOME))
        assert bool(of_rule(assessment, "jobbstimulans")) is (period == july)
    assert counted == [2000, 1500]


@pytest.mark.parametrize(
    ("period", "reference"),
    [
        (Period(2025, 6), "4 kap. 1 b § socialtjänstlagen (2001:453)"),
        (Period(2025, 7), "12 kap. 8 § socialtjänstlagen (2025:400)"),
    ],
)
def test_jobbstimulans_refers_to_the_act_of_the_month(period: Period, reference: str) -> None:
    window = JobStimulus(person=APPLICANT, valid_from=date(2025, 1, 1), valid_to=date(2026, 12, 31))
    months = (period.control, period.comparison)
    case = Case(
        period=period,
        wages={APPLICANT: tuple(declared("Bageriet", 2000, month) for month in months)},
        history={"job_stimuli": (window,)},
    )
    assert [one.reference for one in of_rule(case.assessed(), "jobbstimulans")] == [reference]


def claim(period: Period, **changes: object) -> RepaymentClaim:
    """A repayment claim decided the month after."""
    plain = RepaymentClaim(
        period=period,
        ground=RepaymentGround.WRONG_INFORMATION,
        decided_on=period.shifted(1).first_day,
        amount=krona(6300),
        unpaid=krona(2100),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_claim_for_support_under_the_repealed_act_refers_to_that_act() -> None:
    case = Case()
    june = claim(Period(2025, 6), decided_on=date(2026, 1, 9))
    july = claim(Period(2025, 7), decided_on=date(2026, 1, 9))
    history = {"repayment_claims": case.known((july, june), "Almanda, Återkrav")}
    found = of_rule(replace(case, history=history).assessed(), "återkrav")
    assert [one.reference for one in found] == [
        "9 kap. 1–2 §§ socialtjänstlagen (2001:453)",
        "33 kap. 1–3 §§ socialtjänstlagen (2025:400)",
    ]
    assert [one.about for one in found] == ["hushåll/återkrav-2025-06", "hushåll/återkrav-2025-07"]
    assert [(one.value, one.source) for one in found[0].evidence] == [("2 100 kr", "Almanda, Återkrav")]


@pytest.mark.parametrize(
    ("month", "granted_on", "reference"),
    [
        (Period(2025, 7), date(2025, 6, 30), "9 kap. 1–2 §§ socialtjänstlagen (2001:453)"),
        (Period(2025, 7), date(2025, 7, 1), "33 kap. 1–3 §§ socialtjänstlagen (2025:400)"),
        (Period(2025, 6), date(2025, 6, 30), "9 kap. 1–2 §§ socialtjänstlagen (2001:453)"),
        (Period(2025, 6), date(2025, 7, 1), "33 kap. 1–3 §§ socialtjänstlagen (2025:400)"),
    ],
)
def test_the_act_of_a_claim_is_the_one_of_the_day_the_support_was_granted(
    month: Period, granted_on: date, reference: str
) -> None:
    case = Case()
    known = case.known((claim(month, decided_on=date(2026, 1, 9)),), "Almanda, Återkrav")
    later = granted(month, 1, decided_on=date(2026, 2, 2))
    refused = granted(month, 1, decided_on=date(2025, 1, 2), amount=krona(0), kind="Avslag")
    decisions = (*later, *refused, *granted(month, 1, decided_on=granted_on))
    history = {"repayment_claims": known, "decisions": decisions}
    (finding,) = of_rule(replace(case, history=history).assessed(), "återkrav")
    assert finding.reference == reference


@pytest.mark.parametrize(
    ("granted_on", "reference"),
    [
        (date(2025, 6, 30), "9 kap. 2 § socialtjänstlagen (2001:453)"),
        (date(2025, 7, 1), "33 kap. 2 § socialtjänstlagen (2025:400)"),
    ],
)
@pytest.mark.parametrize("month", [Period(2025, 6), Period(2025, 7)])
@pytest.mark.parametrize("ground", [RepaymentGround.ADVANCE_ON_BENEFIT, RepaymentGround.UNKNOWN])
def test_the_act_of_an_advance_is_the_one_of_the_day_it_was_granted(
    granted_on: date, reference: str, month: Period, ground: RepaymentGround
) -> None:
    history = {"decisions": granted(month, 1, decided_on=granted_on, ground=ground)}
    (finding,) = of_rule(Case(history=history).assessed(), "förskott på förmån")
    assert finding.reference == reference


def test_a_claim_from_before_the_loaded_paragraphs_refers_to_the_act_of_today() -> None:
    case = Case()
    old = claim(Period(2012, 12), decided_on=date(2026, 1, 9))
    history = {"repayment_claims": case.known((old,), "Almanda, Återkrav")}
    (finding,) = of_rule(replace(case, history=history).assessed(), "återkrav")
    assert finding.reference == "33 kap. 1–3 §§ socialtjänstlagen (2025:400)"


@pytest.mark.parametrize("why", [Why.NOT_FETCHED, Why.FETCH_FAILED, Why.NOT_FOUND])
def test_claims_that_could_not_be_read_are_noted_and_change_nothing(why: Why) -> None:
    assessment = Case(history={"repayment_claims": missing(why)}).assessed()
    assert [one.weight for one in of_rule(assessment, "återkrav")] == [Weight.NOTE]
    assert assessment.amount == krona(5220)


def advance(month: Period, **changes: object) -> dict[str, object]:
    """A decision for the month with the ground förskott på förmån."""
    return {"decisions": granted(month, 1, ground=RepaymentGround.ADVANCE_ON_BENEFIT, **changes)}


def test_the_question_about_an_advance_shows_each_payment_and_the_act_of_the_month() -> None:
    payment = paid("SJP", 3000, date(2026, 10, 20), since=date(2025, 6, 1))
    whole_year = replace(payment, period_to=date(2026, 9, 30))
    case = Case(payments={APPLICANT: (whole_year,)}, history=advance(Period(2025, 6)))
    (finding,) = of_rule(case.assessed(), "förskott på förmån")
    assert finding.weight is Weight.OPEN
    assert finding.reference == "9 kap. 2 § socialtjänstlagen (2001:453)"
    assert (finding.warns, finding.about) == (
        WarningKind.PREVIOUS_DECISION_ADVANCE_ON_BENEFIT,
        "hushåll/förskott-2025-06",
    )
    assert [one.value for one in finding.evidence] == ["3 000 kr"]


def test_an_advance_is_told_of_until_36_months_have_passed() -> None:
    case = Case(history=advance(Period(2023, 10), decided_on=date(2023, 11, 18)))
    assert of_rule(replace(case, today=date(2026, 11, 18)).assessed(), "förskott på förmån")
    assert not of_rule(replace(case, today=date(2026, 11, 19)).assessed(), "förskott på förmån")


def test_a_refusal_is_no_advance() -> None:
    case = Case(history=advance(Period(2026, 9), amount=krona(0)))
    assert not of_rule(case.assessed(), "förskott på förmån")


def test_a_payment_whose_time_nobody_states_is_not_tied_to_an_advance() -> None:
    payment = paid("SJP", 3000, date(2026, 10, 20))
    case = Case(payments={APPLICANT: (payment,)}, history=advance(Period(2026, 9)))
    assert [one.weight for one in of_rule(case.assessed(), "förskott på förmån")] == [Weight.NOTE]


def test_a_payment_with_only_a_first_day_concerns_that_day() -> None:
    september = paid("SJP", 3000, date(2026, 10, 20), since=date(2026, 9, 1))
    august = paid("SJP", 3000, date(2026, 10, 20), since=date(2026, 8, 31))
    weights = []
    for payment in (september, august):
        case = Case(payments={APPLICANT: (payment,)}, history=advance(Period(2026, 9)))
        weights += [one.weight for one in of_rule(case.assessed(), "förskott på förmån")]
    assert weights == [Weight.OPEN, Weight.NOTE]


def test_the_activity_requirement_says_what_it_was_checked_against() -> None:
    case = Case(history={"decisions": granted(Period(2026, 8), 3)})
    (finding,) = of_rule(case.assessed(), "aktivitetskrav")
    reform = parameters().reform(ReformName.ACTIVITY_REQUIREMENT, NOVEMBER)
    assert reform is not None
    assert finding.reference == reform.reference
    assert finding.evidence[-1].value == "andrahandskälla"
    assert [one.what for one in finding.evidence[:-1]] == [
        f"Försörjningsstöd, {month} 2026" for month in ("augusti", "september", "oktober")
    ]
    assert finding.about == "hushåll/aktivitetskrav"


def test_only_an_adults_own_benefit_may_exempt_the_adult() -> None:
    sick = {"elsewhere": (paid("SJP", 3000, date(2026, 10, 20)),)}
    case = Case(history={"decisions": granted(Period(2026, 8), 3)}, payments=sick)
    (finding,) = of_rule(case.assessed(), "aktivitetskrav")
    assert "undantag)" not in finding.reason


def test_a_surplus_of_several_months_shows_how_it_adds_up() -> None:
    case = Case()
    patient = replace(case.rules, surplus_carry_over_months=3)
    months = [
        case.last_month(period=Period(2026, number), balance=krona(balance))
        for number, balance in ((8, 2000), (9, -500), (10, 100))
    ]
    assessment = replace(case, rules=patient, history={"calculations": tuple(months)}).assessed()
    assert assessment.calculation is not None
    row = surplus_row(assessment)
    assert (row.amount, row.formula) == (krona(1600), "2 000 kr − 500 kr + 100 kr")
    assert row.reference == "HFD 2017 ref. 51"
    assert row.note == "överskott från augusti, september och oktober 2026"
    assert [(one.what, one.value) for one in row.evidence] == [
        ("Överskott, augusti 2026", "2 000 kr"),
        ("Underskott, september 2026", "500 kr"),
        ("Överskott, oktober 2026", "100 kr"),
    ]


@pytest.mark.parametrize(
    ("balances", "left", "unknown"),
    [
        ((2000, None, None), 2000, [9, 10]),
        ((2000, None, 500), 2500, [9]),
        ((2000, None, -2000), 0, []),
        ((None, 2000, 0), 2000, []),
        ((2000, -2000, None), 0, []),
        ((None, None, None), 0, []),
    ],
)
def test_a_month_without_a_calculation_is_not_known_while_a_surplus_is_left(
    balances: tuple[int | None, ...], left: int, unknown: list[int]
) -> None:
    found = Left()
    for number, balance in enumerate(balances, start=8):
        found = found.after(Period(2026, number), None if balance is None else krona(balance))
    assert found.amount == krona(left)
    assert [one.month for one in found.unknown] == unknown


def surplus_row(assessment: Assessment) -> Row:
    """The row of what is carried over."""
    assert assessment.calculation is not None
    (row,) = [one for one in assessment.calculation.rows if one.label.startswith("Överskjutande")]
    return row


@pytest.mark.parametrize(("source", "said"), [(CheckedAgainst.ACT, False), (CheckedAgainst.SECONDARY, True)])
def test_a_reform_that_nobody_has_held_against_the_act_is_told_as_such(
    source: CheckedAgainst, said: bool
) -> None:
    known = parameters()
    reforms = tuple(replace(one, checked_against=source) for one in known.reforms)
    case = Case(history={"decisions": granted(Period(2026, 8), 3)}, statement={"plans": ("SICK_LEAVE",)})
    assessment = assess(case.facts(), replace(known, reforms=reforms), case.rules, date(2026, 11, 18))
    for rule in ("aktivitetskrav", "läkarintyg"):
        (finding,) = of_rule(assessment, rule)
        assert ("inte kontrollerad mot lagtexten" in finding.reason) is said


def test_the_month_applied_for_is_no_month_of_support_before_it() -> None:
    decisions = granted(Period(2026, 6), 6)
    case = Case(wages=wage(4000), history={"decisions": decisions})
    assert not of_rule(case.assessed(), "jobbstimulans som inte är registrerad")
    assert not of_rule(
        replace(case, history={"decisions": granted(Period(2026, 9), 3)}).assessed(), "aktivitetskrav"
    )


def test_money_taken_back_neither_exempts_nor_meets_an_advance() -> None:
    taken = replace(
        paid("SJP", -500, date(2026, 10, 20), since=date(2026, 9, 1)), period_to=date(2026, 9, 30)
    )
    history = {"decisions": granted(Period(2026, 8), 3, ground=RepaymentGround.ADVANCE_ON_BENEFIT)}
    assessment = Case(payments={APPLICANT: (taken,)}, history=history).assessed()
    assert {one.weight for one in of_rule(assessment, "förskott på förmån")} == {Weight.NOTE}
    (requirement,) = of_rule(assessment, "aktivitetskrav")
    assert "undantag)" not in requirement.reason


def test_a_tax_refund_meets_no_advance() -> None:
    case = Case(
        payouts=(TaxPayout(paid_on=date(2026, 10, 7), amount=krona(900)),), history=advance(Period(2026, 10))
    )
    assert [one.weight for one in of_rule(case.assessed(), "förskott på förmån")] == [Weight.NOTE]


def test_advances_are_told_of_month_by_month() -> None:
    later, earlier = advance(Period(2026, 9))["decisions"], advance(Period(2026, 7))["decisions"]
    case = Case(history={"decisions": (*later, *earlier)})  # type: ignore[misc]
    told = [one.reason for one in of_rule(case.assessed(), "förskott på förmån")]
    assert [reason.split(",")[0] for reason in told] == [
        "Bistånd för juli 2026",
        "Bistånd för september 2026",
    ]


def test_several_payments_for_an_advanced_month_are_all_named() -> None:
    payments = tuple(
        replace(paid(code, net, date(2026, 10, 20), since=date(2026, 9, 1)), period_to=date(2026, 9, 30))
        for code, net in (("SJP", 3000), ("MEK", 400))
    )
    case = Case(payments={APPLICANT: payments}, history=advance(Period(2026, 9)))
    (finding,) = of_rule(case.assessed(), "förskott på förmån")
    assert finding.weight is Weight.OPEN
    assert (
        "Merkostnadsersättning, 400 kr, 20 oktober 2026, den sökande har fått Sjukpenning, 3 000 kr"
        in finding.reason
    )
    assert [one.value for one in finding.evidence] == ["400 kr", "3 000 kr"]


def test_two_windows_that_overlap_are_a_doubt_and_no_note() -> None:
    windows = tuple(
        JobStimulus(person=APPLICANT, valid_from=date(2026, month, 1), valid_to=date(2026, 12, 31))
        for month in (9, 3)
    )
    case = Case(wages=wage(4000), history={"job_stimuli": windows})
    found = of_rule(case.assessed(), "jobbstimulans")
    assert [one.weight for one in found] == [Weight.OPEN]
    assert found[0].reason == (
        "Den sökande har jobbstimulans 1 september 2026–31 december 2026, och en tidigare till och med"
        " 31 december 2026. Har sex nya månader med försörjningsstöd gått däremellan?"
    )
    assert found[0].about == "sokande/jobbstimulans"


RIGHT = "4 kap. 1 § socialtjänstlagen (2001:453)"


@pytest.mark.parametrize(
    ("law", "before", "first", "case"),
    [
        (Law.SURPLUS, Period(2016, 12), Period(2017, 1), "HFD 2017 ref. 51"),
        (Law.ADULT_CHILD, Period(2019, 12), Period(2020, 1), "HFD 2020 ref. 40"),
    ],
)
def test_a_court_case_is_law_from_its_year_and_the_right_itself_before(
    law: Law, before: Period, first: Period, case: str
) -> None:
    known = parameters()
    assert (known.law(law, before), known.law(law, first)) == (RIGHT, case)
    assert known.law(law, NOVEMBER) == case


def test_paragraphs_that_stand_beside_advice_nobody_has_read_are_not_said_to_be_read() -> None:
    known = parameters()
    read = [one for one in known.law_references if one.read_in_the_act]
    assert not [one for one in read if "SOSFS 2013:1, inkomster" in one.value.values()]
    assert not known.job_stimulus(Period(2013, 6)).read_in_the_act
    assert known.job_stimulus(NOVEMBER).read_in_the_act
