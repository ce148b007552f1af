"""What each choice of a municipality steers, in plain Swedish, and what one municipality has chosen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from flows.eligibility.municipality import (
    AgeBandSwitch,
    ChildIncomeMeasure,
    DayFormula,
    HousingRule,
    IncomeMonth,
    MunicipalityRules,
    OthersInDwelling,
    RentShare,
    Rounding,
    RoundingPoint,
    Silence,
    StimulusMonth,
    SupportEvidence,
)
from flows.eligibility.wording import counted, kronor, percent

HUNDRED = Decimal(100)
AGENCIES = {
    "FK": "Försäkringskassan",
    "PM": "Pensionsmyndigheten",
    "CSN": "CSN",
    "SO": "a-kassorna",
    "SKV": "Skatteverket",
    "AF": "Arbetsförmedlingen",
}
IN_WORDS: Mapping[StrEnum, str] = {
    AgeBandSwitch.BIRTHDAY_MONTH: "från födelsedagsmånaden",
    AgeBandSwitch.MONTH_AFTER: "från månaden efter födelsedagen",
    DayFormula.THIRTIETHS: "en trettiondel av månadsbeloppet per dag",
    DayFormula.DAILY_RATE: "årsbeloppet delat med 365, avrundat till hela kronor per dag",
    DayFormula.DAYS_OF_MONTH: "månadsbeloppet delat med månadens dagar",
    OthersInDwelling.ASK: "handläggaren avgör",
    OthersInDwelling.SHARE: (
        "de gemensamma kostnaderna delas efter antal personer för den som inte är sambo; för ett par avgör"
        " handläggaren"
    ),
    OthersInDwelling.SHARE_ALL: (
        "de gemensamma kostnaderna delas efter antal personer, också för ett par; det är kommunens eget val,"
        " för förordningens delning gäller den som inte är sambo"
    ),
    RentShare.PER_HEAD: "lika delar per person",
    RentShare.NONE: "hyran delas inte",
    IncomeMonth.PREVIOUS: "månaden före den som ansökan gäller",
    IncomeMonth.SAME: "samma månad som ansökan gäller",
    ChildIncomeMeasure.NET: "lönen efter skatt",
    ChildIncomeMeasure.GROSS: "lönen före skatt",
    Rounding.HALF_UP: "till närmaste krona, 50 öre uppåt",
    Rounding.DOWN: "nedåt",
    Rounding.UP: "uppåt",
    RoundingPoint.END: "en gång, på slutet",
    RoundingPoint.EACH_ROW: "varje rad för sig",
    SupportEvidence.DECISIONS: "besluten om bistånd i ärendesystemet",
    SupportEvidence.CALCULATIONS: "beräkningarna med underskott i ärendesystemet",
    SupportEvidence.RECORDED_ONLY: "inget; bara en registrerad jobbstimulans räknas",
    StimulusMonth.INCOME_MONTH: "månaden då lönen betalades",
    StimulusMonth.PERIOD: "månaden som ansökan gäller",
    Silence.WAITS: "väntar och frågar igen",
    Silence.NOTED: "bara en anteckning",
}
"""Every choice between named ways, as a citizen reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice: its name, what it steers, and what a municipality has chosen."""

    title: str
    steers: str
    chosen: Callable[[MunicipalityRules], str]


def _words(choices: Iterable[str]) -> str:
    return ", ".join(choices)


def _housing(rule: HousingRule) -> str:
    months = counted(rule.reasonable_time_months, "en månad", "månader")
    whole = _yes(rule.accept_during_notice)
    return f"se tabellen nedan; skäligt rådrum {months}; hela hyran föreslås under tiden: {whole}"


def _yes(answer: bool) -> str:
    return "ja" if answer else "nej"


SETTINGS: Mapping[str, Setting] = {
    "housing": Setting(
        title="Boendekostnad",
        steers="Högsta godtagna boendekostnad, och hur länge en dyrare bostad godtas.",
        chosen=lambda rules: _housing(rules.housing),
    ),
    "others_in_dwelling": Setting(
        title="Delad bostad",
        steers=(
            "Vad som händer när fler bor i bostaden än hushållet i ärendet. Förordningens delning gäller den"
            " som inte är sambo."
        ),
        chosen=lambda rules: IN_WORDS[rules.others_in_dwelling],
    ),
    "rent_share_of_others": Setting(
        title="Delad hyra",
        steers="Hur hyran delas med dem som bor i bostaden men inte hör till hushållet.",
        chosen=lambda rules: IN_WORDS[rules.rent_share_of_others],
    ),
    "norm_names": Setting(
        title="Normens namn",
        steers="Vad ärendesystemet kallar riksnormen. En beräkning med en annan norm visas för handläggaren.",
        chosen=lambda rules: _words(rules.norm_names),
    ),
    "costs": Setting(
        title="Övriga kostnader",
        steers="Vilka kostnader som godtas, med hur mycket, och vilka som handläggaren bedömer.",
        chosen=lambda rules: "se tabellen nedan",
    ),
    "local_incomes": Setting(
        title="Inkomster som kommunen avgör",
        steers="Om de inkomster som lagen inte ger besked om räknas.",
        chosen=lambda rules: "se tabellen nedan",
    ),
    "age_band_switch": Setting(
        title="Byte av åldersgrupp",
        steers="När ett barn som fyller år får nästa åldersgrupps belopp.",
        chosen=lambda rules: IN_WORDS[rules.age_band_switch],
    ),
    "day_formula": Setting(
        title="Barn en del av månaden",
        steers="Hur beloppet räknas för ett barn som bor i hemmet en del av månaden.",
        chosen=lambda rules: IN_WORDS[rules.day_formula],
    ),
    "full_month_days": Setting(
        title="Dagar i en hel månad",
        steers="Så många dagar i hemmet räknas som hela månaden.",
        chosen=lambda rules: f"{rules.full_month_days} dagar",
    ),
    "part_time_child_is_a_head": Setting(
        title="Deltidsbarn i de gemensamma kostnaderna",
        steers="Om ett barn som bor i hemmet en del av månaden räknas som en person där.",
        chosen=lambda rules: _yes(rules.part_time_child_is_a_head),
    ),
    "rounding": Setting(
        title="Avrundning",
        steers="Hur ören avrundas.",
        chosen=lambda rules: IN_WORDS[rules.rounding],
    ),
    "rounding_point": Setting(
        title="När beloppen avrundas",
        steers="Om varje rad avrundas eller bara det belopp som föreslås.",
        chosen=lambda rules: IN_WORDS[rules.rounding_point],
    ),
    "income_month": Setting(
        title="Inkomstmånad",
        steers="Vilken månads inkomster som räknas.",
        chosen=lambda rules: IN_WORDS[rules.income_month],
    ),
    "child_income_measure": Setting(
        title="Barns lön mot prisbasbeloppet",
        steers="Vad av ett barns egen lön som jämförs med prisbasbeloppet.",
        chosen=lambda rules: IN_WORDS[rules.child_income_measure],
    ),
    "parental_benefit_days": Setting(
        title="Föräldrapenningens dagar",
        steers=(
            "Hur många dagar i veckan kommunen väntar sig att föräldrapenning tas ut."
            " Roboten räknar aldrig om den, utan visar det för handläggaren."
        ),
        chosen=lambda rules: f"{rules.parental_benefit_days} dagar i veckan",
    ),
    "change_percent": Setting(
        title="Gräns för en ändring",
        steers="En ändring över gränsen mellan två månader visas som en avvikelse.",
        chosen=lambda rules: percent(rules.change_percent),
    ),
    "surplus_carry_over_months": Setting(
        title="Överskottets månader",
        steers="Hur många månader tillbaka ett överskott kan räknas som inkomst.",
        chosen=lambda rules: counted(rules.surplus_carry_over_months, "en månad", "månader"),
    ),
    "surplus_carry_over_reason": Setting(
        title="Skäl för fler månader med överskott",
        steers="Varför kommunen för över ett överskott längre än tre månader, som är huvudregeln.",
        chosen=lambda rules: rules.surplus_carry_over_reason or "behövs inte",
    ),
    "job_stimulus_evidence": Setting(
        title="Tecken på försörjningsstöd",
        steers="Vad som visar att hushållet har haft försörjningsstöd, när månader i rad räknas.",
        chosen=lambda rules: IN_WORDS[rules.job_stimulus_evidence],
    ),
    "job_stimulus_month": Setting(
        title="Månad för jobbstimulans",
        steers="Vilken månad som dagarna med jobbstimulans prövas mot. Täcker de bara den ena visas det.",
        chosen=lambda rules: IN_WORDS[rules.job_stimulus_month],
    ),
    "silence": Setting(
        title="Myndighet som inte svarar",
        steers="Om roboten väntar in svaret. Bara en myndighet som inte betalar ut pengar får lämnas därhän.",
        chosen=lambda rules: "; ".join(
            f"{AGENCIES[agency]}: {IN_WORDS[what]}" for agency, what in rules.silence.items()
        ),
    ),
    "silence_patience_nights": Setting(
        title="Tålamod med en tyst myndighet",
        steers="Så många nätter frågar roboten igen innan handläggaren tar över.",
        chosen=lambda rules: counted(rules.silence_patience_nights, "en natt", "nätter"),
    ),
    "claim_patience_days": Setting(
        title="Tålamod med en väntad utbetalning",
        steers="Så många dagar väntar roboten på en utbetalning som är på väg.",
        chosen=lambda rules: counted(rules.claim_patience_days, "en dag", "dagar"),
    ),
    "finished_claim_statuses": Setting(
        title="Avslutade anspråk",
        steers="Vad Försäkringskassan kallar en ansökan som inte längre ger något att vänta på.",
        chosen=lambda rules: _words(rules.finished_claim_statuses),
    ),
    "active_plan_statuses": Setting(
        title="Gällande planering",
        steers="Vad ärendesystemet kallar en planering som gäller.",
        chosen=lambda rules: _words(rules.active_plan_statuses),
    ),
    "sick_leave_plan_kinds": Setting(
        title="Planering vid sjukskrivning",
        steers="Vilka slags planeringar som visar att den sökande är sjukskriven.",
        chosen=lambda rules: _words(rules.sick_leave_plan_kinds),
    ),
    "plan_required_below_age": Setting(
        title="Ålder då planering inte behövs",
        steers="Den som har fyllt så många år behöver ingen planering.",
        chosen=lambda rules: f"{rules.plan_required_below_age} år",
    ),
    "capital_income_question_from": Setting(
        title="Kapitalinkomst att fråga om",
        steers="En kapitalinkomst från det här beloppet blir en fråga om tillgångar; en mindre antecknas.",
        chosen=lambda rules: kronor(rules.capital_income_question_from),
    ),
    "asset_names": Setting(
        title="Tillgångarnas namn",
        steers="Vad blankettens tillgångar kallas i utkastet.",
        chosen=lambda rules: _words(rules.asset_names.values()),
    ),
    "sample_share": Setting(
        title="Stickprov",
        steers="Så stor del av förslagen utan avvikelser märks för en full kontroll för hand.",
        chosen=lambda rules: percent(rules.sample_share * HUNDRED),
    ),
    "phrases": Setting(
        title="Beslutets meningar",
        steers="Meningarna i förslaget till beslut.",
        chosen=lambda rules: f"”{rules.phrases.granted}”",
    ),
}
"""By the name of the field in `MunicipalityRules`; a test holds that none is missing."""
