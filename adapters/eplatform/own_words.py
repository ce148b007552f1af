"""What applicants write in their own words: kept as text in which nothing hides, and of a bounded length.

It must not know which question was answered. Nothing is refused here: whoever writes oddly may be in need.
"""

from adapters.eplatform.shape import Read
from flows.plain_text import in_lines, in_one_line

LONGEST_NAME = 100
LONGEST_ANSWER = 500
LONGEST_LETTER = 10_000
_WHERE = "ansökan i E-tjänster"


def name(field: Read) -> str:
    """Such as an employer's: the draft quotes it in its sentences, and it cannot begin a line of its own."""
    return in_one_line(field.text, most=LONGEST_NAME, where=_WHERE)


def short(field: Read) -> str:
    """A line about a cost or an asset."""
    return in_one_line(field.text, most=LONGEST_ANSWER, where=_WHERE)


def long(field: Read) -> str:
    """A message or a plan, in as many lines as were written."""
    return in_lines(field.text, most=LONGEST_LETTER, where=_WHERE)
