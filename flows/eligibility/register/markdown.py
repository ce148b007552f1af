"""Markdown for a page in Swedish: headings, tables, and prose with one sentence a line. Knows no law."""

import re
from collections.abc import Iterable, Sequence

_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-ZÅÄÖ])")
_LEFT_OUT_OF_AN_ANCHOR = re.compile(r"[^\w\- ]")


def sentences(text: str, indent: str = "") -> str:
    """The text with one sentence a line; `indent` goes before every line but the first."""
    return f"\n{indent}".join(_BETWEEN_SENTENCES.split(text))


def bullets(items: Iterable[str]) -> str:
    """A list, one sentence a line within each item."""
    return "\n".join(f"- {sentences(item, '  ')}" for item in items)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a cell may hold anything but a line break, and an empty one is shown as a dash."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') or '–' for cell in line)} |" for line in lines)


def heading(level: int, text: str) -> str:
    """A heading of its level."""
    return f"{'#' * level} {text}"


def link(text: str, to: str) -> str:
    """A link to the heading `to` on the same page, as code forges name their anchors."""
    anchor = _LEFT_OUT_OF_AN_ANCHOR.sub("", to.lower()).replace(" ", "-")
    return f"[{text}](#{anchor})"


def page(parts: Iterable[str]) -> str:
    """The parts with a blank line between them, and one line break at the end."""
    return "\n\n".join(part for part in parts if part) + "\n"
