"""Text that somebody outside has written, made safe to show: nothing hidden in it, and never too long.

It must not know who wrote it, nor what it is about. Pure: the same text gives the same text.
"""

import re

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_HIDDEN = (
    # Marks of direction and joining, and characters without a width.
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    # Letters that show nothing.
    "\u115f\u1160\u3164\uffa0\u2800"
    # Ends of line that only some programs know, halves of characters, and what no font agrees about.
    "\u2028\u2029\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"
)
UNSEEN = re.compile(f"[{_CONTROL}{_HIDDEN}]")
"""One character that hides, steers or cannot be shown; a line end and a tab are none."""
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_STACKED = re.compile(f"([{_ACCENTS}]{{3}})[{_ACCENTS}]+")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CUT = " … [avkortat, läs allt i {where}]"


def visible(text: str) -> str:
    """`text` in as many lines, with each character that hides or steers shown as its number, `[U+202E]`."""
    shown = UNSEEN.sub(_number, _LINE_END.sub("\n", text).replace("\t", " "))
    return _STACKED.sub(r"\1[…]", shown)


def in_one_line(text: str, *, most: int, where: str) -> str:
    """`text` as `visible` shows it, in one line of at most `most` characters.

    One that is cut says so, and that the whole stands in `where` (Swedish, such as "ansökan").
    """
    return " ".join(in_lines(text, most=most, where=where).split())


def in_lines(text: str, *, most: int, where: str) -> str:
    """The same with the line ends kept. Raises ValueError when `most` leaves no room to say what is cut."""
    note = _CUT.format(where=where)
    if len(note) >= most:
        raise ValueError(f"{most} characters are too few to say that a text was cut")
    # No more is looked at than may be kept: the time does not grow with what was written.
    shown = visible(text[:most])
    return shown if max(len(text), len(shown)) <= most else f"{shown[: most - len(note)]}{note}"


def _number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
