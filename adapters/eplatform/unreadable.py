"""What cannot be read in an application: which field, and why, never what stands there.

A caseworker reads these words, so they are Swedish.
"""

import re

from adapters.eplatform.question_names import field_called
from flows.errors import NeedsHuman, Reason

SYSTEM = "E-tjänster"
_BY_HAND = "Öppna ansökan i E-tjänster och handlägg den för hand."
_LONGEST_NAME = 40


class Unreadable(Exception):
    """A field cannot be read for certain; `field` is its path, `trouble` the rest of a sentence about it."""

    def __init__(self, field: str, trouble: str) -> None:
        super().__init__(field, trouble)
        self.field = field
        self.trouble = trouble


def unreadable(application_ref: str, why: Unreadable) -> NeedsHuman:
    """The application is handed over, with the field that stopped it."""
    what = f"Ansökan {application_ref}: {field_called(why.field)} {why.trouble}."
    return NeedsHuman(Reason.UNREADABLE_APPLICATION, what, system=SYSTEM, next_step=_BY_HAND)


def unknown_municipality(application_ref: str) -> NeedsHuman:
    """The application is for another municipality than the one that the robot works for."""
    what = f"Ansökan {application_ref}: {field_called('Values/municipality')} anger en annan kommun."
    return NeedsHuman(Reason.UNKNOWN_MUNICIPALITY, what, system=SYSTEM, next_step=_BY_HAND)


def shown_name(element: str) -> str:
    """An element's name as it may be told: whoever made the file may have put anything there."""
    kept = re.sub(r"\d{4,}", "…", element[:_LONGEST_NAME])
    return re.sub(r"[^A-Za-z0-9ÅÄÖåäö_…-]", "_", kept)
