"""A section's own error, as the page writes it: "Fel från CSN: felkod CSN-12, Källsystemet … (FELANDE)".

The message itself is left on the page: nobody knows what a source may write into it.
"""

import re

from bots.forsakringskassan.records import SourceFailure
from bots.forsakringskassan.sheet import Section

_ERROR = re.compile(r"Fel från (?P<source>[^:]+): felkod (?P<code>[A-Z0-9-]{1,20}),")
_STATE = re.compile(r"\((?P<state>FELANDE|OTILLGANGLIG)\)$")


def failure_of(section: Section) -> SourceFailure | None:
    """The section's error, or None when it has none. An error that reads otherwise is still an error."""
    if not section.alerts:
        return None
    alert = section.alerts[0]
    told, state = _ERROR.search(alert), _STATE.search(alert)
    return SourceFailure(
        source=told["source"] if told else section.title,
        code=told["code"] if told else "",
        state=state["state"] if state else "",
    )
