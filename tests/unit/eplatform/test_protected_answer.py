"""The question of protected identity may have any shape: it is an answer, never a fault told by name."""

from datetime import UTC, datetime

import pytest

from adapters.eplatform.application import Wanted, application_from
from adapters.eplatform.question_names import field_called
from flows.eligibility.facts import Protection
from flows.errors import NeedsHuman, Reason
from flows.identity import PersonalNumber
from tests import inbox_forms as forms

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
WANTED = Wanted(application_ref=forms.NUMBER, submitted_at=NOW, municipality_code="9901", fetched_at=NOW)
HEAD = "<QueryID>3108</QueryID><Name>Skyddade?</Name>"
NO = "<Value>Nej</Value>"
ASKED = f"<protectedIdentity>{HEAD}{NO}</protectedIdentity>"
QUESTION = "Har du eller någon i hushållet skyddade personuppgifter?"


def asking(answers: str) -> str:
    """The question, with the platform's own fields and these answers."""
    return ASKED.replace(NO, answers)


ODD = {
    "two ticked": asking("<Value>Ja, jag</Value><Value>Ja, mitt barn</Value>"),
    "two of no": asking(NO + NO),
    "no and yes": asking(f"{NO}<Value>Ja</Value>"),
    "nothing ticked": asking(""),
    "an empty element": "<protectedIdentity/>",
    "loose text": asking(f"jag{NO}"),
    "text behind it": f"{ASKED} men mitt barn har",
    "bare text": "<protectedIdentity>Nej</protectedIdentity>",
    "twice": ASKED + ASKED,
    "numbered": ASKED.replace("protectedIdentity", "protectedIdentity1"),
    "numbered too": ASKED + ASKED.replace("protectedIdentity", "protectedIdentity2"),
    "misspelt": ASKED.replace("protectedIdentity", "ProtectedIdentity"),
    "an attribute": ASKED.replace("<protectedIdentity>", '<protectedIdentity who="barn">'),
    "an attribute of the answer": asking('<Value who="barn">Nej</Value>'),
    "a field inside the answer": asking("<Value>Nej<b>Ja</b></Value>"),
    "a field more": asking(f"{NO}<FreeText>Mitt barn</FreeText>"),
    "no number": ASKED.replace("<QueryID>3108</QueryID>", ""),
    "in itself": asking(f"{ASKED}{NO}"),
    "another's namespace": ASKED.replace("<protectedIdentity>", '<protectedIdentity xmlns="urn:x">'),
    "in another question": f"<planning>{HEAD}{ASKED}<Value>Arbete</Value></planning>",
}


def spelt(question: str, text: str = forms.TEXT) -> bytes:
    """The file with that in the question's place, or in the plan's where it has one of its own."""
    assert ASKED in text
    if question.startswith("<planning>"):
        before, _, rest = text.partition("<planning>")
        text = f"{before}{question}{rest.partition('</planning>')[2]}"
        question = ""
    return text.replace(f"{ASKED}\n<housingForm>", f"{question}\n<housingForm>").encode("iso-8859-1")


@pytest.mark.parametrize("question", ODD.values(), ids=list(ODD))
def test_any_shape_but_the_forms_own_is_unknown_protection_and_stops_nothing_else(question: str) -> None:
    application = application_from(spelt(question), WANTED)
    assert application.protection is Protection.UNKNOWN
    assert application.applicant.personal_number == PersonalNumber(forms.MOTHER)


@pytest.mark.parametrize("question", ["", ASKED, asking("<Value>Ja</Value>"), *ODD.values()])
@pytest.mark.parametrize(
    ("sound", "spoilt"),
    [
        ("<Amount>8 512,50</Amount>", "<Amount>mycket</Amount>"),
        ("<hasAssets>", "<zz/><hasAssets>"),
        ("<FamilyID>231</FamilyID>", "<FamilyID>77</FamilyID>"),
        ("<Value>9901</Value>", "<Value>2281</Value>"),
        ("</SigningEvents>", ""),
    ],
)
def test_a_file_that_is_refused_for_another_fields_sake_says_the_same_whatever_was_answered(
    question: str, sound: str, spoilt: str
) -> None:
    assert sound in forms.TEXT
    text = forms.TEXT.replace(sound, spoilt)
    refused = [str(refusal(spelt(one, text))) for one in (ASKED, question)]
    assert refused[0] == refused[1]
    assert not [told for told in ("skydd", "protected", "barn") if told in refused[0].casefold()]


def refusal(payload: bytes) -> NeedsHuman:
    with pytest.raises(NeedsHuman) as caught:
        application_from(payload, WANTED)
    assert caught.value.code in {Reason.UNREADABLE_APPLICATION, Reason.UNKNOWN_MUNICIPALITY}
    return caught.value


def test_no_field_is_called_by_the_question() -> None:
    assert QUESTION not in field_called("Values/protectedIdentity")
