"""The README's three drafts are the words that a caseworker would read today."""

from tests.cases.readme_drafts import README, section


def test_the_drafts_in_the_readme_are_those_the_program_writes() -> None:
    assert section() in README.read_text("utf-8"), (
        "run `make golden`, and read the difference as a caseworker"
    )
