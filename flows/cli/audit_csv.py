"""Entries of the audit log as a file that an officer can hand out: CSV as a Swedish spreadsheet opens it.

It must not know whose entries they are, nor where the file is written.
"""

import csv
import io
from collections.abc import Sequence

from flows.audit import Entry
from flows.audit_words import done, when
from flows.plain_text import visible

HEADINGS = ("Nr", "Tid", "Konto", "System", "Ärende", "Vad som gjordes", "Ändamål", "Rättslig grund")
_BEGINS_A_FORMULA = ("=", "+", "-", "@")


def csv_of(entries: Sequence[Entry]) -> bytes:
    """UTF-8 with a byte order mark, semicolons; Swedish time to the second, and nothing is a formula."""
    held = io.StringIO(newline="")
    rows = csv.writer(held, delimiter=";")
    rows.writerow(HEADINGS)
    rows.writerows(map(_row, entries))
    return held.getvalue().encode("utf-8-sig")


def _row(one: Entry) -> Sequence[str]:
    said = (one.account, one.system, one.case_ref, done(one.act), one.purpose, one.legal_basis)
    return [str(one.number), when(one), *map(_as_text, said)]


def _as_text(words: str) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe before it."""
    shown = " ".join(visible(words).split())
    return f"'{shown}" if shown.startswith(_BEGINS_A_FORMULA) else shown
