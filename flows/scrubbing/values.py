"""A value at hand, and the forms in which it is looked for.

Least lengths, so that a short or common word does not eat the log. A name has two letters, and is found as a
whole word: `Ek` is not found in `Ekonomiskt`. A name that is an English word of a log line (`To`, `Will`) is
found only when it has a capital. A street is found with its number; a postal code only with its town, if
need be in a field near by; of an address with commas each part that tells of a place or a person. Of
free text every four words in a row are found, or a whole line of two words and ten letters. A secret of six
characters is found anywhere, a shorter one not at all.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.scrubbing.words import LOST, joined, words_of

LEAST_NAME, LEAST_LINE, LEAST_STREET, LEAST_SECRET, LEAST_DIGITS = 2, 10, 5, 6, 7
IN_A_ROW = 4
MOST_LETTERS = 20_000
"""Of a longer value only so many are looked for: nobody may make the log slow by writing much."""


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


COMMON = _each(
    """
    all an and any are as at be but by can case do for from had has he her him his how if in is it long man
    may me my no not of on or our she so the they to up was way we when who will with you
    """
)
OURS = _each(
    """
    event level timestamp logger pid info warning error debug critical true false null none
    personnummer namn adress fritext telefon konto hemlighet e post
    """
)
"""Words that every log line has, and those that stand in place of what was taken out: never a name's."""
_POSTAL = re.compile(r"(?:SE[- ]?)?(\d{3})[ -]?(\d{2})\s+(?P<town>\D+)$", re.IGNORECASE)
_STREET = re.compile(r"(?P<name>.*?[^\W\d_]{2}\D*?)\s*(?P<number>\d+)(?: ?(?P<letter>[A-Za-z])\b)?")
_CARE_OF = re.compile(r"c ?/ ?o\W+(?P<who>\D+?)(?:\s+(?P<street>\S+\s*\d.*))?$", re.IGNORECASE)
_FLAT = re.compile(r"(?:lgh|lägenhet|vån|våning|tr|plan|uppg)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\d+:?[a-e]\w{0,2}\s+(?P<street>.+)", re.IGNORECASE)


class Kind(StrEnum):
    """What a value is; the word that stands in its place."""

    NUMBER = "personnummer"
    NAME = "namn"
    ADDRESS = "adress"
    TEXT = "fritext"
    MAIL = "e-post"
    PHONE = "telefon"
    ACCOUNT = "konto"
    # The word that stands in its place.
    SECRET = "hemlighet"  # noqa: S105 # nosec B105


Halves = tuple[str, str, Kind]
"""Two parts of one value; the second is a whole word, or some in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """How values are looked for.

    `words` are whole words, `phrases` whole words in a row, `rows` four words in a row
    that begin with one of `row_starts`, `digits` digits in a
    row whatever stands between them, `halves` two parts that may stand in two fields, each with the rare word
    without which they are not looked for, `letters` what is found anywhere, letter by letter. Each tells the
    kind that stands in its place.
    """

    words: dict[str, Kind] = field(default_factory=dict)
    phrases: dict[str, Kind] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    row_starts: frozenset[str] = frozenset()
    digits: dict[str, Kind] = field(default_factory=dict)
    halves: tuple[tuple[str, Halves], ...] = ()
    letters: frozenset[str] = frozenset()


def forms_of(kind: Kind, text: str) -> Forms:
    """How a value is looked for; nothing when it is too short or too common to be."""
    return _WAYS[kind](text[:MOST_LETTERS])


def _number(text: str) -> Forms:
    """Ten digits, which twelve have within; with the day of birth first, ten and twelve."""
    digits = re.sub(r"\D", "", text)
    ten, years = digits[-10:], [digits[-12:-8]] if len(digits) >= 12 else []
    if len(ten) != 10:
        return Forms()
    day, last = ten[4:6], ten[6:]
    day_first = [day + ten[2:4] + year for year in (ten[:2], *years)]
    parts = ((ten[:6], last), (ten[:4], day + last), *((born, last) for born in day_first))
    return Forms(
        digits=dict.fromkeys((ten, *(born + last for born in day_first)), Kind.NUMBER),
        halves=(
            *((last, (*halves, Kind.NUMBER)) for halves in parts),
            (day + last, (ten[:4], day + last, Kind.NUMBER)),
            *((ten[2:], (year, ten[2:], Kind.NUMBER)) for year in years),
        ),
    )


def _name(text: str) -> Forms:
    """Each of its words, and all of them in one, as given and the other way round.

    What has a sign within, such as `O'Brien`, stands as words in a row. So does a whole name of which one
    word is never looked for by itself.
    """
    given = text.split()
    parts = [part for word in given for part in (word, *word.split("-"))]
    whole = (text, " ".join(reversed(given)))
    words = {form for part in (*parts, *whole) for form in map(joined, _spelt(part))}
    rows = {joined(form) for part in parts for form in _spelt(part) if len(words_of(form)) > 1}
    if len(given) > 1 and not (OURS | COMMON).isdisjoint(words_of(text)):
        rows |= {joined(one) for one in whole}
    return Forms(
        words=dict.fromkeys((one for one in words - OURS if len(one) >= LEAST_NAME), Kind.NAME),
        phrases=dict.fromkeys(rows - OURS, Kind.NAME),
    )


def _spelt(text: str) -> Iterator[str]:
    """As it is, with its lost letters, and without them where enough is left."""
    yield text
    for lost in _losses(text):
        if LOST in lost:
            yield lost
        left = joined(lost.replace(LOST, ""))
        if len(left) >= IN_A_ROW or left == joined(text):
            yield lost.replace(LOST, "")


def _losses(text: str) -> set[str]:
    """As it looks when ISO-8859-1 is taken for UTF-8; what that has no sign for was a question mark there."""
    composed = unicodedata.normalize("NFC", text)
    asked = "".join(one if one <= "\xff" else "?" for one in composed)
    lost = {"".join(one if one.isascii() else LOST for one in seen) for seen in (composed, asked)}
    return {asked, *lost} - {composed}


def _address(text: str) -> Forms:
    parts = dict.fromkeys(_parts_of(text))
    numbered = (street.group() for part in parts if not _FLAT.match(part) and (street := _STREET.match(part)))
    forms = (joined(form) for part in (*parts, *numbered) for form in _spelt(part))
    kept = (form for form in forms if len(form) >= LEAST_STREET and not form.isdigit())
    halves = (half for part in parts if "," not in part for half in _halves_of(part))
    return Forms(phrases=dict.fromkeys(kept, Kind.ADDRESS), halves=tuple(halves))


def _parts_of(address: str) -> Iterator[str]:
    """All of it, and what stands between its commas and tells of a place or a person by itself."""
    yield address
    for part in map(str.strip, address.split(",")):
        if care_of := _CARE_OF.match(part):
            who = care_of["who"].split()
            yield from (f"c/o {care_of['who']}", care_of["street"] or "")
            yield from (" ".join(who), " ".join(reversed(who))) if len(who) > 1 else ()
        elif ordinal := _ORDINAL.match(part):
            yield from (part, ordinal["street"])
        elif not _FLAT.match(part) and (
            _STREET.match(part) or _POSTAL.match(part) or _is_line(words_of(part))
        ):
            yield part


def _is_line(words: list[str]) -> bool:
    return len(words) > 1 and sum(map(len, words)) >= LEAST_LINE


def _halves_of(address: str) -> Iterator[tuple[str, Halves]]:
    """A postal code and its town, or a street and its number with and without the letter."""
    if postal := _POSTAL.match(address):
        start, code = postal[1], postal[1] + postal[2]
        for town in {joined(form) for form in _spelt(postal["town"])}:
            yield from ((rare, (code, town, Kind.ADDRESS)) for rare in (start, code))
    elif street := _STREET.match(address):
        numbers = {street["number"], joined(street["number"] + (street["letter"] or ""))}
        for words in map(words_of, _spelt(street["name"])):
            if len(name := "".join(words)) >= LEAST_STREET:
                yield from ((max(words, key=len), (name, number, Kind.ADDRESS)) for number in numbers)


def _free_text(text: str) -> Forms:
    phrases, rows, starts = set[str](), set[str](), set[str]()
    for line in (line for seen in (text, *_losses(text)) for line in seen.splitlines()):
        words = words_of(line)
        if len(words) < IN_A_ROW:
            phrases |= {"".join(words)} if _is_line(words) else set()
        rows |= {"".join(words[at : at + IN_A_ROW]) for at in range(len(words) - IN_A_ROW + 1)}
        starts |= set(words[: 1 - IN_A_ROW])
    return Forms(
        phrases=dict.fromkeys(phrases, Kind.TEXT), rows=frozenset(rows), row_starts=frozenset(starts)
    )


def _mail(text: str) -> Forms:
    return Forms(phrases=dict.fromkeys(map(joined, _spelt(text)), Kind.MAIL) if "@" in text else {})


def _secret(text: str) -> Forms:
    """Each line of it, such as of a key, in small letters; letters with marks whole, in parts and lost."""
    lines = [line.lower() for line in text.splitlines() if not line.startswith("-----")]
    kept = {form for line in lines if len(line) >= LEAST_SECRET for form in _seen(line)}
    return Forms(letters=frozenset((*kept, *(line.replace(" ", "+") for line in kept))))


def _seen(line: str) -> Iterator[str]:
    yield from (line, unicodedata.normalize("NFC", line), unicodedata.normalize("NFD", line))
    yield from _losses(line)


def _account(text: str) -> Forms:
    """All of it, and what follows the clearing number, which often stands in a field of its own.

    A clearing number has four digits; of those that begin with 8 some have five.
    """
    digits = re.sub(r"\D", "", text)
    parts = (digits, digits[4:], digits[5:] if digits.startswith("8") else "")
    return Forms(digits=dict.fromkeys((one for one in parts if len(one) >= LEAST_DIGITS), Kind.ACCOUNT))


def _phone(text: str) -> Forms:
    digits = re.sub(r"\D", "", text).lstrip("0").removeprefix("46")
    return Forms(digits={digits: Kind.PHONE} if len(digits) >= LEAST_DIGITS else {})


_WAYS: Mapping[Kind, Callable[[str], Forms]] = {
    Kind.NUMBER: _number,
    Kind.NAME: _name,
    Kind.ADDRESS: _address,
    Kind.TEXT: _free_text,
    Kind.MAIL: _mail,
    Kind.SECRET: _secret,
    Kind.PHONE: _phone,
    Kind.ACCOUNT: _account,
}
