"""Examples that are not among the shared ones: other years, households, incomes, costs and wrong amounts."""

import pytest

from tests.unit.worked_examples.examples import SINGLE, cost, example, income, told

COUPLE = {"adults": [{"norm_row": "sambo"}, {"norm_row": "sambo"}], "children": []}
PUPIL = {"adults": 1, "children": [{"age_band": "15-18", "lunch_included_in_norm": True}]}
HALF_TIME = {"adults": 1, "children": [{"age_band": "11-14", "days_in_home": 15}]}
BORN_IN_NOVEMBER = {"adults": 1, "children": [{"birth": "2019-11-20"}]}
SHARED_BY_TWO = {"adults": 1, "children": [], "people_in_dwelling": 2}
NOVEMBER = {"month": "2026-11"}
RENT = cost("boendekostnad", 6000)
EARNED = "barnets lön, ackumulerat före månaden {before}, månaden 9 000"
SIX_MONTHS = {"from": "2026-01-01", "to": "2026-06-30"}

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
    "lunch away at an age without that column": example(
        {"norm": {"personal_children": 3820}},
        {"adults": 1, "children": [{"age_band": "7-10", "lunch_included_in_norm": False}]},
    ),
    "a lodger with a room of his own": example(
        {"norm": {"shared": 705, "total": 4645}, "result": -8145},
        SHARED_BY_TWO,
        costs=[cost("boendekostnad (inneboende)", 3500)],
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
        {"housing_cap": 6000}, costs=[{"type": "hyra", "applied": 5000, "cap": 6000, "cap_source": "x"}]
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
    "a cap for the young": example({"housing_cap": 5100}, {"adults": [{"age": 22}]}, municipality="HFAB"),
}

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

NOT_EXPRESSIBLE = {
    "a year without a table": (example({"norm": {"total": 5300}}, year=2027), "riksnorm-2027.yaml"),
    "a year before the first table": (example({"norm": {"total": 3700}}, year=2012), "november 2012"),
    "a family of 1900": (example({"norm": {"total": 1}}, PUPIL, year=1900), "november 1900"),
    "a difference from a year without a table": (example({"delta_vs_1901": 1}), "november 1901"),
    "no year at all": (example({"norm": {"total": 5220}}, year=None), "vilket år"),
    "an amount without lunch that was not found": (
        example(
            {"norm": {"total": 9}},
            {"adults": 1, "children": [{"age_band": "0", "lunch_included_in_norm": False}]},
            year=2022,
        ),
        "utan lunch fem dagar i veckan för 0 år saknas i tabellen för november 2022",
    ),
    "a prisbasbelopp that was not found": (
        example({"incomes_total": 0}, PUPIL, year=2015, incomes=[income(EARNED.format(before="1"), 9000, 0)]),
        "Prisbasbeloppet saknas",
    ),
    "a pupil's wage without the year's earlier ones": (
        example({"incomes_total": 0}, PUPIL, incomes=[income("barnets lön", 9000, 0)]),
        "Hur mycket har barnet tjänat under året?",
    ),
    "a wage earned earlier in a year that has just begun": (
        example(
            {"incomes_total": 0},
            PUPIL,
            period={"month": "2026-02"},
            incomes=[income(EARNED.format(before="500"), 9000, 0)],
        ),
        "inkomstmånaden är januari",
    ),
    "a pupil's two amounts for the month": (
        example({"incomes_total": 0}, PUPIL, incomes=[income(EARNED.format(before="500"), 8000, 0)]),
        "har olika belopp",
    ),
    "a wage of a child that there is none of": (
        example({"incomes_total": 0}, incomes=[income("barnets lön", 9000)]),
        "hushållet har inget barn",
    ),
    "a wage of a co-applicant that there is none of": (
        example({"incomes_total": 0}, incomes=[income("medsökandes lön", 9000)]),
        "det finns ingen medsökande",
    ),
    "a wage of a stranger": (
        example({"incomes_total": 0}, incomes=[income("lön", 9000, person="granne")]),
        "personen granne finns inte i hushållet",
    ),
    "an income that the catalogue does not have": (
        example({"incomes_total": 0}, incomes=[income("bitcoin", 9000)]),
        "inkomsten bitcoin finns inte i inkomstkatalogen",
    ),
    "an income that a person must judge": (
        example({"incomes_total": 0}, incomes=[income("hyresdel från barn", 2000)]),
        "Räkna den som inkomst eller minska hyran",
    ),
    "an income before tax": (
        example({"incomes_total": 0}, incomes=[income("lön (brutto)", 9000)]),
        "före skatt",
    ),
    "an income without an amount": (
        example({"incomes_total": 0}, incomes=[{"type": "lön"}]),
        "saknar belopp",
    ),
    "an income with a key that is unknown": (
        example({"incomes_total": 0}, incomes=[income("lön", 9000, months=3)]),
        "inkomstens months",
    ),
    "words of an income that are not understood, where it differs": (
        example({"incomes_total": 0}, incomes=[income("barnbidrag (växelvis)", 1250, 0)]),
        "orden växelvis förstås inte; incomes_total väntat 0 beräknat 1250",
    ),
    "jobbstimulans on a benefit": (
        example({"incomes_total": 0}, incomes=[income("sjukpenning (jobbstimulans)", 1250)]),
        "jobbstimulans gäller lön",
    ),
    "jobbstimulans on one of a person's two wages": (
        example({"incomes_total": 0}, incomes=[income("lön (jobbstimulans)", 1250), income("lön", 1000)]),
        "bara en del av den",
    ),
    "a wage of one of two, where one has jobbstimulans": (
        example(
            {"incomes_total": 0},
            {"adults": [{"jobbstimulans_active": True}, {}]},
            incomes=[{"type": "lön", "net": 1000}],
        ),
        "vems lön är framgår inte",
    ),
    "what counts of an income that is not listed": (example({"counted": [5]}), "ingen inkomst nummer 1"),
    "wages of one pupil, counted one by one": (
        example(
            {"incomes_total": 4800},
            PUPIL,
            incomes=[
                income(EARNED.format(before="54 000"), 9000),
                income("barnets lön, ackumulerat före månaden 0", 1000),
            ],
        ),
        "inkomsterna räknas tillsammans",
    ),
    "half a couple": (
        example({"norm": {"total": 5220}}, {"adults": [{"norm_row": "sambo"}]}),
        "normen för makar och sambor gäller båda tillsammans",
    ),
    "two single adults in one case": (
        example({"norm": {"total": 5220}}, {"adults": [{"norm_row": "ensamstaende"}] * 2}),
        "har var sitt ärende",
    ),
    "a norm row that is none": (
        example({"norm": {"total": 5220}}, {"adults": [{"norm_row": "matnorm"}]}),
        "normraden matnorm",
    ),
    "three adults": (example({"norm": {"total": 1}}, {"adults": 3}), "en eller två vuxna"),
    "nobody": (example({"norm": {"total": 1}}, {"adults": 0}), "hushållet har inga medlemmar"),
    "a band of two bands": (
        example({"norm": {"total": 1}}, {"adults": 1, "children": [{"age_band": "0-2"}]}),
        "åldersgruppen 0-2 finns inte i riksnormen",
    ),
    "an age outside its band": (
        example({"norm": {"total": 1}}, {"adults": 1, "children": [{"age_band": "7-10", "age": 11}]}),
        "ett barn på 11 år hör inte till åldersgruppen 7-10",
    ),
    "parts of days": (
        example({"norm": {"total": 1}}, {"adults": 1, "children": [{"age": 8, "days_in_home": 7.5}]}),
        "hela dagar, inte 7.5",
    ),
    "children without ages": (
        example({"norm": {"total": 1}}, {"adults": 1, "children": 2}),
        "exemplet säger inte hur gamla barnen är",
    ),
    "adults that are not said": (
        example({"result": 1}, {"members_in_case": 2, "people_in_dwelling": 4}),
        "exemplet säger inte vilka de vuxna är",
    ),
    "members that do not add up": (
        example({"norm": {"total": 1}}, {"adults": 1, "children": [], "members_in_case": 3}),
        "members_in_case säger 3",
    ),
    "people that do not add up": (
        example({"norm": {"total": 1}}, {"adults": 1, "people_in_dwelling": 3, "outsiders_in_dwelling": 1}),
        "1 i ärendet och 1 utanför blir inte 3 i bostaden",
    ),
    "something unknown about the household": (
        example({"norm": {"total": 5220}}, {"adults": 1, "children": [], "diet": "dear"}),
        "hushållets diet",
    ),
    "days of an adult": (
        example({"norm": {"total": 3393}}, {"adults": [{"days": 29}]}),
        "hushållets days",
    ),
    "something unknown about the example": (
        example({"norm": {"total": 5220}}, choice="x"),
        "exemplets choice",
    ),
    "a cost without an amount": (example({"costs_total": 1}, costs=[{"type": "hyra"}]), "saknar belopp"),
    "a cost that a person judges, without the judgement": (
        example({"costs_total": 900}, costs=[{"type": "tandvård", "applied": 900}]),
        "en person bedömer tandvård",
    ),
    "a cost with a key that is unknown": (
        example({"costs_total": 900}, costs=[{"type": "hyra", "applied": 900, "garage": 100}]),
        "kostnadens garage",
    ),
    "two rents": (example({"costs_total": 2}, costs=[cost("hyra", 1), cost("hyra", 1)]), "2 gånger"),
    "no rent to share": (example({"rent_share_of_case": 2}, SHARED_BY_TWO), "ingen boendekostnad att dela"),
    "a figure that the law does not have": (
        example({"norm": {"total": 5220}, "matnorm": 3}),
        "matnorm: beloppet matnorm finns inte i beräkningen; stämmer: norm.total",
    ),
    "nothing expected": (example({"formula": "1+1", "norm": None}), "inget belopp att jämföra"),
    "an outcome that is no outcome": (example({"outcome": "kanske"}), "utfallet kanske finns inte"),
    "a day formula that no municipality has": (
        example({"child_norm_by_method": {"monthly*days/28": 1}}, HALF_TIME),
        "är inget som kommunen kan välja",
    ),
    "the days of another month": (
        example({"child_norm_by_method": {"monthly*days/days_in_month(31)": 1}}, HALF_TIME),
        "november 2026 har 30 dagar och inte 31",
    ),
    "days that are not said": (
        example(
            {"child_norm_by_method": {"monthly*days/30": 1}},
            {"adults": 1, "children": [{"age_band": "11-14"}]},
        ),
        "hur många dagar barnet bor i hemmet",
    ),
    "one child's amount among two": (
        example({"monthly": 4390}, {"adults": 1, "children": [{"age": 12}, {"age": 13}]}),
        "hushållet har inte ett",
    ),
    "a monthly figure of several months": (
        example({"daily": 144}, HALF_TIME, period=SIX_MONTHS),
        "beloppet gäller en månad, och exemplet flera",
    ),
    "part of a month": (
        example({"norm": {"total": 1}}, period={"from": "2026-09-05", "to": "2026-09-30"}),
        "inte hela kalendermånader",
    ),
    "a period of another year": (
        example({"norm": {"total": 1}}, period={"month": "2025-09"}),
        "perioden börjar 2025-09, men året är 2026",
    ),
    "a period that never ends": (
        example({"norm": {"total": 1}}, period={"from": "2026-01-01", "to": "2030-12-31"}),
        "perioden är 60 månader",
    ),
    "something unknown about the period": (
        example({"norm": {"total": 1}}, period={"month": "2026-09", "weeks": 4}),
        "periodens weeks",
    ),
    "a municipality whose caps are not known": (
        example({"housing_cap": 5100}, municipality="Kungälv"),
        "kommunens högsta boendekostnad är inte känd här",
    ),
    "a cap for adults that are not said": (
        example({"housing_cap": 1}, {"children": 1}, year=2019, municipality="Malmö"),
        "vilka de vuxna är",
    ),
    "caps of a year that has none": (
        example({"housing_cap": 5100}, year=2025, municipality="Malmö"),
        "ingen publicerad högsta boendekostnad finns för 2025",
    ),
    "caps that were changed in the year": (
        example({"housing_cap": 4202}, year=2021, municipality="Högsby"),
        "ändrades under året (4132, 4202): ange månad i period",
    ),
    "caps by rooms, and no rooms": (
        example({"housing_cap": 6900}, {"adults": 1, "children": 2}, year=2024, municipality="Vimmerby"),
        "beror på antalet rum",
    ),
    "a software test with a shared cost of its own": (
        example(
            {"shared_full": 1000, "shared_share": 500},
            {"members_in_case": 1, "people_in_dwelling": 2},
            provenance="published_software_test",
        ),
        "2 personer, 1 000 kr, står inte i riksnormen 2026 (1 410 kr)",
    ),
}


@pytest.mark.parametrize("one", EQUAL.values(), ids=EQUAL)
def test_it_is_equal(one: dict[str, object]) -> None:
    assert told(one) == f"equal  {one['id']}"


@pytest.mark.parametrize(("one", "detail"), DIFFERENT.values(), ids=DIFFERENT)
def test_it_is_different_and_both_values_are_told(one: dict[str, object], detail: str) -> None:
    line = told(one)
    assert line.startswith("different  ")
    assert line.endswith("  E1")
    assert detail in line


@pytest.mark.parametrize(("one", "why"), NOT_EXPRESSIBLE.values(), ids=NOT_EXPRESSIBLE)
def test_it_is_not_expressible_and_the_reason_is_told(one: dict[str, object], why: str) -> None:
    line = told(one)
    assert line.startswith("not-expressible  ")
    assert line.endswith("  E1")
    assert why in line


def test_a_couple_is_no_single() -> None:
    assert told(example({"norm": {"total": 5220}}, COUPLE)).startswith("different")
    assert told(example({"norm": {"total": 5220}}, SINGLE)).startswith("equal")
