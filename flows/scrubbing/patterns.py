"""What looks personal or secret though nobody has told its value."""

import re
from collections.abc import Iterator

from flows.scrubbing.values import Kind

_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
"""A day of the month, or that of a samordningsnummer, which is sixty more."""
_BETWEEN = r"[-+T \u00a0\u00ad\u2010-\u2015\u2212\ufffd]?"
"""Before the last four digits: a hyphen or what stands for one, a plus from the age of a hundred."""
# A look-behind stands after the first sign, not before it: then only what begins so is looked at.
_TEN_DIGITS = re.compile(rf"[0-9]{{6}}{_BETWEEN}[0-9]{{4}}")
_NUMBER = re.compile(rf"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2]){_DAY}{_BETWEEN}\d{{4}}(?!\d)")
_HASH = re.compile(r"(?<!\w)(?=\d*[a-f])[0-9a-f]{40,}(?!\w)")
"""A link of the audit log, or another hash: now and then ten of its digits look like a number."""
_PHONE = re.compile(
    r"[+0](?<![\w.,:+-].)(?:(?<=\+)46|(?<=0)046)?[ -]?(?:\(0\) ?)?[1-9]\d?(?:[ -]?\d){6,8}(?![\w.,:-]*\w)"
)
_ACCOUNT = re.compile(
    r"[1-9](?<![\w.,:-].)\d{3}(?:-\d)?[-,] ?\d(?: ?\d){5,9}(?:-\d)?(?![\w.,:-]*\w)"
    r"|S(?<!\w.)E\d{2}(?: ?\d{4}){5}\b"
)
_TOLD_ACCOUNT = re.compile(
    r"(?:konto\w*|clearing\w*|giro|iban)[^\w\n]{1,4}(?:nr\W{1,2})?((?:SE)?\d(?:[ ,-]{0,2}\d){5,22})",
    re.IGNORECASE,
)
# It begins where nothing of it stands before: else a long text without one is gone through from every sign.
_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]++@[\w-]+(?:\.[\w-]+)+")
_BEARER = re.compile(r"\b(?:bearer|basic)[ +]+([\w.~+/=-]{8,})", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:password|passwd|pwd|lösenord|losenord|passphrase|api[_-]?key|access_token|authorization|cookie)\b"
    r"[\"']?\s*[=:]\s*[\"']?([^\s\"'&,;}\]\[][^\s\"'&,;}\]]*)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://[^\s/:@]*:([^\s/@\[][^\s/@]*)@")
_ACCOUNT_WORDS = ("konto", "clearing", "giro", "iban")
_SECRET_WORDS = ("bearer", "basic", "pass", "pwd", "senord", "key", "token", "authori", "cookie")

Found = tuple[int, int, Kind]


def looks_of(text: str) -> Iterator[Found]:
    """Every part of the text that looks personal or secret, and what it looks like."""
    small = text.lower()
    if _TEN_DIGITS.search(text):
        hashes = [one.span() for one in _HASH.finditer(text)]
        numbers = (one.span() for one in _NUMBER.finditer(text))
        yield from (
            (start, end, Kind.NUMBER)
            for start, end in numbers
            if not any(begins <= start and end <= ends for begins, ends in hashes)
        )
    yield from ((*one.span(), Kind.PHONE) for one in _PHONE.finditer(text))
    yield from ((*one.span(), Kind.ACCOUNT) for one in _ACCOUNT.finditer(text))
    if any(word in small for word in _ACCOUNT_WORDS):
        yield from ((*one.span(1), Kind.ACCOUNT) for one in _TOLD_ACCOUNT.finditer(text))
    if "@" in text:
        yield from ((*one.span(), Kind.MAIL) for one in _MAIL.finditer(text))
        yield from ((*one.span(1), Kind.SECRET) for one in _IN_ADDRESS.finditer(text))
    if any(word in small for word in _SECRET_WORDS):
        for looks in (_BEARER, _GIVEN):
            yield from ((*one.span(1), Kind.SECRET) for one in looks.finditer(text))
