"""Every paragraph of `lagrum.yaml` held against a transcript of its own, month by month since 2013.

Written by hand from the project's reading of the law, never copied from the parameter file: old and new
socialtjänstlag, the old and new socialtjänstförordning, förvaltningslagen, and the cases from their years.
"""

import pytest

from flows.eligibility.law import Law
from flows.eligibility.parameters import NoTable
from flows.eligibility.period import Period
from tests.household_facts import parameters

FIRST, LAST = Period(2013, 1), Period(2027, 12)
STIMULUS = Period(2013, 7)
HFD_2017, HFD_2020 = Period(2017, 1), Period(2020, 1)
ADMINISTRATION = Period(2018, 7)
NEW_ACT = Period(2025, 7)
LEISURE_CARD = Period(2025, 10)  # In force on 8 September 2025: October is the first whole month.
ACTIVITY = Period(2026, 7)


def old(paragraph: str) -> str:
    return f"{paragraph} socialtjänstlagen (2001:453)"


def new(paragraph: str) -> str:
    return f"{paragraph} socialtjänstlagen (2025:400)"


def before_and_after(of_old: str, of_new: str) -> dict[Period, str | None]:
    """One paragraph in each of the two acts."""
    return {FIRST: old(of_old), NEW_ACT: new(of_new)}


TRANSCRIPT: dict[Law, dict[Period, str | None]] = {
    Law.NORM: {
        FIRST: "2 kap. 1 § socialtjänstförordningen (2001:937)",
        NEW_ACT: "12 kap. 1–3 §§ socialtjänstförordningen (2025:468)",
    },
    Law.SHARED_HOUSEHOLD: {
        FIRST: "2 kap. 1 § socialtjänstförordningen (2001:937)",
        NEW_ACT: "12 kap. 3 § andra stycket socialtjänstförordningen (2025:468)",
    },
    Law.HIGHER_NORM: before_and_after("4 kap. 3 §", "12 kap. 7 § tredje stycket"),
    Law.SUPPORT_POSTS: before_and_after("4 kap. 3 §", "12 kap. 7 §"),
    Law.RIGHT: before_and_after("4 kap. 1 §", "12 kap. 1 §"),
    Law.OTHER_LIVING_COSTS: before_and_after("4 kap. 1 §", "12 kap. 1 §"),
    Law.AT_DISPOSAL: before_and_after("4 kap. 1 §", "12 kap. 3 §"),
    Law.CHILD_INCOME: before_and_after("4 kap. 1 a §", "12 kap. 9 §"),
    Law.ADVANCE_ON_BENEFIT: before_and_after("9 kap. 2 §", "33 kap. 2 §"),
    Law.REPAYMENT: before_and_after("9 kap. 1–2 §§", "33 kap. 1–3 §§"),
    Law.REPAYMENT_LIMIT: before_and_after("9 kap. 3 §", "33 kap. 5 §"),
    Law.JOB_STIMULUS: {FIRST: None, STIMULUS: old("4 kap. 1 b §"), NEW_ACT: new("12 kap. 8 §")},
    Law.ACTIVITY_REQUIREMENT: {
        FIRST: old("4 kap. 4–5 §§"),
        NEW_ACT: new("12 kap. 4–5 §§"),
        ACTIVITY: new("12 kap. 4 a–6 a §§"),
    },
    Law.DOCTORS_CERTIFICATE: {FIRST: None, ACTIVITY: "Proposition 2025/26:201, läkarintyg"},
    Law.LEISURE_CARD: {FIRST: None, LEISURE_CARD: new("12 kap. 7 a §")},
    Law.HOUSEHOLD: {FIRST: "SOSFS 2013:1, hushållet"},
    Law.INCOMES: {FIRST: "SOSFS 2013:1, inkomster"},
    Law.SURPLUS: {FIRST: old("4 kap. 1 §"), HFD_2017: "HFD 2017 ref. 51"},
    Law.ADULT_CHILD: {FIRST: old("4 kap. 1 §"), HFD_2020: "HFD 2020 ref. 40"},
    Law.INVESTIGATION: {FIRST: old("11 kap. 1 §"), ADMINISTRATION: "23 § förvaltningslagen (2017:900)"},
}
"""By question: from which month which paragraph answers it; None where there was none."""


def in_the_transcript(law: Law, month: Period) -> str | None:
    return next(text for start, text in reversed(TRANSCRIPT[law].items()) if start <= month)


def in_the_file(law: Law, month: Period) -> str | None:
    try:
        return parameters().law(law, month)
    except NoTable:
        return None


@pytest.mark.parametrize("law", Law)
def test_every_paragraph_of_every_month_is_the_one_in_the_transcript(law: Law) -> None:
    months = [FIRST.shifted(number) for number in range((LAST.year - FIRST.year + 1) * 12)]
    found = {str(month): in_the_file(law, month) for month in months}
    assert found == {str(month): in_the_transcript(law, month) for month in months}


@pytest.mark.parametrize("law", Law)
def test_a_question_without_a_paragraph_in_a_month_is_known_to_have_none(law: Law) -> None:
    for start in TRANSCRIPT[law]:
        assert parameters().has_law(law, start) == (in_the_transcript(law, start) is not None)


def test_a_paragraph_changes_on_the_day_and_not_the_day_before() -> None:
    """A month is asked for by its first day, so the fritidskort of 8 September holds from October."""
    days = [str(one.starts) for one in parameters().law_references]
    assert days == [
        "2013-01-01",
        "2013-07-01",
        "2017-01-01",
        "2018-07-01",
        "2020-01-01",
        "2025-07-01",
        "2025-09-08",
        "2026-07-01",
    ]
