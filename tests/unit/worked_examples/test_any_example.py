"""Whatever an example in the form says, it gets a verdict and a line; the law is never brought to raise."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from flows.worked_examples.check import Verdict
from flows.worked_examples.lines import explanation, line
from tests.household_facts import parameters
from tests.unit.worked_examples.examples import checked, example

AMOUNTS = some.sampled_from([None, 0, -5, 100, 1250, 5000.55, 9000])
KINDS = [kind.label for kind in parameters().income_catalogues[-1].value.kinds]
CHILDREN = some.fixed_dictionaries(
    {
        "age_band": some.sampled_from([None, "0", "1-2", "4–6 år", "15-18", "19-20", "2-3"]),
        "age": some.sampled_from([None, None, 0, 3, 17, 25]),
        "birth": some.sampled_from([None, None, "2010-02-28", "2024-02-29", "2027-01-01"]),
        "lunch_included_in_norm": some.sampled_from([None, True, False]),
        "days_in_home": some.sampled_from([None, None, 0, 1, 15, 30, 31]),
    }
)
HOUSEHOLDS = some.fixed_dictionaries(
    {
        "adults": some.sampled_from([None, 0, 1, 2, 3, [{"age": 100}], [{"jobbstimulans_active": True}, {}]]),
        "children": some.one_of(some.none(), some.lists(CHILDREN, max_size=4)),
        "people_in_dwelling": some.sampled_from([None, None, 1, 2, 5, 12]),
    }
)
COSTS = some.fixed_dictionaries(
    {
        "type": some.sampled_from(["hyra", "hushållsel", "tandvård"]),
        "applied": AMOUNTS,
        "approved": AMOUNTS,
        "cap": some.sampled_from([None, None, 0, -3, 200]),
    }
)
INCOMES = some.fixed_dictionaries(
    {
        "type": some.sampled_from([*KINDS, "barnets lön", "lön (jobbstimulans)", "medsökandes lön"]),
        "net": AMOUNTS,
        "counted": AMOUNTS,
    }
)
NAMES = (
    "norm deficit outcome jobbstimulans_base monthly daily housing_cap sum result delta_vs_2017 delta_vs_1901"
    " rent_share_of_case shared_full counted else"
)
FIGURES = some.dictionaries(
    some.sampled_from(NAMES.split()),
    some.sampled_from([0, -5, 5220, 100.5, "underskott", True, [1], {"total": 1}]),
    max_size=5,
)
YEARS = some.sampled_from([1900, 2012, 2013, 2015, 2018, 2022, 2025, 2026, 2027, 2190])
PERIODS = some.sampled_from([None, None, "2013-01", {"from": "2026-11-01", "to": "2027-01-31"}])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    household=HOUSEHOLDS,
    costs=some.lists(COSTS, max_size=3),
    incomes=some.lists(INCOMES, max_size=3),
    expected=FIGURES,
    when=some.tuples(YEARS, PERIODS),
)
def test_any_example_gets_a_verdict_and_one_line(
    household: dict[str, object],
    costs: list[object],
    incomes: list[object],
    expected: dict[str, object],
    when: tuple[int, object],
) -> None:
    year, period = when
    told = example(expected, household, costs=costs, incomes=incomes, year=year, period=period)
    found = checked(told)
    printed = line(found)
    assert printed.startswith(f"{found.verdict}  ")
    assert "\n" not in printed
    assert (printed == "equal  E1") == (found.verdict is Verdict.EQUAL)
    assert all(shown.startswith("    ") for shown in explanation(found))
