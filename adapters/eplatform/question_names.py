"""What a caseworker calls a field of the form: "Kostnad 1, belopp", as it stands on the form she looks at.

It must not know what may stand in a field. A field that no applicant answers has only its technical name.
The question of protected identity has no name here: `protected` reads it, and nothing is told of it.
"""

import re

WHOLE_FILE = "XML-filen"

_QUESTIONS = {
    "applicationType": "Vad vill du ansöka om?",
    "municipality": "Kommun",
    "period": "Vilken månad gäller ansökan?",
    "applicant": "Sökande",
    "coApplicant": "Medsökande",
    "child": "Barn",
    "householdChanged": "Har något i hushållet ändrats?",
    "housingForm": "Hur bor du?",
    "housingRooms": "Antal rum (kök oräknat)",
    "housingPersons": "Hur många bor i bostaden?",
    "housingChanged": "Har boendet ändrats?",
    "hasIncome": "Hade hushållet inkomster förra månaden?",
    "income": "Inkomst",
    "cost": "Kostnad",
    "hasAssets": "Har hushållet tillgångar?",
    "asset": "Tillgång",
    "hasPendingBenefits": "Väntar du på besked om någon ersättning?",
    "pendingBenefit": "Sökt ersättning",
    "activity": "Vad gör du under månaden?",
    "planning": "Vad planerar du att göra under månaden?",
    "message": "Vill du berätta något mer?",
    "attachment": "Bilaga",
    "attestation": "Jag intygar att uppgifterna är riktiga",
}
_PARTS = {
    "Personnummer": "personnummer",
    "Firstname": "förnamn",
    "Lastname": "efternamn",
    "Address": "gatuadress",
    "PostalCode": "postnummer",
    "PostalAddress": "postort",
    "DaysInHome": "dagar i hemmet",
    "LunchWeekdays": "lunch på förskola eller skola",
    "Year": "år",
    "Month": "månad",
    "Kind": "slag",
    "Amount": "belopp",
    "Date": "datum",
    "Recipient": "vem",
    "Employer": "från",
    "Specification": "specifikation",
    "Description": "beskrivning",
    "FileName": "filnamn",
}
_ELSEWHERE = {
    "SigningEvents": "Underskrifter",
    "SigningEvents/SignEvent/Signer/ID": "Underskriftens personnummer",
}
_ANSWER = re.compile(r"Values/([A-Za-z]+)([0-9]*)(?:/([A-Za-z]+))?")


def field_called(path: str) -> str:
    """The field at a path of the file, as the beginning of a Swedish sentence about it."""
    if path == WHOLE_FILE:
        return f"hela {WHOLE_FILE}"
    name = _ELSEWHERE.get(path) or _answer_called(path)
    return f"fältet ”{name}”" if name else f"fältet {path}"


def _answer_called(path: str) -> str | None:
    match = _ANSWER.fullmatch(path)
    if match is None or match[1] not in _QUESTIONS:
        return None
    question, part = f"{_QUESTIONS[match[1]]} {match[2]}".rstrip(), match[3]
    if part in {None, "Value"}:
        return question
    if part not in _PARTS:
        return None
    if match[1] in {"applicant", "coApplicant"}:
        return f"{question}s {_PARTS[part]}"
    if question.endswith("?"):
        return f"{question} {_PARTS[part].capitalize()}"
    return f"{question}, {_PARTS[part]}"
