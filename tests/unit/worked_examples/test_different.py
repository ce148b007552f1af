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
    "a krona above the published cap": (
        example(
            {"housing_cap": 3902, "costs_total": 3902, "result": -7982},
            year=2019,
            municipality="Trelleborg",
            costs=[{"type": "hyra", "applied": 4500, "approved": 3902, "cap": 3902}],
        ),
        "housing_cap väntat 3902 beräknat 3901; costs_total väntat 3902 beräknat 3901",
    ),
    "a rent cut to a krona above the published cap": (
        example(
            {"costs_total": 3902}, year=2019, municipality="Trelleborg", costs=[cost("hyra", 4500, 3902)]
        ),
        "costs_total väntat 3902 beräknat 3901; costs[0].approved väntat 3902 beräknat 3901",
    ),
    "a rent above the published cap, granted in full": (
        example({"costs_total": 4500}, year=2019, source="trelleborg.se", costs=[cost("hyra", 4500)]),
        "costs_total väntat 4500 beräknat 3901",
    ),
    "a cap of its own beside the published one": (
        example(
            {"housing_cap": 3901},
            year=2019,
            costs=[{"type": "hyra", "applied": 4500, "cap": 3902, "cap_source": "Trelleborg 2019"}],
        ),
        "costs[0].cap väntat 3902 beräknat 3901",
    ),
    "a cap of neither of the year's two tables": (
        example({"housing_cap": 4133}, year=2021, municipality="Högsby"),
        "housing_cap väntat 4133 beräknat 4132",
    ),
    "the cap of a later month than the id says": (
        example({"housing_cap": 4202}, id="hogsby-2021-04-E1", year=2021, municipality="Högsby"),
        "housing_cap väntat 4202 beräknat 4132",
    ),
    "a cap by rooms that is wrong": (
        example({"housing_cap": 6901}, {"adults": 1, "children": 2}, year=2024, municipality="Vimmerby"),
        "housing_cap väntat 6901 beräknat 6900",
    ),
    "a pupil in the oldest band": (
        example({"norm": {"personal_children": 5001}}, {"adults": 1, "children": [{"age_band": "19-20"}]}),
        "norm.personal_children väntat 5001 beräknat 5000",
    ),
    "a local income that is a krona wrong either way": (
        example({"incomes_total": 1}, incomes=[{"type": "elstöd", "net": 2000}]),
        "incomes_total väntat 1 beräknat",
    ),
    "another share of jobbstimulans": (
        example({"incomes_total": 750}, incomes=[{"type": "lön", "net": 1000, "jobbstimulans_percent": 20}]),
        "incomes[0].jobbstimulans_percent väntat 20 beräknat 25",
    ),
    "a number where a word is expected": (example({"norm": {"total": "much"}}), "norm.total väntat much"),
    "a truth where a number is expected": (example({"norm": {"total": True}}), "norm.total väntat True"),
}


@pytest.mark.parametrize(("one", "detail"), DIFFERENT.values(), ids=DIFFERENT)
def test_it_is_different_and_both_values_are_told(one: dict[str, object], detail: str) -> None:
    line = told(one)
    assert line.startswith("different  ")
    assert line.endswith(f"  {one['id']}")
    assert detail in line


def test_a_couple_is_no_single() -> None:
    assert told(example({"norm": {"total": 5220}}, COUPLE)).startswith("different")
    assert told(example({"norm": {"total": 5220}}, SINGLE)).startswith("equal")
