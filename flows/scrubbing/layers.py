"""Text as it was before it was encoded: percent, JSON, HTML, bytes shown, one charset read as another, mail.

Each layer is the text with one more encoding undone, and knows where in the text as given each part stood.
What only looks encoded does no harm: every layer is searched, the first being the text itself.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

MOST_LAYERS = 3
"""What has been encoded more than three times over is not followed."""

_CP1252 = "".join(
    bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
)
_ESCAPED = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
    r"|(?P<bytes>(?:\\x[0-9A-Fa-f]{2})+)"
    r"|(?P<json>(?:\\u[0-9A-Fa-f]{4})+)"
    r"|(?P<blank>\\[nrtbf])"
    r"|(?P<quoted>\\[\"'/\\])"
    r"|(?P<html>&(?:#\d{1,7};?|#[xX][0-9A-Fa-f]{1,6};?|[A-Za-z]\w{1,30};))"
    # UTF-8 that was read as ISO-8859-1 or as Windows' own: å has become Ã¥, and ’ â€™.
    rf"|(?P<misread>(?:[\u00c2-\u00c5][\u0080-\u00bf{_CP1252}]|\u00e2[\u0080-\u00bf{_CP1252}]{{2}})+)"
    # Bytes that were no UTF-8, as Python carries them along.
    r"|(?P<carried>[\udc80-\udcff]+)"
)
_MAILED = re.compile(
    r"(?P<cut>=(?:\r?\n|(?:\\r)?\\n))"
    r"|(?P<mailed>(?:=[0-9A-F]{2})+)"
)
_MAY_BE_MAILED = re.compile(r"=(?:[C-F][0-9A-F]|20|3D|\r?\n|(?:\\r)?\\n)")
"""Mail's own way (quoted-printable): a letter beyond ASCII, a blank, a line cut in two, the sign itself."""
_MAY_BE_ESCAPED = re.compile(r"[%\\&\u00c2-\u00c5\u00e2\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One decoded piece: where it stands now, and where in the layer before."""

    start: int
    end: int
    was_start: int
    was_end: int


@dataclass(frozen=True, slots=True)
class Layer:
    """A text, and how to come back from it to the text that was given."""

    text: str
    _way: tuple[tuple[_Piece, ...], ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where in the given text the part from `start` to `end` stood."""
        for pieces in reversed(self._way):
            start, end = _before(pieces, start, is_end=False), _before(pieces, end, is_end=True)
        return start, end

    def below(self, escaped: re.Pattern[str] = _ESCAPED) -> "Layer | None":
        """The text with one encoding more undone; None when nothing looks encoded."""
        pieces, parts, at, length = list[_Piece](), list[str](), 0, 0
        for found in escaped.finditer(self.text):
            plain = _plain(found)
            if plain == found.group():
                continue
            parts += (self.text[at : found.start()], plain)
            length += found.start() - at
            pieces.append(_Piece(length, length + len(plain), found.start(), found.end()))
            length += len(plain)
            at = found.end()
        return Layer("".join((*parts, self.text[at:])), (*self._way, tuple(pieces))) if pieces else None


def layers(text: str) -> Iterator[Layer]:
    """The text as given, and each time that it can be decoded once more; the same of it as a mail."""
    yield from _decoded(Layer(text))
    if _MAY_BE_MAILED.search(text):
        # A way of its own: `=DE` is a letter in a mail, and two in an address.
        yield from _decoded(Layer(text).below(_MAILED))


def _decoded(layer: Layer | None) -> Iterator[Layer]:
    for _ in range(MOST_LAYERS + 1):
        if layer is None:
            return
        yield layer
        layer = layer.below() if _MAY_BE_ESCAPED.search(layer.text) else None


def _before(pieces: tuple[_Piece, ...], at: int, *, is_end: bool) -> int:
    """A position in the layer before; one inside a decoded piece is at that piece's edge."""
    number = bisect_right(pieces, at - is_end, key=lambda piece: piece.start) - 1
    if number < 0:
        return at
    piece = pieces[number]
    if at - is_end < piece.end:
        return piece.was_end if is_end else piece.was_start
    return piece.was_end + at - piece.end


def _plain(found: re.Match[str]) -> str:
    return _WAYS[found.lastgroup or ""](found.group())


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if character <= "\xff" else "cp1252")


def _read(encoded: bytes, *, else_as: str | None = None) -> str:
    """As UTF-8; what is none is ISO-8859-1, unless it is said to be something else."""
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        return encoded.decode("latin-1") if else_as is None else else_as


_WAYS: Mapping[str, Callable[[str], str]] = {
    "percent": lambda text: _read(bytes.fromhex(text.replace("%", ""))),
    "bytes": lambda text: _read(bytes.fromhex(text.replace("\\x", ""))),
    "json": lambda text: bytes.fromhex(text.replace("\\u", "")).decode("utf-16-be", errors="surrogatepass"),
    "blank": lambda _: " ",
    "quoted": lambda text: text[1],
    "html": html.unescape,
    "misread": lambda text: _read(b"".join(map(_byte, text)), else_as=text),
    "carried": lambda text: _read(bytes(ord(one) - 0xDC00 for one in text)),
    "cut": lambda _: "",
    "mailed": lambda text: _read(bytes.fromhex(text.replace("=", ""))),
}
