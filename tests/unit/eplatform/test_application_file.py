"""An application's XML file becomes a record, or is handed over with the field that stopped it."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from adapters.eplatform.application import AnotherApplication, Wanted, application_from
from adapters.eplatform.personal import remember_form
from adapters.eplatform.question_names import field_called
from adapters.eplatform.shape import Read
from flows.eligibility.case import Housing, StatedAsset, StatedCost, StatedIncome, Statement
from flows.eligibility.facts import Protection
from flows.eligibility.period import Period
from flows.errors import NeedsHuman, Reason
from flows.identity import PersonalNumber
from flows.records import Adult, Application, ApplicationChild, ApplicationKind
from flows.scrubbing import at_hand, scrubbed
from tests import inbox_forms as forms

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SUBMITTED = datetime(2026, 11, 5, 15, 41, tzinfo=STOCKHOLM)
FETCHED = datetime(2026, 11, 18, 2, 0, tzinfo=STOCKHOLM)
WANTED = Wanted(
    application_ref=forms.NUMBER,
    submitted_at=SUBMITTED,
    municipality_code="9901",
    fetched_at=FETCHED,
    completions=2,
)


def read(payload: bytes) -> Application:
    return application_from(payload, WANTED)


def refusal(payload: bytes) -> NeedsHuman:
    with pytest.raises(NeedsHuman) as caught:
        read(payload)
    return caught.value


def test_every_answer_is_read() -> None:
    assert read(forms.FILE) == Application(
        application_ref=forms.NUMBER,
        kind=ApplicationKind.RENEWAL,
        municipality_code="9901",
        period=Period(2026, 11),
        applicant=Adult(personal_number=PersonalNumber(forms.MOTHER), signed=True),
        co_applicant=Adult(personal_number=PersonalNumber(forms.FATHER), signed=True),
        children=(
            ApplicationChild(personal_number=PersonalNumber(forms.DAUGHTER), lunch_away=True),
            ApplicationChild(personal_number=PersonalNumber(forms.SON), days_in_home=15),
        ),
        household_changed=False,
        statement=Statement(
            submitted_at=SUBMITTED,
            housing=Housing(form="RENTAL", rooms=3, persons=4, changed=False),
            incomes=(
                StatedIncome(
                    kind="SALARY",
                    person="medsokande",
                    amount=Decimal("8512.50"),
                    paid_on=date(2026, 10, 23),
                    payer="Bageri & Son",
                ),
                StatedIncome(kind="BENEFIT:Barnbidrag", person="sokande", amount=Decimal(2500)),
            ),
            costs=(
                StatedCost(kind="RENT", amount=Decimal("7900.00")),
                StatedCost(kind="DENTAL_CARE", amount=Decimal(450), specification="akut"),
            ),
            assets=(StatedAsset(kind="VEHICLE", description="Volvo V50"),),
            pending_benefits=("Föräldrapenning",),
            plans=("JOBSEEKING", "Jag söker jobb."),
            message="Hej!",
            attachments=1,
            completions=2,
        ),
        fetched_at=FETCHED,
        protection=Protection.NO,
    )


@pytest.mark.parametrize(
    ("answer", "read_as"),
    [
        ("Nej", Protection.NO),
        ("Ja", Protection.YES),
        ("", Protection.UNKNOWN),
        ("nej", Protection.UNKNOWN),
        ("Nej, men mitt barn har", Protection.UNKNOWN),
        ("Vet ej", Protection.UNKNOWN),
    ],
)
def test_anything_but_the_forms_own_no_is_a_protected_household_or_unknown(
    answer: str, read_as: Protection
) -> None:
    assert read(forms.with_text("Values/protectedIdentity/Value", answer)).protection is read_as


def test_a_form_that_does_not_ask_about_protected_identity_answers_nothing() -> None:
    assert read(forms.without("Values/protectedIdentity")).protection is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Values/income1/Amount", "12.345,5O"),
        ("Values/income1/Amount", "8512.50"),
        ("Values/income1/Amount", "-450"),
        ("Values/income1/Amount", "999999999999"),
        ("Values/income1/Amount", "85 12"),
        ("Values/income1/Amount", "٨٥٠٠"),
        ("Values/income1/Kind", "Arvode"),
        ("Values/income1/Date", "2026-10-32"),
        ("Values/income1/Date", "23/10 2026"),
        ("Values/income1/Recipient", "Grannen"),
        ("Values/cost2/Amount", "0,0,0"),
        ("Values/period/Month", "13"),
        ("Values/period/Month", "november"),
        ("Values/period/Year", "26"),
        ("Values/applicationType/Value", "Överklagande"),
        ("Values/applicant/Personnummer", forms.MOTHER[:-1] + "1"),
        ("Values/applicant/Personnummer", "19880209T238"),
        ("Values/applicant/Personnummer", forms.MOTHER[2:]),
        ("Values/coApplicant/Personnummer", forms.MOTHER),
        ("Values/child2/Personnummer", forms.DAUGHTER),
        ("Values/child2/Personnummer", forms.FATHER),
        ("Values/child1/DaysInHome", "00"),
        ("Values/child1/DaysInHome", "32"),
        ("Values/child1/LunchWeekdays", "ibland"),
        ("Values/housingPersons/Value", "fyra"),
        ("Values/period/Year", "0000"),
        ("Values/housingForm/Value", "Husbil"),
        ("Values/hasIncome/Value", "Nej"),
        ("Values/attestation/Value", "Nej"),
        ("Header/Flow/FamilyID", "77"),
        ("Header/Flow/Version", "8"),
    ],
)
def test_an_answer_that_cannot_be_read_hands_over_naming_the_field_and_not_the_answer(
    path: str, text: str
) -> None:
    error = refusal(forms.with_text(path, text))
    assert error.code == Reason.UNREADABLE_APPLICATION
    field = path.removesuffix("/Value") if "attestation" in path else path
    assert f"{field_called(field)} " in error.what
    assert ("/" in error.what) == field.startswith("Header/")
    assert forms.NUMBER in error.what
    assert text not in str(error)
    assert "handlägg" in error.next_step


def test_a_month_years_ahead_is_read_as_it_stands() -> None:
    assert read(forms.with_text("Values/period/Year", "2031")).period == Period(2031, 11)


def test_another_municipality_is_told_as_such() -> None:
    assert refusal(forms.with_text("Values/municipality/Value", "2281")).code == Reason.UNKNOWN_MUNICIPALITY


def test_the_file_of_another_application_is_not_used() -> None:
    with pytest.raises(AnotherApplication):
        read(forms.with_text("Header/FlowInstanceID", "540118"))


def test_a_co_applicant_who_has_not_signed_is_no_error() -> None:
    application = read(forms.without("SigningEvents/SignEvent[2]"))
    assert application.applicant.signed
    assert application.co_applicant is not None
    assert not application.co_applicant.signed


def test_nobody_has_signed_when_there_are_no_signatures() -> None:
    assert not read(forms.without("SigningEvents")).applicant.signed


def test_an_applicant_may_sign_with_the_personnummer_too() -> None:
    signed = forms.with_text("SigningEvents/SignEvent[1]/Signer/ID", forms.MOTHER)
    assert read(signed).applicant.signed


def test_a_signature_by_somebody_else_hands_over() -> None:
    error = refusal(forms.with_text("SigningEvents/SignEvent[2]/Signer/ID", forms.STRANGER))
    assert "fältet ”Underskrifter” har en underskrift" in error.what
    assert forms.STRANGER not in str(error)


def test_an_income_of_a_co_applicant_who_is_not_there_hands_over() -> None:
    alone = forms.without("Values/coApplicant").replace(forms.FATHER.encode(), b"48017")
    assert "fältet ”Inkomst 1, vem” " in refusal(alone).what


def test_a_row_of_zero_kronor_is_left_out() -> None:
    assert [cost.kind for cost in read(forms.FILE).statement.costs] == ["RENT", "DENTAL_CARE"]


def test_a_co_applicant_is_not_needed() -> None:
    alone = forms.without("Values/coApplicant").replace(forms.FATHER.encode(), b"48017")
    assert (
        read(alone.replace("Medsökande".encode("latin-1"), "Sökande".encode("latin-1"))).co_applicant is None
    )


def test_rooms_may_be_left_blank() -> None:
    assert read(forms.with_text("Values/housingRooms/Value", "")).statement.housing.rooms is None


@pytest.mark.parametrize("days", ["30", "31"])
def test_a_child_who_always_lives_there_has_no_days(days: str) -> None:
    assert read(forms.with_text("Values/child2/DaysInHome", days)).children[1].days_in_home is None


def test_given_and_family_name_are_told_to_the_scrubber_as_one_too() -> None:
    given, family = (Read(path="", text=text, parts={}) for text in ("Eva", "Post"))
    with at_hand():
        remember_form(Read(path="", text="", parts={"Firstname": [given], "Lastname": [family]}))
        assert scrubbed("om Eva Post") == "om [namn]"
