"""The form's words and the codes they stand for.

A word that is not here is not guessed at: the application goes to a person.
"""

from collections.abc import Mapping
from types import MappingProxyType

from flows.records import ApplicationKind

KINDS: Mapping[str, ApplicationKind] = MappingProxyType({kind.value: kind for kind in ApplicationKind})

HOUSING_FORMS = MappingProxyType(
    {
        "Hyresrätt": "RENTAL",
        "Andra hand": "SUBLET",
        "Inneboende": "LODGER",
        "Bostadsrätt": "CONDOMINIUM",
        "Eget hus": "OWNED_HOUSE",
        "Hyrt hus": "RENTED_HOUSE",
        "Hemma hos föräldrar": "LIVING_WITH_PARENTS",
        "Saknar bostad": "NO_HOUSING_OR_INSTITUTION",
    }
)

_BENEFITS = (
    "A-kassa",
    "Aktivitetsersättning",
    "Aktivitetsstöd",
    "Barnbidrag",
    "Barnpension",
    "Bostadsbidrag",
    "Bostadstillägg",
    "Etableringsersättning",
    "Flerbarnstillägg",
    "Föräldrapenning",
    "Garantipension",
    "Merkostnadsersättning",
    "Omvårdnadsbidrag",
    "Sjukersättning",
    "Sjukpenning",
    "Skatteåterbäring",
    "Studiebidrag",
    "Studiehjälp",
    "Studiemedel",
    "Tillfällig föräldrapenning",
    "Underhållsstöd",
    "Ålderspension",
    "Äldreförsörjningsstöd",
)
BENEFITS = MappingProxyType({word: f"BENEFIT:{word}" for word in _BENEFITS})

INCOMES = MappingProxyType(
    {
        "Lön": "SALARY",
        "Swish/insättning": "SWISH_DEPOSITS",
        "Underhållsbidrag": "CHILD_SUPPORT",
        "Tjänstepension": "OCCUPATIONAL_PENSION_INSURANCE",
        "Försäkringsersättning": "OCCUPATIONAL_PENSION_INSURANCE",
        "Ekonomiskt bistånd från annan kommun": "FINANCIAL_AID_OTHER_MUNICIPALITY",
        "Hyresdel från barn": "RENT_SHARE_FROM_CHILD",
        "Annan inkomst": "OTHER_INCOME",
        **BENEFITS,
    }
)

COSTS = MappingProxyType(
    {
        "Hyra": "RENT",
        "Hushållsel": "ELECTRICITY",
        "Hemförsäkring": "HOME_INSURANCE",
        "Internet": "INTERNET",
        "A-kasseavgift": "UNEMPLOYMENT_FUND",
        "Fackavgift": "UNION_FEE",
        "Resor": "TRAVEL_APPROVED",
        "Sjukresor": "TRAVEL_MEDICAL_TRANSPORT",
        "Läkarvård": "MEDICAL_CARE",
        "Medicin": "MEDICINE",
        "Tandvård": "DENTAL_CARE",
        "Övrigt": "OTHER",
    }
)

ASSETS = MappingProxyType(
    {
        "Pengar på bank": "BANK_SAVINGS",
        "Fastighet": "REAL_ESTATE",
        "Företag": "COMPANY",
        "Fordon": "VEHICLE",
        "Annan tillgång": "OTHER",
    }
)

ACTIVITIES = MappingProxyType(
    {
        "Arbetar": "WORK",
        "Söker arbete": "JOBSEEKING",
        "Sjukskriven": "SICK_LEAVE",
        "Läser svenska (SFI)": "SFI",
        "Annat": "OTHER",
    }
)
