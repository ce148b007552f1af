"""One of a thing has the form that one of it has."""

from flows.eligibility.wording import in_days
from flows.swedish_number import applications, posts


def test_one_has_the_form_of_one() -> None:
    assert [posts(number) for number in (0, 1, 2)] == ["0 poster", "1 post", "2 poster"]
    assert [applications(number) for number in (1, 21)] == ["1 ansökan", "21 ansökningar"]
    assert [in_days(number) for number in (1, 14)] == ["1 dag", "14 dagar"]
