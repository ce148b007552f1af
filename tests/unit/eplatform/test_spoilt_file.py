"""Whatever happens to a file on its way, it is read whole and right, or it is handed over."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.eplatform.application import AnotherApplication, Wanted, application_from
from adapters.eplatform.question_names import field_called
from flows.errors import NeedsHuman, Reason
from flows.identity import PersonalNumber
from flows.records import Application
from tests import inbox_forms as forms

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
WANTED = Wanted(application_ref=forms.NUMBER, submitted_at=NOW, municipality_code="9901", fetched_at=NOW)
MAY_BE_LEFT_OUT = {
    "Header/Poster/Email",
    "Values/message",
    "SigningEvents",
    "SigningEvents/SignEvent",
    # The last of a numbered row may be missing: nothing in the file tells that it was there.
    "Values/child2",
    "Values/cost3",
    "Values/attachment1",
    "Values/activity1",
    "Values/income2",
}
SEEN_AT = {
    # A row that is missing before another shows in that one's number, the only row in the question before it,
    # and the co-applicant in what is said of one.
    "Values/child1": "Values/child2",
    "Values/income1": "Values/income2",
    "Values/cost1": "Values/cost2",
    "Values/cost2": "Values/cost3",
    "Values/asset1": "Values/hasAssets/Value",
    "Values/pendingBenefit1": "Values/hasPendingBenefits/Value",
    "Values/coApplicant": "SigningEvents",
}
# The question of protected identity may have any shape, and none of it is told: test_protected_answer.
ELEMENTS = [path for path in forms.elements() if not path.startswith("Values/protectedIdentity")]
GROUPS = sorted({forms.told(path).rpartition("/")[0] for path in ELEMENTS})
NAMES = st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=20)


def read(payload: bytes) -> Application:
    return application_from(payload, WANTED)


def refusal(payload: bytes) -> NeedsHuman:
    with pytest.raises(NeedsHuman) as caught:
        read(payload)
    assert caught.value.code == Reason.UNREADABLE_APPLICATION
    return caught.value


WHOLE = read(forms.FILE)


@given(st.integers(min_value=0, max_value=len(forms.FILE) - 1))
def test_a_file_cut_anywhere_is_never_read(length: int) -> None:
    assert "XML-filen" in refusal(forms.FILE[:length]).what


@given(
    st.integers(min_value=0, max_value=len(forms.FILE)), st.integers(min_value=1, max_value=len(forms.FILE))
)
def test_a_file_with_a_hole_is_never_read_as_if_it_were_whole(start: int, length: int) -> None:
    holed = forms.FILE[:start] + forms.FILE[start + length :]
    if holed == forms.FILE:
        return
    try:
        application = read(holed)
    except (NeedsHuman, AnotherApplication):
        return
    # A row can vanish with all its marks, and so can what people typed; nobody can appear.
    assert application.applicant.personal_number == WHOLE.applicant.personal_number
    assert _persons(application) <= _persons(WHOLE)


def _persons(application: Application) -> set[PersonalNumber]:
    adults = [one for one in (application.applicant, application.co_applicant) if one]
    return {one.personal_number for one in (*adults, *application.children)}


@given(st.integers(min_value=0, max_value=len(forms.FILE) - 1), st.integers(min_value=0, max_value=255))
def test_a_changed_byte_never_changes_who_the_application_is_about(place: int, byte: int) -> None:
    changed = bytearray(forms.FILE)
    changed[place] = byte
    try:
        application = read(bytes(changed))
    except (NeedsHuman, AnotherApplication):
        return
    assert application.applicant.personal_number == WHOLE.applicant.personal_number
    assert _persons(application) == _persons(WHOLE)


@pytest.mark.parametrize(
    "path", [path for path in ELEMENTS if forms.told(path) not in MAY_BE_LEFT_OUT], ids=forms.told
)
def test_a_missing_element_is_named(path: str) -> None:
    told = forms.told(path)
    assert f"{field_called(SEEN_AT.get(told, told))} " in refusal(forms.without(path)).what


@pytest.mark.parametrize("path", sorted(MAY_BE_LEFT_OUT - {"SigningEvents/SignEvent"}))
def test_what_the_form_lets_people_leave_out_is_not_missed(path: str) -> None:
    assert read(forms.without(path)).applicant.personal_number == WHOLE.applicant.personal_number


@given(st.sampled_from(GROUPS), NAMES, st.integers(min_value=0, max_value=30))
def test_an_element_nobody_knows_is_named_wherever_it_stands(group: str, name: str, at: int) -> None:
    unknown = f"zz{name}"
    assert f"{group}/{unknown}".lstrip("/") in refusal(forms.with_element(group, unknown, at)).what


@pytest.mark.parametrize("path", [p for p in ELEMENTS if forms.told(p) not in GROUPS], ids=forms.told)
def test_an_element_inside_an_answer_is_named(path: str) -> None:
    field = forms.told(path)
    assert f"{field}/b" in refusal(forms.with_element(path, "b")).what


@pytest.mark.parametrize(
    ("group", "name"),
    [("Values", "period"), ("Values/period", "Year"), ("Header", "FlowInstanceID"), ("", "Values")],
)
def test_an_answer_that_stands_twice_is_named(group: str, name: str) -> None:
    error = refusal(forms.with_element(group, name, at=99, text="x"))
    assert field_called(f"{group}/{name}".lstrip("/")) in error.what


@pytest.mark.parametrize("extra", ["cost5", "cost0", "cost03", "cost", "income1"])
def test_a_row_out_of_its_number_is_named(extra: str) -> None:
    assert field_called(f"Values/{extra}") in refusal(forms.with_element("Values", extra, at=99)).what


def test_a_name_made_of_somebodys_number_is_not_repeated() -> None:
    error = refusal(forms.with_element("Values", f"p{forms.STRANGER}"))
    assert forms.STRANGER not in str(error)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"   ",
        b"%PDF-1.4",
        b"<!DOCTYPE html><html><head></head><body>Logga in</body></html>",
        forms.TEXT.encode("utf-8"),
        forms.TEXT.replace("ISO-8859-1", "UTF-8").encode("iso-8859-1"),
        forms.TEXT.partition("?>")[2].encode("iso-8859-1"),
        forms.TEXT.replace("ISO-8859-1", "UTF-7").encode("iso-8859-1"),
        forms.FILE.replace(b"schemas/flowinstance", b"schemas/other"),
        forms.FILE.replace(b"<Amount>8 512,50<", b"<Amount>8 512<!-- -->,50<"),
        forms.FILE.replace(b"<Values>", b"<Values><?run away?>"),
        forms.FILE.replace(b"<Values>", b"<Values>text"),
        forms.FILE.replace(b"<Amount>0</Amount>", b'<Amount unit="euro">0</Amount>'),
        forms.FILE + b"<FlowInstance/>",
        forms.FILE.replace(b"<message>", b"<message>" + b" " * 2_000_000),
    ],
    ids=range(15),
)
def test_what_is_no_file_of_this_form_is_handed_over(payload: bytes) -> None:
    assert refusal(payload).next_step


def test_the_file_may_be_written_in_utf_8_if_it_says_so() -> None:
    assert read(forms.TEXT.replace("ISO-8859-1", "UTF-8").encode("utf-8")) == WHOLE


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "entities",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY l9 SYSTEM "file:///etc/hostname">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;<!ENTITY l9 "x">',
        '<!ENTITY l9 "harmless">',
    ],
    ids=["billion laughs", "a file", "a parameter entity", "a plain entity"],
)
def test_a_file_with_entities_is_refused_unread(entities: str) -> None:
    declaration, _, rest = forms.TEXT.partition("?>")
    text = f"{declaration}?><!DOCTYPE FlowInstance [{entities}]>{rest.replace('Hej!', '&l9;')}"
    assert "XML-filen" in refusal(text.encode("iso-8859-1")).what
