"""A caseworker is told which of the form's questions to look at, in the form's own words."""

import pytest

from adapters.eplatform.question_names import field_called
from tests import inbox_forms as forms

PLATFORMS_OWN = {"QueryID", "Name"}


@pytest.mark.parametrize(
    ("path", "called"),
    [
        ("XML-filen", "hela XML-filen"),
        ("Values/cost1/Amount", "fältet ”Kostnad 1, belopp”"),
        ("Values/income2/Date", "fältet ”Inkomst 2, datum”"),
        ("Values/child12/DaysInHome", "fältet ”Barn 12, dagar i hemmet”"),
        ("Values/applicant/Personnummer", "fältet ”Sökandes personnummer”"),
        ("Values/coApplicant/Personnummer", "fältet ”Medsökandes personnummer”"),
        ("Values/cost3", "fältet ”Kostnad 3”"),
        ("Values/housingPersons/Value", "fältet ”Hur många bor i bostaden?”"),
        ("Values/period/Year", "fältet ”Vilken månad gäller ansökan? År”"),
        ("Values/activity2/Kind", "fältet ”Vad gör du under månaden? 2, slag”"),
        ("SigningEvents", "fältet ”Underskrifter”"),
    ],
)
def test_a_question_is_called_what_the_form_calls_it(path: str, called: str) -> None:
    assert field_called(path) == called


@pytest.mark.parametrize(
    "path", ["Header/Flow/Version", "Values/zzcolour", "Values/cost1/zz", "Values/cost1/QueryID"]
)
def test_what_no_applicant_answers_keeps_its_technical_name(path: str) -> None:
    assert field_called(path) == f"fältet {path}"


ANSWERS = [
    p
    for p in forms.elements()
    if p.startswith("Values/")
    and p.rpartition("/")[2] not in PLATFORMS_OWN
    and not p.startswith("Values/protectedIdentity")
]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_of_the_form_has_a_name_of_its_own(path: str) -> None:
    assert "/" not in field_called(path)
