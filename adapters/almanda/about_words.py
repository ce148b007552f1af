"""What a warning is about as Almanda shows it: in plain Swedish, and back.

A key is `subject/topic`, and reads `Kostnad: hyra`. What has no words here stays as it is, and so does what
would be read back as something else: a warning is known again by its key from month to month.
"""

import re

SUBJECTS = {
    "sokande": "Den sökande",
    "medsokande": "Den medsökande",
    "hushåll": "Hushållet",
    "kostnad": "Kostnad",
    "kostnader": "Kostnaderna",
    "bostad": "Bostaden",
    "ansökan": "Ansökan",
    "norm": "Normen",
    "riksnorm": "Riksnormen",
    "adress": "Adressen",
    "folkbokföring": "Folkbokföringen",
    "ärendesystem": "Ärendesystemet",
}
_CHILD, _CHILD_IN_WORDS = re.compile(r"barn-(\d+)"), re.compile(r"Barn (\d+)")

AGENCIES = {
    "fk": "Försäkringskassan",
    "pm": "Pensionsmyndigheten",
    "csn": "CSN",
    "so": "a-kassorna",
    "af": "Arbetsförmedlingen",
    "skv": "Skatteverket",
}
_INCOMES = {
    "lon": "lön efter skatt",
    "lon_barn": "barns lön",
    "skatteaterbaring": "skatteåterbäring",
    "barnbidrag": "barnbidrag och flerbarnstillägg",
    "underhallsstod": "underhållsstöd",
    "aktivitetsstod": "aktivitetsstöd",
    "etableringsersattning": "etableringsersättning",
    "sjukersattning": "sjukersättning eller aktivitetsersättning",
    "livranta": "livränta",
    "foraldrapenning": "föräldrapenning",
    "tillfallig_foraldrapenning": "tillfällig föräldrapenning",
    "omvardnadsbidrag": "omvårdnadsbidrag",
    "vardbidrag": "vårdbidrag",
    "handikappersattning": "handikappersättning",
    "merkostnadsersattning": "merkostnadsersättning",
    "bostadstillagg": "bostadstillägg",
    "bostadstillagg_fk": "bostadstillägg från Försäkringskassan",
    "studiehjalp": "studiehjälp",
    "studiemedel": "studiemedel, bidrag och lån",
    "inackorderingstillagg": "inackorderingstillägg",
    "extra_tillagg": "extra tillägg till studiehjälp",
    "merkostnadslan": "merkostnadslån från CSN",
    "larlingsersattning": "lärlingsersättning",
    "hemutrustningslan": "hemutrustningslån",
    "omstallningsstudiestod": "omställningsstudiestöd",
    "akassa": "a-kassa",
    "swish": "Swish, insättningar och överföringar",
    "underhallsbidrag": "underhållsbidrag",
    "tjanstepension": "tjänstepension och försäkring",
    "afa": "AFA Försäkring",
    "aldreforsorjningsstod": "äldreförsörjningsstöd",
    "etableringstillagg": "etableringstillägg",
    "bostadsersattning": "bostadsersättning",
    "gava": "gåva, lån, vinst eller arv",
    "fondbidrag": "bidrag från fond eller stiftelse",
    "skadestand": "skadestånd eller försäkringsersättning",
    "habiliteringsersattning": "habiliteringsersättning",
    "elstod": "elstöd",
    "familjehemsersattning": "familjehemsersättning",
    "avgangsvederlag": "avgångsvederlag",
    "barns_kapital": "barnets egna pengar",
    "hyra_inneboende": "hyra från inneboende",
    "hyresdel": "hyresdel från barn",
    "annan_inkomst": "annan inkomst",
    "bistand_annan_kommun": "ekonomiskt bistånd från annan kommun",
    "overskott": "överskjutande inkomst från föregående månad",
}
_COSTS = {
    "RENT": "hyra",
    "ELECTRICITY": "hushållsel",
    "HOME_INSURANCE": "hemförsäkring",
    "UNION_FEE": "fackavgift",
    "UNEMPLOYMENT_FUND": "avgift till a-kassa",
    "TRAVEL_APPROVED": "arbetsresor",
    "INTERNET": "bredband",
    "MEDICINE": "medicin",
    "MEDICAL_CARE": "läkarvård",
    "TRAVEL_MEDICAL_TRANSPORT": "sjukresor",
    "DENTAL_CARE": "tandvård",
    "GLASSES": "glasögon",
    "CHILDCARE_FEE": "barnomsorgsavgift",
    "CONTACT_VISITS": "umgänge",
    "MOVING": "flytt",
    "HOME_EQUIPMENT": "hemutrustning",
    "SPECIAL_DIET": "dyrare kost",
    "LUNCH_FEE": "avgift för lunch",
    "OTHER:ACUTE_DENTAL": "akut tandvård",
    "OTHER:MUNICIPAL_FEES": "kommunala avgifter",
    "OTHER": "övrigt",
}
_ASSETS = {
    "bank_savings": "pengar på bank",
    "real_estate": "fastighet",
    "company": "företag",
    "vehicle": "fordon",
    "other": "annan tillgång",
}
_DWELLING = {"form": "boendeform", "antal": "antal som bor där", "andra": "andra som bor där"}
TOPICS = {**AGENCIES, **_INCOMES, **_COSTS, **_ASSETS, **_DWELLING}
LEADS = {
    "uppgivet-anspråk-": "uppgivet anspråk ",
    "anspråk-": "anspråk på ",
    "återkrav-": "återkrav ",
    "förskott-": "förskott ",
    "kapitalinkomst-": "kapitalinkomst ",
    **{f"{agency}-": f"{name}, kod " for agency, name in AGENCIES.items()},
}
"""How a topic begins that goes on with a number, a month, a code or another topic."""
_SUBJECT_OF = {words: key for key, words in SUBJECTS.items()}
_TOPIC_OF = {words: key for key, words in TOPICS.items()}


def about_in_words(about: str) -> str:
    """What stands in the column Gäller."""
    subject, slash, topic = about.partition("/")
    words = f"{_subject_in_words(subject)}: {_topic_in_words(topic)}" if slash else _subject_in_words(subject)
    return words if about_of(words) == about else about


def about_of(words: str) -> str:
    """The key that these words name."""
    subject, colon, topic = words.strip().partition(": ")
    known = _subject_of(subject)
    if known is None:
        return words
    return f"{known}/{_topic_of(topic)}" if colon else known


def _subject_in_words(subject: str) -> str:
    child = _CHILD.fullmatch(subject)
    return f"Barn {child[1]}" if child else SUBJECTS.get(subject, subject)


def _subject_of(words: str) -> str | None:
    child = _CHILD_IN_WORDS.fullmatch(words)
    return f"barn-{child[1]}" if child else _SUBJECT_OF.get(words)


def _topic_in_words(topic: str) -> str:
    for lead, words in LEADS.items():
        if topic.startswith(lead):
            return words + _topic_in_words(topic.removeprefix(lead))
    return TOPICS.get(topic, topic)


def _topic_of(text: str) -> str:
    for lead, words in LEADS.items():
        if text.startswith(words):
            return lead + _topic_of(text.removeprefix(words))
    return _TOPIC_OF.get(text, text)
