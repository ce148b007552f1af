"""Examples with wrong amounts: both values are told, of every figure that differs."""

import pytest

from tests.unit.worked_examples.examples import COUPLE, HALF_TIME, SINGLE, cost, example, income, told

DIFFERENT = {
    "a wrong total": (example({"norm": {"total": 5221}}), "norm.total väntat 5221 beräknat 5220"),
    "wrong figures that agree among themselves": (
        example({"norm": {"personal": 3941, "shared": 1280, "total": 5221}}),
        "norm.personal väntat 3941 beräknat 3940; norm.total väntat 5221 beräknat 5220",
    ),
    "a wrong figure beside an unknown one": (
        example({"norm": {"total": 5225}, "something": 3}),
        "norm.total väntat 5225",
    ),
    "öre that are wrong": (
        example({"norm": {"shared": 352.75}}, {"adults": 1, "people_in_dwelling": 4}),
        "norm.shared väntat 352.75 beräknat 507.50",
    ),
    "a part-time child, told against the closest choice": (
        example({"norm": {"personal_children": 2161, "shared": 1280}}, HALF_TIME),
        "norm.personal_children väntat 2161",
    ),
    "a wage without its jobbstimulans": (
        example(
            {"incomes_total": 5000},
            {"adults": [{"jobbstimulans_active": True}]},
            incomes=[income("lön", 5000)],
        ),
        "incomes_total väntat 5000 beräknat 3750",
    ),
    "the wrong outcome": (example({"outcome": "överskott"}), "outcome väntat överskott beräknat underskott"),
    "the wrong proposal": (example({"outcome": "AVSLAG"}), "outcome väntat AVSLAG beräknat BIFALL"),
    "an income taken for not counted": (
        example({"incomes_total": 0}, incomes=[income("barnbidrag", 1250, 0)]),
        "incomes_total väntat 0 beräknat 1250",
    ),
    "a locally decided income counted in part": (
        example({}, incomes=[income("inackorderingstillägg", 900, 400)]),
        "incomes[0].counted väntat 400 beräknat 900",
    ),
    "more approved than applied for": (
        example({}, costs=[cost("hyra", 5000, 5001)]),
        "costs[0].approved väntat 5001 beräknat 5000",
    ),
    "a software test with a wrong share of the right table": (
        example(
            {"shared_full": 2030, "shared_share": 1016},
            {"members_in_case": 2, "people_in_dwelling": 4},
            provenance="published_software_test",
        ),
        "shared_share väntat 1016 beräknat 1015",
    ),
    "an amount in no table, in an example that is no software test": (
        example({"shared_full": 2031, "shared_share": 1016}, {"members_in_case": 2, "people_in_dwelling": 4}),
        "shared_full väntat 2031 beräknat 2030",
    ),
    "a number where a word is expected": (example({"norm": {"total": "much"}}), "norm.total väntat much"),
    "a truth where a number is expected": (example({"norm": {"total": True}}), "norm.total väntat True"),
}


@pytest.mark.parametrize(("one", "detail"), DIFFERENT.values(), ids=DIFFERENT)
def test_it_is_different_and_both_values_are_told(one: dict[str, object], detail: str) -> None:
    line = told(one)
    assert line.startswith("different  ")
    assert line.endswith("  E1")
    assert detail in line


def test_a_couple_is_no_single() -> None:
    assert told(example({"norm": {"total": 5220}}, COUPLE)).startswith("different")
    assert told(example({"norm": {"total": 5220}}, SINGLE)).startswith("equal")
