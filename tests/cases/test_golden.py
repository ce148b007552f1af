"""The words that caseworkers read, case by case, as they stand in the folder `golden`."""

from difflib import unified_diff

import pytest

from tests.cases.golden_text import EXPLANATIONS, GOLDEN, Told, case_files, first_cases, kept, words

ADVICE = "Read the difference above. If these are the words you want: make golden, and commit the file."
CASES = [(name, title, case) for name, cases in case_files().items() for title, case in cases.items()]


@pytest.mark.parametrize(
    ("name", "title", "case"), CASES, ids=[f"{name}: {title}" for name, title, _ in CASES]
)
def test_the_draft_says_what_it_said_when_a_person_last_read_it(name: str, title: str, case: Told) -> None:
    compare(name, title, words(case))


@pytest.mark.parametrize("title", first_cases())
def test_the_explanation_says_what_it_said_when_a_person_last_read_it(title: str) -> None:
    compare(EXPLANATIONS, title, first_cases()[title].explanation)


def test_no_words_are_kept_for_cases_that_are_gone() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {*case_files(), EXPLANATIONS}
    for name, cases in case_files().items():
        assert set(kept(name)) == set(cases)


def compare(name: str, title: str, now: str) -> None:
    before = kept(name).get(title, "")
    if now.strip() != before:
        lines = unified_diff(before.splitlines(), now.splitlines(), f"{name}.txt", "now", lineterm="", n=2)
        pytest.fail("\n".join([*lines, "", ADVICE]), pytrace=False)
