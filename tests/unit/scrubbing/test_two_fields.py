"""A value that stands in parts, each in a field of its own, comes through no more than a whole one does."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.scrubbing import Kind
from tests.unit.scrubbing.encodings import ENCODINGS
from tests.unit.scrubbing.test_scrubbed import matcher, syllables

NUMBER = "199012312384"
STREET = "Qvistgatan 12 B"
POSTAL = "999 10 Nya Byn"


def in_json(fields: dict[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def in_json_as_texts(fields: dict[str, object]) -> str:
    return in_json({name: str(value) for name, value in fields.items()})


def in_a_line(fields: dict[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in fields.items())


def in_xml(fields: dict[str, object]) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())


def in_a_query(fields: dict[str, object]) -> str:
    return "/form?" + "&".join(f"{name}={value}" for name, value in fields.items())


def nested(fields: dict[str, object]) -> str:
    return in_json({name: {"value": value} for name, value in fields.items()})


def in_a_list(fields: dict[str, object]) -> str:
    return repr(list(fields.values()))


WRITTEN = (in_json, in_json_as_texts, in_a_line, in_xml, in_a_query, nested, in_a_list)
# Ä before ’ looks like UTF-8 that Windows misread, and is read so together with whatever else was encoded.
words = syllables.filter(lambda name: "’" not in name)
streets = st.tuples(words, st.integers(711, 799), st.sampled_from(["", "B"])).map(
    lambda at: (f"{at[0]}gatan", f"{at[1]}{at[2]}")
)
postals = st.tuples(st.sampled_from(["999 10", "99910", "999-10"]), words)


@settings(max_examples=60, deadline=None)
@given(
    parts=st.one_of(streets, postals),
    names=st.permutations(["PostalCode", "postal_address", "nr"]),
    turned=st.booleans(),
    written=st.sampled_from(WRITTEN),
    encoded=st.sampled_from(list(ENCODINGS.values())),
)
def test_no_part_of_an_address_comes_through_in_a_field_of_its_own(
    parts: tuple[str, str],
    names: list[str],
    written: Callable[[dict[str, object]], str],
    encoded: Callable[[str], str],
    *,
    turned: bool,
) -> None:
    finder = matcher((Kind.ADDRESS, " ".join(parts)))
    text = encoded(written(dict(zip(names, reversed(parts) if turned else parts, strict=False))))
    clean = finder.scrubbed(text)
    assert not finder.found_in(clean)
    assert [one for one in parts if encoded(one).strip("\"'b") in clean] == []


@settings(max_examples=60, deadline=None)
@given(
    born=st.dates(date(1900, 1, 1), date(2026, 11, 30)),
    cut=st.sampled_from([4, 6, 8]),
    century=st.booleans(),
    names=st.permutations(["a", "birth_date", "page"]),
    written=st.sampled_from(WRITTEN),
    encoded=st.sampled_from(list(ENCODINGS.values())),
)
def test_no_part_of_a_number_comes_through_in_a_field_of_its_own(
    born: date,
    cut: int,
    names: list[str],
    written: Callable[[dict[str, object]], str],
    encoded: Callable[[str], str],
    *,
    century: bool,
) -> None:
    whole = f"{born:%Y%m%d}2384"
    parts = (whole[:cut] if century or cut == 4 else whole[2:cut], whole[cut:])
    finder = matcher((Kind.NUMBER, whole))
    text = encoded(written(dict(zip(names, parts, strict=False))))
    clean = finder.scrubbed(text)
    assert not finder.found_in(clean)
    assert encoded(parts[1]).strip("\"'b") not in clean


@settings(max_examples=40, deadline=None)
@given(
    clearing=st.sampled_from(["8327-9", "8327", "6000", "9420"]),
    number=st.integers(10**6, 10**10 - 1),
    grouped=st.booleans(),
    names=st.permutations(["clearing", "konto", "page"]),
    written=st.sampled_from(WRITTEN),
    encoded=st.sampled_from(list(ENCODINGS.values())),
)
def test_no_account_number_comes_through_in_a_field_beside_its_clearing_number(
    clearing: str,
    number: int,
    names: list[str],
    written: Callable[[dict[str, object]], str],
    encoded: Callable[[str], str],
    *,
    grouped: bool,
) -> None:
    finder = matcher((Kind.ACCOUNT, f"{clearing}, {number}"))
    shown = f"{number:,}".replace(",", " ") if grouped else str(number)
    text = encoded(written(dict(zip(names, (clearing, shown), strict=False))))
    clean = finder.scrubbed(text)
    assert not finder.found_in(clean)
    assert encoded(shown).strip("\"'b") not in clean


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (
            '{"PostalCode": "999 10", "PostalAddress": "Nya Byn"}',
            '{"PostalCode": "[adress]", "PostalAddress": "[adress]"}',
        ),
        ("ort=nya byn co=- postnummer=99910", "ort=[adress] co=- postnummer=[adress]"),
        ("<gata>QVISTGATAN</gata><nr>12</nr>", "<gata>[adress]</gata><nr>[adress]</nr>"),
        ("nr: 12 B, gata: Qvistgatan", "nr: [adress], gata: [adress]"),
        ("['199012', 'page', '312384']", "['[personnummer]', 'page', '[personnummer]']"),
        ("a=1990-12 b=31-2384", "a=[personnummer] b=[personnummer]"),
        ("year=1990 rest=12312384", "year=[personnummer] rest=[personnummer]"),
    ],
)
def test_both_parts_are_taken_out_and_what_stands_between_is_kept(written: str, clean: str) -> None:
    finder = matcher((Kind.ADDRESS, STREET), (Kind.ADDRESS, POSTAL), (Kind.NUMBER, NUMBER))
    assert finder.scrubbed(written) == clean


@pytest.mark.parametrize(
    "kept",
    [
        '{"municipality": "nya byn", "rows": 12, "seconds": 0.9991}',
        '{"city": "Nya Byn"}',
        '{"postnummer": "999 10"}',
        '{"pid": 99910, "status": 999, "rows": 10}',
        '{"municipality": "nya byn", "run": "a-b-c-d-e", "logger": "flows.prepare", "pid": 99910}',
        '{"street": "Qvistgatan"}',
        '{"street": "Qvistgatan", "rows": 112, "number": "120 B"}',
        '{"street": "Qvistgatan", "a": "b", "c": "d", "e": "f", "g": "h", "rows": 12}',
        '{"period": "199012", "amount": 312385}',
        '{"year": 1990, "amount": 2384}',
        "9012 kr",
        "312384 kr, 1999",
    ],
)
def test_a_part_alone_and_a_figure_far_from_it_is_kept(kept: str) -> None:
    finder = matcher((Kind.ADDRESS, STREET), (Kind.ADDRESS, POSTAL), (Kind.NUMBER, NUMBER))
    assert finder.scrubbed(kept) == kept


def test_a_village_that_gives_the_town_its_name_is_not_taken_for_a_street() -> None:
    finder = matcher((Kind.ADDRESS, "Qvistbyn 3"), (Kind.ADDRESS, "999 10 Qvistbyn"))
    assert finder.scrubbed("municipality=qvistbyn attempts=3") == "municipality=qvistbyn attempts=3"
    assert finder.scrubbed("Qvistbyn 3") == "[adress]"
