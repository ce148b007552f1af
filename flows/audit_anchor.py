"""Anchors: how far the audit log had come at a moment, in a line that lies outside our tables.

Whoever takes the end of the log away, or writes it anew with a stolen key, must find every such line too.
It must not know where they lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.audit import FORM, NUMBERS, Head
from flows.errors import SetUpTrouble

HEXADECIMAL = frozenset("0123456789abcdef")


class UnreadableAnchor(SetUpTrouble):
    """A line of the anchors is none; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The head of the log at a moment, aware."""

    head: Head
    at: datetime


def line_of(anchor: Anchor) -> str:
    """The anchor as a line without its end; nothing of a person is in it."""
    head = anchor.head
    return f"{FORM} {head.installation} {head.number} {head.link} {anchor.at.isoformat(timespec='seconds')}"


def anchors_in(text: str) -> Sequence[Anchor]:
    """The anchors of a file, line by line. Raises UnreadableAnchor: a spoilt one must not pass for none."""
    return [_anchor(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def _anchor(number: int, line: str) -> Anchor:
    try:
        form, installation, at_number, link, at = line.split()
        head = Head(installation=installation, number=int(at_number), link=link)
        anchor = Anchor(head=head, at=datetime.fromisoformat(at))
    except ValueError:
        raise _unreadable(number) from None
    if form != FORM or head.number not in NUMBERS or not HEXADECIMAL.issuperset(link):
        raise _unreadable(number)
    return anchor


def _unreadable(number: int) -> UnreadableAnchor:
    return UnreadableAnchor(
        f"Line {number} of the audit log's anchors cannot be read. Hold the file against its copies: "
        "see runbooks/audit-log-broken.md."
    )
