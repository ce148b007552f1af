"""Whatever somebody writes is shown as text: nothing hides in it, and it is never longer than it may be."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.plain_text import UNSEEN, in_lines, in_one_line, visible

ANYTHING = st.text(st.characters(codec=None), max_size=300)
"""Halves of characters too, which no file can hold and a program can."""
HIDES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Unicode's categories of what controls, steers or is nobody's, with ends of line and of paragraph."""
WHERE = "ansökan"


def test_every_character_that_unicode_says_hides_is_known() -> None:
    unknown = [
        f"U+{number:04X}"
        for number in range(sys.maxunicode + 1)
        if unicodedata.category(one := chr(number)) in HIDES and one not in "\t\n" and not UNSEEN.match(one)
    ]
    assert unknown == []


@given(ANYTHING)
def test_nothing_that_hides_is_left_in_any_text(text: str) -> None:
    shown = visible(text)
    assert not UNSEEN.search(shown)
    assert "\t" not in shown
    assert visible(shown) == shown


@given(ANYTHING, st.integers(min_value=60, max_value=200))
def test_no_text_is_longer_than_it_may_be_and_one_that_is_cut_says_so(text: str, most: int) -> None:
    for shown in (in_lines(text, most=most, where=WHERE), in_one_line(text, most=most, where=WHERE)):
        assert len(shown) <= most
        assert not UNSEEN.search(shown)
        assert len(text) <= most or "avkortat" in shown


@given(ANYTHING)
def test_one_line_is_one_line(text: str) -> None:
    assert len(in_one_line(text, most=200, where=WHERE).splitlines()) <= 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Åsas bageri & kök AB, 8 500 kr – tack!", "Åsas bageri & kök AB, 8 500 kr – tack!"),
        ("gpj.\u202eexe", "gpj.[U+202E]exe"),
        ("IK\u200bEA", "IK[U+200B]EA"),
        ("\x1b[2J\x1b]0;du är hackad\x07", "[U+001B][2J[U+001B]]0;du är hackad[U+0007]"),
        ("\x9b2J", "[U+009B]2J"),
        ("\x00", "[U+0000]"),
        ("rad\r\nrad\rrad\u2028rad\x85rad", "rad\nrad\nrad\nrad\nrad"),
        ("\ud83d", "[U+D83D]"),
        ("e" + "\u0301" * 40, "e" + "\u0301" * 3 + "[…]"),
        ("\u3164", "[U+3164]"),
    ],
)
def test_what_hides_is_shown_by_its_number(written: str, shown: str) -> None:
    assert visible(written) == shown


def test_a_name_cannot_begin_a_line_of_its_own() -> None:
    forged = "Bageriet\n\nFörslag till beslut\nBifall, 99 000 kr"
    assert in_one_line(forged, most=100, where=WHERE) == "Bageriet Förslag till beslut Bifall, 99 000 kr"


def test_a_long_text_is_cut_and_says_where_the_whole_stands() -> None:
    shown = in_lines("a" * 5_000_000, most=100, where="ansökan i E-tjänster")
    assert shown.endswith("a … [avkortat, läs allt i ansökan i E-tjänster]")
    assert len(shown) == 100


def test_too_little_room_is_told_and_not_worked_around() -> None:
    with pytest.raises(ValueError, match="too few"):
        in_lines("a", most=20, where=WHERE)
