"""The codes behind the words of a legal case: cost kinds, form words, agencies, plans."""

COSTS = {
    "hyra": "RENT",
    "hushållsel": "ELECTRICITY",
    "hemförsäkring": "HOME_INSURANCE",
    "internet": "INTERNET",
    "a-kasseavgift": "UNEMPLOYMENT_FUND",
    "fackavgift": "UNION_FEE",
    "arbetsresor": "TRAVEL_APPROVED",
    "sjukresor": "TRAVEL_MEDICAL_TRANSPORT",
    "läkarvård": "MEDICAL_CARE",
    "medicin": "MEDICINE",
    "tandvård": "DENTAL_CARE",
    "akut tandvård": "OTHER:ACUTE_DENTAL",
    "kommunala avgifter": "OTHER:MUNICIPAL_FEES",
    "barnomsorgsavgift": "CHILDCARE_FEE",
    "glasögon": "GLASSES",
    "umgänge": "CONTACT_VISITS",
    "flytt": "MOVING",
    "hemutrustning": "HOME_EQUIPMENT",
    "dyrare kost": "SPECIAL_DIET",
    "avgift för lunch": "LUNCH_FEE",
    "övrigt": "OTHER",
    "okänd kostnad": "SOMETHING_NEW",
}
PLANS = {"söker arbete": "JOBSEEKING", "sjukskriven": "SICK_LEAVE", "arbetar": "WORK", "sfi": "SFI"}
FORM_WORDS = {
    "ABB": "BENEFIT:Barnbidrag",
    "US": "BENEFIT:Underhållsstöd",
    "BOB": "BENEFIT:Bostadsbidrag",
    "AS": "BENEFIT:Aktivitetsstöd",
    "SJP": "BENEFIT:Sjukpenning",
    "MEK": "BENEFIT:Merkostnadsersättning",
    "HE": "BENEFIT:Handikappersättning",
    "EF": "BENEFIT:Efterlevandepension",
    "STUDB": "BENEFIT:Studiehjälp",
    "INACK": "BENEFIT:Inackorderingstillägg",
    "A-KASSA": "BENEFIT:A-kassa",
    "SKATTEKONTO": "BENEFIT:Skatteåterbäring",
    "OMST": "BENEFIT:Omställningsersättning",
    "VB": "BENEFIT:Vårdbidrag",
}
AGENCIES = {
    "Försäkringskassan": "fk",
    "Pensionsmyndigheten": "pm",
    "CSN": "csn",
    "a-kassorna": "so",
    "Arbetsförmedlingen": "af",
}
UNREAD = {"ansökan": "statement", "ärendesystemet": "history"}
