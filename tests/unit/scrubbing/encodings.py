"""Every way in which a text may have been written down before it leaves, each made without the scrubber."""

import html
import json
import quopri
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import quote, quote_plus


def misread(text: str) -> str:
    """UTF-8 that was taken for ISO-8859-1."""
    return text.encode().decode("latin-1")


def misread_by_windows(text: str) -> str:
    """UTF-8 that was taken for Windows' own, where that can be."""
    return text.encode().decode("cp1252", errors="replace")


def carried(text: str) -> str:
    """ISO-8859-1 that was taken for UTF-8, its bytes carried along."""
    return text.encode("latin-1", errors="replace").decode(errors="surrogateescape")


def lost(text: str) -> str:
    """ISO-8859-1 that was taken for UTF-8, what did not fit lost."""
    return text.encode("latin-1", errors="replace").decode(errors="replace")


def as_numbers(text: str) -> str:
    """In HTML, each letter beyond ASCII by its number."""
    return html.escape(text).encode("ascii", "xmlcharrefreplace").decode()


def each_byte(text: str) -> str:
    """In an address where nothing at all stands as it is."""
    return "".join(f"%{byte:02X}" for byte in text.encode())


def each_letter(text: str) -> str:
    """In JSON, every letter by its number."""
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


def by_sixteens(text: str) -> str:
    """In HTML, every letter by its number as sixteens."""
    return "".join(f"&#x{ord(letter):X};" for letter in text)


def carried_utf8(text: str) -> str:
    """UTF-8 that was taken for ASCII, its bytes carried along."""
    return text.encode().decode("ascii", errors="surrogateescape")


def unended(text: str) -> str:
    """In HTML by number, without the sign that ends one where that is not needed."""
    return text.encode("ascii", "xmlcharrefreplace").decode().replace(";", "")


def in_mail(text: str) -> str:
    """As mail is sent: lines cut at 76 signs wherever that is."""
    return quopri.encodestring(text.encode()).decode()


def in_latin_mail(text: str) -> str:
    """The same of ISO-8859-1, blanks too."""
    return quopri.encodestring(text.encode("latin-1", errors="replace"), quotetabs=True).decode()


ENCODINGS: Mapping[str, Callable[[str], str]] = {
    "as it is": str,
    "small": str.lower,
    "capitals": str.upper,
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "taken apart": lambda text: unicodedata.normalize("NFD", text),
    "in an address": quote,
    "in a query": quote_plus,
    "in an address, ISO-8859-1": lambda text: quote(text.encode("latin-1", errors="replace")),
    "in an address twice": lambda text: quote(quote(text)),
    "in an address, each byte": each_byte,
    "in JSON": json.dumps,
    "in JSON, each letter": each_letter,
    "in JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "in JSON in an address": lambda text: quote(json.dumps(text)),
    "in HTML": html.escape,
    "in HTML by number": as_numbers,
    "in HTML by sixteens": by_sixteens,
    "as Python shows it": ascii,
    "bytes shown": lambda text: repr(text.encode()),
    "bytes shown, ISO-8859-1": lambda text: repr(text.encode("latin-1", errors="replace")),
    "UTF-8 misread": misread,
    "UTF-8 misread twice": lambda text: misread(misread(text)),
    "UTF-8 misread by Windows": misread_by_windows,
    "ISO-8859-1 carried": carried,
    "ISO-8859-1 lost": lost,
}

RARER: Mapping[str, Callable[[str], str]] = {
    "UTF-8 carried": carried_utf8,
    "UTF-8 carried, in JSON": lambda text: json.dumps(carried_utf8(text)),
    "UTF-8 carried, as Python shows it": lambda text: repr(carried_utf8(text)),
    "ISO-8859-1 carried, in JSON": lambda text: json.dumps(carried(text)),
    "in HTML by number, not ended": unended,
    "in mail": in_mail,
    "in mail, cut early": lambda text: in_mail("x" * 60 + " " + text),
    "in mail, ISO-8859-1": in_latin_mail,
    "in mail, in JSON": lambda text: json.dumps(in_mail(text)),
    "in mail, ISO-8859-1, in JSON": lambda text: json.dumps(in_latin_mail(text)),
}
"""Ways that a foreign program may have, and a mail server."""
