"""Earlier months: spans of whole months, months of support, jobbstimulans, repayment, advances, reforms."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility.answer import seen
from flows.eligibility.assessment import Assessment, Section, Weight
from flows.eligibility.case import (
    JobStimulus,
)
from flows.eligibility.months import last_day_of_span, same_day_later
from flows.eligibility.municipality import IncomeMonth, StimulusMonth
from flows.eligibility.parameters import JobStimulusTerms
from flows.eligibility.period import Period
from flows.eligibility.rules.job_stimulus_earned import earned
from flows.eligibility.rules.support_months import SupportMonths, listed
from flows.eligibility.warning_kinds import WarningKind
from tests.history_parts import granted, of_rule, wage
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    NOVEMBER,
    Case,
    adult,
    declared,
    krona,
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
