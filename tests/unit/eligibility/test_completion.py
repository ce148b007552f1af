"""The proposed request for completion: what is missing from the applicant, until when, and no threat."""

import re
from datetime import date

import pytest

from flows.eligibility.completion import asked_of_applicant, completion
from tests.cases.golden_text import GOLDEN
from tests.household_facts import Case, rules, stated

LAST_DAY = date(2026, 12, 2)
THREATS = ("avslå", "avslag", "neka", "förlora", "återkrav", "skyldig", "måste")


def letter(*things: str) -> str:
    """The letter that asks for these things."""
    return completion(things, month="november 2026", last_day=LAST_DAY, phrases=rules().phrases)


def everything_asked() -> set[str]:
    """All that any case in YAML asks the applicant for, as the golden texts tell it."""
    texts = "\n".join(file.read_text(encoding="utf-8") for file in GOLDEN.glob("*.txt"))
    return set(re.findall(r"^ +Begärs: (.+)$", texts, re.MULTILINE))


def test_the_letter_lists_what_to_send_and_says_until_when_and_what_happens_otherwise() -> None:
    assert letter("hyresavi för november 2026", "läkarintyg för sjukskrivningen") == "\n".join(
        [
            "Hej! Vi behöver mer från dig för att kunna pröva din ansökan om ekonomiskt",
            "bistånd för november 2026.",
            "",
            "Skicka in det här:",
            "- Hyresavi för november 2026",
            "- Läkarintyg för sjukskrivningen",
            "",
            "Vi behöver det senast den 2 december 2026. Du kan lägga till det i e-tjänsten",
            "eller lämna det till din handläggare.",
            "",
            "Om det inte har kommit då prövar vi ansökan med de uppgifter vi har. Hör av",
            "dig om du behöver mer tid eller hjälp.",
        ]
    )


def test_when_nothing_is_missing_there_is_no_letter() -> None:
    assert letter() == ""


def test_the_same_thing_is_asked_for_once_and_in_the_order_of_the_findings() -> None:
    case = Case(incomes=(stated("OTHER_INCOME", 900), stated("SALARY", 400), stated("OTHER_INCOME", 900)))
    findings = case.assessed().findings
    things = asked_of_applicant(findings)
    asked = [one.asks for one in findings if one.asks]
    assert len(asked) == 3
    assert things == tuple(dict.fromkeys(asked))
    assert len(things) == 2


@pytest.mark.parametrize("word", THREATS)
def test_nothing_in_a_letter_is_a_threat(word: str) -> None:
    assert word not in letter(*everything_asked()).lower()


def test_what_is_asked_stands_in_a_list_and_names_nobody() -> None:
    things = everything_asked()
    assert len(things) >= 30
    for thing in things:
        assert not thing.endswith(".")
        assert len(thing) <= 110
        assert "sökande" not in thing, "the letter is to the applicant"
