"""The project's catalogue of incomes: each kind's treatment, and no code that nobody has read."""

from dataclasses import replace

import pytest

from adapters.config_files.income_model import IncomeKindModel, catalogue
from flows.eligibility.incomes import Counted, IncomeCatalogue, IncomeKind
from flows.eligibility.period import Period
from flows.eligibility.rules.after_pause import months_before_pauses
from tests.household_facts import NOVEMBER, parameters

CODES_READ = {
    "FK": "ABB AP AS BOB BST BTI DPE EJO ET FP FSJP GP HE MABB MEK NP OMV PJOB PROG RBE SA SBP SJP TFP US VB"
    " YL",
    "PM": "AP BTI EF",
    "CSN": "GRUND GRUNDU MLÅN TLÅN TILB SH SHU SB EXTRA INACK LÄRLE HUT SSSTÖD OSS GRUNDB GRUNDF GRUNDL"
    " GRUNFL MERKL TILL STUDB LÄRERS STÖDB STÖDT OSSBID OSSLÅN",
    "SO": "*",
    "SKV": "SKATTEKONTO",
}
MADE_BY_THE_ADAPTER = "ABB-FLB"
"""Flerbarnstillägg is a line of barnbidrag's payment; the adapter gives it a code of its own."""

TREATMENT = {
    Counted.YES: "lon lon_barn skatteaterbaring barnbidrag underhallsstod bostadsbidrag aktivitetsstod"
    " etableringsersattning sjukpenning sjukersattning livranta foraldrapenning tillfallig_foraldrapenning"
    " bostadstillagg bostadstillagg_fk pension studiehjalp studiemedel akassa swish"
    " underhallsbidrag tjanstepension afa aldreforsorjningsstod etableringstillagg bostadsersattning gava"
    " overskott",
    Counted.NO: "handikappersattning fritidskort",
    Counted.LOCAL: "omvardnadsbidrag merkostnadsersattning inackorderingstillagg extra_tillagg"
    " habiliteringsersattning elstod",
    Counted.ASK: "vardbidrag merkostnadslan larlingsersattning hemutrustningslan omstallningsstudiestod"
    " fondbidrag skadestand familjehemsersattning jobbpremie avgangsvederlag barns_kapital hyra_inneboende"
    " hyresdel annan_inkomst bistand_annan_kommun",
}


def kinds() -> tuple[IncomeKind, ...]:
    return parameters().incomes(NOVEMBER).value.kinds


def test_every_kind_is_treated_as_the_facts_say() -> None:
    expected = {key: counted for counted, keys in TREATMENT.items() for key in keys.split()}
    assert {one.key: one.counted for one in kinds()} == expected


def test_no_agency_code_is_invented() -> None:
    for kind in kinds():
        read = {*CODES_READ.get(kind.agency, "").split(), MADE_BY_THE_ADAPTER}
        assert set(kind.codes) <= read, kind.key


def test_every_question_to_a_person_is_a_sentence() -> None:
    asked = [one.remark for one in kinds() if one.counted is Counted.ASK]
    assert all(remark[0].isupper() and remark[-1] in ".?" for remark in asked)


def test_an_agency_without_codes_is_refused_unless_its_employers_who_declare() -> None:
    needed = [one for one in kinds() if one.key != "etableringstillagg"]
    models = [
        IncomeKindModel(**{name: getattr(one, name) for name in IncomeKindModel.model_fields})
        for one in needed
    ]
    lacking = IncomeKindModel(
        key="tillagg",
        label="Etableringstillägg",
        counted=Counted.YES,
        reference="SOSFS 2013:1",
        agency="FK",
        stated_as=("BENEFIT:Etableringstillägg",),
    )
    catalogue(tuple(models))
    with pytest.raises(ValueError, match="tillagg: write the codes that the agency uses"):
        catalogue((*models, lacking))


@pytest.mark.parametrize(
    ("month", "further"),
    [(Period(2026, 8), set()), (Period(2026, 9), {Period(2026, 6)}), (Period(2026, 10), set())],
)
def test_june_is_asked_for_when_september_counts(month: Period, further: set[Period]) -> None:
    assert months_before_pauses(parameters().incomes(NOVEMBER).value, month) == further


@pytest.mark.parametrize(("pause", "before"), [((8,), 7), ((7, 8), 6), ((6, 7, 8), 5), ((5, 6, 7, 8), 4)])
def test_the_month_before_a_pause_of_any_length_is_asked_for(pause: tuple[int, ...], before: int) -> None:
    known = parameters().incomes(NOVEMBER).value
    kinds = tuple(replace(one, pause_months=pause if one.pause_months else ()) for one in known.kinds)
    assert months_before_pauses(IncomeCatalogue(kinds=kinds), Period(2026, 9)) == {Period(2026, before)}


def test_a_kind_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="lottovinst"):
        parameters().incomes(NOVEMBER).value.named("lottovinst")
