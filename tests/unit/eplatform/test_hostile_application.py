"""What an applicant may try, or whoever changes a file: it becomes harmless text, or is refused in words."""

import re
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from adapters.eplatform import document
from adapters.eplatform.own_words import LONGEST_ANSWER, LONGEST_LETTER, LONGEST_NAME
from adapters.eplatform.shape import MOST_ROWS
from flows.plain_text import UNSEEN
from tests import inbox_forms as forms
from tests.unit.eplatform.test_spoilt_file import read, refusal

PAYER = "Values/income1/Employer"
SPECIFICATION = "Values/cost3/Specification"
DESCRIPTION = "Values/asset1/Description"
PLAN, LETTER = "Values/planning/Value", "Values/message/Value"
FREE = (PAYER, SPECIFICATION, DESCRIPTION, PLAN, LETTER)
SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}${7*7}<%= 7*7 %>",
    "'; DROP TABLE work_items; --",
    "[bold red]BIFALL[/] [link=https://example.se]klicka[/link]",
)
FORMULAS = ('=HYPERLINK("https://example.se","klicka")', "+1+1", "@SUM(A1)", "-2+3", "\t=1+1")
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200).filter(
    lambda text: not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)
)


def said(payload: bytes) -> dict[str, str]:
    """The applicant's own words as the robot keeps them, by field."""
    statement = read(payload).statement
    (asset,) = statement.assets
    return {
        PAYER: statement.incomes[0].payer,
        SPECIFICATION: statement.costs[-1].specification,
        DESCRIPTION: asset.description,
        PLAN: statement.plans[-1],
        LETTER: statement.message,
    }


def around(prolog: str, inside: str = "Hej!") -> bytes:
    """The file with something between the declaration and its first element, and in the message."""
    declaration, _, rest = forms.TEXT.partition("?>")
    return f"{declaration}?>{prolog}{rest.replace('Hej!', inside)}".encode("iso-8859-1")


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("path", FREE)
def test_what_looks_like_a_program_is_kept_as_the_text_it_is(path: str, text: str) -> None:
    assert said(forms.with_text(path, text))[path] == text


@pytest.mark.parametrize("text", [*SCRIPTS, *FORMULAS])
@pytest.mark.parametrize("path", ["Values/income1/Amount", "Values/cost1/Amount", "Values/income1/Date"])
def test_what_is_no_amount_or_day_is_refused_and_never_reckoned_with(path: str, text: str) -> None:
    why = refusal(forms.with_text(path, text)).what
    assert text.strip() not in why
    assert "är " in why


@settings(max_examples=40)
@given(PRINTABLE)
def test_any_text_that_a_file_can_hold_comes_out_short_and_without_anything_hidden(text: str) -> None:
    payload = forms.with_text(PAYER, text)
    kept = read(payload).statement.incomes[0].payer
    assert len(kept) <= LONGEST_NAME
    assert not UNSEEN.search(kept)
    assert "\n" not in kept


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (PAYER, LONGEST_NAME),
        (SPECIFICATION, LONGEST_ANSWER),
        (DESCRIPTION, LONGEST_ANSWER),
        (PLAN, LONGEST_LETTER),
        (LETTER, LONGEST_LETTER),
    ],
)
def test_a_long_text_is_cut_and_says_where_the_whole_stands(path: str, most: int) -> None:
    kept = said(forms.with_text(path, "ord " * 100_000))[path]
    assert len(kept) <= most
    assert kept.endswith("[avkortat, läs allt i ansökan i E-tjänster]")


def test_marks_of_direction_and_controls_are_seen() -> None:
    shown = said(forms.with_text(PAYER, "\u202eAB\u200b \x9b31m"))[PAYER]
    assert shown == "[U+202E]AB[U+200B] [U+009B]31m"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Windows\\system32\\a.dll", "a" * 5000, "<b>.pdf", "faktura.pdf.html"]
)
def test_a_files_name_is_counted_and_goes_no_further(name: str) -> None:
    application = read(forms.with_text("Values/attachment1/FileName", name))
    assert application.statement.attachments == 1
    assert name not in repr(application)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
QUADRATIC = f'<!ENTITY l9 "{"a" * 100_000}">'
DOCUMENT_TYPES = {
    "billion laughs": (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', "&l9;"),
    "quadratic": (f"<!DOCTYPE x [{QUADRATIC}]>", "&l9;" * 10_000),
    "a file": ('<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>', "&l9;"),
    "a parameter entity": ('<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>', "Hej!"),
    "an external type": ('<!DOCTYPE x SYSTEM "file:///etc/hostname">', "Hej!"),
    "an attribute by default": ('<!DOCTYPE x [<!ATTLIST message a CDATA "x">]>', "Hej!"),
    "after a comment": ('<!-- x --><!DOCTYPE x [<!ENTITY l9 "x">]>', "&l9;"),
    "after an instruction": ('<?x y?><!DOCTYPE x [<!ENTITY l9 "x">]>', "&l9;"),
    "only a comment": ("<!-- x -->", "Hej!"),
}


@pytest.mark.parametrize("attack", DOCUMENT_TYPES)
def test_a_document_type_is_refused_before_anything_is_parsed(
    attack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parsed(*_: object) -> None:
        pytest.fail("the file was parsed")

    monkeypatch.setattr(document.etree, "fromstring", parsed)
    assert "börjar med annat än en ansökan" in refusal(around(*DOCUMENT_TYPES[attack])).what


def test_a_document_type_that_follows_a_broken_declaration_is_refused_too() -> None:
    text = forms.TEXT.replace("?>", f"{' ' * 300}?><!DOCTYPE x [{LAUGHS}]>", 1)
    assert "XML-filen" in refusal(text.encode("iso-8859-1")).what


def test_a_type_written_in_a_message_is_a_message() -> None:
    text = "<!DOCTYPE html> <!ENTITY x>"
    assert said(forms.with_text(LETTER, text))[LETTER] == text


def test_what_would_include_another_file_is_an_unknown_field() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'
    payload = forms.TEXT.replace("<Value>Hej!</Value>", f"<Value>{include}</Value>").encode("iso-8859-1")
    assert "är okänt" in refusal(payload).what


UNMARKED = forms.TEXT.replace(' encoding="ISO-8859-1"', "")


def deep(levels: int) -> bytes:
    return around("", "<b>" * levels + "</b>" * levels)


def many(rows: int) -> bytes:
    row = "<QueryID>1</QueryID><Name>K</Name><Kind>Hyra</Kind><Amount>1</Amount><Specification/>"
    more = "".join(f"<cost{number}>{row}</cost{number}>" for number in range(4, rows + 1))
    return forms.TEXT.replace("<hasAssets>", f"{more}<hasAssets>").encode("iso-8859-1")


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(deep(100_000), id="very deep"),
        pytest.param(deep(200), id="rather deep"),
        pytest.param(many(MOST_ROWS + 1), id="a row too many"),
        pytest.param(many(20_000), id="thousands of rows"),
        pytest.param(forms.FILE.replace(b"<Date>", b"<Date " + b"a" * 500_000 + b">"), id="an attribute"),
        pytest.param(b"<" + b"a" * 1_900_000, id="a name without an end"),
        pytest.param(b"\x00" * 1000, id="nothing but NUL"),
        pytest.param(forms.FILE.replace(b"Hej!", b"\x00"), id="NUL"),
        pytest.param(forms.FILE.replace(b"Hej!", b"&#0;"), id="NUL by number"),
        pytest.param(forms.FILE.replace(b"Hej!", b"&#27;[2J"), id="escape by number"),
        pytest.param(forms.FILE.replace(b"Hej!", b"&#xD83D;"), id="half a character"),
        pytest.param(forms.TEXT.replace("ISO-8859-1", "UTF-16").encode("utf-16"), id="UTF-16"),
        pytest.param(UNMARKED.encode("utf-16-le"), id="UTF-16 that does not say so"),
        pytest.param(forms.TEXT.replace("ISO-8859-1", "UTF-7").encode("utf-7"), id="UTF-7"),
        pytest.param(forms.FILE.replace(b'n="1.0"', b'n="1.1"').replace(b"Hej!", b"&#1;"), id="version 1.1"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 500, id="an archive"),
        pytest.param(b"\x1f\x8b\x08" + b"\x00" * 500, id="a compressed file"),
    ],
)
def test_what_no_form_can_hold_is_refused_in_a_sentence(payload: bytes) -> None:
    error = refusal(payload)
    assert error.what.startswith(f"Ansökan {forms.NUMBER}: ")
    assert len(error.what) < 300
    assert error.what.isprintable()
    assert error.next_step


def test_as_many_rows_as_may_be_are_read() -> None:
    assert len(read(many(MOST_ROWS)).statement.costs) == MOST_ROWS - 1


@pytest.mark.parametrize("payload", [forms.FILE + b" " * 5_000_000, b"<a>" * 1_700_000])
def test_a_file_of_five_megabytes_is_refused_without_being_looked_at(payload: bytes) -> None:
    assert grown(lambda: refusal(payload)) < len(payload) / 10


def test_an_entity_bomb_takes_no_more_room_than_twice_its_own() -> None:
    payload = around(*DOCUMENT_TYPES["quadratic"])
    assert grown(lambda: refusal(payload)) < 3 * len(payload)


def grown(work: Callable[[], object]) -> int:
    """The most bytes that Python held at once for it, beyond those before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_name_of_an_unknown_field_is_told_in_plain_letters() -> None:
    spoilt = forms.TEXT.replace("<Values>", "<Values><a\u0661\u05d0b>x</a\u0661\u05d0b>")
    why = refusal(spoilt.replace("ISO-8859-1", "UTF-8").encode()).what
    assert "a__b" in why


def test_the_parser_itself_would_expand_nothing() -> None:
    """Were the look at the beginning fooled, entities still stay what they are."""
    root = document._root(around('<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>', "&l9;"))
    assert [node.text for node in root.iter(etree.Entity)] == ["&l9;"]
