"""Examples beyond the shared ones that the law reproduces: other years, households, incomes and costs."""

import pytest

from tests.unit.worked_examples.examples import (
    BORN_IN_NOVEMBER,
    COUPLE,
    EARNED,
    HALF_TIME,
    NOVEMBER,
    PUPIL,
    RENT,
    SHARED_BY_TWO,
    SIX_MONTHS,
    cost,
    example,
    income,
    told,
)

EQUAL = {
    "a couple in 2013": example({"norm": {"total": 6360}}, COUPLE, year=2013),
    "a single adult in 2025, old act": example({"norm": {"total": 5180}}, year=2025, period="2025-06"),
    "a single adult in 2025, new act": example({"norm": {"total": 5180}}, year=2025, period="2025-07"),
    "a norm that is one number": example({"norm": 5220}),
    "nine persons": example({"norm": {"shared": 3210}}, {"adults": 2, "children": [{"age": 8}] * 7}),
    "children of whom the number alone is known": example(
        {"norm": {"shared": 2030}}, {"adults": 2, "children": 2}
    ),
    "two delta years": example(
        {"delta_vs_2017": 610},
        {"adults": 2, "children": [{"age_band": "7-10"}, {"age_band": "15-18"}]},
        year=2018,
    ),
    "a delta at the same ages with birth dates": example(
        {"norm": {"personal_children": 3820}, "delta_vs_2025": 30 + 30 + 10},
        BORN_IN_NOVEMBER,
        period=NOVEMBER,
    ),
    "the band switched in the birthday month": example(
        {"norm": {"personal_children": 3820}}, BORN_IN_NOVEMBER, period=NOVEMBER
    ),
    "the band switched the month after": example(
        {"norm": {"personal_children": 3060}}, BORN_IN_NOVEMBER, period=NOVEMBER
    ),
    "days by thirtieths": example({"norm": {"personal_children": 2195, "shared": 1410}}, HALF_TIME),
    "days by the daily rate, the child no head": example(
        {"norm": {"personal_children": 2160, "shared": 1280}}, HALF_TIME
    ),
    "days by the days of the month": example(
        {"norm": {"personal_children": 2195}}, HALF_TIME, period={"month": "2026-09"}
    ),
    "a lodger with a room of his own": example(
        {"norm": {"shared": 705, "total": 4645}, "result": -8145},
        SHARED_BY_TWO,
        costs=[cost("boendekostnad (inneboende)", 3500)],
    ),
    "a lodger by name": example(
        {"norm": {"shared": 705}, "costs_total": 3500},
        {**SHARED_BY_TWO, "lodger": True},
        costs=[cost("hyra", 3500)],
    ),
    "a part-time child left out of the dwelling": example(
        {"norm": {"personal_children": 2195, "shared": 1280}}, {**HALF_TIME, "people_in_dwelling": 1}
    ),
    "a rent shared by heads": example(
        {"norm": {"shared": 705}, "rent_share_of_case": 3500, "rent_share_outsider": 3500},
        SHARED_BY_TWO,
        costs=[cost("hyra", 7000, 3500)],
    ),
    "jobbstimulans for the co-applicant": example(
        {"incomes_total": 13000, "jobbstimulans_base": 12000, "jobbstimulans_deduction": 3000},
        COUPLE,
        incomes=[
            income("lön efter skatt, medsökande (jobbstimulans)", 12000, 9000),
            income("lön efter skatt, sökande", 4000),
        ],
    ),
    "jobbstimulans for one of two whose wages are not named": example(
        {"incomes_total": 13000},
        {"adults": [{"norm_row": "sambo"}, {"norm_row": "sambo", "jobbstimulans_active": True}]},
        incomes=[income("lön efter skatt", 12000, 9000), income("lön efter skatt", 4000)],
    ),
    "jobbstimulans by a mark on one wage of a couple": example(
        {"incomes_total": 13000},
        COUPLE,
        incomes=[income("lön", 12000, 9000, jobbstimulans=True), income("nettolön", 4000)],
    ),
    "an income given to a person": example(
        {"incomes_total": 4000}, COUPLE, incomes=[income("lön", 4000, person="medsökande")]
    ),
    "persons named in many ways": example(
        {"incomes_total": 13000, "jobbstimulans_deduction": 3000},
        COUPLE,
        incomes=[
            income("lön vuxen 2 efter skatt (jobbstimulans)", 12000, 9000),
            income("lön efter skatt (sökandes, utan jobbstimulans)", 4000),
        ],
    ),
    "a wage by what is left of it": example(
        {"incomes_total": 9000}, incomes=[{"type": "lön", "gross": 12000, "tax": 3000}]
    ),
    "a cap that is named, as a figure": example(
        {"housing_cap": 6000, "costs_total": 5000},
        costs=[{"type": "hyra", "applied": 5000, "cap": 6000, "cap_source": "x"}],
    ),
    "an adult without jobbstimulans": example(
        {"jobbstimulans_deduction": 0},
        {"adults": [{"jobbstimulans_active": False}]},
        incomes=[income("lön", 900)],
    ),
    "a surplus": example(
        {"result": 2780, "outcome": "överskott", "surplus": 2780, "deficit": 0},
        costs=[RENT],
        incomes=[income("lön efter skatt", 14000)],
    ),
    "a surplus carried over": example(
        {"incomes_total": 2000, "result": -9220, "outcome": "underskott", "deficit": 9220},
        costs=[RENT],
        incomes=[income("överskjutande inkomst från föregående månad", 2000)],
    ),
    "an outcome named as the proposal": example({"outcome": "bifall"}),
    "an outcome named as Lifecare does": example({"outcome": "normunderskott"}),
    "a cost cut by a person": example(
        {"costs_total": 6000, "outcome": "DELAVSLAG"}, costs=[cost("boendekostnad", 8000, 6000)]
    ),
    "a cap that is named": example(
        {"costs_total": 6000}, costs=[{"type": "boendekostnad", "applied": 8000, "cap": 6000}]
    ),
    "a capped cost beside the rent": example(
        {"costs_total": 6300}, costs=[RENT, {"type": "hushållsel", "applied": 500, "cap": 300}]
    ),
    "a cost that is not granted at all": example({"costs_total": 0}, costs=[cost("bredband", 300, 0)]),
    "levnadskostnader i övrigt summed with the others": example(
        {"costs_total": 7500, "result": -12720}, costs=[RENT, cost("tandvård", 1500)]
    ),
    "levnadskostnader i övrigt summed apart": example(
        {"costs_total": 454, "special_costs_total": 300, "sum": -5674, "result": -5974},
        costs=[cost("utgifter", 454)],
        special_costs=[cost("medicin", 300)],
    ),
    "Lifecare's own order of the two results": example(
        {"costs_total": 454, "special_costs_total": 300, "sum": -5974, "result": -5674, "deficit": 5974},
        costs=[cost("hushållsel", 454), cost("glasögon", 300)],
    ),
    "a local income that the municipality counts": example(
        {"incomes_total": 900}, incomes=[income("inackorderingstillägg", 900)]
    ),
    "a local income that it does not": example(
        {"incomes_total": 0}, incomes=[income("merkostnadsersättning", 1500, 0)]
    ),
    "an income that does not count": example(
        {"incomes_total": 0}, incomes=[income("handikappersättning", 1500, 0)]
    ),
    "incomes that only the applicant can tell of": example(
        {"incomes_total": 900}, incomes=[income("swish", 400), income("underhållsbidrag", 500)]
    ),
    "incomes of each authority": example(
        {"incomes_total": 15000},
        COUPLE,
        incomes=[
            income("sjukpenning", 2000),
            income("ålderspension", 2500),
            income("CSN", 3000),
            income("a-kassa", 4000),
            income("skatteåterbäring", 3500),
        ],
    ),
    "the same benefit in two rows": example(
        {"incomes_total": 3496},
        {"adults": 1, "children": [{"age": 4}, {"age": 8}]},
        incomes=[income("underhållsstöd", 1673), income("underhållsstöd (barn 8 år)", 1823)],
    ),
    "a pupil's wage below the prisbasbelopp": example(
        {"incomes_total": 0}, PUPIL, incomes=[income(EARNED.format(before="20 000"), 9000, 0)]
    ),
    "a pupil's wage that reaches it": example(
        {"incomes_total": 4800}, PUPIL, incomes=[income(EARNED.format(before="55 000"), 9000, 4800)]
    ),
    "a pupil's wage beyond it": example(
        {"incomes_total": 9000}, PUPIL, incomes=[income(EARNED.format(before="60 000"), 9000)]
    ),
    "six months, monthly amounts": example(
        {"norm": {"familyCost": 23640, "commonHouseholdCost": 7680}, "costs_total": 36000, "result": -67320},
        period=SIX_MONTHS,
        costs=[RENT],
    ),
    "six months, amounts of the whole period": example(
        {
            "norm": {"familyCost": 23640, "commonHouseholdCost": 2796, "total": 26436},
            "costs_total": 6000,
            "incomes_total": 5600,
            "result": -26836,
            "outcome": "underskott",
        },
        {"adults": 1, "children": [], "people_in_dwelling": 5},
        period=SIX_MONTHS,
        costs=[RENT],
        incomes=[income("aktivitetsstöd", 5600)],
    ),
    "months of two years": example(
        {"norm": {"total": 5180 + 5220}}, year=2025, period={"from": "2025-12-01", "to": "2026-01-31"}
    ),
    "Malmö's cap with a step for each child": example(
        {"housing_cap": 13025}, {"adults": 1, "children": 4}, year=2019, municipality="Malmö"
    ),
    "Högsby's cap from May": example(
        {"housing_cap": 4202}, id="hogsby", year=2021, period={"month": "2021-05"}
    ),
    "Ängelholm's cap, by its address": example(
        {"housing_cap": 6970}, {"adults": 1, "children": 1}, year=2023, source="https://www.engelholm.se/x"
    ),
    "Vimmerby's cap by rooms": example(
        {"housing_cap": 6900}, {"adults": 1, "children": 2, "rooms": 3}, year=2024, municipality="vimmerby"
    ),
    "a cap for a household with a newborn": example(
        {"housing_cap": 7500},
        {"adults": 2, "children": [{"age_band": "0"}]},
        year=2018,
        source="https://malmo.se/x",
    ),
    "a pupil in the oldest band": example(
        {"norm": {"personal_children": 5000}, "result": -10350},
        {"adults": 1, "children": [{"age_band": "19-20"}]},
    ),
    "a pupil of eighteen, paid in a summer month": example(
        {"norm": {"personal_children": 4960}},
        {"adults": 1, "children": [{"age": 18}]},
        period="2026-08",
    ),
    "the oldest band by the month and the day": example(
        {"monthly": 3570, "daily": 117}, {"children": [{"age_band": "19-20"}]}, year=2017
    ),
    "a local income without what counts, counted": example(
        {"incomes_total": 2000, "result": -3220}, incomes=[{"type": "elstöd", "net": 2000}]
    ),
    "a local income without what counts, not counted": example(
        {"incomes_total": 0, "result": -5220}, incomes=[{"type": "merkostnadsersättning", "net": 2000}]
    ),
    "two local incomes, one counted": example(
        {"incomes_total": 900},
        incomes=[{"type": "extra tillägg", "net": 2000}, {"type": "habiliteringsersättning", "net": 900}],
    ),
    "words of an income that change nothing": example(
        {"incomes_total": 6000},
        {"adults": 1, "children": [{"age": 12}]},
        incomes=[
            income("sjukpenning, oktober 2026", 1000),
            income("a-kassa (netto, per månad)", 2000),
            income("underhållsstöd (barn 12 år)", 3000),
        ],
    ),
    "jobbstimulans that is said to hold": example(
        {"incomes_total": 750}, incomes=[income("lön (sökande, med jobbstimulans)", 1000, 750)]
    ),
    "jobbstimulans that is said not to hold": example(
        {"incomes_total": 1000}, incomes=[income("lön (ingen jobbstimulans)", 1000)]
    ),
    "jobbstimulans by its percentage": example(
        {"incomes_total": 750}, incomes=[{"type": "lön", "net": 1000, "jobbstimulans_percent": 25}]
    ),
    "a pupil's wage with the word kronor": example(
        {"incomes_total": 4800},
        PUPIL,
        incomes=[income("barnets lön, ackumulerat före månaden 55 000 kr, månaden 9 000 kr", 9000, 4800)],
    ),
    "the wages of A and B": example(
        {"incomes_total": 13500},
        COUPLE,
        incomes=[income("lön A efter skatt (jobbstimulans)", 6000, 4500), income("lön B efter skatt", 9000)],
    ),
    "a rent above the cap of the municipality that is named": example(
        {"housing_cap": 3901, "costs_total": 3901, "result": -7981},
        year=2019,
        municipality="Trelleborg",
        costs=[{"type": "hyra", "applied": 4500}],
    ),
    "a rent above the cap that its source names": example(
        {"costs_total": 3901, "outcome": "DELAVSLAG"},
        year=2019,
        costs=[
            {"type": "hyra", "applied": 4500, "approved": 3901, "cap": 3901, "cap_source": "Trelleborg 2019"}
        ],
    ),
    "a rent below the cap, of which a person grants less": example(
        {"costs_total": 3000},
        year=2019,
        municipality="Trelleborg",
        costs=[cost("hyra", 3500, 3000)],
    ),
    "a rent above a cap of its own, where the table does not reach the household": example(
        {"costs_total": 7500},
        {"adults": 1, "children": [{"age": 8}, {"age": 9}]},
        year=2023,
        municipality="Ängelholm",
        costs=[{"type": "hyra", "applied": 9000, "cap": 7500}],
    ),
    "a rent above the cap in two years": example(
        {"costs_total": 4202 + 6000},
        year=2021,
        municipality="Högsby",
        period={"from": "2021-12-01", "to": "2022-01-31"},
        costs=[{"type": "hyra", "applied": 6000}],
    ),
    "Högsby's cap, the month in the id": example({"housing_cap": 4202}, id="hogsby-2021-05", year=2021),
    "Högsby's cap before May, the month in the id": example(
        {"housing_cap": 4132}, id="K07-hogsby-2021-04", year=2021
    ),
    "Högsby's cap, one of the year's two": example({"housing_cap": 4132}, year=2021, municipality="Högsby"),
    "Högsby's cap, the other of the two": example({"housing_cap": 4202}, year=2021, municipality="Högsby"),
    "Vimmerby's cap of the smallest dwelling": example(
        {"housing_cap": 4700}, year=2024, municipality="Vimmerby"
    ),
    "Vimmerby's cap of the one dwelling for two children": example(
        {"housing_cap": 6900}, {"adults": 2, "children": 2}, year=2024, municipality="Vimmerby"
    ),
    "a cap for the young": example({"housing_cap": 5100}, {"adults": [{"age": 22}]}, municipality="HFAB"),
}


@pytest.mark.parametrize("one", EQUAL.values(), ids=EQUAL)
def test_it_is_equal(one: dict[str, object]) -> None:
    assert told(one) == f"equal  {one['id']}"


COUNTS = [
    "A-kassa / Alfa",
    "Alfa",
    "Gåvor",
    "privata lån",
    "lån",
    "kontoinsättningar",
    "vinster",
    "Tillf. föräldrapenning",
    "rehab",
    "studiemedel lån",
    "studiemedel bidrag",
    "CSN studiemedel",
    "studielån",
    "studiehjälp gymnasium",
    "Studiemedel, bidrag och lån",
    "studiemedel (bidrag och lån)",
    "Gåva, lån, vinst eller arv",
    "Bostadstillägg, Försäkringskassan",
    "Bostadstillägg, Försäkringskassan, oktober",
    "sjuk-/aktivitetsersättning",
    "barnbidrag inkl flerbarnstillägg",
]
"""How rules and municipalities call incomes that count."""


@pytest.mark.parametrize("words", COUNTS)
def test_the_words_of_rules_and_municipalities_are_known(words: str) -> None:
    said = {"type": words, "net": 1000}
    assert told(example({"incomes_total": 1000}, incomes=[said])) == "equal  E1"
    assert told(example({"incomes_total": 1001}, incomes=[said])).startswith("different")
