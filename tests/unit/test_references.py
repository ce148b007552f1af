"""What somebody asks for is our reference or a number in the inbox; anything else is never said again."""

import pytest

from flows.references import asked_reference
from flows.work import UnknownReference
from tests import examples

PERSON = examples.APPLICANT.digits


@pytest.mark.parametrize("which", ["UTK-9901-100234", "100234"])
def test_a_reference_and_a_number_in_the_inbox_are_the_same_application(which: str) -> None:
    assert asked_reference(which, "9901") == "UTK-9901-100234"


@pytest.mark.parametrize(
    "which",
    [
        PERSON,
        PERSON[2:],
        f"{PERSON[2:8]}-{PERSON[8:]}",
        f"UTK-9901-{PERSON}",
        f"UTK-{PERSON}",
        "UTK-",
        "UTK-9901-",
        "",
        "foo/bar baz",
        "5678\n",
        "١٠٠٢٣٤",
    ],
)
def test_anything_else_is_refused_and_not_said_again(which: str) -> None:
    with pytest.raises(UnknownReference, match="UTK-9901-100234") as refused:
        asked_reference(which, "9901")
    assert which.strip().removeprefix("UTK-9901-") in ("", "UTK-") or which.strip() not in str(refused.value)
    assert PERSON[2:] not in str(refused.value)


def test_another_municipalitys_application_is_told() -> None:
    with pytest.raises(UnknownReference, match="begin with UTK-9901-"):
        asked_reference("UTK-1280-100234", "9901")
