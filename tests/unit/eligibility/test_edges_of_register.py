"""The register's page on its edges: no municipality, nothing decided, one month, a remark that is blank."""

from dataclasses import replace

from flows.eligibility.assess import RULES
from flows.eligibility.incomes import Counted
from flows.eligibility.register import Local, register
from flows.eligibility.register.choices import _local_incomes
from flows.eligibility.register.numbers import _job_stimulus, _reforms
from flows.eligibility.register.settings import SETTINGS
from tests.household_facts import parameters, rules


def test_a_page_of_no_municipality_tells_what_can_be_chosen() -> None:
    page = register(RULES, parameters(), None)
    assert "| Val | Vad det styr |\n" in page
    assert register(RULES, parameters(), Local(name="Exempelstad", rules=rules())) != page


def test_a_local_income_that_nobody_has_decided_on_says_who_does() -> None:
    local = [
        one.key for one in parameters().income_catalogues[-1].value.kinds if one.counted is Counted.LOCAL
    ]
    decided = replace(rules(), local_incomes={local[0]: True, local[1]: False})
    told = [answer for _, answer in _local_incomes(decided, parameters())]
    assert told == ["ja", "nej", *["handläggaren avgör"] * (len(local) - 2)]


def test_times_without_jobbstimulans_do_not_end_the_list() -> None:
    terms = parameters().job_stimulus_terms
    between = replace(parameters(), job_stimulus_terms=(terms[-1], terms[0], terms[-1]))
    assert terms[0].value is None
    assert len(list(_job_stimulus(between))) == 3


def test_a_reform_without_a_remark_ends_with_its_source() -> None:
    blank = replace(parameters(), reforms=tuple(replace(one, remark="") for one in parameters().reforms))
    assert all(
        line.endswith(f"Kontrollerad mot: {one.checked_against}.")
        for line, one in zip(_reforms(blank), blank.reforms, strict=True)
    )


def test_the_choice_of_reasonable_time_is_told_in_words() -> None:
    housing = replace(rules().housing, reasonable_time_months=1, accept_during_notice=True)
    told = SETTINGS["housing"].chosen(replace(rules(), housing=housing))
    assert told.endswith("skäligt rådrum en månad; hela hyran föreslås under tiden: ja")
    refused = replace(housing, reasonable_time_months=3, accept_during_notice=False)
    told = SETTINGS["housing"].chosen(replace(rules(), housing=refused))
    assert told.endswith("skäligt rådrum tre månader; hela hyran föreslås under tiden: nej")
