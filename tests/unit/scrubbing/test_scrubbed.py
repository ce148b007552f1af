"""A value that is at hand never comes through, however it was written down on its way."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.scrubbing import Kind, KnownValues
from flows.scrubbing.matching import Matcher
from flows.scrubbing.values import COMMON, OURS
from tests.unit.scrubbing.encodings import ENCODINGS, RARER

NUMBER = "199012312384"
ASCII = "abcdefghijklmnoprstuv"
LETTERS = f"{ASCII}åäöéÅÄÖøłı'’"
syllables = st.text(LETTERS, min_size=4, max_size=9).filter(
    lambda name: name.lower() not in OURS | COMMON and sum(one in ASCII for one in name) > 3
)
harmless = st.sampled_from(
    ["", "felet kom. ", "case_ref UTK-9901-540001, ", "\n", '{"what": "x', "<td>", "?q=", "Ek"]
)
planted = st.one_of(
    syllables.map(lambda name: (Kind.NAME, name)),
    st.tuples(syllables, syllables).map(lambda pair: (Kind.NAME, "-".join(pair))),
    st.tuples(syllables, st.integers(1, 99)).map(lambda at: (Kind.ADDRESS, f"{at[0]}gatan {at[1]} B")),
    syllables.map(lambda town: (Kind.ADDRESS, f"999 10 {town}")),
    st.dates().map(lambda day: (Kind.NUMBER, f"19{day.year % 100:02}{day:%m%d}-2384")),
    st.lists(syllables, min_size=4, max_size=9).map(lambda words: (Kind.TEXT, " ".join(words))),
    st.text("abcdefgh123!?/+#", min_size=6, max_size=20).map(lambda word: (Kind.SECRET, word)),
    # No figures: after a letter by number that is not ended nobody can tell whose they are.
    st.text("abcdefghåäöé!?/+", min_size=6, max_size=20).map(lambda word: (Kind.SECRET, word)),
    st.integers(10_000_000, 99_999_999).map(lambda digits: (Kind.PHONE, f"07{digits // 10**7}-{digits}")),
    st.tuples(st.sampled_from(["8327-9", "6000", "9420"]), st.integers(10**6, 10**10 - 1)).map(
        lambda account: (Kind.ACCOUNT, f"{account[0]}, {account[1]}")
    ),
    syllables.map(lambda name: (Kind.MAIL, f"{name}@byn.example")),
)


def matcher(*values: tuple[Kind, str]) -> Matcher:
    known = KnownValues()
    for kind, text in values:
        known.add("case", kind, text)
    return known.matcher()


@pytest.mark.parametrize("encoded", ENCODINGS.values(), ids=ENCODINGS.keys())
@settings(max_examples=15, deadline=None)
@given(value=planted, before=harmless, after=harmless)
def test_no_planted_value_comes_through(
    encoded: Callable[[str], str], value: tuple[Kind, str], before: str, after: str
) -> None:
    finder = matcher(value)
    text = encoded(f"{before} {value[1]} {after}")
    clean = finder.scrubbed(text)
    assert finder.found_in(text)
    assert encoded(value[1]).strip("\"'b") not in clean
    assert not finder.found_in(clean)
    assert finder.scrubbed(clean) == clean


@settings(max_examples=80, deadline=None)
@given(value=planted, before=harmless, encoded=st.sampled_from(list(RARER.values())))
def test_no_planted_value_comes_through_from_a_foreign_program_or_a_mail(
    value: tuple[Kind, str], before: str, encoded: Callable[[str], str]
) -> None:
    finder = matcher(value)
    text = encoded(f"{before} {value[1]}, sent")
    assert finder.found_in(text)
    assert not finder.found_in(finder.scrubbed(text))


@pytest.mark.parametrize(
    "written",
    [
        "&#197sa &#214berg",
        "&#xc5sa &#xd6;berg",
        "=C3=85sa =C3=96berg",
        "=?iso-8859-1?q?=C5sa_=D6berg?=",
        "=C5s=\na =D6be=\r\nrg",
        r"\udcc3\udc85sa \udcc3\udc96berg",
        r"\udcc5sa \udcd6berg",
        "\udcc3\udc85sa \udcc3\udc96berg",
    ],
)
def test_a_name_is_found_in_a_foreign_programs_spelling(written: str) -> None:
    clean = matcher((Kind.NAME, "Åsa Öberg")).scrubbed(f"av {written}, sent")
    assert re.fullmatch(r"av (=\?iso-8859-1\?q\?)?\[namn\].*\[namn\](\?=)?, sent", clean)


@pytest.mark.parametrize(
    "kept", ["rows=12", "state=DELAVSLAG, level=ERROR", "a=FAKE b=C5", "x &#12 &#x and y"]
)
def test_what_only_looks_encoded_is_kept(kept: str) -> None:
    assert matcher((Kind.NAME, "Åsa Öberg")).scrubbed(kept) == kept


@settings(max_examples=50, deadline=None)
@given(value=planted, text=st.text(max_size=200))
def test_nothing_but_what_was_found_is_changed(value: tuple[Kind, str], text: str) -> None:
    finder = matcher(value)
    if not finder.found_in(text):
        assert finder.scrubbed(text) == text
    assert not finder.found_in(finder.scrubbed(text))


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        NUMBER[2:],
        f"{NUMBER[:8]}-{NUMBER[8:]}",
        f"{NUMBER[2:8]}+{NUMBER[8:]}",
        "31.12.1990-2384",
        "31121990-2384",
        "311219902384",
        "311290-2384",
        "3112902384",
        f"{NUMBER[:8]} {NUMBER[8:]}",
        f"1990-12-31-{NUMBER[8:]}",
        f"id{NUMBER}x",
        f"19 90 12 31 {NUMBER[8:]}",
    ],
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    clean = matcher((Kind.NUMBER, NUMBER)).scrubbed(f"about {written}, says the page")
    assert clean.startswith("about [personnummer]") or clean == "about 19 [personnummer], says the page"
    assert "2384" not in clean


@settings(max_examples=100, deadline=None)
@given(
    born=st.dates(date(1900, 1, 1), date(2026, 11, 30)),
    known=st.sampled_from(["", "-", "+"]),
    between=st.sampled_from(["", "-", "+", " ", "\u2011", "\u2013", "\u2212", "\u00a0"]),
    century=st.booleans(),
    encoded=st.sampled_from(list(ENCODINGS.values())),
    before=harmless,
)
def test_a_number_never_comes_through_with_or_without_hyphen_and_century(
    born: date, known: str, between: str, *, century: bool, encoded: Callable[[str], str], before: str
) -> None:
    day = f"{born:%Y%m%d}"
    finder = matcher((Kind.NUMBER, f"{day}{known}2384"))
    clean = finder.scrubbed(encoded(f"{before} {day if century else day[2:]}{between}2384, says the page"))
    assert not finder.found_in(clean)
    assert encoded("2384").strip("\"'b") not in clean


def test_a_birth_date_with_its_day_first_is_found_with_its_last_digits_in_another_field() -> None:
    finder = matcher((Kind.NUMBER, NUMBER))
    for born in ("31.12.1990", "31/12-90", "311290"):
        assert finder.scrubbed(f"born={born} page=3 last=2384") == (
            "born=[personnummer] page=3 last=[personnummer]"
        )
    assert finder.scrubbed("31.12.1990 12.31.90-2385") == "31.12.1990 12.31.90-2385"


def test_a_number_in_two_fields_is_found_and_a_date_or_an_amount_alone_is_kept() -> None:
    finder = matcher((Kind.NUMBER, NUMBER))
    both = finder.scrubbed('{"born": "1990-12-31", "page": "lookup", "last": "2384"}')
    assert both == '{"born": "[personnummer]", "page": "lookup", "last": "[personnummer]"}'
    assert finder.scrubbed("1990-12-31") == "1990-12-31"
    assert finder.scrubbed("2384 kr") == "2384 kr"


@pytest.mark.parametrize("encoded", ENCODINGS.values(), ids=ENCODINGS.keys())
@settings(max_examples=5, deadline=None)
@given(
    parts=st.one_of(
        st.dates().map(lambda day: (Kind.NUMBER, f"19{day.year % 100:02}{day:%m%d}", "2384")),
        st.dates().map(lambda day: (Kind.NUMBER, f"{day.year % 100:02}{day:%m%d}", "2384")),
        st.tuples(syllables, syllables).map(lambda pair: (Kind.NAME, *pair)),
    ),
    fields=st.permutations(["born", "given", "page"]),
    between=st.sampled_from(["lookup", 3, None]),
)
def test_nothing_comes_through_in_two_fields(
    encoded: Callable[[str], str],
    parts: tuple[Kind, str, str],
    fields: list[str],
    between: object,
) -> None:
    kind, first, last = parts
    whole = f"19{first[-6:]}{last}" if kind is Kind.NUMBER else f"{first} {last}"
    finder = matcher((kind, whole))
    text = encoded(json.dumps(dict(zip(fields, (first, between, last), strict=True)), ensure_ascii=False))
    clean = finder.scrubbed(text)
    assert not finder.found_in(clean)
    assert [one for one in (first, last) if encoded(one).strip("\"'b") in clean] == []


@pytest.mark.parametrize("written", [json.dumps, repr, lambda text: json.dumps(text, ensure_ascii=False)])
@pytest.mark.parametrize("blank", ["\n", "\t", "\r\n"])
def test_a_name_after_a_line_end_is_found_though_it_is_shown_as_a_letter(
    blank: str, written: Callable[[str], str]
) -> None:
    clean = matcher((Kind.NAME, "Åsa Öberg")).scrubbed(written(f"av{blank}Åsa{blank}Öberg"))
    assert clean.count("[namn]") == 2
    assert "berg" not in clean


def test_given_and_family_name_in_two_fields_are_both_found() -> None:
    clean = matcher((Kind.NAME, "Åsa Öberg")).scrubbed('{"given": "ÅSA", "rows": 3, "family": "\\u00f6berg"}')
    assert clean == '{"given": "[namn]", "rows": 3, "family": "[namn]"}'


@pytest.mark.parametrize(
    "joined", ["ÅsaÖberg", "öberg,åsa", "asa_oberg", "Öberg Åsa", "AnnaKarin", "Anna-Karin", "anna karin"]
)
def test_a_name_is_found_in_one_word_or_two(joined: str) -> None:
    finder = matcher((Kind.NAME, "Åsa Öberg"), (Kind.NAME, "Anna-Karin"))
    assert re.fullmatch(r"(\[namn\][,_ -]*)+", finder.scrubbed(joined))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Sean O'Brien", "Sean O'Brien"),
        ("Sean O'Brien", "O%27Brien, SEAN"),
        ("Sean O'Brien", "O&#x27;Brien"),
        ("Sean O’Brien", "O'Brien"),
        ("Sean O'Brien", "O\\u2019Brien"),
        ("Sean O'Brien", "O\u02bcBrien"),
        ("Sean O'Brien", "OBrien"),
        ("N'Diaye", "N’Diaye"),
        ("N’Diaye", "N\ufffdDiaye"),
        ("N’Diaye", "Nâ€™Diaye"),
        ("Sa’id D’Souza-Öberg", "SA’ID D’SOUZA"),
    ],
)
def test_a_name_with_an_apostrophe_is_found(name: str, written: str) -> None:
    finder = matcher((Kind.NAME, name))
    assert finder.found_in(written)
    assert re.fullmatch(r"(\[namn\][, ]*)+", finder.scrubbed(written))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Yıldız", "YILDIZ"),
        ("Yıldız", "Y?ld?z"),
        ("Łukasz Đurić", "Lukasz Duric"),
        ("Jørgen", "JORGEN"),
        ("Jorgen", "Jørgen"),
        ("Sæþór", "Saethor"),
    ],
)
def test_a_letter_that_no_mark_can_be_taken_from_is_found_as_the_plain_one(name: str, written: str) -> None:
    assert re.fullmatch(r"(\[namn\] ?)+", matcher((Kind.NAME, name)).scrubbed(written))


@pytest.mark.parametrize("written", ["Ida von Post", "VON POST, IDA", "ida_von_post"])
def test_a_name_of_one_of_our_own_words_is_found_where_the_whole_name_stands(written: str) -> None:
    finder = matcher((Kind.NAME, "Ida von Post"), (Kind.NAME, "von Post"), (Kind.NAME, "Post"))
    assert re.fullmatch(r"(\[namn\][, _]*)+", finder.scrubbed(written))
    assert finder.scrubbed("POST /e-post 200") == "POST /e-post 200"


@pytest.mark.parametrize(
    "written",
    [
        "Storgatan 12B lgh 1102",
        "STORGATAN 12 B",
        "storgatan+12b",
        "Storgatan%2012B",
        "999 10 Byn",
        "SE-99910 BYN",
    ],
)
def test_an_address_is_found_with_or_without_the_flat(written: str) -> None:
    finder = matcher((Kind.ADDRESS, "Storgatan 12B lgh 1102"), (Kind.ADDRESS, "999 10 Byn"))
    assert finder.scrubbed(written).endswith("[adress]")


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("c/o Qvist, Storgatan 12", "Storgatan 12"),
        ("c/o Qvist, Storgatan 12", "C/O QVIST"),
        ("c/o Qvist Storgatan 12", "storgatan 12"),
        ("c/o Ida Qvist, Storgatan 12", "Ida Qvist"),
        ("c/o Ida Qvist, Storgatan 12", "QVIST, IDA"),
        ("Storgatan 12, lgh 1101", "Storgatan 12"),
        ("lgh 1101, Storgatan 12", "Storgatan 12"),
        ("Villa Solbacken, Storgatan 12, 999 10 Byn", "Villa Solbacken"),
        ("Villa Solbacken, Storgatan 12, 999 10 Byn", "99910 Byn"),
        ("1:a Långgatan 12 B, lgh 1101", "1:a Långgatan 12 B"),
        ("1:a Långgatan 12 B lgh 1101", "1a Långgatan 12B"),
        ("1a Långgatan 12 B lgh 1101", "1:A LÅNGGATAN 12"),
        ("1:a Långgatan 12", "l%C3%A5nggatan 12"),
    ],
)
def test_of_an_address_in_parts_each_is_found(known: str, written: str) -> None:
    assert re.fullmatch(r"(\[adress\] ?)+", matcher((Kind.ADDRESS, known)).scrubbed(written))


@pytest.mark.parametrize(
    "kept", ["lgh 1101", "Qvist", "Byn", "co", "1:a", "1", "12 B", "Storgatan", "Hotell"]
)
def test_a_part_of_an_address_that_says_nothing_alone_is_kept(kept: str) -> None:
    finder = matcher(
        (Kind.ADDRESS, "c/o Qvist, Storgatan 12 B, lgh 1101, 999 10 Byn"),
        (Kind.ADDRESS, "c/o Hotell, 1:a Storgatan 12 B lgh 1101"),
    )
    assert finder.scrubbed(kept) == kept


def test_a_part_of_free_text_is_found() -> None:
    finder = matcher((Kind.TEXT, "Min bror är sjuk och jag har rest hem till honom.\nSL-kort för jobbet"))
    assert finder.scrubbed("cut at: jag har rest hem til") == "cut at: [fritext] til"
    assert finder.scrubbed("said SL-kort för jobbet") == "said [fritext]"
    assert finder.scrubbed("det är sjuk frånvaro") == "det är sjuk frånvaro"


def test_of_a_very_long_text_the_beginning_is_looked_for() -> None:
    words = " ".join(f"ord{chr(97 + number % 26)}{number}" for number in range(200_000))
    finder = matcher((Kind.TEXT, words))
    assert finder.found_in(words[:100])
    assert not finder.found_in(words[-100:])


SHORT = matcher(
    (Kind.NAME, "Ek"), (Kind.NAME, "Will"), (Kind.NAME, "To"), (Kind.NAME, "Event"), (Kind.NAME, "Ö")
)


@pytest.mark.parametrize(
    "kept",
    [
        "Ekonomiskt bistånd",
        "ekonomi",
        "a week to see",
        "it will wait",
        '{"event": "item.ek9"}',
        "ö 3",
        "utkast-01",
    ],
)
def test_a_short_or_common_name_does_not_eat_the_log(kept: str) -> None:
    assert SHORT.scrubbed(kept) == kept


@pytest.mark.parametrize("taken", ["Ek", "ek", "Will", "To", "_ek_", "/ek?"])
def test_and_is_found_where_it_is_a_word(taken: str) -> None:
    assert "[namn]" in SHORT.scrubbed(taken)


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        (Kind.PHONE, "070-123 45 67", "+46701234567"),
        (Kind.PHONE, "070-123 45 67", "070\ufffd123\ufffd45\ufffd67"),
        (Kind.ACCOUNT, "8327-9, 123 456 789-0", "kto 83279 1234567890"),
        (Kind.ACCOUNT, "8327-9, 123 456 789-0", '{"clearing":"8327-9","konto":"123 456 789-0"}'),
        (Kind.ACCOUNT, "6000 123 456 789", '{"to":"123456789","rows":3,"via":"6000"}'),
        (Kind.MAIL, "asa@byn.example", "ASA%40byn.example"),
        (Kind.SECRET, "Kött&gott 12", "K\ufffdtt&gott 12"),
        (Kind.SECRET, "Kort&gott 12", "?password_hint=kort%26GOTT+12"),
        (Kind.SECRET, "-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----", "xxMIIEvQIBADANBgyy"),
    ],
)
def test_what_is_at_hand_is_found_in_other_spellings(kind: Kind, text: str, written: str) -> None:
    finder = matcher((kind, text))
    assert not finder.found_in(finder.scrubbed(written))
    assert f"[{kind}]" in finder.scrubbed(written)
